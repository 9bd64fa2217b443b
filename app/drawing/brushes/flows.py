"""Arrows that say a movement: flows, spreadings, the free arrow. Lengths in mm."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import shapely

from app.drawing import labels, theme
from app.drawing.arrows import FLUX, PROFILES, Profile, arrow, band, clamped, double, eased, filled, merged
from app.drawing.brushes.course import Course, cornered, curve
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.brushes.ways import finished, longest
from app.drawing.primitives import Subpath, circle, flattened
from app.drawing.textures import shape
from app.poster.geometry import Coord, Run, closed

#: Widths of flows may be told by hand; beyond these they are blots or hairs.
NECK_MM = (1.0, 14.0)
#: Corners are rounded over this share of the neck.
EASE = 0.6
#: The ends of a right-angled arrow hold a head and as much body, in necks; what is this share off is level.
LEG, LEVEL = 4.0, 0.25


def flow(subject: Subject) -> Drawing:
    """Filled arrows, one for each line, kept inside the frame; words are written at the end that leaves.

    ``profil``: ``flux`` swells, ``propagation`` tapers, ``constante``, ``fine``; ``pointes``: ``une``, ``deux``,
    ``aucune``; ``trace``: ``souple``, ``droit``, ``coude``; ``remplissage``: ``plein``, ``contour``, ``pale``.
    """
    profile = PROFILES.get(subject.settings.get("profil", ""), FLUX)
    neck = neck_of(subject)
    runs = [
        eased(run, EASE * neck)
        for each, corners in cornered(subject.runs(), subject.parameters)
        for run in (clamped(_course(each, corners, subject, neck), subject.frame),)
        if len(set(run)) >= 2
    ]
    if not runs:
        return Drawing((), Hang(*subject.point()))
    shapes = _shapes(runs, subject, neck, profile)
    look = subject.look
    ground = {"contour": theme.PAPIER, "pale": look.accent}.get(subject.value("remplissage", "plein"), "")
    made = filled(shapes, look, edge=max(theme.S2, neck * 0.16), ground=ground)
    if subject.flag("disque"):
        radius = neck * profile.tail * 0.5 + 1.1
        starts = tuple(circle(*start, radius) for start in sorted({run[0] for run in runs}))
        made = (*made, *filled(starts, look, halo=0.6, dashed=False))
    found = [Course(run) for run in runs]
    drawing = finished(subject, made, found, neck * profile.head_width / 2)
    if not subject.etiquette:
        return drawing
    end, heading = _outer_end(longest(found) or found[0], subject)
    obstacle = shapely.union_all([shapely.buffer(shapely.polygons(closed(s.points)), 0) for s in shapes])
    return Drawing(drawing.primitives, drawing.hang, labels.destination(subject, end, heading, obstacle))


def _shapes(runs: list[Run], subject: Subject, neck: float, profile: Profile) -> tuple[Subpath, ...]:
    """Return the outlines of arrows; those that meet, or cross themselves, are one surface."""
    heads = subject.value("pointes", "une")
    shapes: list[Subpath] = []
    for run in runs:
        if heads == "deux":
            shapes += double(run, neck, profile)
        else:
            shapes.append(band(run, neck, profile) if heads == "aucune" else arrow(run, neck, profile))
    # Ways that leave the same origin come out of one round joint.
    starts = Counter((round(x, 2), round(y, 2)) for run in runs for x, y in run[:1])
    joints = [circle(*start, neck * profile.tail / 2) for start, count in starts.items() if count > 1]
    whole = len(shapes) == 1 and bool(shapely.is_valid(shapely.polygons(closed(shapes[0].points))))
    return tuple(shapes) if whole else merged((*shapes, *joints)) or tuple(shapes)


def _course(run: Run, corners: frozenset[int], subject: Subject, neck: float) -> Run:
    """Return the way of an arrow through its points: curved, straight, or at right angles."""
    way = subject.value("trace", "souple" if subject.flag("lisse", True) else "droit")
    if way == "coude":
        return elbowed(run, LEG * neck)
    return flattened(curve(run, way != "droit", corners))


def elbowed(run: Run, leg: float) -> Run:
    """Return a way from point to point by horizontals and verticals only; ``leg`` is the least length of its two ends.

    It never goes back over itself where one more turn avoids it. Where one elbow would leave too short a leg, it
    turns twice, half-way.
    """
    way: list[Coord] = [run[0]]
    for rank, (a, b) in enumerate(pairwise(run)):
        wide, high = abs(b[0] - a[0]), abs(b[1] - a[1])
        ways = _elbows(a, b, wide >= high)
        if min(wide, high) < LEVEL * leg:
            ways.insert(0, (b,))
        first, last = leg if rank == 0 else 0.0, leg if rank == len(run) - 2 else 0.0
        onward = [each for each in ways if not _turns_back((*way[-2:], *each))] or ways
        roomy = [
            each for each in onward if _long(a, each[0]) >= first and _long((a, *each)[-2], b) >= last
        ] or onward
        way += roomy[0]
    return tuple(way)


def _elbows(a: Coord, b: Coord, across: bool) -> list[Run]:
    """Return the ways from ``a`` to ``b``: by one elbow, then by two; the long side first in each kind."""
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    ones: list[Run] = [((b[0], a[1]), b), ((a[0], b[1]), b)]
    twos: list[Run] = [((middle[0], a[1]), (middle[0], b[1]), b), ((a[0], middle[1]), (b[0], middle[1]), b)]
    return [*ones, *twos] if across else [*reversed(ones), *reversed(twos)]


def _turns_back(way: Run) -> bool:
    """Return whether a way goes back over its last stretch."""
    return any(
        (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < -1e-9
        for a, b, c in zip(way, way[1:], way[2:], strict=False)
    )


def _long(a: Coord, b: Coord) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def neck_of(subject: Subject) -> float:
    """Return the width in mm of an arrow under its head: explicit, else by force."""
    usual = subject.number("largeur", 0.0)
    if subject.taille:
        neck = subject.taille
    elif usual:
        neck = usual * {1: 0.75, 2: 1.0, 3: 1.35}[subject.look.force]
    else:
        neck = theme.FLUX_MM[subject.look.force]
    return min(max(neck, NECK_MM[0]), NECK_MM[1])


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
