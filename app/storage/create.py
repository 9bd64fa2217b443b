"""Makes the file of a new poster: complete beside its place, then put there at once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from app import __version__
from app.catalogue.model import Pictogram
from app.i18n import Souci, tr
from app.poster.document import Commit
from app.poster.records import Poster, Record
from app.storage import codec
from app.storage.load import Past
from app.storage.meta import set_meta
from app.storage.package import lay_out, moment
from app.storage.schema import VERSION
from app.storage.tables import Tables
from app.storage.writer import Act, explained, write_act

#: Something else to write before the file is put in its place.
Finish = Callable[[sqlite3.Connection, Tables], None]


def build(
    path: Path,
    records: Mapping[str, Record],
    pictograms: Mapping[str, Pictogram],
    past: Past | None,
    finish: Finish | None = None,
    *,
    named: str = "",
) -> None:
    """Write a new file at ``path`` that holds ``records`` and their ``past``; None leaves no trace of any.

    ``named`` is what people call it, where its name is another one for the time of the writing. Raises Souci where
    something of that name exists, or the folder cannot be written; nothing is left behind.
    """
    if path.exists():
        raise Souci(tr("{nom} existe déjà\u00a0: choisissez un autre nom.", nom=path.name))
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666)
    except OSError as error:
        raise Souci(
            tr(
                "Impossible d’écrire dans le dossier {dossier}\u00a0: choisissez-en un autre.",
                dossier=path.absolute().parent,
            )
        ) from error
    try:
        try:
            _write(draft, records, pictograms, past, finish)
            # SQLite wrote without waiting for the disk: one wait is enough, nobody knows the file yet.
            os.fsync(handle)
        finally:
            os.close(handle)
        draft.replace(path)
        _fsync_folder(path.absolute().parent)
    except (sqlite3.Error, OSError) as error:
        raise Souci(_not_made(named or path.name, error)) from error
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(draft.name + "-journal").unlink(missing_ok=True)


def _write(
    draft: Path,
    records: Mapping[str, Record],
    pictograms: Mapping[str, Pictogram],
    past: Past | None,
    finish: Finish | None,
) -> None:
    poster = next(record for record in records.values() if isinstance(record, Poster))
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        lay_out(connection, poster.crs)
        set_meta(connection, "schema_version", str(VERSION))
        set_meta(connection, "logiciel", f"Chorographe {__version__}")
        set_meta(connection, "cree_le", moment())
        tables = Tables(connection, pictograms, {})
        tables.apply({uid: (None, record) for uid, record in records.items()})
        if past:
            remember(connection, past)
        if finish:
            finish(connection, tables)
        connection.execute("COMMIT")
    finally:
        connection.close()


def remember(connection: sqlite3.Connection, past: Past) -> None:
    """Write the whole history: the beginning as act 0, then the acts. The caller holds the transaction."""
    connection.execute("DELETE FROM choro_history")
    connection.execute(
        "INSERT INTO choro_history (id, label, label_values, patch, le) VALUES (0, ?, '{}', ?, ?)",
        ("Nouveau poster", codec.pack({uid: (None, record) for uid, record in past.start.items()}), moment()),
    )
    for number, patch in enumerate(past.acts, 1):
        write_act(connection, Act(Commit(patch, "acte"), number))
    set_meta(connection, "cursor", "" if past.cursor == len(past.acts) else str(past.cursor))


def _not_made(named: str, error: Exception) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_FULL" or name.startswith("SQLITE_IOERR") or isinstance(error, OSError):
        return tr(
            "{nom} n’a pas pu être écrit\u00a0: le disque est plein ou ne répond plus. Rien n’a été changé.",
            nom=named,
        )
    return explained(error)


def _fsync_folder(folder: Path) -> None:
    """Make the new name last; systems that cannot open a folder do without."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
