"""A poster from the start page to the files, without a single event of a pointer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QMenuBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.poster.geometry import Areas, Lines
from app.poster.grids import AMOF
from app.poster.records import Item, LigneGrille, Mark, PostIt
from app.ui.drawer import Drawer
from app.ui.marge.marge import Marge
from app.ui.tile import Picto
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import focused, press, settled
from tests.journeys.test_window_accessible import name

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


def write(words: str) -> None:
    for sign in words:
        QTest.keyClick(focused(), sign)
    QApplication.processEvents()


def until(reached: Callable[[QWidget], bool], key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> QWidget:
    """Press a key until the focus is where it is wanted; there is an end to it."""
    for _ in range(80):
        if reached(focused()):
            return focused()
        press(key, held)
    raise AssertionError(f"{key} does not get there; the focus is on {name(focused())!r}")


def inside(region: type[QWidget]) -> Callable[[QWidget], bool]:
    """Return what tells whether a control lies in a region."""

    def told(one: QWidget | None) -> bool:
        while one is not None:
            if isinstance(one, region):
                return True
            one = one.parentWidget()
        return False

    return told


def items(workspace: Workspace) -> list[Item]:
    return workspace.session.document.items()


def chosen(workspace: Workspace) -> Item:
    (uid,) = workspace.session.selection
    found = workspace.session.document.get(uid)
    assert isinstance(found, Item)
    return found


def mark(workspace: Workspace) -> Mark:
    found = chosen(workspace)
    assert isinstance(found, Mark)
    return found


def at_canvas(workspace: Workspace) -> bool:
    return focused() is workspace.canvas


@pytest.fixture
def no_pointer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any press of a button of a mouse that the journey makes fail."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a pointer was used")

    for what in ("mouseClick", "mousePress", "mouseRelease", "mouseMove", "mouseDClick"):
        monkeypatch.setattr(QTest, what, refused)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.usefixtures("no_pointer")
def test_a_poster_is_made_with_the_keys_alone(window: Window, qtbot: QtBot) -> None:
    # A territory.
    page = window.start
    assert page is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.picker.field)
    write("amb")
    press(Key.Key_Return)
    press(Key.Key_Return)
    workspace = window.workspace
    assert workspace is not None
    session = workspace.session
    settled(qtbot)
    assert at_canvas(workspace)

    # The drawer, and a picto out of it: Enter lays it, words may come at once.
    until(inside(Drawer), Key.Key_F6, SHIFT)
    tile = until(lambda one: isinstance(one, Picto) and one.pictogram.key == "ecole", Key.Key_Right)
    assert "École" in name(tile)
    press(Key.Key_Return)
    settled(qtbot)
    assert mark(workspace).picto == "ecole"
    write("Le college")
    press(Key.Key_Return)
    assert mark(workspace).texte == "Le college"
    assert at_canvas(workspace)
    school = mark(workspace).uid

    # Moved by the arrows: 10 mm, 1 mm.
    box = workspace.canvas.desk.extent(school)
    press(Key.Key_Left, SHIFT, times=3)
    press(Key.Key_Up)
    moved = workspace.canvas.desk.extent(school)
    assert box is not None
    assert moved is not None
    assert moved[0] - box[0] == pytest.approx(-30, abs=0.1)
    assert moved[1] - box[1] == pytest.approx(-1, abs=0.1)

    # A post-it, then its leader to the school.
    press(Key.Key_Escape)
    press(Key.Key_N)
    press(Key.Key_Return)
    write("Elle va fermer")
    press(Key.Key_Escape)
    note = chosen(workspace)
    assert isinstance(note, PostIt)
    assert note.texte == "Elle va fermer"
    press(Key.Key_L)
    assert workspace.canvas.desk.feedback.aimed == school
    assert "Le college" in workspace.announcer.sentence
    press(Key.Key_Return)
    note = chosen(workspace)
    assert isinstance(note, PostIt)
    assert note.cible == school

    # Another picto, found by a word; Enter takes it, the sheet lays it.
    press(Key.Key_F, CTRL)
    write("gare")
    press(Key.Key_Return)
    assert session.armed is not None
    until(lambda one: one is workspace.canvas, Key.Key_F6)
    press(Key.Key_Return)
    settled(qtbot)
    press(Key.Key_Escape)
    station = mark(workspace).uid
    assert station != school

    # An arrow from it to the school; Escape gives one up without a trace.
    acts = session.history.cursor
    press(Key.Key_A, SHIFT)
    assert workspace.canvas.desk.hand.busy
    press(Key.Key_Escape)
    assert session.history.cursor == acts
    assert session.selection == {station}
    press(Key.Key_A, SHIFT)
    for _ in items(workspace):
        if workspace.canvas.desk.feedback.aimed == school:
            break
        press(Key.Key_Tab)
    press(Key.Key_Return)
    arrow = mark(workspace)
    assert arrow.picto == "fleche"
    assert isinstance(arrow.geometry, Lines)
    _between(workspace, arrow.geometry, station, school)

    # A zone; one of its vertices in hand, moved by the arrows.
    press(Key.Key_Escape)
    press(Key.Key_Z)
    press(Key.Key_Return)
    settled(qtbot)
    press(Key.Key_Escape)
    zone = mark(workspace)
    assert isinstance(zone.geometry, Areas)
    press(Key.Key_F, SHIFT)
    for _ in range(200):
        press(Key.Key_M)
        held = workspace.canvas.desk.chosen
        if held is not None and held.role in ("bout", "sommet"):
            break
    assert held is not None
    assert held.role in ("bout", "sommet")
    press(Key.Key_Right, SHIFT)
    after = mark(workspace)
    assert isinstance(after.geometry, Areas)
    (gone,) = set(zone.geometry.coords()) - set(after.geometry.coords())
    assert workspace.canvas.desk.hand.context.on_page(gone) == pytest.approx(held.at)

    # The two pictos chosen in the list, put in line, grouped.
    press(Key.Key_L, CTRL | SHIFT)
    listed = workspace.marge.contenu
    assert focused() is listed.list
    press(Key.Key_Home)
    until(lambda _: listed.list.entry is not None and listed.list.entry.uid == school, Key.Key_Down)
    press(Key.Key_Down, SHIFT)
    assert session.selection == {school, station}
    press(Key.Key_Up, CTRL | SHIFT)
    boxes = [workspace.canvas.desk.extent(uid) for uid in (school, station)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0][1] == pytest.approx(boxes[1][1], abs=0.05)
    press(Key.Key_G, CTRL)
    groups = {each.ensemble for each in items(workspace) if each.uid in (school, station)}
    assert len(groups) == 1
    assert groups != {""}

    # A line of the AMOF.
    press(Key.Key_K, CTRL)
    write("amof")
    press(Key.Key_Return)
    assert workspace.marge.panel == "amof"
    until(inside(Marge), Key.Key_F6)
    until(lambda one: isinstance(one, QLineEdit) and "Faiblesses" in name(one), Key.Key_Tab)
    write("Le college ferme")
    press(Key.Key_Return)
    (line,) = [each for each in session.document.all(LigneGrille) if each.grille == AMOF]
    assert (line.case, line.texte) == ("F", "Le college ferme")

    # The files.
    press(Key.Key_E, CTRL | SHIFT)
    dialog = workspace.exporting.dialog
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.go)
    with qtbot.waitSignal(workspace.exporting.written, timeout=60_000) as told:
        press(Key.Key_Return)
    files: tuple[Path, ...] = told.args[0]
    assert sorted(file.suffix for file in files) == [".gpkg", ".png"]
    assert all(file.stat().st_size > 1000 for file in files)


def _between(workspace: Workspace, arrow: Lines, source: str, target: str) -> None:
    """Hold the ends of an arrow to what it ties."""
    context = workspace.canvas.desk.hand.context
    ends = [context.on_page(arrow.parts[0][at]) for at in (0, -1)]
    for (x, y), uid in zip(ends, (source, target), strict=True):
        box = context.extent(uid)
        assert box is not None
        assert box[0] - 3 <= x <= box[2] + 3
        assert box[1] - 3 <= y <= box[3] + 3


# -- every key that opens something


def ask_menu(one: QWidget) -> None:
    """Do what Qt makes of Menu and of Maj+F10."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), one.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(one, event)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_f2_f6_alt_and_the_menu_key(bench: Workspace, qtbot: QtBot) -> None:
    note = next(bench.session.document.all(PostIt))
    bench.session.select({note.uid})
    press(Key.Key_F2)
    assert bench.canvas.writing.writes(note.uid)
    press(Key.Key_Escape)
    ask_menu(bench.canvas)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert next(each.text() for each in menu.actions()) == "Modifier le texte"
    menu.close()
    bench.window().activateWindow()
    bench.canvas.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is bench.canvas)
    seen = []
    for _ in range(12):
        press(Key.Key_F6)
        region = focused()
        while region.parentWidget() is not bench:
            region = region.parentWidget()
        if region in seen:
            break
        seen.append(region)
    shown = [bench.top, bench.rail, bench.drawer, bench.canvas, bench.marge, bench.tools]
    assert set(seen) == set(shown)
    ranks = [shown.index(region) for region in seen]
    start = ranks.index(0)
    assert ranks[start:] + ranks[:start] == [0, 1, 2, 3, 4, 5], "F6 goes through the window as it is read"
    bench.canvas.setFocus()
    QTest.keyPress(bench.canvas, Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(bench.canvas, Key.Key_Alt)
    assert bench.findChild(QMenuBar).isVisible()
    bench.menus.conceal()
