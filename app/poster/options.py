"""The toggles of « Ce poster »: their keys in ``Poster.options`` and what they are when nobody set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.poster.records import Poster
from app.poster.values import EMPTY, Frozen

#: How much of the catalogue the drawers show first.
COURTE, USUELLE, COMPLETE = PALETTES = ("courte", "usuelle", "complete")
#: How true the outline of the territory is drawn, from the real one to none at all.
REEL, SIMPLIFIE, SCHEMATIQUE, SIMPLE, BLANCHE = CONTOURS = (
    "reel",
    "simplifie",
    "schematique",
    "simple",
    "blanche",
)
#: Key of what the group keeps although it is hard to read: what is accepted, and its size or colour then.
ACCEPTED = "lisible"


@dataclass(frozen=True, slots=True)
class Options:
    """What the sheet and its window show; each field is a key of ``Poster.options``."""

    #: Names of the centre and the bourgs.
    bourgs: bool = True
    #: Names of villages.
    villages: bool = True
    #: Thin limits of communes inside the territory.
    communes: bool = True
    #: Thin limits outside the territory.
    voisins: bool = True
    #: Dashed limits of départements.
    departements: bool = True
    #: The grey outline of a zone of reference.
    reference: bool = True
    #: The line around the territory.
    trait: bool = True
    #: Layers that were brought, by what they show.
    routes: bool = True
    rivieres: bool = True
    relief: bool = True
    limites: bool = True
    autre: bool = True
    #: How true the outline is: one of CONTOURS.
    contour: str = REEL
    #: The AMOF frame, on this sheet or on its own.
    amof: bool = True
    #: How far the base map fades towards the paper: 0 as designed, 1 gone (the outline stays).
    estompe: float = 0.0
    #: The palette that people draw it with: one of PALETTES. Nothing of the sheet depends on it.
    palette: str = USUELLE

    @classmethod
    def of(cls, poster: Poster) -> Options:
        """Return the toggles of a poster; what is missing or not understood keeps its default."""
        kept: dict[str, bool | float | str] = {}
        for key, value in poster.options.items():
            default = getattr(cls(), key, None)
            if isinstance(default, bool) and isinstance(value, bool):
                kept[key] = value
            elif (
                isinstance(default, float) and not isinstance(value, bool) and isinstance(value, int | float)
            ):
                kept[key] = min(1.0, max(0.0, float(value)))
            elif value in _CHOICES.get(key, ()):
                kept[key] = value
        return cls(**kept)  # type: ignore[arg-type]  # each value has just been held to the type of its default


_CHOICES: Mapping[str, tuple[str, ...]] = {"palette": PALETTES, "contour": CONTOURS}


def accepted(poster: Poster) -> Frozen:
    """Return what the group keeps although it is hard to read, by key: the size in mm, or the colour, that it had."""
    found = poster.options.get(ACCEPTED)
    return found if isinstance(found, Frozen) else EMPTY
