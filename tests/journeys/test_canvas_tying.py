"""Tying what is chosen to another thing: Tab goes through what can be tied to, Enter or a click ties."""

import pytest
from PySide6.QtCore import Qt

from app.poster.geometry import Lines
from app.poster.records import Item, Mark, PostIt
from app.ui.actions import registry
from app.ui.tools.tying import between
from tests.journeys.canvas_stage import SHIFT, Stage, X, Y


@pytest.fixture
def laid(stage: Stage) -> Stage:
    for picto, dx in (("ecole", -40.0), ("sante", -10.0), ("gare_halte", 45.0)):
        stage.arm(picto if picto in stage.session.catalogue else "ecole")
        stage.click((X + dx, Y))
    stage.session.use("postit")
    stage.click((X - 30.0, Y - 50.0))
    stage.type("Pourquoi")
    return stage


def note(stage: Stage) -> PostIt:
    return next(stage.session.document.all(PostIt))


def marks(stage: Stage) -> list[Mark]:
    return list(stage.session.document.all(Mark))


def aimed(stage: Stage) -> str:
    return stage.canvas.desk.feedback.aimed


def test_a_leader_goes_to_the_nearest_first_then_round(laid: Stage) -> None:
    first, second, third = (mark.uid for mark in marks(laid))
    laid.session.select({note(laid).uid})
    laid.key(Qt.Key.Key_L)
    seen = [aimed(laid)]
    for _ in range(3):
        laid.key(Qt.Key.Key_Tab)
        seen.append(aimed(laid))
    assert set(seen[:3]) == {first, second, third}
    assert seen[3] == seen[0] != third
    laid.key(Qt.Key.Key_Tab, SHIFT)
    assert aimed(laid) == seen[2]
    acts = laid.acts()
    laid.key(Qt.Key.Key_Return)
    assert note(laid).cible == seen[2]
    assert (note(laid).cible_x, note(laid).cible_y) == (None, None)
    assert laid.acts() == acts + 1
    assert laid.session.selection == {note(laid).uid}


def test_escape_leaves_no_trace(laid: Stage) -> None:
    before, acts = dict(laid.session.document.records), laid.acts()
    laid.session.select({note(laid).uid})
    laid.key(Qt.Key.Key_L)
    laid.key(Qt.Key.Key_Tab)
    laid.key(Qt.Key.Key_Escape)
    assert aimed(laid) == ""
    assert dict(laid.session.document.records) == before
    assert laid.acts() == acts
    assert laid.session.selection == {note(laid).uid}


def test_a_click_ties_to_what_lies_under_it(laid: Stage) -> None:
    third = marks(laid)[2].uid
    laid.session.select({note(laid).uid})
    laid.key(Qt.Key.Key_L)
    laid.click((X + 45.0, Y))
    assert note(laid).cible == third


def test_a_click_beside_everything_ties_to_nothing(laid: Stage) -> None:
    laid.session.select({note(laid).uid})
    laid.key(Qt.Key.Key_L)
    laid.click((X + 20.0, Y + 60.0))
    assert note(laid).cible == ""
    assert aimed(laid)


def test_an_arrow_goes_from_one_thing_to_the_next(laid: Stage) -> None:
    first = marks(laid)[0]
    laid.session.select({first.uid})
    laid.key(Qt.Key.Key_A, SHIFT)
    target = aimed(laid)
    acts = laid.acts()
    laid.key(Qt.Key.Key_Return)
    assert laid.acts() == acts + 1
    (made,) = (item for item in laid.items() if item.uid in laid.session.selection)
    assert isinstance(made, Mark)
    assert made.picto == "fleche"
    assert isinstance(made.geometry, Lines)
    context = laid.canvas.desk.hand.context
    start, end = (context.on_page(made.geometry.parts[0][at]) for at in (0, -1))
    source, goal = context.extent(first.uid), context.extent(target)
    assert source is not None
    assert goal is not None
    assert source[2] < start[0] < end[0] < goal[0], "the arrow touches neither of them"


def test_notes_are_no_target_and_a_locked_one_is_not_tied(laid: Stage) -> None:
    one = note(laid)
    laid.session.select({one.uid})
    laid.key(Qt.Key.Key_L)
    for _ in marks(laid):
        found = laid.session.document.get(aimed(laid))
        assert isinstance(found, Item)
        assert not isinstance(found, PostIt)
        laid.key(Qt.Key.Key_Tab)
    laid.key(Qt.Key.Key_Escape)
    registry.ON_SHEET["verrouiller"].run(laid.canvas)
    assert not registry.ON_SHEET["attacher"].able(laid.canvas)
    laid.session.select({marks(laid)[0].uid})
    assert not registry.ON_SHEET["attacher"].able(laid.canvas)


def test_nothing_to_tie_to_is_said(stage: Stage) -> None:
    told: list[str] = []
    stage.session.said.connect(told.append)
    stage.arm("ecole")
    stage.click((X, Y))
    stage.key(Qt.Key.Key_A, SHIFT)
    assert len(told) == 1
    assert told[0].startswith("Il n’y a encore rien d’autre")
    assert not stage.canvas.desk.hand.busy


@pytest.mark.parametrize("dx", [0.0, 4.0, 20.0, -60.0])
def test_the_ends_of_an_arrow_are_never_one_place(dx: float) -> None:
    start, end = between((0.0, 0.0, 14.0, 14.0), (dx, 0.0, dx + 14.0, 14.0))
    assert abs(end[0] - start[0]) > 3
    if dx:
        assert (end[0] - start[0]) * dx > 0
