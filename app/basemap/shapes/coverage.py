"""The borders of a coverage cut at the places where they meet, each border once, and rings put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from app.poster.geometry import Areas, Coord, Run, closed

#: The arcs of a ring, in order, with whether each is walked backwards.
Share = list[tuple[int, bool]]
#: Vertices that a ring keeps at least: a smaller part of an area has fewer than its largest one, not fewer than that.
OF_A_PART = 4


@dataclass(slots=True)
class Arc:
    """Vertices between two places where borders meet, or all around; ``rings`` are those that it is a part of."""

    run: list[Coord]
    ring: bool
    rings: list[int] = field(default_factory=list)


def rings_of(areas: Sequence[Areas]) -> list[Run]:
    """Return every ring of every area, closed."""
    return [closed(ring) for each in areas for part in each.parts for ring in part]


def targets(areas: Sequence[Areas], vertices: int) -> Iterator[int]:
    """Yield what each ring is brought down to, its largest one having ``vertices``; in the order of ``rings_of``."""
    for each in areas:
        sizes = [abs(size(closed(ring))) for part in each.parts for ring in part]
        largest = max(sizes, default=0.0)
        for each_size in sizes:
            yield max(OF_A_PART, round(vertices * sqrt(each_size / largest))) if largest else OF_A_PART


def size(ring: Run) -> float:
    """Return the signed area of a closed ring, about its first vertex."""
    ox, oy = ring[0]
    return 0.5 * sum((ax - ox) * (by - oy) - (bx - ox) * (ay - oy) for (ax, ay), (bx, by) in pairwise(ring))


def cut(rings: Sequence[Run], kept: frozenset[Coord]) -> tuple[list[Arc], list[Share]]:
    """Return arcs, and for each ring its arcs in order, with whether each is walked backwards."""
    beside: dict[Coord, set[Coord]] = {}
    for ring in rings:
        for one, other in pairwise(ring):
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    met = {place for place, near in beside.items() if len(near) != 2} | (kept & beside.keys())
    # A ring that touches itself, or another one, at one place only.
    walks: dict[Coord, set[frozenset[Coord]]] = {}
    for ring in rings:
        inner = ring[:-1]
        for at, place in enumerate(inner):
            walks.setdefault(place, set()).add(frozenset((inner[at - 1], inner[(at + 1) % len(inner)])))
    met |= {place for place, ways in walks.items() if len(ways) > 1}
    arcs: list[Arc] = []
    known: dict[frozenset[Coord], int] = {}
    shares: list[Share] = []
    for rank, ring in enumerate(rings):
        share: Share = []
        for run, around in _runs(ring, met):
            key = frozenset(run) if around else frozenset((run[0], run[1]))
            at = known.get(key, len(arcs))
            if at == len(arcs):
                arcs.append(Arc(list(run), around))
                known[key] = at
                if not around:
                    known[frozenset((run[-2], run[-1]))] = at
            back = not _along(run, arcs[at])
            arcs[at].rings.append(rank)
            share.append((at, back))
        shares.append(share)
    return arcs, shares


def _along(run: Run, arc: Arc) -> bool:
    """Return whether a run goes the way of the arc that it is."""
    if not arc.ring:
        return run[0] == arc.run[0] and run[1] == arc.run[1]
    at = arc.run.index(run[0])
    return arc.run[(at + 1) % len(arc.run)] == run[1]


def _runs(ring: Run, met: set[Coord]) -> Iterator[tuple[Run, bool]]:
    """Yield the runs of a ring between places where borders meet; without any, the ring but for its closing vertex."""
    inner = ring[:-1]
    starts = [at for at, place in enumerate(inner) if place in met]
    if not starts:
        yield inner, True
        return
    turned = (*inner[starts[0] :], *inner[: starts[0] + 1])
    cuts = [at - starts[0] for at in starts] + [len(inner)]
    for first, last in pairwise(cuts):
        yield turned[first : last + 1], False


def joined(share: Share, arcs: Sequence[Arc]) -> Run:
    """Return the closed ring that its arcs make together."""
    made: list[Coord] = []
    for at, back in share:
        run = arcs[at].run
        if arcs[at].ring:
            run = run[::-1] if back else run
            return (*run, run[0])
        run = run[::-1] if back else run
        made += run if not made else run[1:]
    return tuple(made)


def counted(arcs: Sequence[Arc], shares: Sequence[Share]) -> list[int]:
    """Return how many vertices each ring has."""
    return [sum(len(arcs[at].run) - (0 if arcs[at].ring else 1) for at, _ in share) for share in shares]
