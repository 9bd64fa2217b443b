"""An area served by a tree: one entry, a trunk, branches and twigs that reach everywhere in it."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np
import shapely
from shapely import LineString
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from app.drawing import theme
from app.drawing.arrows import filled
from app.drawing.brushes.course import Course
from app.drawing.brushes.grounds import area_of, named
from app.drawing.brushes.strokes import ring, strokes
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.colour import alpha
from app.drawing.primitives import Path, Primitive, Subpath, circle, flattened, line
from app.drawing.textures import heart, lines_of, subpaths
from app.poster.geometry import Coord, Run

#: Trunk, branches, twigs; the paper around them; the disc where they enter.
TREE_MM, TREE_HALO, ENTRY_R = (3.0, 1.8, 1.1), 0.6, 2.1
#: Ends of the tree: fewest and most, and how many for each mm of the side of the area.
FEWEST, MOST, ENDS = 4, 14, 0.26
#: A branch leaves its stem this far before the foot of its end, as a share of its reach: it leans forward.
LEAN = 0.75
#: Lengths are compared to this many decimals of a mm: a place that comes back from the ground makes the same tree.
FINEST = 2


def service(subject: Subject) -> Drawing:
    """A dashed perimeter and the tree that serves it, from the parameter ``entree`` or its left."""
    whole = area_of(subject)
    if whole.is_empty:
        return named(subject, (), whole)
    look = subject.look
    entry, ends = _entry(subject, whole), subject.count("bouts", 0)
    made: list[Primitive] = [
        Path(subpaths(whole), fill=alpha(look.accent, 0.28)),
        Path(subpaths(whole), stroke=look.ink, width=theme.S3, dash=look.dash or theme.DASH_FUTUR),
    ]
    grown = {1: 0.8, 2: 1.0, 3: 1.25}[look.force]
    levels = [
        (width * grown, runs) for width, runs in zip(TREE_MM, tree(entry, whole, ends), strict=True) if runs
    ]
    if look.halo:
        made += [ring(runs, width, look.halo, TREE_HALO) for width, runs in levels]
    for width, runs in reversed(levels):
        made += strokes(runs, width, look, dash=(), halo=0)
    made += filled((circle(*entry, ENTRY_R * grown),), look, halo=TREE_HALO, dashed=False)
    return named(subject, tuple(made), whole)


def implied(subject: Subject) -> dict[str, Any]:
    """Return where the network enters: on the left, at the height of the heart."""
    whole = area_of(subject)
    return {} if whole.is_empty else {"entree": [_entry(subject, whole)]}


def _entry(subject: Subject, whole: BaseGeometry) -> Coord:
    given = subject.places("entree")
    if given:
        return given[0][:2]
    x, y = heart(whole)
    ray = shapely.intersection(shapely.linestrings([(float(whole.bounds[0]) - 1, y), (x, y)]), whole)
    return (float(ray.bounds[0]), y) if not ray.is_empty else (x, y)


def tree(entry: Coord, whole: BaseGeometry, count: int = 0) -> tuple[tuple[Subpath, ...], ...]:
    """Return trunk, branches and twigs of an area: always the same for the same area and entry, wherever it lies.

    ``count`` is how many ends it has; 0 lets the area say it.
    """
    x, y = (round(float(bound), 3) for bound in whole.bounds[:2])
    here = translate(whole, -x, -y)
    count = count or min(MOST, max(FEWEST, round(ENDS * float(whole.area) ** 0.5)))
    return tuple(
        tuple(Subpath(tuple((px + x, py + y) for px, py in sub.points)) for sub in level)
        for level in _planted((round(entry[0] - x, FINEST), round(entry[1] - y, FINEST)), here, count)
    )


def _planted(entry: Coord, whole: BaseGeometry, count: int) -> tuple[tuple[Subpath, ...], ...]:
    side = float(whole.area) ** 0.5
    inner = shapely.buffer(whole, -0.07 * side)
    inner = whole if inner.is_empty else inner
    trunk = Stem.of(_trunk(entry, heart(whole), inner, side))
    ends = _spread(inner, trunk, count, side)
    first = (len(ends) + 1) // 2
    branches = [Stem.of(_leaning(trunk, end)) for end in ends[:first]]
    twigs: list[Run] = []
    for end in ends[first:]:
        near = min(branches, key=lambda stem: stem.apart(end))
        # An end that a branch does not come near hangs on the trunk.
        twigs.append(_leaning(near if near.apart(end) <= 1.2 * trunk.apart(end) else trunk, end))
    return (
        _kept((trunk.course.points,), shapely.union(whole, shapely.Point(entry).buffer(side))),
        _kept(tuple(branch.course.points for branch in branches), whole),
        _kept(tuple(twigs), whole),
    )


@dataclass(frozen=True, slots=True)
class Stem:
    """What branches leave: a way measured once, and the same to ask how far things are from it."""

    course: Course
    way: LineString

    @classmethod
    def of(cls, run: Run) -> Stem:
        """Return the stem along a run."""
        return cls(Course(run), shapely.linestrings(run))

    def apart(self, place: Coord) -> float:
        """Return how far a place is from the stem, mm."""
        return round(float(shapely.distance(self.way, shapely.Point(place))), FINEST)

    def foot(self, place: Coord) -> float:
        """Return where the stem is nearest to a place, mm along it."""
        return float(shapely.line_locate_point(self.way, shapely.Point(place)))


def _trunk(entry: Coord, middle: Coord, inner: BaseGeometry, side: float) -> Run:
    """Return the way from the entry through the heart, on towards the other side, with a slight bend."""
    (ex, ey), (mx, my) = entry, middle
    reach = hypot(mx - ex, my - ey)
    ux, uy = ((mx - ex) / reach, (my - ey) / reach) if reach > 0.02 * side else (1.0, 0.0)
    beyond = shapely.intersection(
        shapely.linestrings([(mx, my), (mx + ux * 3 * side, my + uy * 3 * side)]), inner
    )
    far = max((hypot(x - mx, y - my) for run in lines_of(beyond)[:1] for x, y in run), default=0.0)
    end = (mx + ux * far * 0.8, my + uy * far * 0.8)
    bend = 0.05 * side
    elbow = (ex + (mx - ex) * 0.5 - uy * bend, ey + (my - ey) * 0.5 + ux * bend)
    return (*_bowed(entry, elbow, middle)[:-1], middle, end)


def _spread(inner: BaseGeometry, trunk: Stem, count: int, side: float) -> list[Coord]:
    """Return ends far from one another and from the trunk, the farthest first: a lattice that moves with the area."""
    low_x, low_y, high_x, high_y = inner.bounds
    step = max(side / 14, 0.5)
    rows = np.arange(min(60, int((high_y - low_y) / step) + 1) + 1)
    columns = np.arange(min(60, int((high_x - low_x) / step) + 1) + 1)
    ys, xs = np.meshgrid(low_y + rows * step, low_x + columns * step, indexing="ij")
    xs = xs + (0.5 * step * (rows % 2))[:, None]
    shapely.prepare(inner)
    kept = shapely.contains_xy(inner, xs.ravel(), ys.ravel())
    places = np.column_stack([xs.ravel()[kept], ys.ravel()[kept]])
    room = shapely.distance(shapely.points(places), trunk.way).round(FINEST)
    ends: list[Coord] = []
    while len(places) and len(ends) < count:
        best = int(room.argmax())
        if room[best] < 1.4 * step:
            break
        ends.append((float(places[best, 0]), float(places[best, 1])))
        room = np.minimum(room, np.hypot(*(places - places[best]).T).round(FINEST))
    return ends


def _leaning(stem: Stem, end: Coord) -> Run:
    """Return a branch from a stem to its end: it leaves along the stem and turns aside."""
    length = stem.course.length
    start = min(max(stem.foot(end) - LEAN * stem.apart(end), 0.12 * length), 0.96 * length)
    (x, y), (tx, ty) = stem.course.at(start), stem.course.tangent(start)
    chord = hypot(end[0] - x, end[1] - y)
    return _bowed((x, y), (x + tx * chord * 0.45, y + ty * chord * 0.45), end)


def _bowed(start: Coord, control: Coord, end: Coord) -> Run:
    """Return a quadratic curve as a run."""
    one = (start[0] + (control[0] - start[0]) * 2 / 3, start[1] + (control[1] - start[1]) * 2 / 3)
    two = (end[0] + (control[0] - end[0]) * 2 / 3, end[1] + (control[1] - end[1]) * 2 / 3)
    return flattened(Subpath((start, one, two, end), cubic=True))


def _kept(runs: tuple[Run, ...], ground: BaseGeometry) -> tuple[Subpath, ...]:
    """Return what of the runs lies on the ground."""
    if not runs:
        return ()
    met = shapely.intersection(shapely.multilinestrings([shapely.linestrings(run) for run in runs]), ground)
    return tuple(line(*run) for run in lines_of(shapely.line_merge(met)))
