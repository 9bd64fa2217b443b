"""« Crayon » and « Gomme »: drawing and rubbing out by hand."""

from __future__ import annotations

from app.poster.geometry import Coord, Lines
from app.poster.records import ITEM_TYPES, Trace, new_uid
from app.ui.tools import acts
from app.ui.tools.shapes import distance, thinned
from app.ui.tools.tool import Context, Gesture

#: A stroke is stored within this distance of what the hand did, in mm; drawing smooths it again.
STROKE_MM = 0.3
#: Steps of the eraser between two events, in mm: nothing thin slips through.
RUB_MM = 1.0


def trace(context: Context) -> Gesture:
    """Draw one stroke, from press to release."""
    event = yield
    way = [context.kept(event.page)]
    uid = new_uid()
    while event.kind != "release":
        event = yield
        at = context.kept(event.page)
        if distance(way[-1], at) > 0.15:
            way.append(at)
        if len(way) > 1:
            context.feedback.drafts = (_trace(context, uid, way),)
    if len(way) < 2:
        return
    with context.document.transaction("Dessiner au crayon") as act:
        act.put(_trace(context, uid, list(thinned(tuple(way), STROKE_MM))))


def _trace(context: Context, uid: str, way: list[Coord]) -> Trace:
    return Trace(uid=uid, geometry=Lines((tuple(context.ground(at) for at in way),)))


def gomme(context: Context) -> Gesture:
    """Rub out the items that the pointer touches, as one act at the release."""
    event = yield
    last = event.page
    touched: set[str] = set()
    while True:
        steps = max(1, int(distance(last, event.page) / RUB_MM))
        for step in range(1, steps + 1):
            share = step / steps
            at = (last[0] + share * (event.page[0] - last[0]), last[1] + share * (event.page[1] - last[1]))
            hit = context.find(at, frozenset(touched))
            if hit and not hit.part and not hit.locked:
                touched.add(hit.uid)
        last = event.page
        context.feedback.erased = frozenset(touched)
        if event.kind == "release":
            break
        event = yield
    gone = [item for uid in touched if isinstance(item := context.document.get(uid), ITEM_TYPES)]
    if gone:
        with acts.rubbing_act(context.document, len(gone)) as act:
            acts.drop(act, gone)
