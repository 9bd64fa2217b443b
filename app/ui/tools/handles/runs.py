"""Handles of lines and areas: their ends, their bends, where a bend can be added, and the side of an arrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise
from math import atan2, degrees
from statistics import median

from app.drawing.brushes.course import Course, cornered, curve
from app.poster.geometry import Areas, Coord, Lines, Run, length
from app.poster.records import Mark, Trace
from app.ui.canvas.events import Handle
from app.ui.tools import moved
from app.ui.tools.handles.seen import Seen
from app.ui.tools.handles.values import towards, widest
from app.ui.tools.shapes import angle_of, distance, to_segment
from app.ui.tools.softened import PRESSED, soft
from app.ui.tools.tool import Context

#: Above this, a shape is a border or a sketch: it is moved, not reshaped point by point.
MOST_VERTICES = 120
#: A stroke of the hand that has more vertices than this is moved and changed as a whole.
FEW_VERTICES = 16
#: Between its vertices a stroke leaves this much to be moved by, in reaches of the hand.
GRASPED = 4.4
NO_CORNER: frozenset[int] = frozenset()
#: Vertices of several cells that are nearer than this, in mm of the page, and than a metre, are one.
FINE_MM = 0.01
#: Vertices nearer to each other than this, in reaches of the hand, are shown when one comes nearer.
CROWDED = 3.2
#: A side that can be bent leaves this much room on both sides of its middle, in reaches of the hand.
ROOMY = 6.0
#: One more way is offered this far from the origin, in reaches of the hand; a fan has no more ways than this.
WAY, MOST_WAYS = 7.0, 12


def of_runs(seen: Seen) -> Iterator[Handle]:
    """Yield the vertices of a mark; of cells that share their borders, those that are shared where they are many."""
    geometry, uid, context = seen.mark.geometry, seen.mark.uid, seen.context
    bent = bool(soft(seen.mark, context.catalogue))
    if isinstance(geometry, Lines):
        if sum(1 for _ in geometry.coords()) <= MOST_VERTICES:
            for part, (run, corners) in enumerate(cornered(geometry.parts, seen.mark.parametres)):
                yield from _of_run(uid, run, (part, 0), context, ring=False, bent=corners if bent else None)
    elif isinstance(geometry, Areas):
        few = sum(1 for _ in geometry.coords()) <= MOST_VERTICES
        step = min(1.0, FINE_MM * context.frame.metres_par_mm)
        shared = _shared(geometry, step)
        if len(geometry.parts) > 1 and shared:
            offered = frozenset(_key(at, step) for at in geometry.coords()) if few else shared
            if len(offered) <= MOST_VERTICES:
                yield from _of_borders(uid, geometry, offered, context, step)
        elif few:
            rings = cornered((run for polygon in geometry.parts for run in polygon), seen.mark.parametres)
            for part, polygon in enumerate(geometry.parts):
                for rank, (run, corners) in enumerate(islice(rings, len(polygon))):
                    sharp = corners if bent else None
                    yield from _of_run(uid, run, (part, rank), context, ring=True, bent=sharp)


def of_stroke(stroke: Trace, context: Context) -> Iterator[Handle]:
    """Yield the vertices of a stroke that has few: one that was simplified. The pen's pressure goes with its own."""
    if PRESSED in stroke.parametres or sum(1 for _ in stroke.geometry.coords()) > FEW_VERTICES:
        return
    for part, run in enumerate(stroke.geometry.parts):
        page = tuple(context.on_page(at) for at in run)
        if len(run) > 2 and length(page) / len(run) > GRASPED * context.reach:
            yield from _of_run(stroke.uid, run, (part, 0), context, ring=False, bent=NO_CORNER)


def _of_run(
    uid: str, run: Run, where: tuple[int, int], context: Context, *, ring: bool, bent: frozenset[int] | None
) -> Iterator[Handle]:
    """Yield the vertices of a run and the middles of its sides: on its curve where it is ``bent``, but at corners."""
    page = [context.on_page(at) for at in run]
    last = len(page) - 1
    if last > 3 and length(tuple(page)) / last < CROWDED * context.reach:
        return
    middles = on_curve(tuple(page), bent) if bent is not None else [middle(*side) for side in pairwise(page)]
    for index, (a, b) in enumerate(pairwise(page)):
        if distance(a, b) > ROOMY * context.reach:
            yield Handle(uid, "milieu", middles[index], (*where, index + 1))
    for index, at in enumerate(page[:-1] if ring else page):
        end = not ring and index in (0, last)
        yield Handle(uid, "bout" if end else "sommet", at, (*where, index))


def on_curve(page: Run, corners: frozenset[int]) -> list[Coord]:
    """Return the middle of each side of a smooth line, on its curve."""
    way = curve(page, True, corners)
    if not way.cubic or len(way.points) != 3 * (len(page) - 1) + 1:
        return [middle(*side) for side in pairwise(page)]
    found: list[Coord] = []
    for rank in range(0, len(way.points) - 1, 3):
        a, b, c, d = way.points[rank : rank + 4]
        found.append(((a[0] + 3 * (b[0] + c[0]) + d[0]) / 8, (a[1] + 3 * (b[1] + c[1]) + d[1]) / 8))
    return found


def _key(at: Coord, step: float) -> Coord:
    return (round(at[0] / step), round(at[1] / step))


def _shared(areas: Areas, step: float) -> frozenset[Coord]:
    """Return the vertices, in steps of metres, that several polygons have."""
    met: Counter[Coord] = Counter()
    for polygon in areas.parts:
        met.update({_key(at, step) for ring in polygon for at in ring})
    return frozenset(at for at, times in met.items() if times > 1)


def _of_borders(
    uid: str, areas: Areas, offered: frozenset[Coord], context: Context, step: float
) -> Iterator[Handle]:
    """Yield the vertices offered once each, and the middles of the sides between two of them."""
    known: set[Coord] = set()
    sides: set[frozenset[Coord]] = set()
    for part, polygon in enumerate(areas.parts):
        for rank, run in enumerate(polygon):
            for index, (a, b) in enumerate(pairwise(run)):
                if _key(a, step) not in offered:
                    continue
                start, end = context.on_page(a), context.on_page(b)
                side = frozenset((_key(a, step), _key(b, step)))
                free = _key(b, step) in offered and side not in sides
                if free and distance(start, end) > ROOMY * context.reach:
                    sides.add(side)
                    yield Handle(uid, "milieu", middle(start, end), (part, rank, index + 1))
                if _key(a, step) not in known:
                    known.add(_key(a, step))
                    yield Handle(uid, "sommet", start, (part, rank, index))


def middle(a: Coord, b: Coord) -> Coord:
    """Return the place half-way between two."""
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


# -- ways from one origin


def of_ways(seen: Seen) -> Iterator[Handle]:
    """Yield what draws one more way out of the origin of a fan."""
    geometry = seen.mark.geometry
    if seen.hold != "eventail" or not isinstance(geometry, Lines) or len(geometry.parts) >= MOST_WAYS:
        return
    origin = seen.context.on_page(geometry.parts[0][0])
    ends = [seen.context.on_page(run[-1]) for run in geometry.parts]
    turn = widest([angle_of(origin, end) for end in ends])
    at = seen.context.kept(towards(origin, WAY * seen.context.reach, turn))
    yield Handle(seen.mark.uid, "ajout", at, turn=turn)


def way_added(seen: Seen, handle: Handle, ground: Coord | None = None) -> Mark:
    """Return a fan with one more way: to where it is let go, else as long as the others usually are."""
    geometry = seen.mark.geometry
    assert isinstance(geometry, Lines)
    if ground is None:
        origin = seen.context.on_page(geometry.parts[0][0])
        long = median(distance(origin, seen.context.on_page(run[-1])) for run in geometry.parts)
        ground = seen.context.ground(seen.context.kept(towards(origin, long, handle.turn)))
    return moved.way_added(seen.mark, ground)


# -- arrows


def of_arrow(seen: Seen) -> Iterator[Handle]:
    """Yield the handle at the neck of an arrow: it makes it thinner or thicker."""
    if seen.drawn != "fleche":
        return
    neck = width(seen)
    course = _visible(seen)
    if course is None or course.length < 2 * neck:
        return
    from app.drawing.arrows import FLUX, HEAD_SHARE

    back = course.length - min(neck * FLUX.head_length, HEAD_SHARE * course.length)
    # Aside of the body, a little before the head: the end of the arrow keeps its own handle.
    (x, y), (tx, ty) = course.at(back * 0.94), course.tangent(back * 0.94)
    at = (x + ty * neck / 2, y - tx * neck / 2)
    yield Handle(seen.mark.uid, "epaisseur", at, turn=degrees(atan2(tx, ty)))


def width(seen: Seen) -> float:
    """Return the width in mm of an arrow under its head."""
    from app.drawing.brushes import flows

    assert seen.subject is not None
    return flows.neck_of(seen.subject)


def _visible(seen: Seen) -> Course | None:
    from app.drawing.arrows import clamped

    if seen.course is None:
        return None
    run = clamped(seen.course.points, seen.context.frame.box)
    return Course(run) if len(set(run)) > 1 else None


def widened(mark: Mark, size: float) -> Mark:
    """Return an arrow of a width in mm, kept where it is neither a hair nor a blot."""
    from app.drawing.brushes.flows import NECK_MM

    return replace(mark, taille_mm=round(min(NECK_MM[1], max(NECK_MM[0], size)), 1))


def widened_to(seen: Seen, at: Coord) -> Mark:
    """Return an arrow whose side passes through ``at``."""
    course = _visible(seen)
    if course is None:
        return seen.mark
    return widened(seen.mark, 2 * min(to_segment(at, a, b) for a, b in pairwise(course.points)))
