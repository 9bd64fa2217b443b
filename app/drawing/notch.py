"""The notch of what comes from elsewhere: a small arrow that enters a mark from the nearest edge of the map."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.drawing import badges, theme
from app.drawing.badges import Badges
from app.drawing.brushes.course import Course
from app.drawing.brushes.subject import Hang
from app.drawing.primitives import Path, Primitive, line, polygon
from app.poster.boxes import meet
from app.poster.geometry import Areas, Box, Coord, Geometry
from app.poster.records import Mark

#: Length, and half width of its head, in mm; how far its point goes into a symbol, and how near it comes to a line.
LENGTH, HALF, INTO, AWAY = 6.0, 1.7, 1.0, 1.6


def shown(mark: Mark) -> bool:
    """Return whether a mark has a notch."""
    return mark.origine == "externe"


def draw(mark: Mark, page: Geometry, hang: Hang, frame: Box | None, taken: Sequence[Box] = ()) -> Badges:
    """Return the notch of a mark whose geometry is ``page`` (mm); nothing for what comes from here.

    It comes from the nearest edge of ``frame``, unless words are ``taken`` to be there already.
    """
    if not shown(mark):
        return Badges()
    beads = len(badges.shown(mark))
    found = [_at(way, page, hang, beads) for way in _ways((hang.x, hang.y), frame)]
    tip, way = next((one for one in found if not any(meet(_box(*one), each) for each in taken)), found[0])
    return Badges(sign(tip, way), (_box(tip, way),))


def sign(tip: Coord, way: Coord) -> tuple[Primitive, ...]:
    """Return the arrow whose point is at ``tip`` and that goes along the unit vector ``way``."""
    x, y = tip
    dx, dy = way

    def at(back: float, aside: float) -> Coord:
        return (x - dx * back - dy * aside, y - dy * back + dx * aside)

    shaft = line(at(LENGTH, 0.0), at(2.0, 0.0))
    head = polygon((tip, at(3.0, HALF), at(3.0, -HALF)))
    ring = 2 * theme.HALO_BADGE
    return (
        Path((shaft,), stroke=theme.PAPIER, width=1.1 + ring),
        Path((head,), fill=theme.PAPIER, stroke=theme.PAPIER, width=ring),
        Path((shaft,), stroke=theme.ENCRE, width=1.1),
        Path((head,), fill=theme.ENCRE),
    )


def _ways(middle: Coord, frame: Box | None) -> list[Coord]:
    """Return the four ways into the page, that of the nearest edge first."""
    if frame is None:
        return [(1.0, 0.0)]
    x, y = middle
    away = (
        (x - frame[0], (1.0, 0.0)),
        (frame[2] - x, (-1.0, 0.0)),
        (y - frame[1], (0.0, 1.0)),
        (frame[3] - y, (0.0, -1.0)),
    )
    return [way for _, way in sorted(away)]


def _at(way: Coord, page: Geometry, hang: Hang, beads: int) -> tuple[Coord, Coord]:
    """Return the point of the arrow and its way, for one side of the page."""
    if isinstance(page, Areas):
        edge = _edge(page, (hang.x, hang.y), way)
        return ((edge[0] + way[0] * INTO, edge[1] + way[1] * INTO), way)
    if hang.width > 0:
        reach = (hang.width if way[0] else hang.height) / 2 - INTO
        return ((hang.x - way[0] * reach, hang.y - way[1] * reach), way)
    tx, ty = hang.tangent or (1.0, 0.0)
    # Across the line, from the side that looks to the edge; beside the beads that stand in its middle.
    across = (-ty, tx) if -ty * way[0] + tx * way[1] > 0 else (ty, -tx)
    place = (hang.x, hang.y)
    if hang.course and beads:
        course = Course(hang.course)
        aside = beads / 2 * badges.SPACING + HALF + 1.0
        here = course.length / 2 + aside
        place, (tx, ty) = course.at(here), course.tangent(here)
        across = (-ty, tx) if -ty * way[0] + tx * way[1] > 0 else (ty, -tx)
    return ((place[0] - across[0] * AWAY, place[1] - across[1] * AWAY), across)


def _edge(areas: Areas, middle: Coord, way: Coord) -> Coord:
    """Return where the outline is met when one goes from ``middle`` against ``way``, the farthest crossing."""
    x, y = middle
    level = 1 if way[0] else 0  # the coordinate that stays the same on the way out
    fixed = middle[level]
    sign = -(way[0] or way[1])
    best = 0.0
    for part in areas.parts:
        for one, other in pairwise(part[0]):
            if (one[level] > fixed) == (other[level] > fixed):
                continue
            share = (fixed - one[level]) / (other[level] - one[level])
            crossing = one[1 - level] + share * (other[1 - level] - one[1 - level])
            best = max(best, (crossing - middle[1 - level]) * sign)
    return (x - way[0] * best, y - way[1] * best)


def _box(tip: Coord, way: Coord) -> Box:
    tail = (tip[0] - way[0] * LENGTH, tip[1] - way[1] * LENGTH)
    reach = HALF + theme.HALO_BADGE
    return (
        min(tip[0], tail[0]) - reach * abs(way[1]),
        min(tip[1], tail[1]) - reach * abs(way[0]),
        max(tip[0], tail[0]) + reach * abs(way[1]),
        max(tip[1], tail[1]) + reach * abs(way[0]),
    )
