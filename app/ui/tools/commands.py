"""Commands of a selected structure: each makes another mark of it, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.basemap.france.places import Contour
from app.i18n import tr
from app.poster.document import Document, Transaction
from app.poster.records import Mark
from app.ui.tools.remade import Case, freed, linkable, linked, placed, populated, sided, turned_over


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its words are functions, so that they follow the language in use."""

    icon: str
    word: Callable[[], str]
    suits: Callable[[Case], bool]
    act: Callable[[Document], Transaction]
    make: Callable[[Case], Mark | None]
    #: Said where ``make`` makes nothing.
    why: Callable[[], str]


def commands(case: Case) -> tuple[Command, ...]:
    """Return the commands that suit a mark."""
    return tuple(each for each in COMMANDS if case.pictogram is not None and each.suits(case))


COMMANDS = (
    Command(
        "relier",
        lambda: tr("Relier automatiquement"),
        linkable,
        lambda document: document.transaction("Relier automatiquement"),
        linked,
        lambda: tr("Il faut au moins deux lieux pour les relier."),
    ),
    Command(
        "limites",
        lambda: tr("Libérer les limites"),
        lambda case: case.hold == "centres" and "aire" in (case.pictogram.formes if case.pictogram else ()),
        lambda document: document.transaction("Libérer les limites"),
        freed,
        lambda: tr("Il faut au moins deux centres pour avoir des limites."),
    ),
    Command(
        "semis",
        lambda: tr("Remplir depuis les populations"),
        lambda case: case.hold == "lieux",
        lambda document: document.transaction("Remplir le semis depuis les populations"),
        populated,
        lambda: tr("Ce poster n’a pas de populations\u00a0: le semis reste comme il est."),
    ),
    Command(
        "lieux",
        lambda: tr("Placer sur les bourgs"),
        lambda case: case.drawn in ("satellites", "dissymetrie"),
        lambda document: document.transaction("Placer sur les bourgs"),
        placed,
        lambda: tr("Il n’y a pas assez de lieux sur ce fond\u00a0: rien n’a bougé."),
    ),
    Command(
        "inverser",
        lambda: tr("Inverser le côté"),
        sided,
        lambda document: document.transaction("Inverser le côté"),
        turned_over,
        lambda: tr("Cette ligne n’a pas d’autre côté."),
    ),
)
#: What a real contour can be, with its word and its act; they share one button.
CONTOURS: tuple[tuple[Contour, Callable[[], str], Callable[[Document], Transaction]], ...] = (
    (
        "commune",
        lambda: tr("Commune"),
        lambda document: document.transaction("Prendre le contour de la commune"),
    ),
    (
        "epci",
        lambda: tr("Intercommunalité"),
        lambda document: document.transaction("Prendre le contour de l’intercommunalité"),
    ),
)
