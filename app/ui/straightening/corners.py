"""A photograph with the four corners of a sheet upon it, dragged by hand or led by keys, under a magnifier."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import tr
from app.poster.fitting import Corners
from app.poster.geometry import Coord
from app.ui.announcing import announce
from app.ui.controls import focus_ring
from app.ui.keys import ARROWS
from app.ui.style import look

#: Where corners are at first: parts of the width and the height, from the top left and clockwise.
FIRST: Corners = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
#: Radius of a corner, how near a press takes it, radius of the magnifier, in px of the interface.
DOT, REACH, LENS = 9, 22, 78
#: How many times the view the magnifier enlarges.
NEARER = 3.0
#: Steps of the arrows in px of the view: alone, with Maj, with Alt.
STEP, LONG, FINE = 2.0, 20.0, 0.5


class CornersView(QWidget):
    """Shows one photograph. ``corners`` are parts of its width and height: top left, then clockwise."""

    changed = Signal()

    def __init__(self, picture: QImage) -> None:
        super().__init__()
        self._picture = picture
        self._seen = picture
        self.corners: Corners = FIRST
        self._held: int | None = None
        #: The corner that keys move.
        self.chosen = 0
        self._offset = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(look.metrics.u(320), look.metrics.u(240))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("La photo et les quatre coins de la feuille"))
        self._tell()

    # -- places

    @property
    def frame(self) -> QRectF:
        """Where the photograph lies in the widget."""
        edge = look.metrics.u(DOT + 5)
        room = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        share = min(room.width() / self._picture.width(), room.height() / self._picture.height())
        wide, high = self._picture.width() * share, self._picture.height() * share
        return QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high)

    def at(self, rank: int) -> QPointF:
        """Return where a corner is in the widget."""
        frame, (u, v) = self.frame, self.corners[rank]
        return QPointF(frame.x() + u * frame.width(), frame.y() + v * frame.height())

    def put(self, rank: int, at: QPointF) -> None:
        """Lead a corner to a place of the widget, as far as the photograph goes."""
        frame = self.frame
        u, v = (at.x() - frame.x()) / frame.width(), (at.y() - frame.y()) / frame.height()
        made: list[Coord] = list(self.corners)
        made[rank] = (min(1.0, max(0.0, u)), min(1.0, max(0.0, v)))
        self.corners = (made[0], made[1], made[2], made[3])
        self.changed.emit()
        self.update()

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the nearest corner."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        away = [_distance(self.at(rank), event.position()) for rank in range(4)]
        nearest = min(range(4), key=away.__getitem__)
        if away[nearest] <= look.metrics.u(REACH):
            self._held = nearest
            self._offset = self.at(nearest) - event.position()
            self._choose(nearest)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lead the corner in hand."""
        if self._held is not None:
            self.put(self._held, event.position() + self._offset)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the corner go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = None
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the corners with Tab, move the chosen one with the arrows."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            way = -1 if key == Qt.Key.Key_Backtab else 1
            if 0 <= self.chosen + way < 4:
                self._choose(self.chosen + way)
            else:
                self.focusNextPrevChild(way > 0)
        elif key in ARROWS:
            step = (
                LONG
                if held & Qt.KeyboardModifier.ShiftModifier
                else FINE
                if held & Qt.KeyboardModifier.AltModifier
                else STEP
            )
            right, down = ARROWS[key]
            self.put(self.chosen, self.at(self.chosen) + QPointF(right * step, down * step))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Tab for the corners."""
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in tabs:
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first corner, or at the last one when coming backwards."""
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._choose(0 if event.reason() == Qt.FocusReason.TabFocusReason else 3)
        super().focusInEvent(event)
        self.update()

    def _choose(self, rank: int) -> None:
        self.chosen = rank
        self._tell()
        announce(self, self.accessibleDescription())
        self.update()

    def _tell(self) -> None:
        self.setAccessibleDescription(_name(self.chosen))

    # -- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the photograph ready at its new size."""
        super().resizeEvent(event)
        ratio, frame = self.devicePixelRatioF(), self.frame
        self._seen = self._picture.scaled(
            max(1, round(frame.width() * ratio)),
            max(1, round(frame.height() * ratio)),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photograph, pale outside of the sheet, the corners and the magnifier."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.rect(), QColor(look.tokens.workbench))
            painter.drawImage(self.frame, self._seen)
            sheet = QPolygonF([self.at(rank) for rank in range(4)])
            outside, inside = QPainterPath(), QPainterPath()
            outside.addRect(self.frame)
            inside.addPolygon(sheet)
            inside.closeSubpath()
            painter.fillPath(outside.subtracted(inside), QColor(22, 32, 42, 120))
            self._paint_sheet(painter, inside)
            for rank in range(4):
                self._paint_corner(painter, rank)
            if self._held is not None or self.hasFocus():
                self._paint_lens(painter, self.chosen)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))
        finally:
            painter.end()

    def _paint_sheet(self, painter: QPainter, inside: QPainterPath) -> None:
        m = look.metrics
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((look.tokens.panel, 4), (look.tokens.selection, 2)):
            painter.setPen(QPen(QColor(colour), m.u(width)))
            painter.drawPath(inside)

    def _paint_corner(self, painter: QPainter, rank: int) -> None:
        m, full = look.metrics, rank == self.chosen and (self.hasFocus() or self._held is not None)
        painter.setPen(QPen(QColor(look.tokens.panel if full else look.tokens.selection), m.u(2)))
        painter.setBrush(QColor(look.tokens.selection if full else look.tokens.panel))
        painter.drawEllipse(self.at(rank), m.u(DOT), m.u(DOT))

    def _paint_lens(self, painter: QPainter, rank: int) -> None:
        """Paint what lies under a corner, enlarged: on the side of the photograph where it hides none of it."""
        m, frame, at = look.metrics, self.frame, self.at(rank)
        radius = min(m.u(LENS), round(min(frame.width(), frame.height()) / 3))
        away = radius + m.u(DOT + 14)
        heart = QPointF(
            at.x() + (away if at.x() < self.width() / 2 else -away),
            at.y() + (away if at.y() < self.height() / 2 else -away),
        )
        u, v = self.corners[rank]
        scale = NEARER * frame.width() / self._picture.width()
        half = radius / scale
        source = QRectF(
            u * self._picture.width() - half, v * self._picture.height() - half, 2 * half, 2 * half
        )
        lens = QPainterPath()
        lens.addEllipse(heart, radius, radius)
        painter.save()
        painter.setClipPath(lens)
        painter.fillPath(lens, QColor(look.tokens.workbench))
        painter.drawImage(
            QRectF(heart.x() - radius, heart.y() - radius, 2 * radius, 2 * radius), self._picture, source
        )
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((look.tokens.panel, 5), (look.tokens.selection, 2)):
            painter.setPen(QPen(QColor(colour), m.u(width)))
            painter.drawEllipse(heart, radius, radius)
        arm, hole = radius * 0.55, m.u(4)
        for colour, width in ((look.tokens.panel, 3), (look.tokens.selection, 1)):
            painter.setPen(QPen(QColor(colour), m.u(width)))
            for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
                painter.drawLine(heart + way * hole, heart + way * arm)


def _name(rank: int) -> str:
    names = (
        tr("Coin en haut à gauche"),
        tr("Coin en haut à droite"),
        tr("Coin en bas à droite"),
        tr("Coin en bas à gauche"),
    )
    return names[rank]


def _distance(one: QPointF, other: QPointF) -> float:
    return hypot(one.x() - other.x(), one.y() - other.y())
