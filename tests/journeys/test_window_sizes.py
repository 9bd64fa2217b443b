"""The size of the interface and workshop mode, live: the same poster, the same place, another look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QSlider, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app import settings
from app.poster.records import PostIt
from app.ui.actions import registry
from app.ui.rail import RailButton
from app.ui.style import ATELIER, CLAIR, look
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled
from tests.journeys.test_window_hand import lay

#: Every test leaves the usual look to the next.
pytestmark = pytest.mark.usefixtures("usual_look")
FULL = Qt.WindowState.WindowFullScreen


def taken(window: Window, qtbot: QtBot, size: float) -> Workspace:
    """Take an interface size; return the workspace that is there then."""
    window.sizing.take(size)
    settled(qtbot)
    assert window.workspace is not None
    assert look.metrics.scale == pytest.approx(size)
    return window.workspace


def menu_rows(workspace: Workspace) -> dict[str, QAction]:
    """Return the rows of ☰ by the id of what they do."""
    return {each.data(): each for each in workspace.top.menu.actions() if each.data()}


def test_another_size_keeps_everybody_where_they_were(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw((1920, 1080))
    made = lay(workspace)
    session = workspace.session
    workspace.open_drawer("dynamique")
    session.select([made.uid])
    workspace.canvas.zoom_at(2.0, QPointF(300, 300))
    workspace.quick.field.setText("une idée")
    settled(qtbot)
    seen, acts = workspace.canvas.view.scale, session.history.cursor
    place = workspace.canvas.view.to_page(200, 200)
    fresh = taken(window, qtbot, 1.5)
    assert fresh is not workspace
    assert fresh.session is session
    assert session.parent() is fresh
    assert session.selection == {made.uid}
    assert fresh.marge.page == "settings"
    assert fresh.drawer.key == "dynamique"
    assert fresh.canvas.view.scale == seen
    assert fresh.canvas.view.to_page(200, 200) == pytest.approx(place)
    assert fresh.quick.field.text() == "une idée"
    assert fresh.top.height() == round(52 * 1.5)
    assert session.history.cursor == acts
    session.undo()
    settled(qtbot)
    assert not session.selection
    assert fresh.marge.page == "tray"


def test_the_start_page_never_shows_in_between(window: Window, draw: Draw, qtbot: QtBot) -> None:
    draw()
    shown: list[QWidget] = []
    pages = window._pages
    pages.currentChanged.connect(lambda _: shown.append(pages.currentWidget()))
    fresh = taken(window, qtbot, 1.2)
    assert shown
    assert all(isinstance(one, Workspace) for one in shown)
    assert pages.currentWidget() is fresh
    assert window.updatesEnabled()


def test_what_listened_before_hears_nothing_any_more(window: Window, draw: Draw, qtbot: QtBot) -> None:
    old = draw()
    fresh = taken(window, qtbot, 1.3)
    qtbot.waitUntil(lambda: not isValid(old))
    session = fresh.session
    made = lay(fresh)
    session.select([made.uid])
    session.use("postit")
    session.show_reading("passe")
    session.show_reading("")
    session.undo()
    session.said.emit("Une phrase.")
    settled(qtbot)
    assert fresh.marge.notices.sentence == "Une phrase."


def test_words_that_are_being_typed_are_kept(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.session.use("postit")
    QTest.mouseClick(workspace.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    field = workspace.canvas.writing.field
    assert field is not None
    field.insertPlainText("La gare")
    fresh = taken(window, qtbot, 1.5)
    notes = list(fresh.session.document.all(PostIt))
    assert [note.texte for note in notes] == ["La gare"]
    assert not fresh.session.document.busy


def test_the_tool_and_the_panel_stay(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.session.use("crayon")
    workspace.beside.toggle("reglages")
    slider = workspace.marge.reglages.slider
    slider.setFocus()
    slider.setValue(120)
    settled(qtbot)
    assert window.workspace is not None
    fresh = window.workspace
    assert fresh is not workspace
    assert look.metrics.scale == pytest.approx(1.2)
    assert fresh.session.tool == "crayon"
    assert fresh.tools.tools["crayon"].isChecked()
    assert fresh.marge.panel == "reglages"
    assert fresh.marge.reglages.slider.value() == 120
    assert QApplication.focusWidget() is fresh.marge.reglages.slider
    assert settings.load().taille == pytest.approx(1.2)


def test_a_slider_that_is_held_does_not_grow_under_the_hand(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.beside.toggle("reglages")
    slider = workspace.marge.reglages.slider
    slider.setSliderDown(True)
    slider.setSliderPosition(170)
    settled(qtbot)
    assert window.workspace is workspace
    assert any(label.text() == "170\u202f%" for label in workspace.marge.reglages.findChildren(QLabel))
    slider.setSliderDown(False)
    settled(qtbot)
    assert look.metrics.scale == pytest.approx(1.7)


def wheel(window: Window, turn: QPoint) -> None:
    """Turn the wheel with Ctrl and Alt over the window, as the system tells it."""
    handle = window.windowHandle()
    at = QPointF(40, 300)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    told = (QPoint(), turn, Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(handle, QWheelEvent(at, QPointF(handle.mapToGlobal(at.toPoint())), *told))


def test_ctrl_alt_wheel_sizes_the_interface_and_not_the_sheet(
    window: Window, draw: Draw, qtbot: QtBot
) -> None:
    draw()
    wheel(window, QPoint(0, 120))
    settled(qtbot)
    assert look.metrics.scale == pytest.approx(1.1)
    wheel(window, QPoint(60, 0))
    wheel(window, QPoint(60, 0))
    settled(qtbot)
    assert look.metrics.scale == pytest.approx(1.2)
    wheel(window, QPoint(0, -1200))
    settled(qtbot)
    assert look.metrics.scale == pytest.approx(1.0)


def test_keys_without_a_digit_size_the_interface(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    window.activateWindow()
    QTest.keyClick(workspace.canvas, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    settled(qtbot)
    assert look.metrics.scale == pytest.approx(1.1)
    assert window.workspace is not None
    QTest.keyClick(window.workspace.canvas, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    settled(qtbot)
    assert look.metrics.scale == pytest.approx(1.0)


def test_the_start_page_follows_and_forgets_nothing(window: Window, qtbot: QtBot) -> None:
    from app.basemap.france.search import search

    assert window.start is not None
    window.start.picker.take(search("Ambert Livradois Forez")[0])
    window.start.picker.field.setText("thi")
    window.start.sheet.setCurrentIndex(1)
    window.sizing.take(1.5)
    settled(qtbot)
    fresh = window.start
    assert [one.nom for one in fresh.picker.chips] == ["CC Ambert Livradois Forez"] or fresh.picker.chips
    assert fresh.picker.field.text() == "thi"
    assert fresh.sheet.currentIndex() == 1
    assert fresh.picker.field.font().pixelSize() == round(21 * 1.5) or fresh.picker.field.height() > 60


def reachable(button: QWidget, owner: QWidget) -> bool:
    """Return whether a button is in sight, or comes into sight when its region scrolls to it."""
    scroll = button.parentWidget()
    while scroll is not None and not isinstance(scroll, QScrollArea):
        scroll = scroll.parentWidget()
    if isinstance(scroll, QScrollArea):
        scroll.ensureWidgetVisible(button, 0, 0)
    middle = button.mapTo(owner, button.rect().center())
    return owner.rect().contains(middle) and not button.visibleRegion().isEmpty()


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768)])
def test_at_200_percent_everything_can_still_be_reached(
    window: Window, draw: Draw, qtbot: QtBot, size: tuple[int, int]
) -> None:
    draw(size)
    workspace = taken(window, qtbot, 2.0)
    assert window.size().toTuple() == size
    assert not workspace.drawer.isVisible()
    buttons = [*workspace.rail.findChildren(RailButton), *workspace.tools.tools.values()]
    buttons += [workspace.tools.undo, workspace.tools.minus, workspace.tools.plus, workspace.tools.whole]
    for button in buttons:
        assert reachable(button, workspace), button.accessibleName()
    assert workspace.canvas.width() > 200
    assert workspace.canvas.height() > 200
    # What the top bar has no room for is in its menu.
    assert {"exporter", "amof", "lectures", "reglages", "mode_atelier"} <= menu_ids(workspace)
    workspace.open_drawer("dynamique")
    settled(qtbot)
    assert workspace.drawer.tiles
    assert workspace.rect().contains(workspace.tools.geometry())


def menu_ids(workspace: Workspace) -> set[str]:
    """Return the ids of every row of ☰, those of the menus inside it included."""
    found: set[str] = set()
    menus = [workspace.top.menu]
    while menus:
        for each in menus.pop().actions():
            if each.menu() is not None:
                menus.append(each.menu())
            elif each.data():
                found.add(each.data())
    return found


# -- workshop mode


def test_workshop_mode_is_remembered_and_takes_the_whole_screen(
    window: Window, draw: Draw, qtbot: QtBot
) -> None:
    workspace = draw()
    registry.IN_WINDOW["mode_atelier"].run(workspace)
    settled(qtbot)
    assert window.windowState() & FULL
    assert look.tokens is ATELIER
    assert look.tokens.second == look.tokens.text
    assert settings.load().atelier
    assert window.workspace is not None
    fresh = window.workspace
    assert fresh is not workspace
    assert fresh.canvas.large
    assert registry.IN_WINDOW["mode_atelier"].on is not None
    assert registry.IN_WINDOW["mode_atelier"].on(fresh)
    registry.IN_WINDOW["mode_atelier"].run(fresh)
    settled(qtbot)
    assert not window.windowState() & FULL
    assert look.tokens is CLAIR
    assert not settings.load().atelier


def test_a_small_workshop_is_denser_and_a_large_one_larger(window: Window, draw: Draw, qtbot: QtBot) -> None:
    window.sizing.hold_workshop(True)
    window.setWindowState(Qt.WindowState.WindowNoState)
    workspace = draw((1024, 768))
    top, rail, tools = workspace.top, workspace.rail, workspace.tools
    assert (top.height(), rail.width(), tools.height()) == (60, 96, 72)
    assert (look.metrics.rail_button, look.metrics.drawer, look.metrics.strip) == (90, 200, 104)
    assert (look.metrics.caption, look.metrics.body, look.metrics.strong) == (15, 16, 17)
    assert workspace.top.export.isHidden()
    assert "exporter" in menu_ids(workspace)
    window.resize(1920, 1080)
    settled(qtbot)
    assert window.workspace is not None
    assert window.workspace is not workspace
    assert window.workspace.top.height() == 73
    assert window.workspace.top.export.isVisible()
    assert window.size().toTuple() == (1920, 1080)


def test_force_gives_its_room_in_workshop_mode(window: Window, draw: Draw, qtbot: QtBot) -> None:
    window.sizing.hold_workshop(True)
    window.setWindowState(Qt.WindowState.WindowNoState)
    workspace = draw((1366, 768))
    workspace.session.select([lay(workspace).uid])
    settled(qtbot)

    def named(word: str) -> list[QLabel]:
        return [one for one in workspace.marge.settings.findChildren(QLabel) if one.text() == word]

    assert named("Tendance")[0].isVisible()
    assert named("Rupture")
    assert not named("Force")[0].isVisible()


def test_letters_write_in_workshop_mode_except_that_of_the_post_it(
    window: Window, draw: Draw, qtbot: QtBot
) -> None:
    window.sizing.hold_workshop(True)
    window.setWindowState(Qt.WindowState.WindowNoState)
    workspace = draw((1024, 768))
    canvas, session = workspace.canvas, workspace.session
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_P)
    assert session.tool == "choisir"
    session.select([lay(workspace).uid])
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_G)
    assert canvas.writing.field is not None
    assert canvas.writing.field.toPlainText().lower() == "g"
    canvas.close_text()
    session.select(())
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_N)
    assert session.tool == "postit"


def test_settings_of_the_hand_are_kept(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.beside.toggle("reglages")
    panel = workspace.marge.reglages
    assert panel.isVisible()
    panel.checks["molette_zoome"].click()
    panel.checks["lettres"].click()
    panel.checks["stylet_seul"].click()
    panel.lengths["distance_m"].setValue(9.5)
    panel.lengths["image_m"].setValue(2.2)
    kept = settings.load()
    assert (kept.molette_zoome, kept.lettres, kept.stylet_seul) == (True, False, True)
    assert (kept.distance_m, kept.image_m) == (9.5, 2.2)
    assert not workspace.session.letters
    assert workspace.canvas.wheel_zooms
    assert workspace.canvas.fingers_pan


def test_every_control_of_the_settings_can_be_walked_to(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.beside.toggle("reglages")
    settled(qtbot)
    panel = workspace.marge.reglages
    wanted = [panel.slider, panel.workshop, *panel.checks.values(), *panel.lengths.values()]
    walked: list[QWidget | None] = []
    panel.slider.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in wanted:
        walked.append(QApplication.focusWidget())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert walked == wanted
    assert isinstance(panel.slider, QSlider)
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in wanted)


def test_a_draft_of_ours_goes_on(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw((1920, 1080))
    workspace.beside.open_inventing("Le car")
    assert workspace.beside.inventing is not None
    sheet = workspace.beside.inventing.draw.sheet
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    QTest.mouseMove(sheet, QPoint(120, 140))
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(120, 140))
    strokes = sheet.strokes
    assert strokes
    fresh = taken(window, qtbot, 1.2)
    assert fresh.beside.inventing is not None
    assert fresh.beside.inventing.isVisible()
    assert fresh.beside.inventing.name.text() == "Le car"
    assert fresh.beside.inventing.draw.sheet.strokes == strokes
    assert not fresh.drawer.isVisible()


def test_files_being_written_make_a_size_wait(
    window: Window, draw: Draw, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = draw()
    monkeypatch.setattr(type(workspace.exporting), "busy", property(lambda _: True))
    window.sizing.take(1.4)
    settled(qtbot)
    assert window.workspace is workspace
    monkeypatch.undo()
    qtbot.waitUntil(lambda: window.workspace is not workspace, timeout=3000)
    assert look.metrics.scale == pytest.approx(1.4)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_at_200_percent_the_start_page_and_the_dialog_scroll(
    window: Window, draw: Draw, qtbot: QtBot
) -> None:
    window.resize(1024, 768)
    window.sizing.take(2.0)
    settled(qtbot)
    assert window.start is not None
    assert reachable(window.start.picker.field, window)
    assert reachable(window.start.draw, window)
    workspace = draw((1024, 768))
    workspace.exporting.open()
    dialog = workspace.exporting.dialog
    assert dialog is not None
    settled(qtbot)
    assert dialog.width() <= 1024
    assert dialog.height() <= 768
    assert reachable(dialog.go, dialog)
    dialog.reject()
    workspace.open_drawer("planche")
    settled(qtbot)
    assert workspace.canvas.width() > 60


@pytest.mark.parametrize("size", [1.0, 1.25, 1.5, 1.75])
def test_the_name_of_the_poster_is_whole_where_there_is_room(
    window: Window, draw: Draw, qtbot: QtBot, size: float
) -> None:
    draw((1920, 1080))
    identity = taken(window, qtbot, size).top.identity
    assert identity.shown(identity.width() - look.metrics.s4) == "Ambert Livradois Forez"
