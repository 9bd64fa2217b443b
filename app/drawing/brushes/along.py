"""The brush of lines: strokes, cased ways, combs, rivers, and arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import hypot
from typing import Any, Literal

import shapely

from app.drawing import theme
from app.drawing.arrows import filled
from app.drawing.brushes import axes, edges, flows, rivers
from app.drawing.brushes.course import Course
from app.drawing.brushes.strokes import ring, strokes
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.brushes.ways import courses, finished, paths, side_of
from app.drawing.primitives import Path, Primitive, Subpath, circle, line
from app.drawing.textures import comb
from app.poster.geometry import Coord

#: Cased way, comb of a break.
ROUTE, ROUTE_CORE = 2.6, 1.25
#: Way with a line along its middle: shares of its width that are paper, and that line; its dash, mm.
AXLE_CORE, AXLE, AXLE_DASH = 0.6, 0.15, (2.6, 1.9)
BREAK, TOOTH_STEP, TOOTH_LENGTH, TOOTH_WIDTH = 2.3, 3.6, 4.2, theme.S3
DASHES = {
    "administratif": theme.DASH_ADMINISTRATIF,
    "futur": theme.DASH_FUTUR,
    "points": theme.DASH_HYPOTHESE,
}


def draw(subject: Subject) -> Drawing:
    """Return the drawing of a line; the setting ``forme`` names it, a plain stroke by default."""
    return FORMS[subject.settings.get("forme", "trait")](subject)


def stroke(subject: Subject) -> Drawing:
    """A plain line; ``tiret`` gives it the dash of limits, ``largeur`` its width, ``ruban`` a pale band under it."""
    found = courses(subject)
    look = subject.look
    width = subject.stroke(subject.number("largeur", theme.S4))
    dash = look.dashed(width) or DASHES.get(subject.value("tiret", ""), ())
    band = subject.number("ruban", 0.0) * width
    if band <= width:
        return finished(subject, strokes(paths(found), width, look, dash=dash), found)
    # The band carries the ring, so that the dashes lie on it as on a ground.
    made = (
        *strokes(paths(found), band, replace(look, ink=look.accent, dash=())),
        *strokes(paths(found), width, look, dash=dash, halo=0),
    )
    return finished(subject, made, found, band / 2)


def way(subject: Subject) -> Drawing:
    """A cased way; ``variante`` makes it a railway (cross ties) or a path (round dots), ``axe`` marks its middle."""
    found = courses(subject)
    look = subject.look
    ways = paths(found)
    width = subject.stroke(subject.number("largeur", ROUTE))
    variant = subject.value("variante", "route")
    made: list[Primitive] = []
    if variant == "chemin":
        made += strokes(ways, width * 0.62, look, dash=(0.01, width * 1.05))
    elif variant == "rail":
        ties = [
            tie for course in found for side in (1.0, -1.0) for tie in comb(course, 3.2, width * 0.7, side)
        ]
        if look.halo:
            made.append(ring(ways, width, look.halo, theme.HALO_LIGNE))
        made.append(Path(tuple(ties), stroke=look.ink, width=width * 0.28, cap="flat"))
        made += strokes(ways, width * 0.42, look, halo=0)
    else:
        # A way that leaves the map is open at its ends, any other is closed.
        cap: Literal["round", "flat"] = (
            "flat" if any(_leaves(course, subject) for course in found) else "round"
        )
        if look.halo:
            made.append(Path(ways, stroke=look.halo, width=width + 2 * theme.HALO_LIGNE, cap=cap))
        made.append(Path(ways, stroke=look.ink, width=width, dash=look.dashed(width), cap=cap))
        core = AXLE_CORE if subject.flag("axe") else ROUTE_CORE / ROUTE
        made.append(Path(ways, stroke=theme.PAPIER, width=width * core, cap=cap))
        if subject.flag("axe"):
            made.append(Path(ways, stroke=look.ink, width=width * AXLE, dash=AXLE_DASH, cap="flat"))
    if subject.flag("extremites"):
        ends = tuple(circle(*course.at(d), width * 0.95) for course in found for d in (0.0, course.length))
        made += filled(ends, look, halo=0.6)
    return finished(subject, tuple(made), found)


def _apart(teeth: list[Subpath], course: Course, length: float) -> Iterator[Subpath]:
    """Yield the teeth that have room: inside a tight bend they would cross each other, or the line."""
    if not teeth:
        return
    whole = shapely.linestrings(course.points)
    before: Coord | None = None
    for tooth in teeth:
        tip = tooth.points[-1]
        free = before is None or hypot(tip[0] - before[0], tip[1] - before[1]) > TOOTH_WIDTH
        if free and shapely.distance(whole, shapely.points(*tip)) > edges.ROOM * length:
            before = tip
            yield tooth


def _leaves(course: Course, subject: Subject) -> bool:
    """Return whether a course was cut at the frame of the map."""
    if subject.frame is None:
        return False
    low_x, low_y, high_x, high_y = subject.frame
    ends = (course.points[0], course.points[-1])
    return any(min(x - low_x, high_x - x, y - low_y, high_y - y) < 0.1 for x, y in ends)


def comb_line(subject: Subject) -> Drawing:
    """A line with teeth on the side that falls: a break, an edge."""
    found = courses(subject)
    look = subject.look
    width = subject.stroke(BREAK)
    grown = (width / BREAK) ** 0.5
    length = TOOTH_LENGTH * grown + (width - BREAK) / 2
    teeth = tuple(
        tooth
        for course in found
        for tooth in _apart(comb(course, TOOTH_STEP * grown, length, side_of(subject)), course, length)
    )
    roots = tuple(line(*Course(tooth.points).between(0, length / 2)) for tooth in teeth)
    made = (
        *strokes(teeth, TOOTH_WIDTH * grown, look, dash=()),
        # A pale spine under the dashes keeps the teeth together.
        *(strokes(paths(found), width, replace(look, ink=look.accent, dash=())) if look.dash else ()),
        *strokes(paths(found), width, look, halo=0 if look.dash else theme.HALO_LIGNE),
        # The ring of the line must not cut the roots of its teeth.
        *strokes(roots, TOOTH_WIDTH * grown, look, dash=(), halo=0),
    )
    return finished(subject, made, found, length + 1)


FORMS: dict[str, Callable[[Subject], Drawing]] = {
    "trait": stroke,
    "voie": way,
    "peigne": comb_line,
    "fleche": flows.flow,
    "riviere": rivers.river,
    "partage": edges.divide,
    "crete": edges.ridge,
    "front": edges.front,
    "corridor": edges.corridor,
    "dissymetrie": axes.asymmetry,
    "tete_de_pont": axes.bridgehead,
}


def implied(subject: Subject) -> dict[str, Any]:
    """Return what a line uses where the mark says nothing, in mm of the page."""
    return axes.implied(subject)
