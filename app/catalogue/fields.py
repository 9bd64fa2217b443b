"""The fields of a TOML table, each read as its type. What is not right raises BadField, which names the field.

``where`` is what stands before the name of a field in its dotted path.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any, TypeVar

from app.catalogue.model import Words
from app.i18n import LANGUAGES, SOURCE, Souci, tr
from app.poster.geometry import Coord
from app.poster.values import Frozen

_T = TypeVar("_T")


class BadField(Souci):
    """A field that is missing, unknown or not of its form; ``field`` is its dotted path in the table."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def wrong(field: str) -> BadField:
    """Return the fault of a field that is missing or of another form."""
    return BadField(tr("le champ « {champ} » manque ou n’est pas de la bonne forme.", champ=field), field)


def unlike(field: str, value: str, known: Iterable[str] = ()) -> BadField:
    """Return the fault of a value that is none of the ``known`` ones."""
    possible = [each for each in known if each]
    if possible:
        return BadField(
            tr(
                "le champ « {champ} » ne peut pas être « {valeur} », mais : {choix}.",
                champ=field,
                valeur=value,
                choix=", ".join(possible),
            ),
            field,
        )
    return BadField(
        tr("le champ « {champ} » ne peut pas être « {valeur} ».", champ=field, valeur=value), field
    )


def only(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Refuse a field that nobody reads, with the one that was perhaps meant."""
    fields = tuple(known)
    for key in table:
        if key not in fields:
            near = close(key, fields)
            if near:
                raise BadField(
                    tr(
                        "le champ « {champ} » n’existe pas : vouliez-vous écrire « {autre} » ?",
                        champ=where + key,
                        autre=near,
                    ),
                    where + key,
                )
            raise BadField(tr("le champ « {champ} » n’existe pas.", champ=where + key), where + key)


def close(word: str, known: Iterable[str]) -> str:
    """Return the word that a slip of the pen may have meant, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, tuple(known), 1, 0.75)), "")


def typed(table: Mapping[str, Any], field: str, kind: type[_T], default: _T, where: str = "") -> _T:
    """Return a field of one type; true and false are no numbers."""
    value = table.get(field, default)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise wrong(where + field)
    return value


def one_of(table: Mapping[str, Any], field: str, known: Iterable[str], default: str, where: str = "") -> str:
    """Return a field whose value is one of the ``known`` ones."""
    value = typed(table, field, str, default, where)
    if value not in known:
        raise unlike(where + field, value, known)
    return value


def texts(table: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """Return a list of texts, none of them empty."""
    values = typed(table, field, list, [])
    if not all(isinstance(value, str) and value for value in values):
        raise wrong(field)
    return tuple(values)


def said(table: Mapping[str, Any], field: str, where: str = "") -> Words:
    """Return words by language; French is empty where it is missing."""
    told, inside = typed(table, field, dict, {}, where), f"{where}{field}."
    only(told, LANGUAGES, inside)
    return Words(**{code: typed(told, code, str, "", inside) for code in {SOURCE, *told}})


def frozen(values: Mapping[str, Any], field: str) -> Frozen:
    """Return values as what records keep."""
    try:
        return Frozen(values)
    except TypeError as fault:
        raise wrong(field) from fault


def number(table: Mapping[str, Any], field: str, where: str) -> float | None:
    """Return a finite number, None where there is none."""
    value = table.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise wrong(where + field)
    return float(value)


def listed(value: Any, field: str, least: int = 1) -> list[Any]:
    """Return a list of ``least`` values or more."""
    if not isinstance(value, list) or len(value) < least:
        raise wrong(field)
    return value


def run(value: Any, field: str, least: int) -> tuple[Coord, ...]:
    """Return places in a row, ``least`` of them different."""
    places = tuple(coord(pair, field) for pair in listed(value, field, least))
    if len(set(places)) < least:
        raise wrong(field)
    return places


def coord(value: Any, field: str) -> Coord:
    """Return a place [x, y] of the box of an example."""
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(each, int | float) and abs(each) < 1e4 for each in value)
    ):
        raise wrong(field)
    return float(value[0]), float(value[1])
