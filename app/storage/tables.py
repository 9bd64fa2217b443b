"""The rows of a poster as they stand on disk: applies changes, keeps what is derived up to date.

``Tables`` holds its own picture of the records, so that the writer never looks at a document that is being
edited on another thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.catalogue.model import Pictogram
from app.poster.boxes import grown, within
from app.poster.geometry import Box, Geometry, Lines, Point, bounds
from app.poster.records import Fond, LigneGrille, Mark, Poster, PostIt, Record
from app.poster.sheet import MapFrame
from app.storage import package, wkb
from app.storage.derived import Communes, derived, nodes, postit_point, table_of
from app.storage.rows import row_of, to_sql
from app.storage.schema import Table

Changes = Mapping[str, tuple[Record | None, Record | None]]


@dataclass(slots=True)
class Tables:
    """The records that are on disk, and how to change them there. Rows of unreadable records are untouched."""

    connection: sqlite3.Connection
    pictograms: Mapping[str, Pictogram]
    records: dict[str, Record]
    #: Table of each record that is on disk.
    places: dict[str, str] = field(default_factory=dict)
    #: Extents by table and record, of the tables that were touched: the base map, which nobody touches, has many.
    _boxes: dict[str, dict[str, Box]] = field(default_factory=dict)
    #: Identities that the last ``apply`` wrote.
    touched: tuple[str, ...] = ()
    #: Extents written since the file was opened.
    _told: dict[str, Box | None] = field(default_factory=dict)
    _communes: Communes | None = None

    @property
    def poster(self) -> Poster:
        """The one Poster record."""
        return next(record for record in self.records.values() if isinstance(record, Poster))

    def apply(self, changes: Changes) -> None:
        """Write ``changes`` to the rows. The caller holds the transaction, and calls ``restore`` when it fails."""
        before = next((record for record in self.records.values() if isinstance(record, Poster)), None)
        for uid, (_, after) in changes.items():
            if after is None:
                self.records.pop(uid, None)
            else:
                self.records[uid] = after
        poster = self.poster
        ground = any(
            isinstance(one, Fond) and one.couche == "commune" for pair in changes.values() for one in pair
        )
        if ground:
            self._communes = None
        if before is not None and before.crs != poster.crs:
            package.change_crs(self.connection, poster.crs)
            ground = True
        if before is not None and (ground or _heading(before) != _heading(poster)):
            touched = dict.fromkeys(self.records) | dict.fromkeys(changes)
        else:
            touched = dict.fromkeys(changes) | dict.fromkeys(self._pointing_at(changes))
        self.touched = tuple(touched)
        tables: set[str] = set()
        for uid in touched:
            tables |= self._write(uid, poster)
        self._describe(tables)

    def state(self) -> tuple[dict[str, Record], dict[str, str], dict[str, dict[str, Box]]]:
        """Return what ``restore`` needs when the transaction of an ``apply`` fails."""
        return (
            self.records.copy(),
            self.places.copy(),
            {name: one.copy() for name, one in self._boxes.items()},
        )

    def restore(self, state: tuple[dict[str, Record], dict[str, str], dict[str, dict[str, Box]]]) -> None:
        """Return to the ``state`` before a failed ``apply``."""
        self.records, self.places, self._boxes = state
        self._communes = None
        self._told = {}

    def _pointing_at(self, changes: Changes) -> list[str]:
        """Return the post-its whose leader ends on something that changed."""
        return [
            uid
            for uid, name in self.places.items()
            if name == "postit" and uid not in changes and getattr(self.records[uid], "cible", "") in changes
        ]

    def _write(self, uid: str, poster: Poster) -> set[str]:
        """Bring the rows of one record in step with ``records``; return the tables touched."""
        record = self.records.get(uid)
        standing = self.places.get(uid)
        table = None if record is None else table_of(record, self.pictograms)
        touched = {name for name in (standing, table.name if table else None) if name}
        if standing and (table is None or standing != table.name):
            self.connection.execute(f'DELETE FROM "{standing}" WHERE uid = ?', (uid,))  # noqa: S608
            self._boxes.get(standing, {}).pop(uid, None)
            del self.places[uid]
            self._write_nodes(uid, ())
            if standing == "grille":
                self.connection.execute("DELETE FROM grille_lien WHERE ligne_uid = ?", (uid,))
        if record is None or table is None:
            return touched | ({"reseau_noeud"} if standing == "reseau_lien" else set())
        row = self.row(table, record, poster)
        if standing == table.name:
            self.connection.execute(_update(table.name, tuple(row)), row)
        else:
            self.connection.execute(_insert(table.name, tuple(row)), row)
            self.places[uid] = table.name
        self._note_box(table.name, uid, record, poster)
        if isinstance(record, LigneGrille):
            self.connection.execute("DELETE FROM grille_lien WHERE ligne_uid = ?", (uid,))
            self.connection.executemany(
                "INSERT INTO grille_lien (ligne_uid, picto_uid, rang) VALUES (?, ?, ?)",
                [(uid, lien, rank) for rank, lien in enumerate(record.liens)],
            )
            touched.add("grille_lien")
        if table.name == "reseau_lien":
            assert isinstance(record, Mark)
            self._write_nodes(uid, nodes(record, poster, self.communes))
            touched.add("reseau_noeud")
        return touched

    def row(self, table: Table, record: Record, poster: Poster) -> dict[str, Any]:
        """Return every column of a record's row: stored and derived."""
        row = row_of(table, record, poster.crs)
        row.update(
            (name, to_sql(value))
            for name, value in derived(
                table, record, poster, self.communes, self.pictograms, self.records
            ).items()
        )
        if isinstance(record, PostIt):
            place = postit_point(record, MapFrame.of(poster))
            row["geom"] = None if place is None else wkb.encode(place, poster.crs)
        return row

    def _write_nodes(self, uid: str, rows: Iterable[tuple[Point, dict[str, Any]]]) -> None:
        self.connection.execute("DELETE FROM reseau_noeud WHERE uid = ?", (uid,))
        boxes = self._boxes.setdefault("reseau_noeud", {})
        boxes.pop(uid, None)
        places = []
        for place, row in rows:
            row = {"uid": uid, "geom": wkb.encode(place, self.poster.crs), **row}
            self.connection.execute(_insert("reseau_noeud", tuple(row)), row)
            places.append((place.x, place.y))
        if places:
            boxes[uid] = bounds(Lines((tuple(places),)))

    @property
    def communes(self) -> Communes:
        """Where each commune of the poster lies."""
        if self._communes is None:
            self._communes = Communes.of(self.records.values())
        return self._communes

    def _note_box(self, name: str, uid: str, record: Record, poster: Poster) -> None:
        """Remember the extent of a record, for the extents of ``gpkg_contents``."""
        if name not in self._boxes:
            return  # taken with the others of its table, once that is told
        box = _box(record, poster)
        if box is not None:
            self._boxes[name][uid] = box
        else:
            self._boxes[name].pop(uid, None)

    def _describe(self, names: set[str]) -> None:
        """Write the time and extent of the tables touched, once while the file is open and when they outgrow it.

        Extents only inform readers: they are given room to grow, so that an act does not write one page more,
        and are made exact when the file is closed.
        """
        for name in sorted(names):
            extent, told = self._extent(name), self._told.get(name)
            if name in self._told and _within(extent, told):
                continue
            room = 30 * self.poster.metres_par_mm
            loose = extent and grown(extent, room)
            self._tell(name, loose if name in self._told else extent)

    def tighten(self) -> None:
        """Write the exact extents of what was touched. The caller holds the transaction."""
        for name, told in list(self._told.items()):
            if told != self._extent(name):
                self._tell(name, self._extent(name))

    def _extent(self, name: str) -> Box | None:
        if name not in self._boxes:
            poster, placed = self.poster, (uid for uid, table in self.places.items() if table == name)
            found = ((uid, _box(self.records[uid], poster)) for uid in placed)
            self._boxes[name] = {uid: box for uid, box in found if box is not None}
        boxes = self._boxes[name]
        if not boxes:
            return None
        west, south, east, north = zip(*boxes.values(), strict=True)
        return (min(west), min(south), max(east), max(north))

    def _tell(self, name: str, extent: Box | None) -> None:
        self._told[name] = extent
        self.connection.execute(
            "UPDATE gpkg_contents SET last_change=?, min_x=?, min_y=?, max_x=?, max_y=? WHERE table_name=?",
            (package.moment(), *(extent or (None,) * 4), name),
        )


def _box(record: Record, poster: Poster) -> Box | None:
    """Return the extent of what a row shows on the ground; None where it has no place there."""
    if isinstance(record, PostIt):
        geometry: Geometry | None = postit_point(record, MapFrame.of(poster))
    else:
        geometry = getattr(record, "geometry", None)
    return None if geometry is None else bounds(geometry)


@lru_cache(maxsize=64)
def _insert(table: str, names: tuple[str, ...]) -> str:
    listed, values = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    return f'INSERT INTO "{table}" ({listed}) VALUES ({values})'  # noqa: S608


@lru_cache(maxsize=64)
def _update(table: str, names: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{name}" = :{name}' for name in names)
    return f'UPDATE "{table}" SET {listed} WHERE uid = :uid'  # noqa: S608


def _within(box: Box | None, other: Box | None) -> bool:
    """Return whether ``box`` lies inside ``other``; nothing lies inside anything."""
    if box is None or other is None:
        return box is None
    return within(box, other)


def _heading(poster: Poster) -> tuple[Any, ...]:
    """Return what every item repeats of its poster, and the frame that post-its are placed by."""
    return (
        poster.uid,
        poster.atelier,
        poster.groupe,
        poster.date_atelier,
        poster.territoire_nom,
        MapFrame.of(poster),
    )
