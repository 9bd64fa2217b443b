"""What a zip and a SQLite file hold, told from their directories alone: nothing is unpacked, nothing is written."""

from __future__ import annotations

import sqlite3
import struct
import zipfile
from itertools import count
from pathlib import Path

from app.apart.refusals import damaged
from app.i18n import Souci, tr

#: Most entries of a zip: a map has a dozen.
MOST_ENTRIES = 5_000
#: Most steps of SQLite, in thousands, to tell the tables of a file: one that says more may never end.
MOST_STEPS = 20_000


def zip_entries(path: Path) -> list[zipfile.ZipInfo]:
    """Return the files of a zip, from its directory alone. Raises Souci for one that is damaged or endless."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 70_000))
            tail = file.read()
            at = tail.rfind(b"PK\x05\x06")
            if at < 0 or len(tail) < at + 20:
                raise damaged(path.name)
            (number,) = struct.unpack_from("<H", tail, at + 10)
            (directory,) = struct.unpack_from("<I", tail, at + 12)
            if number > MOST_ENTRIES or directory > 500 * MOST_ENTRIES:
                raise Souci(
                    tr(
                        "«\u00a0{fichier}\u00a0» contient trop de fichiers\u00a0: extrayez-en la carte, puis "
                        "apportez-la.",
                        fichier=path.name,
                    )
                )
            with zipfile.ZipFile(file) as archive:
                return [entry for entry in archive.infolist() if not entry.is_dir()]
    except Souci:
        raise
    except Exception as fault:
        # A damaged directory raises whatever its bytes make of it: struct.error, UnicodeError, NotImplementedError…
        raise damaged(path.name) from fault


def tables_of(path: Path) -> tuple[set[str], set[str]]:
    """Return the tables of a SQLite file and the kinds of its GeoPackage contents, writing nothing beside it.

    Raises Souci where the file is damaged.
    """
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            steps = count(1)
            db.set_progress_handler(lambda: next(steps) > MOST_STEPS, 1_000)
            db.execute("PRAGMA trusted_schema = OFF")
            db.text_factory = lambda raw: raw.decode("utf-8", "replace")
            names = {str(row[0]).lower() for row in db.execute("SELECT name FROM sqlite_master LIMIT 10000")}
            kinds: set[str] = set()
            if "gpkg_contents" in names:
                sql = "SELECT DISTINCT data_type FROM gpkg_contents LIMIT 100"
                kinds = {str(row[0]).lower() for row in db.execute(sql)}
            return names, kinds
        finally:
            db.close()
    except (sqlite3.Error, ValueError, MemoryError) as fault:
        # SQLite asks for as much memory as a damaged header says.
        raise damaged(path.name) from fault
