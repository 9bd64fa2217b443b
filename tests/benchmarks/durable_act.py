"""One act on disk, acknowledged, against bare sqlite3 writing the same rows with the same durability."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from app.imports.new import new_poster
from app.poster.geometry import Point
from app.poster.records import Mark, new_uid
from app.storage.file import PosterFile
from tests.benchmarks.measure import Figure, compared

GOAL = 1.5
ACTS = 200
#: About what an act weighs: the row of a mark, and its line in the history.
ROW, HISTORY = "x" * 400, "x" * 900


def run() -> Iterator[Figure]:
    """Yield the median time of an act, in milliseconds; the two are done in turn, act by act."""
    from app.basemap.france.search import resolve

    with tempfile.TemporaryDirectory() as folder:
        ours = PosterFile.create(Path(folder) / "ours.gpkg", new_poster([resolve("200070761")]))
        x, y = ours.document.poster.centre_x, ours.document.poster.centre_y
        with closing(_bare(Path(folder) / "bare.db")) as bare:
            mine, theirs = [], []
            for act in range(ACTS):
                start = time.perf_counter()
                with ours.document.transaction("Poser") as transaction:
                    transaction.put(Mark(uid=new_uid(), picto="ecole", geometry=Point(x + act, y)))
                ours.flush()
                middle = time.perf_counter()
                with bare:
                    bare.execute("INSERT INTO item VALUES (?, ?)", (new_uid(), ROW))
                    bare.execute("INSERT INTO history (patch) VALUES (?)", (HISTORY,))
                    bare.execute("UPDATE meta SET value = ? WHERE key = 'cursor'", (act,))
                theirs.append(time.perf_counter() - middle)
                mine.append(middle - start)
        ours.close()
    yield compared("durable_act", "ms", 1000 * median(mine), 1000 * median(theirs), GOAL)


def _bare(path: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(path)
    bare.executescript(
        """
        PRAGMA journal_mode = TRUNCATE;
        PRAGMA synchronous = FULL;
        CREATE TABLE item (uid TEXT UNIQUE, row TEXT);
        CREATE TABLE history (seq INTEGER PRIMARY KEY, patch TEXT);
        CREATE TABLE meta (key TEXT PRIMARY KEY, value);
        INSERT INTO meta VALUES ('cursor', 0);
        """
    )
    return bare
