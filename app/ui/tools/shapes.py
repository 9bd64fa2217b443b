"""Small geometry of hands: thinned strokes, constrained moves, contours made sound."""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, pi, radians, sin

from app.poster.geometry import Areas, Box, Coord, Run, closed


def distance(a: Coord, b: Coord) -> float:
    """Return the distance of two places, in their unit."""
    return hypot(b[0] - a[0], b[1] - a[1])


def box_of(a: Coord, b: Coord) -> Box:
    """Return the box between two corners."""
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def thinned(run: Run, tolerance: float) -> Run:
    """Return ``run`` without the vertices that move it by less than ``tolerance``; its ends are kept.

    Source: Douglas and Peucker, 1973, with a stack instead of recursion.
    """
    return tuple(run[index] for index in salient(run, tolerance))


def salient(run: Run, tolerance: float) -> list[int]:
    """Return the ranks of the vertices that ``thinned`` keeps."""
    if len(run) < 3:
        return list(range(len(run)))
    kept = {0, len(run) - 1}
    spans = [(0, len(run) - 1)]
    while spans:
        first, last = spans.pop()
        far, worst = 0.0, 0
        for index in range(first + 1, last):
            away = to_segment(run[index], run[first], run[last])
            if away > far:
                far, worst = away, index
        if far > tolerance:
            kept.add(worst)
            spans += [(first, worst), (worst, last)]
    return sorted(kept)


def contour(run: Run, tolerance: float) -> Run:
    """Return a freehand contour as a thinned closed ring; fewer than three corners give an empty run."""
    far = max(range(len(run)), key=lambda index: distance(run[0], run[index]))
    # A closed stroke begins where it ends: thin its two halves, or it would collapse on that one place.
    ring = thinned(run[: far + 1], tolerance)[:-1] + thinned((*run[far:], run[0]), tolerance)
    return closed(ring) if len(set(ring)) >= 3 else ()


def to_segment(at: Coord, a: Coord, b: Coord) -> float:
    """Return the distance of a place to a segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    span = dx * dx + dy * dy
    share = 0.0 if not span else max(0.0, min(1.0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / span))
    return hypot(at[0] - a[0] - share * dx, at[1] - a[1] - share * dy)


def straightened(start: Coord, end: Coord) -> Coord:
    """Return ``end`` turned about ``start`` to the nearest multiple of 15°."""
    turn = radians(stepped(degrees(atan2(end[1] - start[1], end[0] - start[0]))))
    length = distance(start, end)
    return (start[0] + length * cos(turn), start[1] + length * sin(turn))


def stepped(angle: float, step: float = 15.0) -> float:
    """Return an angle in degrees at its nearest ``step``."""
    return round(angle / step) * step


def along_axis(dx: float, dy: float) -> Coord:
    """Return a move kept on its longer axis."""
    return (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)


def angle_of(centre: Coord, at: Coord) -> float:
    """Return the angle of ``at`` seen from ``centre``: degrees from the page's right, counter-clockwise, 0-360."""
    return degrees(atan2(centre[1] - at[1], at[0] - centre[0])) % 360.0


def around(centre: Coord, radius: float, corners: int = 24) -> Run:
    """Return a closed ring at ``radius`` of a place."""
    return closed(
        tuple(
            (
                centre[0] + radius * cos(2 * pi * corner / corners),
                centre[1] + radius * sin(2 * pi * corner / corners),
            )
            for corner in range(corners)
        )
    )


def areas_of(ring: Run) -> Areas | None:
    """Return the areas that a closed ring draws; one that crosses itself is cut into sound ones. None if flat."""
    from shapely import Polygon, make_valid

    drawn = Polygon(ring)
    sound = drawn if drawn.is_valid else make_valid(drawn)
    found = [
        part for part in getattr(sound, "geoms", [sound]) if part.geom_type in ("Polygon", "MultiPolygon")
    ]
    polygons = [polygon for part in found for polygon in getattr(part, "geoms", [part])]
    # Crumbs of a crossing are no areas that anybody drew.
    largest = max((polygon.area for polygon in polygons), default=0.0)
    kept = [polygon for polygon in polygons if polygon.area > largest * 0.02]
    if not kept:
        return None
    return Areas(
        tuple(
            tuple(tuple((x, y) for x, y in line.coords) for line in (polygon.exterior, *polygon.interiors))
            for polygon in kept
        )
    )
