"""Posters to take up again: a small picture, a name, and when it was last open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from app.i18n import tr
from app.ui import icons, thumbnails
from app.ui.controls import focus_ring, ui_font
from app.ui.metrics import CARD_W
from app.ui.style import look

PICTURE_H, CARD_H = 136, 180


def moment(iso: str) -> str:
    """Return « aujourd’hui, 15 h 02 », « hier, 9 h 40 » or « 3/10, 9 h 40 » for a local ISO time."""
    from datetime import datetime, timedelta

    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    today = datetime.now(at.tzinfo).date()
    hour = tr("{h}\u00a0h\u00a0{mn}", h=at.hour, mn=f"{at.minute:02}")
    if at.date() == today:
        return tr("aujourd’hui, {heure}", heure=hour)
    if at.date() == today - timedelta(days=1):
        return tr("hier, {heure}", heure=hour)
    return tr("le {jour}/{mois}, {heure}", jour=at.day, mois=at.month, heure=hour)


class Card(QAbstractButton):
    """A poster as a button."""

    def __init__(self, name: str, detail: str, picture: Path) -> None:
        super().__init__()
        m = look.metrics
        self._detail = detail
        self.setText(name)
        self.setAccessibleName(f"{name}, {detail}")
        self.setToolTip(name)
        self.setFixedSize(QSize(m.u(CARD_W), m.u(CARD_H)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._picture: QPixmap | None = None
        #: Where the picture is, until it has been read.
        self._file: Path | None = picture

    def _read(self) -> None:
        if self._file is None:
            return
        picture, self._file = self._file, None
        m = look.metrics
        size = (m.u(CARD_W) - 2, m.u(PICTURE_H) - 2)
        self._picture = thumbnails.picture(picture, *size, self.devicePixelRatioF())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, the name and the detail."""
        m, tokens = look.metrics, look.tokens
        if self._file is not None:
            # Pictures come with the second paint: the first one is what people wait for.
            QTimer.singleShot(0, self, self._read)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(0.5, 0.5, self.width() - 1, m.u(PICTURE_H) - 1)
            painter.fillRect(frame, QColor(tokens.panel if self._picture is None else tokens.hover))
            if self._picture is None:
                side = m.u(40)
                at = frame.center()
                icons.paint(
                    painter,
                    "organisation",
                    QRectF(at.x() - side / 2, at.y() - side / 2, side, side),
                    tokens.border,
                )
            else:
                size = self._picture.deviceIndependentSize()
                at = frame.center()
                painter.drawPixmap(
                    round(at.x() - size.width() / 2), round(at.y() - size.height() / 2), self._picture
                )
            over = self.underMouse() or self.hasFocus()
            painter.setPen(QPen(QColor(tokens.action if over else tokens.line), 2 if over else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame)
            font = ui_font(m.strong, QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            name = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(
                QRectF(0, m.u(PICTURE_H + 4), self.width(), m.u(20)), Qt.AlignmentFlag.AlignVCenter, name
            )
            painter.setFont(ui_font(m.body))
            painter.setPen(QColor(tokens.second))
            painter.drawText(
                QRectF(0, m.u(PICTURE_H + 23), self.width(), m.u(19)),
                Qt.AlignmentFlag.AlignVCenter,
                self._detail,
            )
            if self.hasFocus():
                focus_ring(painter, QRectF(0, 0, self.width(), m.u(PICTURE_H)))
        finally:
            painter.end()
