"""Structures laid as points and lines on the canvas, by a real mouse and real keys."""

from __future__ import annotations

import pytest
import shapely

from app.poster.geometry import Point
from tests.journeys.canvas_hand import (
    PIXEL,
    back,
    chip,
    double,
    drafts,
    enter,
    hover,
    lines,
    near,
    page,
)
from tests.journeys.canvas_stage import CTRL, NONE, Stage, X, Y


def test_a_click_lays_and_a_drag_opens_the_rings(stage: Stage) -> None:
    stage.arm("lignes_isotropie")
    stage.click((X, Y))
    assert "rayons" not in stage.mark().parametres
    stage.arm("lignes_isotropie")
    stage.drag((X, Y), (X + 30, Y), (X + 60, Y), let_go=False)
    assert drafts(stage)[0].parametres["rayons"][-1] == pytest.approx(60, abs=PIXEL)
    stage.release((X + 60, Y))
    made = stage.mark()
    assert made.parametres["rayons"] == pytest.approx((20, 40, 60), abs=PIXEL)
    assert isinstance(made.geometry, Point)
    assert near(stage, (made.geometry.x, made.geometry.y), (X, Y))


def test_a_drag_turns_the_ways_of_a_crossroads(stage: Stage) -> None:
    stage.arm("tete_de_reseau")
    stage.drag((X, Y), (X, Y - 20), (X, Y - 40))
    directions = stage.mark().parametres["directions"]
    assert directions[0] == pytest.approx(90, abs=1)
    assert len(directions) == 5


def test_a_passage_stands_on_a_line_and_takes_its_direction(stage: Stage) -> None:
    stage.arm("rupture_interface")
    stage.drag((X - 60, Y - 40), (X, Y), (X + 60, Y + 40))
    stage.arm("point_de_passage")
    stage.press((X + 3, Y))
    assert "Rupture" in chip(stage)
    stage.release((X + 3, Y))
    made = stage.mark()
    assert made.parametres["angle"] == pytest.approx(180 - 33.7, abs=1)
    at = page(stage, (made.geometry.x, made.geometry.y))  # type: ignore[union-attr]
    assert (
        shapely.distance(shapely.LineString([(X - 60, Y - 40), (X + 60, Y + 40)]), shapely.Point(at)) < PIXEL
    )


def test_a_passage_is_laid_beside_a_line_with_ctrl_or_farther_away(stage: Stage) -> None:
    stage.arm("rupture_interface")
    stage.drag((X - 60, Y), (X, Y), (X + 60, Y))
    for place, held in (((X, Y + 4), CTRL), ((X, Y + 30), NONE)):
        stage.arm("point_de_passage")
        stage.click(place, held)
        made = stage.mark()
        assert "angle" not in made.parametres
        assert near(stage, (made.geometry.x, made.geometry.y), place)  # type: ignore[union-attr]


def test_a_passage_away_from_lines_is_turned_by_a_drag(stage: Stage) -> None:
    stage.arm("point_de_passage")
    stage.drag((X, Y), (X + 20, Y - 20), (X + 30, Y - 30))
    assert stage.mark().parametres["angle"] == pytest.approx(45, abs=1)


def test_a_scatter_is_clicked_place_by_place_with_ranks(stage: Stage) -> None:
    stage.arm("semis_urbain")
    stage.click((X, Y))
    assert "Entrée" in chip(stage)
    stage.click((X + 30, Y - 20))
    stage.click((X - 30, Y - 20))
    stage.click((X - 30, Y - 20))  # the next rank
    stage.click((X - 30, Y + 40))
    back(stage)
    enter(stage)
    places = stage.mark().parametres["lieux"]
    assert [place[2] for place in places] == [1, 2, 3]
    assert near(stage, places[2][:2], (X - 30, Y - 20))
    assert stage.acts() == 1


def test_a_scatter_of_one_click_is_left_to_the_brush(stage: Stage) -> None:
    stage.arm("semis_urbain")
    stage.click((X, Y))
    enter(stage)
    assert not stage.mark().parametres


def test_a_double_click_ends_on_a_new_place_and_turns_one_that_was_there(stage: Stage) -> None:
    stage.arm("semis_urbain")
    stage.click((X, Y))
    double(stage, (X, Y))  # two more ranks: quick clicks on a place are clicks
    assert drafts(stage)[0].parametres["lieux"][0][2] == 3
    double(stage, (X + 30, Y))
    assert [place[2] for place in stage.mark().parametres["lieux"]] == [3, 2]
    assert not stage.canvas.desk.hand.busy


def test_a_place_is_dragged_elsewhere_while_the_scatter_grows(stage: Stage) -> None:
    stage.arm("semis_urbain")
    stage.click((X, Y))
    stage.click((X + 30, Y))
    stage.drag((X + 30, Y), (X + 40, Y + 10), (X + 50, Y + 20))
    enter(stage)
    assert near(stage, stage.mark().parametres["lieux"][1][:2], (X + 50, Y + 20))


def test_a_pole_then_what_it_attracts(stage: Stage) -> None:
    stage.arm("points_attires")
    stage.click((X, Y))
    stage.click((X + 30, Y))
    stage.click((X - 30, Y + 10))
    enter(stage)
    made = stage.mark()
    assert [len(place) for place in made.parametres["satellites"]] == [2, 2]
    assert near(stage, made.parametres["satellites"][1], (X - 30, Y + 10))
    stage.arm("points_attires")
    stage.click((X, Y + 30))
    enter(stage)
    assert not stage.mark().parametres


def test_the_passage_is_seen_on_the_line_before_the_press(stage: Stage) -> None:
    stage.arm("rupture_interface")
    stage.drag((X - 60, Y), (X, Y), (X + 60, Y))
    stage.arm("point_de_passage")
    pictures = []
    for place in ((X, Y), (X, Y + 3), (X, Y + 30)):
        hover(stage, place)
        stage.rest()
        pictures.append(stage.canvas.grab().toImage())
    assert pictures[0] == pictures[1]
    assert pictures[0] != pictures[2]


def test_a_fan_of_ways_leaves_one_origin(stage: Stage) -> None:
    stage.arm("axes_de_propagation")
    stage.drag((X, Y), (X + 20, Y - 10), (X + 40, Y - 20))
    stage.click((X + 40, Y + 20))
    stage.click((X - 40, Y))
    back(stage)
    stage.drag((X + 20, Y + 30), (X + 20, Y + 40), (X + 40, Y + 50))
    enter(stage)
    ways = lines(stage.mark()).parts
    assert len(ways) == 3
    assert len({way[0] for way in ways}) == 1
    assert near(stage, ways[2][1], (X + 20, Y + 30))  # it passes where it was pressed
    assert near(stage, ways[2][2], (X + 40, Y + 50))


@pytest.mark.parametrize("drag", [True, False])
def test_a_bridgehead_is_two_clicks_or_a_drag(stage: Stage, drag: bool) -> None:
    stage.arm("base_tete_de_pont")
    if drag:
        stage.drag((X, Y), (X + 20, Y), (X + 40, Y))
    else:
        stage.click((X, Y))
        stage.click((X + 40, Y))
    (run,) = lines(stage.mark()).parts
    assert near(stage, run[0], (X, Y))
    assert near(stage, run[1], (X + 40, Y))
