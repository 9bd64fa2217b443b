"""Arrows as filled polygons: a body that swells or tapers, and a head with a straight back."""

from __future__ import annotations

from dataclasses import dataclass

from app.drawing.brushes.course import Course, inside
from app.drawing.brushes.subject import Look
from app.drawing.primitives import Path, Primitive, Subpath, polygon
from app.drawing.theme import HALO_FLECHE, PAPIER, S2
from app.poster.geometry import Box, Coord, Run

#: How far inside the frame an arrow that leaves the map stops, in mm.
FRAME_INSET = 5.0
#: The head is never longer than this share of the arrow: short arrows become small, not stubby.
HEAD_SHARE = 0.62


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
    base = course.at(length - head)
    tip = course.points[-1]
    reach = max(head, 1e-9)
    ahead = ((tip[0] - base[0]) / reach, (tip[1] - base[1]) / reach)
    steps = min(2000, max(2, int((length - head) / 0.8)))
    left: list[Coord] = []
    right: list[Coord] = []
    for step in range(steps + 1):
        share = step / steps
        x, y = course.at(share * (length - head))
        # The last stretch of the body turns into the direction of the head, so that neck and head meet square.
        tx, ty = course.tangent(share * (length - head)) if share < 1 else ahead
        half = neck * (profile.tail + (1 - profile.tail) * share) / 2
        left.append((x + ty * half, y - tx * half))
        right.append((x - ty * half, y + tx * half))
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


def double(run: Run, neck: float, profile: Profile = FINE) -> tuple[Subpath, Subpath]:
    """Return two arrows from the middle of ``run``, one to each end."""
    course = Course(run)
    middle = course.length / 2
    return (
        arrow(course.between(middle, course.length), neck, profile),
        arrow(tuple(reversed(course.between(0, middle))), neck, profile),
    )


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
) -> tuple[Primitive, ...]:
    """Return filled shapes with their ring; hollow, by an edge of ``edge`` mm, for what is to come.

    Small shapes stay readable with a whole edge: ``dashed`` False.
    """
    made: list[Primitive] = []
    if look.halo and halo:
        made.append(Path(shapes, fill=look.halo, stroke=look.halo, width=2 * halo, rule="nonzero"))
    if look.open or look.dash:
        fill = PAPIER if look.open else look.accent
        if dashed:
            # A pale edge under the dashes: the shape is read whole, corners included.
            made.append(Path(shapes, fill=fill, stroke=look.accent, width=edge, rule="nonzero"))
            made.append(Path(shapes, stroke=look.ink, width=edge, dash=look.dashed(edge), rule="nonzero"))
        else:
            made.append(Path(shapes, fill=fill, stroke=look.ink, width=edge, rule="nonzero"))
    else:
        made.append(Path(shapes, fill=look.ink, rule="nonzero"))
    return tuple(made)
