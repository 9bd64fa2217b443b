"""What a pictogram lets people set on one mark, as its catalogue entry declares it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QWidget

from app.catalogue.model import Parameter
from app.drawing.brushes.told import usable
from app.i18n import current, tr, trn
from app.poster.geometry import Areas, Point
from app.poster.records import Mark
from app.ui.controls import column, emptied, label, steady, titled, ui_font
from app.ui.marge import writes
from app.ui.marge.lists import Counter, Listed, Rings, plain
from app.ui.marge.typing import LineField, Words
from app.ui.segments import Choice, Segments
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.handles.seen import sheet

#: Choices that are shown side by side: at most so many, in this width with so much around each word, in units.
FEW, WIDTH, AROUND = 4, 236, 18


class Parameters(QWidget):
    """One field for each parameter that the mark has a use for; places are set on the canvas, by their handles."""

    def __init__(self, session: Session, mark: Mark) -> None:
        super().__init__()
        self._session, self._uid = session, mark.uid
        self._refreshers: list[Callable[[], None]] = []
        self._own_lines: list[LineField] = []
        self._rings: list[Rings] = []
        #: How many fields there are; lines that only tell do not count.
        self.count = 0
        self._shown: tuple[str, ...] = ()
        self._box = column(spacing=12)
        self.setLayout(self._box)
        self._fill()

    def _fill(self) -> None:
        """Show the fields that the mark has a use for now."""
        for line in self.lines:
            line.pen.close()
        emptied(self._box)
        self._refreshers, self._own_lines, self._rings, self.count = [], [], [], 0
        useful_now = self._useful()
        self._shown = tuple(each.key for each in useful_now)
        for parameter in useful_now:
            self._parameter(parameter)

    def _useful(self) -> list[Parameter]:
        mark = self._mark()
        pictogram = self._session.drawn.get(mark.picto) if mark else None
        if mark is None or pictogram is None:
            return []
        return [each for each in pictogram.parameters if useful(each, mark, pictogram.parameters)]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show, not even what is done on the canvas."""
        return not self._box.count()

    @property
    def lines(self) -> list[LineField]:
        """Fields with a pen, to be closed when something else is shown."""
        return [*self._own_lines, *(line for rings in self._rings for line in rings.lines)]

    def refresh(self) -> None:
        """Show what the document says; the fields themselves change with what the mark has become."""
        if tuple(each.key for each in self._useful()) != self._shown:
            self._fill()
            return
        for refresh in self._refreshers:
            refresh()

    def _mark(self) -> Mark | None:
        mark = self._session.document.get(self._uid)
        return mark if isinstance(mark, Mark) else None

    def _read(self, parameter: Parameter) -> Any:
        """Return the value in use: stored, else what the brush takes by itself."""
        mark = self._mark()
        if mark is None:
            return None
        found = usable(parameter, mark.parametres.get(parameter.key))
        if found is None and parameter.type in ("angles", "nombres", "lieux", "textes"):
            from app.drawing.implied import implied

            found = implied(mark, sheet(self._session.document, self._session.drawn)).get(parameter.key)
        return parameter.default if found is None else found

    def _put(self, parameter: Parameter, value: Any) -> None:
        self._session.settle()
        writes.put_parameter(self._session.document, self._uid, parameter.key, value)

    def _parameter(self, parameter: Parameter) -> None:
        name = parameter.name.said(current())
        if parameter.type in ("lieux", "textes"):
            self._told(parameter)
            return
        self.count += 1
        if parameter.type == "oui_non":
            check = QCheckBox(name)
            check.clicked.connect(lambda on: self._put(parameter, bool(on)))
            self._refreshers.append(lambda: check.setChecked(bool(self._read(parameter))))
            self._box.addWidget(check)
        elif parameter.type == "choix":
            self._choice(parameter, name)
        elif parameter.type == "texte":
            self._text(parameter, name)
        elif parameter.type == "angles":
            counter = Counter(self._listed(parameter))
            self._refreshers.append(counter.refresh)
            self._box.addWidget(counter)
        elif parameter.type == "nombres":
            self._several(parameter, name)
        else:
            self._number(parameter, name)
        self._refreshers[-1]()

    def _listed(self, parameter: Parameter) -> Listed:
        mark = self._mark()
        pictogram = self._session.drawn.get(mark.picto) if mark else None
        drawn = str(pictogram.brush("point").settings.get("forme", "")) if pictogram else ""
        return Listed(self._session, self._uid, parameter, drawn, lambda: plain(self._read(parameter)))

    def _several(self, parameter: Parameter, name: str) -> None:
        mark = self._mark()
        pictogram = self._session.drawn.get(mark.picto) if mark else None
        words = next((each for each in pictogram.parameters if _words(each)), None) if pictogram else None
        rings = Rings(self._listed(parameter), words)
        self._rings.append(rings)
        self._refreshers.append(rings.refresh)
        self._box.addLayout(titled(name, rings))

    def _told(self, parameter: Parameter) -> None:
        """Say what is on the canvas, and how it is changed there."""
        line = label("", "caption", wrap=True)

        def show() -> None:
            count = len(plain(self._read(parameter)))
            line.setText(_sentence(parameter, count, self._mark()))
            line.setVisible(bool(line.text()))

        self._box.addWidget(line)
        self._refreshers.append(show)
        show()

    def _choice(self, parameter: Parameter, name: str) -> None:
        choices = [Choice(key, said.said(current())) for key, said in parameter.choices]
        if fits([choice.word for choice in choices]):
            segments = Segments(name, choices, emptiable=False)
            segments.chosen.connect(lambda value: self._put(parameter, value))
            self._refreshers.append(lambda: segments.show_value(self._read(parameter)))
            self._box.addLayout(titled(name, segments))
            return
        choice = steady(QComboBox())
        choice.setAccessibleName(name)
        for each in choices:
            choice.addItem(each.word, each.value)
        choice.activated.connect(lambda rank: self._put(parameter, choice.itemData(rank)))
        self._refreshers.append(lambda: choice.setCurrentIndex(choice.findData(self._read(parameter))))
        self._box.addLayout(titled(name, choice))

    def _text(self, parameter: Parameter, name: str) -> None:
        document = self._session.document
        field = LineField(
            self._session,
            Words(
                begin=lambda: writes.ACTS["parametres"](document),
                write=lambda act, text: writes.write_parameter(act, self._uid, parameter.key, text),
                read=lambda: str(self._read(parameter) or ""),
            ),
            name,
        )
        self._own_lines.append(field)
        self._refreshers.append(field.refresh)
        self._box.addLayout(titled(name, field))

    def _number(self, parameter: Parameter, name: str) -> None:
        field = steady(QDoubleSpinBox())
        field.setAccessibleName(name)
        field.setDecimals(0 if parameter.type == "entier" else 1)
        angle = parameter.type == "angle"
        lowest = parameter.minimum if parameter.minimum is not None else (-360.0 if angle else 0.0)
        highest = parameter.maximum if parameter.maximum is not None else 1000.0
        field.setRange(lowest, highest)
        field.setKeyboardTracking(False)
        field.setMinimumWidth(look.metrics.u(90))
        field.lineEdit().setTextMargins(look.metrics.s2, 0, 0, 0)
        unit = "°" if angle else parameter.unit
        field.setSuffix(f"\u00a0{unit}" if unit else "")

        def show() -> None:
            field.blockSignals(True)
            field.setValue(float(self._read(parameter) or 0.0))
            field.blockSignals(False)

        whole = parameter.type == "entier"
        field.valueChanged.connect(lambda value: self._put(parameter, int(value) if whole else value))
        self._refreshers.append(show)
        self._box.addLayout(titled(name, field))


def useful(parameter: Parameter, mark: Mark, declared: tuple[Parameter, ...]) -> bool:
    """Return whether a parameter says something of a mark as it was laid: a contour has no radii of its own."""
    if _words(parameter):
        return False  # beside the values that they name
    if parameter.type in ("nombres", "angles"):
        return isinstance(mark.geometry, Point)
    placed = any(each.type == "lieux" and each.key in mark.parametres for each in declared)
    # Distance and number lay out the places that nobody set.
    spreads = parameter.handle == "rayon" or (parameter.key, parameter.type) == ("nombre", "entier")
    return not (isinstance(mark.geometry, Point) and placed and spreads)


def _words(parameter: Parameter) -> bool:
    return parameter.type == "textes" and not parameter.choices


def _sentence(parameter: Parameter, count: int, mark: Mark | None) -> str:
    """Return what a list of the canvas says of itself in the marge; empty where there is none."""
    if mark is None:
        return ""
    if parameter.type == "textes":
        return tr("Un clic sur le signe d’une maille, sur la carte, passe au suivant.")
    if not count:
        return ""
    if isinstance(mark.geometry, Areas) and not parameter.third:
        return tr("{nom}\u00a0: tirez son point sur la carte.", nom=parameter.name.said(current()))
    said = trn(count, "{n} lieu", "{n} lieux")
    if parameter.third == "poids":
        return tr("{lieux}\u00a0: tirez-les sur la carte\u202f; un clic change le poids du lien.", lieux=said)
    if parameter.third == "rang":
        return tr("{lieux}\u00a0: tirez-les sur la carte\u202f; un clic change le rang.", lieux=said)
    return tr("{lieux}\u00a0: tirez-les sur la carte.", lieux=said)


def fits(words: list[str]) -> bool:
    """Return whether a few words can stand side by side in the marge."""
    m = look.metrics
    metrics = QFontMetrics(ui_font(m.body))
    widest = max((metrics.horizontalAdvance(word) for word in words), default=0) + m.u(AROUND)
    return len(words) <= FEW and widest * len(words) <= m.u(WIDTH)
