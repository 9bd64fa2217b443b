"""What can be done with a pictogram of ours once it is there: change it, take it away, share, bring others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.catalogue import invent, personal
from app.catalogue.load import same
from app.catalogue.model import Pictogram
from app.catalogue.personal import Brought
from app.i18n import Souci, tr, trn
from app.poster.records import Mark
from app.ui.session import Session

#: Sentences about files left out of a pack that are said at once.
MOST_SAID = 3


def used(session: Session, key: str) -> int:
    """Return how many marks of the poster are drawn with a pictogram."""
    return sum(mark.picto == key for mark in session.document.all(Mark))


def retire(session: Session, pictogram: Pictogram) -> str:
    """Take a pictogram out of the palette, the file and the person's pack; return the sentence that says so.

    Nothing happens while a mark is drawn with it.
    """
    name = pictogram.name.fr
    many = used(session, pictogram.key)
    if many:
        return trn(
            many,
            "«\u00a0{nom}\u00a0» est encore sur le poster, {n} fois\u00a0: supprimez-le d’abord de la carte.",
            "«\u00a0{nom}\u00a0» est encore sur le poster, {n} fois\u00a0: supprimez-les d’abord de la carte.",
            nom=name,
        )
    session.drop_pictogram(pictogram.key)
    try:
        personal.forget(pictogram.key)
    except Souci as souci:
        return str(souci)
    return tr("«\u00a0{nom}\u00a0» n’est plus dans nos pictos.", nom=name)


def keep(before: Pictogram | None, made: Pictogram, *, wanted: bool) -> None:
    """Keep a pictogram for other posters where that is wanted, or the one that it replaces was kept. Raises Souci."""
    was_kept = before is not None and before.key in personal.kept()
    if wanted or was_kept:
        personal.keep(made)
    if before is not None:
        personal.forget(before.key)


def changed(session: Session, before: Pictogram, after: Pictogram) -> None:
    """Put a pictogram in the place of another: marks follow, as one act that undo takes back."""
    session.add_pictogram(after)
    marks = [mark for mark in session.document.all(Mark) if mark.picto == before.key]
    if marks:
        with session.document.transaction("Modifier un picto") as act:
            for mark in marks:
                act.put(replace(mark, picto=after.key, domaine=after.domaine))
    session.drop_pictogram(before.key)


def share(session: Session, target: Path) -> str:
    """Write every pictogram of ours as a zip; return the sentence that says so. Raises Souci."""
    ours = session.catalogue.ours()
    written = personal.share(ours, target)
    return trn(
        len(ours),
        "{n} picto partagé dans «\u00a0{fichier}\u00a0».",
        "{n} pictos partagés dans «\u00a0{fichier}\u00a0».",
        fichier=written.name,
    )


def joined(session: Session, brought: Brought) -> str:
    """Let the pictograms of a pack join the palette and the file; return the sentence that says so."""
    for pictogram in brought.added:
        there = session.file.pictograms.get(pictogram.key)
        if there is not None and not same(there, pictogram):
            # One that left the palette still has this key, for what undo may bring back.
            pictogram = replace(pictogram, key=invent.free(pictogram.key, session.file.pictograms))
        session.add_pictogram(pictogram)
    if brought.added:
        said = trn(len(brought.added), "{n} picto apporté.", "{n} pictos apportés.")
    else:
        said = tr("Aucun picto n’a été apporté.")
    return " ".join([said, *brought.left[:MOST_SAID]])
