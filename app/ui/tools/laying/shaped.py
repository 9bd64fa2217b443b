"""Areas joined, cut and shared while they are laid. Imported at the first area only: it brings shapely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import textures
from app.drawing.textures import shape
from app.poster.geometry import Areas, Coord, Run
from app.poster.surfaces import areas_of

#: An area nested in another may leave it by this part of itself: a hand is not a cadastre.
OUTSIDE = 0.03
#: A piece smaller than this part of an area was not meant.
CRUMB = 0.03
#: A cutting line goes on as far as this part of the area's extent to reach its outline.
ON = 0.1
#: Vertices of a shared border are the same to this part of the extent: a centimetre on ten kilometres.
GRID = 1e-6


def united(parts: Sequence[Areas]) -> Areas:
    """Return the areas that several make together, the borders between them gone."""
    return parts[0] if len(parts) == 1 else areas_of(shapely.union_all([shape(part) for part in parts]))


def largest(areas: Areas) -> Areas:
    """Return the largest polygon of areas."""
    return areas_of(_largest(shape(areas)))


def outside(areas: Areas, others: Iterable[Areas]) -> bool:
    """Return whether areas lie partly outside every larger one of ``others``; without any, they do not."""
    own = shape(areas)
    larger = [whole for whole in map(shape, others) if whole.area > own.area * (1 + OUTSIDE)]
    return bool(larger) and all(shapely.difference(own, whole).area > OUTSIDE * own.area for whole in larger)


def edged(core: Areas, edge: Areas) -> Areas:
    """Return the core, then the edge that holds it: two polygons. A smaller second contour is the core itself."""
    inner, outer = _largest(shape(core)), _largest(shape(edge))
    if inner.area > outer.area:
        inner, outer = outer, inner
    whole = _largest(shapely.union(inner, outer))
    return Areas((areas_of(inner).parts[0], areas_of(whole).parts[0]))


def on_outline(areas: Areas, at: Coord) -> Coord:
    """Return the place of the outline that is nearest to ``at``."""
    line = shapely.shortest_line(shapely.boundary(shape(areas)), shapely.Point(at))
    x, y = shapely.get_coordinates(line)[0]
    return (float(x), float(y))


def heart(areas: Areas) -> Coord:
    """Return a place well inside areas, in mm of the page."""
    return textures.heart(shape(areas))


def sided(first: Areas, second: Areas, gap: float) -> Areas | None:
    """Return two polygons side by side that share their border vertex by vertex.

    What lies in both belongs to the first; strips narrower than ``gap`` between the two go to the second. None where
    nothing of the second is left.
    """
    one = _largest(shape(first))
    two = shapely.difference(shape(second), one)
    if shapely.is_empty(two) or two.area < CRUMB * shape(second).area:
        return None
    both = shapely.union(one, two)
    between = shapely.difference(_closed(both, gap), shapely.union(_closed(one, gap), _closed(two, gap)))
    strips = [
        strip
        for strip in shapely.get_parts(shapely.difference(between, both))
        if shapely.distance(strip, one) < gap / 100 and shapely.distance(strip, two) < gap / 100
    ]
    filled = shapely.union_all([two, *(shapely.buffer(strip, gap / 100, quad_segs=1) for strip in strips)])
    return _noded(one, _largest(shapely.difference(filled, one)))


def cut(areas: Areas, line: Run) -> Areas | None:
    """Return the two polygons that a line drawn across areas makes of their largest one, or None if it does not."""
    whole = _largest(shape(areas))
    blade = shapely.linestrings(_lengthened(line, ON * max(_sides(whole))))
    faces = list(shapely.get_parts(shapely.polygonize([shapely.union(shapely.boundary(whole), blade)])))
    faces = sorted((face for face in faces if _within(face, whole)), key=lambda face: -face.area)
    if len(faces) < 2 or faces[1].area < CRUMB * whole.area:
        return None
    sides = faces[:2]
    for crumb in faces[2:]:
        # A line that wavers across the outline leaves pieces: each goes to the side that it touches most.
        borders = [shapely.length(shapely.intersection(crumb, side)) for side in sides]
        near = 0 if borders[0] >= borders[1] else 1
        sides[near] = shapely.union(sides[near], crumb)
    return _noded(*(_largest(side) for side in sides))


def _noded(one: BaseGeometry, two: BaseGeometry) -> Areas:
    """Return two polygons built from the same edges, noded on one fine grid: each vertex of their border is in both."""
    grid = GRID * max(_sides(shapely.union(one, two)))
    edges = shapely.union_all([shapely.boundary(one), shapely.boundary(two)], grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize([edges]))
    parts = []
    for side in (one, two):
        own = [face for face in faces if _within(face, side)]
        parts.append(areas_of(_largest(shapely.coverage_union_all(own))).parts[0])
    return Areas(tuple(parts))


def _within(face: BaseGeometry, whole: BaseGeometry) -> bool:
    return bool(shapely.contains(whole, shapely.point_on_surface(face)))


def _closed(found: BaseGeometry, gap: float) -> BaseGeometry:
    wide = shapely.buffer(found, gap / 2, join_style="mitre", mitre_limit=2)
    return shapely.buffer(wide, -gap / 2, join_style="mitre", mitre_limit=2)


def _lengthened(line: Run, by: float) -> Run:
    (ax, ay), (bx, by_) = line[0], line[1]
    (yx, yy), (zx, zy) = line[-2], line[-1]
    return (_beyond((bx, by_), (ax, ay), by), *line, _beyond((yx, yy), (zx, zy), by))


def _beyond(before: Coord, at: Coord, by: float) -> Coord:
    dx, dy = at[0] - before[0], at[1] - before[1]
    long = (dx * dx + dy * dy) ** 0.5 or 1.0
    return (at[0] + dx / long * by, at[1] + dy / long * by)


def _sides(whole: BaseGeometry) -> tuple[float, float]:
    low_x, low_y, high_x, high_y = whole.bounds
    return (high_x - low_x, high_y - low_y)


def _largest(found: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(found) if part.geom_type == "Polygon"]
    return max(parts, key=lambda part: part.area) if parts else shapely.Polygon()


def touching(areas: Areas, others: Sequence[Areas]) -> list[Areas]:
    """Return those of ``others`` that share a border with areas."""
    own = shape(areas)
    return [other for other in others if shapely.length(shapely.intersection(own, shape(other))) > 0]
