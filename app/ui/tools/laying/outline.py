"""One area in hand: drawn in one go, corner by corner, or taken from the base map by a click."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Literal

from app.basemap.france.places import Contour, real_contour
from app.i18n import tr
from app.poster.geometry import Areas, Coord, Run, closed
from app.ui.canvas.events import PointerEvent
from app.ui.tools.guides.holding import held
from app.ui.tools.laying import made
from app.ui.tools.shapes import areas_of, contour, distance
from app.ui.tools.tool import Context

#: A contour drawn by hand is thinned by this much, in mm.
CONTOUR_MM = 0.8
#: The ink of a contour under way is drawn anew when the contour has grown by this much.
GROWN = 1.12
#: How many names the chip says before it counts.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a hand drew: areas of the ground, and the run of the page it followed; empty for a real contour."""

    areas: Areas | None
    run: Run = ()
    name: str = ""


#: Instead of a drawn area: ``finish`` where the rest is left to the brush, ``back`` where the hand gives up.
End = Literal["finish", "back"]
Show = Callable[[Drawn], None]
Drawing = Generator[None, PointerEvent, "Drawn | End"]


def outline(context: Context, show: Show, words: str = "") -> Drawing:
    """Return an area that the hand draws or takes; ``show`` is told what it is at each step.

    ``words`` are said until the first press. With Shift, each click adds a real contour to the area. Without areas,
    what was drawn is flat, or was taken back corner by corner.
    """
    feedback = context.feedback
    feedback.line = ()
    feedback.chip = words
    event = yield
    while event.kind != "press":
        if event.kind in ("finish", "double"):
            return "finish"
        if event.kind == "back":
            return "back"
        event = yield
    press = event
    way = [context.kept(press.page)]
    taken = taken_at(context, press.ground, always=press.shift)
    shown, gone = 0.0, 0.0
    while event.kind != "release":
        at = context.kept(event.page)
        if distance(way[-1], at) > 0.3:
            gone += distance(way[-1], at)
            way.append(at)
        if _far(way, context):
            feedback.line, feedback.chip = tuple(way), ""
            # The ink of a large area takes time: it follows the line by steps that grow with it.
            if gone > GROWN * shown + 2 * context.reach:
                show(_freehand(context, way))
                shown = gone
        elif taken is not None:
            show(taken)
            feedback.chip = taken.name
        event = yield
    if _far(way, context):
        feedback.line = ()
        return _freehand(context, way)
    if taken is None:
        return (yield from _corners(context, held(context, press), show))
    if press.shift:
        return (yield from _several(context, taken, show))
    return taken


def taken_at(context: Context, ground: Coord, *, always: bool = False) -> Drawn | None:
    """Return the real contour that a click takes there: a commune or an EPCI, as the person chose; None without.

    Where a click draws a corner, ``always`` takes a commune all the same.
    """
    if context.contour == "coin" and not always:
        return None
    kind: Contour = "epci" if context.contour == "epci" else "commune"
    found = real_contour(context.document, *ground, kind)
    return Drawn(found[1], name=found[0]) if found else None


def _far(way: list[Coord], context: Context) -> bool:
    return max(distance(way[0], at) for at in way) > 2 * context.reach


def _freehand(context: Context, way: list[Coord]) -> Drawn:
    return Drawn(_ground_areas(context, contour(tuple(way), CONTOUR_MM)), tuple(way))


def _ground_areas(context: Context, ring: Run) -> Areas | None:
    return areas_of(made.grounds(context, ring)) if ring else None


def _corners(context: Context, first: Coord, show: Show) -> Drawing:
    points = [first]
    at = first
    while True:
        shown = (*points, at) if distance(points[-1], at) > 0.1 else tuple(points)
        context.feedback.line = (*shown, points[0]) if len(shown) > 2 else shown
        show(_cornered(context, shown))
        context.feedback.chip = (
            tr("Un clic\u00a0: un coin · Entrée pour finir")
            if len(points) > 1
            else tr("Cliquez le coin suivant")
        )
        event = yield
        at = held(context, event)
        ends = event.kind in ("finish", "double")
        # A click on the first corner closes the contour, as everywhere.
        ends = ends or (event.kind == "press" and len(points) > 2 and distance(points[0], at) < context.reach)
        if ends:
            if len(points) > 1:
                context.feedback.line = ()
                return _cornered(context, closed(tuple(points)) if event.kind == "press" else tuple(points))
        elif event.kind == "press" and distance(points[-1], at) > context.reach:
            points.append(at)
        elif event.kind == "back":
            points.pop()
            if not points:
                context.feedback.line = ()
                return Drawn(None)
            at = points[-1]


def _cornered(context: Context, points: Run) -> Drawn:
    return Drawn(_ground_areas(context, closed(points)) if len(set(points)) > 2 else None, points)


def _several(context: Context, first: Drawn, show: Show) -> Drawing:
    """Add a real contour at each click, or take it away again, until Entrée or a double click."""
    chosen = [first]
    while True:
        whole = _together(chosen)
        show(whole)
        context.feedback.chip = tr("{noms}\nUn clic en ajoute une autre · Entrée pour finir", noms=whole.name)
        event = yield
        if event.kind == "press":
            more = taken_at(context, event.ground, always=True)
            if more in chosen:
                chosen.remove(more)
            elif more is not None:
                chosen.append(more)
        elif event.kind == "back":
            chosen.pop()
        elif event.kind in ("finish", "double"):
            return whole
        if not chosen:
            return Drawn(None)


def _together(chosen: list[Drawn]) -> Drawn:
    from app.ui.tools.laying.shaped import united

    names = ", ".join(each.name for each in chosen[:NAMED])
    if len(chosen) > NAMED:
        names = tr("{noms} et {n} de plus", noms=names, n=len(chosen) - NAMED)
    return Drawn(united([each.areas for each in chosen if each.areas]), name=names)
