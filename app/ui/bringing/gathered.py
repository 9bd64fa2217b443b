"""What several files that arrive together are: a poster to open, maps for the ground, or things to lay on the sheet.

Only names are looked at, and for a few kinds the first bytes: whatever needs more is asked of the process apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from app.basemap.brought.containers import tables_of
from app.basemap.brought.kinds import BESIDE_SHP, SQLITE, TEXT_SUFFIXES
from app.basemap.names import plain
from app.i18n import Souci

#: Files taken at once: a folder let go by mistake stays out.
MOST_FILES = 12
#: What is always for the ground; folders and what nobody knows go there too, where a sentence says what they are.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})
DRAWINGS = frozenset({".svg"})
#: Pictures that are laid on the sheet as prints and never lie under it.
PRINTS = frozenset({".gif", ".bmp", ".heic", ".avif"})
WORDS = TEXT_SUFFIXES | {".md"}
#: What lies beside a picture and says where it is, by the end of its name.
BESIDE_PICTURES = (".pgw", ".jgw", ".tfw", ".wld", ".pngw", ".jpgw", ".jpegw", ".tifw", ".aux.xml", ".webpw")
#: Words of the head of a table that has places.
_PLACES = "lon long longitude lng lat latitude x y coordx coordy coord geom geometry wkt xl93 yl93 east north geopoint"
#: Bytes of a table that are looked at.
_HEAD = 4_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """Files, by what becomes of them."""

    #: A poster of ours; it is opened, and nothing else is done.
    poster: Path | None = None
    #: For the ground: maps, pages, pictures that say where they lie.
    grounds: tuple[Path, ...] = ()
    #: For the sheet: pictures without a place, drawings, words.
    others: tuple[Path, ...] = ()

    @property
    def brought(self) -> tuple[Path, ...]:
        """What is read for the ground when the files are let go beside the sheet: pictures too."""
        pictures = tuple(path for path in self.others if path.suffix.lower() in PICTURES)
        return (*self.grounds, *pictures)


def local(data: QMimeData) -> list[Path]:
    """Return the files of what is dragged or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


def gathered(paths: Iterable[Path]) -> Gathered:
    """Sort files: those of a Shapefile are one, and so are a picture and what says where it lies."""
    given = list(dict.fromkeys(paths))
    shapes = {path.with_suffix("") for path in given if path.suffix.lower() == ".shp"}
    grounds: list[Path] = []
    others: list[Path] = []
    for path in given:
        suffix = path.suffix.lower()
        if _companion(path, shapes, given):
            continue
        if suffix == ".gpkg" and is_poster(path):
            return Gathered(poster=path)
        if (
            suffix in DRAWINGS | PRINTS
            or (suffix in WORDS and not has_places(path))
            or (suffix in PICTURES and not _says_where(path))
        ):
            others.append(path)
        else:
            grounds.append(path)
    return Gathered(None, tuple(grounds[:MOST_FILES]), tuple(others))


def is_poster(path: Path) -> bool:
    """Return whether a GeoPackage is a poster of ours."""
    try:
        with path.open("rb") as file:
            if not file.read(len(SQLITE)).startswith(SQLITE):
                return False
        return {"poster", "choro_meta"} <= tables_of(path)[0]
    except (OSError, Souci):
        return False  # whoever reads it says what is wrong with it


def has_places(path: Path) -> bool:
    """Return whether the head of a table names coordinates; a list of words becomes post-its."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    first = head.decode("utf-8-sig", "replace").splitlines()[:1]
    cells = [plain(cell) for line in first for cell in _cells(line)]
    found = sum(1 for cell in cells if set(_PLACES.split()) & set(cell.replace("_", " ").split()))
    shape = any({"geom", "geometry", "wkt", "geopoint"} & set(cell.split()) for cell in cells)
    return len(cells) > 1 and (found > 1 or shape)


def _cells(line: str) -> list[str]:
    sign = max(";\t,|", key=line.count)
    return [cell.strip().strip('"') for cell in line.split(sign)]


def _companion(path: Path, shapes: set[Path], given: list[Path]) -> bool:
    """Return whether a file only goes with another one that came too."""
    name, suffix = path.name.lower(), path.suffix.lower()
    if suffix in BESIDE_SHP | {".xml"} and any(
        name.startswith(f"{stem.name.lower()}.") and stem.parent == path.parent for stem in shapes
    ):
        return True
    beside = next((end for end in (*BESIDE_PICTURES, ".prj", ".qpj") if name.endswith(end)), "")
    if not beside:
        return False
    stem = name.removesuffix(beside)
    kinds = PICTURES | {".tif", ".tiff"}
    return any(
        one.parent == path.parent
        and one.suffix.lower() in kinds
        and stem in (one.stem.lower(), one.name.lower())
        for one in given
    )


def _says_where(path: Path) -> bool:
    """Return whether something beside a picture says where it lies."""
    names = {f"{path.stem}{end}".lower() for end in BESIDE_PICTURES}
    names |= {f"{path.name}{end}".lower() for end in (".aux.xml", ".wld")}
    try:
        return any(one.name.lower() in names for one in path.parent.iterdir())
    except OSError:
        return False
