"""« Inventer le nôtre »: drawn, put together or taken from a picture, then laid, kept, shared, changed, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter, QPen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import settings
from app.catalogue import personal
from app.catalogue.model import Pictogram
from app.poster.records import Mark
from app.ui.controls import IconButton
from app.ui.inventing import ours
from app.ui.inventing.panel import Inventing
from app.ui.inventing.paper import Paper
from app.ui.style import look
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled

NAME = "L’été à Saint-Anthème"
LEFT = Qt.MouseButton.LeftButton


def opened(workspace: Workspace, name: str = "", domaine: str = "") -> Inventing:
    """Return the panel, open."""
    workspace.beside.open_inventing(name, domaine)
    QApplication.processEvents()
    assert workspace.beside.inventing is not None
    return workspace.beside.inventing


def drag(sheet: Paper, way: Sequence[tuple[float, float]], button: Qt.MouseButton = LEFT) -> None:
    """Drag over the sheet, in units of its grid."""
    places = [sheet.to_pixel(place).toPoint() for place in way]
    QTest.mousePress(sheet, button, Qt.KeyboardModifier.NoModifier, places[0])
    for before, after in pairwise(places):
        for step in range(1, 7):
            QTest.mouseMove(sheet, before + (after - before) * step / 6)
    QTest.mouseRelease(sheet, button, Qt.KeyboardModifier.NoModifier, places[-1])


def three_strokes(panel: Inventing) -> None:
    """Draw a sun over a hill."""
    drag(panel.draw.sheet, [(8, 54), (24, 40), (40, 54), (56, 44)])
    drag(panel.draw.sheet, [(30, 10), (42, 10), (42, 22), (30, 22), (30, 10)])
    drag(panel.draw.sheet, [(14, 14), (22, 20)])


def only(workspace: Workspace) -> Pictogram:
    """Return the one pictogram of ours."""
    (made,) = workspace.session.catalogue.ours()
    return made


def sketch(path: Path) -> Path:
    """Write the photo of a house drawn with a felt pen, a shadow over half of it."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(228, 224, 214))
    painter = QPainter(image)
    painter.fillRect(0, 0, 260, 480, QColor(190, 186, 178))
    painter.setPen(QPen(QColor(50, 48, 60), 16))
    painter.drawPolyline(
        [QPoint(180, 380), QPoint(180, 220), QPoint(320, 110), QPoint(460, 220), QPoint(460, 380)]
    )
    painter.drawLine(180, 380, 460, 380)
    painter.end()
    assert image.save(str(path))
    return path


def read(panel: Inventing, path: Path, qtbot: QtBot) -> None:
    """Give a file to « Photo » and wait for what comes of it."""
    panel.mode.buttons()[2].click()
    panel.photo.sheet.open(path)
    qtbot.waitUntil(lambda: not panel.photo.sheet.busy, timeout=20_000)


def test_three_strokes_become_a_pictogram_that_is_laid_and_found_again(
    draw: Draw, window: Window, qtbot: QtBot
) -> None:
    workspace = draw()
    panel = opened(workspace, domaine="ressources")
    three_strokes(panel)
    assert len(panel.draw.sheet.strokes) == 3
    panel.name.setFocus()
    panel.name.insert(NAME)  # an apostrophe is no key of the test
    qtbot.mouseClick(panel.go, LEFT)
    made = only(workspace)
    assert (made.name.fr, made.domaine, made.ours) == (NAME, "ressources", True)
    assert not panel.isVisible()
    assert workspace.drawer.key == "ressources"
    assert workspace.session.armed == made
    assert workspace.marge.page == "card"
    qtbot.mouseClick(workspace.canvas, LEFT, pos=QPoint(300, 320))
    workspace.canvas.close_text()
    (mark,) = workspace.session.document.all(Mark)
    assert (mark.picto, mark.domaine) == (made.key, "ressources")

    path = workspace.session.file.path
    window.go_home()
    window.open(path)
    settled(qtbot)
    assert window.workspace is not None
    again = only(window.workspace)
    assert (again.key, again.name.fr, again.glyph) == (made.key, NAME, made.glyph)
    assert window.workspace.session.document.all(Mark)
    assert not personal.kept()


def test_the_right_button_erases_and_the_sheet_has_its_own_undo(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    panel = opened(workspace)
    sheet = panel.draw.sheet
    three_strokes(panel)
    drag(sheet, [(18, 10), (18, 24)], Qt.MouseButton.RightButton)
    assert len(sheet.strokes) == 2
    acts = len(workspace.session.history.acts)
    qtbot.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(sheet.strokes) == 3
    qtbot.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(sheet.strokes) == 2
    qtbot.keyClick(sheet, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(sheet.strokes) == 3
    assert len(workspace.session.history.acts) == acts
    qtbot.mouseClick(panel.draw.clear, LEFT)
    assert sheet.glyph() is None
    qtbot.mouseClick(panel.draw.undo, LEFT)
    assert len(sheet.strokes) == 3


def test_mirror_and_fill_make_a_whole_shape_of_its_half(draw: Draw, qtbot: QtBot) -> None:
    panel = opened(draw())
    qtbot.mouseClick(panel.draw.mirror, LEFT)
    qtbot.mouseClick(panel.draw.fill, LEFT)
    drag(panel.draw.sheet, [(32, 8), (12, 30), (32, 56)])
    (stroke,) = panel.draw.sheet.strokes
    assert stroke.filled
    assert stroke.mirrored
    glyph = panel.draw.sheet.glyph()
    assert glyph is not None
    from app.catalogue.silhouette import inked

    ink = inked(glyph.shapes)
    west, _, east, _ = ink.bounds
    assert west + east == pytest.approx(64, abs=1.0)
    assert ink.area > 1000


def test_two_glyphs_are_put_together_with_the_keys_alone(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    panel = opened(workspace, "Marché du samedi", "dynamique")
    first = QApplication.focusWidget()
    assert first is panel.mode.buttons()[0]
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.keyClick(panel.mode.buttons()[1], Qt.Key.Key_Space)
    chooser, table = panel.assemble.chooser, panel.assemble.sheet
    assert QApplication.focusWidget() is chooser.field
    qtbot.keyClicks(chooser.field, "ecole")
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is table
    assert len(table.state.parts) == 1
    panel.assemble.add.setFocus()
    qtbot.keyClick(panel.assemble.add, Qt.Key.Key_Space)
    qtbot.keyClicks(chooser.field, "arbre")
    qtbot.keyClick(chooser.field, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Return)
    assert table.chosen == 1
    before = table.part
    assert before is not None
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Plus):
        qtbot.keyClick(table, key)
    after = table.part
    assert after is not None
    assert (after.x, after.y) == (before.x - 1, before.y - 1)
    assert after.side > before.side
    qtbot.keyClick(table, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen == 0
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert table.chosen == 1
    panel.name.setFocus()
    qtbot.keyClick(panel.name, Qt.Key.Key_Return)
    assert only(workspace).name.fr == "Marché du samedi"
    assert workspace.canvas.hasFocus()
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Return)
    workspace.canvas.close_text()
    assert [mark.picto for mark in workspace.session.document.all(Mark)] == [only(workspace).key]


def test_parts_are_moved_sized_turned_and_removed_by_hand(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    panel = opened(workspace)
    panel.mode.buttons()[1].click()
    page, table = panel.assemble, panel.assemble.sheet
    glyphs = [one.glyph for one in workspace.session.catalogue.values() if one.glyph is not None]
    table.add(glyphs[0])
    table.add(glyphs[1])
    page.begin()
    QApplication.processEvents()
    one = table.part
    assert one is not None
    drag(table, [(one.x, one.y), (one.x + 6, one.y + 8)])
    moved = table.part
    assert moved is not None
    assert (moved.x - one.x, moved.y - one.y) == (pytest.approx(6, abs=0.5), pytest.approx(8, abs=0.5))
    half = moved.side / 2
    drag(table, [(moved.x + half, moved.y + half), (moved.x + half / 2, moved.y + half / 2)])
    sized = table.part
    assert sized is not None
    assert sized.side == pytest.approx(moved.side / 2, rel=0.1)
    qtbot.mouseClick(page.turn, LEFT)
    qtbot.mouseClick(page.flip, LEFT)
    turned = table.part
    assert turned is not None
    assert (turned.turn, turned.flipped) == (15.0, True)
    page.plate.buttons()[1].click()
    assert table.state.plate == "rond"
    assert table.glyph() is not None
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert len(table.state.parts) == 1
    qtbot.mouseClick(page.undo, LEFT)
    assert len(table.state.parts) == 2


def test_the_photo_of_a_sketch_becomes_ink(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    panel = opened(workspace, "La halle", "enjeux")
    read(panel, sketch(tmp_path / "croquis.png"), qtbot)
    sheet = panel.photo.sheet
    assert sheet.photo
    whole = sheet.glyph()
    assert whole is not None
    qtbot.mouseClick(panel.photo.crop, LEFT)
    assert sheet.cropping
    frame = sheet.frame
    start, end = frame.topLeft() + QPointF(20, 60), frame.center() + QPointF(4, 60)
    QTest.mousePress(sheet, LEFT, Qt.KeyboardModifier.NoModifier, start.toPoint())
    QTest.mouseMove(sheet, end.toPoint())
    QTest.mouseRelease(sheet, LEFT, Qt.KeyboardModifier.NoModifier, end.toPoint())
    assert sheet.crop[2] < 0.6
    qtbot.waitUntil(lambda: not sheet.busy and sheet.glyph() != whole, timeout=20_000)
    half = sheet.glyph()
    panel.photo.slider.setFocus()
    qtbot.keyClick(panel.photo.slider, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: not sheet.busy and sheet.glyph() not in (None, half), timeout=20_000)
    qtbot.mouseClick(panel.go, LEFT)
    assert only(workspace).name.fr == "La halle"


@pytest.mark.parametrize("where", ["dessiner", "photo"])
def test_a_file_is_let_go_on_the_sheet(draw: Draw, qtbot: QtBot, tmp_path: Path, where: str) -> None:
    panel = opened(draw())
    target = panel.draw.sheet if where == "dessiner" else panel.photo.sheet
    if where == "photo":
        panel.mode.buttons()[2].click()
    svg = tmp_path / "maison.svg"
    svg.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path d="M2 18V9L10 2L18 9V18Z"/></svg>',
        "utf-8",
    )
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(svg))])
    none = Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(50, 50), copy, mime, LEFT, none))
    QApplication.sendEvent(target, QDropEvent(QPointF(50, 50), copy, mime, LEFT, none))
    qtbot.waitUntil(lambda: panel.photo.sheet.glyph() is not None, timeout=20_000)
    assert not panel.photo.sheet.photo
    assert not panel.photo.slider.isEnabled()


BROKEN = {
    "photo.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
    "vide.jpg": b"",
    "piege.svg": b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/>&b;</svg>',
    "autre.svg": b"<html></html>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_told_under_the_sheet(
    draw: Draw, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    workspace = draw()
    panel = opened(workspace, "La halle")
    path = tmp_path / name
    path.write_bytes(BROKEN[name])
    read(panel, path, qtbot)
    said = panel.message.sentence
    assert said.endswith(".")
    assert panel.photo.choose.isVisible()
    qtbot.mouseClick(panel.go, LEFT)
    assert not workspace.session.catalogue.ours()
    panel.mode.buttons()[0].click()
    assert panel.message.sentence == ""
    three_strokes(panel)
    qtbot.mouseClick(panel.go, LEFT)
    assert only(workspace).name.fr == "La halle"


def test_reading_can_be_given_up(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    panel = opened(draw())
    panel.mode.buttons()[2].click()
    panel.photo.sheet.open(sketch(tmp_path / "croquis.png"))
    assert panel.photo.stop.isVisible()
    qtbot.mouseClick(panel.photo.stop, LEFT)
    assert not panel.photo.sheet.busy
    assert panel.photo.choose.isVisible()
    qtbot.wait(1500)
    assert panel.photo.sheet.glyph() is None


def test_what_is_missing_is_told_and_nothing_is_lost(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    panel = opened(workspace)
    qtbot.mouseClick(panel.go, LEFT)
    assert panel.message.sentence.startswith("Il n’y a rien de dessiné")
    three_strokes(panel)
    qtbot.mouseClick(panel.go, LEFT)
    assert panel.message.sentence.startswith("Donnez-lui un nom")
    assert QApplication.focusWidget() is panel.name
    assert len(panel.draw.sheet.strokes) == 3


def test_escape_closes_and_keeps_the_draft(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer("enjeux")
    panel = opened(workspace)
    assert panel.chosen_domaine == "enjeux"
    assert not workspace.drawer.isVisible()
    three_strokes(panel)
    qtbot.keyClicks(panel.name, "La halle")
    qtbot.keyClick(panel.name, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert workspace.drawer.key == "enjeux"
    again = opened(workspace)
    assert again is panel
    assert (panel.name.text(), len(panel.draw.sheet.strokes)) == ("La halle", 3)


def test_a_pictogram_is_kept_shared_and_brought(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    panel = opened(workspace, NAME, "acteurs")
    three_strokes(panel)
    assert not panel.keep.isChecked()
    qtbot.mouseClick(panel.keep, LEFT, pos=QPoint(12, panel.keep.height() // 2))
    qtbot.mouseClick(panel.go, LEFT)
    assert settings.load().garder
    made = only(workspace)
    assert [one.name.fr for one in personal.kept().values()] == [NAME]
    target = tmp_path / "nos pictos.zip"
    panel.packs.write(target)
    assert target.is_file()
    assert "1 picto partagé" in workspace.marge.notices.sentence
    assert "n’est plus" in ours.retire(workspace.session, made)
    assert not personal.kept()
    assert not workspace.session.catalogue.ours()
    panel.packs.bring(target)
    qtbot.waitUntil(lambda: bool(workspace.session.catalogue.ours()), timeout=20_000)
    assert only(workspace).name.fr == NAME
    assert "1 picto apporté" in workspace.marge.notices.sentence
    panel.packs.bring(tmp_path / "rien.zip")
    qtbot.waitUntil(lambda: "rien.zip" in workspace.marge.notices.sentence, timeout=20_000)


def test_one_that_is_kept_is_there_in_another_poster_and_travels_with_it(
    draw: Draw, window: Window, qtbot: QtBot
) -> None:
    panel = opened(draw(), NAME, "enjeux")
    three_strokes(panel)
    panel.keep.setChecked(True)
    panel.add()
    window.go_home()
    other_poster = draw()
    made = only(other_poster)
    assert made.name.fr == NAME
    other_poster.session.arm(made)
    qtbot.keyClick(other_poster.canvas, Qt.Key.Key_Return)
    other_poster.canvas.close_text()
    path = other_poster.session.file.path
    window.go_home()
    personal.forget(made.key)
    window.open(path)
    settled(qtbot)
    assert window.workspace is not None
    assert only(window.workspace).glyph == made.glyph


def test_a_pictogram_on_the_poster_stays_until_its_marks_are_gone(
    draw: Draw, window: Window, qtbot: QtBot
) -> None:
    workspace = draw()
    panel = opened(workspace, "La halle")
    three_strokes(panel)
    panel.add()
    made = only(workspace)
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Return)
    workspace.canvas.close_text()
    assert "encore sur le poster" in ours.retire(workspace.session, made)
    assert only(workspace) == made
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Delete)
    ours.retire(workspace.session, made)
    assert not workspace.session.catalogue.ours()
    workspace.session.undo()
    (mark,) = workspace.session.document.all(Mark)
    assert workspace.session.scene.ink(mark.uid) is not None
    path = workspace.session.file.path
    window.go_home()
    window.open(path)
    settled(qtbot)
    assert window.workspace is not None
    assert only(window.workspace).name.fr == "La halle"


def test_a_change_follows_on_the_poster_and_can_be_undone(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    panel = opened(workspace, "La halle")
    three_strokes(panel)
    panel.add()
    before = only(workspace)
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Return)
    workspace.canvas.close_text()
    workspace.beside.open_inventing(pictogram=before)
    QApplication.processEvents()
    assert len(panel.draw.sheet.strokes) == 3
    drag(panel.draw.sheet, [(48, 12), (56, 24)])
    panel.name.setText("La halle couverte")
    panel.add()
    after = only(workspace)
    assert after.name.fr == "La halle couverte"
    assert [mark.picto for mark in workspace.session.document.all(Mark)] == [after.key]
    workspace.session.undo()
    assert [mark.picto for mark in workspace.session.document.all(Mark)] == [before.key]


def test_one_that_came_with_the_file_is_changed_as_a_part(draw: Draw, window: Window, qtbot: QtBot) -> None:
    workspace = draw()
    panel = opened(workspace, "La halle")
    three_strokes(panel)
    panel.add()
    path = workspace.session.file.path
    window.go_home()
    window.open(path)
    settled(qtbot)
    assert window.workspace is not None
    made = only(window.workspace)
    window.workspace.beside.open_inventing(pictogram=made)
    again = window.workspace.beside.inventing
    assert again is not None
    assert again.page is again.assemble
    assert len(again.assemble.sheet.state.parts) == 1
    assert again.name.text() == "La halle"


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
@pytest.mark.parametrize("mode", [0, 1, 2])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_panel_fits_without_cut_words_or_small_targets(
    window: Window, draw: Draw, qtbot: QtBot, size: tuple[int, int], mode: int, language: str
) -> None:
    window.speak(language)
    workspace = draw(size)
    panel = opened(workspace)
    panel.mode.buttons()[mode].click()
    settled(qtbot)
    assert panel.width() == look.metrics.u(300)
    assert panel.view.verticalScrollBar().maximum() == 0
    for button in shown(panel, IconButton):
        assert button.needed_width() <= button.width(), button.text()
        assert min(button.width(), button.height()) >= look.metrics.target
        assert button.accessibleName()
    for button in shown(panel, QPushButton):
        assert button.sizeHint().width() <= button.width() + 2, button.text()
        assert button.accessibleName(), button.text()
        assert button.height() >= look.metrics.target
    assert panel.keep.sizeHint().width() <= panel.keep.width()
    for button in shown(workspace.tools, IconButton):
        assert button.needed_width() <= button.width(), button.text()
    assert panel.page.sheet.height() >= look.metrics.u(208) or mode == 1


def shown(owner: QWidget, kind: type) -> list:  # type: ignore[type-arg]
    """Return the controls of a kind that are in sight."""
    return [one for one in owner.findChildren(kind) if one.isVisible()]
