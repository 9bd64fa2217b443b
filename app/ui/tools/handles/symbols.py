"""Handles of what has one place: the corners that resize, the stalk that turns, the side of a post-it, its leader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import cos, hypot, radians, sin

from app.poster.geometry import Box, Coord
from app.poster.records import Item, Mark, PostIt, Texte
from app.ui.canvas.events import Handle
from app.ui.tools import moved
from app.ui.tools.shapes import angle_of, distance, stepped
from app.ui.tools.tool import Context

#: Sizes a hand can give, in mm.
LEAST_SIZE, MOST_SIZE = 4.0, 120.0
LEAST_WIDTH, MOST_WIDTH = 38.0, 60.0
#: How far past the words their turning handle stands, in reaches of the hand.
STALK = 3.2
#: Degrees under which an angle sticks to a multiple of 15°.
STICKY = 2.5


def of_note(note: PostIt, symbol: Box | None, context: Context) -> Iterator[Handle]:
    """Yield the side of a post-it, and the end of its leader where it points to a place."""
    if symbol is None or note.x is None:
        return
    yield Handle(note.uid, "largeur", (symbol[2], (symbol[1] + symbol[3]) / 2))
    if note.cible_x is not None and note.cible_y is not None and not note.cible:
        yield Handle(note.uid, "cible", context.on_page((note.cible_x, note.cible_y)))


def of_words(words: Texte, symbol: Box | None, context: Context) -> Iterator[Handle]:
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


def corners(uid: str, symbol: Box | None) -> Iterator[Handle]:
    """Yield the corners of a symbol."""
    if symbol is not None:
        left, top, right, bottom = symbol
        for rank, at in enumerate(((left, top), (right, top), (right, bottom), (left, bottom))):
            yield Handle(uid, "taille", at, (rank,))


def note_dragged(note: PostIt, handle: Handle, at: Coord, ground: Coord) -> PostIt:
    """Return a post-it with its side or the end of its leader at a place of the page."""
    if handle.role == "cible":
        return replace(note, cible="", cible_x=ground[0], cible_y=ground[1])
    if note.x is None:
        return note
    return replace(note, largeur=round(min(MOST_WIDTH, max(LEAST_WIDTH, at[0] - note.x)), 1))


def resized(item: Mark | Texte, handle: Handle, at: Coord, centre: Coord, context: Context) -> Item:
    """Return an item as large as its corner at ``at`` asks for."""
    before = context.size(item)
    was = distance(handle.at, centre)
    if not before or was <= 0:
        return item
    return sized(item, before * distance(centre, at) / was)


def sized(item: Mark | Texte, size: float) -> Item:
    """Return an item of a size in mm, kept where it can be read and where it leaves room."""
    return moved.resized(item, min(MOST_SIZE, max(LEAST_SIZE, size)))


def turned(item: Mark | Texte, at: Coord, centre: Coord, *, steps: bool) -> Item:
    """Return an item turned towards ``at``."""
    return moved.turned(item, held(angle_of(centre, at), steps=steps))


def held(angle: float, *, steps: bool) -> float:
    """Return an angle at a multiple of 15°: always with ``steps``, else when it is very near one."""
    round_angle = stepped(angle)
    return round_angle % 360.0 if steps or abs(angle - round_angle) <= STICKY else angle
