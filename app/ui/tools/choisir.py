"""« Choisir »: click, rubber band, move, copy, and the handles of what is selected."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from app.i18n import tr
from app.poster.document import Document, Transaction
from app.poster.geometry import Coord, Lines, length
from app.poster.records import ITEM_TYPES, Item, Mark, PostIt
from app.ui.canvas.events import Handle, Hit, PointerEvent, Role
from app.ui.tools import acts, moved
from app.ui.tools.handles import dragged, removed
from app.ui.tools.parts import case_box, drop_on_sheet, move_name
from app.ui.tools.shapes import along_axis, box_of, distance, straightened
from app.ui.tools.spoken import ground_length, number
from app.ui.tools.tool import Context, Gesture

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
        changed = removed(item, handle, context)
        if changed != item:
            with document.transaction("Modifier la forme") as act:
                act.put(changed)
        return
    event = yield from until_far(context, press)
    if event.over():
        return
    # The pointer caught the handle beside its centre: keep that distance.
    slack = (handle.at[0] - press.page[0], handle.at[1] - press.page[1])
    while not event.over():
        draft = _draft(context, item, handle, event, slack)
        context.feedback.drafts = (draft,)
        context.feedback.chip = _chip(draft, handle, context)
        event = yield
    draft = _draft(context, item, handle, event, slack)
    if isinstance(draft, PostIt) and handle.role == "cible":
        draft = _pinned(context, draft, event)
    with _reshaping(document, handle.role) as act:
        act.put(draft)


def _reshaping(document: Document, role: Role) -> Transaction:
    if role in ("taille", "largeur"):
        return document.transaction("Redimensionner")
    if role == "rotation":
        return document.transaction("Tourner")
    if role == "cible":
        return document.transaction("Attacher")
    return document.transaction("Modifier la forme")


def _draft(context: Context, item: Item, handle: Handle, event: PointerEvent, slack: Coord) -> Item:
    at = context.kept((event.page[0] + slack[0], event.page[1] + slack[1]))
    if handle.role == "bout" and event.shift and isinstance(item, Mark) and isinstance(item.geometry, Lines):
        run = item.geometry.parts[handle.path[0]]
        beside = run[1] if handle.path[2] == 0 else run[-2]
        at = straightened(context.on_page(beside), at)
    return dragged(item, handle, at, context, steps=event.shift)


def _pinned(context: Context, note: PostIt, event: PointerEvent) -> PostIt:
    hit = context.find(event.page, frozenset({note.uid}))
    target = context.document.get(hit.uid) if hit else None
    if isinstance(target, Mark):
        return replace(note, cible=target.uid, cible_x=None, cible_y=None)
    return note


def _chip(item: Item, handle: Handle, context: Context) -> str:
    if handle.role == "taille":
        return tr("{n}\u00a0mm", n=number(context.size(item) or 0.0))
    if handle.role == "rotation" and not isinstance(item, PostIt):
        return tr("{n}°", n=number(getattr(item, "angle", None) or 0.0))
    if handle.role == "valeur" and isinstance(item, Mark):
        return _value(item, handle, context)
    if handle.role == "largeur" and isinstance(item, PostIt):
        return tr("{n}\u00a0mm", n=number(item.largeur or 0.0))
    if (
        isinstance(item, Mark)
        and isinstance(item.geometry, Lines)
        and handle.role in ("bout", "sommet", "milieu")
    ):
        return ground_length(sum(length(run) for run in item.geometry.parts))
    return ""


def _value(mark: Mark, handle: Handle, context: Context) -> str:
    value = float(mark.parametres.get(handle.key) or 0.0)
    declared = context.catalogue[mark.picto].parameters
    parameter = next(each for each in declared if each.key == handle.key)
    if parameter.handle == "angle":
        return tr("{n}°", n=number(value))
    return ground_length(value) if parameter.frame == "sol" else tr("{n}\u00a0mm", n=number(value))
