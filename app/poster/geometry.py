"""Geometry as plain values: hashable, comparable, free of any library.

Coordinates are pairs of floats; whether they are ground metres or page millimetres is said by whoever holds
them. The stored forms are those of the file: ``Point``, ``Lines`` (MultiLineString), ``Areas`` (MultiPolygon).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Coord = tuple[float, float]
#: A run of coordinates; a ring is a run whose last coordinate repeats the first.
Run = tuple[Coord, ...]
#: An outer ring and its holes.
Polygon = tuple[Run, ...]
Move = Callable[[float, float], Coord]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """One place."""

    x: float
    y: float

    def coords(self) -> Iterator[Coord]:
        """Yield the place."""
        yield (self.x, self.y)

    def map(self, move: Move) -> Point:
        """Return the point moved by ``move(x, y)``."""
        return Point(*move(self.x, self.y))


@dataclass(frozen=True, slots=True)
class Lines:
    """One or several lines of at least two coordinates."""

    parts: tuple[Run, ...]

    def coords(self) -> Iterator[Coord]:
        """Yield every vertex."""
        for part in self.parts:
            yield from part

    def map(self, move: Move) -> Lines:
        """Return the lines with every vertex moved by ``move(x, y)``."""
        return Lines(tuple(tuple(move(x, y) for x, y in part) for part in self.parts))


@dataclass(frozen=True, slots=True)
class Areas:
    """One or several polygons, each an outer ring followed by its holes; rings are closed."""

    parts: tuple[Polygon, ...]

    def coords(self) -> Iterator[Coord]:
        """Yield every vertex of every ring."""
        for polygon in self.parts:
            for ring in polygon:
                yield from ring

    def map(self, move: Move) -> Areas:
        """Return the areas with every vertex moved by ``move(x, y)``."""
        return Areas(
            tuple(tuple(tuple(move(x, y) for x, y in ring) for ring in polygon) for polygon in self.parts)
        )


Geometry = Point | Lines | Areas


def closed(run: Run) -> Run:
    """Return ``run`` as a ring: its first coordinate repeated at the end when it is not there yet."""
    return run if run[0] == run[-1] else (*run, run[0])


def bounds(geometry: Geometry) -> Box:
    """Return (min x, min y, max x, max y). A geometry without a coordinate raises ValueError."""
    xs, ys = zip(*geometry.coords(), strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def holds(areas: Areas, x: float, y: float) -> bool:
    """Return whether a place lies inside areas, in their own unit; holes are outside.

    A ray going east from the place crosses the rings of one of the polygons an odd number of times.
    """
    for polygon in areas.parts:
        inside = False
        for ring in polygon:
            for (ax, ay), (bx, by) in pairwise(ring):
                if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                    inside = not inside
        if inside:
            return True
    return False


def translated(geometry: Geometry, dx: float, dy: float) -> Geometry:
    """Return the geometry moved by (dx, dy), in its own unit."""
    return geometry.map(lambda x, y: (x + dx, y + dy))


def length(run: Run) -> float:
    """Return the length of a run, in its own unit."""
    return sum(hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(run))
