"""Segments that collapse: areas kept to the last digit, fixed places kept, nothing crossed or swallowed."""

from __future__ import annotations

import math
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
import shapely

from app.basemap.france import store
from app.basemap.france.packed import unpack
from app.basemap.shapes.collapse import collapse
from app.basemap.shapes.coverage import counted, cut, rings_of, size
from app.basemap.shapes.fit import Fit
from app.basemap.shapes.plain_shape import plain
from app.basemap.shapes.schematic import schematic
from app.basemap.shapes.segment_grid import SegmentGrid, crosses
from app.poster.geometry import Areas, Coord, closed
from app.poster.surfaces import areas_of, surface


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


def test_small_neighbours_leave_a_large_one_its_vertices() -> None:
    """Aix-Marseille-Provence among neighbours that are small and ragged, all with as many vertices."""
    codes = [
        "200054807",
        "200034700",
        "200067437",
        "200071033",
        "248400285",
        "240400440",
        "200040202",
        "248300493",
    ]
    lands = [epci(code) for code in codes]
    made = schematic(lands, vertices=20)
    assert all(len(part[0]) - 1 <= 20 for each in made for part in each.parts)
    for before, after in zip(lands, made, strict=True):
        assert area(after) == pytest.approx(area(before), rel=1e-6)
    aix = surface(lands[0])
    assert shapely.symmetric_difference(surface(made[0]), aix).area < 0.18 * aix.area


def epci(code: str) -> Areas:
    """Return an EPCI of the base map, its borders those of its neighbours."""
    with store.opened() as db:
        rows = db.execute("SELECT communes FROM piece WHERE epci = ?", (code,)).fetchall()
    communes = np.concatenate([np.asarray(unpack(row["communes"])) for row in rows])
    return areas_of(shapely.coverage_union_all(communes))


def fitted(
    areas: list[Areas], every: int, kept: frozenset[Coord] = frozenset()
) -> tuple[Fit, list[list[Coord]]]:
    """Return the fit of areas of which every so many vertices are left, and the runs that it writes to."""
    rings = rings_of(areas)
    arcs, shares = cut(rings, kept)
    lines = [closed(tuple(arc.run)) if arc.ring else tuple(arc.run) for arc in arcs]
    for arc in arcs:
        arc.run = arc.run[::every]
    fit = Fit(arcs, shares, lines, [size(ring) for ring in rings], kept)
    assert fit.move(20)
    assert counted(arcs, shares) == [len(arc.run) for arc in arcs]
    return fit, [arc.run for arc in arcs]


def test_vertices_move_until_the_size_is_right_and_the_line_is_followed() -> None:
    disc = ring(96)
    _, (run,) = fitted([Areas(((disc,),))], 8)
    polygon, true = shapely.Polygon(run), shapely.Polygon(disc)
    inscribed = shapely.Polygon(disc[::8])
    assert polygon.area == pytest.approx(true.area, rel=1e-9)
    assert polygon.symmetric_difference(true).area < 0.6 * inscribed.symmetric_difference(true).area


def test_many_islands_ask_no_more_memory_of_their_mainland() -> None:
    islands = [(ring(30, 300.0, 30_000.0 + 1_500.0 * rank),) for rank in range(40)]
    tracemalloc.start()
    try:
        _, (mainland, *_) = fitted([Areas(((ring(400, 20_000.0),), *islands))], 5)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert shapely.Polygon(mainland).area == pytest.approx(
        shapely.Polygon(ring(400, 20_000.0)).area, rel=1e-9
    )
    assert peak < 60e6


def test_vertices_never_meet_what_lies_close() -> None:
    """A hole that nearly fills its disc: with few vertices its corners would reach out of it."""
    disc, hole = ring(96), ring(96, 985.0)
    _, (outer, inner) = fitted([Areas(((disc, hole),))], 12)
    assert shapely.Polygon(outer, [inner]).is_valid
    assert shapely.Polygon(inner).area == pytest.approx(shapely.Polygon(hole).area, rel=1e-9)


def test_the_worst_segments_are_cut() -> None:
    square = ((0.0, 0.0), (500.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (500.0, 1600.0), (0.0, 1000.0))
    rings = rings_of([Areas((((*square, square[0]),),))])
    arcs, shares = cut(rings, frozenset())
    lines = [closed(tuple(arc.run)) for arc in arcs]
    arcs[0].run = [place for place in arcs[0].run if place != (500.0, 1600.0)]
    fit = Fit(arcs, shares, lines, [size(rings[0])], frozenset())
    fit.cut(0.01, [0])
    (new,) = {place for place in arcs[0].run if place not in square}
    assert new[1] == pytest.approx(1000.0)
    assert 400.0 < new[0] < 600.0
    assert all(math.dist(one, other) > 0 for one, other in pairwise(np.array(arcs[0].run)))


def test_borders_become_straight_where_many_meet() -> None:
    """Twelve neighbours around a disc: were each border to keep a vertex, the disc had twenty-four."""
    inner, outer = ring(96), ring(96, 2000.0)
    sectors = [
        Areas((((*inner[at : at + 9], *reversed(outer[at : at + 9]), inner[at]),),)) for at in range(0, 96, 8)
    ]
    areas = [Areas(((inner,),)), *sectors]
    made = schematic(areas, vertices=14)
    assert len(made[0].parts[0][0]) - 1 <= 14
    assert shapely.coverage_is_valid(np.array([surface(each) for each in made]))
    for before, after in zip(areas, made, strict=True):
        assert area(after) == pytest.approx(area(before), rel=1e-6)
