"""What the settings write: one named act for each field, the same for one thing or for many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.poster.document import Document, Transaction
from app.poster.records import ITEM_TYPES, Item, Mark

#: The act of each field; its sentence is read by the translation system.
ACTS: dict[str, Callable[[Document], Transaction]] = {
    "texte": lambda document: document.transaction("Changer le texte"),
    "etiquette": lambda document: document.transaction("Changer l’étiquette"),
    "sous_etiquette": lambda document: document.transaction("Changer l’étiquette"),
    "commentaire": lambda document: document.transaction("Changer le commentaire"),
    "temps": lambda document: document.transaction("Changer le temps"),
    "valence": lambda document: document.transaction("Dire si cela aide ou gêne"),
    "intensite": lambda document: document.transaction("Changer la force"),
    "tendance": lambda document: document.transaction("Changer la tendance"),
    "origine": lambda document: document.transaction("Dire d’où cela vient"),
    "certitude": lambda document: document.transaction("Changer la certitude"),
    "accord": lambda document: document.transaction("Changer l’accord"),
    "horizon": lambda document: document.transaction("Changer l’horizon"),
    "rupture": lambda document: document.transaction("Changer la rupture"),
    "signal_faible": lambda document: document.transaction("Changer le signal faible"),
    "taille_mm": lambda document: document.transaction("Changer la taille"),
    "couleur": lambda document: document.transaction("Changer la couleur"),
    "domaine": lambda document: document.transaction("Changer le domaine"),
    "style": lambda document: document.transaction("Changer le style"),
    "verrouille": lambda document: document.transaction("Verrouiller ou déverrouiller"),
    "barre": lambda document: document.transaction("Barrer ou rétablir"),
    "parametres": lambda document: document.transaction("Changer un réglage du picto"),
}
#: What « nothing chosen » is for the fields that are not text.
EMPTY_VALUES: dict[str, Any] = {"intensite": None, "taille_mm": None, "signal_faible": False}


def selected(document: Document, uids: Iterable[str]) -> list[Item]:
    """Return the items of ``uids`` that are still there, in the order of the pile."""
    found = [document.get(uid) for uid in uids]
    kept = [item for item in found if isinstance(item, ITEM_TYPES)]
    return sorted(kept, key=lambda item: (item.pile, item.ordre, item.uid))


def common(items: list[Item], field: str) -> bool:
    """Return whether every item has the field."""
    return bool(items) and all(hasattr(item, field) for item in items)


def value(items: list[Item], field: str) -> tuple[Any, bool]:
    """Return the value of a field and whether the items differ on it."""
    values = {getattr(item, field) for item in items}
    return (next(iter(values)), False) if len(values) == 1 else (None, True)


def put(document: Document, uids: Iterable[str], field: str, chosen: Any) -> None:
    """Give a field of every item a value, as one act; None empties it."""
    if chosen is None:
        chosen = EMPTY_VALUES.get(field, "")
    with ACTS[field](document) as act:
        write(act, uids, field, chosen)


def write(act: Transaction, uids: Iterable[str], field: str, chosen: Any) -> None:
    """Write a field of every item in an open act; what is locked stays as it is, until it is unlocked."""
    for item in selected(act.document, uids):
        if field == "verrouille" or not item.verrouille:
            act.put(replace(item, **{field: chosen}))


def put_domaine(document: Document, uids: Iterable[str], chosen: str) -> None:
    """Give free marks a domaine, or none, as one act; they take its ink, whatever colour they had."""
    with ACTS["domaine"](document) as act:
        write(act, uids, "domaine", chosen)
        write(act, uids, "couleur", "")


def put_parameter(document: Document, uid: str, key: str, chosen: Any) -> None:
    """Give a parameter of one mark a value, as one act."""
    with ACTS["parametres"](document) as act:
        write_parameter(act, uid, key, chosen)


def put_parameters(document: Document, uid: str, values: Mapping[str, Any]) -> None:
    """Give several parameters of one mark their values, as one act; None forgets one."""
    with ACTS["parametres"](document) as act:
        mark = document.get(uid)
        if isinstance(mark, Mark):
            act.put(replace(mark, parametres=mark.parametres.having(**values)))


def texts(document: Document, uid: str, key: str) -> list[str]:
    """Return a list of words of one mark, as it is stored."""
    mark = document.get(uid)
    found = mark.parametres.get(key) if isinstance(mark, Mark) else None
    return [str(each) for each in found] if isinstance(found, tuple) else []


def write_parameter(act: Transaction, uid: str, key: str, chosen: Any) -> None:
    """Write a parameter of one mark in an open act."""
    mark = act.document.get(uid)
    if isinstance(mark, Mark):
        act.put(replace(mark, parametres=mark.parametres.having(**{key: chosen})))


def put_break(document: Document, uid: str, share: float) -> None:
    """Let a line break at a share of its length, as one act."""
    from app.drawing import breaks

    mark = document.get(uid)
    if isinstance(mark, Mark):
        with ACTS["rupture"](document) as act:
            act.put(breaks.put(mark, share))
