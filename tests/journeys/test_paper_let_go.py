"""The photograph of an empty sheet, wherever it is let go, finds its poster and its place, decoded once for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.apart import Reader
from app.imports import papier
from app.poster.records import Photo
from app.ui.bringing import found as founding
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.brought_files import LONG, let_go, press, read
from tests.journeys.conftest import Draw, posters, settled
from tests.journeys.old_map import RED, old_map
from tests.journeys.test_paper_to_poster import DOT, TURNED, apart, calques, on_page, snap
from tests.synthetic_camera import Shot


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the processes apart are asked, in its order."""
    tasks: list[str] = []
    ask = Reader.ask

    def listed(self: Reader, task: str, *given: Any, **others: Any) -> object:
        tasks.append(task)
        return ask(self, task, *given, **others)

    monkeypatch.setattr(Reader, "ask", listed)
    return tasks


def prepared(draw: Draw, tmp_path: Path, window: Window, **given: object) -> tuple[Workspace, Path]:
    """Return a poster, and the photograph of its sheet."""
    from app.exports.papier import PapierOptions
    from app.exports.registry import export

    workspace = draw()
    pdf = tmp_path / "feuille.pdf"
    export(workspace.session.snapshot(), pdf, PapierOptions())
    photo = tmp_path / "IMG_7.jpg"
    shot = Shot(**{"seed": 9, "width": 2016, "height": 1512, "tilt": 15, "exif": TURNED, **given})  # type: ignore[arg-type]
    snap(pdf, dict(workspace.session.document.records), photo, shot)
    return workspace, photo


def test_the_photograph_begins_the_poster_on_another_machine(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, asked: list[str]
) -> None:
    workspace, photo = prepared(draw, tmp_path, window)
    before = workspace.session.document.poster
    window.go_home()
    known = posters()
    for each in known:
        each.unlink()
    assert let_go(window, QPoint(400, 700), [photo])
    start = window.start
    assert start is not None
    qtbot.waitUntil(lambda: start.offer.isVisible(), timeout=LONG)
    assert "Ambert Livradois Forez" in start.sentence
    press(start.offer)
    qtbot.waitUntil(lambda: window.workspace is not None and bool(calques(window.workspace)), timeout=LONG)
    workspace = window.workspace  # type: ignore[assignment]  # there is one
    poster = workspace.session.document.poster
    assert poster.territoire_nom == before.territoire_nom
    assert (poster.crs, poster.orientation) == (before.crs, before.orientation)
    assert asked == ["paper.find"], "it is decoded once"
    assert poster.metres_par_mm == pytest.approx(before.metres_par_mm, rel=1e-4)
    (calque,) = calques(workspace)
    assert apart(on_page(workspace, calque, RED), DOT) < 1.0


def test_a_photograph_on_the_sheet_is_decoded_twice(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, asked: list[str]
) -> None:
    """Once as a print, and once as the sheet that it shows, which is put at its place."""
    workspace, photo = prepared(draw, tmp_path, window)
    panels: list[str] = []
    workspace.marge.panel_changed.connect(panels.append)
    at = workspace.canvas.mapTo(window, workspace.canvas.rect().center())
    assert let_go(window, at, [photo])
    qtbot.waitUntil(lambda: bool(calques(workspace)), timeout=LONG)
    assert asked == ["prints.develop", "paper.find"]
    assert not list(workspace.session.document.all(Photo))
    assert "apporter" not in panels, "nothing is asked"
    assert "à sa place sur la carte" in workspace.marge.notices.sentence


def test_a_sheet_of_elsewhere_begins_another_poster(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, asked: list[str]
) -> None:
    from app.basemap.france.search import search

    _, photo = prepared(draw, tmp_path, window)
    window.go_home()
    window.begin(search("Brest Métropole")[:1], "", "paysage")
    settled(qtbot)
    workspace = window.workspace
    assert workspace is not None
    assert let_go(window, QPoint(500, 20), [photo])
    read(workspace, qtbot)
    panel = workspace.marge.apporter
    assert panel.cards[0].told.text().endswith("feuille imprimée d’un autre endroit")
    assert not calques(workspace)
    ways = panel.findChildren(QPushButton)
    press(next(each for each in ways if each.text().strip() == "En commencer le poster"))
    qtbot.waitUntil(lambda: window.workspace is not workspace and window.workspace is not None, timeout=LONG)
    workspace = window.workspace
    assert workspace is not None
    assert workspace.session.document.poster.territoire_nom == "Ambert Livradois Forez"
    qtbot.waitUntil(lambda: bool(calques(workspace)), timeout=LONG)
    assert asked == ["paper.look"], "it is decoded once"


def test_an_ordinary_photo_on_the_sheet_stays_a_print(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    path = tmp_path / "vue.jpg"
    old_map().save(path)
    at = workspace.canvas.mapTo(window, workspace.canvas.rect().center())
    assert let_go(window, at, [path])
    document = workspace.session.document
    qtbot.waitUntil(lambda: bool(list(document.all(Photo))), timeout=LONG)
    qtbot.waitUntil(lambda: not workspace.marge.apporter.busy, timeout=LONG)
    qtbot.wait(1500)
    assert list(document.all(Photo))
    assert not calques(workspace)
    assert workspace.marge.notices.sentence == "Posée comme photo."


def test_looking_for_the_sheet_is_given_up(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, photo = prepared(draw, tmp_path, window)
    shares: list[float] = []
    look = papier.look

    def watched(*given: Any, progress: founding.Share, **others: Any) -> object:
        def told(part: float) -> None:
            shares.append(part)
            progress(part)

        return look(*given, progress=told, **others)

    monkeypatch.setattr(papier, "look", watched)
    let_go(window, QPoint(500, 20), [photo])
    qtbot.waitUntil(lambda: bool(shares), timeout=LONG)
    panel = workspace.marge.apporter
    assert panel.bar is not None
    press(panel.stopper)
    assert not panel.busy
    qtbot.wait(600)
    assert not calques(workspace)
    assert "rien n’a changé" in workspace.marge.notices.sentence
