"""What lies on the ground is laid on the map: beside its frame are the title, the legend and the AMOF."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.journeys.canvas_stage import Stage, X, Y

#: On the panel, right of the map.
BESIDE = (340.0, 150.0)


@pytest.mark.parametrize("tool", ["picto", "fleche", "zone", "crayon"])
def test_nothing_is_laid_beside_the_map_and_it_is_said(stage: Stage, tool: str) -> None:
    said: list[str] = []
    stage.session.said.connect(said.append)
    if tool == "picto":
        stage.arm("ecole")
    else:
        stage.session.use(tool)
    stage.drag(BESIDE, (BESIDE[0] + 20, BESIDE[1] + 20))
    assert not stage.items()
    assert stage.session.tool == tool  # still in hand
    assert said == ["C’est sur la carte que cela se pose."]


def test_an_arrow_may_end_beside_the_map(stage: Stage) -> None:
    stage.key(Qt.Key.Key_A)
    stage.drag((X, Y), BESIDE)
    assert stage.mark().picto == "fleche"


def test_a_post_it_lies_anywhere(stage: Stage) -> None:
    stage.key(Qt.Key.Key_N)
    stage.click(BESIDE)
    stage.type("La légende ment")
    assert len(stage.items()) == 1


def picture(stage: Stage) -> QImage:
    return stage.canvas.grab().toImage()


def test_the_commune_that_a_click_takes_is_shown_before(stage: Stage) -> None:
    stage.session.use("zone")
    stage.move((X - 20, Y - 20), button=Qt.MouseButton.NoButton)
    taken = picture(stage)
    stage.session.take("coin")
    stage.move((X - 20, Y - 20), button=Qt.MouseButton.NoButton)
    assert picture(stage) != taken
    stage.session.take("commune")
    stage.move((X - 18, Y - 20), button=Qt.MouseButton.NoButton)
    assert picture(stage) == taken
