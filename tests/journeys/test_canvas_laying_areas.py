"""Structures laid as areas on the canvas, by a real mouse and real keys."""

from __future__ import annotations

import pytest
import shapely

from app.poster.records import Mark
from tests.journeys.canvas_hand import (
    RING,
    areas,
    back,
    chip,
    double,
    drafts,
    enter,
    hover,
    near,
    polygons,
)
from tests.journeys.canvas_stage import SHIFT, Stage, X, Y


def test_a_commune_then_others_with_shift(stage: Stage) -> None:
    stage.arm("sous_ensemble")
    stage.click((X - 20, Y - 20), SHIFT)
    stage.click((X + 20, Y - 20), SHIFT)
    assert "Ambert, Cunlhat" in chip(stage)
    stage.click((X + 20, Y + 20))
    back(stage)
    enter(stage)
    (whole,) = polygons(stage.mark())
    assert whole.area == pytest.approx(32_000.0 * 16_000.0)


def test_a_click_draws_a_corner_when_that_is_asked_for(stage: Stage) -> None:
    stage.session.take("coin")
    stage.arm("etat_region")
    for place in RING[:4]:
        stage.click(place)
    enter(stage)
    assert len(areas(stage.mark()).parts[0][0]) == 5


def test_a_subset_that_leaves_the_whole_is_said_calmly(stage: Stage) -> None:
    said: list[str] = []
    stage.session.said.connect(said.append)
    stage.arm("sous_ensemble")
    stage.drag(*RING)
    assert not said
    stage.arm("sous_ensemble")
    stage.drag((X + 60, Y), (X + 110, Y), (X + 110, Y + 40), (X + 60, Y + 40), (X + 60, Y + 2))
    assert len(said) == 1
    assert len(stage.items()) == 2


def shared_border(mark: Mark) -> float:
    one, two = polygons(mark)
    assert shapely.coverage_is_valid([one, two])
    return float(shapely.length(shapely.intersection(one.exterior, two.exterior)))


def test_two_areas_drawn_side_by_side_share_their_border(stage: Stage) -> None:
    stage.arm("aires_en_contact")
    stage.drag(*RING)
    stage.drag((X + 14, Y - 38), (X + 60, Y - 30), (X + 60, Y + 10), (X + 23, Y + 9), (X + 14, Y - 36))
    assert shared_border(stage.mark()) > 8000


def test_a_line_across_an_area_cuts_it_in_two(stage: Stage) -> None:
    stage.arm("aires_en_contact")
    stage.drag(*RING)
    before = polygons(drafts(stage)[0])[0].area
    stage.drag((X - 45, Y - 5), (X - 10, Y - 10), (X + 25, Y - 8))
    assert shared_border(stage.mark()) > 8000
    assert sum(each.area for each in polygons(stage.mark())) == pytest.approx(before)


def test_two_communes_share_their_border_and_enter_alone_cuts_one(stage: Stage) -> None:
    stage.arm("aires_en_contact")
    stage.click((X - 20, Y - 20))
    stage.click((X + 20, Y - 20))
    assert shared_border(stage.mark()) == pytest.approx(16_000)
    stage.arm("aires_en_contact")
    stage.click((X - 20, Y - 20))
    enter(stage)
    assert len(areas(stage.mark()).parts) == 1


def test_a_core_then_the_edge_it_goes_to(stage: Stage) -> None:
    stage.arm("aires_extension")
    stage.drag((X - 15, Y - 15), (X + 15, Y - 15), (X + 15, Y + 15), (X - 15, Y + 15), (X - 15, Y - 13))
    stage.drag(*RING)
    core, edge = polygons(stage.mark())
    assert edge.contains(core.representative_point())
    assert edge.covers(core.buffer(-1))
    stage.arm("aires_extension")
    stage.click((X - 20, Y - 20))
    enter(stage)
    assert len(areas(stage.mark()).parts) == 1


def test_the_entry_of_a_network_holds_on_to_the_outline(stage: Stage) -> None:
    stage.arm("aire_de_desserte")
    stage.click((X - 20, Y - 20))
    hover(stage, (X + 20, Y - 40))
    assert drafts(stage)[0].parametres["entree"]
    stage.click((X + 20, Y - 40))
    (entry,) = stage.mark().parametres["entree"]
    assert near(stage, entry, (X, Y - 40))
    stage.arm("aire_de_desserte")
    stage.click((X - 20, Y - 20))
    enter(stage)
    assert not stage.mark().parametres


def test_the_direction_of_a_trend_is_dragged_after_its_contour(stage: Stage) -> None:
    stage.arm("surface_de_tendance")
    stage.drag(*RING)
    stage.drag((X, Y), (X + 10, Y - 10), (X + 20, Y - 20))
    assert stage.mark().parametres["angle"] == pytest.approx(45, abs=2)
    stage.arm("surface_de_tendance")
    stage.click((X - 40, Y - 40))
    stage.click((X - 40, Y - 70))  # from the middle of the commune
    assert stage.mark().parametres["angle"] == pytest.approx(90, abs=2)
    stage.arm("surface_de_tendance")
    stage.click((X - 40, Y - 40))
    enter(stage)
    assert not stage.mark().parametres


def test_cells_are_communes_and_clicks_go_through_their_signs(stage: Stage) -> None:
    stage.arm("tissu_du_changement")
    for place, clicks in (
        ((X - 20, Y - 20), 1),
        ((X + 20, Y - 20), 2),
        ((X + 20, Y + 20), 4),
        ((X - 20, Y + 20), 5),
    ):
        for _ in range(clicks):
            stage.click(place)
    assert "Arlanc" in chip(stage)
    enter(stage)
    made = stage.mark()
    assert made.parametres["signes"] == ("+", "-", "?")
    records = stage.session.document.records
    assert list(areas(made).parts) == [
        part
        for key in ("c1", "c3", "c4")
        for part in records[key].geometry.parts  # type: ignore[union-attr]
    ]
    assert stage.acts() == 1


def test_quick_clicks_on_a_cell_go_on_and_a_double_click_on_a_new_one_ends(stage: Stage) -> None:
    stage.arm("tissu_du_changement")
    stage.click((X - 20, Y - 20))
    double(stage, (X - 20, Y - 20))
    assert stage.canvas.desk.hand.busy
    double(stage, (X + 20, Y - 20))
    assert stage.mark().parametres["signes"] == ("=", "+")


def test_shift_takes_communes_even_where_a_click_draws_a_corner(stage: Stage) -> None:
    stage.session.take("coin")
    stage.arm("sous_ensemble")
    stage.click((X - 20, Y - 20), SHIFT)
    stage.click((X - 20, Y + 20))
    enter(stage)
    (whole,) = polygons(stage.mark())
    assert whole.area == pytest.approx(2 * 16_000.0**2)
