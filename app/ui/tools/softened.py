"""Lines and areas made soft or straight: the whole outline, or one vertex of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import ceil, exp, hypot

from app.catalogue.model import forme_of
from app.drawing.brushes.course import CORNERS
from app.poster.geometry import Areas, Geometry, Lines, Point
from app.poster.records import Item, Mark, Trace
from app.ui.tools.moved import Catalogue
from app.ui.tools.shapes import salient

#: Lines whose way is not bent through their vertices.
STRAIGHT = ("tete_de_pont",)
#: Areas whose outline is not drawn as it is.
MOSAICS = ("mosaique", "cellules")
#: How far a simplified stroke leaves the hand's way, and a smoothed one its evened way; swings about as short as the
#: last are evened out. In mm.
SIMPLER, STROKE_MM, SWING = 1.2, 0.3, 3.0
#: The parameter that tells how hard the pen pressed.
PRESSED = "pressions"


def soft(item: Item, catalogue: Catalogue) -> bool | None:
    """Return whether the lines or the outline of an item are bent through their vertices; None where they cannot be."""
    if not isinstance(item, Mark) or isinstance(item.geometry, Point):
        return None
    from app.drawing import marks  # it brings shapely, which the first paint does without

    pictogram = catalogue.get(item.picto)
    brush = marks.brush_of(pictogram, item.geometry)
    form = str(brush.settings.get("forme", ""))
    usual = {each.key: each.default for each in pictogram.parameters} if pictogram else {}

    def told(key: str) -> object:
        return item.parametres.get(key, usual.get(key))

    if brush.name == "fill":
        return None if form in MOSAICS else told("forme") == "souple"
    if brush.name == "network":
        return bool(told("lisse")) if "lisse" in usual else None
    if brush.name != "along" or form in STRAIGHT:
        return None
    if "trace" in usual:
        return told("trace") == "souple"
    return (brush.settings.get("lisse", True) if told("lisse") is None else told("lisse")) is not False


def softened(mark: Mark, catalogue: Catalogue, *, whole: bool) -> Mark:
    """Return a mark with all of it soft, or straight; corners are forgotten."""
    pictogram = catalogue.get(mark.picto)
    keys = {each.key for each in pictogram.parameters} if pictogram else set()
    if isinstance(mark.geometry, Areas):
        told = {"forme": "souple" if whole else "anguleux"}
    elif "trace" in keys:
        told = {"trace": "souple" if whole else "droit"}
    else:
        return replace(mark, parametres=mark.parametres.having(lisse=whole, **{CORNERS: None}))
    return replace(mark, parametres=mark.parametres.having(**told, **{CORNERS: None}))


def bendable(item: Item, path: tuple[int, ...], catalogue: Catalogue) -> bool:
    """Return whether a vertex can be a corner or soft: a bend of a line, or any vertex of an outline."""
    if not isinstance(item, Mark) or soft(item, catalogue) is None or len(path) != 3:
        return False
    if isinstance(item.geometry, Lines):
        line = forme_of(item.geometry, catalogue.get(item.picto)) == "ligne"
        return line and 0 < path[2] < len(item.geometry.parts[path[0]]) - 1
    return True


def is_corner(mark: Mark, path: tuple[int, ...], catalogue: Catalogue) -> bool:
    """Return whether the outline turns sharply at a vertex."""
    return not soft(mark, catalogue) or _rank(mark.geometry, path) in corners(mark)


def turned_over(mark: Mark, path: tuple[int, ...], catalogue: Catalogue) -> Mark:
    """Return a mark whose vertex at ``path`` is soft where it was a corner, or a corner where it was soft."""
    rank, now = _rank(mark.geometry, path), corners(mark)
    if not soft(mark, catalogue):
        mark, now = softened(mark, catalogue, whole=True), _bends(mark.geometry)
    after = sorted(now ^ {rank})
    return replace(mark, parametres=mark.parametres.having(**{CORNERS: after or None}))


def corners(mark: Mark) -> frozenset[int]:
    """Return the numbers of the vertices that stay sharp."""
    told = mark.parametres.get(CORNERS)
    return (
        frozenset(rank for rank in told if isinstance(rank, int)) if isinstance(told, tuple) else frozenset()
    )


def _rank(geometry: Geometry, path: tuple[int, ...]) -> int:
    """Return the number of a vertex through all lines or rings."""
    part, ring, index = path
    if isinstance(geometry, Lines):
        return sum(len(run) for run in geometry.parts[:part]) + index
    assert isinstance(geometry, Areas)
    before = [run for rings in geometry.parts[:part] for run in rings] + list(geometry.parts[part][:ring])
    return sum(len(run) for run in before) + index


def _bends(geometry: Geometry) -> frozenset[int]:
    """Return the numbers of all the vertices that are no ends."""
    found: set[int] = set()
    start = 0
    lines = isinstance(geometry, Lines)
    assert not isinstance(geometry, Point)
    runs = (
        geometry.parts if isinstance(geometry, Lines) else [run for rings in geometry.parts for run in rings]
    )
    for run in runs:
        found.update(range(start + (1 if lines else 0), start + len(run) - 1))
        start += len(run)
    return frozenset(found)


# -- strokes of the hand


def simplified(stroke: Trace, metres_par_mm: float) -> Trace:
    """Return a stroke with as few vertices as tell its way: each can then be taken hold of."""
    return _redrawn(stroke, [_thinned(each, SIMPLER * metres_par_mm) for each in _felt(stroke)])


def smoothed(stroke: Trace, metres_par_mm: float) -> Trace:
    """Return a stroke whose swings shorter than a few mm are evened out; its ends stay where they are."""
    evened = [_evened(each, metres_par_mm) for each in _felt(stroke)]
    return _redrawn(stroke, [_thinned(each, STROKE_MM * metres_par_mm) for each in evened])


#: A line of a stroke: x, y in metres and how hard the pen pressed, 0-100, at each vertex.
Felt = list[tuple[float, float, float]]


def _felt(stroke: Trace) -> list[Felt]:
    told = stroke.parametres.get(PRESSED)
    found: list[Felt] = []
    for rank, run in enumerate(stroke.geometry.parts):
        forces = told[rank] if isinstance(told, tuple) and rank < len(told) else ()
        even = not isinstance(forces, tuple) or len(forces) != len(run)
        found.append([(x, y, 50.0 if even else float(forces[at])) for at, (x, y) in enumerate(run)])
    return found


def _redrawn(stroke: Trace, felt: list[Felt]) -> Trace:
    told = stroke.parametres
    if PRESSED in told:
        told = told.having(**{PRESSED: [[round(force) for _, _, force in each] for each in felt]})
    lines = Lines(tuple(tuple((x, y) for x, y, _ in each) for each in felt))
    return replace(stroke, geometry=lines, parametres=told)


def _thinned(felt: Felt, tolerance: float) -> Felt:
    return [felt[rank] for rank in salient(tuple((x, y) for x, y, _ in felt), tolerance)]


def _evened(felt: Felt, metres_par_mm: float) -> Felt:
    """Return a line of even steps, each at the middle of what lies around it: the nearer, the more it weighs."""
    course = _stepped(felt, metres_par_mm)
    found = [course[0]]
    for rank in range(1, len(course) - 1):
        # As much before as after: an end does not pull the way towards itself.
        reach = min(round(2 * SWING), rank, len(course) - 1 - rank)
        weights = [
            (exp(-0.5 * (away / SWING) ** 2), course[rank + away]) for away in range(-reach, reach + 1)
        ]
        total = sum(weight for weight, _ in weights)
        x, y, force = (sum(weight * at[axis] for weight, at in weights) / total for axis in range(3))
        found.append((x, y, force))
    return [*found, course[-1]] if len(course) > 1 else course


def _stepped(felt: Felt, step: float) -> Felt:
    """Return a line with vertices no farther from each other than a step (m), evenly between those it had."""
    found = felt[:1]
    for a, b in pairwise(felt):
        count = max(1, ceil(hypot(b[0] - a[0], b[1] - a[1]) / step))
        for rank in range(1, count + 1):
            share = rank / count
            x, y, force = (one + (other - one) * share for one, other in zip(a, b, strict=True))
            found.append((x, y, force))
    return found
