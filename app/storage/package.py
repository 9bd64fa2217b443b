"""The frame of a GeoPackage: what the standard asks of a file around the tables of the poster."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from app.storage import crs
from app.storage.schema import APPLICATION_ID, TABLES, USER_VERSION, Table, create_sql, index_sql

_SYSTEM = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""
#: Tables that QGIS knows by name, with the very columns that it writes.
QGIS_SQL = (
    """CREATE TABLE IF NOT EXISTS layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256),
  f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))""",
    """CREATE TABLE IF NOT EXISTS qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)""",
)
SRS_SQL = "INSERT OR REPLACE INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)"
CONTENTS_SQL = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
    "VALUES (?,?,?,?,?,?)"
)


def moment() -> str:
    """Return the time as GeoPackage writes it: UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def lay_out(connection: sqlite3.Connection, epsg: int) -> None:
    """Create every table of a new, empty file, with features in ``epsg``. The caller holds the transaction.

    Raises Souci for a CRS that is not known, sqlite3.Error from the disk.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    for statement in (*filter(str.strip, _SYSTEM.split(";")), *QGIS_SQL):
        connection.execute(statement)
    connection.execute(SRS_SQL, ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", None))
    connection.execute(SRS_SQL, ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None))
    add_crs(connection, 4326)
    add_crs(connection, epsg)
    now = moment()
    for table in TABLES:
        add_table(connection, table, epsg)
    # As QGIS does itself: styles are a table like any other, projects are not (their key is a text).
    connection.execute(CONTENTS_SQL, ("layer_styles", "attributes", "layer_styles", "", now, None))


def add_table(connection: sqlite3.Connection, table: Table, epsg: int) -> None:
    """Create one table and register it. The caller holds the transaction. Raises sqlite3.Error."""
    connection.execute(create_sql(table))
    if index := index_sql(table):
        connection.execute(index)
    if table.private:
        return
    kind, srs = ("features", epsg) if table.geometry else ("attributes", None)
    connection.execute(CONTENTS_SQL, (table.name, kind, table.name, table.title, moment(), srs))
    if table.geometry:
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            (table.name, table.geometry, epsg),
        )


def add_crs(connection: sqlite3.Connection, epsg: int) -> None:
    """Register a CRS."""
    name, wkt = crs.definition(epsg)
    connection.execute(SRS_SQL, (name, epsg, crs.authority(epsg)[0], epsg, wkt, None))


def change_crs(connection: sqlite3.Connection, epsg: int) -> None:
    """Say that the features are now in ``epsg``; their geometry is rewritten by the caller."""
    add_crs(connection, epsg)
    connection.execute("UPDATE gpkg_geometry_columns SET srs_id = ?", (epsg,))
    connection.execute("UPDATE gpkg_contents SET srs_id = ? WHERE data_type = 'features'", (epsg,))
