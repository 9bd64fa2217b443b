"""Where what is only looked at would lie."""

from __future__ import annotations

import pytest
import shapely

from app.basemap.rasters.small_pictures import place, small

#: Ambert, in degrees and in Lambert-93.
DEGREES, METRES = (3.7417, 45.5494), (757_872.0, 6_494_706.0)


def ask(
    *things: dict[str, object], blobs: tuple[bytes, ...] = ()
) -> tuple[list[dict[str, object]], list[bytes]]:
    values, made = place({"target": 2154, "things": list(things), "blobs": list(blobs)}, lambda _: None)
    return values["things"], made


def test_a_layer_is_brought_over() -> None:
    shapes = shapely.GeometryCollection(
        [
            shapely.Point(DEGREES),
            shapely.LineString([DEGREES, (3.8, 45.6)]),
            shapely.box(3.7, 45.5, 3.8, 45.6).difference(shapely.box(3.74, 45.54, 3.76, 45.56)),
        ]
    )
    (answer,), made = ask({"source": 4326, "blob": 0}, blobs=(bytes(shapely.to_wkb(shapes)),))
    assert (answer["blob"], answer["corners"]) == (0, None)
    found = small(made[0])
    assert found.points == (pytest.approx(METRES, abs=2),)
    assert len(found.lines) == 1
    assert len(found.areas) == 2, "an outline and its hole"
    assert len(found.coords) == 1 + 2 + 5 + 5


def test_a_picture_is_brought_over_by_its_corners() -> None:
    (answer,), _ = ask({"source": "EPSG:4326", "extent": [3.7, 45.5, 3.8, 45.6]})
    corners = answer["corners"]
    assert isinstance(corners, list)
    west, south = corners[3]
    assert corners[0][1] > south
    assert corners[1][0] > west


def test_what_cannot_lie_there_is_nowhere() -> None:
    far = bytes(shapely.to_wkb(shapely.Point(float("inf"), 0)))
    answers, made = ask(
        {"source": "not coordinates", "extent": [0, 0, 1, 1]},
        {"source": 2154, "extent": [0, 0, float("nan"), 1]},
        {"source": 4326, "blob": 0},
        blobs=(far,),
    )
    assert all(each == {"blob": None, "corners": None} for each in answers)
    assert not made
