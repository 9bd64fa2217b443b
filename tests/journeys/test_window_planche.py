"""The table of structures and the search: two more ways to take a pictogram in hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.catalogue import words as method
from app.poster.records import Mark
from app.ui.planche import PLANCHE, Cell
from app.ui.rows import Row
from app.ui.shelves import FAVORIS
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled
from tests.journeys.test_window_layout import cut, mute

LEFT = Qt.MouseButton.LeftButton


def focused() -> Cell:
    """Return the cell that has the focus."""
    cell = QApplication.focusWidget()
    assert isinstance(cell, Cell)
    return cell


def rows(workspace: Workspace) -> list[Row]:
    """Return the answers of the search."""
    return workspace.drawer.search.rows.rows


# -- the table


def test_the_table_opens_from_the_last_row_and_comes_back(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer("dynamique")
    question = workspace.top.question.text()
    before = workspace.canvas.width(), workspace.canvas.view.origin, workspace.canvas.view.scale
    workspace.drawer.more.click()
    row = next(
        one for one in workspace.drawer.findChildren(QPushButton) if one.text() == " Tableau des structures"
    )
    qtbot.keyClick(row, Qt.Key.Key_Return)
    settled(qtbot)
    assert workspace.drawer.key == PLANCHE
    assert workspace.top.question.text() == question
    assert workspace.canvas.width() < before[0]
    assert (workspace.canvas.view.origin, workspace.canvas.view.scale) == before[1:]
    assert len(workspace.drawer.planche.cells) == 28
    workspace.drawer.planche.head.closed.emit()
    settled(qtbot)
    assert workspace.drawer.key == "dynamique"
    assert workspace.canvas.width() == before[0]


def test_the_table_is_walked_in_two_directions(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer(PLANCHE)
    told = workspace.drawer.planche.told
    assert focused().pictogram.key == "chef_lieu"
    for key, wanted in (
        (Qt.Key.Key_Left, "chef_lieu"),
        (Qt.Key.Key_Up, "chef_lieu"),
        (Qt.Key.Key_Down, "tete_de_reseau"),
        (Qt.Key.Key_Right, "voies_de_communication"),
        (Qt.Key.Key_Down, "lignes_isotropie"),
        (Qt.Key.Key_Up, "voies_de_communication"),
    ):
        qtbot.keyClick(focused(), key)
        assert focused().pictogram.key == wanted
        assert focused().pictogram.name.fr in told.words.text()
        assert focused().pictogram.when.fr in told.words.text()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    workspace.canvas.close_text()
    assert [mark.picto for mark in workspace.session.document.all(Mark)] == ["voies_de_communication"]


def test_a_cell_arms_and_shows_it_and_escape_steps_back(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer(PLANCHE)
    cell = workspace.drawer.planche.cells["point_de_passage"]
    qtbot.mouseClick(cell, LEFT)
    assert workspace.session.armed is cell.pictogram
    assert [one for one in workspace.drawer.planche.cells.values() if one.isChecked()] == [cell]
    qtbot.mouseClick(cell, LEFT)
    assert workspace.session.armed is None
    assert not cell.isChecked()
    cell.setFocus()
    workspace.session.arm(cell.pictogram)
    qtbot.keyClick(cell, Qt.Key.Key_Escape)
    assert (workspace.session.armed, workspace.drawer.key) == (None, PLANCHE)
    cell.setFocus()
    qtbot.keyClick(cell, Qt.Key.Key_Escape)
    assert workspace.drawer.key == "organisation"


@pytest.mark.qt_log_ignore("does not support grabbing the mouse")
def test_the_cell_that_was_clicked_is_the_one_told(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer(PLANCHE)
    settled(qtbot)
    planche = workspace.drawer.planche
    qtbot.mouseClick(planche.cells["semis_urbain"], LEFT)
    assert focused() is planche.cells["semis_urbain"]
    planche.told.point(None)  # the pointer leaves for the map
    assert planche.told.shown is planche.cells["semis_urbain"].pictogram


def test_a_drag_from_the_table_lays(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer(PLANCHE)
    settled(qtbot)
    cell = workspace.drawer.planche.cells["evolution_ponctuelle"]
    qtbot.mousePress(cell, LEFT, pos=QPoint(20, 20))
    qtbot.mouseMove(cell, QPoint(40, 20))
    assert workspace.session.armed is cell.pictogram
    target = QPoint(300, 300)
    qtbot.mouseMove(workspace.canvas, target)
    qtbot.mouseRelease(workspace.canvas, LEFT, pos=target)
    workspace.canvas.close_text()
    assert [mark.picto for mark in workspace.session.document.all(Mark)] == ["evolution_ponctuelle"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (1000, 600)])
def test_the_table_fits_without_cutting_a_word(
    window: Window, draw: Draw, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    window.speak(language)
    workspace = draw(size)
    workspace.open_drawer(PLANCHE)
    settled(qtbot)
    planche = workspace.drawer.planche
    assert not [*cut(workspace), *mute(workspace)]
    box = QRect(QPoint(), planche.size())
    columns = [method.TABLE[structure] for structure in method.STRUCTURES]
    for line in columns:
        tops = {planche.cells[key].mapTo(planche, QPoint()).y() for key in line}
        assert len(tops) == 1
    for cell in planche.cells.values():
        assert box.contains(QRect(cell.mapTo(planche, QPoint()), cell.size()))
        assert cell.icon_box().width() >= 36
    for head in planche.findChildren(QLabel, "head"):
        longest = max(head.text().split(), key=len)
        assert QFontMetrics(head.font()).horizontalAdvance(longest) <= head.width()


# -- the search


def test_the_search_always_offers_to_invent(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer("chercher")
    search = workspace.drawer.search
    asked: list[tuple[str, str]] = []
    workspace.drawer.invent_asked.disconnect()
    workspace.drawer.invent_asked.connect(lambda *what: asked.append(what))
    assert not search.invent.isVisible()
    qtbot.keyClicks(search.field, "car")
    assert search.invent.text().strip() == "Inventer «\u00a0car\u00a0»"
    qtbot.mouseClick(search.invent, LEFT)
    search.field.setText("xyzzy")
    assert search.none.text() == "Aucun picto pour «\u00a0xyzzy\u00a0»."
    assert search.invent.text().strip() == "Inventer «\u00a0xyzzy\u00a0»"
    search.field.setFocus()
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert asked == [("car", ""), ("xyzzy", "")]


def test_the_arrows_go_through_the_answers_to_the_last_row(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer("chercher")
    search = workspace.drawer.search
    qtbot.keyClicks(search.field, "train")
    assert len(rows(workspace)) == 2
    assert search.told.shown is rows(workspace)[0].value
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    assert search.told.shown is rows(workspace)[1].value
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is search.invent
    qtbot.keyClick(search.invent, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is search.field
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert workspace.session.armed is rows(workspace)[1].value


def test_an_answer_marks_what_matched_even_with_a_slip(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer("chercher")
    workspace.drawer.search.field.setText("hopitl")
    first = rows(workspace)[0]
    assert first.value.key == "sante"
    assert ("hôpital", True) in first.pieces
    assert "".join(piece for piece, _ in first.pieces) == first.detail


@pytest.mark.qt_log_ignore("does not support grabbing the mouse")
def test_an_answer_can_be_dragged_and_has_its_menu(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer("chercher")
    search = workspace.drawer.search
    search.field.setText("train")
    settled(qtbot)
    spot = search.list.visualRect(search.rows.index(0)).center()
    asked: list[object] = []
    search.menu_asked.disconnect()
    search.menu_asked.connect(lambda one, at: asked.append(one))
    search.list.customContextMenuRequested.emit(spot)
    assert asked == [rows(workspace)[0].value]
    view = search.list.viewport()
    qtbot.mousePress(view, LEFT, pos=spot)
    qtbot.mouseMove(view, spot + QPoint(30, 0))
    assert workspace.session.armed is rows(workspace)[0].value
    target = QPoint(300, 300)
    qtbot.mouseMove(workspace.canvas, target)
    qtbot.mouseRelease(workspace.canvas, LEFT, pos=target)
    workspace.canvas.close_text()
    laid = [mark.picto for mark in workspace.session.document.all(Mark)]
    assert laid == ["gare_halte"]
    workspace.open_drawer(FAVORIS)
    assert [tile.pictogram.key for tile in workspace.drawer.tiles] == laid


@pytest.mark.parametrize("typed", ["brunet", "tableau", "grille", "structures"])
def test_the_table_is_found_by_its_names(draw: Draw, qtbot: QtBot, typed: str) -> None:
    workspace = draw()
    workspace.open_drawer("chercher")
    workspace.drawer.search.field.setText(typed)
    assert rows(workspace)[0].value == PLANCHE
    qtbot.keyClick(workspace.drawer.search.field, Qt.Key.Key_Return)
    assert workspace.drawer.key == PLANCHE
    workspace.drawer.planche.closed.emit()
    assert workspace.drawer.key == "chercher"


def test_an_empty_search_offers_the_table(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer("chercher")
    search = workspace.drawer.search
    assert search.table.isVisible()
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is search.table
    qtbot.mouseClick(search.table, LEFT)
    assert workspace.drawer.key == PLANCHE
