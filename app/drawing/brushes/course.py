"""Going along a line: distances, places and directions on a run of page mm."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import hypot
from typing import Any

from app.drawing.primitives import Subpath, smooth
from app.poster.geometry import Box, Coord, Run

#: The parameter that numbers sharp vertices.
CORNERS = "coins"
#: Nothing is repeated along a line more often than this, in mm.
CLOSEST = 0.5


class Course:
    """A run measured once: ``at`` gives places by distance from its start, in mm."""

    __slots__ = ("distances", "points")

    def __init__(self, run: Run) -> None:
        points = [run[0]]
        distances = [0.0]
        for x, y in run[1:]:
            step = hypot(x - points[-1][0], y - points[-1][1])
            if step > 1e-9:
                points.append((x, y))
                distances.append(distances[-1] + step)
        self.points: tuple[Coord, ...] = tuple(points)
        self.distances = distances

    @property
    def length(self) -> float:
        """The whole length, in mm."""
        return self.distances[-1]

    def at(self, distance: float) -> Coord:
        """Return the place at ``distance`` mm from the start, kept on the run."""
        if len(self.points) == 1:
            return self.points[0]
        index, share = self._segment(distance)
        (ax, ay), (bx, by) = self.points[index : index + 2]
        return (ax + (bx - ax) * share, ay + (by - ay) * share)

    def evenly(self, count: int, end: float | None = None) -> list[Coord]:
        """Return ``count`` + 1 places evenly spread from the start to ``end`` mm, the whole length by default."""
        points = self.points
        if len(points) == 1:
            return [points[0]] * (count + 1)
        found: list[Coord] = []
        last, index = len(points) - 2, 0
        step = (self.length if end is None else end) / count
        for rank in range(count + 1):
            distance = step * rank
            while index < last and self.distances[index + 1] <= distance:
                index += 1
            (ax, ay), (bx, by) = points[index], points[index + 1]
            start = self.distances[index]
            share = min(1.0, (distance - start) / (self.distances[index + 1] - start))
            found.append((ax + (bx - ax) * share, ay + (by - ay) * share))
        return found

    def tangent(self, distance: float) -> Coord:
        """Return the unit direction of travel at ``distance``; to the right where the run has no length."""
        if len(self.points) == 1:
            return (1.0, 0.0)
        index, _ = self._segment(distance)
        (ax, ay), (bx, by) = self.points[index : index + 2]
        step = self.distances[index + 1] - self.distances[index]
        return ((bx - ax) / step, (by - ay) / step)

    def between(self, start: float, end: float) -> Run:
        """Return the piece of the run from ``start`` to ``end`` mm."""
        start, end = max(0.0, start), min(self.length, end)
        inner = tuple(
            point
            for point, d in zip(self.points, self.distances, strict=True)
            if start + 1e-6 < d < end - 1e-6
        )
        return (self.at(start), *inner, self.at(end))

    def every(self, step: float, first: float | None = None) -> list[float]:
        """Return distances every ``step`` mm, spread so that both ends keep the same margin."""
        step = max(step, CLOSEST)
        room = self.length - 2 * (step / 2 if first is None else first)
        if room < 0:
            return [self.length / 2] if self.length > 0 else []
        count = int(room / step + 1e-6)
        margin = (self.length - count * step) / 2
        return [margin + i * step for i in range(count + 1)]

    def _segment(self, distance: float) -> tuple[int, float]:
        index = min(max(bisect_right(self.distances, distance) - 1, 0), len(self.points) - 2)
        step = self.distances[index + 1] - self.distances[index]
        return index, min(1.0, max(0.0, (distance - self.distances[index]) / step))


def curve(run: Run, smoothed: bool = True, corners: frozenset[int] = frozenset()) -> Subpath:
    """Return a line through ``run``, smooth or not, sharp at the ranks of ``corners``; a ring stays closed."""
    ring = len(run) > 3 and run[0] == run[-1]
    points = run[:-1] if ring else run
    return smooth(points, ring, corners) if smoothed else Subpath(points, closed=ring)


def cornered(runs: Iterable[Run], values: Mapping[str, Any]) -> Iterator[tuple[Run, frozenset[int]]]:
    """Yield each run with the ranks of its vertices that stay sharp where the line is smooth.

    The parameter ``coins`` numbers them through all runs, from 0.
    """
    told = values.get(CORNERS)
    ranks = [rank for rank in told if isinstance(rank, int)] if isinstance(told, tuple) else []
    start = 0
    for run in runs:
        yield run, frozenset(rank - start for rank in ranks if start <= rank < start + len(run))
        start += len(run)


def inside(run: Run, box: Box) -> Run:
    """Return the stretch of ``run`` in ``box`` that comes first; empty when it never enters."""
    min_x, min_y, max_x, max_y = box
    kept: list[Coord] = []
    for (ax, ay), (bx, by) in pairwise(run):
        enter, leave = 0.0, 1.0
        for start, step, low, high in ((ax, bx - ax, min_x, max_x), (ay, by - ay, min_y, max_y)):
            if abs(step) < 1e-12:
                if not low <= start <= high:
                    enter, leave = 1.0, 0.0
            else:
                one, two = (low - start) / step, (high - start) / step
                enter, leave = max(enter, min(one, two)), min(leave, max(one, two))
        if enter > leave:
            if kept:
                break
            continue
        if not kept:
            kept.append((ax + (bx - ax) * enter, ay + (by - ay) * enter))
        kept.append((ax + (bx - ax) * leave, ay + (by - ay) * leave))
        if leave < 1.0:
            break
    return tuple(kept)
