"""The territories that answer to what is typed, best first. Made with the first letters: lists are slow to load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QSizePolicy

from app.basemap.france.search import search
from app.basemap.names import plain, tokens
from app.i18n import tr
from app.ui.rows import Row, RowDelegate, Rows, matched
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate

#: Answers in sight, where there is room, and at least.
SHOWN, LEAST = 5, 2
ROW = 42


class Answers(QListView):
    """The answers; the first is chosen until arrows say otherwise."""

    #: Another answer is chosen.
    moved = Signal()
    taken = Signal(object)

    def __init__(self, *, tight: bool = False) -> None:
        """``tight``: they take the room that is there, and ask for none but that of the first ones."""
        super().__init__()
        self._tight = tight
        self._rows = Rows(self)
        #: Whether nothing answers exactly, and what is shown is spelled nearly so.
        self.near = False
        self.setModel(self._rows)
        self.setItemDelegate(RowDelegate(self, height=look.metrics.u(ROW)))
        self.setAccessibleName(tr("Territoires trouvés"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.clicked.connect(lambda index: self.taken.emit(self._rows.rows[index.row()].value))
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def sizeHint(self) -> QSize:
        """Return the room that shows all of them, or the first."""
        return QSize(look.metrics.u(200), self.minimumHeight() if self._tight else self.maximumHeight())

    @property
    def chosen(self) -> Candidate | None:
        """The answer that Enter takes."""
        index = self.currentIndex()
        found: Candidate | None = self._rows.rows[index.row()].value if index.isValid() else None
        return found

    def ask(self, asked: str, known: list[Candidate], offered: Sequence[Candidate] = ()) -> int:
        """Show what answers to ``asked``, ``known`` left out; return how many there are.

        Units ``offered`` by a file come first, all of them where nothing is asked.
        """
        found = [one for one in offered if one not in known and (not asked or _begins(one.nom, asked))]
        found += [one for one in (search(asked, SHOWN) if asked else []) if one not in known]
        self.near = bool(found and asked) and not any(_answers(one, asked) for one in found)
        self._rows.show_rows([Row(one, one.nom, one.detail, asked) for one in found])
        self.setVisible(bool(found))
        # In a low window they scroll rather than lie over what is around them.
        row = look.metrics.u(ROW)
        self.setMinimumHeight(min(len(found), LEAST) * row + 2)
        self.setMaximumHeight(min(len(found), SHOWN) * row + 2)
        self.updateGeometry()
        if found and asked:
            self.setCurrentIndex(self._rows.index(0))
        return len(found)

    def step(self, by: int) -> None:
        """Choose a neighbour."""
        last = len(self._rows.rows) - 1
        self.setCurrentIndex(self._rows.index(max(0, min(last, self.currentIndex().row() + by))))


def _begins(name: str, asked: str) -> bool:
    """Return whether every word of ``asked`` begins a word of ``name``."""
    words = tokens(name)
    return all(any(word.startswith(one) for word in words) for one in tokens(asked))


def _answers(one: Candidate, asked: str) -> bool:
    """Return whether any word that was typed is in the name, or is the code."""
    return one.code.lower().startswith(plain(asked)) or any(hit for _, hit in matched(one.nom, asked))
