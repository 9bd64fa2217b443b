"""Segments by the cells of a grid: what lies near a few places, while segments come and go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot

from app.poster.geometry import Coord

Segment = tuple[Coord, Coord]
#: Side of a cell, in usual segments.
SIDE = 4.0
#: Cells that a segment is put into at most; longer ones are near everything.
LONG = 400


class SegmentGrid:
    """Segments that can be asked for by place. Their two ends in either order are the same segment."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        usual = sum(hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in segments) / max(1, len(segments))
        self._side = max(SIDE * usual, 1e-9)
        self._cells: dict[tuple[int, int], set[Segment]] = {}
        self._long: set[Segment] = set()
        for one, other in segments:
            self.put(one, other)

    def put(self, one: Coord, other: Coord) -> None:
        """Add a segment."""
        segment = in_order(one, other)
        cells = self._touched((one, other))
        if cells is None:
            self._long.add(segment)
            return
        for cell in cells:
            self._cells.setdefault(cell, set()).add(segment)

    def drop(self, one: Coord, other: Coord) -> None:
        """Remove a segment; one that is not there is none to remove."""
        segment = in_order(one, other)
        self._long.discard(segment)
        for cell in self._touched((one, other)) or ():
            held = self._cells.get(cell)
            if held is not None:
                held.discard(segment)

    def near(self, places: Sequence[Coord]) -> Iterator[Segment]:
        """yield the segments whose boxes may meet that of ``places``."""
        cells = self._touched(places)
        sets = self._cells.values() if cells is None else (self._cells.get(cell, ()) for cell in cells)
        found = set(self._long).union(*sets)
        xs, ys = zip(*places, strict=True)
        west, east, south, north = min(xs), max(xs), min(ys), max(ys)
        for one, other in found:
            if (
                (one[0] < west and other[0] < west)
                or (one[0] > east and other[0] > east)
                or (one[1] < south and other[1] < south)
                or (one[1] > north and other[1] > north)
            ):
                continue
            yield one, other

    def _touched(self, places: Sequence[Coord]) -> list[tuple[int, int]] | None:
        """Return the cells of the box of places; None where they are too many."""
        xs, ys = zip(*places, strict=True)
        left, right = int(min(xs) // self._side), int(max(xs) // self._side)
        low, high = int(min(ys) // self._side), int(max(ys) // self._side)
        if (right - left + 1) * (high - low + 1) > LONG:
            return None
        return [(x, y) for x in range(left, right + 1) for y in range(low, high + 1)]


def crosses(a: Coord, b: Coord, c: Coord, d: Coord) -> bool:
    """Return whether the segments AB and CD share a place."""
    one, two = _side(a, b, c), _side(a, b, d)
    three, four = _side(c, d, a), _side(c, d, b)
    if ((one > 0) != (two > 0) or one == 0 or two == 0) and (
        (three > 0) != (four > 0) or three == 0 or four == 0
    ):
        if one == two == 0:  # on one line: their boxes tell
            return (
                max(min(a[0], b[0]), min(c[0], d[0])) <= min(max(a[0], b[0]), max(c[0], d[0]))
                and max(min(a[1], b[1]), min(c[1], d[1])) <= min(max(a[1], b[1]), max(c[1], d[1]))
            )  # fmt: skip
        return True
    return False


def _side(a: Coord, b: Coord, place: Coord) -> float:
    return (b[0] - a[0]) * (place[1] - a[1]) - (b[1] - a[1]) * (place[0] - a[0])


def in_order(one: Coord, other: Coord) -> Segment:
    """Return the segment of two ends, the same for both ways of it."""
    return (one, other) if one < other else (other, one)
