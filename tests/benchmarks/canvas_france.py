"""A poster heavier than any group makes: France with all its communes, 1,100 marks of all kinds, 60 post-its."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from app.basemap.france import cells
from app.catalogue.load import shipped
from app.imports.new import new_poster
from app.poster.pile import between
from app.poster.records import Item, Mark, Poster, PostIt, Record
from app.poster.sheet import MapFrame
from app.storage.file import PosterFile
from tests.benchmarks import france, marks

MARKS, NOTES = 1_100, 60
#: Columns and step in mm of the post-its.
ACROSS, STEP = 10, (24.0, 38.0)
WORDS = ("Deux médecins partent en 2027", "Lycée\u00a0: 640 élèves, dont 200 internes", "Train\u00a0: 1 h 15")


def build(path: Path) -> None:
    """Write the poster to a new file."""
    land = _communes()
    head = next(record for record in land if isinstance(record, Poster))
    items = [record for record in marks.poster(MARKS, shipped(), head).values() if isinstance(record, Mark)]
    laid = _piled([*items, *_notes(head, items)])
    PosterFile.create(path, [*land, *laid], catalogue=shipped()).close()


def _communes() -> list[Record]:
    """Return the ground of France, which a poster would show by EPCI, with every commune."""
    usual = cells.MOST_COMMUNES, cells.FINEST_MM
    cells.MOST_COMMUNES, cells.FINEST_MM = 10**6, 0.0
    try:
        return new_poster(france.regions(), titre="La France, commune par commune")
    finally:
        cells.MOST_COMMUNES, cells.FINEST_MM = usual


def _notes(head: Poster, items: list[Mark]) -> list[PostIt]:
    """Return post-its in rows, every other one with a leader to a mark."""
    left, top, _, _ = MapFrame.of(head).box
    return [
        PostIt(
            uid=f"n{rank}",
            texte=WORDS[rank % len(WORDS)],
            x=left + 8 + STEP[0] * (rank % ACROSS),
            y=top + 6 + STEP[1] * (rank // ACROSS),
            cible=items[rank * 7].uid if rank % 2 else "",
        )
        for rank in range(NOTES)
    ]


def _piled(items: list[Mark | PostIt]) -> list[Item]:
    pile, found = "", []
    for rank, item in enumerate(items):
        pile = between(pile)
        found.append(replace(item, ordre=rank + 1, pile=pile))
    return found


if __name__ == "__main__":
    build(Path(sys.argv[1]))
