"""Which handles are shown where they would lie on each other: those that say most, the others when one comes nearer."""

from __future__ import annotations

from collections.abc import Iterable

from app.ui.canvas.events import Handle, Role
from app.ui.tools.shapes import distance

#: Least distance between two handles, in reaches of the hand: 17 px for a mouse, the width of the widest handle.
APART = 3.4
#: From the ones that are always shown to the ones that make room.
ORDER: tuple[Role, ...] = (
    "lieu",
    "bout",
    "valeur",
    "cycle",
    "rupture",
    "cote",
    "sommet",
    "cible",
    "largeur",
    "rotation",
    "epaisseur",
    "taille",
    "ajout",
    "milieu",
    "pivot",
    "cadre",
)


def thinned(handles: Iterable[Handle], reach: float, chosen: Handle | None = None) -> tuple[Handle, ...]:
    """Return handles without those that would lie on another, in the order given; the chosen one stays."""
    told = list(handles)
    ranked = sorted(told, key=lambda each: (not each.like(chosen), ORDER.index(each.role)))
    kept: list[Handle] = []
    for each in ranked:
        if all(distance(each.at, other.at) >= APART * reach for other in kept):
            kept.append(each)
    shown = {id(each) for each in kept}
    return tuple(each for each in told if id(each) in shown)
