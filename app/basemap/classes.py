"""Natural breaks: values cut into classes that are as much alike as can be."""

from __future__ import annotations

from collections.abc import Sequence


def natural_classes(values: Sequence[float], count: int) -> list[int]:
    """Return the class of each value, 0 for the greatest values, ``count`` classes at most.

    The sum of squared differences to the mean of each class is the least possible; equal values are never parted.
    Source: Fisher, « On grouping for maximum homogeneity », 1958, used for maps by Jenks, 1967. Exact, by dynamic
    programming over the sorted distinct values.
    """
    known = sorted(set(values))
    weights = [sum(1 for value in values if value == each) for each in known]
    count = min(count, len(known))
    if count < 1:
        return []
    cost = _Costs(known, weights)
    # best[k][j]: least cost of the first j values in k + 1 classes; cut[k][j]: where the last of them begins.
    best = [[cost(0, j) for j in range(len(known) + 1)]]
    cuts = [[0] * (len(known) + 1)]
    for k in range(1, count):
        row, cut = [0.0] * (len(known) + 1), [0] * (len(known) + 1)
        for j in range(k + 1, len(known) + 1):
            row[j], cut[j] = min((best[k - 1][i] + cost(i, j), i) for i in range(k, j))
        best.append(row)
        cuts.append(cut)
    classes: dict[float, int] = {}
    end = len(known)
    for rank, k in enumerate(reversed(range(count))):
        start = cuts[k][end]
        classes.update(dict.fromkeys(known[start:end], rank))
        end = start
    return [classes[value] for value in values]


class _Costs:
    """The sum of squared differences to their mean of the values from i to j, by running sums."""

    def __init__(self, values: Sequence[float], weights: Sequence[int]) -> None:
        # Around their middle: squares of large numbers would lose their last digits.
        middle = sum(values) / len(values)
        self._n, self._sum, self._squares = [0], [0.0], [0.0]
        for value, weight in zip(values, weights, strict=True):
            away = value - middle
            self._n.append(self._n[-1] + weight)
            self._sum.append(self._sum[-1] + weight * away)
            self._squares.append(self._squares[-1] + weight * away * away)

    def __call__(self, i: int, j: int) -> float:
        n = self._n[j] - self._n[i]
        if not n:
            return 0.0
        total = self._sum[j] - self._sum[i]
        return max(0.0, self._squares[j] - self._squares[i] - total * total / n)
