"""« Cadrer »: the ground is moved under the frame of the map, or drawn nearer by a corner; marks stay on it."""

from __future__ import annotations

from app.i18n import tr
from app.poster.geometry import Box, Coord
from app.poster.sheet import PAPER_METRES, on_paper
from app.ui.canvas.events import PointerEvent
from app.ui.tools.shapes import distance
from app.ui.tools.tool import Context, Framing, Gesture

#: How far from a corner of the frame a press still draws it, in reaches of the hand.
CORNER = 4.0
#: One drag draws the map this many times nearer or farther at most.
MOST = 4.0


def gesture(context: Context) -> Gesture:
    """Move the ground, or scale it when a corner of the map is pressed; shown until it is let go, then one act."""
    press = yield
    box = context.frame.box
    scaling = any(distance(corner, press.page) <= CORNER * context.reach for corner in corners(box))
    event = press
    while not event.over():
        context.feedback.framing = _framing(context, press, event, scaling=scaling)
        context.feedback.chip = said(context, context.feedback.framing)
        event = yield
    context.reframe(_framing(context, press, event, scaling=scaling))


def corners(box: Box) -> tuple[Coord, ...]:
    """Return the four corners of a frame."""
    left, top, right, bottom = box
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def said(context: Context, framing: Framing) -> str:
    """Return the scale that the map would have, as it is written under it; of a blank sheet, its size in percent."""
    if on_paper(context.document.poster):
        return tr("{n}\u202f%", n=round(100 * PAPER_METRES * framing.factor / context.frame.metres_par_mm))
    thousands = round(context.frame.scale / framing.factor / 1000)
    return f"1\u00a0: {thousands}\u202f000"


def _framing(context: Context, press: PointerEvent, event: PointerEvent, *, scaling: bool) -> Framing:
    if not scaling:
        return Framing(event.page[0] - press.page[0], event.page[1] - press.page[1])
    middle = context.frame.middle
    was, now = distance(middle, press.page), distance(middle, event.page)
    return Framing(factor=min(MOST, max(1 / MOST, now / was)) if was else 1.0)
