"""The card of what is in hand: the instruction of its very gesture, and what a click takes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.catalogue.load import shipped
from app.i18n import current
from app.ui import words
from app.ui.marge.card import Card
from app.ui.segments import Segments
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled


def card(workspace: Workspace) -> Card:
    found = [each for each in workspace.marge.findChildren(Card) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def said(workspace: Workspace) -> set[str]:
    return {each.text() for each in card(workspace).findChildren(QLabel)}


def test_the_card_says_the_gesture_of_every_structure(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    for pictogram in (each for each in shipped().values() if each.structure):
        for forme in pictogram.formes:
            workspace.session.arm(pictogram, forme)
            settled(qtbot)
            own = pictogram.gesture.said(current()) if forme == pictogram.formes[0] else ""
            assert (own or words.gesture(pictogram.hold(forme))) in said(workspace)


def test_a_click_takes_an_intercommunalite_when_the_card_says_so(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    session = workspace.session
    session.arm(shipped()["etat_region"])
    settled(qtbot)
    buttons = {each.text(): each for each in card(workspace).findChildren(QPushButton)}
    buttons["Interco"].click()
    assert session.contour == "epci"
    assert workspace.canvas.lay_in_view()
    (laid,) = session.document.items()
    whole = next(each for each in session.document.records.values() if type(each).__name__ == "Territoire")
    assert len(list(laid.geometry.coords())) == len(list(whole.geometry.coords()))  # type: ignore[union-attr]


def test_only_areas_choose_what_a_click_takes(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    for key, forme, there in (
        ("chef_lieu", "point", False),
        ("chef_lieu", "aire", True),
        ("reseau", "reseau", False),
    ):
        workspace.session.arm(shipped()[key], forme)  # type: ignore[arg-type]
        settled(qtbot)
        names = [each.accessibleName() for each in card(workspace).findChildren(Segments)]
        words_ = [each.text() for each in card(workspace).findChildren(QPushButton)]
        assert ("Interco" in words_) == there, names


def test_ctrl_z_takes_back_a_step_of_the_gesture_before_any_act(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    canvas, session = workspace.canvas, workspace.session
    session.arm(shipped()["ecole"])
    assert canvas.lay_in_view()
    session.arm(shipped()["reseau"])
    canvas.setFocus()
    for step in range(3):
        at = canvas.rect().center() + QPoint(50 * step, 0)
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    school, chain = session.document.items()
    assert school.picto == "ecole"  # type: ignore[union-attr]
    assert len(chain.parametres["noeuds"]) == 2  # type: ignore[union-attr]
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.document.items() == [school]
