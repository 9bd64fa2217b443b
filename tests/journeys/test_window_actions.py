"""Everything that can be done, from the keys, the menus, Ctrl+K and F1 of the real window."""

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app import paths
from app.poster.records import Mark, PostIt
from app.ui import doing, menu, menus
from app.ui.actions import registry
from app.ui.shortcuts import Line
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, focused, press, settled

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def notes(workspace: Workspace) -> list[PostIt]:
    return list(workspace.session.document.all(PostIt))


# -- Ctrl+K


def names(workspace: Workspace) -> list[str]:
    return [row.name for row in workspace.orders.rows.rows]


def test_ctrl_k_finds_does_and_gives_the_focus_back(bench: Workspace, qtbot: QtBot) -> None:
    mark = next(iter(bench.session.document.all(Mark)))
    bench.session.select([mark.uid])
    before = len(bench.session.document.items())
    press(Qt.Key.Key_K, CTRL)
    assert bench.orders.isVisible()
    assert focused() is bench.orders.field
    QTest.keyClicks(bench.orders.field, "dupliqer")
    assert names(bench)[0] == "Dupliquer"
    press(Qt.Key.Key_Return)
    assert not bench.orders.isVisible()
    assert focused() is bench.canvas
    assert len(bench.session.document.items()) == before + 1
    assert bench.kept.ordres[0] == "dupliquer"


@pytest.mark.parametrize(
    ("asked", "first"), [("depart", "Départ des jeunes, exode"), ("fleche", "Flèche"), ("lisible", "Lisible")]
)
def test_ctrl_k_puts_first_what_bears_the_very_name(
    bench: Workspace, qtbot: QtBot, asked: str, first: str
) -> None:
    press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(bench.orders.field, asked)
    assert names(bench)[0].startswith(first)
    values = [row.value for row in bench.orders.rows.rows]
    assert all(one is not other for one, other in itertools.combinations(values, 2))


def test_ctrl_k_begins_with_what_was_done_last(bench: Workspace, qtbot: QtBot) -> None:
    bench.kept.ordres = ["plein_ecran", "inconnu", "tout_voir"]
    press(Qt.Key.Key_K, CTRL)
    assert names(bench)[:2] == ["Plein écran", "Tout voir"]
    assert len(set(names(bench))) == len(registry.everything())


def test_escape_leaves_ctrl_k_where_it_was(bench: Workspace, qtbot: QtBot) -> None:
    press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(bench.orders.field, "sup")
    press(Qt.Key.Key_Escape)
    assert not bench.orders.isVisible()
    assert focused() is bench.canvas
    press(Qt.Key.Key_K, CTRL)
    assert bench.orders.field.text() == ""
    press(Qt.Key.Key_K, CTRL)
    assert not bench.orders.isVisible()


def test_what_means_nothing_now_is_pale_and_does_nothing(bench: Workspace, qtbot: QtBot) -> None:
    bench.session.select(())
    before = bench.session.history.cursor
    press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(bench.orders.field, "supprimer")
    assert bench.orders.rows.rows[0].detail == "rien n’est choisi"
    press(Qt.Key.Key_Return)
    assert bench.orders.isVisible()
    assert bench.session.history.cursor == before


def test_ctrl_k_arms_pictograms_too(bench: Workspace, qtbot: QtBot) -> None:
    press(Qt.Key.Key_K, CTRL)
    bench.orders.field.setText("école")
    rank = next(rank for rank, name in enumerate(names(bench)) if "cole" in name)
    for _ in range(rank):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert bench.session.armed is not None
    assert focused() is bench.canvas


def test_ctrl_k_says_that_it_finds_nothing(bench: Workspace, qtbot: QtBot) -> None:
    press(Qt.Key.Key_K, CTRL)
    QTest.keyClicks(bench.orders.field, "xyzzyx")
    assert not names(bench)
    assert bench.orders.none.isVisible()


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_ctrl_k_lies_under_the_top_bar_within_the_window(
    draw: Draw, qtbot: QtBot, size: tuple[int, int]
) -> None:
    workspace = draw(size)
    workspace.canvas.setFocus()
    press(Qt.Key.Key_K, CTRL)
    box = workspace.orders.geometry()
    assert workspace.rect().contains(box)
    assert box.top() >= workspace.top.height()
    assert box.height() < workspace.height() / 2


# -- F1


def lines(workspace: Workspace) -> list[str]:
    assert workspace.shortcuts is not None
    return [line.told.label for line in workspace.shortcuts.findChildren(Line) if line.parent() is not None]


def test_f1_shows_every_action_and_escape_closes_it(bench: Workspace, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F1)
    sheet = bench.shortcuts
    assert sheet is not None
    assert sheet.isVisible()
    assert {each.label() for each in registry.everything()} <= set(lines(bench))
    assert all(line.accessibleName() for line in sheet.findChildren(Line))
    QTest.keyClicks(sheet.field, "alligner")
    settled(qtbot)
    assert "Aligner à gauche" in lines(bench)
    assert "Supprimer" not in lines(bench)
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert focused() is bench.canvas


def test_a_question_mark_asks_for_help_on_the_sheet_but_is_written_in_a_field(
    bench: Workspace, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_Question, SHIFT)  # as on AZERTY: Maj and the comma
    assert bench.shortcuts is not None
    assert bench.shortcuts.isVisible()
    press(Qt.Key.Key_Escape)
    bench.note()
    QTest.keyClicks(bench.quick.field, "et si ?")
    assert bench.quick.field.text() == "et si ?"
    assert not bench.shortcuts.isVisible()


def test_letters_that_are_off_do_nothing_and_the_sheet_says_so(bench: Workspace, qtbot: QtBot) -> None:
    bench.session.take_letters(False, workshop=False)
    for key in (Qt.Key.Key_N, Qt.Key.Key_Z, Qt.Key.Key_Plus):
        press(key)
    assert bench.session.tool == "choisir"
    press(Qt.Key.Key_Question, SHIFT)
    assert bench.shortcuts is None or not bench.shortcuts.isVisible()
    press(Qt.Key.Key_F1)
    assert bench.shortcuts is not None
    assert bench.shortcuts.off.isVisible()
    press(Qt.Key.Key_Escape)
    bench.session.take_letters(True, workshop=False)
    press(Qt.Key.Key_N)
    assert bench.session.tool == "postit"


def test_what_is_typed_on_a_chosen_thing_is_added_to_its_words(bench: Workspace, qtbot: QtBot) -> None:
    with bench.session.document.transaction("Poser") as act:
        act.put(PostIt(uid="n", texte="Le train allait à Clermont", x=60.0, y=80.0))
    bench.session.take_letters(False, workshop=False)
    bench.session.select({"n"})
    bench.canvas.setFocus()
    press(Qt.Key.Key_L)
    press(Qt.Key.Key_Escape)
    note = bench.session.document.get("n")
    assert isinstance(note, PostIt)
    assert note.texte.lower() == "le train allait à clermont l"


# -- menus


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_alt_alone_shows_the_menu_bar_and_moves_nothing(bench: Workspace, qtbot: QtBot) -> None:
    place = bench.canvas.geometry(), bench.canvas.view.origin
    assert not bench.menus.isVisible()
    QTest.keyPress(focused(), Qt.Key.Key_Alt, ALT)
    QTest.keyRelease(focused(), Qt.Key.Key_Alt)
    assert bench.menus.isVisible()
    assert (bench.canvas.geometry(), bench.canvas.view.origin) == place
    told = {
        each.text()
        for top in bench.menus.actions()
        for each in top.menu().actions()  # type: ignore[attr-defined]
        if not each.isSeparator()
    }
    assert {each.label() for each in registry.everything()} == told
    # The first menu is open, as after a click; each Escape closes one thing.
    opened = QApplication.activePopupWidget()
    assert opened is bench.menus.actions()[0].menu()  # type: ignore[attr-defined]
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    QTest.keyClick(bench.menus, Qt.Key.Key_Escape)
    settled(qtbot)
    assert not bench.menus.isVisible()
    assert bench.window().focusWidget() is bench.canvas


def test_alt_in_something_else_shows_no_menu_bar(bench: Workspace, qtbot: QtBot) -> None:
    mark = next(iter(bench.session.document.all(Mark)))
    bench.session.select([mark.uid])
    QTest.keyPress(bench.canvas, Qt.Key.Key_Alt, ALT)
    QTest.keyClick(bench.canvas, Qt.Key.Key_Right, ALT)
    QTest.keyRelease(bench.canvas, Qt.Key.Key_Alt)
    assert not bench.menus.isVisible()
    QTest.keyPress(bench.canvas, Qt.Key.Key_Alt, ALT)
    QTest.mouseClick(bench.canvas, Qt.MouseButton.LeftButton, ALT, QPoint(5, 5))
    QTest.keyRelease(bench.canvas, Qt.Key.Key_Alt)
    assert not bench.menus.isVisible()


def rows(menu: QMenu) -> dict[str, object]:
    found: dict[str, object] = {}
    for each in menu.actions():
        inside = each.menu()
        if isinstance(inside, QMenu):
            found |= rows(inside)
        elif not each.isSeparator():
            found[each.text()] = each
    return found


def test_the_menu_of_the_top_bar_reaches_everything(bench: Workspace, qtbot: QtBot) -> None:
    assert {each.label() for each in registry.everything()} == set(rows(bench.top.menu))


def test_menus_show_keys_without_taking_them(bench: Workspace, qtbot: QtBot) -> None:
    """A key that two things were bound to would do nothing: once is once."""
    undone = rows(bench.top.menu)["Annuler"]
    assert undone.shortcut().toString() == "Ctrl+Z"  # type: ignore[attr-defined]
    mark = next(iter(bench.session.document.all(Mark)))
    bench.session.select([mark.uid])
    count = len(bench.session.document.items())
    press(Qt.Key.Key_D, CTRL)
    assert len(bench.session.document.items()) == count + 1
    press(Qt.Key.Key_Z, CTRL)
    assert len(bench.session.document.items()) == count


def test_menus_say_what_means_something_now(bench: Workspace, qtbot: QtBot) -> None:
    inside = next(
        each.menu() for each in bench.top.menu.actions() if each.menu() and each.text() == "Modifier"
    )
    assert isinstance(inside, QMenu)
    for chosen, able in (((), False), ((next(iter(bench.session.document.all(Mark))).uid,), True)):
        bench.session.select(chosen)
        inside.aboutToShow.emit()
        assert rows(inside)["Supprimer"].isEnabled() is able  # type: ignore[attr-defined]


def test_a_locked_thing_only_offers_to_be_unlocked(bench: Workspace, qtbot: QtBot) -> None:
    mark = next(iter(bench.session.document.all(Mark)))
    bench.session.select([mark.uid])
    press(Qt.Key.Key_L, CTRL)
    made = menu.made(bench.canvas, mark.uid)
    assert [each.text() for each in made.actions()] == ["Déverrouiller"]
    made.actions()[0].trigger()
    made = menu.made(bench.canvas, mark.uid)
    assert [each.text() for each in made.actions()][:5] == [
        "Modifier le texte",
        "Dupliquer",
        "Ordre",
        "Verrouiller",
        "Supprimer",
    ]


def test_every_action_that_is_pinned_exists() -> None:
    pinned = [
        name
        for groups in (menus.BEFORE, menus.AFTER, menu.MORE, menu.SHEET, (menu.ORDER,))
        for g in groups
        for name in g
    ]
    assert all(map(registry.known, pinned))


# -- the rest


def test_a_double_click_on_a_tool_keeps_it(bench: Workspace, qtbot: QtBot) -> None:
    button = bench.tools.tools["postit"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not bench.session.keep
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert bench.session.tool == "postit"
    assert bench.session.keep
    assert button.isChecked()
    press(Qt.Key.Key_Escape)
    assert not bench.session.keep


def test_bubbles_tell_the_keys_of_the_actions(bench: Workspace, qtbot: QtBot) -> None:
    assert bench.tools.tools["zone"].toolTip() == "Zone (Z)"
    assert bench.tools.whole.toolTip() == "Tout voir (F)"
    assert "Ctrl" in bench.tools.undo.toolTip()


def test_ctrl_s_says_that_all_is_saved(bench: Workspace, qtbot: QtBot) -> None:
    press(Qt.Key.Key_S, CTRL)
    assert bench.marge.notices.sentence.startswith("Tout est enregistré")


def test_the_card_is_written_in_the_documents(bench: Workspace, qtbot: QtBot) -> None:
    doing.act(bench, "aide_memoire")
    (written,) = Path(paths.documents()).glob("*.pdf")
    assert written.name in bench.marge.notices.sentence
    written.unlink()


def test_escape_takes_one_step_at_a_time(bench: Workspace, qtbot: QtBot) -> None:
    mark = next(iter(bench.session.document.all(Mark)))
    bench.marge.open_panel("amof")
    bench.session.select([mark.uid])
    bench.marge.open_panel("amof")
    bench.canvas.setFocus()
    bench.session.use("postit")
    bench.session.select([mark.uid])
    press(Qt.Key.Key_Escape)
    assert (bench.session.tool, bool(bench.session.selection)) == ("choisir", True)
    press(Qt.Key.Key_Escape)
    assert not bench.session.selection
    bench.marge.open_panel("amof")
    press(Qt.Key.Key_Escape)
    assert bench.marge.panel == ""
