"""The handles of a selected item: where they stand on the page, and what the item becomes when one is dragged."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from math import cos, hypot, radians, sin

from app.catalogue.model import Parameter
from app.poster.geometry import Areas, Box, Coord, Lines, Point, Run, bounds, length
from app.poster.records import Item, Mark, PostIt, Texte, Trace
from app.ui.canvas.events import Handle
from app.ui.tools import moved
from app.ui.tools.shapes import angle_of, distance, stepped
from app.ui.tools.tool import Context

#: Above this, a shape is a border or a sketch: it is moved, not reshaped point by point.
MOST_VERTICES = 120
#: Vertices nearer to each other than this, in reaches of the hand, are shown when one comes nearer.
CROWDED = 3.2
#: Sizes a hand can give, in mm.
LEAST_SIZE, MOST_SIZE = 4.0, 120.0
LEAST_WIDTH, MOST_WIDTH = 38.0, 60.0
#: How far past the words their turning handle stands, and an angle's from the middle, in reaches of the hand.
STALK, AWAY = 3.2, 8.0
#: Degrees under which an angle sticks to a multiple of 15°.
STICKY = 2.5


def handles(item: Item, symbol: Box | None, context: Context) -> tuple[Handle, ...]:
    """Return the handles of an item. ``symbol`` is the extent of its symbol or box on the page, badges left out."""
    if item.verrouille:
        return ()
    return tuple(_handles(item, symbol, context))


def _handles(item: Item, symbol: Box | None, context: Context) -> Iterator[Handle]:
    if isinstance(item, PostIt):
        yield from _of_note(item, symbol, context)
    elif isinstance(item, Texte):
        yield from _of_words(item, symbol, context)
    elif isinstance(item.geometry, Point):
        yield from _of_point(item, symbol, context)
    elif isinstance(item, Mark) and any(moved.nodes(item, each.key) for each in _places(item, context)):
        yield from _of_places(item, context)
    else:
        yield from _of_runs(item, context)
        if isinstance(item, Mark) and isinstance(item.geometry, Areas):
            yield from _of_values(item, ("angle",), context)


def _of_note(note: PostIt, symbol: Box | None, context: Context) -> Iterator[Handle]:
    if symbol is None or note.x is None:
        return
    yield Handle(note.uid, "largeur", (symbol[2], (symbol[1] + symbol[3]) / 2))
    if note.cible_x is not None and note.cible_y is not None and not note.cible:
        yield Handle(note.uid, "cible", context.on_page((note.cible_x, note.cible_y)))


def _of_words(words: Texte, symbol: Box | None, context: Context) -> Iterator[Handle]:
    """Yield a corner that resizes, and past the end of the line the handle that turns."""
    if symbol is None:
        return
    if not words.angle:
        yield Handle(words.uid, "taille", (symbol[2], symbol[3]), (2,))
    x, y = context.on_page((words.geometry.x, words.geometry.y))
    turn = radians(words.angle or 0.0)
    long = hypot(symbol[2] - symbol[0], symbol[3] - symbol[1]) if words.angle else symbol[2] - x
    reach = long + STALK * context.reach
    yield Handle(words.uid, "rotation", (x + reach * cos(turn), y - reach * sin(turn)))


def _corners(uid: str, symbol: Box | None) -> Iterator[Handle]:
    if symbol is not None:
        left, top, right, bottom = symbol
        for rank, at in enumerate(((left, top), (right, top), (right, bottom), (left, bottom))):
            yield Handle(uid, "taille", at, (rank,))


def _of_point(mark: Mark | Trace, symbol: Box | None, context: Context) -> Iterator[Handle]:
    if not isinstance(mark, Mark):
        return
    yield from _of_places(mark, context)
    # A radius spreads the places that nobody set: it says nothing once they are there.
    spread = any(each.key in mark.parametres for each in _places(mark, context))
    yield from _of_values(mark, ("angle",) if spread else ("angle", "rayon"), context)
    if not any(each.handle == "rayon" for each in _declared(mark, context)):
        yield from _corners(mark.uid, symbol)  # else its places and radii say its size


def _of_places(mark: Mark, context: Context) -> Iterator[Handle]:
    for parameter in _places(mark, context):
        for rank, place in enumerate(moved.nodes(mark, parameter.key)):
            yield Handle(mark.uid, "lieu", context.on_page((place[0], place[1])), (rank,), parameter.key)


def _declared(mark: Mark, context: Context) -> tuple[Parameter, ...]:
    pictogram = context.catalogue.get(mark.picto)
    return pictogram.parameters if pictogram else ()


def _of_values(mark: Mark, kinds: tuple[str, ...], context: Context) -> Iterator[Handle]:
    """Yield the handles of radii, on the right of the mark, and of angles, at their direction."""
    x, y = _middle(mark, context)
    for parameter in _declared(mark, context):
        if parameter.handle not in kinds or parameter.type not in ("nombre", "angle"):
            continue
        value = float(mark.parametres.get(parameter.key) or parameter.default or 0.0)
        if parameter.handle == "rayon":
            value = value / context.frame.metres_par_mm if parameter.frame == "sol" else value
            yield Handle(mark.uid, "valeur", (x + value, y), key=parameter.key)
        else:
            reach, turn = AWAY * context.reach, radians(value)
            yield Handle(
                mark.uid, "valeur", (x + reach * cos(turn), y - reach * sin(turn)), key=parameter.key
            )


def _middle(item: Mark | Texte, context: Context) -> Coord:
    """Return what an item turns and grows about: its place, or the middle of its extent on the page."""
    low_x, low_y, high_x, high_y = bounds(item.geometry.map(context.frame.to_page))
    return ((low_x + high_x) / 2, (low_y + high_y) / 2)


def _of_runs(item: Mark | Trace, context: Context) -> Iterator[Handle]:
    geometry = item.geometry
    if sum(1 for _ in geometry.coords()) > MOST_VERTICES or isinstance(item, Trace):
        return
    if isinstance(geometry, Lines):
        for part, run in enumerate(geometry.parts):
            yield from _of_run(item.uid, run, (part, 0), context, ring=False)
    elif isinstance(geometry, Areas):
        for part, polygon in enumerate(geometry.parts):
            for rank, run in enumerate(polygon):
                yield from _of_run(item.uid, run, (part, rank), context, ring=True)


def _of_run(uid: str, run: Run, where: tuple[int, int], context: Context, *, ring: bool) -> Iterator[Handle]:
    page = [context.on_page(at) for at in run]
    last = len(page) - 1
    if last > 3 and length(tuple(page)) / last < CROWDED * context.reach:
        return
    for index, (a, b) in enumerate(itertools.pairwise(page)):
        # A midpoint only where it leaves room for the vertices on its sides.
        if distance(a, b) > 6 * context.reach:
            middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            yield Handle(uid, "milieu", middle, (*where, index + 1))
    for index, at in enumerate(page[:-1] if ring else page):
        end = not ring and index in (0, last)
        yield Handle(uid, "bout" if end else "sommet", at, (*where, index))


def _places(mark: Mark, context: Context) -> tuple[Parameter, ...]:
    return moved.places(mark, context.catalogue)


def dragged(item: Item, handle: Handle, at: Coord, context: Context, *, steps: bool) -> Item:
    """Return the item with ``handle`` dragged to ``at`` (page mm); ``steps`` holds angles to 15°."""
    ground = context.ground(at)
    if handle.role in ("bout", "sommet"):
        return moved.vertex_moved(item, handle.path, ground, context.catalogue)
    if handle.role == "milieu":
        return moved.vertex_added(item, handle.path, ground, context.catalogue)
    if isinstance(item, PostIt):
        return _note_dragged(item, handle, at, ground)
    if not isinstance(item, Mark | Texte):
        return item
    centre = _middle(item, context)
    if handle.role == "taille":
        return _resized(item, handle, at, centre, context)
    if handle.role == "rotation":
        return _turned(item, at, centre, steps=steps)
    if isinstance(item, Mark) and handle.role == "lieu":
        return moved.place_moved(item, handle.key, handle.path[0], ground)
    if isinstance(item, Mark) and handle.role == "valeur":
        return _valued(item, handle, at, centre, context, steps=steps)
    return item


def _note_dragged(note: PostIt, handle: Handle, at: Coord, ground: Coord) -> PostIt:
    if handle.role == "cible":
        return replace(note, cible="", cible_x=ground[0], cible_y=ground[1])
    if note.x is None:
        return note
    return replace(note, largeur=round(min(MOST_WIDTH, max(LEAST_WIDTH, at[0] - note.x)), 1))


def _resized(item: Mark | Texte, handle: Handle, at: Coord, centre: Coord, context: Context) -> Item:
    before = context.size(item)
    was = hypot(handle.at[0] - centre[0], handle.at[1] - centre[1])
    if not before or was <= 0:
        return item
    ratio = distance(centre, at) / was
    return moved.resized(item, min(MOST_SIZE, max(LEAST_SIZE, before * ratio)))


def _turned(item: Mark | Texte, at: Coord, centre: Coord, *, steps: bool) -> Item:
    return moved.turned(item, _held(angle_of(centre, at), steps=steps))


def _held(angle: float, *, steps: bool) -> float:
    """Return an angle at a multiple of 15°: always with ``steps``, else when it is very near one."""
    round_angle = stepped(angle)
    return round_angle % 360.0 if steps or abs(angle - round_angle) <= STICKY else angle


def _valued(mark: Mark, handle: Handle, at: Coord, centre: Coord, context: Context, *, steps: bool) -> Item:
    parameter = next(each for each in _declared(mark, context) if each.key == handle.key)
    if parameter.handle == "angle":
        value = _held(angle_of(centre, at), steps=steps)
    else:
        value = distance(centre, at) * (context.frame.metres_par_mm if parameter.frame == "sol" else 1.0)
    if parameter.minimum is not None:
        value = max(parameter.minimum, value)
    if parameter.maximum is not None:
        value = min(parameter.maximum, value)
    return replace(mark, parametres=mark.parametres.having(**{parameter.key: round(value, 1)}))


def removed(item: Item, handle: Handle, context: Context) -> Item:
    """Return the item without the vertex or the place of ``handle``; unchanged where it is needed."""
    if handle.role in ("bout", "sommet"):
        return moved.vertex_removed(item, handle.path, context.catalogue)
    if handle.role == "lieu" and isinstance(item, Mark):
        return moved.place_removed(item, handle.key, handle.path[0])
    return item
