"""Pictures of many things in hand, laid each by its own matrix: drawn once, however far the hand goes.

Drawing fifty signs again at each move would take longer than a frame lasts. While the hand moves, lines are as wide
as their picture makes them; they are drawn as they are when it lets go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, sqrt

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter, QTransform

from app.drawing.ink import Ink
from app.painting.painter import ImageSource, no_image, paint
from app.poster.geometry import Coord
from app.ui.canvas.view import View
from app.ui.tools.transformed import Matrix

#: Room around the ink for antialiasing, in px, and the most pixels that one picture may have.
BLEED, MOST = 2, 3_000_000


class Posed:
    """The pictures of the things in hand; each is kept while its ink and the scale of the view do."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Ink, float, QImage, Coord, float]] = {}

    def forget(self) -> None:
        """Draw everything anew: a picture in it looks otherwise now."""
        self._kept = {}

    def paint(
        self,
        painter: QPainter,
        view: View,
        inks: Sequence[Ink],
        matrices: Mapping[str, Matrix],
        images: ImageSource = no_image,
    ) -> None:
        """Paint inks, from the bottom to the top, each where its matrix says; the view's corner is the origin."""
        self._kept = {uid: kept for uid, kept in self._kept.items() if uid in matrices}
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        world = painter.worldTransform()
        sheet = QTransform(view.scale, 0, 0, view.scale, *view.origin)
        for ink in inks:
            made = self._picture(ink, view, images)
            if made is not None:
                picture, corner, scale = made
                laid = QTransform(1 / scale, 0, 0, 1 / scale, *corner)
                painter.setWorldTransform(laid * QTransform(*matrices[ink.uid]) * sheet * world)
                painter.drawImage(QPointF(0, 0), picture)
        painter.restore()

    def _picture(self, ink: Ink, view: View, images: ImageSource) -> tuple[QImage, Coord, float] | None:
        known = self._kept.get(ink.uid)
        if known is not None and known[0] is ink and known[1] == view.scale:
            return known[2:]
        if ink.extent is None:
            return None
        left, top, right, bottom = ink.extent
        area = (right - left) * (bottom - top) * view.scale**2
        scale = view.scale * min(1.0, sqrt(MOST / max(1.0, area)))
        corner = (floor(left * scale) - BLEED, floor(top * scale) - BLEED)
        width, height = (
            ceil(right * scale) + BLEED - corner[0],
            ceil(bottom * scale) + BLEED - corner[1],
        )
        picture = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(0)
        painter = QPainter(picture)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-corner[0], -corner[1])
            paint(painter, ink.primitives, scale, images)
        finally:
            painter.end()
        self._kept[ink.uid] = (ink, view.scale, picture, (corner[0] / scale, corner[1] / scale), scale)
        return self._kept[ink.uid][2:]
