"""Words of the sheet itself: title, names, messages, lines of the AMOF, rows of the legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from app.catalogue.model import Pictogram
from app.drawing import legend_rows, theme, titles
from app.drawing.ink import Ink
from app.drawing.primitives import Text
from app.drawing.typography import CAP_HEIGHT
from app.poster import grids
from app.poster.document import Document, Transaction
from app.poster.geometry import Coord
from app.poster.pile import between
from app.poster.records import LigneGrille, Poster, new_uid
from app.poster.sheet import page_size
from app.ui import legend_acts
from app.ui.canvas.written import LEAST, Words, Write

MARGIN = 12.0


def _write_message(document: Document) -> Transaction:
    return document.transaction("Écrire un message")


def _write_amof(document: Document) -> Transaction:
    return document.transaction("Écrire dans la matrice AMOF")


def _write_title(document: Document) -> Transaction:
    return document.transaction("Écrire le titre")


def _write_territory(document: Document) -> Transaction:
    return document.transaction("Renommer le territoire")


def _write_group(document: Document) -> Transaction:
    return document.transaction("Écrire le nom du groupe")


def words_of(
    uid: str, document: Document, ink: Ink | None, catalogue: Mapping[str, Pictogram]
) -> Words | None:
    """Return the words of a part of the sheet, or None where there are none to write."""
    record = document.get(uid)
    if isinstance(record, LigneGrille):
        return _line(record, ink)
    if uid == "feuille:titre":
        return _title(document.poster)
    if uid in _PARTS and ink is not None:
        return _PARTS[uid](document.poster, ink)
    if uid == "feuille:messages" and ink is not None and ink.extent:
        return _new_line(
            document, grids.MESSAGES, "message", (ink.extent[0] + 8.5, ink.extent[1] + 15.7), 118.0
        )
    if uid.startswith("feuille:amof:") and ink is not None and ink.extent:
        case = uid.rpartition(":")[2]
        rows = sum(1 for each in document.all(LigneGrille) if (each.grille, each.case) == (grids.AMOF, case))
        style = theme.STYLES["amof"]
        left, top, right, bottom = ink.extent
        baseline = min(bottom - 1.4, top + 11.9 + rows * style.size * style.leading)
        return _new_line(document, grids.AMOF, case, (left + 3.4, baseline), right - left - 5.0)
    if uid.startswith("legende:") and ink is not None:
        return _row(uid, document, ink, catalogue)
    return None


def _line(line: LigneGrille, ink: Ink | None) -> Words | None:
    text = next((each for each in reversed(ink.primitives) if isinstance(each, Text)), None) if ink else None
    if text is None:
        return None
    message = line.grille == grids.MESSAGES
    style = theme.STYLES["message" if message else "amof"]

    def write(act: Transaction, words: str) -> None:
        now = act.document.get(line.uid)
        if isinstance(now, LigneGrille):
            act.put(replace(now, texte=words))

    return Words(
        uid=line.uid,
        text=line.texte,
        style=style,
        size=text.size,
        at=(text.lines[0].x, text.lines[0].y),
        width=118.0 if message else 55.0,
        colour=style.colour,
        single=True,
        begin=_write_message if message else _write_amof,
        write=write,
        mortal=True,
    )


def _new_line(document: Document, grille: str, case: str, at: Coord, width: float) -> Words:
    uid = new_uid()
    message = grille == grids.MESSAGES
    style = theme.STYLES["message" if message else "amof"]
    last = max(
        (each.rang for each in document.all(LigneGrille) if (each.grille, each.case) == (grille, case)),
        default="",
    )

    def write(act: Transaction, words: str) -> None:
        act.put(LigneGrille(uid=uid, grille=grille, case=case, texte=words, rang=between(last)))

    return Words(
        uid=uid,
        text="",
        style=style,
        size=style.size,
        at=at,
        width=width,
        colour=style.colour,
        single=True,
        begin=_write_message if message else _write_amof,
        write=write,
        mortal=True,
    )


def _title(poster: Poster) -> Words:
    style = theme.STYLES["titre"]
    drawn = titles.draw(poster)[0].primitives
    text = next((each for each in drawn if isinstance(each, Text)), None)
    size = text.size if text else style.size
    at = (text.lines[0].x, text.lines[0].y) if text else (MARGIN, titles.CAP_TOP + CAP_HEIGHT * size)
    return Words(
        uid="feuille:titre",
        text=poster.titre,
        style=style,
        size=size,
        at=at,
        width=page_size(poster.orientation)[0] - 2 * MARGIN,
        colour=style.colour,
        single=True,
        begin=_write_title,
        write=_poster_field("titre"),
        hides=("feuille:titre",),
        grows=True,
    )


def _field(
    name: Literal["titre", "territoire_nom", "groupe"],
    begin: Callable[[Document], Transaction],
    style_name: str,
) -> Callable[[Poster, Ink], Words]:
    def build(poster: Poster, ink: Ink) -> Words:
        style = theme.STYLES[style_name]
        text = next((each for each in ink.primitives if isinstance(each, Text)), None)
        extent_of = ink.extent or (MARGIN, 27.0, MARGIN + 60.0, 33.0)
        at = (text.lines[0].x, text.lines[0].y) if text else (extent_of[0], extent_of[3] - 2.0)
        return Words(
            uid=ink.uid,
            text=getattr(poster, name),
            style=style,
            size=style.size,
            at=at,
            width=max(LEAST, extent_of[2] - at[0]),
            colour=style.colour,
            single=True,
            begin=begin,
            write=_poster_field(name),
            hides=(ink.uid,),
        )

    return build


def _poster_field(name: Literal["titre", "territoire_nom", "groupe"]) -> Write:
    def write(act: Transaction, text: str) -> None:
        poster = act.document.poster
        if name == "titre":
            poster = replace(poster, titre=text)
        elif name == "groupe":
            poster = replace(poster, groupe=text)
        else:
            poster = replace(poster, territoire_nom=text)
        act.put(poster)

    return write


_PARTS: dict[str, Callable[[Poster, Ink], Words]] = {
    "feuille:territoire": _field("territoire_nom", _write_territory, "territoire"),
    "feuille:groupe": _field("groupe", _write_group, "groupe"),
}


def _row(uid: str, document: Document, ink: Ink, catalogue: Mapping[str, Pictogram]) -> Words | None:
    """Return the words of a row of the legend: those of every mark that it stands for."""
    row = next((each for each in legend_rows.rows(document.records, catalogue) if each.uid == uid), None)
    text = next((each for each in ink.primitives if isinstance(each, Text)), None)
    if row is None or text is None or ink.extent is None:
        return None
    at = (text.lines[0].x, text.lines[0].y)
    style = theme.STYLES["legende"]
    return Words(
        uid=uid,
        text=row.words,
        style=style,
        size=text.size,
        at=at,
        width=ink.extent[2] - at[0],
        colour=style.colour,
        single=True,
        begin=legend_acts.renaming,
        write=legend_acts.Renamed(document, row).write,
        beside=tuple(each for each in ink.primitives if not isinstance(each, Text)),
        hides=(uid,),
    )
