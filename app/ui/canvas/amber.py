"""Amber frames around what cannot be read from the back of the room: on the screen alone, while people look for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.poster.geometry import Box
from app.ui.canvas.grips import CASING
from app.ui.canvas.overlay import Overlay, font_of

AMBER = QColor("#B36B00")
#: Width of the frame and of its white casing on each side, its distance from what it frames, the roundness of its
#: corners, and the disc of the « ! », in px of the interface.
WIDTH, CASE, PAD, ROUND, BADGE = 3.0, 1.5, 3.0, 4.0, 9.0
#: How much of the amber lies over what the panel speaks of now.
TINT = 0.16


class Amber:
    """The frames. ``badges`` adds a « ! » to each, for rooms where colours are washed out."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._frames: tuple[tuple[Box, bool], ...] = ()
        self.badges = False

    @property
    def frames(self) -> tuple[tuple[Box, bool], ...]:
        """Each extent in mm of the page, and whether the panel speaks of it now."""
        return self._frames

    def show(self, frames: Iterable[tuple[Box, bool]]) -> None:
        """Show frames instead of those before; none of them clears the sheet."""
        found = tuple(frames)
        if found != self._frames:
            self._frames = found
            self._changed()

    def paint(self, overlay: Overlay) -> None:
        """Paint the frames, those that the panel speaks of last."""
        for box, current in sorted(self._frames, key=lambda each: each[1]):
            self._frame(overlay, box, current)

    def _frame(self, overlay: Overlay, box: Box, current: bool) -> None:
        painter, unit = overlay.painter, overlay.unit
        left, top, right, bottom = overlay.view.to_pixels(box)
        pad = PAD * unit
        rect = QRectF(
            round(left - pad), round(top - pad), round(right - left + 2 * pad), round(bottom - top + 2 * pad)
        )
        tint = QColor(AMBER)
        tint.setAlphaF(TINT)
        painter.setBrush(tint if current else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(CASING, (WIDTH + 2 * CASE) * unit))
        painter.drawRoundedRect(rect, ROUND * unit, ROUND * unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(AMBER, WIDTH * unit))
        painter.drawRoundedRect(rect, ROUND * unit, ROUND * unit)
        if self.badges:
            _badge(painter, rect.topRight(), unit)


def _badge(painter: QPainter, at: QPointF, unit: float) -> None:
    radius = BADGE * unit
    painter.setPen(QPen(CASING, CASE * unit))
    painter.setBrush(AMBER)
    painter.drawEllipse(at, radius, radius)
    painter.setFont(font_of(14 * unit, QFont.Weight.Black))
    painter.setPen(CASING)
    disc = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "!")
