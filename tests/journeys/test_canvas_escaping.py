"""Escape gives up any gesture at any step, and nothing is left of it: no record, no act, no change on screen."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt

from app.poster.geometry import Coord, Lines, Point
from app.poster.records import LigneGrille, Mark, PostIt, Record, Texte, Trace
from app.ui.tools.tool import Feedback
from tests.journeys.canvas_stage import ALT, CTRL, NONE, SHIFT, Stage, X, Y
from tests.journeys.test_canvas_choosing import point

#: What is in hand: a tool of the row, or a pictogram and its form.
HANDS = [
    *("choisir", "postit", "texte", "crayon", "fleche", "zone", "gomme"),
    *(("ecole", "point"), ("limite_administrative", "ligne"), ("zone", "aire"), ("reseau_maille", "reseau")),
]
#: Steps of a gesture: what the pointer does, and where it goes.
STEPS: dict[str, tuple[str, ...]] = {
    "press": ("press",),
    "press, move": ("press", "move"),
    "press, move, move": ("press", "move", "move"),
    "click, move": ("press", "release", "move"),
    "two clicks": ("press", "release", "move", "press", "release", "move"),
    "click, drag": ("press", "release", "press", "move", "move"),
    "three clicks, press": ("press", "release", "press", "release", "press", "release", "press"),
}
WHERE = ((X, Y), (X + 22, Y + 9), (X + 31, Y - 28), (X - 18, Y + 33), (X + 45, Y + 20))


def furnished(stage: Stage) -> None:
    """Put one thing of each kind on the sheet."""
    frame = stage.canvas.desk.hand.context.frame
    run = tuple(frame.to_ground(*at) for at in ((X - 40, Y - 30), (X, Y - 45), (X + 30, Y - 30)))
    commune = stage.session.document.records["c1"]
    with stage.session.document.transaction("Poser") as act:
        act.put(Mark(uid="aire", picto="zone", geometry=commune.geometry))  # type: ignore[union-attr]
        act.put(Mark(uid="ligne", picto="limite_administrative", geometry=Lines((run,))))
        act.put(Trace(uid="trait", geometry=Lines((run[:2],))))
        mark = act.put(Mark(uid="a", picto="ecole", geometry=_at(stage, X, Y)))
        act.put(Texte(uid="texte", geometry=_at(stage, X + 50, Y + 60), texte="Le col"))
        act.put(PostIt(uid="n", texte="Col fermé", x=X + 40, y=Y - 70, cible=mark.uid))
        act.put(LigneGrille(uid="l", grille="amof", case="M", texte="Le col"))


def _at(stage: Stage, x: float, y: float) -> Point:
    return Point(*stage.canvas.desk.hand.context.frame.to_ground(x, y))


State = tuple[dict[str, Record], int, int, bool]


def state(stage: Stage) -> State:
    history = stage.session.history
    document = stage.session.document
    return dict(document.records), history.cursor, len(history.acts), document.busy


def take(stage: Stage, hand: object) -> None:
    if isinstance(hand, tuple):
        stage.arm(*hand)
    else:
        stage.session.use(str(hand))


def play(stage: Stage, steps: tuple[str, ...], places: tuple[Coord, ...]) -> State:
    """Go through steps; return how the poster stood when the last gesture began."""
    rank = 0
    stood = state(stage)
    for step in steps:
        at = places[rank % len(places)]
        if not stage.canvas.desk.hand.busy:
            if stage.canvas.writing.field is not None:
                stage.type("")
            stood = state(stage)
        if step == "press":
            stage.press(at)
        elif step == "release":
            stage.release(at)
            rank += 1
        else:
            rank += 1
            stage.move(places[rank % len(places)])
    return stood


def give_up(stage: Stage) -> None:
    """Escape, from the words that opened too."""
    if stage.canvas.writing.field is not None:
        stage.type("")
    for _ in range(4):
        stage.key(Qt.Key.Key_Escape)


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand if isinstance(hand, str) else "-".join(hand))
def test_escape_leaves_no_trace(stage: Stage, hand: object, steps: tuple[str, ...]) -> None:
    furnished(stage)
    take(stage, hand)
    before = state(stage)
    stood = play(stage, steps, WHERE)
    if not stage.canvas.desk.hand.busy:
        # The gesture has ended well: what it wrote is an act, and undo takes it all back.
        give_up(stage)
        while stage.acts() > before[1]:
            stage.session.undo()
        assert state(stage)[0] == before[0]
        return
    stage.key(Qt.Key.Key_Escape)
    assert state(stage) == stood
    assert stage.canvas.desk.feedback == Feedback()
    stage.release(WHERE[0])  # the button is let go after Escape: nothing comes of it
    assert state(stage) == stood


@pytest.mark.parametrize(
    "uid", ["a", "aire", "ligne", "trait", "texte", "n", "a n", "aire ligne trait texte n a"]
)
def test_escape_from_every_handle_leaves_no_trace(stage: Stage, uid: str) -> None:
    furnished(stage)
    stage.session.select(uid.split())
    before = state(stage)
    handles = stage.canvas.desk.handles()
    assert handles
    for handle in handles:
        for held in (NONE, SHIFT, CTRL):
            stage.session.select(uid.split())
            stage.press(handle.at, held)
            stage.move((handle.at[0] + 9, handle.at[1] + 7), held)
            stage.move((handle.at[0] - 12, handle.at[1] + 15), held)
            stage.key(Qt.Key.Key_Escape)
            assert not stage.canvas.desk.hand.busy
            stage.release((handle.at[0] - 12, handle.at[1] + 15), held)
            assert state(stage) == before, handle


@pytest.mark.parametrize("seed", range(6))
def test_no_walk_of_the_hand_leaves_a_trace_after_escape(stage: Stage, seed: int) -> None:
    furnished(stage)
    chance = random.Random(seed)
    names = [*list(stage.session.document.records), "rien"]
    for _ in range(12):
        stage.session.use("choisir")
        stage.session.select(chance.sample(names, chance.randint(0, 3)))
        take(stage, chance.choice(HANDS))
        before = state(stage)
        held = chance.choice([NONE, SHIFT, CTRL, ALT, SHIFT | ALT])
        stage.press((chance.uniform(20, 400), chance.uniform(20, 280)), held)
        for _ in range(chance.randint(0, 4)):
            stage.move((chance.uniform(-20, 440), chance.uniform(-20, 320)), held)
        stage.key(Qt.Key.Key_Escape)
        assert not stage.canvas.desk.hand.busy
        stage.release((X, Y))
        assert state(stage) == before


def test_escape_takes_nothing_back_from_what_was_done_before(stage: Stage) -> None:
    point(stage, X, Y, "a")
    stage.drag((X, Y), (X + 20, Y))
    moved, acts = stage.session.document.get("a"), stage.acts()
    stage.drag((X + 20, Y), (X + 50, Y), let_go=False)
    stage.key(Qt.Key.Key_Escape)
    stage.release((X + 50, Y))
    assert stage.session.document.get("a") == moved
    assert stage.acts() == acts
