"""What is in hand: the palette, the settings of what is selected, undo and redo, « Enregistré »."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDoubleSpinBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.poster.geometry import Point
from app.poster.records import Mark, PostIt, new_uid
from app.storage.file import PosterFile
from app.ui.controls import IconButton
from app.ui.marge.settings import Settings
from app.ui.segments import Segments
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, focused, named, settled


def lay(workspace: Workspace, picto: str = "ecole", **fields: object) -> Mark:
    """Write a mark in the middle of the map."""
    document = workspace.session.document
    poster = document.poster
    mark = Mark(
        uid=new_uid(),
        picto=picto,
        domaine=workspace.session.catalogue[picto].domaine,
        geometry=Point(poster.centre_x, poster.centre_y),
    )
    with document.transaction("Poser") as act:
        return act.put(replace(mark, **fields))  # type: ignore[arg-type]


def only(workspace: Workspace) -> Mark:
    """Return the one mark of the poster."""
    (mark,) = workspace.session.document.all(Mark)
    return mark


def segment(settings: Settings, name: str, rank: int) -> QPushButton:
    """Return one button of the segments of a name."""
    QApplication.processEvents()
    for segments in settings.findChildren(Segments):
        button = segments.buttons()[rank]
        if button.accessibleName().startswith(name) and isinstance(button, QPushButton):
            return button
    raise AssertionError(f"no segments {name!r}")


def test_a_tile_arms_its_pictogram_and_a_click_lays_it(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    qtbot.mouseClick(workspace.rail.buttons["organisation"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(workspace.rail.buttons["organisation"], Qt.MouseButton.LeftButton)
    tile = next(one for one in workspace.drawer.tiles if one.pictogram.key == "ecole")
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert tile.isChecked()
    assert workspace.marge.page == "card"
    assert "Cliquez sur la carte." in texts(workspace.marge.card)
    qtbot.mouseClick(workspace.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 320))
    workspace.canvas.close_text()
    assert only(workspace).picto == "ecole"
    assert workspace.session.selection == {only(workspace).uid}
    assert workspace.marge.page == "settings"
    assert not tile.isChecked()


@pytest.mark.qt_log_ignore("does not support grabbing the mouse")
def test_a_drag_from_the_palette_lays_it_where_it_is_let_go(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    tile = next(one for one in workspace.drawer.tiles if one.pictogram.key == "sante")
    qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(tile, QPoint(40, 20))
    assert workspace.session.armed is tile.pictogram
    target = QPoint(320, 300)
    qtbot.mouseMove(workspace.canvas, target)
    qtbot.mouseRelease(workspace.canvas, Qt.MouseButton.LeftButton, pos=target)
    workspace.canvas.close_text()
    assert only(workspace).picto == "sante"


def test_enter_on_a_tile_lays_it_in_the_middle_of_the_view(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    tile = workspace.drawer.tiles[1]
    tile.setFocus()
    qtbot.keyClick(tile, Qt.Key.Key_Right)
    following = workspace.drawer.tiles[2]
    assert QApplication.focusWidget() is following
    qtbot.keyClick(following, Qt.Key.Key_Return)
    workspace.canvas.close_text()
    assert only(workspace).picto == following.pictogram.key


def test_the_search_says_why_and_arms(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    qtbot.mouseClick(workspace.rail.buttons["chercher"], Qt.MouseButton.LeftButton)
    search = workspace.drawer.search
    assert QApplication.focusWidget() is search.field
    qtbot.keyClicks(search.field, "college")
    first = search.rows.rows[0]
    assert first.value.key == "ecole"
    assert first.detail
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert workspace.session.armed is first.value
    search.field.setText("xyzzy")
    assert "Aucun picto" in search.none.text()


def test_settings_are_one_act_each_and_a_second_click_empties(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace)
    workspace.session.select([mark.uid])
    settings = workspace.marge.settings
    before = len(workspace.session.history.acts)
    qtbot.mouseClick(segment(settings, "Temps", 2), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(segment(settings, "Pour nous, ça", 1), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(segment(settings, "Force", 2), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(segment(settings, "Tendance", 0), Qt.MouseButton.LeftButton)
    now = only(workspace)
    assert (now.temps, now.valence, now.intensite, now.tendance) == ("futur", "moins", 3, "hausse")
    assert len(workspace.session.history.acts) == before + 4
    button = segment(settings, "Temps", 2)
    assert button.isChecked()
    assert button.accessibleName() == "Temps, Futur, 3 sur 3"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert only(workspace).temps == ""
    workspace.session.undo()
    assert only(workspace).temps == "futur"
    assert segment(settings, "Temps", 2).isChecked()


def test_words_show_at_each_letter_and_are_one_act(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace)
    workspace.session.select([mark.uid])
    field = workspace.marge.settings.lines[0]
    assert field.placeholderText() == "École, collège, lycée"
    before = len(workspace.session.history.acts)
    field.setFocus()
    qtbot.keyClicks(field, "Le col")
    assert only(workspace).texte == "Le col"
    qtbot.keyClicks(field, "lege")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert only(workspace).texte == "Le college"
    assert len(workspace.session.history.acts) == before + 1
    workspace.session.undo()
    assert only(workspace).texte == ""
    assert field.text() == ""


def test_words_being_typed_are_kept_when_something_else_is_taken_in_hand(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace)
    workspace.session.select([mark.uid])
    qtbot.keyClicks(workspace.marge.settings.lines[0], "Le college")
    assert workspace.session.document.busy
    qtbot.mouseClick(workspace.tools.tools["postit"], Qt.MouseButton.LeftButton)
    assert not workspace.session.document.busy
    assert only(workspace).texte == "Le college"


def test_several_things_have_their_common_fields(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    one, two = lay(workspace, temps="passe", texte="Un"), lay(workspace, "sante", temps="futur", texte="Deux")
    workspace.session.select([one.uid, two.uid])
    settings = workspace.marge.settings
    assert "2 pictos" in texts(settings)
    assert "Temps —" in texts(settings)
    assert settings.lines[0].placeholderText() == "—"
    before = len(workspace.session.history.acts)
    qtbot.mouseClick(segment(settings, "Temps", 1), Qt.MouseButton.LeftButton)
    assert {mark.temps for mark in workspace.session.document.all(Mark)} == {"present"}
    assert len(workspace.session.history.acts) == before + 1


def test_the_footer_strikes_copies_and_deletes_and_deleting_can_be_undone(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace)
    workspace.session.select([mark.uid])

    def footer(name: str) -> IconButton:
        button = named(workspace.marge.settings, IconButton, name)
        assert isinstance(button, IconButton)
        return button

    qtbot.mouseClick(footer("Barrer"), Qt.MouseButton.LeftButton)
    assert only(workspace).barre
    qtbot.mouseClick(footer("Dupliquer"), Qt.MouseButton.LeftButton)
    assert len(list(workspace.session.document.all(Mark))) == 2
    assert mark.uid not in workspace.session.selection
    qtbot.mouseClick(footer("Supprimer"), Qt.MouseButton.LeftButton)
    assert only(workspace).uid == mark.uid
    notices = workspace.marge.notices
    assert notices.sentence == "1 élément supprimé"
    undo = next(one for one in notices.findChildren(QPushButton) if one.text() == "Annuler")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert len(list(workspace.session.document.all(Mark))) == 2
    assert notices.sentence == ""


def test_a_locked_thing_offers_only_to_be_unlocked(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace, verrouille=True)
    workspace.session.select([mark.uid])
    settings = workspace.marge.settings
    assert not settings.findChildren(Segments)
    free = next(one for one in settings.findChildren(QPushButton) if "Déverrouiller" in one.text())
    qtbot.mouseClick(free, Qt.MouseButton.LeftButton)
    assert not only(workspace).verrouille
    assert settings.findChildren(Segments)


def test_undo_and_redo_say_what_they_do(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    assert not workspace.tools.undo.isEnabled()
    mark = lay(workspace)
    workspace.session.select([mark.uid])
    qtbot.mouseClick(segment(workspace.marge.settings, "Temps", 0), Qt.MouseButton.LeftButton)
    assert workspace.tools.undo.toolTip() == "Annuler\u00a0: Changer le temps (Ctrl\u00a0+\u00a0Z)"
    workspace.canvas.setFocus()
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert only(workspace).temps == ""
    assert (
        workspace.tools.redo.toolTip()
        == "Rétablir\u00a0: Changer le temps (Ctrl\u00a0+\u00a0Maj\u00a0+\u00a0Z)"
    )
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert only(workspace).temps == "passe"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(workspace.tools.undo, Qt.MouseButton.LeftButton)
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Z, both)
    assert only(workspace).temps == "passe"


def test_saved_is_said_when_the_disk_has_answered(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    path = workspace.session.file.path
    with qtbot.waitSignal(workspace.session.saved, check_params_cb=lambda state: state.kind == "enregistre"):
        lay(workspace, texte="Le collège")
    assert workspace.top.identity.state == "Enregistré"
    window.go_home()
    again = PosterFile.open(path)
    assert [mark.texte for mark in again.document.all(Mark)] == ["Le collège"]
    again.close()


def test_a_note_is_written_at_once_and_placed_later(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.canvas.setFocus()
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    field = workspace.quick.field
    assert QApplication.focusWidget() is field
    qtbot.keyClick(field, Qt.Key.Key_Shift)  # a key that no field wants leaves the focus where it is
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "Deux familles partent en 2027")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "en attente")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert field.text() == "en attente"
    (note,) = workspace.session.document.all(PostIt)
    assert note.x is None
    (waiting,) = workspace.marge.tray.notes
    assert waiting.text() == "Deux familles partent en 2027"
    settled(qtbot)
    qtbot.mousePress(waiting, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(waiting, QPoint(60, 20))
    place = waiting.mapFromGlobal(workspace.canvas.mapToGlobal(QPoint(400, 200)))
    qtbot.mouseRelease(waiting, Qt.MouseButton.LeftButton, pos=place)
    (note,) = workspace.session.document.all(PostIt)
    assert note.x is not None
    assert workspace.session.selection == {note.uid}
    assert not workspace.marge.tray.notes


def test_escape_steps_back_one_thing_at_a_time(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace)
    workspace.marge.open_panel("amof")
    workspace.session.select([mark.uid])
    workspace.session.use("postit")
    workspace.canvas.setFocus()
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Escape)
    assert (workspace.session.tool, workspace.session.selection) == ("choisir", {mark.uid})
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Escape)
    assert (workspace.session.selection, workspace.marge.panel) == (frozenset(), "amof")
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Escape)
    assert workspace.marge.panel == ""


def test_letters_act_only_while_the_canvas_has_the_focus(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.canvas.setFocus()
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_N)
    assert workspace.session.tool == "postit"
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_V)
    workspace.open_drawer("chercher")
    qtbot.keyClicks(workspace.drawer.search.field, "net")
    assert workspace.session.tool == "choisir"


def texts(owner: QWidget) -> list[str]:
    """Return the words of the labels in sight."""
    QApplication.processEvents()
    return [one.text() for one in owner.findChildren(QLabel) if one.isVisibleTo(owner)]


def test_fields_of_the_second_level_write_too(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.marge.settings.keep_open(opened=True)
    mark = lay(workspace, "aire_attraction")
    workspace.session.select([mark.uid])
    settings = workspace.marge.settings
    name = named(settings, QLineEdit, "Nom sur la carte")
    assert isinstance(name, QLineEdit)
    qtbot.keyClicks(name, "Clermont")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert only(workspace).etiquette == "Clermont"
    radius = named(settings, QDoubleSpinBox, "Rayons des auréoles, 1 sur 2")
    assert isinstance(radius, QDoubleSpinBox)
    radius.setValue(30)
    assert only(workspace).parametres["rayons"] == (30, 40)
    size = named(settings, QDoubleSpinBox, "Taille")
    assert isinstance(size, QDoubleSpinBox)
    words = size.lineEdit()
    assert words.text() == "automatique"
    assert words.width() > words.fontMetrics().horizontalAdvance(words.text())
    size.setValue(18)
    assert only(workspace).taille_mm == 18
    size.setValue(0)
    assert only(workspace).taille_mm is None
    lock = next(one for one in settings.findChildren(QCheckBox) if one.text() == "Verrouiller")
    lock.click()
    assert only(workspace).verrouille


def test_a_colour_is_one_of_the_domaines(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.marge.settings.keep_open(opened=True)
    workspace.session.select([lay(workspace).uid])
    qtbot.mouseClick(segment(workspace.marge.settings, "Couleur", 1), Qt.MouseButton.LeftButton)
    assert only(workspace).couleur == "#B3122B"


def test_undo_from_the_words_of_what_was_just_laid_gives_the_keys_to_the_sheet(
    bench: Workspace, qtbot: QtBot
) -> None:
    bench.canvas.place_in_view(bench.session.drawn["ecole"])
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))

    bench.undo()

    assert not bench.session.selection
    assert QApplication.focusWidget() is bench.canvas


def test_a_click_on_a_setting_leaves_the_keys_to_the_sheet(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace)
    workspace.session.select({mark.uid})
    workspace.canvas.setFocus()
    QTest.mouseClick(segment(workspace.marge.settings, "Temps", 0), Qt.MouseButton.LeftButton)
    assert only(workspace).temps == "passe"

    QTest.keyClick(focused(), Qt.Key.Key_Right)  # one more mm, not « présent »
    workspace.session.settle()
    assert only(workspace).temps == "passe"
    assert only(workspace).geometry != mark.geometry
    QTest.keyClick(focused(), Qt.Key.Key_N)
    assert workspace.session.tool == "postit"
