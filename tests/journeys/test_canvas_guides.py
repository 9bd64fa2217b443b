"""Guides under a real hand: post-its fall into line, ends lie on borders, Ctrl lets go of all of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app import settings
from app.poster.geometry import Areas, Coord, Lines, Point
from app.poster.records import Mark, PostIt
from app.ui.actions.registry import ON_SHEET
from tests.journeys.canvas_hand import chip, hover
from tests.journeys.canvas_stage import ALT, CTRL, NONE, SHIFT, Stage, X, Y

#: A hand that is off by this much, in mm, is still caught: 6 px are nearly 3 mm there.
OFF = 1.4


def note(uid: str, x: float, y: float, wide: float = 40.0) -> PostIt:
    return PostIt(uid=uid, texte="Un avis", x=x, y=y, largeur=wide, hauteur=20.0)


def sign(stage: Stage, uid: str, x: float, y: float) -> Mark:
    frame = stage.canvas.desk.hand.context.frame
    return Mark(uid=uid, picto="ecole", geometry=Point(*frame.to_ground(x, y)))


def at(stage: Stage, uid: str) -> Coord:
    found = stage.session.document.get(uid)
    if isinstance(found, PostIt):
        assert found.x is not None
        assert found.y is not None
        return (found.x, found.y)
    assert isinstance(found, Mark)
    assert isinstance(found.geometry, Point)
    return stage.canvas.desk.hand.context.frame.to_page(found.geometry.x, found.geometry.y)


def carry(
    stage: Stage, uid: str, to: Coord, held: Qt.KeyboardModifier = NONE, *, let_go: bool = True
) -> None:
    """Lead the corner of a post-it, or the place of a sign, to a place of the page, as nearly as pixels allow."""
    x, y = at(stage, uid)
    inside = 6.0 if isinstance(stage.session.document.get(uid), PostIt) else 0.0
    start = (x + inside, y + inside)
    stage.move(start, button=Qt.MouseButton.NoButton)
    stage.drag(start, (to[0] + inside, to[1] + inside), held=held, let_go=let_go)


def spoken(stage: Stage) -> str:
    return stage.canvas.desk.feedback.spoken


# -- alignment


def test_a_post_it_falls_into_line_with_another_and_one_undo_takes_it_back(stage: Stage) -> None:
    stage.put(note("a", 60, 70), note("b", 150, 120))
    acts = stage.acts()
    carry(stage, "b", (155, 70 + OFF), let_go=False)
    assert spoken(stage) == "aligné sur le post-it"
    assert stage.canvas.desk.feedback.guides
    stage.release((161, 76 + OFF))
    assert at(stage, "b")[1] == 70.0
    assert stage.acts() == acts + 1
    assert not stage.canvas.desk.feedback.guides
    stage.session.undo()
    assert at(stage, "b") == (150.0, 120.0)


def test_two_alignments_at_once(stage: Stage) -> None:
    stage.put(note("a", 60, 70), note("b", 110, 150), note("c", 180, 100))
    carry(stage, "c", (110 + OFF, 70 - OFF), let_go=False)
    assert len(stage.canvas.desk.feedback.guides) >= 2
    stage.release((116 + OFF, 76 - OFF))
    assert at(stage, "c") == (110.0, 70.0)


def test_gaps_of_a_row_become_equal(stage: Stage) -> None:
    stage.put(note("a", 30, 70), note("b", 82, 70), note("c", 180, 150))
    carry(stage, "c", (134 + OFF, 70.5), let_go=False)
    assert "écarts égaux\u00a0: 12\u00a0mm" in spoken(stage)
    assert sum(guide.measured for guide in stage.canvas.desk.feedback.guides) == 2
    stage.release((140 + OFF, 76.5))
    assert at(stage, "c") == pytest.approx((134.0, 70.0))


def test_ctrl_turns_guides_off_while_it_is_held(stage: Stage) -> None:
    stage.put(note("a", 60, 70), note("b", 150, 120))
    carry(stage, "b", (155, 70 + OFF), CTRL)
    assert abs(at(stage, "b")[1] - 70.0) > 0.5
    carry(stage, "b", (170, 70 + OFF))
    assert at(stage, "b")[1] == 70.0


def test_shift_keeps_its_axis_and_aligns_along_it(stage: Stage) -> None:
    stage.put(note("a", 60, 71), note("b", 150, 70))
    carry(stage, "b", (100 + OFF, 72), SHIFT, let_go=False)
    assert at(stage, "b") == (150.0, 70.0)
    stage.move((106 + OFF, 78), SHIFT)
    assert stage.canvas.desk.feedback.drafts[0].y == 70.0  # type: ignore[union-attr]
    stage.canvas.give_up()
    stage.release((106, 78))


def test_escape_leaves_no_trace_and_takes_the_guides_along(stage: Stage) -> None:
    stage.put(note("a", 60, 70), note("b", 150, 120))
    before, acts = stage.items(), stage.acts()
    carry(stage, "b", (155, 70 + OFF), let_go=False)
    assert spoken(stage)
    stage.key(Qt.Key.Key_Escape)
    assert not spoken(stage)
    assert not stage.canvas.desk.feedback.guides
    stage.release((161, 76))
    assert (stage.items(), stage.acts()) == (before, acts)


def test_a_copy_is_aligned_with_what_it_is_drawn_from(stage: Stage) -> None:
    stage.put(note("a", 60, 70))
    carry(stage, "a", (130, 70 + OFF), ALT, let_go=False)
    assert "aligné sur le post-it" in spoken(stage)
    stage.release((136, 76 + OFF), ALT)
    assert sorted(each.y for each in stage.items() if isinstance(each, PostIt)) == [70.0, 70.0]


def test_a_post_it_is_laid_in_line(stage: Stage) -> None:
    stage.put(note("a", 60, 70))
    stage.key(Qt.Key.Key_N)
    stage.click((154.0, 74.0 + OFF))
    stage.type("Un autre avis")
    (laid,) = (each for each in stage.items() if each.uid != "a")
    assert isinstance(laid, PostIt)
    assert laid.y == 70.0


def test_arrows_never_hold(stage: Stage) -> None:
    stage.put(note("a", 60, 70), note("b", 150, 71))
    stage.session.select({"b"})
    stage.canvas.setFocus()
    stage.key(Qt.Key.Key_Right)
    stage.session.settle()
    assert at(stage, "b") == (151.0, 71.0)


def test_the_side_of_a_post_it_goes_to_that_of_another(stage: Stage) -> None:
    stage.put(note("a", 60, 70, 52.0), note("b", 60, 120))
    stage.session.select({"b"})
    side = next(each for each in stage.canvas.desk.handles() if each.role == "largeur" and not each.path)
    stage.drag(side.at, (112 + OFF, side.at[1]))
    found = stage.session.document.get("b")
    assert isinstance(found, PostIt)
    assert found.largeur == 52.0


# -- pictograms


def test_a_pictogram_alone_goes_free(stage: Stage) -> None:
    stage.put(sign(stage, "s", X + 10, Y + 20), sign(stage, "t", X + 30, Y - 20))
    carry(stage, "s", (X + 30 + OFF, Y + 20), let_go=False)
    assert not spoken(stage)
    stage.release((X + 30 + OFF, Y + 20))
    assert abs(at(stage, "s")[0] - X - 30) > 0.5


def test_a_pictogram_is_laid_where_the_hand_is(stage: Stage) -> None:
    stage.arm("ecole")
    stage.click((X + 1.5, Y + 20))
    (laid,) = stage.items()
    assert abs(at(stage, laid.uid)[0] - X) > 0.5


def test_people_can_want_guides_for_pictograms(stage: Stage) -> None:
    action = ON_SHEET["reperes_points"]
    assert action.on is not None
    assert not action.on(stage.canvas)
    stage.canvas.act(action)
    assert action.on(stage.canvas)
    assert settings.load().reperes_points
    stage.put(sign(stage, "s", X + 10, Y + 20), sign(stage, "t", X + 30, Y - 20))
    carry(stage, "s", (X + 30 + OFF, Y + 20))
    assert at(stage, "s")[0] == pytest.approx(X + 30, abs=0.05)
    carry(stage, "s", (X + OFF, Y + 20))
    assert stage.session.document.get("s").geometry.x == pytest.approx(0.0, abs=1e-6)  # type: ignore[union-attr]
    stage.canvas.act(action)
    assert not action.on(stage.canvas)


def test_several_pictograms_are_aligned_as_one(stage: Stage) -> None:
    stage.put(sign(stage, "s", X + 10, Y + 20), sign(stage, "t", X + 25, Y + 24), note("a", 60, 70))
    stage.session.select({"s", "t"})
    carry(stage, "s", (X + 10 + 100.0 - left(stage) + OFF, Y + 25))
    assert left(stage) == pytest.approx(100.0, abs=0.02)


def left(stage: Stage) -> float:
    """Where what is selected begins on the page."""
    boxes = [stage.canvas.desk.extent(uid) for uid in stage.session.selection]
    return min(box[0] for box in boxes if box)


# -- the base map


def test_an_arrow_goes_from_bourg_to_border_and_says_so(stage: Stage) -> None:
    stage.key(Qt.Key.Key_A)
    stage.press((X - 40 + OFF, Y - 40 - OFF))
    stage.move((X - 20, Y - 30))
    stage.move((X + OFF, Y - 20))
    assert spoken(stage) == "sur la limite Ambert / Cunlhat"
    assert chip(stage).endswith("km")
    stage.release((X + OFF, Y - 20))
    (run,) = stage.mark().geometry.parts  # type: ignore[union-attr]
    assert run[0] == (-8000.0, 8000.0)
    assert run[-1][0] == 0.0


def test_with_ctrl_it_ends_where_the_hand_is(stage: Stage) -> None:
    stage.key(Qt.Key.Key_A)
    stage.drag((X - 38, Y - 42), (X + OFF, Y - 20), held=CTRL)
    (run,) = stage.mark().geometry.parts  # type: ignore[union-attr]
    assert run[0] != (-8000.0, 8000.0)
    assert abs(run[-1][0]) > 100.0


def test_corners_of_a_zone_lie_exactly_on_the_base_map(stage: Stage) -> None:
    stage.session.use("zone")
    stage.session.take("coin")
    for place in ((X + 1, Y - 1), (X + 1.2, Y - 30), (X + 41, Y - 39)):
        hover(stage, place)
        stage.click(place)
    stage.key(Qt.Key.Key_Return)
    geometry = stage.mark().geometry
    assert isinstance(geometry, Areas)
    ring = geometry.parts[0][0]
    assert (0.0, 0.0) in ring
    assert (8000.0, 8000.0) in ring
    assert sum(x == 0.0 for x, _ in set(ring)) == 2


def test_a_vertex_that_is_dragged_to_a_border_lies_on_it(stage: Stage) -> None:
    frame = stage.canvas.desk.hand.context.frame
    way = Lines(((frame.to_ground(X - 50, Y + 30), frame.to_ground(X - 20, Y + 30)),))
    stage.put(Mark(uid="f", picto="fleche", geometry=way))
    stage.session.select({"f"})
    end = next(each for each in stage.canvas.desk.handles() if each.role == "bout" and each.path[2] == 1)
    stage.drag(end.at, (X - 10, Y + 20), (X + OFF, Y + 20), let_go=False)
    assert spoken(stage) == "sur la limite Arlanc / Job"
    assert stage.canvas.desk.feedback.spot is not None
    stage.release((X + OFF, Y + 20))
    found = stage.mark().geometry
    assert isinstance(found, Lines)
    assert found.parts[0][1][0] == 0.0
    acts = stage.acts()
    end = next(each for each in stage.canvas.desk.handles() if each.role == "bout" and each.path[2] == 1)
    stage.drag(end.at, (X - 10, Y + 20), (X - OFF, Y + 30), held=CTRL)
    moved = stage.mark().geometry
    assert isinstance(moved, Lines)
    assert abs(moved.parts[0][1][0]) > 100.0
    assert stage.acts() == acts + 1


def test_the_words_of_a_commune_that_is_taken_by_a_click_stay(stage: Stage) -> None:
    stage.session.use("zone")
    stage.click((X - 1.0, Y - 20))
    (taken,) = stage.items()
    assert isinstance(taken, Mark)
    assert isinstance(taken.geometry, Areas)
    assert len(taken.geometry.parts[0][0]) == 5


# -- paint


def test_guides_are_seen_and_vanish_at_the_release(stage: Stage) -> None:
    stage.put(note("a", 60, 70), note("b", 150, 120))
    carry(stage, "b", (155, 70 + OFF), let_go=False)
    assert _guide_ink(stage) > 40
    stage.release((161, 76 + OFF))
    assert not _guide_ink(stage)


def _guide_ink(stage: Stage) -> int:
    """How many pixels of the row between both post-its have the colour of guides."""
    stage.rest()
    image = stage.canvas.grab().toImage()
    y = stage.pixel((100, 70)).y()
    start, end = stage.pixel((100, 70)).x(), stage.pixel((155, 70)).x()
    return sum(
        image.pixelColor(x, y + step).name() == "#c2185b" for x in range(start, end) for step in (-1, 0, 1)
    )
