"""Equal spacing in a row or a column: the white on one side of what is moved, and another white like it."""

from __future__ import annotations

from collections.abc import Sequence

from app.poster.geometry import Box
from app.ui.tools.guides.guide import Guide
from app.ui.tools.guides.lines import SAME, across

#: Things are in one row when they share this part of the height of the lower one.
SHARED = 0.25
#: White narrower than this, in mm, is no gap: things touch.
TOUCHING = 0.5
#: How many gaps are shown at once.
SHOWN = 4


def best(box: Box, others: Sequence[Box], axis: int, within: float) -> float | None:
    """Return the least move on an axis that makes a gap beside a box equal to another one of its row."""
    row = _row(box, others, axis)
    low, high = across(box, axis)
    before = max((each[axis + 2] for each in row if each[axis + 2] <= low + within), default=None)
    after = min((each[axis] for each in row if each[axis] >= high - within), default=None)
    moves: list[float] = []
    if before is not None and after is not None and after - before - (high - low) > 2 * TOUCHING:
        moves.append((before + after - low - high) / 2)
    for first, second in _whites(row, axis):
        if (first[axis + 2], second[axis]) == (before, after):
            continue  # the white that it stands in
        white = second[axis] - first[axis + 2]
        if before is not None:
            moves.append(before + white - low)
        if after is not None:
            moves.append(after - white - high)
    return min((move for move in moves if abs(move) <= within), key=abs, default=None)


def shown(box: Box, others: Sequence[Box], axis: int) -> tuple[tuple[Guide, ...], float]:
    """Return the equal gaps of the row of a box, measured, one beside it first, and how wide they are in mm.

    Empty where no gap beside it is equal to another.
    """
    whites = _whites([*_row(box, others, axis), box], axis)
    for mine in (pair for pair in whites if box in pair):
        wide = _wide(mine, axis)
        like = [pair for pair in whites if pair != mine and abs(_wide(pair, axis) - wide) <= 2 * SAME]
        if like:
            like.sort(key=lambda pair: abs(pair[0][axis + 2] - mine[0][axis + 2]))
            return tuple(_measured(pair, axis) for pair in (mine, *like)[:SHOWN]), wide
    return (), 0.0


def _row(box: Box, others: Sequence[Box], axis: int) -> list[Box]:
    """Return the boxes that stand in the row (axis 0) or the column (axis 1) of a box."""
    low, high = across(box, 1 - axis)
    found = []
    for each in others:
        least, most = each[1 - axis], each[3 - axis]
        shared = min(high, most) - max(low, least)
        if shared > 0 and shared >= SHARED * min(high - low, most - least):
            found.append(each)
    return found


def _whites(row: Sequence[Box], axis: int) -> list[tuple[Box, Box]]:
    """Return the pairs of neighbours of a row with white between them."""
    found: list[tuple[Box, Box]] = []
    last: Box | None = None
    for each in sorted(row, key=lambda each: each[axis]):
        if last is not None and each[axis] - last[axis + 2] > TOUCHING:
            found.append((last, each))
        if last is None or each[axis + 2] > last[axis + 2]:
            last = each
    return found


def _wide(pair: tuple[Box, Box], axis: int) -> float:
    return pair[1][axis] - pair[0][axis + 2]


def _measured(pair: tuple[Box, Box], axis: int) -> Guide:
    """Return the gap between two boxes, in the middle of the height that they share."""
    first, second = pair
    other = 1 - axis
    along = (max(first[other], second[other]) + min(first[other + 2], second[other + 2])) / 2
    start, end = first[axis + 2], second[axis]
    if axis == 0:
        return Guide((((start, along), (end, along)),), measured=True)
    return Guide((((along, start), (along, end)),), measured=True)
