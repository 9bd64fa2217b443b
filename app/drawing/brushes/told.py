"""Values of parameters as brushes can trust them: posters are edited by other programs too."""

from __future__ import annotations

from math import isfinite
from typing import Any, TypeGuard

from app.catalogue.model import Parameter

#: Numbers beyond this (mm, degrees, metres) are slips, not wishes; so are counts, and lists, beyond the other.
FAR, MOST = 1e6, 24
#: Lambert-93, or any other plane, in metres: ground places lie within this.
EARTH = 1e8
#: A pattern of places may be every bourg of a large territory.
MOST_PLACES = 2_000


def is_number(value: Any, far: float = FAR) -> TypeGuard[float]:
    """Return whether a value is a number that can be meant."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < far


def usable(parameter: Parameter, value: Any) -> Any:
    """Return a value of a parameter, of its type and within its bounds; None where it says nothing.

    Lists lose what is not of their kind, except texts, whose ranks hold; one value alone is a list of one.
    """
    kind = parameter.type
    if kind in ("nombre", "entier"):
        return _bounded(parameter, value) if is_number(value, EARTH) else None
    if kind == "angle":
        return _bounded(parameter, float(value)) if is_number(value) else None
    if kind == "oui_non":
        return bool(value) if isinstance(value, bool | int) else None
    if kind == "texte":
        return value if isinstance(value, str) else None
    if kind == "choix":
        known = isinstance(value, str) and value in [choice for choice, _ in parameter.choices]
        return value if known else None
    return _listed(parameter, value if isinstance(value, tuple) else (value,))


def _listed(parameter: Parameter, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    if parameter.type == "textes":
        texts = tuple(text if isinstance(text, str) else "" for text in values[:MOST_PLACES])
        return texts if any(texts) else None
    if parameter.type == "lieux":
        return tuple(place for place in values if _is_place(place))[:MOST_PLACES] or None
    kept = tuple(value for value in values if is_number(value, EARTH))[:MOST]
    if parameter.type == "nombres":
        kept = tuple(_bounded(parameter, value) for value in kept)
    return kept or None


def _bounded(parameter: Parameter, value: float) -> float:
    low = value if parameter.minimum is None else max(parameter.minimum, value)
    return low if parameter.maximum is None else min(parameter.maximum, low)


def _is_place(place: Any) -> bool:
    return (
        isinstance(place, tuple)
        and len(place) >= 2
        and all(is_number(number, EARTH) and isfinite(number) for number in place[:3])
    )
