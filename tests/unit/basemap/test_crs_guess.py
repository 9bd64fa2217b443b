"""Coordinates are guessed by where they would put a map."""

from __future__ import annotations

import pyproj
import pytest

from app.basemap.crs_guess import guess, poster_crs

#: West, south, east, north of places, in degrees.
AMBERT = (3.6, 45.4, 3.9, 45.7)
FRANCE = (-4.7, 42.4, 8.1, 51.0)


def box(epsg: int, degrees: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    transformer = pyproj.Transformer.from_crs(4326, epsg, always_xy=True)
    west, south, east, north = transformer.transform_bounds(*degrees)
    return (west, south, east, north)


@pytest.mark.parametrize(
    ("epsg", "degrees"),
    [
        (4326, AMBERT),
        (2154, AMBERT),
        (2154, FRANCE),
        (2154, (8.6, 41.4, 9.5, 43.0)),
        (27572, AMBERT),
        (27572, FRANCE),
        (3945, AMBERT),
        (3946, AMBERT),
        (3950, (2.2, 49.8, 2.6, 50.1)),
        (3942, (8.6, 41.6, 9.3, 42.2)),
        (3857, AMBERT),
        (2975, (55.3, -21.3, 55.7, -20.9)),
        (4471, (45.05, -12.95, 45.25, -12.7)),
        (2972, (-53.5, 3.5, -52.0, 5.4)),
        (5490, (-61.8, 15.9, -61.2, 16.4)),
        (5490, (-61.2, 14.4, -60.8, 14.8)),
        (32631, AMBERT),
    ],
)
def test_the_likeliest_system_is_among_the_first(
    epsg: int, degrees: tuple[float, float, float, float]
) -> None:
    found = guess(box(epsg, degrees))
    assert epsg in [each.epsg for each in found[:3]]
    assert all(each.phrase.endswith(".") for each in found)
    # Those that people have by far the most come first.
    if epsg in (4326, 2154, 27572):
        assert found[0].epsg == epsg


@pytest.mark.parametrize(
    "nonsense",
    [(float("nan"),) * 4, (0, 0, float("inf"), 1), (5, 5, 1, 1), (1e9, 1e9, 2e9, 2e9)],
)
def test_nonsense_is_no_place(nonsense: tuple[float, float, float, float]) -> None:
    assert guess(nonsense) == []


def test_outside_france_degrees_and_the_web_are_still_known() -> None:
    assert [each.epsg for each in guess((-74.1, 40.6, -73.9, 40.8))] == [4326]
    assert [each.epsg for each in guess(box(3857, (-74.1, 40.6, -73.9, 40.8)))] == [3857]


@pytest.mark.parametrize(
    ("lon", "lat", "epsg"),
    [
        (3.7, 45.5, 2154),
        (9.1, 42.1, 2154),
        (-61.5, 16.2, 5490),
        (-61.0, 14.6, 5490),
        (-52.5, 4.5, 2972),
        (55.5, -21.1, 2975),
        (45.2, -12.8, 4471),
        (-74.0, 40.7, 32618),
        (151.2, -33.9, 32756),
        (180.0, 10.0, 32660),
    ],
)
def test_a_poster_has_the_legal_system_of_its_place_or_its_utm_zone(
    lon: float, lat: float, epsg: int
) -> None:
    assert poster_crs(lon, lat) == epsg
