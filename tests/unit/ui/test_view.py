"""The view of the sheet: fitted, zoomed at a point, never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.canvas.view import LEAST_OF_FIT, MARGIN, MOST, View


def view(width: float = 917, height: float = 657) -> View:
    made = View(width=width, height=height)
    made.fit()
    return made


@pytest.mark.parametrize(("width", "height"), [(1102, 656), (1656, 968), (760, 656), (400, 900)])
def test_fit_shows_the_whole_sheet_at_the_top_left(width: float, height: float) -> None:
    seen = view(width, height)
    assert seen.origin == (MARGIN, MARGIN)
    right, bottom = seen.to_pixel(*seen.sheet)
    assert right <= width - MARGIN + 1e-6
    assert bottom <= height - MARGIN + 1e-6
    assert right == pytest.approx(width - MARGIN) or bottom == pytest.approx(height - MARGIN)


@given(
    x=st.floats(200, 700),
    y=st.floats(150, 500),
    factors=st.lists(st.floats(1.05, 1.6), min_size=1, max_size=6),
)
def test_zoom_keeps_the_point_under_the_pointer(x: float, y: float, factors: list[float]) -> None:
    seen = view()
    for factor in factors:
        before = seen.to_page(x, y)
        seen.zoom(factor, x, y)
        after = seen.to_pixel(*before)
        # The origin stays on whole pixels.
        assert after == pytest.approx((x, y), abs=0.51)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("pan"), st.floats(-3000, 3000), st.floats(-3000, 3000)),
            st.tuples(st.just("zoom"), st.floats(0.05, 20.0), st.floats(0, 900)),
            st.tuples(st.just("size"), st.floats(200, 2000), st.floats(200, 1200)),
        ),
        max_size=25,
    )
)
def test_the_sheet_is_never_lost(steps: list[tuple[str, float, float]]) -> None:
    seen = view()
    for name, a, b in steps:
        if name == "pan":
            seen.pan(a, b)
        elif name == "zoom":
            seen.zoom(a, b, b)
        else:
            seen.resize(round(a), round(b))
    left, top = seen.origin
    right, bottom = seen.to_pixel(*seen.sheet)
    assert seen.scale <= MOST
    assert left <= MARGIN
    assert top <= MARGIN
    for low, high, room in ((left, right, seen.width), (top, bottom, seen.height)):
        if high - low + 2 * MARGIN <= room:
            assert low == pytest.approx(MARGIN, abs=0.51)  # what fits is anchored first
        else:
            assert high >= room - MARGIN - 1
    assert seen.origin == (round(left), round(top))


def test_a_panel_that_opens_moves_nothing() -> None:
    seen = view(1102, 656)
    before = (seen.origin, seen.scale)
    seen.resize(834, 656)
    assert (seen.origin, seen.scale) == before
    seen.resize(1102, 656)
    assert (seen.origin, seen.scale) == before


def test_reveal_pans_by_the_least() -> None:
    seen = view(1102, 656)
    seen.resize(834, 656)
    origin = seen.origin
    seen.reveal((100, 100, 120, 120))
    assert seen.origin == origin
    seen.reveal((390, 100, 400, 110))
    right, _ = seen.to_pixel(400, 110)
    assert right == pytest.approx(834 - MARGIN, abs=1)
    assert seen.origin[1] == origin[1]


def test_what_is_larger_than_the_view_and_fills_it_moves_nothing() -> None:
    seen = view(1102, 656)
    seen.zoom(8.0, 500, 300)
    origin = seen.origin
    left, top, right, bottom = seen.seen
    seen.reveal((left - 20, top - 20, right + 20, bottom + 20))
    assert seen.origin == origin
    seen.reveal((left + 20, top - 20, right + 60, bottom + 20))
    assert seen.origin[0] == pytest.approx(origin[0] - 20 * seen.scale + MARGIN, abs=1)
    assert seen.origin[1] == origin[1]


def test_zooming_out_stops_at_half_the_sheet() -> None:
    seen = view()
    for _ in range(40):
        seen.zoom(0.5, 300, 300)
    assert seen.scale == pytest.approx(seen.fit_scale * LEAST_OF_FIT)
    assert seen.origin == (MARGIN, MARGIN)


def test_the_scaling_of_the_screen_scales_the_bench() -> None:
    seen = View(width=1376, height=986, ratio=1.5)
    seen.fit()
    assert seen.origin == (22, 22)
