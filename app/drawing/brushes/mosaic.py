"""Areas that are more than one, or have something in them: in contact, nested, around a seat, changing cell by cell."""

from __future__ import annotations

from dataclasses import replace
from math import cos, hypot, radians, sin
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import labels, textures, theme
from app.drawing.brushes.cells import LOOSE, borders, neighbours, parts_of
from app.drawing.brushes.grounds import area_of, contour, grounded, named
from app.drawing.brushes.spread import RANK_R, discs
from app.drawing.brushes.strokes import strokes
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.colour import alpha
from app.drawing.primitives import Path, Primitive, Subpath, box, flattened, line, smooth
from app.drawing.textures import hatch, heart, lines_of, stipple, subpaths
from app.poster.geometry import Coord

CONTACT_WIDTH = 2.6
#: Outlines of areas nested in one another, by depth.
DEPTH_MM = (theme.S5, theme.S4, theme.S3)
#: What a cell can say, in the order in which a click goes through it.
SIGNS = "+-=?"
#: Half the side of a sign: as large as its cell lets it be, between these; and its share of the room there.
SIGN_MM, SIGN_SHARE = (1.6, 3.6), 0.5
#: The stroke of a small sign, at most, as a share of half its side: a question mark must not close.
SIGN_STROKE = 0.6
#: A question mark, within −1 to 1 each way, its dot apart.
QUESTION = (
    (-0.52, -0.5),
    (-0.42, -0.84),
    (0.0, -1.0),
    (0.44, -0.86),
    (0.54, -0.48),
    (0.3, -0.12),
    (0.0, 0.36),
)
QUESTION_DOT = 0.92


def seat(subject: Subject) -> Drawing:
    """The outline of what a centre rules, and the disc of its seat: the parameter ``siege``, else its heart."""
    whole = area_of(subject)
    x, y = _seat(subject, whole)
    radius = RANK_R[1] * {1: 0.8, 2: 1.0, 3: 1.2}[subject.look.force]
    made = (
        Path(subpaths(whole), fill=alpha(subject.look.accent, 0.3)),
        *contour(whole, subject, subject.taille or theme.S4),
        *discs([(x, y, radius)], subject, halo=theme.HALO_PICTO),
    )
    around = shapely.Point(x, y).buffer(radius)
    return Drawing(made, Hang(x, y, 10.0, 10.0), labels.beside(subject, (x, y), around, "lieu_majeur"))


def implied_seat(subject: Subject) -> dict[str, Any]:
    """Return where the seat is when nobody set it."""
    return {"siege": [_seat(subject, area_of(subject))]}


def _seat(subject: Subject, whole: BaseGeometry) -> Coord:
    given = subject.places("siege")
    return given[0][:2] if given else subject.point() if whole.is_empty else heart(whole)


def contact(subject: Subject) -> Drawing:
    """Two areas side by side, one hatched, one stippled, their common border in front.

    A single area is cut in two through its heart, along the parameter ``angle`` (degrees).
    """
    look = subject.look
    parts = [part for part in neighbours(parts_of(subject)) if not part.is_empty]
    one, two = (parts[0], shapely.union_all(parts[1:])) if len(parts) > 1 else _halves(parts[0], subject)
    border = shapely.intersection(shapely.boundary(one), shapely.boundary(two))
    if shapely.length(border) < LOOSE:  # one lies in the other, or they only come near
        border = shapely.intersection(shapely.buffer(one, LOOSE), shapely.boundary(two))
    made: list[Primitive] = [
        hatch(grounded(one, subject), look.ink),
        Path(subpaths(two), fill=alpha(look.accent, textures.DENSE_TINT)),
        stipple(grounded(two, subject), textures.DENSE_STEP, textures.DENSE_R, look.ink),
        *contour(one, subject, theme.S2),
        *contour(two, subject, theme.S2),
    ]
    edge = tuple(Subpath(run) for run in lines_of(shapely.line_merge(border)))
    made += strokes(edge, subject.stroke(CONTACT_WIDTH), look)
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
    """Outlines by depth: what lies inside another is thinner; ``texture`` « auto » stipples the deepest."""
    parts = [part for part in parts_of(subject) if not part.is_empty]
    base = min(2, max(0, subject.count("niveau", 1, 1) - 1))
    asked = subject.value("texture", "auto")
    made: list[Primitive] = []
    for rank, part in enumerate(parts):
        depth = sum(other is not part and bool(shapely.contains(other, part)) for other in parts)
        # Two neighbours inside the same whole are told apart: every other one is stippled.
        filled = (depth > 0 and rank % 2) or (len(parts) == 1 and base > 0)
        if filled if asked == "auto" else (depth > 0 or len(parts) == 1):
            made += _filled(part, "points" if asked == "auto" else asked, subject)
        made += contour(part, subject, subject.taille or DEPTH_MM[min(2, base + depth)])
    return named(subject, tuple(made), max(parts, key=lambda part: float(part.area)))


def _filled(part: BaseGeometry, texture: str, subject: Subject) -> list[Primitive]:
    ground, look = grounded(part, subject), subject.look
    tint = Path(subpaths(part), fill=alpha(look.accent, textures.DENSE_TINT))
    if texture == "points":
        return [tint, stipple(ground, textures.DENSE_STEP, textures.DENSE_R, look.ink)]
    return [tint, hatch(ground, look.ink)] if texture == "hachures" else []


def fabric(subject: Subject) -> Drawing:
    """Cells that gain (+), lose (−), hold (=, hatched) or are not sure (?, stippled): one sign for each part."""
    look = subject.look
    parts = neighbours(parts_of(subject))
    fills: list[Primitive] = []
    signs: list[tuple[tuple[Subpath, ...], float]] = []
    for part, sign in zip(parts, signs_of(subject), strict=True):
        if part.is_empty:
            continue
        fills += _said(part, sign, subject)
        half = _half(part)
        signs.append((_sign(part, sign, half), min(subject.stroke(theme.S4), SIGN_STROKE * half)))
    # A sign is ringed even in an icon: it lies on the texture of its cell.
    ring = 2 * (theme.HALO_LIGNE if look.halo else 0.6)
    rings = [Path(drawn, stroke=theme.PAPIER, width=width + ring) for drawn, width in signs]
    inked = [Path(drawn, stroke=look.ink, width=width) for drawn, width in signs]
    edges = Path(borders(parts), stroke=look.ink, width=theme.S2, dash=look.dash)
    extents = tuple(extent for path in inked if (extent := box((path,))))
    drawing = named(subject, (*fills, edges, *rings, *inked), shapely.union_all(parts))
    return replace(drawing, signs=extents)


def signs_of(subject: Subject) -> list[str]:
    """Return one sign for each part: those told, again from the first when there are not enough."""
    told = [sign for text in subject.texts("signes") for sign in (text or SIGNS[0])] or [SIGNS[0]]
    told = [sign if sign in SIGNS else "-" if sign == "−" else SIGNS[0] for sign in told]
    return [told[rank % len(told)] for rank in range(len(parts_of(subject)))]


def implied_signs(subject: Subject) -> dict[str, Any]:
    """Return the sign of each cell, so that a click changes one and leaves the others."""
    return {"signes": signs_of(subject)}


def _said(part: BaseGeometry, sign: str, subject: Subject) -> list[Primitive]:
    """Return how a cell is filled: even without its sign, and in grey, gains are darker than losses."""
    look = subject.look
    if sign == "=":
        return [hatch(part, look.ink, step=1.25 * textures.HATCH_STEP, width=0.4)]
    if sign == "?":
        return [stipple(part, textures.DENSE_STEP, textures.DENSE_R, look.ink)]
    return [Path(subpaths(part), fill=alpha(look.accent, 0.85 if sign == "+" else 0.2))]


def _half(part: BaseGeometry) -> float:
    """Return half the extent of a sign, in mm: the room at the heart of its cell sets it."""
    room = float(shapely.distance(shapely.Point(*heart(part)), shapely.boundary(part)))
    return min(SIGN_MM[1], max(SIGN_MM[0], SIGN_SHARE * room))


def _sign(part: BaseGeometry, sign: str, half: float) -> tuple[Subpath, ...]:
    """Return the strokes of a sign at the heart of its cell."""
    x, y = heart(part)
    across = line((x - half, y), (x + half, y))
    if sign == "+":
        return (across, line((x, y - half), (x, y + half)))
    if sign == "=":
        return tuple(line((x - half, y + dy * half), (x + half, y + dy * half)) for dy in (-0.5, 0.5))
    if sign == "?":
        hook = flattened(smooth(tuple((x + px * half, y + py * half) for px, py in QUESTION)))
        dot = (x, y + QUESTION_DOT * half)
        return (Subpath(hook), line(dot, (dot[0] + 0.001, dot[1])))
    return (across,)
