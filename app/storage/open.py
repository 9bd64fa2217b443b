"""Opens what may come from anywhere: looks before it trusts, reads what can be read, changes nothing.

A file that is protected, newer, or damaged is read as it can be; whoever opened it is told in one sentence.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from app.i18n import Souci, tr
from app.storage.schema import BY_NAME, FEATURE_TABLES, TABLES, VERSION

MAGIC = b"SQLite format 3\x00"
#: No value of a poster is longer: photographs are stored in tiles.
MAX_VALUE = 64 * 2**20
_INDEXES = {f"rtree_{table.name}_geom" for table in FEATURE_TABLES}
#: Seconds to wait for another program that is writing.
PATIENCE = 2.0


@dataclass(slots=True)
class Look:
    """What was seen of a file before reading it."""

    newer: bool = False
    damaged: bool = False
    #: Tables of ours that can be read.
    tables: set[str] = field(default_factory=set)
    #: Triggers on our tables: they would run on our writes.
    triggers: list[str] = field(default_factory=list)
    #: Spatial indexes that another program made of our tables.
    indexes: list[str] = field(default_factory=list)
    #: Whether another program counts the rows of our tables.
    counts: bool = False
    #: Whether the tables of QGIS are missing.
    bare: bool = False
    #: Columns that came after this file, by table: they are added before it is written to.
    older: dict[str, list[str]] = field(default_factory=dict)
    #: Tables that came after this file: they are made before it is written to.
    absent: list[str] = field(default_factory=list)


def header(path: Path) -> int:
    """Return how many bytes the file lacks of what its header says. Raises Souci where it is no poster at all."""
    name = path.name
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except FileNotFoundError:
        raise Souci(tr("Le fichier {nom} n’existe pas. Vérifiez son nom et son dossier.", nom=name)) from None
    except OSError:
        raise Souci(tr("Le fichier {nom} ne peut pas être lu. Il n’a pas été modifié.", nom=name)) from None
    if not head:
        raise Souci(tr("Le fichier {nom} est vide. Ouvrez une copie, si vous en avez une.", nom=name))
    if len(head) < 100 or head[:16] != MAGIC:
        raise Souci(
            tr(
                "{nom} n’est pas un poster\u00a0: ce n’est pas un GeoPackage. Il n’a pas été modifié.",
                nom=name,
            )
        )
    (page,) = struct.unpack(">H", head[16:18])
    (pages,) = struct.unpack(">I", head[28:32])
    # Programs that leave the count of pages alone say so by an older version number.
    told = pages * (65536 if page == 1 else page) if head[24:28] == head[92:96] else 0
    return max(0, told - size)


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Return a wary connection, usable from another thread. Raises sqlite3.Error."""
    mode = "rw" if writable else "ro"
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.row_factory = sqlite3.Row
    # A damaged file may hold bytes that are no text.
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    for limit, value in (
        (sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE),
        (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
        (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    ):
        connection.setlimit(limit, value)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


@contextmanager
def reading(path: Path, lacking: int = 0) -> Iterator[sqlite3.Connection]:
    """Give a connection that changes nothing of ``path``: on the file itself, else on a copy that is thrown away.

    A file left in the middle of a write on a protected medium can only be read after it is put right, and one cut
    short (``lacking`` bytes) after it is filled up: a copy is put right instead. Raises sqlite3.Error, OSError.
    """
    try:
        if lacking:
            raise sqlite3.OperationalError("cut short")
        connection = connect(path, writable=False)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        with tempfile.TemporaryDirectory(prefix="chorographe-") as folder:
            for suffix in ("", "-journal", "-wal"):
                source = path.with_name(path.name + suffix)
                if source.exists():
                    shutil.copyfile(source, Path(folder) / source.name)
            if lacking:
                with (Path(folder) / path.name).open("ab") as file:
                    file.truncate(file.tell() + lacking)
            connection = connect(Path(folder) / path.name, writable=True)
            try:
                yield connection
            finally:
                connection.close()
        return
    try:
        yield connection
    finally:
        connection.close()


def look(connection: sqlite3.Connection, name: str) -> Look:
    """Check the schema and the pages of a file. Raises Souci where it holds no poster, sqlite3.Error."""
    found = Look()
    kinds: dict[str, str] = {}
    for row in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"):
        if row["type"] == "trigger" and row["tbl_name"] in BY_NAME:
            found.triggers.append(row["name"])
        elif row["name"] in _INDEXES:
            found.indexes.append(row["name"])
        elif row["type"] in ("table", "view"):
            plain = row["type"] == "table" and (row["sql"] or "").upper().startswith("CREATE TABLE")
            kinds[row["name"]] = "table" if plain else "other"
    if kinds.get("choro_meta") != "table" or kinds.get("poster") != "table":
        raise Souci(
            tr("{nom} est un GeoPackage, mais ce n’est pas un poster. Il n’a pas été modifié.", nom=name)
        )
    for table in TABLES:
        if kinds.get(table.name) != "table":
            continue
        # hidden: 0 is an ordinary column; others are computed by the file.
        columns = {
            row["name"]
            for row in connection.execute(f'PRAGMA table_xinfo("{table.name}")')
            if row["hidden"] == 0
        }
        wanted = {column.name for column in table.columns if column.since == 1}
        if wanted | ({"geom"} if table.geometry else set()) <= columns:
            found.tables.add(table.name)
            lacking = [column.name for column in table.columns if column.name not in columns]
            if lacking:
                found.older[table.name] = lacking
    found.counts = "gpkg_ogr_contents" in kinds
    found.bare = not {"layer_styles", "qgis_projects"} <= kinds.keys()
    row = connection.execute("SELECT valeur FROM choro_meta WHERE cle = 'schema_version'").fetchone()
    version = int(row[0]) if row is not None and str(row[0]).isdecimal() else 0
    found.newer = version > VERSION
    found.absent = [table.name for table in TABLES if table.since > version and table.name not in kinds]
    whole = found.tables.union(found.absent) == {table.name for table in TABLES}
    found.damaged = not version or (not found.newer and not whole)
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        found.damaged = True
    return found
