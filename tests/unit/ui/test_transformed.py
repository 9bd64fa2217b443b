"""What things become when they are scaled, turned and flipped: changes that can be taken back by their opposite."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalogue.load import shipped
from app.poster.geometry import Areas, Coord, Lines, Point, closed
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from app.ui.tools.transformed import LEAST_SIZE, MOST_SIZE, Change, transformed
from tests.unit.ui.posters import ground

POSTER = ground()[0]
FRAME = MapFrame.of(POSTER)  # type: ignore[arg-type]
TURNED = MapFrame(FRAME.rect, FRAME.centre, FRAME.metres_par_mm, 30.0)
PAPER = (40.0, 20.0)
#: Half a metre of the ground: two places are one.
NEAR = 0.5
coord = st.floats(20.0, 250.0, allow_nan=False)
place = st.tuples(coord, coord)
frames = st.sampled_from((FRAME, TURNED))


def laid(frame: MapFrame, *pages: Coord) -> tuple[Coord, ...]:
    return tuple(frame.to_ground(*page) for page in pages)


def things(frame: MapFrame, pages: list[Coord]) -> list[Item]:
    run = laid(frame, *pages)
    return [
        Mark(uid="a", picto="zone", geometry=Areas(((closed(run),),)), parametres=Frozen({"coins": [1]})),
        Mark(uid="l", picto="fleche", geometry=Lines((run,))),
        Mark(uid="p", picto="ecole", geometry=Point(*run[0]), taille_mm=20.0, angle=30.0),
        Trace(uid="t", geometry=Lines((run,)), parametres=Frozen({"pressions": [[50] * len(run)]})),
        Texte(uid="w", geometry=Point(*run[1]), texte="Vallée", taille_mm=8.0, angle=0.0),
        Photo(uid="f", geometry=Point(*run[2]), taille_mm=60.0, angle=15.0),
        PostIt(uid="n", x=pages[0][0], y=pages[0][1], cible_x=run[1][0], cible_y=run[1][1]),
    ]


def changed(item: Item, change: Change, frame: MapFrame) -> Item:
    size = item.taille_mm if isinstance(item, Mark | Texte | Photo) else None
    return transformed(item, change, frame, shipped(), size, PAPER)


def alike(a: Item, b: Item) -> None:
    """Assert that two things are one, to the rounding of what is stored."""
    if isinstance(a, PostIt):
        assert isinstance(b, PostIt)
        assert a.x is not None
        assert a.y is not None
        assert (b.x, b.y) == (pytest.approx(a.x, abs=1e-6), pytest.approx(a.y, abs=1e-6))
        assert (b.cible_x, b.cible_y) == (a.cible_x, a.cible_y)
        return
    assert not isinstance(b, PostIt)
    for (ax, ay), (bx, by) in zip(a.geometry.coords(), b.geometry.coords(), strict=True):
        assert math.hypot(ax - bx, ay - by) < NEAR
    if isinstance(a, Mark | Texte | Photo):
        assert isinstance(b, Mark | Texte | Photo)
        assert (b.taille_mm or 0.0) == pytest.approx(a.taille_mm or 0.0, abs=0.4)
        assert abs(((a.angle or 0.0) - (b.angle or 0.0) + 180.0) % 360.0 - 180.0) <= 0.2


shapes = st.lists(place, min_size=3, max_size=6, unique=True)


@settings(max_examples=40, deadline=None)
@given(frames, shapes, place, st.floats(0.6, 1.6))
def test_a_scale_and_its_inverse_leave_things_as_they_were(
    frame: MapFrame, pages: list[Coord], about: Coord, by: float
) -> None:
    for item in things(frame, pages):
        there = changed(item, Change(about, by, by, grows=True), frame)
        alike(item, changed(there, Change(about, 1 / by, 1 / by, grows=True), frame))


@settings(max_examples=40, deadline=None)
@given(frames, shapes, place, st.floats(-180.0, 180.0).map(lambda angle: round(angle, 1)))
def test_a_turn_and_its_opposite_leave_things_as_they_were(
    frame: MapFrame, pages: list[Coord], about: Coord, angle: float
) -> None:
    for item in things(frame, pages):
        there = changed(item, Change(about, turn=angle % 360.0), frame)
        alike(item, changed(there, Change(about, turn=-angle % 360.0), frame))


@settings(max_examples=40, deadline=None)
@given(frames, shapes, place, st.booleans())
def test_flipped_twice_things_are_as_they_were(
    frame: MapFrame, pages: list[Coord], about: Coord, across: bool
) -> None:
    change = Change(about, -1.0, 1.0) if across else Change(about, 1.0, -1.0)
    for item in things(frame, pages):
        alike(item, changed(changed(item, change, frame), change, frame))


@settings(max_examples=40, deadline=None)
@given(frames, place, place, st.floats(0.2, 4.0), st.floats(0.2, 4.0), st.floats(-180.0, 180.0))
def test_the_ground_follows_the_page(
    frame: MapFrame, page: Coord, about: Coord, right: float, down: float, turn: float
) -> None:
    change = Change(about, right, down, turn)
    there = frame.to_page(*change.on_ground(frame)(*frame.to_ground(*page)))
    assert there == (pytest.approx(change.at(page)[0], abs=1e-5), pytest.approx(change.at(page)[1], abs=1e-5))
    a, b, c, d, e, f = change.matrix()
    laid_at = (a * page[0] + c * page[1] + e, b * page[0] + d * page[1] + f)
    assert laid_at == (
        pytest.approx(change.at(page)[0], abs=1e-6),
        pytest.approx(change.at(page)[1], abs=1e-6),
    )


def test_a_turn_goes_counter_clockwise_as_seen() -> None:
    assert Change((100.0, 100.0), turn=90.0).at((110.0, 100.0)) == (
        pytest.approx(100.0),
        pytest.approx(90.0),
    )


def test_sizes_stay_where_they_can_be_read() -> None:
    mark = Mark(uid="p", picto="ecole", geometry=Point(*FRAME.to_ground(100, 100)))
    small = transformed(mark, Change((0, 0), 0.05, 0.05, grows=True), FRAME, shipped(), 18.0)
    large = transformed(mark, Change((0, 0), 20.0, 20.0, grows=True), FRAME, shipped(), 18.0)
    stretched = transformed(mark, Change((0, 0), 2.0, 1.0), FRAME, shipped(), 18.0)
    assert isinstance(small, Mark)
    assert isinstance(large, Mark)
    assert isinstance(stretched, Mark)
    assert (small.taille_mm, large.taille_mm) == (LEAST_SIZE, MOST_SIZE)
    assert stretched.taille_mm is None


def test_places_directions_and_sides_follow() -> None:
    seat = FRAME.to_ground(120, 100)
    key = next(each.key for each in shipped()["points_attires"].parameters if each.type == "lieux")
    middle = Point(*FRAME.to_ground(100, 100))
    ring = Mark(uid="s", picto="points_attires", geometry=middle, parametres=Frozen({key: [[*seat, 2]]}))
    turned = transformed(ring, Change((100.0, 100.0), turn=90.0), FRAME, shipped(), 18.0)
    assert isinstance(turned, Mark)
    ((x, y, rank),) = turned.parametres[key]
    assert FRAME.to_page(x, y) == (pytest.approx(100.0, abs=1e-4), pytest.approx(80.0, abs=1e-4))
    assert rank == 2

    edge = Mark(
        uid="e",
        picto="rupture_interface",
        geometry=Lines((laid(FRAME, (60, 60), (120, 90)),)),
        parametres=Frozen({"cote": "gauche"}),
    )
    flipped = transformed(edge, Change((100.0, 100.0), -1.0, 1.0), FRAME, shipped())
    assert isinstance(flipped, Mark)
    assert flipped.parametres["cote"] == "droite"


def test_a_sign_is_never_mirrored_but_its_lean_is() -> None:
    mark = Mark(uid="p", picto="ecole", geometry=Point(*FRAME.to_ground(100, 100)), angle=30.0)
    flipped = transformed(mark, Change((100.0, 100.0), -1.0, 1.0), FRAME, shipped(), 18.0)
    assert isinstance(flipped, Mark)
    assert flipped.angle == 330.0
    upright = transformed(
        Mark(uid="q", picto="ecole", geometry=mark.geometry),
        Change((0, 0), -1.0, 1.0),
        FRAME,
        shipped(),
        18.0,
    )
    assert isinstance(upright, Mark)
    assert upright.angle is None
