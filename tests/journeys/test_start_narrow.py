"""The start page where room is scarce: every word of it is whole, and the map keeps its place."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import settings
from app.basemap.france.search import resolve
from app.ui.controls import ui_font
from app.ui.start.cards import LOW, TALL, Card, Shape, lines
from app.ui.start.page import StartPage
from app.ui.start.shelf import Shelf
from app.ui.style import look
from app.ui.window import Window
from tests.journeys.conftest import SIZES, settled


@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_is_whole_and_the_levels_breathe(
    window: Window, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    page = window.start
    assert page is not None
    page.picker.take(resolve("région Bourgogne-Franche-Comté"))
    settled(qtbot)
    room = page.name.contentsRect().width()
    assert QFontMetrics(page.name.font()).horizontalAdvance(page.name.text()) < room
    levels = [button for button in page.outline.levels.buttons() if isinstance(button, QPushButton)]
    for button in levels:
        button.setChecked(True)
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() >= words + look.metrics.s4, button.text()


@pytest.mark.parametrize(("high", "shape"), [(749, LOW), (1050, TALL)])
def test_in_a_low_window_the_map_comes_before_what_can_be_taken_up(
    window: Window, qtbot: QtBot, high: int, shape: Shape
) -> None:
    window.resize(1366, high)
    page = window.start
    assert page is not None
    qtbot.waitUntil(lambda: len(page.findChildren(Card)) > 0)
    settled(qtbot)
    card = page.findChildren(Card)[-1]
    assert card.height() == look.metrics.u(shape.height)
    assert page.outline.height() > 0.5 * high
    window.resize(1366, 900 if shape is LOW else 700)
    settled(qtbot)
    assert (card.height() == look.metrics.u(TALL.height)) is (shape is LOW)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_recent_posters_fill_a_low_shelf(qtbot: QtBot, page: StartPage) -> None:
    kept = settings.Settings()
    kept.recents = [
        settings.Recent(f"/p/{rank}.gpkg", f"Poster {rank}", "2026-01-02T10:00") for rank in range(8)
    ]
    shelf = Shelf(kept, example=True)
    qtbot.addWidget(shelf)
    shelf.lie(low=True)
    shelf.resize(1286, 100)
    shelf.show()
    settled(qtbot)
    shown = [card for card in shelf.findChildren(Card) if card.isVisible()]
    assert len(shown) == 5
    assert max(card.geometry().right() for card in shown) <= shelf.width()


def test_a_name_takes_two_lines_of_a_low_card(page: StartPage) -> None:
    metrics = QFontMetrics(ui_font(look.metrics.strong, QFont.Weight.DemiBold))
    wide = look.metrics.u(LOW.width - LOW.words[0])
    assert lines("Un exemple à démonter", metrics, wide, LOW.lines) == ["Un exemple à", "démonter"]
    assert lines("Ambert Livradois Forez", metrics, wide, LOW.lines) == ["Ambert Livradois", "Forez"]
    assert lines("Saint-Amant-Roche-Savine", metrics, wide, LOW.lines) == ["Saint-Amant-Roche-", "Savine"]
    assert lines("Ambert", metrics, wide, LOW.lines) == ["Ambert"]
    long = lines("Saint-Amant-Roche-Savine et les communes de la vallée", metrics, wide, LOW.lines)
    assert len(long) == 2
    assert long[1].endswith("…")
    assert all(metrics.horizontalAdvance(each) <= wide for each in long)
