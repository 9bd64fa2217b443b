"""Puts a file in order before it is written to: what other programs left in it, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from app.catalogue.model import Pictogram
from app.poster.document import Commit
from app.storage import pictures
from app.storage.columns import SQL_TYPES
from app.storage.create import remember
from app.storage.load import Loaded, Past
from app.storage.meta import set_meta
from app.storage.open import Look
from app.storage.package import QGIS_SQL, add_table
from app.storage.qgis_styles import Styles
from app.storage.schema import BY_NAME, FEATURE_TABLES, VERSION
from app.storage.tables import Tables
from app.storage.writer import Act, write_act


def settle(
    connection: sqlite3.Connection,
    pictograms: Mapping[str, Pictogram],
    seen: Look,
    loaded: Loaded,
    past: Past,
    styles: Styles,
) -> Tables:
    """Make the file ready for the writer and return its tables. Writes nothing to a file that is in order.

    Raises sqlite3.Error; nothing is changed then.
    """
    # TRUNCATE and FULL lost nothing in hundreds of simulated power cuts; WAL would leave acts out of a copy.
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = FULL")
    poster = loaded.poster
    assert poster is not None
    tables = Tables(connection, pictograms, dict(loaded.records), dict(loaded.places))
    left = any((seen.triggers, seen.indexes, seen.counts, seen.bare, seen.older, seen.absent))
    left = left or any((loaded.named, past.foreign, past.new))
    lone = [] if seen.absent else pictures.unused(connection, past.records())
    left = left or bool(lone)
    if not left:
        return tables
    connection.execute("BEGIN IMMEDIATE")
    try:
        _clear(connection, seen)
        _grow(connection, seen, poster.crs)
        pictures.drop(connection, lone)
        for name, fid, uid in loaded.named:
            connection.execute(f'UPDATE "{name}" SET uid = ? WHERE fid = ?', (uid, fid))  # noqa: S608
        if past.new:
            remember(connection, past)
        if past.foreign:
            tables.apply(past.foreign.changes)
            write_act(connection, Act(Commit(past.foreign, "acte"), past.cursor))
        styles(connection, tables)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return tables


def _clear(connection: sqlite3.Connection, seen: Look) -> None:
    """Remove triggers, spatial indexes and counts of our tables: plain SQLite cannot keep them true."""
    for name in seen.triggers:
        connection.execute(f"DROP TRIGGER {_quoted(name)}")
    for name in seen.indexes:
        connection.execute(f"DROP TABLE {_quoted(name)}")
    for table in FEATURE_TABLES:
        if seen.indexes:
            connection.execute(
                "DELETE FROM gpkg_extensions WHERE table_name = ? AND extension_name = 'gpkg_rtree_index'",
                (table.name,),
            )
        if seen.counts:
            connection.execute("DELETE FROM gpkg_ogr_contents WHERE table_name = ?", (table.name,))
    if seen.bare:
        for statement in QGIS_SQL:
            connection.execute(statement)


def _grow(connection: sqlite3.Connection, seen: Look, epsg: int) -> None:
    """Give an older file the tables and the columns that came after it."""
    for name in seen.absent:
        add_table(connection, BY_NAME[name], epsg)
    for name, lacking in seen.older.items():
        for column in (each for each in BY_NAME[name].columns if each.name in lacking):
            kind = SQL_TYPES[column.kind]
            connection.execute(f"ALTER TABLE {_quoted(name)} ADD COLUMN {_quoted(column.name)} {kind}")
    if seen.older or seen.absent:
        set_meta(connection, "schema_version", str(VERSION))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
