"""Words on the page: a line set in a style of the theme, and the free texts of the group."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin
from typing import Literal

from app.drawing import theme, typography
from app.drawing.colour import mixed
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Primitive, Text, TextLine, line
from app.poster.geometry import Box, Coord
from app.poster.records import Texte
from app.poster.sheet import MapFrame

Anchor = Literal["left", "middle", "right"]
#: Styles that a free text may ask for; another one is drawn as « libre ».
FREE_STYLES = ("bourg", "village", "relief", "vers", "lieu_majeur", "destination", "libre")


def run(
    text: str,
    x: float,
    y: float,
    style: theme.Style,
    *,
    anchor: Anchor = "left",
    colour: str = "",
    size: float | None = None,
    halo: str = "",
) -> Text:
    """Return one line whose left end, middle or right end stands at (x, y) on the baseline, in mm.

    ``halo`` rings the letters with that colour by the width of the style.
    """
    em = style.size if size is None else size
    if anchor != "left":
        wide = typography.width(text, style.face, em)
        x -= wide if anchor == "right" else wide / 2
    return Text(
        (TextLine(x, y, text),), style.face, em, colour or style.colour, halo, style.halo if halo else 0.0
    )


def block(
    lines: tuple[str, ...],
    x: float,
    y: float,
    style: theme.Style,
    *,
    colour: str = "",
    size: float | None = None,
) -> Text:
    """Return several lines as one text; (x, y) is the left end of the first baseline, in mm."""
    em = style.size if size is None else size
    step = em * style.leading
    placed = tuple(TextLine(x, y + rank * step, words) for rank, words in enumerate(lines))
    return Text(placed, style.face, em, colour or style.colour)


def tight(text: Text) -> Box:
    """Return the extent of what the letters cover, in mm: capitals above, descenders below, no halo."""
    first, last = text.lines[0], text.lines[-1]
    right = max(
        item.x + typography.width(item.text, text.face, text.size, text.tracking) for item in text.lines
    )
    return (
        min(item.x for item in text.lines),
        first.y - (typography.CAP_HEIGHT + 0.05) * text.size,
        right,
        last.y + (typography.DESCENT if set(last.text) & set("gjpqyçQ,;") else 0.02) * text.size,
    )


def free(record: Texte, frame: MapFrame, inside: Callable[[float, float], bool]) -> Ink:
    """Return the ink of a free text; its ground point is the middle left of its words.

    ``inside`` tells whether a place of the page lies in the territory: the halo takes the colour of the ground.
    """
    words = typography.french(record.texte)
    if not words.strip():
        return Ink(record.uid, Band.TEXTES, ())
    style = theme.STYLES[record.style if record.style in FREE_STYLES else "libre"]
    em = record.taille_mm or style.size
    colour = record.couleur or (theme.domaine(record.domaine).ink if record.domaine else style.colour)
    if record.barre:
        colour = mixed(colour, 0.55)
    x, y = frame.to_page(record.geometry.x, record.geometry.y)
    lines = tuple(words.split("\n"))
    step = em * style.leading
    first = y + em * typography.CAP_HEIGHT / 2 - step * (len(lines) - 1) / 2
    placed = tuple(TextLine(x, first + rank * step, item) for rank, item in enumerate(lines))
    wide = max(typography.width(item, style.face, em) for item in lines)
    halo = theme.PAPIER if inside(x + wide / 2, y) else theme.HORS_TERRITOIRE
    text = Text(
        placed, style.face, em, colour, halo, style.halo or 1.0, angle=record.angle or 0.0, pivot=(x, y)
    )
    drawn: list[Primitive] = [text]
    if record.barre:
        drawn += strikes(text, colour)
    ink = Ink.of(record.uid, Band.TEXTES, tuple(drawn))
    label = ink.extent if record.angle else tight(text)
    return Ink(ink.uid, ink.band, ink.primitives, (), (label,) if label else (), ink.extent)


def strikes(text: Text, colour: str) -> list[Path]:
    """Return a stroke through each line of a text, turned as it is: an idea crossed out stays readable."""
    height = typography.X_HEIGHT * text.size * 0.55
    found = []
    for item in text.lines:
        end = item.x + typography.width(item.text, text.face, text.size) + 0.8
        ends = [_turned(at, text) for at in ((item.x - 0.8, item.y - height), (end, item.y - height))]
        found.append(Path((line(*ends),), stroke=colour, width=0.45))
    return found


def _turned(at: Coord, text: Text) -> Coord:
    """Return where a place of an upright text lies once the text is turned about its pivot."""
    if not text.angle:
        return at
    turn, (x, y) = radians(text.angle), text.pivot
    across, down = at[0] - x, at[1] - y
    return (x + across * cos(turn) + down * sin(turn), y - across * sin(turn) + down * cos(turn))
