"""A territory as a plain rounded shape: a few sides, its size and its middle kept."""

from __future__ import annotations

from math import sqrt
from typing import Any

from app.basemap.shapes.schematic import schematic
from app.poster.geometry import Areas
from app.poster.surfaces import areas_of, surface

#: Sides of the shape before its corners are rounded.
SIDES = 8
#: How far coves and capes are levelled, and the radius of the corners, as parts of the side of a square of its size.
LEVELLED, CORNERS = 0.16, 0.11
#: Segments of a quarter of a circle.
QUARTER = 6
#: A part under this share of the largest one has no shape of its own: its ground goes to the others.
LEAST = 0.08


def plain(areas: Areas, sides: int = SIDES) -> Areas:
    """Return areas as plain shapes, in their own unit: same size, same middle, no hole, hardly a hollow.

    Parts that are small beside the largest one vanish, and the others grow by what they were.
    """
    import shapely

    parts = sorted(shapely.get_parts(surface(areas)), key=shapely.area, reverse=True)
    if not parts:
        return areas
    kept = [part for part in parts if shapely.area(part) >= LEAST * shapely.area(parts[0])]
    grown = sqrt(sum(map(shapely.area, parts)) / sum(map(shapely.area, kept)))
    shapes = [_scaled(_rounded(part, sides), shapely.area(part) * grown**2, part.centroid) for part in kept]
    return areas_of(shapely.union_all(shapes))


def _rounded(part: Any, sides: int) -> Any:
    """Return a part with few sides and round corners."""
    import shapely

    side = sqrt(shapely.area(part))
    far = LEVELLED * side
    # Coves are filled, then capes are cut; what is thinner than that is kept as it is.
    level = shapely.buffer(
        shapely.buffer(shapely.Polygon(part.exterior), far, quad_segs=4), -far, quad_segs=4
    )
    cut = shapely.buffer(shapely.buffer(level, -far, quad_segs=4), far, quad_segs=4)
    level = _largest(cut) if shapely.area(_largest(cut)) > 0.6 * side**2 else _largest(level)
    level = shapely.simplify(shapely.Polygon(level.exterior), 0.01 * side)
    few = _largest(surface(schematic([areas_of(level)], vertices=sides)[0]))
    round_ = min(CORNERS * side, 0.4 * shapely.area(few) / shapely.length(few) * 2)
    made = shapely.buffer(shapely.buffer(few, -round_, quad_segs=QUARTER), 2 * round_, quad_segs=QUARTER)
    return _largest(shapely.buffer(made, -round_, quad_segs=QUARTER))


def _largest(shape: Any) -> Any:
    import shapely

    return max(shapely.get_parts(shape), key=shapely.area)


def _scaled(shape: Any, size: float, middle: Any) -> Any:
    """Return a shape of ``size`` whose middle is at ``middle``."""
    import shapely

    factor = sqrt(size / shapely.area(shape))
    centre = shape.centroid
    xy = shapely.get_coordinates(shape)
    moved = (xy - (centre.x, centre.y)) * factor + (middle.x, middle.y)
    return shapely.set_coordinates(shapely.Polygon(shape.exterior), moved)
