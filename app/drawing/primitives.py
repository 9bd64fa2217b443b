"""What a drawing is made of: paths, text and images in millimetres of page, and nothing a device could misread.

Colours are ``#RRGGBB``, or ``#RRGGBBAA`` with alpha; fills are flat. Hatches, stipples and clips are geometry
computed beforehand. Primitives are compared by identity: records are frozen, so a cached primitive is the
same object as long as its record is, and painters can keep what they made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import cos, hypot, pi, sin
from typing import Literal

from app.poster.boxes import around, grown
from app.poster.geometry import Box, Coord, Run


@dataclass(frozen=True, slots=True)
class Subpath:
    """A run of coordinates in mm. With ``cubic``, one start then triples: two controls and an end."""

    points: Run
    closed: bool = False
    cubic: bool = False


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Path:
    """Subpaths with a flat fill, a stroke of ``width`` mm, or both (the fill first)."""

    subpaths: Sequence[Subpath]
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    #: Lengths of dashes and gaps in mm, from the start of each subpath.
    dash: tuple[float, ...] = ()
    cap: Literal["round", "flat"] = "round"
    join: Literal["round", "miter"] = "round"
    rule: Literal["nonzero", "evenodd"] = "evenodd"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of words; (x, y) is the left end of its baseline, in mm."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Text:
    """Positioned lines in one face of ``typography`` and one colour; painters never wrap.

    ``halo`` rings the letters with a colour, ``halo_width`` mm on each side. ``angle`` turns the lines about
    ``pivot``, in degrees, counter-clockwise. ``tracking`` is added between letters, in em.
    """

    lines: tuple[TextLine, ...]
    face: str
    size: float
    colour: str
    halo: str = ""
    halo_width: float = 0.0
    tracking: float = 0.0
    angle: float = 0.0
    pivot: Coord = (0.0, 0.0)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Image:
    """A picture known by the sha256 of its bytes, stretched over (x, y, width, height) mm.

    With ``corners``, its top left, top right and bottom left, it is stretched over their parallelogram instead, and
    ``rect`` is the extent of that.
    """

    sha256: str
    rect: tuple[float, float, float, float]
    angle: float = 0.0
    alpha: float = 1.0
    corners: tuple[Coord, Coord, Coord] | None = None


Primitive = Path | Text | Image
#: Distance of the control points of a quarter circle, as a share of its radius (error < 0.03 %).
KAPPA = 0.5522847498


def line(*points: Coord) -> Subpath:
    """Return an open run through ``points``."""
    return Subpath(tuple(points))


def polygon(points: Iterable[Coord]) -> Subpath:
    """Return a closed run through ``points``."""
    run = tuple(points)
    return Subpath(run[:-1] if len(run) > 1 and run[0] == run[-1] else run, closed=True)


def circle(x: float, y: float, radius: float) -> Subpath:
    """Return a circle of ``radius`` mm as four cubics, clockwise on the page from its right."""
    k = radius * KAPPA
    return Subpath(
        (
            (x + radius, y),
            *((x + radius, y + k), (x + k, y + radius), (x, y + radius)),
            *((x - k, y + radius), (x - radius, y + k), (x - radius, y)),
            *((x - radius, y - k), (x - k, y - radius), (x, y - radius)),
            *((x + k, y - radius), (x + radius, y - k), (x + radius, y)),
        ),
        closed=True,
        cubic=True,
    )


def rectangle(x: float, y: float, width: float, height: float) -> Subpath:
    """Return an upright rectangle."""
    return polygon(((x, y), (x + width, y), (x + width, y + height), (x, y + height)))


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Subpath:
    """Return an upright rectangle with round corners of ``radius`` mm."""
    r = min(radius, width / 2, height / 2)
    right, bottom, k = x + width, y + height, r * (1 - KAPPA)
    return Subpath(
        (
            (x + r, y),
            *((x + r, y), (right - r, y), (right - r, y)),
            *((right - k, y), (right, y + k), (right, y + r)),
            *((right, y + r), (right, bottom - r), (right, bottom - r)),
            *((right, bottom - k), (right - k, bottom), (right - r, bottom)),
            *((right - r, bottom), (x + r, bottom), (x + r, bottom)),
            *((x + k, bottom), (x, bottom - k), (x, bottom - r)),
            *((x, bottom - r), (x, y + r), (x, y + r)),
            *((x, y + k), (x + k, y), (x + r, y)),
        ),
        closed=True,
        cubic=True,
    )


def star(x: float, y: float, outer: float, inner: float, branches: int = 5) -> Subpath:
    """Return a star with one branch up; radii in mm."""
    turns = (pi * step / branches - pi / 2 for step in range(2 * branches))
    radii = (inner if step % 2 else outer for step in range(2 * branches))
    return polygon((x + r * cos(a), y + r * sin(a)) for a, r in zip(turns, radii, strict=True))


def dots(centres: Iterable[Coord], radius: float, colour: str) -> Path:
    """Return one path that prints a dot of ``radius`` mm at each centre: round caps of runs without length."""
    return Path(tuple(Subpath(((x, y), (x + 0.001, y))) for x, y in centres), stroke=colour, width=2 * radius)


def smooth(points: Run, closed: bool = False, corners: frozenset[int] = frozenset()) -> Subpath:
    """Return the centripetal Catmull-Rom curve through ``points`` as cubics; two points stay a straight line.

    The curve turns sharply at the ranks of ``corners``: it is as if it ended there and began anew.
    Where points come close together it neither loops nor swings out, as the uniform one does. Source: Yuksel,
    Schaefer and Keyser, « Parameterization and applications of Catmull-Rom curves » (2011).
    """
    ranks = [index for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    if closed and len(ranks) > 1 and points[ranks[0]] == points[ranks[-1]]:
        ranks.pop()
    apart = [points[rank] for rank in ranks]
    sharp = {index for index, rank in enumerate(ranks) if rank in corners}
    count = len(apart)
    if count < 3:
        return Subpath(tuple(apart), closed)
    curve: list[Coord] = [apart[0]]
    for index in range(count if closed else count - 1):
        start, end = apart[index], apart[(index + 1) % count]
        before = apart[index - 1] if (closed or index) and index not in sharp else None
        beyond = (closed or index + 2 < count) and (index + 1) % count not in sharp
        after = apart[(index + 2) % count] if beyond else None
        curve += [_control(before, start, end), _control(after, end, start), end]
    return Subpath(tuple(curve), closed, cubic=True)


def _control(beyond: Coord | None, near: Coord, far: Coord) -> Coord:
    """Return the control next to ``near`` on the way to ``far``; ``beyond`` is the point on its other side."""
    if beyond is None:
        return (near[0] + (far[0] - near[0]) / 6, near[1] + (far[1] - near[1]) / 6)
    # Centripetal knots: the square roots of the distances.
    a = hypot(near[0] - beyond[0], near[1] - beyond[1]) ** 0.5
    b = hypot(far[0] - near[0], far[1] - near[1]) ** 0.5
    weight, share = 2 * a * a + 3 * a * b + b * b, 3 * a * (a + b)
    return (
        (a * a * far[0] - b * b * beyond[0] + weight * near[0]) / share,
        (a * a * far[1] - b * b * beyond[1] + weight * near[1]) / share,
    )


def flattened(subpath: Subpath, tolerance: float = 0.05) -> Run:
    """Return a subpath as straight runs that leave the curve by about ``tolerance`` mm; closed ones repeat."""
    points = subpath.points
    if subpath.cubic:
        run = [points[0]]
        for index in range(1, len(points) - 2, 3):
            control, other, end = points[index : index + 3]
            run.extend(_flat_cubic(run[-1], control, other, end, tolerance))
        points = tuple(run)
    return (*points, points[0]) if subpath.closed and points[0] != points[-1] else points


def _flat_cubic(a: Coord, b: Coord, c: Coord, d: Coord, tolerance: float) -> Iterator[Coord]:
    # Steps from the second differences of the controls: the usual bound of the distance chord-curve.
    bend = max(
        hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1]),
        hypot(b[0] - 2 * c[0] + d[0], b[1] - 2 * c[1] + d[1]),
    )
    steps = max(1, int((0.75 * bend / tolerance) ** 0.5) + 1)
    for step in range(1, steps + 1):
        t = step / steps
        u = 1 - t
        yield (
            u**3 * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t**3 * d[0],
            u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * d[1],
        )


def arc(x: float, y: float, radius: float, start: float, end: float, step: float = 0.1) -> Run:
    """Return a run along a circle from angle ``start`` to ``end`` (radians, page right, clockwise)."""
    count = max(2, int(abs(end - start) / step) + 1)
    return tuple(
        (
            x + radius * cos(start + (end - start) * i / count),
            y + radius * sin(start + (end - start) * i / count),
        )
        for i in range(count + 1)
    )


def box(primitives: Iterable[Primitive]) -> Box | None:
    """Return the extent of the ink in mm, widths included; None where nothing is drawn."""
    # A shape and its ring are the same subpaths: they are measured once.
    known: dict[int, Box | None] = {}
    boxes = [found for primitive in primitives if (found := _box(primitive, known))]
    return around(boxes) if boxes else None


def _box(primitive: Primitive, known: dict[int, Box | None]) -> Box | None:
    if isinstance(primitive, Path):
        rank = id(primitive.subpaths)
        if rank not in known:
            known[rank] = _spanned(primitive.subpaths)
        return _grown(known[rank], primitive.width / 2 if primitive.stroke else 0.0)
    if isinstance(primitive, Image):
        x, y, width, height = primitive.rect
        reach = 0.0 if not primitive.angle else hypot(width, height) / 2
        return _grown((x, y, x + width, y + height), reach)
    from app.drawing import typography

    reach = primitive.halo_width if primitive.halo else 0.0
    return _grown(_around(typography.corners(primitive)), reach)


def _spanned(subpaths: Sequence[Subpath]) -> Box | None:
    from app.drawing.runs import Runs  # made of subpaths

    if isinstance(subpaths, Runs):
        return subpaths.extent
    return _around(chain.from_iterable([each.points for each in subpaths]))


def _around(coords: Iterable[Coord]) -> Box | None:
    columns = tuple(zip(*coords, strict=True))
    if not columns:
        return None
    xs, ys = columns
    return (min(xs), min(ys), max(xs), max(ys))


def _grown(box: Box | None, reach: float) -> Box | None:
    return None if box is None else grown(box, reach)
