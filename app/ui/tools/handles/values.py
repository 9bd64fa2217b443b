"""Handles of what a mark says in its parameters: radii, angles, sides, signs. Places have their own module."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin

from app.catalogue.model import Parameter
from app.drawing.brushes.course import Course
from app.poster.geometry import Areas, Coord
from app.ui.canvas.events import Handle
from app.ui.tools.handles.seen import Seen
from app.ui.tools.shapes import distance

#: How far from the middle an angle is taken, and a side from its line, in reaches of the hand; at least, in mm.
AWAY, ASIDE, ASIDE_MM = 8.0, 3.4, 5.6
#: Where rays end, and where an angle and a sign are taken, as shares of the size of the symbol.
RAY, ROUND, SIGN = 0.56, 0.7, (0.27, -0.25)
#: Ends of rays that would lie on each other are taken farther out: so far apart, and at most so far, in reaches.
NEAREST, FARTHEST = 3.6, 9.0
#: Rings are taken at different bearings, in degrees from the right, clockwise: words stand at their top.
BEARING = 26.0
#: How many rings people can lay around a place; those of a field are filled, each its own way.
MOST_RINGS, MOST_FILLED = 6, 3
#: What stands for a choice on its handle.
SIGNS = {"plus": "+", "moins": "−", "egal": "=", "-": "−"}


def of_values(seen: Seen, *, spread: bool) -> Iterator[Handle]:
    """Yield the handles of values. With ``spread``, places that are set say the distance that a radius gave."""
    for parameter in seen.parameters:
        match parameter.handle:
            case "rayon" if parameter.type == "nombre" and not spread:
                yield from _radius(seen, parameter)
            case "rayon" if parameter.type == "nombres" and seen.forme == "point":
                yield from _rings(seen, parameter)
            case "angle" if parameter.type == "angle":
                yield from _angle(seen, parameter)
            case "angle" if parameter.type == "angles" and seen.forme == "point":
                yield from _rays(seen, parameter)
            case "cote" if seen.course is not None:
                yield from _side(seen, parameter)
            case "cycle":
                yield from _choice(seen, parameter)


def most(parameter: Parameter, drawn: str) -> int:
    """Return how many values a list may have, in the form that the brush draws."""
    if parameter.type == "angles":
        return int(parameter.maximum or 8)
    return MOST_FILLED if drawn == "aureoles" else MOST_RINGS


def least(parameter: Parameter) -> int:
    """Return how many values a list keeps."""
    return int(parameter.minimum or 1) if parameter.type == "angles" else 1


def metres(seen: Seen, parameter: Parameter) -> float:
    """Return how much of a stored length is one mm of the page."""
    return seen.context.frame.metres_par_mm if parameter.frame == "sol" else 1.0


def tenth(value: float, scale: float) -> float:
    """Return a stored length to a tenth of a mm, or of a metre of ground: ``scale`` is how much of it is one mm."""
    return round(value, 1) if scale >= 1.0 else round(value / scale, 1) * scale


def towards(centre: Coord, reach: float, angle: float) -> Coord:
    """Return the place at ``reach`` mm of another, at degrees counter-clockwise from the right."""
    turn = radians(angle)
    return (centre[0] + reach * cos(turn), centre[1] - reach * sin(turn))


def _size(seen: Seen) -> float:
    return seen.context.size(seen.mark) or 0.0


def _radius(seen: Seen, parameter: Parameter) -> Iterator[Handle]:
    value = float(seen.value(parameter) or 0.0) / metres(seen, parameter)
    if seen.forme == "aire":
        if seen.hold == "noyau" and seen.parts > 1:
            return  # the edge itself was drawn
        start = edge(seen, 0.0)
        at, turn = (start[0] + value, start[1]), 0.0
    elif seen.course is not None:
        start, turn = axis(seen, seen.course)
        at = towards(start, value, turn)
    else:
        start, turn = seen.middle, 0.0
        at = (start[0] + value, start[1])
    yield Handle(seen.mark.uid, "valeur", at, key=parameter.key, turn=turn)


def edge(seen: Seen, angle: float) -> Coord:
    """Return where a ray from the heart of an area leaves it."""
    import shapely

    from app.drawing.textures import heart, shape

    assert isinstance(seen.mark.geometry, Areas)
    page = seen.mark.geometry.map(seen.context.frame.to_page)
    assert isinstance(page, Areas)
    whole = shape(page)
    middle = heart(whole)
    low_x, low_y, high_x, high_y = whole.bounds
    ray = shapely.linestrings([middle, towards(middle, hypot(high_x - low_x, high_y - low_y), angle)])
    met = shapely.get_coordinates(shapely.intersection(ray, whole))
    return max(((float(x), float(y)) for x, y in met), key=lambda at: distance(at, middle), default=middle)


def axis(seen: Seen, course: Course) -> tuple[Coord, float]:
    """Return where a length of a line starts, and its direction: ahead of its end, or aside of its start."""
    side = next((each for each in seen.parameters if each.handle == "cote"), None)
    if side is None:
        return course.points[-1], _heading(course.tangent(course.length))
    tx, ty = course.tangent(0.0)
    way = -1.0 if seen.value(side) == "gauche" else 1.0
    return course.points[0], _heading((-ty * way, tx * way))


def _heading(way: Coord) -> float:
    return degrees(atan2(-way[1], way[0])) % 360.0


def _angle(seen: Seen, parameter: Parameter) -> Iterator[Handle]:
    if seen.hold == "deux" and seen.parts > 1:
        return  # their border was drawn
    value = float(seen.value(parameter) or 0.0)
    if seen.course is not None:
        centre, ahead = axis(seen, seen.course)
        lengths = [each for each in seen.parameters if each.handle == "rayon"]
        reach = float(seen.value(lengths[0]) or 0.0) if lengths else AWAY * seen.context.reach
        at, turn = towards(centre, reach, ahead + value), ahead + value + 90.0
    else:
        apart = _size(seen) * ROUND + seen.context.reach if seen.forme == "point" else 0.0
        at = towards(seen.middle, max(apart, AWAY * seen.context.reach), value)
        turn = value + 90.0
    yield Handle(seen.mark.uid, "valeur", at, key=parameter.key, turn=turn)


def _rays(seen: Seen, parameter: Parameter) -> Iterator[Handle]:
    angles = [float(angle) for angle in seen.listed(parameter)]
    reach = max(_size(seen) * RAY, _clear(angles) * seen.context.reach)
    for rank, angle in enumerate(angles):
        at = towards(seen.middle, reach, angle)
        yield Handle(seen.mark.uid, "valeur", at, (rank,), parameter.key, turn=angle + 90.0)
    if len(angles) < most(parameter, seen.drawn):
        at = towards(seen.middle, reach, widest(angles))
        yield Handle(seen.mark.uid, "ajout", at, (len(angles),), parameter.key)


def _clear(angles: list[float]) -> float:
    """Return how far out, in reaches of the hand, the ends of rays do not lie on each other."""
    around = sorted(angle % 360.0 for angle in angles)
    gaps = [after - before for before, after in pairwise([*around, around[0] + 360.0])] if around else []
    half = radians(min(max(min(gaps, default=180.0), 1.0), 180.0) / 2)
    return min(FARTHEST, NEAREST / (2 * sin(half)))


def widest(angles: list[float]) -> float:
    """Return the direction in the middle of the widest gap between directions, in degrees."""
    if not angles:
        return 0.0
    around = sorted(angle % 360.0 for angle in angles)
    gaps = [
        (after - before, before)
        for before, after in zip(around, [*around[1:], around[0] + 360.0], strict=True)
    ]
    gap, start = max(gaps)
    return (start + gap / 2) % 360.0


def _rings(seen: Seen, parameter: Parameter) -> Iterator[Handle]:
    radii = [float(radius) / metres(seen, parameter) for radius in seen.listed(parameter)]
    for rank, radius in enumerate(radii):
        at = towards(seen.middle, radius, -BEARING * rank)
        yield Handle(seen.mark.uid, "valeur", at, (rank,), parameter.key, turn=-BEARING * rank)
    if len(radii) < most(parameter, seen.drawn):
        at = towards(seen.middle, next_ring(radii), -BEARING * len(radii))
        yield Handle(seen.mark.uid, "ajout", at, (len(radii),), parameter.key)


def next_ring(radii: list[float]) -> float:
    """Return the radius of one more ring, in mm: as far from the last as the last is from the one before."""
    around = sorted(radii)
    return around[-1] + (around[-1] - around[-2] if len(around) > 1 else 12.0)


def _side(seen: Seen, parameter: Parameter) -> Iterator[Handle]:
    assert seen.course is not None
    course = seen.course
    way = -1.0 if seen.value(parameter) == "gauche" else 1.0
    (x, y), (tx, ty) = course.at(course.length / 2), course.tangent(course.length / 2)
    aside = way * max(ASIDE * seen.context.reach, ASIDE_MM)
    at = (x - ty * aside, y + tx * aside)
    yield Handle(seen.mark.uid, "cote", at, key=parameter.key, turn=_heading((-ty, tx)))


def _choice(seen: Seen, parameter: Parameter) -> Iterator[Handle]:
    uid, key = seen.mark.uid, parameter.key
    if parameter.type == "textes":
        signs = signs_of(seen, parameter)
        for part, at in enumerate(hearts(seen) if isinstance(seen.mark.geometry, Areas) else ()):
            yield Handle(uid, "cycle", at, (part,), key, sign(signs[part]))
    elif seen.forme == "point":
        size = _size(seen)
        at = (seen.middle[0] + SIGN[0] * size, seen.middle[1] + SIGN[1] * size)
        yield Handle(uid, "cycle", at, key=key, text=sign(str(seen.value(parameter))))
    elif isinstance(seen.mark.geometry, Areas):
        yield Handle(uid, "cycle", hearts(seen)[0], key=key, text=sign(str(seen.value(parameter))))


def hearts(seen: Seen) -> list[Coord]:
    """Return a place of the page well inside each part of an area."""
    from app.drawing.textures import heart, shape

    page = seen.mark.geometry.map(seen.context.frame.to_page)
    return [heart(shape(Areas((part,)))) for part in page.parts] if isinstance(page, Areas) else []


def sign(choice: str) -> str:
    """Return what stands for a choice on its handle: its sign, or nothing for what has none."""
    return SIGNS.get(choice, choice if len(choice) == 1 else "")


def signs_of(seen: Seen, parameter: Parameter) -> list[str]:
    """Return the choice of each part: those given, repeated as the brush does."""
    given = [str(each) for each in seen.listed(parameter)] or [parameter.choices[0][0]]
    return [given[rank % len(given)] for rank in range(seen.parts)]
