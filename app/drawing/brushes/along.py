"""The brush of lines: strokes, cased ways, combs, rivers, and arrows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import shapely

from app.drawing import labels, theme
from app.drawing.arrows import FLUX, PROFILES, arrow, clamped, double, filled
from app.drawing.brushes import edges
from app.drawing.brushes.course import Course, curve
from app.drawing.brushes.strokes import ring, strokes
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.brushes.ways import courses, finished, longest, paths, side_of
from app.drawing.primitives import Path, Primitive, Subpath, circle, flattened, line, polygon
from app.drawing.textures import comb, shape
from app.poster.geometry import Coord, Run, closed

#: Cased way, comb of a break.
ROUTE, ROUTE_CORE = 2.6, 1.25
BREAK, TOOTH_STEP, TOOTH_LENGTH, TOOTH_WIDTH = 2.3, 3.6, 4.2, theme.S3
#: Widths of flows may be told by hand; beyond these they are blots or hairs.
NECK_MM = (1.0, 14.0)
DASHES = {
    "administratif": theme.DASH_ADMINISTRATIF,
    "futur": theme.DASH_FUTUR,
    "points": theme.DASH_HYPOTHESE,
}


def draw(subject: Subject) -> Drawing:
    """Return the drawing of a line; the setting ``forme`` names it, a plain stroke by default."""
    return FORMS[subject.settings.get("forme", "trait")](subject)


def stroke(subject: Subject) -> Drawing:
    """A plain line; ``tiret`` gives it the dash of limits, ``largeur`` its width."""
    found = courses(subject)
    width = subject.stroke(subject.number("largeur", theme.S4))
    dash = subject.look.dashed(width) or DASHES.get(subject.value("tiret", ""), ())
    return finished(subject, strokes(paths(found), width, subject.look, dash=dash), found)


def way(subject: Subject) -> Drawing:
    """A cased way; ``variante`` makes it a railway (cross ties) or a path (round dots)."""
    found = courses(subject)
    look = subject.look
    ways = paths(found)
    width = subject.stroke(subject.number("largeur", ROUTE))
    variant = subject.value("variante", "route")
    made: list[Primitive] = []
    if variant == "chemin":
        made += strokes(ways, width * 0.5, look, dash=(0.01, width * 0.8))
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
        made.append(Path(ways, stroke=theme.PAPIER, width=width * ROUTE_CORE / ROUTE, cap=cap))
    if subject.flag("extremites"):
        ends = tuple(circle(*course.at(d), width * 0.95) for course in found for d in (0.0, course.length))
        made += filled(ends, look, halo=0.6)
    return finished(subject, tuple(made), found)


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
        tooth for course in found for tooth in comb(course, TOOTH_STEP * grown, length, side_of(subject))
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


def flow(subject: Subject) -> Drawing:
    """Filled arrows, one for each line, kept inside the frame; words are written at the end that leaves.

    ``profil``: ``flux`` swells, ``propagation`` tapers, ``constante``, ``fine``; ``double`` points both ways.
    """
    profile = PROFILES.get(subject.settings.get("profil", ""), FLUX)
    neck = min(max(_neck(subject), NECK_MM[0]), NECK_MM[1])
    shapes: list[Subpath] = []
    runs: list[Run] = []
    for run in subject.runs():
        flat = clamped(flattened(curve(run, subject.flag("lisse", True))), subject.frame)
        if len(set(flat)) < 2:
            continue
        runs.append(flat)
        shapes += double(flat, neck, profile) if subject.flag("double") else (arrow(flat, neck, profile),)
    if not runs:
        return Drawing((), Hang(*subject.point()))
    made = filled(tuple(shapes), subject.look, edge=max(theme.S2, neck * 0.16))
    if subject.flag("disque"):
        radius = neck * profile.tail * 0.5 + 1.1
        made = (
            *made,
            *filled(tuple(circle(*start, radius) for start in _starts(runs)), subject.look, halo=0.6),
        )
    found = [Course(run) for run in runs]
    drawing = finished(subject, made, found, neck * profile.head_width / 2)
    if not subject.etiquette:
        return drawing
    end, heading = _outer_end(longest(found) or found[0], subject)
    ground = shapely.union_all([shapely.buffer(shapely.polygons(closed(s.points)), 0) for s in shapes])
    return Drawing(drawing.primitives, drawing.hang, labels.destination(subject, end, heading, ground))


def _starts(runs: list[Run]) -> list[Coord]:
    return sorted({run[0] for run in runs})


def _neck(subject: Subject) -> float:
    if subject.taille:
        return subject.taille
    usual = subject.number("largeur", 0.0)
    if usual:
        return usual * {1: 0.75, 2: 1.0, 3: 1.35}[subject.look.force]
    return theme.FLUX_MM[subject.look.force]


def _outer_end(course: Course, subject: Subject) -> tuple[Coord, Coord]:
    """Return the end that lies outside the territory and the direction out of it: the head when in doubt."""
    start, tip = course.points[0], course.points[-1]
    tx, ty = course.tangent(course.length)
    if subject.territory is not None:
        ground = shape(subject.territory)
        if shapely.contains_xy(ground, *tip) and not shapely.contains_xy(ground, *start):
            sx, sy = course.tangent(0)
            return start, (-sx, -sy)
    return tip, (tx, ty)


def river(subject: Subject) -> Drawing:
    """A stroke that grows downstream, with a thread of light in its lower course."""
    found = courses(subject)
    look = subject.look
    width = subject.stroke(subject.number("largeur", 2.6))
    shapes = tuple(_swelling(course, width * 0.3, width) for course in found)
    threads = (line(*course.between(course.length * 0.38, course.length - width)) for course in found)
    made = (
        *filled(shapes, look, halo=theme.HALO_LIGNE),
        Path(tuple(threads), stroke=look.accent, width=width * 0.28),
    )
    return finished(subject, made, found)


def _swelling(course: Course, start: float, end: float) -> Subpath:
    steps = max(2, int(course.length / 0.8))
    left: list[Coord] = []
    right: list[Coord] = []
    for step in range(steps + 1):
        distance = course.length * step / steps
        (x, y), (tx, ty) = course.at(distance), course.tangent(distance)
        half = (start + (end - start) * step / steps) / 2
        left.append((x + ty * half, y - tx * half))
        right.append((x - ty * half, y + tx * half))
    return polygon((*left, *reversed(right)))


FORMS: dict[str, Callable[[Subject], Drawing]] = {
    "trait": stroke,
    "voie": way,
    "peigne": comb_line,
    "fleche": flow,
    "riviere": river,
    "partage": edges.divide,
    "crete": edges.ridge,
    "front": edges.front,
    "corridor": edges.corridor,
    "dissymetrie": edges.asymmetry,
    "tete_de_pont": edges.bridgehead,
}
