"""The ink of a drawing as one surface of its grid: how much there is of it, where, and how thin it gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from app.catalogue.model import Shape
from app.poster.geometry import Coord, Run

#: Straight steps for one cubic: at 64 units, a circle is wrong by a hundredth of a unit.
STEPS = 10
#: The end of any point or corner is thin; it is a hair or a slit only when it is longer than it is wide, by this.
LONGER = 3.0


def inked(shapes: Iterable[Shape], behind: BaseGeometry | None = None) -> BaseGeometry:
    """Return what is left in ink when shapes are painted one over the other; tints count as paper.

    ``behind`` is the ink that is already there.
    """
    ink: BaseGeometry = MultiPolygon() if behind is None else behind
    for shape in shapes:
        surface = _surface(shape)
        ink = ink.union(surface) if shape.role == "ink" else ink.difference(surface)
    return ink


def covered(shapes: Iterable[Shape]) -> BaseGeometry:
    """Return everything that shapes paint, whatever with."""
    return shapely.union_all([_surface(shape) for shape in shapes])


def crossings(shapes: Iterable[Shape]) -> int:
    """Return about how often the outlines of a drawing cross: what makes its surface long to compute."""
    segments = np.vstack(
        [np.empty((0, 2, 2))]
        + [np.stack([run[:-1], run[1:]], axis=1) for shape in shapes for run in _corners(shape)]
    )
    a, b = segments[:, None, 0], segments[:, None, 1]
    c, d = segments[None, :, 0], segments[None, :, 1]
    across = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    return int(across.sum()) // 2


def _corners(shape: Shape) -> Iterator[NDArray[np.float64]]:
    for run, closed, _ in shape.runs:
        points = np.asarray(run, dtype=float)
        yield np.vstack([points, points[:1]]) if closed or shape.width is None else points


def _turn(a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (
        b[..., 1] - a[..., 1]
    ) * (c[..., 0] - a[..., 0])
    return found


def hairs(ink: BaseGeometry, least: float) -> tuple[Coord, ...]:
    """Return a place in each part of the ink that is thinner than ``least``, the largest first."""
    return _thin(ink.difference(_round(ink, -least / 2)), least)


def slits(ink: BaseGeometry, least: float) -> tuple[Coord, ...]:
    """Return a place in each gap within the ink that is thinner than ``least``, the largest first."""
    return _thin(_round(ink, least / 2).difference(ink), least)


def _round(surface: BaseGeometry, reach: float) -> BaseGeometry:
    """Return an opening (``reach`` < 0) or a closing, a little short of it so that an exact width passes."""
    reach *= 0.96
    return surface.buffer(reach, quad_segs=12).buffer(-reach * 1.03, quad_segs=12)


def _thin(left: BaseGeometry, least: float) -> tuple[Coord, ...]:
    """Return where what a rounding left is more than the tip of a corner."""
    parts = [part for part in shapely.get_parts(left) if isinstance(part, Polygon)]
    found = [part for part in parts if part.area > LONGER * least * least * _share(part, least)]
    found.sort(key=lambda part: -part.area)
    return tuple(part.representative_point().coords[0] for part in found)


def _share(part: Polygon, least: float) -> float:
    """Return how thick a part is for its length, as a share of ``least``: hairs of half the width weigh half."""
    return float(min(1.0, max(0.2, 2 * part.area / max(part.length, 1e-9) / least)))


@lru_cache(maxsize=256)
def _surface(shape: Shape) -> BaseGeometry:
    runs = [
        straight(run, cubic=cubic, closed=closed or shape.width is None) for run, closed, cubic in shape.runs
    ]
    if shape.width is not None:
        lines = shapely.multilinestrings([shapely.linestrings(run) for run in runs if len(run) > 1])
        return lines.buffer(shape.width / 2, quad_segs=12)
    surface: BaseGeometry = MultiPolygon()
    for run in runs:
        if len(run) > 3:
            # Runs of one shape fill even-odd, a run that crosses itself too.
            surface = surface.symmetric_difference(shapely.make_valid(Polygon(run)).buffer(0))
    return surface


def straight(run: Run, *, cubic: bool, closed: bool) -> NDArray[np.float64]:
    """Return a run as straight steps; a closed one ends where it began."""
    points = np.asarray(run, dtype=float)
    if cubic and len(points) > 3:
        a, b, c, d = points[:-3:3], points[1:-2:3], points[2:-1:3], points[3::3]
        t = np.linspace(0, 1, STEPS + 1)[1:, None, None]
        curve = (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
        points = np.vstack([points[:1], curve.transpose(1, 0, 2).reshape(-1, 2)])
    return np.vstack([points, points[:1]]) if closed else points
