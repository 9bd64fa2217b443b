"""Real contours of communes and EPCI, from the shipped base map and the poster's own ground.

Imported at the first contour only: it brings shapely, and pyproj where the poster has another CRS.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable
from functools import cache, lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from app.basemap.france import store
from app.basemap.france.cells import DETAIL_MM, DETAIL_OF_CELL, DIVIDED, SMALLEST_MM2
from app.basemap.france.packed import unpack
from app.basemap.france.places import Contour, Unit
from app.basemap.france.store import ids
from app.basemap.france.zones import ZONES
from app.poster.document import Document
from app.poster.geometry import Areas, Move
from app.poster.records import Fond
from app.poster.surfaces import areas_of, filled, surface

#: A strip thinner than this on paper, in mm, between the poster's ground and the base map's is no ground.
STRIP_MM = 0.6


def unit_at(x: float, y: float, kind: Contour, crs: int) -> Unit | None:
    """Return the commune or EPCI of the base map at (x, y), in metres of ``crs``; None where there is none."""
    if crs in ZONES:
        return _unit(round(x, 1), round(y, 1), kind, crs)
    for zone in ZONES:
        there, back = _moves(crs, zone)
        found = _unit(*(round(value, 1) for value in there(x, y)), kind, zone)
        if found is not None:
            return Unit(found.code, found.nom, found.areas.map(back), found.communes)
    return None


def generalised(document: Document, x: float, y: float, kind: Contour) -> tuple[str, Areas] | None:
    """Return the name and contour of the unit at a place of a poster, with the poster's detail and borders.

    Inside what the poster shows as communes, the contour is made of these very communes; beyond, of the base map's
    with the same detail.
    """
    unit = unit_at(x, y, kind, document.poster.crs)
    if unit is None:
        return None
    fonds = {
        fond.code: surface(fond.geometry)
        for fond in document.all(Fond)
        if fond.couche == "commune" and isinstance(fond.geometry, Areas)
    }
    codes = [each for code, parts in unit.communes for each in (code, *parts)]
    own = [fonds[code] for code in codes if code in fonds]
    metres = document.poster.metres_par_mm
    if own and _complete(unit, fonds):
        return (unit.nom, areas_of(_filled(shapely.coverage_union_all(own), metres)))
    detail = DETAIL_MM * metres
    if fonds:
        detail = min(detail, DETAIL_OF_CELL * float(np.sqrt(np.median(shapely.area(list(fonds.values()))))))
    beyond = shapely.simplify(surface(unit.areas), detail)
    if fonds:
        strip = STRIP_MM * metres / 2
        beyond = shapely.difference(beyond, shapely.union_all(list(fonds.values())))
        kept = shapely.buffer(shapely.buffer(beyond, -strip), 2 * strip)
        beyond = shapely.intersection(beyond, kept)
    whole = shapely.union_all([*own, beyond])
    return (unit.nom, areas_of(_filled(whole, metres))) if not shapely.is_empty(whole) else None


def _complete(unit: Unit, known: Container[str]) -> bool:
    """Return whether a poster shows all communes of a unit, whole or by all their arrondissements."""
    return all(
        code in known or (bool(parts) and all(part in known for part in parts))
        for code, parts in unit.communes
    )


@lru_cache(maxsize=16)
def _unit(x: float, y: float, kind: Contour, crs: int) -> Unit | None:
    """Return the unit of the base map at a place of a zone, in its CRS; a hand that stays asks for the same again."""
    with store.opened() as db:
        row, shape_ = _commune(db, x, y, crs)
        if row is None or shape_ is None:
            return None
        if kind == "commune":
            return Unit(row["code"], row["nom"], areas_of(shape_), _divided(db, [row["code"]]))
        piece = db.execute("SELECT epci FROM piece WHERE id = ?", (row["piece"],)).fetchone()
        epci = db.execute(
            "SELECT * FROM unite WHERE genre = 'epci' AND code = ?", (piece["epci"],)
        ).fetchone()
        if epci is None:
            return None
        pieces = db.execute("SELECT * FROM piece WHERE epci = ? ORDER BY id", (epci["code"],)).fetchall()
        listed = ids(each["id"] for each in pieces)
        sql = f"SELECT code FROM unite WHERE piece IN {listed}"  # noqa: S608 (whole numbers only)
        codes = [each["code"] for each in db.execute(sql)]
        whole = shapely.coverage_union_all(
            np.concatenate([np.asarray(unpack(each["communes"])) for each in pieces])
        )
        return Unit(epci["code"], epci["nom"], areas_of(whole), _divided(db, codes))


def _commune(
    db: sqlite3.Connection, x: float, y: float, crs: int
) -> tuple[sqlite3.Row | None, BaseGeometry | None]:
    pieces = db.execute(
        "SELECT * FROM piece WHERE crs = ? AND xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ? ORDER BY id",
        (crs, x, x, y, y),
    ).fetchall()
    for piece in pieces:
        shapes = np.asarray(unpack(piece["communes"]))
        at = np.flatnonzero(shapely.contains_xy(shapes, x, y))
        if len(at):
            rows = db.execute("SELECT * FROM unite WHERE piece = ? ORDER BY id", (piece["id"],)).fetchall()
            return rows[int(at[0])], shapes[int(at[0])]
    return None, None


def _divided(db: sqlite3.Connection, codes: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return codes of communes in order, each with those of its arrondissements."""
    sql = "SELECT code FROM arrondissement WHERE commune = ? ORDER BY code"
    return tuple(
        (code, tuple(row["code"] for row in db.execute(sql, (code,))) if code in DIVIDED else ())
        for code in sorted(codes)
    )


def _filled(whole: BaseGeometry, metres: float) -> BaseGeometry:
    """Return a shape without the parts and holes too small for the paper; its largest part always stays."""
    smallest = SMALLEST_MM2 * metres**2
    parts = shapely.get_parts(filled(whole, smallest))
    return shapely.multipolygons(
        [part for rank, part in enumerate(parts) if not rank or part.area >= smallest]
    )


@cache
def _moves(crs: int, zone: int) -> tuple[Move, Move]:
    """Return the ways from a CRS to that of a zone and back. A CRS that nobody knows leads nowhere."""
    import pyproj

    try:
        there = pyproj.Transformer.from_crs(crs, zone, always_xy=True)
        back = pyproj.Transformer.from_crs(zone, crs, always_xy=True)
    except pyproj.exceptions.CRSError:
        return (lambda x, y: (float("inf"), float("inf"))), (lambda x, y: (x, y))
    return there.transform, back.transform
