"""Handles of what has one place: the corners that resize, the stalk that turns, the side of a post-it, its leader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import atan2, ceil, cos, degrees, hypot, radians, sin

from app.drawing import photos, postits
from app.poster.boxes import covers
from app.poster.geometry import Box, Coord
from app.poster.records import ITEM_TYPES, Item, Mark, Photo, PostIt, Texte
from app.ui.canvas.events import Handle
from app.ui.tools import moved
from app.ui.tools.shapes import angle_of, distance, stepped
from app.ui.tools.tool import Context
from app.ui.tools.transformed import Placed, kept

#: Widths and heights a hand can give to a post-it, in mm.
WIDTHS, HEIGHTS = (20.0, 160.0), (12.0, 160.0)
#: Largest letters that a corner gives to a post-it, in mm.
MOST_LETTERS = 24.0
#: How far past the words their turning handle stands, in reaches of the hand: clear of the corner that resizes.
STALK = 4.0
#: How far over a sign or a picture its turning handle stands; corners are never nearer to each other than ``CLEAR``,
#: so that a small sign can be seen and dragged by its middle.
OVER, CLEAR = 5.0, 8.8
#: Degrees under which an angle sticks to a multiple of 15°.
STICKY = 2.5


def of_note(note: PostIt, symbol: Box | None, context: Context) -> Iterator[Handle]:
    """Yield the side, the bottom and the corner of a post-it, and the end of its leader: on its edge without one."""
    if symbol is None or note.x is None:
        return
    left, top, right, bottom = symbol
    yield Handle(note.uid, "largeur", (right, (top + bottom) / 2))
    yield Handle(note.uid, "largeur", ((left + right) / 2, bottom), (1,))
    yield Handle(note.uid, "taille", (right, bottom), (2,))
    item = context.document.get(note.cible)
    spoken = item if isinstance(item, ITEM_TYPES) else None
    end = postits.target(note, spoken, context.extent(note.cible) if spoken else None, context.frame)
    yield Handle(note.uid, "cible", end or (left, (top + bottom) / 2))


def of_words(words: Texte, symbol: Box | None, context: Context) -> Iterator[Handle]:
    """Yield a corner that resizes, the end of the line of turned words, and past it the handle that turns."""
    if symbol is None:
        return
    x, y = context.on_page((words.geometry.x, words.geometry.y))
    turn = words.angle or 0.0
    long = hypot(symbol[2] - symbol[0], symbol[3] - symbol[1]) if turn else symbol[2] - x
    corner = _towards((x, y), long, turn) if turn else (symbol[2], symbol[3])
    yield Handle(words.uid, "taille", corner, (2,))
    yield Handle(words.uid, "rotation", _towards((x, y), long + STALK * context.reach, turn))


def corners(uid: str, symbol: Box | None, context: Context) -> Iterator[Handle]:
    """Yield the corners of a symbol, clear of one that is small."""
    if symbol is not None:
        left, top, right, bottom = cleared(symbol, context.reach)
        for rank, at in enumerate(((left, top), (right, top), (right, bottom), (left, bottom))):
            yield Handle(uid, "taille", at, (rank,))


def cleared(symbol: Box, reach: float) -> Box:
    """Return the box of a symbol, or a larger one around a symbol so small that its corners would cover it."""
    aside = max(0.0, (CLEAR * reach - (symbol[2] - symbol[0])) / 2)
    above = max(0.0, (CLEAR * reach - (symbol[3] - symbol[1])) / 2)
    return (symbol[0] - aside, symbol[1] - above, symbol[2] + aside, symbol[3] + above)


def stalk(item: Mark | Photo, symbol: Box | None, context: Context) -> Iterator[Handle]:
    """Yield the handle that turns a sign or a picture, over its top wherever that is by now."""
    if symbol is None:
        return
    if isinstance(item, Photo):
        centre, half = _middle(item, context), photos.size(item)[1] / 2
    else:
        left, top, right, bottom = cleared(symbol, context.reach)
        centre, half = ((left + right) / 2, (top + bottom) / 2), (bottom - top) / 2
    for up in (90.0, 270.0):
        at = _towards(centre, half + OVER * context.reach, up + (item.angle or 0.0))
        if up == 270.0 or 0.0 < at[1] < context.page[1]:
            yield Handle(item.uid, "rotation", at, turn=up)
            return


def of_picture(picture: Photo, symbol: Box | None, context: Context) -> Iterator[Handle]:
    """Yield the corners of a picture, turned as it is, and the handle that turns it."""
    width, height = photos.size(picture)
    long = hypot(width, height) / 2
    lean = degrees(atan2(height, width))
    for rank, turn in enumerate((180.0 - lean, lean, -lean, lean - 180.0)):
        at = _towards(_middle(picture, context), long, turn + (picture.angle or 0.0))
        yield Handle(picture.uid, "taille", at, (rank,))
    yield from stalk(picture, symbol, context)


def _middle(item: Mark | Texte | Photo, context: Context) -> Coord:
    return context.on_page(next(iter(item.geometry.coords())))


def _towards(centre: Coord, reach: float, angle: float) -> Coord:
    turn = radians(angle)
    return (centre[0] + reach * cos(turn), centre[1] - reach * sin(turn))


def note_dragged(note: PostIt, handle: Handle, at: Coord, ground: Coord) -> PostIt:
    """Return a post-it with its side, its bottom, its corner or the end of its leader at a place of the page.

    The corner scales paper and letters, the side lets the words flow anew, the bottom gives or takes white. A leader
    that is let go on its own paper is none.
    """
    around = postits.box(note)
    if around is None:
        return note
    left, top, right, bottom = around
    if handle.role == "cible":
        if covers(around, at):
            return replace(note, cible="", cible_x=None, cible_y=None)
        return replace(note, cible="", cible_x=ground[0], cible_y=ground[1])
    if handle.role == "taille":
        return _scaled(note, right - left, bottom - top, (at[0] - left, at[1] - top))
    if handle.path:
        wide = note.largeur or ceil(100 * (right - left)) / 100
        return replace(note, largeur=wide, hauteur=_within(at[1] - top, HEIGHTS))
    return replace(note, largeur=_within(at[0] - left, WIDTHS))


def _scaled(note: PostIt, width: float, height: float, corner: Coord) -> PostIt:
    """Return a post-it as large as its corner asks for, its words broken as they are."""
    before = max(postits.FLOOR, note.taille_mm or postits.CEILING)
    share = (corner[0] * width + corner[1] * height) / (width**2 + height**2)
    least = max(postits.FLOOR / before, WIDTHS[0] / width)
    share = max(least, min(share, MOST_LETTERS / before, WIDTHS[1] / width, HEIGHTS[1] / height))
    # Rounded to the side on which no line is broken elsewhere.
    letters = ceil(100 * before * share) / 100
    wide, high = (ceil(100 * side * letters / before) / 100 for side in (width, height))
    return replace(note, largeur=wide, hauteur=high, taille_mm=letters)


def _within(length: float, bounds: tuple[float, float]) -> float:
    return round(min(bounds[1], max(bounds[0], length)), 1)


def resized(item: Placed, handle: Handle, at: Coord, centre: Coord, context: Context) -> Item:
    """Return an item as large as its corner at ``at`` asks for."""
    before = context.size(item)
    was = distance(handle.at, centre)
    if not before or was <= 0:
        return item
    return sized(item, before * distance(centre, at) / was)


def sized(item: Placed, size: float) -> Item:
    """Return an item of a size in mm, kept where it can be read and where it leaves room."""
    return replace(item, taille_mm=kept(size, item))


def turned(
    item: Placed, handle: Handle, at: Coord, centre: Coord, *, steps: bool, free: bool = False
) -> Item:
    """Return an item turned so that its handle, which stands ``turn`` degrees from its own, is led towards ``at``."""
    angle = angle_of(centre, at) - handle.turn
    return moved.turned(item, angle % 360.0 if free and not steps else held(angle % 360.0, steps=steps))


def held(angle: float, *, steps: bool) -> float:
    """Return an angle at a multiple of 15°: always with ``steps``, else when it is very near one."""
    round_angle = stepped(angle)
    return round_angle % 360.0 if steps or abs(angle - round_angle) <= STICKY else angle
