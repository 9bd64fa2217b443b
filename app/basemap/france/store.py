"""The shipped base map: one SQLite file, read in place.

Tables of ``resources/basemaps/france.sqlite`` (whole metres of the ``crs`` of each row: see ``zones``):

- ``meta``: year (``millesime``), ``credits``, ``crs`` of metropolitan France…
- ``unite``: every commune, EPCI, département, région; a commune has the place of its mairie and its ``piece``.
- ``mot``: the plain words of the names, each leading to its units.
- ``piece``: what an EPCI has in one département: its box, its figures, its coarse ``forme``, and the shapes of its
  ``communes`` in the order of the ids of their units, exact and as ``simples`` as most maps show them.
- ``niveau``: the borders of all pieces of a zone with the detail of a map of the whole country: see ``country``.
- ``arrondissement``: the parts of Paris, Lyon and Marseille.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from app import paths
from app.i18n import Souci, tr


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    """Give a read-only connection to the base map. Raises Souci where the file is missing or damaged."""
    file = paths.resource("basemaps", "france.sqlite")
    try:
        # ``immutable``: nobody writes it, and the folder may be read only.
        db = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            db.row_factory = sqlite3.Row
            # Its pages are read where the system keeps them, without a copy.
            db.execute(f"PRAGMA mmap_size = {file.stat().st_size}")
            yield db
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        raise Souci(
            tr(
                "Le fond de carte fourni avec le logiciel ne se lit pas\u202f; "
                "réinstallez le logiciel, vos posters ne sont pas touchés."
            )
        ) from error


def ids(numbers: Iterable[int]) -> str:
    """Return whole numbers as a list of SQL: SQLite takes only so many parameters."""
    return f"({','.join(str(int(number)) for number in numbers)})"


@cache
def meta(key: str) -> str:
    """Return a value of the table ``meta``. Raises KeyError where there is none."""
    with opened() as db:
        row = db.execute("SELECT valeur FROM meta WHERE cle = ?", (key,)).fetchone()
    if row is None:
        raise KeyError(key)
    return str(row["valeur"])
