"""Paths of many subpaths are painted piece by piece, and nobody sees it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter, QPen

from app.drawing.primitives import Path, circle, dots, line
from app.painting.painter import colour, outline, paint

pytestmark = pytest.mark.usefixtures("qapp")

PLACES = [(3.0 + 2.7 * column, 3.0 + 2.4 * row) for row in range(12) for column in range(12)]


def pixels(image: QImage) -> NDArray[np.int16]:
    return np.frombuffer(image.constBits(), np.uint8).astype(np.int16)


def canvas() -> QImage:
    image = QImage(160, 160, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    return image


def painted(path: Path, opacity: float = 1.0) -> QImage:
    image = canvas()
    painter = QPainter(image)
    painter.setOpacity(opacity)
    paint(painter, [path], 4.0)
    painter.end()
    return image


def whole(path: Path, opacity: float = 1.0) -> QImage:
    """Paint a path with one call to Qt."""
    image = canvas()
    painter = QPainter(image)
    painter.setOpacity(opacity)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(4.0, 4.0)
    if path.fill:
        painter.fillPath(outline(path), colour(path.fill))
    if path.stroke:
        pen = QPen(colour(path.stroke), path.width)
        pen.setCapStyle(pen.capStyle().RoundCap)
        pen.setJoinStyle(pen.joinStyle().RoundJoin)
        painter.strokePath(outline(path), pen)
    painter.end()
    return image


@pytest.mark.parametrize(
    "path",
    [
        dots(PLACES, 0.4, "#22303C"),
        Path(tuple(line((x, 2), (x + 20, 38)) for x in range(0, 30, 2)), stroke="#22303C", width=0.5),
        Path(tuple(circle(x, y, 0.8) for x, y in PLACES), fill="#22303C", rule="nonzero"),
    ],
    ids=["dots", "hatch", "discs"],
)
def test_pieces_are_the_very_pixels_of_the_whole(path: Path) -> None:
    assert np.array_equal(pixels(painted(path)), pixels(whole(path)))


@pytest.mark.parametrize("ink", ["#22303C80", "#22303C"])
def test_what_lets_the_ground_show_through_is_painted_at_once(ink: str) -> None:
    crossing = Path((line((2, 2), (38, 38)), line((2, 38), (38, 2))), stroke=ink, width=4.0)
    opacity = 1.0 if len(ink) == 9 else 0.5
    assert np.array_equal(pixels(painted(crossing, opacity)), pixels(whole(crossing, opacity)))
