"""The lines of a grid as the panels read and write them, and what the marks propose to the AMOF."""

from __future__ import annotations

from dataclasses import replace

from app.poster import grids
from app.poster.document import Document
from app.poster.pile import between
from app.poster.records import LigneGrille, Mark, new_uid

#: In the options of the poster: the propositions that the group set aside, each ``case:uid``.
ASIDE = "amof_ecartes"


def lines(document: Document, case: str, grille: str = grids.AMOF) -> list[LigneGrille]:
    """Return the lines of a case, in their order."""
    found = [line for line in document.all(LigneGrille) if (line.grille, line.case) == (grille, case)]
    return sorted(found, key=lambda line: (line.rang, line.uid))


def add_line(document: Document, grille: str, case: str, texte: str) -> None:
    """Write a new line at the end of a case, as one act."""
    last = max((line.rang for line in lines(document, case, grille)), default="")
    with document.transaction("Ajouter une ligne") as act:
        act.put(LigneGrille(uid=new_uid(), grille=grille, case=case, texte=texte, rang=between(last)))


def drop_line(document: Document, uid: str) -> None:
    """Remove a line, as one act."""
    with document.transaction("Supprimer une ligne") as act:
        act.drop(uid)


def propositions(document: Document) -> list[tuple[Mark, str]]:
    """Return (mark, case) for what the group said helps or hinders, and that no line speaks of yet.

    Without an origin a thing is taken to come from here, unless it belongs to the future. What the group set aside
    is not proposed to that case again.
    """
    aside = set(_aside(document))
    known = {
        (line.case, uid)
        for line in document.all(LigneGrille)
        if line.grille == grids.AMOF
        for uid in line.liens
    }
    found = []
    for mark in document.all(Mark):
        origin = mark.origine or ("externe" if mark.temps == "futur" else "interne")
        for valence in ("plus", "moins") if mark.valence == "mixte" else (mark.valence,):
            case = grids.PROPOSED.get((origin, valence))
            if (
                case
                and not mark.barre
                and (case, mark.uid) not in known
                and f"{case}:{mark.uid}" not in aside
            ):
                found.append((mark, case))
    return found


def set_aside(document: Document, mark: Mark, case: str) -> None:
    """Propose a mark to a case no more, as one act; it is remembered in the options of the poster."""
    # What was said of marks that are gone is said no more: the list stays that of the poster.
    kept = [each for each in _aside(document) if document.get(each.partition(":")[2]) is not None]
    poster = document.poster
    with document.transaction("Écarter une proposition") as act:
        options = poster.options.having(**{ASIDE: [*kept, f"{case}:{mark.uid}"]})
        act.put(replace(poster, options=options))


def _aside(document: Document) -> list[str]:
    told = document.poster.options.get(ASIDE)
    return [each for each in told if isinstance(each, str)] if isinstance(told, tuple) else []
