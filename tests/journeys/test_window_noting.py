"""« Noter »: thoughts are written while somebody else draws, wait in a tray, and are laid when there is time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.drawing import postits
from app.poster.records import PostIt, Trace
from app.ui.tools import free_places, notes
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled


@pytest.fixture
def workspace(draw: Draw, qtbot: QtBot) -> Workspace:
    made = draw()
    made.activateWindow()
    settled(qtbot)
    return made


def waiting(workspace: Workspace) -> list[str]:
    return [note.texte for note in notes.waiting(workspace.session.document)]


def moved(workspace: Workspace, x: int, y: int) -> None:
    at = QPoint(x, y)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(workspace.canvas.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(workspace.canvas, event)


def test_enter_writes_one_that_waits_and_the_line_stays(workspace: Workspace) -> None:
    workspace.note()
    field = workspace.quick.field
    for text in ("Plus de bus", "Qui reprend la ferme"):
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.hasFocus()
        assert not field.text()
    assert waiting(workspace) == ["Plus de bus", "Qui reprend la ferme"]
    assert [note.text() for note in workspace.marge.tray.notes] == waiting(workspace)


def test_somebody_draws_while_another_writes(workspace: Workspace) -> None:
    session, canvas = workspace.session, workspace.canvas
    session.use("crayon")
    width, height = canvas.width(), canvas.height()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(width // 3, height // 2))
    moved(workspace, width // 3 + 20, height // 2)
    workspace.note()
    assert canvas.desk.hand.busy
    for rank, letter in enumerate("Le lac"):
        QTest.keyClick(workspace.quick.field, letter)
        moved(workspace, width // 3 + 30 + 8 * rank, height // 2 + 5 * rank)
    QTest.keyClick(workspace.quick.field, Qt.Key.Key_Return)
    assert waiting(workspace) == ["Le lac"]
    assert canvas.desk.hand.busy
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(width // 3 + 80, height // 2 + 30))
    assert len(list(session.document.all(Trace))) == 1
    # The next stroke leaves the keys where they are.
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(width // 3, height // 3))
    assert workspace.quick.field.hasFocus()
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(width // 3, height // 3))


def test_escape_closes_and_keeps_the_text(workspace: Workspace) -> None:
    workspace.note()
    QTest.keyClicks(workspace.quick.field, "A moitie dit")
    QTest.keyClick(workspace.quick.field, Qt.Key.Key_Escape)
    assert not workspace.quick.isVisibleTo(workspace)
    assert workspace.canvas.hasFocus()
    workspace.note()
    assert workspace.quick.field.text() == "A moitie dit"


def test_several_lines_pasted_are_several_post_its_and_one_act(workspace: Workspace) -> None:
    QApplication.clipboard().setText("- Une gare\n\n- Un lycée\n- Des haies")
    workspace.note()
    before = workspace.session.history.cursor
    QTest.keyClick(workspace.quick.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert waiting(workspace) == ["Une gare", "Un lycée", "Des haies"]
    assert workspace.session.history.cursor == before + 1
    workspace.session.undo()
    assert not waiting(workspace)


def test_enter_on_one_that_waits_lays_it_in_view(workspace: Workspace) -> None:
    with workspace.session.document.transaction("Noter") as act:
        act.put(PostIt(uid="n", texte="Ici"))
    (note,) = workspace.marge.tray.notes
    QTest.keyClick(note, Qt.Key.Key_Return)
    laid = workspace.session.document.get("n")
    assert isinstance(laid, PostIt)
    assert laid.x is not None


def test_all_of_them_find_free_places_in_one_act(workspace: Workspace) -> None:
    session = workspace.session
    with session.document.transaction("Noter") as act:
        for rank in range(8):
            act.put(PostIt(uid=f"n{rank}", texte=f"Idée {rank}, dite par le groupe"))
    before = session.history.cursor
    workspace.marge.tray.all_asked.emit()
    assert session.history.cursor == before + 1
    assert not waiting(workspace)
    boxes = [box for note in session.document.all(PostIt) if (box := postits.box(note))]
    for rank, one in enumerate(boxes):
        for other in boxes[rank + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_free_places_leave_what_is_there_in_sight() -> None:
    frame, sign = (10.0, 10.0, 210.0, 160.0), (160.0, 10.0, 210.0, 60.0)
    corners = free_places.free([(40.0, 20.0)] * 3, [sign], frame)
    for x, y in corners:
        assert x + 40.0 <= sign[0] or y >= sign[3]
    assert len(set(corners)) == 3


def test_under_the_sheet_what_waits_is_whole_or_says_that_it_goes_on(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw((1024, 768))
    settled(qtbot)
    assert workspace.marge.below
    session = workspace.session
    with session.document.transaction("Noter") as act:
        act.put(PostIt(uid="a", texte="Plus de bus"))
        act.put(
            PostIt(
                uid="b", texte="Qui reprend la ferme quand les parents partent, et qui y met de l’argent ?"
            )
        )
        act.put(PostIt(uid="c", texte="Et l’école ?"))
        act.put(PostIt(uid="d", texte="Et le lac ?"))
    settled(qtbot)
    tray = workspace.marge.tray
    for control in (*tray.notes, tray.write):
        # To the sides it scrolls; nothing is cut at the top or at the foot.
        seen = control.visibleRegion().boundingRect()
        assert seen.isEmpty() or seen.height() == control.height()
    short, long, *_ = tray.notes
    assert short.shown() == "Plus de bus"
    assert long.shown().endswith("…")
    assert "Qui reprend la ferme" in long.toolTip()
    assert "l’argent" in long.toolTip()
