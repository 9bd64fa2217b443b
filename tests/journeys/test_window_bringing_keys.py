"""What is brought by the keys, and files let go where people type."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.poster.records import Apport
from app.ui.window import Window
from tests.journeys.brought_files import geojson, let_go, read, runs
from tests.journeys.conftest import Draw, settled

TOP = QPoint(500, 20)
COPY = Qt.DropAction.CopyAction


def test_enter_adds_what_was_found_and_gives_no_reading_up(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    path = geojson(tmp_path / "rivieres.geojson", runs(workspace.session.document.poster))
    assert let_go(window, TOP, [path])
    panel = workspace.marge.apporter
    qtbot.waitUntil(lambda: panel.stopper.hasFocus())
    QTest.keyClick(panel.stopper, Qt.Key.Key_Return)
    assert panel.busy
    read(workspace, qtbot)
    assert panel.go is not None
    QTest.keyClick(panel.go, Qt.Key.Key_Return)
    read(workspace, qtbot)
    assert [one.nom for one in workspace.session.document.all(Apport)] == ["rivieres"]


def test_files_let_go_on_a_field_come_to_the_window_and_words_into_it(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    path = geojson(tmp_path / "rivieres.geojson", runs(workspace.session.document.poster))
    workspace.session.panel_requested.emit("territoire")
    settled(qtbot)
    field = workspace.marge.territoire.picker.field
    assert let_go(window, field.mapTo(window, field.rect().center()), [path])
    assert field.text() == ""
    assert workspace.marge.apporter.busy
    read(workspace, qtbot)
    words = QMimeData()
    words.setText("Ambert")
    enter = QDragEnterEvent(
        QPoint(3, 3), COPY, words, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(field, enter)
    assert enter.isAccepted()
