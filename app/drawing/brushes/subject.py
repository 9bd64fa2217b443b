"""What a brush is given and what it gives back: a mark whose geometry is in page mm, and its drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.catalogue.model import Glyph, Parameter
from app.drawing import theme
from app.drawing.brushes.told import MOST, MOST_PLACES, is_number, usable
from app.drawing.colour import mixed
from app.drawing.primitives import Primitive, Text
from app.drawing.theme import Tint
from app.poster.geometry import Areas, Box, Coord, Geometry, Lines, Move, Run, closed
from app.poster.values import EMPTY, Frozen

#: Above this width, in mm, the dash of time grows with the stroke.
THICK = 1.8
#: Share of paper in the words of what is past: its ink has more.
PAST_WORDS = 0.2
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark speaks: its inks, what rings it, its dash, whether it is open, and its force (1-3)."""

    ink: str
    accent: str
    #: Colour of the ring around it; empty for none.
    halo: str = theme.PAPIER
    dash: tuple[float, ...] = ()
    #: Discs and heads are hollow: what is not there yet.
    open: bool = False
    force: int = 2
    #: Ink of its words where they are not of its own ink: what is past is pale, its words must be read.
    said: str = ""

    @property
    def words(self) -> str:
        """The ink of its words on the map."""
        return self.said or self.ink

    @classmethod
    def of(
        cls,
        tint: Tint,
        *,
        couleur: str = "",
        temps: str = "",
        certitude: str = "",
        intensite: int | None = None,
    ) -> Look:
        """Return the look of a record's fields; a colour that is not ``#RRGGBB`` is not listened to."""
        ink, accent = tint.ink, tint.accent
        if _COLOUR.fullmatch(couleur):
            ink, accent = couleur.upper(), mixed(couleur, 0.75)
        halo, said = theme.PAPIER, ""
        if temps == "passe":
            said = mixed(ink, PAST_WORDS)
            ink, accent, halo = mixed(ink, 0.55), mixed(accent, 0.4), ""
        dash: tuple[float, ...] = theme.DASH_FUTUR if temps == "futur" else ()
        if certitude == "hypothese":
            dash = theme.DASH_HYPOTHESE
        return cls(ink, accent, halo, dash, temps == "futur", min(3, max(1, intensite or 2)), said)

    def dashed(self, width: float) -> tuple[float, ...]:
        """Return the dash for a stroke of ``width`` mm: thick lines take longer dashes and gaps."""
        if self.dash == theme.DASH_HYPOTHESE:
            return (0.01, max(self.dash[1], 1.9 * width))
        return tuple(part * max(1.0, width / THICK) for part in self.dash)


@dataclass(frozen=True, slots=True)
class Hang:
    """Where badges hang: around a symbol (centre and size), or as beads on a line that goes along ``tangent``."""

    x: float
    y: float
    width: float = 0.0
    height: float = 0.0
    tangent: Coord | None = None
    #: The line itself, so that beads follow it.
    course: Run = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a brush made: primitives from back to front, words, and where badges hang."""

    primitives: tuple[Primitive, ...]
    hang: Hang
    labels: tuple[Text, ...] = ()
    #: Extents of the signs that ride on an area or a line, in mm: nothing is written over them.
    signs: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A mark as brushes see it: everything in mm of the page."""

    geometry: Geometry
    look: Look
    settings: Frozen = EMPTY
    #: Values of the mark's parameters, places and lengths in page mm; ``value`` falls back on settings.
    parameters: Frozen = EMPTY
    glyph: Glyph | None = None
    #: Explicit size in mm, of the symbol or of the main stroke.
    taille: float | None = None
    angle: float | None = None
    etiquette: str = ""
    sous_etiquette: str = ""
    #: The frame of the map; None for icons, where nothing is clipped.
    frame: Box | None = None
    territory: Areas | None = field(default=None, repr=False)

    def value(self, key: str, default: Any = None) -> Any:
        """Return a parameter of the mark, else a setting of the brush, else ``default``."""
        found = self.parameters.get(key)
        if found is None or found == "":
            found = self.settings.get(key)
        return default if found is None or found == "" else found

    def number(self, key: str, default: float) -> float:
        """Return a parameter or setting that must be a number; anything else is ``default``."""
        found = self.value(key, default)
        return float(found) if is_number(found) else default

    def count(self, key: str, default: int, least: int = 0) -> int:
        """Return a parameter or setting that must be a whole number, kept where it can be drawn."""
        return int(min(MOST, max(least, self.number(key, default))))

    def turn(self, usual: float) -> float:
        """Return an angle in degrees: that of the parameters, else of the mark, else of the brush, else ``usual``."""
        told = self.parameters.get("angle")
        if told is None:
            told = self.angle if self.angle is not None else self.settings.get("angle")
        return float(told) if is_number(told) else usual

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a parameter or setting that says yes or no."""
        return bool(self.value(key, default))

    def numbers(self, key: str, default: tuple[float, ...] = ()) -> tuple[float, ...]:
        """Return a list of numbers, at most MOST; one alone is a list of one, anything else in it is left out."""
        found = self.value(key, default)
        told = found if isinstance(found, tuple) else (found,)
        kept = tuple(float(number) for number in told if is_number(number))[:MOST]
        return kept or default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; what is not a text in it is an empty one, so that ranks hold."""
        found = self.value(key, ())
        told = found if isinstance(found, tuple) else (found,)
        return tuple(text if isinstance(text, str) else "" for text in told[:MOST_PLACES])

    def places(self, key: str) -> tuple[tuple[float, float, float], ...]:
        """Return places of the page as (x, y, rank or weight); 0 when none was given."""
        found = self.value(key, ())
        return tuple(
            (float(place[0]), float(place[1]), float(place[2]) if len(place) > 2 else 0.0)
            for place in (found if isinstance(found, tuple) else ())
            if isinstance(place, tuple) and len(place) >= 2 and all(is_number(n) for n in place[:3])
        )

    def size(self) -> float:
        """Return the size of a symbol in mm: explicit, else by force; the setting ``taille`` gives the middle one."""
        if self.taille:
            return self.taille
        return theme.PICTO_MM[self.look.force] * self.number("taille", theme.PICTO_MM[2]) / theme.PICTO_MM[2]

    def stroke(self, usual: float) -> float:
        """Return the width in mm of the main stroke: explicit, else ``usual`` made thinner or thicker by force."""
        return self.taille or usual * {1: 0.7, 2: 1.0, 3: 1.4}[self.look.force]

    def point(self) -> Coord:
        """Return the place of the mark: its point, or the first vertex."""
        return next(iter(self.geometry.coords()))

    def runs(self) -> tuple[Run, ...]:
        """Return the lines of the mark; the rings of areas count as lines."""
        if isinstance(self.geometry, Lines):
            return self.geometry.parts
        if isinstance(self.geometry, Areas):
            return tuple(closed(ring) for part in self.geometry.parts for ring in part)
        return ()


def on_page(declared: Iterable[Parameter], values: Frozen, move: Move, metres_par_mm: float) -> Frozen:
    """Return the values of parameters in page mm, defaults filled in for those that are not there or say nothing.

    Ground places go through ``move``; ground lengths are divided by ``metres_par_mm``.
    """
    found = dict(values)
    for parameter in declared:
        value = usable(parameter, found.pop(parameter.key, None))
        if value is None:
            # The field « angle » of the mark comes before the default of a parameter of that name.
            if parameter.default is not None and parameter.key != "angle":
                found[parameter.key] = parameter.default
            continue
        if parameter.frame == "sol":
            if parameter.type == "lieux":
                value = tuple((*move(place[0], place[1]), *place[2:]) for place in value)
            elif parameter.type == "nombre":
                value = value / metres_par_mm
            elif parameter.type == "nombres":
                value = tuple(number / metres_par_mm for number in value)
        found[parameter.key] = value
    return Frozen(found)
