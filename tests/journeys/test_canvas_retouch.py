"""Only what a hand has changed is painted again: the window is always what a paint of all of it would be."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.poster.geometry import Box, Point
from app.poster.records import Mark, PostIt
from app.ui.canvas.canvas import Canvas
from tests.journeys.canvas_stage import NONE, SHIFT, Stage, X, Y

RGB = QImage.Format.Format_RGB32
OVER = Qt.MouseButton.NoButton


def on_screen(stage: Stage) -> QImage:
    """Return what the window shows once it has painted what it was asked to, and nothing more."""
    QApplication.sendPostedEvents(stage.canvas, QEvent.Type.UpdateRequest.value)
    seen = stage.canvas.backingStore().paintDevice()
    assert isinstance(seen, QImage)
    return seen.convertToFormat(RGB).copy()


def wrong(stage: Stage) -> int:
    """Return how many pixels of the window are not those of a paint of all of it."""
    seen, whole = on_screen(stage), stage.canvas.grab().toImage().convertToFormat(RGB)
    assert seen.size() == whole.size()
    if bytes(seen.constBits()) == bytes(whole.constBits()):
        return 0
    return sum(
        seen.pixel(x, y) != whole.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())
    )


def laid(stage: Stage) -> None:
    ground = stage.canvas.desk.hand.context.ground
    places = [(X - 40, Y - 30), (X + 20, Y), (X - 10, Y + 35), (X + 45, Y + 30)]
    marks = [
        Mark(uid=f"m{rank}", picto=picto, geometry=Point(*ground(place)), verrouille=rank == 3)
        for rank, (picto, place) in enumerate(zip(("ecole", "usine", "ecole", "usine"), places, strict=True))
    ]
    notes = [
        PostIt(uid="n", x=X + 60, y=Y - 70, texte="Train\u00a0: 1 h 15", cible="m0"),
        PostIt(uid="o", x=X - 90, y=Y - 60, texte="Deux médecins partent"),
    ]
    stage.put(*marks, *notes)
    stage.rest()


def known(stage: Stage) -> None:
    """Let the canvas note what lies above the sheet: after a whole paint the next one is whole too."""
    stage.canvas.retouch()
    on_screen(stage)


class Painted:
    """How much of the canvas each paint asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rects: list[QRect] = []
        seen = Canvas._seen

        def watched(canvas: Canvas, part: QRect) -> Box:
            self.rects.append(part)
            return seen(canvas, part)

        monkeypatch.setattr(Canvas, "_seen", watched)


def little(stage: Stage, rects: list[QRect]) -> bool:
    room = stage.canvas.width() * stage.canvas.height()
    return bool(rects) and all(each.width() * each.height() < room / 4 for each in rects)


@pytest.mark.parametrize("seed", range(3))
def test_a_hand_at_random_leaves_the_window_as_a_whole_paint_would(stage: Stage, seed: int) -> None:
    laid(stage)
    chance = random.Random(seed)

    def place() -> tuple[float, float]:
        return (X + chance.uniform(-110, 90), Y + chance.uniform(-80, 70))

    for rank in range(40):
        act = chance.choice(("over", "over", "click", "drag", "drag", "band", "key", "undo", "escape"))
        some = chance.choice(stage.items())
        box = stage.canvas.desk.extent(some.uid)
        assert box is not None
        at = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if act == "over":
            stage.move(chance.choice((at, place())), NONE, OVER)
        elif act == "click":
            stage.click(chance.choice((at, place())), chance.choice((NONE, SHIFT)))
        elif act in ("drag", "band"):
            stage.press(at if act == "drag" else place())
            for _ in range(4):
                stage.move(place())
                assert wrong(stage) == 0, (rank, act)
            stage.release(place())
        elif act == "key":
            stage.key(chance.choice((Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Down)))
        elif act == "undo":
            if stage.acts() > 1:
                stage.session.undo()
        else:
            stage.key(Qt.Key.Key_Escape)
        assert wrong(stage) == 0, (rank, act)


def test_written_words_leave_the_window_as_a_whole_paint_would(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid(stage)
    stage.canvas.edit_text("n")
    stage.type("Oui, ", keep=False)
    assert wrong(stage) == 0
    known(stage)
    painted = Painted(monkeypatch)
    for letter in "Une gare de plus, dit Paul, et tout change\nici":
        stage.type(letter, keep=False)
        on_screen(stage)
        assert little(stage, painted.rects), (letter, painted.rects)
        assert wrong(stage) == 0, letter
        painted.rects.clear()
    stage.field._blinked()
    assert wrong(stage) == 0
    stage.canvas.close_text()
    stage.rest()
    assert wrong(stage) == 0


def test_a_drag_paints_little(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(stage)
    stage.click((X + 20, Y))
    stage.press((X + 20, Y))
    stage.move((X + 24, Y + 3))
    on_screen(stage)
    known(stage)
    painted = Painted(monkeypatch)
    for step in range(6):
        stage.move((X + 24 + step, Y + 3))
        on_screen(stage)
    assert stage.canvas.desk.feedback.hidden
    assert little(stage, painted.rects), painted.rects


def test_another_part_that_was_stale_is_shown_with_what_is_painted(stage: Stage) -> None:
    """A tile that is mended for a little change is mended whole: the rest of it is shown too."""
    laid(stage)
    on_screen(stage)
    canvas = stage.canvas
    key, tile = next(iter(canvas._tiles._level(canvas.view.scale).tiles.items()))
    tile.whole.fill(0xFF112233)
    canvas.update()
    on_screen(stage)  # it is what the window shows
    tile.stale = [QRect(tile.whole.rect())]
    # One corner of it is asked for, as a menu that closes would.
    place = canvas._tiles._rect(key, canvas.view.scale).translated(canvas._corner())
    QWidget.update(canvas, canvas._logical(QRect(place.center(), QSize(4, 4))))
    on_screen(stage)
    QApplication.sendPostedEvents(canvas)  # what a paint asks for comes after it
    assert wrong(stage) == 0


def test_what_is_hidden_is_painted_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(stage)
    before = on_screen(stage)
    stage.canvas.retouch()  # notes what lies above
    on_screen(stage)
    monkeypatch.setattr(Canvas, "_hidden", lambda canvas: frozenset({"m1"}))
    stage.canvas.retouch()
    assert wrong(stage) == 0
    assert on_screen(stage) != before
