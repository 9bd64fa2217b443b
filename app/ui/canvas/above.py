"""What lies above the sheet, told by what it is painted with: only what differs is painted again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from math import ceil, floor
from typing import cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QPicture, QRegion

from app.drawing import primitives as drawn
from app.drawing.ink import Ink
from app.drawing.primitives import Primitive
from app.poster.boxes import around
from app.poster.geometry import Box, Coord
from app.ui.canvas.in_hand import InHand
from app.ui.canvas.overlay import Overlay
from app.ui.canvas.posed import Posed
from app.ui.canvas.view import View
from app.ui.tools.tool import Framing
from app.ui.tools.transformed import Matrix

#: Qt counts whole pixels of pens only, and half of them; in px of the interface.
SPARE = 4.0
#: Ink reaches this far beyond its extent at most: antialiasing, in px.
BLEED = 3
#: Paints one part of what lies above.
Part = Callable[[Overlay], None]
#: What something is painted with, equal where it is the same, and the pixels that it may touch.
Stroke = tuple[object, QRect]


class Noted(Overlay):
    """Paints nothing and notes what would be painted: inks by what they are, the rest by Qt's own commands."""

    def __init__(self, painter: QPainter, view: View, unit: float) -> None:
        super().__init__(painter, view, unit)
        self.strokes: list[Stroke] = []

    def ink(self, primitives: Iterable[Primitive], shift: Coord = (0.0, 0.0), opacity: float = 1.0) -> None:
        """Note content in hand."""
        found = tuple(primitives)
        self._note((found, shift, opacity), drawn.box(found), shift)

    def held(self, inks: Sequence[Ink], by: InHand) -> None:
        """Note the inks of a gesture under way."""
        for ink in inks:
            self._note(ink.primitives, ink.extent)

    def posed(self, inks: Sequence[Ink], by: Posed, matrices: Mapping[str, Matrix]) -> None:
        """Note the inks of many things in hand."""
        for ink in inks:
            matrix = matrices[ink.uid]
            self._note((ink.primitives, matrix), _laid(ink.extent, matrix) if ink.extent else None)

    def lifted(self, inks: Sequence[Ink], by: Posed, shift: Coord, opacity: float) -> None:
        """Note the inks of things that a hand has lifted."""
        for ink in inks:
            self._note((ink.primitives, shift, opacity), ink.extent, shift)

    def map(self, seen: QImage, box: Box, framing: Framing, around: object) -> None:
        """Note the map as it would be framed."""
        self._note((seen.cacheKey(), framing), box)

    def _note(self, what: object, box: Box | None, shift: Coord = (0.0, 0.0)) -> None:
        place = QRect()
        if box is not None:
            left, top = self.view.to_pixel(box[0] + shift[0], box[1] + shift[1])
            right, bottom = self.view.to_pixel(box[2] + shift[0], box[3] + shift[1])
            place = QRect(QPoint(floor(left), floor(top)), QPoint(ceil(right), ceil(bottom)))
            place = place.adjusted(-BLEED, -BLEED, BLEED, BLEED)
        self.strokes.append((what, place))


class Above:
    """What the last paint has put above the sheet, part by part."""

    def __init__(self) -> None:
        self._parts: list[list[Stroke]] | None = None

    def forget(self) -> None:
        """Know nothing any more: all of the window is painted again, whatever lies above."""
        self._parts = None

    def changed(self, parts: Sequence[Part], view: View, unit: float) -> QRegion | None:
        """Return the device pixels where what would be painted now differs from before; None for anywhere.

        Words of the overlay count no pixels of their own: they stand in a box that does.
        """
        before, self._parts = self._parts, [_noted(part, view, unit) for part in parts]
        if before is None or len(before) != len(self._parts):
            return None
        found = QRegion()
        for old, new in zip(before, self._parts, strict=True):
            for rect in _differing(old, new):
                found += rect
        return found


def _noted(part: Part, view: View, unit: float) -> list[Stroke]:
    commands = QPicture()
    painter = QPainter(commands)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        overlay = Noted(painter, view, unit)
        part(overlay)
    finally:
        painter.end()
    spare = ceil(SPARE * unit)
    place = commands.boundingRect()
    if not place.isEmpty():
        place = place.adjusted(-spare, -spare, spare, spare)
    # Qt types it as an object; it is a memoryview.
    return [(bytes(cast("memoryview", commands.data())), place), *overlay.strokes]


def _differing(old: list[Stroke], new: list[Stroke]) -> Iterator[QRect]:
    """Yield where two ways to paint a part differ, place in the row by place in the row."""
    nothing: Stroke = (None, QRect())
    for was, now in zip_longest(old, new, fillvalue=nothing):
        if was != now:
            yield was[1]
            yield now[1]


def _laid(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    laid = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    return around([(x, y, x, y) for x, y in laid])
