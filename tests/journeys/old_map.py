"""An old map that has no codes, and where it truly lies."""

from __future__ import annotations

from PIL import Image, ImageDraw

from app.poster.geometry import Coord
from tests.synthetic_camera import FELT

RED, BLUE, GREEN, VIOLET = FELT[1], FELT[2], FELT[3], FELT[5]
#: An old map: its frame, and its towns, in parts of its width and height.
TOWNS = {RED: (0.2, 0.25), BLUE: (0.8, 0.3), GREEN: (0.3, 0.8), VIOLET: (0.75, 0.75)}
#: Where it truly lies, in mm of the page: a little turned.
TRUE = ((70.0, 95.0), (205.0, 103.0), (199.34, 198.46), (64.34, 190.46))


def old_map() -> Image.Image:
    made = Image.new("RGB", (1260, 891), "#F4F2EC")
    pen = ImageDraw.Draw(made)
    pen.rectangle((10, 10, 1249, 880), outline="#484848", width=6)
    for colour, (u, v) in TOWNS.items():
        x, y = u * 1260, v * 891
        pen.ellipse((x - 16, y - 16, x + 16, y + 16), fill=colour)
    return made


def truly(u: float, v: float) -> Coord:
    """Return where a place of the old map is on the page."""
    (x, y), (right, right_y), _, (low_x, low) = TRUE
    return (x + (right - x) * u + (low_x - x) * v, y + (right_y - y) * u + (low - y) * v)
