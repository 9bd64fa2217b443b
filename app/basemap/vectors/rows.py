"""The rows of one layer of a stranger's file: shapes, words, coordinates system. Only in the process apart."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from app.apart.child import Tell
from app.basemap.crs_guess import understood
from app.basemap.vectors import csv_places
from app.basemap.vectors.sources import DRIVERS, Source
from app.i18n import Souci, tr
from app.poster.geometry import Box

#: Rows read at a time where a format can go on from where it was.
BATCH = 20_000
#: Rows of a layer that are read one and all, and counted exactly; beyond, those of the map alone.
MOST_COUNTED = 50_000
#: Reads that a damaged Shapefile may refuse, halved each time, before it is given up.
MOST_REFUSED = 400
#: Kinds of shapes of a Shapefile that are one point.
POINT_KINDS = (1, 11, 21)
#: Most columns of words that are looked at.
MOST_FIELDS = 40
#: The longest name that a poster writes.
LONGEST_NAME = 120
#: Longitudes go once around, and some files count from 0.
MOST_DEGREES = 361.0


@dataclass(slots=True)
class Info:
    """What a layer says of itself."""

    nombre: int
    #: Fields that hold words, in the order of the file.
    champs: list[str]
    #: A ``pyproj.CRS``, None where the layer does not say, or says what cannot be.
    crs: Any
    #: In its own coordinates; None where there is none.
    boite: Box | None
    driver: str
    #: Whether it declares heights or measures, and curves.
    hauteurs: bool
    courbes: bool
    fid: str


@dataclass(slots=True)
class Rows:
    """Rows of a layer; all sequences go together."""

    #: Shapely geometries; None where there is no shape, or one that cannot be read.
    shapes: Any
    #: Whether each row has bytes for a shape.
    given: Any
    columns: dict[str, list[str]]


def info(source: Source) -> Info:
    """Return what a layer says of itself. Whatever the library raises goes through."""
    if source.is_table:
        return _table_info(source)
    import pyogrio

    def call(encoding: str | None) -> Any:
        return pyogrio.read_info(
            source.path,
            layer=source.layer or None,
            encoding=encoding,
            force_feature_count=True,
            force_total_bounds=True,
            **source.options,
        )

    told = _read_as_written(call)
    if told["driver"] not in DRIVERS:
        raise ValueError(told["driver"])
    words = [
        str(name) for name, kind in zip(told["fields"], told["ogr_types"], strict=True) if kind == "OFTString"
    ]
    kind = str(told["geometry_type"] or "")
    bounds: Any = told["total_bounds"]
    box = (
        (float(bounds[0]), float(bounds[1]), float(bounds[2]), float(bounds[3]))
        if bounds is not None
        else None
    )
    if box is None or not all(map(isfinite, box)) or box[0] > box[2] or box[1] > box[3]:
        box = None
    crs = understood(told["crs"])
    if box is not None and off_the_globe(crs, box):
        crs = None
    return Info(
        nombre=max(0, int(told["features"])),
        champs=words[:MOST_FIELDS],
        crs=crs,
        boite=box,
        driver=str(told["driver"]),
        hauteurs=kind.endswith((" Z", " M", " ZM")),
        courbes="Curve" in kind or "Circular" in kind or "Surface" in kind,
        fid=str(told["fid_column"] or ""),
    )


def rows(
    source: Source,
    told: Info,
    fields: Sequence[str],
    *,
    most: int | None = None,
    box: Box | None = None,
    tell: Tell = lambda _: None,
) -> Rows:
    """Return rows of a layer with some of its fields: ``most`` first ones, or those that meet ``box``, or all."""
    if source.is_table:
        return _table_rows(source, fields, most)
    if told.driver == "ESRI Shapefile" and box is None:
        return _of_shapefile(source, told, fields, min(told.nombre, most or told.nombre), tell)
    batched = most is None and box is None and told.nombre > BATCH
    if not batched or told.driver != "GPKG" or not told.fid:
        return _read(source, told, fields, {"max_features": most, "bbox": box})[0]
    found: list[Rows] = []
    done = 0
    where: str | None = None
    name = told.fid.replace('"', '""')
    while True:
        batch, fids = _read(source, told, fields, {"max_features": BATCH, "where": where})
        found.append(batch)
        done += len(batch.shapes)
        tell(min(1.0, done / told.nombre))
        if len(batch.shapes) < BATCH:
            return _together(found, fields)
        where = f'"{name}" > {int(fids.max())}'


def _of_shapefile(source: Source, told: Info, fields: Sequence[str], number: int, tell: Tell) -> Rows:
    """Return the first rows of a Shapefile: a record that is damaged does not hide the others."""
    import numpy as np
    from pyogrio.errors import FeatureError

    found: list[Rows] = []
    waiting = [(start, min(BATCH, number - start)) for start in range(0, number, BATCH)][::-1]
    refused = 0
    while waiting:
        start, count = waiting.pop()
        try:
            # Only a read that looks beyond the end says that its last record is damaged.
            most = count if start + count < told.nombre else count + 1
            batch, fids = _read(source, told, fields, {"skip_features": start, "max_features": most})
            empty = np.flatnonzero(~batch.given)
            batch.given[empty] = _not_null(source.path, fids[empty])
            found.append(batch)
        except FeatureError:
            refused += 1
            if refused > MOST_REFUSED:
                raise
            half = count // 2
            if half:
                waiting += [(start + half, count - half), (start, half)]
            else:
                blank = {name: [""] for name in fields}
                found.append(Rows(np.full(1, None, object), np.ones(1, bool), blank))
        tell(min(1.0, start / number))
    return _together(found, fields)


def _not_null(path: Path, records: Any) -> Any:
    """Return whether each record of a Shapefile says that it has a shape: one that is damaged comes without it too."""
    import numpy as np

    index = np.frombuffer(path.with_suffix(".shx").read_bytes(), ">i4", offset=100)[::2].astype("i8") * 2
    drawing = np.memmap(path, "u1", "r")
    found = np.zeros(len(records), bool)
    for rank, record in enumerate(records):
        # After the eight bytes of its header, a record begins with the kind of its shape, 0 for none; those of several
        # vertices tell their parts after their box.
        head = bytes(drawing[max(0, index[record] + 8) :][:40])
        kind = int.from_bytes(head[:4], "little")
        found[rank] = kind in POINT_KINDS or (kind != 0 and any(head[36:40]))
    return found


def _together(found: Sequence[Rows], fields: Sequence[str]) -> Rows:
    import numpy as np

    return Rows(
        np.concatenate([np.empty(0, object), *(each.shapes for each in found)]),
        np.concatenate([np.empty(0, bool), *(each.given for each in found)]),
        {name: [word for each in found for word in each.columns[name]] for name in fields},
    )


def off_the_globe(crs: Any, box: Sequence[float]) -> bool:
    """Return whether coordinates that are said to be longitudes and latitudes cannot be."""
    return crs is not None and bool(crs.is_geographic) and max(map(abs, box)) > MOST_DEGREES


def _read_as_written(call: Callable[[str | None], Any]) -> Any:
    """Return what a call reads, its words in another encoding where they are not in the one that the file says."""
    try:
        return _quiet(lambda: call(None))
    except UnicodeDecodeError:
        return _quiet(lambda: call("ISO-8859-1"))


def _quiet(call: Callable[[], Any]) -> Any:
    with warnings.catch_warnings():
        # Heights and measures are left aside: we say so ourselves.
        warnings.simplefilter("ignore")
        return call()


def _read(source: Source, told: Info, fields: Sequence[str], options: dict[str, Any]) -> tuple[Rows, Any]:
    import numpy as np
    import shapely
    from pyogrio import raw

    def call(encoding: str | None) -> Any:
        return raw.read(
            source.path,
            layer=source.layer or None,
            columns=list(fields),
            encoding=encoding,
            force_2d=True,
            return_fids=True,
            **{name: value for name, value in options.items() if value is not None},
            **source.options,
        )

    meta, fids, wkb, columns = _read_as_written(call)
    order = [str(name) for name in meta["fields"]]
    words = {
        name: [_word(value, told.driver) for value in columns[order.index(name)]]
        if name in order
        else [""] * len(fids)
        for name in fields
    }
    if wkb is None:
        empty = np.full(len(fids), None, object)
        return Rows(empty, np.zeros(len(fids), bool), words), fids
    given = np.array([value is not None for value in wkb], bool)
    return Rows(np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), object), given, words), fids


def _word(value: object, driver: str = "") -> str:
    """Return what a cell says as one short line; a Shapefile that keeps its encoding to itself is seen through."""
    if value is None:
        return ""
    text = str(value)
    if driver == "ESRI Shapefile" and not text.isascii():
        try:
            raw = text.encode("latin-1")
        except UnicodeEncodeError:
            raw = b""
        if raw:
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                text = raw.decode("cp1252", "replace") if any(0x80 <= byte < 0xA0 for byte in raw) else text
    if text.isprintable() and len(text) <= LONGEST_NAME and "  " not in text:
        return text.strip()
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"


def _table_info(source: Source) -> Info:
    import numpy as np
    import shapely

    places = csv_places.read(source.path)
    bounds = shapely.total_bounds(places.shapes)
    box = tuple(map(float, bounds)) if np.isfinite(bounds).all() else None
    if not len(places.shapes):
        raise Souci(tr("«\u00a0{fichier}\u00a0» n’a aucune ligne à dessiner.", fichier=source.path.name))
    return Info(
        nombre=len(places.shapes),
        champs=places.fields[:MOST_FIELDS],
        crs=understood(f"EPSG:{places.epsg}" if places.epsg else None),
        boite=(box[0], box[1], box[2], box[3]) if box else None,
        driver="CSV",
        hauteurs=False,
        courbes=False,
        fid="",
    )


def _table_rows(source: Source, fields: Sequence[str], most: int | None) -> Rows:
    import numpy as np

    places = csv_places.read(source.path)
    shapes = places.shapes[:most]
    words = {
        name: [_word(cell) for cell in places.columns[places.fields.index(name)][:most]]
        if name in places.fields
        else [""] * len(shapes)
        for name in fields
    }
    return Rows(shapes, np.array([shape is not None for shape in shapes], bool), words)
