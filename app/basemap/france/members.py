"""What the base map has of the units a group chose: whole pieces, and communes of pieces that are not whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.basemap.france.store import ids
from app.basemap.france.zones import crs_name
from app.i18n import Souci, tr
from app.poster.geometry import Box

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate

_PIECES = {"epci": "epci = ?", "departement": "departement = ?", "region": "region = ?"}
_PIECE = "id, departement, xmin, ymin, xmax, ymax, crs, nb_communes, population"


@dataclass(frozen=True, slots=True)
class Members:
    """The communes of a territory."""

    crs: int
    #: Rows of ``piece`` by id, without their shapes: all their communes belong.
    pieces: Mapping[int, sqlite3.Row]
    #: Rows of ``unite`` of the communes that belong without the rest of their piece, in the order of the file.
    alone: Sequence[sqlite3.Row]

    @property
    def count(self) -> int:
        """How many communes there are."""
        return len(self.alone) + sum(int(row["nb_communes"]) for row in self.pieces.values())

    @property
    def population(self) -> int:
        """How many people live there."""
        return sum(int(row["population"]) for row in (*self.alone, *self.pieces.values()))

    def communes(self, db: sqlite3.Connection) -> list[sqlite3.Row]:
        """Return the rows of all communes, in the order of the file."""
        sql = f"SELECT * FROM unite WHERE piece IN {ids(self.pieces)}"  # noqa: S608 (whole numbers only)
        return sorted([*self.alone, *db.execute(sql)], key=lambda row: int(row["id"]))

    def towns(self, db: sqlite3.Connection) -> list[sqlite3.Row]:
        """Return the rows of the communes of 20,000 people and more: the index has them."""
        apart = {row["id"] for row in self.alone}
        rows = db.execute("SELECT * FROM unite WHERE genre = 'commune' AND population >= 20000")
        return [row for row in rows if row["piece"] in self.pieces or row["id"] in apart]


def of(db: sqlite3.Connection, chosen: Iterable[Candidate]) -> Members:
    """Return the communes of all chosen units, each once. Raises Souci where they lie in two zones."""
    pieces: dict[int, sqlite3.Row] = {}
    alone: dict[int, sqlite3.Row] = {}
    for unit in chosen:
        if unit.kind == "commune":
            rows = db.execute("SELECT * FROM unite WHERE genre = 'commune' AND code = ?", (unit.code,))
            alone.update((row["id"], row) for row in rows)
        else:
            sql = f"SELECT {_PIECE} FROM piece WHERE {_PIECES[unit.kind]}"  # noqa: S608 (our own)
            pieces.update((row["id"], row) for row in db.execute(sql, (unit.code,)))
    left = [alone[key] for key in sorted(alone) if alone[key]["piece"] not in pieces]
    zones = sorted({row["crs"] for row in (*pieces.values(), *left)})
    if len(zones) > 1:
        raise Souci(
            tr(
                "Ces territoires ne tiennent pas sur une même carte\u00a0: ils sont dans des systèmes de "
                "coordonnées différents ({zones}). Faites un poster pour chacun.",
                zones=", ".join(crs_name(crs) for crs in zones),
            )
        )
    return Members(zones[0], pieces, left)


def extent(db: sqlite3.Connection, members: Members) -> Box:
    """Return the box of the territory, in metres, from the exact shapes of its communes."""
    import shapely

    from app.basemap.france.packed import unpack

    boxes = [(row["xmin"], row["ymin"], row["xmax"], row["ymax"]) for row in members.pieces.values()]
    wanted: dict[int, list[int]] = {}
    for row in members.alone:
        wanted.setdefault(row["piece"], []).append(row["id"])
    for piece, own in wanted.items():
        (first,) = db.execute("SELECT min(id) FROM unite WHERE piece = ?", (piece,)).fetchone()
        (data,) = db.execute("SELECT communes FROM piece WHERE id = ?", (piece,)).fetchone()
        shapes = unpack(data)
        boxes.append(tuple(shapely.total_bounds([shapes[key - first] for key in own])))
    west, south, east, north = zip(*boxes, strict=True)
    return (float(min(west)), float(min(south)), float(max(east)), float(max(north)))
