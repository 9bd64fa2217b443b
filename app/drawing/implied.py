"""What a mark leaves unsaid: the values its brush uses in place of parameters that nobody set.

People take hold of them on the sheet as if they were there: satellites laid around, ends of branches, rays. To move
one is to store the whole list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.catalogue.model import Parameter
from app.drawing import marks
from app.drawing.brushes import along, fill, network, stamp
from app.drawing.brushes.subject import Subject
from app.drawing.brushes.told import usable
from app.drawing.ink import Context
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.poster.values import thawed

#: What each brush finds by itself, in mm of the page; a key that it does not tell has the default of its parameter.
IMPLIED: dict[str, Callable[[Subject], dict[str, Any]]] = {
    "stamp": stamp.implied,
    "along": along.implied,
    "fill": fill.implied,
    "network": network.implied,
}


def implied(mark: Mark, context: Context) -> dict[str, Any]:
    """Return the values in use for the parameters that a mark leaves unset, as they would be stored.

    Places are in ground metres, radii in mm (or metres where the parameter says ``sol``), angles in degrees. A value
    that cannot be used, of another type for instance, counts as unset. Stored, they draw the same ink.
    """
    picto = context.pictograms.get(mark.picto)
    if picto is None:
        return {}
    brush = marks.brush_of(picto, mark.geometry)
    subject = marks.subject_of(mark, picto, brush, context)
    laid = IMPLIED[brush.name](subject) if brush.name in IMPLIED else {}
    found: dict[str, Any] = {}
    for parameter in picto.parameters:
        key = parameter.key
        if usable(parameter, mark.parametres.get(key)) is not None:
            continue
        if key in laid:
            found[key] = _stored(parameter, laid[key], context.frame)
        elif key == "angle" and mark.angle is not None:
            found[key] = mark.angle
        elif parameter.default is not None:
            found[key] = thawed(parameter.default)
    return found


def _stored(parameter: Parameter, value: Any, frame: MapFrame) -> Any:
    """Return a value of the page as records keep it."""
    if parameter.frame == "sol" and parameter.type == "lieux":
        return [[*frame.to_ground(place[0], place[1]), *place[2:]] for place in value]
    if parameter.frame == "sol" and parameter.type == "nombre":
        return value * frame.metres_par_mm
    if parameter.frame == "sol" and parameter.type == "nombres":
        return [number * frame.metres_par_mm for number in value]
    return thawed(value)
