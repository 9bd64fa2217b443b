"""Does everything stand on this machine? One line for each room, for the person who installs and for support."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.i18n import Souci, tr


def run() -> int:
    """Try every room, print one line each; return 0 when all stand, else 1."""
    with tempfile.TemporaryDirectory(prefix="chorographe-") as folder:
        steps: tuple[tuple[str, Callable[[Path], str]], ...] = (
            (tr("Polices"), _fonts),
            (tr("Pictos"), _pictograms),
            (tr("Fond de carte"), _basemap),
            (tr("Fichier"), _file),
            (tr("Exports"), _exports),
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
    from app.basemap.search import resolve
    from app.basemap.territory import load

    ground = load([resolve("200070761")])
    return tr("{name}, {n} communes", name=ground.nom, n=ground.nb_communes)


def _file(folder: Path) -> str:
    from app.basemap.search import resolve
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
