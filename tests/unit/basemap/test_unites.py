"""Areas of a file as a territory: over the base map in France, by themselves elsewhere."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely

from app.basemap.france import store, territory
from app.basemap.france.packed import unpack
from app.basemap.france.search import resolve
from app.basemap.vectors import unites
from app.i18n import Souci
from app.poster.records import Fond
from app.poster.surfaces import surface
from tests.unit.basemap.vector_files import districts


@pytest.fixture(scope="module")
def around_ambert() -> geopandas.GeoDataFrame:
    """Return the communes of the base map around Ambert, in Lambert-93."""
    with store.opened() as db:
        epci = db.execute("SELECT code FROM unite WHERE genre = 'epci' AND nom LIKE 'Ambert%'").fetchone()[0]
        rows, shapes = [], []
        for piece in db.execute("SELECT id, communes FROM piece WHERE epci = ?", (epci,)).fetchall():
            rows += db.execute(
                "SELECT code, nom FROM unite WHERE piece = ? ORDER BY id", (piece["id"],)
            ).fetchall()
            shapes += list(unpack(piece["communes"]))
    frame = {"code": [row["code"] for row in rows], "nom": [row["nom"] for row in rows]}
    return geopandas.GeoDataFrame(frame, geometry=shapes, crs=2154)


def test_an_outline_of_whole_communes_takes_their_borders(
    tmp_path: Path, around_ambert: geopandas.GeoDataFrame
) -> None:
    chosen = around_ambert.iloc[:12]
    path = tmp_path / "petr.gpkg"
    geopandas.GeoDataFrame({"nom": ["PETR du Livradois"]}, geometry=[chosen.union_all()], crs=2154).to_file(
        path
    )
    (unit,) = unites.units(path, 0)
    assert (unit.kind, unit.nom, unit.crs) == ("apport", "PETR du Livradois", 2154)
    ground = territory.load([unit])
    assert sorted(ground.codes) == sorted(chosen["code"])
    assert (ground.nom, ground.genre, ground.nb_communes) == ("PETR du Livradois", "ensemble", 12)
    assert ground.credits[-1] == "petr.gpkg"
    assert ground.outline == territory.load([resolve(code) for code in ground.codes]).outline


def test_an_outline_that_cuts_communes_is_kept_and_halves_decide(
    tmp_path: Path, around_ambert: geopandas.GeoDataFrame
) -> None:
    middle = around_ambert.union_all().centroid
    disc = middle.buffer(9_000)
    path = tmp_path / "gal.geojson"
    geopandas.GeoDataFrame({"name": ["GAL"]}, geometry=[disc], crs=2154).to_crs(4326).to_file(
        path, driver="GeoJSON"
    )
    (unit,) = unites.units(path, 0)
    ground = territory.load([unit])
    parts = around_ambert.intersection(disc).area / around_ambert.area
    sure = set(around_ambert["code"][parts > 0.52])
    never = set(around_ambert["code"][parts < 0.48])
    assert sure <= set(ground.codes)
    assert not never & set(ground.codes)
    assert ground.genre == "apport"
    outline = surface(ground.outline)
    assert outline.symmetric_difference(disc).area < 0.05 * disc.area
    assert {fond.code for fond in ground.features if fond.couche == "commune" and fond.dedans} == set(
        ground.codes
    )
    assert any(fond.couche == "commune" and not fond.dedans for fond in ground.features)


def test_a_unit_of_a_file_mixes_with_those_of_the_base_map(
    tmp_path: Path, around_ambert: geopandas.GeoDataFrame
) -> None:
    path = tmp_path / "petr.gpkg"
    whole = around_ambert.iloc[:5].union_all()
    geopandas.GeoDataFrame({"nom": ["PETR"]}, geometry=[whole], crs=2154).to_file(path)
    commune = resolve(around_ambert["code"].iloc[20])
    ground = territory.load([*unites.units(path, 0), commune])
    assert ground.nb_communes == 6
    assert ground.nom == f"PETR et {commune.nom}"


def test_elsewhere_the_areas_are_the_cells(tmp_path: Path) -> None:
    path = tmp_path / "districts.gpkg"
    districts(4, lon=-71.3, lat=46.8).to_file(path)
    every = unites.units(path, 0)
    assert len(every) == 16
    ground = territory.load(every[4:7])
    assert (ground.crs, ground.nb_communes, ground.genre) == (32619, 0, "apport")
    assert ground.nom == "District 5, District 6 et District 7"
    cells = [fond for fond in ground.features if fond.couche == "commune"]
    assert {fond.nom for fond in cells if fond.dedans} == {"District 5", "District 6", "District 7"}
    assert {fond.nom for fond in cells if not fond.dedans} >= {"District 1", "District 8"}
    places = [fond for fond in ground.features if fond.couche == "lieu"]
    assert sorted(fond.nom for fond in places) == ["District 5", "District 6", "District 7"]
    assert {(fond.genre, fond.dedans) for fond in ground.features if fond.couche == "limite"} >= {
        ("commune", True),
        ("hors", False),
    }
    assert surface(ground.outline).area == pytest.approx(3 * 7_620 * 11_120, rel=0.05)


def test_areas_mostly_abroad_are_the_cells_though_a_commune_of_france_is_inside(
    tmp_path: Path, around_ambert: geopandas.GeoDataFrame
) -> None:
    path = tmp_path / "vaud.gpkg"
    districts(3, lon=6.4, lat=46.4, side=0.15).to_file(path)
    every = unites.units(path, 0)
    ground = territory.load(every)
    assert (ground.crs, ground.nb_communes) == (2154, 0)
    assert {fond.nom for fond in ground.features if fond.couche == "lieu"} == {
        f"District {at}" for at in range(1, 10)
    }
    # Of one outline alone the communes inside are all that is known; so are they where they fill it.
    path = tmp_path / "canton.gpkg"
    districts(3, lon=6.4, lat=46.4, side=0.15).dissolve().to_file(path)
    assert territory.load(unites.units(path, 0)).nb_communes == 2
    path = tmp_path / "petr.gpkg"
    around_ambert.iloc[:12].to_file(path)
    assert territory.load(unites.units(path, 0)).nb_communes == 12


def test_areas_that_overlap_make_a_mesh_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame = districts(2, lon=20.0, lat=-10.0)
    frame["geometry"] = shapely.buffer(frame.geometry.to_numpy(), 0.005)
    frame.to_file(path)
    ground = territory.load(unites.units(path, 0))
    assert ground.crs == 32734
    cells = [surface(fond.geometry) for fond in ground.features if fond.couche == "commune"]
    assert len(cells) == 4
    assert shapely.coverage_is_valid(cells)


def test_a_district_of_a_town_of_france_is_a_territory_too(tmp_path: Path) -> None:
    """No commune has half of itself inside: the file's own areas are the cells."""
    path = tmp_path / "quartiers.geojson"
    districts(2, side=0.004).to_file(path, driver="GeoJSON")
    ground = territory.load(unites.units(path, 0))
    assert (ground.crs, ground.nb_communes) == (2154, 0)
    assert sum(fond.couche == "commune" for fond in ground.features) == 4


def test_what_is_no_territory_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    geopandas.GeoDataFrame({"nom": ["x"]}, geometry=[shapely.Point(3, 45)], crs=4326).to_file(
        path, driver="GeoJSON"
    )
    with pytest.raises(Souci, match="n’a pas de contours"):
        unites.units(path, 0)
    districts(1, lon=-71.0).to_file(tmp_path / "b.gpkg")
    away = unites.units(tmp_path / "b.gpkg", 0)
    with pytest.raises(Souci, match="aucune commune"):
        territory.load([*away, resolve("63003")])
    districts(1, lon=-91.0).to_file(tmp_path / "c.gpkg")
    with pytest.raises(Souci, match="même carte"):
        territory.load([*away, *unites.units(tmp_path / "c.gpkg", 0)])


def test_records_are_fresh_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    districts(2, lon=20.0).to_file(path)
    every = unites.units(path, 0)
    first, second = (territory.load(every) for _ in range(2))
    assert not {fond.uid for fond in first.features} & {fond.uid for fond in second.features}
    assert all(isinstance(fond, Fond) for fond in first.features)
