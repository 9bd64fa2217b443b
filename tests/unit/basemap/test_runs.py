"""Many shapes at a time become the same values as one by one; prepared lines survive their packing."""

from __future__ import annotations

import numpy as np
import shapely

from app.basemap.france import cells, country, store
from app.basemap.france.runs import areas, chosen, cut, runs
from app.drawing.runs import Runs

SQUARE = ((0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0))
HOLE = ((1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 1.0))


def test_areas_keep_their_parts_and_holes() -> None:
    whole = shapely.Polygon(SQUARE, [HOLE])
    away = shapely.Polygon([(9, 9), (9, 10), (10, 10), (9, 9)])
    found = areas(np.array([whole, shapely.MultiPolygon([away, whole])]))
    assert [len(one.parts) for one in found] == [1, 2]
    assert found[0].parts[0] == (SQUARE, HOLE) == found[1].parts[1]


def test_chosen_segments_make_runs() -> None:
    xy = np.array([(float(x), 0.0) for x in range(8)])
    places, ends = chosen(xy, np.array([0, 1, 4, 6]))
    assert [[x for x, _ in run] for run in runs(places, ends)] == [[0, 1, 2], [4, 5], [6, 7]]
    assert runs(*chosen(xy, np.array([], int))) == ()


def test_runs_are_cut_at_a_window() -> None:
    xy = np.array([(1.0, 1.0), (2.0, 2.0), (-5.0, 1.0), (5.0, 1.0), (20.0, 20.0), (30.0, 30.0)])
    found = runs(*cut(xy, np.array([2, 4, 6]), (0.0, 0.0, 3.0, 3.0)))
    assert found == (((1.0, 1.0), (2.0, 2.0)), ((0.0, 1.0), (3.0, 1.0)))


def test_the_lines_of_the_country_survive_packing_and_bound_every_piece() -> None:
    with store.opened() as db:
        whole = country.load(db, 2154, 5000.0)
        assert country.load(db, 2154, 2000.0) is None
        known = {row["id"] for row in db.execute("SELECT id FROM piece WHERE crs = 2154")}
    assert whole is not None
    again = country.unpack(country.pack(whole))
    assert all(
        np.array_equal(getattr(again, name), getattr(whole, name)) for name in country.Country.__slots__
    )
    assert set(whole.one.tolist()) | set(whole.other.tolist()) == known | {0}
    inside = np.zeros(max(known) + 1, bool)
    inside[list(known)] = True
    assert abs(country.outline(whole, inside, 0.0).area / 549e9 - 1) < 0.01


def test_an_island_is_no_triangle_and_keeps_its_place() -> None:
    ring = [
        (900 * np.cos(a) + 20_000, 900 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 60, endpoint=False)
    ]
    island = shapely.transform(shapely.Polygon(ring), np.rint)
    shapes = np.array([shapely.box(0, 0, 9000, 9000), shapely.box(9000, 0, 18_000, 9000), island])
    simple = cells.generalised(shapes, 1000.0)
    assert shapely.get_num_coordinates(shapely.coverage_simplify(shapes, 1000.0)[2]) <= 5
    assert shapely.get_num_coordinates(simple[2]) > 6
    assert shapely.symmetric_difference(simple[2], island).area < 0.2 * island.area
    assert shapely.coverage_is_valid(simple)


def test_drawn_runs_are_made_of_an_array_as_one_by_one() -> None:
    xy = np.array([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0), (5.0, 5.0), (6.0, 5.0)])
    made = Runs.of(xy, np.array([4, 6]), np.array([True, False]))
    assert [run.points for run in made] == [((0, 0), (1, 0), (0, 1)), ((5, 5), (6, 5))]
    assert [run.closed for run in made] == [True, False]
    assert made == Runs(list(made))
    assert list(made) == [made[0], made[1]]
