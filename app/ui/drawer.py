"""The drawer: a domaine, what is at hand, the search or the table of structures."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QMenu

from app.catalogue.model import Pictogram
from app.i18n import tr
from app.poster.choices import DOMAINES
from app.poster.document import Patch
from app.poster.options import COMPLETE, Options
from app.poster.records import Poster
from app.ui import shelves, tilemenu
from app.ui.controls import column, whole_or_scrolled
from app.ui.found import Found
from app.ui.hand import Hand
from app.ui.planche import PLANCHE, Planche
from app.ui.rail import CHERCHER
from app.ui.session import Session
from app.ui.shelves import FAVORIS
from app.ui.style import look
from app.ui.tile import Tile
from app.ui.tiles import Tiles


class Drawer(QFrame):
    """Shows one thing at a time, by its key. ``dragged`` and ``placed`` are for the canvas."""

    dragged = Signal(object, QPoint)
    placed = Signal(object)
    #: The drawer itself wants another key to be open.
    opening = Signal(str)
    #: A name and a domaine for a pictogram to invent; one of ours to change; one of ours to take out.
    invent_asked = Signal(str, str)
    edit_asked = Signal(object)
    #: A commune to be shown on the map.
    place_asked = Signal(object)
    forget_asked = Signal(object)

    def __init__(self, session: Session, hand: Hand) -> None:
        super().__init__()
        self.setObjectName("drawer")
        self._session, self._hand = session, hand
        self._palette = self._asked_palette()
        #: Drawers that people opened whole, or closed again, by key.
        self._whole: dict[str, bool] = {}
        self.key = ""
        #: What was open before the table of structures.
        self.before = ""
        self.list = Tiles()
        self.more = self.list.more
        self.more.clicked.connect(self._toggle_whole)
        self.list.starred.connect(lambda one: hand.favour(one.key, one.key not in hand.favourites))
        self.list.invent_asked.connect(lambda: self.invent_asked.emit("", self.domaine))
        self.list.table_asked.connect(lambda: self.opening.emit(PLANCHE))
        self.search = Found(session)
        self.search.invent_asked.connect(lambda name: self.invent_asked.emit(name, ""))
        self.search.place_asked.connect(self.place_asked)
        self.search.planche_asked.connect(lambda: self.opening.emit(PLANCHE))
        self.planche = Planche(session)
        self.planche.closed.connect(self._close_planche)
        for one in (self.list, self.search, self.planche):
            one.dragged.connect(self.dragged)
            one.menu_asked.connect(self._open_menu)
        for palette in (self.list, self.planche):
            palette.taken.connect(self._take)
            palette.placed.connect(self.placed)
        self._table = whole_or_scrolled(self.planche)
        box = column(self.list, self.search, self._table, spacing=0)
        box.setContentsMargins(0, 0, 1, 0)  # the border of the drawer itself
        self.setLayout(box)
        session.tool_changed.connect(self._show_armed)
        session.patched.connect(self._patched)
        session.catalogue_changed.connect(self._catalogue_changed)
        hand.favourites_changed.connect(self._hand_changed)
        hand.recents_changed.connect(self._hand_changed)
        self.hide()

    @property
    def tiles(self) -> list[Tile]:
        """The tiles in sight, in order."""
        return self.list.tiles

    @property
    def domaine(self) -> str:
        """The domaine that is open, or empty."""
        return self.key if self.key in DOMAINES else ""

    def like(self, other: Drawer) -> None:
        """Remember what another drawer of the same poster was open on, and which domaines people opened whole."""
        self._whole, self.before = dict(other._whole), other.before
        self.search.field.setText(other.search.field.text())

    def open(self, key: str) -> None:
        """Show a domaine, what is at hand, the search, the table of structures, or nothing at all for ""."""
        if key == PLANCHE and self.key != PLANCHE:
            self.before = self.key
        self.key = key
        m = look.metrics
        widths = {CHERCHER: m.search, PLANCHE: m.planche}
        self.setVisible(bool(key))
        self.search.setVisible(key == CHERCHER)
        self._table.setVisible(key == PLANCHE)
        self.list.setVisible(key not in widths)
        owner = self.parentWidget()
        room = owner.width() - m.rail - m.bar - m.tools if owner is not None else m.planche
        self.setFixedWidth(max(m.drawer, min(room, widths.get(key, m.drawer))))
        if key == CHERCHER:
            self.search.field.setFocus()
            self.search.field.selectAll()
        elif key == PLANCHE:
            self._show_armed()
            self.planche.take_focus()
        elif key:
            self._fill()

    def _close_planche(self) -> None:
        self.opening.emit(self.before or DOMAINES[0])
        if self.key == CHERCHER:
            return
        self.list.focus_last()

    def _fill(self) -> None:
        """Show the sections of the key that is open."""
        catalogue, hand = self._session.catalogue, self._hand
        if self.key == FAVORIS:
            found = shelves.at_hand(catalogue, hand.favourites, hand.recents)
            self.more.hide()
            self.list.show_shelves(found, hand.favourites, table=False)
        else:
            whole = self._whole.get(self.key, self._palette == COMPLETE)
            everything = shelves.complete(catalogue, self.key)
            short = shelves.short(catalogue, self.key, self._palette)
            total = shelves.count(everything)
            self.more.setVisible(total > shelves.count(short))
            self.more.setText(tr("Moins de pictos") if whole else tr("Tous les pictos ({n})", n=total))
            self.list.show_shelves(everything if whole else short, hand.favourites, table=whole)
        self._show_armed()

    def _toggle_whole(self) -> None:
        self._whole[self.key] = not self._whole.get(self.key, self._palette == COMPLETE)
        self._fill()

    def _take(self, pictogram: Pictogram) -> None:
        """Take a pictogram in hand, or let go of it when it is there already."""
        if self._session.armed is pictogram and self._session.tool == "picto":
            self._session.use("choisir")
        else:
            self._session.arm(pictogram)

    def _show_armed(self) -> None:
        armed = self._session.armed if self._session.tool == "picto" else None
        for palette in (self.list, self.planche):
            palette.show_armed(armed.key if armed is not None else "")

    def _open_menu(self, pictogram: Pictogram, at: QPoint) -> None:
        self.menu(pictogram).popup(at)

    def menu(self, pictogram: Pictogram) -> QMenu:
        """Return the menu of a pictogram."""
        return tilemenu.made(
            self,
            pictogram,
            self._hand,
            place=self.placed.emit,
            edit=self.edit_asked.emit,
            forget=self.forget_asked.emit,
        )

    # -- what changes under it

    def _asked_palette(self) -> str:
        return Options.of(self._session.document.poster).palette

    def _patched(self, patch: Patch) -> None:
        """Show another palette when the poster asks for one: every drawer begins with it again."""
        if not any(isinstance(after, Poster) for _, after in patch.changes.values()):
            return
        palette = self._asked_palette()
        if palette != self._palette:
            self._palette = palette
            self._whole.clear()
            self._refill()

    def _catalogue_changed(self) -> None:
        self._refill()
        self.search.refresh()

    def _hand_changed(self) -> None:
        if self.key == FAVORIS:
            self._refill()
        else:
            self.list.show_favourites(self._hand.favourites)

    def _refill(self) -> None:
        if self.key and self.key not in (CHERCHER, PLANCHE):
            self.list.keep_place(self._fill)
