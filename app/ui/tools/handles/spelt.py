"""Things with what they leave unsaid written out: a turn or a mirror must take along what was only implied."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.poster.geometry import Lines, Point
from app.poster.records import Item, Mark
from app.ui.tools.handles.seen import Seen
from app.ui.tools.tool import Context

#: Signs that turn as a whole; the others are round, or say their directions in their parameters.
TURNED = ("", "glyphe", "jeton", "siege", "passage")
DIRECTED = (("angle", "angle"), ("angles", "angle"), ("lieux", "lieu"))


def turnable(seen: Seen) -> bool:
    """Return whether a mark is a sign that turns by its own angle."""
    from app.drawing import marks

    if not isinstance(seen.mark.geometry, Point) or any(each.handle == "angle" for each in seen.parameters):
        return False
    brush = marks.brush_of(seen.pictogram, seen.mark.geometry)
    return seen.pictogram is not None and brush.name == "stamp" and seen.drawn in TURNED


def spelt(item: Item, context: Context, *, turning: bool) -> Item:
    """Return an item whose directions and places are said; ``turning`` gives its angle to a sign that has none."""
    if not isinstance(item, Mark) or isinstance(item.geometry, Lines):
        return item
    seen = Seen(item, context)
    told: dict[str, Any] = {}
    for parameter in seen.parameters:
        directed = (parameter.type, parameter.handle) in DIRECTED and seen.parts == 1
        if directed and parameter.key not in item.parametres:
            told[parameter.key] = seen.value(parameter)
    if item.angle is None and turnable(seen) and seen.subject is not None:
        angle = seen.subject.turn(0.0)
        if turning or angle:
            item = replace(item, angle=angle)
    return replace(item, parametres=item.parametres.having(**told)) if any(told.values()) else item
