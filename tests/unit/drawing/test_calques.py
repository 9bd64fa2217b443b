"""Pictures under the poster: over its paper, below every line, a parallelogram that follows the map."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest

from app.drawing import calques
from app.drawing.ink import Band
from app.drawing.placing import placed
from app.drawing.primitives import Image, box
from app.drawing.scene import Composer
from app.imports.calques import ring
from app.poster.geometry import Areas
from app.poster.records import Calque, Poster, Territoire
from app.poster.sheet import MapFrame

POSTER = Poster(uid="p", centre_x=700_000.0, centre_y=6_500_000.0, metres_par_mm=100.0)
FRAME = MapFrame.of(POSTER)


def calque(uid: str = "c", **more: object) -> Calque:
    west, south, east, north = 695_000.0, 6_496_000.0, 703_000.0, 6_504_000.0
    corners = ((west, north), (east, north + 500), (east, south + 500), (west, south))
    return replace(Calque(uid=uid, geometry=ring(corners), media="m", opacite=0.6), **more)  # type: ignore[arg-type]


def only(record: Calque) -> Image:
    (image,) = calques.draw(record, FRAME).primitives
    assert isinstance(image, Image)
    return image


def test_a_picture_lies_where_its_ground_is():
    image = only(calque())
    assert image.corners is not None
    assert image.corners[0] == pytest.approx(FRAME.to_page(695_000, 6_504_000))
    assert image.corners[1] == pytest.approx(FRAME.to_page(703_000, 6_504_500))
    assert image.corners[2] == pytest.approx(FRAME.to_page(695_000, 6_496_000))
    x, y, width, height = image.rect
    assert box((image,)) == pytest.approx((x, y, x + width, y + height))
    assert (width, height) == pytest.approx((80.0, 85.0))
    assert image.alpha == 0.6


def test_a_picture_that_is_moved_and_resized_keeps_its_shape():
    (moved,) = placed([only(calque())], 10.0, 20.0, 0.5)
    assert isinstance(moved, Image)
    assert moved.corners is not None
    for (x, y), (before_x, before_y) in zip(moved.corners, only(calque()).corners or (), strict=True):
        assert (x, y) == pytest.approx((before_x * 0.5 + 10, before_y * 0.5 + 20))


def flat(*corners: tuple[float, float]) -> Areas:
    return Areas(((corners,),))


@pytest.mark.parametrize(
    "more",
    [
        {"visible": False},
        {"media": ""},
        {"opacite": 0.0},
        {"opacite": nan},
        {"geometry": Areas(())},
        {"geometry": flat((7e5, 6.5e6), (7.01e5, 6.5e6), (7e5, 6.5e6))},
        {"geometry": flat((7e5, 6.5e6), (7.01e5, 6.5e6), (7.02e5, 6.5e6), (7e5, 6.5e6), (7e5, 6.5e6))},
        {"geometry": flat((nan, 6.5e6), (7.01e5, inf), (7.02e5, 6.5e6), (7e5, 6.5e6), (7e5, 6.5e6))},
        {"geometry": flat((9e5, 6.5e6), (9.1e5, 6.5e6), (9.1e5, 6.4e6), (9e5, 6.4e6), (9e5, 6.5e6))},
    ],
)
def test_nothing_is_drawn_of_what_is_hidden_or_has_no_place(more):
    assert calques.draw(calque(**more), FRAME).primitives == ()


def test_pictures_lie_over_the_paper_and_below_every_line():
    outline = flat((694_000, 6_495_000), (706_000, 6_495_000), (706_000, 6_505_000), (694_000, 6_505_000))
    ground = Territoire(uid="t", nom="Ici", codes=("1",), genre="epci", millesime="2026", geometry=outline)
    upper, lower = calque("a", rang="2"), calque("b", rang="1")
    composer = Composer({})
    records = {each.uid: each for each in (POSTER, ground, upper, lower)}
    scene = composer.compose(records)
    order = [ink.uid for ink in scene.inks]
    assert order.index("fond:territoire") < order.index("b") < order.index("a")
    assert all(order.index("a") < order.index(uid) for uid in ("fond:contour", "fond:marge", "feuille:cadre"))
    assert all(ink.band == Band.FOND for ink in scene.inks if ink.uid in "ab")
    again = composer.compose({**records, "x": replace(lower, uid="x", rang="3")})
    assert again.ink("a") is scene.ink("a"), "what did not change is not drawn again"
    assert composer.compose({"p": POSTER, "a": upper}).ink("a") is not None, (
        "a sheet without a territory has it too"
    )
    assert composer.compose(records, feuille=2).ink("a") is None
