"""The head of a cell of the AMOF grid: its name and its side stand beside each other, in every language."""

from __future__ import annotations

import pytest

from app import i18n
from app.drawing import amof, panel, typography
from app.drawing.primitives import Text
from app.poster.records import Poster


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
def test_the_name_of_a_cell_ends_before_its_side(language: str, orientation: str) -> None:
    narrowest = panel.column_width(Poster(uid="p", orientation=orientation))
    i18n.use(language)
    try:
        for case in "AMOF":
            inks = amof.cell(case, [], 0.0, 0.0, narrowest, 24.0, 1.0)
            name, side = (each for ink in inks for each in ink.primitives if isinstance(each, Text))
            end = name.lines[0].x + typography.width(name.lines[0].text, name.face, name.size)
            assert side.lines[0].x - end >= 1.0, f"{name.lines[0].text} runs into {side.lines[0].text}"
    finally:
        i18n.use("fr")
