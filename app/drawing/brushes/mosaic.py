"""Areas that are more than one: in contact, nested, served by a tree, changing cell by cell."""

from __future__ import annotations

from math import cos, hypot, radians, sin

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import textures, theme
from app.drawing.brushes.grounds import area_of, contour, framed, grounded, named
from app.drawing.brushes.strokes import ring, strokes
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.primitives import Path, Primitive, Subpath, line
from app.drawing.textures import hatch, heart, lines_of, shape, stipple, subpaths
from app.poster.geometry import Areas, Coord

CONTACT_WIDTH = 2.6
#: Outlines of areas nested in one another, by depth.
DEPTH_MM = (theme.S5, theme.S4, theme.S3)
TREE_MM = (2.4, 1.5, 0.9)
TREE_HALO = 0.5
#: How far apart, in mm, two areas may lie and still be neighbours.
LOOSE = 1.0


def _parts(subject: Subject) -> list[BaseGeometry]:
    assert isinstance(subject.geometry, Areas)
    return [framed(shape(Areas((part,))), subject) for part in subject.geometry.parts]


def contact(subject: Subject) -> Drawing:
    """Two areas side by side, one hatched, one stippled, their common border in front.

    A single area is cut in two through its heart, along the parameter ``angle`` (degrees).
    """
    look = subject.look
    parts = _parts(subject)
    one, two = parts[:2] if len(parts) > 1 else _halves(parts[0], subject)
    border = shapely.intersection(shapely.boundary(one), shapely.boundary(two))
    if shapely.length(border) < LOOSE:  # drawn by hand: neighbours nearly touch
        border = shapely.intersection(shapely.buffer(one, LOOSE), shapely.boundary(two))
    made: list[Primitive] = [
        hatch(grounded(one, subject), look.ink),
        Path(subpaths(two), fill=theme.alpha(look.accent, 0.38)),
        stipple(grounded(two, subject), textures.DENSE_STEP, textures.DENSE_R, look.ink),
        *contour(one, subject, theme.S2),
        *contour(two, subject, theme.S2),
    ]
    edge = tuple(Subpath(run) for run in lines_of(shapely.line_merge(border)))
    if edge:
        width = subject.stroke(CONTACT_WIDTH)
        made += strokes(edge, width, look)
    return named(subject, tuple(made), shapely.union(one, two))


def _halves(whole: BaseGeometry, subject: Subject) -> tuple[BaseGeometry, BaseGeometry]:
    x, y = heart(whole)
    turn = radians(-subject.turn(90.0))
    far = hypot(whole.bounds[2] - whole.bounds[0], whole.bounds[3] - whole.bounds[1])
    dx, dy = cos(turn) * far, sin(turn) * far
    side = shapely.polygons(
        [(x - dx, y - dy), (x + dx, y + dy), (x + dx - dy, y + dy + dx), (x - dx - dy, y - dy + dx)]
    )
    return shapely.intersection(whole, side), shapely.difference(whole, side)


def nested(subject: Subject) -> Drawing:
    """Outlines by depth: what lies inside another is thinner; the deepest is stippled."""
    look = subject.look
    parts = _parts(subject)
    base = subject.count("niveau", 1, 1) - 1
    made: list[Primitive] = []
    for rank, part in enumerate(parts):
        depth = sum(other is not part and bool(shapely.contains(other, part)) for other in parts)
        # Two neighbours inside the same whole are told apart: every other one is stippled.
        if (depth > 0 and rank % 2) or (len(parts) == 1 and base > 0):
            made.append(Path(subpaths(part), fill=theme.alpha(look.accent, textures.DENSE_TINT)))
            made.append(stipple(grounded(part, subject), textures.DENSE_STEP, textures.DENSE_R, look.ink))
        made += contour(part, subject, subject.taille or DEPTH_MM[min(2, base + depth)])
    return named(subject, tuple(made), max(parts, key=lambda part: float(part.area)))


def service(subject: Subject) -> Drawing:
    """A dashed perimeter and the tree that serves it, from the parameter ``entree`` or its left."""
    whole = area_of(subject)
    look = subject.look
    x, y = heart(whole)
    given = subject.places("entree")
    entry = given[0][:2] if given else _left(whole, y)
    made: list[Primitive] = [
        Path(subpaths(whole), fill=theme.alpha(look.accent, 0.28)),
        Path(subpaths(whole), stroke=look.ink, width=theme.S3, dash=look.dash or theme.DASH_FUTUR),
    ]
    levels = list(zip(TREE_MM, _tree(entry, (x, y), whole), strict=True))
    if look.halo:
        made += [ring(level, width, look.halo, TREE_HALO) for width, level in levels]
    made += [
        primitive for width, level in levels for primitive in strokes(level, width, look, dash=(), halo=0)
    ]
    return named(subject, tuple(made), whole)


def _left(whole: BaseGeometry, y: float) -> Coord:
    return (float(whole.bounds[0]), y)


def _tree(entry: Coord, middle: Coord, whole: BaseGeometry) -> tuple[tuple[Subpath, ...], ...]:
    """Return trunk, branches and twigs: always the same for the same area."""
    inner = shapely.buffer(whole, -1.5)
    (ex, ey), (mx, my) = entry, middle
    end = (mx + (mx - ex) * 0.45, my + (my - ey) * 0.45)
    trunk = shapely.intersection(
        shapely.linestrings([entry, end]), shapely.union(inner, shapely.Point(entry).buffer(3))
    )
    length = hypot(end[0] - ex, end[1] - ey) or 1.0
    ux, uy = (end[0] - ex) / length, (end[1] - ey) / length
    branches, twigs = [], []
    for share, side, reach in ((0.3, 1, 0.34), (0.42, -1, 0.42), (0.62, 1, 0.46), (0.74, -1, 0.36)):
        start = (ex + ux * length * share, ey + uy * length * share)
        tip = _branch(start, ux, uy, side, length * reach)
        branches.append((start, tip))
        fork = ((start[0] + tip[0]) / 2, (start[1] + tip[1]) / 2)
        twigs.append((fork, _branch(fork, ux, uy, side * 0.35, length * 0.17)))
    return (
        tuple(line(*run) for run in lines_of(trunk)),
        tuple(
            line(*run) for run in lines_of(shapely.intersection(shapely.multilinestrings(branches), inner))
        ),
        tuple(line(*run) for run in lines_of(shapely.intersection(shapely.multilinestrings(twigs), inner))),
    )


def _branch(start: Coord, ux: float, uy: float, side: float, reach: float) -> Coord:
    turn = radians(55 * side)
    return (
        start[0] + (ux * cos(turn) - uy * sin(turn)) * reach,
        start[1] + (ux * sin(turn) + uy * cos(turn)) * reach,
    )


def fabric(subject: Subject) -> Drawing:
    """Cells that gain (+), lose (−), hold (=, hatched) or are not sure (?, stippled): one sign for each part."""
    look = subject.look
    parts = _parts(subject)
    signs = str(subject.value("signes", "+"))
    made: list[Primitive] = []
    strokes: list[Subpath] = []
    for rank, part in enumerate(parts):
        sign = signs[rank % len(signs)]
        if sign == "=":
            made.append(hatch(part, look.ink))
        elif sign == "?":
            made.append(stipple(part, textures.DENSE_STEP, textures.DENSE_R, look.ink))
        else:
            made.append(Path(subpaths(part), fill=theme.alpha(look.accent, 0.6 if sign == "+" else 0.2)))
            x, y = heart(part)
            half = min(3.2, 0.24 * float(part.area) ** 0.5)
            strokes.append(line((x - half, y), (x + half, y)))
            if sign == "+":
                strokes.append(line((x, y - half), (x, y + half)))
    for part in parts:
        made += contour(part, subject, theme.S3)
    if strokes:
        made.append(Path(tuple(strokes), stroke=look.ink, width=theme.S4))
    return named(subject, tuple(made), shapely.union_all(parts))
