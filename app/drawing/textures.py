"""Computed lines and dots that fill areas, anchored to the page so that neighbours align. Lengths in mm."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import cos, radians, sin

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing.brushes.course import CLOSEST, Course
from app.drawing.primitives import Path, Subpath, dots, line, polygon
from app.poster.geometry import Areas, Coord, Run
from app.poster.surfaces import areas_of, run_of, surface

#: Hatch, dense and loose stipple, gradient: the values of the sheet's grammar.
HATCH_ANGLE, HATCH_STEP, HATCH_WIDTH = 45.0, 2.2, 0.5
DENSE_R, DENSE_STEP, DENSE_TINT = 0.4, 2.7, 0.38
LOOSE_R, LOOSE_STEP, LOOSE_TINT = 0.36, 4.0, 0.28
GRADIENT_WIDTH, GRADIENT_FIRST, GRADIENT_RATIO, GRADIENT_MIN = 0.35, 6.5, 0.88, 1.9
TICK_STEP, TICK_LENGTH, TICK_WIDTH = 3.0, 1.7, 0.45
#: Share of the largest circle inside an area that its centroid must have around it to be its heart.
WIDE_ENOUGH = 0.7
#: Rows of a staggered lattice lie at this share of its step.
ROW = 0.866


@lru_cache(maxsize=256)
def shape(areas: Areas) -> BaseGeometry:
    """Return valid polygons for areas of the page; brushes ask for the same ones again and again."""
    return surface(areas)


def lines_of(geometry: BaseGeometry) -> tuple[Run, ...]:
    """Return the lines of a shapely geometry as runs; rings of polygons count as lines."""
    runs: list[Run] = []
    for piece in getattr(geometry, "geoms", (geometry,)):
        if piece.is_empty:
            continue
        if piece.geom_type in {"LineString", "LinearRing"}:
            runs.append(run_of(piece))
        elif piece.geom_type == "Polygon":
            runs += [run_of(ring) for ring in (piece.exterior, *piece.interiors)]
        elif piece.geom_type not in {"Point", "MultiPoint"}:
            runs += lines_of(piece)
    return tuple(runs)


def subpaths(geometry: BaseGeometry) -> tuple[Subpath, ...]:
    """Return the polygons of a geometry as closed subpaths, to fill « evenodd »."""
    return tuple(polygon(ring) for part in areas_of(geometry).parts for ring in part)


def lattice(area: BaseGeometry, step: float, margin: float = 0.0) -> list[Coord]:
    """Return the nodes of the page's staggered lattice inside ``area``, ``margin`` mm or more from its edge."""
    step = max(step, CLOSEST)
    inner = shapely.buffer(area, -margin) if margin else area
    if inner.is_empty:
        return []
    min_x, min_y, max_x, max_y = inner.bounds
    rows = np.arange(np.floor(min_y / (step * ROW)), np.ceil(max_y / (step * ROW)) + 1)
    columns = np.arange(np.floor(min_x / step) - 1, np.ceil(max_x / step) + 1)
    ys, xs = np.meshgrid(rows * step * ROW, columns * step, indexing="ij")
    xs = xs + np.where(rows % 2, step / 2, 0.0)[:, None]
    shapely.prepare(inner)
    kept = shapely.contains_xy(inner, xs.ravel(), ys.ravel())
    return [(float(x), float(y)) for x, y in zip(xs.ravel()[kept], ys.ravel()[kept], strict=True)]


def rows(area: BaseGeometry, step: float, apart: float, margin: float = 0.0) -> list[Coord]:
    """Return places every ``step`` along upright rows ``apart`` mm from one another, inside ``area``."""
    inner = shapely.buffer(area, -margin) if margin else area
    if inner.is_empty:
        return []
    min_x, min_y, max_x, max_y = inner.bounds
    ys = np.arange(np.floor(min_y / apart), np.ceil(max_y / apart) + 1) * apart
    xs = np.arange(np.floor(min_x / step), np.ceil(max_x / step) + 1) * step
    grid_y, grid_x = np.meshgrid(ys, xs, indexing="ij")
    shapely.prepare(inner)
    kept = shapely.contains_xy(inner, grid_x.ravel(), grid_y.ravel())
    return [(float(x), float(y)) for x, y in zip(grid_x.ravel()[kept], grid_y.ravel()[kept], strict=True)]


def stipple(area: BaseGeometry, step: float, radius: float, colour: str) -> Path:
    """Return whole dots of ``radius`` every ``step``, none of them cut by the edge."""
    return dots(lattice(area, step, radius * 1.3), radius, colour)


def hatch(
    area: BaseGeometry,
    colour: str,
    *,
    angle: float = HATCH_ANGLE,
    step: float = HATCH_STEP,
    width: float = HATCH_WIDTH,
) -> Path:
    """Return parallel lines at ``angle`` (degrees from the page's right, clockwise), ``step`` apart."""
    along, across = axes(angle)
    low, high = span(area, across)
    ranks = range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1)
    return _ruled(area, [rank * step for rank in ranks], along, across, colour, width)


def gradient(
    area: BaseGeometry,
    colour: str,
    angle: float,
    *,
    first: float = GRADIENT_FIRST,
    ratio: float = GRADIENT_RATIO,
    minimum: float = GRADIENT_MIN,
    width: float = GRADIENT_WIDTH,
) -> Path:
    """Return lines that come closer towards ``angle`` (degrees from the page's right, counter-clockwise)."""
    across, along = axes(-angle)
    low, high = span(area, across)
    return _ruled(area, list(spread(low, high, first, ratio, minimum)), along, across, colour, width)


def spread(low: float, high: float, first: float, ratio: float, minimum: float) -> Iterable[float]:
    """Yield places from ``low`` to ``high`` whose spacing starts at ``first`` and shrinks down to ``minimum``."""
    place, gap = low + first * 0.4, first
    while place < high:
        yield place
        place += gap
        gap = max(minimum, gap * ratio)


def axes(angle: float) -> tuple[Coord, Coord]:
    """Return the unit directions along and across lines at ``angle`` (degrees, clockwise on the page)."""
    turn = radians(angle)
    return (cos(turn), sin(turn)), (-sin(turn), cos(turn))


def span(area: BaseGeometry, axis: Coord) -> tuple[float, float]:
    """Return how far a geometry lies along a unit direction, from its nearest place to its farthest, mm."""
    coords = shapely.get_coordinates(area)
    if not len(coords):
        return 0.0, 0.0
    places = coords @ np.array(axis)
    return float(places.min()), float(places.max())


def _ruled(
    area: BaseGeometry, places: list[float], along: Coord, across: Coord, colour: str, width: float
) -> Path:
    low, high = span(area, along)
    rules = [
        (
            (across[0] * place + along[0] * (low - 1), across[1] * place + along[1] * (low - 1)),
            (across[0] * place + along[0] * (high + 1), across[1] * place + along[1] * (high + 1)),
        )
        for place in places
    ]
    if not rules:
        return Path((), stroke=colour, width=width)
    kept = lines_of(shapely.intersection(shapely.multilinestrings(rules), area))
    return Path(tuple(line(*run) for run in kept), stroke=colour, width=width)


def comb(
    course: Course, step: float, length: float, side: float, first: float | None = None
) -> list[Subpath]:
    """Return teeth every ``step``, perpendicular to the course; ``side`` is 1 for its right, −1 for its left."""
    teeth = []
    for distance in course.every(step, first):
        x, y = course.at(distance)
        # The mean direction around the tooth: at a bend, teeth open like a fan and do not cross.
        (ax, ay), (bx, by) = course.tangent(distance - step / 2), course.tangent(distance + step / 2)
        tx, ty = (ax + bx) / 2, (ay + by) / 2
        norm = (tx * tx + ty * ty) ** 0.5 or 1.0
        teeth.append(line((x, y), (x - ty / norm * length * side, y + tx / norm * length * side)))
    return teeth


def ticks(
    area: BaseGeometry,
    colour: str,
    *,
    step: float = TICK_STEP,
    length: float = TICK_LENGTH,
    width: float = TICK_WIDTH,
) -> Path:
    """Return short ticks from the outline inwards, on outer rings and holes alike."""
    oriented = shapely.normalize(area)
    teeth: list[Subpath] = []
    for ring in lines_of(oriented):
        course = Course(ring)
        middle = course.at(step / 2)
        tx, ty = course.tangent(step / 2)
        inwards = 1.0 if shapely.contains_xy(oriented, middle[0] - ty * 0.05, middle[1] + tx * 0.05) else -1.0
        teeth += comb(course, step, length, inwards)
    return Path(tuple(teeth), stroke=colour, width=width)


def heart(area: BaseGeometry) -> Coord:
    """Return a place well inside the largest part: its centroid, or the middle of the largest circle in it."""
    parts = [piece for piece in shapely.get_parts(area) if piece.geom_type == "Polygon" and piece.area > 0]
    if not parts:
        middle = shapely.centroid(area)
        return (float(middle.x), float(middle.y))
    largest = max(parts, key=lambda piece: piece.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.5)
    # Where the shape is about as wide at its middle, the middle is what the eye expects.
    middle = shapely.centroid(largest)
    room = shapely.distance(middle, shapely.boundary(largest)) if shapely.contains(largest, middle) else 0.0
    if room >= WIDE_ENOUGH * shapely.length(circle):
        return (float(middle.x), float(middle.y))
    found = shapely.get_coordinates(circle)[0]
    return (float(found[0]), float(found[1]))
