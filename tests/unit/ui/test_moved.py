"""Vertices that lie on one another are one corner, and places keep their links."""

from __future__ import annotations

import pytest

from app.catalogue.load import shipped
from app.poster.geometry import Areas, Coord, Lines, Point
from app.poster.records import Mark
from app.poster.values import Frozen
from app.ui.tools import moved

CATALOGUE = shipped()


def cells() -> Mark:
    """Return two squares that share a side."""
    left = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0))
    right = ((100.0, 0.0), (200.0, 0.0), (200.0, 100.0), (100.0, 100.0), (100.0, 0.0))
    return Mark(uid="m", picto="centres_limites_polygones", geometry=Areas(((left,), (right,))))


def network(*links: tuple[Coord, Coord], places: list[list[float]]) -> Mark:
    return Mark(uid="m", picto="reseau", geometry=Lines(links), parametres=Frozen({"noeuds": places}))


def rings(mark: object) -> list[list[Coord]]:
    return [list(run) for run in moved.runs(mark)]  # type: ignore[arg-type]


def test_a_corner_of_two_cells_moves_in_both() -> None:
    after = moved.vertex_moved(cells(), (0, 0, 2), (110.0, 90.0), CATALOGUE)
    left, right = rings(after)
    assert (110.0, 90.0) in left
    assert (110.0, 90.0) in right
    assert (100.0, 100.0) not in left + right
    assert left[0] == left[-1]
    assert right[0] == right[-1]


def test_the_first_corner_of_a_ring_moves_with_its_end() -> None:
    after = moved.vertex_moved(cells(), (1, 0, 0), (90.0, -10.0), CATALOGUE)
    left, right = rings(after)
    assert right[0] == right[-1] == (90.0, -10.0)
    assert left[1] == (90.0, -10.0)


def test_a_bend_of_a_shared_side_is_in_both_cells() -> None:
    after = moved.vertex_added(cells(), (0, 0, 2), (120.0, 50.0), CATALOGUE)
    left, right = rings(after)
    assert left[1:4] == [(100.0, 0.0), (120.0, 50.0), (100.0, 100.0)]
    assert right[3:6] == [(100.0, 100.0), (120.0, 50.0), (100.0, 0.0)]


def test_a_shared_corner_is_removed_from_both_unless_one_needs_it() -> None:
    bent = moved.vertex_added(cells(), (0, 0, 2), (120.0, 50.0), CATALOGUE)
    assert rings(moved.vertex_removed(bent, (0, 0, 2), CATALOGUE)) == rings(cells())
    triangle = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 0.0))
    tight = Mark(uid="m", picto="zone", geometry=Areas(((triangle,), cells().geometry.parts[1])))  # type: ignore[union-attr]
    assert moved.vertex_removed(tight, (1, 0, 0), CATALOGUE) == tight


def test_ways_that_leave_one_origin_keep_it() -> None:
    ways = Lines((((0.0, 0.0), (50.0, 0.0)), ((0.0, 0.0), (0.0, 50.0))))
    mark = Mark(uid="m", picto="axes_de_propagation", geometry=ways)
    after = moved.vertex_moved(mark, (1, 0, 0), (5.0, 5.0), CATALOGUE)
    assert [run[0] for run in rings(after)] == [(5.0, 5.0), (5.0, 5.0)]


def test_a_place_moves_with_its_links_and_its_rank() -> None:
    mark = network(((0, 0), (50, 0)), ((50, 0), (90, 0)), places=[[0, 0], [50, 0, 2], [90, 0]])
    after = moved.place_moved(mark, "noeuds", moved.nodes(mark, "noeuds"), 1, (50.0, 30.0))
    assert rings(after) == [[(0, 0), (50.0, 30.0)], [(50.0, 30.0), (90, 0)]]
    assert after.parametres["noeuds"][1] == (50.0, 30.0, 2)


def test_a_place_on_the_way_leaves_its_neighbours_linked() -> None:
    mark = network(((0, 0), (50, 0)), ((50, 0), (90, 0)), places=[[0, 0], [50, 0], [90, 0]])
    after = moved.place_removed(mark, "noeuds", moved.nodes(mark, "noeuds"), 1)
    assert rings(after) == [[(0, 0), (90, 0)]]
    assert len(after.parametres["noeuds"]) == 2
    assert moved.place_removed(after, "noeuds", moved.nodes(after, "noeuds"), 0) == after


def test_what_depended_on_a_place_depends_on_its_superior() -> None:
    mark = network(
        ((0, 0), (50, 0)),
        ((50, 0), (90, 20)),
        ((50, 0), (90, -20)),
        places=[[0, 0], [50, 0], [90, 20], [90, -20]],
    )
    after = moved.place_removed(mark, "noeuds", moved.nodes(mark, "noeuds"), 1)
    assert rings(after) == [[(0, 0), (90, 20)], [(0, 0), (90, -20)]]


def test_a_pole_takes_its_partners_along() -> None:
    links = tuple(((0.0, 0.0), end) for end in ((50.0, 0.0), (0.0, 50.0), (-50.0, 0.0)))
    mark = network(*links, places=[[0, 0], [50, 0], [0, 50], [-50, 0]])
    assert moved.place_removed(mark, "noeuds", moved.nodes(mark, "noeuds"), 0) == mark


def test_a_place_is_added_with_its_link_or_on_one() -> None:
    mark = network(((0, 0), (50, 0)), places=[[0, 0], [50, 0]])
    found = moved.nodes(mark, "noeuds")
    more = moved.place_added(mark, "noeuds", found, [80.0, 10.0], 1)
    assert rings(more)[-1] == [(50.0, 0.0), (80.0, 10.0)]
    between = moved.place_between(mark, "noeuds", found, [25.0, 5.0], (0, 0, 1))
    assert rings(between) == [[(0, 0), (25.0, 5.0)], [(25.0, 5.0), (50, 0)]]
    assert between.parametres["noeuds"][2] == (25.0, 5.0)


@pytest.mark.parametrize("gone", [0, 1])
def test_the_point_of_a_pattern_follows_its_first_place(gone: int) -> None:
    mark = Mark(
        uid="m",
        picto="semis_urbain",
        geometry=Point(0.0, 0.0),
        parametres=Frozen({"lieux": [[0.0, 0.0, 1], [50.0, 0.0, 2]]}),
    )
    after = moved.place_removed(mark, "lieux", moved.nodes(mark, "lieux"), gone)
    assert after.geometry == (Point(50.0, 0.0) if gone == 0 else Point(0.0, 0.0))
