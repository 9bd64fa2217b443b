"""Places of the ground: which are named first, and which commune or intercommunalité lies under a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal

from app.poster.document import Document
from app.poster.geometry import Areas, holds
from app.poster.records import Fond, Territoire

#: Which unit a click takes.
Contour = Literal["commune", "epci"]

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


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune or an EPCI of the shipped base map, its exact contour in the CRS it was asked in."""

    code: str
    nom: str
    areas: Areas
    #: INSEE codes of its communes, each with those of its arrondissements.
    communes: tuple[tuple[str, tuple[str, ...]], ...]


def unit_at(x: float, y: float, kind: Contour, crs: int) -> Unit | None:
    """Return the commune or EPCI of the shipped base map at a place, in metres of ``crs``; None elsewhere.

    A place out of France has none, nor has a commune outside every EPCI.
    """
    from app.basemap.france import contours

    return contours.unit_at(x, y, kind, crs)


def real_contour(document: Document, x: float, y: float, kind: Contour) -> tuple[str, Areas] | None:
    """Return the name and the contour of the commune or EPCI at a place of a poster, in metres of its CRS.

    It has the detail of the poster's own communes, and their very borders wherever the poster shows them. None on a
    bare sheet, and where there is no such unit.
    """
    if next(document.all(Territoire), None) is None:
        return None
    own = commune_at(document.all(Fond), x, y)
    if kind == "commune" and own is not None and isinstance(own.geometry, Areas):
        return (own.nom, own.geometry)
    from app.basemap.france import contours

    return contours.generalised(document, x, y, kind)
