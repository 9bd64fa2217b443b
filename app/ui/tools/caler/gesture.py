"""The hand on a picture that is being placed: it drags the picture or its frame, sets pins and leads them home.

While there is no pin a hand places the picture itself. From the first pin on the pins do: a press on the picture sets
one more, a drag leads it to its place.
"""

from __future__ import annotations

from app.i18n import tr
from app.poster.fitting import MOST, Corners, Pin, within
from app.poster.geometry import Coord
from app.ui.canvas.events import Handle, PointerEvent
from app.ui.tools.caler import shaping
from app.ui.tools.caler.placing import Placing
from app.ui.tools.guides.holding import held_at
from app.ui.tools.picking import until_far
from app.ui.tools.shapes import along_axis, distance
from app.ui.tools.spoken import number
from app.ui.tools.tool import Context, Gesture


def gesture(context: Context) -> Gesture:
    """Take what is pressed: a pin, a handle of the frame, or the picture."""
    press = yield
    placing = context.placing
    if placing is None:
        return
    handle = press.hit.handle if press.hit else None
    if handle is None and not inside(context, placing, press.page):
        return
    event = yield from until_far(context, press)
    if handle is not None and handle.role == "repere":
        if not event.over():
            yield from _lead(context, placing, handle.path[0], press, event)
    elif handle is not None:
        if not event.over():
            yield from _reshape(context, placing, handle, press, event)
    elif placing.pins or event.over():
        yield from _pin(context, placing, press, event)
    else:
        yield from _move(context, placing, press, event)


def handles(uid: str, placing: Placing, context: Context) -> tuple[Handle, ...]:
    """Return the pins of a picture, or the handles of its frame while it has none."""
    if placing.pins:
        return tuple(
            Handle(uid, "repere", context.on_page(pin.ground), (rank,), text=str(rank + 1))
            for rank, pin in enumerate(placing.pins)
        )
    return tuple(shaping.handles(uid, on_page(context, placing), context.reach))


def on_page(context: Context, placing: Placing) -> Corners:
    """Return the corners of a picture in mm of the page."""
    a, b, c, d = (context.on_page(at) for at in placing.corners)
    return (a, b, c, d)


def on_ground(context: Context, corners: Corners) -> Corners:
    """Return corners of the page on the ground."""
    a, b, c, d = (context.frame.to_ground(*at) for at in corners)
    return (a, b, c, d)


def inside(context: Context, placing: Placing, page: Coord) -> bool:
    """Return whether a place of the page lies on the picture."""
    u, v = within(placing.corners, context.frame.to_ground(*page))
    return 0 <= u <= 1 and 0 <= v <= 1


def pin_at(context: Context, placing: Placing, page: Coord) -> Pin:
    """Return a pin at a place of the page, which lies on the picture as it is."""
    ground = context.frame.to_ground(*page)
    return Pin(*within(placing.corners, ground), *ground)


def full(context: Context, placing: Placing) -> bool:
    """Return whether a picture has as many pins as it may have, and say it."""
    if len(placing.pins) < MOST:
        return False
    context.say(tr("Vingt repères suffisent. Enlevez-en un pour en poser un autre."))
    return True


def said_distance(metres: float) -> str:
    """Return how far a pin is from its place: « 8 m », « 120 m », « 1,2 km »; on paper « 3 mm »."""
    if 0.0 < metres < 0.5:
        return tr("{n}\u00a0mm", n=round(metres * 1000))
    if metres < 1000:
        return tr("{n}\u00a0m", n=round(metres))
    return tr("{n}\u00a0km", n=number(metres / 1000))


def said_mean(placing: Placing) -> str:
    """Return « Écart moyen 120 m »; "" where there are too few pins to tell."""
    fitted = placing.fitted
    return tr("Écart moyen {distance}", distance=said_distance(fitted.rms)) if fitted.checked else ""


def _pin(context: Context, placing: Placing, press: PointerEvent, event: PointerEvent) -> Gesture:
    if full(context, placing):
        return
    placing = placing.with_pin(pin_at(context, placing, press.page))
    rank = len(placing.pins) - 1
    if event.over():
        context.place(placing, rank)
        return
    yield from _lead(context, placing, rank, press, event)


def _lead(context: Context, placing: Placing, rank: int, press: PointerEvent, event: PointerEvent) -> Gesture:
    """Lead the ground's end of a pin; it holds on to the base map, except with Ctrl or Maj."""
    x, y = context.on_page(placing.pins[rank].ground)
    while True:
        at = context.kept((x + event.page[0] - press.page[0], y + event.page[1] - press.page[1]))
        if not (event.ctrl or event.shift):
            at = held_at(context, at)
        made = placing.moved_pin(rank, context.ground(at))
        if event.over():
            break
        context.feedback.placing, context.feedback.chip = made, said_mean(made)
        event = yield
    context.place(made, rank)


def _reshape(
    context: Context, placing: Placing, handle: Handle, press: PointerEvent, event: PointerEvent
) -> Gesture:
    before = on_page(context, placing)
    while True:
        after = shaping.shaped(before, handle, press.page, event.page, centred=event.alt, steps=event.shift)
        made = placing.laid(on_ground(context, after))
        if event.over():
            break
        context.feedback.placing, context.feedback.chip = made, _said(before, after, handle)
        event = yield
    context.place(made, None)


def _move(context: Context, placing: Placing, press: PointerEvent, event: PointerEvent) -> Gesture:
    before = on_page(context, placing)
    while True:
        dx, dy = event.page[0] - press.page[0], event.page[1] - press.page[1]
        if event.shift:
            dx, dy = along_axis(dx, dy)
        made = placing.laid(on_ground(context, shaping.moved(before, dx, dy)))
        if event.over():
            break
        context.feedback.placing = made
        event = yield
    context.place(made, None)


def _said(before: Corners, after: Corners, handle: Handle) -> str:
    """Return the words of what a handle does: « −12° », « 120 % »."""
    if handle.role == "pivot":
        turn = (shaping.angle(after) - shaping.angle(before) + 180.0) % 360.0 - 180.0
        return tr("{n}°", n=f"{'−' if turn < 0 else ''}{number(abs(turn))}")
    rank = handle.path[0]
    along = (0, 1) if rank < 4 or rank % 2 else (1, 2)
    was, now = (distance(each[along[0]], each[along[1]]) for each in (before, after))
    return tr("{n}\u202f%", n=round(100 * now / was)) if was else ""
