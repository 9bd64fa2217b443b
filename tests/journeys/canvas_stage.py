"""A poster on a real canvas, and a hand with real mouse and key events."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.catalogue.load import shipped
from app.painting import fonts
from app.poster.geometry import Coord
from app.poster.records import Item, Mark, Record
from app.storage.file import PosterFile
from app.ui.canvas.canvas import Canvas
from app.ui.canvas.text_edit import WordsEdit
from app.ui.session import Session
from tests.unit.ui.posters import ground

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
#: The middle of the map on the page.
X, Y = 143.0, 157.5


class Stage:
    """A canvas of 917 × 656 with a poster of four communes; places are in mm of the page."""

    def __init__(self, session: Session, canvas: Canvas, qtbot: QtBot) -> None:
        self.session = session
        self.canvas = canvas
        self.qtbot = qtbot

    def items(self) -> list[Item]:
        return self.session.document.items()

    def last(self) -> Item:
        return max(self.items(), key=lambda item: item.ordre)

    def mark(self) -> Mark:
        found = self.last()
        assert isinstance(found, Mark)
        return found

    def acts(self) -> int:
        return self.session.history.cursor

    def pixel(self, page: Coord) -> QPoint:
        x, y = self.canvas.view.to_pixel(*page)
        ratio = self.canvas.view.ratio
        return QPoint(round(x / ratio), round(y / ratio))

    def put(self, *records: Record) -> None:
        """Lay records as one act, without a hand."""
        with self.session.document.transaction("Poser") as act:
            for record in records:
                act.put(record)

    def arm(self, picto: str, forme: str | None = None) -> None:
        self.session.arm(shipped()[picto], forme)  # type: ignore[arg-type]

    def press(self, page: Coord, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.canvas, Qt.MouseButton.LeftButton, held, self.pixel(page))

    def release(self, page: Coord, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, held, self.pixel(page))

    def move(
        self,
        page: Coord,
        held: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        at = self.pixel(page)
        where = QPointF(self.canvas.mapToGlobal(at))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), where, Qt.MouseButton.NoButton, button, held)
        QApplication.sendEvent(self.canvas, event)

    def click(self, page: Coord, held: Qt.KeyboardModifier = NONE) -> None:
        self.move(page, held, Qt.MouseButton.NoButton)
        self.press(page, held)
        self.release(page, held)

    def double_click(self, page: Coord, held: Qt.KeyboardModifier = NONE) -> None:
        self.click(page, held)
        QTest.mouseDClick(self.canvas, Qt.MouseButton.LeftButton, held, self.pixel(page))
        self.release(page, held)

    def drag(self, *way: Coord, held: Qt.KeyboardModifier = NONE, let_go: bool = True) -> None:
        self.press(way[0], held)
        for start, end in itertools.pairwise(way):
            for step in range(1, 5):
                self.move(
                    (start[0] + (end[0] - start[0]) * step / 4, start[1] + (end[1] - start[1]) * step / 4),
                    held,
                )
        if let_go:
            self.release(way[-1], held)

    def wheel(self, page: Coord, x: int, y: int, held: Qt.KeyboardModifier = NONE) -> None:
        at = QPointF(self.pixel(page))
        event = QWheelEvent(
            at,
            QPointF(self.canvas.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(x, y),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, held)

    @property
    def field(self) -> WordsEdit:
        found = self.canvas.writing.field
        assert found is not None, "no words are being written"
        return found

    def type(self, text: str, *, keep: bool = True) -> None:
        for letter in text:
            if letter == "\n":
                QTest.keyClick(self.field, Qt.Key.Key_Return)
            elif letter.isascii():
                QTest.keyClick(self.field, letter)
            else:
                self.field.insertPlainText(letter)
        if keep:
            QTest.keyClick(self.field, Qt.Key.Key_Escape)

    def rest(self) -> None:
        """Wait until the sheet in sight is baked."""
        self.qtbot.waitUntil(lambda: self.canvas.resting, timeout=10_000)


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    """Open a poster on a canvas, and close both at the end."""
    fonts.load()
    session = Session(PosterFile.create(tmp_path / "poster.gpkg", ground()), shipped())
    canvas = Canvas(session)
    qtbot.addWidget(canvas)
    canvas.resize(917, 656)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.activateWindow()
    canvas.setFocus()
    yield Stage(session, canvas, qtbot)
    canvas.close_text()
    canvas.hide()
    session.close()
