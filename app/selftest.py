"""Does everything stand on this machine? One line for each room, for the person who installs and for support."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from math import dist
from pathlib import Path

from app.i18n import Souci, tr

#: The town hall of Ambert in longitude and latitude, and in Lambert-93.
AMBERT, AMBERT_LAMBERT = (3.7415, 45.5494), (757_856.0, 6_494_706.0)
#: Metres that a place may be off once its coordinates are converted.
NEAR = 1.0


def run() -> int:
    """Try every room, print one line each; return 0 when all stand, else 1."""
    with tempfile.TemporaryDirectory(prefix="chorographe-") as folder:
        steps: tuple[tuple[str, Callable[[Path], str]], ...] = (
            (tr("Polices"), _fonts),
            (tr("Pictos"), _pictograms),
            (tr("Fond de carte"), _basemap),
            (tr("Fichier"), _file),
            (tr("Exports"), _exports),
            (tr("Cartes apportées"), _brought),
            (tr("Codes QR"), _codes),
            (tr("Feuille vide"), _empty_sheet),
        )
        standing = [_said(name, step, Path(folder)) for name, step in steps]
    return 0 if all(standing) else 1


def _said(name: str, step: Callable[[Path], str], folder: Path) -> bool:
    try:
        print(f"✓ {name} : {step(folder)}")
    except (Souci, OSError, ValueError, LookupError, ImportError, sqlite3.Error) as error:
        # A self-test goes on after a fault: the person needs the whole list.
        print(f"✗ {name} : {error}")
        return False
    return True


def _fonts(_folder: Path) -> str:
    from app.drawing import typography

    width = typography.width("Chorographe", "Bold", 10.0)
    if not 50 < width < 70:
        raise ValueError(tr("les mots sont mal mesurés ({width} mm)", width=round(width, 1)))
    return tr("{n} graisses", n=len(typography.FACES))


def _pictograms(_folder: Path) -> str:
    from app.catalogue.load import shipped

    return tr("{n} pictos", n=len(shipped()))


def _basemap(_folder: Path) -> str:
    from app.basemap.france.search import resolve
    from app.basemap.france.territory import load

    ground = load([resolve("200070761")])
    return tr("{name}, {n} communes", name=ground.nom, n=ground.nb_communes)


def _file(folder: Path) -> str:
    from app.basemap.france.search import resolve
    from app.imports.new import new_poster
    from app.storage.file import PosterFile

    path = folder / "essai.gpkg"
    PosterFile.create(path, new_poster([resolve("200070761")])).close()
    reopened = PosterFile.open(path)
    found = len(reopened.document.records)
    reopened.close()
    return tr("écrit et relu, {n} éléments, SQLite {version}", n=found, version=sqlite3.sqlite_version)


def _exports(folder: Path) -> str:
    from app.catalogue.load import shipped
    from app.exports.gpkg import GpkgOptions
    from app.exports.png import PngOptions
    from app.exports.registry import Snapshot, export
    from app.storage.file import PosterFile

    file = PosterFile.open(folder / "essai.gpkg")
    snapshot = Snapshot(dict(file.document.records), shipped())
    file.close()
    export(snapshot, folder / "essai.png", PngOptions(sheet="A4", dpi=72))
    export(snapshot, folder / "essai-sig.gpkg", GpkgOptions())
    return tr("PNG et GeoPackage écrits et vérifiés")


def _brought(folder: Path) -> str:
    """Have a place in degrees read by the process apart: it starts, GDAL reads, PROJ has its grids."""
    from app.imports import apports
    from app.poster.records import Fond
    from app.storage.file import PosterFile

    file = PosterFile.open(folder / "essai.gpkg")
    poster = file.document.poster
    file.close()
    path = folder / "essai.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"nom":"Ambert"},'
        f'"geometry":{{"type":"Point","coordinates":{list(AMBERT)}}}}}]}}',
        "utf-8",
    )
    try:
        found = apports.brought(poster, path).records
    except Souci as souci:
        raise _silent() from souci
    places = [at for each in found if isinstance(each, Fond) for at in each.geometry.coords()]
    if len(places) != 1 or dist(places[0], AMBERT_LAMBERT) > NEAR:
        raise ValueError(tr("les lieux d’un fichier ne sont pas retrouvés"))
    return tr("lues par un processus à part, coordonnées converties")


def _codes(_folder: Path) -> str:
    """Write a code as the empty sheet does, and read it as a photograph is."""
    import numpy as np
    from PIL import Image

    from app.basemap.paper import sheet_code

    dark = np.pad(np.array(sheet_code.modules("CG")), sheet_code.QUIET)
    drawn = Image.fromarray(np.where(dark, 0, 255).astype(np.uint8)).resize(
        (400, 400), Image.Resampling.NEAREST
    )
    if sheet_code.texts(drawn) != ["CG"]:
        raise ValueError(tr("un code écrit ne se relit pas"))
    return tr("écrits et relus")


def _empty_sheet(folder: Path) -> str:
    """Print the empty sheet as a PDF, and have its page read as one that people bring."""
    from app.catalogue.load import shipped
    from app.exports.papier import PapierOptions
    from app.exports.registry import Snapshot, export
    from app.imports import calques
    from app.storage.file import PosterFile

    file = PosterFile.open(folder / "essai.gpkg")
    snapshot = Snapshot(dict(file.document.records), shipped())
    file.close()
    (written,) = export(snapshot, folder / "essai.pdf", PapierOptions("A4"))
    try:
        told, _ = calques.look(written)
    except Souci as souci:
        raise _silent() from souci
    if told["kind"] != "pdf":
        raise ValueError(tr("la page écrite ne se relit pas"))
    return tr("PDF écrit, ses quatre codes et sa page relus")


def _silent() -> ValueError:
    """Return the fault of a process apart: its own sentences speak of the file, which is not at fault here."""
    return ValueError(tr("le processus à part ne répond pas comme il faut\u202f; le journal dit pourquoi"))
