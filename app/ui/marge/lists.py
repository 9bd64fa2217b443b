"""Parameters that are lists, in the marge: rings with their words, and how many rays there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QDoubleSpinBox, QPushButton, QWidget

from app.catalogue.model import Parameter
from app.i18n import current, tr
from app.poster.values import thawed
from app.ui.controls import column, emptied, label, row, steady, word_button
from app.ui.marge import writes
from app.ui.marge.typing import LineField, Words
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.handles.values import least, most, next_ring, widest


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of one mark: where it is read and written."""

    session: Session
    uid: str
    parameter: Parameter
    #: The form that the brush draws: it says how many values there can be.
    drawn: str
    read: Callable[[], list[Any]]

    @property
    def name(self) -> str:
        """The name of the list in the language in use."""
        return self.parameter.name.said(current())

    def put(self, **values: Any) -> None:
        """Store parameters, as one act."""
        self.session.settle()
        writes.put_parameters(self.session.document, self.uid, values)


def small(icon: str, word: str) -> QPushButton:
    """Return a square button of an icon alone; ``word`` says what it does."""
    button = word_button(icon, "", tip=word)
    button.setAccessibleName(word)
    button.setFixedWidth(look.metrics.button)
    button.setStyleSheet("padding: 0;")
    return button


class Counter(QWidget):
    """« Voies 5 − + »: one more goes into the widest gap, one less takes the last away."""

    def __init__(self, listed: Listed) -> None:
        super().__init__()
        self._listed = listed
        self._said = label("", "label")
        self._fewer = small("moins", tr("{nom}\u00a0: une de moins", nom=listed.name))
        self._more = small("plus", tr("{nom}\u00a0: une de plus", nom=listed.name))
        self._fewer.clicked.connect(self._less)
        self._more.clicked.connect(self._add)
        self.setLayout(row(self._said, 1, self._fewer, self._more, spacing=6))
        self.refresh()

    def refresh(self) -> None:
        """Show how many there are."""
        count = len(self._listed.read())
        self._said.setText(f"{self._listed.name}\u00a0: {count}")
        self._fewer.setEnabled(count > least(self._listed.parameter))
        self._more.setEnabled(count < most(self._listed.parameter, self._listed.drawn))

    def _less(self) -> None:
        self._listed.put(**{self._listed.parameter.key: self._listed.read()[:-1]})

    def _add(self) -> None:
        found = [float(angle) for angle in self._listed.read()]
        self._listed.put(**{self._listed.parameter.key: [*found, round(widest(found), 1)]})


class Rings(QWidget):
    """One row for each radius, with its word where the pictogram has words for them, and one more."""

    def __init__(self, listed: Listed, words: Parameter | None) -> None:
        super().__init__()
        self._listed, self._words = listed, words
        self._fields: list[QDoubleSpinBox] = []
        #: Fields of words that listen to the document.
        self.lines: list[LineField] = []
        self._box = column(spacing=6)
        self.setLayout(self._box)
        self.refresh()

    def refresh(self) -> None:
        """Show the radii and their words; rows are made again only when their number has changed."""
        radii = [float(radius) for radius in self._listed.read()]
        if len(radii) != len(self._fields):
            self._fill(len(radii))
        for field, radius in zip(self._fields, radii, strict=True):
            field.blockSignals(True)
            field.setValue(radius)
            field.blockSignals(False)
        for line in self.lines:
            line.refresh()

    def close_pens(self) -> None:
        """Finish the words being written, and listen no more."""
        for line in self.lines:
            line.pen.close()
        self.lines = []

    def _fill(self, count: int) -> None:
        self.close_pens()
        emptied(self._box)
        self._fields = []
        for rank in range(count):
            self._box.addLayout(self._row(rank, count))
        if count < most(self._listed.parameter, self._listed.drawn):
            more = word_button("plus", tr("Un anneau de plus"))
            more.clicked.connect(self._add)
            self._box.addWidget(more)

    def _row(self, rank: int, count: int) -> Any:
        m, parameter = look.metrics, self._listed.parameter
        name = tr("{nom}, {rang} sur {total}", nom=self._listed.name, rang=rank + 1, total=count)
        field = steady(QDoubleSpinBox())
        field.setAccessibleName(name)
        field.setDecimals(0 if parameter.frame == "sol" else 1)
        field.setRange(parameter.minimum or 0.0, parameter.maximum or 1000.0)
        field.setSuffix(f"\u00a0{parameter.unit}" if parameter.unit else "")
        field.setKeyboardTracking(False)
        field.setFixedWidth(m.u(94))
        field.lineEdit().setTextMargins(m.s1, 0, 0, 0)
        field.valueChanged.connect(lambda value: self._put(rank, value))
        self._fields.append(field)
        made = row(field, spacing=6)
        if self._words is not None:
            line = LineField(
                self._listed.session, self._about(rank), tr("Mots, {nom}", nom=name), tr("un mot")
            )
            self.lines.append(line)
            made.addWidget(line, 1)
        else:
            made.addStretch(1)
        if count > 1:
            gone = small("moins", tr("Enlever\u00a0: {nom}", nom=name))
            gone.clicked.connect(lambda: self._remove(rank))
            made.addWidget(gone)
        return made

    def _about(self, rank: int) -> Words:
        listed, words = self._listed, self._words
        assert words is not None
        document, key = listed.session.document, words.key

        def said() -> list[str]:
            return writes.texts(document, listed.uid, key)

        def write(act: Any, text: str) -> None:
            now = said() + [""] * (rank + 1 - len(said()))
            now[rank] = text
            writes.write_parameter(act, listed.uid, key, now)

        return Words(
            begin=lambda: writes.ACTS["parametres"](document),
            write=write,
            read=lambda: said()[rank] if rank < len(said()) else "",
        )

    def _put(self, rank: int, value: float) -> None:
        radii = self._listed.read()
        radii[rank] = value
        self._listed.put(**{self._listed.parameter.key: radii})

    def _add(self) -> None:
        radii = [float(radius) for radius in self._listed.read()]
        more = min(round(next_ring(radii), 1), self._listed.parameter.maximum or 1e6)
        self._listed.put(**{self._listed.parameter.key: [*radii, more]})

    def _remove(self, rank: int) -> None:
        radii = self._listed.read()
        changes: dict[str, Any] = {self._listed.parameter.key: radii[:rank] + radii[rank + 1 :]}
        if self._words is not None:
            said = writes.texts(self._listed.session.document, self._listed.uid, self._words.key)
            changes[self._words.key] = said[:rank] + said[rank + 1 :] or None
        self._listed.put(**changes)


def plain(value: Any) -> list[Any]:
    """Return a value as a list of its own, to be changed."""
    found = thawed(value)
    return list(found) if isinstance(found, list) else [] if found is None else [found]
