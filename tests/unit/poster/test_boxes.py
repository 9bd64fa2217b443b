"""Boxes: what they have in common, and what is made of them."""

from __future__ import annotations

import pytest

from app.poster import boxes

ONE, BESIDE, FAR = (0.0, 0.0, 4.0, 2.0), (4.0, 0.0, 6.0, 2.0), (10.0, 10.0, 11.0, 12.0)


def test_the_box_around_boxes_holds_them_all() -> None:
    whole = boxes.around([FAR, ONE])
    assert whole == (0.0, 0.0, 11.0, 12.0)
    assert boxes.within(ONE, whole)
    assert boxes.within(FAR, whole)
    with pytest.raises(ValueError, match="not enough"):
        boxes.around([])


def test_boxes_that_share_a_border_do_not_meet() -> None:
    assert not boxes.meet(ONE, BESIDE)
    assert boxes.shared(ONE, BESIDE) == 0.0
    nearer = boxes.shifted(BESIDE, -1.0, 0.5)
    assert boxes.meet(ONE, nearer)
    assert boxes.shared(ONE, nearer) == pytest.approx(1.5)
    assert boxes.shared(ONE, FAR) == 0.0


def test_a_box_reaches_out_of_another_by_the_slack_at_most() -> None:
    larger = boxes.grown(ONE, 1.0)
    assert larger == (-1.0, -1.0, 5.0, 3.0)
    assert boxes.within(ONE, larger)
    assert not boxes.within(larger, ONE, 0.9)
    assert boxes.within(larger, ONE, 1.0)


def test_a_place_on_the_border_is_covered() -> None:
    assert boxes.covers(ONE, boxes.middle(ONE))
    assert boxes.covers(ONE, (4.0, 2.0))
    assert not boxes.covers(ONE, (4.01, 2.0))
