"""The double click of habit on words that one click opens: everything stays chosen, to be written over."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.poster.geometry import Point
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from tests.journeys.canvas_stage import Stage


def test_the_second_press_on_a_row_of_the_legend_keeps_all_its_words_chosen(
    stage: Stage, qtbot: QtBot
) -> None:
    frame = MapFrame.of(stage.session.document.poster)
    with stage.session.document.transaction("Poser") as act:
        act.put(Mark(uid="m", picto="chef_lieu", geometry=Point(*frame.to_ground(137.0, 138.0))))
    stage.canvas.edit_text("legende:m")
    field = stage.field
    middle = field.viewport().rect().center()

    QTest.mouseDClick(field.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert field.textCursor().selectedText() == field.toPlainText() == "Chef-lieu"

    qtbot.wait(QApplication.doubleClickInterval() + 20)
    where = field.cursorRect().center()
    QTest.mouseDClick(field.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(where).toPoint())
    assert field.textCursor().selectedText() in ("Chef", "lieu")
