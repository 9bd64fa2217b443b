"""The words of what was just laid: they may be typed at once, and every other key still does what it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.poster.records import Mark
from app.ui.marge.typing import LineField
from app.ui.workspace import Workspace
from tests.journeys.conftest import SIZES, Draw, press, settled

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Lay = Callable[[], Workspace]


@pytest.fixture(params=SIZES[:2])
def lay(draw: Draw, qtbot: QtBot, request: pytest.FixtureRequest) -> Lay:
    """Return what lays a school by hand, in a window of each size."""

    def by_hand() -> Workspace:
        workspace = draw(request.param)
        workspace.activateWindow()
        workspace.session.arm(workspace.session.catalogue["ecole"])
        canvas = workspace.canvas
        QTest.mouseClick(
            canvas,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(canvas.width() // 3, canvas.height() // 2),
        )
        settled(qtbot)
        return workspace

    return by_hand


def only(workspace: Workspace) -> Mark:
    (made,) = workspace.session.document.items()
    assert isinstance(made, Mark)
    return made


def test_words_typed_after_laying_are_those_of_the_mark(lay: Lay) -> None:
    workspace = lay()
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert field.accessibleName() == "Texte"
    QTest.keyClicks(field, "Notre ecole")
    press(Qt.Key.Key_Return)
    assert only(workspace).texte == "Notre ecole"
    workspace.session.undo()
    assert only(workspace).texte == ""
    workspace.session.undo()
    assert not workspace.session.document.items()


def test_ctrl_z_takes_back_what_was_laid(lay: Lay) -> None:
    workspace = lay()
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not workspace.session.document.items()


def test_del_deletes_what_was_laid(lay: Lay) -> None:
    workspace = lay()
    press(Qt.Key.Key_Delete)
    assert not workspace.session.document.items()
    assert workspace.session.history.cursor == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_no_words_give_the_keys_back_to_the_sheet_and_the_mark_stays_chosen(lay: Lay, key: Qt.Key) -> None:
    workspace = lay()
    press(key)
    assert QApplication.focusWidget() is workspace.canvas
    assert workspace.session.selection == {only(workspace).uid}
    assert only(workspace).texte == ""
    press(Qt.Key.Key_D)
    assert only(workspace).temps == "passe"
    press(Qt.Key.Key_Escape)
    assert not workspace.session.selection


def test_arrows_move_what_was_laid_and_letters_act_again(lay: Lay) -> None:
    workspace = lay()
    before = only(workspace)
    press(Qt.Key.Key_Right)
    after = only(workspace)
    assert after.geometry != before.geometry
    press(Qt.Key.Key_J)
    assert only(workspace).valence != before.valence
    assert only(workspace).texte == ""


def test_words_once_begun_keep_every_key_until_enter_ends_them(lay: Lay) -> None:
    workspace = lay()
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "Ecole")
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is field
    press(Qt.Key.Key_Return)
    assert only(workspace).texte == "Ecol"
    # The hand goes on where it was: the next letter is no longer one of the words.
    assert QApplication.focusWidget() is workspace.canvas
    assert len(workspace.session.selection) == 1


def test_a_sign_kept_in_hand_asks_for_no_words(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.activateWindow()
    workspace.session.arm(workspace.session.catalogue["ecole"])
    workspace.session.hold(True)
    canvas = workspace.canvas
    canvas.setFocus()
    for x in (200, 260):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, 300))
    settled(qtbot)
    assert len(workspace.session.document.items()) == 2
    assert QApplication.focusWidget() is canvas


@pytest.mark.parametrize("held", [CTRL | SHIFT, CTRL], ids=["Ctrl+Maj+Z", "Ctrl+Y"])
def test_both_keys_do_letters_again(lay: Lay, held: Qt.KeyboardModifier) -> None:
    workspace = lay()
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    QTest.keyClicks(field, "ferme")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    QTest.keyClick(field, Qt.Key.Key_Y if held == CTRL else Qt.Key.Key_Z, held)
    assert field.text() == "ferme"
    canvas = workspace.canvas
    canvas.edit_text("feuille:titre")
    assert canvas.writing.field is not None
    words = canvas.writing.field
    QTest.keyClicks(words, "Un titre")
    QTest.keyClick(words, Qt.Key.Key_Z, CTRL)
    assert words.toPlainText() != "Un titre"
    QTest.keyClick(words, Qt.Key.Key_Y if held == CTRL else Qt.Key.Key_Z, held)
    assert words.toPlainText() == "Un titre"


def test_the_group_is_written_whole_where_the_bar_has_room(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw((1366, 768))
    top = workspace.top
    top.identity.groupe = "Les Passeurs du col et de la haute vallée"
    top.ask("", "")
    top.resize(1366, top.height())
    settled(qtbot)
    assert top.identity.width() >= top.identity.sizeHint().width()
    bound = top.identity.sizeHint().width()
    top.identity.give(10_000)
    assert top.identity.sizeHint().width() == bound  # nothing is cut
