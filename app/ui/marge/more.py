"""« Plus de réglages »: where it comes from, how sure, how shared, when, how large, which domaine or colour, locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QSlider, QWidget

from app.drawing import theme
from app.i18n import tr
from app.poster.choices import LIBRES
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace
from app.ui import words
from app.ui.controls import column, row, steady, titled, word_button
from app.ui.marge import writes
from app.ui.marge.parameters import Parameters
from app.ui.marge.said import words_of
from app.ui.marge.swatches import domaine, ink, inks
from app.ui.marge.typing import LineField
from app.ui.segments import Choice, Segments
from app.ui.session import Session
from app.ui.style import look

#: Sizes that a hand asks for, in mm of the nominal sheet.
SIZES = (1.0, 60.0)
PICTURE_SIZES = (8.0, 250.0)


class More(QWidget):
    """The second level of the settings of ``items``."""

    def __init__(self, session: Session, items: list[Item], *, parameters: bool = True) -> None:
        super().__init__()
        self._session, self._first = session, items[0]
        self._refreshers: list[Callable[[], None]] = []
        self._own_lines: list[LineField] = []
        #: The fields of the pictogram, where they are not shown above.
        self._parameters: Parameters | None = None
        self._box = column(spacing=12)
        self.setLayout(self._box)
        if writes.common(items, "etiquette") and not any(getattr(one, "etiquette", "") for one in items):
            self._line("etiquette", tr("Nom sur la carte"))
        if writes.common(items, "etiquette"):
            self._line("sous_etiquette", tr("Sous le nom"))
        first = (("intensite", tr("Force"), words.forces),) if look.workshop else ()
        for key, name, choices in (
            *first,
            ("origine", tr("Cela vient"), words.origines),
            ("certitude", tr("Certitude"), words.certitudes),
            ("accord", tr("Accord du groupe"), words.accords),
            ("horizon", tr("Horizon"), words.horizons),
            ("rupture", tr("Rupture"), words.ruptures),
        ):
            if writes.common(items, key):
                self._segments(key, name, choices())
        if len(items) == 1 and isinstance(items[0], Mark):
            self._break(items[0])
        if writes.common(items, "signal_faible"):
            self._check("signal_faible", tr("Signal faible"))
        if parameters and len(items) == 1 and isinstance(items[0], Mark):
            self._parameters = Parameters(self._session, items[0])
            if self._parameters.count:
                self._box.addWidget(self._parameters)
                self._refreshers.append(self._parameters.refresh)
        if all(isinstance(item, Texte) for item in items):
            self._styles()
        if writes.common(items, "taille_mm"):
            self._size()
        if all(_free(item) for item in items):
            self._domaines()
        elif not any(isinstance(item, PostIt | Photo) for item in items):
            self._colours()
        self._check("verrouille", tr("Verrouiller"))

    @property
    def lines(self) -> list[LineField]:
        """Fields with a pen, to be closed when something else is shown."""
        return [*self._own_lines, *(self._parameters.lines if self._parameters else ())]

    @property
    def count(self) -> int:
        """How many fields there are."""
        return self._box.count()

    def refresh(self) -> None:
        """Show what the document says."""
        for refresh in self._refreshers:
            refresh()

    @property
    def _items(self) -> list[Item]:
        return writes.selected(self._session.document, self._session.selection)

    def _put(self, key: str, value: Any) -> None:
        self._session.settle()
        writes.put(self._session.document, self._session.selection, key, value)

    def _line(self, key: str, name: str) -> None:
        field = LineField(self._session, words_of(self._session, key), name)
        self._own_lines.append(field)
        self._refreshers.append(field.refresh)
        self._box.addLayout(titled(name, field))

    def _segments(self, key: str, name: str, choices: Sequence[Choice]) -> None:
        segments = Segments(name, choices)

        def show() -> None:
            value, mixed = writes.value(self._items, key) if self._items else (None, False)
            segments.show_value(None if mixed else value)

        segments.chosen.connect(lambda value: self._put(key, value))
        self._refreshers.append(show)
        show()
        self._box.addLayout(titled(name, segments))

    def _break(self, line: Mark) -> None:
        """Show where along the line it breaks; only a line that breaks has this field."""
        from app.drawing import breaks

        if not breaks.can_break(line, self._session.drawn):
            return
        slider = steady(QSlider(Qt.Orientation.Horizontal))
        slider.setRange(0, 100)
        slider.setPageStep(10)
        slider.setAccessibleName(tr("Rupture\u00a0: où le long de la ligne"))
        slider.setToolTip(
            tr("Où le long de la ligne. Ou clic droit sur la ligne, «\u00a0Rupture ici\u00a0».")
        )
        slider.setMinimumHeight(look.metrics.u(30))

        def put() -> None:
            self._session.settle()
            writes.put_break(self._session.document, self._first.uid, slider.value() / 100)

        def show() -> None:
            mark = self._session.document.get(self._first.uid)
            broken = isinstance(mark, Mark) and bool(mark.rupture)
            slider.setVisible(broken)
            if isinstance(mark, Mark):
                slider.blockSignals(True)
                slider.setValue(round(100 * breaks.share(mark)))
                slider.blockSignals(False)

        slider.sliderReleased.connect(put)
        slider.valueChanged.connect(lambda _: None if slider.isSliderDown() else put())
        self._box.addWidget(slider)
        self._refreshers.append(show)
        show()

    def _check(self, key: str, name: str) -> None:
        box = QCheckBox(name)

        def show() -> None:
            value, mixed = writes.value(self._items, key) if self._items else (False, False)
            box.setTristate(mixed)
            box.setCheckState(
                Qt.CheckState.PartiallyChecked
                if mixed
                else Qt.CheckState.Checked
                if value
                else Qt.CheckState.Unchecked
            )

        box.clicked.connect(lambda on: self._put(key, bool(on)))
        self._refreshers.append(show)
        show()
        self._box.addWidget(box)

    def _size(self) -> None:
        field = steady(QDoubleSpinBox())
        field.setDecimals(1)
        # A picture always has a size of its own.
        pictures = any(isinstance(item, Photo) for item in self._items)
        sizes = PICTURE_SIZES if pictures else SIZES
        field.setRange(sizes[0] if pictures else 0.0, sizes[1])
        if not pictures:
            field.setSpecialValueText(tr("automatique"))
        field.setSuffix("\u00a0mm")
        field.setAccessibleName(tr("Taille, en millimètres"))
        field.setKeyboardTracking(False)
        field.setMinimumWidth(look.metrics.u(90))
        field.lineEdit().setTextMargins(look.metrics.s2, 0, 0, 0)
        narrow = word_button("moins", "", tip=tr("Plus petit"))
        wide = word_button("plus", "", tip=tr("Plus grand"))
        narrow.setAccessibleName(tr("Plus petit"))
        wide.setAccessibleName(tr("Plus grand"))

        def show() -> None:
            value, mixed = writes.value(self._items, "taille_mm") if self._items else (None, False)
            field.blockSignals(True)
            field.setValue(0.0 if mixed or value is None else value)
            field.blockSignals(False)

        def step(by: float) -> None:
            size = field.value() or self._drawn_size()
            self._put("taille_mm", max(sizes[0], min(sizes[1], size + by)))

        narrow.clicked.connect(lambda: step(-self._step()))
        wide.clicked.connect(lambda: step(self._step()))
        field.valueChanged.connect(lambda value: self._put("taille_mm", value or None))
        self._refreshers.append(show)
        show()
        box = row(narrow, field, wide, spacing=6)
        box.setStretch(1, 1)
        self._box.addLayout(titled(tr("Taille"), box))

    def _drawn_size(self) -> float:
        if isinstance(self._first, Mark):
            return theme.PICTO_MM[self._first.intensite or 2]
        return theme.STYLES.get(getattr(self._first, "style", "libre"), theme.STYLES["libre"]).size

    def _step(self) -> float:
        return 5.0 if isinstance(self._first, Photo) else 1.0 if isinstance(self._first, Mark) else 0.5

    def _colours(self) -> None:
        segments = inks(tr("Couleur"), ink, emptiable=True)

        def show() -> None:
            value, mixed = writes.value(self._items, "couleur") if self._items else ("", False)
            segments.show_value(None if mixed else value)

        segments.chosen.connect(lambda value: self._put("couleur", value))
        self._refreshers.append(show)
        show()
        self._box.addLayout(titled(tr("Couleur"), segments))

    def _domaines(self) -> None:
        """Let a free mark join a domaine, its ink and its band of the legend, or none."""
        segments = inks(tr("Domaine"), domaine, emptiable=False)

        def show() -> None:
            value, mixed = writes.value(self._items, "domaine") if self._items else ("", False)
            segments.show_value(None if mixed else value)

        def put(value: object) -> None:
            self._session.settle()
            writes.put_domaine(self._session.document, self._session.selection, str(value))

        segments.chosen.connect(put)
        self._refreshers.append(show)
        show()
        self._box.addLayout(titled(tr("Domaine"), segments))

    def _styles(self) -> None:
        choice = steady(QComboBox())
        choice.setAccessibleName(tr("Style"))
        for each in words.styles():
            choice.addItem(each.word, each.value)

        def show() -> None:
            value, mixed = writes.value(self._items, "style") if self._items else ("", False)
            choice.setCurrentIndex(-1 if mixed else choice.findData(value))

        choice.activated.connect(lambda rank: self._put("style", choice.itemData(rank)))
        self._refreshers.append(show)
        show()
        self._box.addLayout(titled(tr("Style"), choice))


def _free(item: Item) -> bool:
    """Return whether the group chooses the domaine of an item; that of a pictogram is its own."""
    return isinstance(item, Trace | Texte | Photo) or (isinstance(item, Mark) and item.picto in LIBRES)
