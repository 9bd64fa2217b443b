"""Pictures under the poster: over the paper of the territory, below every line, so that people trace over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite

from app.drawing.ink import Band, Ink
from app.drawing.primitives import Image
from app.poster.boxes import meet
from app.poster.geometry import Coord
from app.poster.records import Calque
from app.poster.sheet import MapFrame

#: The inks of the paper, which a picture covers; limits and outlines come above it.
_PAPER = ("fond:cadre", "fond:territoire")
#: The least that a picture covers, in mm²: a smaller one is nothing, or not a parallelogram at all.
LEAST = 0.01


def ring(record: Calque) -> tuple[Coord, Coord, Coord, Coord] | None:
    """Return the corners on the ground: top left, top right, bottom right, bottom left; None where there are none."""
    if not record.geometry.parts or not record.geometry.parts[0]:
        return None
    outline = record.geometry.parts[0][0]
    if len(outline) < 4 or not all(isfinite(x) and isfinite(y) for x, y in outline[:4]):
        return None
    top_left, top_right, bottom_right, bottom_left = outline[:4]
    return top_left, top_right, bottom_right, bottom_left


def draw(record: Calque, frame: MapFrame) -> Ink:
    """Return the ink of a picture; no primitives where it is hidden, or shows nothing of the map."""
    nothing = Ink.of(record.uid, Band.FOND, ())
    there = ring(record)
    if not record.visible or not record.media or there is None or not record.opacite > 0:
        return nothing
    top_left, top_right, bottom_right, bottom_left = (frame.to_page(*corner) for corner in there)
    across = (top_right[0] - top_left[0], top_right[1] - top_left[1])
    down = (bottom_left[0] - top_left[0], bottom_left[1] - top_left[1])
    xs, ys = zip(top_left, top_right, bottom_right, bottom_left, strict=True)
    extent = (min(xs), min(ys), max(xs), max(ys))
    if abs(across[0] * down[1] - across[1] * down[0]) < LEAST or not meet(extent, frame.box):
        return nothing
    rect = (extent[0], extent[1], extent[2] - extent[0], extent[3] - extent[1])
    alpha = min(1.0, record.opacite)
    return Ink.of(
        record.uid,
        Band.FOND,
        (Image(record.media, rect, alpha=alpha, corners=(top_left, top_right, bottom_left)),),
    )


def under(base: Sequence[Ink], underlays: Iterable[Ink]) -> tuple[Ink, ...]:
    """Return the inks of the ground with those of the pictures right above the paper."""
    laid = tuple(ink for ink in underlays if ink.primitives)
    after = max((rank + 1 for rank, ink in enumerate(base) if ink.uid in _PAPER), default=0)
    return (*base[:after], *laid, *base[after:])
