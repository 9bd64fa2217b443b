"""The territories that answer to what is typed, best first. Made with the first letters: lists are slow to load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView

from app.basemap.search import search
from app.i18n import tr
from app.ui.rows import Row, RowDelegate, Rows
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.search import Candidate

SHOWN = 5
ROW = 42


class Answers(QListView):
    """The answers; the first is chosen until arrows say otherwise."""

    #: Another answer is chosen.
    moved = Signal()
    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows = Rows(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowDelegate(self, height=look.metrics.u(ROW)))
        self.setAccessibleName(tr("Territoires trouvés"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.taken.emit(self._rows.rows[index.row()].value))
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    @property
    def chosen(self) -> Candidate | None:
        """The answer that Enter takes."""
        index = self.currentIndex()
        found: Candidate | None = self._rows.rows[index.row()].value if index.isValid() else None
        return found

    def ask(self, asked: str, known: list[Candidate]) -> int:
        """Show what answers to ``asked``, ``known`` left out; return how many there are."""
        found = [one for one in (search(asked, SHOWN) if asked else []) if one not in known]
        self._rows.show_rows([Row(one, one.nom, one.detail, asked) for one in found])
        self.setVisible(bool(found))
        self.setFixedHeight(len(found) * look.metrics.u(ROW) + 2)
        if found:
            self.setCurrentIndex(self._rows.index(0))
        return len(found)

    def step(self, by: int) -> None:
        """Choose a neighbour."""
        last = len(self._rows.rows) - 1
        self.setCurrentIndex(self._rows.index(max(0, min(last, self.currentIndex().row() + by))))
