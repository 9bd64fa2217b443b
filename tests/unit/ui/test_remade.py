"""What commands make of a structure, without a window."""

from __future__ import annotations

from typing import Any

import pytest
import shapely

from app.catalogue.load import shipped
from app.poster.document import Document
from app.poster.geometry import Areas, Coord, Geometry, Lines, Point
from app.poster.records import Fond, Mark
from app.poster.values import Frozen
from app.ui.tools import moved, remade
from app.ui.tools.commands import commands
from tests.unit.ui.posters import ground, square

#: Five places of the ground around the middle, in metres.
PLACES: tuple[Coord, ...] = ((0, 0), (6000, 1000), (-5000, 4000), (1000, -6000), (-9000, -8000))


def case(picto: str, geometry: Geometry, document: Document | None = None, **parameters: Any) -> remade.Case:
    mark = Mark(uid="m", picto=picto, geometry=geometry, parametres=Frozen(parameters))
    return remade.Case(mark, document or Document.of([*ground(), mark]), shipped())


def network(picto: str, *thirds: int) -> remade.Case:
    links = Lines(((PLACES[0], PLACES[1]),))
    listed = [[*at, *thirds[rank : rank + 1]] for rank, at in enumerate(PLACES)]
    return case(picto, links, noeuds=listed)


def pairs(mark: Mark | None) -> set[frozenset[Coord]]:
    assert mark is not None
    assert isinstance(mark.geometry, Lines)
    return {frozenset((run[0], run[-1])) for run in mark.geometry.parts}


def words(found: remade.Case) -> list[str]:
    return [each.word() for each in commands(found)]


def test_a_network_links_its_neighbours_and_leaves_no_one_alone() -> None:
    made = remade.linked(network("reseau"))
    found = pairs(made)
    assert {at for pair in found for at in pair} == set(PLACES)
    assert frozenset((PLACES[0], PLACES[1])) in found
    assert frozenset((PLACES[4], PLACES[1])) not in found  # too far
    assert made is not None
    assert made.parametres["noeuds"] == network("reseau").mark.parametres["noeuds"]


def test_a_ranked_network_links_its_great_places_then_each_other_to_the_nearest() -> None:
    found = pairs(remade.linked(network("reseau_maille", 1, 1, 1, 2, 2)))
    small = [pair for pair in found if PLACES[3] in pair]
    assert small == [frozenset((PLACES[0], PLACES[3]))]


def test_free_cells_cover_the_territory_and_share_their_corners() -> None:
    found = network("centres_limites_polygones", 1, 0, 0, 0, 0)
    made = remade.freed(found)
    assert made is not None
    assert isinstance(made.geometry, Areas)
    assert len(made.geometry.parts) == len(PLACES)
    cells = [shapely.Polygon(part[0], part[1:]) for part in made.geometry.parts]
    land = shapely.Polygon(square(-16000, -16000, 32000).parts[0][0])
    assert shapely.union_all(cells).area == pytest.approx(land.area, rel=1e-6)
    assert sum(cell.area for cell in cells) == pytest.approx(land.area, rel=1e-6)
    assert made.parametres["noeuds"] == found.mark.parametres["noeuds"]
    # A corner inside the territory belongs to several cells, and takes them all along.
    inner = [
        (part, index, at)
        for part, polygon in enumerate(made.geometry.parts)
        for index, at in enumerate(polygon[0][:-1])
        if max(abs(at[0]), abs(at[1])) < 15_000
    ]
    part, index, at = inner[0]
    met = sum(any(moved.same(at, other) for other in polygon[0]) for polygon in made.geometry.parts)
    assert met >= 3
    pulled = moved.vertex_moved(made, (part, 0, index), (at[0] + 800, at[1] + 500), shipped())
    after = [shapely.Polygon(ring[0]) for ring in pulled.geometry.parts]  # type: ignore[union-attr]
    assert sum(cell.area for cell in after) == pytest.approx(land.area, rel=1e-6)


def test_a_pattern_is_filled_from_the_populations_of_the_territory() -> None:
    records = ground()
    made = remade.populated(case("semis_urbain", Point(0.0, 0.0), Document.of(records)))
    assert made is not None
    listed = made.parametres["lieux"]
    assert len(listed) == 4
    assert listed[0][2] == 1
    assert [place[2] for place in listed] == sorted(place[2] for place in listed)
    assert {place[2] for place in listed} == {1, 2, 3}
    assert made.geometry == Point(listed[0][0], listed[0][1])


def test_a_pattern_has_forty_places_at_most_and_none_of_the_neighbours() -> None:
    lieux = [
        Fond(
            uid=f"x{rank}",
            couche="lieu",
            geometry=Point(100.0 * rank, 0.0),
            code=f"9{rank:04}",
            population=100 + rank,
            dedans=rank % 10 != 0,
        )
        for rank in range(80)
    ]
    records = [each for each in ground() if not (isinstance(each, Fond) and each.couche == "lieu")]
    made = remade.populated(case("semis_urbain", Point(0.0, 0.0), Document.of([*records, *lieux])))
    assert made is not None
    xs = [place[0] for place in made.parametres["lieux"]]
    assert len(xs) == 40
    assert not any(x % 1000 == 0 for x in xs)


def test_without_populations_nothing_is_made() -> None:
    records = [each for each in ground() if not isinstance(each, Fond)]
    assert remade.populated(case("semis_urbain", Point(0.0, 0.0), Document.of(records))) is None


def test_satellites_lie_on_places_of_the_map_and_not_on_their_pole() -> None:
    found = case(
        "points_attires",
        Point(8000.0, 8000.0),  # Cunlhat
        satellites=[[-7000.0, 7000.0], [-7500.0, -7500.0]],
    )
    made = remade.placed(found)
    assert made is not None
    assert made.parametres["satellites"] == ((-8000.0, 8000.0), (-8000.0, -8000.0))
    many = case("points_attires", Point(0.0, 0.0), satellites=[[float(rank), 0.0] for rank in range(9)])
    assert remade.placed(many) is None


def test_a_point_takes_the_contour_of_its_commune_and_becomes_its_seat() -> None:
    made = remade.contoured(case("chef_lieu", Point(-3000.0, 5000.0)), "commune")
    assert made is not None
    assert made.geometry == square(-16000, 0, 16000)
    assert made.parametres["siege"] == ((-3000.0, 5000.0),)


def test_an_area_takes_the_contour_of_the_commune_at_its_heart() -> None:
    made = remade.contoured(case("etat_region", square(1000, 1000, 3000)), "commune")
    assert made is not None
    assert made.geometry == square(0, 0, 16000)


def test_the_other_side_forgets_the_ends_that_were_on_the_first() -> None:
    line = Lines(((PLACES[0], PLACES[1]),))
    made = remade.turned_over(case("dissymetrie", line, bouts=[[0.0, 100.0]]))
    assert made is not None
    assert made.parametres["cote"] == "gauche"
    assert "bouts" not in made.parametres
    again = remade.turned_over(case("rupture_interface", line, cote="gauche"))
    assert again is not None
    assert again.parametres["cote"] == "droite"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (network("reseau"), ["Relier automatiquement"]),
        (network("centres_limites_polygones"), ["Libérer les limites"]),
        (network("liaisons_preferentielles"), []),
        (case("semis_urbain", Point(0.0, 0.0)), ["Remplir depuis les populations"]),
        (case("points_attires", Point(0.0, 0.0)), ["Placer sur les bourgs"]),
        (case("rupture_interface", Lines((PLACES[:2],))), ["Inverser le côté"]),
        (case("ecole", Point(0.0, 0.0)), []),
    ],
)
def test_each_structure_has_its_commands(found: remade.Case, said: list[str]) -> None:
    assert words(found) == said


@pytest.mark.parametrize(
    ("found", "can"),
    [
        (case("etat_region", square(0, 0, 100)), True),
        (case("chef_lieu", Point(0.0, 0.0)), True),
        (case("tissu_du_changement", square(0, 0, 100)), False),
        (case("ecole", Point(0.0, 0.0)), False),
        (case("rupture_interface", Lines((PLACES[:2],))), False),
    ],
)
def test_what_can_take_a_real_contour(found: remade.Case, can: bool) -> None:
    assert remade.can_be_contoured(found) is can
