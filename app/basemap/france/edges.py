"""The borders of a coverage, each once, in the order of its rings: fast enough for a whole country at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.basemap.france.runs import chosen as consecutive


@dataclass(frozen=True, slots=True)
class Edges:
    """Borders between two vertices: ``start`` and ``start + 1`` are those of ``xy``. All sequences go together."""

    #: (n, 2) metres: the vertices of all rings, one ring after another.
    xy: Any
    start: Any
    #: The shape on one side, and the one on the other or -1.
    first: Any
    second: Any


@dataclass(frozen=True, slots=True)
class Runs:
    """Broken lines in one array: run ``i`` goes from ``starts[i]`` to ``starts[i + 1]``."""

    #: (n, 2) metres.
    xy: Any
    starts: Any


def edges(shapes: Any, grid: float = 0.0) -> Edges:
    """Return the borders of shapes whose vertices are shared; ``grid`` metres wide steps are seen as one place."""
    import numpy as np

    xy, ring, owner = _vertices(shapes, grid)
    start = np.flatnonzero(ring[1:] == ring[:-1])
    a, b = _keys(xy[start]), _keys(xy[start + 1])
    # One number for both directions; two borders out of millions that share it by chance do no harm.
    key = np.minimum(a, b) * np.uint64(0x9E3779B97F4A7C15) + np.maximum(a, b) * np.uint64(0xC2B2AE3D27D4EB4F)
    order = np.argsort(key, kind="stable")
    fresh = np.append(True, key[order][1:] != key[order][:-1])
    groups = np.flatnonzero(fresh)
    last = np.append(groups[1:], len(order)) - 1
    one, other = order[groups], order[last]
    own = owner[start]
    second = np.where(one == other, -1, own[other])
    back = np.argsort(one)
    return Edges(xy, start[one][back], own[one][back], second[back])


def _keys(xy: Any) -> Any:
    import numpy as np

    whole = np.round(xy * 10).astype("i8").view("u8")
    return whole[:, 0] * np.uint64(0x165667B19E3779F9) + whole[:, 1]


def _vertices(shapes: Any, grid: float) -> tuple[Any, Any, Any]:
    """Return the vertices of all rings, the ring and the shape of each; on a grid, those that do not move are one."""
    import numpy as np
    import shapely

    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    if grid > 0:
        xy = np.round(xy / grid) * grid
        moved = np.append(True, (xy[1:] != xy[:-1]).any(axis=1) | (ring[1:] != ring[:-1]))
        xy, ring = xy[moved], ring[moved]
    return xy, ring, of_shape[of_part][ring]


def runs(found: Edges, chosen: Any) -> Runs:
    """Return the borders of a mask as lines as long as their rings go on."""
    import numpy as np

    xy, ends = consecutive(found.xy, found.start[chosen])
    return Runs(xy, np.append(0, ends)[:-1])


def rings(shapes: Any, grid: float = 0.0) -> Runs:
    """Return the rings of shapes, closed, on a grid as in ``edges``; those that have become a line are left out."""
    import numpy as np

    xy, ring, _ = _vertices(shapes, grid)
    starts = np.flatnonzero(np.append(True, ring[1:] != ring[:-1]))
    sizes = np.diff(np.append(starts, len(xy)))
    kept = np.repeat(sizes > 3, sizes)
    firsts = np.cumsum(sizes[sizes > 3]) - sizes[sizes > 3]
    return Runs(xy[kept], firsts)
