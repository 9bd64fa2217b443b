"""The mesh of a window on the base map: cells that share their borders, with the detail that its scale bears.

Cells are communes where the paper can show them, else what each EPCI has in each département.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.basemap.packed import unpack
from app.poster.geometry import Box

#: A territory of more communes than any département, or whose usual commune has a shorter side on paper, in mm,
#: is shown by EPCI: its communes would be grains.
MOST_COMMUNES = 900
FINEST_MM = 3.0
#: Detail kept on paper, in mm: outlines read as a model, not as a cadastre.
DETAIL_MM = 2.9
#: Detail never takes more than this part of the side of a usual cell, or small cells become triangles.
DETAIL_OF_CELL = 0.16
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


def load(db: sqlite3.Connection, window: Box, metres_par_mm: float, members: frozenset[int]) -> Cells:
    """Return the cells that meet ``window``; ``members`` are the ids of the communes of the territory."""
    import numpy as np
    import shapely

    xmin, ymin, xmax, ymax = window
    pieces = db.execute(
        "SELECT * FROM piece WHERE xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ? ORDER BY id",
        (xmax, xmin, ymax, ymin),
    ).fetchall()
    listed = ids(piece["id"] for piece in pieces)
    sql = f"SELECT * FROM unite WHERE piece IN {listed} ORDER BY id"  # noqa: S608 (whole numbers only)
    communes = db.execute(sql).fetchall()
    shapes = np.concatenate([np.asarray(unpack(piece["communes"])) for piece in pieces])
    inside = np.array([row["id"] in members for row in communes])
    if len(members) > MOST_COMMUNES or _side(shapes) < FINEST_MM * metres_par_mm:
        return _coarse(pieces, communes, shapes, inside)
    boxes = shapely.bounds(shapes)
    near = (boxes[:, 0] <= xmax) & (boxes[:, 2] >= xmin) & (boxes[:, 1] <= ymax) & (boxes[:, 3] >= ymin)
    kept = [row for row, keep in zip(communes, near, strict=True) if keep]
    return _divided(
        db, Cells(shapes[near], inside[near], [row["departement"] for row in kept], kept), metres_par_mm
    )


def ids(numbers: Iterable[int]) -> str:
    """Return whole numbers as a list of SQL: SQLite takes only so many parameters."""
    return f"({','.join(str(int(number)) for number in numbers)})"


def _coarse(
    pieces: Sequence[sqlite3.Row], communes: Sequence[sqlite3.Row], shapes: Any, inside: Any
) -> Cells:
    """Return what each EPCI has in each département, cut where the territory cuts it."""
    import numpy as np
    import shapely

    groups: dict[tuple[int, bool], list[int]] = {}
    for at, (row, own) in enumerate(zip(communes, inside.tolist(), strict=True)):
        groups.setdefault((row["piece"], own), []).append(at)
    firsts = [places[0] for places in groups.values()]
    if len(groups) == len(pieces):
        merged = np.concatenate([np.asarray(unpack(piece["forme"])) for piece in pieces])
    else:
        # A unit smaller than an EPCI on a small scale: the prepared coarse level has no border there.
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


def _side(shapes: Any) -> float:
    """Return the side of a usual cell, in metres."""
    import numpy as np
    import shapely

    return float(np.sqrt(np.median(shapely.area(shapes))))


def simplified(cells: Cells, metres_par_mm: float) -> Cells:
    """Return the cells with less detail, their borders still shared."""
    import shapely

    tolerance = min(DETAIL_MM * metres_par_mm, DETAIL_OF_CELL * _side(cells.shapes))
    shapes = shapely.coverage_simplify(cells.shapes, tolerance)
    return Cells(shapes, cells.inside, cells.departements, cells.communes)


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
