"""Where the handles of an item stand on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.poster.geometry import Box, Point
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace
from app.ui.canvas.events import Handle
from app.ui.tools.handles import breaking, crowd, frame, places, runs, symbols, values
from app.ui.tools.handles.seen import Seen
from app.ui.tools.handles.spelt import turnable
from app.ui.tools.tool import Context


def handles(
    item: Item, symbol: Box | None, context: Context, chosen: Handle | None = None
) -> tuple[Handle, ...]:
    """Return the handles of an item, those that would lie on another left out; ``chosen`` is the one in hand.

    ``symbol`` is the extent of its symbol or box on the page, badges left out.
    """
    if item.verrouille:
        return ()
    found = list(_handles(item, symbol, context, chosen))
    if frame.framed(item, context):
        found += frame.of_frame(item.uid, [item], context)
    return crowd.thinned(found, context.reach, chosen)


def of_several(items: Sequence[Item], context: Context) -> tuple[Handle, ...]:
    """Return the handles of the frame around several things; those that are locked stay out of it."""
    return tuple(frame.of_frame(frame.WHOLE, [each for each in items if not each.verrouille], context))


def _handles(item: Item, symbol: Box | None, context: Context, chosen: Handle | None) -> Iterator[Handle]:
    if isinstance(item, PostIt):
        yield from symbols.of_note(item, symbol, context)
    elif isinstance(item, Texte):
        yield from symbols.of_words(item, symbol, context)
    elif isinstance(item, Trace):
        yield from runs.of_stroke(item, context)
    elif isinstance(item, Photo):
        yield from symbols.of_picture(item, symbol, context)
    elif isinstance(item, Mark):
        yield from _of_mark(Seen(item, context), symbol, chosen)


def _of_mark(seen: Seen, symbol: Box | None, chosen: Handle | None) -> Iterator[Handle]:
    mark = seen.mark
    placed = list(places.of_places(seen, chosen))
    yield from placed
    cells = any(each.handle == "cycle" and each.type == "textes" for each in seen.parameters)
    if not isinstance(mark.geometry, Point) and not cells and not (seen.forme == "reseau" and placed):
        yield from runs.of_runs(seen)
        yield from runs.of_ways(seen)
        yield from runs.of_arrow(seen)
        yield from breaking.of_break(seen)
    # A radius spreads the places that nobody set: it says nothing once they are there.
    spread = any(each.key in mark.parametres for each in places.places_of(seen))
    yield from values.of_values(seen, spread=spread)
    if isinstance(mark.geometry, Point) and not any(each.handle == "rayon" for each in seen.parameters):
        yield from symbols.corners(mark.uid, symbol, seen.context)  # else its places and radii say its size
    if turnable(seen):
        yield from symbols.stalk(mark, symbol, seen.context)
