"""What is locked stays: no band, drag, rubber, deletion, word or setting touches it until it is unlocked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.poster.records import LigneGrille, PostIt
from app.ui.marge import writes
from tests.journeys.canvas_stage import ALT, CTRL, SHIFT, Stage, X, Y
from tests.journeys.test_canvas_choosing import point, where


@pytest.fixture
def locked(stage: Stage) -> Stage:
    """A locked sign and a free one."""
    point(stage, X, Y, "a")
    point(stage, X + 40, Y, "b")
    stage.session.select({"a"})
    stage.key(Qt.Key.Key_L, CTRL)
    stage.session.select(())
    return stage


def held(stage: Stage) -> bool:
    return stage.session.document.get("a").verrouille  # type: ignore[union-attr]


def test_ctrl_l_locks_and_unlocks_in_one_act_each(locked: Stage) -> None:
    assert held(locked)
    locked.click((X, Y))
    assert locked.session.selection == {"a"}
    acts = locked.acts()
    locked.key(Qt.Key.Key_L, CTRL)
    assert not held(locked)
    assert locked.acts() == acts + 1


def test_no_hand_moves_rubs_or_deletes_it(locked: Stage) -> None:
    before = locked.session.document.get("a")
    locked.key(Qt.Key.Key_A, CTRL)
    assert locked.session.selection == {"b"}
    for way in (((X - 30, Y - 30), (X + 20, Y + 30)), ((X + 20, Y + 30), (X - 30, Y - 30))):
        locked.drag(*way)
        assert not locked.session.selection
    locked.drag((X, Y), (X + 20, Y + 20))
    locked.drag((X, Y), (X + 20, Y + 20), held=ALT)
    locked.click((X, Y))
    for key in (
        Qt.Key.Key_Right,
        Qt.Key.Key_Delete,
        Qt.Key.Key_D,
        Qt.Key.Key_B,
        Qt.Key.Key_F2,
        Qt.Key.Key_Return,
    ):
        locked.key(key)
    assert locked.canvas.writing.field is None
    locked.double_click((X, Y))
    assert locked.canvas.writing.field is None
    locked.key(Qt.Key.Key_E)
    locked.drag((X - 20, Y), (X + 20, Y))
    assert locked.session.document.get("a") == before
    assert len(locked.items()) == 2


def test_among_others_it_stays_and_keeps_its_settings(locked: Stage) -> None:
    locked.click((X, Y))
    locked.click((X + 40, Y), SHIFT)
    assert locked.session.selection == {"a", "b"}
    locked.key(Qt.Key.Key_Down, SHIFT)
    assert where(locked, "a") == pytest.approx((X, Y))
    assert where(locked, "b") == pytest.approx((X + 40, Y + 10))
    writes.put(locked.session.document, locked.session.selection, "temps", "futur")
    assert locked.session.document.get("a").temps == ""  # type: ignore[union-attr]
    assert locked.session.document.get("b").temps == "futur"  # type: ignore[union-attr]


def test_the_padlock_shows_over_it_and_where_a_drag_pulls_in_vain(locked: Stage) -> None:
    canvas = locked.canvas
    locked.move((X, Y), button=Qt.MouseButton.NoButton)
    hover = canvas.pointer.hover
    assert hover is not None
    assert hover.locked
    locked.drag((X, Y), (X + 10, Y + 10), let_go=False)
    assert canvas.desk.feedback.fast
    assert canvas.desk.feedback.band
    locked.release((X + 10, Y + 10))
    locked.drag((30, 200), (60, 220), let_go=False)
    assert not canvas.desk.feedback.fast  # bare ground: nobody expects the map to move
    locked.release((60, 220))


@pytest.mark.parametrize("part", ["feuille:titre", "feuille:amof:M", "m", "l", "feuille:territoire"])
def test_the_frames_of_the_sheet_never_move(stage: Stage, part: str) -> None:
    with stage.session.document.transaction("Écrire") as act:
        act.put(LigneGrille(uid="l", grille="amof", case="M", texte="Le col"))
        act.put(LigneGrille(uid="m", grille="messages", case="message", texte="On tient ensemble"))
    ink = stage.canvas.desk.ink(part)
    assert ink is not None
    assert ink.extent is not None
    before, acts = dict(stage.session.document.records), stage.acts()
    at = (ink.extent[0] + 2, ink.extent[3] - 1.5)
    stage.drag(at, (at[0] + 40, at[1] + 12), let_go=False)
    assert stage.canvas.desk.feedback.fast
    stage.release((at[0] + 40, at[1] + 12))
    assert dict(stage.session.document.records) == before
    assert stage.acts() == acts


def test_a_locked_post_it_is_not_written_on(stage: Stage) -> None:
    with stage.session.document.transaction("Écrire") as act:
        act.put(PostIt(uid="n", texte="Col", x=100.0, y=100.0, verrouille=True))
    stage.canvas.edit_text("n")
    assert stage.canvas.writing.field is None
