"""Few vertices, each where its line follows best what it stands for: slid so that no area changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.poster.geometry import Coord

#: Places that the line is measured at, and steps that a vertex tries to either side.
PLACES = 120
STEPS = (-0.6, -0.35, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.35, 0.6)
SWEEPS = 4
Free = Callable[[Sequence[Coord], Coord], bool]
Move = Callable[[Coord, Coord, Coord, Coord], None]


class Fit:
    """The vertices of one arc against the line that it stands for; a ``ring`` has no ends."""

    def __init__(self, line: Sequence[Coord], *, ring: bool) -> None:
        import numpy as np
        import shapely

        self._ring = ring
        self._line = [*line, line[0]] if ring else list(line)
        shape = shapely.linestrings(np.array(self._line))
        shares = np.linspace(0.0, 1.0, PLACES, endpoint=not ring)
        self._places = shapely.get_coordinates(shapely.line_interpolate_point(shape, shares, normalized=True))

    def displaced(self, run: Sequence[Coord]) -> float:
        """Return the ground between a run of vertices and the line."""
        import shapely

        if self._ring:
            one, two = (
                shapely.make_valid(shapely.Polygon(run)),
                shapely.make_valid(shapely.Polygon(self._line)),
            )
            return float(shapely.area(shapely.symmetric_difference(one, two)))
        around = [*run, *reversed(self._line)]
        return float(shapely.area(shapely.make_valid(shapely.Polygon(around)))) if len(around) > 3 else 0.0

    def slid(self, run: list[Coord], free: Free, move: Move) -> list[Coord]:
        """Return the vertices, each slid along the parallel to its neighbours as long as that serves.

        ``free`` says whether a place may take that of the middle one of three vertices, ``move`` is told that it does.
        """
        best = self.displaced(run)
        last = len(run)
        ranks = range(last) if self._ring else range(1, last - 1)
        for _ in range(SWEEPS):
            moved = False
            for at in ranks:
                a, b, c = run[at - 1], run[at], run[(at + 1) % last]
                for place in self._tries(run, at):
                    if not free((a, b, c), place):
                        continue
                    tried = [*run[:at], place, *run[at + 1 :]]
                    found = self.displaced(tried)
                    if found < best * (1 - 1e-3):
                        move(a, b, c, place)
                        run, best, moved = tried, found, True
                        break
            if not moved:
                break
        return run

    def _tries(self, run: Sequence[Coord], at: int) -> list[Coord]:
        """Return the better places of a vertex, the best first."""
        import numpy as np

        nodes = np.array(run)
        count = len(run)
        a, b, c = nodes[at - 1], nodes[at], nodes[(at + 1) % count]
        tried = np.array([b, *(b + share * (c - a) for share in STEPS)])
        pairs = [(one, one + 1) for one in range(count - 1)] + ([(count - 1, 0)] if self._ring else [])
        still = [pair for pair in pairs if at not in pair]
        away = np.full(len(self._places), np.inf)
        for one, other in still:
            away = np.minimum(away, _away(self._places, nodes[one][None], nodes[other][None])[0])
        shifted = np.minimum(_away(self._places, a[None], tried), _away(self._places, tried, c[None]))
        costs = np.minimum(shifted, away).sum(axis=1)
        order = [rank for rank in np.argsort(costs).tolist() if rank and costs[rank] < costs[0]]
        return [(float(tried[rank][0]), float(tried[rank][1])) for rank in order[:2]]


def _away(places: Any, starts: Any, ends: Any) -> Any:
    """Return how far places lie from segments, (segments, places); one start or end serves all the others."""
    import numpy as np

    starts, ends = np.broadcast_arrays(starts, ends)
    along = ends - starts
    square = np.maximum((along**2).sum(axis=1), 1e-12)
    from_start = places[None] - starts[:, None]
    share = np.clip((from_start * along[:, None]).sum(axis=2) / square[:, None], 0.0, 1.0)
    off = from_start - share[..., None] * along[:, None]
    return np.sqrt((off**2).sum(axis=2))
