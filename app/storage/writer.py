"""Puts each finished act on the disk, on its own thread, in order, one SQLite transaction each.

« Enregistré » is said when the disk has answered, never before. When it cannot write (full, gone, protected,
busy) the acts wait in order, it tries again, and nothing is forgotten as long as the program runs.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, Protocol

from app.catalogue.model import Pictogram
from app.i18n import Souci, tr
from app.poster.document import Commit
from app.storage import codec, embedded, pictures
from app.storage.meta import set_meta
from app.storage.package import moment
from app.storage.tables import Tables

log = logging.getLogger(__name__)

#: Seconds between two attempts after a failure: from the first to the longest.
RETRY_FIRST, RETRY_LONGEST = 0.25, 4.0
#: Seconds of calm after which what is due besides acts is written: people wait for their sheet first.
CALM = 3.0


@dataclass(frozen=True, slots=True)
class SaveState:
    """Whether everything done is on the disk; ``sentence`` says what to read about it."""

    kind: Literal["enregistre", "en_cours", "echec"]
    sentence: str


@dataclass(frozen=True, slots=True)
class Act:
    """A finished act and the number of acts in force after it."""

    commit: Commit
    cursor: int
    #: Bytes that it brings, by their SHA-256.
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carry:
    """A pictogram that the file is to carry, or to carry no more, and every one that is known from then on."""

    pictogram: Pictogram
    known: Mapping[str, Pictogram]
    dropped: bool = False


class Extra(Protocol):
    """Something else to write in the transaction of an act: the styles of QGIS."""

    def __call__(self, connection: sqlite3.Connection, tables: Tables) -> None:
        """Write to ``connection``; the transaction is held by the caller."""

    def know(self, pictograms: Mapping[str, Pictogram]) -> None:
        """Draw from ``pictograms`` from the next act on."""

    def lose(self, connection: sqlite3.Connection, key: str) -> None:
        """Hold a pictogram for unseen: the file does not carry it any more."""

    def forget(self) -> None:
        """Remember nothing of the last call: its transaction failed."""


def write_act(connection: sqlite3.Connection, act: Act) -> None:
    """Write the history row of an act, and the cursor where it is not the last act: that saves a page to an act."""
    if act.commit.kind == "acte":
        patch = act.commit.patch
        connection.execute("DELETE FROM choro_history WHERE id >= ?", (act.cursor,))
        connection.execute(
            "INSERT INTO choro_history (id, label, label_values, patch, le) VALUES (?, ?, ?, ?, ?)",
            (act.cursor, patch.label.key, patch.label.values.text(), codec.pack(patch.changes), moment()),
        )
        connection.execute("UPDATE choro_meta SET valeur = '' WHERE cle = 'cursor' AND valeur <> ''")
    else:
        set_meta(connection, "cursor", str(act.cursor))


def explained(error: BaseException) -> str:
    """Return the sentence for a failure to write."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_FULL" or name.startswith("SQLITE_IOERR"):
        return tr(
            "Pas encore écrit\u00a0: le disque est plein ou ne répond plus. Rien n’est perdu tant que la fenêtre "
            "reste ouverte\u202f; l’enregistrement reprendra dès qu’il y aura de la place."
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return tr(
            "Pas encore écrit\u00a0: un autre logiciel est en train d’écrire dans ce fichier. "
            "L’enregistrement reprendra tout seul."
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return tr(
            "Pas encore écrit\u00a0: le fichier est protégé ou n’est plus là. Rien n’est perdu tant que la fenêtre "
            "reste ouverte\u202f; enregistrez une copie ailleurs."
        )
    return tr(
        "Pas encore écrit\u00a0: le fichier a refusé le dernier acte. Rien n’est perdu tant que la fenêtre reste "
        "ouverte\u202f; enregistrez une copie ailleurs."
    )


class Writer:
    """The thread that writes; ``tell`` is called from it."""

    def __init__(
        self,
        tables: Tables,
        tell: Callable[[SaveState], None],
        extra: Extra | None = None,
        *,
        due: bool = False,
    ) -> None:
        """``due`` says that the file lacks what ``extra`` writes: the first act brings it, or a moment of calm."""
        self._tell = tell
        self._tables = tables
        self._extra = extra
        self._due = due
        self._queue: deque[Act | Carry] = deque()
        self._changed = threading.Condition()
        #: Numbers of the attempts begun and finished, to know which one a failure belongs to.
        self._begun = 0
        self._finished = 0
        self._failure = ""
        self._hurry = False
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="chorographe-ecriture", daemon=True)
        self._thread.start()

    def submit(self, act: Act | Carry) -> None:
        """Queue an act, or a pictogram to carry; returns at once."""
        with self._changed:
            self._queue.append(act)
            self._changed.notify_all()

    def flush(self) -> None:
        """Wait until every act submitted is on the disk, and what is due.

        Raises Souci when an attempt to write an act, begun since then, fails.
        """
        with self._changed:
            begun = self._begun
            while self._queue or self._due:
                if self._queue and self._failure and self._finished > begun:
                    raise Souci(self._failure)
                self._hurry = True
                self._changed.notify_all()
                self._changed.wait()

    def stop(self) -> None:
        """End the thread. Acts that are still waiting are given up: flush first."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()
        if self._due:
            self._write(None)
        self._tighten()

    def _tighten(self) -> None:
        """Make the extents exact; a file that cannot take them any more does with the loose ones."""
        connection = self._tables.connection
        with suppress(sqlite3.Error):
            connection.execute("BEGIN IMMEDIATE")
            self._tables.tighten()
            connection.execute("COMMIT")
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")

    def _run(self) -> None:
        pause = RETRY_FIRST
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._queue or self._stopping or (self._due and self._hurry),
                    timeout=CALM if self._due else None,
                )
                if self._stopping:
                    return
                act = self._queue[0] if self._queue else None
                self._begun += 1
                failing = bool(self._failure)
            if act is None:
                # Where it cannot be written, the next act brings it.
                self._write(None)
                with self._changed:
                    self._due = self._hurry = False
                    self._changed.notify_all()
                continue
            if not failing:
                self._tell(SaveState("en_cours", tr("Enregistrement…")))
            failure = self._write(act)
            with self._changed:
                news = failure != self._failure
                self._finished, self._failure, self._hurry = self._begun, failure, False
                if not failure:
                    self._queue.popleft()
                    self._due = self._due and isinstance(act, Carry)
                idle = not self._queue
                self._changed.notify_all()
            if failure:
                if news:
                    self._tell(SaveState("echec", failure))
                with self._changed:
                    self._changed.wait_for(lambda: self._stopping or self._hurry, timeout=pause)
                pause = min(2 * pause, RETRY_LONGEST)
            else:
                pause = RETRY_FIRST
                if idle:
                    self._tell(SaveState("enregistre", tr("Enregistré")))

    def _write(self, act: Act | Carry | None) -> str:
        """Write one act, or only what is due, in one transaction.

        Return the sentence of the failure, empty when it is on the disk.
        """
        connection, before = self._tables.connection, self._tables.state()
        try:
            _begin(connection)
            if isinstance(act, Carry):
                if act.dropped:
                    embedded.drop(connection, act.pictogram.key)
                    if self._extra:
                        self._extra.lose(connection, act.pictogram.key)
                else:
                    embedded.put(connection, (act.pictogram,))
                connection.execute("COMMIT")
                self._tables.pictograms = act.known
                if self._extra:
                    self._extra.know(act.known)
                return ""
            if act is not None:
                pictures.put(connection, act.pictures)
                self._tables.apply(act.commit.patch.changes)
                write_act(connection, act)
            if self._extra:
                self._extra(connection, self._tables)
            connection.execute("COMMIT")
        except Exception as error:
            failure = explained(error)
            if failure != self._failure:
                log.exception("an act could not be written")
            self._tables.restore(before)
            if self._extra:
                self._extra.forget()
            if connection.in_transaction:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
            return failure
        return ""


def _begin(connection: sqlite3.Connection) -> None:
    """Begin to write, in a journal that leaves nothing out of a copy of the file.

    Another program (QGIS) may have turned the file to WAL; it shows once the transaction has begun.
    """
    connection.execute("BEGIN IMMEDIATE")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("BEGIN IMMEDIATE")
