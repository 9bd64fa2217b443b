"""What guides are: lines of the page that say why a thing stopped there, and the things that they speak of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.poster.geometry import Box, Coord

#: ``papier``: a post-it, words, a picture; ``signe``: one sign at its place; ``forme``: a line, an area, a stroke,
#: whose edges say little from afar; ``feuille``: a part of the sheet.
Kind = Literal["papier", "signe", "forme", "feuille"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Something that what is moved can be aligned with: its box in mm of the page."""

    uid: str
    box: Box
    kind: Kind
    #: Its name in the middle of a sentence: « le post-it », « Chef-lieu ».
    name: Callable[[], str]
    #: What an alignment with its middle is called, where that is not its name.
    middle: Callable[[], str] | None = None
    #: Whether its edges count too.
    edged: bool = True


@dataclass(frozen=True, slots=True)
class Guide:
    """Lines of the page on one axis (mm), with small ticks where they touch things.

    Through middles it only goes from one thing to the next: words that it crossed would look struck through.
    ``measured`` is a length: the white between two things, or a side.
    """

    pieces: tuple[tuple[Coord, Coord], ...]
    ticks: tuple[Coord, ...] = ()
    measured: bool = False
