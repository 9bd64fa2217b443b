"""« Quel territoire dessinez-vous ? »: three letters, a list, chips, and again Enter to draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.i18n import tr
from app.ui import icons
from app.ui.controls import column, label, ui_font, word_button
from app.ui.fields import Field
from app.ui.start.chips import Chips
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate
    from app.ui.start.answers import Answers

#: Letters after which the search begins; codes begin at two digits.
LETTERS = 3


class Picker(QWidget):
    """The field, its answers and the chips of the territories taken so far.

    The same field takes a « zone de référence »: the units around or beside the territory that are outlined in grey.
    """

    #: What would be drawn now has changed.
    changed = Signal()
    #: Units of a file are there to be chosen among.
    offering = Signal()
    #: Enter in an empty field: the person has chosen.
    finished = Signal()
    #: It takes all the height that it can have, or no longer.
    crowded = Signal(bool)

    def __init__(self, *, refers: bool = False, tight: bool = False) -> None:
        """``refers``: a zone de référence can be taken before any territory: there is one already.

        ``tight``: answers take the height that is there, and ask for little.
        """
        super().__init__()
        m = look.metrics
        self._refers, self._tight = refers, tight
        self.chips: list[Candidate] = []
        self.reference: list[Candidate] = []
        #: Units of a file that was brought, and what they are listed under.
        self._offered: list[Candidate] = []
        self._offer_title = ""
        self.answers: Answers | None = None
        # Arrows run over the answers: the outline is read only where they rest.
        self._pause = QTimer(self, singleShot=True, interval=120)
        self._pause.timeout.connect(self.changed)
        self.field = Field()
        self.field.setObjectName("search")
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        glass = QLabel(self.field)
        glass.setPixmap(icons.pixmap("chercher", m.u(22), look.tokens.text, 2.0))
        glass.move(m.u(13), m.u(14))
        self.told = label("", "second", wrap=True)
        self.told.hide()
        self.refer = word_button("plus", tr("une zone de référence"), "quiet")
        self.refer.setToolTip(tr("un contour gris autour ou à côté du territoire"))
        self.refer.setCheckable(True)
        self.refer.toggled.connect(self._refer)
        bold = QFontMetrics(ui_font(m.body, QFont.Weight.Bold)).horizontalAdvance(self.refer.text())
        self.refer.setMinimumWidth(bold + m.u(56))
        self._chips, self._grey = Chips(), Chips("chip_grey", self.refer)
        self._chips.given_back.connect(lambda one: self._give_back([one], self.chips))
        self._chips.rest_given_back.connect(lambda units: self._give_back(units, self.chips))
        self._grey.given_back.connect(lambda one: self._give_back([one], self.reference))
        self._grey.rest_given_back.connect(lambda units: self._give_back(units, self.reference))
        self._box = column(self._chips, self.field, self.told, self._grey, spacing=8)
        if tight:
            self._box.addStretch(1)
        self.setLayout(self._box)
        self._lay_chips()

    # -- what is chosen

    @property
    def offered(self) -> list[Candidate]:
        """The units of a file to choose among."""
        return list(self._offered)

    @property
    def none(self) -> QLabel:
        """What is said where nothing answers."""
        return self.told

    @property
    def referring(self) -> bool:
        """Whether what is taken now is a zone de référence."""
        return self.refer.isChecked()

    @property
    def own(self) -> list[Candidate]:
        """The units of what is taken now: the territory, or its zone de référence."""
        return self.reference if self.referring else self.chips

    @property
    def wanted(self) -> list[Candidate]:
        """The territories taken, and the answer in sight."""
        return self.chips if self.referring else self._with_answer(self.chips)

    @property
    def referred(self) -> list[Candidate]:
        """The units of the zone de référence, and the answer in sight."""
        return self._with_answer(self.reference) if self.referring else self.reference

    def _with_answer(self, units: list[Candidate]) -> list[Candidate]:
        chosen = self.answers.chosen if self.answers else None
        return units if chosen is None or chosen in units else [*units, chosen]

    def like(self, other: Picker) -> None:
        """Take the territories that another has, and what is typed in it."""
        self.chips, self.reference = list(other.chips), list(other.reference)
        self._offered, self._offer_title = list(other._offered), other._offer_title
        if self._offered:
            self.offering.emit()
        self.refer.setChecked(other.referring)
        self._lay_chips()
        self.field.setText(other.field.text())
        self.changed.emit()

    def begin(self, units: Sequence[Candidate], reference: Sequence[Candidate]) -> None:
        """Begin with a territory and a zone de référence."""
        self.chips, self.reference = list(units), list(reference)
        self.refer.setChecked(False)
        self._chosen_now()

    def offer(self, candidates: Sequence[Candidate], title: str) -> None:
        """List the units of a file among the answers, under the name of the file; an empty field lists all of them."""
        self._offered, self._offer_title = list(candidates), title
        self._typed(self.field.text())
        self.offering.emit()
        self.field.setFocus()

    def forget(self, units: Sequence[Candidate]) -> None:
        """Give back what was taken of a file that is read again: ``units`` are what it has now."""
        codes = {(one.kind, one.code) for one in units}
        for own in (self.chips, self.reference):
            if gone := [one for one in own if (one.kind, one.code) in codes]:
                self._give_back(gone, own)

    def take(self, candidate: Candidate) -> None:
        """Add a territory to those that will be drawn together, or to the zone de référence."""
        self.take_all([candidate])
        self.field.setFocus()

    def take_all(self, candidates: Sequence[Candidate]) -> None:
        """Add several at once; those that are there already stay as they are."""
        had = set(self.own)
        self.own.extend(one for one in dict.fromkeys(candidates) if one not in had)
        self._chosen_now()

    def toggle(self, candidate: Candidate) -> None:
        """Add a unit, or give it back where it is there already: a click on the map."""
        if candidate in self.own:
            self._give_back([candidate], self.own)
        else:
            self.take_all([candidate])

    def exchange(self, one: Candidate, others: Sequence[Candidate]) -> None:
        """Put others in the place of a unit."""
        self.own[:] = [each for each in self.own if each != one]
        self.take_all(others)

    def _give_back(self, candidates: list[Candidate], own: list[Candidate]) -> None:
        own[:] = [one for one in own if one not in candidates]
        self._chosen_now()
        self.field.setFocus()

    def _chosen_now(self) -> None:
        self.chips, self.reference = list(self.chips), list(self.reference)
        self._lay_chips()
        if self.field.text():
            self.field.clear()
        else:
            self._typed("")
        # It is said at once, and once.
        self._pause.stop()
        self.changed.emit()

    # -- what is typed

    def _typed(self, text: str) -> None:
        asked = text.strip()
        enough = len(asked) >= LETTERS or (asked.isdigit() and len(asked) > 1)
        listed = self._listed()
        found = listed.ask(asked if enough else "", self.own, self._offered)
        self._tell(asked, found)
        self._grey.setVisible(self._referable and (self.referring or not found))
        self.crowded.emit(bool(found) or self.referring or bool(self.reference))
        self._pause.start()

    def _tell(self, asked: str, found: int) -> None:
        """Say what the answers are where they are not simply what was typed."""
        sentence = ""
        if len(asked) >= LETTERS and not found:
            sentence = tr(
                "Aucun territoire «\u00a0{nom}\u00a0». Essayez une commune, ou une page blanche.", nom=asked
            )
        elif found and self.answers is not None and self.answers.near:
            sentence = tr("Aucun territoire «\u00a0{nom}\u00a0». Les plus proches\u00a0:", nom=asked)
        elif found and self._offered and not asked:
            sentence = self._offer_title
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def _listed(self) -> Answers:
        if self.answers is None:
            from app.ui.start.answers import Answers

            self.answers = Answers(tight=self._tight)
            self.answers.moved.connect(self._pause.start)
            self.answers.taken.connect(self.take)
            self._box.insertWidget(self._box.indexOf(self.told) + 1, self.answers, 100)
        return self.answers

    def _refer(self, _referring: bool) -> None:
        self._hint()
        self._typed(self.field.text())
        self.field.setFocus()

    def _lay_chips(self) -> None:
        self._chips.show_units(self.chips)
        self._grey.show_units(self.reference)
        self._hint()

    @property
    def _referable(self) -> bool:
        """Whether there is a territory that a zone de référence can be around."""
        return self._refers or bool(self.chips) or bool(self.reference) or self.referring

    def _hint(self) -> None:
        # A reference to nothing says nothing: first a territory.
        self._grey.setVisible(self._referable)
        if self.referring:
            self.field.setAccessibleName(tr("Quelle zone de référence\u202f?"))
            self.field.setPlaceholderText(tr("son contour sera gris"))
        else:
            self.field.setAccessibleName(tr("Quel territoire dessinez-vous\u202f?"))
            self.field.setPlaceholderText(tr("+ un territoire voisin") if self.chips else self._examples())

    def _examples(self) -> str:
        """Say what can be searched for, in the words that the field has room for."""
        said = tr("commune, intercommunalité, département, région")
        room = self.field.width() - look.metrics.u(72)
        metrics = QFontMetrics(self.field.font())
        return said if metrics.horizontalAdvance(said) <= room else tr("un nom ou un code")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what can be searched for in the room that there is."""
        super().resizeEvent(event)
        self._hint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the answers, Enter takes one, or finishes when nothing is typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            answers = self.answers
            chosen = answers.chosen if answers else None
            own = self.own
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
                case Qt.Key.Key_Backspace if own and not self.field.text():
                    self._give_back([own[-1]], own)
                    return True
                case Qt.Key.Key_Escape if self.field.text():
                    self.field.clear()
                    return True
                case Qt.Key.Key_Escape if self.referring:
                    self.refer.setChecked(False)
                    return True
        return super().eventFilter(watched, event)
