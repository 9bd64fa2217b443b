"""A person who chooses a territory, in a process of its own: ``first_picture_hand WORDS``; one « name value » a line.

``outline`` is the time in seconds from the click on the map of the start page until it shows the choice and rests;
``first`` from « Dessiner » until the sheet has been painted once, ``sheet`` until it is sharp and at rest.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import settings
from app.basemap.france.search import resolve
from app.ui import app as application
from app.ui.window import Window
from tests.journeys.map_hand import pixel

#: How long the hand rests between two acts, in seconds: a person looks at the map, then at the figures.
READING = 1.5


class Watch(QObject):
    """Keeps when a canvas was painted first."""

    at: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what is painted."""
        # Told by its name: who imports it here does beforehand much of what is measured.
        if self.at is None and event.type() == QEvent.Type.Paint and type(watched).__name__ == "Canvas":
            self.at = time.perf_counter()
        return False


def until(true: Callable[[], bool]) -> float:
    """Let the window live until something is true; return the time on the clock."""
    while not true():
        QApplication.processEvents()
    return time.perf_counter()


def lived(seconds: float) -> None:
    """Let the window live for a while."""
    end = time.perf_counter() + seconds
    until(lambda: time.perf_counter() >= end)


def main(words: str) -> None:
    """Choose a unit, and draw it."""
    unit = resolve(words)
    running = QApplication([])
    kept = settings.load()
    application.made(kept)
    window = Window(kept)
    window.showNormal()
    window.resize(1366, 768)
    page = window.start
    assert page is not None
    until(lambda: page.outline.map.resting)
    lived(READING)
    board = page.outline
    board.map.take_level(unit.kind)
    lived(READING)
    place = pixel(board, unit)
    start = time.perf_counter()
    QTest.mouseClick(board.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    print("outline", until(lambda: board.map.sight.marked is not None and board.map.resting) - start)
    assert page.picker.wanted == [unit]
    lived(READING)
    watch = Watch()
    running.installEventFilter(watch)
    start = time.perf_counter()
    QTest.mouseClick(page.draw, Qt.MouseButton.LeftButton)
    assert window.workspace is not None
    canvas = window.workspace.canvas
    done = until(lambda: watch.at is not None and canvas.resting)
    assert watch.at is not None
    print("first", watch.at - start)
    print("sheet", done - start, flush=True)
    window.close()


if __name__ == "__main__":
    main(sys.argv[1])
