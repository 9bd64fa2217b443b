"""« Quel territoire dessinez-vous ? »: three letters, a list, chips, and again Enter to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from app.i18n import tr
from app.ui import icons
from app.ui.controls import column, emptied, label, word_button
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.search import Candidate
    from app.ui.start.answers import Answers

#: Letters after which the search begins; codes begin at two digits.
LETTERS = 3


class Picker(QWidget):
    """The field, its answers and the chips of the territories taken so far."""

    #: What would be drawn now has changed.
    changed = Signal()
    #: Enter in an empty field: the person has chosen.
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        m = look.metrics
        self.chips: list[Candidate] = []
        self.answers: Answers | None = None
        # Arrows run over the answers: the outline is read only where they rest.
        self._pause = QTimer(self, singleShot=True, interval=120)
        self._pause.timeout.connect(self.changed)
        self.field = QLineEdit()
        self.field.setObjectName("search")
        self.field.setAccessibleName(tr("Quel territoire dessinez-vous\u202f?"))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        glass = QLabel(self.field)
        glass.setPixmap(icons.pixmap("chercher", m.u(22), look.tokens.text, 2.0))
        glass.move(m.u(13), m.u(14))
        self.none = label("", "second", wrap=True)
        self.none.hide()
        self._chips = QHBoxLayout()
        self._chips.setSpacing(m.s2)
        self._box = column(self._chips, self.field, self.none, spacing=8)
        self.setLayout(self._box)
        self._hint()

    @property
    def wanted(self) -> list[Candidate]:
        """The territories taken, and the answer in sight."""
        chosen = self.answers.chosen if self.answers else None
        return self.chips if chosen is None or chosen in self.chips else [*self.chips, chosen]

    def like(self, other: Picker) -> None:
        """Take the territories that another has, and what is typed in it."""
        self.chips = list(other.chips)
        self._lay_chips()
        self.field.setText(other.field.text())
        self.changed.emit()

    def _typed(self, text: str) -> None:
        asked = text.strip()
        enough = len(asked) >= LETTERS or (asked.isdigit() and len(asked) > 1)
        found = self._listed().ask(asked if enough else "", self.chips)
        missing = len(asked) >= LETTERS and not found
        self.none.setText(
            tr("Aucun territoire «\u00a0{nom}\u00a0». Essayez une commune.", nom=asked) if missing else ""
        )
        self.none.setVisible(missing)
        self._pause.start()

    def _listed(self) -> Answers:
        if self.answers is None:
            from app.ui.start.answers import Answers

            self.answers = Answers()
            self.answers.moved.connect(self._pause.start)
            self.answers.taken.connect(self.take)
            self._box.insertWidget(2, self.answers)
        return self.answers

    def take(self, candidate: Candidate) -> None:
        """Add a territory to those that will be drawn together."""
        self.chips = [*self.chips, candidate]
        self._lay_chips()
        self.field.clear()
        self.field.setFocus()
        self.changed.emit()

    def _give_back(self, candidate: Candidate) -> None:
        self.chips = [one for one in self.chips if one != candidate]
        self._lay_chips()
        self.field.setFocus()
        self.changed.emit()

    def _lay_chips(self) -> None:
        emptied(self._chips)
        for candidate in self.chips:
            chip = word_button("fermer", candidate.nom, tip=tr("retirer"))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.clicked.connect(lambda _=False, one=candidate: self._give_back(one))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self._hint()

    def _hint(self) -> None:
        self.field.setPlaceholderText(
            tr("+ un territoire voisin")
            if self.chips
            else tr("commune, intercommunalité, département, région")
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the answers, Enter takes one, or finishes when nothing is typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            answers = self.answers
            chosen = answers.chosen if answers else None
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up if answers and chosen:
                    answers.step(1 if event.key() == Qt.Key.Key_Down else -1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if chosen:
                        self.take(chosen)
                    elif self.chips and not self.field.text().strip():
                        self.finished.emit()
                    return True
                case Qt.Key.Key_Backspace if self.chips and not self.field.text():
                    self._give_back(self.chips[-1])
                    return True
                case Qt.Key.Key_Escape if self.field.text():
                    self.field.clear()
                    return True
        return super().eventFilter(watched, event)
