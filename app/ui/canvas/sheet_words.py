"""Words of the sheet itself: title, names, messages, lines of the AMOF, rows of the legend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from app.catalogue.model import Pictogram
from app.drawing import amof, legend, legend_rows, panel, theme, titles, typography
from app.drawing.ink import Ink, Scene
from app.drawing.placing import placed
from app.drawing.primitives import Path, Text
from app.drawing.typography import CAP_HEIGHT
from app.poster import grids
from app.poster.document import Document, Transaction
from app.poster.geometry import Coord
from app.poster.pile import between
from app.poster.records import LigneGrille, Poster, Record, new_uid
from app.ui import legend_acts
from app.ui.canvas.written import LEAST, Drawn, Words

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


def words_of(uid: str, document: Document, scene: Scene, catalogue: Mapping[str, Pictogram]) -> Words | None:
    """Return the words of a part of the sheet, or None where there are none to write."""
    record, ink = document.get(uid), scene.ink(uid)
    if isinstance(record, LigneGrille):
        return _line(record, ink, document)
    if uid in _HEAD:
        return _head(uid, document)
    if uid == "feuille:messages" and ink is not None and ink.extent:
        left, top = ink.extent[0], ink.extent[1]
        return _new_line(document, grids.MESSAGES, "message", (left + 8.5, top + 15.7), 118.0)
    if uid.startswith("feuille:amof:") and ink is not None and ink.extent:
        case = uid.rpartition(":")[2]
        rows = sum(1 for each in document.all(LigneGrille) if (each.grille, each.case) == (grids.AMOF, case))
        style = theme.STYLES["amof"]
        left, top, right, bottom = ink.extent
        baseline = min(bottom - 1.4, top + amof.FIRST + rows * style.size * style.leading)
        return _new_line(document, grids.AMOF, case, (left + 3.4, baseline), right - left - 5.4)
    if uid.startswith("legende:") and ink is not None:
        return _row(uid, document, ink, catalogue)
    return None


def _line(line: LigneGrille, ink: Ink | None, document: Document) -> Words | None:
    text = next((each for each in reversed(ink.primitives) if isinstance(each, Text)), None) if ink else None
    if text is None:
        return None
    return _grid_words(line, document, (text.lines[0].x, text.lines[0].y), 55.0)


def _new_line(document: Document, grille: str, case: str, at: Coord, width: float) -> Words:
    last = max(
        (each.rang for each in document.all(LigneGrille) if (each.grille, each.case) == (grille, case)),
        default="",
    )
    line = LigneGrille(uid=new_uid(), grille=grille, case=case, rang=between(last))
    return _grid_words(line, document, at, width)


def _grid_words(line: LigneGrille, document: Document, at: Coord, width: float) -> Words:
    message = line.grille == grids.MESSAGES
    style = theme.STYLES["message" if message else "amof"]

    def write(act: Transaction, words: str) -> None:
        now = act.document.get(line.uid)
        act.put(replace(now if isinstance(now, LigneGrille) else line, texte=words))

    def draw(words: str, scene: Scene) -> Drawn:
        records = {**document.records, line.uid: replace(line, texte=words)}
        inks = _messages(records, scene) if message else _cell(records, line.case, scene)
        own = [each for ink in inks if ink.uid == line.uid for each in ink.primitives]
        return Drawn(tuple(own), tuple(e for ink in inks if ink.uid != line.uid for e in ink.primitives))

    others = (e.uid for e in document.all(LigneGrille) if (e.grille, e.case) == (line.grille, line.case))
    return Words(
        uid=line.uid,
        text=line.texte,
        single=True,
        begin=_write_message if message else _write_amof,
        write=write,
        draw=draw,
        style=style,
        size=style.size,
        at=at,
        width=width if not message else 118.0 - 8.5,
        hides=(*others, line.uid),
        mortal=True,
    )


def _cell(records: Mapping[str, Record], case: str, scene: Scene) -> list[Ink]:
    """Return the lines of a case as its cell would show them, where it stands now."""
    ground = scene.ink(f"feuille:amof:{case}")
    if ground is None or ground.extent is None:
        return []
    left, top, right, bottom = ground.extent
    drawn = amof.cell(case, amof.cells(records)[case], left, top, right - left, bottom - top, 1.0)
    return [ink for ink in drawn if ink.uid != ground.uid]


def _messages(records: Mapping[str, Record], scene: Scene) -> list[Ink]:
    """Return the messages as the panel would show them, where it stands now."""
    head = scene.ink("feuille:messages")
    if head is None or head.extent is None:
        return []
    rule = next((each for each in head.primitives if isinstance(each, Path)), None)
    (left, top), width = head.extent[:2], head.extent[2] - head.extent[0]
    if rule is not None:
        (left, top), (right, _) = rule.subpaths[0].points
        top, width = top - amof.RULE - panel.HEAD_SHIFT, right - left
    drawn, _ = panel.messages_drawn(records, left, top, width)
    return [ink for ink in drawn if rule is None or ink.uid != head.uid]


#: The parts of the head: they stand by each other, and change together.
_HEAD: dict[
    str, tuple[Literal["titre", "territoire_nom", "groupe"], str, Callable[[Document], Transaction]]
] = {
    "feuille:titre": ("titre", "titre", _write_title),
    "feuille:territoire": ("territoire_nom", "territoire", _write_territory),
    "feuille:groupe": ("groupe", "groupe", _write_group),
}


def _head(uid: str, document: Document) -> Words:
    name, style_name, begin = _HEAD[uid]
    style = theme.STYLES[style_name]

    def written(text: str) -> Poster:
        poster = document.poster
        if name == "titre":
            return replace(poster, titre=text)
        if name == "groupe":
            return replace(poster, groupe=text)
        return replace(poster, territoire_nom=text)

    def write(act: Transaction, text: str) -> None:
        act.put(written(text))

    def draw(text: str, scene: Scene) -> Drawn:
        inks = titles.draw(written(text))
        own = next(ink for ink in inks if ink.uid == uid)
        return Drawn(own.primitives, tuple(e for ink in inks if ink is not own for e in ink.primitives))

    own = next(ink for ink in titles.draw(document.poster) if ink.uid == uid)
    text = next((each for each in own.primitives if isinstance(each, Text)), None)
    left, _, right, bottom = own.extent or (MARGIN, 27.0, MARGIN + 60.0, 33.0)
    size = text.size if text else style.size
    empty = (left, titles.CAP_TOP + CAP_HEIGHT * size if uid == "feuille:titre" else bottom - 2.0)
    at = (text.lines[0].x, text.lines[0].y) if text and text.lines[0].text else empty
    return Words(
        uid=uid,
        text=getattr(document.poster, name),
        single=True,
        begin=begin,
        write=write,
        draw=draw,
        style=style,
        size=size,
        at=at,
        width=max(LEAST, right - at[0]),
        hides=tuple(_HEAD),
    )


def _row(uid: str, document: Document, ink: Ink, catalogue: Mapping[str, Pictogram]) -> Words | None:
    """Return the words of a row of the legend: those of every mark that it stands for."""
    row = next((each for each in legend_rows.rows(document.records, catalogue) if each.uid == uid), None)
    if row is None or ink.extent is None:
        return None
    style = theme.STYLES["legende"]
    last = ink

    def draw(words: str, scene: Scene) -> Drawn:
        nonlocal last
        # A row whose words became those of another one is that one.
        last = scene.ink(uid) or last
        left, top, right, bottom = last.extent or (0.0, 0.0, 0.0, 0.0)
        set_words = typography.french(" ".join(words.split()))
        now = legend.words_drawn(set_words, left, top, right - left)
        sign = tuple(each for each in last.primitives if not isinstance(each, Text))
        grown = legend.height(set_words, right - left) - (bottom - top)
        return Drawn((now,), placed(sign, 0.0, grown / 2, 1.0) if abs(grown) > 1e-6 else sign)

    left, top, right, _ = ink.extent
    first = legend.words_drawn("", left, top, right - left).lines[0]
    return Words(
        uid=uid,
        text=row.words,
        single=True,
        begin=legend_acts.renaming,
        write=legend_acts.Renamed(document, row).write,
        draw=draw,
        style=style,
        size=style.size,
        at=(first.x, first.y),
        width=right - first.x,
        hides=(uid,),
    )
