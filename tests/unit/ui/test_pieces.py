"""Inks cut into pieces: together they are the whole ink, and each is small; extents of changes cover what changed."""

from __future__ import annotations

import itertools
from math import cos, pi, sin

import shapely

from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, line, polygon, rectangle
from app.ui.canvas.changes import parts
from app.ui.canvas.pieces import FEW, POINTS, Pieces


def borders(many: int) -> Path:
    """Return many short lines all over a sheet."""
    runs = (
        line((rank % 97 * 4.0, rank // 97 * 5.0), (rank % 97 * 4.0 + 3.0, rank // 97 * 5.0))
        for rank in range(many)
    )
    return Path(tuple(runs), stroke="#334455", width=0.3)


def test_a_great_path_is_cut_by_places_and_nothing_is_lost() -> None:
    path = borders(3000)
    pieces = [piece for piece in Pieces().of(Ink.of("fond:commune", Band.FOND, (path,))) if piece]
    cut = [piece.primitive for piece in pieces]
    assert sorted(run.points for each in cut for run in each.subpaths) == sorted(
        run.points for run in path.subpaths
    )  # type: ignore[union-attr] # they are paths
    assert all(piece.weight <= 2 * FEW for piece in pieces)
    assert all(piece.box[2] - piece.box[0] < 30 and piece.box[3] - piece.box[1] < 30 for piece in pieces)


def test_cutting_can_be_interrupted() -> None:
    steps = list(Pieces().of(Ink.of("fond:commune", Band.FOND, (borders(3000),))))
    assert steps.count(None) > 3000 // 400


def test_a_long_line_is_cut_where_its_round_ends_do_not_show() -> None:
    run = line(*((rank * 0.3, 0.1 * (rank % 2)) for rank in range(1000)))
    ink = Ink.of("fond:contour", Band.AIRES, (Path((run,), stroke="#000000", width=1.0),))
    cut = [piece.primitive for piece in Pieces().of(ink) if piece]
    lengths = [each.points for path in cut for each in path.subpaths]  # type: ignore[union-attr] # they are paths
    assert all(len(points) <= POINTS + 1 for points in lengths)
    assert all(before[-1] == after[0] for before, after in itertools.pairwise(lengths))
    assert (lengths[0][0], lengths[-1][-1]) == (run.points[0], run.points[-1])


def test_what_shows_through_or_has_holes_is_never_cut() -> None:
    pale = Path(tuple(line((x, 0.0), (x, 9.0)) for x in range(90)), stroke="#33445580", width=1.0)
    holed = Path(tuple(rectangle(x, 0.0, 0.5, 0.5) for x in range(90)), fill="#334455")
    cut = [piece.primitive for piece in Pieces().of(Ink.of("m", Band.AIRES, (pale, holed))) if piece]
    assert cut == [pale, holed]


def test_a_long_slanted_line_changes_little_of_the_sheet() -> None:
    leader = Path((line((10.0, 10.0), (210.0, 160.0)),), stroke="#000000", width=0.8)
    boxes = list(parts(Ink.of("n", Band.POSTITS, (leader,))))
    assert sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes) < 0.25 * 200 * 150
    for step in range(101):
        x, y = 10 + 2.0 * step, 10 + 1.5 * step
        assert any(
            box[0] <= x - 0.4 and x + 0.4 <= box[2] and box[1] <= y - 0.4 and y + 0.4 <= box[3]
            for box in boxes
        )


def test_a_great_area_is_cut_at_a_box_and_stays_the_same_inside() -> None:
    around = [
        (100 + 90 * cos(rank / 1000 * 2 * pi), 100 + 90 * sin(rank / 1000 * 2 * pi)) for rank in range(1000)
    ]
    within = [
        (100 + 30 * cos(rank / 500 * 2 * pi), 100 + 30 * sin(rank / 500 * 2 * pi)) for rank in range(500)
    ]
    path = Path((polygon(around), polygon(within)), fill="#33445580")
    (piece,) = [piece for piece in Pieces().of(Ink.of("fond:lisere", Band.FOND, (path,))) if piece]
    box = (120.0, 60.0, 180.0, 140.0)
    cut = piece.within(box)
    assert isinstance(cut, Path)
    assert sum(len(run.points) for run in cut.subpaths) < 1000
    shapes = [
        shapely.Polygon(each.subpaths[0].points).difference(shapely.Polygon(each.subpaths[1].points))
        for each in (path, cut)
    ]
    whole, part = (shapely.clip_by_rect(shape, *box) for shape in shapes)
    assert shapely.area(shapely.symmetric_difference(whole, part)) < 1e-6
