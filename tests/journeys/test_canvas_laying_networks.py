"""Structures laid as networks on the canvas, by a real mouse and real keys."""

from __future__ import annotations

from tests.journeys.canvas_hand import (
    drafts,
    enter,
    hover,
    lines,
)
from tests.journeys.canvas_stage import Stage, X, Y


def test_a_chain_of_places_is_clicked_and_linked_by_drags(stage: Stage) -> None:
    stage.arm("reseau")
    for place in ((X - 40, Y), (X, Y - 30), (X + 40, Y)):
        stage.click(place)
    stage.drag((X, Y - 30), (X, Y), (X, Y + 40))  # to a new place
    stage.drag((X - 40, Y), (X, Y), (X + 40, Y))  # to one that is there
    stage.click((X, Y - 30))  # go on from it
    stage.click((X + 40, Y - 40))
    enter(stage)
    made = stage.mark()
    places = [place[:2] for place in made.parametres["noeuds"]]
    links = [(places.index(run[0]), places.index(run[1])) for run in lines(made).parts]
    assert links == [(0, 1), (1, 2), (1, 3), (0, 2), (1, 4)]


def test_a_star_and_the_weights_of_its_links(stage: Stage) -> None:
    stage.arm("liaisons_preferentielles")
    for place in ((X, Y), (X + 30, Y - 20), (X - 30, Y - 20), (X - 30, Y - 20)):
        stage.click(place)
    stage.drag((X, Y), (X, Y + 20), (X, Y + 40))
    enter(stage)
    made = stage.mark()
    assert [place[2] for place in made.parametres["noeuds"][1:]] == [3, 4, 3]
    assert {run[0] for run in lines(made).parts} == {made.parametres["noeuds"][0][:2]}


def test_a_tree_of_who_depends_on_whom(stage: Stage) -> None:
    stage.arm("relations_de_dependance")
    stage.click((X, Y - 40))
    stage.click((X - 30, Y))
    stage.click((X + 30, Y))
    stage.click((X - 30, Y))  # becomes the superior
    stage.click((X - 45, Y + 30))
    stage.drag((X + 30, Y), (X + 30, Y + 10), (X + 40, Y + 30))
    enter(stage)
    made = stage.mark()
    places = [place[:2] for place in made.parametres["noeuds"]]
    assert [(places.index(run[0]), places.index(run[1])) for run in lines(made).parts] == [
        *((0, 1), (0, 2)),
        *((1, 3), (2, 4)),
    ]


def test_centres_need_three_and_show_their_limits_at_once(stage: Stage) -> None:
    stage.arm("centres_limites_polygones")
    stage.click((X - 30, Y))
    stage.click((X + 30, Y))
    enter(stage)
    assert not stage.items()
    hover(stage, (X, Y + 40))
    assert len(drafts(stage)[0].parametres["noeuds"]) == 3
    stage.click((X, Y + 40))
    stage.click((X, Y + 40))  # a greater centre
    enter(stage)
    assert [place[2] for place in stage.mark().parametres["noeuds"]] == [0, 0, 1]


def test_a_mesh_links_its_places_by_rank(stage: Stage) -> None:
    stage.arm("reseau_maille")
    for place in ((X, Y - 40), (X - 30, Y), (X + 30, Y), (X - 45, Y + 30)):
        stage.click(place)
    enter(stage)
    made = stage.mark()
    places = [place[:2] for place in made.parametres["noeuds"]]
    assert [place[2] for place in made.parametres["noeuds"]] == [1, 1, 1, 2]
    links = {frozenset((places.index(run[0]), places.index(run[1]))) for run in lines(made).parts}
    assert links == {frozenset(pair) for pair in ((0, 1), (0, 2), (1, 2), (1, 3))}
