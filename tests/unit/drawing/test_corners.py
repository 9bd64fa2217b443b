"""Corners of smooth lines: where the curve turns sharply, and what the rest of it keeps; signs that turn."""

from __future__ import annotations

from math import atan2, degrees, pi

import pytest

from app.catalogue.load import shipped
from app.drawing import marks
from app.drawing.brushes.course import cornered, curve
from app.drawing.ink import Context
from app.drawing.primitives import Path, Subpath, flattened
from app.poster.geometry import Areas, Coord, Geometry, Lines, Point, Run
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.poster.values import Frozen

FRAME = MapFrame((0.0, 0.0, 300.0, 300.0), (150.0, -150.0), 1.0)
WAY: Run = ((10.0, 50.0), (50.0, 10.0), (90.0, 50.0), (130.0, 10.0))
RING: Run = ((10.0, 10.0), (90.0, 10.0), (90.0, 90.0), (10.0, 90.0), (10.0, 10.0))


def bend(run: Run, at: Coord) -> float:
    """Return by how many degrees a flattened run turns at one of its places."""
    rank = run.index(at)
    before, after = run[rank - 1] if rank else run[-2], run[rank + 1]
    turn = atan2(after[1] - at[1], after[0] - at[0]) - atan2(at[1] - before[1], at[0] - before[0])
    return abs(degrees((turn + pi) % (2 * pi) - pi))


def test_a_line_turns_sharply_at_its_corners_alone() -> None:
    run = flattened(curve(WAY, True, frozenset({1})))
    assert bend(run, WAY[1]) > 60
    assert bend(run, WAY[2]) < 25
    assert (run[0], run[-1]) == (WAY[0], WAY[-1])


def test_between_two_corners_a_line_is_straight() -> None:
    run = flattened(curve(WAY, True, frozenset({1, 2})))
    between = run[run.index(WAY[1]) : run.index(WAY[2]) + 1]
    assert all(x - 50 == pytest.approx(y - 10, abs=0.05) for x, y in between)


@pytest.mark.parametrize("rank", [0, 2, 3])
def test_a_ring_has_corners_too(rank: int) -> None:
    run = flattened(curve(RING, True, frozenset({rank})))
    sharp = [corner for corner in range(4) if bend(run, RING[corner]) > 45]
    assert sharp == [rank]
    assert run[0] == run[-1]


def test_corners_are_numbered_through_all_runs() -> None:
    found = list(cornered((WAY, WAY[:3], RING), {"coins": (1, 4, 6, 7, 99)}))
    assert [sorted(ranks) for _, ranks in found] == [[1], [0, 2], [0]]


@pytest.mark.parametrize("odd", [None, "3", 3, (None, "1", 2.5), ("a",)])
def test_corners_of_other_programs_do_no_harm(odd: object) -> None:
    assert all(not ranks for _, ranks in cornered((WAY,), {"coins": odd}))


Shapes = tuple[tuple[Subpath, ...], ...]


def shapes(picto: str, geometry: Geometry, angle: float | None = None, **told: object) -> Shapes:
    """Return the shapes that are drawn for a mark."""
    ground = geometry.map(FRAME.to_ground)
    mark = Mark(uid="m", picto=picto, geometry=ground, angle=angle, parametres=Frozen(told))
    drawn = marks.draw(mark, Context(FRAME, None, shipped(), {}))
    return tuple(each.subpaths for each in drawn.primitives if isinstance(each, Path))


@pytest.mark.parametrize(
    ("picto", "geometry"),
    [("fleche", Lines((WAY,))), ("zone", Areas(((RING,),))), ("voies_de_communication", Lines((WAY,)))],
)
def test_brushes_honour_corners(picto: str, geometry: Geometry) -> None:
    assert shapes(picto, geometry) != shapes(picto, geometry, coins=(1,))
    assert shapes(picto, geometry) == shapes(picto, geometry, coins=())


def test_signs_turn_about_their_middle() -> None:
    stamps = [
        key
        for key, pictogram in shipped().items()
        if pictogram.formes[0] == "point"
        and pictogram.glyph is not None
        and pictogram.brush("point").settings.get("forme", "glyphe") in ("glyphe", "jeton")
    ]
    assert len(stamps) > 5
    for key in stamps[:30]:
        upright = shapes(key, Point(100.0, 100.0))
        assert upright != shapes(key, Point(100.0, 100.0), 40.0), key
        turned = shapes(key, Point(100.0, 100.0), 360.0)
        flat = [n for drawn in upright for sub in drawn for at in sub.points for n in at]
        assert [n for drawn in turned for sub in drawn for at in sub.points for n in at] == pytest.approx(
            flat
        )
