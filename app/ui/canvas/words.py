"""Words that can be written on the sheet itself: where they stand, how they look, what they change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.catalogue.model import Pictogram
from app.drawing import postits, theme, titles
from app.drawing.ink import Ink
from app.drawing.primitives import Text
from app.drawing.theme import Style
from app.drawing.typography import CAP_HEIGHT
from app.poster import grids
from app.poster.document import Document, Transaction
from app.poster.geometry import Box, Coord
from app.poster.pile import between
from app.poster.records import Item, LigneGrille, LigneLegende, Mark, Poster, PostIt, Texte, new_uid
from app.poster.sheet import MapFrame, page_size
from app.ui.canvas.extents import extent
from app.ui.tools.moved import on_sheet

Write = Callable[[Transaction, str], None]
#: Least width of a field on the page, in mm.
LEAST = 30.0
MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class Words:
    """A field on the sheet. Lengths are in page mm."""

    uid: str
    text: str
    style: Style
    #: Size of the letters (the em).
    size: float
    #: Left end of the first baseline, and how wide a line may be.
    at: Coord
    width: float
    colour: str
    #: Enter ends the field instead of beginning a line.
    single: bool
    #: Begins the act.
    begin: Callable[[Document], Transaction]
    write: Write
    #: Veil under the words, where the map would make them hard to read (``#RRGGBB``).
    veil: str = ""
    #: The item as it must be seen under the field, without these words; None hides its ink.
    under: Item | None = None
    #: Ink that the field takes the place of.
    hides: tuple[str, ...] = ()
    #: Whether an item that ends without words is taken away.
    mortal: bool = False
    #: Whether the field changes its place or size as it is written.
    grows: bool = False


def _write_note(document: Document) -> Transaction:
    return document.transaction("Écrire un post-it")


def _write_text(document: Document) -> Transaction:
    return document.transaction("Écrire un texte")


def _write_label(document: Document) -> Transaction:
    return document.transaction("Écrire une étiquette")


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


def _write_legend(document: Document) -> Transaction:
    return document.transaction("Changer la légende")


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
        return _legend(uid, document, ink, catalogue)
    return None


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


def _legend(uid: str, document: Document, ink: Ink, catalogue: Mapping[str, Pictogram]) -> Words | None:
    _, picto, texte = uid.split(":", 2)
    text = next((each for each in ink.primitives if isinstance(each, Text)), None)
    if text is None:
        return None
    known = next(
        (each for each in document.all(LigneLegende) if (each.picto, each.texte) == (picto, texte)), None
    )
    row = known or LigneLegende(uid=new_uid(), picto=picto, texte=texte)
    pictogram = catalogue.get(picto)
    style = theme.STYLES["legende"]

    def write(act: Transaction, words: str) -> None:
        act.put(replace(row, libelle=words))

    return Words(
        uid=uid,
        text=row.libelle or texte or (pictogram.name.fr if pictogram else ""),
        style=style,
        size=text.size,
        at=(text.lines[0].x, text.lines[0].y),
        width=48.0,
        colour=style.colour,
        single=True,
        begin=_write_legend,
        write=write,
        hides=(uid,),
    )
