"""What gestures build: links that make themselves, areas that share a border, wholes laid on a bare sheet."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin
from random import Random

import pytest
import shapely

from app.catalogue.load import shipped
from app.catalogue.model import HOLDS
from app.drawing import marks
from app.poster.document import Document
from app.poster.geometry import Areas, Coord, Lines, Run
from app.poster.records import Mark, Poster
from app.ui import words
from app.ui.canvas.live import Live
from app.ui.tools.laying import HOLDING, laid_at, links
from app.ui.tools.laying.shaped import cut, edged, on_outline, outside, sided
from tests.unit.ui.posters import METRES, Table

#: The middle of the map on the page.
X, Y = 143.0, 157.5


def ring(*corners: Coord) -> Areas:
    return Areas((((*corners, corners[0]),),))


def blob(random: Random, x: float, y: float) -> Areas:
    """An uneven contour, as a hand draws one."""
    corners = random.randint(5, 20)
    turns = [2 * pi * corner / corners for corner in range(corners)]
    return ring(
        *(
            (x + 20 * random.uniform(0.7, 1.2) * cos(turn), y + 20 * random.uniform(0.7, 1.2) * sin(turn))
            for turn in turns
        )
    )


def polygons(areas: Areas | None) -> list[shapely.Polygon]:
    assert areas is not None
    return [shapely.Polygon(part[0], part[1:]) for part in areas.parts]


def test_every_hold_has_a_gesture_and_an_instruction() -> None:
    holds = {hold for each in HOLDS.values() for hold in each}
    assert set(HOLDING) == holds
    assert all(words.gesture(hold).endswith(".") for hold in holds)


@pytest.mark.parametrize("seed", range(40))
def test_neighbours_drawn_by_hand_share_their_border_vertex_by_vertex(seed: int) -> None:
    random = Random(seed)
    one, two = blob(random, 0, 0), blob(random, random.uniform(10, 50), random.uniform(-10, 10))
    both = sided(one, two, 6.0)
    if both is None:
        return
    sides = polygons(both)
    assert all(side.is_valid and side.area > 0 for side in sides)
    assert shapely.coverage_is_valid(sides)


def test_a_narrow_gap_is_closed_and_a_wide_one_is_kept() -> None:
    one = ring((0, 0), (60, 0), (60, 50), (0, 50))
    near = polygons(sided(one, ring((62, 5), (100, 5), (100, 40), (61, 42)), 6.0))
    far = polygons(sided(one, ring((70, 5), (100, 5), (100, 40), (70, 40)), 6.0))
    assert shapely.length(shapely.intersection(near[0].exterior, near[1].exterior)) > 30
    assert shapely.distance(*far) == pytest.approx(10)


@pytest.mark.parametrize("seed", range(20))
def test_a_line_across_cuts_without_losing_ground(seed: int) -> None:
    random = Random(seed)
    whole = blob(random, 0, 0)
    line: Run = ((-40.0, random.uniform(-5, 5)), (0.0, random.uniform(-5, 5)), (40.0, random.uniform(-5, 5)))
    halves = polygons(cut(whole, line))
    assert shapely.coverage_is_valid(halves)
    assert sum(half.area for half in halves) == pytest.approx(polygons(whole)[0].area, rel=1e-3)


def test_a_line_that_stops_short_reaches_the_outline_and_one_beside_cuts_nothing() -> None:
    whole = ring((0, 0), (60, 0), (60, 50), (0, 50))
    assert cut(whole, ((3.0, 20.0), (57.0, 28.0))) is not None
    assert cut(whole, ((20.0, 20.0), (40.0, 28.0))) is None
    assert cut(whole, ((-20.0, -20.0), (80.0, -28.0))) is None


def test_the_smaller_contour_is_the_core_whichever_came_first() -> None:
    small, large = ring((10, 10), (20, 10), (20, 20), (10, 20)), ring((0, 0), (40, 0), (40, 40), (0, 40))
    for first, second in ((small, large), (large, small)):
        core, edge = polygons(edged(first, second))
        assert (core.area, edge.area) == (100, 1600)
    beside = polygons(edged(small, ring((15, 5), (60, 5), (60, 40), (15, 40))))
    assert beside[1].covers(beside[0])


def test_an_entry_lies_on_the_outline() -> None:
    assert on_outline(ring((0, 0), (10, 0), (10, 10), (0, 10)), (14.0, 5.0)) == (10.0, 5.0)
    assert on_outline(ring((0, 0), (10, 0), (10, 10), (0, 10)), (4.0, 6.0)) in ((0.0, 6.0), (4.0, 10.0))


def test_a_subset_is_outside_only_where_something_larger_does_not_hold_it() -> None:
    small, large = ring((10, 10), (20, 10), (20, 20), (10, 20)), ring((0, 0), (15, 0), (15, 40), (0, 40))
    assert not outside(small, [])
    assert outside(small, [large])
    assert not outside(small, [large, ring((0, 0), (40, 0), (40, 40), (0, 40))])
    assert not outside(large, [small])


def test_links_hold_all_places_together_and_leave_long_ones_out() -> None:
    square: Run = ((0, 0), (10, 0), (10, 10), (0, 10))
    assert {(0, 1), (1, 2), (2, 3), (0, 3)} <= set(links.neighbours(square))
    row: Run = ((0, 0), (10, 0), (20, 0), (30, 0))
    assert links.neighbours(row) == ((0, 1), (1, 2), (2, 3))
    far: Run = (*square, (100, 5))
    assert sum(4 in pair for pair in links.neighbours(far)) == 1
    assert links.neighbours(((0, 0),)) == ()


def test_small_places_are_linked_to_the_nearest_great_one() -> None:
    places: Run = ((0, 0), (20, 0), (3, 3), (19, 5))
    assert links.ranked(places, [0, 1]) == ((0, 1), (0, 2), (1, 3))
    assert links.ranked(places, [0]) == ((0, 1), (0, 2), (0, 3))
    assert len(links.ranked(places, [])) >= 3


@pytest.fixture
def bare() -> Table:
    """A sheet without ground."""
    return Table(Document.of([Poster(uid="poster", metres_par_mm=METRES)]))


def test_every_entry_can_be_laid_on_a_bare_sheet(bare: Table) -> None:
    for key, pictogram in shipped().items():
        for forme in pictogram.formes:
            for place in ((X, Y), (2.0, 290.0)):
                bare.context.pictogram, bare.context.forme = pictogram, forme
                made = laid_at(pictogram, forme, place, bare.context)
                assert (made.picto, made.domaine) == (key, pictogram.domaine)
                for x, y in map(bare.context.on_page, made.geometry.coords()):
                    assert -0.01 <= x <= 420.01
                    assert -0.01 <= y <= 297.01


def test_cells_of_a_bare_sheet_are_squares_of_a_grid(bare: Table) -> None:
    bare.use("picto", "tissu_du_changement")
    for place in ((X, Y), (X + 16, Y), (X + 16, Y)):
        bare.click(place)
    bare.feed("finish", (X, Y))
    made = bare.document.items()[0]
    assert isinstance(made, Mark)
    assert made.parametres["signes"] == ("+", "-")
    one, two = polygons(made.geometry)  # type: ignore[arg-type]
    assert one.area == pytest.approx((16 * METRES) ** 2)
    assert shapely.length(shapely.intersection(one, two)) == pytest.approx(16 * METRES)


@pytest.mark.parametrize("forme", list(HOLDS))
def test_a_pictogram_that_says_no_hold_has_the_usual_one(bare: Table, forme: str) -> None:
    model = next(each for each in shipped().values() if forme in each.formes)
    brush = replace(model.brush(forme), hold="")  # type: ignore[arg-type]
    plain = replace(model, brushes=((forme, brush),))  # type: ignore[arg-type]
    assert plain.hold(forme) == HOLDS[forme][0]  # type: ignore[arg-type,index]
    assert plain.hold(forme) in HOLDING  # type: ignore[arg-type]


def test_gestures_of_two_steps_can_be_given_up_between_them() -> None:
    table = Table()
    for picto in ("aires_en_contact", "aires_extension", "aire_de_desserte", "surface_de_tendance"):
        table.use("picto", picto)
        table.click((X - 20, Y - 20))
        assert table.hand.busy
        table.feed("back", (X, Y))
        assert not table.hand.busy
        assert not table.document.items()


def test_corners_of_a_second_area_are_taken_back_one_by_one() -> None:
    table = Table()
    table.context.contour = "coin"
    table.use("picto", "aires_extension")
    for place in ((X, Y), (X + 20, Y), (X + 20, Y + 20)):
        table.click(place)
    table.feed("finish", (X, Y))
    table.click((X - 10, Y - 10))
    table.feed("back", (X, Y))  # the first corner of the edge: the core still waits for one
    assert table.hand.busy
    table.feed("finish", (X, Y))
    made = table.document.items()[0]
    assert isinstance(made, Mark)
    assert len(made.geometry.parts) == 1  # type: ignore[union-attr]


def test_a_chain_that_comes_back_to_its_start_is_closed() -> None:
    table = Table()
    table.use("picto", "reseau")
    for place in ((X, Y), (X + 30, Y), (X, Y + 30), (X, Y)):
        table.click(place)
    table.feed("finish", (X, Y))
    made = table.document.items()[0]
    assert isinstance(made.geometry, Lines)  # type: ignore[union-attr]
    assert len(made.geometry.parts) == 3  # type: ignore[union-attr]


def test_a_draft_that_stays_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table()
    drawn: list[str] = []
    draw = marks.draw
    monkeypatch.setattr(marks, "draw", lambda mark, context: drawn.append(mark.uid) or draw(mark, context))
    live = Live(table.catalogue)
    table.use("picto", "reseau")
    table.click((X, Y))
    table.feed("move", (X + 30, Y))
    first = live.inks(table.context.feedback.drafts, table.document.records)
    assert live.inks(table.context.feedback.drafts, table.document.records) == first
    assert len(drawn) == 1
    table.feed("move", (X + 40, Y))
    assert live.inks(table.context.feedback.drafts, table.document.records) != first
    with table.document.transaction("Test") as act:
        act.put(replace(table.document.poster, metres_par_mm=300.0))
    live.inks(table.context.feedback.drafts, table.document.records)
    assert len(drawn) == 3
