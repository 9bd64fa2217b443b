"""Few vertices, moved together to where their lines displace least ground, while every ring keeps its size.

Places along each line that is stood for pull the segment that is nearest to them; a vertex goes where its places want
it, each weighing one over how far it is off, which makes ground of squares. What the sizes ask is added: the least
moves that give every ring its own again. No vertex goes so far that it could meet a segment, so nothing ever crosses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from app.basemap.shapes.coverage import Arc, Share
from app.poster.geometry import Coord, Run

#: Places that lines are measured at, for each ring; an arc has the second at least, the third at most.
PLACES, FEWEST_PLACES, MOST_PLACES = 160, 6, 320
#: A place weighs at least so much of what lies across its line, and is never nearer than so much of a usual segment.
ACROSS, NEAR = 0.1, 0.02
#: Where each segment is measured besides.
ALONG = (0.125, 0.375, 0.625, 0.875)
#: Each pull is followed further than it asks, and held back by so much of its own weight.
FURTHER, HELD = 1.5, 0.1
#: What two vertices may each use up of the way between them, and what of a usual segment stays between.
WAY, BETWEEN = 0.45, 0.003
#: Sizes are right when they are off by no more than the first part; the second is near enough; steps to get there.
EXACT, ENOUGH, STEPS = 1e-13, 1e-9, 15
#: Where a segment may be cut in two, from its ends.
CUT = 0.1
#: What a cut weighs more where every ring beside it has vertices to spare.
SPARE = 5.0


class Fit:
    """The vertices of all arcs against the lines that they stand for, as places of one plane."""

    def __init__(
        self,
        arcs: Sequence[Arc],
        shares: Sequence[Share],
        lines: Sequence[Run],
        sizes: Sequence[float],
        kept: frozenset[Coord],
    ) -> None:
        import numpy as np

        self._arcs, self._shares = arcs, shares
        self._sizes = np.array(sizes)
        self._kept = kept
        self._measure(lines)
        self.read()

    def _measure(self, lines: Sequence[Run]) -> None:
        """Set the places along the lines: where, on which arc, which way the line goes, and for how much ground."""
        import numpy as np
        import shapely

        shapes = [shapely.linestrings(np.array(line)) for line in lines]
        lengths = shapely.length(shapes)
        apart = max(lengths.sum() / (PLACES * len(self._shares)), 1e-9)
        # The mainland of many islands has no more for them: each segment is held against all places of its arc.
        many = np.clip((lengths / apart).astype(int), FEWEST_PLACES, MOST_PLACES)
        self._arc = np.repeat(np.arange(len(lines)), many)
        step = (lengths / many)[self._arc]
        rank = np.arange(len(self._arc)) - np.repeat(np.cumsum(many) - many, many)
        on = np.array(shapes)[self._arc]

        def at(off: float) -> Any:
            return shapely.get_coordinates(shapely.line_interpolate_point(on, (rank + off) * step))

        self._origin = at(0.5).mean(axis=0)
        self._places = at(0.5) - self._origin
        firsts = np.cumsum(many) - many
        self._of_arc = firsts[:, None] + np.minimum(np.arange(many.max()), many[:, None] - 1)
        way = at(0.8) - at(0.2)
        self._way = way / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
        self._rings = np.array([len(arc.rings) for arc in self._arcs])
        self._ground = step * self._rings[self._arc]

    def read(self) -> None:
        """Take the vertices from the arcs."""
        import numpy as np

        known: dict[Coord, int] = {}
        places: list[Coord] = []
        segments: list[tuple[int, int]] = []
        self._nodes: list[list[int]] = []
        for arc in self._arcs:
            nodes: list[int] = []
            for rank, place in enumerate(arc.run):
                end = not arc.ring and rank in (0, len(arc.run) - 1)
                if not end or place not in known:
                    places.append(place)
                    if end:
                        known[place] = len(places) - 1
                nodes.append(known[place] if end else len(places) - 1)
            self._nodes.append(nodes)
            segments += pairwise([*nodes, nodes[0]] if arc.ring else nodes)
        self._xy = np.array(places) - self._origin
        self._one, self._other = np.array(segments).T
        self._fixed = np.array([place in self._kept for place in places])
        counts = np.array([len(arc.run) - (0 if arc.ring else 1) for arc in self._arcs])
        firsts = np.cumsum(counts) - counts
        # The segments that a place may be near to: those of its arc, the last one again where there are fewer.
        self._near = (firsts[:, None] + np.minimum(np.arange(counts.max()), counts[:, None] - 1))[self._arc]
        of = np.repeat(np.arange(len(self._arcs)), counts)
        self._arc_of = of
        self._sides = np.zeros((len(self._shares), len(segments)))
        for ring, share in enumerate(self._shares):
            for arc_rank, back in share:
                self._sides[ring, of == arc_rank] += -1 if back else 1

    def write(self) -> None:
        """Give the vertices to the arcs."""
        places = [(float(x), float(y)) for x, y in self._xy + self._origin]
        for arc, nodes in zip(self._arcs, self._nodes, strict=True):
            arc.run = [
                place if place in self._kept else places[node]
                for place, node in zip(arc.run, nodes, strict=True)
            ]

    def move(self, times: int) -> bool:
        """Move the vertices so many times, and give them to the arcs if all sizes came right."""
        import numpy as np

        for _ in range(times):
            self._go(*self._pulled())
        still = np.where(self._fixed[:, None, None], 0.0, np.eye(2))
        for _ in range(STEPS):
            if self._off() <= EXACT:
                break
            self._go(np.zeros_like(self._xy), still)
        if self._off() > ENOUGH:
            return False
        self.write()
        return True

    def _off(self) -> float:
        import numpy as np

        return float(np.abs(self._sized() / self._sizes - 1).max())

    def _sized(self) -> Any:
        a, b = self._xy[self._one], self._xy[self._other]
        return self._sides @ (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) / 2

    def _nearest(self) -> tuple[Any, Any, Any, Any, Any]:
        """Return of each place its segment, where along it, how far off, which way, and how much ground that is."""
        import numpy as np

        a = self._xy[self._one]
        along = self._xy[self._other] - a
        square = np.maximum((along**2).sum(axis=1), 1e-9)
        starts, ways = a[self._near], along[self._near]
        from_start = self._places[:, None] - starts
        shares = np.clip((from_start * ways).sum(axis=2) / square[self._near], 0.0, 1.0)
        offs = from_start - shares[..., None] * ways
        rows, best = np.arange(len(offs)), (offs**2).sum(axis=2).argmin(axis=1)
        segment, share, off = self._near[rows, best], shares[rows, best], offs[rows, best]
        far = np.hypot(off[:, 0], off[:, 1])
        normal = along[segment][:, ::-1] * (-1, 1) / np.sqrt(square[segment])[:, None]
        past = ((share <= 0) | (share >= 1)) & (far > 0)
        normal[past] = off[past] / far[past, None]
        ground = self._ground * np.abs(self._way[:, 0] * normal[:, 1] - self._way[:, 1] * normal[:, 0])
        return segment, share, (off * normal).sum(axis=1), normal, ground

    def _overshot(self) -> tuple[Any, Any, Any, Any, Any]:
        """Return the same of places along the segments, against what they stand for: what reaches too far tells."""
        import numpy as np

        shares = np.tile(ALONG, len(self._one))
        segment = np.repeat(np.arange(len(self._one)), len(ALONG))
        start = self._xy[self._one[segment]]
        along = self._xy[self._other[segment]] - start
        near = self._of_arc[self._arc_of[segment]]
        to = self._places[near] - (start + shares[:, None] * along)[:, None]
        best = (to**2).sum(axis=2).argmin(axis=1)
        rows = np.arange(len(to))
        off = to[rows, best]
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
        normal = along[:, ::-1] * (-1, 1) / length[:, None]
        ground = length / len(ALONG) * self._rings[self._arc_of[segment]]
        far = np.hypot(off[:, 0], off[:, 1])
        towards = off / np.maximum(far, 1e-9)[:, None]
        ground = ground * np.abs((normal * towards).sum(axis=1))
        return segment, shares, (off * normal).sum(axis=1), normal, ground

    def _pulled(self) -> tuple[Any, Any]:
        """Return where places pull each vertex, and how easily it goes, a matrix each."""
        import numpy as np

        there, back = self._nearest(), self._overshot()
        least = np.concatenate((ACROSS * self._ground, np.zeros(len(back[0]))))
        segment, share, off, normal, ground = map(np.concatenate, zip(there, back, strict=True))
        usual = np.median(np.hypot(*(self._xy[self._other] - self._xy[self._one]).T))
        weight = np.maximum(ground, least) / np.maximum(np.abs(off), NEAR * usual)
        node = np.concatenate((self._one[segment], self._other[segment]))
        weight = np.concatenate(((1 - share) * weight, share * weight))
        nx, ny = np.concatenate((normal, normal)).T
        off = np.concatenate((off, off))

        def summed(each: Any) -> Any:
            return np.bincount(node, weight * each, minlength=len(self._xy))

        xx, yy, xy = summed(nx * nx), summed(ny * ny), summed(nx * ny)
        held = HELD * (xx + yy) + 1e-6 * (xx + yy).mean()
        xx, yy = xx + held, yy + held
        ease = np.stack((yy, -xy, -xy, xx), axis=1).reshape(-1, 2, 2) / (xx * yy - xy**2)[:, None, None]
        ease[self._fixed] = 0.0
        pull = np.column_stack((summed(nx * off), summed(ny * off)))
        return FURTHER * np.einsum("nij,nj->ni", ease, pull), ease

    def _go(self, moves: Any, ease: Any) -> None:
        """Move the vertices, and besides as the sizes ask, the easiest first."""
        import numpy as np

        xy = self._xy
        turns = np.zeros((len(self._sides), *xy.shape))
        for ring, sides in enumerate(self._sides):
            (of,) = np.nonzero(sides)
            one, other, half = self._one[of], self._other[of], sides[of, None] / 2
            np.add.at(turns[ring], one, xy[other][:, ::-1] * (1, -1) * half)
            np.add.at(turns[ring], other, xy[one][:, ::-1] * (-1, 1) * half)
        answers = np.einsum("nij,rnj->rni", ease, turns)
        rings = len(turns)
        system = turns.reshape(rings, -1) @ answers.reshape(rings, -1).T
        lack = self._sizes - self._sized() - (turns * moves).sum(axis=(1, 2))
        moves = moves + np.tensordot(np.linalg.lstsq(system, lack, rcond=1e-10)[0], answers, axes=1)
        self._xy = xy + moves * self._bounded(np.hypot(moves[:, 0], moves[:, 1]))[:, None]

    def _bounded(self, far: Any) -> Any:
        """Return which part of its move each vertex may make, so that none meets a segment that is not its own."""
        import numpy as np
        import shapely

        ends = self._xy[np.column_stack((self._one, self._other))]
        usual = np.median(np.hypot(*(ends[:, 1] - ends[:, 0]).T))
        most = min(float(far.max()), float(usual))
        tree = shapely.STRtree(shapely.linestrings(ends))
        points = shapely.points(self._xy)
        node, segment = tree.query(points, predicate="dwithin", distance=most / WAY + BETWEEN * usual)
        own = (self._one[segment] == node) | (self._other[segment] == node)
        node, segment = node[~own], segment[~own]
        room = WAY * np.maximum(
            shapely.distance(points[node], tree.geometries[segment]) - BETWEEN * usual, 0.0
        )
        may = np.full(len(far), most)
        for each in (node, self._one[segment], self._other[segment]):
            np.minimum.at(may, each, room)
        return np.minimum(1.0, may / np.maximum(far, 1e-12))

    def cut(self, part: float, spare: Sequence[int]) -> None:
        """Cut this part of all segments in two, where that serves most; twice and more where rings have to spare."""
        import numpy as np

        segment, share, off, _, ground = self._nearest()
        many = len(self._one)
        gains, wheres = np.zeros(many), np.full(many, 0.5)
        order = np.argsort(segment, kind="stable")
        for each, places in enumerate(np.split(order, np.searchsorted(segment[order], np.arange(1, many)))):
            if len(places) < 3:
                continue
            at, by = share[places], off[places]
            new = np.clip(at, CUT, 1 - CUT)
            # What is left of each place's distance with a vertex at each other one.
            tent = np.minimum(at / new[:, None], (1 - at) / (1 - new[:, None]))
            gain = (ground[places] * (np.abs(by) - np.abs(by - tent * by[:, None]))).sum(axis=1)
            best = int(gain.argmax())
            gains[each], wheres[each] = gain[best], new[best]
        gains *= np.array(
            [SPARE if min(spare[ring] for ring in arc.rings) > 0 else 1.0 for arc in self._arcs]
        )[self._arc_of]
        chosen = {int(each) for each in np.argsort(-gains)[: max(1, int(part * many))] if gains[each] > 0}
        at_segment = 0
        for arc in self._arcs:
            run = [*arc.run, arc.run[0]] if arc.ring else arc.run
            made: list[Coord] = [run[0]]
            for (ax, ay), (bx, by_) in pairwise(run):
                if at_segment in chosen:
                    where = float(wheres[at_segment])
                    made.append((ax + where * (bx - ax), ay + where * (by_ - ay)))
                made.append((bx, by_))
                at_segment += 1
            arc.run = made[:-1] if arc.ring else made
        self.read()
