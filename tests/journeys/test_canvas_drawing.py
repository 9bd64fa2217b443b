"""Drawing on the canvas with a real mouse: every kind of thing, undone and done again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.catalogue.load import shipped
from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Mark, PostIt, Texte, Trace
from tests.journeys.canvas_stage import CTRL, NONE, Stage, X, Y


def test_a_point_is_two_gestures_and_goes_back_to_choosing(stage: Stage) -> None:
    stage.arm("ecole")
    stage.click((X, Y))
    made = stage.mark()
    assert isinstance(made.geometry, Point)
    assert abs(made.geometry.x) < 120  # one pixel is 95 m
    assert stage.session.selection == {made.uid}
    assert stage.session.tool == "choisir"
    stage.session.undo()
    assert not stage.items()
    stage.session.redo()
    assert stage.mark() == made


def test_q_keeps_the_pictogram_in_hand(stage: Stage) -> None:
    stage.arm("ecole")
    stage.key(Qt.Key.Key_Q)
    for step in range(3):
        stage.click((X + 30 * step, Y))
    assert len(stage.items()) == 3
    assert stage.session.tool == "picto"
    stage.key(Qt.Key.Key_Escape)
    assert stage.session.tool == "choisir"


def test_a_line_is_one_drag(stage: Stage) -> None:
    stage.arm("rupture_interface")
    stage.drag((X - 40, Y - 40), (X, Y), (X + 20, Y + 40))
    geometry = stage.mark().geometry
    assert isinstance(geometry, Lines)
    assert len(geometry.parts[0]) == 2


def test_a_line_is_clicked_and_ended_by_a_double_click(stage: Stage) -> None:
    stage.arm("voies_de_communication")
    stage.click((X - 40, Y - 40))
    stage.click((X, Y - 30))
    stage.double_click((X + 30, Y + 20))
    geometry = stage.mark().geometry
    assert isinstance(geometry, Lines)
    assert len(geometry.parts[0]) == 3
    assert not stage.canvas.desk.hand.busy


def test_backspace_takes_back_a_bend_and_enter_ends(stage: Stage) -> None:
    stage.arm("voies_de_communication")
    for place in ((X - 40, Y - 40), (X, Y - 30), (X + 30, Y + 20)):
        stage.click(place)
    stage.key(Qt.Key.Key_Backspace)
    stage.key(Qt.Key.Key_Return)
    assert len(list(stage.mark().geometry.coords())) == 2


def test_an_area_by_its_contour_and_by_a_commune(stage: Stage) -> None:
    stage.arm("foret", "aire")
    stage.drag((X - 30, Y - 30), (X + 30, Y - 30), (X + 30, Y + 20), (X - 30, Y + 20), (X - 30, Y - 28))
    drawn = stage.mark().geometry
    assert isinstance(drawn, Areas)
    stage.arm("foret", "aire")
    stage.click((X + 40, Y + 40))
    assert stage.mark().geometry == stage.session.document.records["c4"].geometry  # type: ignore[union-attr]


def test_a_network_is_clicked_pole_by_pole(stage: Stage) -> None:
    stage.arm("liaisons_preferentielles")
    for place in ((X, Y), (X + 30, Y - 20), (X - 30, Y - 20), (X, Y + 40)):
        stage.click(place)
    stage.key(Qt.Key.Key_Return)
    made = stage.mark()
    assert isinstance(made.geometry, Lines)
    assert len(made.geometry.parts) == 3
    assert len(made.parametres["noeuds"]) == 4


def test_free_arrow_and_free_zone(stage: Stage) -> None:
    stage.key(Qt.Key.Key_A)
    stage.drag((X, Y), (X + 40, Y + 10))
    assert (stage.mark().picto, stage.mark().domaine) == ("fleche", "")
    stage.key(Qt.Key.Key_Z)
    stage.drag((X - 30, Y - 30), (X, Y - 40), (X, Y), (X - 28, Y), (X - 30, Y - 28))
    assert stage.mark().picto == "zone"
    assert isinstance(stage.mark().geometry, Areas)


def test_freehand_stays_in_hand(stage: Stage) -> None:
    stage.key(Qt.Key.Key_P)
    stage.drag((X, Y), (X + 10, Y + 20), (X + 30, Y + 10))
    stage.drag((X, Y + 40), (X + 30, Y + 50))
    assert [type(item) for item in stage.items()] == [Trace, Trace]
    assert stage.session.tool == "crayon"


def test_a_post_it_by_n_then_typed_is_one_act(stage: Stage) -> None:
    stage.key(Qt.Key.Key_N)
    stage.click((X + 60, Y - 90))
    stage.type("Col fermé\nl’hiver")
    note = stage.last()
    assert isinstance(note, PostIt)
    assert note.texte == "Col fermé\nl’hiver"
    assert stage.acts() == 1
    stage.session.undo()
    assert not stage.items()


def test_a_post_it_without_words_is_not_kept(stage: Stage) -> None:
    stage.key(Qt.Key.Key_N)
    stage.click((X + 60, Y - 90))
    stage.type("  ")
    assert not stage.items()
    assert stage.acts() == 0
    assert not stage.session.document.busy


def test_free_words(stage: Stage) -> None:
    stage.key(Qt.Key.Key_T)
    stage.click((X, Y))
    stage.type("Monts du Forez")
    words = stage.last()
    assert isinstance(words, Texte)
    assert words.texte == "Monts du Forez"
    assert stage.session.selection == {words.uid}


@pytest.mark.parametrize("tool", ["picto", "fleche", "zone", "crayon", "postit", "gomme", "choisir"])
def test_escape_leaves_no_trace_of_a_gesture(stage: Stage, tool: str) -> None:
    stage.arm("ecole")
    stage.click((X, Y))
    before, acts = dict(stage.session.document.records), stage.acts()
    stage.rest()
    picture = stage.canvas.grab().toImage()
    if tool == "picto":
        stage.arm("rupture_interface")
    else:
        stage.session.use(tool)
    stage.drag((X, Y), (X + 40, Y + 30), let_go=False)
    stage.key(Qt.Key.Key_Escape)
    stage.release((X + 40, Y + 30))
    assert dict(stage.session.document.records) == before
    assert stage.acts() == acts
    if tool == "choisir":  # the mark was selected before and still is
        stage.move((20, 20), NONE, Qt.MouseButton.NoButton)
        assert stage.session.selection
        picture_after = stage.canvas.grab().toImage()
        assert picture_after == picture


def test_lost_focus_gives_the_gesture_up(stage: Stage) -> None:
    stage.arm("rupture_interface")
    stage.drag((X, Y), (X + 40, Y + 30), let_go=False)
    stage.canvas.clearFocus()
    stage.release((X + 40, Y + 30))
    assert not stage.items()


def test_a_pictogram_dragged_from_the_palette_is_laid_where_it_is_let_go(stage: Stage) -> None:
    stage.canvas.begin_palette_drag(shipped()["ecole"], stage.canvas.mapToGlobal(stage.pixel((X, Y))))
    stage.move((X + 20, Y + 10))
    stage.release((X + 20, Y + 10))
    page = stage.canvas.desk.extent(stage.mark().uid)
    assert page is not None
    assert (page[0] + page[2]) / 2 == pytest.approx(X + 20, abs=1)
    assert stage.session.tool == "choisir"


def test_a_pictogram_let_go_beside_the_sheet_is_given_up(stage: Stage) -> None:
    stage.canvas.begin_palette_drag(shipped()["ecole"], stage.canvas.mapToGlobal(stage.pixel((X, Y))))
    away = QPointF(-60.0, 40.0)
    event = QMouseEvent(
        QMouseEvent.Type.MouseButtonRelease,
        away,
        QPointF(stage.canvas.mapToGlobal(away.toPoint())),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.NoButton,
        NONE,
    )
    QApplication.sendEvent(stage.canvas, event)
    assert not stage.items()
    assert stage.session.tool == "choisir"


def test_the_keyboard_lays_in_the_middle_of_the_view(stage: Stage) -> None:
    stage.canvas.place_in_view(shipped()["flux_domicile_travail"])
    first, *_, last = stage.mark().geometry.coords()
    assert (last[0] - first[0]) / 200 == pytest.approx(60.0)
    stage.key(Qt.Key.Key_N)
    stage.key(Qt.Key.Key_Return)
    stage.type("Deux médecins")
    assert isinstance(stage.last(), PostIt)


def test_a_post_it_let_go_on_a_panel_goes_back_and_is_told(stage: Stage) -> None:
    with stage.session.document.transaction("Noter un post-it") as act:
        note = act.put(PostIt(uid="n", texte="Col fermé", x=100.0, y=100.0))
    told: list[object] = []
    over: list[object] = []
    stage.canvas.dropped_outside.connect(lambda uids, at: told.append(uids))
    stage.canvas.dragged_outside.connect(lambda uids, at: over.append(uids))
    stage.drag((110, 105), (200, 105), (460, 105))
    assert told == [frozenset({"n"})]
    assert over[0] == frozenset({"n"})
    assert over[-1] == frozenset()
    assert stage.session.document.get("n") == note


def test_duplicate_and_select_all(stage: Stage) -> None:
    stage.arm("ecole")
    stage.click((X, Y))
    stage.key(Qt.Key.Key_D, CTRL)
    assert len(stage.items()) == 2
    stage.key(Qt.Key.Key_A, CTRL)
    assert len(stage.session.selection) == 2
    QTest.keyClick(stage.canvas, Qt.Key.Key_Delete)
    assert not stage.items()


def test_the_act_is_on_the_disk(stage: Stage) -> None:
    stage.arm("ecole")
    stage.click((X, Y))
    stage.session.file.flush()
    assert any(isinstance(item, Mark) for item in stage.items())
