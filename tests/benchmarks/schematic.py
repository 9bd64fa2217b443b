"""Ten adjacent EPCI of the shipped base map as schematic outlines of 20 vertices.

Told: how far their areas are from what they were, how much ground changes hands (the symmetric difference of all ten,
as a part of their ground), whether they still are a coverage without gap nor overlap, and what it costs against
simplifying the same coverage as GEOS does, which keeps no area. Then the same of sixty other tens, each grown at random
from some EPCI of metropolitan France: how many of them change hands no more than that.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from app.basemap.france import store
from app.basemap.france.packed import unpack
from app.basemap.shapes.schematic import schematic
from app.poster.geometry import Areas
from app.poster.surfaces import areas_of
from tests.benchmarks.measure import Figure, alternated, capped, compared

#: Ambert Livradois Forez and those around it.
FIRST, MANY, VERTICES = "200070761", 10, 20
AREA_ERROR, DIFFERENCE = 0.001, 0.09
#: Segments collapsed one by one in Python against C++ that looks at each vertex once.
COST = 400.0
#: Tens grown at random, the part of them that may fail, and what the ground of none may differ by.
TENS, MAY_FAIL, NEVER = 60, 0.1, 0.1


def run() -> Iterator[Figure]:
    """Yield the errors of area and of ground, the faults, and the cost."""
    real = epci()
    areas = [areas_of(shape) for shape in real]
    error, difference, faults = told(real)
    yield capped("schematic_area_error", "part", error, AREA_ERROR)
    yield capped("schematic_difference", "part", difference, DIFFERENCE)
    yield capped("schematic_faults", "", float(faults), 0.5)
    ours, bare = alternated(
        lambda: timed(lambda: schematic(areas, vertices=VERTICES)),
        lambda: timed(lambda: shapely.coverage_simplify(np.array(real), 3_000.0)),
        3,
    )
    yield compared("schematic_cost", "ms", ours, bare, COST)
    errors, differences, many = zip(*(told(ten) for ten in tens(TENS)), strict=True)
    yield capped("schematic_tens_area_error", "part", max(errors), AREA_ERROR)
    yield capped("schematic_tens_above", "part", float(np.mean(np.array(differences) > DIFFERENCE)), MAY_FAIL)
    yield capped("schematic_tens_median", "part", float(np.median(differences)), DIFFERENCE)
    yield capped("schematic_tens_worst", "part", max(differences), NEVER)
    yield capped("schematic_tens_faults", "", float(sum(many)), 0.5)


def told(real: list[Any]) -> tuple[float, float, int]:
    """Return the worst error of area of a ten, the part of its ground that changes hands, and its faults."""
    drawn = schematic([areas_of(shape) for shape in real], vertices=VERTICES)
    made = [raw(one) for one in drawn]
    sizes, truth = shapely.area(made), shapely.area(real)
    faults = int((~shapely.is_valid(made)).sum()) + int(not shapely.coverage_is_valid(np.array(made)))
    faults += sum(len(part[0]) - 1 > VERTICES for one in drawn for part in one.parts)
    faults += sum(
        (shapely.length(shapely.intersection(one, other)) > 0)
        != (shapely.length(shapely.intersection(real[rank], real[beside])) > 0)
        for rank, one in enumerate(made)
        for beside, other in enumerate(made[:rank])
    )
    moved = shapely.area(shapely.symmetric_difference(shapely.make_valid(made), real))
    return float(np.abs(sizes / truth - 1).max()), float(moved.sum() / truth.sum()), faults


def tens(many: int) -> Iterator[list[Any]]:
    """Yield tens of neighbouring EPCI of metropolitan France, the same ones each time."""
    with store.opened() as db:
        rows = db.execute("SELECT DISTINCT epci FROM piece WHERE epci <> '' AND crs = 2154 ORDER BY epci")
        codes = [row["epci"] for row in rows.fetchall()]
        shapes = np.array([_shape(db, code) for code in codes])
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = one < other
    one, other = one[pairs], other[pairs]
    along = shapely.length(shapely.intersection(shapes[one], shapes[other])) > 0
    beside: dict[int, set[int]] = {at: set() for at in range(len(codes))}
    for here, there in zip(one[along].tolist(), other[along].tolist(), strict=True):
        beside[here].add(there)
        beside[there].add(here)
    for seed in range(many):
        chance = random.Random(seed)
        found: list[int] = []
        while len(found) < MANY:
            rim = sorted(set().union(*(beside[at] for at in found)) - set(found))
            # An island without neighbours gives its place to another EPCI.
            found = [*found, chance.choice(rim)] if rim else [chance.randrange(len(codes))]
        yield [shapes[at] for at in found]


def timed(act: Any) -> float:
    """Return how long an act takes, in milliseconds."""
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


def raw(areas: Areas) -> Any:
    """Return areas as they are, mended by nothing."""
    return shapely.multipolygons([shapely.Polygon(part[0], part[1:]) for part in areas.parts])


def epci(first: str = FIRST, many: int = MANY) -> list[Any]:
    """Return an EPCI of the base map with its neighbours and theirs, ``many`` in all."""
    with store.opened() as db:
        rows = db.execute(
            "SELECT epci, xmin, ymin, xmax, ymax FROM piece WHERE epci <> '' ORDER BY id"
        ).fetchall()
        boxes: dict[str, Any] = {}
        for row in rows:
            boxes.setdefault(row["epci"], []).append(shapely.box(*tuple(row)[1:]))
        found = {first: _shape(db, first)}
        todo = [first]
        while todo and len(found) < many:
            here = todo.pop(0)
            for code, around in boxes.items():
                if code in found or not shapely.intersects(shapely.union_all(around), found[here]):
                    continue
                shape = _shape(db, code)
                if shapely.length(shapely.intersection(shape, found[here])) > 1_000 and len(found) < many:
                    found[code] = shape
                    todo.append(code)
    return list(found.values())


def _shape(db: sqlite3.Connection, code: str) -> Any:
    rows = db.execute("SELECT communes FROM piece WHERE epci = ?", (code,)).fetchall()
    return shapely.coverage_union_all(np.concatenate([np.asarray(unpack(row["communes"])) for row in rows]))
