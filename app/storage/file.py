"""A poster on disk: made, opened, and kept in step with its document act by act."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.load import available, same
from app.catalogue.model import Pictogram
from app.i18n import Souci, tr
from app.poster.document import Commit, Document
from app.poster.history import History
from app.poster.records import Record
from app.storage import codec, embedded, mend
from app.storage import open as opening
from app.storage.create import build
from app.storage.load import Loaded, Past, aside_sentence, foreign, load, load_past
from app.storage.lock import Lock
from app.storage.pictures import Pictures, copy, used
from app.storage.qgis_styles import Styles
from app.storage.tables import Tables
from app.storage.writer import Act, Carry, SaveState, Writer, explained

__all__ = ["PosterFile", "SaveState"]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Desk:
    """What an open, writable poster holds of the system."""

    connection: sqlite3.Connection
    writer: Writer
    lock: Lock

    def leave(self) -> None:
        self.writer.stop()
        # Removes the empty journal that TRUNCATE keeps; another reader may forbid it, and it is harmless.
        with suppress(sqlite3.Error):
            self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()
        self.lock.release()


class PosterFile:
    """An open poster. Every act committed to ``document`` goes to the disk by itself.

    A ``read_only`` one keeps its acts in memory; ``notice`` is the sentence that says why, or what was found
    when opening. Use it from one thread; ``listeners`` are called from the writer's.
    """

    def __init__(
        self,
        path: Path,
        loaded: Loaded,
        past: Past,
        pictograms: Mapping[str, Pictogram],
        carried: Mapping[str, Pictogram],
        pictures: Pictures,
    ) -> None:
        self.path = path
        self.notice = ""
        self.document = Document.of(loaded.records.values())
        self.history = History(self.document, past.acts, past.cursor)
        #: The records before the first act: with ``history`` they give every state of the poster.
        self.start = past.start
        self.listeners: list[Callable[[SaveState], None]] = []
        #: The catalogue, and what the file carries of pictograms that it does not know.
        self.pictograms = pictograms
        #: The pictograms that travel in the file: those that are used, those that were invented or brought here.
        self.carried = carried
        #: The bytes of the photos and images that lie on it.
        self.pictures = pictures
        self._desk: _Desk | None = None
        self._unsaved = False
        # After the history's own listener: the cursor is then that of the act.
        self.document.committed.append(self._commit)

    @property
    def read_only(self) -> bool:
        """Whether acts stay in memory."""
        return self._desk is None

    @classmethod
    def create(
        cls, path: Path | str, records: Iterable[Record], *, catalogue: Mapping[str, Pictogram] | None = None
    ) -> PosterFile:
        """Make a new poster that starts with ``records`` (one ``Poster`` among them) and open it.

        Raises Souci where something of that name exists, or the folder cannot be written.
        """
        pictograms = _known({}, catalogue)
        path = Path(path)
        start = {record.uid: record for record in records}
        build(path, start, pictograms, Past(start, (), 0))
        return cls.open(path, catalogue=pictograms)

    @classmethod
    def open(cls, path: Path | str, *, catalogue: Mapping[str, Pictogram] | None = None) -> PosterFile:
        """Open a poster: to write when it may be, else read only with a ``notice``. Raises Souci."""
        path = Path(path)
        lacking = opening.header(path)
        with ExitStack() as stack:
            lock = Lock.take(path)
            if lock:
                stack.callback(lock.release)
            protected = not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
            try:
                if lock and not protected and not lacking:
                    connection = opening.connect(path, writable=True)
                    stack.callback(connection.close)
                else:
                    connection = stack.enter_context(opening.reading(path, lacking))
                seen = opening.look(connection, path.name)
                loaded = load(connection, seen.tables)
                past, notice = _past(connection, loaded)
                carried = embedded.read(connection) if "media" in seen.tables else {}
            # What SQLite says of a damaged schema may quote bytes that are no text.
            except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
                raise Souci(_unreadable(path, error)) from error
            if loaded.poster is None:
                raise Souci(_unreadable(path, None))
            pictograms = _known(carried, catalogue)
            poster = cls(path, loaded, past, pictograms, carried, Pictures(path, lacking))
            poster.notice = notice
            if seen.damaged or lacking:
                poster.notice = tr(
                    "Ce poster est abîmé\u00a0: voici ce qui a pu être lu, en lecture seule. L’original n’est pas "
                    "touché\u202f; enregistrez une copie pour continuer."
                )
            elif seen.newer:
                poster.notice = tr("Ce poster vient d’une version plus récente\u00a0: ouvert en lecture.")
            elif not lock:
                poster.notice = tr(
                    "Ce poster est déjà ouvert dans une autre fenêtre\u00a0: ouvert ici en lecture."
                )
            elif protected:
                poster.notice = tr("Ce fichier est protégé\u00a0: ouvert en lecture.")
            else:
                try:
                    styles = Styles(pictograms, path.name)
                    tables = mend.settle(connection, pictograms, seen, loaded, past, styles)
                    # A new file, or a copy: QGIS is served once people have their sheet.
                    due = styles.renamed(connection)
                except sqlite3.Error as error:
                    log.warning("%s cannot be written: %s", path, error)
                    poster.notice = explained(error)
                    return poster
                poster._desk = _Desk(connection, Writer(tables, poster._tell, styles, due=due), lock)
                stack.pop_all()
            return poster

    def add_pictogram(self, pictogram: Pictogram) -> None:
        """Let the file carry a pictogram, even before it is used; it goes to the disk by itself, before later acts.

        Raises ValueError where a shipped one, or another that is carried, has its key: give it another key first.
        """
        there = self.pictograms.get(pictogram.key)
        held = there is not None and (not there.ours or pictogram.key in self.carried)
        if there is not None and held and not same(there, pictogram):
            raise ValueError(f"{pictogram.key} is taken")
        if pictogram.key in self.carried:
            return
        self.pictograms = {**self.pictograms, pictogram.key: pictogram}
        self.carried = {**self.carried, pictogram.key: pictogram}
        if self._desk:
            self._desk.writer.submit(Carry(pictogram, self.pictograms))
        else:
            self._unsaved = True

    def drop_pictogram(self, key: str) -> None:
        """Let the file carry a pictogram no more: one that no mark uses. What undo brings back is still drawn."""
        if key not in self.carried:
            return
        dropped = self.carried[key]
        self.carried = {other: each for other, each in self.carried.items() if other != key}
        if self._desk:
            self._desk.writer.submit(Carry(dropped, self.pictograms, dropped=True))
        else:
            self._unsaved = True

    def flush(self) -> None:
        """Wait until every act so far is on the disk. Raises Souci when it is not, and says why."""
        if self._desk:
            self._desk.writer.flush()
        elif self._unsaved:
            raise Souci(
                tr(
                    "Ce poster est ouvert en lecture\u00a0: enregistrez une copie pour garder ce que vous avez fait."
                )
            )

    def close(self) -> None:
        """Write what waits and let the file go. Raises Souci, and stays open, when something is not written."""
        if self._desk:
            self._desk.writer.flush()
        self.abandon()

    def abandon(self) -> None:
        """Let the file go at once: acts that are not written yet are given up."""
        if self._commit in self.document.committed:
            self.document.committed.remove(self._commit)
        if self._desk:
            self._desk.leave()
            self._desk = None

    def copy_to(self, path: Path | str) -> PosterFile:
        """Write the poster as it is now, with its history, to a new file, and open it. Raises Souci."""
        path = Path(path)
        past = Past(self.start, self.history.acts, self.history.cursor)
        styles, carried = Styles(self.pictograms, path.name), self.carried

        def finish(connection: sqlite3.Connection, tables: Tables) -> None:
            embedded.put(connection, carried.values())
            copy(connection, used(past.records()), self.pictures.get)
            styles(connection, tables)

        build(path, dict(self.document.records), self.pictograms, past, finish)
        return PosterFile.open(path, catalogue=self.pictograms)

    def _commit(self, commit: Commit) -> None:
        if self._desk:
            self._desk.writer.submit(Act(commit, self.history.cursor, self.pictures.brought(commit.patch)))
        else:
            self._unsaved = True

    def _tell(self, state: SaveState) -> None:
        for listener in tuple(self.listeners):
            listener(state)


def _known(
    carried: Mapping[str, Pictogram], catalogue: Mapping[str, Pictogram] | None
) -> Mapping[str, Pictogram]:
    """Return what can be drawn: the catalogue first; what it does not know comes from the file."""
    return available(embedded=carried) if catalogue is None else {**carried, **catalogue}


def _past(connection: sqlite3.Connection, loaded: Loaded) -> tuple[Past, str]:
    """Return the acts of a poster, what another program did being the last of them, and a sentence or ""."""
    notice = aside_sentence(loaded.aside) if loaded.aside else ""
    try:
        past = load_past(connection, loaded.records)
    except codec.BadHistory as error:
        log.warning("the history cannot be read: %s", error)
        lost = tr(
            "Le poster est là, mais son historique n’a pas pu être lu\u00a0: les actes d’avant ne peuvent plus être "
            "annulés."
        )
        return Past(dict(loaded.records), (), 0, new=True), notice or lost
    patch = foreign(past, loaded.records)
    if patch:
        acts = (*past.acts[: past.cursor], patch)
        past = Past(past.start, acts, len(acts), foreign=patch)
        # The same words as the act, which can be undone.
        notice = notice or tr("Modifications faites dans un autre logiciel")
    return past, notice


def _unreadable(path: Path, error: Exception | None) -> str:
    log.warning("%s could not be read: %s", path, error)
    if (getattr(error, "sqlite_errorname", "") or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return tr("{nom} est occupé par un autre logiciel\u00a0: réessayez dans un instant.", nom=path.name)
    return tr("{nom} est abîmé et ne peut pas être lu. Il n’a pas été modifié.", nom=path.name)
