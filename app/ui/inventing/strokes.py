"""What the pencil leaves on the sheet: strokes in units of the grid, and the glyph that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import dist

from app.catalogue import invent, svg
from app.catalogue.model import GRID, Glyph, Shape
from app.poster.geometry import Coord, Run
from app.ui.tools.shapes import to_segment

#: Widths of the pencil, in units of the grid: 0.5, 0.8 and 1.35 mm at 12 mm.
WIDTHS = {"fin": 2.8, "moyen": 4.4, "gros": 7.2}
#: An end this near its beginning, or the fold of the mirror, closes a shape.
CLOSE = 6.0
#: The pencil leaves a place only this far from the last one.
STEP = 0.4


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke of the pencil. ``mirrored`` has a twin on the other side; ``filled`` is a shape, not a line."""

    points: Run
    width: float
    mirrored: bool = False
    filled: bool = False

    def gone_on(self, at: Coord) -> Stroke:
        """Return the stroke with one more place, the same one where the pencil hardly moved."""
        x, y = (min(GRID, max(0.0, value)) for value in at)
        if dist(self.points[-1], (x, y)) < STEP:
            return self
        return replace(self, points=(*self.points, (x, y)))

    def ended(self, *, fill: bool) -> Stroke:
        """Return the stroke as it stays: with ``fill``, one whose end meets its start becomes a shape."""
        return replace(self, filled=fill and self.closes)

    @property
    def closes(self) -> bool:
        """Whether the end meets the start, or both ends lie on the fold of the mirror."""
        long = sum(dist(a, b) for a, b in pairwise(self.points))
        if len(self.points) < 3 or long < 3 * CLOSE:
            return False
        return dist(self.points[0], self.points[-1]) <= CLOSE or self.folded

    @property
    def folded(self) -> bool:
        """Whether the stroke is one half of a shape whose other half is in the mirror."""
        ends = (self.points[0], self.points[-1])
        return self.mirrored and all(abs(x - GRID / 2) <= CLOSE / 2 for x, _ in ends)

    def runs(self) -> tuple[Run, ...]:
        """Return the ways of the pencil: one, its twin, or both in one where they make one shape."""
        if not self.mirrored:
            return (self.points,)
        twin = tuple((GRID - x, y) for x, y in self.points)
        if self.filled and self.folded:
            return ((*self.points, *reversed(twin)),)
        return (self.points, twin)

    def touched(self, at: Coord, reach: float) -> bool:
        """Return whether a place lies on the stroke, within ``reach`` of its edge."""
        for run in self.runs():
            if self.filled and inside(at, run):
                return True
            near = min((to_segment(at, a, b) for a, b in pairwise(run)), default=dist(at, run[0]))
            if near <= reach + (0.0 if self.filled else self.width / 2):
                return True
        return False


def inside(at: Coord, ring: Sequence[Coord]) -> bool:
    """Return whether a place lies within a ring, closed or not."""
    x, y = at
    found = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            found = not found
    return found


def erased(strokes: Iterable[Stroke], at: Coord, reach: float) -> tuple[Stroke, ...]:
    """Return the strokes that a place does not touch."""
    return tuple(stroke for stroke in strokes if not stroke.touched(at, reach))


def glyph_of(strokes: Iterable[Stroke], under_way: Stroke | None = None) -> Glyph | None:
    """Return the glyph of strokes, in their order, then the one under way; None where there are none."""
    shapes = [shape for stroke in strokes for shape in _shapes(stroke)]
    if under_way is not None:
        shapes.append(_centre(under_way))
    return Glyph(tuple(shapes), svg.written(tuple(shapes))) if shapes else None


def whole(glyph: Glyph) -> Glyph:
    """Return strokes that cross as one shape: the same ink, drawn once."""
    from app.catalogue import silhouette

    return invent.outlined(silhouette.inked(glyph.shapes))


def _centre(stroke: Stroke) -> Shape:
    """Return a stroke under way: smooth as it will stay, its outline not computed yet, at each move."""
    import numpy as np

    from app.catalogue import curves

    runs = tuple(
        (run * 2 if len(run) == 1 else curves.fitted(np.asarray(run, dtype=float), False, *invent.HAND))
        for run in stroke.runs()
    )
    return Shape("ink", tuple((run, False, len(run) > 2) for run in runs), stroke.width)


@lru_cache(maxsize=512)
def _shapes(stroke: Stroke) -> tuple[Shape, ...]:
    """Return a stroke that stays as filled shapes: any program fills them alike."""
    if not stroke.filled:
        return invent.from_strokes(stroke.runs(), stroke.width).shapes
    import numpy as np
    import shapely

    from app.catalogue import curves, silhouette

    surfaces = []
    for run in stroke.runs():
        smooth = curves.fitted(np.asarray(run, dtype=float), True, *invent.HAND)
        ring = silhouette.straight(smooth, cubic=True, closed=True)
        surfaces.append(shapely.make_valid(shapely.Polygon(ring)).buffer(stroke.width / 2, quad_segs=16))
    return invent.outlined(shapely.union_all(surfaces)).shapes
