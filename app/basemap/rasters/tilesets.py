"""Maps in tiles: MBTiles and the tiles of a GeoPackage, opened read-only, put together only where they are needed."""

from __future__ import annotations

import io
import sqlite3
from dataclasses import dataclass
from math import ceil, floor, isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from app.basemap.rasters.refusals import sentence
from app.basemap.rasters.source import Page, Source, Window

if TYPE_CHECKING:
    from PIL.Image import Image

#: Half the side of the world in Web Mercator, in metres.
HALF = 20037508.342789244
#: Most bytes of a tile, its longest side, most tiles for one picture, and most pixels that are put together.
MOST_BYTES, MOST_SIDE, MOST_TILES, MOST_PIXELS = 8_000_000, 2_048, 4_000, 80_000_000
#: A level may have this share of the pixels that are asked for, at least: beyond, the next finer one is read.
ENOUGH = 0.75
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


@dataclass(frozen=True, slots=True)
class _Level:
    """The tiles of one scale: how many, the size of one in pixels, and of a pixel in units of the CRS."""

    zoom: int
    columns: int
    rows: int
    wide: int
    high: int
    pixel_x: float
    pixel_y: float


@dataclass(frozen=True, slots=True)
class _Set:
    """One layer of tiles: its corner in the CRS, its levels from the coarsest, and how a tile is asked for."""

    nom: str
    crs: str
    west: float
    north: float
    levels: tuple[_Level, ...]
    sql: str
    #: Rows are counted from the south.
    upwards: bool
    #: What of it is filled, in units of the CRS: west, south, east, north.
    extent: tuple[float, float, float, float]
    credits: str = ""

    @property
    def finest(self) -> _Level:
        return self.levels[-1]

    def pixels(self) -> Window:
        """Return what is filled, in pixels of the finest level."""
        west, south, east, north = self.extent
        across, down = self.finest.pixel_x, self.finest.pixel_y
        left, top = floor((west - self.west) / across + 1e-6), floor((self.north - north) / down + 1e-6)
        right, bottom = ceil((east - self.west) / across - 1e-6), ceil((self.north - south) / down - 1e-6)
        return (left, top, max(left + 1, right), max(top + 1, bottom))


def opened(path: Path, page: int, kind: str) -> Source:
    """Return a layer of tiles (the first is 0), none of them read yet. Raises Souci."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return _source(connection, path, page, kind)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error | ValueError | TypeError | OverflowError):
            raise sentence("damaged", path.name) from error
        raise


def _source(connection: sqlite3.Connection, path: Path, page: int, kind: str) -> Source:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * MOST_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA trusted_schema = OFF")
    # A damaged file may hold bytes that are no text.
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    sets = _geopackage(connection, path.name) if kind == "gpkg" else _mbtiles(connection, path.name)
    if not 0 <= page < len(sets):
        raise sentence("no_page", path.name)
    chosen = sets[page]
    left, top, right, bottom = chosen.pixels()
    fine = chosen.finest

    def read(window: Window, across: int, down: int) -> Image:
        moved = (window[0] + left, window[1] + top, window[2] + left, window[3] + top)
        try:
            return _mosaic(connection, chosen, moved, across, down, path.name)
        except sqlite3.Error as error:
            raise sentence("damaged", path.name) from error

    listed = tuple(
        Page(each.nom, box[2] - box[0], box[3] - box[1]) for each in sets for box in (each.pixels(),)
    )
    west, north = chosen.west + left * fine.pixel_x, chosen.north - top * fine.pixel_y
    affine = (fine.pixel_x, 0.0, west, 0.0, -fine.pixel_y, north)
    return Source(
        kind,
        right - left,
        bottom - top,
        read,
        listed,
        affine,
        chosen.crs,
        chosen.credits,
        connection.close,
    )


def _mbtiles(connection: sqlite3.Connection, name: str) -> list[_Set]:
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if "tiles" not in known:
        raise sentence("no_tiles", name)
    said = dict(connection.execute("SELECT name, value FROM metadata")) if "metadata" in known else {}
    zooms = [
        row[0]
        for row in connection.execute("SELECT DISTINCT zoom_level FROM tiles ORDER BY 1 LIMIT 40")
        if isinstance(row[0], int) and 0 <= row[0] <= 30
    ]
    if not zooms:
        raise sentence("no_tiles", name)
    first = connection.execute(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? LIMIT 1", (zooms[-1],)
    ).fetchone()
    if str(said.get("format", "")).lower() in ("pbf", "mvt") or _vector(first[0]):
        raise sentence("vector_tiles", name)
    side = _side(first[0], name)
    levels = tuple(
        _Level(zoom, 2**zoom, 2**zoom, side, side, 2 * HALF / (side * 2**zoom), 2 * HALF / (side * 2**zoom))
        for zoom in zooms
    )
    low, high, bottom, top = connection.execute(
        "SELECT min(tile_column), max(tile_column), min(tile_row), max(tile_row) FROM tiles WHERE zoom_level = ?",
        (zooms[-1],),
    ).fetchone()
    tile = side * levels[-1].pixel_x
    extent = (low * tile - HALF, bottom * tile - HALF, (high + 1) * tile - HALF, (top + 1) * tile - HALF)
    sql = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
    nom = str(said.get("name", "")) or Path(name).stem
    return [
        _Set(nom, "EPSG:3857", -HALF, HALF, levels, sql, True, extent, str(said.get("attribution") or ""))
    ]


def _geopackage(connection: sqlite3.Connection, name: str) -> list[_Set]:
    known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not {"gpkg_contents", "gpkg_tile_matrix_set", "gpkg_tile_matrix"} <= known:
        raise sentence("no_tiles", name)
    rows = connection.execute(
        "SELECT c.table_name, c.data_type, c.identifier, c.min_x, c.min_y, c.max_x, c.max_y, s.min_x, s.min_y, s.max_x,"
        " s.max_y, r.organization, r.organization_coordsys_id, r.definition FROM gpkg_contents c"
        " JOIN gpkg_tile_matrix_set s ON s.table_name = c.table_name"
        " LEFT JOIN gpkg_spatial_ref_sys r ON r.srs_id = s.srs_id ORDER BY c.table_name LIMIT 200"
    ).fetchall()
    sets = []
    for table, kind, title, *numbers, organization, code, definition in rows:
        if kind != "tiles" or table not in known:
            continue
        west, south, east, north = (float(value) for value in numbers[4:])
        quoted = str(table).replace('"', '""')
        levels = tuple(
            _Level(
                int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4]), float(row[5]), float(row[6])
            )
            for row in connection.execute(
                "SELECT zoom_level, matrix_width, matrix_height, tile_width, tile_height, pixel_x_size, pixel_y_size"  # noqa: S608 - the name is quoted
                " FROM gpkg_tile_matrix WHERE table_name = ? AND zoom_level IN"
                f' (SELECT DISTINCT zoom_level FROM "{quoted}") ORDER BY pixel_x_size DESC LIMIT 40',
                (table,),
            )
        )
        if not levels or not all(_sane(level) for level in levels):
            continue
        filled = numbers[:4] if all(isinstance(value, int | float) for value in numbers[:4]) else numbers[4:]
        extent = (
            max(west, float(filled[0])), max(south, float(filled[1])),
            min(east, float(filled[2])), min(north, float(filled[3])),
        )  # fmt: skip
        if not all(map(isfinite, extent)) or extent[0] >= extent[2] or extent[1] >= extent[3]:
            extent = (west, south, east, north)
        crs = (
            f"{organization}:{code}".upper()
            if organization and code and int(code) > 0
            else str(definition or "")
        )
        sql = f'SELECT tile_data FROM "{quoted}" WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?'  # noqa: S608
        sets.append(_Set(str(title or table), crs, west, north, levels, sql, False, extent))
    if not sets:
        raise sentence("elevation" if any("gridded" in str(row[1]) for row in rows) else "no_tiles", name)
    return sets


def _sane(level: _Level) -> bool:
    sizes = (level.pixel_x, level.pixel_y)
    return (
        all(isfinite(size) and size > 0 for size in sizes)
        and 0 < level.wide <= MOST_SIDE
        and 0 < level.high <= MOST_SIDE
        and 0 < level.columns <= 2**31
        and 0 < level.rows <= 2**31
    )


def _mosaic(
    connection: sqlite3.Connection, tiles: _Set, window: Window, across: int, down: int, name: str
) -> Image:
    """Put together the tiles of a window of the finest level, from the level that has just enough pixels."""
    from PIL import Image

    level, box = _chosen(tiles, window, across, name)
    first, last = max(0, floor(box[0] / level.wide)), min(level.columns, ceil(box[2] / level.wide))
    high, low = max(0, floor(box[1] / level.high)), min(level.rows, ceil(box[3] / level.high))
    if (last - first) * (low - high) > MOST_TILES:
        raise sentence("large", name)
    # One pixel around: what is resized looks at its neighbours.
    left, top = floor(box[0]) - 1, floor(box[1]) - 1
    sheet = Image.new("RGBA", (ceil(box[2]) + 1 - left, ceil(box[3]) + 1 - top))
    found = False
    for column in range(first, last):
        for row in range(high, low):
            asked = level.rows - 1 - row if tiles.upwards else row
            data = connection.execute(tiles.sql, (level.zoom, column, asked)).fetchone()
            if data is None or not isinstance(data[0], bytes):
                continue
            tile = _tile(data[0], level, name)
            sheet.paste(tile, (column * level.wide - left, row * level.high - top))
            found = True
    if not found:
        raise sentence("elsewhere", name)
    made = sheet.resize(
        (across, down),
        Image.Resampling.HAMMING if box[2] - box[0] >= across else Image.Resampling.BICUBIC,
        box=(box[0] - left, box[1] - top, box[2] - left, box[3] - top),
    )
    return made.convert("RGB") if made.getchannel("A").getextrema() == (255, 255) else made


def _chosen(
    tiles: _Set, window: Window, across: int, name: str
) -> tuple[_Level, tuple[float, float, float, float]]:
    """Return the coarsest level with enough pixels, else the finest that can be held, and the window on it."""
    fine = tiles.finest
    wanted = (window[2] - window[0]) * fine.pixel_x / across / ENOUGH
    rank = next(
        (rank for rank, each in enumerate(tiles.levels) if each.pixel_x <= wanted), len(tiles.levels) - 1
    )
    for level in tiles.levels[rank::-1]:
        kx, ky = fine.pixel_x / level.pixel_x, fine.pixel_y / level.pixel_y
        box = (window[0] * kx, window[1] * ky, window[2] * kx, window[3] * ky)
        if (box[2] - box[0]) * (box[3] - box[1]) <= MOST_PIXELS:
            return level, box
    raise sentence("large", name)


def _tile(data: bytes, level: _Level, name: str) -> Image:
    from PIL import Image

    tile = _opened(data, name)
    try:
        tile.load()
        made = tile.convert("RGBA")
    except Exception as error:  # a damaged tile may raise anything; the process apart is ours to lose
        raise sentence("damaged", name) from error
    return (
        made
        if made.size == (level.wide, level.high)
        else made.resize((level.wide, level.high), Image.Resampling.BOX)
    )


def _opened(data: bytes, name: str) -> Image:
    # Pillow knows only the formats that were imported.
    from PIL import GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

    try:
        tile = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Exception as error:  # a damaged tile may raise anything; the process apart is ours to lose
        raise sentence("damaged", name) from error
    if max(tile.size) > MOST_SIDE or len(data) > MOST_BYTES:
        raise sentence("large", name)
    return tile


def _side(data: object, name: str) -> int:
    if not isinstance(data, bytes):
        raise sentence("damaged", name)
    return int(_opened(data, name).size[0])


def _vector(data: object) -> bool:
    """Return whether a tile holds shapes: compressed, or none of the heads of pictures."""
    return isinstance(data, bytes) and (data.startswith(b"\x1f\x8b") or data[:1] == b"\x1a")
