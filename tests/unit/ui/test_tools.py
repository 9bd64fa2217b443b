"""Gestures, driven by events: what they show, what they write once, and that giving up leaves no trace."""

from __future__ import annotations

import pytest

from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Mark, PostIt, Texte, Trace
from app.ui.tools.shapes import areas_of, contour, thinned
from tests.unit.ui.posters import Table

#: The middle of the map on the page.
X, Y = 143.0, 157.5


@pytest.fixture
def table() -> Table:
    return Table()


def items(table: Table) -> list[Mark | Trace | Texte | PostIt]:
    return table.document.items()


def laid(table: Table, picto: str, *places: tuple[float, float], forme: str = "") -> Mark:
    table.use("picto", picto, forme)
    table.drag(*places)
    made = table.document.get(table.laid[-1])
    assert isinstance(made, Mark)
    return made


# -- laying


def test_a_point_is_laid_by_one_click(table: Table) -> None:
    made = laid(table, "ecole", (X, Y))
    assert isinstance(made.geometry, Point)
    assert (made.geometry.x, made.geometry.y) == pytest.approx((0.0, 0.0), abs=1e-6)
    assert made.domaine == "organisation"
    assert table.laid == [made.uid]
    assert len(table.history.acts) == 1


def test_a_point_follows_the_pointer_until_it_is_let_go(table: Table) -> None:
    table.use("picto", "ecole")
    table.feed("press", (X, Y))
    table.feed("move", (X + 20, Y))
    assert [draft.uid for draft in table.context.feedback.drafts]
    assert not items(table)
    table.feed("release", (X + 20, Y))
    made = items(table)[0]
    assert isinstance(made.geometry, Point)
    assert made.geometry.x == pytest.approx(4000.0)


def test_the_valence_of_the_catalogue_is_written_as_marks_know_it(table: Table) -> None:
    assert laid(table, "foret", (X, Y), forme="point").valence == "plus"


def test_a_line_is_dragged_from_start_to_end(table: Table) -> None:
    made = laid(table, "rupture_interface", (X, Y), (X + 15, Y), (X + 30, Y + 30))
    assert isinstance(made.geometry, Lines)
    assert [table.context.on_page(at) for at in made.geometry.parts[0]] == [
        pytest.approx((X, Y)),
        pytest.approx((X + 30, Y + 30)),
    ]


def test_a_flow_bends_a_little_and_the_free_arrow_does_not(table: Table) -> None:
    flow = laid(table, "flux_domicile_travail", (X, Y), (X + 40, Y))
    assert isinstance(flow.geometry, Lines)
    assert len(flow.geometry.parts[0]) == 3
    table.use("fleche")
    table.drag((X, Y + 20), (X + 40, Y + 20))
    arrow = table.document.get(table.laid[-1])
    assert isinstance(arrow, Mark)
    assert arrow.picto == "fleche"
    assert arrow.domaine == ""
    assert len(list(arrow.geometry.coords())) == 2


@pytest.mark.parametrize("end", ["finish", "double"])
def test_a_line_is_clicked_bend_by_bend(table: Table, end: str) -> None:
    table.use("picto", "voies_de_communication")
    for place in ((X, Y), (X + 20, Y), (X + 20, Y + 20), (X + 60, Y + 60)):
        table.click(place)
    table.feed("back", (X + 60, Y + 60))
    table.feed(end, (X + 60, Y + 60))  # type: ignore[arg-type]
    made = items(table)[0]
    assert len(list(made.geometry.coords())) == 3  # type: ignore[union-attr]
    assert not table.hand.busy


def test_shift_holds_a_line_to_15_degrees(table: Table) -> None:
    table.use("fleche")
    table.drag((X, Y), (X + 40, Y + 3), held=("shift",))
    assert [table.context.on_page(at) for at in items(table)[0].geometry.coords()][1][1] == pytest.approx(Y)  # type: ignore[union-attr]


def test_a_contour_drawn_in_one_go_becomes_a_sound_area(table: Table) -> None:
    table.use("zone")
    table.drag((X, Y), (X + 40, Y), (X + 40, Y + 30), (X + 10, Y + 34), (X, Y + 4))
    made = items(table)[0]
    assert isinstance(made, Mark)
    assert isinstance(made.geometry, Areas)
    ring = made.geometry.parts[0][0]
    assert ring[0] == ring[-1]
    assert len(ring) >= 5


def test_a_contour_that_crosses_itself_is_mended() -> None:
    areas = areas_of(((0, 0), (10, 10), (10, 0), (0, 10), (0, 0)))
    assert areas is not None
    assert len(areas.parts) == 2
    assert areas_of(((0, 0), (5, 0), (10, 0), (0, 0))) is None


def test_a_click_takes_the_commune(table: Table) -> None:
    made = laid(table, "foret", (X - 20, Y - 20), forme="aire")
    assert made.geometry == table.document.records["c1"].geometry  # type: ignore[union-attr]


def test_an_area_is_clicked_corner_by_corner(table: Table) -> None:
    table.context.contour = "coin"
    table.use("zone")
    table.click((X, Y))
    table.click((X + 30, Y))
    table.click((X + 30, Y + 30))
    assert table.context.feedback.line[0] == (X, Y)
    table.click((X, Y))  # the first corner closes it
    assert len(list(items(table)[0].geometry.coords())) == 4  # type: ignore[union-attr]


def test_a_network_keeps_its_poles_and_its_links(table: Table) -> None:
    table.use("picto", "liaisons_preferentielles")
    for place in ((X, Y), (X + 30, Y), (X, Y + 30)):
        table.click(place)
    table.feed("finish", (X, Y))
    star = items(table)[0]
    assert isinstance(star, Mark)
    assert isinstance(star.geometry, Lines)
    assert [run[0] for run in star.geometry.parts] == [pytest.approx((0, 0), abs=1e-6)] * 2
    assert [place[2] for place in star.parametres["noeuds"]] == [0, 3, 3]
    table.use("picto", "reseau")
    for place in ((X, Y), (X + 30, Y), (X, Y + 30)):
        table.click(place)
    table.feed("double", (X, Y + 30))
    mesh = items(table)[-1]
    assert isinstance(mesh, Mark)
    assert isinstance(mesh.geometry, Lines)
    assert mesh.geometry.parts[0][1] == mesh.geometry.parts[1][0]


def test_satellites_are_clicked_around_their_pole(table: Table) -> None:
    table.use("picto", "points_attires")
    for place in ((X, Y), (X + 30, Y), (X - 30, Y + 10)):
        table.click(place)
    table.feed("finish", (X, Y))
    made = items(table)[0]
    assert isinstance(made, Mark)
    assert isinstance(made.geometry, Point)
    assert len(made.parametres["satellites"]) == 2
    assert made.parametres["satellites"][0] == pytest.approx((6000.0, 0.0), abs=1e-6)


def test_satellites_left_to_the_brush(table: Table) -> None:
    table.use("picto", "points_attires")
    table.click((X, Y))
    table.feed("finish", (X, Y))
    made = items(table)[0]
    assert isinstance(made, Mark)
    assert not made.parametres


def test_a_post_it_is_clicked_then_written_in_one_act(table: Table) -> None:
    table.use("postit")
    table.click((X, Y))
    note = items(table)[0]
    assert isinstance(note, PostIt)
    assert note.x == X - 4
    assert not note.cible
    assert table.opened == [note.uid]
    assert len(table.history.acts) == 1


def test_a_post_it_dragged_from_a_mark_speaks_of_it(table: Table) -> None:
    mark = laid(table, "ecole", (X, Y))
    table.use("postit")
    table.drag((X, Y), (X + 30, Y - 20), (X + 60, Y - 40))
    note = items(table)[-1]
    assert isinstance(note, PostIt)
    assert note.cible == mark.uid
    assert (note.x, note.y) == pytest.approx((X + 60, Y - 40 - 13.28), abs=0.1)


@pytest.mark.parametrize("page", [(1.0, 1.0), (419.0, 296.0), (419.0, 1.0)])
def test_a_post_it_stays_on_the_sheet(table: Table, page: tuple[float, float]) -> None:
    table.use("postit")
    table.click(page)
    left, top, right, bottom = table.extent(items(table)[0].uid)  # type: ignore[misc]
    assert left >= 0
    assert top >= 0
    assert right <= 420
    assert bottom <= 297


def test_freehand_is_thinned(table: Table) -> None:
    table.use("crayon")
    way = [(X + step * 0.5, Y + (0.1 if step % 2 else 0.0)) for step in range(80)]
    table.drag(*way, (X + 40, Y + 30))
    made = items(table)[0]
    assert isinstance(made, Trace)
    assert len(list(made.geometry.coords())) == 3
    assert not table.laid  # the pencil stays in hand, nothing is selected


def test_thinning_keeps_within_its_tolerance() -> None:
    wave = tuple((x / 10, (x % 7) * 0.05) for x in range(200))
    kept = thinned(wave, 0.3)
    assert kept[0] == wave[0]
    assert kept[-1] == wave[-1]
    assert len(kept) < 20
    assert not contour(((0, 0), (1, 0), (0, 0)), 0.5)
