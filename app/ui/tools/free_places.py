"""Free places for papers near the edge of the map: neat columns, over no sign, no words and no other paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.drawing.ink import Band, Scene
from app.poster.boxes import shared
from app.poster.geometry import Box, Coord

#: Papers keep this far from the frame, from each other and from what they must not cover, in mm.
INSET, APART = 4.0, 3.0
#: Places are tried this far from each other, in mm.
STEP = 2.0
#: Bands whose ink is left in sight; of areas and of lines that cross the map, only words and signs are.
_SIGNS = (Band.LIEUX, Band.POINTS, Band.PHOTOS, Band.TEXTES, Band.NOMS)
#: A line whose extent is smaller than this, in mm², is left in sight too.
_SMALL = 2500.0


def taken(scene: Scene) -> list[Box]:
    """Return the extents on the page of what papers must leave in sight."""
    found: list[Box] = []
    for ink in scene.inks:
        box = ink.extent
        if box is None:
            continue
        line = Band.AIRES < ink.band < Band.FEUILLE and (box[2] - box[0]) * (box[3] - box[1]) < _SMALL
        if ink.band in _SIGNS or line:
            found.append(box)
        elif ink.band >= Band.AIRES and ink.band != Band.FEUILLE:
            found += [*ink.labels, *ink.badges, *ink.signs]
    return found


def free(papers: Sequence[Coord], among: Iterable[Box], frame: Box) -> list[Coord]:
    """Return the top-left corner of each paper (width, height) in turn, in mm.

    They go down the right edge of ``frame``, then the left one, then along the bottom and the top, then further in.
    One that finds no free place takes the one where it covers least.
    """
    kept = list(among)
    corners = []
    for width, height in papers:
        best: tuple[float, Coord] | None = None
        for x, y in _tried(width, height, frame):
            box = (x - APART, y - APART, x + width + APART, y + height + APART)
            covered = sum(shared(box, other) for other in kept)
            if best is None or covered < best[0]:
                best = (covered, (x, y))
            if not covered:
                break
        corner = best[1] if best else (frame[0], frame[1])
        kept.append((*corner, corner[0] + width, corner[1] + height))
        corners.append(corner)
    return corners


def _tried(width: float, height: float, frame: Box) -> Iterator[Coord]:
    left, top = frame[0] + INSET, frame[1] + INSET
    right, bottom = frame[2] - INSET - width, frame[3] - INSET - height
    inwards = 0.0
    while left + inwards <= max(left, (left + right) / 2):
        for x in (right - inwards, left + inwards):
            yield from ((x, y) for y in _steps(top, bottom))
        for y in (bottom - inwards, top + inwards):
            yield from ((x, y) for x in _steps(left, right))
        inwards += 4 * STEP


def _steps(low: float, high: float) -> Iterator[float]:
    while low <= high:
        yield low
        low += STEP
