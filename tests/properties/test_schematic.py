"""Schematic outlines of any coverage: sizes kept, borders shared, nothing crossing."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from app.basemap.shapes.plain_shape import plain
from app.basemap.shapes.schematic import schematic
from app.poster.geometry import Areas
from app.poster.surfaces import areas_of

WIDE = 10_000.0


def ragged(seed: int, many: int) -> list[Any]:
    """Return a coverage of cells whose borders wander."""
    random = np.random.default_rng(seed)
    places = shapely.multipoints(random.uniform(0, WIDE, (many, 2)))
    box = shapely.box(0, 0, WIDE, WIDE)
    cells = shapely.get_parts(shapely.voronoi_polygons(places, extend_to=box))
    cells = shapely.intersection(cells, box)
    cells = shapely.segmentize(shapely.set_precision(cells, 0.01), 400.0)
    phase = random.uniform(0, 6, 2)

    def wander(xy: Any) -> Any:
        turn = np.sin(xy[:, 0] * 1.7 + phase[0]) * 7 + np.cos(xy[:, 1] * 1.3 + phase[1]) * 5
        return np.round(xy + 70.0 * np.column_stack((np.cos(turn), np.sin(turn))), 2)

    return [shapely.transform(cell, wander) for cell in cells if not shapely.is_empty(cell)]


def raw(areas: Areas) -> Any:
    return shapely.multipolygons([shapely.Polygon(part[0], part[1:]) for part in areas.parts])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=some.integers(0, 10_000),
    many=some.integers(1, 9),
    vertices=some.integers(4, 24) | some.none(),
    metres=some.floats(50.0, 2_000.0),
)
def test_sizes_are_kept_and_borders_shared(seed: int, many: int, vertices: int | None, metres: float) -> None:
    cells = ragged(seed, many)
    assume(shapely.coverage_is_valid(np.array(cells)) and all(shapely.is_valid(cells)))
    areas = [areas_of(cell) for cell in cells]
    limit = math.inf if vertices else metres

    made = [raw(each) for each in schematic(areas, vertices=vertices, metres=limit)]

    assert all(shapely.is_valid(made))
    assert shapely.coverage_is_valid(np.array(made))
    for before, after in zip(cells, made, strict=True):
        assert abs(shapely.area(after) / shapely.area(before) - 1) < 1e-6
        assert shapely.get_num_coordinates(after) <= shapely.get_num_coordinates(before)
    for rank, (one, was) in enumerate(zip(made, cells, strict=True)):
        for other, beside in zip(made[:rank], cells[:rank], strict=True):
            touching = shapely.length(shapely.intersection(was, beside)) > 1
            assert (shapely.length(shapely.intersection(one, other)) > 1) is touching


@settings(max_examples=40, deadline=None)
@given(seed=some.integers(0, 10_000), many=some.integers(1, 6))
def test_a_plain_shape_keeps_size_and_middle(seed: int, many: int) -> None:
    cell = ragged(seed, many)[0]
    assume(shapely.is_valid(cell))

    made = plain(areas_of(cell))

    shape = raw(made)
    assert shapely.is_valid(shape)
    assert len(made.parts) == 1
    assert abs(shapely.area(shape) / shapely.area(cell) - 1) < 1e-6
    assert shapely.distance(shape.centroid, cell.centroid) < 0.01 * WIDE
    assert shapely.area(shape.convex_hull) < 1.15 * shapely.area(shape)
