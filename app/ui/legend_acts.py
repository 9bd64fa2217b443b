"""Acts on the rows of the legend: their words, their order, whether they are shown. Each one is undone at once.

The words of a row are the words of its marks (``texte``): the sheet, the settings, the file and QGIS say the same.
What is the legend's alone, order and hiding, is kept in ``LigneLegende``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.drawing.legend_rows import Row
from app.poster.document import Document, Transaction
from app.poster.pile import between
from app.poster.records import LigneLegende, Mark, Trace, new_uid


def renaming(document: Document) -> Transaction:
    """Begin the act of writing the words of a row."""
    return document.transaction("Changer la légende")


class Renamed:
    """A row whose words are being written, letter by letter: its marks and its place stay those of the start."""

    def __init__(self, document: Document, row: Row) -> None:
        self._row, self._told = row, told(document, row)

    def write(self, act: Transaction, words: str) -> None:
        """Give every mark of the row these words; empty ones are those of the catalogue."""
        for uid in self._row.uids:
            item = act.document.get(uid)
            if isinstance(item, Mark | Trace) and item.texte != words:
                act.put(replace(item, texte=words))
        if self._told is None:
            return
        taken = any(
            (each.picto, each.texte) == (self._told.picto, words) and each.uid != self._told.uid
            for each in act.document.all(LigneLegende)
        )
        if not taken:
            act.put(replace(self._told, texte=words, libelle=""))
        elif act.document.get(self._told.uid) is not None:
            # The row joins another that has its own place.
            act.drop(self._told.uid)


def told(document: Document, row: Row) -> LigneLegende | None:
    """Return what the group said of a row, None where it said nothing."""
    same = (each for each in document.all(LigneLegende) if (each.picto, each.texte) == (row.picto, row.texte))
    return next(same, None)


def reset(document: Document, row: Row) -> None:
    """Give a row the words of the catalogue again, as one act."""
    with document.transaction("Reprendre les mots du catalogue") as act:
        Renamed(document, row).write(act, "")


def hide(document: Document, row: Row, hidden: bool) -> None:
    """Leave a row out of the sheet, or show it again, as one act."""
    with _hiding(document, hidden) as act:
        act.put(replace(_said(document, row), masque=hidden))


def _hiding(document: Document, hidden: bool) -> Transaction:
    if hidden:
        return document.transaction("Masquer une ligne de la légende")
    return document.transaction("Montrer une ligne de la légende")


def move(document: Document, rows: Sequence[Row], uid: str, to: int) -> bool:
    """Put a row at another rank among the ``rows`` of its domaine, as one act; return whether it moved."""
    at = next(rank for rank, row in enumerate(rows) if row.uid == uid)
    to = max(0, min(len(rows) - 1, to))
    if to == at:
        return False
    order = list(rows)
    order.insert(to, order.pop(at))
    with document.transaction("Ranger la légende") as act:
        rang = ""
        for row in order:
            rang = between(rang)
            act.put(replace(_said(document, row), rang=rang))
    return True


def _said(document: Document, row: Row) -> LigneLegende:
    return told(document, row) or LigneLegende(uid=new_uid(), picto=row.picto, texte=row.texte)
