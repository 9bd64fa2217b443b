"""The stroke of a hand: even with a mouse, swelling with the pressure of a pen."""

from __future__ import annotations

import pytest
import shapely

from app.drawing import theme
from app.drawing.brushes import ink
from app.drawing.brushes.subject import Drawing, Look, Subject
from app.drawing.primitives import Path, flattened
from app.poster.geometry import Box, Lines
from app.poster.values import Frozen

WAY = tuple((10.0 + 5.0 * step, 20.0) for step in range(9))
WIDTH = 2.0


def stroke(pressions: object = None, frame: Box | None = None, temps: str = "") -> Drawing:
    told = {} if pressions is None else {"pressions": pressions}
    look = Look.of(theme.domaine("dynamique"), temps=temps)
    return ink.trace(Subject(Lines((WAY,)), look, parameters=Frozen(told), taille=WIDTH, frame=frame))


def body(drawing: Drawing) -> shapely.Geometry:
    """Return what the ink of a swelling stroke covers."""
    paths = [each for each in drawing.primitives if isinstance(each, Path)]
    filled = next(each for each in reversed(paths) if each.fill)
    assert filled.rule == "nonzero"
    return shapely.union_all([shapely.Polygon(flattened(sub)).buffer(0) for sub in filled.subpaths])


def thickness(area: shapely.Geometry, x: float) -> float:
    return float(area.intersection(shapely.LineString([(x, 0), (x, 40)])).length)


def test_a_mouse_draws_an_even_stroke() -> None:
    paths = [each for each in stroke().primitives if isinstance(each, Path)]
    assert paths[-1].width == WIDTH
    assert not paths[-1].fill


def test_the_pressure_makes_the_stroke_swell() -> None:
    area = body(stroke([[0, 25, 50, 75, 100, 75, 50, 25, 0]]))
    light, usual, heavy = thickness(area, 10.5), thickness(area, 20.0), thickness(area, 30.0)
    assert usual == pytest.approx(WIDTH, rel=0.05)  # what a mouse would have drawn
    assert heavy == pytest.approx(WIDTH * ink.HEAVY, rel=0.05)
    assert light < usual < heavy
    assert area.is_valid
    assert area.geom_type == "Polygon"  # one stroke, no gap


def test_everything_turns_the_same_way() -> None:
    """Else what overlaps would be rubbed out by the rule of filling."""
    paths = [each for each in stroke([[50] * 9]).primitives if isinstance(each, Path) and each.fill]
    turns = {shapely.LinearRing(flattened(sub)).is_ccw for path in paths for sub in path.subpaths}
    assert len(turns) == 1


@pytest.mark.parametrize(
    "pressions", [[[50] * 3], [], "x", [["a"] * 9], [[-5] * 9], [[1e9] * 9], {"a": 1}, [[True] * 2], 4]
)
def test_a_pressure_that_makes_no_sense_is_not_felt(pressions: object) -> None:
    paths = [each for each in stroke(pressions).primitives if isinstance(each, Path)]
    assert paths[-1].width == WIDTH


def test_a_stroke_stays_in_the_frame() -> None:
    area = body(stroke([[50] * 9], frame=(0.0, 0.0, 30.0, 40.0)))
    assert area.bounds[2] < 32.0


def test_dashes_of_the_future_stay_dashes() -> None:
    paths = [each for each in stroke([[90] * 9], temps="futur").primitives if isinstance(each, Path)]
    assert paths[-1].dash
