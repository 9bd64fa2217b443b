"""A pictogram in the drawer: its drawing and its short name. A click arms it, a drag lays it on the map."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QTextOption
from PySide6.QtWidgets import QAbstractButton

from app.catalogue.model import Pictogram
from app.i18n import current
from app.ui import pictos
from app.ui.controls import focus_ring, ui_font
from app.ui.style import look

#: A press that moves further than this is a drag.
THRESHOLD = 4


class Tile(QAbstractButton):
    """One pictogram."""

    #: The pictogram, and where the pointer is on the screen.
    dragged = Signal(object, QPoint)
    #: Enter: lay it in the middle of the view.
    placed = Signal(object)

    def __init__(self, pictogram: Pictogram) -> None:
        super().__init__()
        m = look.metrics
        self.pictogram = pictogram
        self._pressed: QPoint | None = None
        self.setText(pictogram.short.said(current()) or pictogram.name.said(current()))
        self.setAccessibleName(pictogram.name.said(current()))
        self.setAccessibleDescription(pictogram.meaning.said(current()))
        self.setToolTip(pictogram.name.said(current()))
        self.setFixedSize(QSize(m.tile_w, m.tile_h))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def words_box(self) -> QRectF:
        """Return where the short name is written: two lines."""
        m = look.metrics
        return QRectF(1, m.u(6) + m.tile_icon + m.s1, self.width() - 2, m.u(34))

    def words_font(self) -> QFont:
        """Return the font of the short name."""
        return ui_font(look.metrics.small, QFont.Weight.Bold if self.isChecked() else QFont.Weight.DemiBold)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the state, the drawing, the words and the focus."""
        m, tokens = look.metrics, look.tokens
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            if self.isChecked():
                painter.setPen(QPen(QColor(tokens.chosen_line), 2))
                painter.setBrush(QColor(tokens.chosen))
                painter.drawRoundedRect(box, m.radius, m.radius)
            elif self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.hover))
                painter.drawRoundedRect(box, m.radius, m.radius)
            drawn = pictos.pixmap(self.pictogram, m.tile_icon, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - m.tile_icon) // 2, m.u(6), drawn)
            painter.setPen(QColor(tokens.text))
            painter.setFont(self.words_font())
            option = QTextOption(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            option.setWrapMode(QTextOption.WrapMode.WordWrap)
            painter.drawText(self.words_box(), self.text(), option)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))
        finally:
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the press began."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn a press that moves into a drag, which the canvas takes over."""
        if self._pressed is not None:
            away = event.position().toPoint() - self._pressed
            if max(abs(away.x()), abs(away.y())) > THRESHOLD:
                self._pressed = None
                self.setDown(False)
                self.dragged.emit(self.pictogram, event.globalPosition().toPoint())
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget the press."""
        self._pressed = None
        super().mouseReleaseEvent(event)
