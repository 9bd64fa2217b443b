"""« Lisible du fond de la salle ? » in the window: frames, enlarging, accepting, other eyes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import settings
from app.drawing import vision
from app.poster.options import ACCEPTED
from app.poster.records import Mark, Texte
from app.ui import doing
from app.ui.canvas.amber import AMBER, PAD
from app.ui.marge.lisible import Lisible
from app.ui.workspace import Workspace
from tests.journeys.conftest import settled

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def hall(sample: Workspace, qtbot: QtBot) -> Workspace:
    """Return the example in a room of eight heights, at rest."""
    sample.kept.distance_m, sample.kept.image_m = 12.0, 1.5
    qtbot.waitUntil(lambda: sample.canvas.resting, timeout=10_000)
    return sample


def opened(workspace: Workspace, qtbot: QtBot) -> Lisible:
    doing.act(workspace, "lisible")
    settled(qtbot)
    qtbot.waitUntil(lambda: workspace.canvas.resting, timeout=10_000)
    return workspace.marge.lisible


def image(workspace: Workspace) -> QImage:
    return workspace.canvas.grab().toImage()


def amber(workspace: Workspace) -> int:
    """Return how many of the frames told are painted: the middle of their left side is amber."""
    shown, view = image(workspace), workspace.canvas.view
    count = 0
    for box, _ in workspace.canvas.amber.frames:
        x, y = view.to_pixel(box[0], (box[1] + box[3]) / 2)
        near = [
            shown.pixelColor(round(x - PAD * workspace.canvas.unit) + step, round(y)) for step in (-1, 0, 1)
        ]
        count += any(one == AMBER for one in near)
    return count


def texts(workspace: Workspace) -> list[float | None]:
    return sorted(one.taille_mm or 0.0 for one in workspace.session.document.all(Texte))


def test_everything_is_enlarged_and_one_undo_takes_it_back(hall: Workspace, qtbot: QtBot) -> None:
    assert not hall.canvas.amber.frames
    panel = opened(hall, qtbot)
    assert [line.key for line in panel.lines] == ["textes", "legende", "amof", "cle", "fond", "pied"]
    # Two texts, the legend, the AMOF and the key; what is not the group's is not framed.
    assert len(hall.canvas.amber.frames) == 5
    assert amber(hall) == 5
    before = dict(hall.session.document.records)
    qtbot.mouseClick(panel.all, LEFT)
    settled(qtbot)
    assert texts(hall)[:2] == [0.0, 6.0]
    assert "textes" not in [line.key for line in panel.lines]
    assert not panel.all.isVisible()
    assert len(hall.canvas.amber.frames) == 3
    hall.undo()
    assert dict(hall.session.document.records) == before
    qtbot.waitUntil(lambda: len(hall.canvas.amber.frames) == 5)
    hall.marge.close_panel()
    settled(qtbot)
    assert not hall.canvas.amber.frames


def test_tab_goes_from_line_to_line_and_arrows_from_thing_to_thing(hall: Workspace, qtbot: QtBot) -> None:
    panel = opened(hall, qtbot)
    first = panel.lines[0]
    first.setFocus()
    chosen = set(hall.session.selection)
    assert len(chosen) == 1
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert set(hall.session.selection) != chosen
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert set(hall.session.selection) == chosen
    assert hall.marge.panel == "lisible"
    for _ in range(3):  # its two buttons, then the next line
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert panel.lines[1].hasFocus()
    assert [held for _, held in hall.canvas.amber.frames].count(True) == 1


def test_what_is_accepted_is_silent_until_it_is_looked_at_again(hall: Workspace, qtbot: QtBot) -> None:
    panel = opened(hall, qtbot)
    for key in ("textes", "legende"):
        line = next(one for one in panel.lines if one.key == key)
        line.setFocus()
        qtbot.mouseClick(line.accept, LEFT)
        settled(qtbot)
    assert not {"textes", "legende"} & {line.key for line in panel.lines}
    assert len(hall.session.document.poster.options[ACCEPTED]) == 3
    assert panel.again.isVisible()
    uid = next(one.uid for one in hall.session.document.all(Texte) if not one.taille_mm)
    with hall.session.document.transaction("Changer la taille") as act:
        act.put(replace(hall.session.document.get(uid), taille_mm=4.0))
    qtbot.waitUntil(lambda: "textes" in {line.key for line in panel.lines})
    assert "legende" not in {line.key for line in panel.lines}
    qtbot.mouseClick(panel.again, LEFT)
    settled(qtbot)
    assert "legende" in {line.key for line in panel.lines}
    assert ACCEPTED not in hall.session.document.poster.options


def test_the_room_is_that_of_the_settings(hall: Workspace, qtbot: QtBot) -> None:
    panel = opened(hall, qtbot)
    panel.sliders["distance_m"].setValue(12)  # half metres
    qtbot.waitUntil(lambda: not panel.lines)
    assert settings.load().distance_m == 6.0
    assert panel.verdict.words.text() == "Vos mots se lisent à 6\u00a0m"
    assert not hall.canvas.amber.frames


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_it_is_said_in_a_corner_and_never_opens_by_itself(hall: Workspace, qtbot: QtBot) -> None:
    hall.marge.open_panel("poster")
    settled(qtbot)
    quiet = hall.marge.poster.readable.button
    assert quiet.text().strip() == "39 textes trop petits à 12\u00a0m"
    qtbot.mouseClick(quiet, LEFT)
    assert hall.marge.panel == "lisible"
    hall.marge.close_panel()
    hall.exporting.open()
    dialog = hall.exporting.dialog
    assert dialog is not None
    qtbot.mouseClick(dialog.readable.button, LEFT)
    settled(qtbot)
    assert hall.exporting.dialog is None
    assert hall.marge.panel == "lisible"


def red(workspace: Workspace) -> QColor:
    """Return the colour of the band « Dynamique » of the legend, away from its letters."""
    ink = workspace.session.scene.ink("feuille:bande:dynamique")
    assert ink is not None
    assert ink.extent is not None
    x, y = workspace.canvas.view.to_pixel(ink.extent[2] - 4, (ink.extent[1] + ink.extent[3]) / 2)
    return image(workspace).pixelColor(round(x), round(y))


@pytest.mark.parametrize("eye", vision.VISIONS)
def test_the_sheet_is_seen_by_other_eyes(hall: Workspace, qtbot: QtBot, eye: str) -> None:
    panel = opened(hall, qtbot)
    usual = red(hall)
    records = dict(hall.session.document.records)
    panel.eyes.look(eye)
    settled(qtbot)
    wanted = QColor(vision.seen(usual.name(), eye))
    seen = red(hall)
    for channel in ("red", "green", "blue"):
        assert abs(getattr(seen, channel)() - getattr(wanted, channel)()) <= 5
    assert dict(hall.session.document.records) == records
    hall.canvas.setFocus()
    QTest.keyClick(hall.canvas, Qt.Key.Key_Escape)
    assert hall.canvas.eye.vision == panel.eyes.vision == ""
    assert hall.marge.panel == "lisible"
    assert red(hall) == usual
    panel.eyes.look(eye)
    hall.marge.close_panel()
    settled(qtbot)
    assert hall.canvas.eye.vision == ""


def test_a_pale_colour_is_corrected_by_the_nearest_of_the_theme(hall: Workspace, qtbot: QtBot) -> None:
    document = hall.session.document
    mark = next(one for one in document.all(Mark) if one.picto == "foret")
    with document.transaction("Changer la couleur") as act:
        act.put(replace(mark, couleur="#A0E0A0"))
    panel = opened(hall, qtbot)
    line = next(one for one in panel.lines if one.mend is not None and one.mend.text() == "Corriger")
    assert panel.contrast.words.text() == "1 couleur à revoir"
    assert line.mend is not None
    qtbot.mouseClick(line.mend, LEFT)
    settled(qtbot)
    found = document.get(mark.uid)
    assert isinstance(found, Mark)
    assert found.couleur == "#1E7A60"
    assert panel.contrast.words.text() == "Contraste suffisant"
    hall.undo()
    found = document.get(mark.uid)
    assert isinstance(found, Mark)
    assert found.couleur == "#A0E0A0"
