"""The outlines of what is darker than a threshold: marching squares, between the pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.i18n import Souci, tr

if TYPE_CHECKING:
    from app.poster.geometry import Box

#: Most pieces of outline: more is the grain of a picture, not a drawing.
MOST_PIECES = 220_000


@dataclass(frozen=True, slots=True)
class Ring:
    """One closed outline in pixels, its end not repeated; the area of a hole is negative."""

    points: NDArray[np.float64]
    area: float


def rings(grey: NDArray[np.floating[Any]], level: float) -> list[Ring]:
    """Return the outlines of what is darker than ``level``. Raises Souci when there are too many.

    The middle of the first pixel is (0.5, 0.5). What reaches the edge is closed along it.
    """
    field = np.pad(grey.astype(np.float64), 1, constant_values=1.0) - level
    field[field == 0] = 1e-9
    ink = field < 0
    height, width = field.shape
    # An edge between two pixels, one in ink: its number, and where the outline crosses it.
    across = ink[:, :-1] != ink[:, 1:]
    down = ink[:-1, :] != ink[1:, :]
    if int(across.sum() + down.sum()) > MOST_PIECES:
        raise crowded()
    base = height * width
    starts, ends = _pieces(field, ink, width, base)
    follow = dict(zip(starts.tolist(), ends.tolist(), strict=True))
    found = []
    while follow:
        first, here = follow.popitem()
        ring = [first]
        while here != first:
            ring.append(here)
            here = follow.pop(here)
        points = _places(np.asarray(ring), field, width, base)
        x, y = points.T
        area = 0.5 * float(np.dot(y, np.roll(x, -1)) - np.dot(x, np.roll(y, -1)))
        found.append(Ring(points, area))
    return found


def crowded() -> Souci:
    """Return what is said of a picture with more details than a drawing has."""
    return Souci(
        tr("Cette image a trop de détails pour un picto : cadrez le dessin, ou mettez moins de noir.")
    )


def _pieces(
    field: NDArray[np.float64], ink: NDArray[np.bool_], width: int, base: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pieces of outline as pairs of edges, all going round the same way."""
    a, b, c, d = ink[:-1, :-1], ink[:-1, 1:], ink[1:, 1:], ink[1:, :-1]
    pixel = np.arange(a.shape[0], dtype=np.int64)[:, None] * width + np.arange(a.shape[1], dtype=np.int64)
    # Edges of a cell: top and bottom lie across, left and right lie down (numbered after the others).
    edge = {"t": pixel, "b": pixel + width, "l": base + pixel, "r": base + pixel + 1}
    case = a * 1 + b * 2 + c * 4 + d * 8
    middle = (field[:-1, :-1] + field[:-1, 1:] + field[1:, 1:] + field[1:, :-1]) < 0
    steps: list[tuple[NDArray[np.bool_], str]] = [
        (case == 1, "lt"), (case == 2, "tr"), (case == 4, "rb"), (case == 8, "bl"),
        (case == 3, "lr"), (case == 6, "tb"), (case == 12, "rl"), (case == 9, "bt"),
        (case == 14, "tl"), (case == 13, "rt"), (case == 11, "br"), (case == 7, "lb"),
        # Two corners face each other: joined where the middle is in ink.
        ((case == 5) & ~middle, "lt"), ((case == 5) & ~middle, "rb"),
        ((case == 5) & middle, "rt"), ((case == 5) & middle, "lb"),
        ((case == 10) & ~middle, "tr"), ((case == 10) & ~middle, "bl"),
        ((case == 10) & middle, "tl"), ((case == 10) & middle, "br"),
    ]  # fmt: skip
    starts = np.concatenate([edge[way[0]][where] for where, way in steps])
    ends = np.concatenate([edge[way[1]][where] for where, way in steps])
    return starts, ends


def _places(
    edges: NDArray[np.int64], field: NDArray[np.float64], width: int, base: int
) -> NDArray[np.float64]:
    """Return where outlines cross edges, in pixels of the picture."""
    down = edges >= base
    pixel = np.where(down, edges - base, edges)
    row, column = pixel // width, pixel % width
    here = field[row, column]
    there = field[row + down, column + ~down]
    share = here / (here - there)
    # The field has a margin of one pixel.
    x = column - 0.5 + np.where(down, 0.0, share)
    y = row - 0.5 + np.where(down, share, 0.0)
    return np.stack([x, y], axis=1)


def touches(ring: Ring, width: int, height: int, near: float = 1.5) -> bool:
    """Return whether an outline reaches the edge of the picture."""
    west, north, east, south = extent([ring])
    return west < near or north < near or east > width - near or south > height - near


def held(found: list[Ring]) -> list[Ring]:
    """Return outlines without the holes that lie in none of the others."""
    import shapely

    around = shapely.union_all([shapely.Polygon(ring.points).buffer(0) for ring in found if ring.area > 0])
    return [ring for ring in found if ring.area > 0 or shapely.contains_xy(around, *ring.points[0])]


def extent(found: list[Ring]) -> Box:
    """Return the box around outlines."""
    west, north = np.stack([ring.points.min(axis=0) for ring in found]).min(axis=0).tolist()
    east, south = np.stack([ring.points.max(axis=0) for ring in found]).max(axis=0).tolist()
    return west, north, east, south
