"""The name of every commune, pale and small, for the screen only: people look for theirs first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.drawing import theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Text, TextLine
from app.poster.boxes import shared
from app.poster.geometry import Box, Coord, Point
from app.poster.records import Fond
from app.poster.sheet import MapFrame

FACE, COLOUR = "Regular", "#7E8990"
#: Largest size in mm, and size as a share of the mean distance between two communes: many are read by zooming.
LARGEST, OF_DISTANCE = 3.2, 0.22
HALO = 0.1
#: What crossing the outline costs, in squares of the size of the letters.
ACROSS = 4.0
#: Side in mm of the cells in which words look for those they would cover.
CELL = 12.0


def draw(fonds: Iterable[Fond], frame: MapFrame, named: Iterable[Ink], edge: Any) -> Ink:
    """Return the names of the communes of the territory but those already ``named``, as one ink.

    Each goes where it covers least of the others, and rather not across ``edge``, the outline of the territory
    as a shapely geometry (None on a blank sheet); none vanishes.
    """
    import shapely

    if edge is not None:
        shapely.prepare(edge)
    places = [
        (fond, frame.to_page(fond.geometry.x, fond.geometry.y))
        for fond in fonds
        if fond.couche == "lieu" and fond.dedans and isinstance(fond.geometry, Point)
    ]
    shown = list(named)
    known = {ink.uid.removeprefix("nom:") for ink in shown}
    size = _size([place for _, place in places])
    taken = _Taken()
    for ink in shown:
        if ink.extent:
            taken.add(ink.extent)
    drawn = []
    for fond, (x, y) in places:
        if fond.code in known:
            continue
        wide = typography.width(fond.nom, FACE, size)
        best: tuple[float, Coord, Box] | None = None
        for dx, dy in _tries(wide, size):
            left, baseline = x + dx - wide / 2, y + dy + typography.CAP_HEIGHT * size / 2
            box = (
                left,
                baseline - typography.CAP_HEIGHT * size,
                left + wide,
                baseline + typography.DESCENT * size,
            )
            covered = taken.covered(box)
            if edge is not None and shapely.intersects(edge, shapely.box(*box)):
                covered += ACROSS * size * size
            if best is None or covered < best[0]:
                best = (covered, (left, baseline), box)
            if not covered:
                break
        if best:
            taken.add(best[2])
            line = TextLine(*best[1], fond.nom)
            drawn.append(Text((line,), FACE, size, COLOUR, theme.PAPIER, HALO * size))
    return Ink.of("fond:noms", Band.AIRES, tuple(drawn))


def _size(places: Sequence[Coord]) -> float:
    if len(places) < 2:
        return LARGEST
    xs, ys = zip(*places, strict=True)
    distance = (max(1.0, max(xs) - min(xs)) * max(1.0, max(ys) - min(ys)) / len(places)) ** 0.5
    return float(min(LARGEST, OF_DISTANCE * distance))


def _tries(wide: float, size: float) -> Iterator[Coord]:
    for aside in (0.0, 0.3, -0.3):
        for down in (0.0, 0.8, -0.8, 1.4, -1.4):
            yield (aside * wide, down * size)


class _Taken:
    """Boxes by the cells of the page that they touch."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        for cell in self._touched(box):
            self._cells[cell].append(box)

    def covered(self, box: Box) -> float:
        """Return the area that ``box`` shares with the boxes there are, in mm²."""
        near = {other for cell in self._touched(box) for other in self._cells.get(cell, ())}
        return sum(shared(box, other) for other in near)

    @staticmethod
    def _touched(box: Box) -> Iterator[tuple[int, int]]:
        for column in range(int(box[0] // CELL), int(box[2] // CELL) + 1):
            for row in range(int(box[1] // CELL), int(box[3] // CELL) + 1):
                yield (column, row)
