"""Aiming from the keyboard: the sheet shows and says which thing Tab has come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from app.ui.canvas import holding
from app.ui.tools import tying

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


def begin(canvas: Canvas, targets: Sequence[str], word: str, done: Callable[[str], object]) -> None:
    """Go through ``targets``, the first one being shown already; ``done`` is called with the one that is taken."""
    desk = canvas.desk
    desk.refresh()
    desk.hand.start(tying.aim(desk.hand.context, targets, word, done))
    _show(canvas)


def walk(canvas: Canvas, step: int) -> bool:
    """Go to the next target, or the one before; return whether something is aimed at."""
    if not canvas.desk.feedback.aimed:
        return False
    canvas.feed("next" if step > 0 else "before")
    _show(canvas)
    return True


def _show(canvas: Canvas) -> None:
    """Bring what is aimed at into sight, its words beside it, and say them."""
    feedback = canvas.desk.feedback
    canvas.reveal(feedback.aimed)
    box = canvas.desk.extent(feedback.aimed)
    if box is not None:
        x, y = canvas.view.to_pixel(box[2], (box[1] + box[3]) / 2)
        canvas.point(QPointF(x, y) / canvas.view.ratio)
    holding.say(canvas, feedback.chip)
    canvas.update()
