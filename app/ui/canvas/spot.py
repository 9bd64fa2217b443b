"""A place of the map that somebody looked for: its contour and its name over the sheet for a moment, never in it."""

from __future__ import annotations

from math import cos, pi
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyle

from app.poster.geometry import Box, bounds
from app.poster.sheet import MapFrame
from app.ui.canvas.grips import CASING, SELECTION
from app.ui.canvas.overlay import Overlay

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas
    from app.ui.places import Place

#: How long (s) a place is shown, how much of it breathes, one breath, and how long it fades.
SHOWN, BREATHING, BREATH, FADING = 6.0, 2.4, 0.8, 0.6
#: How strong the tint is, and at most.
TINT, STRONG = 0.16, 0.42
#: The contour, in px of the interface; a smaller commune has a ring of this radius around it.
WIDTH, RING = 3.0, 26.0
FRAME_MS = 33


class Spot:
    """Shows one place at a time; nothing of it is a record."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._place: tuple[Place, float] | None = None
        self._breathing = QTimer(canvas, interval=FRAME_MS)
        self._breathing.timeout.connect(self._breathe)
        canvas.session.patched.connect(lambda _: self._leave())

    @property
    def name(self) -> str:
        """The name of the place that is shown, or ""."""
        return self._place[0].nom if self._place else ""

    def show(self, place: Place) -> None:
        """Pan by the least that brings a place into sight, and let it breathe for a moment."""
        canvas = self._canvas
        self._place = (place, perf_counter())
        canvas.setFocus()
        canvas.look_into(self._box(place))
        self._breathing.start()
        canvas.update()

    def paint(self, overlay: Overlay) -> None:
        """Paint the place as it is now."""
        if self._place is None:
            return
        place, began = self._place
        since = perf_counter() - began
        left = max(0.0, min(1.0, (SHOWN - since) / FADING))
        frame = MapFrame.of(self._canvas.session.document.poster)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for polygon in place.areas.map(frame.to_page).parts:
            for ring in polygon:
                path.addPolygon(QPolygonF([QPointF(*overlay.view.to_pixel(*at)) for at in ring]))
        painter, unit, shape = overlay.painter, overlay.unit, path.boundingRect()
        painter.save()
        painter.setOpacity(left)
        tint = QColor(SELECTION)
        tint.setAlphaF(TINT + (STRONG - TINT) * self._breath(since))
        painter.fillPath(path, tint)
        least = 2 * RING * unit
        if max(shape.width(), shape.height()) < least:
            around = QRectF(0, 0, least, least)
            around.moveCenter(shape.center())
            path = QPainterPath()
            path.addEllipse(around)
            shape = around
        for colour, width in ((CASING, WIDTH + 2.4), (SELECTION, WIDTH)):
            pen = QPen(colour, width * unit)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
        middle = shape.center().x()
        overlay.chip(place.nom, (middle, shape.top()), self._box(place))
        painter.restore()

    def _breath(self, since: float) -> float:
        still = not self._canvas.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        if still or since > BREATHING:
            return 0.0
        return (1 - cos(2 * pi * since / BREATH)) / 2

    def _box(self, place: Place) -> Box:
        frame = MapFrame.of(self._canvas.session.document.poster)
        return bounds(place.areas.map(frame.to_page))

    def _breathe(self) -> None:
        if self._place is None or perf_counter() - self._place[1] >= SHOWN:
            self._leave()
        self._canvas.update()

    def _leave(self) -> None:
        """Show nothing any more: time is up, or the group draws."""
        self._place = None
        self._breathing.stop()
