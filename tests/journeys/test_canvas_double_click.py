"""Double clicks: on words that one click opens everything stays chosen; a drag after a click is a drag."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.poster.geometry import Coord, Point
from app.poster.records import Mark, PostIt
from app.poster.sheet import MapFrame
from tests.journeys.canvas_stage import Stage

NO_KEY = Qt.KeyboardModifier.NoModifier


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


def _dragged_at_once(stage: Stage, page: Coord, to: Coord) -> None:
    """Click, and press again at once to carry away what was clicked: Qt calls the second press a double click."""
    stage.click(page)
    QTest.mouseDClick(stage.canvas, Qt.MouseButton.LeftButton, NO_KEY, stage.pixel(page))
    stage.move(((page[0] + to[0]) / 2, (page[1] + to[1]) / 2))
    stage.move(to)
    stage.release(to)


def test_what_is_clicked_and_dragged_at_once_moves(stage: Stage) -> None:
    frame = MapFrame.of(stage.session.document.poster)
    stage.put(Mark(uid="m", picto="chef_lieu", geometry=Point(*frame.to_ground(137.0, 138.0))))

    _dragged_at_once(stage, (137.0, 138.0), (167.0, 158.0))

    mark = stage.session.document.get("m")
    assert isinstance(mark, Mark)
    assert isinstance(mark.geometry, Point)
    assert frame.to_page(mark.geometry.x, mark.geometry.y) == pytest.approx((167.0, 158.0), abs=1.0)
    assert stage.canvas.writing.field is None


def test_a_group_clicked_and_dragged_at_once_moves_whole(stage: Stage) -> None:
    stage.put(
        PostIt(uid="a", texte="Ici", x=60.0, y=80.0, ensemble="g"),
        PostIt(uid="b", texte="Là", x=120.0, y=80.0, ensemble="g"),
    )

    _dragged_at_once(stage, (65.0, 85.0), (75.0, 115.0))

    assert stage.session.selection == {"a", "b"}
    moved = [stage.session.document.get(uid) for uid in "ab"]
    assert [note.y for note in moved if isinstance(note, PostIt)] == pytest.approx([110.0, 110.0], abs=1.0)


def test_two_quick_clicks_with_shift_take_a_thing_and_leave_it(stage: Stage) -> None:
    frame = MapFrame.of(stage.session.document.poster)
    stage.put(Mark(uid="m", picto="chef_lieu", geometry=Point(*frame.to_ground(137.0, 138.0))))

    stage.double_click((137.0, 138.0), Qt.KeyboardModifier.ShiftModifier)

    assert stage.session.selection == frozenset()
    assert stage.canvas.writing.field is None


def test_escape_before_the_release_of_a_double_click_opens_nothing(stage: Stage) -> None:
    stage.put(PostIt(uid="a", texte="Ici", x=60.0, y=80.0))

    stage.click((65.0, 85.0))
    QTest.mouseDClick(stage.canvas, Qt.MouseButton.LeftButton, NO_KEY, stage.pixel((65.0, 85.0)))
    stage.key(Qt.Key.Key_Escape)
    stage.release((65.0, 85.0))

    assert stage.canvas.writing.field is None
