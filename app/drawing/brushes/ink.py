"""The brush of the hand: a smooth round stroke, as it was drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import atan2, hypot

import shapely

from app.drawing.brushes.course import Course, curve
from app.drawing.brushes.strokes import strokes
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.brushes.ways import courses, framed, hang_on, longest
from app.drawing.primitives import Path, Primitive, Subpath, circle, flattened, polygon
from app.poster.boxes import covers
from app.poster.geometry import Coord, Run

#: The tremor of a hand, in mm: what is smaller is not meant.
TREMOR = 0.35
HALO = 0.6
#: Share of the width at no pressure and at full pressure; half pressure, which a mouse has, gives the width itself.
LIGHT, HEAVY = 0.35, 1.65
#: Two discs of a swelling stroke are never nearer than this, in mm.
STEP = 0.2
#: A way turns sharply beyond this, in radians; or where its inner side keeps less than this share of its steps.
SHARP, INNER = 0.5, 0.6
#: x, y and radius, in mm.
Disc = tuple[float, float, float]


def draw(subject: Subject) -> Drawing:
    """Return the drawing of a stroke; the setting ``forme`` names it, the hand's own by default."""
    return FORMS[subject.settings.get("forme", "trace")](subject)


def trace(subject: Subject) -> Drawing:
    """Round strokes through what the hand drew, its tremor taken off; a tap is a dot."""
    look = subject.look
    width = subject.taille or subject.number("largeur", 1.1)
    dots: list[Subpath] = []
    lines: list[Subpath] = []
    swelling: list[Primitive] = []
    for rank, run in enumerate(subject.runs()):
        if len(set(run)) < 2:
            dots.append(circle(*run[0], width * 0.75))
            continue
        pressed = pressures(subject, rank, len(run))
        if pressed and not look.dash:
            swelling += _swelling(run, pressed, width, subject)
            continue
        lines += [Subpath(piece) for piece in framed(flattened(curve(steadied(run))), subject)]
    made = [*swelling, *strokes(tuple(lines), width, look, halo=HALO)]
    if dots:
        made.append(Path(tuple(dots), fill=look.ink))
    found = [Course(way.points) for way in lines] or courses(subject)
    return Drawing(tuple(made), hang_on(longest(found), subject))


def pressures(subject: Subject, rank: int, vertices: int) -> tuple[float, ...]:
    """Return the pressure of the pen at each vertex of a line, 0-1; empty for an even stroke."""
    told = subject.parameters.get("pressions")
    pressed = told[rank] if isinstance(told, tuple) and rank < len(told) else ()
    if not isinstance(pressed, tuple) or len(pressed) != vertices:
        return ()
    if not all(isinstance(each, int | float) and 0 <= each <= 100 for each in pressed):
        return ()
    return tuple(each / 100 for each in pressed)


def _swelling(run: Run, pressed: Sequence[float], width: float, subject: Subject) -> list[Primitive]:
    """Return a stroke that swells with the pressure, and its ring."""
    discs = [disc for disc in _discs(run, pressed, width) if _within(disc, subject)]
    made: list[Primitive] = []
    for extra, ink in ((HALO, subject.look.halo), (0.0, subject.look.ink)):
        if ink:
            made.append(Path(_bodies(discs, extra), fill=ink, rule="nonzero"))
    return made


def _discs(run: Run, pressed: Sequence[float], width: float) -> list[Disc]:
    """Return x, y and radius along the smooth way through the vertices, the pressure going evenly between them."""
    way = flattened(curve(run))
    ranks = [0]
    for at in run[1:-1]:
        # The way goes through the very vertices.
        ranks.append(way.index(at, ranks[-1]))
    ranks.append(len(way) - 1)
    found: list[Disc] = []
    for (start, end), (light, heavy) in zip(pairwise(ranks), pairwise(pressed), strict=True):
        for index in range(start, end + 1):
            share = (index - start) / (end - start) if end > start else 1.0
            force = LIGHT + (HEAVY - LIGHT) * (light + (heavy - light) * share)
            x, y = way[index]
            last = index == len(way) - 1
            if last or not found or hypot(x - found[-1][0], y - found[-1][1]) >= STEP:
                found.append((x, y, width * force / 2))
    return found


def _within(disc: Disc, subject: Subject) -> bool:
    frame = subject.frame
    return frame is None or covers(frame, (disc[0], disc[1]))


def _bodies(discs: Sequence[Disc], extra: float) -> tuple[Subpath, ...]:
    """Return the surface that discs sweep, all of it turning the same way, so that what overlaps is filled once.

    Bands go from one sharp turn to the next; a disc rounds each turn and both ends.
    """
    grown = [(x, y, radius + extra) for x, y, radius in discs]
    bodies: list[Subpath] = []
    left: list[Coord] = []
    right: list[Coord] = []
    for rank, (x, y, radius) in enumerate(grown):
        before, after = _heading(grown, rank - 1), _heading(grown, rank)
        if before is None or after is None or _sharp(grown, rank, before, after):
            if before is not None:
                bodies.append(_band(left, right, (x, y), radius, before))
            bodies.append(circle(x, y, radius))
            left, right = [], []
            way = after
        else:
            # Half-way between both headings: the bands on both sides share these corners.
            wx, wy = before[0] + after[0], before[1] + after[1]
            norm = hypot(wx, wy)
            way = (wx / norm, wy / norm)
        if way is not None:
            left.append((x + way[1] * radius, y - way[0] * radius))
            right.append((x - way[1] * radius, y + way[0] * radius))
    return tuple(bodies)


def _band(left: list[Coord], right: list[Coord], end: Coord, radius: float, heading: Coord) -> Subpath:
    (x, y), (wx, wy) = end, heading
    last = ((x - wy * radius, y + wx * radius), (x + wy * radius, y - wx * radius))
    return polygon((*right, *last, *reversed(left))[::-1])


def _heading(discs: Sequence[Disc], rank: int) -> Coord | None:
    """Return the unit direction from a disc to the next one; None at the end, and where both are in one place."""
    if not 0 <= rank < len(discs) - 1:
        return None
    (ax, ay, _), (bx, by, _) = discs[rank : rank + 2]
    step = hypot(bx - ax, by - ay)
    return ((bx - ax) / step, (by - ay) / step) if step > 0 else None


def _sharp(discs: Sequence[Disc], rank: int, before: Coord, after: Coord) -> bool:
    """Return whether a way turns too sharply there for its inner side to go on."""
    turn = abs(
        atan2(before[0] * after[1] - before[1] * after[0], before[0] * after[0] + before[1] * after[1])
    )
    (px, py, _), (x, y, radius), (nx, ny, _) = discs[rank - 1 : rank + 2]
    return turn > SHARP or radius * turn > INNER * min(hypot(x - px, y - py), hypot(nx - x, ny - y))


def steadied(run: Run) -> Run:
    """Return the run without its tremor; a closed one stays closed."""
    kept = shapely.get_coordinates(shapely.simplify(shapely.linestrings(run), TREMOR))
    steady = tuple((float(x), float(y)) for x, y in kept)
    return steady if len(steady) > 1 else run


FORMS: dict[str, Callable[[Subject], Drawing]] = {"trace": trace}
