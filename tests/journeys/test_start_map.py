"""The map of the start page: units are picked on it with the mouse, and the search and its chips follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.basemap.france import picking
from app.basemap.france.search import Candidate, resolve
from app.drawing import theme
from app.poster.records import Fond
from app.ui.start.page import StartPage
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import settled
from tests.journeys.map_hand import (
    ALF,
    FREE,
    LEFT,
    SHIFT,
    THIERS,
    at_rest,
    click,
    colour,
    drag,
    look_at,
    pixel,
    point,
)


def test_the_country_is_there_from_the_first_moment(page: StartPage) -> None:
    board = page.outline
    assert board.map.sight.whole is not None
    image = board.map.grab().toImage()
    found = {image.pixelColor(x, image.height() // 2).name() for x in range(0, image.width(), 2)}
    assert theme.HORS_TERRITOIRE.lower() in found
    assert page.draw.isEnabled() is False


def test_a_click_adds_a_unit_and_another_one_gives_it_back(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    before = board.map.view
    click(board, ALF, qtbot)
    assert page.picker.chips == [ALF]
    assert board.map.view == before, "the map does not move under the hand"
    assert page.name.text() == ALF.nom
    qtbot.waitUntil(lambda: "58 communes" in page.figures.text())
    click(board, THIERS, qtbot)
    assert page.picker.chips == [ALF, THIERS]
    click(board, ALF, qtbot)
    assert page.picker.chips == [THIERS]


def test_what_is_chosen_is_white_and_in_sight_when_it_was_searched(page: StartPage, qtbot: QtBot) -> None:
    look_at(page, ALF.code, qtbot)
    board = page.outline
    assert board.map.view.metres < 400
    found = colour(board, resolve("63003"))
    assert found == theme.PAPIER.lower()
    assert colour(board, resolve("63125")) == theme.HORS_TERRITOIRE.lower()  # Courpière, next door


def test_the_pointer_names_what_lies_under_it(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    point(board, pixel(board, ALF))
    assert board.map.hovered == ALF
    point(board, QPoint(2, board.height() // 2))
    assert board.map.hovered is None


def test_a_click_takes_what_the_segments_say(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    buttons = {button.text(): button for button in board.levels.buttons()}
    QTest.mouseClick(buttons["départements"], LEFT)
    click(board, resolve("département 63"), qtbot)
    QTest.mouseClick(buttons["régions"], LEFT)
    click(board, resolve("région Bretagne"), qtbot)
    assert [one.nom for one in page.picker.chips] == ["Puy-de-Dôme", "Bretagne"]


def test_communes_are_taken_where_they_can_be_seen(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    QTest.mouseClick(board.levels.buttons()[0], LEFT)
    ambert = resolve("63003")
    click(board, ambert, qtbot)
    assert page.picker.chips == []
    assert board.map.view.metres < 420, "the first click comes nearer"
    click(board, ambert, qtbot)
    assert page.picker.chips == [ambert]


def test_a_commune_is_taken_out_of_its_intercommunalite(page: StartPage, qtbot: QtBot) -> None:
    look_at(page, ALF.code, qtbot)
    board = page.outline
    QTest.mouseClick(board.levels.buttons()[0], LEFT)
    click(board, resolve("63003"), qtbot)
    assert len(page.picker.chips) == ALF.nb_communes - 1
    assert colour(board, resolve("63003")) != theme.PAPIER.lower()


def test_a_lasso_takes_all_that_is_inside(page: StartPage, qtbot: QtBot) -> None:
    look_at(page, ALF.code, qtbot)
    page.picker.begin((), ())
    board = page.outline
    board.map.sight.sought.emit(board_box(ALF))
    at_rest(board, qtbot)
    QTest.mouseClick(board.levels.buttons()[0], LEFT)
    middle = pixel(board, resolve("63003"))
    ring = [middle + QPoint(x, y) for x, y in ((-60, -60), (60, -60), (60, 60), (-60, 60), (-60, -50))]
    before = board.map.view
    QTest.mouseClick(board.lasso, LEFT)
    drag(board, ring)
    qtbot.waitUntil(lambda: len(page.picker.chips) > 3)
    assert not board.lasso.isChecked()
    assert resolve("63003") in page.picker.chips
    assert board.map.view == before
    taken = len(page.picker.chips)
    page.picker.begin((), ())
    at_rest(board, qtbot)
    board.map.sight.sought.emit(board_box(ALF))
    at_rest(board, qtbot)
    drag(board, ring, SHIFT)
    qtbot.waitUntil(lambda: len(page.picker.chips) == taken)


def board_box(unit: Candidate) -> tuple[float, float, float, float]:
    """Return the box of a unit."""
    shape = picking.shape("metro", unit, fine=True)
    assert shape is not None
    west, south, east, north = shape.bounds
    return (west, south, east, north)


def test_the_neighbours_are_added(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    assert not board.neighbours.isEnabled()
    look_at(page, ALF.code, qtbot)
    QTest.mouseClick(board.neighbours, LEFT)
    qtbot.waitUntil(lambda: len(page.picker.chips) > 1)
    assert set(page.picker.chips) == {ALF, *picking.beside("metro", "epci", [ALF])}


def test_the_wheel_zooms_at_the_pointer_and_a_drag_pans(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    place = pixel(board, ALF)
    ground = board.map.view.to_ground(QPointF(place))
    event = QWheelEvent(
        QPointF(place),
        QPointF(board.map.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        FREE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    metres = board.map.view.metres
    QApplication.sendEvent(board.map, event)
    assert board.map.view.metres < metres
    assert board.map.view.to_pixel(ground).x() == pytest.approx(place.x())
    assert board.map.view.to_pixel(ground).y() == pytest.approx(place.y())
    drag(board, [place, place + QPoint(20, 10), place + QPoint(40, 30)])
    assert board.map.view.to_pixel(ground).x() == pytest.approx(place.x() + 40)
    assert page.picker.chips == [], "a drag picks nothing"


def test_the_keys_move_the_map_and_tab_leaves_it(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    board.map.setFocus()
    x, y = board.map.view.centre
    qtbot.keyClick(board.map, Qt.Key.Key_Right)
    assert board.map.view.centre[0] > x
    qtbot.keyClick(board.map, Qt.Key.Key_Up)
    assert board.map.view.centre[1] > y
    metres = board.map.view.metres
    qtbot.keyClick(board.map, Qt.Key.Key_Plus)
    assert board.map.view.metres < metres
    qtbot.keyClick(board.map, Qt.Key.Key_Minus)
    assert board.map.view.metres == pytest.approx(metres)
    reached = set()
    for _ in range(14):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert {board.lasso, board.nearer, board.zones, page.draw.parentWidget() and page.sheet} <= reached


def test_an_island_is_shown_when_it_is_searched_or_chosen(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    assert board.zones.isVisible()
    names = [board.zones.itemText(at) for at in range(board.zones.count())]
    assert names[0] == "Métropole"
    assert {"Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte"} <= set(names)
    look_at(page, "97424", qtbot)  # Cilaos
    assert board.zones.currentText() == "La Réunion"
    assert board.map.rect().contains(pixel(board, resolve("97424")))
    board.zones.activated.emit(0)
    at_rest(board, qtbot)
    assert board.map.sight.zone == "metro"
    click(board, ALF, qtbot)
    qtbot.waitUntil(lambda: "même carte" in page.figures.text())
    assert not page.draw.isEnabled(), "no poster has the ground of two zones"


def test_the_name_that_people_gave_stays_when_they_pick_more(page: StartPage, qtbot: QtBot) -> None:
    board = page.outline
    click(board, ALF, qtbot)
    page.name.selectAll()
    qtbot.keyClicks(page.name, "GAL Livradois")
    click(board, THIERS, qtbot)
    assert page.name.text() == "GAL Livradois"


def test_a_zone_de_reference_is_picked_in_grey_and_drawn(
    window: Window, page: StartPage, qtbot: QtBot
) -> None:
    assert not page.picker.refer.isVisible(), "first a territory"
    look_at(page, ALF.code, qtbot)
    QTest.mouseClick(page.picker.refer, LEFT)
    qtbot.keyClicks(page.picker.field, "puy-de-d")
    qtbot.keyClick(page.picker.field, Qt.Key.Key_Return)
    assert page.picker.chips == [ALF]
    assert [one.nom for one in page.picker.reference] == ["Puy-de-Dôme"]
    at_rest(page.outline, qtbot)
    assert page.outline.map.sight.marked is not None
    assert [one.unit for one in page.outline.map.sight.marked.grey] == page.picker.reference
    QTest.mouseClick(page.draw, LEFT)
    assert window.workspace is not None
    drawn = [one for one in window.workspace.session.document.all(Fond) if one.couche == "reference"]
    assert [one.nom for one in drawn] == ["Puy-de-Dôme"]


def test_a_blank_page_is_asked_for(page: StartPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.blank_asked):
        QTest.mouseClick(page.blank, LEFT)


def test_a_name_spelled_nearly_right_is_said_to_be_so(page: StartPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.picker.field, "ambret")
    assert page.picker.wanted
    assert "Les plus proches" in page.picker.told.text()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_panel_opens_the_map_on_the_territory_of_the_poster(sample: Workspace, qtbot: QtBot) -> None:
    session = sample.session
    session.panel_requested.emit("territoire")
    panel = sample.marge.territoire
    acts = session.history.cursor
    QTest.mouseClick(panel.on_map, LEFT)
    dialog = panel.dialog
    assert dialog is not None
    at_rest(dialog.board, qtbot)
    assert dialog.picker.chips == [ALF]
    dialog.board.map.zoom(0.5)
    at_rest(dialog.board, qtbot)
    click(dialog.board, THIERS, qtbot)
    QTest.mouseClick(dialog.go, LEFT)
    qtbot.waitUntil(lambda: sample.marge.panel != "territoire", timeout=10_000)
    assert session.document.poster.territoire_nom == f"{ALF.nom} et {THIERS.nom}"
    assert session.history.cursor == acts + 1
    assert panel.dialog is None


def test_the_panel_changes_the_zone_de_reference_alone(sample: Workspace, qtbot: QtBot) -> None:
    session = sample.session
    name = session.document.poster.territoire_nom
    session.panel_requested.emit("territoire")
    panel = sample.marge.territoire
    acts = session.history.cursor
    assert not panel.go.isEnabled()
    QTest.mouseClick(panel.picker.refer, LEFT)
    panel.picker.take(resolve("département 63"))
    assert panel.go.isEnabled()
    QTest.mouseClick(panel.go, LEFT)
    qtbot.waitUntil(lambda: sample.marge.panel != "territoire", timeout=10_000)
    settled(qtbot)
    zones = [one.nom for one in session.document.all(Fond) if one.couche == "reference"]
    assert zones == ["Puy-de-Dôme"]
    assert session.document.poster.territoire_nom == name
    assert session.history.cursor == acts + 1
    session.undo()
    assert not [one for one in session.document.all(Fond) if one.couche == "reference"]
