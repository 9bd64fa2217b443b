"""Words that are written on the sheet: what they change, how the sheet shows them, and where a caret stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.drawing import theme, typography
from app.drawing.ink import Scene
from app.drawing.primitives import Path, Primitive, Text, TextLine, rectangle
from app.drawing.theme import Style
from app.poster.document import Document, Transaction
from app.poster.geometry import Box, Coord
from app.ui.canvas import laid
from app.ui.canvas.laid import Laid

Write = Callable[[Transaction, str], None]
#: Least width of a field on the page, in mm.
LEAST = 30.0
#: Paper under words that the sheet does not show whole.
VEIL = theme.PAPIER + "E6"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands on the sheet while words are written: the ink that has them, and ink that changes with it."""

    own: tuple[Primitive, ...]
    around: tuple[Primitive, ...] = ()
    #: The paper of the words, where they have one.
    box: Box | None = None


#: Draws the words as the sheet would, once they are these; the scene is the last one that was composed.
Draw = Callable[[str, Scene], Drawn]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the sheet. Lengths are in page mm."""

    uid: str
    text: str
    #: Enter ends the field instead of beginning a line.
    single: bool
    #: Begins the act.
    begin: Callable[[Document], Transaction]
    write: Write
    draw: Draw
    #: How words stand that the sheet does not show: none yet, or too many.
    style: Style
    size: float
    #: Left end of the first baseline, and how wide a line may be; 0 for as wide as it is.
    at: Coord
    width: float = 0.0
    #: Ink that the field takes the place of.
    hides: tuple[str, ...] = ()
    #: Whether an item that ends without words is taken away.
    mortal: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """Words as they are seen while they are written."""

    #: What lies under the choice of words, then what lies above it.
    under: tuple[Primitive, ...]
    over: tuple[Primitive, ...]
    laid: Laid
    box: Box


def seen(words: Words, text: str, scene: Scene) -> Sight:
    """Return words as the sheet will show them; those that it would cut are shown whole, on a veil."""
    drawn = words.draw(text, scene)
    met = laid.found(drawn.own, text)
    if met is not None:
        first, stands = met
        return Sight((*drawn.around, *drawn.own[:first]), drawn.own[first:], stands, drawn.box or stands.box)
    lines = _spread(words, text)
    apart = laid.matched(text, lines)
    assert apart is not None  # the very signs are there
    own: tuple[Primitive, ...] = ()
    if text.strip():
        left, top, right, bottom = apart.box
        veil = Path((rectangle(left - 1.0, top - 0.5, right - left + 2.0, bottom - top + 1.0),), fill=VEIL)
        placed = tuple(TextLine(line.x, line.y, line.text) for line in lines)
        own = (veil, Text(placed, words.style.face, words.size, words.style.colour))
    return Sight((*drawn.around, *drawn.own), own, apart, drawn.box or apart.box)


def _spread(words: Words, text: str) -> list[laid.Line]:
    set_words, face = typography.french(text), words.style.face
    if words.width:
        rows = typography.broken(set_words, face, words.size, words.width)
    else:
        rows = tuple(set_words.split("\n"))
    step = words.size * words.style.leading
    return [
        laid.Line(words.at[0], words.at[1] + rank * step, row, face, words.size)
        for rank, row in enumerate(rows)
    ]
