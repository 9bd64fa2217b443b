"""A symbol drawn at the origin takes its place: everything of it moves and grows together."""

import pytest

from app.drawing.placing import placed
from app.drawing.primitives import Image, Path, Text, TextLine, box, circle


def test_everything_moves_and_grows() -> None:
    path = Path((circle(0, 0, 2),), fill="#000000", stroke="#FFFFFF", width=1.0, dash=(2.0, 1.0))
    text = Text((TextLine(0, 0, "A"),), "Bold", 4.0, "#000000", "#FFFFFF", 0.5, pivot=(1.0, 1.0))
    image = Image("abc", (0.0, 0.0, 4.0, 2.0))
    moved_path, moved_text, moved_image = placed((path, text, image), 10, 20, 2.0)

    assert box((moved_path,)) == pytest.approx((10 - 5, 20 - 5, 10 + 5, 20 + 5))
    assert moved_path.subpaths[0].cubic
    assert moved_path.subpaths[0].closed
    assert (moved_path.width, moved_path.dash) == (2.0, (4.0, 2.0))
    assert (moved_text.lines[0].x, moved_text.lines[0].y) == (10, 20)
    assert (moved_text.size, moved_text.halo_width, moved_text.pivot) == (8.0, 1.0, (12.0, 22.0))
    assert moved_image.rect == (10.0, 20.0, 8.0, 4.0)


def test_the_original_is_left_alone() -> None:
    path = Path((circle(0, 0, 2),), fill="#000000")
    placed((path,), 5, 5, 3.0)

    assert box((path,)) == pytest.approx((-2, -2, 2, 2))
