"""What is done with the layers and pictures that were brought: each is one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.drawing import apports as drawn
from app.poster.document import Document, Transaction
from app.poster.pile import between
from app.poster.records import Apport, Calque, Fond
from app.ui.session import Session

Brought = Apport | Calque
ACTS: dict[str, Callable[[Document], Transaction]] = {
    "nom": lambda document: document.transaction("Renommer une couche du fond"),
    "visible": lambda document: document.transaction("Montrer ou masquer une couche du fond"),
    "opacite": lambda document: document.transaction("Changer l’opacité d’une couche du fond"),
    "role": lambda document: document.transaction("Changer ce que montre une couche du fond"),
    "noms": lambda document: document.transaction("Montrer ou masquer les noms d’une couche"),
    "rang": lambda document: document.transaction("Ranger le fond"),
    "supprimer": lambda document: document.transaction("Supprimer une couche du fond"),
}


def listed(document: Document) -> list[Brought]:
    """Return what was brought, as it lies: from the top to the bottom."""
    layers = sorted(
        document.all(Apport),
        key=lambda each: (drawn.ORDER.index(role_of(each)), each.rang, each.uid),
        reverse=True,
    )
    pictures = sorted(document.all(Calque), key=lambda each: (each.rang, each.uid), reverse=True)
    return [*layers, *pictures]


def role_of(apport: Apport) -> str:
    """Return what a layer shows, among what is known."""
    return apport.role if apport.role in drawn.ORDER else "autre"


def kin(one: Brought, other: Brought) -> bool:
    """Return whether two may change places: rivers never cover roads, nor a picture a layer."""
    if isinstance(one, Apport) and isinstance(other, Apport):
        return role_of(one) == role_of(other)
    return isinstance(one, Calque) and isinstance(other, Calque)


def put(session: Session, uid: str, key: str, value: Any) -> None:
    """Give a field of a layer or picture a value: one act."""
    session.settle()
    record = session.document.get(uid)
    if isinstance(record, Brought) and getattr(record, key) != value:
        changes: dict[str, Any] = {key: value}
        with ACTS[key](session.document) as act:
            act.put(replace(record, **changes))


def delete(session: Session, uid: str) -> None:
    """Take a layer with its things, or a picture, out of the poster: one act."""
    session.settle()
    document = session.document
    own = [each.uid for each in document.all(Fond) if each.apport == uid]
    with ACTS["supprimer"](document) as act:
        for each in (*own, uid):
            act.drop(each)


def move(session: Session, uid: str, up: bool) -> bool:
    """Move a layer or picture one place up or down among its like; return whether it moved."""
    session.settle()
    rows = listed(session.document)
    at = next((rank for rank, each in enumerate(rows) if each.uid == uid), -1)
    to = at + (-1 if up else 1)
    if at < 0 or not 0 <= to < len(rows) or not kin(rows[at], rows[to]):
        return False
    alike = [each for each in rows if kin(each, rows[at])]
    alike.reverse()  # from the bottom
    here = next(rank for rank, each in enumerate(alike) if each.uid == uid)
    alike.insert(here + (1 if up else -1), alike.pop(here))
    with ACTS["rang"](session.document) as act:
        last = ""
        for each in alike:
            last = between(last)
            if each.rang != last:
                act.put(replace(each, rang=last))
    return True
