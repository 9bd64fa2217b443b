"""Areas as polygons of shapely, and back. Not for what is there before the first paint: it brings shapely."""

from __future__ import annotations

import shapely
from shapely.geometry.base import BaseGeometry

from app.poster.geometry import Areas, Polygon, Run, closed


def surface(areas: Areas) -> BaseGeometry:
    """Return valid polygons of areas, in their own unit; what cannot be mended loses its crossings."""
    made = shapely.multipolygons(
        [
            # Holes are rings by themselves: an array would want them of one length.
            shapely.Polygon(closed(part[0]), [closed(hole) for hole in part[1:] if len(set(hole)) >= 3])
            for part in areas.parts
            if len(set(part[0])) >= 3
        ]
    )
    return made if made.is_valid else shapely.buffer(shapely.make_valid(made), 0)


def areas_of(geometry: BaseGeometry) -> Areas:
    """Return the polygons of a geometry as areas; lines and points of it are left out."""
    parts: list[Polygon] = []
    for piece in getattr(geometry, "geoms", (geometry,)):
        if piece.geom_type == "Polygon" and not piece.is_empty:
            parts.append(tuple(run_of(ring) for ring in (piece.exterior, *piece.interiors)))
        elif piece.geom_type.startswith("Multi") or piece.geom_type == "GeometryCollection":
            parts += areas_of(piece).parts
    return Areas(tuple(parts))


def filled(whole: BaseGeometry, least: float) -> BaseGeometry:
    """Return the polygons of a geometry, the largest first, without holes of less area than ``least``."""
    parts = sorted(
        (part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"),
        key=lambda part: -part.area,
    )
    return shapely.MultiPolygon(
        [
            shapely.Polygon(
                part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area >= least]
            )
            for part in parts
        ]
    )


def run_of(line: BaseGeometry) -> Run:
    """Return the vertices of a line or a ring."""
    # Quicker than asking a line for its coordinates one by one.
    return tuple([(x, y) for x, y in shapely.get_coordinates(line).tolist()])
