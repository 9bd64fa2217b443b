"""Words that can be written on the sheet itself: those of its items here, those of its parts beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.catalogue.model import Pictogram
from app.drawing import postits, theme
from app.drawing.ink import Ink
from app.drawing.primitives import Text
from app.poster.document import Document, Transaction
from app.poster.geometry import Box
from app.poster.records import Mark, PostIt, Texte
from app.poster.sheet import MapFrame, page_size
from app.ui.canvas import sheet_words
from app.ui.canvas.extents import extent
from app.ui.canvas.written import Words
from app.ui.tools.moved import on_sheet


def _write_note(document: Document) -> Transaction:
    return document.transaction("Écrire un post-it")


def _write_text(document: Document) -> Transaction:
    return document.transaction("Écrire un texte")


def _write_label(document: Document) -> Transaction:
    return document.transaction("Écrire une étiquette")


def words_of(
    uid: str, document: Document, ink: Ink | None, catalogue: Mapping[str, Pictogram]
) -> Words | None:
    """Return the words of an item or a part of the sheet, or None where there are none to write."""
    record = document.get(uid)
    if isinstance(record, PostIt):
        return _note(record)
    if isinstance(record, Texte):
        return _free(record, MapFrame.of(document.poster))
    if isinstance(record, Mark):
        return _label(record, ink, MapFrame.of(document.poster))
    return sheet_words.words_of(uid, document, ink, catalogue)


def _note(note: PostIt) -> Words | None:
    box = postits.box(note)
    if box is None:
        return None
    style = theme.STYLES["postit"]

    def write(act: Transaction, text: str) -> None:
        now = act.document.get(note.uid)
        if isinstance(now, PostIt):
            paper = postits.sized(text, now.largeur)
            page = page_size(act.document.poster.orientation)
            act.put(on_sheet(replace(now, texte=text), paper.width, paper.height, page))

    return Words(
        uid=note.uid,
        text=note.texte,
        style=style,
        size=style.size,
        at=(box[0] + postits.PAD, box[1] + postits.PAD + 0.78 * style.size),
        width=box[2] - box[0] - 2 * postits.PAD,
        colour=theme.ENCRE,
        single=False,
        begin=_write_note,
        write=write,
        under=note,
        mortal=True,
        grows=True,
    )


def _free(record: Texte, frame: MapFrame) -> Words:
    style = theme.STYLES.get(record.style, theme.STYLES["libre"])
    size = record.taille_mm or style.size
    x, y = frame.to_page(record.geometry.x, record.geometry.y)
    rows = record.texte.count("\n")

    def write(act: Transaction, text: str) -> None:
        now = act.document.get(record.uid)
        if isinstance(now, Texte):
            act.put(replace(now, texte=text))

    return Words(
        uid=record.uid,
        text=record.texte,
        style=style,
        size=size,
        at=(x, y + 0.33 * size - size * style.leading * rows / 2),
        width=0.0,
        veil=theme.PAPIER,
        colour=record.couleur or (theme.domaine(record.domaine).ink if record.domaine else style.colour),
        single=False,
        begin=_write_text,
        write=write,
        mortal=True,
    )


def _label(mark: Mark, ink: Ink | None, frame: MapFrame) -> Words:
    shown = next((each for each in ink.primitives if isinstance(each, Text)), None) if ink else None
    bare = replace(mark, etiquette="", sous_etiquette="")
    if shown is not None and mark.etiquette:
        at, size, face = (shown.lines[0].x, shown.lines[0].y), shown.size, shown.face
    else:
        around: Box | None = extent(mark, ink)
        first = frame.to_page(*next(iter(mark.geometry.coords())))
        style = theme.STYLES["bourg"]
        right, middle = (around[2], (around[1] + around[3]) / 2) if around else first
        at, size, face = (right + 2.0, middle + 0.33 * style.size), style.size, style.face

    def write(act: Transaction, text: str) -> None:
        now = act.document.get(mark.uid)
        if isinstance(now, Mark):
            act.put(replace(now, etiquette=" ".join(text.split())))

    return Words(
        uid=mark.uid,
        text=mark.etiquette,
        style=replace(theme.STYLES["bourg"], face=face),
        size=size,
        at=at,
        width=0.0,
        veil=theme.PAPIER,
        colour=mark.couleur or theme.domaine(mark.domaine).ink,
        single=True,
        begin=_write_label,
        write=write,
        under=bare,
    )
