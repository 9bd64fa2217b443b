"""Boxes compared and made of each other: (left, top, right, bottom), or (min x, min y, max x, max y) on the ground."""

from __future__ import annotations

from collections.abc import Iterable

from app.poster.geometry import Box, Coord


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes. None at all raises ValueError."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def middle(box: Box) -> Coord:
    """Return the middle of a box."""
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def meet(one: Box, other: Box) -> bool:
    """Return whether two boxes share more than a border."""
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def shared(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def within(inner: Box, outer: Box, slack: float = 0.0) -> bool:
    """Return whether a box lies in another, or reaches out of it by ``slack`` at most."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def covers(box: Box, place: Coord) -> bool:
    """Return whether a place lies in a box or on its border."""
    return box[0] <= place[0] <= box[2] and box[1] <= place[1] <= box[3]


def grown(box: Box, reach: float) -> Box:
    """Return a box with ``reach`` more on each side."""
    return (box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach)


def shifted(box: Box, dx: float, dy: float) -> Box:
    """Return a box moved by (dx, dy)."""
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)
