"""What is in hand: one open poster, its selection, the tool and the pictogram that are armed.

Canvas, palette and marge know each other only through the session's signals.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from app.poster.document import Commit, Document, Label, Patch
from app.poster.history import History
from app.poster.records import ITEM_TYPES

if TYPE_CHECKING:
    from app.catalogue.load import Catalogue
    from app.catalogue.model import Forme, Pictogram
    from app.drawing.ink import Scene
    from app.exports.registry import Snapshot
    from app.storage.file import PosterFile, SaveState

#: The tools of the row, in its order, then the one that lays the armed pictogram.
TOOLS = ("choisir", "postit", "texte", "crayon", "fleche", "zone", "gomme", "picto")
#: Tools that lay a free mark of the catalogue.
LIBRES = {"fleche": "fleche", "zone": "zone"}


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
    #: The uid of the thing whose words are to be edited in place.
    edit_requested = Signal(str)
    #: Words that are being typed are to be finished now: something else is about to happen.
    settling = Signal()

    _state_arrived = Signal(object)

    def __init__(self, file: PosterFile, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self.catalogue = catalogue
        self.selection: frozenset[str] = frozenset()
        self.tool = "choisir"
        self.armed: Pictogram | None = None
        self.forme: Forme | None = None
        #: Whether the tool stays in hand after it was used (Q).
        self.keep = False
        self.all_names = False
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
        return Snapshot(dict(self.document.records), self.catalogue, dict(self._composer.placements))

    def select(self, uids: Iterable[str]) -> None:
        """Select exactly ``uids``; those that do not lie on the sheet are left out."""
        wanted = frozenset(uid for uid in uids if isinstance(self.document.get(uid), ITEM_TYPES))
        if wanted != self.selection:
            self.settle()
            self.selection = wanted
            self.selection_changed.emit()

    def arm(self, pictogram: Pictogram, forme: Forme | None = None) -> None:
        """Take ``pictogram`` in hand, to be laid as ``forme`` (its usual one when None)."""
        self.settle()
        self.tool, self.armed = "picto", pictogram
        self.forme = forme if forme in pictogram.formes else pictogram.formes[0]
        self.select(())
        self.tool_changed.emit()

    def use(self, tool: str) -> None:
        """Take a tool of the row. Flèche and Zone are armed as the free marks of the catalogue."""
        if tool not in TOOLS or tool == "picto":
            raise ValueError(f"no tool {tool!r}")
        self.settle()
        self.tool = tool
        self.armed = self.catalogue[LIBRES[tool]] if tool in LIBRES else None
        self.forme = self.armed.formes[0] if self.armed else None
        if tool == "choisir":
            self.keep = False
        self.tool_changed.emit()

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

    def close(self) -> None:
        """Stop listening and let the file go; ``file.flush`` says beforehand whether everything is written."""
        self.settle()
        self.file.abandon()
        self.document.changed.remove(self._changed)
        self.document.committed.remove(self._committed)
        self.file.listeners.remove(self._heard)

    def _changed(self, patch: Patch) -> None:
        self._scene = None
        self.patched.emit(patch)
        if any(uid in self.selection and after is None for uid, (_, after) in patch.changes.items()):
            self.select(self.selection)

    def _committed(self, commit: Commit) -> None:
        self.committed.emit(commit)

    def _heard(self, state: SaveState) -> None:
        self._state_arrived.emit(state)
