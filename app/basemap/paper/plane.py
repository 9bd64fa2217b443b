"""Homographies: how one plane is seen from another, from the places that are known in both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.poster.geometry import Coord

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]


def solved(sources: Sequence[Coord] | Matrix, targets: Sequence[Coord] | Matrix) -> Matrix:
    """Return the 3 × 3 homography that takes ``sources`` nearest to ``targets``, by least squares in the targets' unit.

    Four places at least, no three of them in line; else ValueError.
    """
    import numpy as np

    a, b = np.asarray(sources, float), np.asarray(targets, float)
    if len(a) < 4:
        raise ValueError("four places are needed")
    from_a, from_b = _centred(a), _centred(b)
    u, v = mapped(from_a, a), mapped(from_b, b)
    x, y, one, none = u[:, 0], u[:, 1], np.ones(len(a)), np.zeros(len(a))
    weight = np.ones(len(a))
    found = np.eye(3)
    # The algebraic distance, weighed by the depth of the last solution, comes to the one that is seen.
    for _ in range(3):
        rows = np.vstack(
            [
                np.column_stack([x, y, one, none, none, none, -x * v[:, 0], -y * v[:, 0], -v[:, 0]])
                * weight[:, None],
                np.column_stack([none, none, none, x, y, one, -x * v[:, 1], -y * v[:, 1], -v[:, 1]])
                * weight[:, None],
            ]
        )
        _, sizes, right = np.linalg.svd(rows)
        if sizes[7] < 1e-9 * sizes[0]:
            raise ValueError("the places are in line")
        found = right[-1].reshape(3, 3)
        depth = found[2, 0] * x + found[2, 1] * y + found[2, 2]
        if np.abs(depth).min() < 1e-9:
            raise ValueError("a place is out of sight")
        weight = 1 / np.abs(depth)
        weight /= weight.max()
    whole = np.linalg.inv(from_b) @ found @ from_a
    return np.asarray(whole / whole[2, 2])


def mapped(matrix: Matrix, places: Sequence[Coord] | Matrix) -> Matrix:
    """Return where a homography takes ``places``, as rows of x and y."""
    import numpy as np

    xy = np.asarray(places, float).reshape(-1, 2)
    found = np.column_stack([xy, np.ones(len(xy))]) @ matrix.T
    return np.asarray(found[:, :2] / found[:, 2:])


def inverse(matrix: Matrix) -> Matrix:
    """Return the way back."""
    import numpy as np

    found = np.linalg.inv(matrix)
    return np.asarray(found / found[2, 2])


def convex(places: Sequence[Coord] | Matrix) -> bool:
    """Return whether four places, in their order, go round a convex quadrilateral, clockwise on a page."""
    import numpy as np

    xy = np.asarray(places, float)
    sides = np.roll(xy, -1, 0) - xy
    after = np.roll(sides, -1, 0)
    turns = sides[:, 0] * after[:, 1] - sides[:, 1] * after[:, 0]
    return bool((turns > 0).all())


def _centred(xy: Matrix) -> Matrix:
    """Return the similarity that centres places and gives them the size of 1."""
    import numpy as np

    middle = xy.mean(0)
    size = float(np.sqrt(((xy - middle) ** 2).sum(1).mean())) or 1.0
    scale = 2**0.5 / size
    return np.array([[scale, 0, -scale * middle[0]], [0, scale, -scale * middle[1]], [0, 0, 1.0]])
