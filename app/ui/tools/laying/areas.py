"""Laying areas: a contour, then what completes it: an entry, a direction, a future edge, a neighbour."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace

from app.i18n import tr
from app.poster.geometry import Areas, Coord
from app.poster.records import Mark
from app.ui.canvas.events import PointerEvent
from app.ui.tools.laying import made
from app.ui.tools.laying.clicks import Clicks, Step
from app.ui.tools.laying.outline import Drawn, outline
from app.ui.tools.shapes import angle_of, distance, stepped
from app.ui.tools.spoken import number
from app.ui.tools.tool import Context, Gesture

#: Two areas drawn side by side are joined over a strip narrower than this, in mm.
GAP_MM = 6.0
#: A stroke whose ends are farther apart than this part of its length is a line, not a contour.
OPEN = 0.25


def contour(context: Context) -> Gesture:
    """Lay an area by its contour alone."""
    areas = yield from _first(context)
    if areas is not None:
        made.lay(context, made.mark(context, areas))


def noyau(context: Context) -> Gesture:
    """Draw the core, then the edge it goes to; Entrée leaves the edge to the brush."""
    from app.ui.tools.laying.shaped import edged

    yield from _second(context, edged, tr("Tracez jusqu’où cela va\nEntrée\u00a0: une marge régulière"))


def deux(context: Context) -> Gesture:
    """Draw an area, then its neighbour or a line that cuts it in two; Entrée cuts it by the usual line."""
    from app.ui.tools.laying.shaped import cut, sided

    def joined(first: Areas, second: Areas) -> Areas | None:
        return sided(first, second, GAP_MM * context.frame.metres_par_mm)

    yield from _second(
        context, joined, tr("Tracez la voisine, ou la limite à travers\nEntrée\u00a0: coupée en deux"), cut
    )


def entree(context: Context) -> Gesture:
    """Draw the area, then click where the network enters; the entry holds on to the outline."""
    from app.ui.tools.laying.shaped import on_outline

    key = made.places(made.armed(context))

    def entered(laid: Mark, step: Step) -> Mark:
        assert isinstance(laid.geometry, Areas)
        place = on_outline(laid.geometry, context.ground(step.at))
        return _told(laid, **{key.key: [list(place)]}) if key else laid

    yield from _completed(
        context, entered, tr("Cliquez par où le réseau entre\nEntrée\u00a0: au plus simple")
    )


def direction(context: Context) -> Gesture:
    """Draw the area, then drag towards where it increases; a click points there from the middle."""
    from app.ui.tools.laying.shaped import heart

    def pointed(laid: Mark, step: Step) -> Mark:
        page = laid.geometry.map(context.frame.to_page)
        assert isinstance(page, Areas)
        start = step.start if step.does in ("pull", "drop") else heart(page)
        if distance(start, step.at) <= context.reach:
            return laid
        angle = angle_of(start, step.event.page)
        angle = round((stepped(angle) if step.event.shift else angle) % 360.0, 1)
        context.feedback.chip = tr("{n}°", n=number(angle))
        return _told(laid, angle=angle)

    yield from _completed(context, pointed, tr("Glissez vers où cela augmente\nEntrée\u00a0: comme proposé"))


def _told(laid: Mark, **values: object) -> Mark:
    return replace(laid, parametres=laid.parametres.having(**values))


def _first(context: Context, *, single: bool = False) -> Generator[None, PointerEvent, Areas | None]:
    """Return the first area, shown while it is drawn; ``single`` keeps the largest polygon."""
    made.armed(context)

    def show(drawn: Drawn) -> None:
        areas = _single(drawn.areas) if single else drawn.areas
        context.feedback.drafts = (made.mark(context, areas),) if areas else ()

    drawn = yield from outline(context, show)
    if not isinstance(drawn, Drawn):
        return None
    return _single(drawn.areas) if single else drawn.areas


def _single(areas: Areas | None) -> Areas | None:
    from app.ui.tools.laying.shaped import largest

    return largest(areas) if areas and len(areas.parts) > 1 else areas


def _completed(context: Context, complete: Callable[[Mark, Step], Mark], words: str) -> Gesture:
    """Draw an area, then let one more step complete it; it follows the pointer until then."""
    areas = yield from _first(context)
    if areas is None:
        return
    laid = made.mark(context, areas)
    context.feedback.drafts, context.feedback.chip = (laid,), words
    clicks = Clicks(context, loose=True)
    while True:
        step = clicks.read((yield))
        if step.does == "back":
            return
        if step.does in ("finish", "double"):
            made.lay(context, laid)
            return
        context.feedback.chip = words
        drawn = complete(laid, step)
        if step.does in ("click", "drop"):
            made.lay(context, drawn)
            return
        context.feedback.drafts = (drawn,)


def _second(
    context: Context,
    join: Callable[[Areas, Areas], Areas | None],
    words: str,
    cut: Callable[[Areas, tuple[Coord, ...]], Areas | None] | None = None,
) -> Gesture:
    """Draw an area, then a second one that ``join`` puts with it, or a line across it for ``cut``."""
    made.armed(context)
    first = yield from _first(context, single=True)
    if first is None:
        return
    alone = made.mark(context, first)

    def whole(drawn: Drawn) -> Mark | None:
        both = None
        if cut is not None and len(drawn.run) > 1 and _open(drawn):
            both = cut(first, made.grounds(context, drawn.run))
            if both is not None:
                context.feedback.line = ()  # the border itself is there to see
        if both is None and drawn.areas is not None:
            both = join(first, drawn.areas)
        return made.mark(context, both) if both else None

    def show(drawn: Drawn) -> None:
        context.feedback.drafts = (whole(drawn) or alone,)

    context.feedback.drafts = (alone,)
    while True:
        drawn = yield from outline(context, show, words)
        if drawn == "back":
            return
        laid = alone if drawn == "finish" or not isinstance(drawn, Drawn) else whole(drawn)
        if laid is not None:
            made.lay(context, laid)
            return
        context.feedback.drafts = (alone,)


def _open(drawn: Drawn) -> bool:
    """Return whether a stroke ends far from where it began."""
    from app.poster.geometry import length

    return distance(drawn.run[0], drawn.run[-1]) > OPEN * length(drawn.run)
