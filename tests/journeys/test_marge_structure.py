"""A selected structure in the marge: its fields in sight, and its commands, on a real territory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.poster.geometry import Areas, Coord, Geometry, Lines, Point
from app.poster.records import Fond, Mark
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from app.ui.marge.settings import Settings
from app.ui.segments import Segments
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, named, settled

#: The middle of the map on the page.
X, Y = 137.0, 138.0
AROUND: tuple[Coord, ...] = ((X, Y), (X + 30, Y - 20), (X - 30, Y - 15), (X + 10, Y + 40), (X - 25, Y + 30))


class Bench:
    """One structure on the poster of Ambert Livradois Forez, selected."""

    def __init__(self, workspace: Workspace, qtbot: QtBot) -> None:
        self.workspace, self.qtbot = workspace, qtbot
        self.session = workspace.session
        self.told: list[str] = []
        self.session.said.connect(self.told.append)

    def ground(self, at: Coord) -> Coord:
        return MapFrame.of(self.session.document.poster).to_ground(*at)

    def lay(self, picto: str, geometry: Geometry, **parameters: Any) -> None:
        with self.session.document.transaction("Poser") as act:
            act.put(Mark(uid="m", picto=picto, geometry=geometry, parametres=Frozen(parameters)))
        self.session.select(["m"])
        settled(self.qtbot)

    def point(self, at: Coord = (X, Y)) -> Point:
        return Point(*self.ground(at))

    def network(self, picto: str) -> None:
        places = [self.ground(at) for at in AROUND]
        self.lay(picto, Lines(((places[0], places[1]),)), noeuds=[[*at, 1] for at in places])

    @property
    def settings(self) -> Settings:
        return self.workspace.marge.settings

    @property
    def mark(self) -> Mark:
        found = self.session.document.get("m")
        assert isinstance(found, Mark)
        return found

    def button(self, word: str) -> QPushButton:
        QApplication.processEvents()
        found = [
            one
            for one in self.settings.findChildren(QPushButton)
            if word in one.text() and one.isVisibleTo(self.settings)
        ]
        assert found, f"no button {word!r}"
        return found[0]

    def has(self, word: str) -> bool:
        QApplication.processEvents()
        return any(
            word in one.text() and one.isVisibleTo(self.settings)
            for one in self.settings.findChildren(QPushButton)
        )

    def press(self, word: str) -> None:
        """Press a button as the keyboard does."""
        button = self.button(word)
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Space)

    def click(self, name: str) -> None:
        button = named(self.settings, QPushButton, name)
        assert isinstance(button, QPushButton)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def spins(self, name: str) -> list[QDoubleSpinBox]:
        QApplication.processEvents()
        found = self.settings.findChildren(QDoubleSpinBox)
        return [one for one in found if name in one.accessibleName() and one.isVisibleTo(self.settings)]

    def contour(self, word: str) -> None:
        menu = self.button("Prendre le contour réel").menu()
        assert menu is not None
        next(action for action in menu.actions() if action.text() == word).trigger()

    def acts(self) -> int:
        return self.session.history.cursor


@pytest.fixture
def bench(draw: Draw, qtbot: QtBot) -> Bench:
    return Bench(draw(), qtbot)


# -- fields


def test_rings_are_in_sight_with_their_words(bench: Bench, qtbot: QtBot) -> None:
    bench.lay("lignes_isotropie", bench.point())
    rings = bench.spins("Rayons des anneaux")
    assert [ring.value() for ring in rings] == [12, 24, 36]
    rings[1].setValue(28)
    assert bench.mark.parametres["rayons"] == (12, 28, 36)
    word = named(bench.settings, QLineEdit, "Mots, Rayons des anneaux, 2 sur 3")
    assert isinstance(word, QLineEdit)
    acts = bench.acts()
    qtbot.keyClicks(word, "30 min")
    qtbot.keyClick(word, Qt.Key.Key_Return)
    assert bench.mark.parametres["mots"] == ("", "30 min")
    assert bench.acts() == acts + 1


def test_a_ring_more_and_a_ring_less(bench: Bench) -> None:
    bench.lay("lignes_isotropie", bench.point(), mots=["a", "b", "c"])
    bench.press("Un anneau de plus")
    assert bench.mark.parametres["rayons"] == (12, 24, 36, 48)
    assert len(bench.spins("Rayons des anneaux")) == 4
    bench.click("Enlever\u00a0: Rayons des anneaux, 1 sur 4")
    assert bench.mark.parametres["rayons"] == (24, 36, 48)
    assert bench.mark.parametres["mots"] == ("b", "c")
    bench.session.undo()
    assert len(bench.spins("Rayons des anneaux")) == 4
    for _ in range(2):
        bench.press("Un anneau de plus")
    assert not bench.has("Un anneau de plus")  # six are enough


def test_rays_are_counted_between_three_and_eight(bench: Bench) -> None:
    bench.lay("tete_de_reseau", bench.point())
    for count in (6, 7, 8):
        bench.click("une de plus")
        assert len(bench.mark.parametres["directions"]) == count
    more = named(bench.settings, QPushButton, "une de plus")
    assert isinstance(more, QPushButton)
    assert not more.isEnabled()
    for _ in range(5):
        bench.click("une de moins")
    assert len(bench.mark.parametres["directions"]) == 3


def test_a_few_choices_stand_side_by_side(bench: Bench, qtbot: QtBot) -> None:
    bench.lay("evolution_ponctuelle", bench.point())
    choices = [
        each
        for each in bench.settings.findChildren(Segments)
        if "Ce lieu" in each.buttons()[0].accessibleName()
    ]
    assert len(choices) == 1
    assert choices[0].value() == "plus"
    qtbot.mouseClick(choices[0].buttons()[2], Qt.MouseButton.LeftButton)
    assert bench.mark.parametres["signe"] == "moins"
    qtbot.mouseClick(choices[0].buttons()[2], Qt.MouseButton.LeftButton)
    assert bench.mark.parametres["signe"] == "moins"  # one of them always holds
    bench.session.undo()
    assert choices[0].value() == "plus"


def test_many_choices_stay_a_list(bench: Bench) -> None:
    bench.settings.keep_open(opened=True)
    bench.lay("fleche", Lines(((bench.ground((X, Y)), bench.ground((X + 40, Y))),)))
    assert [one for one in bench.settings.findChildren(QComboBox) if one.count() > 4]


def test_fields_are_shown_once_above_or_under_more_settings(bench: Bench) -> None:
    bench.settings.keep_open(opened=True)
    bench.network("reseau")
    assert len([one for one in bench.settings.findChildren(QCheckBox) if "souples" in one.text()]) == 1
    bench.session.select([])
    bench.lay("points_attires", bench.point())
    assert len(bench.spins("Distance")) == 1


def test_what_lays_out_places_goes_once_they_are_laid(bench: Bench) -> None:
    bench.settings.keep_open(opened=True)
    bench.lay("points_attires", bench.point())
    assert bench.spins("Distance")
    with bench.session.document.transaction("Placer") as act:
        act.put(replace(bench.mark, parametres=Frozen({"satellites": [[*bench.ground(AROUND[1])]]})))
    assert not bench.spins("Distance")
    assert not bench.spins("Nombre")
    assert any("1 lieu" in one.text() for one in bench.settings.findChildren(QLabel))


# -- commands


def test_a_network_is_linked_by_one_button_and_one_act(bench: Bench) -> None:
    bench.network("reseau")
    acts = bench.acts()
    bench.press("Relier automatiquement")
    assert bench.acts() == acts + 1
    assert isinstance(bench.mark.geometry, Lines)
    assert len(bench.mark.geometry.parts) >= len(AROUND) - 1
    bench.press("Relier automatiquement")
    assert bench.acts() == acts + 1
    assert "déjà ainsi" in bench.told[-1]
    bench.session.undo()
    assert len(bench.mark.geometry.parts) == 1


def test_a_pattern_is_filled_with_the_bourgs_of_the_territory(bench: Bench) -> None:
    bench.lay("semis_urbain", bench.point())
    bench.press("Remplir depuis les populations")
    places = bench.mark.parametres["lieux"]
    assert 20 <= len(places) <= 40
    by_rank = {rank: [place for place in places if place[2] == rank] for rank in (1, 2, 3)}
    assert all(by_rank.values())
    assert len(by_rank[1]) < len(by_rank[2]) < len(by_rank[3])
    ambert = next(
        each for each in bench.session.document.all(Fond) if each.nom == "Ambert" and each.couche == "lieu"
    )
    assert isinstance(ambert.geometry, Point)
    assert bench.mark.geometry == ambert.geometry
    # Ranks are changed on the canvas afterwards.
    assert len([each for each in bench.workspace.canvas.desk.handles() if each.role == "lieu"]) > 5


def test_a_seat_takes_the_contour_of_its_commune_or_of_its_epci(bench: Bench) -> None:
    bench.lay("chef_lieu", bench.point())
    bench.contour("Commune")
    commune = bench.mark.geometry
    assert isinstance(commune, Areas)
    assert len(bench.mark.parametres["siege"]) == 1
    bench.contour("Intercommunalité")
    epci = bench.mark.geometry
    assert isinstance(epci, Areas)
    assert epci != commune
    bench.session.undo()
    assert bench.mark.geometry == commune
    bench.session.undo()
    assert isinstance(bench.mark.geometry, Point)


def test_where_there_is_no_commune_a_sentence_says_so(bench: Bench) -> None:
    bench.lay("chef_lieu", Point(-3_000_000.0, 1_000_000.0))
    acts = bench.acts()
    bench.contour("Commune")
    assert bench.acts() == acts
    assert "hors du fond" in bench.told[-1]


def test_limits_are_freed_and_then_drawn_by_hand(bench: Bench) -> None:
    bench.network("centres_limites_polygones")
    bench.press("Libérer les limites")
    assert isinstance(bench.mark.geometry, Areas)
    assert len(bench.mark.geometry.parts) >= len(AROUND)
    assert not bench.has("Libérer les limites")
    handles = bench.workspace.canvas.desk.handles()
    corners = [each for each in handles if each.role == "sommet"]
    assert 3 <= len(corners) <= 40
    assert len([each for each in handles if each.role == "lieu"]) == len(AROUND)
    bench.session.undo()
    assert bench.has("Libérer les limites")


def test_the_side_is_swapped(bench: Bench) -> None:
    bench.lay("rupture_interface", Lines(((bench.ground((X, Y)), bench.ground((X + 40, Y))),)))
    bench.press("Inverser le côté")
    assert bench.mark.parametres["cote"] == "gauche"


def test_satellites_go_to_the_bourgs(bench: Bench) -> None:
    bench.lay("points_attires", bench.point())
    bench.press("Placer sur les bourgs")
    lieux = {
        (each.geometry.x, each.geometry.y)
        for each in bench.session.document.all(Fond)
        if each.couche == "lieu" and isinstance(each.geometry, Point)
    }
    placed = {(x, y) for x, y, *_ in bench.mark.parametres["satellites"]}
    assert len(placed) == 5
    assert placed <= lieux


def test_a_pictogram_that_is_no_structure_has_no_command(bench: Bench) -> None:
    bench.lay("ecole", bench.point())
    for word in ("Relier", "Remplir", "contour", "Inverser", "Placer"):
        assert not bench.has(word)
