"""The few settings that a file keeps about itself."""

from __future__ import annotations

import sqlite3


def get_meta(connection: sqlite3.Connection, key: str) -> str:
    """Return one entry of ``choro_meta``, empty where there is none."""
    row = connection.execute("SELECT valeur FROM choro_meta WHERE cle = ?", (key,)).fetchone()
    return str(row[0]) if row and row[0] is not None else ""


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Write one entry of ``choro_meta``."""
    # Replacing a row would also rewrite the page of its index.
    if not connection.execute("UPDATE choro_meta SET valeur = ? WHERE cle = ?", (value, key)).rowcount:
        connection.execute("INSERT INTO choro_meta (cle, valeur) VALUES (?, ?)", (key, value))
