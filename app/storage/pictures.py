"""The bytes of the pictures that lie on a poster, kept once each by their SHA-256 in the table ``media``.

They go to the disk in the transaction of the act that brings them, and are read when somebody looks at them. They stay
as long as a row or an act of the history shows them: undo and redo find them, in another session too.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from app.poster.document import Patch
from app.poster.records import Calque, Photo, Record
from app.storage import open as opening

log = logging.getLogger(__name__)

#: The most that the bytes of one picture may weigh: what is brought here is far smaller.
MOST_BYTES = 16 * 2**20
#: Gives the bytes of a picture, or None where they are not there.
Source = Callable[[str], bytes | None]
_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class Pictures:
    """The pictures of one open poster. ``get`` may be called from any thread."""

    def __init__(self, path: Path, lacking: int = 0) -> None:
        self._path = path
        self._lacking = lacking
        #: Brought here, and perhaps not in the file yet.
        self._waiting: dict[str, bytes] = {}

    def add(self, data: bytes) -> str:
        """Hold the bytes of a PNG or a JPEG until an act takes them to the file; return their SHA-256.

        Raises ValueError for anything else, or too many bytes.
        """
        if _type(data) is None or len(data) > MOST_BYTES:
            raise ValueError("not a picture that a poster keeps")
        key = hashlib.sha256(data).hexdigest()
        # What the file has by now need not be held any more.
        there = self._stored((*self._waiting, key))
        self._waiting = {known: each for known, each in self._waiting.items() if known not in there}
        if key not in there:
            self._waiting[key] = data
        return key

    def get(self, key: str) -> bytes | None:
        """Return the bytes of a picture; None where they are not there, or not what they should be."""
        held = self._waiting.get(key)
        if held is not None:
            return held
        try:
            with opening.reading(self._path, self._lacking) as connection:
                row = connection.execute(
                    "SELECT donnees FROM media WHERE sha256 = ? AND genre = 'image' AND length(donnees) <= ?",
                    (key, MOST_BYTES),
                ).fetchone()
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
            log.warning("a picture cannot be read: %s", error)
            return None
        data = row["donnees"] if row is not None else None
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != key:
            return None
        return data

    def brought(self, patch: Patch) -> dict[str, bytes]:
        """Return the pictures that an act needs and that the file may not have."""
        shown = (record for _, record in patch.changes.values())
        return {key: self._waiting[key] for key in used(shown) if key in self._waiting}

    def _stored(self, keys: Iterable[str]) -> set[str]:
        asked = tuple(keys)
        marks = ", ".join("?" * len(asked))
        try:
            with opening.reading(self._path, self._lacking) as connection:
                rows = connection.execute(f"SELECT sha256 FROM media WHERE sha256 IN ({marks})", asked)  # noqa: S608
                return {row["sha256"] for row in rows}
        except (sqlite3.Error, OSError, UnicodeDecodeError):
            return set()


def used(records: Iterable[Record | None]) -> dict[str, None]:
    """Return the pictures that records show, each once."""
    return {record.media: None for record in records if isinstance(record, Photo | Calque) and record.media}


def put(connection: sqlite3.Connection, pictures: Mapping[str, bytes]) -> None:
    """Write pictures that are not there yet. The caller holds the transaction. Raises sqlite3.Error."""
    connection.executemany(
        "INSERT OR IGNORE INTO media (sha256, genre, cle, type, donnees) VALUES (?, 'image', '', ?, ?)",
        [(key, _type(data), data) for key, data in pictures.items()],
    )


def copy(connection: sqlite3.Connection, keys: Iterable[str], source: Source) -> None:
    """Write the pictures of ``keys`` one by one; those that are not there stay absent. Raises sqlite3.Error."""
    for key in keys:
        data = source(key)
        if data is not None:
            put(connection, {key: data})


def unused(connection: sqlite3.Connection, past: Iterable[Record | None]) -> list[str]:
    """Return the pictures that neither a row nor a record of ``past`` shows. Raises sqlite3.Error."""
    rows = connection.execute(
        "SELECT sha256 FROM media WHERE genre = 'image' AND sha256 NOT IN"
        " (SELECT media FROM photo WHERE media <> '' UNION SELECT media FROM calque WHERE media <> '')"
    )
    lone = [str(row["sha256"]) for row in rows]
    if not lone:
        return []
    known = used(past)
    return [key for key in lone if key not in known]


def drop(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Forget pictures. The caller holds the transaction. Raises sqlite3.Error."""
    connection.executemany("DELETE FROM media WHERE genre = 'image' AND sha256 = ?", [(key,) for key in keys])


def _type(data: bytes) -> str | None:
    return next((name for head, name in _TYPES.items() if data.startswith(head)), None)
