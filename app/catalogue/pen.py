"""Path data and transforms of SVG to runs of coordinates in the grid of a glyph."""

from __future__ import annotations

import re
from math import cos, isfinite, radians, sin, tan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.poster.geometry import Coord, Run

#: a, b, c, d, e, f as SVG writes them: x' = ax + cy + e, y' = bx + dy + f.
Matrix = tuple[float, float, float, float, float, float]
#: (points, closed, cubic), as in ``catalogue.model.Shape``.
Subpaths = tuple[tuple["Run", bool, bool], ...]
#: Decimals kept in grid units: a thousandth of a unit is invisible on an A0.
DECIMALS = 3

_STEP = re.compile(r" ?,? ?(matrix|translate|scale|rotate|skewX|skewY) ?\(([^()]*)\)")


class BadPath(ValueError):
    """Path data or a transform that cannot be read; the text is the part at fault."""


def matrix(text: str, outer: Matrix) -> Matrix:
    """Return ``outer`` followed by the transforms of ``text``. Raises BadPath."""
    text, at = " ".join(text.split()), 0
    while found := _STEP.match(text, at):
        outer = _product(outer, _step(found[1], found[2]))
        at = found.end()
    if text[at:].strip():
        raise BadPath(text[at:].strip())
    return outer


def subpaths(data: str, at: Matrix) -> Subpaths:
    """Return the subpaths of path data moved by ``at``, rounded; arcs and quadratics as cubics. Raises BadPath."""
    from fontTools.svgLib.path.parser import parse_path

    pen = _Pen(at)
    try:
        # The parser takes spaces, not line ends, between the numbers of an arc.
        parse_path(" ".join(data.split()), pen)
    except (ValueError, IndexError, OverflowError, ZeroDivisionError, AttributeError, TypeError) as fault:
        raise BadPath(data.strip()) from fault
    return tuple(pen.runs)


def _product(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )


def _step(name: str, arguments: str) -> Matrix:
    try:
        n = [float(part) for part in arguments.replace(",", " ").split()]
        if name == "matrix":
            a, b, c, d, e, f = n
            return (a, b, c, d, e, f)
        if name == "translate":
            return (1.0, 0.0, 0.0, 1.0, n[0], n[1] if len(n) > 1 else 0.0)
        if name == "scale":
            return (n[0], 0.0, 0.0, n[1] if len(n) > 1 else n[0], 0.0, 0.0)
        if name == "rotate":
            c, s = cos(radians(n[0])), sin(radians(n[0]))
            x, y = (n[1], n[2]) if len(n) > 2 else (0.0, 0.0)
            return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)
        slope = tan(radians(n[0]))
        return (1.0, 0.0, slope, 1.0, 0.0, 0.0) if name == "skewX" else (1.0, slope, 0.0, 1.0, 0.0, 0.0)
    except (ValueError, IndexError) as fault:
        raise BadPath(f"{name}({arguments})") from fault


class _Pen:
    """What ``fontTools`` draws with: keeps runs, straight as long as nothing bends."""

    def __init__(self, at: Matrix) -> None:
        self.at = at
        self.runs: list[tuple[Run, bool, bool]] = []
        self._points: list[Coord] = []
        self._cubic = False

    def moveTo(self, point: Coord) -> None:
        self._points, self._cubic = [point], False

    def lineTo(self, point: Coord) -> None:
        if self._cubic:
            self._points += [self._points[-1], point, point]
        else:
            self._points.append(point)

    def curveTo(self, first: Coord, second: Coord, end: Coord) -> None:
        if not self._cubic:
            straight, self._cubic = self._points, True
            self._points = [straight[0]]
            for point in straight[1:]:
                self.lineTo(point)
        self._points += [first, second, end]

    def qCurveTo(self, control: Coord, end: Coord) -> None:
        start = self._points[-1]
        first, second = (
            (near[0] + (control[0] - near[0]) * 2 / 3, near[1] + (control[1] - near[1]) * 2 / 3)
            for near in (start, end)
        )
        self.curveTo(first, second, end)

    def closePath(self) -> None:
        self._finish(closed=True)

    def endPath(self) -> None:
        self._finish(closed=False)

    def _finish(self, closed: bool) -> None:
        a, b, c, d, e, f = self.at
        run = tuple(
            [
                (round(a * x + c * y + e, DECIMALS), round(b * x + d * y + f, DECIMALS))
                for x, y in self._points
            ]
        )
        # One number that is not finite makes the sum so.
        if not isfinite(sum([x + y for x, y in run])):
            raise OverflowError
        if closed and not self._cubic and len(run) > 1 and run[0] == run[-1]:
            run = run[:-1]
        if len(run) > 1:
            self.runs.append((run, closed, self._cubic))
