"""A field of words on the sheet: where they stand, how they look, what they change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.drawing.primitives import Primitive
from app.drawing.theme import Style
from app.poster.document import Document, Transaction
from app.poster.geometry import Coord
from app.poster.records import Item

Write = Callable[[Transaction, str], None]
#: Least width of a field on the page, in mm.
LEAST = 30.0


@dataclass(frozen=True, slots=True)
class Words:
    """A field on the sheet. Lengths are in page mm."""

    uid: str
    text: str
    style: Style
    #: Size of the letters (the em).
    size: float
    #: Left end of the first baseline, and how wide a line may be.
    at: Coord
    width: float
    colour: str
    #: Enter ends the field instead of beginning a line.
    single: bool
    #: Begins the act.
    begin: Callable[[Document], Transaction]
    write: Write
    #: Veil under the words, where the map would make them hard to read (``#RRGGBB``).
    veil: str = ""
    #: The item as it must be seen under the field, without these words; None hides its ink.
    under: Item | None = None
    #: What of the hidden ink stays in sight beside the field.
    beside: tuple[Primitive, ...] = ()
    #: Ink that the field takes the place of.
    hides: tuple[str, ...] = ()
    #: Whether an item that ends without words is taken away.
    mortal: bool = False
    #: Whether the field changes its place or size as it is written.
    grows: bool = False
