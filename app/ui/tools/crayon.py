"""« Crayon » and « Gomme »: drawing and rubbing out by hand."""

from __future__ import annotations

from itertools import accumulate, pairwise

from app.poster.geometry import Coord, Lines
from app.poster.records import ITEM_TYPES, Trace, new_uid
from app.poster.values import Frozen
from app.ui.tools import acts
from app.ui.tools.shapes import distance, salient
from app.ui.tools.tool import Context, Gesture

#: A stroke is stored within this distance of what the hand did, in mm; drawing smooths it again.
STROKE_MM = 0.3
#: Places of a hand nearer than this are one, in mm.
NEAR_MM = 0.15
#: How fast the stroke follows the pressure of the pen, and the mm that full pressure weighs when it is thinned.
EASE, SWELL_MM = 0.4, 3.0
#: Steps of the eraser between two events, in mm: nothing thin slips through.
RUB_MM = 1.0


def trace(context: Context) -> Gesture:
    """Draw one stroke, from press to release; a pen that feels pressure makes it swell."""
    event = yield
    way = [context.kept(event.page)]
    pressed = [event.pressure]
    feeling = event.device == "pen"
    uid = new_uid()
    while event.kind != "release":
        event = yield
        at = context.kept(event.page)
        if distance(way[-1], at) > NEAR_MM and event.kind != "release":
            way.append(at)
            pressed.append(pressed[-1] + EASE * (event.pressure - pressed[-1]))
        if len(way) > 1:
            context.feedback.drafts = (_trace(context, uid, way, pressed if feeling else []),)
    if len(way) < 2:
        return
    with context.document.transaction("Dessiner au crayon") as act:
        act.put(_stored(context, uid, way, pressed if feeling else []))


def _stored(context: Context, uid: str, way: list[Coord], pressed: list[float]) -> Trace:
    """Return the stroke with the vertices that say its way and, for a pen, how it swells."""
    ranks = set(salient(tuple(way), STROKE_MM))
    if pressed:
        gone = tuple(accumulate((distance(a, b) for a, b in pairwise(way)), initial=0.0))
        ranks |= set(salient(tuple(zip(gone, (SWELL_MM * each for each in pressed), strict=True)), STROKE_MM))
    kept = sorted(ranks)
    return _trace(context, uid, [way[rank] for rank in kept], [pressed[rank] for rank in kept if pressed])


def _trace(context: Context, uid: str, way: list[Coord], pressed: list[float]) -> Trace:
    told = {"pressions": [[round(100 * min(1.0, max(0.0, each))) for each in pressed]]} if pressed else {}
    lines = Lines((tuple(context.ground(at) for at in way),))
    return Trace(uid=uid, geometry=lines, parametres=Frozen(told), **context.starting("crayon"))


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
