"""Handles of structures on the real canvas: dragged, clicked, walked and changed by keys, added and taken away."""

from __future__ import annotations

from math import hypot

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Mark
from app.ui.canvas.overlay import Overlay
from tests.journeys.canvas_stage import CTRL, SHIFT, X, Y
from tests.journeys.handles_stage import NODES, Hands, away

# -- rays


def test_each_ray_is_turned_by_its_end_and_the_whole_list_is_stored(hands: Hands) -> None:
    hands.lay("tete_de_reseau", hands.point())
    hands.stage.canvas.fit_selection()
    rays = hands.all("valeur", "directions")
    assert len(rays) == 5
    acts = hands.stage.acts()
    hands.drag(rays[2], (X - 20, Y))
    angles = hands.mark.parametres["directions"]
    assert len(angles) == 5
    assert angles[2] == pytest.approx(180.0)
    assert hands.stage.acts() == acts + 1


def test_a_ray_is_added_in_the_widest_gap_and_taken_away(hands: Hands) -> None:
    hands.lay("tete_de_reseau", hands.point(), directions=[0.0, 60.0, 120.0])
    hands.stage.canvas.fit_selection()
    (more,) = hands.all("ajout")
    hands.stage.click(more.at)
    assert hands.mark.parametres["directions"] == (0.0, 60.0, 120.0, 240.0)
    hands.double(hands.all("valeur", "directions")[1])
    assert hands.mark.parametres["directions"] == (0.0, 120.0, 240.0)
    told: list[str] = []
    hands.stage.session.said.connect(told.append)
    hands.walk_to("valeur", "directions")
    hands.stage.key(Qt.Key.Key_Delete)
    assert len(hands.mark.parametres["directions"]) == 3
    assert told  # three rays are needed: a sentence says so, and the pictogram stays


def test_two_quick_clicks_on_a_plus_add_once(hands: Hands) -> None:
    hands.lay("tete_de_reseau", hands.point(), directions=[0.0, 60.0, 120.0])
    hands.stage.canvas.fit_selection()
    hands.double(hands.all("ajout")[0])
    assert hands.mark.parametres["directions"] == (0.0, 60.0, 120.0, 240.0)


def test_there_is_no_more_ray_than_eight(hands: Hands) -> None:
    hands.lay("tete_de_reseau", hands.point(), directions=[45.0 * rank for rank in range(8)])
    hands.stage.canvas.fit_selection()
    assert not hands.all("ajout")


def test_keys_turn_a_ray(hands: Hands) -> None:
    hands.lay("tete_de_reseau", hands.point(), directions=[0.0, 120.0, 240.0])
    hands.walk_to("valeur", "directions")
    hands.stage.key(Qt.Key.Key_Plus)
    assert hands.mark.parametres["directions"][0] == 5.0
    assert hands.told == "5°"
    hands.stage.key(Qt.Key.Key_Minus)
    hands.stage.key(Qt.Key.Key_Minus)
    assert hands.mark.parametres["directions"][0] == 355.0
    hands.stage.key(Qt.Key.Key_Up)  # an arrow moves the end itself, and does not stick to round angles
    assert hands.mark.parametres["directions"][0] not in (355.0, 0.0)


# -- rings


def test_each_ring_has_its_handle_and_keeps_its_neighbours(hands: Hands) -> None:
    hands.lay("lignes_isotropie", hands.point())
    rings = hands.all("valeur", "rayons")
    assert [away(each) for each in rings] == pytest.approx([12, 24, 36])
    apart = [hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) for a in rings for b in rings if a is not b]
    assert min(apart) > 8
    hands.drag(rings[1], (X + 30, Y))
    assert hands.mark.parametres["rayons"] == pytest.approx((12, 30, 36), abs=0.6)
    hands.drag(hands.all("valeur", "rayons")[1], (X + 80, Y))
    assert hands.mark.parametres["rayons"][1] == pytest.approx(35.0)


def test_a_ring_comes_and_goes_with_its_word(hands: Hands) -> None:
    hands.lay("lignes_isotropie", hands.point(), mots=["15 min", "30 min", "45 min"])
    (more,) = hands.all("ajout", "rayons")
    hands.stage.click(more.at)
    assert hands.mark.parametres["rayons"] == (12, 24, 36, 48)
    hands.double(hands.all("valeur", "rayons")[1])
    assert hands.mark.parametres["rayons"] == (12, 36, 48)
    assert hands.mark.parametres["mots"] == ("15 min", "45 min")


def test_a_new_ring_is_drawn_out(hands: Hands) -> None:
    hands.lay("lignes_isotropie", hands.point())
    (more,) = hands.all("ajout", "rayons")
    hands.drag(more, (X, Y + 60))
    assert hands.mark.parametres["rayons"] == pytest.approx((12, 24, 36, 60), abs=0.6)


def test_the_word_of_a_ring_is_said_with_its_radius(hands: Hands) -> None:
    hands.lay("lignes_isotropie", hands.point(), mots=["15 min"])
    hands.walk_to("valeur", "rayons")
    hands.stage.key(Qt.Key.Key_Plus)
    assert hands.told == "15 min\n13\u00a0mm"
    assert hands.stage.canvas.accessibleDescription() == "15 min, 13\u00a0mm"
    assert hands.mark.parametres["rayons"][0] == 13.0


# -- places, ranks and weights


def test_a_satellite_that_nobody_laid_is_dragged_to_a_real_place(hands: Hands) -> None:
    hands.lay("points_attires", hands.point())
    satellites = hands.all("lieu", "satellites")
    assert len(satellites) == 5
    hands.drag(satellites[0], (X + 50, Y - 40))
    stored = hands.mark.parametres["satellites"]
    assert len(stored) == 5
    assert hands.frame.to_page(*stored[0]) == pytest.approx((X + 50, Y - 40), abs=0.6)
    assert hands.frame.to_page(*stored[1]) == pytest.approx(satellites[1].at, abs=0.01)
    hands.double(hands.all("lieu", "satellites")[0])
    assert len(hands.mark.parametres["satellites"]) == 4
    hands.stage.click(hands.all("ajout", "satellites")[0].at)
    assert len(hands.mark.parametres["satellites"]) == 5


def test_a_click_on_a_place_takes_the_next_rank(hands: Hands) -> None:
    places = hands.place((X, Y), (X + 40, Y), third=[1, 2])
    hands.lay("semis_urbain", hands.point(), lieux=places)
    for rank in (3, 1, 2):
        hands.stage.click(hands.all("lieu", "lieux")[1].at)
        assert hands.mark.parametres["lieux"][1][2] == rank
        assert hands.told == f"rang {rank} sur 3"


def test_quick_clicks_go_on_through_the_ranks_and_remove_nothing(hands: Hands) -> None:
    places = hands.place((X, Y), (X + 40, Y), third=[1, 1])
    hands.lay("semis_urbain", hands.point(), lieux=places)
    hands.double(hands.all("lieu", "lieux")[1])
    assert hands.mark.parametres["lieux"][1][2] == 3
    assert len(hands.mark.parametres["lieux"]) == 2


def test_the_weight_of_a_link_is_clicked_or_stepped_and_the_pole_has_none(hands: Hands) -> None:
    places = hands.place(*NODES, third=[0, 5, 3, 1])
    hands.lay("liaisons_preferentielles", hands.links((0, 1), (0, 2), (0, 3)), noeuds=places)
    nodes = hands.all("lieu", "noeuds")
    assert [each.text for each in nodes] == ["", "5", "3", "1"]
    hands.stage.click(nodes[2].at)
    assert hands.mark.parametres["noeuds"][2][2] == 4
    assert hands.told == "poids 4 sur 5"
    hands.stage.key(Qt.Key.Key_Plus)
    hands.stage.key(Qt.Key.Key_Plus)
    assert hands.mark.parametres["noeuds"][2][2] == 5
    hands.stage.click(nodes[0].at)
    assert hands.mark.parametres["noeuds"][0][2] == 0


def test_a_centre_is_ordinary_or_great(hands: Hands) -> None:
    places = hands.place(*NODES, third=[0, 0, 0, 0])
    hands.lay("centres_limites_polygones", hands.links((0, 1), (1, 2), (2, 3)), noeuds=places)
    hands.stage.click(hands.all("lieu", "noeuds")[1].at)
    assert hands.told == "centre principal"
    hands.stage.click(hands.all("lieu", "noeuds")[1].at)
    assert hands.told == "centre ordinaire"


def test_a_network_takes_a_node_on_a_link_and_grows_from_the_one_in_hand(hands: Hands) -> None:
    hands.lay("reseau", hands.links((0, 1), (0, 2)), noeuds=hands.place(*NODES[:3]))
    link = hands.all("milieu", "noeuds")[0]
    hands.drag(link, (link.at[0], link.at[1] + 20))
    assert len(hands.mark.parametres["noeuds"]) == 4
    assert len(hands.mark.geometry.parts) == 3  # type: ignore[union-attr]
    assert not hands.all("ajout")
    hands.stage.click(hands.all("lieu", "noeuds")[2].at)
    (more,) = hands.all("ajout", "noeuds")
    hands.drag(more, (X + 70, Y - 10))
    assert len(hands.mark.parametres["noeuds"]) == 5
    last = hands.mark.geometry.parts[-1]  # type: ignore[union-attr]
    assert hands.frame.to_page(*last[0]) == pytest.approx(NODES[2], abs=0.01)
    assert hands.frame.to_page(*last[1]) == pytest.approx((X + 70, Y - 10), abs=0.7)


def test_a_node_is_added_by_keys_alone(hands: Hands) -> None:
    hands.lay("reseau", hands.links((0, 1)), noeuds=hands.place(*NODES[:2]))
    hands.walk_to("lieu")
    hands.walk_to("ajout")
    assert "Ajouter" in hands.stage.canvas.accessibleDescription()
    hands.stage.key(Qt.Key.Key_Return)
    assert len(hands.mark.parametres["noeuds"]) == 3
    hands.stage.session.undo()
    assert len(hands.mark.parametres["noeuds"]) == 2
    hands.stage.key(Qt.Key.Key_Down)  # what was in hand is gone: nothing breaks


def test_the_seat_of_an_area_is_led_and_forgotten(hands: Hands) -> None:
    hands.lay(
        "chef_lieu",
        Areas((hands.area((X - 40, Y - 30), (X + 40, Y - 30), (X + 40, Y + 30), (X - 40, Y + 30)),)),
    )
    assert len(hands.all("sommet")) == 4
    hands.drag(hands.all("lieu", "siege")[0], (X + 20, Y + 10))
    ((x, y),) = hands.mark.parametres["siege"]
    assert hands.frame.to_page(x, y) == pytest.approx((X + 20, Y + 10), abs=0.6)
    hands.walk_to("lieu", "siege")
    hands.stage.key(Qt.Key.Key_Delete)
    assert "siege" not in hands.mark.parametres


# -- sides, signs, directions


def test_the_side_of_the_teeth_is_clicked_or_dragged_across(hands: Hands) -> None:
    hands.lay("rupture_interface", hands.line((X - 50, Y), (X + 50, Y)))
    (side,) = hands.all("cote")
    assert side.at[1] > Y
    hands.stage.click(side.at)
    assert hands.mark.parametres["cote"] == "gauche"
    assert hands.told == "À gauche"
    (side,) = hands.all("cote")
    assert side.at[1] < Y
    hands.drag(side, (X, Y + 15))
    assert hands.mark.parametres["cote"] == "droite"
    hands.walk_to("cote")
    hands.stage.key(Qt.Key.Key_Plus)
    assert hands.mark.parametres["cote"] == "gauche"


def test_a_click_on_a_sign_takes_the_next(hands: Hands) -> None:
    hands.lay("evolution_ponctuelle", hands.point())
    seen = []
    for _ in range(3):
        hands.stage.click(hands.all("cycle", "signe")[0].at)
        seen.append(hands.mark.parametres["signe"])
    assert seen == ["egal", "moins", "plus"]
    hands.walk_to("cycle")
    hands.stage.key(Qt.Key.Key_Minus)
    assert hands.mark.parametres["signe"] == "moins"
    assert hands.told == "Perd"


def test_each_cell_of_a_fabric_has_its_sign(hands: Hands) -> None:
    squares = tuple(
        hands.area((x, Y - 20), (x + 30, Y - 20), (x + 30, Y + 20), (x, Y + 20))
        for x in (X - 45, X - 15, X + 15)
    )
    hands.lay("tissu_du_changement", Areas(squares))
    signs = hands.all("cycle", "signes")
    assert [each.at[0] for each in signs] == pytest.approx([X - 30, X, X + 30], abs=0.5)
    for expected in (("+", "-", "+"), ("+", "=", "+"), ("+", "?", "+"), ("+", "+", "+")):
        hands.stage.click(signs[1].at)
        assert hands.mark.parametres["signes"] == expected


def test_the_fan_and_the_reach_of_a_bridgehead(hands: Hands) -> None:
    hands.lay("base_tete_de_pont", hands.line((X - 40, Y), (X, Y)))
    hands.drag(hands.all("valeur", "portee")[0], (X + 40, Y))
    assert hands.mark.parametres["portee"] == pytest.approx(40, abs=0.6)
    (fan,) = hands.all("valeur", "eventail")
    hands.drag(fan, (X + 20, Y - 34.6))
    assert hands.mark.parametres["eventail"] == pytest.approx(60)
    hands.drag(hands.all("valeur", "eventail")[0], (X - 10, Y - 40))
    assert hands.mark.parametres["eventail"] == 80  # as far as it opens


def test_the_margin_of_an_extension_and_its_way(hands: Hands) -> None:
    hands.lay(
        "aires_extension",
        Areas((hands.area((X - 30, Y - 20), (X + 30, Y - 20), (X + 30, Y + 20), (X - 30, Y + 20)),)),
    )
    (margin,) = hands.all("valeur", "marge")
    assert margin.at == pytest.approx((X + 44, Y), abs=0.5)
    hands.drag(margin, (X + 55, Y))
    assert hands.mark.parametres["marge"] == pytest.approx(25, abs=0.6)
    hands.stage.click(hands.all("cycle", "sens")[0].at)
    assert hands.mark.parametres["sens"] == "retrait"


@pytest.mark.parametrize("picto", ["flux_directionnel", "fleche"])
def test_an_arrow_is_widened_at_its_neck(hands: Hands, picto: str) -> None:
    hands.lay(picto, hands.line((X - 50, Y), (X + 50, Y)))
    (neck,) = hands.all("epaisseur")
    hands.drag(neck, (neck.at[0], Y - 6.5))
    assert hands.mark.taille_mm == pytest.approx(13, abs=0.8)
    wide = hands.mark.taille_mm
    hands.walk_to("epaisseur")
    hands.stage.key(Qt.Key.Key_Minus)
    assert hands.mark.taille_mm == pytest.approx(wide - 0.5)  # type: ignore[operator]
    assert "Largeur" in hands.told


def test_a_border_of_two_cells_stays_one(hands: Hands) -> None:
    left = hands.area((X - 50, Y - 30), (X, Y - 30), (X, Y + 30), (X - 50, Y + 30))
    right = hands.area((X, Y - 30), (X + 50, Y - 30), (X + 50, Y + 30), (X, Y + 30))
    hands.lay("centres_limites_polygones", Areas((left, right)))
    shared = [each for each in hands.all("sommet") if each.at[0] == pytest.approx(X)]
    assert len(shared) == 2
    assert len(hands.all("sommet")) == 6  # each corner once, shared or not
    hands.drag(shared[0], (X + 15, Y - 30))
    geometry = hands.mark.geometry
    assert isinstance(geometry, Areas)
    moved = hands.frame.to_ground(X + 15, Y - 30)
    for part in geometry.parts:
        assert any(hypot(x - moved[0], y - moved[1]) < 120 for x, y in part[0])
    both = [{(round(x), round(y)) for x, y in part[0]} for part in geometry.parts]
    assert len(both[0] & both[1]) == 2


# -- crowds, walks and undo


def test_handles_never_lie_on_each_other_and_come_back_when_zoomed(hands: Hands) -> None:
    hands.lay(
        "semis_urbain", hands.point(), lieux=hands.place((X, Y), (X + 3, Y), (X + 40, Y), third=[1, 2, 3])
    )
    canvas = hands.stage.canvas
    few = canvas.desk.handles()
    pixels = [canvas.view.to_pixel(*each.at) for each in few]
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a in pixels for b in pixels if a is not b) >= 15
    assert len([each for each in few if each.role == "lieu"]) == 2
    canvas.fit_selection()
    for _ in range(6):
        canvas.zoom_in()
    assert len(hands.all("lieu")) == 3


def test_m_walks_both_ways_and_says_each(hands: Hands) -> None:
    hands.lay("semis_urbain", hands.point(), lieux=hands.place((X, Y), (X + 40, Y), third=[1, 3]))
    hands.stage.key(Qt.Key.Key_M)
    first = hands.stage.canvas.desk.chosen
    assert hands.told == "rang 1 sur 3"
    hands.stage.key(Qt.Key.Key_M)
    assert hands.told == "rang 3 sur 3"
    hands.stage.key(Qt.Key.Key_M, SHIFT)
    assert first is not None
    assert first.like(hands.stage.canvas.desk.chosen)
    hands.stage.key(Qt.Key.Key_Escape)
    assert hands.stage.canvas.desk.chosen is None or not hands.stage.session.selection


def test_plus_zooms_when_no_handle_is_in_hand(hands: Hands) -> None:
    hands.lay("semis_urbain", hands.point())
    scale = hands.stage.canvas.view.scale
    QTest.keyClick(hands.stage.canvas, Qt.Key.Key_Plus)
    assert hands.stage.canvas.view.scale > scale


def test_each_change_is_one_act_that_undo_takes_back(hands: Hands) -> None:
    before = hands.lay("evolution_ponctuelle", hands.point())
    acts = hands.stage.acts()
    hands.stage.click(hands.all("cycle")[0].at)
    assert hands.stage.acts() == acts + 1
    hands.stage.session.undo()
    assert hands.mark == before


# -- ways, bends and places of the map


def test_a_fan_has_one_more_way_and_one_less(hands: Hands) -> None:
    ways = Lines(
        tuple(
            (hands.frame.to_ground(X - 40, Y), hands.frame.to_ground(*end))
            for end in ((X + 30, Y - 30), (X + 40, Y + 10))
        )
    )
    hands.lay("axes_de_propagation", ways)
    (more,) = hands.all("ajout")
    hands.drag(more, (X, Y + 50))
    assert len(hands.mark.geometry.parts) == 3  # type: ignore[union-attr]
    end = next(each for each in hands.all("bout") if each.path == (2, 0, 1))
    assert end.at == pytest.approx((X, Y + 50), abs=0.6)
    hands.stage.press(end.at)
    hands.stage.release(end.at)
    hands.stage.key(Qt.Key.Key_Delete)
    assert hands.mark.geometry == ways
    origin = next(each for each in hands.all("bout") if each.path[2] == 0)
    hands.drag(origin, (X - 50, Y + 5))
    starts = {run[0] for run in hands.mark.geometry.parts}  # type: ignore[union-attr]
    assert len(starts) == 1


def test_plus_adds_a_bend_beside_the_vertex_in_hand(hands: Hands) -> None:
    hands.lay("limite_administrative", hands.line((X - 50, Y), (X + 50, Y)))
    hands.walk_to("bout")
    hands.stage.key(Qt.Key.Key_Plus)
    chosen = hands.stage.canvas.desk.chosen
    assert chosen is not None
    assert chosen.role == "sommet"
    hands.stage.key(Qt.Key.Key_Down, SHIFT)
    page = [hands.frame.to_page(*at) for at in hands.mark.geometry.coords()]
    assert page == [
        pytest.approx((X - 50, Y)),
        pytest.approx((X, Y + 10)),
        pytest.approx((X + 50, Y)),
    ]


def test_a_place_let_go_on_a_bourg_lies_on_it_unless_ctrl_is_held(hands: Hands) -> None:
    hands.lay("points_attires", hands.point())
    bourg = hands.frame.to_page(-8000.0, 8000.0)  # Ambert
    near = (bourg[0] + 1.2, bourg[1] - 0.8)
    hands.drag(hands.all("lieu")[0], near)
    assert hands.mark.parametres["satellites"][0] == pytest.approx((-8000.0, 8000.0))
    hands.drag(hands.all("lieu")[0], (X - 60, Y - 60))
    hands.drag(hands.all("lieu")[0], near, held=CTRL)
    assert hands.mark.parametres["satellites"][0] != pytest.approx((-8000.0, 8000.0))


def test_what_lies_inside_rings_can_be_taken(hands: Hands) -> None:
    hands.lay("lignes_isotropie", hands.point())
    with hands.stage.session.document.transaction("Poser") as act:
        act.put(Mark(uid="e", picto="ecole", geometry=Point(*hands.frame.to_ground(X + 18, Y - 18))))
        act.put(Mark(uid="m2", picto="lignes_isotropie", geometry=hands.point()))
    hands.stage.session.select(())
    hands.stage.click((X + 18, Y - 18))
    assert hands.stage.session.selection == {"e"}


def test_a_handle_says_what_it_is_under_the_pointer(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    chips: list[str] = []
    monkeypatch.setattr(Overlay, "chip", lambda self, words, *rest: chips.append(words))
    hands.lay("semis_urbain", hands.point(), lieux=hands.place((X, Y), (X + 40, Y), third=[1, 3]))
    hands.stage.move(hands.all("lieu")[1].at, button=Qt.MouseButton.NoButton)
    hands.stage.canvas.repaint()
    assert chips[-1] == "rang 3 sur 3"
    chips.clear()
    hands.stage.move((40, 220), button=Qt.MouseButton.NoButton)
    hands.stage.canvas.repaint()
    assert not chips
