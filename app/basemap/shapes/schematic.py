"""Outlines with few vertices: every area keeps its size, neighbours keep their shared border, nothing crosses.

The borders of a coverage are cut into arcs at the places where they meet. Along an arc, a segment BC between A and D
gives way to one vertex E such that the areas on both sides stay what they were; the segment that displaces the least
area goes first: « Simplification of polylines by segment collapse: minimizing areal displacement while preserving
area », B. Kronenfeld, L. Stanislawski, B. Buttenfield and T. Brockmeyer, International Journal of Cartography 6(1),
2020. A collapse that would cross or swallow anything else is refused, which its index of segments tells. Where borders
meet, the place is fixed as long as segments collapse; then all vertices move together to where their lines follow best
those that they stand for. Segments that follow worst are cut in two, others collapse for it, and so on while it serves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import inf
from typing import Any

from app.basemap.shapes.collapse import collapse, free, sharpness
from app.basemap.shapes.coverage import Arc, Share, counted, cut, joined, rings_of, size, targets
from app.basemap.shapes.segment_grid import SegmentGrid
from app.poster.geometry import Areas, Coord, Run, closed

#: Vertices that a ring keeps at least.
FEWEST = 3
#: An angle whose cosine is above the first is acute: it weighs as if it displaced more, up to so many times as much;
#: less where vertices move afterwards.
ACUTE, SHARP, SHARP_MOVING = 0.35, 6.0, 2.0
#: Above so many rings at once, their vertices stay where the collapses leave them.
MOST_RINGS = 40
#: Moves of the vertices after a collapse and after a cut; rounds of cuts, and the part of all segments cut at first.
FIRST_MOVES, MOVES, ROUNDS, PART = 10, 4, 4, 0.6


def schematic(
    areas: Sequence[Areas], *, vertices: int | None = None, metres: float = inf, kept: Iterable[Coord] = ()
) -> list[Areas]:
    """Return the areas with simpler outlines, in their own unit, each of the size that it had.

    ``vertices`` is what the largest ring of each area is brought down to, where what meets there allows it; a smaller
    ring has fewer. No collapse displaces more ground than a square of ``metres`` on a side. Areas whose borders are
    made of the same vertices go on sharing them. ``kept`` are vertices that must stay. Rings are closed.
    """
    rings = rings_of(areas)
    if not rings:
        return list(areas)
    fixed = frozenset(kept)
    arcs, shares = cut(rings, fixed)
    if vertices is None:
        _Collapsing(arcs, shares, [0] * len(rings), metres * metres).run()
    else:
        most = [min(each, len(ring) - 1) for each, ring in zip(targets(areas, vertices), rings, strict=True)]
        _fewer(arcs, shares, rings, most, fixed)
    made = iter([joined(share, arcs) for share in shares])
    return [Areas(tuple(tuple(next(made) for _ in part) for part in each.parts)) for each in areas]


def _fewer(
    arcs: list[Arc], shares: list[Share], rings: Sequence[Run], most: list[int], kept: frozenset[Coord]
) -> None:
    """Bring every ring down to ``most`` vertices, where they displace least."""
    from app.basemap.shapes.fit import Fit

    lines = [closed(tuple(arc.run)) if arc.ring else tuple(arc.run) for arc in arcs]
    whole = [arc.run for arc in arcs]
    moving = len(rings) <= MOST_RINGS
    _Collapsing(arcs, shares, most, moving=moving).run()
    if not moving or all(len(arc.run) == len(run) for arc, run in zip(arcs, whole, strict=True)):
        return
    fit = Fit(arcs, shares, lines, [size(ring) for ring in rings], kept)
    if not fit.move(FIRST_MOVES):
        for arc, run in zip(arcs, whole, strict=True):
            arc.run = run
        _Collapsing(arcs, shares, most).run()
        return
    displaced = _Displaced(rings)

    def fault() -> tuple[int, float]:
        too_many = (max(0, count - each) for count, each in zip(counted(arcs, shares), most, strict=True))
        return sum(too_many), displaced(arcs, shares)

    best, runs, part = fault(), [arc.run for arc in arcs], PART
    for _ in range(ROUNDS):
        fit.cut(part, [each - count for each, count in zip(most, counted(arcs, shares), strict=True)])
        fit.move(MOVES)
        _Collapsing(arcs, shares, most, moving=True).run()
        fit.read()
        if fit.move(FIRST_MOVES) and (found := fault()) < best:
            best, runs = found, [arc.run for arc in arcs]
            continue
        part /= 2
        for arc, run in zip(arcs, runs, strict=True):
            arc.run = run
        fit.read()


class _Displaced:
    """The ground between rings and what they were."""

    def __init__(self, rings: Sequence[Run]) -> None:
        self._were = self._shapes(rings)

    def __call__(self, arcs: Sequence[Arc], shares: Sequence[Share]) -> float:
        """Return the area of it all, in square units."""
        import shapely

        made = self._shapes([joined(share, arcs) for share in shares])
        return float(shapely.area(shapely.symmetric_difference(made, self._were)).sum())

    @staticmethod
    def _shapes(rings: Sequence[Run]) -> Any:
        import shapely

        return shapely.make_valid([shapely.Polygon(ring) for ring in rings])


@dataclass(slots=True)
class _Vertex:
    """A vertex in the list of its arc."""

    at: Coord
    arc: int
    before: _Vertex | None = None
    after: _Vertex | None = None
    #: Changes with each collapse beside it: what was weighed before is void.
    turn: int = 0


#: What is displaced times a factor, the turn, the vertex before the segment, what takes its place, and the factor.
_Weighed = tuple[float, int, _Vertex, Coord, float]


class _Collapsing:
    """Collapses segments, the least displacing first, until no ring has more vertices than it may."""

    def __init__(
        self,
        arcs: list[Arc],
        shares: Sequence[Share],
        targets: Sequence[int],
        most: float = inf,
        *,
        moving: bool = False,
    ) -> None:
        self._arcs, self._targets, self._most = arcs, targets, most
        #: Vertices move afterwards, and sizes come right: an arc may lose its last vertex and be straight.
        self._moving = moving
        self._sharp = SHARP_MOVING if moving else SHARP
        self._counts = counted(arcs, shares)
        self._lengths = [len(arc.run) for arc in arcs]
        self._heads: list[_Vertex] = []
        runs = [closed(tuple(arc.run)) if arc.ring else arc.run for arc in arcs]
        self._grid = SegmentGrid([pair for run in runs for pair in pairwise(run)])
        self._turn = 0
        for rank, arc in enumerate(arcs):
            chain = [_Vertex(place, rank) for place in arc.run]
            for one, other in pairwise(chain):
                one.after, other.before = other, one
            if arc.ring:
                chain[-1].after, chain[0].before = chain[0], chain[-1]
            self._heads.append(chain[0])

    def run(self) -> None:
        """Collapse what may be, and leave the arcs with what remains."""
        # What was in the way of a collapse may be gone once all others are done.
        for _ in range(2):
            self._pass()
        for arc, head in zip(self._arcs, self._heads, strict=True):
            run, vertex = [head.at], head.after
            while vertex is not None and vertex is not head:
                run.append(vertex.at)
                vertex = vertex.after
            arc.run = run

    def _pass(self) -> None:
        heap: list[_Weighed] = []
        for head in self._heads:
            vertex: _Vertex | None = head
            while vertex is not None:
                self._weigh(vertex, heap)
                vertex = vertex.after if vertex.after is not head else None
        while heap:
            cost, turn, b, e, factor = heappop(heap)
            if cost > self._most:
                break
            arc = b.arc
            rings = self._arcs[arc].rings
            over = sum(self._counts[ring] > self._targets[ring] for ring in rings)
            if b.turn != turn or not over or self._lengths[arc] <= (FEWEST if self._arcs[arc].ring else 2):
                continue
            # Of two that displace as much, the one goes first that more rings need.
            if factor != (now := len(rings) / over):
                heappush(heap, (cost / factor * now, turn, b, e, now))
                continue
            if not self._free(b, e):
                continue
            self._collapse(b, e, heap)
            self._lengths[arc] -= 1
            for ring in rings:
                self._counts[ring] -= 1

    def _weigh(self, b: _Vertex, heap: list[_Weighed]) -> None:
        """Push what collapsing the segment after ``b`` would displace."""
        self._turn += 1
        b.turn = self._turn
        a, c = b.before, b.after
        d = c.after if c is not None else None
        if self._moving and a is not None and c is not None and d is None and a.before is None:
            straight = 0.5 * abs(
                (b.at[0] - a.at[0]) * (c.at[1] - a.at[1]) - (b.at[1] - a.at[1]) * (c.at[0] - a.at[0])
            )
            middle = (0.5 * (a.at[0] + c.at[0]), 0.5 * (a.at[1] + c.at[1]))
            heappush(heap, (straight, self._turn, b, middle, 1.0))
            return
        if a is None or c is None or d is None or d is b or d is a:
            return
        found = collapse(a.at, b.at, c.at, d.at)
        if found is None:
            return
        cost, e = found
        before, after = a.before, d.after
        sharpest = max(
            sharpness(a.at, e, d.at),
            sharpness(before.at, a.at, e) if before is not None else -1.0,
            sharpness(e, d.at, after.at) if after is not None else -1.0,
        )
        cost *= 1.0 + self._sharp * max(0.0, sharpest - ACUTE)
        heappush(heap, (cost, self._turn, b, e, 1.0))

    def _free(self, b: _Vertex, e: Coord) -> bool:
        a, c = b.before, b.after
        assert a is not None
        assert c is not None
        chain = (a.at, b.at, c.at) if c.after is None else (a.at, b.at, c.at, c.after.at)
        return free(self._grid, chain, e)

    def _collapse(self, b: _Vertex, e: Coord, heap: list[_Weighed]) -> None:
        a, c = b.before, b.after
        assert a is not None
        assert c is not None
        if c.after is None:
            self._grid.drop(a.at, b.at)
            self._grid.drop(b.at, c.at)
            self._grid.put(a.at, c.at)
            a.after, c.before, b.turn = c, a, -1
            return
        d = c.after
        for one, other in ((a, b), (b, c), (c, d)):
            self._grid.drop(one.at, other.at)
        self._grid.put(a.at, e)
        self._grid.put(e, d.at)
        b.at, b.after, d.before = e, d, b
        c.turn = -1
        if self._heads[c.arc] is c:
            self._heads[c.arc] = b
        # What is weighed goes by the vertex before its segment: three of them know E, or what it took the place of.
        vertex: _Vertex | None = b
        for _ in range(2):
            vertex = vertex.before if vertex is not None else None
            if vertex is not None:
                self._weigh(vertex, heap)
        for each in (b, d):
            self._weigh(each, heap)
