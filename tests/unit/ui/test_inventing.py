"""What the pencil, the parts and the crop of « Inventer le nôtre » do, without a window."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from app.catalogue.invent import Part
from app.catalogue.load import shipped
from app.catalogue.model import Glyph
from app.catalogue.silhouette import inked
from app.ui.inventing import crop
from app.ui.inventing.composing import ROOM, Composition, composed, corners, within
from app.ui.inventing.hints import hint
from app.ui.inventing.steps import Steps
from app.ui.inventing.strokes import Stroke, erased, glyph_of

SQUARE = ((16.0, 16.0), (48.0, 16.0), (48.0, 48.0), (16.0, 48.0), (17.0, 18.0))
PLACES = st.tuples(st.floats(-20, 90), st.floats(-20, 90))


def glyph(key: str) -> Glyph:
    """Return the drawing of a shipped pictogram."""
    found = shipped()[key].glyph
    assert found is not None
    return found


def test_a_stroke_is_filled_only_when_it_closes_and_that_is_wanted() -> None:
    whole, half = Stroke(SQUARE, 4.0), Stroke(SQUARE[:3], 4.0)
    assert whole.ended(fill=True).filled
    assert not whole.ended(fill=False).filled
    assert not half.ended(fill=True).filled
    filled, line = glyph_of([whole.ended(fill=True)]), glyph_of([whole])
    assert filled is not None
    assert line is not None
    assert inked(filled.shapes).area > 2 * inked(line.shapes).area


def test_the_mirror_gives_a_twin_and_the_eraser_takes_both() -> None:
    stroke = Stroke(((10.0, 10.0), (20.0, 30.0)), 4.0, mirrored=True)
    made = glyph_of([stroke])
    assert made is not None
    west, _, east, _ = inked(made.shapes).bounds
    assert west + east == pytest.approx(64, abs=0.5)
    assert erased([stroke], (54.0, 10.0), 1.0) == ()
    assert erased([stroke], (32.0, 50.0), 1.0) == (stroke,)


def test_what_shows_under_the_hand_is_what_stays() -> None:
    stroke = Stroke(((8.0, 50.0), (14.0, 30.0), (30.0, 22.0), (44.0, 34.0), (56.0, 12.0)), 4.4)
    under_way, kept = glyph_of((), stroke), glyph_of([stroke])
    assert under_way is not None
    assert kept is not None
    before, after = inked(under_way.shapes), inked(kept.shapes)
    assert before.symmetric_difference(after).area < 0.03 * after.area


@settings(max_examples=30)
@given(st.lists(PLACES, min_size=1, max_size=12), st.booleans(), st.booleans())
def test_any_wandering_of_the_hand_is_a_glyph(
    places: list[tuple[float, float]], mirrored: bool, fill: bool
) -> None:
    stroke = Stroke(((32.0, 32.0),), 4.0, mirrored)
    for place in places:
        stroke = stroke.gone_on(place)
    assert all(0 <= value <= 64 for point in stroke.points for value in point)
    for made in (glyph_of((), stroke), glyph_of([stroke.ended(fill=fill)])):
        assert made is not None
        assert not inked(made.shapes).is_empty


def test_a_hair_and_a_crowd_of_details_are_told_a_good_sign_is_not() -> None:
    thin = composed(Composition((Part(glyph("ecole"), side=12.0), Part(glyph("sante"), 50, 50, 10.0))))
    assert thin is not None
    assert "fin" in hint(thin) or "étroit" in hint(thin)
    assert hint(glyph("sante")) == ""


def test_parts_on_a_plate_are_cut_out_of_it_where_they_are() -> None:
    parts = (Part(glyph("sante"), 32, 32, ROOM["rond"]),)
    bare, plated = composed(Composition(parts)), composed(Composition(parts, "rond"))
    assert bare is not None
    assert plated is not None
    sign, ground = inked(bare.shapes), inked(plated.shapes)
    assert sign.intersection(ground).area < 0.02 * sign.area
    assert ground.bounds == pytest.approx((4, 4, 60, 60), abs=0.3)
    assert composed(Composition()) is None


def test_a_turned_part_is_taken_where_it_is_seen() -> None:
    part = Part(glyph("ecole"), 32, 32, 20, turn=45)
    assert within((32.0, 45.0), part)
    assert not within((41.0, 41.0), part)
    assert corners(part)[0] == (pytest.approx(32), pytest.approx(32 - 14.142, abs=0.01))


FRAME = QRectF(10, 20, 200, 100)


def test_a_crop_is_drawn_anew_dragged_by_its_edges_and_moved() -> None:
    drawn = crop.dragged("new", crop.WHOLE, FRAME, QPointF(60, 45), QPointF(160, 95))
    assert drawn == pytest.approx((0.25, 0.25, 0.75, 0.75))
    assert crop.grip(drawn, FRAME, QPointF(60, 70), 6) == "l"
    assert crop.grip(drawn, FRAME, QPointF(160, 95), 6) == "rb"
    assert crop.grip(drawn, FRAME, QPointF(110, 70), 6) == "all"
    assert crop.grip(crop.WHOLE, FRAME, QPointF(110, 70), 6) == "new"
    wider = crop.dragged("l", drawn, FRAME, QPointF(60, 70), QPointF(20, 70))
    assert wider == pytest.approx((0.05, 0.25, 0.75, 0.75))
    assert crop.slid(drawn, 0.9, 0) == pytest.approx((0.5, 0.25, 1.0, 0.75))
    assert crop.kept((0.5, 0.5, 0.51, 0.51), drawn) == drawn


def test_steps_go_back_and_forth() -> None:
    steps = Steps(0)
    assert not steps.put(0)
    for value in (1, 2):
        assert steps.put(value)
    assert steps.undo()
    assert steps.now == 1
    assert steps.redo()
    assert steps.now == 2
    steps.undo()
    steps.put(3)
    assert not steps.redo()
    assert steps.undo()
    assert steps.undo()
    assert not steps.undo()
