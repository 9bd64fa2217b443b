"""Which ground a map shows: its middle in metres, and metres per pixel."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from app.poster.geometry import Box, Coord

#: Metres per pixel, nearest and farthest.
NEAREST, FARTHEST = 4.0, 9000.0
#: The part of the map that what is looked at takes, and the least ground it is shown with, in metres.
FILLED, LEAST = 0.8, 9000.0


@dataclass(frozen=True, slots=True)
class View:
    """The ground under a widget of ``size`` pixels."""

    centre: Coord
    metres: float
    size: QSizeF

    @staticmethod
    def of(box: Box, size: QSizeF, top: float = 0.0, foot: float = 0.0, part: float = FILLED) -> View:
        """Return the view with a box in the middle of what ``top`` and ``foot`` px leave, taking ``part`` of it."""
        west, south, east, north = box
        width, height = max(LEAST, east - west), max(LEAST, north - south)
        room = max(1.0, size.height() - top - foot)
        metres = _bounded(max(width / max(1.0, size.width()), height / room) / part)
        return View(((west + east) / 2, (south + north) / 2 + (top - foot) / 2 * metres), metres, size)

    @property
    def transform(self) -> QTransform:
        """Return what takes the ground, y down, to pixels."""
        x, y = self.centre
        made = QTransform.fromTranslate(self.size.width() / 2, self.size.height() / 2)
        made.scale(1 / self.metres, 1 / self.metres)
        return made.translate(-x, y)

    @property
    def window(self) -> Box:
        """Return the ground in sight."""
        (x, y), width, height = self.centre, self.size.width(), self.size.height()
        dx, dy = width / 2 * self.metres, height / 2 * self.metres
        return (x - dx, y - dy, x + dx, y + dy)

    def to_ground(self, at: QPointF) -> Coord:
        """Return the ground under a pixel."""
        west, _, _, north = self.window
        return (west + at.x() * self.metres, north - at.y() * self.metres)

    def to_pixel(self, place: Coord) -> QPointF:
        """Return the pixel over a place."""
        west, _, _, north = self.window
        return QPointF((place[0] - west) / self.metres, (north - place[1]) / self.metres)

    def panned(self, dx: float, dy: float) -> View:
        """Return the view that has moved by so many pixels with its ground."""
        x, y = self.centre
        return replace(self, centre=(x - dx * self.metres, y + dy * self.metres))

    def zoomed(self, factor: float, at: QPointF) -> View:
        """Return the view that comes nearer by ``factor``; the ground under ``at`` stays there."""
        x, y = self.to_ground(at)
        metres = _bounded(self.metres / factor)
        middle = QPointF(self.size.width() / 2, self.size.height() / 2) - at
        return replace(self, centre=(x + middle.x() * metres, y - middle.y() * metres), metres=metres)

    def resized(self, size: QSizeF) -> View:
        """Return the view of a widget of another size; its middle stays."""
        return replace(self, size=size)

    def place_of(self, other: View) -> QRectF:
        """Return where the picture of another view lies in this one."""
        west, south, east, north = other.window
        return QRectF(self.to_pixel((west, north)), self.to_pixel((east, south)))


def _bounded(metres: float) -> float:
    return min(FARTHEST, max(NEAREST, metres))
