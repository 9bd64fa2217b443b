"""Outlines with few vertices: every area keeps its size, neighbours keep their shared border, nothing crosses.

The borders of a coverage are cut into arcs at the places where they meet. Along an arc, a segment BC between A and D
gives way to one vertex E such that the areas on both sides stay what they were; the segment that displaces the least
area goes first: « Simplification of polylines by segment collapse: minimizing areal displacement while preserving
area », B. Kronenfeld, L. Stanislawski, B. Buttenfield and T. Brockmeyer, International Journal of Cartography 6(1),
2020. A collapse that would cross or swallow anything else is refused, which its index of segments tells. Where borders
meet, the place is fixed: there, three areas could not all keep their size. In the end each vertex slides along the
parallel to its neighbours, which changes no area, to where its line follows best the one that it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import inf

from app.basemap.shapes.collapse import collapse, free, sharpness
from app.basemap.shapes.coverage import Arc, cut, joined, rings_of, targets
from app.basemap.shapes.segment_grid import SegmentGrid
from app.poster.geometry import Areas, Coord, closed

#: Vertices that a ring keeps at least.
FEWEST = 3
#: An angle whose cosine is above the first is acute: it weighs as if it displaced more, up to so many times as much.
ACUTE, SHARP = 0.35, 6.0


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
    arcs, shares = cut(rings, frozenset(kept))
    most = [0 if vertices is None else each for each in targets(areas, vertices or 0)]
    lines = [list(arc.run) for arc in arcs]
    collapsing = _Collapsing(arcs, shares, most, metres * metres if metres < inf else inf)
    collapsing.run()
    if vertices is not None:
        collapsing.fit(lines)
    made = iter([joined(share, arcs) for share in shares])
    return [Areas(tuple(tuple(next(made) for _ in part) for part in each.parts)) for each in areas]


@dataclass(slots=True)
class _Vertex:
    """A vertex in the list of its arc."""

    at: Coord
    arc: int
    before: _Vertex | None = None
    after: _Vertex | None = None
    #: Changes with each collapse beside it: what was weighed before is void.
    turn: int = 0


#: What is displaced, a number that no other has, the vertex before the segment, what takes its place, and its turn.
_Weighed = tuple[float, int, _Vertex, Coord, int]


class _Collapsing:
    """Collapses segments, the least displacing first, until no ring has more vertices than it may."""

    def __init__(
        self, arcs: list[Arc], shares: list[list[tuple[int, bool]]], targets: list[int], most: float
    ) -> None:
        self._arcs, self._targets, self._most = arcs, targets, most
        self._counts = [
            sum(len(arcs[at].run) - (0 if arcs[at].ring else 1) for at, _ in share) for share in shares
        ]
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
        # First what serves all rings that share it; then what serves one of them at least.
        for serves in (all, any):
            self._pass(serves)
        for arc, head in zip(self._arcs, self._heads, strict=True):
            run, vertex = [head.at], head.after
            while vertex is not None and vertex is not head:
                run.append(vertex.at)
                vertex = vertex.after
            arc.run = run

    def fit(self, lines: Sequence[Sequence[Coord]]) -> None:
        """Slide the vertices of the arcs to where they follow best the lines that they stand for."""
        from app.basemap.shapes.fit import Fit

        def move(a: Coord, b: Coord, c: Coord, place: Coord) -> None:
            for one, other in ((a, b), (b, c)):
                self._grid.drop(one, other)
            for one, other in ((a, place), (place, c)):
                self._grid.put(one, other)

        for arc, line in zip(self._arcs, lines, strict=True):
            if len(arc.run) < len(line):
                fitted = Fit(line, ring=arc.ring)
                arc.run = fitted.slid(arc.run, lambda chain, place: free(self._grid, chain, place), move)

    def _pass(self, serves: Callable[[Iterable[object]], bool]) -> None:
        heap: list[_Weighed] = []
        for head in self._heads:
            vertex: _Vertex | None = head
            while vertex is not None:
                self._weigh(vertex, heap)
                vertex = vertex.after if vertex.after is not head else None
        while heap:
            cost, _, b, e, turn = heappop(heap)
            if cost > self._most:
                break
            arc = b.arc
            rings = self._arcs[arc].rings
            if (
                b.turn != turn
                or self._lengths[arc] <= (FEWEST if self._arcs[arc].ring else 2)
                or not serves([self._counts[ring] > self._targets[ring] for ring in rings])
                or not self._free(b, e)
            ):
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
        cost *= 1.0 + SHARP * max(0.0, sharpest - ACUTE)
        heappush(heap, (cost, self._turn, b, e, self._turn))

    def _free(self, b: _Vertex, e: Coord) -> bool:
        a, c = b.before, b.after
        assert a is not None
        assert c is not None
        assert c.after is not None
        return free(self._grid, (a.at, b.at, c.at, c.after.at), e)

    def _collapse(self, b: _Vertex, e: Coord, heap: list[_Weighed]) -> None:
        a, c = b.before, b.after
        assert a is not None
        assert c is not None
        assert c.after is not None
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
