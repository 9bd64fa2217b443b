"""The tiles of a drawer by section, and at its foot what is told of the one that is pointed at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QWidget

from app.catalogue.model import Pictogram
from app.i18n import tr
from app.ui.controls import column, emptied, label, scrolling, word_button
from app.ui.keys import STEPS
from app.ui.shelves import Shelf
from app.ui.style import look
from app.ui.tile import InventTile, Tile
from app.ui.told import Told

COLUMNS = 2
#: Lines of the strip that tells of a pictogram: the longest one takes them all.
LINES = 6


class Tiles(QWidget):
    """The sections of one drawer. What its tiles ask for is said by signals."""

    dragged = Signal(object, QPoint)
    placed = Signal(object)
    taken = Signal(object)
    starred = Signal(object)
    menu_asked = Signal(object, QPoint)
    invent_asked = Signal()
    table_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        m = look.metrics
        self.tiles: list[Tile] = []
        self._lines: list[list[QAbstractButton]] = []
        self._sections = column(spacing=0)
        self._sections.setContentsMargins(m.inset, m.s1, 0, m.s1)
        self._scroll = scrolling(self._sections)
        self.more = word_button("droite", "", "fold")
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.more.setMinimumHeight(m.u(44))
        self.setLayout(column(self._scroll, self._foot(), spacing=0))

    def _foot(self) -> QFrame:
        """Return the foot: « Tous les pictos », and over it what is told, so that nothing moves when it is."""
        m = look.metrics
        foot = QFrame()
        foot.setObjectName("footer")
        hint = label(tr("Pointez un picto pour savoir quand s’en servir."), "hint", wrap=True)
        hint.setContentsMargins(m.s1, 0, 0, 0)
        box = column(self.more, hint, 1, spacing=0)
        box.setContentsMargins(m.s1, m.s1, m.s1, m.s1)
        foot.setLayout(box)
        self.told = Told(LINES, size=m.caption)
        foot.setFixedHeight(self.told.height() + 1)
        self.told.setParent(foot)
        self.told.setGeometry(0, 1, m.drawer - 1, self.told.height())
        self.told.hide()
        return foot

    def show_shelves(self, shelves: Sequence[Shelf], favourites: Collection[str], *, table: bool) -> None:
        """Show sections in the place of others; ``table`` adds the row that opens the table of structures."""
        self.told.clear()
        self.told.hide()
        emptied(self._sections)
        self.tiles, self._lines = [], []
        for shelf in shelves:
            self._section(shelf, favourites)
        if table:
            row = word_button("tableau", tr("Tableau des structures"), "row")
            row.setMinimumHeight(look.metrics.u(48))
            row.clicked.connect(self.table_asked)
            self._sections.addSpacing(look.metrics.s2)
            self._sections.addWidget(row)
            self._add([row])
        self._sections.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def _section(self, shelf: Shelf, favourites: Collection[str]) -> None:
        m = look.metrics
        title = label(shelf.title, "label", wrap=True)
        title.setContentsMargins(m.u(7), m.s2, m.s1, m.s1)
        self._sections.addWidget(title)
        if shelf.empty and not shelf.pictograms:
            hint = label(shelf.empty, "hint", wrap=True)
            hint.setContentsMargins(m.u(7), 0, m.s2, m.s2)
            self._sections.addWidget(hint)
        buttons: list[QAbstractButton] = [self._tile(one, favourites) for one in shelf.pictograms]
        if shelf.inventing:
            invent = InventTile()
            invent.clicked.connect(self.invent_asked)
            buttons.append(invent)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(m.gutter)
        grid.setColumnStretch(COLUMNS, 1)
        for rank, button in enumerate(buttons):
            grid.addWidget(button, rank // COLUMNS, rank % COLUMNS)
        for at in range(0, len(buttons), COLUMNS):
            self._add(buttons[at : at + COLUMNS])
        self._sections.addLayout(grid)

    def _add(self, line: list[QAbstractButton]) -> None:
        for button in line:
            button.installEventFilter(self)
        self._lines.append(line)

    def _tile(self, pictogram: Pictogram, favourites: Collection[str]) -> Tile:
        tile = Tile(pictogram, favourite=pictogram.key in favourites)
        tile.clicked.connect(lambda: self.taken.emit(pictogram))
        tile.dragged.connect(self.dragged)
        tile.placed.connect(self.placed)
        tile.menu_asked.connect(self.menu_asked)
        tile.starred.connect(self.starred)
        tile.pointed.connect(self._pointed)
        tile.focused.connect(self._focused)
        self.tiles.append(tile)
        return tile

    def _pointed(self, pictogram: Pictogram | None) -> None:
        self.told.point(pictogram)
        self.told.setVisible(self.told.shown is not None)

    def _focused(self, pictogram: Pictogram | None) -> None:
        self.told.focus(pictogram)
        self.told.setVisible(self.told.shown is not None)

    def keep_place(self, fill: Callable[[], None]) -> None:
        """Fill again without losing the place that is seen, nor the focus when a tile had it."""
        place = self._scroll.verticalScrollBar().value()
        at = next((rank for rank, tile in enumerate(self.tiles) if tile.hasFocus()), -1)
        fill()
        self._scroll.verticalScrollBar().setValue(place)
        if at >= 0 and self.tiles:
            self.tiles[min(at, len(self.tiles) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_last(self) -> None:
        """Give the focus to the last row: the one that opened the table of structures, where it is shown."""
        if self._lines:
            self._lines[-1][-1].setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(self._lines[-1][-1])

    def show_armed(self, key: str) -> None:
        """Mark the tiles of what is in hand."""
        for tile in self.tiles:
            tile.setChecked(tile.pictogram.key == key)

    def show_favourites(self, favourites: Collection[str]) -> None:
        """Show which tiles are favourites."""
        for tile in self.tiles:
            tile.show_favourite(tile.pictogram.key in favourites)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk over the tiles with the arrows; Enter lays the pictogram in the middle of the view."""
        if (
            isinstance(watched, QAbstractButton)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            key = Qt.Key(event.key())
            if key in STEPS:
                self._walk(watched, *STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if isinstance(watched, Tile):
                    self.placed.emit(watched.pictogram)
                else:
                    watched.click()
                return True
        return super().eventFilter(watched, event)

    def _walk(self, button: QAbstractButton, down: int, right: int) -> None:
        """Move the focus: left and right go on to the next line, up and down keep the column where they can."""
        if right:
            every = [one for line in self._lines for one in line]
            at = every.index(button) + right
            wanted = every[at] if 0 <= at < len(every) else None
        else:
            line = next(rank for rank, buttons in enumerate(self._lines) if button in buttons)
            column_ = self._lines[line].index(button)
            line += down
            inside = 0 <= line < len(self._lines)
            wanted = self._lines[line][min(column_, len(self._lines[line]) - 1)] if inside else None
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(wanted)
        elif down > 0 and self.more.isVisibleTo(self):
            self.more.setFocus(Qt.FocusReason.TabFocusReason)
