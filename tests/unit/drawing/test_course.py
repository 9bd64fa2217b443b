"""Places evenly spread along a course are those that one would ask for one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.drawing.brushes.course import Course

coords = some.floats(-500, 500, allow_nan=False)


@given(some.lists(some.tuples(coords, coords), min_size=1, max_size=20), some.integers(1, 40))
def test_even_places_are_those_asked_for_one_by_one(run: list[tuple[float, float]], count: int) -> None:
    course = Course(tuple(run))
    for rank, place in enumerate(course.evenly(count)):
        assert place == pytest.approx(course.at(course.length * rank / count), abs=1e-6)
