"""Inks cut into pieces that are painted in a short time, each with its extent, so that a tile paints what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from app.drawing import primitives
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Primitive, Subpath, Text, flattened
from app.drawing.runs import Runs
from app.poster.boxes import grown
from app.poster.geometry import Box, Coord

#: Subpaths and points of a piece at most, where a path can be cut.
FEW, POINTS = 24, 200
#: A run of more points than this is cut too.
LONG = 400
#: Points of a dashed line that weigh as much as a subpath: each dash is a line of its own.
DASHED = 10
#: A fill that weighs more is cut at the tile that it is painted on.
HEAVY = 12
#: A path of more subpaths than this is cut by places of the page, whatever their order; side of a place in mm.
MANY, SIDE = 400, 12.0

Cut = Callable[[Subpath], Iterator[Subpath]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A primitive or a part of one, its extent in mm, and what it weighs: subpaths or letters."""

    box: Box
    weight: int
    _primitive: Primitive
    _few: Sequence[Subpath] = ()

    @property
    def primitive(self) -> Primitive:
        """What is painted. A part of a great path is made anew each time: there are too many to be kept."""
        if not self._few:
            return self._primitive
        assert isinstance(self._primitive, Path)
        return replace(self._primitive, subpaths=self._few)

    def within(self, box: Box) -> Primitive:
        """Return what is painted in ``box`` (mm); of a great area, no more than that: Qt would walk through it all."""
        path = self.primitive
        if not isinstance(path, Path) or path.stroke or self.weight < HEAVY:
            return path
        return replace(path, subpaths=tuple(run for each in path.subpaths if (run := _clipped(each, box))))


class Pieces:
    """The pieces of inks, kept as long as the inks are shown."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Ink, tuple[Piece, ...]]] = {}

    def keep(self, inks: Iterable[Ink]) -> None:
        """Drop the pieces of all other inks."""
        kept = {id(ink) for ink in inks}
        for key in [key for key in self._known if key not in kept]:
            del self._known[key]

    def of(self, ink: Ink) -> Iterator[Piece | None]:
        """Yield the pieces of an ink, from the bottom to the top; None now and then while they are being cut."""
        known = self._known.get(id(ink))
        if known is None:
            pieces: list[Piece] = []
            for primitive in ink.primitives:
                for piece in _cut(primitive, lasting=ink.band != Band.FOND):
                    if piece is not None:
                        pieces.append(piece)
                    yield None
            known = self._known[id(ink)] = (ink, tuple(pieces))
        yield from known[1]


def _cut(primitive: Primitive, *, lasting: bool) -> Iterator[Piece | None]:
    """Yield the pieces of a primitive. Parts that do not last are made anew at each painting, to spare memory."""
    if not isinstance(primitive, Path) or not _divisible(primitive):
        box = primitives.box((primitive,))
        yield Piece(box, _weight(primitive), primitive) if box else None
        return
    if len(primitive.subpaths) == 1 and len(primitive.subpaths[0].points) <= LONG:
        box = primitives.box((primitive,))
        yield Piece(box, _weight(primitive), primitive) if box else None
        return
    round_ = not primitive.dash and primitive.cap == primitive.join == "round"
    cut = _shortened if round_ else _whole
    if len(primitive.subpaths) > MANY:
        for near, box in _runs(primitive.subpaths, cut).parted(SIDE, FEW, POINTS):
            weight = _weighed(primitive, len(near), near.places)
            reach = grown(box, primitive.width / 2)
            if lasting:
                yield Piece(reach, weight, replace(primitive, subpaths=tuple(near)))
            else:
                yield Piece(reach, weight, primitive, near)
        return
    for few in _grouped(primitive.subpaths, cut):
        part = replace(primitive, subpaths=few)
        box = primitives.box((part,))
        if box:
            yield (
                Piece(box, _weight(part), part)
                if lasting
                else Piece(box, _weight(part), primitive, Runs(few))
            )


def _runs(subpaths: Sequence[Subpath], cut: Cut) -> Runs:
    """Return subpaths as runs, those that are long cut."""
    runs = subpaths if isinstance(subpaths, Runs) else Runs(subpaths)
    return runs if runs.longest <= LONG else Runs(chain.from_iterable(map(cut, runs)))


def _grouped(runs: Sequence[Subpath], cut: Cut) -> Iterator[tuple[Subpath, ...]]:
    """Yield a few subpaths at a time, fewer where they have many points."""
    few: list[Subpath] = []
    points = 0
    for run in chain.from_iterable(map(cut, runs)):
        if few and (len(few) >= FEW or points + len(run.points) > POINTS):
            yield tuple(few)
            few, points = [], 0
        few.append(run)
        points += len(run.points)
    yield tuple(few)


def _shortened(run: Subpath) -> Iterator[Subpath]:
    """Yield a run in lengths of a few hundred points: round ends stand where its round corners would."""
    if run.cubic or len(run.points) <= LONG:
        yield run
        return
    points = (*run.points, run.points[0]) if run.closed else run.points
    for first in range(0, len(points) - 1, POINTS):
        yield Subpath(points[first : first + POINTS + 1])


def _clipped(run: Subpath, box: Box) -> Subpath | None:
    """Return a closed run cut at a box (mm), None where nothing is left. Its new sides run along the box.

    Side after side, as Sutherland and Hodgman do it: holes and even-odd fills come out right inside the box.
    """
    points: Sequence[Coord] = flattened(run) if run.cubic else run.points
    for axis, side, keeps in ((0, box[0], 1.0), (0, box[2], -1.0), (1, box[1], 1.0), (1, box[3], -1.0)):
        along = [at[axis] for at in points]
        if min(along) >= side if keeps > 0.0 else max(along) <= side:
            continue  # nothing lies beyond: far quicker than to walk along it
        if max(along) < side if keeps > 0.0 else min(along) > side:
            return None
        found: list[Coord] = []
        before = points[-1]
        was = (before[axis] - side) * keeps >= 0.0
        for at in points:
            here = (at[axis] - side) * keeps >= 0.0
            if here is not was:
                share = (side - before[axis]) / (at[axis] - before[axis])
                found.append(
                    (before[0] + share * (at[0] - before[0]), before[1] + share * (at[1] - before[1]))
                )
            if here:
                found.append(at)
            before, was = at, here
        points = found
    return Subpath(tuple(points), closed=True) if len(points) > 2 else None


def _whole(run: Subpath) -> Iterator[Subpath]:
    yield run


def _divisible(path: Path) -> bool:
    """Return whether a path may be painted part by part: ink over ink of the same full colour is the same ink."""
    return not path.fill and len(path.stroke) == 7


def _weight(primitive: Primitive) -> int:
    if isinstance(primitive, Path):
        return _weighed(
            primitive, len(primitive.subpaths), sum(len(run.points) for run in primitive.subpaths)
        )
    return sum(len(line.text) for line in primitive.lines) if isinstance(primitive, Text) else FEW


def _weighed(path: Path, runs: int, points: int) -> int:
    return runs + points // (DASHED if path.dash else POINTS // 2)
