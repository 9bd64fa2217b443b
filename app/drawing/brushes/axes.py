"""Lines that hold a structure: a lopsided axis with its branches, a bridgehead with its fan. Lengths in mm."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, hypot, pi, radians, sin
from typing import Any

import shapely

from app.drawing import theme
from app.drawing.arrows import FINE, arrow, filled
from app.drawing.brushes.course import Course
from app.drawing.brushes.strokes import strokes
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.brushes.ways import courses, finished, longest, paths, side_of
from app.drawing.primitives import Subpath, circle, line, polygon
from app.poster.geometry import Coord

#: Branches lean back a little: they come from the places to the axis.
LEAN = 0.18
LONG_R, SHORT_R, ROOT = 1.6, 1.15, 2.5
#: A bridgehead of 20 mm: radius of its base and of its half disc, its barrier, where its fan starts.
BASE_R, HEAD_R = 3.8, 4.6
BARRIER_BACK, BARRIER_GAP, BARRIER_HALF, BARRIER_WIDTH = 4.2, 3.5, 9.8, 2.6
FAN_START, FAN_NECK = 6.6, 2.2
FAN, REACH = 40.0, 17.0
#: Narrowest and widest half-angle of a fan, degrees.
FAN_BOUNDS = (5.0, 88.0)


def asymmetry(subject: Subject) -> Drawing:
    """An axis with long branches on one side and short ones on the other, or with ends on real places."""
    found = courses(subject)
    if not found:
        return Drawing((), Hang(*subject.point()))
    look = subject.look
    width = subject.stroke(theme.S4)
    twigs: list[Subpath] = []
    ends: list[Subpath] = []
    far = 0.0
    for end in _ends(subject, found):
        foot, strong = _foot(end, found, side_of(subject))
        twigs.append(line(foot, end))
        ends.append(circle(*end, LONG_R if strong else SHORT_R))
        far = max(far, hypot(end[0] - foot[0], end[1] - foot[1]))
    branches = tuple(twigs)
    made = (
        *strokes(branches, theme.S3, look),
        *filled(tuple(ends), look, halo=0.6, edge=theme.S2, dashed=False),
        *strokes(paths(found), width, look),
        # Rings must not cut a branch from its axis, nor from its end where that is not hollow.
        *strokes(_roots(branches, hollow=look.open), theme.S3, look, halo=0),
    )
    return finished(subject, made, found, far or 3.0)


def _roots(branches: tuple[Subpath, ...], *, hollow: bool) -> tuple[Subpath, ...]:
    return tuple(line(*Course(each.points).between(0, ROOT)) for each in branches) if hollow else branches


def _ends(subject: Subject, found: list[Course]) -> list[Coord]:
    """Return where the branches end: the places that were set, else evenly along the axis."""
    told = subject.places("bouts")
    if told:
        return [(x, y) for x, y, _ in told]
    side = side_of(subject)
    many, few = subject.count("branches", 4, 1), subject.count("branches_courtes", 2)
    long, short = subject.number("longue", 15.0), subject.number("courte", 4.5)
    ends: list[Coord] = []
    for course in found:
        for way_side, count, reach in ((side, many, long), (-side, few, short)):
            for rank in range(count):
                distance = course.length * (rank + 0.5) / count
                (x, y), (tx, ty) = course.at(distance), course.tangent(distance)
                nx, ny = -ty * way_side - tx * LEAN, tx * way_side - ty * LEAN
                norm = hypot(nx, ny) or 1.0
                ends.append((x + nx / norm * reach, y + ny / norm * reach))
    return ends


def _foot(end: Coord, found: list[Course], side: float) -> tuple[Coord, bool]:
    """Return where the branch of an end leaves its axis, and whether it is on the strong side."""
    spot = shapely.points(*end)
    axes = [
        shapely.linestrings(course.points if len(course.points) > 1 else course.points * 2)
        for course in found
    ]
    axis, course = min(zip(axes, found, strict=True), key=lambda pair: float(shapely.distance(pair[0], spot)))
    near = float(shapely.line_locate_point(axis, spot))
    away = float(shapely.distance(axis, spot))
    (x, y), (tx, ty) = course.at(near), course.tangent(near)
    strong = (tx * (end[1] - y) - ty * (end[0] - x)) * side >= 0
    return course.at(min(course.length, near + LEAN * away)), strong


def bridgehead(subject: Subject) -> Drawing:
    """A base, the gap of a barrier, and the fan that spreads beyond: from the first point to the last.

    ``eventail`` is the half-angle of the fan, degrees; ``portee`` how far its arrows go from the bridgehead.
    """
    course = longest(courses(subject, smoothed=False))
    if course is None:
        return Drawing((), Hang(*subject.point()))
    look = subject.look
    hx, hy = course.points[-1]
    tx, ty = course.tangent(course.length)
    unit = (subject.taille or subject.number("taille", 20.0)) / 20.0

    def at(ahead: float, aside: float) -> Coord:
        return (hx + tx * ahead - ty * aside, hy + ty * ahead + tx * aside)

    back = -min(BARRIER_BACK * unit, course.length / 2)
    bars = tuple(
        line(at(back, side * BARRIER_GAP * unit), at(back, side * BARRIER_HALF * unit)) for side in (1, -1)
    )
    turns = [-pi / 2 + pi * i / 24 for i in range(25)]
    head = polygon(at(HEAD_R * unit * cos(turn), HEAD_R * unit * sin(turn)) for turn in turns)
    base = circle(*course.points[0], BASE_R * unit)
    link, width = (line(*course.points),), theme.S4 * unit
    made = (
        *strokes(bars, BARRIER_WIDTH * unit, look, dash=()),
        *strokes(link, width, look),
        *filled((base, head, *_fan(subject, at, unit)), look, halo=0.8, edge=theme.S2, dashed=False),
        # The ring of what it links must not cut the link.
        *(() if look.open else strokes(link, width, look, halo=0)),
    )
    return finished(subject, made, [course], BARRIER_HALF * unit)


def _fan(subject: Subject, at: Callable[[float, float], Coord], unit: float) -> tuple[Subpath, ...]:
    """Return the three arrows that leave a bridgehead."""
    half = radians(min(FAN_BOUNDS[1], max(FAN_BOUNDS[0], abs(subject.number("eventail", FAN)))))
    start = FAN_START * unit
    reach = max(start + 2.0, subject.number("portee", REACH))
    # Heads side by side, never one over the other.
    neck = min(FAN_NECK * unit, 2 * reach * sin(half / 2) / (FINE.head_width + 0.3))
    return tuple(
        arrow(
            (at(start * cos(turn), start * sin(turn)), at(reach * cos(turn), reach * sin(turn))), neck, FINE
        )
        for turn in (-half, 0.0, half)
    )


def implied(subject: Subject) -> dict[str, Any]:
    """Return what these lines use where the mark says nothing, in mm of the page."""
    if subject.settings.get("forme") == "dissymetrie":
        return {"bouts": [list(end) for end in _ends(subject, courses(subject))]}
    return {}
