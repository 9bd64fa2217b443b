"""Arrows as filled polygons: a body that swells or tapers, and a head with a straight back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, ceil, cos, hypot, pi, remainder, sin

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from app.drawing.brushes.course import Course, inside
from app.drawing.brushes.subject import Look
from app.drawing.primitives import Path, Primitive, Subpath, flattened, polygon
from app.drawing.theme import HALO_FLECHE, PAPIER, S2
from app.poster.geometry import Box, Coord, Run

#: How far inside the frame an arrow that leaves the map stops, in mm.
FRAME_INSET = 5.0
#: The head is never longer than this share of the arrow: short arrows become small, not stubby.
HEAD_SHARE = 0.62
#: Between two points of the outline of a body, mm.
STEP = 0.8
#: How much a body may turn between two points of its outline, radians.
TURN = 0.25
#: Where it turns by less than this, radians, it is straight: nothing is told between its ends.
STRAIGHT = 1e-6
#: Slits thinner than twice this, in mm, and holes smaller than this, in mm², are closed.
SEAM, SPECK = 0.05, 1.0


@dataclass(frozen=True, slots=True)
class Profile:
    """The shape of an arrow in shares of its neck: width at the tail, width and length of the head."""

    tail: float
    head_width: float = 2.7
    head_length: float = 2.3


FLUX = Profile(0.45)
PROPAGATION = Profile(1.35)
SATELLITE = Profile(1.0, head_length=2.2)
FINE = Profile(1.0, 3.0, 2.8)
PROFILES = {"flux": FLUX, "propagation": PROPAGATION, "constante": SATELLITE, "fine": FINE}


def arrow(run: Run, neck: float, profile: Profile = FLUX) -> Subpath:
    """Return the outline of an arrow along ``run`` (a flattened curve, mm), ``neck`` mm wide under its head."""
    course = Course(run)
    length = course.length
    neck = min(neck, HEAD_SHARE * length / profile.head_length) if length else neck
    head = neck * profile.head_length
    base, tip = course.at(length - head), course.points[-1]
    reach = max(head, 1e-9)
    ahead = ((tip[0] - base[0]) / reach, (tip[1] - base[1]) / reach)
    left, right = _sides(_spine(course, length - head, head, ahead), neck, profile.tail, ahead)
    wing = neck * profile.head_width / 2
    ax, ay = ahead
    return polygon(
        (
            *left,
            (base[0] + ay * wing, base[1] - ax * wing),
            tip,
            (base[0] - ay * wing, base[1] + ax * wing),
            *reversed(right),
        )
    )


def band(run: Run, neck: float, profile: Profile = FLUX) -> Subpath:
    """Return the outline of a body without a head, ``neck`` mm wide at its round end."""
    course = Course(run)
    end = course.points[-1]
    tx, ty = ahead = course.tangent(course.length)
    left, right = _sides(_spine(course, course.length, 0.0, ahead), neck, profile.tail, ahead)
    turns = [pi / 2 - pi * step / 12 for step in range(1, 12)]
    half = neck / 2
    cap = [
        (end[0] + half * (tx * cos(turn) + ty * sin(turn)), end[1] + half * (ty * cos(turn) - tx * sin(turn)))
        for turn in turns
    ]
    return polygon((*left, *cap, *reversed(right)))


def _spine(course: Course, end: float, turn: float, ahead: Coord) -> list[Coord]:
    """Return the middle of a body up to ``end`` mm, its last ``turn`` mm coming round to the direction of the head."""
    steps = min(2000, max(2, int(end / STEP)))
    spine = course.evenly(steps, end)
    start = max(0.0, end - turn)
    first = next(rank for rank in range(steps + 1) if end * rank / steps >= start - 1e-9)
    if len(course.points) < 3 or turn <= 0 or first >= steps:
        return spine
    # A cubic that leaves along the course and arrives along the head: neck and head meet square, without a kink.
    (px, py), (tx, ty) = spine[first], course.tangent(end * first / steps)
    (qx, qy), long = spine[-1], hypot(spine[-1][0] - px, spine[-1][1] - py)
    for rank in range(first + 1, steps):
        t = (rank - first) / (steps - first)
        a, b = 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t)
        c, d = (1 - t) ** 3 + a, t**3 + b
        spine[rank] = (
            px * c + qx * d + (a * tx - b * ahead[0]) * long / 3,
            py * c + qy * d + (a * ty - b * ahead[1]) * long / 3,
        )
    return spine


def _sides(spine: list[Coord], neck: float, tail: float, ahead: Coord) -> tuple[list[Coord], list[Coord]]:
    """Return both sides of a body that goes from ``tail`` × ``neck`` to ``neck`` mm wide."""
    left: list[Coord] = []
    right: list[Coord] = []
    last = len(spine) - 1
    headings = _headings(spine, ahead)
    for rank, (x, y) in enumerate(spine):
        heading, before = headings[rank], headings[max(0, rank - 1)]
        if 0 < rank < last and max(abs(heading - before), abs(headings[rank + 1] - heading)) < STRAIGHT:
            continue
        half = neck * (tail + (1 - tail) * rank / last) / 2
        turned = remainder(heading - before, 2 * pi)
        # The outside of a bend goes round it: several points of the outline for one of the middle.
        count = max(1, ceil(abs(turned) / TURN))
        for step in range(1, count + 1):
            turn = heading - turned * (1 - step / count)
            left.append((x + sin(turn) * half, y - cos(turn) * half))
            right.append((x - sin(turn) * half, y + cos(turn) * half))
    return left, right


def _headings(spine: list[Coord], ahead: Coord) -> list[float]:
    """Return the direction of a body at each point of its middle, in radians; that of the head at the end."""
    final = atan2(ahead[1], ahead[0])
    found = []
    for (ax, ay), (bx, by) in zip((spine[0], *spine[:-2]), spine[1:], strict=True):
        found.append(atan2(by - ay, bx - ax) if hypot(bx - ax, by - ay) > 1e-9 else final)
    return [*found, final]


def double(run: Run, neck: float, profile: Profile = FINE) -> tuple[Subpath, Subpath]:
    """Return two arrows from the middle of ``run``, one to each end."""
    course = Course(run)
    middle = course.length / 2
    return (
        # They overlap a little: two that only touch would show a seam.
        arrow(course.between(middle - SEAM, course.length), neck, profile),
        arrow(tuple(reversed(course.between(0, middle + SEAM))), neck, profile),
    )


def eased(run: Run, reach: float) -> Run:
    """Return a run whose corners are rounded over about ``reach`` mm; its ends stay, a straight one is unchanged.

    A body can only turn as tightly as it is wide: drawn round a sharper corner its inner side would be torn.
    """
    course = Course(run)
    if len(course.points) < 3 or reach <= 0:
        return run
    step = max(course.length / 4000, reach / 4, 0.2)
    count = max(4, int(course.length / step))
    places = np.array(course.evenly(count))
    # Near its ends the run goes on as if turned about them: they keep their place and direction.
    reach = min(reach, course.length / 6)
    step = course.length / count
    wide = min(count, max(1, int(3 * reach / step)))
    weights = np.exp(-(((np.arange(-wide, wide + 1) * step) / reach) ** 2) / 2)
    weights /= weights.sum()
    before = 2 * places[0] - places[wide:0:-1]
    after = 2 * places[-1] - places[-2 : -wide - 2 : -1]
    padded = np.vstack([before, places, after])
    mean = np.column_stack([np.convolve(padded[:, axis], weights, mode="valid") for axis in (0, 1)])
    return (run[0], *((float(x), float(y)) for x, y in mean[1:-1]), run[-1])


def merged(shapes: Iterable[Subpath]) -> tuple[Subpath, ...]:
    """Return shapes as one surface: what lies over what leaves no edge inside. To fill « nonzero »."""
    kept = [shape.points for shape in map(_straight, shapes) if len(set(shape.points)) >= 3]
    whole = shapely.union_all([_solid(points) for points in kept])
    # Slits and specks between shapes that nearly touch are not meant.
    whole = shapely.buffer(shapely.buffer(whole, SEAM), -SEAM)
    return tuple(
        polygon((x, y) for x, y in shapely.get_coordinates(ring).tolist())
        for part in shapely.get_parts(whole)
        if part.geom_type == "Polygon"
        for each in (orient(part),)
        for ring in (each.exterior, *(hole for hole in each.interiors if shapely.polygons(hole).area > SPECK))
    )


def _straight(shape: Subpath) -> Subpath:
    return Subpath(flattened(shape), closed=True) if shape.cubic else shape


def _solid(points: Run) -> BaseGeometry:
    """Return the surface within an outline that may cross itself, as « nonzero » fills it."""
    ring = shapely.polygons((*points, points[0]))
    if ring.is_valid:
        return ring
    # Each face of the crossed outline is kept when the outline goes round it, whichever way.
    lines = shapely.union_all(shapely.linestrings((*points, points[0])))
    faces = shapely.get_parts(shapely.polygonize([*shapely.get_parts(lines)]))
    corners = np.array(points)
    return shapely.union_all([face for face in faces if _wound(corners, face.representative_point())])


def _wound(corners: NDArray[np.float64], spot: shapely.Point) -> bool:
    """Return whether an outline goes round a place at least once more one way than the other."""
    (ax, ay), x, y = corners.T, float(spot.x), float(spot.y)
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    met = (ay > y) != (by > y)
    ax, ay, bx, by = ax[met], ay[met], bx[met], by[met]
    beyond = x < ax + (y - ay) / (by - ay) * (bx - ax)
    return int(np.sign(by - ay)[beyond].sum()) != 0


def clamped(run: Run, frame: Box | None, inset: float = FRAME_INSET) -> Run:
    """Return ``run`` cut where it comes nearer than ``inset`` mm to the frame; whole when it never enters."""
    if frame is None:
        return run
    min_x, min_y, max_x, max_y = frame
    kept = inside(run, (min_x + inset, min_y + inset, max_x - inset, max_y - inset))
    return kept if len(kept) >= 2 else run


def filled(
    shapes: tuple[Subpath, ...],
    look: Look,
    *,
    halo: float = HALO_FLECHE,
    edge: float = S2,
    dashed: bool = True,
    ground: str = "",
) -> tuple[Primitive, ...]:
    """Return filled shapes with their ring; hollow, by an edge of ``edge`` mm, for what is to come.

    Small shapes stay readable with a whole edge: ``dashed`` False. ``ground`` fills what is hollow by choice.
    """
    made: list[Primitive] = []
    if look.halo and halo:
        made.append(Path(shapes, fill=look.halo, stroke=look.halo, width=2 * halo, rule="nonzero"))
    if look.open or look.dash or ground:
        fill = ground or (PAPIER if look.open else look.accent)
        if dashed and look.dash:
            # A pale edge under the dashes: the shape is read whole, corners included.
            made.append(Path(shapes, fill=fill, stroke=look.accent, width=edge, rule="nonzero"))
            made.append(Path(shapes, stroke=look.ink, width=edge, dash=look.dashed(edge), rule="nonzero"))
        else:
            made.append(Path(shapes, fill=fill, stroke=look.ink, width=edge, rule="nonzero"))
    else:
        made.append(Path(shapes, fill=look.ink, rule="nonzero"))
    return tuple(made)
