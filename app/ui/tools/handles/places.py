"""Handles of places: nodes of a network, satellites, a seat, an entry; and the rank or the weight of each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from statistics import median

from app.catalogue.model import Parameter
from app.poster.geometry import Coord, Lines
from app.poster.records import Mark
from app.ui.canvas.events import Handle
from app.ui.tools import moved
from app.ui.tools.handles.runs import ROOMY, middle
from app.ui.tools.handles.seen import Seen
from app.ui.tools.handles.valued import stored
from app.ui.tools.handles.values import towards, widest
from app.ui.tools.shapes import angle_of, distance

#: Networks whose links are drawn one by one, and can take a node on their way.
LINKED = ("chaine", "arbre", "mailles")
#: Networks whose first place is their pole: it has no weight of its own.
POLED = ("etoile",)
#: One more place is offered this far, in reaches of the hand; let go by a click, it lies at least this far, in mm.
NEAR, NEXT_MM = 6.0, 14.0
#: How many places people lay by hand.
MOST_PLACES = 60


def of_places(seen: Seen, chosen: Handle | None) -> Iterator[Handle]:
    """Yield the places of a mark, the links where one can be had, and where one more is offered."""
    for parameter in places_of(seen):
        found = seen.places(parameter)
        for rank, place in enumerate(found):
            at = seen.context.on_page((place[0], place[1]))
            yield Handle(seen.mark.uid, "lieu", at, (rank,), parameter.key, said_third(seen, parameter, rank))
        if found and len(found) < MOST_PLACES:
            yield from _on_links(seen, parameter)
            yield from _more(seen, parameter, found, chosen)


def places_of(seen: Seen) -> tuple[Parameter, ...]:
    """Return the parameters that are places with handles."""
    return tuple(
        each
        for each in seen.parameters
        if each.type == "lieux" and each.handle == "lieu" and each.frame == "sol"
    )


def _on_links(seen: Seen, parameter: Parameter) -> Iterator[Handle]:
    if seen.hold not in LINKED or not isinstance(seen.mark.geometry, Lines):
        return
    for part, run in enumerate(seen.mark.geometry.parts):
        page = [seen.context.on_page(at) for at in run]
        for index, (a, b) in enumerate(itertools.pairwise(page), 1):
            if distance(a, b) > ROOMY * seen.context.reach:
                yield Handle(seen.mark.uid, "milieu", middle(a, b), (part, 0, index), parameter.key)


def _more(
    seen: Seen, parameter: Parameter, found: list[list[float]], chosen: Handle | None
) -> Iterator[Handle]:
    page = [seen.context.on_page((place[0], place[1])) for place in found]
    if seen.hold in LINKED:
        # A network grows from the node in hand.
        if (
            chosen is None
            or chosen.key != parameter.key
            or chosen.role == "milieu"
            or chosen.uid != seen.mark.uid
            or chosen.path[0] >= len(page)
        ):
            return
        rank = chosen.path[0]
        at, reach = page[rank], NEAR * seen.context.reach
        around = [other for other in page if distance(other, at) > 0.1]
    elif seen.forme == "aire" or seen.forme == "ligne":
        return
    else:
        rank = 0
        at = _centre(seen, page)
        around = [other for other in page if distance(other, at) > 0.1]
        reach = median([distance(other, at) for other in around] or [NEXT_MM])
        if seen.hold == "lieux":
            far, turn = _free(seen, at, page)
            yield Handle(seen.mark.uid, "ajout", far, (rank,), parameter.key, turn=turn)
            return
    turn = widest(sorted(angle_of(at, other) for other in around)) if around else 0.0
    far = towards(at, reach, turn)
    yield Handle(seen.mark.uid, "ajout", seen.context.kept(far), (rank,), parameter.key, turn=turn)


def _free(seen: Seen, at: Coord, page: list[Coord]) -> tuple[Coord, float]:
    """Return the nearest place around ``at`` where no other lies, and its direction."""
    reach = seen.context.reach
    for ring in range(2, 40):
        for turn in range(0, 360, 20):
            far = seen.context.kept(towards(at, ring * NEAR / 2 * reach, float(turn)))
            if all(distance(far, other) >= NEAR * reach for other in page):
                return far, float(turn)
    return at, 0.0


def _centre(seen: Seen, page: list[Coord]) -> Coord:
    if seen.forme == "point":
        return seen.middle
    if seen.hold in POLED:
        return page[0]
    return (sum(x for x, _ in page) / len(page), sum(y for _, y in page) / len(page))


# -- ranks and weights


def has_third(seen: Seen, parameter: Parameter, rank: int) -> bool:
    """Return whether a place has a rank or a weight of its own."""
    return bool(parameter.third) and not (seen.hold in POLED and rank == 0)


def third(seen: Seen, parameter: Parameter, rank: int) -> int:
    """Return the rank or weight of a place, or what the brush takes where none was given."""
    place = seen.places(parameter)[rank]
    low, high = bounds_of(parameter)
    if len(place) > 2 and (place[2] or low == 0):
        return int(min(high, max(low, place[2])))
    return usual_third(parameter)


def bounds_of(parameter: Parameter) -> tuple[int, int]:
    """Return the least and the greatest rank or weight."""
    return int(parameter.minimum or 0), int(parameter.maximum if parameter.maximum is not None else 3)


def usual_third(parameter: Parameter) -> int:
    """Return the rank or weight of a new place: the least of ranks, the middle of weights."""
    low, high = bounds_of(parameter)
    if parameter.third == "poids":
        return round((low + high) / 2)
    return high if low > 0 else low


def said_third(seen: Seen, parameter: Parameter, rank: int) -> str:
    """Return what the handle of a place shows: its rank or its weight, or nothing."""
    if not has_third(seen, parameter, rank):
        return ""
    low, _ = bounds_of(parameter)
    value = third(seen, parameter, rank)
    return str(value) if low > 0 else "★" * bool(value)


def ranked(seen: Seen, parameter: Parameter, rank: int, value: int) -> Mark:
    """Return a mark with the rank or weight of one place."""
    found = seen.places(parameter)
    found[rank] = [*found[rank][:2], value]
    return stored(seen.mark, parameter.key, found)


# -- moved, added, removed


def dragged(seen: Seen, handle: Handle, ground: Coord) -> Mark:
    """Return a mark with a place elsewhere; where it was implied, the whole list is stored."""
    parameter = seen.parameter(handle.key)
    return moved.place_moved(seen.mark, parameter.key, seen.places(parameter), handle.path[0], ground)


def on_link(seen: Seen, handle: Handle, ground: Coord) -> Mark:
    """Return a network with a node more on one of its links."""
    parameter = seen.parameter(handle.key)
    place = _new(parameter, ground)
    return moved.place_between(seen.mark, parameter.key, seen.places(parameter), place, handle.path)


def added(seen: Seen, handle: Handle, ground: Coord | None = None) -> Mark:
    """Return a mark with one more place, where it is let go, else a little further than it was offered."""
    parameter = seen.parameter(handle.key)
    found = seen.places(parameter)
    if ground is None:
        at, linked = handle.at, handle.path[0]
        if seen.hold in LINKED:
            node = seen.context.on_page((found[linked][0], found[linked][1]))
            at = towards(node, max(NEXT_MM, distance(node, at)), handle.turn)
        ground = seen.context.ground(seen.context.kept(at))
    linked_to = handle.path[0] if seen.hold in (*LINKED, *POLED) else None
    return moved.place_added(seen.mark, parameter.key, found, _new(parameter, ground), linked_to)


def _new(parameter: Parameter, ground: Coord) -> list[float]:
    return [*ground, usual_third(parameter)] if parameter.third else [*ground]


def removed(seen: Seen, handle: Handle) -> Mark:
    """Return a mark without a place. What has only one, or as many as it has branches, finds it again by itself."""
    parameter = seen.parameter(handle.key)
    if seen.forme in ("aire", "ligne"):
        return stored(seen.mark, parameter.key, None)
    return moved.place_removed(seen.mark, parameter.key, seen.places(parameter), handle.path[0])
