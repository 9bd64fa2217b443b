"""Brunet's table of elementary structures, seven by four: to be read, and a palette too."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from app.catalogue import words as method
from app.catalogue.model import FORMES, Pictogram
from app.i18n import tr
from app.ui import words
from app.ui.controls import column, label, rule
from app.ui.keys import STEPS
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look
from app.ui.tile import Picto
from app.ui.told import Told

#: The key of its drawer.
PLANCHE = "planche"
LINES = 4


class Cell(Picto):
    """A cell of the table: as wide and as high as there is room."""

    #: Lines and columns to go by.
    stepped = Signal(int, int)

    def __init__(self, pictogram: Pictogram) -> None:
        super().__init__(pictogram)
        m = look.metrics
        self.setMinimumSize(m.u(48), m.u(40))
        self.setMaximumSize(m.u(80), m.u(74))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the size it has where there is room."""
        return self.maximumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk in two directions; Enter lays the structure in the middle of the view."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stepped.emit(*STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.placed.emit(self.pictogram)
        else:
            super().keyPressEvent(event)


class Planche(QWidget):
    """The table. A click arms, a drag lays; under it, what is pointed at is told."""

    closed = Signal()
    dragged = Signal(object, QPoint)
    placed = Signal(object)
    taken = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self.head = Heading(tr("Tableau des structures"))
        self.head.closed.connect(self.closed)
        self.told = Told(
            LINES,
            size=m.body,
            named=True,
            usual=tr(
                "D’après la grille des chorèmes de Roger Brunet. "
                "Pointez une case pour savoir ce qu’elle dit et quand s’en servir."
            ),
        )
        self.cells: dict[str, Cell] = {}
        foot = QFrame()
        foot.setObjectName("footer")
        told = column(self.told)
        told.setContentsMargins(m.s1, m.s1, m.s1, m.s1)
        foot.setLayout(told)
        whole = column(self.head, self._table(), foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _table(self) -> QWidget:
        m = look.metrics
        grid = QGridLayout()
        grid.setContentsMargins(m.u(14), m.s1, m.s2, m.s1)
        grid.setSpacing(0)
        grid.setHorizontalSpacing(m.s1)
        for at, forme in enumerate(FORMES):
            grid.addWidget(_head(words.forme(forme), Qt.AlignmentFlag.AlignHCenter), 0, at + 1)
        for rank, structure in enumerate(method.STRUCTURES):
            line = 2 * rank + 2
            grid.addWidget(rule(), line - 1, 0, 1, 5)
            grid.addWidget(_head(method.structure(structure), Qt.AlignmentFlag.AlignLeft), line, 0)
            grid.setRowStretch(line, 1)
            for at, key in enumerate(method.TABLE[structure]):
                # A catalogue that was changed may lack one: its place stays empty.
                if key in self._session.catalogue:
                    grid.addWidget(self._cell(key), line, at + 1)
        grid.setColumnStretch(0, 1)
        table = QWidget()
        table.setLayout(grid)
        return table

    def _cell(self, key: str) -> Cell:
        cell = Cell(self._session.catalogue[key])
        cell.clicked.connect(lambda: self._take(cell))
        cell.dragged.connect(self.dragged)
        cell.placed.connect(self.placed)
        cell.menu_asked.connect(self.menu_asked)
        cell.pointed.connect(self.told.point)
        cell.focused.connect(self.told.focus)
        cell.stepped.connect(lambda down, right: self._walk(key, down, right))
        self.cells[key] = cell
        return cell

    def _take(self, cell: Cell) -> None:
        # The focus goes along: one cell stands out, and the foot tells of it.
        cell.setFocus(Qt.FocusReason.MouseFocusReason)
        self.taken.emit(cell.pictogram)

    def show_armed(self, key: str) -> None:
        """Mark the cell of what is in hand."""
        for own, cell in self.cells.items():
            cell.setChecked(own == key)

    def take_focus(self) -> None:
        """Give the focus to what is in hand, else to the first cell."""
        cells = list(self.cells.values())
        chosen = next((cell for cell in cells if cell.isChecked()), cells[0])
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _walk(self, key: str, down: int, right: int) -> None:
        lines = [method.TABLE[structure] for structure in method.STRUCTURES]
        line = next(rank for rank, keys in enumerate(lines) if key in keys)
        at = lines[line].index(key)
        line, at = line + down, at + right
        if 0 <= line < len(lines) and 0 <= at < len(FORMES) and (cell := self.cells.get(lines[line][at])):
            cell.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the table, once nothing is in hand."""
        if event.key() == Qt.Key.Key_Escape and self._session.armed is None:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _head(text: str, side: Qt.AlignmentFlag) -> QLabel:
    made = label(text, "head", wrap=True)
    made.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return made
