"""Badges: at most three, each in its place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.drawing import badges, theme
from app.drawing.brushes.subject import Hang
from app.poster.geometry import Point
from app.poster.records import Mark

SYMBOL = Hang(100.0, 50.0, 17.0, 17.0)


def mark(**fields: object) -> Mark:
    return Mark(uid="m", picto="ecole", geometry=Point(0, 0), **fields)  # type: ignore[arg-type]


def middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


@pytest.mark.parametrize(
    ("fields", "side"),
    [
        ({"valence": "plus"}, (1, 1)),
        ({"valence": "mixte"}, (1, 1)),
        ({"tendance": "baisse"}, (1, -1)),
        ({"signal_faible": True}, (-1, -1)),
        ({"accord": "discute"}, (-1, 1)),
        ({"certitude": "hypothese"}, (-1, 1)),
        ({"rupture": "reperee"}, (0, 0)),
    ],
)
def test_each_badge_has_its_corner(fields: dict[str, object], side: tuple[int, int]) -> None:
    (box,) = badges.draw(mark(**fields), SYMBOL).boxes
    assert middle(box) == pytest.approx((100 + side[0] * 0.47 * 17, 50 + side[1] * 0.43 * 17))
    assert box[2] - box[0] == pytest.approx(2 * (theme.BADGE_R + theme.HALO_BADGE))


def test_at_most_three_are_drawn_the_most_telling_first() -> None:
    full = mark(
        valence="moins", tendance="hausse", rupture="previsible", signal_faible=True, certitude="hypothese"
    )
    assert badges.shown(full) == ("valence", "tendance", "rupture")
    assert len(badges.draw(full, SYMBOL).boxes) == 3


def test_nothing_said_draws_nothing() -> None:
    assert badges.draw(mark(certitude="etabli", accord="partage"), SYMBOL) == badges.Badges()


def test_on_a_line_they_are_beads_that_do_not_touch() -> None:
    hang = Hang(10.0, 10.0, tangent=(0.6, 0.8))
    boxes = badges.draw(mark(valence="plus", tendance="hausse", signal_faible=True), hang).boxes
    places = [middle(box) for box in boxes]
    assert places[1] == pytest.approx((10, 10))
    for one, two in pairwise(places):
        assert two[0] - one[0] == pytest.approx(0.6 * badges.SPACING)
    assert badges.SPACING >= 2 * (theme.BADGE_R + theme.HALO_BADGE)


def test_on_a_line_a_break_takes_the_middle() -> None:
    hang = Hang(10.0, 10.0, tangent=(1.0, 0.0))
    boxes = badges.draw(mark(valence="plus", tendance="hausse", rupture="reperee"), hang).boxes
    xs = [middle(box)[0] for box in boxes]
    assert xs[2] == pytest.approx(10)
    assert xs[0] < 10 < xs[1]


def test_the_sign_of_a_hindrance_is_dark_on_orange() -> None:
    colours = {
        getattr(primitive, "fill", "") or getattr(primitive, "stroke", "")
        for primitive in badges.valence("moins", 0, 0)
    }
    assert colours == {theme.PAPIER, theme.VALENCE_MOINS, theme.ENCRE}
