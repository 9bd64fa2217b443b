"""The links that places of two ranks make by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from statistics import median

from app.poster.geometry import Run
from app.ui.tools.shapes import distance

#: Neighbours farther apart than this many usual links are left unlinked.
LONG = 1.5
Links = tuple[tuple[int, int], ...]


def ranked(places: Run, great: Sequence[int]) -> Links:
    """Return links by rank: great places linked to their neighbours, each other one to the nearest great place.

    Where no place is great, all are neighbours alike.
    """
    if not great:
        great = range(len(places))
    among = tuple((great[a], great[b]) for a, b in neighbours(tuple(places[rank] for rank in great)))
    small = [rank for rank in range(len(places)) if rank not in set(great)]
    return among + tuple(
        (min(great, key=lambda other: distance(places[rank], places[other])), rank) for rank in small
    )


def neighbours(places: Run) -> Links:
    """Return the pairs of neighbours: near ones of the triangulation, and what holds all together."""
    if len(places) < 2:
        return ()
    spanning = _spanning(places)
    found = set(spanning) | set(_triangulated(places))
    usual = median(distance(places[a], places[b]) for a, b in spanning)
    kept = {(a, b) for a, b in found if distance(places[a], places[b]) <= LONG * usual}
    return tuple(sorted(kept | set(spanning)))


def _spanning(places: Run) -> Links:
    """Return the shortest links that hold all places together. Source: Prim, 1957."""
    inside, found = {0}, []
    while len(inside) < len(places):
        near, far = min(
            ((a, b) for a in inside for b in range(len(places)) if b not in inside),
            key=lambda pair: distance(places[pair[0]], places[pair[1]]),
        )
        inside.add(far)
        found.append((min(near, far), max(near, far)))
    return tuple(found)


def _triangulated(places: Run) -> Links:
    """Return the edges of the Delaunay triangles; places on one line have none."""
    import shapely

    found = set()
    ranks = {(float(x), float(y)): rank for rank, (x, y) in enumerate(places)}
    for triangle in shapely.get_parts(shapely.delaunay_triangles(shapely.MultiPoint(list(places)))):
        corners = {ranks[(float(x), float(y))] for x, y in triangle.exterior.coords}
        found |= set(combinations(sorted(corners), 2))
    return tuple(found)
