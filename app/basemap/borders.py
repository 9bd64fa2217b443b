"""Borders of a mesh, each drawn once: told apart by what lies on either side."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from app.basemap.cells import Cells, kept_parts
from app.poster.geometry import Box, Lines, Run


def borders(cells: Cells, window: Box, metres_par_mm: float) -> dict[tuple[str, bool], Lines]:
    """Return the borders inside ``window`` by (genre, inside the territory).

    Genres: ``commune`` between two cells of the territory, ``hors`` between two outside it, ``departement``
    where both sides are in different départements, ``cote`` where France ends outside the territory (sea or
    another country). The territory's own edge is not among them: it is its outline. Islets and enclaves too small
    for the paper have no border.
    """
    import numpy as np

    segments, first, second = _segments(cells.shapes, metres_par_mm)
    departements = np.unique(np.asarray(cells.departements), return_inverse=True)[1]
    inside = cells.inside
    alone = second < 0
    both = np.where(alone, first, second)
    differ = departements[first] != departements[both]
    within = inside[first] & inside[both] & ~alone
    outside = ~inside[first] & ~inside[both]
    kinds: dict[tuple[str, bool], Any] = {
        ("commune", True): within & ~differ,
        ("departement", True): within & differ,
        ("hors", False): outside & ~differ & ~alone,
        ("departement", False): outside & differ,
        ("cote", False): outside & alone,
    }
    found = {}
    for kind, chosen in kinds.items():
        lines = _merged(segments[chosen], window)
        if lines.parts:
            found[kind] = lines
    return found


def _segments(shapes: Any, metres_par_mm: float) -> tuple[Any, Any, Any]:
    """Return every segment once as (n, 2, 2), the cell on one side, and the one on the other or -1."""
    import numpy as np
    import shapely

    parts, owners, kept = kept_parts(shapes, metres_par_mm)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    joined = of_ring[1:] == of_ring[:-1]
    ends = np.stack([xy[:-1][joined], xy[1:][joined]], axis=1)
    part = of_part[of_ring[:-1][joined]]
    turned = (ends[:, 0, 0] > ends[:, 1, 0]) | (
        (ends[:, 0, 0] == ends[:, 1, 0]) & (ends[:, 0, 1] > ends[:, 1, 1])
    )
    ends[turned] = ends[turned, ::-1]
    order = np.lexsort(ends.reshape(-1, 4).T)
    ends, part = ends[order], part[order]
    same = np.concatenate([[False], (ends[1:] == ends[:-1]).all(axis=(1, 2))])
    starts = np.flatnonzero(~same)
    paired = np.append(same[1:], False)[starts]
    first, other = part[starts], part[np.minimum(starts + 1, len(part) - 1)]
    seen = kept[first] & (kept[other] | ~paired)
    second = np.where(paired, owners[other], -1)
    return ends[starts][seen], owners[first][seen], second[seen]


def _merged(segments: Any, window: Box) -> Lines:
    """Return segments joined end to end as long as only two meet, cut at the window."""
    import shapely

    if not len(segments):
        return Lines(())
    joined = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments)))
    cut = shapely.get_parts(shapely.clip_by_rect(joined, *window))
    runs = [_distinct(shapely.get_coordinates(line)) for line in cut if shapely.get_type_id(line) == 1]
    return Lines(tuple(run for run in runs if len(run) > 1))


def _distinct(coordinates: Any) -> Run:
    """Return coordinates to the decimetre, each once: the cut at the window leaves the same one twice."""
    rounded = [(float(x), float(y)) for x, y in coordinates.round(1)]
    return tuple(rounded[:1] + [after for before, after in pairwise(rounded) if after != before])
