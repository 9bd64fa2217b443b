"""What is in hand: one open poster, its selection, the tool and the pictogram that are armed.

Canvas, palette and marge know each other only through the session's signals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMetaMethod, QObject, Qt, Signal

from app.i18n import tr
from app.painting.images import Images
from app.poster.choices import LIBRES
from app.poster.document import Commit, Document, Label, Patch
from app.poster.history import History
from app.poster.records import ITEM_TYPES, Mark
from app.ui.arriving import Arriving
from app.ui.tools.groups import Groups
from app.ui.tools.registry import TOOLS

if TYPE_CHECKING:
    from app.catalogue.load import Catalogue
    from app.catalogue.model import Forme, Pictogram
    from app.drawing.ink import Ink, Scene
    from app.exports.registry import Snapshot
    from app.storage.file import PosterFile, SaveState
    from app.ui.fitting import Fitting


class Session(QObject):
    """One poster being drawn. Lives on the GUI thread."""

    #: A ``Patch``: every step, those of an unfinished act included.
    patched = Signal(object)
    #: A ``Commit``: a finished act, undo and redo included.
    committed = Signal(object)
    selection_changed = Signal()
    tool_changed = Signal()
    #: A ``SaveState``, always on the GUI thread.
    saved = Signal(object)
    #: A calm sentence for the marge.
    said = Signal(str)
    #: A sentence for those who do not see the sheet.
    heard = Signal(str)
    #: The uid of the thing whose words are to be edited in place.
    edit_requested = Signal(str)
    #: A pictogram of ours came or went: the palette is to be shown again.
    catalogue_changed = Signal()
    #: A panel of the marge is asked for, by its name.
    panel_requested = Signal(str)
    #: Files for the ground were let go or pasted on the sheet.
    files_brought = Signal(object)
    #: The uid of a photo that was laid from a file, and its path: it may go under the map instead.
    photo_laid = Signal(str, object)
    #: Another reading is shown, or everything.
    reading_changed = Signal()
    #: The uid of a mark that a hand has just laid, and left: its words may come now.
    laid = Signal(str)
    #: The picture that is being placed lies otherwise, or none is any more.
    fitting_changed = Signal()
    #: A picture that was asked for is there, by its SHA-256: it is to be painted again.
    picture_arrived = Signal(str)
    #: Words that are being typed are to be finished now: something else is about to happen.
    settling = Signal()

    _state_arrived = Signal(object)

    def __init__(self, file: PosterFile, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self.catalogue = catalogue
        self.selection: frozenset[str] = frozenset()
        self.groups = Groups(file.document)
        #: The group whose members are chosen one by one; "" outside of any.
        self.entered = ""
        #: The last copies, each with what it was copied from: the next ones lie as far again.
        self.copied: Mapping[str, str] = {}
        self.tool = "choisir"
        self.armed: Pictogram | None = None
        self.forme: Forme | None = None
        #: Whether the tool stays in hand after it was used (Q).
        self.keep = False
        #: What a click takes where an area is laid: ``commune``, ``epci``, or ``coin``: a corner drawn by hand.
        self.contour = "commune"
        #: The picture that is being placed on the ground, with « Caler » in hand.
        self.fitting: Fitting | None = None
        #: What free tools lay starts with, by tool: fields of the record.
        self.starting: dict[str, dict[str, Any]] = {}
        self.all_names = False
        #: Whether single letters and signs act while the sheet has the keys.
        self.letters = True
        #: Ids of the actions whose letter acts all the same, and of those that act while nothing is chosen.
        self.spared: AbstractSet[str] = frozenset()
        self.looking: AbstractSet[str] = frozenset()
        #: What stands out on screen while the rest is pale: one of ``readings.READINGS``, or "" for everything.
        self.reading = ""
        #: What the photos and images of the poster look like.
        self.images = Images(file.pictures.get)
        #: The same for the sheet on the screen, which waits for none of them.
        self.arriving = Arriving(self.images, self)
        self.arriving.arrived.connect(self.picture_arrived)
        self._dim: tuple[Scene, AbstractSet[str], Scene] | None = None
        self._pale: dict[str, tuple[Ink, Ink]] = {}
        self._scene: Scene | None = None
        self._state_arrived.connect(self.saved, Qt.ConnectionType.QueuedConnection)
        self.document.changed.append(self._changed)
        self.document.committed.append(self._committed)
        file.listeners.append(self._heard)
        # The composer brings shapely: imported with the first poster, after the first paint of the window.
        from app.drawing.scene import Composer

        self._composer = Composer(catalogue)

    @property
    def document(self) -> Document:
        """The records of the poster."""
        return self.file.document

    @property
    def history(self) -> History:
        """The acts done and undone."""
        return self.file.history

    @property
    def drawn(self) -> Mapping[str, Pictogram]:
        """Every pictogram that is drawn: those of the catalogue, and those that left it while marks use them."""
        return self._composer.catalogue

    @property
    def unlit(self) -> AbstractSet[str]:
        """The inks that the reading leaves pale: nobody means them."""
        return self._dimmed()[1] if self.reading else frozenset()

    @property
    def shown(self) -> Scene:
        """The sheet as the screen shows it: ``scene``, pale where the reading does not go."""
        return self._dimmed()[2] if self.reading else self.scene

    def _dimmed(self) -> tuple[Scene, AbstractSet[str], Scene]:
        from app.drawing import readings

        scene, records = self.scene, self.document.records
        if self._dim is None or self._dim[0] is not scene:
            pale = readings.unlit(self.reading, records, self.drawn)
            self._dim = (scene, pale, readings.dimmed(scene, pale, records, self._pale))
        return self._dim

    def show_reading(self, reading: str) -> None:
        """Let one reading stand out on screen; "" shows everything again. The poster itself is not changed."""
        if reading != self.reading:
            self.settle()
            self.reading, self._dim = reading, None
            self._pale.clear()
            self.select(self.selection - self.unlit)
            self.reading_changed.emit()
            self.patched.emit(Patch(Label("Lectures"), {}))

    @property
    def scene(self) -> Scene:
        """The whole sheet as it is now; composed again only after a change."""
        if self._scene is None:
            self._scene = self._composer.compose(self.document.records, all_names=self.all_names)
        return self._scene

    def settle(self) -> None:
        """Finish the words that are being typed, so that another act can begin."""
        self.settling.emit()

    def snapshot(self) -> Snapshot:
        """Return the poster as it is now, for an export: names stand where they are seen."""
        from app.exports.registry import Snapshot

        self.settle()
        _ = self.scene  # names are placed by composing
        return Snapshot(
            dict(self.document.records), self.drawn, dict(self._composer.placements), self.file.pictures.get
        )

    def add_pictogram(self, pictogram: Pictogram) -> None:
        """Let a pictogram that people made join the palette and the file."""
        self.file.add_pictogram(pictogram)
        self._know(self.catalogue.with_ours((pictogram,)))

    def drop_pictogram(self, key: str) -> None:
        """Take a pictogram of ours out of the palette and the file; undo can still bring its marks back."""
        self.file.drop_pictogram(key)
        if self.armed is not None and self.armed.key == key:
            self.use("choisir")
        self._know(self.catalogue.without((key,)))

    def _know(self, catalogue: Catalogue) -> None:
        from app.drawing.scene import Composer

        known = {**self.file.pictograms, **catalogue}
        if any(mark.picto not in self.drawn for mark in self.document.all(Mark)):
            # Marks that were drawn plainly find their drawing; everything else stands as it was.
            self._composer, self._scene = Composer(known, self._composer.placements), None
        self._composer.catalogue = known
        self.catalogue = catalogue
        self.catalogue_changed.emit()

    def select(self, uids: Iterable[str]) -> None:
        """Select ``uids`` with the rest of their groups; those that do not lie on the sheet are left out."""
        self._choose(self.groups.whole(uids, self.entered), self.entered)

    def enter(self, uid: str) -> bool:
        """Enter the group of a thing and choose it alone; return whether it has a group that was not entered yet."""
        item = self.document.get(uid)
        ensemble = item.ensemble if isinstance(item, ITEM_TYPES) else ""
        if not ensemble or ensemble == self.entered:
            return False
        self._choose(frozenset({uid}), ensemble)
        return True

    def leave(self) -> bool:
        """Leave the group that was entered, and choose it whole; return whether there was one."""
        if not self.entered:
            return False
        inside = self.groups.members(self.entered) & self.selection
        self._choose(self.groups.whole(inside), "")
        return True

    def _choose(self, wanted: frozenset[str], entered: str) -> None:
        if not self.groups.members(entered) & wanted:
            entered = ""
        if wanted != self.selection or entered != self.entered:
            self.settle()
            self.selection, self.entered = wanted, entered
            self.selection_changed.emit()

    def arm(self, pictogram: Pictogram, forme: Forme | None = None) -> None:
        """Take ``pictogram`` in hand, to be laid as ``forme`` (its usual one when None)."""
        self.settle()
        self.put_down()
        self.tool, self.armed = "picto", pictogram
        self.forme = forme if forme in pictogram.formes else pictogram.formes[0]
        self.select(())
        self.tool_changed.emit()

    def use(self, tool: str) -> None:
        """Take a tool of the row. Flèche and Zone are armed as the free marks of the catalogue."""
        if tool not in TOOLS or tool == "picto":
            raise ValueError(f"no tool {tool!r}")
        self.settle()
        if tool != "caler":
            self.put_down()
        self.tool = tool
        self.armed = self.catalogue[tool] if tool in LIBRES else None
        self.forme = self.armed.formes[0] if self.armed else None
        if tool == "choisir":
            self.keep = False
        self.tool_changed.emit()

    def put_down(self) -> None:
        """Lay the picture that is being placed, if any, as it lies now."""
        fitting, self.fitting = self.fitting, None
        if fitting is not None:
            fitting.lay()
            self.fitting_changed.emit()

    def take(self, contour: str) -> None:
        """Choose what a click takes where an area is laid: ``commune``, ``epci`` or ``coin``."""
        self.contour = contour

    def hold(self, keep: bool) -> None:
        """Keep the tool in hand after each use, or not."""
        if keep != self.keep:
            self.keep = keep
            self.tool_changed.emit()

    def undo(self) -> None:
        """Take back the last act; nothing happens while a gesture is under way."""
        self.settle()
        if not self.document.busy:
            self.history.undo()

    def redo(self) -> None:
        """Do again the act last undone."""
        self.settle()
        if not self.document.busy:
            self.history.redo()

    def show_all_names(self, wanted: bool) -> None:
        """Show the name of every commune, on screen only."""
        if wanted != self.all_names:
            self.all_names, self._scene = wanted, None
            self.patched.emit(Patch(Label("Tous les noms"), {}))

    def take_letters(self, wanted: bool, *, workshop: bool) -> None:
        """Let single letters act on the sheet, or not; in workshop mode only that of the post-it does.

        Several people write there: what is typed on a chosen thing is its words. Signs that only look, help and zoom,
        act where there is nothing to write on.
        """
        self.letters = wanted and not workshop
        self.spared = frozenset({"postit"}) if wanted else frozenset()
        self.looking = frozenset({"raccourcis", "plus_pres", "plus_loin"}) if wanted else frozenset()

    def hears(self, action: str) -> bool:
        """Return whether the letter of an action acts on the sheet, by its id."""
        return self.letters or action in self.spared or (not self.selection and action in self.looking)

    def hush(self) -> None:
        """Let go of everybody who listens: the window is made again for the same poster."""
        for signal in (
            self.patched,
            self.committed,
            self.selection_changed,
            self.tool_changed,
            self.saved,
            self.said,
            self.heard,
            self.edit_requested,
            self.catalogue_changed,
            self.panel_requested,
            self.files_brought,
            self.photo_laid,
            self.reading_changed,
            self.laid,
            self.fitting_changed,
            self.picture_arrived,
            self.settling,
        ):
            if self.isSignalConnected(QMetaMethod.fromSignal(signal)):
                signal.disconnect()

    def close(self) -> None:
        """Stop listening and let the file go; ``file.flush`` says beforehand whether everything is written."""
        self.settle()
        self.file.abandon()
        self.document.changed.remove(self._changed)
        self.document.committed.remove(self._committed)
        self.file.listeners.remove(self._heard)

    def _changed(self, patch: Patch) -> None:
        self._scene = None
        self.groups.changed(patch)
        self.patched.emit(patch)
        if self.fitting is not None and self.document.get(self.fitting.uid) is None:
            self.fitting = None
            self.use("choisir")
        if any(uid in self.selection for uid in patch.changes):
            left = frozenset(uid for uid in self.selection if self.document.get(uid) is not None)
            self._choose(left, self.entered)

    def _committed(self, commit: Commit) -> None:
        self.committed.emit(commit)
        made = {uid for uid, (before, _) in commit.patch.changes.items() if before is None}
        if commit.kind == "acte" and made & self.unlit:
            self.show_reading("")
            self.said.emit(
                tr("Tout est de nouveau montré\u00a0: ce que vous posez n’est pas de cette lecture.")
            )

    def _heard(self, state: SaveState) -> None:
        self._state_arrived.emit(state)
