"""Ways to drive the map that a territory is picked on."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.basemap.france import picking
from app.basemap.france.search import Candidate, resolve
from app.ui.picking.board import Board
from app.ui.start.page import StartPage
from app.ui.window import Window

ALF, THIERS = resolve("200070761"), resolve("200070712")
LEFT, FREE, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def at_rest(board: Board, qtbot: QtBot) -> None:
    """Wait until the map has read and painted what it shows."""
    for _ in range(3):
        qtbot.waitUntil(lambda: board.map.resting, timeout=10_000)
        QApplication.processEvents()
        qtbot.wait(60)


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> StartPage:
    """Return the start page once its map is there."""
    assert window.start is not None
    at_rest(window.start.outline, qtbot)
    return window.start


def pixel(board: Board, unit: Candidate) -> QPoint:
    """Return a pixel over a unit."""
    shape = picking.shape(board.map.sight.zone, unit, fine=True)
    assert shape is not None
    x, y = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    return board.map.view.to_pixel((x, y)).toPoint()


def click(board: Board, unit: Candidate, qtbot: QtBot) -> None:
    """Click on a unit."""
    place = pixel(board, unit)
    assert board.map.rect().contains(place)
    QTest.mouseMove(board.map, place)
    QTest.mouseClick(board.map, LEFT, FREE, place)
    at_rest(board, qtbot)


def drag(board: Board, places: list[QPoint], held: Qt.KeyboardModifier = FREE) -> None:
    """Drag over the map."""
    QTest.mousePress(board.map, LEFT, held, places[0])
    for place in places[1:]:
        QTest.mouseMove(board.map, place)
    QTest.mouseRelease(board.map, LEFT, held, places[-1])


def point(board: Board, place: QPoint) -> None:
    """Move the mouse to a place of the map."""
    at, none = QPointF(place), Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, QPointF(board.map.mapToGlobal(place)), none, none, FREE)
    QApplication.sendEvent(board.map, event)


def colour(board: Board, unit: Candidate) -> str:
    """Return the colour of the map over a unit."""
    return board.map.grab().toImage().pixelColor(pixel(board, unit)).name()


def look_at(page: StartPage, name: str, qtbot: QtBot) -> None:
    """Search for a unit and take it: the map comes to it."""
    page.picker.take(resolve(name))
    at_rest(page.outline, qtbot)
