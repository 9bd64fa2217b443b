"""Layers that are brought become records of the poster, and what was left out is one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas
import pytest
import shapely

from app import apart
from app.i18n import Souci
from app.imports import apports
from app.imports.apports import Choice
from app.imports.roles import guess_role
from app.poster.geometry import Areas, Lines, Point, bounds
from app.poster.records import Apport, Fond, Poster
from tests.unit.basemap.vector_files import LAT, LON, districts, geojson

POSTER = Poster(uid="p", crs=2154, centre_x=769_000.0, centre_y=6_510_000.0, metres_par_mm=150.0)


def test_a_layer_comes_with_its_things_names_and_source(tmp_path: Path) -> None:
    path = tmp_path / "cantons_63.gpkg"
    districts().to_file(path)
    told = apports.look(path).values["layers"]
    found = apports.brought(POSTER, path, [Choice(told[0]["id"])])
    (apport,) = found.apports
    assert (apport.nom, apport.genre, apport.role, apport.noms) == ("cantons 63", "aires", "limites", True)
    assert apport.credits == "cantons_63.gpkg"
    things = [record for record in found.records if isinstance(record, Fond)]
    assert {thing.couche for thing in things} == {"aire"}
    assert {thing.apport for thing in things} == {apport.uid}
    assert things[0].nom == "District 1"
    assert isinstance(things[0].geometry, Areas)
    assert found.dit == ""
    west, south, east, north = apports.needed(POSTER)
    for thing in things:
        box = bounds(thing.geometry)
        assert box[0] >= west
        assert box[1] >= south
        assert box[2] <= east
        assert box[3] <= north


def test_layers_are_ranked_above_those_that_are_there(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "rando.geojson",
        ({"type": "LineString", "coordinates": [[LON, LAT], [LON + 0.1, LAT]]}, {"name": "GR 3"}),
        ({"type": "Point", "coordinates": [LON, LAT]}, {"name": "Gîte"}),
    )
    first = apports.brought(POSTER, path)
    again = apports.brought(POSTER, path, records=first.records)
    ranks = [apport.rang for apport in (*first.apports, *again.apports)]
    assert ranks == sorted(set(ranks))
    kinds = {type(record.geometry) for record in first.records if isinstance(record, Fond)}
    assert kinds == {Lines, Point}


def test_what_was_left_out_is_one_line(tmp_path: Path) -> None:
    bow = [[[LON, LAT], [LON + 0.1, LAT + 0.1], [LON + 0.1, LAT], [LON, LAT + 0.1], [LON, LAT]]]
    path = geojson(
        tmp_path / "a.geojson",
        ({"type": "Polygon", "coordinates": bow}, {}),
        *((None, {}),) * 3,
        ({"type": "Point", "coordinates": [100, 10]}, {}),
    )
    said = "3 objets sans forme laissés de côté, 1 contour réparé, 1 objet hors de la carte."
    assert apports.brought(POSTER, path).dit == said


def test_a_system_that_is_guessed_is_said_and_one_that_is_chosen_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.shp"
    districts().to_crs(2154).to_file(path)
    path.with_suffix(".prj").unlink()
    assert apports.brought(POSTER, path).dit == "Système de coordonnées supposé\u00a0: EPSG:2154."
    chosen = apports.brought(POSTER, path, [Choice(0, crs=2154, nom="Nos cantons", role="autre", champ="")])
    assert chosen.dit == ""
    assert (chosen.apports[0].nom, chosen.apports[0].role) == ("Nos cantons", "autre")
    assert not any(record.nom for record in chosen.records if isinstance(record, Fond))


def test_nothing_on_the_map_is_said(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", ({"type": "Point", "coordinates": [100, 10]}, {}))
    with pytest.raises(Souci, match=r"ne tombe sur la carte.*ailleurs"):
        apports.brought(POSTER, path)
    districts(1).to_file(tmp_path / "b.geojson", driver="GeoJSON")
    with pytest.raises(Souci, match="trop petits"):
        apports.brought(replace(POSTER, metres_par_mm=200_000.0), tmp_path / "b.geojson")


def test_giving_up_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    districts().to_file(path)
    with pytest.raises(apart.Abandon):
        apports.brought(POSTER, path, cancelled=lambda: True)


def test_roads_in_pieces_are_one_thing(tmp_path: Path) -> None:
    pieces = [shapely.LineString([(LON + at / 1000, LAT), (LON + (at + 1) / 1000, LAT)]) for at in range(200)]
    frame = geopandas.GeoDataFrame({"nom": ["D 906"] * 200}, geometry=pieces, crs=4326)
    frame.to_file(tmp_path / "troncon_de_route.fgb")
    found = apports.brought(POSTER, tmp_path / "troncon_de_route.fgb")
    assert found.apports[0].role == "routes"
    (road,) = (record for record in found.records if isinstance(record, Fond))
    assert isinstance(road.geometry, Lines)
    assert len(road.geometry.parts) == 1
    assert found.dit == ""


@pytest.mark.parametrize(
    ("names", "fields", "role"),
    [
        (("routes_departementales",), (), "routes"),
        (("COURS_D_EAU",), (), "rivieres"),
        (("courbes_de_niveau",), (), "relief"),
        (("Contours des communes",), (), "limites"),
        (("PNR 2024",), (), "limites"),
        (("couche 1",), ("osm_id", "highway"), "routes"),
        (("a",), ("code_insee", "nom"), "limites"),
        (("galerie", "truelle"), (), "autre"),
    ],
)
def test_what_a_layer_shows_is_guessed_from_its_words(
    names: tuple[str, ...], fields: tuple[str, ...], role: str
) -> None:
    assert guess_role(names, fields) == role


@pytest.mark.parametrize(
    ("name", "role"), [("étapes de la randonnée", "autre"), ("communes", "autre"), ("sommets", "relief")]
)
def test_mere_places_are_neither_roads_nor_limits(name: str, role: str) -> None:
    assert guess_role((name,), only_places=True) == role


def test_apports_are_records_that_a_poster_keeps(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    districts().to_file(path, driver="GeoJSON")
    for record in apports.brought(POSTER, path).records:
        assert isinstance(record, Apport | Fond)
        hash(record)


def test_the_layers_of_a_gpx_are_called_in_words(tmp_path: Path) -> None:
    assert apports.called("tracks", Path("tour_du_lac.GPX")) == "tour du lac, tracés"
    assert apports.called("waypoints", Path("a.gpx")) == "a, lieux"
    assert apports.called("routes", Path("a.gpkg")) == "routes"
    assert apports.called("", Path("a.gpx")) == "a"
