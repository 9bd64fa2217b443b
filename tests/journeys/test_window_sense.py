"""What the poster means: the legend in the group's words, readings on screen, propositions that are set aside."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.drawing.legend_rows import Row, rows
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.ui import menu
from app.ui.marge import grid
from app.ui.marge.lectures import Lectures
from app.ui.marge.legende import Legende, RowLine
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled
from tests.journeys.test_window_hand import lay


def listed(workspace: Workspace) -> list[Row]:
    return rows(workspace.session.document.records, workspace.session.catalogue)


def said(workspace: Workspace) -> list[str]:
    return [row.words for row in listed(workspace) if not row.hidden]


def legend(workspace: Workspace, qtbot: QtBot) -> Legende:
    """Open the panel « Légende » by the menu."""
    next(each for each in workspace.top.menu.actions() if each.text() == "Légende").trigger()
    settled(qtbot)
    return workspace.marge.legende


def line(panel: Legende, words: str) -> RowLine:
    return next(each for each in panel.lines if each.row.words == words)


def three(workspace: Workspace) -> list[Mark]:
    return [lay(workspace, texte=f"Sens {rank}", ordre=rank + 1) for rank in range(3)]


def readings(workspace: Workspace, qtbot: QtBot) -> Lectures:
    """Open the panel « Lectures » by its button."""
    qtbot.mouseClick(workspace.top.readings, Qt.MouseButton.LeftButton)
    settled(qtbot)
    return workspace.marge.lectures


def test_the_words_of_a_row_are_written_in_the_panel(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    first = lay(workspace)
    second = lay(workspace)
    panel = legend(workspace, qtbot)
    (only,) = panel.lines
    only.field.selectAll()
    qtbot.keyClicks(only.field, "Nos ecoles")
    qtbot.keyClick(only.field, Qt.Key.Key_Return)

    texts = [workspace.session.document.get(uid).texte for uid in (first.uid, second.uid)]  # type: ignore[union-attr]
    assert texts == ["Nos ecoles", "Nos ecoles"]
    assert panel.lines[0].field.text() == "Nos ecoles"
    assert not workspace.session.document.busy
    settled(qtbot)
    panel.lines[0].field.setFocus()
    settled(qtbot)
    assert panel.lines[0].again.isVisible()
    qtbot.mouseClick(panel.lines[0].again, Qt.MouseButton.LeftButton)
    assert said(workspace) == [workspace.session.catalogue["ecole"].name.fr]


def test_typing_through_the_words_of_another_row_keeps_the_field(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    lay(workspace, texte="Un", ordre=1)
    lay(workspace, texte="Le lycée", ordre=2)
    field = line(legend(workspace, qtbot), "Le lycée").field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Un lycee")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert said(workspace) == ["Un", "Un lycee"]


def test_rows_are_moved_by_keys_and_by_dragging(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    three(workspace)
    panel = legend(workspace, qtbot)
    panel.lines[0].field.setFocus()
    qtbot.keyClick(panel.lines[0].field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert said(workspace) == ["Sens 1", "Sens 0", "Sens 2"]
    assert line(panel, "Sens 0").field.hasFocus()
    qtbot.keyClick(line(panel, "Sens 0").field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert said(workspace) == ["Sens 1", "Sens 2", "Sens 0"]
    settled(qtbot)
    held, top = line(panel, "Sens 0"), line(panel, "Sens 1")
    at = top.mapToGlobal(QPoint(10, 2))
    held.symbol.dragged.emit(at)
    held.symbol.let_go.emit(at)
    assert said(workspace) == ["Sens 0", "Sens 1", "Sens 2"]
    for _ in range(3):
        workspace.session.undo()
    assert said(workspace) == ["Sens 0", "Sens 1", "Sens 2"]


def test_a_row_is_hidden_and_shown_again(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    three(workspace)
    panel = legend(workspace, qtbot)
    panel.lines[1].field.setFocus()
    settled(qtbot)
    assert panel.lines[1].seen.text().strip() == "Masquer"
    qtbot.mouseClick(panel.lines[1].seen, Qt.MouseButton.LeftButton)
    assert said(workspace) == ["Sens 0", "Sens 2"]
    settled(qtbot)
    hidden = next(each for each in panel.lines if each.row.hidden)
    assert hidden.seen.isVisible()
    assert hidden.seen.text().strip() == "Montrer"
    qtbot.mouseClick(hidden.seen, Qt.MouseButton.LeftButton)
    assert said(workspace) == ["Sens 0", "Sens 1", "Sens 2"]


def test_a_row_is_written_on_the_sheet_and_has_a_menu(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    marks = three(workspace)
    canvas = workspace.canvas
    settled(qtbot)
    uid = f"legende:{marks[1].uid}"
    ink = workspace.session.scene.ink(uid)
    assert ink is not None
    assert ink.extent is not None
    x, y = canvas.view.to_pixel(ink.extent[0] + 20, (ink.extent[1] + ink.extent[3]) / 2)
    ratio = canvas.view.ratio
    at = QPointF(x / ratio, y / ratio).toPoint()
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at)
    field = canvas.writing.field
    assert field is not None
    assert field.toPlainText() == "Sens 1"
    qtbot.keyClicks(field, "Une ligne bien plus longue que sa colonne")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert workspace.session.document.get(marks[1].uid).texte.startswith("Une ligne")  # type: ignore[union-attr]
    assert [each.text() for each in menu.made(canvas, uid).actions() if each.text()] == [
        "Modifier les mots",
        "Monter",
        "Descendre",
        "Masquer",
        "Toute la légende",
    ]
    popup = menu.made(canvas, uid)
    next(each for each in popup.actions() if each.text() == "Monter").trigger()
    assert said(workspace)[0].startswith("Une ligne")
    next(each for each in menu.made(canvas, uid).actions() if each.text() == "Toute la légende").trigger()
    assert workspace.marge.panel == "legende"


def test_a_reading_stands_out_and_hands_go_through_the_rest(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    session, canvas = workspace.session, workspace.canvas
    frame = MapFrame.of(session.document.poster)
    places = {}
    for picto, x in (("ecole", 90.0), ("friche_industrielle", 150.0)):
        known = picto if picto in session.catalogue else "conflit_usage"
        ground = frame.to_ground(x, 120.0)
        places[known] = (lay(workspace, known, geometry=_point(ground)), (x, 120.0))
    school, other = (places[key] for key in places)
    panel = readings(workspace, qtbot)
    assert panel.buttons[0].text() == "Tout le poster"
    button = next(each for each in panel.buttons if each.key == "organisation")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.reading == "organisation"
    assert panel.told.text() == "1 élément sur 2 est montré."
    assert workspace.top.readings.isChecked()
    assert canvas.desk.find(school[1]) is not None
    assert canvas.desk.find(other[1]) is None
    assert session.shown.ink(other[0].uid) is not session.scene.ink(other[0].uid)
    assert session.shown.ink(school[0].uid) is session.scene.ink(school[0].uid)
    last = session.history.next_undo
    qtbot.keyClick(button, Qt.Key.Key_Right)
    assert session.reading == "enjeux"
    qtbot.keyClick(next(each for each in panel.buttons if each.key == "enjeux"), Qt.Key.Key_Left)
    assert session.reading == "organisation"
    qtbot.mouseClick(panel.everything, Qt.MouseButton.LeftButton)
    assert session.reading == ""
    assert session.shown is session.scene
    assert session.history.next_undo is last


def _point(ground: tuple[float, float]):  # type: ignore[no-untyped-def]
    from app.poster.geometry import Point

    return Point(*ground)


def test_escape_leaves_the_reading(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    mark = lay(workspace)
    readings(workspace, qtbot)
    workspace.session.show_reading("organisation")
    workspace.session.select([mark.uid])
    assert workspace.marge.panel == ""
    assert workspace.top.readings.isChecked()
    workspace.canvas.setFocus()
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Escape)
    assert workspace.session.reading == "organisation"
    qtbot.keyClick(workspace.canvas, Qt.Key.Key_Escape)
    assert workspace.session.reading == ""
    assert not workspace.top.readings.isChecked()


def test_what_is_laid_outside_of_the_reading_ends_it(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    lay(workspace)
    workspace.session.show_reading("organisation")
    lay(workspace, "sante")
    assert workspace.session.reading == "organisation"
    lay(workspace, "foret")
    assert workspace.session.reading == ""
    assert workspace.marge.notices.sentence.startswith("Tout est de nouveau montré")


def test_what_leaves_is_whole_whatever_is_read_on_screen(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    lay(workspace)
    whole = workspace.session.scene
    workspace.session.show_reading("enjeux")
    assert workspace.session.scene is whole
    assert "reading" not in workspace.session.document.poster.options


def test_a_proposition_set_aside_is_made_no_more(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    document = workspace.session.document
    mark = lay(workspace, texte="Le lac", valence="mixte", temps="futur")
    qtbot.mouseClick(workspace.top.amof, Qt.MouseButton.LeftButton)
    settled(qtbot)
    QApplication.processEvents()
    no = next(
        one
        for one in workspace.marge.amof.findChildren(QPushButton)
        if one.accessibleName().startswith("Écarter") and one.isVisible()
    )
    qtbot.mouseClick(no, Qt.MouseButton.LeftButton)
    assert [(each.uid, case) for each, case in grid.propositions(document)] == [(mark.uid, "M")]
    workspace.session.undo()
    assert len(grid.propositions(document)) == 2
    workspace.session.redo()
    path = workspace.session.file.path
    workspace.session.file.flush()
    from app.storage.file import PosterFile

    with_it = PosterFile.open(path)
    try:
        assert [case for _, case in grid.propositions(with_it.document)] == ["M"]
    finally:
        with_it.close()
