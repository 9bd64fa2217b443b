"""Posters to take up again: a small picture, a name, and when it was last open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton

from app.i18n import tr
from app.ui import icons, thumbnails
from app.ui.controls import focus_ring, ui_font
from app.ui.metrics import CARD_W
from app.ui.style import look


@dataclass(frozen=True, slots=True)
class Shape:
    """How a card is laid out, in units: its size, that of its picture, where the words are and how high."""

    width: int
    height: int
    picture: tuple[int, int]
    words: tuple[int, int, int]
    #: Lines that the name may take.
    lines: int = 1


#: The words under the picture; in a low window beside a smaller one.
TALL = Shape(CARD_W, 180, (CARD_W, 136), (0, 140, 39))
LOW = Shape(236, 66, (92, 66), (102, 0, 66), 2)


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


def lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Return words on ``most`` lines at most; what does not fit ends with an ellipsis."""
    found = [""]
    for word in re.split(r"(?<=[ -])", text):
        longer = found[-1] + word
        if found[-1] and len(found) < most and metrics.horizontalAdvance(longer.rstrip()) > width:
            found.append(word)
        else:
            found[-1] = longer
    return [metrics.elidedText(each.rstrip(), Qt.TextElideMode.ElideRight, width) for each in found]


class Card(QAbstractButton):
    """A poster as a button."""

    def __init__(self, name: str, detail: str, picture: Path) -> None:
        super().__init__()
        self._detail = detail
        self.setText(name)
        self.setAccessibleName(f"{name}, {detail}")
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._picture: QPixmap | None = None
        #: Where the picture is, and whether it has been read.
        self._file, self._looked = picture, False
        self.lie(TALL)

    def lie(self, shape: Shape) -> None:
        """Take a shape."""
        self._shape, self._looked = shape, False
        m = look.metrics
        self.setFixedSize(QSize(m.u(shape.width), m.u(shape.height)))
        self.update()

    def _read(self) -> None:
        if self._looked:
            return
        self._looked = True
        width, height = (look.metrics.u(side) - 2 for side in self._shape.picture)
        self._picture = thumbnails.picture(self._file, width, height, self.devicePixelRatioF())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, the name and the detail."""
        m, tokens = look.metrics, look.tokens
        if not self._looked:
            # Pictures come with the second paint: the first one is what people wait for.
            QTimer.singleShot(0, self, self._read)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            wide, high = (m.u(side) for side in self._shape.picture)
            frame = QRectF(0.5, 0.5, wide - 1, high - 1)
            painter.fillRect(frame, QColor(tokens.panel if self._picture is None else tokens.hover))
            if self._picture is None:
                side = min(m.u(40), high // 2)
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
            left, top, room = (m.u(each) for each in self._shape.words)
            wide, step = self.width() - left, m.u(19)
            name = lines(self.text(), QFontMetrics(font), wide, self._shape.lines)
            top += (room - (len(name) + 1) * step) // 2
            for rank, said in enumerate((*name, self._detail)):
                if rank == len(name):
                    painter.setFont(ui_font(m.body))
                    painter.setPen(QColor(tokens.second))
                box = QRectF(left, top + rank * step, wide, step + m.u(1))
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, said)
            if self.hasFocus():
                focus_ring(painter, QRectF(0, 0, self.width(), high))
        finally:
            painter.end()
