"""Ends and corners in hand hold on to the base map; a place that holds is exactly there."""

from __future__ import annotations

from app.poster.boxes import covers
from app.poster.geometry import Coord
from app.poster.records import Item, Mark
from app.ui.canvas.events import Handle, PointerEvent
from app.ui.tools.guides.basemap import Caught
from app.ui.tools.tool import Context

#: From how far a place of the base map catches, in reaches of the hand: 6 px for a mouse.
CATCH = 1.2
#: Where communes are small on the screen, borders catch from this part of their width at most; under so many reaches
#: they do not catch at all: everything would.
SHARE, LEAST = 0.12, 0.35
#: Handles that are places of the ground.
GROUNDED = ("bout", "sommet", "milieu", "lieu")


def holds_on(item: Item, handle: Handle) -> bool:
    """Return whether a handle of a thing holds on to the base map; strokes drawn freely do not."""
    return isinstance(item, Mark) and (handle.role in GROUNDED or (handle.role == "ajout" and not handle.key))


def held(context: Context, event: PointerEvent, *, free: bool = False) -> Coord:
    """Return where an end or a corner is for a pointer, in mm of the sheet: on the base map where that is near.

    With Ctrl, Maj, or where it is ``free``, it lies where the hand is.
    """
    at = context.kept(event.page)
    return at if free or event.ctrl or event.shift else held_at(context, at)


def held_at(context: Context, page: Coord) -> Coord:
    """Return the place of the base map near a place of the page (mm), else that place; it is said and shown."""
    caught = _caught(context, page)
    if caught is None:
        return page
    there = context.on_page(caught.at)
    if there != context.kept(there):
        return page
    context.exact[there] = caught.at
    context.feedback.spot, context.feedback.spoken = there, caught.words
    return there


def _caught(context: Context, page: Coord) -> Caught | None:
    left, top, right, bottom = context.frame.box
    if not covers(context.frame.box, page):
        return None
    base, metres = context.basemap, context.frame.metres_par_mm
    base.take(context.document)
    ground = context.ground(page)
    within = CATCH * context.reach * metres
    mesh = base.mesh((right - left) * (bottom - top) * metres**2)
    small = min(within, SHARE * mesh)
    if small < LEAST * context.reach * metres:
        small = 0.0
    return base.place(ground, within, small) or (base.border(ground, small) if small else None)
