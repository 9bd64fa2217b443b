"""Words as they stand on the page, and where a caret stands in them: what was typed, met with what is drawn.

Drawing sets words as French is set and breaks them: spaces change or go at the end of a line, every other sign is
there, in its order. That is what binds the two. Lengths are in page mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import cos, radians, sin

from app.drawing import typography
from app.drawing.primitives import Primitive, Text
from app.poster.geometry import Box, Coord

#: Takes no room and is no space: it holds open a last line that is still empty.
HOLD = "\u200b"
#: Above and below the baseline, in em: what a caret and a choice of words cover.
ABOVE, BELOW = 0.82, 0.24
SPACE = 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words; (x, y) is the left end of its baseline."""

    x: float
    y: float
    text: str
    face: str
    size: float
    tracking: float = 0.0

    def stops(self) -> list[float]:
        """Return where a caret stands before each sign, and after the last one."""
        return [self.x + each * self.size for each in typography.stops(self.text, self.face, self.tracking)]


@dataclass(frozen=True, slots=True)
class Laid:
    """Lines of words and the caret of each place of the typed text, the end included, as (line, x)."""

    lines: tuple[Line, ...]
    carets: tuple[tuple[int, float], ...]
    #: The right edge of each typed sign.
    edges: tuple[float, ...]
    angle: float = 0.0
    pivot: Coord = (0.0, 0.0)

    @property
    def box(self) -> Box:
        """The extent of the words on the page, a caret at their end included."""
        corners = [self._turned(at) for rank in range(len(self.lines)) for at in self._band(rank)]
        xs, ys = [at[0] for at in corners], [at[1] for at in corners]
        return (min(xs), min(ys), max(xs), max(ys))

    def caret(self, place: int) -> tuple[Coord, Coord]:
        """Return the top and the bottom of the caret before the sign ``place``."""
        rank, x = self.carets[min(place, len(self.carets) - 1)]
        line = self.lines[rank]
        return self._turned((x, line.y - ABOVE * line.size)), self._turned((x, line.y + BELOW * line.size))

    def chosen(self, start: int, end: int) -> Iterator[tuple[Coord, ...]]:
        """Yield the corners of what is chosen between two places, line by line."""
        for rank, group in groupby(range(start, end), key=lambda place: self.carets[place][0]):
            places = list(group)
            left = min(self.carets[place][1] for place in places)
            right = max(self.edges[place] for place in places)
            line = self.lines[rank]
            top, bottom = line.y - ABOVE * line.size, line.y + BELOW * line.size
            yield tuple(
                self._turned(at) for at in ((left, top), (right, top), (right, bottom), (left, bottom))
            )

    def place(self, at: Coord) -> int:
        """Return the place of the text nearest to a place of the page."""
        x, y = self._turned(at, back=True)
        used = {rank for rank, _ in self.carets}
        rank = min(used, key=lambda one: abs(self.lines[one].y - 0.29 * self.lines[one].size - y))
        return self._nearest(rank, x)

    def beside(self, place: int, step: int, x: float | None = None) -> int:
        """Return the place one line above (−1) or below (1), at ``x`` when given; the same where there is none."""
        rank, here = self.carets[place]
        used = sorted({each for each, _ in self.carets})
        there = used.index(rank) + step
        return self._nearest(used[there], here if x is None else x) if 0 <= there < len(used) else place

    def ends(self, place: int) -> tuple[int, int]:
        """Return the first and the last place of the line on which a place stands."""
        rank = self.carets[place][0]
        row = [each for each, (one, _) in enumerate(self.carets) if one == rank]
        return row[0], row[-1]

    def _nearest(self, rank: int, x: float) -> int:
        row = [each for each, (one, _) in enumerate(self.carets) if one == rank]
        return min(row, key=lambda each: abs(self.carets[each][1] - x))

    def _band(self, rank: int) -> tuple[Coord, ...]:
        line = self.lines[rank]
        right = max([line.stops()[-1], *(x for one, x in self.carets if one == rank)])
        top, bottom = line.y - ABOVE * line.size, line.y + BELOW * line.size
        return ((line.x, top), (right, top), (right, bottom), (line.x, bottom))

    def _turned(self, at: Coord, *, back: bool = False) -> Coord:
        if not self.angle:
            return at
        turn = radians(self.angle if back else -self.angle)
        dx, dy = at[0] - self.pivot[0], at[1] - self.pivot[1]
        return (
            self.pivot[0] + dx * cos(turn) - dy * sin(turn),
            self.pivot[1] + dx * sin(turn) + dy * cos(turn),
        )


def found(primitives: Sequence[Primitive], typed: str) -> tuple[int, Laid] | None:
    """Return where among ``primitives`` the typed words begin and how they stand; None where they are not whole."""
    texts = [(rank, each) for rank, each in enumerate(primitives) if isinstance(each, Text)]
    wanted = _signs(typography.french(typed))
    if not wanted:
        return None
    for start in range(len(texts)):
        said, stop = "", start
        while stop < len(texts) and len(said) < len(wanted):
            said += "".join(_signs(line.text) for line in texts[stop][1].lines)
            stop += 1
        if said == wanted:
            model = texts[start][1]
            met = matched(typed, [line for _, each in texts[start:stop] for line in lines_of(each)])
            return (texts[start][0], replace(met, angle=model.angle, pivot=model.pivot)) if met else None
    return None


def lines_of(text: Text) -> Iterator[Line]:
    """Yield the lines of a text with the face and the size of each."""
    for line in text.lines:
        yield Line(line.x, line.y, line.text, text.face, text.size, text.tracking)


def matched(typed: str, lines: Sequence[Line]) -> Laid | None:
    """Return typed words met with their ``lines``; None where a sign is not there."""
    stops = [line.stops() for line in lines]
    carets: list[tuple[int, float]] = []
    edges: list[float] = []
    #: Where the next sign is looked for, and where the caret stands after the last one.
    row, column = 0, 0
    here = (0, lines[0].x)
    for sign in typed:
        if _is_ink(sign):
            while row < len(lines) and not any(map(_is_ink, lines[row].text[column:])):
                row, column = row + 1, 0
            if row == len(lines):
                return None
            while not _is_ink(lines[row].text[column]):
                column += 1
            carets.append((row, stops[row][column]))
            column += 1
            here = (row, stops[row][column])
            edges.append(here[1])
            continue
        carets.append(here)
        line = lines[here[0]]
        if sign == "\n":
            edges.append(here[1] + SPACE * line.size)
            here = (min(here[0] + 1, len(lines) - 1), lines[min(here[0] + 1, len(lines) - 1)].x)
            continue
        if here[0] == row and column < len(line.text) and not _is_ink(line.text[column]):
            column += 1
            here = (row, stops[row][column])
        elif here[0] != row or column >= len(line.text):
            here = (here[0], here[1] + SPACE * line.size)
        edges.append(here[1])
    return Laid(tuple(lines), (*carets, here), tuple(edges))


def _is_ink(sign: str) -> bool:
    return not sign.isspace() and sign != HOLD


def _signs(words: Iterable[str]) -> str:
    return "".join(sign for sign in words if _is_ink(sign))
