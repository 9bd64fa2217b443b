"""What an item becomes when one of its handles is dragged, clicked, stepped by a key, or taken away."""

from __future__ import annotations

from app.poster.geometry import Coord
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace
from app.ui.canvas.events import Handle
from app.ui.tools import moved
from app.ui.tools.handles import breaking, places, runs, symbols, valued, values
from app.ui.tools.handles.seen import Seen
from app.ui.tools.tool import Context

#: Steps of + and − : degrees, and mm of a radius, of a size, of a width.
DEGREES, RADIUS_MM, SIZE_MM, WIDTH_MM = 5.0, 1.0, 1.0, 0.5


def dragged(
    item: Item, handle: Handle, at: Coord, context: Context, *, steps: bool, free: bool = False
) -> Item:
    """Return the item with ``handle`` dragged to ``at`` (page mm).

    ``steps`` holds angles to 15°; ``free`` lets them be anything, however near they are to a round one.
    """
    ground = context.ground(at)
    if isinstance(item, PostIt):
        return symbols.note_dragged(item, handle, at, ground)
    if isinstance(item, Texte | Photo):
        centre = context.on_page((item.geometry.x, item.geometry.y))
        if handle.role == "taille":
            return symbols.resized(item, handle, at, centre, context)
        return symbols.turned(item, handle, at, centre, steps=steps, free=free)
    if isinstance(item, Trace) and handle.role in ("bout", "sommet"):
        return moved.vertex_moved(item, handle.path, ground, context.catalogue)
    if isinstance(item, Trace) and handle.role == "milieu":
        return moved.vertex_added(item, handle.path, ground, context.catalogue)
    return (
        _mark_dragged(item, handle, at, context, steps=steps, free=free) if isinstance(item, Mark) else item
    )


def _mark_dragged(
    mark: Mark, handle: Handle, at: Coord, context: Context, *, steps: bool, free: bool
) -> Item:
    seen, ground = Seen(mark, context), context.ground(at)
    match handle.role:
        case "bout" | "sommet":
            return moved.vertex_moved(mark, handle.path, ground, context.catalogue)
        case "milieu" if handle.key:
            return places.on_link(seen, handle, ground)
        case "milieu":
            return moved.vertex_added(mark, handle.path, ground, context.catalogue)
        case "taille":
            return symbols.resized(mark, handle, at, seen.middle, context)
        case "rotation":
            return symbols.turned(mark, handle, at, seen.middle, steps=steps, free=free)
        case "rupture":
            return breaking.dragged(seen, at)
        case "epaisseur":
            return runs.widened_to(seen, at)
        case "lieu":
            return places.dragged(seen, handle, ground)
        case "valeur" | "cote":
            return valued.dragged(seen, handle, at, steps=steps, free=free)
        case "ajout" if not handle.key:
            return runs.way_added(seen, handle, ground)
        case "ajout" if seen.parameter(handle.key).type == "lieux":
            return places.added(seen, handle, ground)
        case "ajout":
            return _list_drawn_out(seen, handle, at, steps=steps)
    return mark


def _list_drawn_out(seen: Seen, handle: Handle, at: Coord, *, steps: bool) -> Item:
    """Return a mark with one more ray or ring, led to where the pointer is."""
    more = valued.added(seen, handle)
    return more if more is seen.mark else valued.dragged(Seen(more, seen.context), handle, at, steps=steps)


def clicked(item: Item, handle: Handle, context: Context) -> Item:
    """Return the item as a click on a handle makes it: the next value, the other side, one more; else unchanged."""
    if not isinstance(item, Mark):
        return item
    if handle.role == "ajout":
        return added(item, handle, context)
    return _next(item, handle, context, 1, around=True)


def stepped(item: Item, handle: Handle, context: Context, step: int) -> Item:
    """Return the item with the value of a handle one step up (1) or down (−1); unchanged where it has none."""
    if isinstance(item, Mark | Texte | Photo) and handle.role == "taille":
        size = context.size(item)
        return symbols.sized(item, size + step * SIZE_MM) if size else item
    if isinstance(item, Mark | Texte | Photo) and handle.role == "rotation":
        return moved.turned(item, (item.angle or 0.0) + step * DEGREES)
    if not isinstance(item, Mark):
        return item
    if handle.role == "ajout":
        return added(item, handle, context) if step > 0 else item
    if handle.role == "rupture":
        return breaking.stepped(Seen(item, context), step)
    if handle.role == "epaisseur":
        return runs.widened(item, runs.width(Seen(item, context)) + step * WIDTH_MM)
    if handle.role == "valeur":
        return _value_stepped(Seen(item, context), handle, step)
    return _next(item, handle, context, step, around=handle.role != "lieu")


def _value_stepped(seen: Seen, handle: Handle, step: int) -> Mark:
    parameter = seen.parameter(handle.key)
    value = seen.listed(parameter)[handle.path[0]] if handle.path else seen.value(parameter)
    if parameter.handle == "angle":
        turned = float(value or 0.0) + step * DEGREES
        return valued.put(seen, handle, turned % 360.0 if seen.course is None else turned)
    metres = seen.context.frame.metres_par_mm if parameter.frame == "sol" else 1.0
    return valued.put(seen, handle, float(value or 0.0) + step * RADIUS_MM * metres)


def _next(mark: Mark, handle: Handle, context: Context, step: int, *, around: bool) -> Mark:
    """Return a mark with the next rank, weight, side or sign; after the last comes the first with ``around``."""
    if handle.role not in ("lieu", "cote", "cycle"):
        return mark
    seen = Seen(mark, context)
    parameter = seen.parameter(handle.key)
    if handle.role == "lieu":
        rank = handle.path[0]
        if not places.has_third(seen, parameter, rank):
            return mark
        low, high = places.bounds_of(parameter)
        value = places.third(seen, parameter, rank) + step
        value = low + (value - low) % (high - low + 1) if around else min(high, max(low, value))
        return places.ranked(seen, parameter, rank, value)
    choices = [choice for choice, _ in parameter.choices]
    now = values.signs_of(seen, parameter)[handle.path[0]] if handle.path else seen.value(parameter)
    following = choices[(choices.index(now) + step) % len(choices)] if now in choices else choices[0]
    return valued.put(seen, handle, following)


def added(item: Item, handle: Handle, context: Context) -> Item:
    """Return the item with one more value or place, where the handle of an addition offers it."""
    if not isinstance(item, Mark):
        return item
    seen = Seen(item, context)
    if not handle.key:
        return runs.way_added(seen, handle)
    if seen.parameter(handle.key).type == "lieux":
        return places.added(seen, handle)
    return valued.added(seen, handle)


def removable(handle: Handle, item: Item, context: Context) -> bool:
    """Return whether a handle stands for something that can be taken away alone."""
    if handle.role in ("bout", "sommet", "lieu"):
        return True
    return handle.role == "valeur" and bool(handle.path) and isinstance(item, Mark)


def removed(item: Item, handle: Handle, context: Context) -> Item:
    """Return the item without the vertex, the place or the value of ``handle``; unchanged where it is needed."""
    if handle.role in ("bout", "sommet"):
        return moved.vertex_removed(item, handle.path, context.catalogue)
    if isinstance(item, Mark) and handle.role == "lieu":
        return places.removed(Seen(item, context), handle)
    if isinstance(item, Mark) and handle.role == "valeur":
        return valued.removed(Seen(item, context), handle)
    return item
