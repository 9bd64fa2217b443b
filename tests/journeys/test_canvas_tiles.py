"""The tiles of the canvas: whatever was edited, panned or zoomed, they show what a whole repaint would."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from app.drawing.ink import Scene
from app.drawing.primitives import Path, line
from app.drawing.scene import Composer
from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Mark, PostIt
from app.poster.sheet import MapFrame
from app.ui.canvas import press
from app.ui.canvas.changes import changes
from app.ui.canvas.tiles import Tiles
from app.ui.tools import acts
from tests.journeys.canvas_stage import CTRL, Stage, X, Y


def shown(stage: Stage) -> QImage:
    stage.session.select(())
    stage.canvas.pointer.hover = None
    stage.canvas._pixel = None
    stage.rest()
    return stage.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def repainted(stage: Stage) -> QImage:
    """Return the canvas as tiles baked from nothing show it."""
    stage.canvas._tiles = Tiles()
    stage.canvas._stale = True
    stage.canvas._tiles.show(stage.session.scene)
    stage.canvas._tiles.pin(stage.canvas.view.fit_scale)
    stage.canvas._moved()
    return shown(stage)


def differing(one: QImage, other: QImage, tolerance: int = 2) -> int:
    """Return how many pixels differ by more than ``tolerance`` in a channel."""
    assert one.size() == other.size()
    first, second = bytes(one.constBits()), bytes(other.constBits())
    if first == second:
        return 0
    return sum(
        any(abs(first[at + each] - second[at + each]) > tolerance for each in range(3))
        for at in range(0, len(first), 4)
        if first[at : at + 4] != second[at : at + 4]
    )


def edit(stage: Stage, chance: random.Random, rank: int) -> None:
    """Do one random act."""
    document, frame = stage.session.document, MapFrame.of(stage.session.document.poster)
    marks = stage.items()
    x, y = chance.uniform(30, 260), chance.uniform(60, 260)

    def at(dx: float, dy: float) -> tuple[float, float]:
        return frame.to_ground(x + dx, y + dy)

    kind = chance.choice(
        ("point", "line", "area", "note", "move", "move", "pile", "delete", "undo", "redo", "fade")
    )
    if kind == "undo":
        stage.session.undo()
    elif kind == "redo":
        stage.session.redo()
    elif kind == "delete" and marks:
        acts.delete(document, {chance.choice(marks).uid})
    elif kind == "move" and marks:
        uids = {mark.uid for mark in marks if chance.random() < 0.4}
        acts.nudge(document, uids, stage.session.catalogue, chance.uniform(-40, 40), chance.uniform(-40, 40))
    elif kind == "pile" and marks:
        with document.transaction("Pile") as act:
            act.put(replace(chance.choice(marks), pile=document.top()))
    elif kind == "fade":
        poster = document.poster
        with document.transaction("Fond") as act:
            act.put(replace(poster, options=poster.options.having(estompe=round(chance.random(), 2))))
    else:
        with document.transaction("Poser") as act:
            if kind == "note":
                act.put(PostIt(uid=f"n{rank}", texte="Deux médecins partent en 2027", x=x, y=y))
            elif kind == "line":
                act.put(
                    Mark(
                        uid=f"m{rank}",
                        picto="flux_domicile_travail",
                        geometry=Lines(((at(0, 0), at(40, 20)),)),
                    )
                )
            elif kind == "area":
                ring = (at(0, 0), at(40, 0), at(40, 30), at(0, 30), at(0, 0))
                act.put(Mark(uid=f"m{rank}", picto="foret", geometry=Areas(((ring,),))))
            else:
                act.put(Mark(uid=f"m{rank}", picto="ecole", geometry=Point(*at(0, 0)), valence="plus"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_random_edits_the_canvas_is_what_a_full_repaint_shows(stage: Stage, seed: int) -> None:
    chance = random.Random(seed)
    for rank in range(40):
        edit(stage, chance, rank)
        if rank % 3 == 0:
            stage.rest()  # tiles are baked, and must be mended by what follows
            stage.canvas.repaint()
        if rank % 7 == 3:
            stage.wheel((X, Y), 0, chance.choice((-240, 120, 240)), CTRL)
        if rank % 7 == 5:
            stage.wheel((X, Y), chance.randint(-400, 400), chance.randint(-400, 400))
    assert stage.items()
    seen = shown(stage)
    assert differing(seen, repainted(stage)) == 0
    stage.canvas.fit()
    seen = shown(stage)
    assert differing(seen, repainted(stage)) == 0


def test_a_thing_in_hand_is_taken_out_and_put_back(stage: Stage) -> None:
    stage.arm("ecole")
    stage.click((X, Y))
    before = shown(stage)
    stage.drag((X, Y), (X + 60, Y + 30), let_go=False)
    assert differing(before, stage.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)) > 100
    stage.canvas.give_up()
    assert shown(stage) == before


def test_there_is_never_a_blank_while_tiles_are_baked(stage: Stage) -> None:
    shown(stage)
    stage.wheel((X, Y), 0, 480, CTRL)  # no tile of this scale is baked yet
    view = stage.canvas.view
    assert stage.canvas._tiles.missing(view.scale, view.seen)
    image = QImage(917, 656, QImage.Format.Format_RGB32)
    image.fill(0xFF00FF)
    painter = QPainter(image)
    try:
        stage.canvas._tiles.blit(painter, stage.canvas._corner(), view.scale, view.seen)
    finally:
        painter.end()
    at = stage.pixel((X, Y))
    # The stretched sheet and the sharp one tell the same: same grounds on both sides of the outline.
    for place in ((X, Y - 40), (X - 40, Y), (X + 20, Y + 20)):
        pixel = stage.pixel(place)
        if image.rect().contains(pixel):
            assert image.pixelColor(pixel).name() != "#ff00ff"
    assert image.rect().contains(at)
    stage.rest()
    assert not stage.canvas._tiles.missing(view.scale, view.seen)


def test_only_what_changed_is_painted_again(stage: Stage) -> None:
    composer = Composer(stage.session.catalogue)
    before = composer.compose(stage.session.document.records)
    assert not list(changes(before, composer.compose(stage.session.document.records)))
    with stage.session.document.transaction("Poser") as act:
        act.put(PostIt(uid="n", texte="Col", x=20.0, y=50.0))
    boxes = [
        box for box, base in changes(before, composer.compose(stage.session.document.records)) if not base
    ]
    assert boxes
    assert all(box[2] < 80 and box[3] < 90 for box in boxes)


def test_an_order_that_changes_is_seen() -> None:
    from app.drawing.ink import Band, Ink

    def ink(uid: str, y: float) -> Ink:
        return Ink.of(uid, Band.POINTS, (Path((line((0, y), (10, y)),), stroke="#000000", width=1.0),))

    a, b, c = ink("a", 1), ink("b", 1), ink("c", 90)
    one, other = Scene(100, 100, (a, b, c)), Scene(100, 100, (b, a, c))
    assert [box for box, _ in changes(one, other)]
    assert all(box[3] < 10 for box, _ in changes(one, other))
    assert not list(changes(one, one))


def test_memory_stays_bounded_over_many_zooms(stage: Stage) -> None:
    for step in range(40):
        stage.wheel((X, Y), 0, 120 if step % 8 < 5 else -200, CTRL)
        stage.rest()
    tiles = stage.canvas._tiles
    assert len(tiles._levels) <= 2
    assert sum(len(level.tiles) for level in tiles._levels) <= 2 * 96
    assert QPoint(*stage.canvas.view.origin) == stage.canvas._corner()


def test_a_hand_that_rests_leaves_one_scale_and_the_whole_page(stage: Stage) -> None:
    stage.put(PostIt(uid="n", x=X, y=Y, texte="Deux médecins partent"))
    shown(stage)
    for _ in range(2):
        stage.wheel((X, Y), 0, 240, CTRL)
        shown(stage)
    tiles, near = stage.canvas._tiles, stage.canvas.view.scale
    assert len(tiles._levels) == 2
    stage.canvas._rest()
    assert [level.scale for level in tiles._levels] == [near]
    stage.wheel((X, Y), 0, -240, CTRL)
    seen = shown(stage)
    assert differing(seen, repainted(stage)) == 0


def test_what_a_pointer_rests_on_is_made_ready_for_an_act(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rank in range(12):
        stage.put(PostIt(uid=f"n{rank}", x=X + rank, y=Y + rank, texte="Deux médecins partent en 2027"))
    shown(stage)
    stage.move((X + 4, Y + 4))
    stage.qtbot.waitUntil(lambda: bool(stage.canvas._tiles._press._prints))
    stage.rest()
    painted: list[object] = []
    monkeypatch.setattr(press, "paint", lambda painter, few, *rest: painted.extend(few))
    stage.canvas._tiles.hide(frozenset({stage.canvas.pointer.hover.uid}))  # type: ignore[union-attr] # it lies there
    stage.canvas.repaint()
    assert not painted


def test_making_ready_leaves_words_that_are_typed_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.put(PostIt(uid="n", x=X, y=Y, texte="Col"))
    shown(stage)
    stage.canvas.edit_text("n")
    stage.rest()
    composed: list[object] = []
    monkeypatch.setattr(stage.session._composer, "compose", lambda *_, **__: composed.append(1))
    stage.session._scene = None  # as after a letter
    stage.canvas._bake()
    assert not composed
    monkeypatch.undo()
