"""Areas that are going somewhere: what grows from one edge to the other, what extends, what shrinks."""

from __future__ import annotations

from dataclasses import replace
from math import hypot
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import textures, theme
from app.drawing.arrows import FINE, arrow, filled
from app.drawing.brushes.course import Course
from app.drawing.brushes.grounds import area_of, contour, framed, grounded, named
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.colour import alpha
from app.drawing.primitives import Path, Primitive, Subpath, line
from app.drawing.textures import axes, hatch, heart, lines_of, shape, span, subpaths
from app.poster.geometry import Areas

#: The future edge of what extends stays this far inside the outline of the territory, in mm; where it follows that it
#: is not drawn, and what is left of it is longer than the second number.
INSIDE_OUTLINE, LEAST_EDGE = 1.6, 3.0
#: Fewest and most arrows of what extends, one for each stretch of its core; what is too tight for one has none.
ARROWS, STRETCH, ROOM = (4, 8), 15.0, 5.6
#: Where a gradient grows when nobody says: towards the bottom of the page.
DOWN = -90.0


def trend(subject: Subject) -> Drawing:
    """Lines that come closer towards where it grows; no outline: a gradient has no edge.

    ``fleche`` lays an arrow over them, for who does not read close lines as more.
    """
    whole = area_of(subject)
    look = subject.look
    turn = subject.turn(DOWN)
    closer = {1: 1.25, 2: 1.0, 3: 0.85}[look.force]
    lines = textures.gradient(
        grounded(whole, subject),
        look.ink,
        turn,
        first=max(textures.GRADIENT_MIN, subject.number("premier", textures.GRADIENT_FIRST)) * closer,
        width=subject.number("trait", textures.GRADIENT_WIDTH),
        ratio=min(1.0, max(0.3, subject.number("raison", textures.GRADIENT_RATIO))),
        minimum=max(textures.GRADIENT_MIN, subject.number("dernier", textures.GRADIENT_MIN)),
    )
    made: list[Primitive] = [Path(lines.subpaths, stroke=look.ink, width=lines.width, dash=look.dash)]
    made += contour(whole, subject, subject.number("contour", 0.0))
    if subject.flag("fleche"):
        made += _towards(whole, turn, subject)
    return named(subject, tuple(made), whole)


def _towards(whole: BaseGeometry, turn: float, subject: Subject) -> tuple[Primitive, ...]:
    """Return an arrow through the heart, along which it grows, as long as the area lets it be."""
    way, _ = axes(-turn)
    x, y = heart(whole)
    low, high = span(whole, way)
    here = x * way[0] + y * way[1]
    ray = shapely.linestrings(
        [(x + way[0] * (end - here), y + way[1] * (end - here)) for end in (low - 1, high + 1)]
    )
    pieces = [run for run in lines_of(shapely.intersection(ray, whole)) if len(run) > 1]
    if not pieces:
        return ()
    longest = max(pieces, key=lambda run: Course(run).length)
    run = Course(tuple(sorted((longest[0], longest[-1]), key=lambda p: p[0] * way[0] + p[1] * way[1])))
    neck = subject.stroke(subject.number("fleche_mm", 2.1))
    # Over its lines an arrow is ringed even in a small sign.
    ringed = replace(subject.look, halo=subject.look.halo or theme.PAPIER)
    return filled((arrow(run.between(run.length * 0.08, run.length * 0.92), neck),), ringed)


def extension(subject: Subject) -> Drawing:
    """A hatched core and how far it may go, a pale ring between them, crossed by arrows.

    The first polygon is the core, those that follow the edge; without one it lies ``marge`` mm around. What is there
    today has a plain outline, what is to come a dashed one: ``sens`` « retrait » turns both over, arrows included.
    """
    look = subject.look
    core, edge, kept_in = _core_and_edge(subject)
    shrinks = subject.value("sens", "extension") == "retrait"
    ring = shapely.difference(edge, core)
    near, far = (
        (_edged(core, subject, True), _edged(edge, subject, False))
        if shrinks
        else (_edged(core, subject, False), _edged(edge, subject, True, kept_in))
    )
    made: list[Primitive] = [
        Path(subpaths(ring), fill=alpha(look.accent, 0.45)),
        *far,
        Path(subpaths(core), fill=theme.PAPIER),
        hatch(core, look.ink),
        *near,
    ]
    shapes = _arrows(core, ring, shrinks)
    if shapes:
        made += filled(shapes, look, halo=0.7, edge=0.5, dashed=False)
    return named(subject, tuple(made), core if not core.is_empty else edge)


def implied(subject: Subject) -> dict[str, Any]:
    """Return where a gradient grows when neither its parameter nor its mark says it."""
    return {"angle": subject.turn(DOWN)}


def _core_and_edge(subject: Subject) -> tuple[BaseGeometry, BaseGeometry, BaseGeometry | None]:
    """Return the core, and how far it goes: what was drawn, else a margin, kept inside the outline of its land.

    The last one is the land that keeps it in, None where nothing does.
    """
    assert isinstance(subject.geometry, Areas)
    parts = [shape(Areas((part,))) for part in subject.geometry.parts]
    core, edge = parts[0], shapely.union_all(parts)
    if float(core.area) > 0.98 * float(edge.area) and len(parts) > 1:  # drawn from the edge to the core
        core = min(parts, key=lambda part: float(part.area))
    core = framed(core, subject)
    if len(parts) == 1:
        margin = max(0.0, subject.number("marge", 14.0))
        edge = shapely.buffer(core, margin, join_style="mitre", mitre_limit=1.6)
    if subject.territory is not None:
        land = shape(subject.territory)
        if shapely.area(shapely.intersection(core, land)) > 0.5 * shapely.area(core):
            edge = shapely.union(shapely.intersection(edge, shapely.buffer(land, -INSIDE_OUTLINE)), core)
            return core, framed(edge, subject), land
    return core, framed(edge, subject), None


def _edged(
    area: BaseGeometry, subject: Subject, to_come: bool, land: BaseGeometry | None = None
) -> tuple[Path, ...]:
    """Return the outline of what is there, or of what is to come; not where that of ``land`` bounds it as well."""
    look = subject.look
    dash = theme.DASH_FUTUR if to_come and not look.dash else look.dash
    runs = subpaths(area)
    if land is not None:
        along = shapely.buffer(land.boundary, INSIDE_OUTLINE + 0.3)
        free = shapely.line_merge(shapely.difference(area.boundary, along))
        if shapely.length(free) < shapely.length(area.boundary) - LEAST_EDGE:
            runs = tuple(line(*run) for run in lines_of(free) if Course(run).length > LEAST_EDGE)
    return (Path(runs, stroke=look.ink, width=0.9 if to_come else theme.S3, dash=dash),) if runs else ()


def _arrows(core: BaseGeometry, ring: BaseGeometry, inwards: bool) -> tuple[Subpath, ...]:
    """Return arrows that cross the ring at regular places of the core, where there is room for one."""
    parts = [part for part in shapely.get_parts(core) if part.geom_type == "Polygon"]
    if not parts or ring.is_empty:
        return ()
    # Without its small turns the core shows where its sides look.
    main = max(parts, key=lambda part: float(part.area))
    course = Course(lines_of(shapely.get_exterior_ring(shapely.normalize(main)))[0])
    count = min(ARROWS[1], max(ARROWS[0], round(course.length / STRETCH)))
    shapely.prepare(ring)
    most: list[Course] = []
    for share in (0.5, 0.25, 0.75, 0.0):
        places = [course.length * (rank + share) / count for rank in range(count)]
        found = [way for place in places if (way := _across(course, place, main, ring))]
        most = max(most, found, key=len)
        if len(most) == count:
            break
    return tuple(
        arrow(tuple(reversed(run)) if inwards else run, 1.3, FINE)
        for run in (way.between(1.1, way.length - 0.8) for way in most)
    )


def _across(course: Course, distance: float, core: BaseGeometry, ring: BaseGeometry) -> Course | None:
    """Return the way out of the core, square to it, through the ring; None where the ring is too tight."""
    (ax, ay), (bx, by) = course.at(distance - STRETCH / 3), course.at(distance + STRETCH / 3)
    x, y = course.at(distance)
    norm = hypot(bx - ax, by - ay)
    if norm < 0.5:
        return None
    nx, ny = (by - ay) / norm, -(bx - ax) / norm
    if shapely.contains_xy(core, x + nx * 0.3, y + ny * 0.3):
        nx, ny = -nx, -ny
    reach = hypot(ring.bounds[2] - ring.bounds[0], ring.bounds[3] - ring.bounds[1])
    ray = shapely.linestrings([(x, y), (x + nx * reach, y + ny * reach)])
    here = shapely.Point(x, y)
    for run in lines_of(shapely.intersection(ray, ring)):
        way = Course(run if hypot(run[0][0] - x, run[0][1] - y) < 0.5 else tuple(reversed(run)))
        if way.length >= ROOM and shapely.distance(shapely.linestrings(way.points), here) < 0.5:
            return way
    return None
