"""What a drawer holds: its sections, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.catalogue import words as method
from app.catalogue.load import Catalogue
from app.catalogue.model import Pictogram
from app.i18n import tr
from app.poster.options import COMPLETE, COURTE, USUELLE

#: The drawer of favourites and of what was laid last; the others are domaines.
FAVORIS = "favoris"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section of a drawer."""

    title: str
    pictograms: tuple[Pictogram, ...]
    #: Whether its last tile is « Inventer le nôtre ».
    inventing: bool = False
    #: What is said when there is nothing in it.
    empty: str = ""


def short(catalogue: Catalogue, domaine: str, palette: str) -> list[Shelf]:
    """Return the sections that a domaine shows first; one tile to invent, at the end."""
    sections = _shipped(catalogue, domaine)
    if palette == COURTE and not any(one.essential for _, section in sections for one in section):
        palette = USUELLE  # a domaine that short sessions leave out is not an empty drawer
    found = [
        Shelf(method.sous_categorie(name), tuple(one for one in section if _first(one, palette)))
        for name, section in sections
    ]
    shown = [shelf for shelf in (*found, _ours(catalogue, domaine)) if shelf.pictograms]
    last = shown.pop() if shown else Shelf(tr("Les nôtres"), ())
    return [*shown, Shelf(last.title, last.pictograms, inventing=True)]


def complete(catalogue: Catalogue, domaine: str) -> list[Shelf]:
    """Return everything of a domaine, and at the end what is at home elsewhere but belongs here as well."""
    sections = [
        Shelf(method.sous_categorie(name), tuple(section), inventing=True)
        for name, section in _shipped(catalogue, domaine)
    ]
    guests = tuple(
        each
        for each in catalogue.values()
        if each.domaine != domaine and any(place.startswith(f"{domaine}/") for place in each.also)
    )
    found = (*sections, _ours(catalogue, domaine), Shelf(tr("Aussi ici"), guests))
    return [shelf for shelf in found if shelf.pictograms]


def at_hand(catalogue: Catalogue, favourites: Sequence[str], recents: Sequence[str]) -> list[Shelf]:
    """Return what a person keeps at hand: the favourites, what was laid last, and what people made."""
    kept = tuple(catalogue[key] for key in favourites if key in catalogue)
    last = tuple(catalogue[key] for key in recents if key in catalogue)
    return [
        Shelf(tr("Favoris"), kept, empty=tr("L’étoile d’un picto le garde ici.")),
        Shelf(tr("Derniers posés"), last, empty=tr("Ce que vous posez se retrouve ici.")),
        Shelf(tr("Les nôtres"), tuple(catalogue.ours()), inventing=True),
    ]


def count(shelves: Sequence[Shelf]) -> int:
    """Return how many pictograms there are."""
    return sum(len(shelf.pictograms) for shelf in shelves)


def _first(pictogram: Pictogram, palette: str) -> bool:
    return palette == COMPLETE or (pictogram.essential if palette == COURTE else pictogram.usual)


def _shipped(catalogue: Catalogue, domaine: str) -> list[tuple[str, list[Pictogram]]]:
    sections = [(name, [one for one in found if not one.ours]) for name, found in catalogue.of(domaine)]
    return [(name, section) for name, section in sections if section]


def _ours(catalogue: Catalogue, domaine: str) -> Shelf:
    own = tuple(each for each in catalogue.ours() if each.domaine == domaine)
    return Shelf(tr("Les nôtres"), own, inventing=True)
