"""Plain values: keys of the pile, frozen mappings, the affine of the sheet."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.poster.pile import between
from app.poster.records import Poster
from app.poster.sheet import MapFrame, fit, map_rect
from app.poster.values import Frozen


@given(st.lists(st.floats(0, 1), max_size=60))
def test_there_is_always_room_on_the_pile(places: list[float]) -> None:
    keys: list[str] = []
    for place in places:
        rank = round(place * len(keys))
        low = keys[rank - 1] if rank else ""
        high = keys[rank] if rank < len(keys) else ""
        keys.insert(rank, between(low, high))
    assert all(low < high for low, high in pairwise(keys))


def test_bounds_of_the_pile_must_be_in_order() -> None:
    for low, high in (("b", "a"), ("a", "a"), ("A", ""), ("10", "")):
        with pytest.raises(ValueError, match="no key"):
            between(low, high)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_frozen_mappings_travel_as_text(values: dict[str, object]) -> None:
    frozen = Frozen(values)
    assert Frozen.parse(frozen.text()) == frozen
    assert hash(Frozen.parse(frozen.text())) == hash(frozen)


def test_frozen_mappings_refuse_what_json_has_not() -> None:
    with pytest.raises(TypeError):
        Frozen({"a": {1, 2}})
    assert Frozen({"a": 1, "b": 2}).having(a=None, c=[1]) == Frozen({"b": 2, "c": (1,)})


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(10, 5000), st.floats(-180, 180), st.booleans())
def test_page_and_ground_are_inverse(x: float, y: float, scale: float, turn: float, portrait: bool) -> None:
    frame = MapFrame(map_rect("portrait" if portrait else "paysage"), (7e5, 6.5e6), scale, turn)
    page = frame.to_page(7e5 + x, 6.5e6 + y)
    assert frame.to_ground(*page) == pytest.approx((7e5 + x, 6.5e6 + y), abs=1e-3)


def test_the_page_points_down_and_the_ground_points_up() -> None:
    frame = MapFrame((10.0, 20.0, 100.0, 50.0), (0.0, 0.0), 100.0)
    assert frame.to_page(0, 0) == (60.0, 45.0)
    assert frame.to_page(1000, 500) == (70.0, 40.0)
    assert frame.scale == 100_000


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
def test_a_territory_keeps_some_outside_on_each_side(orientation: str) -> None:
    centre, scale = fit((700_000, 6_500_000, 744_000, 6_545_000), orientation)
    poster = Poster(
        uid="p", orientation=orientation, centre_x=centre[0], centre_y=centre[1], metres_par_mm=scale
    )
    frame = MapFrame.of(poster)
    left, top = frame.to_page(700_000, 6_545_000)
    right, bottom = frame.to_page(744_000, 6_500_000)
    low_x, low_y, high_x, high_y = frame.box
    assert left - low_x == pytest.approx(high_x - right)
    assert left - low_x >= 30.9
    assert top - low_y == pytest.approx(high_y - bottom)
    assert top - low_y >= 15.4


def test_a_single_place_still_has_a_scale() -> None:
    assert fit((5.0, 5.0, 5.0, 5.0), "paysage") == ((5.0, 5.0), 10.0)
