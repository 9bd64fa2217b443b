"""Laying by one click: a plain click lays, a press that is dragged turns the mark or opens its rings."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

from app.catalogue.model import Parameter
from app.drawing import ink
from app.i18n import tr
from app.poster.geometry import Coord, Point
from app.poster.records import Mark
from app.ui.tools.handles.values import tenth
from app.ui.tools.laying import made, snapping
from app.ui.tools.laying.clicks import Clicks, Step
from app.ui.tools.shapes import angle_of, distance, stepped
from app.ui.tools.spoken import ground_length, number
from app.ui.tools.tool import Context, Gesture


def clic(context: Context) -> Gesture:
    """Lay at the place of the press; what is dragged from there sets the mark's angle or radii, else moves it."""
    clicks = Clicks(context, loose=not context.guided() or snapping.snaps(made.armed(context)))
    step = clicks.read((yield))
    while step.does not in ("click", "drop"):
        if step.does in ("press", "pull"):
            drawn, words = _drawn(context, step)
            context.feedback.drafts = (drawn,)
            context.feedback.chip = words
        step = clicks.read((yield))
    made.lay(context, _drawn(context, step)[0])


def placed(context: Context, page: Coord, *, free: bool = False) -> tuple[Mark, str]:
    """Return a mark laid by a plain click, and what it holds on to: a line of the poster where it is a passage."""
    pictogram = made.armed(context)
    caught = None if free or not snapping.snaps(pictogram) else snapping.nearest(context, page)
    if caught is None:
        return made.mark(context, Point(*context.ground(page))), ""
    laid = made.mark(context, Point(*context.ground(caught.at)))
    return replace(laid, parametres=laid.parametres.having(angle=caught.angle)), tr(
        "Sur «\u00a0{nom}\u00a0» · Ctrl pour poser à côté", nom=caught.name
    )


def _drawn(context: Context, step: Step) -> tuple[Mark, str]:
    parameter = _shaped(context)
    if step.does not in ("pull", "drop"):
        return placed(context, step.at, free=step.event.ctrl)
    if parameter is None:
        return placed(context, step.at, free=step.event.ctrl)
    laid, _ = placed(context, step.start, free=step.event.ctrl)
    if parameter.handle == "angle":
        return _turned(context, laid, parameter, step)
    return _opened(context, laid, parameter, step)


def _shaped(context: Context) -> Parameter | None:
    """Return the parameter that a drag sets: the first angle or radius that the pictogram offers to hands."""
    kinds = {"angle": ("angle", "angles"), "rayon": ("nombre", "nombres")}
    return next(
        (each for each in made.armed(context).parameters if each.type in kinds.get(each.handle, ())), None
    )


def _turned(context: Context, laid: Mark, parameter: Parameter, step: Step) -> tuple[Mark, str]:
    turn = angle_of(step.start, step.event.page)
    turn = round((stepped(turn) if step.event.shift else turn) % 360.0, 1)
    value: object = turn
    if parameter.type == "angles":
        usual = _usual(context, laid, parameter)
        if not usual:
            return laid, ""
        # The whole star turns: its first ray follows the hand.
        value = [round((each + turn - usual[0]) % 360.0, 1) for each in usual]
    told = laid.parametres.having(**{parameter.key: value})
    return replace(laid, parametres=told), tr("{n}°", n=number(turn))


def _opened(context: Context, laid: Mark, parameter: Parameter, step: Step) -> tuple[Mark, str]:
    scale = context.frame.metres_par_mm if parameter.frame == "sol" else 1.0
    wide = distance(step.start, step.at) * scale
    usual = _usual(context, laid, parameter) or [wide]
    least, most = parameter.minimum or 0.0, parameter.maximum or float("inf")
    # The outer ring follows the hand, the others keep their share of it.
    radii = [tenth(min(most, max(least, each * wide / usual[-1])), scale) for each in usual]
    value = radii if parameter.type == "nombres" else radii[-1]
    told = laid.parametres.having(**{parameter.key: value})
    return replace(laid, parametres=told), ground_length(radii[-1] / scale * context.frame.metres_par_mm)


def _usual(context: Context, laid: Mark, parameter: Parameter) -> list[float]:
    """Return the values that the brush uses while nobody sets them."""
    from app.drawing.implied import implied

    seen = ink.Context(context.frame, None, context.catalogue, context.document.records)
    found = implied(laid, seen).get(parameter.key)
    values = found if isinstance(found, list) else [found]
    return [float(value) for value in values if isinstance(value, int | float) and hypot(value)]
