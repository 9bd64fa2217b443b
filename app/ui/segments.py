"""A choice among a few shown side by side, and the signs of valence that some of them carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QSizePolicy, QWidget

from app.drawing import theme
from app.i18n import tr
from app.ui import icons
from app.ui.controls import row, ui_font
from app.ui.style import look


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment: the value it stands for, its word, perhaps an icon or a painted badge."""

    value: object
    word: str
    icon: str = ""
    #: Said by screen readers when the word alone is not enough.
    said: str = ""
    badge: str = ""
    #: Of the icon; that of the words when empty.
    colour: str = ""


class Segments(QWidget):
    """A choice among a few, none allowed: a click on the chosen one empties it. Arrow keys walk inside."""

    #: The value chosen by the person, or None.
    chosen = Signal(object)

    def __init__(
        self, name: str, choices: Sequence[Choice], *, emptiable: bool = True, even: bool = True
    ) -> None:
        """``even``: all as wide; else each as its word asks, where one of them is much longer than the others."""
        super().__init__()
        self._name, self._choices, self._emptiable = name, tuple(choices), emptiable
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        box = row(spacing=0)
        self.setLayout(box)
        last = len(choices) - 1
        for rank, choice in enumerate(choices):
            button = QPushButton(choice.word)
            place = "one" if not last else "first" if not rank else "last" if rank == last else "middle"
            button.setProperty("segment", place)
            button.setCheckable(True)
            button.setAutoDefault(False)
            # A click leaves the keys where they are: on the sheet, whose letters take the next tool.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            # No style sheet is asked here: the least is the word in bold, as it is when it is chosen.
            word = QFontMetrics(ui_font(look.metrics.body, QFont.Weight.Bold)).horizontalAdvance(choice.word)
            button.setMinimumWidth(max(look.metrics.target, word + look.metrics.s2 if not choice.icon else 0))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            if choice.icon:
                colour = choice.colour or look.tokens.text
                button.setIcon(icons.icon(choice.icon, look.metrics.u(18), colour, look.tokens.disabled))
                button.setIconSize(icons.logical(look.metrics.u(16 if choice.word else 24)))
            if choice.badge:
                button.setIcon(badge_icon(choice.badge))
                button.setIconSize(icons.logical(look.metrics.u(18)))
            if choice.said:
                button.setToolTip(choice.said)
            button.installEventFilter(self)
            self._group.addButton(button, rank)
            box.addWidget(button, 1 if even else word + 2 * look.metrics.s3)
        self._group.idClicked.connect(self._clicked)
        self.show_value(None)

    def sizeHint(self) -> QSize:
        """Return a size in which words breathe; in its least size each has room enough."""
        hint = super().sizeHint()
        return QSize(hint.width() + len(self._choices) * look.metrics.s3, hint.height())

    def show_value(self, value: object) -> None:
        """Show ``value`` as chosen, without telling anyone; a value that is no choice shows nothing chosen."""
        for rank, choice in enumerate(self._choices):
            button = self._group.button(rank)
            on = value is not None and choice.value == value
            button.setChecked(on)
            word = choice.said or choice.word
            button.setAccessibleName(
                tr(
                    "{nom}, {mot}, {rang} sur {total}",
                    nom=self._name,
                    mot=word,
                    rang=rank + 1,
                    total=len(self._choices),
                )
            )

    def value(self) -> object:
        """Return the value chosen, or None."""
        return next(
            (
                choice.value
                for rank, choice in enumerate(self._choices)
                if self._group.button(rank).isChecked()
            ),
            None,
        )

    def buttons(self) -> list[QAbstractButton]:
        """Return the buttons in order."""
        return [self._group.button(rank) for rank in range(len(self._choices))]

    def _clicked(self, rank: int) -> None:
        on = self._group.button(rank).isChecked()
        if not on and not self._emptiable:
            self._group.button(rank).setChecked(True)
            return
        value = self._choices[rank].value if on else None
        self.show_value(value)
        self.chosen.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk from segment to segment with the arrows."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QPushButton)
        ):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step:
                rank = (self._group.id(watched) + step) % len(self._choices)
                self._group.button(rank).setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)


def badge_icon(valence: str) -> QIcon:
    """Return the sign of a valence as an icon."""
    side = look.metrics.u(18)
    box = QRectF(0.5, 0.5, side - 1, side - 1)
    return QIcon(icons.painted(side, side, 2.0, lambda painter: paint_badge(painter, valence, box)))


def paint_badge(painter: QPainter, valence: str, box: QRectF) -> None:
    """Paint the sign of a valence: a blue +, an orange −, or both halves."""
    plus, minus = theme.VALENCE_PLUS, theme.VALENCE_MOINS
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if valence == "mixte":
        painter.setBrush(QColor(plus))
        painter.drawPie(box, 45 * 16, 180 * 16)
        painter.setBrush(QColor(minus))
        painter.drawPie(box, 225 * 16, 180 * 16)
    else:
        painter.setBrush(QColor(plus if valence == "plus" else minus))
        painter.drawEllipse(box)
    pen = QPen(QColor("#FFFFFF"), box.width() / 8)
    painter.setPen(pen)
    x, y, r = box.center().x(), box.center().y(), box.width() * 0.28
    if valence == "mixte":
        r *= 0.55
        x, y = x - box.width() * 0.2, y - box.width() * 0.2
    if valence != "moins":
        painter.drawLine(QRectF(x - r, y, 2 * r, 0).topLeft(), QRectF(x - r, y, 2 * r, 0).topRight())
        painter.drawLine(QRectF(x, y - r, 0, 2 * r).topLeft(), QRectF(x, y - r, 0, 2 * r).bottomLeft())
    if valence == "mixte":
        x, y = x + box.width() * 0.4, y + box.width() * 0.4
    if valence != "plus":
        painter.drawLine(QRectF(x - r, y, 2 * r, 0).topLeft(), QRectF(x - r, y, 2 * r, 0).topRight())
