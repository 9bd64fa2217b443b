"""What rides on areas and lines is a sign: names of places go around it, and the check of overlaps sees it."""

from __future__ import annotations

import pytest

from app.drawing import marks
from app.drawing.overlaps import pieces
from app.poster.geometry import Geometry
from app.poster.records import Mark
from tests.approvals import sheet
from tests.approvals.sheet import areas, lines

FIELD = areas(((12, 10), (56, 10), (56, 42), (12, 42)))
WAY = lines(((8, 40), (30, 24), (62, 12)))


@pytest.mark.parametrize(
    ("picto", "geometry", "count"),
    [
        ("inondation", FIELD, 1),
        ("flux_marchandises", WAY, 1),
        ("tissu_du_changement", FIELD, 1),
        ("foret", FIELD, 0),
    ],
)
def test_a_rider_is_a_sign(picto: str, geometry: Geometry, count: int) -> None:
    ink = marks.draw(Mark(uid="a", picto=picto, geometry=geometry), sheet.context())
    signs = [piece for piece in pieces((ink,)) if piece.kind == "signe"]
    assert [piece.box for piece in signs] == list(ink.signs)
    assert len(signs) == count
    for low_x, low_y, high_x, high_y in ink.signs:
        assert 10 < low_x < high_x < 62
        assert 8 < low_y < high_y < 45


def test_dashes_of_a_link_stand_whole_between_its_discs() -> None:
    links = lines(((10, 10), (30, 10)), ((30, 10), (34, 40)))
    ink = marks.draw(Mark(uid="a", picto="reseau", geometry=links, temps="futur"), sheet.context())
    dashes = [path for path in ink.primitives if getattr(path, "width", 0) == 1.8 and path.subpaths[0].points]
    (path,) = [each for each in dashes if len(each.subpaths) > 2]
    assert not path.dash
    across = [sub.points for sub in path.subpaths if abs(sub.points[0][1] - sub.points[-1][1]) < 0.01]
    first, last = min(run[0][0] for run in across), max(run[-1][0] for run in across)
    assert first - 10 == pytest.approx(30 - last)
    assert first - 0.9 > 10 + 2.1
