"""Every entry laid on the canvas: by its gesture, by the keyboard, from the palette; and given up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.catalogue.load import shipped
from app.poster.geometry import Areas, Lines, Point
from app.poster.sheet import MapFrame
from tests.journeys.canvas_hand import (
    RING,
    back,
    chip,
    drafts,
    enter,
    hover,
)
from tests.journeys.canvas_stage import Stage, X, Y

STRUCTURES = [(key, forme) for key, each in shipped().items() if each.structure for forme in each.formes]
ONE_STEP = ("clic", "contour", "trait", "pont")


def begin(stage: Stage, hold: str) -> None:
    """Do the first steps of a gesture, short of its end."""
    if hold in ("contour", "deux", "noyau", "entree", "direction"):
        stage.drag(*RING, let_go=hold != "contour")
    elif hold in ("clic", "trait", "pont"):
        stage.drag((X, Y), (X + 20, Y), (X + 40, Y), let_go=False)
    else:
        for place in ((X - 30, Y - 30), (X + 30, Y - 20), (X + 20, Y + 30)):
            stage.click(place)
        hover(stage, (X - 30, Y + 30))


@pytest.mark.parametrize(("key", "forme"), STRUCTURES)
def test_escape_leaves_no_trace_of_a_gesture_under_way(stage: Stage, key: str, forme: str) -> None:
    stage.arm(key, forme)
    begin(stage, shipped()[key].hold(forme))  # type: ignore[arg-type]
    assert drafts(stage), "the sheet shows it before it is there"
    stage.key(Qt.Key.Key_Escape)
    assert not stage.items()
    assert stage.acts() == 0
    assert not drafts(stage)
    assert not chip(stage)


@pytest.mark.parametrize(("key", "forme"), STRUCTURES)
def test_a_structure_laid_by_its_gesture_is_one_act_and_is_drawn(stage: Stage, key: str, forme: str) -> None:
    hold = shipped()[key].hold(forme)  # type: ignore[arg-type]
    stage.arm(key, forme)
    begin(stage, hold)
    if hold in ONE_STEP:
        stage.release(RING[-1] if hold == "contour" else (X + 40, Y))
    else:
        enter(stage)
    made = stage.mark()
    assert made.picto == key
    assert made.uid in stage.session.selection
    assert stage.session.tool == "choisir"
    assert isinstance(made.geometry, {"point": Point, "aire": Areas}.get(forme, Lines))
    assert stage.acts() == 1
    ink = stage.session.scene.ink(made.uid)
    assert ink is not None
    assert ink.primitives
    stage.session.undo()
    assert not stage.items()


def test_backspace_takes_back_every_step_down_to_nothing(stage: Stage) -> None:

    for key in ("semis_urbain", "reseau", "reseau_maille", "tissu_du_changement"):
        stage.arm(key)
        for place in ((X - 30, Y - 30), (X + 30, Y - 20), (X + 20, Y + 30)):
            stage.click(place)
        for _ in range(3):
            back(stage)
        assert not stage.canvas.desk.hand.busy
        assert not stage.items()
        assert stage.session.armed is shipped()[key]


def test_the_keyboard_lays_every_entry_whole(stage: Stage) -> None:
    laid = 0
    x, y = stage.canvas.view.middle(MapFrame.of(stage.session.document.poster).box)
    assert (x, y) == pytest.approx((X, Y))  # the middle of the map, not that of the sheet
    for key, pictogram in shipped().items():
        for forme in pictogram.formes:
            stage.arm(key, forme)
            enter(stage)
            (made,) = stage.items()
            assert made.uid in stage.session.selection
            ink = stage.session.scene.ink(made.uid)
            assert ink is not None
            assert ink.extent is not None, (key, forme)
            left, top, right, bottom = ink.extent
            assert left - 1 < x < right + 1, (key, forme)
            assert top - 1 < y < bottom + 1, (key, forme)
            stage.session.undo()
            laid += 1
    assert laid >= len(shipped()) >= 97


def test_what_is_let_go_from_the_palette_is_laid_whole(stage: Stage) -> None:
    for key in (
        "reseau_maille",
        "axes_de_propagation",
        "semis_urbain",
        "tissu_du_changement",
        "aires_extension",
    ):
        stage.canvas.begin_palette_drag(shipped()[key], stage.canvas.mapToGlobal(stage.pixel((X, Y))))
        stage.move((X + 10, Y + 10))
        stage.release((X + 10, Y + 10))
        made = stage.mark()
        assert made.picto == key
        ink = stage.session.scene.ink(made.uid)
        assert ink is not None
        assert ink.primitives


def test_what_stands_is_laid_when_the_hand_goes_elsewhere(stage: Stage) -> None:
    stage.arm("reseau")
    stage.click((X, Y))
    stage.click((X + 30, Y))
    stage.arm("ecole")  # another tile, before Entrée
    assert stage.mark().picto == "reseau"
    assert stage.session.armed is shipped()["ecole"]
    assert not stage.session.selection
    stage.click((X, Y + 40))
    assert stage.mark().picto == "ecole"
    stage.arm("semis_urbain")
    stage.click((X, Y - 30))
    stage.canvas.clearFocus()
    assert stage.mark().picto == "semis_urbain"
    stage.arm("centres_limites_polygones")
    stage.click((X, Y))
    stage.session.use("choisir")  # one centre is nothing yet
    assert len(stage.items()) == 3
    assert not stage.canvas.desk.hand.busy
