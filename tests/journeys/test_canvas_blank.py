"""A blank sheet under the hand: each entry, each handle and each tool gives what it gives on a ground, to 0.01 mm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.catalogue.load import shipped
from app.drawing.ink import Ink
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.ui.tools.spoken import ground_length
from tests.journeys.blank_stage import BOTH, ON_PAPER, differs, staged
from tests.journeys.canvas_hand import RING, enter
from tests.journeys.canvas_stage import Stage, X, Y
from tests.journeys.test_canvas_laying_all import ONE_STEP, begin

ENTRIES = [(key, forme) for key, each in shipped().items() for forme in each.formes]
#: A structure for each way of holding one.
STRUCTURES = list(
    {
        (each.hold(forme), forme): (key, forme)
        for key, each in shipped().items()
        for forme in each.formes
        if each.structure
    }.values()
)
Seen = dict[Any, tuple[Ink, ...]]


def seen(stage: Stage) -> tuple[Ink, ...]:
    """Return the inks of everything that was laid, without who they are."""
    found = [stage.session.scene.ink(item.uid) for item in stage.items()]
    return tuple(replace(ink, uid="") for ink in found if ink is not None)


def by_keyboard(stage: Stage) -> Seen:
    found: Seen = {}
    for key, forme in ENTRIES:
        stage.arm(key, forme)
        enter(stage)
        found[key, forme] = seen(stage)
        stage.session.undo()
    return found


def by_gesture(stage: Stage) -> Seen:
    found: Seen = {}
    for key, forme in STRUCTURES:
        hold = shipped()[key].hold(forme)  # type: ignore[arg-type]  # of its own formes
        stage.arm(key, forme)
        begin(stage, hold)
        if hold in ONE_STEP:
            stage.release(RING[-1] if hold == "contour" else (X + 40, Y))
        else:
            enter(stage)
        found[key, forme] = seen(stage)
        stage.session.undo()
    return found


def by_handles(stage: Stage) -> Seen:
    """Drag one handle of each kind that any structure has, then take it back."""
    found: Seen = {}
    known: set[tuple[str, str]] = set()
    for key, forme in STRUCTURES:
        stage.arm(key, forme)
        enter(stage)
        roles = {(each.role, each.key): rank for rank, each in enumerate(stage.canvas.desk.handles())}
        for role, rank in roles.items():
            if role in known:
                continue
            known.add(role)
            handle = stage.canvas.desk.handles()[rank]
            acts = stage.acts()
            x, y = handle.at
            stage.drag((x, y), (x + 4.0, y + 3.0), (x + 9.0, y + 5.0))
            found[key, forme, role] = seen(stage)
            while stage.acts() > acts:
                stage.session.undo()
        stage.session.select(set())
        stage.session.undo()
    return found


def by_tools(stage: Stage) -> Seen:
    """Draw freely, move, turn the order, nudge, copy, simplify, delete a vertex."""
    found: Seen = {}
    for tool in ("crayon", "fleche", "zone"):
        stage.session.use(tool)
        stage.drag(*RING)
        found[tool] = seen(stage)
    stage.session.use("choisir")
    stage.session.select({stage.items()[0].uid})
    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    found["nudge"] = seen(stage)
    stage.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    found["copy"] = seen(stage)
    stage.session.use("choisir")
    stage.session.select(set())
    stage.drag((X - 30, Y - 30), (X, Y), (X + 12, Y + 8))
    found["move"] = seen(stage)
    return found


@pytest.mark.parametrize("lay", [by_keyboard, by_gesture, by_handles, by_tools])
def test_what_is_laid_looks_the_same(lay: Callable[[Stage], Seen], tmp_path: Path, qtbot: QtBot) -> None:
    both = []
    for poster in BOTH:
        with staged(poster, tmp_path, qtbot) as stage:
            both.append(lay(stage))
    ground, paper = both
    assert list(ground) == list(paper)
    wrong = {key: said for key, inks in ground.items() if (said := differs(inks, paper[key]))}
    assert not wrong
    assert all(paper.values())


def test_a_vertex_moves_alone(tmp_path: Path, qtbot: QtBot) -> None:
    with staged(ON_PAPER, tmp_path, qtbot) as stage:
        frame = MapFrame.of(stage.session.document.poster)
        stage.arm("zone")
        enter(stage)
        before = stage.mark().geometry
        handle = next(each for each in stage.canvas.desk.handles() if each.role == "sommet")
        stage.drag(handle.at, (handle.at[0] - 3, handle.at[1] - 3), (handle.at[0] - 6, handle.at[1] - 6))
        after = stage.mark().geometry
        moved = [
            frame.to_page(*now)
            for was, now in zip(before.coords(), after.coords(), strict=True)
            if was != now
        ]
        assert len(set(moved)) == 1


def test_lengths_of_paper_are_said_in_mm() -> None:
    assert ground_length(0.0384) == "38\u00a0mm"
    assert ground_length(1.24) == "1,2\u00a0m"
    assert ground_length(650) == "650\u00a0m"
    assert ground_length(4200) == "4,2\u00a0km"


def test_turning_the_sheet_keeps_everything_in_sight(tmp_path: Path, qtbot: QtBot) -> None:
    from app.ui import sheet_acts

    with staged(ON_PAPER, tmp_path, qtbot) as stage:
        frame = MapFrame.of(stage.session.document.poster)
        left, top, right, bottom = frame.box
        stage.put(
            *(
                Mark(uid=f"m{rank}", picto="ecole", geometry=stage_point(frame, at))
                for rank, at in enumerate([(left, top), (right, bottom), (X, Y)])
            )
        )
        for way in ("portrait", "paysage"):
            assert sheet_acts.turn(stage.session, way)  # type: ignore[arg-type]  # both ways
            now = MapFrame.of(stage.session.document.poster)
            for mark in stage.session.document.all(Mark):
                x, y = now.to_page(*next(mark.geometry.coords()))
                assert now.box[0] - 1e-6 <= x <= now.box[2] + 1e-6
                assert now.box[1] - 1e-6 <= y <= now.box[3] + 1e-6
        assert stage.session.document.poster.metres_par_mm == pytest.approx(0.001)
        stage.session.undo()
        stage.session.undo()
        assert MapFrame.of(stage.session.document.poster) == frame


def stage_point(frame: MapFrame, at: tuple[float, float]) -> Any:
    from app.poster.geometry import Point

    return Point(*frame.to_ground(*at))
