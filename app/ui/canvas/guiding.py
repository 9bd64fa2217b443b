"""Guides painted over the sheet: fine lines with ticks, measured gaps, the place of the base map that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.poster.geometry import Coord
from app.ui.canvas.view import View
from app.ui.tools.guides.guide import Guide

GUIDE = QColor("#C2185B")
CASING = QColor(255, 255, 255, 215)
#: Half of a tick, half of the end of a measure, and the ring around a place of the base map, in px of the interface.
TICK, END, RING = 3.0, 4.5, 6.0
#: How far a line goes past the things that it goes through, in px of the interface.
PAST = 8.0


def paint(painter: QPainter, view: View, unit: float, guides: Iterable[Guide], spot: Coord | None) -> None:
    """Paint guides and the place that holds, seen through a view; ``unit`` is one px of the interface."""
    strokes = [stroke for guide in guides for stroke in _strokes(guide, view, unit)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for colour, width in ((CASING, 3.0), (GUIDE, 1.0)):
        pen = QPen(colour, max(1, round(width * unit)))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        for start, end in strokes:
            painter.drawLine(start, end)
    if spot is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = QPointF(*view.to_pixel(*spot))
        for colour, width in ((CASING, 4.4), (GUIDE, 1.8)):
            painter.setPen(QPen(colour, width * unit))
            painter.drawEllipse(middle, RING * unit, RING * unit)
    painter.restore()


def _strokes(guide: Guide, view: View, unit: float) -> Iterator[tuple[QPointF, QPointF]]:
    ends = [(_pixel(view, start), _pixel(view, end)) for start, end in guide.pieces]
    places = [*guide.ticks, *(place for piece in guide.pieces for place in piece)]
    upright = len({x for x, _ in places}) == 1
    past = QPointF(0, PAST * unit) if upright else QPointF(PAST * unit, 0)
    for (start, end), (first, last) in zip(guide.pieces, ends, strict=True):
        yield first - past if start in guide.ticks else first, last + past if end in guide.ticks else last
    bars = [place for piece in guide.pieces for place in piece] if guide.measured else guide.ticks
    for place in bars:
        yield _bar(_pixel(view, place), (END if guide.measured else TICK) * unit, upright=upright)


def _bar(at: QPointF, half: float, *, upright: bool) -> tuple[QPointF, QPointF]:
    """Return a short line across a guide."""
    aside = QPointF(half, 0) if upright else QPointF(0, half)
    return at - aside, at + aside


def _pixel(view: View, page: Coord) -> QPointF:
    x, y = view.to_pixel(*page)
    return QPointF(round(x), round(y))
