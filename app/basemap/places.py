"""Places of a poster's own ground: which are named first, and which commune lies under a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot

from app.poster.geometry import Areas, holds
from app.poster.records import Fond

CENTRE, BOURG, VILLAGE, OTHER = 1, 2, 3, 4
#: How many of each rank a sheet can carry, and how far apart they are, in mm.
BOURGS, BOURGS_APART_MM = 6, 24.0
VILLAGES, VILLAGES_APART_MM = 7, 26.0
#: A bourg has at least this part of the population of the largest bourg.
BOURG_PART = 0.25

Place = tuple[str, int, float, float]
"""Code, population, x, y in metres."""


def ranks(places: Sequence[Place], metres_par_mm: float) -> dict[str, int]:
    """Return the rank of each place: 1 the most populous, 2 bourgs, 3 villages, 4 all others.

    Bourgs are the most populous places that stand apart from the centre and from each other, so that every
    part of the territory has one where it can; villages fill the space that is left.
    """
    ordered = sorted(places, key=lambda place: (-place[1], place[0]))
    found = {place[0]: OTHER for place in ordered}
    if not ordered:
        return found
    chosen = [ordered[0]]
    found[ordered[0][0]] = CENTRE
    largest = ordered[1][1] if len(ordered) > 1 else 0
    for rank, most, apart, least in (
        (BOURG, BOURGS, BOURGS_APART_MM, largest * BOURG_PART),
        (VILLAGE, VILLAGES, VILLAGES_APART_MM, 0.0),
    ):
        left = most
        for place in ordered:
            if not left:
                break
            free = all(
                hypot(place[2] - x, place[3] - y) >= apart * metres_par_mm
                for _code, _population, x, y in chosen
            )
            if found[place[0]] == OTHER and place[1] >= least and free:
                found[place[0]] = rank
                chosen.append(place)
                left -= 1
    return found


def commune_at(fonds: Iterable[Fond], x: float, y: float) -> Fond | None:
    """Return the commune of a poster's ground that holds (x, y), in metres of its CRS, or None outside them all."""
    for fond in fonds:
        if fond.couche == "commune" and isinstance(fond.geometry, Areas) and holds(fond.geometry, x, y):
            return fond
    return None
