"""The panels: AMOF, « Ce poster », the menu of a right click, the language of a poster's window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.poster import grids
from app.poster.records import LigneGrille, Mark, PostIt, new_uid
from app.ui import menu
from app.ui.actions import registry
from app.ui.marge import amof, grid
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled
from tests.journeys.test_window_hand import lay


def opened(workspace: Workspace, qtbot: QtBot) -> amof.Amof:
    """Open the AMOF panel by its button."""
    qtbot.mouseClick(workspace.top.amof, Qt.MouseButton.LeftButton)
    settled(qtbot)
    return workspace.marge.amof


def written(workspace: Workspace, case: str) -> list[str]:
    """Return the words of a case."""
    return [line.texte for line in grid.lines(workspace.session.document, case)]


def test_the_panel_closes_the_drawer_and_the_drawer_closes_the_panel(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    opened(workspace, qtbot)
    assert workspace.top.amof.isChecked()
    assert not workspace.drawer.isVisible()
    assert workspace.top.question.text().startswith("Qu’est-ce qui aide")
    qtbot.mouseClick(workspace.rail.buttons["enjeux"], Qt.MouseButton.LeftButton)
    assert workspace.drawer.isVisible()
    assert workspace.marge.panel == ""
    assert workspace.top.question.text().startswith("Où faut-il agir")


def test_lines_are_written_changed_and_removed(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    panel = opened(workspace, qtbot)
    cell = panel.cells["A"]
    for text in ("La fourme", "Le papier"):
        qtbot.keyClicks(cell.writing, text)
        qtbot.keyClick(cell.writing, Qt.Key.Key_Return)
    assert written(workspace, "A") == ["La fourme", "Le papier"]
    assert workspace.session.scene.ink("feuille:amof:A") is not None
    qtbot.keyClicks(cell.fields[1], " a la main")
    qtbot.keyClick(cell.fields[1], Qt.Key.Key_Return)
    assert "a la main" in written(workspace, "A")[1]
    assert not workspace.session.document.busy
    cell.fields[0].selectAll()
    qtbot.keyClick(cell.fields[0], Qt.Key.Key_Delete)
    qtbot.keyClick(cell.fields[0], Qt.Key.Key_Return)
    assert len(written(workspace, "A")) == 1
    cross = next(
        one for one in cell.findChildren(QPushButton) if one.accessibleName().startswith("Supprimer la ligne")
    )
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert written(workspace, "A") == []
    workspace.session.undo()
    assert len(written(workspace, "A")) == 1


def test_more_lines_than_the_sheet_shows_are_a_question(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    for rank in range(6):
        grid.add_line(workspace.session.document, grids.AMOF, "M", f"Menace {rank}")
    panel = opened(workspace, qtbot)
    assert panel.cells["M"].many.text() == "6 lignes. Lesquelles garder\u202f?"


def test_what_the_group_said_is_proposed(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    document = workspace.session.document
    lay(workspace, texte="Le collège", valence="plus")
    lay(workspace, "sante", texte="Le train", valence="moins", origine="externe")
    lay(workspace, "sante", texte="Le lac", valence="mixte", temps="futur")
    lay(workspace, "sante", texte="Le reste")
    assert [(mark.texte, case) for mark, case in grid.propositions(document)] == [
        ("Le collège", "A"),
        ("Le train", "M"),
        ("Le lac", "O"),
        ("Le lac", "M"),
    ]
    panel = opened(workspace, qtbot)
    QApplication.processEvents()
    take = next(one for one in panel.findChildren(QPushButton) if one.text() == "→ Atouts")
    qtbot.mouseClick(take, Qt.MouseButton.LeftButton)
    assert written(workspace, "A") == ["Le collège"]
    assert ("Le collège", "A") not in [(mark.texte, case) for mark, case in grid.propositions(document)]


def test_a_thing_let_go_over_a_cell_becomes_a_line(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    with workspace.session.document.transaction("Noter un post-it") as act:
        note = act.put(PostIt(uid=new_uid(), texte="Col fermé l’hiver", x=200, y=100))
    panel = opened(workspace, qtbot)
    cell = panel.cells["F"]
    at = cell.mapToGlobal(QPoint(40, 60))
    assert panel.drop_target(at) == "F"
    workspace.canvas.dropped_outside.emit(frozenset({note.uid}), at)
    (line,) = workspace.session.document.all(LigneGrille)
    assert (line.case, line.texte, line.liens) == ("F", "Col fermé l’hiver", (note.uid,))
    assert panel.drop_target(QPoint(-100, -100)) == ""


def test_the_selection_goes_into_a_case_by_a_button(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace, texte="Le collège")
    panel = opened(workspace, qtbot)
    workspace.session.select([mark.uid])
    QApplication.processEvents()
    button = next(one for one in panel.findChildren(QPushButton) if one.text() == "Opportunités")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert written(workspace, "O") == ["Le collège"]


def test_title_group_and_messages_are_written_on_the_sheet(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    qtbot.mouseClick(workspace.top.identity, Qt.MouseButton.LeftButton)
    settled(qtbot)
    panel = workspace.marge.poster
    assert workspace.marge.page == "poster"
    qtbot.keyClicks(panel.title, "Une vallee qui tient")
    qtbot.keyClicks(panel.group, "Groupe 3")
    qtbot.keyClick(panel.group, Qt.Key.Key_Return)
    poster = workspace.session.document.poster
    assert (poster.titre, poster.groupe) == ("Une vallee qui tient", "Groupe 3")
    assert workspace.top.identity.groupe == "Groupe 3"
    qtbot.keyClicks(panel.messages[1], "La montagne coupe")
    qtbot.keyClick(panel.messages[1], Qt.Key.Key_Return)
    assert [line.texte for line in grid.lines(workspace.session.document, "message", grids.MESSAGES)] == [
        "",
        "La montagne coupe",
    ]
    workspace.session.undo()
    assert not list(workspace.session.document.all(LigneGrille))
    workspace.session.undo()
    assert workspace.session.document.poster.groupe == ""
    assert panel.group.text() == ""


def test_toggles_change_the_sheet(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.marge.open_panel("poster")
    settled(qtbot)
    assert workspace.session.scene.ink("feuille:amof") is not None
    workspace.marge.poster.toggles["amof"].click()
    assert workspace.session.document.poster.options["amof"] is False
    assert workspace.session.scene.ink("feuille:amof") is None


def test_the_menu_of_a_thing(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    low, high = lay(workspace, texte="dessous"), lay(workspace, "sante", texte="dessus")
    rows = menu.made(workspace.canvas, low.uid)
    assert [action.text() for action in rows.actions()][:5] == [
        "Modifier le texte",
        "Dupliquer",
        "Ordre",
        "Verrouiller",
        "Supprimer",
    ]
    assert rows.actions()[5].isSeparator()
    workspace.session.select([low.uid])
    workspace.canvas.act(registry.ON_SHEET["devant"])
    assert [item.uid for item in workspace.session.document.items()] == [high.uid, low.uid]
    workspace.canvas.act(registry.ON_SHEET["derriere"])
    assert [item.uid for item in workspace.session.document.items()] == [low.uid, high.uid]
    rows.actions()[3].trigger()
    assert workspace.session.document.get(low.uid).verrouille  # type: ignore[union-attr]
    assert [action.text() for action in menu.made(workspace.canvas, low.uid).actions()] == ["Déverrouiller"]
    assert menu.made(workspace.canvas, "").actions()[0].text() == "Tout voir"


def test_a_note_about_a_thing_points_to_it(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace)
    workspace.session.select([mark.uid])
    workspace.marge.settings.note_asked.emit(mark.uid)
    settled(qtbot)
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "Il ferme")
    workspace.canvas.close_text()
    (note,) = workspace.session.document.all(PostIt)
    assert (note.texte, note.cible) == ("Il ferme", mark.uid)


def test_a_poster_opens_in_the_language_in_use(window: Window, draw: Draw) -> None:
    window.speak("en")
    workspace = draw()
    assert workspace.tools.undo.text() == "Undo"
    assert workspace.rail.buttons["chercher"].text() == "Search"
    lay(workspace)
    assert list(workspace.session.document.all(Mark))


def test_regions_are_walked_with_f6(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.canvas.setFocus()
    seen = []
    for _ in range(6):
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(
            next(
                name
                for name in ("top", "rail", "drawer", "canvas", "marge", "tools")
                if holds(workspace, name)
            )
        )
        qtbot.keyClick(focus, Qt.Key.Key_F6)
    assert seen == ["canvas", "marge", "tools", "top", "rail", "drawer"]


def holds(workspace: Workspace, region: str) -> bool:
    """Return whether a region has the focus."""
    widget, focus = getattr(workspace, region), QApplication.focusWidget()
    return focus is not None and (widget is focus or widget.isAncestorOf(focus))
