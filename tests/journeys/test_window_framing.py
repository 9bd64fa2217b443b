"""« Cadrer la carte », the orientation of the sheet, another territory: marks stay on the ground; each is one act."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.basemap.france.search import resolve
from app.poster.records import Mark, Poster
from app.poster.sheet import MapFrame
from app.ui.workspace import Workspace
from tests.journeys.canvas_stage import Stage, X, Y


def marks(stage: Stage) -> list[Mark]:
    return list(stage.session.document.all(Mark))


def poster(stage: Stage) -> Poster:
    return stage.session.document.poster


@pytest.fixture
def laid(stage: Stage) -> Stage:
    stage.arm("ecole")
    stage.click((X - 30, Y - 20))
    stage.session.use("cadrer")
    return stage


def test_the_ground_is_moved_under_the_frame_and_marks_stay_on_it(laid: Stage) -> None:
    before, was, acts = marks(laid), MapFrame.of(poster(laid)), laid.acts()
    under = was.to_ground(X, Y)
    laid.press((X, Y))
    laid.move((X + 10, Y + 5))
    laid.move((X + 20, Y + 10))
    assert laid.canvas.desk.feedback.framing is not None
    assert poster(laid).centre_x == pytest.approx(was.centre[0])
    laid.release((X + 20, Y + 10))
    now = MapFrame.of(poster(laid)).to_page(*under)
    assert now == pytest.approx((X + 20, Y + 10), abs=0.5)
    assert marks(laid) == before
    assert laid.acts() == acts + 1
    laid.session.undo()
    assert MapFrame.of(poster(laid)) == was


def test_a_corner_of_the_frame_scales_the_map(laid: Stage) -> None:
    was = MapFrame.of(poster(laid))
    left, top, _, _ = was.box
    laid.press((left, top))
    middle = was.middle
    half = ((left + middle[0]) / 2, (top + middle[1]) / 2)
    laid.move(half)
    laid.release(half)
    assert MapFrame.of(poster(laid)).metres_par_mm == pytest.approx(2 * was.metres_par_mm, rel=0.02)


def test_escape_leaves_no_trace(laid: Stage) -> None:
    was, acts = poster(laid), laid.acts()
    laid.press((X, Y))
    laid.move((X + 30, Y))
    QTest.keyClick(laid.canvas, Qt.Key.Key_Escape)
    laid.release((X + 30, Y))
    assert poster(laid) == was
    assert laid.acts() == acts


def test_a_press_that_does_not_move_is_no_act(laid: Stage) -> None:
    acts = laid.acts()
    laid.click((X, Y))
    assert laid.acts() == acts


def test_keys_frame_the_map_and_enter_ends(laid: Stage) -> None:
    was = MapFrame.of(poster(laid))
    QTest.keyClick(laid.canvas, Qt.Key.Key_Right)
    assert MapFrame.of(poster(laid)).to_page(*was.centre)[0] == pytest.approx(was.middle[0] + 5.0)
    QTest.keyClick(laid.canvas, Qt.Key.Key_Plus)
    assert MapFrame.of(poster(laid)).metres_par_mm == pytest.approx(was.metres_par_mm / 1.1)
    QTest.keyClick(laid.canvas, Qt.Key.Key_Return)
    assert laid.session.tool == "choisir"


def test_the_preview_shows_the_map_where_it_would_lie(laid: Stage) -> None:
    canvas, at = laid.canvas, laid.pixel((X - 30, Y - 20))
    here = canvas.grab().toImage()
    sign = here.pixelColor(at)
    laid.press((X + 60, Y + 40))
    laid.move((X + 80, Y + 50))
    shown = canvas.grab().toImage()
    assert shown.pixelColor(laid.pixel((X - 10, Y - 10))) == sign


def test_the_panel_turns_the_sheet(sample: Workspace, qtbot: QtBot) -> None:
    workspace = sample
    before = list(workspace.session.document.all(Mark))
    workspace.marge.open_panel("poster")
    workspace.marge.poster.orientation.chosen.emit("portrait")
    assert workspace.session.document.poster.orientation == "portrait"
    assert list(workspace.session.document.all(Mark)) == before
    workspace.session.undo()
    assert workspace.session.document.poster.orientation == "paysage"


def test_the_panel_changes_the_territory(sample: Workspace, qtbot: QtBot) -> None:
    workspace = sample
    session = workspace.session
    before, acts = list(session.document.all(Mark)), session.history.cursor
    session.panel_requested.emit("territoire")
    panel = workspace.marge.territoire
    panel.picker.take(resolve("200070712"))
    panel.draw()
    qtbot.waitUntil(lambda: workspace.marge.panel != "territoire", timeout=10_000)
    assert session.document.poster.territoire_nom == resolve("200070712").nom
    assert list(session.document.all(Mark)) == before
    assert session.history.cursor == acts + 1


def test_the_picture_of_the_gesture_stays_until_the_sheet_is_painted_anew(laid: Stage) -> None:
    canvas = laid.canvas
    laid.qtbot.waitUntil(lambda: canvas.resting)
    laid.drag((X, Y), (X + 10, Y), (X + 20, Y + 10), let_go=False)
    canvas.grab()
    canvas._baking.start(60_000)  # as long as some of the sheet is still to be painted
    laid.release((X + 20, Y + 10))
    canvas.grab()
    assert canvas._framed.standing_in
    canvas._baking.start(0)
    laid.qtbot.waitUntil(lambda: not canvas._framed.standing_in)
    assert canvas.resting


def test_a_gesture_given_up_leaves_no_picture(laid: Stage) -> None:
    laid.press((X, Y))
    laid.move((X + 10, Y + 5))
    laid.canvas.grab()
    assert laid.canvas._framed.standing_in
    laid.key(Qt.Key.Key_Escape)
    laid.canvas.grab()
    assert not laid.canvas._framed.standing_in
