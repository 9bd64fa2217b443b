"""The picture of what is in hand: painted once, blitted again while neither it nor the view changes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from app.drawing.ink import Ink
from app.painting.painter import ImageSource, no_image, paint
from app.poster.boxes import around
from app.poster.geometry import Coord
from app.ui.canvas.view import View

#: Ink reaches this far beyond its extent at most: antialiasing, in px.
BLEED = 2


class InHand:
    """Paints inks above the sheet. What comes a second time, a pointer that moves within one step, is kept."""

    def __init__(self) -> None:
        self._inks: tuple[Ink, ...] = ()
        self._seen: tuple[float, Coord, float, float] | None = None
        self._picture: tuple[QPoint, QImage] | None = None

    def forget(self) -> None:
        """Paint everything anew: a picture in it looks otherwise now."""
        self._seen = None

    def paint(
        self, painter: QPainter, view: View, inks: Sequence[Ink], images: ImageSource = no_image
    ) -> None:
        """Paint inks with whole device pixels for units, the view's corner at the painter's origin."""
        seen = (view.scale, view.origin, view.width, view.height)
        same = len(inks) == len(self._inks) and all(a is b for a, b in zip(inks, self._inks, strict=True))
        if not same or seen != self._seen:
            self._inks, self._seen, self._picture = tuple(inks), seen, None
            self._ink(painter, view, QPoint(0, 0), images)
            return
        if self._picture is None:
            self._picture = self._painted(view, images)
        if self._picture is not None:
            painter.drawImage(*self._picture)

    def _painted(self, view: View, images: ImageSource) -> tuple[QPoint, QImage] | None:
        extents = [ink.extent for ink in self._inks if ink.extent is not None]
        if not extents:
            return None
        left, top, right, bottom = view.to_pixels(around(extents))
        corner = QPoint(max(0, floor(left) - BLEED), max(0, floor(top) - BLEED))
        width = min(ceil(view.width), ceil(right) + BLEED) - corner.x()
        height = min(ceil(view.height), ceil(bottom) + BLEED) - corner.y()
        if width <= 0 or height <= 0:
            return None
        picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(0)
        painter = QPainter(picture)
        try:
            self._ink(painter, view, corner, images)
        finally:
            painter.end()
        return corner, picture

    def _ink(self, painter: QPainter, view: View, corner: QPoint, images: ImageSource) -> None:
        for ink in self._inks:
            painter.save()
            painter.translate(view.origin[0] - corner.x(), view.origin[1] - corner.y())
            paint(painter, ink.primitives, view.scale, images)
            painter.restore()
