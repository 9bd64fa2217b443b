"""What the command line does with posters: begin one, add to it, export it, tell what it holds."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.signs import brought
from app.i18n import Souci, count, current, tr, trn
from app.poster.document import Document
from app.poster.records import LigneGrille, Mark, Photo, Poster, PostIt, Territoire, Texte, Trace
from app.poster.sheet import MapFrame
from app.storage.file import PosterFile

if TYPE_CHECKING:
    from app.catalogue.model import Pictogram


def new(options: Namespace) -> int:
    """``chorographe new``: create the poster of a territory, of the base map or of a file, over maps of files."""
    from app.basemap.france.search import Ambigu, Introuvable, resolve
    from app.commands import maps
    from app.imports.calques import calque

    if options.blank and (options.territory or options.reference):
        print(
            tr(
                "Une page blanche n’a pas de territoire\u00a0: choisissez «\u00a0--blank\u00a0» ou "
                "«\u00a0--territory\u00a0»."
            )
            if options.territory
            else tr(
                "Une page blanche n’a pas de zone de référence\u00a0: choisissez «\u00a0--blank\u00a0» ou "
                "«\u00a0--reference\u00a0»."
            ),
            file=sys.stderr,
        )
        return 2
    if not (options.territory or options.basemap or options.blank):
        print(
            tr(
                "Donnez un territoire («\u00a0--territory\u00a0»), une carte («\u00a0--basemap\u00a0») ou une page "
                "blanche («\u00a0--blank\u00a0»)."
            ),
            file=sys.stderr,
        )
        return 2
    try:
        candidates = [resolve(name) for name in options.territory]
        around = [resolve(name) for name in options.reference]
        files = maps.given(options.basemap, options.layer, options.crs)
    except (Ambigu, Introuvable, maps.NoSuchLayer) as souci:
        print(souci, file=sys.stderr)
        return 2
    records = maps.begun(
        files,
        candidates,
        nom=options.name,
        titre=options.title,
        groupe=options.group,
        orientation="portrait" if options.portrait else "paysage",
        reference=around,
        blank=options.blank,
    )
    poster = next(record for record in records if isinstance(record, Poster))
    pictures = maps.pictures(files, poster)
    file = PosterFile.create(options.out, records)
    try:
        for picture in pictures:
            with file.document.transaction("Apporter une image") as act:
                act.put(calque(poster, file.document.records.values(), picture, file.pictures.add))
        file.flush()
    finally:
        file.close()
    facts = [poster.territoire_nom or tr("page blanche") if options.blank else poster.territoire_nom]
    if poster.nb_communes:
        facts.append(trn(poster.nb_communes, "{n} commune", "{n} communes"))
        facts.append(trn(poster.population, "{n} habitant", "{n} habitants"))
    print(tr("{file} : {said}.", file=options.out, said=", ".join(facts)))
    return 0


def add(options: Namespace) -> int:
    """``chorographe add``: marks from a GeoJSON file, grid lines from a CSV file, pictograms from a pack."""
    from app.imports.lines import add_csv
    from app.imports.marks import add_geojson

    if options.source is None and options.pictos is None:
        print(tr("Dites ce qu’il faut ajouter : un GeoJSON, un CSV ou « --pictos PAQUET »."), file=sys.stderr)
        return 2
    if options.pictos is not None:
        done = _carried(options.file, options.pictos)
        if done or options.source is None:
            return done
    suffix = options.source.suffix.lower()
    if suffix not in (".geojson", ".json", ".csv"):
        raise Souci(
            tr("{name} n’est ni un GeoJSON ni un CSV : rien n’a été ajouté.", name=options.source.name)
        )
    with opened(options.file, to_write=True) as file:
        if suffix == ".csv":
            added = add_csv(file.document, options.source)
            said = trn(added, "{n} ligne ajoutée", "{n} lignes ajoutées")
        else:
            added = add_geojson(file.document, file.pictograms, options.source)
            said = trn(added, "{n} élément ajouté", "{n} éléments ajoutés")
        file.flush()
    print(tr("{file} : {said}.", file=options.file, said=said))
    return 0


def _carried(poster: Path, pack: Path) -> int:
    """Let a poster carry the signs of a pack; return the exit code."""
    from app.catalogue.personal import bring

    with opened(poster, to_write=True) as file:
        gift = bring(pack, file.pictograms, file.add_pictogram)
        # One that the person keeps is known here: it travels with the poster all the same.
        for each in gift.there:
            if each.ours:
                file.add_pictogram(each)
        file.flush()
    return brought(gift)


def export(options: Namespace) -> int:
    """``chorographe export``: write the poster in each format asked, checked before it is said."""
    from app.exports.registry import Snapshot
    from app.exports.registry import export as write

    with opened(options.file) as file:
        snapshot = Snapshot(dict(file.document.records), file.pictograms, pictures=file.pictures.get)
    for out in options.out:
        for written in write(snapshot, out, _export_options(out, options)):
            size = size_said(written.stat().st_size)
            print(tr("{file} : écrit et vérifié, {size}.", file=written, size=size))
    return 0


def _export_options(out: Path, options: Namespace) -> Any:
    from app.exports.gpkg import GpkgOptions
    from app.exports.papier import PapierOptions
    from app.exports.png import PngOptions
    from app.exports.svg import SvgOptions

    if out.suffix.lower() == ".pdf":
        return PapierOptions(sheet=options.sheet)
    if options.vide:
        raise Souci(tr("La feuille vide s’écrit en PDF\u00a0: donnez un nom qui finit par .pdf."))
    if out.suffix.lower() == ".gpkg":
        return GpkgOptions()
    if out.suffix.lower() == ".svg":
        return SvgOptions(sheet=options.sheet, lecture=options.lecture)
    return PngOptions(sheet=options.sheet, dpi=options.dpi, lecture=options.lecture)


def size_said(size: int) -> str:
    """Return a number of bytes as people say it: « 340 ko », « 2,4 Mo »."""
    if size < 1_000_000:
        return tr("{n} ko", n=count(max(1, round(size / 1000))))
    text = f"{size / 1_000_000:.1f}"
    return tr("{n} Mo", n=text.replace(".", ",") if current() == "fr" else text)


def info(options: Namespace) -> int:
    """``chorographe info``: what a poster contains."""
    with opened(options.file) as file:
        facts = described(file.document, file.pictograms)
        if options.json:
            facts["lisibilite"] = _readable(file)
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return 0
    for name, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} {number}" for key, number in value.items())
        print(f"{name}\t{value}")
    return 0


def _readable(file: PosterFile) -> dict[str, Any]:
    """Return what the last row cannot read in the room that people have set: how many things of each kind."""
    from app import settings
    from app.catalogue.load import shipped
    from app.drawing import readable
    from app.drawing.scene import Composer

    kept, poster, records = settings.load(), file.document.poster, file.document.records
    catalogue = {**shipped(), **file.pictograms}
    floor = readable.floor(poster.orientation, kept.distance_m, kept.image_m)
    found = readable.check(Composer(catalogue).compose(records), records, catalogue, floor)
    return {
        "distance_m": kept.distance_m,
        "image_m": kept.image_m,
        "mots_mm": round(floor, 2),
        "trop_petits": dict(Counter(one.kind for one in readable.kept(found, poster))),
    }


def described(document: Document, catalogue: Mapping[str, Pictogram]) -> dict[str, Any]:
    """Return the facts of a poster, as ``info --json`` says them."""
    from app.catalogue.model import forme_of
    from app.storage.crs import authority, definition
    from app.storage.schema import VERSION

    poster = document.poster
    marks = list(document.all(Mark))

    return {
        "titre": poster.titre,
        "territoire": poster.territoire_nom,
        "codes": [code for ground in document.all(Territoire) for code in ground.codes],
        "communes": poster.nb_communes,
        "population": poster.population,
        "groupe": poster.groupe,
        "orientation": poster.orientation,
        "pictos": dict(Counter(mark.picto for mark in marks).most_common()),
        "domaines": dict(Counter(mark.domaine or "libre" for mark in marks).most_common()),
        "geometries": dict(
            Counter(forme_of(mark.geometry, catalogue.get(mark.picto)) for mark in marks).most_common()
        ),
        "marques": len(marks),
        "traces": sum(1 for _ in document.all(Trace)),
        "textes": sum(1 for _ in document.all(Texte)),
        "photos": sum(1 for _ in document.all(Photo)),
        "postits": sum(1 for _ in document.all(PostIt)),
        "grilles": dict(Counter(line.grille for line in document.all(LigneGrille))),
        "crs": authority(poster.crs)[1] or definition(poster.crs)[0],
        "echelle": round(MapFrame.of(poster).scale),
        "schema": VERSION,
    }


def sample(options: Namespace) -> int:
    """``chorographe sample``: the example poster, as a PNG and a GeoPackage, in a folder."""
    from app import paths
    from app.catalogue.load import shipped
    from app.exports.gpkg import GpkgOptions
    from app.exports.png import PngOptions
    from app.exports.registry import Snapshot
    from app.exports.registry import export as write

    folder: Path = options.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Souci(
            tr(
                "Le dossier {folder} ne peut pas être créé ; rien n’a été écrit. Choisissez un autre dossier.",
                folder=folder,
            )
        ) from error
    with opened(paths.resource("samples", "ambert-livradois-forez.gpkg")) as file:
        snapshot = Snapshot(dict(file.document.records), shipped())
    for name, wanted in (("poster-exemple.png", PngOptions()), ("poster-exemple.gpkg", GpkgOptions())):
        for written in write(snapshot, folder / name, wanted):
            print(tr("Écrit : {file}", file=written.resolve()))
    return 0


@contextmanager
def opened(path: Path, *, to_write: bool = False) -> Iterator[PosterFile]:
    """Open a poster for the time of a command. Raises ``Souci`` when it cannot be read, or written to."""
    file = PosterFile.open(path)
    try:
        if file.notice:
            print(file.notice, file=sys.stderr)
        if to_write and file.read_only:
            raise Souci(tr("{file} ne peut pas être modifié : rien n’a été ajouté.", file=path))
        yield file
    finally:
        file.close()
