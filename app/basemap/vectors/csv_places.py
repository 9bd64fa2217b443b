"""Tables of places: CSV as spreadsheets write it, with coordinates in two columns, in one, or shapes in words."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

from app.basemap.names import plain
from app.i18n import Souci, tr

#: Most bytes and rows of a table.
MOST_BYTES, MOST_ROWS = 60_000_000, 300_000
LONGITUDES = ("lon", "long", "longitude", "lng", "x wgs84", "x lon", "coord lon", "longitude wgs84", "xlong")
LATITUDES = ("lat", "latitude", "y wgs84", "y lat", "coord lat", "latitude wgs84", "ylat")
EASTS = (
    "x",
    "coord x",
    "coordx",
    "x coord",
    "xcoord",
    "easting",
    "est",
    "x l93",
    "xl93",
    "x lambert93",
    "lambert x",
)
NORTHS = (
    "y",
    "coord y",
    "coordy",
    "y coord",
    "ycoord",
    "northing",
    "nord",
    "y l93",
    "yl93",
    "y lambert93",
    "lambert y",
)
SHAPES = ("wkt", "geom", "geometry", "the geom", "geometrie", "geo shape", "shape", "wkt geom")
BOTH = (
    "geo point 2d",
    "geo point",
    "geopoint",
    "coordonnees",
    "coordinates",
    "coordonnees gps",
    "latlon",
    "lat lon",
    "gps",
)


@dataclass(frozen=True, slots=True)
class Places:
    """What a table holds."""

    fields: list[str]
    #: One list of texts for each field.
    columns: list[list[str]]
    #: Shapely geometries, None for a row without a place.
    shapes: Any
    #: WGS 84 where the columns say so, else None.
    epsg: int | None


def read(path: Path) -> Places:
    """Return the rows of a table, kept until another one is read. Raises Souci where it has no coordinates."""
    told = path.stat()
    return _read(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int, _size: int) -> Places:
    rows = _rows(path)
    header = [cell.strip() for cell in rows[0]]
    names = [plain(cell) for cell in header]
    body = rows[1:]
    shapes, epsg = _shapes(path, names, body)
    columns = [[row[at] if at < len(row) else "" for row in body] for at in range(len(header))]
    return Places(header, columns, shapes, epsg)


def _rows(path: Path) -> list[list[str]]:
    with path.open("rb") as stream:
        raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» a trop de lignes\u00a0: gardez-en celles de votre territoire.",
                fichier=path.name,
            )
        )
    text = _decoded(raw)
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    if not lines:
        raise _no_places(path)
    separator = max(";\t,|", key=lambda sign: (lines[0].count(sign), sign == ";"))
    csv.field_size_limit(20_000_000)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > MOST_ROWS + 1:
                raise Souci(
                    tr(
                        "«\u00a0{fichier}\u00a0» a trop de lignes\u00a0: gardez-en celles de votre territoire.",
                        fichier=path.name,
                    )
                )
    except csv.Error as fault:
        raise _no_places(path) from fault
    return rows


def _decoded(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _no_places(path: Path) -> Souci:
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» n’a pas de coordonnées que l’on reconnaisse\u00a0: il lui faut deux colonnes, "
            "«\u00a0longitude\u00a0» et «\u00a0latitude\u00a0», ou «\u00a0x\u00a0» et «\u00a0y\u00a0».",
            fichier=path.name,
        )
    )


def _shapes(path: Path, names: list[str], body: list[list[str]]) -> tuple[Any, int | None]:
    import numpy as np
    import shapely

    def column(wanted: tuple[str, ...]) -> list[str] | None:
        for name in wanted:
            if name in names:
                at = names.index(name)
                return [row[at].strip() if at < len(row) else "" for row in body]
        return None

    for wanted, epsg in (((LONGITUDES, LATITUDES), 4326), ((EASTS, NORTHS), None)):
        across, up = column(wanted[0]), column(wanted[1])
        if across is not None and up is not None:
            pairs = [(number(x), number(y)) for x, y in zip(across, up, strict=True)]
            return _points(pairs), epsg
    if (both := column(BOTH)) is not None:
        found = [re.findall(r"-?\d+(?:\.\d+)?", text)[:2] for text in both]
        return _points(
            [(float(two[1]), float(two[0])) if len(two) == 2 else (None, None) for two in found]
        ), 4326
    if (texts := column(SHAPES)) is not None:
        json_like = sum(text.startswith("{") for text in texts) > len(texts) / 2
        if json_like:
            return shapely.from_geojson(np.array(texts, object), on_invalid="ignore"), 4326
        bare = [re.sub(r"^SRID=\d+;", "", text) for text in texts]
        srids = {match[1] for text in texts if (match := re.match(r"SRID=(\d+);", text))}
        shapes = shapely.from_wkt(np.array(bare, object), on_invalid="ignore")
        return shapes, int(srids.pop()) if len(srids) == 1 else None
    raise _no_places(path)


def number(text: str) -> float | None:
    """Return a number as people write it, « 45,55 », « 1 234,5 », « 45.55 », or None."""
    try:
        value = float(text)  # most are written so, and a table may have a million of them
    except ValueError:
        bare = re.sub(r"[\s\u00a0\u202f'’]", "", text)
        if bare.count(",") == 1 and "." not in bare:
            bare = bare.replace(",", ".")
        try:
            value = float(bare)
        except ValueError:
            return None
    return value if isfinite(value) else None


def _points(pairs: list[tuple[float | None, float | None]]) -> Any:
    import numpy as np
    import shapely

    found = np.full(len(pairs), None, object)
    known = [at for at, (x, y) in enumerate(pairs) if x is not None and y is not None]
    found[known] = shapely.points(np.array([pairs[at] for at in known], "f8").reshape(-1, 2))
    return found
