"""A hand's wandering points as few smooth cubics: corners are kept, the tremor is not.

Cubics are fitted by least squares between the corners (Schneider's way, in *Graphics Gems*, written anew).
"""

from __future__ import annotations

from itertools import pairwise
from math import cos, hypot, radians
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from app.poster.geometry import Run

Points = NDArray[np.float64]
#: A turn of more degrees within the reach of a corner is one; the reach and the tremor are in units of the grid.
CORNER, REACH, TREMOR = 48.0, 1.6, 0.5
#: Most points that are looked at of one run, and most rounds of moving them along their curve.
MOST, ROUNDS = 6_000, 4
DECIMALS = 2


def fitted(points: Points, closed: bool, error: float, reach: float = REACH, tremor: float = TREMOR) -> Run:
    """Return the cubics (a start, then controls and end of each) that stay within ``error`` of a run.

    ``reach`` is the length along which a turn is a corner, ``tremor`` the wave length of what is smoothed away.
    """
    even = _even(points, closed, reach / 6)
    if len(even) < 3:
        return _straight(even)
    step = float(np.hypot(*(even[1] - even[0]))) or 1e-9
    width = tremor / step
    # The tremor must not be taken for corners: they are looked for where half of it is gone.
    half_calm = (_calm_ring if closed else _calm)(even, width / 2)
    corners = sorted(_corners(half_calm, closed, max(2, round(reach / step))))
    fit: list[Points] = []
    if closed and not corners:
        # A ring without corners begins anywhere, and its joint is as smooth as the rest.
        calm = _calm_ring(even, width)
        tangent = _unit(calm[1] - calm[-1])
        _fit(np.vstack([calm, calm[:1]]), tangent, -tangent, error, fit)
    else:
        if closed:
            even = np.roll(even, -corners[0], axis=0)
            even = np.vstack([even, even[:1]])
            corners = [each - corners[0] for each in corners[1:]]
        for a, b in pairwise((0, *corners, len(even) - 1)):
            _fit(_calm(even[a : b + 1], width), None, None, error, fit)
    made = [tuple(np.round(fit[0][0], DECIMALS).tolist())]
    for cubic in fit:
        made += [tuple(point) for point in np.round(cubic[1:], DECIMALS).tolist()]
    return tuple((float(x), float(y)) for x, y in made)


def _straight(points: Points) -> Run:
    start = points[0]
    run = [start]
    for end in points[1:] if len(points) > 1 else points:
        run += [start + (end - start) / 3, start + (end - start) * 2 / 3, end]
        start = end
    return tuple((round(float(x), DECIMALS), round(float(y), DECIMALS)) for x, y in run)


def _even(points: Points, closed: bool, step: float) -> Points:
    """Return points at equal distances along a run; the end of a closed one is not repeated."""
    if closed and len(points) > 1 and not np.array_equal(points[0], points[-1]):
        points = np.vstack([points, points[:1]])
    lengths = np.hypot(*np.diff(points, axis=0).T)
    kept = np.concatenate([[True], lengths > 1e-9])
    points = points[kept]
    along = np.concatenate([[0.0], np.cumsum(lengths[lengths > 1e-9])])
    count = int(min(MOST, max(2, round(along[-1] / step))))
    if len(points) < 2:
        return points
    places = np.linspace(0.0, along[-1], count + 1)
    even = np.stack([np.interp(places, along, points[:, 0]), np.interp(places, along, points[:, 1])], axis=1)
    return even[:-1] if closed else even


def _corners(points: Points, closed: bool, reach: int) -> list[int]:
    """Return where a run turns sharply: the sharpest place of each turn."""
    count = len(points)
    if count < 2 * reach + 1:
        return []
    if closed:
        before, after = points - np.roll(points, reach, axis=0), np.roll(points, -reach, axis=0) - points
    else:
        before, after = np.zeros_like(points), np.zeros_like(points)
        before[reach:-reach] = points[reach:-reach] - points[: -2 * reach]
        after[reach:-reach] = points[2 * reach :] - points[reach:-reach]
    lengths = np.hypot(*before.T) * np.hypot(*after.T)
    cosine = np.where(lengths > 1e-9, (before * after).sum(axis=1) / np.maximum(lengths, 1e-9), 1.0)
    found: list[int] = []
    for index in np.flatnonzero(cosine < cos(radians(CORNER))):
        window = np.arange(index - reach, index + reach + 1)
        window = window % count if closed else window[(window >= 0) & (window < count)]
        if cosine[index] <= cosine[window].min() and not any(
            min(abs(index - other), count - abs(index - other) if closed else count) <= reach
            for other in found
        ):
            found.append(int(index))
    return found


def _calm_ring(points: Points, width: float) -> Points:
    weights = _weights(min(width, len(points) / 8))
    half = len(weights) // 2
    padded = np.vstack([points[-half:], points, points[:half]]) if half else points
    return _convolved(padded, weights)


def _calm(points: Points, width: float) -> Points:
    """Return a run without its tremor, its ends in place: beyond them it is mirrored through them."""
    weights = _weights(min(width, len(points) / 8))
    half = len(weights) // 2
    if not half or len(points) <= half:
        return points
    first, last = 2 * points[0] - points[half:0:-1], 2 * points[-1] - points[-2 : -half - 2 : -1]
    return _convolved(np.vstack([first, points, last]), weights)


def _weights(width: float) -> Points:
    half = int(3 * width)
    bell: Points = np.exp(-0.5 * (np.arange(-half, half + 1) / max(width, 1e-9)) ** 2)
    weights: Points = bell / bell.sum()
    return weights


def _convolved(points: Points, weights: Points) -> Points:
    return np.stack([np.convolve(points[:, axis], weights, "valid") for axis in (0, 1)], axis=1)


def _unit(vector: Points) -> Points:
    length = float(np.hypot(*vector))
    unit: Points = vector / length if length > 1e-12 else np.array([1.0, 0.0])
    return unit


def _fit(points: Points, start: Points | None, end: Points | None, error: float, made: list[Points]) -> None:
    """Add the cubics of one run between two corners; tangents point inwards, None lets the ends find theirs."""
    near = min(3, len(points) - 1)
    first = _unit(points[near] - points[0]) if start is None else start
    last = _unit(points[-1 - near] - points[-1]) if end is None else end
    if len(points) <= 2:
        third = float(np.hypot(*(points[-1] - points[0]))) / 3
        made.append(np.stack([points[0], points[0] + first * third, points[-1] + last * third, points[-1]]))
        return
    t, reach = _chords(points)
    worst, split = np.inf, len(points) // 2
    cubic = points[[0, 0, -1, -1]]
    for _ in range(ROUNDS):
        cubic = _least_squares(points, t, first, last, reach)
        away = ((_at(cubic, t) - points) ** 2).sum(axis=1)
        split, worst = int(away.argmax()), float(away.max())
        if worst <= error**2:
            made.append(cubic)
            return
        if worst > (4 * error) ** 2:
            break
        t = _moved(cubic, points, t)
    # Neither side may keep nearly all, or halving would take as many rounds as there are points.
    edge = max(1, len(points) // 12)
    split = min(max(split, edge), len(points) - 1 - edge)
    low, high = max(split - 2, 0), min(split + 2, len(points) - 1)
    tangent = _unit(points[low] - points[high])
    _fit(points[: split + 1], start, tangent, error, made)
    _fit(points[split:], -tangent, end, error, made)


def _chords(points: Points) -> tuple[Points, float]:
    """Return how far along a run each of its points is, 0-1, and its length."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*(points[1:] - points[:-1]).T))])
    reach = float(along[-1])
    return along / max(reach, 1e-12), reach


def _at(cubic: Points, t: Points) -> Points:
    s, r = t[:, None], 1 - t[:, None]
    rr, ss = r * r, s * s
    placed: Points = rr * r * cubic[0] + 3 * rr * s * cubic[1] + 3 * r * ss * cubic[2] + ss * s * cubic[3]
    return placed


def _least_squares(points: Points, t: Points, first: Points, last: Points, reach: float) -> Points:
    """Return the cubic with given ends and tangents that lies nearest to the points, which go on for ``reach``."""
    r = 1 - t
    b1, b2 = 3 * r * r * t, 3 * r * t * t
    share = (r * r * r + b1)[:, None]
    rest = points - share * points[0] - (1 - share) * points[-1]
    aa, ab, bb = b1 @ b1, (b1 @ b2) * (first @ last), b2 @ b2
    ar, br = b1 @ (rest @ first), b2 @ (rest @ last)
    determinant = aa * bb - ab * ab
    (ax, ay), (bx, by) = points[0].tolist(), points[-1].tolist()
    one = two = hypot(bx - ax, by - ay) / 3
    if abs(determinant) > 1e-12:
        one, two = float((ar * bb - br * ab) / determinant), float((br * aa - ar * ab) / determinant)
    if not (1e-6 * reach < one <= reach and 1e-6 * reach < two <= reach):
        one = two = hypot(bx - ax, by - ay) / 3
    return np.array([points[0], points[0] + first * one, points[-1] + last * two, points[-1]])


def _moved(cubic: Points, points: Points, t: Points) -> Points:
    """Return the parameters of the points moved towards the nearest place of the curve (one step of Newton)."""
    s, r = t[:, None], 1 - t[:, None]
    away = _at(cubic, t) - points
    d1 = (cubic[1:] - cubic[:-1]) * 3
    d2 = (d1[1:] - d1[:-1]) * 2
    slope = r * r * d1[0] + 2 * r * s * d1[1] + s * s * d1[2]
    bend = r * d2[0] + s * d2[1]
    two = np.ones(2)
    below = (slope * slope) @ two + (away * bend) @ two
    step = np.where(np.abs(below) > 1e-12, ((away * slope) @ two) / np.where(below == 0, 1, below), 0.0)
    moved: Points = np.clip(t - step, 0.0, 1.0)
    return np.maximum.accumulate(moved)
