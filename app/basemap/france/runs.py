"""From arrays to the plain values of records, many shapes at a time: one by one they would take ten times as long."""

from __future__ import annotations

from typing import Any

from app.poster.geometry import Areas, Box, Polygon, Run


def runs(xy: Any, ends: Any) -> tuple[Run, ...]:
    """Return places (n, 2), in metres, as runs: each ends before the rank that ``ends`` gives."""
    places = list(zip(xy[:, 0].tolist(), xy[:, 1].tolist(), strict=True))
    start, found = 0, []
    for end in ends.tolist():
        found.append(tuple(places[start:end]))
        start = end
    return tuple(found)


def of_lines(lines: Any) -> tuple[Any, Any]:
    """Return the places of lines and where each ends, none twice in a row once they are told to the decimetre."""
    import numpy as np
    import shapely

    xy, of = shapely.get_coordinates(lines, return_index=True)
    xy = xy.round(1)
    kept = np.append(True, (xy[1:] != xy[:-1]).any(axis=1) | (of[1:] != of[:-1]))[: len(xy)]
    sizes = np.bincount(of[kept], minlength=len(lines))
    # A line shorter than a decimetre is none.
    long = sizes > 1
    kept[kept] = np.repeat(long, sizes)
    return xy[kept], np.cumsum(sizes[long])


def chosen(xy: Any, starts: Any) -> tuple[Any, Any]:
    """Return the places of runs of consecutive segments, and where each run ends.

    A segment goes from one of the places (n, 2) to the next; ``starts`` has the ranks of the first ones, in order.
    """
    import numpy as np

    if not len(starts):
        return xy[:0], starts
    last = np.append(np.diff(starts) != 1, True)
    at = np.flatnonzero(last)
    places = np.insert(starts, at + 1, starts[at] + 1)
    return xy[places], at + 1 + np.arange(1, len(at) + 1)


def cut(xy: Any, ends: Any, window: Box) -> tuple[Any, Any]:
    """Return runs cut at a window, as many as that makes: those that it holds first."""
    import numpy as np
    import shapely

    if not len(ends):
        return xy, ends
    starts = np.append(0, ends[:-1])
    west, south = np.minimum.reduceat(xy, starts).T
    east, north = np.maximum.reduceat(xy, starts).T
    within = (west >= window[0]) & (south >= window[1]) & (east <= window[2]) & (north <= window[3])
    if within.all():
        return xy, ends
    sizes = ends - starts
    across = ~within & (west <= window[2]) & (south <= window[3]) & (east >= window[0]) & (north >= window[1])
    ranks = np.repeat(np.arange(np.count_nonzero(across)), sizes[across])
    lines = shapely.linestrings(xy[np.repeat(across, sizes)], indices=ranks)
    parts = shapely.get_parts(shapely.clip_by_rect(lines, *window))
    more, far = of_lines(parts[shapely.get_type_id(parts) == 1])
    own = xy[np.repeat(within, sizes)]
    return np.concatenate([own, more]), np.concatenate([np.cumsum(sizes[within]), len(own) + far])


def areas(shapes: Any) -> list[Areas]:
    """Return polygons and multipolygons as values."""
    import numpy as np
    import shapely

    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    every = runs(xy, np.cumsum(np.bincount(of_ring, minlength=len(rings))))
    polygons: list[list[Polygon]] = [[] for _ in range(len(shapes))]
    start = 0
    counts = np.bincount(of_part, minlength=len(parts))
    for shape, count in zip(of_shape.tolist(), counts.tolist(), strict=True):
        polygons[shape].append(every[start : start + count])
        start += count
    return [Areas(tuple(own)) for own in polygons]
