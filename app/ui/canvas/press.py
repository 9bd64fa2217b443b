"""The press: inks painted on parts of the sheet, a few primitives at a time.

Each ink above the base is printed apart and laid on what lies below it. Prints of what lies around a thing in hand
are kept, so that an act on it paints one ink again and lays down the others. Laid fresh or kept, the pixels are the
same.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import ceil, floor

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Image, Path, Primitive
from app.painting.painter import ImageSource, paint
from app.poster.geometry import Box
from app.ui.canvas.changes import parts
from app.ui.canvas.pieces import Pieces

#: What is painted between two looks at the clock: subpaths, letters counting as such.
STEP = 8
#: Ink reaches this far beyond its extent at most: antialiasing, in px.
BLEED = 2
#: A corner that is not round reaches as many widths of its line farther than the extent says.
MITRE = 1.5
#: Prints are kept for places of whole steps of the page, in px, so that a thing that is nudged stays in its own.
GRID = 32
#: What prints that are kept take at most, in bytes, and the pixels of the places that are worth it.
MOST, WIDEST = 20_000_000, 640 * 640


@dataclass(frozen=True, slots=True)
class _Print:
    """An ink as pixels, at a place of the sheet in px."""

    ink: Ink
    place: QRect
    pixels: QImage


class Press:
    """Paints the inks of a scene. ``hidden`` are left out."""

    def __init__(self, images: ImageSource) -> None:
        self._images = images
        self._pieces = Pieces()
        #: The inks of the base and those above it, each with its extent in mm, from the bottom to the top.
        self._base: list[tuple[Ink, Box]] = []
        self._over: list[tuple[Ink, Box]] = []
        self.hidden: frozenset[str] = frozenset()
        #: The prints that are kept, by ink, their scale, and the places in px of the sheet that they are for.
        self._prints: dict[int, _Print] = {}
        self._scale = 0.0
        self._places: list[QRect] | None = None
        #: The prints that are being made to be kept.
        self._keeping: Iterator[None] = iter(())

    def take(self, scene: Scene) -> None:
        """Take the inks of a scene; what is known of others is dropped."""
        drawn = [(ink, ink.extent) for ink in scene.inks if ink.extent is not None]
        self._base = [one for one in drawn if one[0].band == Band.FOND]
        self._over = [one for one in drawn if one[0].band != Band.FOND]
        self._pieces.keep(scene.inks)
        shown = {id(ink) for ink, _ in self._over}
        self._prints = {key: one for key, one in self._prints.items() if key in shown}
        self._places = None

    def covering(self, uids: frozenset[str]) -> Iterator[tuple[Box, bool]]:
        """Yield extents in mm that cover the inks of ``uids``, and whether they lie in the base."""
        for inks, base in ((self._base, True), (self._over, False)):
            for ink, _ in inks:
                if ink.uid in uids:
                    for box in parts(ink):
                        yield box, base

    def renewed(self, picture: str) -> list[tuple[Box, bool]]:
        """Forget prints that show a picture; return the extents (mm) of its inks, and whether they lie in the base."""
        found: list[tuple[Box, bool]] = []
        for inks, base in ((self._base, True), (self._over, False)):
            for ink, extent in inks:
                if any(isinstance(each, Image) and each.sha256 == picture for each in ink.primitives):
                    self._prints.pop(id(ink), None)
                    found.append((extent, base))
        self._places = None
        return found

    def painting(
        self, image: QImage, scale: float, corner: QPoint, rects: Sequence[QRect], *, base: bool
    ) -> Iterator[None]:
        """Paint ``rects`` of an image whose corner lies at a place of the sheet in px: the base, or what is above."""
        places = [rect.translated(corner) for rect in rects]
        painter = QPainter(image)
        try:
            if len(rects) == 1:
                painter.setClipRect(rects[0])
            else:
                painter.setClipRegion(reduce(QRegion.united, rects, QRegion()))
            painter.translate(-corner)
            if base:
                yield from self._ground(painter, scale, [_box(place, scale) for place in places])
            else:
                yield from self._laying(painter, scale, places)
        finally:
            painter.end()

    def _ground(self, painter: QPainter, scale: float, boxes: Sequence[Box]) -> Iterator[None]:
        """Paint the base. It is always painted whole: areas are cut at the same places each time."""
        few: list[Primitive] = []
        weight = 0
        for ink, _ in self._meeting(self._base, boxes):
            for piece in self._pieces.of(ink):
                if piece is None:
                    yield  # an ink of many subpaths is being cut
                elif _meets(piece.box, boxes):
                    few.append(piece.within(boxes[0]))
                    weight += piece.weight
                    if weight >= STEP:
                        paint(painter, few, scale, self._images)
                        yield
                        few, weight = [], 0
        paint(painter, few, scale, self._images)

    def _laying(self, painter: QPainter, scale: float, places: Sequence[QRect]) -> Iterator[None]:
        """Lay the inks above the base at places in px of the sheet."""
        around = _around(places)
        for ink, extent in self._meeting(self._over, [_box(place, scale) for place in places]):
            place = _place(ink, extent, scale) & around
            if place.isEmpty():
                continue
            print_ = self._prints.get(id(ink)) if scale == self._scale else None
            if print_ is None or not print_.place.contains(place):
                print_ = yield from self._printed(ink, scale, place)
                yield
            painter.drawImage(
                place.topLeft(), print_.pixels, place.translated(-print_.place.x(), -print_.place.y())
            )

    def _printed(self, ink: Ink, scale: float, place: QRect) -> Generator[None, None, _Print]:
        """Return the print of an ink at a place in px of the sheet, made step by step."""
        pixels = QImage(place.size(), QImage.Format.Format_ARGB32_Premultiplied)
        pixels.fill(0)
        box = (_box(place, scale),)
        painter = QPainter(pixels)
        try:
            painter.setClipRect(pixels.rect())
            painter.translate(-place.topLeft())
            few: list[Primitive] = []
            weight = 0
            for piece in self._pieces.of(ink):
                if piece is None:
                    yield
                elif _meets(piece.box, box):
                    few.append(piece.primitive)
                    weight += piece.weight
                    if weight >= STEP:
                        paint(painter, few, scale, self._images)
                        yield
                        few, weight = [], 0
            paint(painter, few, scale, self._images)
        finally:
            painter.end()
        return _Print(ink, place, pixels)

    def warm(self, scale: float, boxes: Iterable[Box], spare: Callable[[], bool]) -> bool:
        """Print what lies around ``boxes`` (mm) and keep it, while ``spare()`` says that there is time.

        Return whether it is done. Other prints are dropped.
        """
        places, room = [], WIDEST
        for place in (_gridded(box, scale) for box in boxes):
            if place.width() * place.height() <= room:
                places.append(place)
                room -= place.width() * place.height()
        if scale != self._scale:
            self._prints.clear()
        if (scale, places) != (self._scale, self._places):
            self._scale, self._places = scale, places
            self._keeping = self._kept(scale, places)
        return all(spare() for _ in self._keeping)

    def _kept(self, scale: float, places: Sequence[QRect]) -> Iterator[None]:
        """Keep the prints of what lies at places in px of the sheet, and no others."""
        found: dict[int, tuple[Ink, QRect]] = {}
        for ink, extent in self._meeting(self._over, [_box(place, scale) for place in places]):
            whole = _place(ink, extent, scale)
            found[id(ink)] = (ink, _around([whole & each for each in places]))
        self._prints = {key: one for key, one in self._prints.items() if key in found}
        held = 0
        for key, (ink, place) in found.items():
            print_ = self._prints.pop(key, None)
            if place.isEmpty() or held > MOST:
                continue
            if print_ is None or not print_.place.contains(place):
                print_ = yield from self._printed(ink, scale, place)
                yield
            held += print_.pixels.sizeInBytes()
            self._prints[key] = print_

    def _meeting(self, inks: Iterable[tuple[Ink, Box]], boxes: Sequence[Box]) -> Iterator[tuple[Ink, Box]]:
        if not boxes:
            return
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        for ink, extent in inks:
            # One comparison with all of them leaves little to be asked.
            if extent[0] > right or extent[2] < left or extent[1] > bottom or extent[3] < top:
                continue
            if ink.uid not in self.hidden and _meets(extent, boxes):
                yield ink, extent


def _place(ink: Ink, extent: Box, scale: float) -> QRect:
    """Return all that an ink may touch, in px of the sheet."""
    widths = (each.width for each in ink.primitives if isinstance(each, Path) and each.stroke)
    spare = BLEED + MITRE * max(widths, default=0.0) * scale
    return QRect(
        QPoint(floor(extent[0] * scale - spare), floor(extent[1] * scale - spare)),
        QPoint(ceil(extent[2] * scale + spare), ceil(extent[3] * scale + spare)),
    )


def _gridded(box: Box, scale: float) -> QRect:
    """Return the place of a box (mm) in px, as far as the thing there may be nudged."""
    left, top = (floor(box[each] * scale / GRID - 0.5) * GRID for each in (0, 1))
    right, bottom = (ceil(box[each] * scale / GRID + 0.5) * GRID for each in (2, 3))
    return QRect(left, top, right - left, bottom - top)


def _box(place: QRect, scale: float) -> Box:
    """Return what of the page (mm) shows at a place in px, what reaches into it included."""
    return (
        (place.x() - BLEED) / scale,
        (place.y() - BLEED) / scale,
        (place.x() + place.width() + BLEED) / scale,
        (place.y() + place.height() + BLEED) / scale,
    )


def _around(places: Iterable[QRect]) -> QRect:
    return reduce(QRect.united, places, QRect())


def _meets(one: Box, others: Iterable[Box]) -> bool:
    left, top, right, bottom = one
    return any(
        other[0] <= right and left <= other[2] and other[1] <= bottom and top <= other[3] for other in others
    )
