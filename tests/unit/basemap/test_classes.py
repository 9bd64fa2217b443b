"""Natural classes are the best there are, whatever the values."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.basemap.classes import natural_classes


def spread(values: list[float], classes: list[int]) -> float:
    """Return the sum of squared differences to the mean of each class."""
    total = 0.0
    for each in set(classes):
        mine = [value for value, found in zip(values, classes, strict=True) if found == each]
        mean = sum(mine) / len(mine)
        total += sum((value - mean) ** 2 for value in mine)
    return total


def best(values: list[float], count: int) -> float:
    """Return the least spread that any cuts of the sorted distinct values give."""
    known = sorted(set(values))
    count = min(count, len(known))
    found = []
    for cuts in combinations(range(1, len(known)), count - 1):
        bounds = [0, *cuts, len(known)]
        rank = {value: which for which in range(count) for value in known[bounds[which] : bounds[which + 1]]}
        found.append(spread(values, [rank[value] for value in values]))
    return min(found)


def test_the_greatest_come_first_and_equal_values_stay_together() -> None:
    assert natural_classes([6900, 1500, 1400, 300, 280, 260, 300], 3) == [0, 1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("values", "classes"), [([], []), ([5, 5, 5], [0, 0, 0]), ([1, 9], [1, 0]), ([7], [0])]
)
def test_there_are_never_more_classes_than_values(values: list[float], classes: list[int]) -> None:
    assert natural_classes(values, 3) == classes


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 200_000), min_size=1, max_size=9), st.integers(1, 4))
def test_no_other_cuts_are_better(values: list[int], count: int) -> None:
    found = natural_classes(values, count)
    assert spread(list(values), found) <= best(list(values), count) * (1 + 1e-9) + 1e-6
    ordered = [each for _, each in sorted(zip(values, found, strict=True), reverse=True)]
    assert ordered == sorted(found)
