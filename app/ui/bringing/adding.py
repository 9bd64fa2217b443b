"""What was chosen of the files comes into the poster: read beside the window, then written as one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.apart import Abandon
from app.basemap.france.search import Candidate
from app.i18n import Souci, tr, trn
from app.imports import apports, calques, papier
from app.poster.document import Document, Transaction
from app.poster.records import Apport, Calque, Fond, Poster, Record
from app.ui.bringing.found import Row, Share, Stopped
from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class Ready:
    """Everything that was read."""

    #: ``Apport`` records, each followed by its ``Fond``.
    records: tuple[Record, ...] = ()
    pictures: tuple[calques.Brought | papier.Retrouvee, ...] = ()
    #: Sentences: what was left out, repaired, reduced.
    dits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """Areas of a file, to choose a territory among."""

    units: tuple[Candidate, ...]
    title: str


def prepare(
    poster: Poster, records: Sequence[Record], rows: Sequence[Row], share: Share, stopped: Stopped
) -> Ready:
    """Read what is wanted. Blocks. Raises Souci where nothing comes, Abandon where people gave up."""
    wanted = [row for row in rows if row.wanted and not row.fault]
    layers: dict[Path, list[Row]] = {}
    for row in wanted:
        if not row.is_picture:
            layers.setdefault(row.path, []).append(row)
    jobs: list[Row | tuple[Path, list[Row]]] = [*layers.items(), *(row for row in wanted if row.is_picture)]
    made: list[Record] = []
    pictures: list[calques.Brought | papier.Retrouvee] = []
    dits: list[str] = []
    soucis: list[str] = []
    for rank, job in enumerate(jobs):

        def told(part: float, rank: int = rank) -> None:
            share((rank + part) / len(jobs))

        try:
            if isinstance(job, Row):
                picture = _picture(poster, job, told, stopped)
                pictures.append(picture)
                if isinstance(picture, calques.Brought):
                    dits += picture.remarks
            else:
                brought = _layers(poster, [*records, *made], *job, told, stopped)
                made += brought.records
                dits.append(brought.dit)
        except Abandon:
            raise
        except Souci as souci:
            soucis.append(str(souci))
    if not made and not pictures and soucis:
        raise Souci(soucis[0])
    return Ready(tuple(made), tuple(pictures), tuple(filter(None, (*dits, *soucis))))


def _picture(poster: Poster, row: Row, share: Share, stopped: Stopped) -> calques.Brought | papier.Retrouvee:
    if row.sheet is not None:
        return row.sheet
    epsg = row.place.epsg if row.place is not None else 0
    return calques.bring(
        poster,
        row.path,
        row.ident,
        source_crs=f"EPSG:{epsg}" if epsg else "",
        progress=share,
        cancelled=stopped,
    )


def _layers(
    poster: Poster, records: Sequence[Record], path: Path, rows: Sequence[Row], share: Share, stopped: Stopped
) -> apports.Brought:
    choices = [
        apports.Choice(
            row.ident,
            (row.place.epsg or None) if row.place is not None else None,
            row.champ,
            row.nom,
            row.role,
        )
        for row in rows
    ]
    found = apports.brought(poster, path, choices, records, progress=share, cancelled=stopped)
    named = {row.nom for row in rows if row.champ_chosen and row.champ}
    # Who chose the field of the names wants to read them, however many there are.
    return replace(
        found,
        records=tuple(
            replace(each, noms=True) if isinstance(each, Apport) and each.nom in named else each
            for each in found.records
        ),
    )


def territories(row: Row, share: Share, stopped: Stopped) -> Units:
    """Return the areas of a layer as units that a territory is made of. Blocks. Raises Souci."""
    from app.basemap.vectors import unites

    epsg = row.place.epsg if row.place is not None else 0
    found = unites.units(row.path, row.ident, epsg or None, row.champ, progress=share, cancelled=stopped)
    return Units(tuple(found), row.nom)


def write(session: Session, ready: Ready, replaces: str = "") -> tuple[str, str, str]:
    """Put everything into the poster as one act; return what is to be said, the picture to be placed, what came last.

    ``replaces`` is the photo of which a picture takes the place. Raises Souci.
    """
    session.settle()
    document = session.document
    poster, records = document.poster, list(document.records.values())
    said: list[str] = []
    made: list[Calque] = []
    for picture in ready.pictures:
        if isinstance(picture, papier.Retrouvee):
            record, words = papier.calque(poster, [*records, *made], picture, session.file.pictures.add)
            said.append(words)
        else:
            record = calques.calque(poster, [*records, *made], picture, session.file.pictures.add)
        made.append(record)
    with _adding(document) as act:
        for each in (*ready.records, *made):
            act.put(each)
        if replaces and document.get(replaces) is not None:
            act.drop(replaces)
    layers = [each for each in ready.records if isinstance(each, Apport)]
    if layers:
        things = sum(isinstance(each, Fond) for each in ready.records)
        said.insert(0, _layers_said(layers, things))
    if any(isinstance(each, calques.Brought) for each in ready.pictures):
        said.append(_pictures_said(ready.pictures))
    loose = [
        record.uid
        for record, picture in zip(made, ready.pictures, strict=True)
        if isinstance(picture, calques.Brought) and picture.corners is None
    ]
    place = loose[-1] if loose else ""
    last = next(reversed([*(each.uid for each in layers), *(each.uid for each in made)]), "")
    return " ".join((*said, *ready.dits)), place, place or last


def _adding(document: Document) -> Transaction:
    return document.transaction("Apporter un fichier")


def _layers_said(layers: Sequence[Apport], things: int) -> str:
    if len(layers) == 1:
        return trn(
            things,
            "«\u00a0{nom}\u00a0» est sur le fond\u00a0: {n} objet.",
            "«\u00a0{nom}\u00a0» est sur le fond\u00a0: {n} objets.",
            nom=layers[0].nom,
        )
    return trn(len(layers), "{n} couche est sur le fond.", "{n} couches sont sur le fond.")


def _pictures_said(pictures: Sequence[calques.Brought | papier.Retrouvee]) -> str:
    loose = [each for each in pictures if isinstance(each, calques.Brought) and each.corners is None]
    if len(loose) > 1:
        return tr(
            "{n} images sont sous la carte, au milieu, l’une sur l’autre\u00a0: calez-les une à une sur le terrain.",
            n=len(loose),
        )
    if loose:
        return tr("L’image est sous la carte, au milieu\u00a0: calez-la sur le terrain.")
    placed = sum(isinstance(each, calques.Brought) for each in pictures)
    return trn(
        placed, "L’image est à sa place sous la carte.", "Les {n} images sont à leur place sous la carte."
    )
