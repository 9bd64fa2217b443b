"""A picture is placed by its pins: known transforms are found again, too little is said in words."""

from __future__ import annotations

import random
from math import cos, hypot, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.poster.fitting import Corners, Pin, fit, pins_of, place, within

#: A picture of 4 by 3, a kilometre for its unit, upright.
PLAIN: Corners = ((0.0, 3000.0), (4000.0, 3000.0), (4000.0, 0.0), (0.0, 0.0))
SPREAD = ((0.1, 0.1), (0.9, 0.15), (0.85, 0.9), (0.12, 0.8), (0.5, 0.45), (0.3, 0.6))


def similar(at: tuple[float, float], turn: float, scale: float, x: float, y: float) -> tuple[float, float]:
    a, b = scale * cos(turn), scale * sin(turn)
    return (a * at[0] - b * at[1] + x, b * at[0] + a * at[1] + y)


def slanted(at: tuple[float, float]) -> tuple[float, float]:
    return (1.2 * at[0] + 0.3 * at[1] + 700_000, -0.1 * at[0] + 0.9 * at[1] + 6_500_000)


def pins(count: int, of: object) -> list[Pin]:
    return [Pin(u, v, *of(place(PLAIN, u, v))) for u, v in SPREAD[:count]]  # type: ignore[operator]


def apart(one: Corners, other: Corners) -> float:
    return max(hypot(a[0] - b[0], a[1] - b[1]) for a, b in zip(one, other, strict=True))


def test_without_pins_a_picture_stays_where_it_lies() -> None:
    assert fit([], PLAIN).corners == PLAIN


def test_one_pin_moves_the_picture_and_nothing_else() -> None:
    made = fit([Pin(0.5, 0.5, 12_000.0, 7_000.0)], PLAIN)
    assert apart(made.corners, ((10_000, 8_500), (14_000, 8_500), (14_000, 5_500), (10_000, 5_500))) < 1e-9
    assert made.residuals == (0.0,)
    assert not made.checked


@pytest.mark.parametrize("count", [2, 3])
def test_two_and_three_pins_turn_and_enlarge(count: int) -> None:
    def of(at: tuple[float, float]) -> tuple[float, float]:
        return similar(at, 0.7, 2.5, 650_000, 6_800_000)

    made = fit(pins(count, of), PLAIN)
    assert apart(made.corners, tuple(of(each) for each in PLAIN)) < 1e-4  # type: ignore[arg-type]
    assert made.rms < 1e-4
    assert made.checked == (count == 3)


def test_three_pins_never_slant_and_their_residuals_tell_it() -> None:
    made = fit(pins(3, slanted), PLAIN)
    top_left, top_right, _, bottom_left = made.corners
    across = (top_right[0] - top_left[0], top_right[1] - top_left[1])
    down = (bottom_left[0] - top_left[0], bottom_left[1] - top_left[1])
    assert abs(across[0] * down[0] + across[1] * down[1]) < 1e-2 * hypot(*across)
    assert made.rms > 100


@pytest.mark.parametrize("count", [4, 5, 6])
def test_four_pins_and_more_slant(count: int) -> None:
    made = fit(pins(count, slanted), PLAIN)
    assert apart(made.corners, tuple(slanted(each) for each in PLAIN)) < 1e-3  # type: ignore[arg-type]
    assert made.rms < 1e-3
    assert made.remark == ""


def test_noise_is_shared_and_the_worst_pin_is_told() -> None:
    chance = random.Random(7)
    found = [
        pin._replace(x=pin.x + chance.gauss(0, 8), y=pin.y + chance.gauss(0, 8)) for pin in pins(6, slanted)
    ]
    found[4] = found[4]._replace(x=found[4].x + 600)
    made = fit(found, PLAIN)
    assert made.worst == 4
    assert 100 < made.rms < 600
    assert made.residuals[4] == max(made.residuals)


def test_least_squares_is_not_beaten_nearby() -> None:
    chance = random.Random(11)
    found = [
        pin._replace(x=pin.x + chance.gauss(0, 50), y=pin.y + chance.gauss(0, 50)) for pin in pins(3, slanted)
    ]
    best = fit(found, PLAIN)

    def cost(corners: Corners) -> float:
        return sum(
            hypot(x - pin.x, y - pin.y) ** 2 for pin in found for x, y in [place(corners, pin.u, pin.v)]
        )

    for turn, scale, dx, dy in [
        (1e-3, 1, 0, 0),
        (-1e-3, 1, 0, 0),
        (0, 1.001, 0, 0),
        (0, 0.999, 0, 0),
        (0, 1, 5, 5),
    ]:
        x, y = best.corners[0]
        near = tuple((similar((a - x, b - y), turn, scale, x + dx, y + dy)) for a, b in best.corners)
        assert cost(near) > cost(best.corners)  # type: ignore[arg-type]


def test_pins_at_one_place_only_move_the_picture_and_say_it() -> None:
    made = fit([Pin(0.2, 0.2, 0.0, 0.0), Pin(0.8, 0.8, 0.0, 0.0)], PLAIN)
    assert "au même endroit" in made.remark
    assert made.corners[1][0] - made.corners[0][0] == pytest.approx(4000)
    same = fit([Pin(0.2, 0.2, 0.0, 0.0), Pin(0.2, 0.2, 500.0, 0.0)], PLAIN)
    assert "au même endroit" in same.remark


def test_pins_in_line_do_not_slant_and_say_it() -> None:
    line = [Pin(u, 0.5, *slanted(place(PLAIN, u, 0.5))) for u in (0.1, 0.3, 0.6, 0.9)]
    made = fit(line, PLAIN)
    assert "en ligne" in made.remark
    assert made.rms < 1e-3
    assert abs(area(made.corners)) > 1e6


def test_pins_that_ask_for_a_mirror_are_not_obeyed() -> None:
    made = fit(pins(4, lambda at: (-at[0], at[1])), PLAIN)
    assert "se contredisent" in made.remark
    assert area(made.corners) > 0


def area(corners: Corners) -> float:
    (x, y), right, _, below = corners
    return (right[1] - y) * (below[0] - x) - (right[0] - x) * (below[1] - y)


def test_pins_of_a_file_that_make_no_sense_are_left_out() -> None:
    told = ((0.1, 0.2, 3, 4), (1, 2, 3), "x", (0, 0, float("nan"), 0), (0, 0, None, 0))
    assert pins_of(told) == (Pin(0.1, 0.2, 3.0, 4.0),)
    assert pins_of(None) == pins_of({"a": 1}) == ()
    assert len(pins_of([(0, 0, 0, 0)] * 30)) == 20


@given(
    st.floats(-3, 3),
    st.floats(0.05, 50),
    st.floats(-1e7, 1e7),
    st.floats(-1e7, 1e7),
    st.integers(2, 6),
)
def test_any_similarity_is_found_again(turn: float, scale: float, x: float, y: float, count: int) -> None:
    def of(at: tuple[float, float]) -> tuple[float, float]:
        return similar(at, turn, scale, x, y)

    made = fit(pins(count, of), PLAIN)
    assert apart(made.corners, tuple(of(each) for each in PLAIN)) < 1e-3 * max(1.0, scale)  # type: ignore[arg-type]


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-pi, pi))
def test_a_place_is_found_again(u: float, v: float, turn: float) -> None:
    corners: Corners = tuple(similar(each, turn, 3.0, 1e5, 1e6) for each in PLAIN)  # type: ignore[assignment]
    found = within(corners, place(corners, u, v))
    assert found == pytest.approx((u, v), abs=1e-6)


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 2, *[st.floats(-1e6, 1e6)] * 2), min_size=1, max_size=8))
def test_whatever_pins_say_a_picture_stays_a_picture(told: list[tuple[float, float, float, float]]) -> None:
    made = fit([Pin(*each) for each in told], PLAIN)
    assert area(made.corners) > 0
    assert all(abs(each) < 1e12 for corner in made.corners for each in corner)
