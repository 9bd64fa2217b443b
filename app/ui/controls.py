"""The few controls that the window is made of: buttons with an icon and its word, segments, headers, rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons
from app.ui.style import look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollArea

B = TypeVar("B", QHBoxLayout, QVBoxLayout)
F = TypeVar("F", bound=QWidget)


def ui_font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the font of the window at ``size`` pixels."""
    font = QFont("Source Sans 3")
    font.setPixelSize(size)
    font.setWeight(weight)
    return font


class IconButton(QAbstractButton):
    """An icon over its word. Checked shows by border, bold and tint; ``colour`` tints the icon and the word."""

    def __init__(
        self, icon: str, word: str, size: QSize, *, colour: str = "", filled: bool = False, tip: str = ""
    ) -> None:
        super().__init__()
        self._icon, self._colour, self._filled, self._wished = icon, colour, filled, size
        self.setText(word)
        self.setAccessibleName(tip or word)
        self.setToolTip(tip)
        self.setFixedSize(size)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def word_font(self) -> QFont:
        """Return the font of the word."""
        # A filled button already shows by its ground.
        bold = QFont.Weight.Bold if self.isChecked() and not self._filled else QFont.Weight.DemiBold
        return ui_font(look.metrics.small, bold)

    def sizeHint(self) -> QSize:
        """Return the size that was asked for."""
        return self._wished

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the icon, the word and the focus ring."""
        m, tokens = look.metrics, look.tokens
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = self._colour or tokens.text
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            if self.isChecked() and self._filled:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ink))
                painter.drawRoundedRect(box, m.radius, m.radius)
                ink = tokens.panel
            elif self.isChecked():
                painter.setPen(QPen(QColor(tokens.chosen_line), 2))
                painter.setBrush(QColor(tokens.chosen))
                painter.drawRoundedRect(box, m.radius, m.radius)
                ink = tokens.chosen_text
            elif self.underMouse() and self.isEnabled():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.hover))
                painter.drawRoundedRect(box, m.radius, m.radius)
            if not self.isEnabled():
                ink = tokens.disabled
            side = m.icon if self._filled else m.u(21)
            text_h = QFontMetrics(self.word_font()).height() if self.text() else 0
            gap = m.s1 if self.text() else 0
            side = min(side, self.height() - text_h - gap - m.s1)
            top = (self.height() - side - gap - text_h) / 2
            icons.paint(painter, self._icon, QRectF((self.width() - side) / 2, top, side, side), ink)
            painter.setPen(QColor(ink))
            painter.setFont(self.word_font())
            painter.drawText(
                QRectF(0, top + side + gap, self.width(), text_h), Qt.AlignmentFlag.AlignCenter, self.text()
            )
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), inside=self.isChecked() and not self._filled)
        finally:
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk to the neighbours with the arrows."""
        forward = (Qt.Key.Key_Right, Qt.Key.Key_Down)
        if event.key() in (*forward, Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() in forward)
            return
        super().keyPressEvent(event)

    def needed_width(self) -> int:
        """Return the width that the word takes: a test holds it to the width of the button."""
        return QFontMetrics(self.word_font()).horizontalAdvance(self.text())


def focus_ring(painter: QPainter, box: QRectF, *, inside: bool = False) -> None:
    """Paint the focus: 2 px of the selection colour, with paper between it and what it rings.

    ``inside`` is for what is checked: its own line is as blue, 2 px more inside it are seen.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if inside:
        painter.setPen(QPen(QColor(look.tokens.selection), 4))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), look.metrics.radius, look.metrics.radius)
        return
    painter.setPen(QPen(QColor(look.tokens.panel), 2))
    painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), look.metrics.radius - 2, look.metrics.radius - 2)
    painter.setPen(QPen(QColor(look.tokens.selection), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), look.metrics.radius, look.metrics.radius)


class _Word(QPushButton):
    """A button that Enter presses as Space does: Qt leaves Enter to the default button of a dialog."""

    #: A button that comes under the keys by itself and gives something up is not pressed by an Enter too many.
    by_enter = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.by_enter and not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class _Primary(_Word):
    """The button of what people came for. On its dark ground the focus is a line of paper, within its edge."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, then the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            try:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(look.tokens.on_action), 2))
                inner = look.metrics.radius - 2
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), inner, inner)
            finally:
                painter.end()


def word_button(icon: str, word: str, name: str = "", *, tip: str = "", by_enter: bool = True) -> QPushButton:
    """Return a button with its icon before its word; ``name`` chooses its style (``quiet``, ``primary``…)."""
    button = _Primary(word) if name == "primary" else _Word(word)
    button.by_enter = by_enter
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setObjectName(name)
    if icon:
        colour = look.tokens.on_action if name == "primary" else look.tokens.text
        button.setIcon(icons.icon(icon, look.metrics.u(18), colour, look.tokens.disabled))
        button.setIconSize(icons.logical(look.metrics.u(18)))
        if word:
            button.setText(f" {word}")  # Qt leaves only 4 px between the icon and the word
    if tip:
        button.setToolTip(tip)
    button.setAccessibleName(word if not tip else f"{word}, {tip}")
    button.setAutoDefault(False)
    return button


def close_button(word: str) -> QPushButton:
    """Return the cross that closes a panel; ``word`` says what it closes."""
    button = word_button("fermer", "", "quiet")
    button.setAccessibleName(word)
    button.setToolTip(word)
    button.setFixedSize(icons.logical(look.metrics.cross))
    button.setStyleSheet("padding: 0; min-height: 0;")
    return button


def label(text: str, name: str = "", *, wrap: bool = False) -> QLabel:
    """Return words in one of the styles of the sheet; plain text always."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def rule() -> QFrame:
    """Return a thin line between two things."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def row(*things: QWidget | QLayout | int, spacing: int = 8) -> QHBoxLayout:
    """Return ``things`` side by side; a number is a stretch."""
    box = QHBoxLayout()
    return _fill(box, things, spacing)


def column(*things: QWidget | QLayout | int, spacing: int = 8) -> QVBoxLayout:
    """Return ``things`` one under another; a number is a stretch."""
    box = QVBoxLayout()
    return _fill(box, things, spacing)


def _fill(box: B, things: Sequence[QWidget | QLayout | int], spacing: int) -> B:
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(look.metrics.u(spacing))
    for thing in things:
        if isinstance(thing, QWidget):
            box.addWidget(thing)
        elif isinstance(thing, QLayout):
            box.addLayout(thing)
        else:
            box.addStretch(thing)
    return box


def scrolling(box: QLayout) -> QScrollArea:
    """Return what shows a column that may be higher than its place; its own focus is of no use to anybody."""
    # Asked for here: the start page has none, and Qt shows a class to Python when it is first named.
    from PySide6.QtWidgets import QScrollArea

    inside = QWidget()
    inside.setLayout(box)
    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll


def whole_or_scrolled(inside: QWidget) -> QScrollArea:
    """Return what shows a widget whole where there is room for it, and else scrolls both ways."""
    from PySide6.QtWidgets import QScrollArea

    scroll = QScrollArea()
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return scroll


def titled(name: str, field: QWidget | QLayout) -> QVBoxLayout:
    """Return a field, or several side by side, under their name."""
    title = label(name, "label")
    if isinstance(field, QWidget):
        title.setBuddy(field)
    return column(title, field, spacing=4)


def emptied(box: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while box.count():
        item = box.takeAt(0)
        if item is None:
            return
        if inside := item.layout():
            emptied(inside)
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


class _Steady(QObject):
    """Leaves the wheel to the page around a field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a turn of the wheel from the field and let it go on to its parent."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def steady(field: F) -> F:
    """Return a field over which the wheel scrolls the page: it never changes a value on its way."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_Steady(field))
    return field
