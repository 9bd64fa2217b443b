"""Several glyphs as one: what is laid on the sheet of « Assembler », and the glyph that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

from app.catalogue import invent
from app.catalogue.invent import Part, Plate
from app.catalogue.model import GRID, Glyph
from app.i18n import Souci
from app.poster.geometry import Coord

#: Side of what a plate has room for.
ROOM: dict[Plate, float] = {"aucune": 54.0, "rond": 37.0, "carre": 41.0}


@dataclass(frozen=True, slots=True)
class Composition:
    """Parts from back to front, on a plate or on none."""

    parts: tuple[Part, ...] = ()
    plate: Plate = "aucune"


@lru_cache(maxsize=64)
def composed(state: Composition) -> Glyph | None:
    """Return the glyph of a composition; None where nothing of it is seen."""
    if not state.parts:
        return None
    try:
        whole = invent.assembled(state.parts)
        if state.plate == "aucune":
            return whole
        # What lies on a plate is cut out of it where it is, and not brought to a size: it is still in hand.
        back = Glyph(invent.plate(whole, state.plate).shapes[:1])
        laid = (Part(back, side=GRID), Part(whole, side=GRID, role="paper"))
        return invent.assembled(laid)
    except Souci:
        return None


def with_part(parts: tuple[Part, ...], rank: int, part: Part) -> tuple[Part, ...]:
    """Return parts, one of them replaced."""
    return (*parts[:rank], part, *parts[rank + 1 :])


def kept(value: float) -> float:
    """Return a coordinate that stays on the sheet."""
    return min(GRID, max(0.0, value))


def corners(part: Part) -> list[Coord]:
    """Return the corners of the square of a part, as it is turned."""
    c, s = cos(radians(part.turn)), sin(radians(part.turn))
    half = part.side / 2
    around = ((-half, -half), (half, -half), (half, half), (-half, half))
    return [(part.x + dx * c - dy * s, part.y + dx * s + dy * c) for dx, dy in around]


def within(at: Coord, part: Part) -> bool:
    """Return whether a place lies in the square of a part."""
    c, s = cos(radians(part.turn)), sin(radians(part.turn))
    dx, dy = at[0] - part.x, at[1] - part.y
    return max(abs(dx * c + dy * s), abs(dy * c - dx * s)) <= part.side / 2
