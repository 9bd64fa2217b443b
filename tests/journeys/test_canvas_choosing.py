"""Choosing on the canvas: select, move, reshape, delete, and words written in place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.poster.geometry import Lines, Point
from app.poster.records import LigneGrille, Mark, PostIt, Trace
from tests.journeys.canvas_stage import ALT, CTRL, NONE, SHIFT, Stage, X, Y


def point(stage: Stage, x: float, y: float, uid: str, picto: str = "ecole") -> Mark:
    frame = stage.canvas.desk.hand.context.frame
    with stage.session.document.transaction("Poser") as act:
        return act.put(Mark(uid=uid, picto=picto, geometry=Point(*frame.to_ground(x, y))))


def where(stage: Stage, uid: str) -> tuple[float, float]:
    mark = stage.session.document.get(uid)
    assert isinstance(mark, Mark)
    return stage.canvas.desk.hand.context.frame.to_page(*next(iter(mark.geometry.coords())))


def test_click_band_and_move_several(stage: Stage) -> None:
    point(stage, X, Y, "a")
    point(stage, X + 40, Y, "b")
    stage.click((X, Y))
    assert stage.session.selection == {"a"}
    stage.click((X + 40, Y), SHIFT)
    assert stage.session.selection == {"a", "b"}
    stage.click((40, 220))
    assert not stage.session.selection
    stage.drag((X - 30, Y - 30), (X, Y), (X + 70, Y + 30))
    assert stage.session.selection == {"a", "b"}
    acts = stage.acts()
    stage.drag((X, Y), (X + 10, Y + 30))
    assert stage.acts() == acts + 1
    assert where(stage, "a") == pytest.approx((X + 10, Y + 30), abs=0.6)
    assert where(stage, "b") == pytest.approx((X + 50, Y + 30), abs=0.6)
    stage.session.undo()
    assert where(stage, "a") == pytest.approx((X, Y), abs=1e-6)


def test_shift_keeps_the_axis_and_alt_copies(stage: Stage) -> None:
    point(stage, X, Y, "a")
    stage.drag((X, Y), (X + 40, Y + 6), held=SHIFT)
    assert where(stage, "a")[1] == pytest.approx(Y, abs=1e-6)
    stage.drag((X + 40, Y), (X + 40, Y + 50), held=ALT)
    assert len(stage.items()) == 2


def test_arrows_nudge_by_one_ten_and_a_tenth(stage: Stage) -> None:
    point(stage, X, Y, "a")
    stage.session.select({"a"})
    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_Down, SHIFT)
    stage.key(Qt.Key.Key_Left, ALT)
    assert where(stage, "a") == pytest.approx((X + 0.9, Y + 10))


def test_tab_walks_the_things_of_the_sheet(stage: Stage) -> None:
    for rank, uid in enumerate("abc"):
        point(stage, X + 30 * rank, Y, uid)
    seen = []
    for _ in range(4):
        stage.key(Qt.Key.Key_Tab)
        seen += stage.session.selection
    assert seen == ["a", "b", "c", "a"]
    stage.key(Qt.Key.Key_Backtab, SHIFT)
    assert stage.session.selection == {"c"}


def test_escape_goes_back_one_step_at_a_time(stage: Stage) -> None:
    point(stage, X, Y, "a")
    stage.session.select({"a"})
    stage.key(Qt.Key.Key_N)
    stage.press((X + 40, Y))
    stage.key(Qt.Key.Key_Escape)
    assert stage.session.tool == "postit"
    stage.key(Qt.Key.Key_Escape)
    assert stage.session.tool == "choisir"
    assert stage.session.selection == {"a"}
    stage.key(Qt.Key.Key_Escape)
    assert not stage.session.selection


def test_a_vertex_is_added_on_a_midpoint_moved_by_keys_and_deleted(stage: Stage) -> None:
    frame = stage.canvas.desk.hand.context.frame
    run = (frame.to_ground(X - 40, Y), frame.to_ground(X + 40, Y))
    with stage.session.document.transaction("Poser") as act:
        act.put(Mark(uid="l", picto="limite_administrative", geometry=Lines((run,))))
    stage.session.select({"l"})
    stage.drag((X, Y), (X, Y + 15), (X, Y + 30))
    stage.key(Qt.Key.Key_M)
    for _ in range(2):
        stage.key(Qt.Key.Key_M)

    def bends() -> list[tuple[float, float]]:
        mark = stage.session.document.get("l")
        assert isinstance(mark, Mark)
        return [frame.to_page(*at) for at in mark.geometry.coords()]

    assert len(bends()) == 3
    assert bends()[1] == pytest.approx((X, Y + 30), abs=0.6)
    chosen = stage.canvas.desk.chosen
    assert chosen is not None
    before = bends()
    stage.key(Qt.Key.Key_Up)
    assert sum(a != b for a, b in zip(before, bends(), strict=True)) == 1
    stage.click((X, Y + 30))  # takes the bend, or what lies there
    stage.press(bends()[1])
    stage.release(bends()[1])
    stage.key(Qt.Key.Key_Delete)
    assert len(bends()) == 2


def test_a_corner_resizes(stage: Stage) -> None:
    point(stage, X, Y, "a")
    stage.session.select({"a"})
    corner = next(each for each in stage.canvas.desk.handles() if each.role == "taille" and each.path == (2,))
    stage.drag(corner.at, (corner.at[0] + 5, corner.at[1] + 5), (corner.at[0] + 8, corner.at[1] + 8))
    mark = stage.session.document.get("a")
    assert isinstance(mark, Mark)
    assert mark.taille_mm is not None
    assert 30 < mark.taille_mm < 40


def test_locked_things_are_not_caught(stage: Stage) -> None:
    mark = point(stage, X, Y, "a")
    with stage.session.document.transaction("Verrouiller") as act:
        act.put(replace(mark, verrouille=True))
    stage.drag((X, Y), (X + 30, Y + 30))
    assert where(stage, "a") == pytest.approx((X, Y), abs=1e-6)
    stage.drag((X - 30, Y - 30), (X, Y), (X + 30, Y + 30))
    assert not stage.session.selection
    stage.click((X, Y))  # a click says that it is locked
    assert stage.session.selection == {"a"}
    assert not stage.canvas.desk.handles()
    stage.key(Qt.Key.Key_Delete)
    assert stage.session.document.get("a") is not None


def test_the_eraser_rubs_out_in_one_act(stage: Stage) -> None:
    point(stage, X, Y, "a")
    point(stage, X + 40, Y, "b")
    acts = stage.acts()
    stage.key(Qt.Key.Key_E)
    stage.drag((X - 20, Y), (X + 60, Y))
    assert not stage.items()
    assert stage.acts() == acts + 1


def test_a_double_click_edits_the_words_in_place(stage: Stage) -> None:
    with stage.session.document.transaction("Écrire") as act:
        act.put(PostIt(uid="n", texte="Col fermé", x=100.0, y=100.0))
    acts = stage.acts()
    stage.double_click((112, 106))
    stage.type("Col ouvert")  # what was written is selected: typing replaces it
    note = stage.session.document.get("n")
    assert isinstance(note, PostIt)
    assert note.texte == "Col ouvert"
    assert stage.acts() == acts + 1
    stage.session.undo()
    assert stage.session.document.get("n").texte == "Col fermé"  # type: ignore[union-attr]


def test_the_poster_follows_each_letter_and_nothing_is_written_for_nothing(stage: Stage) -> None:
    with stage.session.document.transaction("Écrire") as act:
        act.put(PostIt(uid="n", texte="Col", x=100.0, y=100.0))
    acts = stage.acts()
    stage.session.select({"n"})
    stage.key(Qt.Key.Key_F2)
    assert not stage.session.document.busy
    QTest.keyClick(stage.field, Qt.Key.Key_End)
    QTest.keyClicks(stage.field, " du Beal")
    assert stage.session.document.get("n").texte == "Col du Beal"  # type: ignore[union-attr]
    assert stage.acts() == acts
    QTest.keyClick(stage.field, Qt.Key.Key_Return, CTRL)
    assert stage.acts() == acts + 1
    stage.key(Qt.Key.Key_Return)
    QTest.keyClick(stage.field, Qt.Key.Key_Escape)
    assert stage.acts() == acts + 1


def test_a_click_elsewhere_keeps_the_words_and_takes_what_is_there(stage: Stage) -> None:
    point(stage, X, Y, "a")
    with stage.session.document.transaction("Écrire") as act:
        act.put(PostIt(uid="n", texte="Col", x=60.0, y=60.0))
    stage.double_click((72, 66))
    stage.type("Le col est ferme", keep=False)
    stage.click((X, Y))
    assert stage.canvas.writing.field is None
    assert stage.session.document.get("n").texte == "Le col est ferme"  # type: ignore[union-attr]
    assert stage.session.selection == {"a"}
    assert not stage.session.document.busy


def test_undo_from_elsewhere_keeps_the_words_first(stage: Stage) -> None:
    with stage.session.document.transaction("Écrire") as act:
        act.put(PostIt(uid="n", texte="Col", x=60.0, y=60.0))
    stage.double_click((72, 66))
    stage.type("Autre", keep=False)
    stage.session.undo()
    assert stage.canvas.writing.field is None
    assert stage.session.document.get("n").texte == "Col"  # type: ignore[union-attr]


def test_title_group_message_and_amof_are_written_on_the_sheet(stage: Stage) -> None:
    stage.click((60, 20))
    QTest.keyClicks(stage.field, "Une vallee qui tient")
    QTest.keyClick(stage.field, Qt.Key.Key_Return)
    assert stage.session.document.poster.titre == "Une vallee qui tient"
    stage.canvas.edit_text("feuille:groupe")
    stage.type("Groupe 3")
    assert stage.session.document.poster.groupe == "Groupe 3"
    stage.canvas.edit_text("feuille:messages")
    stage.type("On tient ensemble")
    case = stage.canvas.desk.ink("feuille:amof:M")
    assert case is not None
    assert case.extent is not None
    stage.click(((case.extent[0] + case.extent[2]) / 2, case.extent[3] - 3))
    stage.type("Le col")
    lines = {(line.grille, line.case): line.texte for line in stage.session.document.all(LigneGrille)}
    assert lines == {("messages", "message"): "On tient ensemble", ("amof", "M"): "Le col"}
    line = next(each for each in stage.session.document.all(LigneGrille) if each.case == "M")
    stage.canvas.edit_text(line.uid)
    stage.type("Le col en hiver")
    assert stage.session.document.get(line.uid).texte == "Le col en hiver"  # type: ignore[union-attr]
    stage.canvas.edit_text(line.uid)
    stage.field.selectAll()
    QTest.keyClick(stage.field, Qt.Key.Key_Delete)
    QTest.keyClick(stage.field, Qt.Key.Key_Escape)
    assert stage.session.document.get(line.uid) is None


def test_a_label_is_written_beside_its_mark(stage: Stage) -> None:
    point(stage, X, Y, "a")
    stage.double_click((X, Y))
    stage.type("Le lycée")
    mark = stage.session.document.get("a")
    assert isinstance(mark, Mark)
    assert mark.etiquette == "Le lycée"


def test_thin_lines_are_caught_from_near_and_things_before_the_area_they_stand_in(stage: Stage) -> None:
    frame = stage.canvas.desk.hand.context.frame
    ground = [frame.to_ground(*at) for at in ((X - 50, Y), (X + 50, Y))]
    commune = stage.session.document.records["c1"]
    with stage.session.document.transaction("Poser") as act:
        act.put(Mark(uid="aire", picto="zone", geometry=commune.geometry))  # type: ignore[union-attr]
        act.put(Trace(uid="trait", geometry=Lines((tuple(ground),))))
    near = (X - 30, Y - 2)
    assert stage.canvas.desk.find(near).uid == "trait"  # type: ignore[union-attr]
    assert stage.canvas.desk.find((X - 35, Y - 30)).uid == "aire"  # type: ignore[union-attr]
    assert stage.canvas.desk.find((X + 40, Y + 30)) is None


def test_a_panel_that_opens_keeps_the_view(stage: Stage) -> None:
    stage.rest()
    before = (stage.canvas.view.origin, stage.canvas.view.scale)
    stage.canvas.resize(650, 656)
    assert (stage.canvas.view.origin, stage.canvas.view.scale) == before
    point(stage, 400, Y, "a")
    stage.canvas.resize(917, 656)
    stage.session.select({"a"})
    stage.canvas.resize(650, 656)
    right = stage.pixel((400, Y)).x()
    assert right < 650


def test_pan_zoom_and_f(stage: Stage) -> None:
    view = stage.canvas.view
    whole = view.scale
    at = stage.pixel((X, Y))
    stage.wheel((X, Y), 0, 240, CTRL)
    assert view.scale == pytest.approx(whole * 1.25**2)
    assert abs(stage.pixel((X, Y)).x() - at.x()) <= 1
    origin = view.origin
    stage.wheel((X, Y), 0, -120)
    assert view.origin[1] < origin[1]
    stage.wheel((X, Y), 0, -120, SHIFT)
    assert view.origin[0] < origin[0]
    origin = view.origin
    QTest.mousePress(stage.canvas, Qt.MouseButton.MiddleButton, NONE, at)
    stage.move((X + 20, Y), NONE, Qt.MouseButton.MiddleButton)
    QTest.mouseRelease(stage.canvas, Qt.MouseButton.MiddleButton, NONE, at)
    assert view.origin[0] > origin[0]
    origin = view.origin
    QTest.keyPress(stage.canvas, Qt.Key.Key_Space)
    stage.drag((X, Y), (X, Y - 10))
    QTest.keyRelease(stage.canvas, Qt.Key.Key_Space)
    assert view.origin[1] < origin[1]
    assert not stage.session.selection
    stage.key(Qt.Key.Key_F)
    assert view.scale == whole
    assert view.whole


def test_the_field_follows_the_view(stage: Stage) -> None:
    with stage.session.document.transaction("Écrire") as act:
        act.put(PostIt(uid="n", texte="Col", x=60.0, y=60.0))
    stage.canvas.edit_text("n")
    before = stage.field.geometry()
    stage.canvas.zoom_in()
    after = stage.field.geometry()
    assert after.height() > before.height()
    assert QPointF(after.topLeft()) != QPointF(before.topLeft())


def test_a_panel_that_opens_at_the_press_does_not_move_what_is_pressed(stage: Stage) -> None:
    point(stage, 400, Y, "a")
    stage.session.selection_changed.connect(lambda: stage.canvas.resize(650, 656))
    stage.press((400, Y))
    assert stage.session.selection == {"a"}
    origin = stage.canvas.view.origin
    stage.release((400, Y))
    assert where(stage, "a") == pytest.approx((400, Y), abs=1e-6)
    assert stage.canvas.view.origin[0] < origin[0]  # and then it is brought into sight
    assert stage.pixel((400, Y)).x() < 650


def test_two_fingers_zoom_where_they_are(stage: Stage) -> None:
    at = QPointF(stage.pixel((X, Y)))
    scale = stage.canvas.view.scale
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        at,
        at,
        QPointF(stage.canvas.mapToGlobal(at.toPoint())),
        0.2,
        QPointF(),
    )
    QApplication.sendEvent(stage.canvas, event)
    assert stage.canvas.view.scale == pytest.approx(1.2 * scale)
    assert stage.pixel((X, Y)).x() == pytest.approx(at.x(), abs=1)


def test_a_right_click_chooses_and_asks_for_the_menu(stage: Stage) -> None:
    point(stage, X, Y, "a")
    asked: list[str] = []
    stage.canvas.menu_asked.connect(lambda uid, at: asked.append(uid))
    for page in ((X, Y), (40, 220)):
        at = stage.pixel(page)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, stage.canvas.mapToGlobal(at))
        QApplication.sendEvent(stage.canvas, event)
    assert asked == ["a", ""]
    assert not stage.session.selection


def test_letters_go_through_the_qualifiers_of_what_is_selected(stage: Stage) -> None:
    point(stage, X, Y, "a")
    stage.key(Qt.Key.Key_D)
    stage.session.select({"a"})
    for key, field, values in (
        (Qt.Key.Key_D, "temps", ["passe", "present", "futur", ""]),
        (Qt.Key.Key_J, "valence", ["plus", "moins", "mixte", ""]),
        (Qt.Key.Key_I, "intensite", [1, 2, 3, None]),
        (Qt.Key.Key_G, "tendance", ["hausse", "stable", "baisse", ""]),
    ):
        seen = []
        for _ in range(4):
            stage.key(key)
            seen.append(getattr(stage.session.document.get("a"), field))
        assert seen == values
