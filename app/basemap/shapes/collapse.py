"""One segment that gives way to one vertex: where that goes, what it displaces, and whether anything is in its way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from app.basemap.shapes.segment_grid import SegmentGrid, crosses, in_order
from app.poster.geometry import Coord

#: A vertex this many times as far from its segment as that is long would be a spike.
SPIKE = 2.5


def free(grid: SegmentGrid, chain: Sequence[Coord], e: Coord) -> bool:
    """Return whether ``e`` may take the place of all of a chain but its ends.

    Nothing else lies in the ground that this displaces, and nothing crosses the two new segments.
    """
    moved = (*chain, e)
    own = {in_order(one, other) for one, other in pairwise(chain)}
    for one, other in grid.near(moved):
        if (one, other) in own:
            continue
        if _within(one, moved) or _within(other, moved):
            return False
        for first, last in ((chain[0], e), (e, chain[-1])):
            shared = {first, last} & {one, other}
            if len(shared) == 2:
                return False
            if shared:
                # They meet at one end: only one lying upon the other is a crossing.
                (hinge,) = shared
                far, end = last if first == hinge else first, other if one == hinge else one
                if _upon(hinge, far, end):
                    return False
            elif crosses(first, last, one, other):
                return False
    return True


def collapse(a: Coord, b: Coord, c: Coord, d: Coord) -> tuple[float, Coord] | None:
    """Return the ground that A-E-D displaces of A-B-C-D, areas kept on both sides, and the E that displaces least.

    E lies on the line parallel to AD that keeps the area, where it meets the line AB or the line CD. None where there
    is none, or only a spike.
    """
    # About A, so that large coordinates lose no digits.
    bx, by, cx, cy, dx, dy = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1], d[0] - a[0], d[1] - a[1]
    base = hypot(dx, dy)
    if base == 0:
        return None
    kept = (bx * cy - cx * by) + (cx * dy - dx * cy)
    best: tuple[float, Coord] | None = None
    reach = SPIKE * max(base, hypot(bx, by), hypot(cx - bx, cy - by), hypot(dx - cx, dy - cy))
    # E on AB: E = t·B with t (B × D) = kept.
    across = bx * dy - dx * by
    if across:
        t = kept / across
        best = _weighed((t * bx, t * by), (bx, by), (cx, cy), (dx, dy), reach, best)
    # E on CD: E = D + s (C − D), and D × D = 0: s (C × D) = kept.
    across = cx * dy - dx * cy
    if across:
        s = kept / across
        other = (dx + s * (cx - dx), dy + s * (cy - dy))
        best = _weighed(other, (cx, cy), (bx, by), (0.0, 0.0), reach, best)
    if best is None and kept == 0:
        best = (0.0, (bx, by) if hypot(bx - dx, by - dy) >= hypot(cx, cy) else (cx, cy))
    return None if best is None else (best[0], (best[1][0] + a[0], best[1][1] + a[1]))


def _weighed(
    e: Coord, near: Coord, far: Coord, end: Coord, reach: float, best: tuple[float, Coord] | None
) -> tuple[float, Coord] | None:
    """Return the better of ``best`` and ``e``, that lies on the line of ``near``: E-near-far-end is what it displaces.

    That ground has no signed area: two lobes of one size, apart where E-end meets near-far.
    """
    if hypot(e[0] - near[0], e[1] - near[1]) > reach:
        return best
    ux, uy = end[0] - e[0], end[1] - e[1]
    vx, vy = far[0] - near[0], far[1] - near[1]
    wx, wy = near[0] - e[0], near[1] - e[1]
    across = ux * vy - vx * uy
    if across:
        share = (wx * uy - ux * wy) / across
        # The lobe of E, near and the place where they meet.
        cost = abs(share * (wx * vy - vx * wy))
    else:
        cost = abs(wx * vy - vx * wy)
    return (cost, e) if best is None or cost < best[0] else best


def _within(place: Coord, around: Sequence[Coord]) -> bool:
    """Return whether a place lies inside a ring that may cross itself, its own vertices left out."""
    if place in around:
        return False
    x, y = place
    inside = False
    bx, by = around[-1]
    for ax, ay in around:
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
        bx, by = ax, ay
    return inside


def sharpness(a: Coord, b: Coord, c: Coord) -> float:
    """Return the cosine of the angle at B: 1 where the line turns back upon itself."""
    ux, uy, vx, vy = a[0] - b[0], a[1] - b[1], c[0] - b[0], c[1] - b[1]
    lengths = hypot(ux, uy) * hypot(vx, vy)
    return (ux * vx + uy * vy) / lengths if lengths else 1.0


def _upon(hinge: Coord, one: Coord, other: Coord) -> bool:
    """Return whether two segments from ``hinge`` lie upon each other."""
    ax, ay, bx, by = one[0] - hinge[0], one[1] - hinge[1], other[0] - hinge[0], other[1] - hinge[1]
    return abs(ax * by - bx * ay) <= 1e-9 * hypot(ax, ay) * hypot(bx, by) and ax * bx + ay * by > 0
