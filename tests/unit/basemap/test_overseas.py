"""The overseas départements: each in its legal CRS, found by name, never mixed with another zone."""

from __future__ import annotations

import pytest

from app import i18n
from app.basemap.france import store
from app.basemap.france.places import unit_at
from app.basemap.france.search import resolve, search
from app.basemap.france.territory import load
from app.basemap.france.zones import ZONES, crs_name
from app.i18n import Souci
from app.imports.framing import moved_to
from app.imports.new import new_poster
from app.poster.geometry import bounds
from app.poster.records import Poster
from app.storage.crs import definition

DEPARTEMENTS = {
    "971": ("Guadeloupe", 5490, 32, 1_600e6),
    "972": ("Martinique", 5490, 34, 1_100e6),
    "973": ("Guyane", 2972, 22, 83_000e6),
    "974": ("La Réunion", 2975, 24, 2_500e6),
    "976": ("Mayotte", 4471, 17, 370e6),
}


@pytest.mark.parametrize("code", DEPARTEMENTS)
def test_a_departement_lies_in_its_own_coordinates(code: str) -> None:
    name, crs, communes, area = DEPARTEMENTS[code]
    found = resolve(code)
    assert (found.nom, found.kind, found.crs) == (name, "departement", crs)
    ground = load([found])
    assert (ground.crs, ground.nb_communes) == (crs, communes)
    west, south, east, north = bounds(ground.outline)
    assert 0.2 * (east - west) * (north - south) < area < (east - west) * (north - south)
    poster = new_poster([found])[0]
    assert isinstance(poster, Poster)
    assert poster.crs == crs
    assert definition(crs)[1].startswith("PROJCS")


def test_every_unit_is_in_a_known_zone_and_those_of_a_piece_in_its_own() -> None:
    with store.opened() as db:
        zones = {row["crs"] for row in db.execute("SELECT DISTINCT crs FROM unite")}
        assert zones == set(ZONES)
        sql = "SELECT count(*) FROM unite JOIN piece ON piece.id = unite.piece WHERE unite.crs <> piece.crs"
        assert db.execute(sql).fetchone()[0] == 0


def test_two_saint_denis_are_told_apart() -> None:
    found = {one.detail: one for one in search("Saint-Denis")}
    assert found["commune · La Réunion"].crs == 2975
    assert found["commune · Seine-Saint-Denis"].crs == 2154
    assert resolve("Saint-Denis (Réunion)").code == "97411"
    assert [one.code for one in search("reunion")[:2]] == ["974", "04"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Guadeloupe", "971"),
        ("Pointe-à-Pitre", "97120"),
        ("CINOR", "249740119"),
        ("97209", "97209"),
        ("région Mayotte", "06"),
        ("région 02", "02"),
    ],
)
def test_units_overseas_are_found_by_name_and_code(typed: str, code: str) -> None:
    assert resolve(typed).code == code


def test_two_zones_make_no_territory_and_one_sentence_says_it() -> None:
    with pytest.raises(Souci, match="systèmes de coordonnées différents") as caught:
        load([resolve("63003"), resolve("974")])
    assert "Lambert-93, UTM 40S La Réunion" in str(caught.value)
    assert load([resolve("971"), resolve("972")]).nb_communes == 66


def test_a_poster_does_not_move_to_another_zone() -> None:
    records = {record.uid: record for record in new_poster([resolve("63003")])}
    with pytest.raises(Souci, match="autre système de coordonnées"):
        moved_to(records, [resolve("974")])


def test_a_place_overseas_has_its_commune_whatever_the_coordinates() -> None:
    own = unit_at(340_000.0, 7_650_000.0, "commune", 2975)
    assert own is not None
    assert own.code == "97414"
    # The UTM zone of WGS 84 of the same place: a few centimetres away.
    other = unit_at(340_000.0, 7_650_000.0, "epci", 32740)
    assert other is not None
    assert "97414" in dict(other.communes)


def test_zones_have_names_for_people() -> None:
    names = [crs_name(crs) for crs in (*ZONES, 32631, 32740, 3857)]
    assert names == [
        "Lambert-93",
        "UTM 20N Antilles",
        "UTM 22N Guyane",
        "UTM 40S La Réunion",
        "UTM 38S Mayotte",
        "UTM 31N",
        "UTM 40S",
        "EPSG:3857",
    ]
    i18n.use("en")
    assert crs_name(5490) == "UTM 20N French Antilles"
