"""The start page in every window: what its map, its tools, its lists and its keys have room for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.start.page import StartPage
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import settled
from tests.journeys.map_hand import at_rest, look_at


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768), (1920, 1080)])
def test_the_map_has_the_room_and_its_tools_lie_beside_the_territory(
    page: StartPage, window: Window, size: tuple[int, int], qtbot: QtBot
) -> None:
    window.resize(*size)
    settled(qtbot)
    at_rest(page.outline, qtbot)
    board = page.outline
    look_at(page, "Ambert", qtbot)
    # Below are the posters to take up again; no part of the window is left empty.
    assert board.height() > size[1] - 450
    assert board.map.sight.box is not None
    west, south, east, north = board.map.sight.box
    seen = QRectF(board.map.view.to_pixel((west, north)), board.map.view.to_pixel((east, south)))
    over = [board.lasso, board.neighbours, *board.levels.buttons()]
    for one in over:
        place = QRectF(QPointF(one.mapTo(board, QPoint(0, 0))), QSizeF(one.size()))
        assert not place.intersects(seen) or size == (1920, 1080), one.text()
    window.resize(1366, 768)
    settled(qtbot)
    west, south, east, north = board.map.sight.box
    room = QRectF(board.map.rect())
    assert room.contains(board.map.view.to_pixel((west, north)))
    assert room.contains(board.map.view.to_pixel((east, south)))


def test_tab_comes_to_the_territories_taken_before_the_field(page: StartPage, qtbot: QtBot) -> None:
    look_at(page, "Ambert", qtbot)
    look_at(page, "Thiers", qtbot)
    page.picker.field.setFocus()
    QTest.keyClick(page.picker.field, Qt.Key.Key_Backtab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() or focus.property("text")
    assert "Thiers" in focus.toolTip()


def test_a_long_answer_keeps_its_name_in_a_narrow_list(sample: Workspace, qtbot: QtBot) -> None:
    sample.marge.open_panel("territoire")
    picker = sample.marge.territoire.picker
    picker.setFixedWidth(220)
    picker.field.setText("thiers dore")
    settled(qtbot)
    assert picker.field.placeholderText() == "un nom ou un code"
    assert picker.answers is not None
    shot = picker.answers.grab().toImage()
    middle, inks = shot.height() // 2, set()
    for y in (middle // 2, middle + middle // 2):
        inks.add(any(shot.pixelColor(x, y).lightness() < 90 for x in range(12, shot.width() // 2)))
    # The name is over the detail, both written from the left.
    assert inks == {True}
