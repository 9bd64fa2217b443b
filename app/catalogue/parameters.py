"""Whether the parameters of a sign hold together, told to its author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from app.catalogue.model import Parameter
from app.i18n import tr


def misfits(parameters: Iterable[Parameter]) -> Iterator[tuple[str, str]]:
    """Yield (field, sentence) for what a parameter says that its type does not allow."""
    for each in parameters:
        where = f"parametres.{each.key}."
        if each.default is not None and not _fits(each):
            yield (
                where + "defaut",
                tr(
                    "« {champ} » ne va pas avec le type « {type} » : il y faut {forme}.",
                    champ=where + "defaut",
                    type=each.type,
                    forme=_form(each.type),
                ),
            )
        if each.third and each.type != "lieux":
            yield (
                where + "tiers",
                tr(
                    "« tiers » dit ce qu’est le troisième nombre d’un lieu : il ne va qu’avec le type « lieux », "
                    "pas avec « {type} ».",
                    type=each.type,
                ),
            )
        elif each.third and (each.minimum is None or each.maximum is None):
            yield (
                where + "tiers",
                tr(
                    "« tiers » demande aussi « min » et « max » : les valeurs qu’un clic sur le lieu fait défiler."
                ),
            )
        if each.minimum is not None and each.maximum is not None and each.minimum > each.maximum:
            yield where + "min", tr("« {champ} » est plus grand que « max ».", champ=where + "min")


def _fits(each: Parameter) -> bool:
    value = each.default
    match each.type:
        case "oui_non":
            return isinstance(value, bool)
        case "nombre" | "angle":
            return _number(value)
        case "entier":
            return isinstance(value, int) and not isinstance(value, bool)
        case "texte":
            return isinstance(value, str)
        case "choix":
            return value in [key for key, _ in each.choices]
        case "nombres" | "angles":
            return isinstance(value, tuple) and all(_number(one) for one in value)
        case "textes":
            return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
        case "lieux":
            return isinstance(value, tuple) and all(
                isinstance(one, tuple) and len(one) in (2, 3) and all(_number(part) for part in one)
                for one in value
            )


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _form(kind: str) -> str:
    return {
        "oui_non": tr("true ou false"),
        "nombre": tr("un nombre"),
        "angle": tr("un nombre de degrés"),
        "entier": tr("un nombre entier"),
        "texte": tr("un texte"),
        "choix": tr("l’une des valeurs de « choix »"),
        "nombres": tr("une liste de nombres"),
        "angles": tr("une liste de degrés"),
        "textes": tr("une liste de textes"),
        "lieux": tr("une liste de lieux [x, y] ou [x, y, tiers]"),
    }.get(kind, kind)
