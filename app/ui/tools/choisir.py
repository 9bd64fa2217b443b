"""« Choisir »: click, rubber band, move, copy, and the handles of what is selected."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from math import inf

from app.poster.document import Document, Transaction
from app.poster.geometry import Coord, Lines, Point
from app.poster.records import ITEM_TYPES, Fond, Item, Mark, PostIt
from app.ui.canvas.events import Handle, Hit, PointerEvent, Role
from app.ui.tools import acts, moved
from app.ui.tools.handles import clicked, dragged, removed, said
from app.ui.tools.parts import case_box, drop_on_sheet, move_name
from app.ui.tools.shapes import along_axis, box_of, distance, straightened
from app.ui.tools.tool import Context, Gesture

#: A place of the map catches the places of structures from this far, in reaches of the hand.
CATCH = 1.2

Steps = Generator[None, PointerEvent, PointerEvent]


def gesture(context: Context) -> Gesture:
    """Take what is pressed: a handle, an item, or nothing."""
    press = yield
    hit = press.hit
    if hit and hit.handle:
        yield from _reshape(context, press, hit.handle)
    elif hit and not hit.part and not hit.locked:
        yield from _hold(context, press, hit.uid)
    elif hit and hit.uid.startswith("nom:"):
        yield from _name(context, press, hit)
    else:
        yield from _band(context, press)


def until_far(context: Context, press: PointerEvent) -> Steps:
    """Wait until the pointer leaves the place of the press, or is released there; return that event."""
    while True:
        event = yield
        if event.over():
            return event
        if event.kind == "move" and distance(press.page, event.page) > context.reach:
            return event


def _hold(context: Context, press: PointerEvent, uid: str) -> Gesture:
    was = uid in context.selection()
    several = press.shift or press.ctrl
    if not was and not several:
        context.select({uid})
    event = yield from until_far(context, press)
    if event.over():
        if several:
            context.select(context.selection() ^ {uid})
        elif was:
            context.select({uid})
        return
    if uid not in context.selection():
        context.select(context.selection() | {uid})
    yield from _move(context, press, event)


def _move(context: Context, press: PointerEvent, event: PointerEvent) -> Gesture:
    document, feedback = context.document, context.feedback
    moving = acts.items(document, context.selection())
    feedback.copying = press.alt
    feedback.movable = not press.alt
    while True:
        dx, dy = event.page[0] - press.page[0], event.page[1] - press.page[1]
        if event.shift:
            dx, dy = along_axis(dx, dy)
        if event.over():
            break
        _show_move(context, moving, dx, dy)
        feedback.target = None if press.alt else case_box(context, event.page)
        event = yield
    if press.alt:
        context.select(acts.duplicate(document, context.selection(), context.catalogue, dx, dy))
    elif not drop_on_sheet(context, event, [item.uid for item in moving]):
        _commit_move(context, moving, dx, dy)


def _show_move(context: Context, moving: list[Item], dx: float, dy: float) -> None:
    feedback = context.feedback
    feedback.offset = (dx, dy)
    if feedback.copying:
        feedback.lifted = frozenset(item.uid for item in moving)
        return
    # Post-its are drawn anew, for their leaders to follow; all the rest is shifted as it is.
    feedback.lifted = frozenset(item.uid for item in moving if not isinstance(item, PostIt))
    notes = [_placed(context, item, dx, dy) for item in moving if isinstance(item, PostIt)]
    feedback.drafts = tuple(notes) + tuple(_followers(context, moving, dx, dy))


def _followers(context: Context, moving: list[Item], dx: float, dy: float) -> list[Item]:
    """Return the post-its that stay while what they speak of moves, their leader led to its new place."""
    targets = {item.uid: item for item in moving}
    found: list[Item] = []
    for note in context.document.all(PostIt):
        if note.cible in targets and note.uid not in targets and note.x is not None:
            at = moved.anchor(targets[note.cible], context.frame)
            if at:
                x, y = context.ground((at[0] + dx, at[1] + dy))
                found.append(replace(note, cible="", cible_x=x, cible_y=y))
    return found


def _placed(context: Context, item: Item, dx: float, dy: float) -> Item:
    there = moved.shifted(item, dx, dy, context.frame, context.catalogue)
    box = context.extent(item.uid)
    if isinstance(there, PostIt) and box:
        return moved.on_sheet(there, box[2] - box[0], box[3] - box[1], context.page)
    return there


def _commit_move(context: Context, moving: list[Item], dx: float, dy: float) -> None:
    with acts.moving_act(context.document, len(moving)) as act:
        for item in moving:
            act.put(_placed(context, item, dx, dy))


def _name(context: Context, press: PointerEvent, hit: Hit) -> Gesture:
    event = yield from until_far(context, press)
    if event.over():
        context.select(())
        return
    context.feedback.lifted = frozenset({hit.uid})
    while not event.over():
        context.feedback.offset = (event.page[0] - press.page[0], event.page[1] - press.page[1])
        event = yield
    move_name(context, hit.uid, event.page[0] - press.page[0], event.page[1] - press.page[1])


def _band(context: Context, press: PointerEvent) -> Gesture:
    kept = context.selection() if press.shift or press.ctrl else frozenset()
    event = yield from until_far(context, press)
    if event.over():
        if press.hit and press.hit.part:
            context.select(kept)
            context.edit(press.hit.uid, None)
        elif press.hit:
            context.select(kept | {press.hit.uid})
        else:
            context.select(kept)
        return
    while not event.over():
        context.feedback.band = box_of(press.page, event.page)
        context.feedback.marked = context.inside(context.feedback.band)
        event = yield
    context.select(kept | context.inside(box_of(press.page, event.page)))


def _reshape(context: Context, press: PointerEvent, handle: Handle) -> Gesture:
    document = context.document
    item = document.get(handle.uid)
    if not isinstance(item, ITEM_TYPES):
        return
    if press.alt:
        _write(context, item, removed(item, handle, context), handle)
        return
    event = yield from until_far(context, press)
    if event.over():
        # A click takes the next value: rank, weight, side or sign; on a « + », it adds.
        after = clicked(item, handle, context)
        if _write(context, item, after, handle):
            context.told = said(after, handle, context)
        return
    # The pointer caught the handle beside its centre: keep that distance.
    slack = (handle.at[0] - press.page[0], handle.at[1] - press.page[1])
    while not event.over():
        draft = _draft(context, item, handle, event, slack)
        context.feedback.drafts = (draft,)
        place = _place(context, handle, event, slack)
        context.feedback.chip = place.nom if place else said(draft, handle, context)
        event = yield
    draft = _draft(context, item, handle, event, slack)
    if isinstance(draft, PostIt) and handle.role == "cible":
        draft = _pinned(context, draft, event)
    _write(context, item, draft, handle)


def _write(context: Context, item: Item, after: Item, handle: Handle) -> bool:
    if after == item:
        return False
    with reshaping(context.document, handle.role) as act:
        act.put(after)
    return True


def reshaping(document: Document, role: Role) -> Transaction:
    """Begin the act of changing a thing by one of its handles."""
    if role in ("taille", "largeur", "epaisseur"):
        return document.transaction("Redimensionner")
    if role == "rotation":
        return document.transaction("Tourner")
    if role == "cible":
        return document.transaction("Attacher")
    if role in ("valeur", "cote", "cycle"):
        return document.transaction("Changer un réglage du picto")
    return document.transaction("Modifier la forme")


def _draft(context: Context, item: Item, handle: Handle, event: PointerEvent, slack: Coord) -> Item:
    at = context.kept((event.page[0] + slack[0], event.page[1] + slack[1]))
    place = _place(context, handle, event, slack)
    if place is not None and isinstance(place.geometry, Point):
        at = context.on_page((place.geometry.x, place.geometry.y))
    if handle.role == "bout" and event.shift and isinstance(item, Mark) and isinstance(item.geometry, Lines):
        run = item.geometry.parts[handle.path[0]]
        beside = run[1] if handle.path[2] == 0 else run[-2]
        at = straightened(context.on_page(beside), at)
    return dragged(item, handle, at, context, steps=event.shift)


def _place(context: Context, handle: Handle, event: PointerEvent, slack: Coord) -> Fond | None:
    """Return the place of the map on which a place of a structure is let go; with Ctrl it lies where the hand is."""
    if handle.role != "lieu" or event.ctrl:
        return None
    at = (event.page[0] + slack[0], event.page[1] + slack[1])
    near = [
        (distance(at, context.on_page((each.geometry.x, each.geometry.y))), each)
        for each in context.document.all(Fond)
        if each.couche == "lieu" and isinstance(each.geometry, Point)
    ]
    away, place = min(near, key=lambda one: one[0], default=(inf, None))
    return place if away <= CATCH * context.reach else None


def _pinned(context: Context, note: PostIt, event: PointerEvent) -> PostIt:
    hit = context.find(event.page, frozenset({note.uid}))
    target = context.document.get(hit.uid) if hit else None
    if isinstance(target, Mark):
        return replace(note, cible=target.uid, cible_x=None, cible_y=None)
    return note
