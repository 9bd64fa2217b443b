"""A sign that people make: smooth ink of their strokes, parts that read one over the other, a name and a key."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as some

from app.catalogue import invent, legible, silhouette, svg
from app.catalogue.invent import Part, from_strokes
from app.catalogue.load import KEY, shipped
from app.catalogue.model import Glyph, Shape
from app.i18n import Souci
from app.poster.geometry import Run


def shaky(*corners: tuple[float, float], tremor: float = 0.3, seed: int = 1) -> Run:
    """Return what a hand draws between places: many points, none of them quite right."""
    chance = random.Random(seed)
    run = []
    for (x0, y0), (x1, y1) in pairwise(corners):
        for step in range(24):
            share = step / 24
            run.append(
                (
                    x0 + (x1 - x0) * share + chance.gauss(0, tremor),
                    y0 + (y1 - y0) * share + chance.gauss(0, tremor),
                )
            )
    return (*run, corners[-1])


def ink(glyph: Glyph) -> shapely.Geometry:
    return silhouette.inked(glyph.shapes)


def size(glyph: Glyph) -> tuple[float, float]:
    west, north, east, south = ink(glyph).bounds
    return east - west, south - north


def test_strokes_become_one_filled_shape_of_few_curves() -> None:
    glyph = from_strokes([shaky((8, 54), (32, 10), (56, 54), (8, 54)), ((32.0, 40.0),)], 5)
    (shape,) = glyph.shapes
    assert shape.role == "ink"
    assert shape.width is None
    assert all(cubic and closed for _, closed, cubic in shape.runs)
    assert sum(len(run) for run, _, _ in shape.runs) < 150
    # A triangle with its hole, and a dot.
    assert len(shape.runs) == 3
    assert svg.parse(glyph.svg) == glyph


def test_the_ink_is_where_the_hand_was_and_as_wide_as_its_pen() -> None:
    wanted = shapely.LineString([(8, 54), (32, 10), (56, 54)]).buffer(2.5)
    found = ink(from_strokes([shaky((8, 54), (32, 10), (56, 54))], 5))
    assert found.intersection(wanted).area / found.union(wanted).area > 0.9


def test_the_tremor_goes_and_the_corners_stay() -> None:
    straight = from_strokes([((4.0, 32.0), (60.0, 32.0))], 4)
    trembling = from_strokes([shaky((4, 32), (60, 32), tremor=0.5)], 4)
    assert ink(trembling).length < 1.03 * ink(straight).length
    corner = from_strokes([shaky((10, 10), (50, 10), (50, 50), tremor=0.1)], 4)
    # The inner corner of a bent stroke is sharp: nothing rounds it off.
    assert ink(corner).distance(shapely.Point(47.5, 12.5)) < 0.8
    assert not ink(corner).covers(shapely.Point(45, 15))


@pytest.mark.parametrize("strokes", [[], [()], [(), ()]])
def test_nothing_drawn_is_said(strokes: list[Run]) -> None:
    with pytest.raises(Souci, match="rien de dessiné"):
        from_strokes(strokes)


@pytest.mark.parametrize(
    "stroke",
    [
        ((5.0, 5.0), (5.0, 5.0)),
        ((5.0, 5.0), (5.0, 5.0), (60.0, 60.0), (60.0, 60.0)),
        ((5.0, 5.0), (60.0, 60.0), (5.0, 5.0)),
        tuple((32 + 20 * math.cos(i / 5), 32 + 20 * math.sin(i / 5)) for i in range(400)),
        ((-1e9, 32.0), (1e9, 32.0)),
        tuple((i / 1000, 32.0) for i in range(60_000)),
    ],
)
def test_whatever_a_hand_does_makes_ink(stroke: Run) -> None:
    glyph = from_strokes([stroke], 4)
    assert ink(glyph).area > 5
    assert ink(invent.fitted(glyph)).bounds[0] >= 4


def test_parts_in_front_are_parted_from_those_behind() -> None:
    square = Glyph((Shape("ink", ((((4, 4), (60, 4), (60, 60), (4, 60)), True, False),)),))
    disc = from_strokes([((32.0, 32.0),)], 60)
    glyph = invent.assembled([Part(square), Part(disc, 32, 32, 26)])
    found = ink(glyph)
    inner = ink(invent.assembled([Part(disc, 32, 32, 26)]))
    around = inner.buffer(invent.RING * 0.97).difference(inner.buffer(0.05))
    assert found.intersection(around).area < 0.02 * around.area
    assert found.covers(inner.buffer(-0.1))
    assert not list(silhouette.slits(found, legible.THINNEST))


def test_white_is_not_laid_where_there_is_nothing_behind() -> None:
    dot = from_strokes([((32.0, 32.0),)], 40)
    glyph = invent.assembled([Part(dot, 14, 32, 24), Part(dot, 50, 32, 24)])
    assert [shape.role for shape in glyph.shapes] == ["ink", "ink"]


def test_a_part_in_paper_is_cut_out() -> None:
    disc = from_strokes([((32.0, 32.0),)], 56)
    found = ink(invent.assembled([Part(disc), Part(disc, 32, 32, 20, role="paper")]))
    assert not found.covers(shapely.Point(32, 32))
    assert found.covers(shapely.Point(12, 32))


def test_parts_turn_and_are_flipped() -> None:
    arrow = Glyph((Shape("ink", ((((4, 28), (60, 32), (4, 36)), True, False),)),))
    turned = ink(invent.assembled([Part(arrow, turn=90)]))
    assert turned.centroid.y < 32
    assert turned.bounds[3] - turned.bounds[1] == pytest.approx(56 * 54 / 64, abs=0.1)
    assert (
        ink(invent.assembled([Part(arrow)])).centroid.x
        < 32
        < ink(invent.assembled([Part(arrow, flipped=True)])).centroid.x
    )


@pytest.mark.parametrize(("kind", "share"), [("rond", 0.786), ("carre", 1.0)])
def test_a_plate_is_full_and_its_sign_white(kind: invent.Plate, share: float) -> None:
    sign = shipped()["foret"].glyph
    assert sign
    glyph = invent.plate(sign, kind)
    plate, whole = ink(glyph), silhouette.covered(glyph.shapes)
    assert whole.area == pytest.approx(56 * 56 * share, rel=0.03)
    assert plate.area < 0.9 * whole.area
    assert invent.plate(sign, "aucune") == sign


def test_nothing_assembled_is_said() -> None:
    disc = from_strokes([((32.0, 32.0),)], 20)
    for parts in ([], [Part(disc), Part(disc, side=60, role="paper")]):
        with pytest.raises(Souci, match="rien de dessiné"):
            invent.assembled(parts)


def test_an_invention_is_an_entry_like_the_others() -> None:
    glyph = from_strokes([shaky((20, 40), (32, 24), (44, 40))], 4)
    sign = invent.invented(
        "  La navette   du marché d’Arlanc ",
        "dynamique",
        glyph,
        taken=shipped(),
        sous_categorie="flux_reseau",
    )
    assert sign.key == "nous_la_navette_du_marche_d_arlanc"
    assert KEY.fullmatch(sign.key)
    assert sign.name.fr == "La navette du marché d’Arlanc"
    assert sign.short.fr == "La navette du mar…"
    assert (sign.domaine, sign.sous_categorie, sign.ours) == ("dynamique", "flux_reseau", True)
    assert sign.formes == ("point", "ligne", "aire")
    # A small drawing is brought to the size of the family; a large one stays where it was drawn.
    assert sign.glyph
    assert max(size(sign.glyph)) == pytest.approx(invent.SIDE, abs=0.5)
    large = from_strokes([shaky((10, 50), (32, 10), (54, 50))], 6)
    assert invent.invented("Grand", "", large, taken=()).glyph == large


def test_keys_are_free_and_plain() -> None:
    assert invent.key_of("Œuf & cœur !", ()) == "nous_oeuf_coeur"
    assert invent.key_of("Four", {"nous_four", "nous_four_2"}) == "nous_four_3"
    assert invent.key_of("日本", ()) == "nous_signe"
    assert len(invent.key_of("a" * 500, ())) < 60


@pytest.mark.parametrize(
    ("name", "said"), [("", "Donnez-lui un nom"), (" \n ", "Donnez-lui"), ("a" * 61, "trop long")]
)
def test_a_name_is_asked_for(name: str, said: str) -> None:
    with pytest.raises(Souci, match=said):
        invent.invented(name, "enjeux", from_strokes([((32.0, 32.0),)]), taken=())


def test_paper_alone_is_no_drawing() -> None:
    blank = Glyph((Shape("paper", ((((4, 4), (60, 4), (60, 60)), True, False),)),))
    with pytest.raises(Souci, match="rien de dessiné"):
        invent.invented("Blanc", "enjeux", blank, taken=())


PLACES = some.tuples(some.floats(-80, 150), some.floats(-80, 150))
STROKES = some.lists(some.lists(PLACES, min_size=1, max_size=30).map(tuple), min_size=1, max_size=5)


@given(STROKES, some.floats(2, 12))
def test_no_stroke_is_refused_and_the_ink_follows_the_hand(strokes: list[Run], width: float) -> None:
    glyph = from_strokes(strokes, width)
    assert svg.parse(glyph.svg) == glyph
    found = ink(glyph)
    for stroke in strokes:
        for place in (stroke[0], stroke[-1]):
            x, y = (min(128.0, max(-64.0, each)) for each in place)
            assert found.distance(shapely.Point(x, y)) < 0.2


def test_a_long_stroke_of_many_places_takes_no_time_to_speak_of() -> None:
    chance = random.Random(4)
    scribble = tuple((chance.uniform(4, 60), chance.uniform(4, 60)) for _ in range(150))
    assert ink(from_strokes([scribble], 2)).area > 1000
    assert ink(from_strokes([((float("nan"), 1.0), (32.0, 32.0))], 5)).area == pytest.approx(19.6, rel=0.05)
