"""« Plus de réglages »: where it comes from, how sure, how shared, when, how large, which colour, locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLayout, QWidget

from app.catalogue import words as method
from app.drawing import theme
from app.i18n import tr
from app.poster.records import DOMAINES, Item, Mark, PostIt, Texte
from app.ui import icons, words
from app.ui.controls import column, label, row, word_button
from app.ui.marge import writes
from app.ui.marge.parameters import Parameters
from app.ui.marge.typing import LineField, Words
from app.ui.segments import Choice, Segments
from app.ui.session import Session
from app.ui.style import look

#: Sizes that a hand asks for, in mm of the nominal sheet.
SIZES = (1.0, 60.0)


class More(QWidget):
    """The second level of the settings of ``items``."""

    def __init__(self, session: Session, items: list[Item]) -> None:
        super().__init__()
        self._session, self._first = session, items[0]
        self._refreshers: list[Callable[[], None]] = []
        #: Fields with a pen, to be closed when something else is shown.
        self.lines: list[LineField] = []
        self._box = column(spacing=12)
        self.setLayout(self._box)
        if writes.common(items, "etiquette") and not any(getattr(one, "etiquette", "") for one in items):
            self._line("etiquette", tr("Nom sur la carte"))
        if writes.common(items, "etiquette"):
            self._line("sous_etiquette", tr("Sous le nom"))
        for key, name, choices in (
            ("origine", tr("Cela vient"), words.origines),
            ("certitude", tr("Certitude"), words.certitudes),
            ("accord", tr("Accord du groupe"), words.accords),
            ("horizon", tr("Horizon"), words.horizons),
            ("rupture", tr("Rupture"), words.ruptures),
        ):
            if writes.common(items, key):
                self._segments(key, name, choices())
        if writes.common(items, "signal_faible"):
            self._check("signal_faible", tr("Signal faible"))
        if len(items) == 1 and isinstance(items[0], Mark):
            parameters = Parameters(self._session, items[0])
            if parameters.count:
                self._box.addWidget(parameters)
                self._refreshers.append(parameters.refresh)
                self.lines += parameters.lines
        if all(isinstance(item, Texte) for item in items):
            self._styles()
        if writes.common(items, "taille_mm"):
            self._size()
        if not any(isinstance(item, PostIt) for item in items):
            self._colours()
        self._check("verrouille", tr("Verrouiller"))

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

    def _titled(self, name: str, thing: QWidget | QLayout) -> None:
        title = label(name, "label")
        if isinstance(thing, QWidget):
            title.setBuddy(thing)
        self._box.addLayout(column(title, thing, spacing=4))

    def _line(self, key: str, name: str) -> None:
        uids, document = frozenset(self._session.selection), self._session.document

        def read() -> str | None:
            items = writes.selected(document, uids)
            value, mixed = writes.value(items, key) if items else ("", False)
            return None if mixed else str(value or "")

        field = LineField(
            self._session,
            Words(
                begin=lambda: writes.ACTS[key](document),
                write=lambda act, text: writes.write(act, uids, key, text),
                read=read,
            ),
            name,
        )
        self.lines.append(field)
        self._refreshers.append(field.refresh)
        self._titled(name, field)

    def _segments(self, key: str, name: str, choices: Sequence[Choice]) -> None:
        segments = Segments(name, choices)

        def show() -> None:
            value, mixed = writes.value(self._items, key) if self._items else (None, False)
            segments.show_value(None if mixed else value)

        segments.chosen.connect(lambda value: self._put(key, value))
        self._refreshers.append(show)
        show()
        self._titled(name, segments)

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
        field = QDoubleSpinBox()
        field.setDecimals(1)
        field.setRange(0.0, SIZES[1])
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
            self._put("taille_mm", max(SIZES[0], min(SIZES[1], size + by)))

        narrow.clicked.connect(lambda: step(-self._step()))
        wide.clicked.connect(lambda: step(self._step()))
        field.valueChanged.connect(lambda value: self._put("taille_mm", value or None))
        self._refreshers.append(show)
        show()
        box = row(narrow, field, wide, spacing=6)
        box.setStretch(1, 1)
        self._titled(tr("Taille"), box)

    def _drawn_size(self) -> float:
        if isinstance(self._first, Mark):
            return theme.PICTO_MM[self._first.intensite or 2]
        return theme.STYLES.get(getattr(self._first, "style", "libre"), theme.STYLES["libre"]).size

    def _step(self) -> float:
        return 1.0 if isinstance(self._first, Mark) else 0.5

    def _colours(self) -> None:
        choices = [
            Choice(theme.domaine(key).ink, "", said=method.domaine(key)) for key in (*DOMAINES[:4], "")
        ]
        segments = Segments(tr("Couleur"), choices)
        for button, choice in zip(segments.buttons(), choices, strict=True):
            button.setIcon(swatch(str(choice.value)))
            button.setIconSize(icons.logical(look.metrics.u(18)))

        def show() -> None:
            value, mixed = writes.value(self._items, "couleur") if self._items else ("", False)
            segments.show_value(None if mixed else value)

        segments.chosen.connect(lambda value: self._put("couleur", value))
        self._refreshers.append(show)
        show()
        self._titled(tr("Couleur"), segments)

    def _styles(self) -> None:
        choice = QComboBox()
        choice.setAccessibleName(tr("Style"))
        for key, name in (
            ("libre", tr("Libre")),
            ("lieu_majeur", tr("Grand lieu")),
            ("bourg", tr("Bourg")),
            ("village", tr("Village")),
            ("relief", tr("Relief, massif")),
            ("vers", tr("Direction («\u00a0vers…\u00a0»)")),
            ("destination", tr("Destination")),
        ):
            choice.addItem(name, key)

        def show() -> None:
            value, mixed = writes.value(self._items, "style") if self._items else ("", False)
            choice.setCurrentIndex(-1 if mixed else choice.findData(value))

        choice.activated.connect(lambda rank: self._put("style", choice.itemData(rank)))
        self._refreshers.append(show)
        show()
        self._titled(tr("Style"), choice)


def swatch(colour: str) -> QIcon:
    """Return a disc of a colour."""
    side = look.metrics.u(18)
    made = QPixmap(side * 2, side * 2)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QRectF(1, 1, side - 2, side - 2))
    finally:
        painter.end()
    return QIcon(made)
