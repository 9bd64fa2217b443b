"""Cursors of the canvas: those of the system, and in workshop mode large ones with a halo, that a hall can follow."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPainterPath, QPen, QPolygonF

from app.ui import icons

#: Side of a large cursor, in px; its halo fills it.
SIDE = 64
HALO = QColor(255, 196, 0, 90)
RING = QColor(179, 107, 0, 150)
INK, PAPER, LIGHT = QColor("#16202A"), QColor("#FFFFFF"), QColor("#E3122B")
#: The arrow, from its point, in px.
ARROW = ((0, 0), (0, 25), (6, 19.5), (10, 28.5), (14.5, 26.5), (10.5, 18), (18.5, 18))


def cursor(shape: Qt.CursorShape, tool: str, *, large: bool, ratio: float) -> QCursor:
    """Return the cursor of a shape; the laser has its own, ``large`` ones are painted."""
    if tool == "laser" and shape == Qt.CursorShape.ArrowCursor:
        return _dot(SIDE if large else 22, ratio)
    return _large(shape, ratio) if large and shape != Qt.CursorShape.IBeamCursor else QCursor(shape)


@lru_cache(maxsize=8)
def _dot(side: int, ratio: float) -> QCursor:
    def paint(painter: QPainter) -> None:
        middle = QPointF(side / 2, side / 2)
        glow = QColor(LIGHT)
        glow.setAlpha(70)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(middle, side / 2 - 1, side / 2 - 1)
        painter.setBrush(LIGHT)
        painter.setPen(QPen(PAPER, 1.2))
        painter.drawEllipse(middle, 5, 5)

    return _made(side, ratio, paint)


@lru_cache(maxsize=32)
def _large(shape: Qt.CursorShape, ratio: float) -> QCursor:
    def paint(painter: QPainter) -> None:
        middle = SIDE / 2
        painter.setPen(QPen(RING, 1.5))
        painter.setBrush(HALO)
        painter.drawEllipse(QRectF(1, 1, SIDE - 2, SIDE - 2))
        painter.translate(middle, middle)
        path = QPainterPath()
        match shape:
            case Qt.CursorShape.CrossCursor:
                _cross(path, 15, 4)
            case (
                Qt.CursorShape.SizeAllCursor | Qt.CursorShape.OpenHandCursor | Qt.CursorShape.ClosedHandCursor
            ):
                reach = 18 if shape != Qt.CursorShape.ClosedHandCursor else 13
                for turn in range(4):
                    _arrowhead(path, turn * 90.0, reach)
            case Qt.CursorShape.SizeHorCursor:
                _ways(path, 0.0)
            case Qt.CursorShape.SizeVerCursor:
                _ways(path, 90.0)
            case Qt.CursorShape.SizeFDiagCursor:
                _ways(path, 45.0)
            case Qt.CursorShape.SizeBDiagCursor:
                _ways(path, -45.0)
            case Qt.CursorShape.ForbiddenCursor:
                path.addEllipse(QPointF(0, 0), 14, 14)
                path.moveTo(-9.9, -9.9)
                path.lineTo(9.9, 9.9)
            case _:
                path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ARROW]))
                path.closeSubpath()
        filled = shape in (Qt.CursorShape.ArrowCursor, Qt.CursorShape.PointingHandCursor)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        casing = QPen(PAPER, 7.0 if not filled else 4.0)
        casing.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, casing)
        if filled:
            painter.fillPath(path, INK)
        else:
            painter.strokePath(path, QPen(INK, 3.4))

    return _made(SIDE, ratio, paint)


def _cross(path: QPainterPath, reach: float, hole: float) -> None:
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        path.moveTo(x * hole, y * hole)
        path.lineTo(x * reach, y * reach)


def _ways(path: QPainterPath, turn: float) -> None:
    _arrowhead(path, turn, 18)
    _arrowhead(path, turn + 180.0, 18)


def _arrowhead(path: QPainterPath, turn: float, reach: float) -> None:
    def at(x: float, y: float) -> QPointF:
        c, s = cos(radians(turn)), sin(radians(turn))
        return QPointF(x * c - y * s, x * s + y * c)

    path.moveTo(at(2, 0))
    path.lineTo(at(reach, 0))
    path.moveTo(at(reach - 6, -5))
    path.lineTo(at(reach, 0))
    path.lineTo(at(reach - 6, 5))


def _made(side: int, ratio: float, paint: Callable[[QPainter], None]) -> QCursor:
    def smooth(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)

    return QCursor(icons.painted(side, side, ratio, smooth), round(side / 2), round(side / 2))
