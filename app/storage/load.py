"""Rows to a poster: every record that can be read, and the acts that led there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.i18n import tr
from app.poster.document import Label, Patch
from app.poster.geometry import Point
from app.poster.records import Mark, Poster, PostIt, Record, new_uid
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from app.storage import codec, wkb
from app.storage.derived import postit_point
from app.storage.rows import BadRow, record_of
from app.storage.schema import RECORD_TABLES, Table


@dataclass(slots=True)
class Loaded:
    """A poster as read: its records, the table of each, and what had to be mended or left aside."""

    records: dict[str, Record] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    #: Rows that another program added without an identity of their own: table, fid, the uid they receive.
    named: list[tuple[str, int, str]] = field(default_factory=list)
    #: Rows that cannot be read; they stay in the file as they are.
    aside: int = 0

    @property
    def poster(self) -> Poster | None:
        """The Poster record, if one could be read."""
        return next((record for record in self.records.values() if isinstance(record, Poster)), None)


@dataclass(frozen=True, slots=True)
class Past:
    """The acts of a poster: the records it started from, what was done, how many acts are in force."""

    start: Mapping[str, Record]
    acts: tuple[Patch, ...]
    cursor: int
    #: The last act, when another program did it since.
    foreign: Patch | None = None
    #: Whether this past is not in the file yet: it had none, or one that could not be read.
    new: bool = False

    def records(self) -> Iterator[Record | None]:
        """Yield every record that the acts knew, as each of them was."""
        yield from self.start.values()
        for act in self.acts:
            for pair in act.changes.values():
                yield from pair


def load(connection: sqlite3.Connection, tables: set[str]) -> Loaded:
    """Read the records of the ``tables`` that are sound. Damaged pages and rows are left aside, and counted."""
    found = Loaded()
    links = _links(connection) if "grille_lien" in tables else {}
    known: dict[Any, Any] = {}
    for table in RECORD_TABLES:
        if table.name not in tables:
            continue
        try:
            for row in connection.execute(f'SELECT * FROM "{table.name}" ORDER BY fid'):  # noqa: S608
                _take(found, table, row, links, known)
        except sqlite3.DatabaseError:
            # A damaged page ends this table; what came before it is kept.
            found.aside += 1
    return found


def _links(connection: sqlite3.Connection) -> dict[str, list[str]]:
    links: dict[str, list[str]] = {}
    try:
        for row in connection.execute("SELECT ligne_uid, picto_uid FROM grille_lien ORDER BY rang, fid"):
            if row["picto_uid"]:
                links.setdefault(row["ligne_uid"], []).append(row["picto_uid"])
    except sqlite3.DatabaseError:
        return links
    return links


def _take(
    found: Loaded,
    table: Table,
    row: sqlite3.Row,
    links: Mapping[str, list[str]],
    known: dict[Any, Any],
) -> None:
    # What rows have in common, names, codes and places, is held once: a base map has tens of thousands of rows.
    values = {
        name: known.setdefault(value, value) if isinstance(value, str) else value
        for name, value in dict(row).items()
    }
    uid = values["uid"]
    if not isinstance(uid, str) or not uid or uid in found.records:
        uid = new_uid()
        found.named.append((table.name, values["fid"], uid))
    try:
        record = record_of(table, {**values, "uid": uid}, links.get(uid, ()), known)
    except BadRow:
        found.aside += 1
        return
    if isinstance(record, Poster) and found.poster is not None:
        found.aside += 1
        return
    if isinstance(record, Poster) and record.metres_par_mm <= 0:
        record = replace(record, metres_par_mm=1000.0)
    if isinstance(record, Mark) and not record.picto:
        free = {"fleche_libre": "fleche", "zone_libre": "zone"}
        record = replace(record, picto=free.get(table.name, ""))
    if isinstance(record, PostIt):
        record = _moved(record, values["geom"], found.poster)
    found.records[uid] = record
    found.places[uid] = table.name


def _moved(postit: PostIt, blob: object, poster: Poster | None) -> PostIt:
    """Return the post-it where its point is: another program moves the point, and knows nothing of our mm."""
    if poster is None or blob is None:
        return postit
    try:
        point = wkb.decode(blob)
    except wkb.BadGeometry:
        return postit
    frame = MapFrame.of(poster)
    if not isinstance(point, Point) or point == postit_point(postit, frame):
        return postit
    x, y = frame.to_page(point.x, point.y)
    return replace(postit, x=round(x, 4), y=round(y, 4))


def load_past(connection: sqlite3.Connection, records: Mapping[str, Record]) -> Past:
    """Read the acts. Raises codec.BadHistory where they cannot be read or do not follow one another.

    A file without any (an exported copy) starts from its present ``records``.
    """
    try:
        rows = connection.execute(
            "SELECT id, label, label_values, patch FROM choro_history ORDER BY id"
        ).fetchall()
        cursor = connection.execute("SELECT valeur FROM choro_meta WHERE cle = 'cursor'").fetchone()
    except sqlite3.DatabaseError as error:
        raise codec.BadHistory(str(error)) from error
    if not rows:
        return Past(dict(records), (), 0, new=True)
    if [row["id"] for row in rows] != list(range(len(rows))) or cursor is None:
        raise codec.BadHistory("acts are missing")
    try:
        changes = [codec.unpack(row["patch"], lambda one: _shared(one, records)) for row in rows]
        labels = [Label(str(row["label"]), Frozen.parse(row["label_values"] or "")) for row in rows]
        # Empty: every act is in force.
        at = int(cursor[0]) if cursor[0] else len(rows) - 1
    except (ValueError, TypeError, RecursionError) as error:
        raise codec.BadHistory(str(error)) from error
    start = {uid: after for uid, (_, after) in changes[0].items() if after is not None}
    acts = tuple(Patch(label, change) for label, change in zip(labels[1:], changes[1:], strict=True))
    if not 0 <= at <= len(acts):
        raise codec.BadHistory("the cursor is outside the acts")
    codec.replayed(start, acts)
    return Past(start, acts, at)


def _shared(record: Record, records: Mapping[str, Record]) -> Record:
    """Return a record of the past: that of today where nothing of it changed.

    A poster and its past hold a base map once, not twice.
    """
    known = records.get(record.uid)
    return known if known is not None and known == record else record


def foreign(past: Past, records: Mapping[str, Record]) -> Patch:
    """Return what another program changed since the last act: one act like any other, empty if nothing did."""
    expected = codec.replayed(past.start, past.acts[: past.cursor])
    uids = dict.fromkeys(expected) | dict.fromkeys(records)
    pairs = {uid: (expected.get(uid), records.get(uid)) for uid in uids}
    label = Label("Modifications faites dans un autre logiciel")
    return Patch(label, {uid: pair for uid, pair in pairs.items() if pair[0] != pair[1]})


def aside_sentence(number: int) -> str:
    """Return the sentence for rows that were left aside."""
    return tr(
        "Une partie de ce poster n’a pas pu être lue ({nombre}). Le reste est là\u202f; le fichier garde tout.",
        nombre=number,
    )
