"""Borders of a mesh, each drawn once: told apart by what lies on either side."""

from __future__ import annotations

from typing import Any

from app.basemap.france.cells import Cells, kept_parts
from app.basemap.france.runs import chosen, cut, of_lines, runs
from app.poster.geometry import Box, Lines

#: Every (genre, inside the territory), in the order in which they are told.
KINDS = (
    ("commune", True),
    ("departement", True),
    ("hors", False),
    ("departement", False),
    ("cote", False),
)
#: Those whose dashes would stop at every corner of a cell.
DASHED = ("departement", "cote")


def borders(cells: Cells, window: Box, metres_par_mm: float) -> dict[tuple[str, bool], Lines]:
    """Return the borders inside ``window`` by (genre, inside the territory).

    Genres: ``commune`` between two cells of the territory, ``hors`` between two outside it, ``departement``
    where both sides are in different départements, ``cote`` where France ends outside the territory (sea or
    another country). The territory's own edge is not among them: it is its outline. Islets and enclaves too small
    for the paper have no border.
    """
    import numpy as np

    xy, starts, first, second = _segments(cells.shapes, metres_par_mm)
    departements = np.unique(np.asarray(cells.departements), return_inverse=True)[1]
    inside = cells.inside
    alone = second < 0
    both = np.where(alone, first, second)
    differ = departements[first] != departements[both]
    every = kinds(inside[first], inside[both], alone, differ)
    found = {}
    for kind in KINDS:
        lines = chosen(xy, starts[every[kind]])
        if kind[0] in DASHED:
            lines = _merged(*lines)
        cut_xy, ends = cut(*lines, window)
        if len(ends):
            found[kind] = Lines(runs(cut_xy, ends))
    return found


def kinds(one: Any, other: Any, alone: Any, differ: Any) -> dict[tuple[str, bool], Any]:
    """Return which borders are of each kind: whether both sides are inside, one is nothing, départements differ."""
    within, outside = one & other & ~alone, ~one & ~other
    return {
        ("commune", True): within & ~differ,
        ("departement", True): within & differ,
        ("hors", False): outside & ~differ & ~alone,
        ("departement", False): outside & differ,
        ("cote", False): outside & alone,
    }


def _segments(shapes: Any, metres_par_mm: float) -> tuple[Any, Any, Any, Any]:
    """Return the places of all rings one after the other, and the segments of them, each border once.

    Of a segment: the rank of the place where it starts, the cell on one side, and the one on the other or -1.
    """
    import numpy as np
    import shapely

    parts, owners, kept = kept_parts(shapes, metres_par_mm)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    xy, of_ring = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(of_ring[1:] == of_ring[:-1])
    part = of_part[of_ring[starts]]
    one, other = xy[starts], xy[starts + 1]
    turned = (one[:, 0] > other[:, 0]) | ((one[:, 0] == other[:, 0]) & (one[:, 1] > other[:, 1]))
    low, high = np.where(turned[:, None], other, one), np.where(turned[:, None], one, other)
    order = np.lexsort((high[:, 1], high[:, 0], low[:, 1], low[:, 0]))
    low, high = low[order], high[order]
    same = np.flatnonzero((low[1:] == low[:-1]).all(axis=1) & (high[1:] == high[:-1]).all(axis=1))
    across = np.full(len(starts), -1)
    across[order[same]], across[order[same + 1]] = order[same + 1], order[same]
    # A border is told by the ring that comes first.
    seen = kept[part] & ((across < 0) | ((across > np.arange(len(starts))) & kept[part[across]]))
    second = np.where(across < 0, -1, owners[part[across]])
    return xy, starts[seen], owners[part[seen]], second[seen]


def _merged(xy: Any, ends: Any) -> tuple[Any, Any]:
    """Return runs joined end to end as long as only two meet."""
    import numpy as np
    import shapely

    if not len(ends):
        return xy, ends
    ranks = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    joined = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(xy, indices=ranks)))
    return of_lines(shapely.get_parts(joined))
