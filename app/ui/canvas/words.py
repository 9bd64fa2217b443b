"""Words that can be written on the sheet itself: those of its items here, those of its parts beside."""

from __future__ import annotations

from dataclasses import replace

from app.catalogue.model import Parameter
from app.drawing import overlaps, postits, theme
from app.drawing.ink import Ink, Scene
from app.drawing.typography import CAP_HEIGHT
from app.poster.document import Document, Transaction
from app.poster.geometry import Box, Coord
from app.poster.records import ITEM_TYPES, Mark, Photo, PostIt, Texte
from app.poster.sheet import MapFrame, page_size
from app.poster.values import thawed
from app.ui.canvas import captions, laid, sheet_words
from app.ui.canvas.extents import extent
from app.ui.canvas.live import Live
from app.ui.canvas.written import Drawn, Words
from app.ui.tools.moved import Catalogue


def _write_note(document: Document) -> Transaction:
    return document.transaction("Écrire un post-it")


def _write_text(document: Document) -> Transaction:
    return document.transaction("Écrire un texte")


def _write_label(document: Document) -> Transaction:
    return document.transaction("Écrire une étiquette")


def words_of(
    uid: str, document: Document, scene: Scene, live: Live, catalogue: Catalogue, at: Coord | None = None
) -> Words | None:
    """Return the words of an item or a part of the sheet, or None where there are none to write.

    Of a mark that has several, those that lie ``at`` a place of the page; its label elsewhere.
    """
    record = document.get(uid)
    if isinstance(record, ITEM_TYPES) and record.verrouille:
        return None
    if isinstance(record, PostIt):
        return _note(record, document)
    if isinstance(record, Texte):
        return _free(record, document, live)
    if isinstance(record, Photo):
        return captions.words_of(record, document)
    if isinstance(record, Mark):
        ink = scene.ink(uid)
        ring = _ring_at(record, ink, catalogue, at) if ink and at else None
        if ring is not None:
            return _ring(record, *ring, document, live)
        return _label(record, ink, document, live)
    return sheet_words.words_of(uid, document, scene, catalogue)


def _held(text: str) -> str:
    """Return typed words with their last line held open while it is empty."""
    return text + laid.HOLD if text.endswith("\n") else text


def _note(note: PostIt, document: Document) -> Words | None:
    box = postits.box(note)
    if box is None:
        return None
    style, cut = theme.STYLES["postit"], postits.paper(note)

    def write(act: Transaction, text: str) -> None:
        now = act.document.get(note.uid)
        if isinstance(now, PostIt):
            after = replace(now, texte=text)
            act.put(postits.on_sheet(after, page_size(act.document.poster.orientation)))

    def draw(text: str, scene: Scene) -> Drawn:
        now = document.get(note.uid)
        there = replace(now if isinstance(now, PostIt) else note, texte=_held(text))
        item = document.get(there.cible)
        spoken = item if isinstance(item, ITEM_TYPES) else None
        ink = scene.ink(there.cible) if spoken is not None and not isinstance(spoken, PostIt) else None
        symbol = overlaps.symbol(ink) if ink else None
        end = postits.target(there, spoken, symbol, MapFrame.of(document.poster))
        return Drawn(postits.draw(there, end).primitives, (), postits.box(there))

    return Words(
        uid=note.uid,
        text=note.texte,
        single=False,
        begin=_write_note,
        write=write,
        draw=draw,
        style=style,
        size=cut.size,
        at=(box[0] + cut.pad, box[1] + cut.pad + 0.78 * cut.size),
        width=box[2] - box[0] - 2 * cut.pad,
        hides=(note.uid,),
        mortal=True,
    )


def _free(record: Texte, document: Document, live: Live) -> Words:
    style = theme.STYLES.get(record.style, theme.STYLES["libre"])
    size = record.taille_mm or style.size
    x, y = MapFrame.of(document.poster).to_page(record.geometry.x, record.geometry.y)

    def write(act: Transaction, text: str) -> None:
        now = act.document.get(record.uid)
        if isinstance(now, Texte):
            act.put(replace(now, texte=text))

    def draw(text: str, scene: Scene) -> Drawn:
        now = document.get(record.uid)
        there = replace(now if isinstance(now, Texte) else record, texte=text)
        return Drawn(live.ink(there, document.records).primitives)

    return Words(
        uid=record.uid,
        text=record.texte,
        single=False,
        begin=_write_text,
        write=write,
        draw=draw,
        style=replace(style, colour=record.couleur or style.colour),
        size=size,
        at=(x, y + CAP_HEIGHT / 2 * size),
        hides=(record.uid,),
        mortal=True,
    )


def _label(mark: Mark, ink: Ink | None, document: Document, live: Live) -> Words:
    style = theme.STYLES["bourg"]
    around: Box | None = extent(mark, ink)
    first = MapFrame.of(document.poster).to_page(*next(iter(mark.geometry.coords())))
    right, middle = (around[2], (around[1] + around[3]) / 2) if around else first

    def write(act: Transaction, text: str) -> None:
        now = act.document.get(mark.uid)
        if isinstance(now, Mark):
            act.put(replace(now, etiquette=" ".join(text.split())))

    def draw(text: str, scene: Scene) -> Drawn:
        now = document.get(mark.uid)
        there = replace(now if isinstance(now, Mark) else mark, etiquette=" ".join(text.split()))
        return Drawn(live.ink(there, document.records).primitives)

    return Words(
        uid=mark.uid,
        text=mark.etiquette,
        single=True,
        begin=_write_label,
        write=write,
        draw=draw,
        style=replace(style, colour=mark.couleur or theme.domaine(mark.domaine).ink),
        size=style.size,
        at=(right + 2.0, middle + CAP_HEIGHT / 2 * style.size),
        hides=(mark.uid,),
    )


def told_of(mark: Mark, catalogue: Catalogue) -> tuple[Parameter, list[str]] | None:
    """Return the parameter of a mark that is a list of words, and its words; None where it has none."""
    entry = catalogue.get(mark.picto)
    parameters = entry.parameters if entry else ()
    found = next((each for each in parameters if each.type == "textes" and not each.choices), None)
    if found is None:
        return None
    return found, [str(each) for each in thawed(mark.parametres.get(found.key) or found.default or ())]


def _ring_at(
    mark: Mark, ink: Ink, catalogue: Catalogue, at: Coord
) -> tuple[Parameter, list[str], int] | None:
    """Return the words of a ring that lie at a place of the page, and which they are."""
    told = told_of(mark, catalogue)
    for rank, words in enumerate(told[1]) if told else ():
        met = laid.found(ink.primitives, words)
        if met is not None and told is not None:
            left, top, right, bottom = met[1].box
            if left - 1.0 <= at[0] <= right + 1.0 and top - 1.0 <= at[1] <= bottom + 1.0:
                return (*told, rank)
    return None


def _ring(
    mark: Mark, parameter: Parameter, told: list[str], rank: int, document: Document, live: Live
) -> Words:
    style = theme.STYLES["village"]
    middle = MapFrame.of(document.poster).to_page(*next(iter(mark.geometry.coords())))

    def after(now: object, text: str) -> Mark:
        kept = now if isinstance(now, Mark) else mark
        said = [*told[:rank], " ".join(text.split()), *told[rank + 1 :]]
        return replace(kept, parametres=kept.parametres.having(**{parameter.key: said}))

    def write(act: Transaction, text: str) -> None:
        act.put(after(act.document.get(mark.uid), text))

    def draw(text: str, scene: Scene) -> Drawn:
        return Drawn(live.ink(after(document.get(mark.uid), text), document.records).primitives)

    ink = live.ink(mark, document.records)
    met = laid.found(ink.primitives, told[rank])
    # Words that are all rubbed out leave the caret where they began.
    first = met[1].lines[0] if met else None
    return Words(
        uid=mark.uid,
        text=told[rank],
        single=True,
        begin=_write_label,
        write=write,
        draw=draw,
        style=style,
        size=first.size if first else style.size,
        at=(first.x, first.y) if first else middle,
        hides=(mark.uid,),
    )
