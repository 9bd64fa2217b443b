"""The layers of a file of a stranger, opened without touching it: what would write beside it is copied first.

Only in the process apart.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from app.apart.refusals import damaged
from app.basemap.brought.containers import zip_entries
from app.basemap.brought.kinds import BESIDE_SHP, MAP_SUFFIXES, SQLITE, kind_of
from app.basemap.brought.refusals import locked
from app.i18n import Souci, tr

#: Most bytes that a zip may hold, and how much smaller than them it may be beyond some first ones.
MOST_UNZIPPED, MOST_RATIO, ALWAYS_UNZIPPED = 500_000_000, 120, 20_000_000
#: Largest file that is copied, in bytes.
MOST_COPIED = 1_000_000_000
#: Most layers of a file.
MOST_LAYERS = 60
#: What a GPX has twice: the vertices of its lines.
_VERTICES = ("route_points", "track_points")
#: What GDAL may call the formats that are read.
DRIVERS = frozenset({"GPKG", "GeoJSON", "TopoJSON", "ESRI Shapefile", "LIBKML", "KML", "GPX", "FlatGeobuf"})


@dataclass(frozen=True, slots=True)
class Source:
    """One layer, and how it is read."""

    #: The file to read, perhaps a copy; ``csv`` files are read by ``csv_places``.
    path: Path
    #: What it is called in the file; empty for a format that has no layers.
    layer: str
    #: What people call it.
    nom: str
    options: dict[str, str] = field(default_factory=dict)

    @property
    def is_table(self) -> bool:
        """Whether it is a table of words."""
        return self.path.suffix.lower() in (".csv", ".tsv", ".txt")


def opened(path: Path) -> list[Source]:
    """Return the layers of a file. Raises Souci where it holds none that can be drawn."""
    if kind_of(path) != "vecteur":
        raise damaged(path.name)
    with path.open("rb") as file:
        head = file.read(4)
    files = list(_unzipped(path)) if head[:2] == b"PK" else [path]
    sources: list[Source] = []
    fault: Exception | None = None
    for each in files:
        try:
            sources += _layers(each, path.stem if len(files) == 1 else each.stem)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one bad file of a zip does not hide the others
            fault = error
    if not sources:
        raise fault if isinstance(fault, Souci) else damaged(path.name) from fault
    return sources[:MOST_LAYERS]


def _unzipped(path: Path) -> Iterator[Path]:
    """Write the maps of a zip to the temporary folder, each with what stands beside it. Raises Souci for a bomb."""
    folder = Path(tempfile.mkdtemp())
    entries = [
        entry
        for entry in zip_entries(path)
        if PurePosixPath(entry.filename).suffix.lower() in MAP_SUFFIXES | BESIDE_SHP
        and not PurePosixPath(entry.filename).name.startswith("._")
    ]
    total = sum(entry.file_size for entry in entries)
    if total > min(MOST_UNZIPPED, max(ALWAYS_UNZIPPED, MOST_RATIO * path.stat().st_size)):
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» contiendrait {n} Mo une fois ouvert\u00a0: c’est trop pour être une carte "
                "utile. Extrayez-en la couche qui vous sert, puis apportez-la.",
                fichier=path.name,
                n=total // 1_000_000,
            )
        )
    places: dict[str, Path] = {}
    with zipfile.ZipFile(path) as archive:
        for entry in entries:
            if entry.flag_bits & 1:
                raise locked(path.name)
            name = PurePosixPath(entry.filename.replace("\\", "/"))
            place = places.setdefault(str(name.parent), folder / str(len(places)))
            place.mkdir(exist_ok=True)
            # A map of a KMZ is called « doc »: the name of the file says more.
            out = place / _safe(name.name)
            try:
                with archive.open(entry) as inside, out.open("wb") as copy:
                    _copied(inside.read, copy.write, entry.file_size)
            except MemoryError:
                raise
            except Exception as fault:  # each way of packing has errors of its own
                raise damaged(path.name) from fault
            if out.suffix.lower() in MAP_SUFFIXES:
                yield out


def _copied(read: Callable[[int], bytes], write: Callable[[bytes], object], most: int) -> None:
    """Copy at most ``most`` bytes: a directory may lie about them."""
    left = most
    while part := read(1 << 20):
        left -= len(part)
        if left < 0:
            raise ValueError("more bytes than said")
        write(part)


def _safe(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    bare = "".join(sign if sign.isalnum() or sign in "-_ ." else "_" for sign in stem)[:80]
    return f"{bare or 'couche'}{dot}{suffix.lower()}"


def _layers(path: Path, nom: str) -> list[Source]:
    with path.open("rb") as file:
        head = file.read(100)
    suffix = path.suffix.lower()
    if head.startswith(SQLITE):
        return _of_geopackage(path, head)
    if suffix in (".csv", ".tsv", ".txt"):
        return [Source(path, "", nom)]
    if head.startswith(b"\0\0\x27\x0a"):
        return [Source(_with_index(path), "", nom)]
    return _listed(path, nom)


def _listed(path: Path, nom: str) -> list[Source]:
    import pyogrio

    if path.suffix.lower() == ".kml" and not _has_places(path):
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» ne contient rien à dessiner\u00a0: ses couches sont vides. Vérifiez que c’est "
                "le bon fichier.",
                fichier=path.name,
            )
        )
    found = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
    kept = [name for name, _ in found if name not in _VERTICES]
    if len(kept) == 1:
        return [Source(path, kept[0], nom)]
    return [Source(path, name, name) for name in kept]


def _has_places(path: Path) -> bool:
    """Return whether a KML has anything in it, or does not end as it should: GDAL takes an empty one for bad."""
    with path.open("rb") as file:
        text = file.read(10_000_000)
    return len(text) == 10_000_000 or b"Placemark" in text or b"Overlay" in text or b"</kml" not in text


def _of_geopackage(path: Path, head: bytes) -> list[Source]:
    """Return the layers that a GeoPackage names itself: one that GDAL cannot open does not hide the others."""
    journals = [path.with_name(path.name + tail) for tail in ("-wal", "-journal", "-shm")]
    if 2 in (head[18], head[19]) or any(each.exists() for each in journals):
        path = _settled(path, journals)
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        db.text_factory = lambda raw: raw.decode("utf-8", "replace")
        sql = "SELECT table_name, identifier FROM gpkg_contents WHERE data_type = 'features' LIMIT 1000"
        rows = db.execute(sql).fetchall()
    finally:
        db.close()
    # Nothing is locked nor written: « immutable » says so to SQLite.
    return [Source(path, str(table), str(nom or table), {"IMMUTABLE": "YES"}) for table, nom in rows]


def _settled(path: Path, journals: list[Path]) -> Path:
    """Return a copy of a GeoPackage in which what another program was writing is settled."""
    folder = Path(tempfile.mkdtemp())
    copy = folder / path.name
    for each in (path, *journals):
        if each.exists() and not each.name.endswith("-shm"):
            if each.stat().st_size > MOST_COPIED:
                raise Souci(
                    tr(
                        "«\u00a0{fichier}\u00a0» est ouvert dans un autre logiciel\u00a0: fermez-le, puis recommencez.",
                        fichier=path.name,
                    )
                )
            shutil.copyfile(each, folder / each.name)
    db = sqlite3.connect(copy)
    try:
        db.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        db.close()
    return copy


def _with_index(path: Path) -> Path:
    """Return a Shapefile that has its index: without one, a copy, because GDAL would write it beside the file."""
    beside = {each.suffix.lower(): each for each in _beside(path)}
    if ".shx" in beside and not _leads(beside[".shx"], path.stat().st_size):
        del beside[".shx"]
    if ".shx" in beside and path.suffix == ".shp" and all(each.suffix.islower() for each in beside.values()):
        return path
    folder = Path(tempfile.mkdtemp())
    copy = folder / _safe(path.stem + ".shp")
    for suffix, each in {**beside, ".shp": path}.items():
        if suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
            if each.stat().st_size > MOST_COPIED:
                raise damaged(path.name)
            shutil.copyfile(each, copy.with_suffix(suffix))
    if ".shx" not in beside:
        import pyogrio

        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
        try:
            pyogrio.list_layers(copy)
        finally:
            pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})
    return copy


def _leads(index: Path, size: int) -> bool:
    """Return whether each entry of a Shapefile's index leads to a record inside the ``size`` bytes of the drawing."""
    import numpy as np

    if index.stat().st_size > MOST_COPIED:
        return False
    data = index.read_bytes()
    if len(data) < 100 or (len(data) - 100) % 8 or int.from_bytes(data[24:28], "big") * 2 != len(data):
        return False
    entries = np.frombuffer(data, ">i4", offset=100).reshape(-1, 2).astype("i8") * 2
    return bool(
        (entries >= 0).all() and (entries[:, 0] >= 100).all() and (entries.sum(axis=1) + 8 <= size).all()
    )


def _beside(path: Path) -> Iterator[Path]:
    """Yield the files of the same name, whatever the capitals of their suffixes."""
    for suffix in (".shx", ".dbf", ".prj", ".cpg"):
        for each in (path.with_suffix(suffix), path.with_suffix(suffix.upper())):
            if each.exists():
                yield each
                break
