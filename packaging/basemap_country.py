"""The borders of a coverage as lines between two of its pieces, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from app.basemap.france.country import ENDLESS, Country

Place = tuple[float, float]
#: Two ends, and what lies on both sides: parts of the pieces, -1 where the coverage ends.
Segment = tuple[Place, Place, int, int]


def country_of(shapes: Any) -> Country:
    """Return the borders of valid coverage polygons in whole metres; the ids of the pieces count from 1.

    A line goes from one place where several meet to the next: a set of them bounds an area wherever one side is in.
    """
    parts, owners = shapely.get_parts(shapes, return_index=True)
    areas = shapely.area(parts) / 10_000
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owners, areas)
    size = np.where(areas == largest[owners], ENDLESS, areas.astype(int)).tolist()
    pieces = (owners + 1).tolist()
    lines = []
    for places, one, other in _walked(_segments(parts)):
        across = (pieces[other], size[other]) if other >= 0 else (0, ENDLESS)
        lines.append((places, pieces[one], across[0], size[one], across[1]))
    # Neighbours in the file are neighbours on the ground: their differences are small.
    lines.sort(key=lambda line: line[1:3])
    xy = np.array([place for line in lines for place in line[0]])
    columns = [np.array([line[rank] for line in lines], "i4") for rank in (1, 2, 3, 4)]
    return Country(xy, np.array([len(line[0]) for line in lines], "i4"), *columns)


def _segments(parts: Any) -> list[Segment]:
    sides: dict[tuple[Place, Place], list[int]] = defaultdict(list)
    for rank, part in enumerate(parts):
        for ring in shapely.get_rings(part):
            places = [tuple(place) for place in shapely.get_coordinates(ring).tolist()]
            for a, b in pairwise(places):
                sides[(a, b) if a < b else (b, a)].append(rank)
    return [(a, b, own[0], own[1] if len(own) > 1 else -1) for (a, b), own in sides.items()]


def _walked(segments: list[Segment]) -> Iterator[tuple[list[Place], int, int]]:
    """Yield runs of segments with the same sides, from one node to the next; then those without any node."""
    meeting: dict[Place, list[int]] = defaultdict(list)
    for rank, (a, b, _, _) in enumerate(segments):
        meeting[a].append(rank)
        meeting[b].append(rank)
    left = dict.fromkeys(range(len(segments)))
    nodes = [place for place, own in meeting.items() if len(own) != 2]
    for node in nodes:
        for rank in meeting[node]:
            if rank in left:
                yield _walk(segments, meeting, left, rank, node)
    while left:
        rank = next(iter(left))
        yield _walk(segments, meeting, left, rank, segments[rank][0])


def _walk(
    segments: list[Segment], meeting: dict[Place, list[int]], left: dict[int, None], rank: int, start: Place
) -> tuple[list[Place], int, int]:
    places = [start]
    one, other = segments[rank][2:]
    while True:
        del left[rank]
        a, b = segments[rank][:2]
        at = b if a == places[-1] else a
        places.append(at)
        ahead = [each for each in meeting[at] if each in left]
        if len(meeting[at]) != 2 or not ahead:
            return places, one, other
        rank = ahead[0]
        assert segments[rank][2:] == (one, other) or segments[rank][2:] == (other, one)
