"""Pictures under the poster as tiles of a GeoPackage, for a GIS: written into an exported copy, one table for each.

The description of a table in ``gpkg_contents`` is what its picture was: a table whose picture has changed since, in
Chorographe or in QGIS, is taken away with the next act.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.poster.geometry import Box
from app.poster.records import Calque, Record
from app.storage.package import CONTENTS_SQL, moment

#: What the names of the tables begin with, before their rank.
PREFIX = "calque_image_"
#: Side of a tile in pixels.
SIDE = 256
_SYSTEM = (
    """CREATE TABLE IF NOT EXISTS gpkg_tile_matrix_set (table_name TEXT NOT NULL PRIMARY KEY, srs_id INTEGER NOT NULL,
  min_x DOUBLE NOT NULL, min_y DOUBLE NOT NULL, max_x DOUBLE NOT NULL, max_y DOUBLE NOT NULL,
  CONSTRAINT fk_gtms_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gtms_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
    """CREATE TABLE IF NOT EXISTS gpkg_tile_matrix (table_name TEXT NOT NULL, zoom_level INTEGER NOT NULL,
  matrix_width INTEGER NOT NULL, matrix_height INTEGER NOT NULL, tile_width INTEGER NOT NULL,
  tile_height INTEGER NOT NULL, pixel_x_size DOUBLE NOT NULL, pixel_y_size DOUBLE NOT NULL,
  CONSTRAINT pk_ttm PRIMARY KEY (table_name, zoom_level),
  CONSTRAINT fk_tmm_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name))""",
)
_TABLE = """CREATE TABLE "{name}" (id INTEGER PRIMARY KEY AUTOINCREMENT, zoom_level INTEGER NOT NULL,
  tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL, tile_data BLOB NOT NULL,
  UNIQUE (zoom_level, tile_column, tile_row))"""


@dataclass(frozen=True, slots=True)
class Grid:
    """The levels of a picture: its north-west corner, the size of its finest pixels in metres, how many pixels."""

    west: float
    north: float
    pixel_x: float
    pixel_y: float
    width: int
    height: int

    @property
    def extent(self) -> Box:
        """What the picture covers."""
        return (
            self.west,
            self.north - self.height * self.pixel_y,
            self.west + self.width * self.pixel_x,
            self.north,
        )

    @property
    def levels(self) -> int:
        """How many levels there are; the coarsest, 0, is one tile."""
        return max(0, (max(self.width, self.height) - 1) // SIDE).bit_length() + 1

    def tiles(self, level: int) -> tuple[int, int]:
        """Return the columns and rows of the tiles of a level that show something."""
        step = SIDE << (self.levels - 1 - level)
        return -(-self.width // step), -(-self.height // step)


@dataclass(frozen=True, slots=True)
class Tiled:
    """A table of tiles and the picture that it shows."""

    table: str
    record: Calque


def create(connection: sqlite3.Connection, table: str, record: Calque, crs: int, grid: Grid) -> None:
    """Make an empty table of tiles and register it. The caller holds the transaction. Raises sqlite3.Error."""
    for statement in (*_SYSTEM, _TABLE.format(name=table)):
        connection.execute(statement)
    connection.execute(CONTENTS_SQL, (table, "tiles", table, _told(record, crs), moment(), crs))
    connection.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
        (*grid.extent, table),
    )
    levels = grid.levels
    # All levels are squares of the coarsest tile, cut in two again and again.
    side = SIDE << (levels - 1)
    east, south = grid.west + side * grid.pixel_x, grid.north - side * grid.pixel_y
    connection.execute(
        "INSERT INTO gpkg_tile_matrix_set VALUES (?, ?, ?, ?, ?, ?)",
        (table, crs, grid.west, south, east, grid.north),
    )
    connection.executemany(
        "INSERT INTO gpkg_tile_matrix VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(table, level, 1 << level, 1 << level, SIDE, SIDE),
                *(grid.pixel_x * 2 ** (levels - 1 - level), grid.pixel_y * 2 ** (levels - 1 - level)),
            )
            for level in range(levels)
        ],
    )


def put(connection: sqlite3.Connection, table: str, tiles: Iterable[tuple[int, int, int, bytes]]) -> None:
    """Write tiles: level, column, row from the north, PNG or JPEG. Raises sqlite3.Error."""
    connection.executemany(
        f'INSERT INTO "{table}" (zoom_level, tile_column, tile_row, tile_data) VALUES (?, ?, ?, ?)',  # noqa: S608
        tiles,
    )


def current(connection: sqlite3.Connection, records: Mapping[str, Record], crs: int) -> tuple[Tiled, ...]:
    """Return the tables of tiles, from the bottom to the top, and drop those whose picture is another by now.

    The caller holds the transaction. Raises sqlite3.Error.
    """
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"gpkg_tile_matrix", "gpkg_tile_matrix_set"} <= there:
        return ()
    rows = [
        (table, told)
        for table, told in connection.execute(
            "SELECT table_name, description FROM gpkg_contents WHERE data_type = 'tiles'"
        ).fetchall()
        if table in there and table.startswith(PREFIX) and table[len(PREFIX) :].isdecimal()
    ]
    known = {_told(each, crs): each for each in records.values() if isinstance(each, Calque)}
    found = []
    for table, told in rows:
        if told in known:
            found.append(Tiled(table, known[told]))
        else:
            _drop(connection, table)
    return tuple(sorted(found, key=lambda each: (each.record.rang, each.record.uid)))


def _drop(connection: sqlite3.Connection, table: str) -> None:
    connection.execute(f'DROP TABLE "{table}"')
    for name in ("gpkg_tile_matrix", "gpkg_tile_matrix_set", "gpkg_contents"):
        connection.execute(f"DELETE FROM {name} WHERE table_name = ?", (table,))  # noqa: S608


def _told(record: Calque, crs: int) -> str:
    """Return what the pixels of a picture on the ground depend on."""
    said = repr((crs, record.geometry, record.media))
    return f"{record.uid} {hashlib.sha256(said.encode()).hexdigest()[:16]}"
