"""Alignment, along one axis of the page: edges with edges, middles with middles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from app.poster.geometry import Box, Coord
from app.ui.tools.guides.guide import Guide, Kind, Neighbour

#: Two lengths of the page that differ by less are one, in mm: sizes are kept to the hundredth.
SAME = 0.02
#: From how far things count, in reaches of the hand: those of the same kind, and all others, of which most
#: alignments are chance. The sheet counts from anywhere.
FAR, BESIDE = 80.0, 16.0


#: A guide, the nearest thing that it goes through, and whether through middles.
Through = tuple[Guide, Neighbour, bool]


def across(box: Box, axis: int) -> Coord:
    """Return the least and the greatest place of a box on an axis: 0 to the right, 1 down."""
    return (box[axis], box[axis + 2])


class Lines:
    """The places on one axis where things begin, end and have their middle: sorted once, asked at every move."""

    def __init__(self, neighbours: Iterable[Neighbour], axis: int, kind: Kind, reach: float) -> None:
        self._axis = axis
        edges: list[tuple[float, int]] = []
        middles: list[tuple[float, int]] = []
        self._all = list(neighbours)
        #: Whether each is what things of this kind are lined up with, and from how far it counts, in mm.
        self._alike = [_alike(each, kind) for each in self._all]
        self._far = [
            inf if each.kind == "feuille" else reach * (FAR if alike else BESIDE)
            for each, alike in zip(self._all, self._alike, strict=True)
        ]
        for rank, each in enumerate(self._all):
            low, high = across(each.box, axis)
            edges += [(low, rank), (high, rank)] if each.edged and _edged(each, kind) else []
            middles.append(((low + high) / 2, rank))
        self._edges, self._edged = _parted(edges)
        self._middles, self._middled = _parted(middles)

    def edge(self, at: float, box: Box, within: float) -> float | None:
        """Return the move that brings an edge at ``at`` of ``box`` to that of a neighbour; None beyond ``within``."""
        found = self._nearest(self._edges, self._edged, at, box, within)
        return found[1] if found else None

    def best(self, box: Box, within: float) -> float | None:
        """Return the least move on this axis that aligns a box with a neighbour."""
        low, high = across(box, self._axis)
        found = (
            self._nearest(self._edges, self._edged, low, box, within),
            self._nearest(self._edges, self._edged, high, box, within),
            self._nearest(self._middles, self._middled, (low + high) / 2, box, within),
        )
        best = min((each for each in found if each), key=lambda each: each[0], default=None)
        return best[1] if best else None

    def through(self, box: Box, edges: Sequence[int] = (0, 1)) -> list[Through]:
        """Return the guides through a box that is aligned.

        ``edges`` are those that count, 0 the least and 1 the greatest. Where an edge is aligned, middles go unsaid.
        """
        low, high = across(box, self._axis)
        found = [
            made
            for rank, at in enumerate((low, high))
            if rank in edges and (made := self._guide(self._edges, self._edged, at, box))
        ]
        if not found and len(edges) == 2:
            made = self._guide(self._middles, self._middled, (low + high) / 2, box)
            found = [made] if made else []
        return found

    def _nearest(
        self, places: list[float], ranks: list[int], at: float, box: Box, within: float
    ) -> tuple[float, float] | None:
        """Return how far the nearest place is to a hand, and the move that goes there."""
        best: tuple[float, float] | None = None
        after = bisect_left(places, at)
        before = after - 1
        while True:
            # Outwards from the hand: what is found first is nearly always what is looked for.
            down = at - places[before] if before >= 0 else inf
            up = places[after] - at if after < len(places) else inf
            away = min(down, up)
            if away > within or (best is not None and away >= best[0]):
                return best
            index = before if down < up else after
            before, after = (before - 1, after) if down < up else (before, after + 1)
            rank = ranks[index]
            if apart(self._all[rank].box, box, 1 - self._axis) <= self._far[rank]:
                # What lies there by chance gives way to papers and to the sheet.
                weight = away if self._alike[rank] else away + within / 2
                if best is None or weight < best[0]:
                    best = (weight, places[index] - at)

    def _near(self, places: list[float], ranks: list[int], at: float, box: Box) -> Iterator[int]:
        for index in range(bisect_left(places, at - SAME), bisect_right(places, at + SAME)):
            rank = ranks[index]
            if apart(self._all[rank].box, box, 1 - self._axis) <= self._far[rank]:
                yield index

    def _guide(self, places: list[float], ranks: list[int], at: float, box: Box) -> Through | None:
        other = 1 - self._axis
        met = {ranks[index]: self._all[ranks[index]] for index in self._near(places, ranks, at, box)}
        if not met:
            return None
        things = sorted(met.values(), key=lambda each: (each.kind == "feuille", apart(each.box, box, other)))
        middle = places is self._middles
        boxes = sorted(
            across(each, other) for each in (box, *(each.box for each in things if each.kind != "feuille"))
        )
        ends = [end for each in (box, *(each.box for each in things)) for end in across(each, other)]
        spans = _whites(boxes, min(ends), max(ends)) if middle else [(min(ends), max(ends))]
        ticks = sorted(
            {tick for low, high in boxes for tick in (((low + high) / 2,) if middle else (low, high))}
        )
        at = places[next(self._near(places, ranks, at, box))]
        guide = Guide(
            tuple((self._place(at, low), self._place(at, high)) for low, high in spans),
            tuple(self._place(at, tick) for tick in ticks),
        )
        return guide, things[0], middle

    def _place(self, at: float, along: float) -> Coord:
        return (at, along) if self._axis == 0 else (along, at)


def apart(a: Box, b: Box, axis: int) -> float:
    """Return the white between two boxes on an axis, 0 where they overlap."""
    return max(0.0, a[axis] - b[axis + 2], b[axis] - a[axis + 2])


def _alike(each: Neighbour, kind: Kind) -> bool:
    return each.kind in ("papier", "feuille") or (each.kind == "signe" == kind)


def _edged(each: Neighbour, kind: Kind) -> bool:
    """Return whether edges of a neighbour mean something: those of a sign do for other signs."""
    return each.kind != "signe" or kind == "signe"


def _whites(boxes: Sequence[Coord], start: float, end: float) -> list[Coord]:
    """Return what no box covers from ``start`` to ``end``; boxes are in the order of their beginnings."""
    found = []
    for low, high in boxes:
        if low > start:
            found.append((start, low))
        start = max(start, high)
    return [*found, (start, end)] if end > start else found


def _parted(pairs: list[tuple[float, int]]) -> tuple[list[float], list[int]]:
    pairs.sort()
    return [place for place, _ in pairs], [rank for _, rank in pairs]
