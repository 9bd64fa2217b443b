"""What is in hand is painted once and kept: a hand sees the same picture, and every change of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from tests.journeys.canvas_hand import RING
from tests.journeys.canvas_stage import Stage


def shown(stage: Stage) -> NDArray[np.int16]:
    image = stage.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).astype(np.int16)


def test_a_kept_picture_is_that_of_the_ink_and_follows_the_next_step(stage: Stage) -> None:
    stage.arm("etat_region", "aire")
    stage.rest()
    empty = shown(stage)
    stage.drag(*RING[:3], let_go=False)
    first, second, third = shown(stage), shown(stage), shown(stage)
    assert np.abs(first - empty).max() > 50
    assert np.abs(second - first).max() <= 3  # blended once more than the ink itself
    assert np.array_equal(third, second)
    stage.drag(*RING[2:], let_go=False)
    assert np.abs(shown(stage) - third).max() > 50
    stage.canvas.give_up()
    stage.canvas._pixel = None
    assert np.abs(shown(stage) - empty).max() <= 3


def test_a_kept_picture_moves_with_the_view(stage: Stage) -> None:
    stage.arm("etat_region", "aire")
    stage.drag(*RING[:3], let_go=False)
    stage.canvas._pixel = None
    shown(stage), shown(stage)
    stage.canvas.view.pan(40.0, 0.0)
    stage.canvas._moved()
    stage.rest()
    panned, kept = shown(stage), shown(stage)
    assert np.abs(panned - kept).max() <= 3
    stage.canvas.give_up()
