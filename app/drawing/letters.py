"""Outlines of letters, for what leaves without fonts: the very glyphs that ``typography`` sets, at their places."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from math import cos, radians, sin
from typing import Any

from app.drawing import typography
from app.drawing.primitives import Text
from app.poster.geometry import Coord, Run

#: One step of an outline as SVG names it (M, L, Q, C, Z), and its places.
Step = tuple[str, Run]


def outline(text: Text) -> Iterator[Step]:
    """Yield the outline of the letters of a Text, in mm of the page, turned as it is; to be filled non-zero."""
    turn = radians(-text.angle)
    turned, c, s = bool(text.angle), cos(turn), sin(turn)
    px, py = text.pivot
    for line in text.lines:
        glyphs, _ = typography.shaped(line.text, text.face)
        for rank, (glyph, x, y) in enumerate(glyphs):
            left = line.x + (x + rank * text.tracking) * text.size
            base = line.y - y * text.size
            for letter, places in _glyph(text.face, glyph):
                run: Run = tuple((left + gx * text.size, base - gy * text.size) for gx, gy in places)
                if turned:
                    run = tuple(
                        (px + (gx - px) * c - (gy - py) * s, py + (gx - px) * s + (gy - py) * c)
                        for gx, gy in run
                    )
                yield letter, run


@lru_cache(maxsize=4096)
def _glyph(face: str, glyph: int) -> tuple[Step, ...]:
    font = _font(face)
    pen = _Pen(font.face.upem)
    font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.steps)


@cache
def _font(face: str) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(typography.font_path(face)))))


class _Pen:
    """Writes down what HarfBuzz draws, in em; the names are those that it calls."""

    def __init__(self, em: int) -> None:
        self._em = em
        self.steps: list[Step] = []

    def _take(self, letter: str, *places: Coord) -> None:
        self.steps.append((letter, tuple((x / self._em, y / self._em) for x, y in places)))

    def moveTo(self, at: Coord) -> None:
        self._take("M", at)

    def lineTo(self, at: Coord) -> None:
        self._take("L", at)

    def qCurveTo(self, *places: Coord) -> None:
        self._take("Q", *places)

    def curveTo(self, *places: Coord) -> None:
        self._take("C", *places)

    def closePath(self) -> None:
        self._take("Z")
