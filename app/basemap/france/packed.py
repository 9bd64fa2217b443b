"""Polygons in few bytes: whole metres, differences between vertices, zlib.

A list of shapes is a run of 32-bit whole numbers: how many shapes, how many polygons in each, how many rings
in each polygon, how many vertices in each ring (the closing one left out), then the differences of x and of y
from vertex to vertex. The numbers are folded (0, -1, 1, -2… become 0, 1, 2, 3…) and their bytes of equal weight
are put together, so that zlib finds long runs of zeros.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def pack(shapes: Sequence[BaseGeometry]) -> bytes:
    """Return the bytes of polygons and multipolygons whose coordinates are whole metres."""
    import numpy as np
    import shapely

    polygons = [shapely.get_parts(shape) for shape in shapes]
    rings = [shapely.get_rings(polygon) for parts in polygons for polygon in parts]
    runs = [shapely.get_coordinates(ring)[:-1] for own in rings for ring in own]
    head = [len(shapes), *map(len, polygons), *map(len, rings), *map(len, runs)]
    steps = np.diff(np.concatenate(runs).astype("<i4"), axis=0, prepend=np.zeros((1, 2), "<i4"))
    return folded(np.concatenate([np.array(head, "<i4"), steps.T.ravel()]).astype("<i4"))


def unpack(*data: bytes) -> Sequence[BaseGeometry]:
    """Return the shapes of all ``data``: a polygon where there is one part, else a multipolygon, in metres."""
    import numpy as np
    import shapely

    parts, holes, sizes, xy = (np.concatenate(each) for each in zip(*map(_read, data), strict=True))
    # Each ring is closed again by repeating its first vertex after its last.
    ends = np.cumsum(sizes)
    closing = np.insert(np.arange(len(xy)), ends, ends - sizes)
    rings = shapely.linearrings(xy[closing], indices=np.repeat(np.arange(len(sizes)), sizes + 1))
    polygons = shapely.polygons(rings, indices=np.repeat(np.arange(len(holes)), holes))
    shapes = shapely.multipolygons(polygons, indices=np.repeat(np.arange(len(parts)), parts))
    single = parts == 1
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    whole: Sequence[BaseGeometry] = shapes
    return whole


def _read(data: bytes) -> tuple[Any, Any, Any, Any]:
    """Return the parts of each shape, the rings of each part, the vertices of each ring, and all of these."""
    numbers = unfolded(data)
    at = 1

    def take(count: int) -> Any:
        nonlocal at
        at += count
        return numbers[at - count : at]

    parts = take(int(numbers[0]))
    holes = take(int(parts.sum()))
    sizes = take(int(holes.sum()))
    return parts, holes, sizes, numbers[at:].reshape(2, -1).cumsum(axis=1).T.astype("f8")


def folded(numbers: Any) -> bytes:
    """Return the bytes of an array of 32-bit whole numbers, most of them small."""
    turned = ((numbers << 1) ^ (numbers >> 31)).astype("<u4")
    return zlib.compress(turned.view("u1").reshape(-1, 4).T.tobytes(), 9)


def unfolded(data: bytes) -> Any:
    """Return the numbers of ``folded`` bytes."""
    import numpy as np

    planes = np.frombuffer(zlib.decompress(data), "u1").reshape(4, -1)
    turned = np.ascontiguousarray(planes.T).view("<u4").ravel()
    return (turned >> 1).astype("<i4") ^ -(turned & 1).astype("<i4")
