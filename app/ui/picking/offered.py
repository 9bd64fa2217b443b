"""The areas of a file on the map: they are seen and picked there like units of the base map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from app.poster.geometry import Box, Coord
from app.ui.picking import reading
from app.ui.picking.drawn import Chosen

if TYPE_CHECKING:
    import numpy as np

    from app.basemap.france.search import Candidate

#: The part of an area that a lasso must hold to take it, and how near (m) two areas are neighbours.
TAKEN, NEAR = 0.5, 30.0


@dataclass(frozen=True, slots=True)
class Offered:
    """Areas of a file that lie in a zone; ``box`` is the ground of them all."""

    zone: str
    areas: tuple[Chosen, ...]
    box: Box

    def at(self, place: Coord) -> Chosen | None:
        """Return the smallest area at a place (metres)."""
        x, y = place
        there = [one for one in self.areas if _holds(one.box, place) and one.path.contains(QPointF(x, -y))]
        return min(there, key=lambda one: _size(one.box), default=None)


def offered(units: Sequence[Candidate], before: str) -> Offered | None:
    """Return areas of a file in the zone ``before`` where any lies there, else in that of the first. Blocks."""
    zones = [reading.zone_of(one) for one in units]
    zone = before if before in zones else zones[0]
    own = [one for one, lies in zip(units, zones, strict=True) if lies == zone]
    areas = tuple(reading.chosen(own, zone, fine=True))
    if not areas:
        return None
    west, south, east, north = zip(*(one.box for one in areas), strict=True)
    return Offered(zone, areas, (min(west), min(south), max(east), max(north)))


def within(zone: str, units: Sequence[Candidate], ring: Sequence[Coord]) -> list[Candidate]:
    """Return the areas of which a lasso (metres) holds the most. Blocks."""
    import shapely

    lasso = shapely.make_valid(shapely.polygons(ring))
    own, shapes = _shapes(zone, units)
    held = shapely.area(shapely.intersection(shapely.make_valid(shapes), lasso))
    return [
        one for one, part, area in zip(own, held, shapely.area(shapes), strict=True) if part > TAKEN * area
    ]


def beside(zone: str, units: Sequence[Candidate], known: Sequence[Candidate]) -> list[Candidate]:
    """Return the areas that touch ``known``, give or take what two drawings of one border differ by. Blocks."""
    import shapely

    own, shapes = _shapes(zone, [one for one in units if one not in known])
    _, around = _shapes(zone, known)
    near = shapely.dwithin(shapes, shapely.union_all(shapely.make_valid(around)), NEAR)
    return [one for one, touches in zip(own, near, strict=True) if touches]


def _shapes(zone: str, units: Sequence[Candidate]) -> tuple[list[Candidate], np.ndarray]:
    import numpy as np

    found = [(one, shape) for one in units if (shape := reading.shape(one, zone, fine=True)) is not None]
    return [one for one, _ in found], np.array([shape for _, shape in found], object)


def _holds(box: Box, place: Coord) -> bool:
    return box[0] <= place[0] <= box[2] and box[1] <= place[1] <= box[3]


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
