"""« Contour » in « Ce poster »: the outline follows the slider, marks stay, and each change is one undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.poster.geometry import Areas, Lines
from app.poster.options import CONTOURS, Options
from app.poster.records import Apport, Fond, new_uid
from app.ui.marge.fond import FondSection
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled
from tests.journeys.test_window_hand import lay


def section(workspace: Workspace, qtbot: QtBot) -> FondSection:
    workspace.marge.open_panel("poster")
    settled(qtbot)
    return workspace.marge.poster.fond


def level(workspace: Workspace) -> str:
    return Options.of(workspace.session.document.poster).contour


def drawn(workspace: Workspace) -> list[Fond]:
    return [fond for fond in workspace.session.document.all(Fond) if fond.couche == "contour"]


@pytest.mark.parametrize("stop", range(1, len(CONTOURS)))
def test_a_key_changes_the_outline_in_one_act(draw: Draw, qtbot: QtBot, stop: int) -> None:
    workspace = draw()
    mark = lay(workspace, texte="reste")
    outline = section(workspace, qtbot).outline
    outline.slider.setFocus()
    for _ in range(stop):
        qtbot.keyClick(outline.slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: level(workspace) == CONTOURS[stop])
    assert not workspace.session.document.busy
    assert bool(drawn(workspace)) is (CONTOURS[stop] != "blanche")
    assert workspace.session.document.get(mark.uid) == mark
    assert (workspace.session.scene.ink("fond:contour") is None) is (CONTOURS[stop] == "blanche")
    workspace.session.undo()
    assert level(workspace) == "reel"
    assert not drawn(workspace)
    assert outline.slider.value() == 0
    assert workspace.session.document.get(mark.uid) == mark


def test_what_an_outline_silences_looks_so(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    fond = section(workspace, qtbot)
    toggle = fond.toggles["trait"]
    loud = toggle.grab().toImage()
    fond.outline.slider.setValue(CONTOURS.index("blanche"))
    qtbot.waitUntil(lambda: not toggle.isEnabled())
    quiet = toggle.grab().toImage()
    assert toggle.isChecked()
    y = loud.height() // 2
    told = [x for x in range(0, loud.width(), 2) if loud.pixel(x, y) != quiet.pixel(x, y)]
    assert len(told) > 5, "its box and its words are pale"


def test_dragging_shows_each_stop_and_is_one_act(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    outline = section(workspace, qtbot).outline
    outline.slider.setSliderDown(True)
    for stop in (1, 2, 3):
        outline.slider.setValue(stop)
        qtbot.waitUntil(lambda stop=stop: level(workspace) == CONTOURS[stop])
        assert workspace.session.document.busy, "the hand still holds it"
    outline.slider.setSliderDown(False)
    assert not workspace.session.document.busy
    assert {fond.genre for fond in drawn(workspace)} == {"simple"}
    workspace.session.undo()
    assert level(workspace) == "reel"


def test_turning_the_sheet_keeps_the_outline(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    outline = section(workspace, qtbot).outline
    outline.slider.setValue(2)
    qtbot.waitUntil(lambda: level(workspace) == "schematique")
    before = drawn(workspace)
    workspace.marge.poster.orientation.chosen.emit("portrait")
    settled(qtbot)
    assert level(workspace) == "schematique"
    assert drawn(workspace) == before


def test_what_the_poster_has_not_is_not_offered(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    ground = section(workspace, qtbot)
    assert not ground.toggles["rivieres"].isVisibleTo(ground)
    assert ground.toggles["voisins"].isVisibleTo(ground)
    poster = workspace.session.document.poster
    x, y = poster.centre_x, poster.centre_y
    river = Lines((((x - 9000, y), (x + 9000, y)),))
    with workspace.session.document.transaction("Apporter un fichier") as act:
        layer = act.put(Apport(uid=new_uid(), nom="Eau", role="rivieres"))
        act.put(Fond(uid=new_uid(), couche="ligne", geometry=river, apport=layer.uid))
    settled(qtbot)
    assert ground.toggles["rivieres"].isVisibleTo(ground)
    assert workspace.session.scene.ink(f"apport:{layer.uid}") is not None
    ground.toggles["rivieres"].click()
    assert workspace.session.scene.ink(f"apport:{layer.uid}") is None


def test_the_outline_drawn_keeps_the_size_of_the_territory(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    outline = section(workspace, qtbot).outline
    outline.slider.setValue(2)
    qtbot.waitUntil(lambda: level(workspace) == "schematique")
    (shape,) = drawn(workspace)
    assert isinstance(shape.geometry, Areas)
    assert 4 <= len(shape.geometry.parts[0][0]) <= 17
