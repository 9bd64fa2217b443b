"""Groups on the canvas: one click takes all, a double click enters, copies and deletions keep groups whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.poster.records import PostIt
from app.ui import arranging
from tests.journeys.canvas_stage import ALT, CTRL, SHIFT, Stage, X, Y
from tests.journeys.test_canvas_choosing import point, where


@pytest.fixture
def grouped(stage: Stage) -> Stage:
    """Three signs, the first two in one group."""
    for rank, uid in enumerate("abc"):
        point(stage, X - 40 + 40 * rank, Y, uid)
    stage.session.select({"a", "b"})
    stage.key(Qt.Key.Key_G, CTRL)
    stage.session.select(())
    return stage


def ensemble(stage: Stage, uid: str) -> str:
    return stage.session.document.get(uid).ensemble  # type: ignore[union-attr]


def test_ctrl_g_is_one_act_and_a_click_takes_the_whole_group(grouped: Stage) -> None:
    assert ensemble(grouped, "a") == ensemble(grouped, "b") != ""
    assert not ensemble(grouped, "c")
    grouped.click((X, Y))
    assert grouped.session.selection == {"a", "b"}
    acts = grouped.acts()
    grouped.key(Qt.Key.Key_G, CTRL | SHIFT)
    assert grouped.acts() == acts + 1
    assert ensemble(grouped, "a") == ""
    grouped.session.undo()
    grouped.session.undo()
    assert ensemble(grouped, "a") == ensemble(grouped, "b") == ""
    assert grouped.acts() == acts - 1


def test_a_group_moves_as_one_and_shift_takes_it_with_the_rest(grouped: Stage) -> None:
    grouped.drag((X, Y), (X + 6, Y + 20))
    assert where(grouped, "a") == pytest.approx((X - 34, Y + 20), abs=0.6)
    grouped.click((X + 40, Y))
    assert grouped.session.selection == {"c"}
    grouped.click((X - 34, Y + 20), SHIFT)
    assert grouped.session.selection == {"a", "b", "c"}
    grouped.click((X + 6, Y + 20), SHIFT)
    assert grouped.session.selection == {"c"}


def test_a_double_click_enters_and_escape_leaves(grouped: Stage) -> None:
    grouped.double_click((X, Y))
    session = grouped.session
    assert session.entered == ensemble(grouped, "a")
    assert session.selection == {"b"}
    assert grouped.canvas.writing.field is None
    grouped.click((X - 40, Y))
    assert session.selection == {"a"}
    grouped.drag((X - 40, Y), (X - 40, Y + 20))
    assert where(grouped, "b") == pytest.approx((X, Y), abs=0.6)
    grouped.key(Qt.Key.Key_Tab)
    assert session.selection == {"b"}
    grouped.key(Qt.Key.Key_Escape)
    assert not session.entered
    assert session.selection == {"a", "b"}
    grouped.key(Qt.Key.Key_Escape)
    assert not session.selection


def test_inside_a_group_a_double_click_edits_and_the_others_are_as_usual(grouped: Stage) -> None:
    grouped.double_click((X, Y))
    grouped.double_click((X, Y))
    assert grouped.canvas.writing.field is not None
    grouped.canvas.close_text()
    grouped.click((X + 40, Y))
    assert grouped.session.selection == {"c"}
    assert not grouped.session.entered
    grouped.click((X, Y))
    assert grouped.session.selection == {"a", "b"}


def test_ctrl_click_takes_one_member_and_toggles_otherwise(grouped: Stage) -> None:
    grouped.click((X, Y), CTRL)
    assert grouped.session.selection == {"b"}
    grouped.click((X - 40, Y), CTRL)
    assert grouped.session.selection == {"a", "b"}
    grouped.click((X, Y), CTRL)
    assert grouped.session.selection == {"a"}
    grouped.click((X + 40, Y), CTRL)
    assert grouped.session.selection == {"a", "c"}


def test_tab_counts_a_group_once(grouped: Stage) -> None:
    seen = []
    for _ in range(3):
        grouped.key(Qt.Key.Key_Tab)
        seen.append(set(grouped.session.selection))
    assert seen == [{"a", "b"}, {"c"}, {"a", "b"}]


def test_alt_click_takes_what_lies_under_and_comes_round(stage: Stage) -> None:
    for uid in "abc":
        point(stage, X, Y, uid)
    seen = []
    for _ in range(4):
        stage.click((X, Y), ALT)
        seen += stage.session.selection
    assert seen == ["b", "a", "c", "b"]
    stage.click((X, Y))
    assert stage.session.selection == {"c"}


def test_a_band_to_the_right_takes_what_is_inside_and_to_the_left_what_it_touches(grouped: Stage) -> None:
    # The band holds b wholly, a not at all, and touches c.
    grouped.drag((X - 20, Y - 30), (X + 40, Y + 30))
    assert not grouped.session.selection  # a group is inside when all of it is
    grouped.drag((X + 40, Y + 30), (X - 20, Y - 30), let_go=False)
    assert grouped.canvas.desk.feedback.crossing
    grouped.release((X - 20, Y - 30))
    assert grouped.session.selection == {"a", "b", "c"}
    grouped.click((60, 220))
    grouped.drag((X + 20, Y - 30), (X + 60, Y + 30))
    assert grouped.session.selection == {"c"}
    grouped.drag((X - 60, Y - 30), (X + 20, Y + 30), held=SHIFT)
    assert grouped.session.selection == {"a", "b", "c"}


def test_a_copy_of_a_group_is_another_group_and_its_post_it_speaks_of_the_copy(stage: Stage) -> None:
    point(stage, X, Y, "a")
    with stage.session.document.transaction("Écrire") as act:
        act.put(PostIt(uid="n", texte="Col", x=60.0, y=60.0, cible="a"))
    stage.session.select({"a", "n"})
    arranging.group(stage.session)
    stage.key(Qt.Key.Key_D, CTRL)
    made = {uid: stage.session.document.get(uid) for uid in stage.session.selection}
    assert len(made) == 2
    assert len({each.ensemble for each in made.values()}) == 1  # type: ignore[union-attr]
    assert ensemble(stage, "a") not in {each.ensemble for each in made.values()}  # type: ignore[union-attr]
    (note,) = (each for each in made.values() if isinstance(each, PostIt))
    assert note.cible in made


def test_a_copy_taken_away_is_copied_again_as_far(stage: Stage) -> None:
    point(stage, X - 60, Y, "a")
    stage.session.select({"a"})
    stage.key(Qt.Key.Key_D, CTRL)
    (first,) = stage.session.selection
    at = where(stage, first)
    stage.drag(at, (X - 30, Y))
    gap = where(stage, first)[0] - (X - 60)
    for rank in (2, 3):
        stage.key(Qt.Key.Key_D, CTRL)
        (uid,) = stage.session.selection
        assert where(stage, uid)[0] == pytest.approx(X - 60 + rank * gap)
    # Dragged with Alt, a copy gives its distance too.
    stage.drag((X - 60, Y), (X - 60, Y + 25), held=ALT)
    stage.key(Qt.Key.Key_D, CTRL)
    (uid,) = stage.session.selection
    assert where(stage, uid)[1] == pytest.approx(Y + 50, abs=1.2)


def test_no_group_of_one_is_left(grouped: Stage) -> None:
    grouped.double_click((X, Y))
    grouped.key(Qt.Key.Key_Delete)
    assert grouped.session.document.get("b") is None
    assert ensemble(grouped, "a") == ""
    grouped.session.undo()
    assert ensemble(grouped, "a") == ensemble(grouped, "b") != ""


def test_grouping_groups_makes_one(grouped: Stage) -> None:
    point(grouped, X, Y + 50, "d")
    grouped.session.select({"c", "d"})
    arranging.group(grouped.session)
    grouped.key(Qt.Key.Key_A, CTRL)
    grouped.key(Qt.Key.Key_G, CTRL)
    assert len({ensemble(grouped, uid) for uid in "abcd"}) == 1
    acts = grouped.acts()
    grouped.key(Qt.Key.Key_G, CTRL)  # already one
    assert grouped.acts() == acts
