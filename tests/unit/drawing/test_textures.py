"""Textures: anchored to the page, clipped to their area, spaced as the grammar says."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely

from app.drawing import textures
from app.drawing.brushes.course import Course
from app.poster.geometry import Areas

LEFT = shapely.box(10, 10, 30, 40)
RIGHT = shapely.box(30, 10, 50, 40)


def test_dots_are_anchored_to_the_page_so_that_neighbours_align() -> None:
    apart = {*textures.lattice(LEFT, 2.7), *textures.lattice(RIGHT, 2.7)}
    assert apart == set(textures.lattice(shapely.union(LEFT, RIGHT), 2.7))
    moved = textures.lattice(shapely.box(11.3, 12.7, 30, 40), 2.7)
    assert set(moved) <= set(textures.lattice(LEFT, 2.7))


def test_dots_stand_in_staggered_rows() -> None:
    nodes = sorted(textures.lattice(LEFT, 4.0), key=lambda node: (node[1], node[0]))
    rows = sorted({y for _, y in nodes})
    assert rows[1] - rows[0] == pytest.approx(4 * 0.866)
    first, second = (next(x for x, y in nodes if y == row) for row in rows[:2])
    assert (second - first) % 4.0 == pytest.approx(2.0)


def test_no_dot_is_cut_by_the_edge() -> None:
    path = textures.stipple(LEFT, 2.7, 0.4, "#000000")
    assert path.subpaths
    assert all(
        shapely.contains(LEFT, shapely.Point(dot.points[0]).buffer(0.4, quad_segs=32))
        for dot in path.subpaths
    )


def test_hatches_align_across_a_border() -> None:
    def ends(area: shapely.Geometry) -> set[float]:
        return {
            round(y, 6)
            for rule in textures.hatch(area, "#000000").subpaths
            for x, y in rule.points
            if x == pytest.approx(30)
        }

    assert ends(LEFT) == ends(RIGHT)


def test_a_gradient_comes_closer_by_the_same_ratio_down_to_its_limit() -> None:
    places = list(textures.spread(0.0, 100.0, 6.5, 0.88, 1.9))
    gaps = [b - a for a, b in pairwise(places)]
    assert gaps[0] == pytest.approx(6.5)
    assert min(gaps) == pytest.approx(1.9)
    assert all(b == pytest.approx(max(1.9, 0.88 * a)) for a, b in pairwise(gaps))


def test_a_gradient_grows_towards_its_angle() -> None:
    down = [rule.points[0][1] for rule in textures.gradient(LEFT, "#000000", -90).subpaths]
    gaps = [b - a for a, b in pairwise(sorted(down))]
    assert gaps == sorted(gaps, reverse=True)
    right = sorted(rule.points[0][0] for rule in textures.gradient(LEFT, "#000000", 0).subpaths)
    assert right[1] - right[0] > right[-1] - right[-2]


def test_teeth_stand_on_the_side_that_is_asked_for() -> None:
    course = Course(((0.0, 0.0), (36.0, 0.0)))
    right = textures.comb(course, 3.6, 4.2, 1.0)
    left = textures.comb(course, 3.6, 4.2, -1.0)
    assert len(right) == 10
    assert all(tooth.points[1][1] == pytest.approx(4.2) for tooth in right)
    assert all(tooth.points[1][1] == pytest.approx(-4.2) for tooth in left)


def test_ticks_point_inwards_even_from_a_hole() -> None:
    ring = shapely.difference(shapely.box(0, 0, 30, 30), shapely.box(10, 10, 20, 20))
    for tick in textures.ticks(ring, "#000000").subpaths:
        assert shapely.covers(shapely.buffer(ring, 0.01), shapely.Point(tick.points[1]))


def test_a_crossed_outline_is_mended() -> None:
    bow_tie = Areas(((((0, 0), (10, 10), (10, 0), (0, 10), (0, 0)),),))
    made = textures.shape(bow_tie)
    assert made.is_valid
    assert made.area == pytest.approx(50)


def test_the_heart_of_a_horseshoe_lies_in_it() -> None:
    horseshoe = shapely.difference(shapely.box(0, 0, 30, 30), shapely.box(8, 8, 22, 31))
    assert shapely.contains(horseshoe, shapely.Point(textures.heart(horseshoe)))
