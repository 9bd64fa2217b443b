"""In line, at equal distances, above and below each other; arrows in a row are one act."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.poster.geometry import Box, Lines
from app.poster.records import Mark, PostIt, Trace
from app.ui import arranging
from app.ui.tools.aligning import LINES, SHARINGS
from tests.journeys.canvas_stage import CTRL, SHIFT, Stage, X, Y
from tests.journeys.test_canvas_choosing import point, where

WAYS = {line.id: line for line in LINES} | {way.id: way for way in SHARINGS}


@pytest.fixture
def scattered(stage: Stage) -> Stage:
    """Two signs, a post-it and a stroke, all over the map; all are chosen."""
    point(stage, X - 50, Y - 20, "a")
    point(stage, X + 10, Y + 14, "b")
    frame = stage.canvas.desk.hand.context.frame
    with stage.session.document.transaction("Poser") as act:
        act.put(PostIt(uid="n", texte="Col fermé en hiver", x=X + 20, y=Y - 60))
        run = (frame.to_ground(X - 30, Y + 40), frame.to_ground(X - 5, Y + 60))
        act.put(Trace(uid="t", geometry=Lines((run,))))
    stage.session.select("abnt")
    return stage


def box(stage: Stage, uid: str) -> Box:
    found = stage.canvas.desk.extent(uid)
    assert found is not None
    return found


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_everything_comes_in_line_as_one_act(scattered: Stage, line: object) -> None:
    way = next(each for each in LINES if each is line)
    acts = scattered.acts()
    arranging.align(scattered.session, way)
    assert scattered.acts() == acts + 1
    places = [
        box(scattered, uid)[way.axis] * (1 - way.share) + box(scattered, uid)[way.axis + 2] * way.share
        for uid in "abnt"
    ]
    assert places == pytest.approx([places[0]] * 4, abs=0.05)
    said: list[str] = []
    scattered.session.said.connect(said.append)
    arranging.align(scattered.session, way)
    assert scattered.acts() == acts + 1
    assert said


@pytest.mark.parametrize(
    ("key", "side"), [(Qt.Key.Key_Left, 0), (Qt.Key.Key_Up, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Down, 3)]
)
def test_arrows_align(scattered: Stage, key: Qt.Key, side: int) -> None:
    goal = (min if side < 2 else max)(box(scattered, uid)[side] for uid in "abnt")
    scattered.key(key, CTRL | SHIFT)
    assert [box(scattered, uid)[side] for uid in "abnt"] == pytest.approx([goal] * 4, abs=0.05)


@pytest.mark.parametrize("way", SHARINGS, ids=lambda way: way.id)
def test_gaps_become_equal_and_the_ends_stay(scattered: Stage, way: object) -> None:
    sharing = next(each for each in SHARINGS if each is way)
    low, high = sharing.axis, sharing.axis + 2
    before = sorted((box(scattered, uid) for uid in "abnt"), key=lambda one: one[low] + one[high])
    arranging.share_out(scattered.session, sharing)
    after = sorted((box(scattered, uid) for uid in "abnt"), key=lambda one: one[low] + one[high])
    gaps = [after[rank + 1][low] - after[rank][high] for rank in range(3)]
    assert gaps == pytest.approx([gaps[0]] * 3, abs=0.05)
    assert after[0] == pytest.approx(before[0])
    assert after[-1] == pytest.approx(before[-1])


def test_the_others_come_to_what_is_locked_and_groups_move_as_one(scattered: Stage) -> None:
    document = scattered.session.document
    with document.transaction("Verrouiller") as act:
        act.put(replace(document.get("b"), verrouille=True))  # type: ignore[type-var]
    scattered.session.select("at")
    arranging.group(scattered.session)
    scattered.session.select("abnt")
    apart = box(scattered, "t")[0] - box(scattered, "a")[0]
    goal = box(scattered, "b")
    arranging.align(scattered.session, WAYS["aligner_gauche"])  # type: ignore[arg-type]
    assert box(scattered, "b") == goal
    assert box(scattered, "n")[0] == pytest.approx(goal[0])
    assert min(box(scattered, "a")[0], box(scattered, "t")[0]) == pytest.approx(goal[0])
    assert box(scattered, "t")[0] - box(scattered, "a")[0] == pytest.approx(apart)


def pile(stage: Stage) -> str:
    return "".join(item.uid for item in stage.items())


def test_a_step_passes_the_next_thing_that_overlaps(stage: Stage) -> None:
    for rank, uid in enumerate("abcd"):
        point(stage, X + (60 if uid == "b" else rank), Y, uid)  # b lies aside
    stage.session.select({"a"})
    acts = stage.acts()
    stage.key(Qt.Key.Key_PageUp, CTRL)
    assert pile(stage) == "bcad"  # above c, and above b on the way, which nobody sees
    stage.key(Qt.Key.Key_PageUp, CTRL)
    assert pile(stage) == "bcda"
    said: list[str] = []
    stage.session.said.connect(said.append)
    stage.key(Qt.Key.Key_PageUp, CTRL)
    assert pile(stage) == "bcda"
    assert len(said) == 1
    stage.key(Qt.Key.Key_PageDown, CTRL)
    assert pile(stage) == "bcad"
    stage.key(Qt.Key.Key_PageDown, CTRL | SHIFT)
    assert pile(stage) == "abcd"
    assert stage.acts() == acts + 4
    stage.session.select({"a", "c"})
    stage.key(Qt.Key.Key_PageUp, CTRL | SHIFT)
    assert pile(stage) == "bdac"


def test_planes_keep_their_order_and_it_is_said(stage: Stage) -> None:
    commune = stage.session.document.records["c1"]
    with stage.session.document.transaction("Poser") as act:
        act.put(Mark(uid="aire", picto="zone", geometry=commune.geometry))  # type: ignore[union-attr]
    point(stage, X - 40, Y - 40, "a")
    stage.session.select({"aire"})
    said: list[str] = []
    stage.session.said.connect(said.append)
    acts = stage.acts()
    stage.key(Qt.Key.Key_PageUp, CTRL)
    assert stage.acts() == acts
    assert "plans" in said[0]


def test_piles_that_are_the_same_are_told_anew(stage: Stage) -> None:
    for uid in "abc":
        point(stage, X, Y, uid)
    with stage.session.document.transaction("Importer") as act:
        for uid in "abc":
            item = stage.session.document.get(uid)
            assert isinstance(item, Mark)
            act.put(replace(item, pile="k"))
    stage.session.select({"a"})
    stage.key(Qt.Key.Key_PageUp, CTRL)
    assert pile(stage) == "bac"


def test_arrows_in_a_row_are_one_act(stage: Stage) -> None:
    point(stage, X, Y, "a")
    stage.session.select({"a"})
    acts = stage.acts()
    for _ in range(5):
        stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_Down, SHIFT)
    assert where(stage, "a") == pytest.approx((X + 5, Y + 10))
    stage.qtbot.waitUntil(lambda: stage.acts() == acts + 1, timeout=5000)
    stage.key(Qt.Key.Key_Right)
    stage.session.undo()  # at once: the step that waits is an act first
    assert where(stage, "a") == pytest.approx((X + 5, Y + 10))
    stage.session.undo()
    assert where(stage, "a") == pytest.approx((X, Y))


def test_another_act_or_another_choice_ends_the_row(stage: Stage) -> None:
    point(stage, X, Y, "a")
    point(stage, X + 40, Y, "b")
    stage.session.select({"a"})
    acts = stage.acts()
    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_J)  # a quality of the mark
    assert stage.acts() == acts + 2
    stage.key(Qt.Key.Key_Right)
    stage.session.select({"b"})
    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_Delete)
    assert stage.acts() == acts + 5


def test_striking_out_works_on_everything_and_locked_things_stay(scattered: Stage) -> None:
    acts = scattered.acts()
    scattered.key(Qt.Key.Key_B)
    assert all(item.barre for item in scattered.items())
    assert scattered.acts() == acts + 1
    scattered.key(Qt.Key.Key_B)
    assert not any(item.barre for item in scattered.items())


def test_near_the_border_the_view_follows_a_drag(stage: Stage) -> None:
    point(stage, X, Y, "a")
    for _ in range(6):
        stage.canvas.zoom_in()
    view = stage.canvas.view
    right = view.to_page(view.width - 4, view.height / 2)
    start = where(stage, "a")
    stage.canvas.reveal("a")
    origin = view.origin
    stage.press(where(stage, "a"))
    stage.move((right[0] - 60, right[1]))
    stage.move(view.to_page(view.width - 4, view.height / 2))
    stage.qtbot.waitUntil(lambda: view.origin[0] < origin[0] - 20, timeout=5000)
    here = view.to_page(view.width - 4, view.height / 2)
    stage.move(here)
    stage.release(here)
    stopped = view.origin
    assert where(stage, "a")[0] > start[0] + 20
    stage.qtbot.wait(60)
    assert view.origin == stopped
