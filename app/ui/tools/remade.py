"""What a structure becomes by its commands: linked, freed, filled from the map, given a real contour, turned over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import hypot
from typing import Any

from app.basemap.classes import natural_classes
from app.basemap.france.places import Contour, real_contour
from app.catalogue.model import Parameter, Pictogram, forme_of
from app.drawing.brushes.course import CORNERS
from app.drawing.brushes.told import usable
from app.poster.document import Document
from app.poster.geometry import Areas, Coord, Lines, Point
from app.poster.records import Fond, Mark
from app.poster.sheet import MapFrame
from app.poster.values import thawed
from app.ui.tools import moved
from app.ui.tools.handles.seen import sheet
from app.ui.tools.laying import links

#: A pattern of places is made of the most populous ones, this many at most, in three ranks.
MOST_PLACES, RANKS = 40, 3
#: A place of the map nearer than this to a pole, in mm, is the pole itself.
POLE_MM = 4.0


@dataclass(frozen=True)
class Case:
    """The mark that a command is for, and where it lies."""

    mark: Mark
    document: Document
    catalogue: Mapping[str, Pictogram]

    @cached_property
    def pictogram(self) -> Pictogram | None:
        """The entry of the catalogue."""
        return self.catalogue.get(self.mark.picto)

    @cached_property
    def hold(self) -> str:
        """The gesture that laid the mark."""
        return self.pictogram.hold(forme_of(self.mark.geometry, self.pictogram)) if self.pictogram else ""

    @cached_property
    def drawn(self) -> str:
        """The form that its brush draws."""
        if self.pictogram is None:
            return ""
        return str(
            self.pictogram.brush(forme_of(self.mark.geometry, self.pictogram)).settings.get("forme", "")
        )

    @cached_property
    def frame(self) -> MapFrame:
        """The window on the ground."""
        return MapFrame.of(self.document.poster)

    def parameter(self, handle: str) -> Parameter | None:
        """Return the first parameter that has a kind of handle."""
        found = self.pictogram.parameters if self.pictogram else ()
        return next((each for each in found if each.handle == handle), None)

    def places(self, parameter: Parameter) -> list[list[float]]:
        """Return the places of a parameter on the ground, implied ones too."""
        from app.drawing.implied import implied

        found = usable(parameter, self.mark.parametres.get(parameter.key))
        if found is None:
            found = implied(self.mark, sheet(self.document, self.catalogue)).get(parameter.key, ())
        return [list(place) for place in thawed(found)]

    def having(self, **parameters: Any) -> Mark:
        """Return the mark with other values of its parameters."""
        return replace(self.mark, parametres=self.mark.parametres.having(**parameters))


# -- networks


def linkable(case: Case) -> bool:
    """Return whether the links of a network can be made by themselves."""
    return case.hold in ("chaine", "mailles") and case.parameter("lieu") is not None


def linked(case: Case) -> Mark | None:
    """Return a network whose places are linked to their neighbours; great ones first where there are ranks."""
    parameter = case.parameter("lieu")
    found = case.places(parameter) if parameter else []
    if parameter is None or len(found) < 2:
        return None
    page = tuple(case.frame.to_page(place[0], place[1]) for place in found)
    great = [rank for rank, place in enumerate(found) if place[2:3] == [parameter.minimum or 1]]
    pairs = links.ranked(page, great) if parameter.third == "rang" else links.neighbours(page)
    ways = tuple(((found[a][0], found[a][1]), (found[b][0], found[b][1])) for a, b in pairs)
    return replace(case.having(**{parameter.key: found}), geometry=Lines(ways))


def freed(case: Case) -> Mark | None:
    """Return the cells of a network of centres as areas of their own, whose shared corners move together."""
    import shapely

    from app.drawing import marks
    from app.drawing.brushes import cells, network

    assert case.pictogram is not None
    brush = marks.brush_of(case.pictogram, case.mark.geometry)
    subject = marks.subject_of(case.mark, case.pictogram, brush, sheet(case.document, case.catalogue))
    nodes = network.nodes_of(subject)
    if len(nodes) < 2:
        return None
    shares = cells.shared_out([(x, y) for x, y, _ in nodes], network.ground_of(subject, nodes))
    # Corners that several cells share are one and the same: corners of a coverage are cut where others end.
    sound = [share for share in shares if not share.is_empty]
    noded = shapely.union_all(shapely.boundary(sound))
    polygons = [
        piece
        for share in sound
        for piece in shapely.get_parts(shapely.snap(share, noded, 1e-6))
        if piece.geom_type == "Polygon" and piece.area > 1.0
    ]
    if not polygons:
        return None

    def ground(x: float, y: float) -> Coord:
        return case.frame.to_ground(round(float(x), 6), round(float(y), 6))

    return replace(
        case.having(**{CORNERS: None}),
        geometry=Areas(
            tuple(
                tuple(
                    tuple(ground(x, y) for x, y in ring.coords)
                    for ring in (polygon.exterior, *polygon.interiors)
                )
                for polygon in polygons
            )
        ),
    )


# -- places of the map


def _places(case: Case) -> list[Fond]:
    found = [
        each for each in case.document.all(Fond) if each.couche == "lieu" and isinstance(each.geometry, Point)
    ]
    return sorted(found, key=lambda each: (-each.population, each.code))


def populated(case: Case) -> Mark | None:
    """Return a pattern of the places of the territory, ranked in natural classes of their population."""
    parameter = case.parameter("lieu")
    found = [each for each in _places(case) if each.dedans and each.population > 0][:MOST_PLACES]
    if parameter is None or not found:
        return None
    ranks = natural_classes([each.population for each in found], RANKS)
    listed = [
        [each.geometry.x, each.geometry.y, rank + 1]
        for each, rank in zip(found, ranks, strict=True)
        if isinstance(each.geometry, Point)
    ]
    return replace(case.having(**{parameter.key: listed}), geometry=Point(listed[0][0], listed[0][1]))


def placed(case: Case) -> Mark | None:
    """Return a mark whose places lie on the nearest places of the map, each on its own."""
    parameter = case.parameter("lieu")
    if parameter is None:
        return None
    pole = case.mark.geometry if isinstance(case.mark.geometry, Point) else None
    free = [
        (each.geometry.x, each.geometry.y)
        for each in _places(case)
        if isinstance(each.geometry, Point)
        and not (pole and _apart((pole.x, pole.y), (each.geometry.x, each.geometry.y)) < POLE_MM * _mm(case))
    ]
    now = case.places(parameter)
    if not now or len(free) < len(now):
        return None
    laid: list[list[float]] = []
    for place in now:
        nearest = min(free, key=lambda at: _apart(at, (place[0], place[1])))
        free.remove(nearest)
        laid.append([*nearest, *place[2:]])
    return case.having(**{parameter.key: laid})


def _apart(a: Coord, b: Coord) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _mm(case: Case) -> float:
    return case.frame.metres_par_mm


# -- areas and lines


def can_be_contoured(case: Case) -> bool:
    """Return whether a mark can take the contour of a commune: an area alone, or a place that can be an area."""
    if case.pictogram is None:
        return False
    if isinstance(case.mark.geometry, Areas):
        return case.hold in ("contour", "entree", "direction", "noyau") and case.drawn not in (
            "cellules",
            "mosaique",
        )
    point = isinstance(case.mark.geometry, Point)
    return point and "aire" in case.pictogram.formes and case.parameter("lieu") is not None


def contoured(case: Case, kind: Contour) -> Mark | None:
    """Return a mark with the contour of the commune or the EPCI that it lies in; a point becomes its pole."""
    mark = case.mark
    at = _heart(mark.geometry) if isinstance(mark.geometry, Areas) else next(iter(mark.geometry.coords()))
    found = real_contour(case.document, at[0], at[1], kind)
    if found is None:
        return None
    parameter = case.parameter("lieu")
    if isinstance(mark.geometry, Point) and parameter is not None and not parameter.third:
        mark = case.having(**{parameter.key: [[*at]]})
    return replace(mark, geometry=found[1], parametres=mark.parametres.having(**{CORNERS: None}))


def _heart(areas: Areas) -> Coord:
    from app.drawing.textures import heart, shape

    return heart(shape(areas))


def sided(case: Case) -> bool:
    """Return whether a mark is a line with two sides."""
    return isinstance(case.mark.geometry, Lines) and case.parameter("cote") is not None


def turned_over(case: Case) -> Mark | None:
    """Return a line whose teeth or long branches are on its other side."""
    parameter = case.parameter("cote")
    if parameter is None:
        return None
    now = case.mark.parametres.get(parameter.key, parameter.default)
    other = next(choice for choice, _ in parameter.choices if choice != now)
    # Branches led to places of the map were on the side that is left.
    ends = {each.key: None for each in moved.places(case.mark, case.catalogue)}
    return case.having(**{parameter.key: other, **ends})
