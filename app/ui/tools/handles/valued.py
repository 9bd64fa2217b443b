"""What a mark becomes when the handle of a value is dragged, or when a list gains or loses one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.catalogue.model import Parameter
from app.poster.geometry import Coord
from app.poster.records import Mark
from app.ui.canvas.events import Handle
from app.ui.tools.handles.seen import Seen
from app.ui.tools.handles.symbols import held
from app.ui.tools.handles.values import axis, edge, least, metres, most, next_ring, signs_of, tenth, widest
from app.ui.tools.shapes import angle_of, distance

#: Rings lie at least this far from each other, in mm.
APART_MM = 1.0


def dragged(seen: Seen, handle: Handle, at: Coord, *, steps: bool, free: bool = False) -> Mark:
    """Return the mark with a value as its handle at ``at`` says; ``free`` does not stick to round angles."""
    parameter = seen.parameter(handle.key)
    if handle.role == "cote":
        return put(seen, handle, _side_at(seen, at))
    if parameter.handle != "angle":
        return put(seen, handle, _length_at(seen, parameter, at) * metres(seen, parameter))
    if seen.course is None:
        angle = angle_of(seen.middle, at)
        return put(seen, handle, angle if free and not steps else held(angle, steps=steps) % 360.0)
    centre, ahead = axis(seen, seen.course)
    opening = abs((angle_of(centre, at) - ahead + 180.0) % 360.0 - 180.0)
    return put(seen, handle, opening if free and not steps else held(opening, steps=steps))


def _length_at(seen: Seen, parameter: Parameter, at: Coord) -> float:
    if parameter.type == "nombre" and seen.forme == "aire":
        return max(0.0, at[0] - edge(seen, 0.0)[0])
    if parameter.type == "nombre" and seen.course is not None:
        return distance(axis(seen, seen.course)[0], at)
    return distance(seen.middle, at)


def _side_at(seen: Seen, at: Coord) -> str:
    """Return the side of its line that a place lies on."""
    assert seen.course is not None
    course = seen.course
    (x, y), (tx, ty) = course.at(course.length / 2), course.tangent(course.length / 2)
    return "gauche" if tx * (at[1] - y) - ty * (at[0] - x) < 0 else "droite"


def put(seen: Seen, handle: Handle, value: Any) -> Mark:
    """Return the mark with the value of a handle, kept within its bounds: in a list, the whole list is stored."""
    parameter = seen.parameter(handle.key)
    if isinstance(value, int | float):
        value = tenth(_bounded(seen, parameter, handle, float(value)), metres(seen, parameter))
    if handle.path and parameter.type == "textes":
        value = [
            value if rank == handle.path[0] else each for rank, each in enumerate(signs_of(seen, parameter))
        ]
    elif handle.path:
        value = [
            value if rank == handle.path[0] else each for rank, each in enumerate(seen.listed(parameter))
        ]
    return stored(seen.mark, parameter.key, value)


def _bounded(seen: Seen, parameter: Parameter, handle: Handle, value: float) -> float:
    if parameter.type == "angles":
        return value % 360.0
    low, high = parameter.minimum, parameter.maximum
    if parameter.type == "nombres":
        # A ring stays between its neighbours: their words would change hands.
        radii, apart = seen.listed(parameter), APART_MM * metres(seen, parameter)
        now = radii[handle.path[0]]
        low = max([low or 0.0, *(each + apart for each in radii if each < now)])
        high = min([high or value, *(each - apart for each in radii if each > now)])
    if low is not None:
        value = max(low, value)
    return value if high is None else min(high, value)


def added(seen: Seen, handle: Handle) -> Mark:
    """Return the mark with one more ray, in the widest gap, or one more ring, past the last."""
    parameter = seen.parameter(handle.key)
    found = [float(each) for each in seen.listed(parameter)]
    if len(found) >= most(parameter, seen.drawn):
        return seen.mark
    if parameter.type == "angles":
        return stored(seen.mark, parameter.key, [*found, round(widest(found), 1)])
    scale = metres(seen, parameter)
    more = next_ring([each / scale for each in found]) * scale
    return stored(seen.mark, parameter.key, [*found, tenth(min(more, parameter.maximum or more), scale)])


def removed(seen: Seen, handle: Handle) -> Mark:
    """Return the mark without one value of a list, and without its word; unchanged where it needs it."""
    parameter = seen.parameter(handle.key)
    found = seen.listed(parameter)
    if not handle.path or len(found) <= least(parameter):
        return seen.mark
    rank = handle.path[0]
    mark = stored(seen.mark, parameter.key, found[:rank] + found[rank + 1 :])
    words = next((each for each in seen.parameters if each.type == "textes" and not each.choices), None)
    said = list(mark.parametres.get(words.key) or ()) if words and parameter.type == "nombres" else []
    if words and rank < len(said):
        mark = stored(mark, words.key, said[:rank] + said[rank + 1 :])
    return mark


def stored(mark: Mark, key: str, value: Any) -> Mark:
    """Return a mark with the value of one parameter."""
    return replace(mark, parametres=mark.parametres.having(**{key: value}))
