"""Segments that collapse: areas kept to the last digit, fixed places kept, nothing crossed or swallowed."""

from __future__ import annotations

import math

import pytest
import shapely

from app.basemap.shapes.collapse import collapse
from app.basemap.shapes.plain_shape import plain
from app.basemap.shapes.schematic import schematic
from app.basemap.shapes.segment_grid import SegmentGrid, crosses
from app.poster.geometry import Areas, Coord


def ring(many: int, radius: float = 1000.0, x: float = 0.0, y: float = 0.0) -> tuple[Coord, ...]:
    turns = [2 * math.pi * at / many for at in range(many)]
    made = tuple((x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns)
    return (*made, made[0])


def area(areas: Areas) -> float:
    return sum(shapely.Polygon(part[0], part[1:]).area for part in areas.parts)


def test_a_collapse_keeps_the_area_on_both_sides() -> None:
    a, b, c, d = (0.0, 0.0), (1.0, 2.0), (3.0, 2.5), (5.0, 0.0)
    found = collapse(a, b, c, d)
    assert found is not None
    cost, e = found
    assert shapely.Polygon((a, e, d)).area == pytest.approx(shapely.Polygon((a, b, c, d)).area)
    assert cost > 0


def test_a_straight_line_collapses_for_nothing() -> None:
    found = collapse((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    assert found is not None
    assert found[0] == 0.0


@pytest.mark.parametrize("vertices", [3, 6, 12, 24])
def test_a_disc_has_the_vertices_asked_and_its_size(vertices: int) -> None:
    disc = Areas(((ring(96),),))
    (made,) = schematic([disc], vertices=vertices)
    assert len(made.parts[0][0]) - 1 == max(4, vertices)
    assert made.parts[0][0][0] == made.parts[0][0][-1]
    assert area(made) == pytest.approx(area(disc), rel=1e-12)


def test_an_island_in_a_hole_stays_in_it() -> None:
    hole = ring(40, 300.0)
    around = Areas(((ring(80), hole),))
    island = Areas(((hole,),))
    outer, inner = schematic([around, island], vertices=8)
    assert set(outer.parts[0][1]) == set(inner.parts[0][0])
    assert area(inner) == pytest.approx(area(island))
    assert area(outer) == pytest.approx(area(around))
    assert shapely.Polygon(outer.parts[0][0], outer.parts[0][1:]).is_valid


def test_what_is_to_be_kept_stays() -> None:
    disc = ring(60)
    kept = disc[7], disc[31]
    (made,) = schematic([Areas(((disc,),))], vertices=8, kept=kept)
    assert set(kept) <= set(made.parts[0][0])


def test_metres_bound_what_is_displaced() -> None:
    disc = Areas(((ring(96),),))
    (little,), (much,) = schematic([disc], metres=20.0), schematic([disc], metres=300.0)
    assert len(little.parts[0][0]) > len(much.parts[0][0])


def test_nothing_is_nothing() -> None:
    assert schematic([], vertices=20) == []
    assert schematic([Areas(())], vertices=20) == [Areas(())]


def test_the_grid_finds_what_is_near_and_forgets_what_is_dropped() -> None:
    grid = SegmentGrid([((0.0, 0.0), (1.0, 0.0)), ((50.0, 50.0), (51.0, 50.0))])
    assert list(grid.near([(0.0, -1.0), (1.0, 1.0)])) == [((0.0, 0.0), (1.0, 0.0))]
    grid.drop((1.0, 0.0), (0.0, 0.0))
    assert not list(grid.near([(0.0, -1.0), (1.0, 1.0)]))


def test_segments_cross_where_they_share_a_place() -> None:
    assert crosses((0, 0), (2, 2), (0, 2), (2, 0))
    assert crosses((0, 0), (2, 0), (1, 0), (1, 5))
    assert crosses((0, 0), (2, 0), (1, 0), (3, 0))
    assert not crosses((0, 0), (2, 0), (3, 0), (4, 0))
    assert not crosses((0, 0), (1, 1), (2, 0), (3, 1))


def test_a_plain_shape_of_an_archipelago_has_its_large_islands_only() -> None:
    islands = Areas(((ring(40),), (ring(40, 700.0, 4000.0),), (ring(20, 60.0, 0.0, 3000.0),)))
    made = plain(islands)
    assert len(made.parts) == 2
    assert area(made) == pytest.approx(area(islands))
