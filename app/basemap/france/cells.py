"""The mesh of a window on the base map: cells that share their borders, with the detail that its scale bears.

Cells are communes where the paper can show them, else what each EPCI has in each département.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.basemap.france.packed import unpack
from app.basemap.france.store import ids
from app.poster.geometry import Box

#: A territory of more communes than any département, or whose usual commune has a shorter side on paper, in mm,
#: is shown by EPCI: its communes would be grains.
MOST_COMMUNES = 900
FINEST_MM = 3.0
#: Detail kept on paper, in mm: outlines read as a model, not as a cadastre.
DETAIL_MM = 2.9
#: Detail never takes more than this part of the side of a usual cell, or small cells become triangles.
DETAIL_OF_CELL = 0.16
#: The same for an island, which has nothing but its outline to be known by; but finer than this part of the usual
#: detail, it would be a blot.
DETAIL_OF_ISLAND, BLOT = 0.08, 0.45
#: Detail of the communes that are kept simple, in metres, and what part of it a map may want to show them as they are.
SIMPLE = 600.0
NEAR_SIMPLE = (0.85, 1.3)
#: Islets and enclaves smaller than this on paper are left out, in mm².
SMALLEST_MM2 = 2.0
#: Communes that the base map also holds by arrondissement.
DIVIDED = ("13055", "69123", "75056")


@dataclass(frozen=True, slots=True)
class Cells:
    """Polygons of a coverage, in metres, and what is known of each; all sequences go together."""

    shapes: Any
    inside: Any
    departements: Sequence[str]
    #: Rows of ``unite`` or ``arrondissement`` where the cells are communes or their parts, else empty.
    communes: Sequence[sqlite3.Row]


def load(
    db: sqlite3.Connection, crs: int, window: Box, metres_par_mm: float, members: frozenset[int]
) -> Cells:
    """Return the cells of a zone that meet ``window``, with the detail of a scale, their borders shared.

    ``members`` are the ids of the communes of the territory.
    """
    import numpy as np
    import shapely

    xmin, ymin, xmax, ymax = window
    pieces = db.execute(
        "SELECT id FROM piece WHERE crs = ? AND xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ? ORDER BY id",
        (crs, xmax, xmin, ymax, ymin),
    ).fetchall()
    listed = [int(piece["id"]) for piece in pieces]
    sql = f"SELECT * FROM unite WHERE piece IN {ids(listed)} ORDER BY id"  # noqa: S608 (whole numbers only)
    communes = db.execute(sql).fetchall()
    inside = np.array([row["id"] in members for row in communes])
    if len(members) > MOST_COMMUNES:
        return _simplified(_coarse(db, listed, communes, inside), metres_par_mm)
    shapes = _shapes(db, listed, "simples")
    if _side(shapes) < FINEST_MM * metres_par_mm:
        return _simplified(_coarse(db, listed, communes, inside), metres_par_mm)
    # Arrondissements are kept exact, and share their borders with exact communes only.
    divided = any(own and row["code"] in DIVIDED for own, row in zip(inside, communes, strict=True))
    wanted = _tolerance(shapes, metres_par_mm) / SIMPLE
    if divided or wanted < NEAR_SIMPLE[0]:
        shapes = _shapes(db, listed, "communes")
    boxes = shapely.bounds(shapes)
    near = (boxes[:, 0] <= xmax) & (boxes[:, 2] >= xmin) & (boxes[:, 1] <= ymax) & (boxes[:, 3] >= ymin)
    kept = [row for row, keep in zip(communes, near.tolist(), strict=True) if keep]
    mesh = Cells(shapes[near], inside[near], [row["departement"] for row in kept], kept)
    if divided:
        mesh = _divided(db, mesh, metres_par_mm)
    elif NEAR_SIMPLE[0] <= wanted <= NEAR_SIMPLE[1]:
        return mesh
    return _simplified(mesh, metres_par_mm)


def _shapes(db: sqlite3.Connection, pieces: Sequence[int], level: str) -> Any:
    """Return the shapes of a level of pieces, in the order of the file."""
    import numpy as np

    sql = f"SELECT {level} FROM piece WHERE id IN {ids(pieces)} ORDER BY id"  # noqa: S608 (our own)
    return np.asarray(unpack(*(row[level] for row in db.execute(sql))))


def _coarse(
    db: sqlite3.Connection, pieces: Sequence[int], communes: Sequence[sqlite3.Row], inside: Any
) -> Cells:
    """Return what each EPCI has in each département, cut where the territory cuts it."""
    import numpy as np
    import shapely

    groups: dict[tuple[int, bool], list[int]] = {}
    for at, (row, own) in enumerate(zip(communes, inside.tolist(), strict=True)):
        groups.setdefault((row["piece"], own), []).append(at)
    firsts = [places[0] for places in groups.values()]
    if len(groups) == len(pieces):
        merged = _shapes(db, pieces, "forme")
    else:
        # A unit smaller than an EPCI on a small scale: the prepared coarse level has no border there.
        shapes = _shapes(db, pieces, "communes")
        merged = np.array([shapely.coverage_union_all(shapes[places]) for places in groups.values()])
    return Cells(merged, inside[firsts], [communes[at]["departement"] for at in firsts], ())


def _divided(db: sqlite3.Connection, mesh: Cells, metres_par_mm: float) -> Cells:
    """Return the mesh with Paris, Lyon and Marseille in arrondissements where these are as large as communes."""
    import numpy as np

    shapes: list[Any] = []
    inside: list[bool] = []
    rows: list[sqlite3.Row] = []
    for shape, own, row in zip(mesh.shapes, mesh.inside.tolist(), mesh.communes, strict=True):
        sql = "SELECT * FROM arrondissement WHERE commune = ? ORDER BY code"
        parts = db.execute(sql, (row["code"],)).fetchall() if own and row["code"] in DIVIDED else []
        small = np.array([unpack(part["forme"])[0] for part in parts] or [shape])
        if not parts or _side(small) < 2.5 * FINEST_MM * metres_par_mm:
            small, parts = np.array([shape]), [row]
        shapes.extend(small)
        rows.extend(parts)
        inside.extend([own] * len(parts))
    return Cells(np.array(shapes), np.array(inside), [row["departement"] for row in rows], rows)


def _tolerance(shapes: Any, metres_par_mm: float) -> float:
    """Return the detail, in metres, that a scale bears."""
    return min(DETAIL_MM * metres_par_mm, DETAIL_OF_CELL * _side(shapes))


def _side(shapes: Any) -> float:
    """Return the side of a usual cell, in metres."""
    import numpy as np
    import shapely

    return float(np.sqrt(np.median(shapely.area(shapes))))


def _simplified(cells: Cells, metres_par_mm: float) -> Cells:
    """Return the cells with less detail, their borders still shared."""
    shapes = generalised(cells.shapes, _tolerance(cells.shapes, metres_par_mm))
    return Cells(shapes, cells.inside, cells.departements, cells.communes)


def generalised(shapes: Any, tolerance: float) -> Any:
    """Return the shapes of a coverage with ``tolerance`` metres of detail, islands with as much as their size bears.

    An island has no border that it could fail to share: it is simplified by itself, or it would be a triangle.
    """
    import numpy as np
    import shapely

    simple = np.asarray(shapely.coverage_simplify(shapes, tolerance))
    parts, owners = shapely.get_parts(shapes, return_index=True)
    own = np.maximum(DETAIL_OF_ISLAND * np.sqrt(shapely.area(parts)), BLOT * tolerance)
    islands = np.flatnonzero(_apart(parts) & (own < tolerance))
    after = shapely.get_parts(simple)
    if not len(islands) or len(after) != len(parts):
        return simple
    for at in islands.tolist():
        after[at] = shapely.coverage_simplify(parts[at : at + 1], own[at])[0]
    for shape in np.unique(owners[islands]).tolist():
        several = after[owners == shape]
        simple[shape] = several[0] if len(several) == 1 else shapely.multipolygons(several)
    return simple


def _apart(parts: Any) -> Any:
    """Return which parts of a coverage in whole metres share no place with another one."""
    import numpy as np
    import shapely

    xy, of = shapely.get_coordinates(parts, return_index=True)
    # One number for each place: those of two parts come one after the other.
    places = xy[:, 0] * 2.0**24 + xy[:, 1]
    order = np.argsort(places)
    same = places[order][1:] == places[order][:-1]
    other = of[order][1:] != of[order][:-1]
    shared = np.zeros(len(parts), bool)
    shared[of[order][1:][same & other]] = True
    shared[of[order][:-1][same & other]] = True
    return ~shared


def kept_parts(shapes: Any, metres_par_mm: float) -> tuple[Any, Any, Any]:
    """Return all parts of the shapes, the shape that each belongs to, and whether each can be seen on paper.

    The largest part of a shape is always kept.
    """
    import numpy as np
    import shapely

    parts, owners = shapely.get_parts(shapes, return_index=True)
    areas = shapely.area(parts)
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owners, areas)
    return parts, owners, (areas >= SMALLEST_MM2 * metres_par_mm**2) | (areas == largest[owners])


def without_islets(cells: Cells, metres_par_mm: float) -> Cells:
    """Return the cells without their parts too small for the paper."""
    import shapely

    parts, owners, kept = kept_parts(cells.shapes, metres_par_mm)
    shapes = shapely.multipolygons(parts[kept], indices=owners[kept])
    return Cells(shapes, cells.inside, cells.departements, cells.communes)
