"""What was found by bringing files as a group does: what is said, what stays in sight, what follows the hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.poster.records import Apport, Calque
from app.ui.bringing import adding
from app.ui.bringing import found as founding
from app.ui.marge.fitting_card import FittingCard
from app.ui.style import look
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.brought_files import csv_lambert, geojson, let_go, picture, press, read, runs, squares
from tests.journeys.conftest import SIZES, Draw, settled
from tests.journeys.test_first_ten_minutes import room

__all__ = ["room"]
TOP = QPoint(500, 20)


def brought(workspace: Workspace, window: Window, qtbot: QtBot, *paths: Path) -> None:
    """Let files go on the window and add all of them."""
    assert let_go(window, TOP, paths)
    read(workspace, qtbot)
    press(workspace.marge.apporter.go)
    read(workspace, qtbot)


def test_the_window_needs_neither_proj_nor_gdal_to_bring_a_file(
    draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = draw()
    poster = workspace.session.document.poster
    paths = [
        geojson(tmp_path / "routes.geojson", runs(poster)),
        geojson(tmp_path / "pays.geojson", squares(poster), "Polygon"),
        csv_lambert(tmp_path / "lieux.csv", poster),
        picture(tmp_path / "scan.png"),
    ]
    # Their libraries fall in the threads of a window: only the process apart may have them.
    for name in ("pyproj", "pyogrio"):
        monkeypatch.setitem(sys.modules, name, None)
    rows = founding.read(poster, paths, lambda _: None, lambda: False).rows
    assert len(rows) == 4
    ready = adding.prepare(poster, [], rows, lambda _: None, lambda: False)
    assert sum(isinstance(each, Apport) for each in ready.records) == 3
    assert len(ready.pictures) == 1
    units = adding.territories(rows[1], lambda _: None, lambda: False)
    assert units.units


def test_a_poster_that_cannot_be_changed_says_so_before_it_asks_or_reads(
    draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = draw()
    panel = workspace.marge.apporter
    path = geojson(tmp_path / "routes.geojson", runs(workspace.session.document.poster))
    monkeypatch.setattr(type(workspace.session.file), "read_only", property(lambda _: True))
    panel.ask()
    assert not workspace.window().findChildren(QFileDialog)
    assert "ne peut pas être changé" in workspace.marge.notices.sentence
    workspace.marge.notices.clear()
    panel.take([path])
    assert not panel.busy
    assert "ne peut pas être changé" in workspace.marge.notices.sentence


def test_several_pictures_without_a_place_are_said_together_and_the_last_is_in_sight(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    poster = workspace.session.document.poster
    brought(
        workspace,
        window,
        qtbot,
        geojson(tmp_path / "routes.geojson", runs(poster)),
        geojson(tmp_path / "pays.geojson", squares(poster), "Polygon"),
        picture(tmp_path / "un.png"),
        picture(tmp_path / "deux.png"),
    )
    assert "2 images sont sous la carte, au milieu" in workspace.marge.notices.sentence
    last = max(workspace.session.document.all(Calque), key=lambda each: each.rang)
    (card,) = (each for each in workspace.marge.fond.cards if each.uid == last.uid)
    qtbot.waitUntil(lambda: card.visibleRegion().boundingRect().height() == card.height(), timeout=5_000)


def test_what_leaves_the_ground_is_said_and_comes_back(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw(SIZES[1])
    brought(
        workspace,
        window,
        qtbot,
        geojson(tmp_path / "sentiers.geojson", runs(workspace.session.document.poster)),
    )
    press(workspace.marge.fond.cards[0].gone)
    notices = workspace.marge.notices
    assert notices.sentence == "«\u00a0sentiers\u00a0» n’est plus sur le fond."
    (back,) = (each for each in notices.findChildren(QPushButton) if each.text() == "Annuler")
    press(back)
    assert [each.nom for each in workspace.session.document.all(Apport)] == ["sentiers"]


def test_the_sheet_follows_the_opacity_and_letting_go_is_one_act(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw(SIZES[1])
    brought(workspace, window, qtbot, picture(tmp_path / "scan.png"))
    session, (card,) = workspace.session, workspace.marge.fond.cards
    past = session.history.cursor

    def opacity() -> float:
        return next(iter(session.document.all(Calque))).opacite

    card.strength.setSliderDown(True)
    for value in (50, 40, 30):
        card.strength.setSliderPosition(value)
        assert opacity() == value / 100
    assert session.history.cursor == past
    card.strength.setSliderDown(False)
    assert session.history.cursor == past + 1
    session.undo()
    assert opacity() == 0.6
    assert card.strength.value() == 60


def test_the_low_strip_of_a_small_window_cuts_no_word(
    draw: Draw, room: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw((1024, 768))
    assert look.workshop
    brought(workspace, room, qtbot, picture(tmp_path / "scan.png"))
    (picture_card,) = workspace.marge.fond.cards
    press(picture_card.place)
    settled(qtbot)
    (strip,) = (each for each in workspace.findChildren(FittingCard) if each.isVisible())
    assert QFontMetrics(strip.hint.font()).horizontalAdvance(strip.hint.text()) <= strip.hint.width()
    for each in (strip.hint, strip.done, strip.straighten, strip.leave, strip.slider):
        assert each.visibleRegion().boundingRect().size() == each.size()
