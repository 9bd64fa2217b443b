"""Inks laid from prints: the sheet is what painting it all would show, and an act near kept prints paints little."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Path, Primitive, circle, polygon
from app.painting.painter import paint
from app.ui.canvas import press
from app.ui.canvas.tiles import PAPER, Tiles

SIDE, SCALE = 120.0, 4.0
WHOLE = (0.0, 0.0, SIDE, SIDE)


def disc(uid: str, x: float, y: float, colour: str = "#3366AA90", *, band: Band = Band.POINTS) -> Ink:
    """Return a mark of two primitives that show through each other."""
    ring = Path((circle(x, y, 9.0),), stroke="#FFFFFFC0", width=2.0)
    return Ink.of(uid, band, (Path((circle(x, y, 9.0),), fill=colour), ring))


def heap(at: float = 50.0) -> Scene:
    """Return many marks over each other, one of them, ``m``, at a place of the page."""
    ground = Ink.of("fond", Band.FOND, (Path((circle(60, 60, 55),), fill="#DDE6DD"),))
    discs = [disc(f"d{rank}", 40.0 + rank % 6 * 5.3, 44.0 + rank // 6 * 4.7) for rank in range(30)]
    return Scene(SIDE, SIDE, (ground, *discs[:15], _moved(at), *discs[15:]))


def _moved(at: float) -> Ink:
    return disc("m", at, 52.0, "#AA3366")


_STILL = heap()


def nudged(at: float) -> Scene:
    """Return the heap with nothing but ``m`` elsewhere."""
    inks = tuple(_moved(at) if ink.uid == "m" else ink for ink in _STILL.inks)
    return Scene(SIDE, SIDE, inks)


def seen(tiles: Tiles) -> QImage:
    """Return the whole sheet as tiles show it."""
    image = QImage(round(SIDE * SCALE), round(SIDE * SCALE), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        while not tiles.blit(painter, QPoint(0, 0), SCALE, WHOLE):
            tiles.bake(SCALE, WHOLE, lambda: True)
    finally:
        painter.end()
    return image


def baked(scene: Scene, hidden: frozenset[str] = frozenset()) -> Tiles:
    tiles = Tiles()
    tiles.show(scene)
    tiles.hide(hidden)
    tiles.bake(SCALE, WHOLE, lambda: True)
    return tiles


def ready(tiles: Tiles, scene: Scene) -> None:
    """Keep what lies around ``m``."""
    ink = scene.ink("m")
    assert ink is not None
    assert ink.extent is not None
    assert tiles.warm(SCALE, [ink.extent], lambda: True)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[Primitive]:
    """Gather what is painted while tiles are made."""
    found: list[Primitive] = []

    def noted(painter: QPainter, few: list[Primitive], *rest: object) -> None:
        found.extend(few)
        paint(painter, few, *rest)  # type: ignore[arg-type] # they are passed on

    monkeypatch.setattr(press, "paint", noted)
    return found


@pytest.mark.parametrize("kept", [True, False])
def test_an_act_leaves_the_very_pixels_of_a_fresh_sheet(kept: bool) -> None:
    tiles = baked(_STILL)
    for at in (51.0, 53.5, 70.0, 50.0):
        if kept:
            ready(tiles, tiles.scene)
        tiles.show(nudged(at))
        assert seen(tiles) == seen(baked(nudged(at)))


def test_an_act_on_what_is_at_hand_paints_one_ink(painted: list[Primitive]) -> None:
    tiles, after = baked(_STILL), nudged(51.0)
    ready(tiles, _STILL)
    painted.clear()
    tiles.show(after)
    seen(tiles)
    ink = after.ink("m")
    assert ink is not None
    assert painted
    assert {id(each) for each in painted} <= {id(each) for each in ink.primitives}


def test_lifting_what_is_at_hand_paints_nothing(painted: list[Primitive]) -> None:
    tiles = baked(_STILL)
    ready(tiles, _STILL)
    painted.clear()
    tiles.hide(frozenset({"m"}))
    picture = seen(tiles)
    assert not painted
    assert picture == seen(baked(_STILL, frozenset({"m"})))


def test_what_is_kept_is_bounded_and_let_go() -> None:
    tiles = baked(_STILL)
    ready(tiles, _STILL)
    kept = tiles._press._prints
    assert kept
    assert sum(each.pixels.sizeInBytes() for each in kept.values()) < press.MOST
    tiles.warm(SCALE, (), lambda: True)
    assert not tiles._press._prints
    # A place larger than any act of one hand is not worth it.
    tiles.warm(SCALE, [(0.0, 0.0, 4 * SIDE, 4 * SIDE)], lambda: True)
    assert not tiles._press._prints


def test_making_ready_can_be_interrupted_and_goes_on() -> None:
    tiles = baked(_STILL)
    ink = _STILL.ink("m")
    assert ink is not None
    assert ink.extent is not None
    assert not tiles.warm(SCALE, [ink.extent], lambda: False)
    steps = 1
    while not tiles.warm(SCALE, [ink.extent], lambda: False):
        steps += 1
    assert steps > 10
    assert tiles.warm(SCALE, [ink.extent], lambda: False)


def test_prints_are_what_painting_it_all_at_once_would_be() -> None:
    """Sharp corners reach farther than the extent of an ink says: they are not cut off."""
    spike = Path(
        (polygon(((15.0, 20.0), (55.0, 35.0), (15.0, 50.0))),), stroke="#22303C", width=3.0, join="miter"
    )
    scene = Scene(SIDE, SIDE, (*_STILL.inks, Ink.of("spike", Band.TRACES, (spike,))))
    direct = QImage(round(SIDE * SCALE), round(SIDE * SCALE), QImage.Format.Format_RGB32)
    direct.fill(PAPER)
    painter = QPainter(direct)
    try:
        paint(painter, scene.primitives(), SCALE)
    finally:
        painter.end()
    laid = seen(baked(scene))
    one, other = bytes(laid.constBits()), bytes(direct.constBits())
    assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 3
