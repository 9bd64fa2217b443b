"""A discarded idea is struck out whatever it is, and stays to be read."""

from __future__ import annotations

from math import dist

import pytest

from app.drawing import texts
from app.drawing.ink import Ink
from app.drawing.primitives import Path, Text
from app.poster.geometry import Point
from app.poster.records import Texte
from app.poster.sheet import MapFrame
from tests.unit.ui.posters import ground


def drawn(**fields: object) -> Ink:
    frame = MapFrame.of(ground()[0])  # type: ignore[arg-type]
    words = Texte(uid="t", geometry=Point(0.0, 0.0), texte="Le col\nen hiver", **fields)  # type: ignore[arg-type]
    return texts.free(words, frame, lambda x, y: True)


@pytest.mark.parametrize("angle", [None, 90.0, 180.0])
def test_each_line_of_a_text_is_struck_out_as_the_text_is_turned(angle: float | None) -> None:
    ink = drawn(barre=True, angle=angle)
    (words,) = (each for each in ink.primitives if isinstance(each, Text))
    strokes = [each for each in ink.primitives if isinstance(each, Path)]
    assert len(words.lines) == len(strokes) == 2
    x, y = words.pivot
    for stroke, item in zip(strokes, words.lines, strict=True):
        (start, end), before = stroke.subpaths[0].points, item.x - 0.8 - x
        assert dist(start, end) > 4.0
        if angle is None:
            assert start[0] == pytest.approx(x + before)
            assert item.y - words.size < start[1] == end[1] < item.y
        elif angle == 180.0:
            assert start[0] == pytest.approx(x - before)
        else:
            assert start[1] == pytest.approx(y - before)


def test_what_is_not_struck_out_has_no_stroke() -> None:
    assert not [each for each in drawn(angle=40.0).primitives if isinstance(each, Path)]
