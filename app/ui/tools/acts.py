"""Acts on whole items, each one undo: delete, duplicate, nudge, and lines of a grid that speak of items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.drawing import postits
from app.poster.document import Document, Transaction
from app.poster.pile import between
from app.poster.records import ITEM_TYPES, Item, LigneGrille, Mark, PostIt, new_uid
from app.poster.sheet import MapFrame, page_size
from app.ui.tools.copies import BESIDE, copies
from app.ui.tools.groups import mend
from app.ui.tools.moved import Catalogue, anchor, shifted


def items(document: Document, uids: Iterable[str]) -> list[Item]:
    """Return the items of ``uids`` that can be changed, from the bottom of the pile: locked ones are left out."""
    found = [document.get(uid) for uid in uids]
    kept = [item for item in found if isinstance(item, ITEM_TYPES) and not item.verrouille]
    return sorted(kept, key=lambda item: (item.pile, item.ordre, item.uid))


def delete(document: Document, uids: Iterable[str]) -> int:
    """Delete items as one act and return how many; post-its that spoke of them keep pointing to the place."""
    gone = items(document, uids)
    if not gone:
        return 0
    with _deleting(document, len(gone)) as act:
        drop(act, gone)
    return len(gone)


def drop(act: Transaction, gone: Iterable[Item]) -> None:
    """Drop items in an open act, and mend what referred to them."""
    document = act.document
    frame = MapFrame.of(document.poster)
    lost = {item.uid: item for item in gone}
    for note in tuple(document.all(PostIt)):
        if note.cible in lost and note.uid not in lost:
            place = anchor(lost[note.cible], frame)
            x, y = frame.to_ground(*place) if place else (None, None)
            act.put(replace(note, cible="", cible_x=x, cible_y=y))
    for line in tuple(document.all(LigneGrille)):
        if lost.keys() & set(line.liens):
            act.put(replace(line, liens=tuple(uid for uid in line.liens if uid not in lost)))
    for uid in lost:
        act.drop(uid)
    mend(act, {item.ensemble for item in lost.values()})


def moving_act(document: Document, count: int) -> Transaction:
    """Begin the act of moving ``count`` items."""
    if count > 1:
        return document.transaction("Déplacer {n} éléments", n=count)
    return document.transaction("Déplacer")


def rubbing_act(document: Document, count: int) -> Transaction:
    """Begin the act of rubbing out ``count`` items."""
    if count > 1:
        return document.transaction("Gommer {n} éléments", n=count)
    return document.transaction("Gommer")


def _deleting(document: Document, count: int) -> Transaction:
    if count > 1:
        return document.transaction("Supprimer {n} éléments", n=count)
    return document.transaction("Supprimer")


def _copying(document: Document, count: int) -> Transaction:
    if count > 1:
        return document.transaction("Dupliquer {n} éléments", n=count)
    return document.transaction("Dupliquer")


def duplicate(
    document: Document, uids: Iterable[str], catalogue: Catalogue, dx: float = BESIDE, dy: float = BESIDE
) -> dict[str, str]:
    """Copy items (dx, dy) mm beside themselves as one act; return the copies, each with what it was copied from."""
    models = items(document, uids)
    if not models:
        return {}
    frame = MapFrame.of(document.poster)
    with _copying(document, len(models)) as act:
        made = copies(models, dx, dy, frame, catalogue)
        for copy in made.values():
            act.put(copy)
    return {copy.uid: model for model, copy in made.items()}


def nudge(document: Document, uids: Iterable[str], catalogue: Catalogue, dx: float, dy: float) -> int:
    """Move items by (dx, dy) mm as one act; return how many. Post-its stay on the sheet."""
    moving = items(document, uids)
    if not moving:
        return 0
    with moving_act(document, len(moving)) as act:
        shift(act, moving, catalogue, dx, dy)
    return len(moving)


def shift(act: Transaction, moving: Iterable[Item], catalogue: Catalogue, dx: float, dy: float) -> None:
    """Move items by (dx, dy) mm in an open act. Post-its stay on the sheet."""
    poster = act.document.poster
    frame, page = MapFrame.of(poster), page_size(poster.orientation)
    for item in moving:
        there = shifted(item, dx, dy, frame, catalogue)
        act.put(postits.on_sheet(there, page) if isinstance(there, PostIt) else there)


def note_in_grid(document: Document, uids: Iterable[str], grille: str, case: str, words: Catalogue) -> int:
    """Write one line of a grid for each item that is not there yet, as one act; return how many lines.

    The line takes the words of the item; a pictogram without words gives its name.
    """
    present = {
        (line.case, uid) for line in document.all(LigneGrille) if line.grille == grille for uid in line.liens
    }
    speaking = [item for item in (document.get(uid) for uid in uids) if isinstance(item, ITEM_TYPES)]
    said = [(item, spoken(item, words)) for item in speaking if (case, item.uid) not in present]
    said = [(item, text) for item, text in said if text]
    if not said:
        return 0
    last = max(
        (line.rang for line in document.all(LigneGrille) if (line.grille, line.case) == (grille, case)),
        default="",
    )
    with document.transaction("Ajouter à la matrice") as act:
        for item, text in said:
            last = between(last)
            act.put(
                LigneGrille(uid=new_uid(), grille=grille, case=case, texte=text, rang=last, liens=(item.uid,))
            )
    return len(said)


def spoken(item: Item, catalogue: Catalogue) -> str:
    """Return the words of an item on one line: the group's, else its label, else the name of its pictogram."""
    text = item.texte
    if isinstance(item, Mark) and not text:
        pictogram = catalogue.get(item.picto)
        text = item.etiquette or (pictogram.name.fr if pictogram else "")
    return " ".join(text.split())
