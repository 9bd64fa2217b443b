"""Words from other programs: one post-it for each line or cell, in a neat block where there is room.

Knows no widget.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil, hypot, sqrt

from app.drawing import postits
from app.poster.geometry import Box, Coord
from app.poster.records import PostIt, new_uid

#: Post-its made at once, and the longest words of one.
MOST, LONGEST = 60, 2_000
#: More signs than this are not looked at.
MOST_SIGNS = 400_000
#: Between two post-its of a block, and around it, in mm.
GAP = 4.0
#: A block hides at most this share of where it lies: the map is still to be seen.
HIDDEN = 0.35
#: Places that are tried, in mm from one another.
STEP = 8.0
_BULLET = re.compile(
    r"(?m)^[^\S\n]*(?:(?:[-–—•*·‣◦▪●○■□☐☑✓✔→➢]|\[[ xX]?\]|\d{1,3}[.)]|[a-zA-Z]\))[^\S\n]+|o\t)"
)


def read(text: str) -> list[str]:
    """Return the lines of a text, the cells of a table, without bullets, numbers of lists and empty ones."""
    # What stands for a picture among words, and what no text should hold, says nothing.
    whole = re.sub("[\0\ufffc]", "", text[:MOST_SIGNS])
    plain = _BULLET.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))
    cells = _cells(plain) if "\t" in plain else re.split(r"[\n\u2028\u2029\x0b\x0c]", plain)
    said = (" ".join(cell.split()) for cell in cells)
    return [line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…" for line in said if line]


def _cells(text: str) -> list[str]:
    """Return the cells of a table as spreadsheets copy it: tabs between them, quotes around those of several lines."""
    rows = csv.reader(text.splitlines(keepends=True), delimiter="\t")
    try:
        return [cell for row in rows for cell in row]
    except csv.Error:
        return re.split(r"[\t\n]", text)


def block(
    lines: Sequence[str], at: Coord, room: Box, taken: Iterable[Box], *, centred: bool = False
) -> list[PostIt]:
    """Return a post-it for each line: a block near ``at`` inside ``room`` (mm of the page), clear of ``taken``.

    The first is at ``at``, or the whole block about it when ``centred``. One reads down a column, then the next.
    What would hide too much of the room has no place: it waits.
    """
    notes = [PostIt(uid=new_uid(), texte=line, x=0.0, y=0.0) for line in lines]
    boxes = [found for note in notes if (found := postits.box(note))]
    width = max((box[2] for box in boxes), default=0.0) + GAP
    height = max((box[3] for box in boxes), default=0.0) + GAP
    wide, high = room[2] - room[0], room[3] - room[1]
    fits = int(min(HIDDEN * wide * high / (width * height), (wide // width) * (high // height)))
    laid = notes[: max(0, fits)]
    if laid:
        rows = min(int(high // height), max(1, ceil(sqrt(len(laid) * width / height))))
        rows = max(rows, ceil(len(laid) / max(1, int(wide // width))))
        columns = ceil(len(laid) / rows)
        extent = (columns * width - GAP, rows * height - GAP)
        if centred:
            at = (at[0] - extent[0] / 2, at[1] - extent[1] / 2)
        x, y = _free(at, extent, room, list(taken))
        laid = [
            replace(note, x=x + rank // rows * width, y=y + rank % rows * height)
            for rank, note in enumerate(laid)
        ]
    waiting = [replace(note, x=None, y=None) for note in notes[len(laid) :]]
    return [*laid, *waiting]


def _free(at: Coord, extent: Coord, room: Box, taken: list[Box]) -> Coord:
    """Return the corner of a block: the nearest to ``at`` that covers no other post-it, else the nearest of all."""
    right, bottom = room[2] - extent[0], room[3] - extent[1]

    def kept(x: float, y: float) -> Coord:
        return (max(room[0], min(x, right)), max(room[1], min(y, bottom)))

    wanted = kept(*at)
    tried = [wanted]
    for column in range(int((right - room[0]) / STEP) + 1):
        tried += [
            (room[0] + column * STEP, room[1] + row * STEP)
            for row in range(int((bottom - room[1]) / STEP) + 1)
        ]
    tried.sort(key=lambda place: hypot(place[0] - wanted[0], place[1] - wanted[1]))
    for x, y in tried:
        if not any(
            x - GAP < box[2]
            and box[0] < x + extent[0] + GAP
            and y - GAP < box[3]
            and box[1] < y + extent[1] + GAP
            for box in taken
        ):
            return (x, y)
    return wanted
