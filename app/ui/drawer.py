"""The drawer: the pictograms of the open domaine, the usual ones first, or the search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from app.catalogue import words as method
from app.catalogue.model import Pictogram
from app.i18n import tr
from app.ui.controls import column, emptied, label, word_button
from app.ui.found import Found
from app.ui.rail import CHERCHER
from app.ui.session import Session
from app.ui.style import look
from app.ui.tile import Tile

COLUMNS = 2


class Drawer(QFrame):
    """Shows one domaine, or the search. ``dragged`` and ``placed`` are for the canvas."""

    dragged = Signal(object, QPoint)
    placed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("drawer")
        self._session = session
        self._all: dict[str, bool] = {}
        self.key = ""
        self.tiles: list[Tile] = []
        m = look.metrics
        self._sections = column(spacing=0)
        self._sections.setContentsMargins(m.u(4), m.s1, 0, m.s2)
        inside = QWidget()
        inside.setLayout(self._sections)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = word_button("droite", "", "fold")
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.more.setMinimumHeight(m.u(44))
        self.more.clicked.connect(self._toggle_all)
        self._foot = QFrame()
        self._foot.setObjectName("footer")
        foot = column(self.more)
        foot.setContentsMargins(m.s1, m.s1, m.s1, m.s1)
        self._foot.setLayout(foot)
        self.search = Found(session)
        self.setLayout(column(self._scroll, self._foot, self.search, spacing=0))
        session.tool_changed.connect(self._show_armed)
        self.hide()

    def open(self, key: str) -> None:
        """Show a domaine, the search, or nothing at all for ""."""
        self.key = key
        self.setVisible(bool(key))
        searching = key == CHERCHER
        self.search.setVisible(searching)
        self._scroll.setVisible(not searching)
        self._foot.setVisible(not searching)
        m = look.metrics
        self.setFixedWidth(m.search if searching else m.drawer)
        if searching:
            self.search.field.setFocus()
            self.search.field.selectAll()
        elif key:
            self._fill()

    def _fill(self) -> None:
        m = look.metrics
        emptied(self._sections)
        self.tiles = []
        everything = self._all.get(self.key, False)
        sections = self._session.catalogue.of(self.key)
        total = sum(len(section) for _, section in sections)
        usual = [(name, [one for one in section if one.usual]) for name, section in sections]
        shown = sections if everything else [(name, section) for name, section in usual if section]
        for name, section in shown:
            title = label(method.sous_categorie(name), "label")
            title.setContentsMargins(m.u(7), m.s2, 0, m.u(6))
            self._sections.addWidget(title)
            grid = QGridLayout()
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setSpacing(m.u(2))
            for rank, pictogram in enumerate(section):
                grid.addWidget(self._tile(pictogram), rank // COLUMNS, rank % COLUMNS)
            grid.setColumnStretch(COLUMNS, 1)
            self._sections.addLayout(grid)
        self._sections.addStretch(1)
        hidden = total - sum(len(section) for _, section in usual)
        self._foot.setVisible(hidden > 0)
        self.more.setText(tr("Pictos usuels") if everything else tr("Tous les pictos ({n})", n=total))
        self._scroll.verticalScrollBar().setValue(0)
        self._show_armed()

    def _tile(self, pictogram: Pictogram) -> Tile:
        tile = Tile(pictogram)
        tile.clicked.connect(lambda: self._arm(tile))
        tile.dragged.connect(self.dragged)
        tile.placed.connect(self.placed)
        tile.installEventFilter(self)
        self.tiles.append(tile)
        return tile

    def _arm(self, tile: Tile) -> None:
        if self._session.armed is tile.pictogram and self._session.tool == "picto":
            self._session.use("choisir")
        else:
            self._session.arm(tile.pictogram)

    def _show_armed(self) -> None:
        armed = self._session.armed if self._session.tool == "picto" else None
        for tile in self.tiles:
            tile.setChecked(armed is not None and tile.pictogram.key == armed.key)

    def _toggle_all(self) -> None:
        self._all[self.key] = not self._all.get(self.key, False)
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk over the tiles with the arrows; Enter lays the pictogram in the middle of the view."""
        if (
            isinstance(watched, Tile)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            steps = {
                Qt.Key.Key_Left: -1,
                Qt.Key.Key_Right: 1,
                Qt.Key.Key_Up: -COLUMNS,
                Qt.Key.Key_Down: COLUMNS,
            }
            key = Qt.Key(event.key())
            if key in steps:
                rank = self.tiles.index(watched) + steps[key]
                if 0 <= rank < len(self.tiles):
                    self.tiles[rank].setFocus(Qt.FocusReason.TabFocusReason)
                    self._scroll.ensureWidgetVisible(self.tiles[rank])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.placed.emit(watched.pictogram)
                return True
        return super().eventFilter(watched, event)
