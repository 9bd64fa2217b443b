"""Areas as polygons of shapely: holes of any number and length, rings that cannot be one left out."""

from __future__ import annotations

from app.poster.geometry import Areas
from app.poster.surfaces import areas_of, surface


def test_holes_need_not_have_one_length() -> None:
    outer = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    square = ((1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0))
    triangle = ((4.0, 4.0), (6.0, 4.0), (4.0, 6.0))
    found = surface(Areas(((outer, square, triangle),)))
    assert found.area == 81 - 1 - 2
    assert [len(part) for part in areas_of(found).parts] == [3]


def test_a_hole_of_no_ground_is_left_out() -> None:
    outer = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    flat = ((1.0, 1.0), (2.0, 1.0), (1.0, 1.0))
    assert surface(Areas(((outer, flat),))).area == 81
