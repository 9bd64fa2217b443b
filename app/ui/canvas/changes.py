"""Where two scenes differ: small extents, so that little is painted again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import pairwise

from app.drawing import primitives
from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Image, Path, Primitive, Text, flattened
from app.poster.geometry import Box, Coord

#: An ink larger than this, in mm, is told part by part; a long line piece by piece.
LARGE, PIECE = 40.0, 15.0
#: Parts of an ink that are told at most: beyond, its extent says it sooner.
MOST = 40


def changes(before: Scene, after: Scene) -> Iterator[tuple[Box, bool]]:
    """Yield the extents in mm that differ between two scenes, and whether the base is concerned.

    Inks are compared by what they are made of: an unchanged record keeps its very primitives. Inks that
    changed their place in the pile count as changed.
    """
    there, here = {id(ink) for ink in after.inks}, {id(ink) for ink in before.inks}
    old = {ink.uid: ink for ink in before.inks if id(ink) not in there}
    new = {ink.uid: ink for ink in after.inks if id(ink) not in here}
    alike = {uid for uid, ink in old.items() if (other := new.get(uid)) is not None and _same(ink, other)}
    for uid, ink in old.items():
        if uid not in alike:
            yield from _extents((ink, new.get(uid)))
    for uid, ink in new.items():
        if uid not in old:
            yield from _extents((ink,))
    stayed = [ink for ink in before.inks if id(ink) in there or ink.uid in alike]
    order = [ink for ink in after.inks if id(ink) in here or ink.uid in alike]
    for was, ink in zip(stayed, order, strict=True):
        if was is not ink and was.uid != ink.uid:
            yield from _extents((ink, was))


def parts(ink: Ink) -> Iterator[Box]:
    """Yield extents in mm that cover an ink: one when it is small, else those of its parts."""
    if ink.extent is None:
        return
    if not _large(ink.extent):
        yield ink.extent
        return
    found: list[Box] = []
    for primitive in ink.primitives:
        found += _parts(primitive)
        if len(found) > MOST:
            yield ink.extent
            return
    yield from found


def _parts(primitive: Primitive) -> list[Box]:
    whole = primitives.box((primitive,))
    if whole is None:
        return []
    if not _large(whole) or not isinstance(primitive, Path) or primitive.fill:
        return [whole]
    return [
        box
        for subpath in primitive.subpaths
        for start, end in pairwise(flattened(subpath, 0.3))
        for box in _along(start, end, primitive.width / 2)
    ]


def _along(start: Coord, end: Coord, reach: float) -> Iterator[Box]:
    """Yield extents that cover a segment drawn ``2 * reach`` mm wide, its round ends and mitres included."""
    reach = 2 * reach + 0.5
    wide, high = end[0] - start[0], end[1] - start[1]
    count = max(1, int(min(abs(wide), abs(high)) / PIECE) + 1)
    for rank in range(count):
        one = (start[0] + wide * rank / count, start[1] + high * rank / count)
        other = (start[0] + wide * (rank + 1) / count, start[1] + high * (rank + 1) / count)
        yield (
            min(one[0], other[0]) - reach,
            min(one[1], other[1]) - reach,
            max(one[0], other[0]) + reach,
            max(one[1], other[1]) + reach,
        )


def _large(box: Box) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) > LARGE


def _same(a: Ink, b: Ink) -> bool:
    if a is b:
        return True
    return (
        a.band == b.band
        and a.extent == b.extent
        and len(a.primitives) == len(b.primitives)
        and all(_alike(x, y) for x, y in zip(a.primitives, b.primitives, strict=True))
    )


def _alike(x: Primitive, y: Primitive) -> bool:
    """Return whether two primitives paint the same; primitives themselves are compared by identity."""
    if x is y:
        return True
    return type(x) is type(y) and all(getattr(x, each) == getattr(y, each) for each in _FIELDS[type(x)])


_FIELDS = {kind: tuple(each.name for each in fields(kind)) for kind in (Path, Text, Image)}


def _extents(inks: Iterable[Ink | None]) -> Iterator[tuple[Box, bool]]:
    for ink in inks:
        if ink is not None:
            for box in parts(ink):
                yield box, ink.band == Band.FOND
