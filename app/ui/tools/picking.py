"""What a press takes: one thing or its group, one more, what lies under, or all that a rubber band meets."""

from __future__ import annotations

from collections.abc import Generator

from app.poster.records import ITEM_TYPES
from app.ui.canvas.events import PointerEvent
from app.ui.tools.shapes import box_of, distance
from app.ui.tools.tool import Context, Gesture

Steps = Generator[None, PointerEvent, PointerEvent]


def until_far(context: Context, press: PointerEvent) -> Steps:
    """Wait until the pointer leaves the place of the press, or is released there; return that event."""
    while True:
        event = yield
        if event.over():
            return event
        if event.kind == "move" and distance(press.page, event.page) > context.reach:
            return event


def click(context: Context, press: PointerEvent, uid: str) -> None:
    """Take what was clicked: with Alt what lies under, with Ctrl one of its group, with Maj one more or one less."""
    if press.alt:
        _under(context, press, uid)
    elif press.ctrl and not press.shift and _deep(context, uid):
        context.enter(uid)
    elif press.ctrl or press.shift:
        toggle(context, uid)
    else:
        context.select({uid})


def toggle(context: Context, uid: str) -> None:
    """Take a thing with what is chosen, or leave it out, its group with it."""
    chosen = context.selection()
    context.select(chosen - context.whole({uid}) if uid in chosen else chosen | {uid})


def _deep(context: Context, uid: str) -> bool:
    """Return whether a thing belongs to a group that has not been entered."""
    item = context.document.get(uid)
    return isinstance(item, ITEM_TYPES) and item.ensemble not in ("", context.entered())


def _under(context: Context, press: PointerEvent, uid: str) -> None:
    """Take the next thing down at the place of the press, and the top again after the last."""
    pile = context.stack(press.page) or [uid]
    last = max((rank for rank, each in enumerate(pile) if each in context.selection()), default=0)
    # A group counts once: whatever of it lies there has just been chosen.
    below = [each for each in pile[last + 1 :] if each not in context.selection()]
    context.select({below[0] if below else pile[0]})


def band(context: Context, press: PointerEvent) -> Gesture:
    """Draw a rubber band: to the right it takes what is wholly inside, to the left what it touches.

    A click takes what is locked, opens the words of a part of the sheet, or leaves all.
    """
    kept = context.selection() if press.shift or press.ctrl else frozenset()
    event = yield from until_far(context, press)
    if event.over():
        _click_through(context, press, kept)
        return
    feedback = context.feedback
    feedback.fast = press.hit is not None
    while not event.over():
        feedback.band, feedback.crossing = box_of(press.page, event.page), _leftwards(press, event)
        feedback.marked = _caught(context, press, event)
        event = yield
    context.select(kept | _caught(context, press, event))


def _click_through(context: Context, press: PointerEvent, kept: frozenset[str]) -> None:
    hit = press.hit
    if hit and hit.part:
        context.select(kept)
        context.edit(hit.uid, None)
    elif hit:
        click(context, press, hit.uid)
    else:
        context.select(kept)


def _leftwards(press: PointerEvent, event: PointerEvent) -> bool:
    return event.page[0] < press.page[0]


def _caught(context: Context, press: PointerEvent, event: PointerEvent) -> frozenset[str]:
    box = box_of(press.page, event.page)
    if _leftwards(press, event):
        return context.whole(context.touching(box))
    inside = context.inside(box)
    # A group is inside when all of it is.
    return frozenset(uid for uid in inside if context.whole({uid}) <= inside)
