"""What a brush is given and what it gives back: a mark whose geometry is in page mm, and its drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from app.catalogue.model import Glyph, Parameter
from app.drawing import theme
from app.drawing.primitives import Primitive, Text
from app.drawing.theme import Tint
from app.poster.geometry import Areas, Box, Coord, Geometry, Lines, Move, Run, closed
from app.poster.values import EMPTY, Frozen

#: Numbers beyond this (mm, degrees) are slips, not wishes; so are counts beyond the other.
FAR, MOST = 1e6, 24
#: Above this width, in mm, the dash of time grows with the stroke.
THICK = 1.8
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
            ink, accent = couleur.upper(), theme.mixed(couleur, 0.75)
        halo = theme.PAPIER
        if temps == "passe":
            ink, accent, halo = theme.mixed(ink, 0.55), theme.mixed(accent, 0.4), ""
        dash: tuple[float, ...] = theme.DASH_FUTUR if temps == "futur" else ()
        if certitude == "hypothese":
            dash = theme.DASH_HYPOTHESE
        return cls(ink, accent, halo, dash, temps == "futur", min(3, max(1, intensite or 2)))

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


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a brush made: primitives from back to front, words, and where badges hang."""

    primitives: tuple[Primitive, ...]
    hang: Hang
    labels: tuple[Text, ...] = ()


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
        return float(found) if _is_number(found) else default

    def count(self, key: str, default: int, least: int = 0) -> int:
        """Return a parameter or setting that must be a whole number, kept where it can be drawn."""
        return int(min(MOST, max(least, self.number(key, default))))

    def turn(self, usual: float) -> float:
        """Return an angle in degrees: that of the parameters, else of the mark, else of the brush, else ``usual``."""
        told = self.parameters.get("angle")
        if told is None:
            told = self.angle if self.angle is not None else self.settings.get("angle")
        return float(told) if _is_number(told) else usual

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a parameter or setting that says yes or no."""
        return bool(self.value(key, default))

    def places(self, key: str) -> tuple[tuple[float, float, float], ...]:
        """Return places of the page as (x, y, rank or weight); 0 when none was given."""
        found = self.value(key, ())
        return tuple(
            (float(place[0]), float(place[1]), float(place[2]) if len(place) > 2 else 0.0)
            for place in (found if isinstance(found, tuple) else ())
            if isinstance(place, tuple) and len(place) >= 2 and all(_is_number(n) for n in place[:3])
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


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < FAR


def on_page(declared: Iterable[Parameter], values: Frozen, move: Move, metres_par_mm: float) -> Frozen:
    """Return the values of parameters in page mm, defaults filled in.

    Ground places go through ``move``; ground lengths are divided by ``metres_par_mm``.
    """
    found = dict(values)
    for parameter in declared:
        value = found.get(parameter.key)
        if value is None:
            # The field « angle » of the mark comes before the default of a parameter of that name.
            if parameter.default is not None and parameter.key != "angle":
                found[parameter.key] = parameter.default
        elif parameter.frame == "sol" and parameter.type == "lieux" and isinstance(value, tuple):
            found[parameter.key] = [
                (*move(place[0], place[1]), *place[2:])
                for place in value
                if isinstance(place, tuple)
                and len(place) >= 2
                and isinstance(place[0], int | float)
                and isinstance(place[1], int | float)
            ]
        elif parameter.frame == "sol" and parameter.type == "nombre" and isinstance(value, int | float):
            found[parameter.key] = value / metres_par_mm
    return Frozen(found)
