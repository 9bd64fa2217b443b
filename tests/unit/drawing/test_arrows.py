"""Arrows: what makes them read at five metres."""

from __future__ import annotations

from math import hypot

import pytest
import shapely

from app.drawing.arrows import FINE, FLUX, PROPAGATION, arrow, clamped, double, filled
from app.drawing.brushes.subject import Look
from app.drawing.primitives import Path, flattened, smooth
from app.drawing.theme import DASH_FUTUR, PAPIER

STRAIGHT = ((0.0, 0.0), (40.0, 0.0))
LOOK = Look("#B3122B", "#F2C9C9")


def width_at(points: tuple[tuple[float, float], ...], x: float) -> float:
    """Return the height of the arrow's outline where it crosses a vertical at ``x``."""
    cut = shapely.intersection(shapely.polygons(points), shapely.linestrings([(x, -50), (x, 50)]))
    return float(cut.length)


def test_the_neck_and_the_head_have_the_widths_of_the_grammar() -> None:
    shape = arrow(STRAIGHT, 4.6)
    base = 40 - 2.3 * 4.6
    assert width_at(shape.points, base - 0.05) == pytest.approx(4.6, rel=0.01)
    assert width_at(shape.points, base + 0.001) == pytest.approx(2.7 * 4.6, rel=0.01)
    assert max(x for x, _ in shape.points) == pytest.approx(40)


def test_a_flow_swells_and_a_propagation_tapers() -> None:
    flow, spread = arrow(STRAIGHT, 4.0, FLUX), arrow(STRAIGHT, 4.0, PROPAGATION)
    assert width_at(flow.points, 0.01) == pytest.approx(0.45 * 4, rel=0.02)
    assert width_at(spread.points, 0.01) == pytest.approx(1.35 * 4, rel=0.02)


def test_a_short_arrow_becomes_small_and_keeps_a_body() -> None:
    shape = arrow(((0.0, 0.0), (6.0, 0.0)), 6.2)
    xs = [x for x, _ in shape.points]
    assert min(xs) == pytest.approx(0)
    assert max(xs) == pytest.approx(6)
    assert max(y for _, y in shape.points) < 3


def test_an_arrow_without_length_is_not_an_error() -> None:
    assert arrow(((3.0, 3.0), (3.0, 3.0)), 4.0).closed


def test_a_double_arrow_reaches_both_ends() -> None:
    one, two = double(STRAIGHT, 2.0, FINE)
    assert max(x for x, _ in one.points) == pytest.approx(40)
    assert min(x for x, _ in two.points) == pytest.approx(0)


@pytest.mark.parametrize("end", [(200.0, 50.0), (-80.0, 20.0), (50.0, -90.0), (140.0, 130.0)])
def test_an_arrow_that_leaves_stops_five_millimetres_inside_the_frame(end: tuple[float, float]) -> None:
    run = clamped(((50.0, 50.0), end), (0.0, 0.0, 100.0, 100.0))
    x, y = run[-1]
    assert min(x, y, 100 - x, 100 - y) == pytest.approx(5)
    assert hypot(run[0][0] - 50, run[0][1] - 50) == 0


def test_an_arrow_that_comes_from_outside_starts_at_the_frame() -> None:
    run = clamped(((150.0, 50.0), (40.0, 50.0)), (0.0, 0.0, 100.0, 100.0))
    assert run == ((95.0, 50.0), (40.0, 50.0))


def test_an_arrow_wholly_outside_is_left_as_it_is() -> None:
    run = ((150.0, 50.0), (180.0, 50.0))
    assert clamped(run, (0.0, 0.0, 100.0, 100.0)) == run


def test_what_is_to_come_is_hollow_and_dashed() -> None:
    shape = arrow(STRAIGHT, 4.0)
    _, under, drawn = filled((shape,), Look(LOOK.ink, LOOK.accent, dash=DASH_FUTUR, open=True))
    assert isinstance(under, Path)
    assert isinstance(drawn, Path)
    assert (under.fill, under.stroke, under.dash) == (PAPIER, LOOK.accent, ())
    assert (drawn.fill, drawn.stroke, drawn.dash) == ("", LOOK.ink, DASH_FUTUR)


def test_the_ring_is_one_millimetre_wide() -> None:
    ring, drawn = filled((arrow(STRAIGHT, 4.0),), LOOK)
    assert isinstance(ring, Path)
    assert isinstance(drawn, Path)
    assert (ring.stroke, ring.width) == (PAPIER, 2.0)
    assert drawn.fill == LOOK.ink


def test_a_curve_goes_through_its_points_and_does_not_swing_out() -> None:
    points = ((0.0, 0.0), (40.0, 0.0), (41.0, 1.0), (41.0, 40.0))
    run = flattened(smooth(points))
    for x, y in points:
        assert min(hypot(x - a, y - b) for a, b in run) < 1e-9
    assert min(y for _, y in run) > -1
    assert max(x for x, _ in run) < 42
    ring = flattened(smooth(points, closed=True))
    assert ring[0] == ring[-1]
