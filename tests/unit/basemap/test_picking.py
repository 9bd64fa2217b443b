"""Picking units on a map: at a place, in a lasso, next door; and what is seen at a scale."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from app.basemap.france import picking, picture
from app.basemap.france.edges import edges, rings, runs
from app.basemap.france.search import resolve
from app.poster.geometry import Coord

METRO = picking.METRO
#: The mairie of Ambert, in metres.
AMBERT = (760_500.0, 6_495_500.0)
ALF, THIERS = "200070761", "200070712"


def box(x: float, y: float, reach: float) -> list[Coord]:
    """Return a square lasso around a place."""
    return [
        (x - reach, y - reach),
        (x + reach, y - reach),
        (x + reach, y + reach),
        (x - reach, y + reach),
    ]


def centre(code: str) -> Coord:
    """Return a place inside a commune, in metres."""
    shape = picking.shape(METRO, resolve(code), fine=True)
    assert shape is not None
    x, y = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    return (float(x), float(y))


@pytest.mark.parametrize(
    ("level", "found"),
    [("commune", "63003"), ("epci", ALF), ("departement", "63"), ("region", "84")],
)
def test_a_place_lies_in_one_unit_of_each_level(level: str, found: str) -> None:
    one = picking.at(METRO, level, centre("63003"))
    assert one is not None
    assert (one.kind, one.code) == (level, found)


def test_there_is_nothing_at_sea() -> None:
    assert picking.at(METRO, "region", (200_000.0, 6_400_000.0)) is None


def test_a_commune_without_intercommunalite_is_itself() -> None:
    island = resolve("29083")  # Île-de-Sein
    one = picking.at(METRO, "epci", centre("29083"))
    assert one == island


def test_a_lasso_takes_what_lies_mostly_inside() -> None:
    x, y = centre("63003")
    wide = {one.code for one in picking.within(METRO, "commune", box(x, y, 9_000))}
    small = {one.code for one in picking.within(METRO, "commune", box(x, y, 300))}
    assert "63003" in wide
    assert len(wide) > 5
    assert not small


def test_a_lasso_takes_only_whole_enough_units_of_a_large_level() -> None:
    shape = picking.shape(METRO, resolve(ALF), fine=False)
    assert shape is not None
    ring = [(float(x), float(y)) for x, y in shapely.get_coordinates(shape.envelope)]
    found = picking.within(METRO, "epci", ring)
    assert resolve(ALF) in found
    for one in found:
        own = picking.shape(METRO, one, fine=False)
        assert own is not None
        assert shapely.area(own & shape.envelope) >= 0.49 * own.area
    assert picking.within(METRO, "departement", ring) == []


def test_a_lasso_of_two_points_takes_nothing() -> None:
    assert picking.within(METRO, "commune", [(0, 0), (1, 1)]) == []


def test_neighbours_share_a_border_and_are_not_chosen() -> None:
    chosen = [resolve(ALF), resolve(THIERS)]
    found = picking.beside(METRO, "epci", chosen)
    whole = shapely.union_all([picking.shape(METRO, one, fine=True) for one in chosen])
    assert len(found) > 4
    assert not {one.code for one in found} & {ALF, THIERS}
    for one in found:
        shared = shapely.intersection(picking.shape(METRO, one, fine=True), whole)
        assert shapely.length(shared) > 0, one.nom


def test_neighbours_of_another_level_than_the_chosen() -> None:
    found = picking.beside(METRO, "commune", [resolve(ALF)])
    assert all(one.kind == "commune" for one in found)
    inside = picking.without(METRO, resolve(ALF), resolve("63003"))
    assert inside is not None
    assert not set(found) & set(inside)


def test_neighbours_of_nothing_are_none() -> None:
    assert picking.beside(METRO, "commune", []) == []


def test_a_unit_without_one_of_its_communes() -> None:
    left = picking.without(METRO, resolve(ALF), resolve("63003"))
    assert left is not None
    assert len(left) == resolve(ALF).nb_communes - 1
    assert resolve("63003") not in left
    assert picking.without(METRO, resolve(THIERS), resolve("63003")) is None
    assert picking.without(METRO, resolve("63003"), resolve("63003")) is None


def test_a_region_without_one_of_its_departements() -> None:
    left = picking.without(METRO, resolve("région Bretagne"), resolve("département 29"))
    assert left is not None
    assert sorted(one.code for one in left) == ["22", "35", "56"]


def test_a_region_is_not_taken_apart_into_thousands_of_communes() -> None:
    assert picking.without(METRO, resolve("région Bretagne"), resolve("29083")) is None


@pytest.mark.parametrize("fine", [True, False])
def test_shapes_of_the_parts_fill_the_whole(fine: bool) -> None:
    region = picking.shape(METRO, resolve("région Bretagne"), fine=fine)
    parts = [picking.shape(METRO, resolve(f"département {code}"), fine=fine) for code in (22, 29, 35, 56)]
    assert region is not None
    assert shapely.area(shapely.symmetric_difference(region, shapely.union_all(parts))) < 1e-6 * region.area


def test_a_zone_has_only_its_own() -> None:
    zones = {zone.code: zone for zone in picking.zones()}
    assert zones[METRO].crs == 2154
    for zone in picking.zones():
        known = picking.pieces(zone.code)
        assert known.ids
        place = tuple(known.boxes[0][:2] / 2 + known.boxes[0][2:] / 2)
        one = picking.at(zone.code, "region", (float(place[0]), float(place[1])))
        assert one is None or picking.zone_of(one) == zone.code
    assert picking.shape(next(code for code in zones if code != METRO), resolve(ALF), fine=False) is None


def test_a_country_is_seen_without_its_communes_and_a_window_with_them() -> None:
    far = picture.read(METRO, (0, 0, 1, 1), 3000.0)
    x, y = centre("63003")
    near = picture.read(METRO, (x - 2e4, y - 2e4, x + 2e4, y + 2e4), 100.0)
    assert list(far.lines) == ["region", "departement", "epci"]
    assert list(near.lines) == ["region", "departement", "epci", "commune"]
    assert len(near.lines["commune"].xy) > 500
    assert far.towns[0].nom == "Paris"
    assert any(town.nom == "Ambert" for town in near.towns)


def test_a_window_at_sea_shows_the_country() -> None:
    assert "commune" not in picture.read(METRO, (0, 6_000_000, 1_000, 6_001_000), 50.0).lines


def test_each_border_is_drawn_once_and_none_is_lost() -> None:
    squares = np.array([shapely.box(i, j, i + 1, j + 1) for i in range(3) for j in range(2)])
    found = edges(squares)
    assert len(found.start) == 17
    assert (found.second >= 0).sum() == 7
    assert all(a < 6 and b < 6 and a != b for a, b in zip(found.first, found.second, strict=True))
    lines = runs(found, found.second < 0)
    length = sum(
        float(np.hypot(*np.diff(part, axis=0).T).sum()) for part in np.split(lines.xy, lines.starts[1:])
    )
    assert length == pytest.approx(10.0)


def test_a_grid_keeps_shared_borders_shared() -> None:
    rough = np.array([shapely.box(0, 0, 10.2, 10), shapely.box(10.2, 0, 20, 10.3)])
    exact = edges(rough)
    gridded = edges(rough, 1.0)
    assert (exact.second >= 0).sum() == 0
    assert (gridded.second >= 0).sum() == 1
    assert len(rings(np.array([shapely.box(0, 0, 0.1, 0.1)]), 1.0).xy) == 0
