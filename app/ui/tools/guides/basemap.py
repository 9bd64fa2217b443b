"""What hands hold on to of the base map: bourgs, places where borders meet, borders. Metres of the ground."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import floor, hypot, inf, sqrt

from app.poster import outline
from app.poster.document import Document
from app.poster.geometry import Areas, Box, Coord, Lines, Point, Run
from app.poster.options import BLANCHE, REEL, Options
from app.poster.records import Fond, Territoire
from app.ui.tools.guides import words

#: A long border is cut into pieces of so many sides: few of them are looked at for one place.
SIDES = 24
#: Vertices and feet nearer to each other than this, in metres, are one place.
ONE = 0.5
#: So many ways leave a place where borders meet.
MEETING = 3


@dataclass(frozen=True, slots=True)
class Caught:
    """A place of the base map, to the last digit, and the words that say what it is."""

    at: Coord
    words: str


@dataclass(frozen=True, slots=True)
class _Piece:
    run: Run
    box: Box
    owner: str
    #: Whether a border stands there though nothing lies on its other side.
    alone: bool


class BaseMap:
    """The base map of a poster, made ready once and kept while it is the same."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._fonds: tuple[Fond, ...] | None = None
        self._territories: tuple[Territoire, ...] = ()
        self._options = Options()
        self._communes = 0
        self._borders: _Cells | None = None
        self._places: list[tuple[Coord, Fond]] = []

    def take(self, document: Document) -> None:
        """Take the base map as it is now; nothing is made before it is asked for."""
        options = Options.of(document.poster)
        drawn = document.records.drawn.values()
        territories = tuple(each for each in drawn if isinstance(each, Territoire))
        fonds = document.records.fonds
        if fonds is self._fonds and options == self._options and territories == self._territories:
            return
        self._fonds, self._options, self._territories = fonds, options, territories
        self._communes = sum(each.couche == "commune" for each in fonds)
        self._borders = None
        self._places = [
            ((each.geometry.x, each.geometry.y), each)
            for each in fonds
            if each.couche == "lieu" and isinstance(each.geometry, Point) and options.contour != BLANCHE
        ]

    def mesh(self, ground: float) -> float:
        """Return the usual width of a commune where ``ground`` m² are in the frame, in metres."""
        return sqrt(ground / self._communes) if self._borders_shown() else inf

    def _borders_shown(self) -> bool:
        return bool(self._communes) and self._options.communes and self._options.contour == REEL

    def place(self, at: Coord, within: float, small: float) -> Caught | None:
        """Return the nearest bourg within a distance in metres; one that the sheet does not name, ``small``."""
        best: tuple[float, Coord, Fond] | None = None
        for where, fond in self._places:
            if abs(where[0] - at[0]) > within or abs(where[1] - at[1]) > within:
                continue
            away = hypot(where[0] - at[0], where[1] - at[1])
            if away <= (within if fond.rang < 4 else small) and (best is None or away < best[0]):
                best = (away, where, fond)
        return Caught(best[1], words.at_place(best[2].nom)) if best else None

    def border(self, at: Coord, within: float) -> Caught | None:
        """Return the place where borders meet within a distance in metres, else the nearest place of a border."""
        near = list(self._near(at, within))
        return _corner(near, at, within) or _foot(near, at, within)

    def _near(self, at: Coord, within: float) -> Iterator[_Piece]:
        if self._borders is None:
            self._borders = _Cells(self._pieces())
        return self._borders.near(at, within)

    def _pieces(self) -> list[_Piece]:
        assert self._fonds is not None
        found: list[_Piece] = []
        real = self._options.contour == REEL
        shown = self._options.communes and real
        for fond in self._fonds:
            if shown and fond.couche == "commune" and isinstance(fond.geometry, Areas):
                for run in _rings(fond.geometry):
                    found += _cut(run, fond.nom, alone=fond.dedans)
            elif real and not shown and fond.genre == "departement" and isinstance(fond.geometry, Lines):
                for run in fond.geometry.parts:
                    found += _cut(run, "", alone=True)
        if not shown or not self._communes:
            for territory in outline.drawn(self._territories, self._fonds, self._options):
                assert isinstance(territory.geometry, Areas)
                for run in _rings(territory.geometry):
                    found += _cut(run, territory.nom, alone=True)
        return found


class _Cells:
    """Pieces by the squares of the ground that they touch."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._cells: dict[tuple[int, int], list[_Piece]] = defaultdict(list)
        sides = sorted(max(one.box[2] - one.box[0], one.box[3] - one.box[1]) for one in pieces)
        #: Most pieces lie in few squares, and a square has few pieces.
        self._side = max(1.0, sides[len(sides) // 2]) if sides else 1.0
        for piece in pieces:
            for cell in self._touched(piece.box):
                self._cells[cell].append(piece)

    def near(self, at: Coord, within: float) -> Iterator[_Piece]:
        """Yield each piece whose box lies within a distance of a place."""
        if not self._cells:
            return  # no side tells how wide a square is: a ground without an outline would have millions
        x, y = at
        seen: set[int] = set()
        for cell in self._touched((x - within, y - within, x + within, y + within)):
            for piece in self._cells.get(cell, ()):
                left, low, right, high = piece.box
                if (
                    left - within <= x <= right + within
                    and low - within <= y <= high + within
                    and id(piece) not in seen
                ):
                    seen.add(id(piece))
                    yield piece

    def _touched(self, box: Box) -> Iterator[tuple[int, int]]:
        left, low, right, high = (floor(each / self._side) for each in box)
        for column in range(left, right + 1):
            for line in range(low, high + 1):
                yield (column, line)


def _rings(areas: Areas) -> Iterator[Run]:
    for polygon in areas.parts:
        yield from polygon


def _cut(run: Run, owner: str, *, alone: bool) -> Iterator[_Piece]:
    for start in range(0, len(run) - 1, SIDES):
        part = run[start : start + SIDES + 1]
        xs, ys = zip(*part, strict=True)
        yield _Piece(part, (min(xs), min(ys), max(xs), max(ys)), owner, alone)


def _corner(near: Iterable[_Piece], at: Coord, within: float) -> Caught | None:
    """Return the nearest vertex where three ways or more meet."""
    ways: dict[Coord, set[Coord]] = defaultdict(set)
    for piece in near:
        for a, b in pairwise(piece.run):
            for one, other in ((a, b), (b, a)):
                if hypot(one[0] - at[0], one[1] - at[1]) <= within:
                    ways[_rounded(one)].add(_rounded(other))
    meeting = [one for one, others in ways.items() if len(others) >= MEETING]
    if not meeting:
        return None
    best = min(meeting, key=lambda one: hypot(one[0] - at[0], one[1] - at[1]))
    return Caught(_exact(near, best), words.at_corner())


def _rounded(at: Coord) -> Coord:
    return (round(at[0], 1), round(at[1], 1))


def _exact(near: Iterable[_Piece], at: Coord) -> Coord:
    return next(one for piece in near for one in piece.run if _rounded(one) == at)


def _foot(near: Iterable[_Piece], at: Coord, within: float) -> Caught | None:
    """Return the nearest place of a border, with the names of what lies on either side."""
    feet: list[tuple[float, Coord, _Piece]] = []
    x, y = at
    for piece in near:
        for (ax, ay), (bx, by) in pairwise(piece.run):
            dx, dy = bx - ax, by - ay
            span = dx * dx + dy * dy
            share = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / span)) if span else 0.0
            fx, fy = ax + share * dx, ay + share * dy
            away = hypot(x - fx, y - fy)
            if away <= within:
                feet.append((away, (fx, fy), piece))
    feet.sort(key=lambda one: one[0])
    for _, foot, _ in feet:
        there = [piece for _, place, piece in feet if hypot(place[0] - foot[0], place[1] - foot[1]) <= ONE]
        owners = list(dict.fromkeys(piece.owner for piece in there))
        # The cut of the base map at its window is no border.
        if len(owners) > 1 or any(piece.alone for piece in there):
            return Caught(foot, words.on_border(tuple(sorted(each for each in owners if each)[:2])))
    return None
