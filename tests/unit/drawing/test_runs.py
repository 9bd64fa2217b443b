"""Many runs kept as numbers: they come out as they went in, in a fraction of the room."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Sequence

import pytest

from app.drawing.primitives import Subpath, circle, line, polygon
from app.drawing.runs import Runs
from app.poster.boxes import around

EACH = (
    line((0.1, 2.0), (3.0, -4.5)),
    polygon(((0, 0), (5, 0), (5, 5))),
    circle(7, 8, 1.5),
    Subpath(((9.0, 9.0),)),
)


def test_runs_come_out_as_they_went_in() -> None:
    runs = Runs(EACH)
    assert tuple(runs) == EACH
    assert len(runs) == len(EACH)
    assert runs[-1] == EACH[-1]
    assert runs[1:3] == EACH[1:3]
    assert runs[::-1] == EACH[::-1]
    with pytest.raises(IndexError):
        runs[len(EACH)]


def test_runs_are_compared_by_what_they_hold() -> None:
    assert Runs(EACH) == Runs(list(EACH))
    assert hash(Runs(EACH)) == hash(Runs(list(EACH)))
    assert Runs(EACH) != Runs(EACH[:-1])
    assert Runs((Subpath(EACH[0].points, closed=True),)) != Runs(EACH[:1])
    assert not Runs(())


def test_borders_take_a_fraction_of_the_room() -> None:
    def borders() -> Sequence[Subpath]:
        return tuple(
            line((rank * 0.1, 1.0), (rank * 0.1, 2.0 + rank), (rank * 0.2, 3.0)) for rank in range(5000)
        )

    assert room(lambda: Runs(borders())) < room(borders) / 4


def room(make: Callable[[], object]) -> int:
    """Return the bytes that what is made holds."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        made = make()
        gc.collect()  # what Python keeps at hand of the tuples that were let go
        after = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    del made
    return after - before


def test_parts_hold_every_run_once_and_say_where_they_are() -> None:
    runs = Runs(
        (*EACH, *(line((x % 7 * 9.0, x // 7 * 2.0), (x % 7 * 9.0 + 1, x // 7 * 2.0 - 1)) for x in range(400)))
    )
    found = list(runs.parted(12.0, 5, 20))
    assert sorted((each for part, _ in found for each in part), key=repr) == sorted(runs, key=repr)
    for part, box in found:
        assert len(part) <= 5
        assert part.places <= 20 or len(part) == 1
        assert len({(each.points[0][0] // 12.0, each.points[0][1] // 12.0) for each in part}) == 1
        assert box == part.extent == around([(x, y, x, y) for each in part for x, y in each.points])
    assert runs.longest == max(len(each.points) for each in EACH)
    assert Runs(()).extent is None
