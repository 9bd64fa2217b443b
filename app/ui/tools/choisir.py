"""« Choisir »: click, rubber band, move, copy, and the handles of what is selected."""

from __future__ import annotations

from dataclasses import replace

from app.drawing import postits
from app.poster.document import Document, Transaction
from app.poster.geometry import Coord, Lines
from app.poster.records import ITEM_TYPES, Item, Mark, PostIt
from app.ui.canvas.events import FRAMED, Handle, Hit, PointerEvent, Role
from app.ui.tools import acts, framing, moved
from app.ui.tools.guides.aligned import Guides
from app.ui.tools.guides.handled import Handled
from app.ui.tools.handles import clicked, dragged, removable, removed, said
from app.ui.tools.parts import case_box, drop_on_sheet, move_name
from app.ui.tools.picking import band, click, until_far
from app.ui.tools.shapes import along_axis, straightened
from app.ui.tools.tool import Context, Gesture


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
        yield from band(context, press)


def _hold(context: Context, press: PointerEvent, uid: str) -> Gesture:
    was = uid in context.selection()
    if not was and not (press.shift or press.ctrl or press.alt):
        context.select({uid})
    event = yield from until_far(context, press)
    if event.over():
        click(context, press, uid)
        return
    if uid not in context.selection():
        context.select(context.selection() | {uid} if press.shift else {uid})
    yield from _move(context, press, event)


def _move(context: Context, press: PointerEvent, event: PointerEvent) -> Gesture:
    document, feedback = context.document, context.feedback
    moving = acts.items(document, context.selection())
    guides = Guides(context, moving)
    while True:
        copying = press.alt or event.alt
        feedback.copying, feedback.movable = copying, not copying
        dx, dy = event.page[0] - press.page[0], event.page[1] - press.page[1]
        if event.shift:
            dx, dy = along_axis(dx, dy)
        dx, dy = guides.moved(event, dx, dy, copying=copying)
        if event.over():
            break
        _show_move(context, moving, dx, dy)
        feedback.target = None if copying else case_box(context, event.page)
        if feedback.target:
            feedback.unguide()  # the AMOF takes it: where it lies does not matter
        event = yield
    if copying:
        made = acts.duplicate(document, context.selection(), context.catalogue, dx, dy)
        context.copied(made)
        context.select(made)
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
    return postits.on_sheet(there, context.page) if isinstance(there, PostIt) else there


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


def _reshape(context: Context, press: PointerEvent, handle: Handle) -> Gesture:
    if handle.role in FRAMED:
        event = yield from until_far(context, press)
        if not event.over():
            yield from framing.reshape(context, press, event, handle)
        return
    document = context.document
    item = document.get(handle.uid)
    if not isinstance(item, ITEM_TYPES):
        return
    if press.alt and removable(handle, item, context):
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
    guides = Handled(context, item, handle)
    while not event.over():
        draft = _draft(context, item, handle, event, slack, guides)
        if isinstance(draft, PostIt) and handle.role == "cible":
            draft = _pinned(context, draft, event)
            context.feedback.marked = frozenset({draft.cible}) - {""}
        context.feedback.drafts = (draft,)
        context.feedback.chip = said(draft, handle, context)
        event = yield
    draft = _draft(context, item, handle, event, slack, guides)
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
    if role in ("valeur", "cote", "cycle", "rupture"):
        return document.transaction("Changer un réglage du picto")
    return document.transaction("Modifier la forme")


def _draft(
    context: Context, item: Item, handle: Handle, event: PointerEvent, slack: Coord, guides: Handled
) -> Item:
    at = guides.at(event, context.kept((event.page[0] + slack[0], event.page[1] + slack[1])))
    if handle.role == "bout" and event.shift and isinstance(item, Mark) and isinstance(item.geometry, Lines):
        run = item.geometry.parts[handle.path[0]]
        beside = run[1] if handle.path[2] == 0 else run[-2]
        at = straightened(context.on_page(beside), at)
    return dragged(item, handle, at, context, steps=event.shift)


def _pinned(context: Context, note: PostIt, event: PointerEvent) -> PostIt:
    """Return a post-it whose leader goes to the thing under the pointer, where there is one."""
    hit = context.find(event.page, frozenset({note.uid})) if note.cible_x is not None else None
    target = context.document.get(hit.uid) if hit else None
    if isinstance(target, ITEM_TYPES):
        return replace(note, cible=target.uid, cible_x=None, cible_y=None)
    return note
