"""The command line with maps of people: posters begun from them, what they hold, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.poster.geometry import bounds
from app.poster.records import Apport, Fond, Territoire
from app.storage.file import PosterFile
from tests.journeys import brought_files
from tests.journeys.test_command_line import process, refused, run
from tests.unit.basemap.vector_files import contents, districts


@pytest.fixture
def cantons(tmp_path: Path) -> Path:
    """Return a map of nine districts around Ambert, and one of elsewhere."""
    districts().to_file(tmp_path / "maps.gpkg", layer="cantons")
    districts(2, lon=-71.3, lat=46.8).to_file(tmp_path / "maps.gpkg", layer="ailleurs")
    return tmp_path / "maps.gpkg"


def test_a_layer_is_brought_over_a_territory(tmp_path: Path, cantons: Path) -> None:
    before = contents(tmp_path)
    poster = tmp_path / "p.gpkg"
    done = process(
        "new", poster, "--territory", "Ambert Livradois Forez", "--basemap", cantons, "--layer", "cantons"
    )
    assert done.returncode == 0, done.stderr
    assert "maps.gpkg\u00a0: cantons" in done.stdout
    file = PosterFile.open(poster)
    try:
        (apport,) = file.document.all(Apport)
        things = [fond for fond in file.document.all(Fond) if fond.apport == apport.uid]
        assert (apport.role, len(things)) == ("limites", 9)
    finally:
        file.close()
    poster.unlink()
    assert contents(tmp_path) == before


def test_a_zone_de_reference_is_grey_around_a_territory(tmp_path: Path) -> None:
    poster = tmp_path / "p.gpkg"
    given = ("--territory", "63003", "--reference", "Ambert Livradois Forez", "--reference", "63430")
    done = run("new", poster, *given)
    assert done.returncode == 0, done.stderr
    file = PosterFile.open(poster)
    try:
        (grey,) = (fond for fond in file.document.all(Fond) if fond.couche == "reference")
        assert (grey.nom, grey.code) == ("Ambert Livradois Forez et Thiers", "200070761+63430")
        assert file.document.poster.territoire_nom == "Ambert"
    finally:
        file.close()
    other = tmp_path / "q.gpkg"
    assert "autre système" in refused(run("new", other, "--territory", "63003", "--reference", "Cayenne"), 1)
    assert "xyzw" in refused(run("new", other, "--territory", "63003", "--reference", "xyzw"), 2)
    assert "--reference" in refused(run("new", other, "--blank", "--reference", "63003"), 2)
    assert not other.exists()


def test_maps_that_do_not_say_their_system_are_told_it(tmp_path: Path, cantons: Path) -> None:
    frame = districts().to_crs(3946)
    silent = tmp_path / "muet.shp"
    frame.to_file(silent)
    silent.with_suffix(".prj").unlink()
    poster = tmp_path / "p.gpkg"
    given = ("--territory", "Ambert Livradois Forez", "--basemap", silent, "--basemap", cantons)
    done = run("new", poster, *given, "--layer", "muet", "--layer", "cantons", "--crs", "EPSG:3946")
    assert done.returncode == 0, done.stderr
    file = PosterFile.open(poster)
    try:
        first, second = file.document.all(Apport)
        found = [
            sorted(
                (fond.nom, *(round(side, -2) for side in bounds(fond.geometry)))
                for fond in file.document.all(Fond)
                if fond.apport == apport.uid
            )
            for apport in (first, second)
        ]
        assert len(found[0]) == 9
        assert found[0] == found[1]
    finally:
        file.close()
    assert "99999" in refused(run("new", tmp_path / "q.gpkg", *given, "--crs", "99999"), 2)


def test_a_blank_page_takes_pictures_and_no_shapes(tmp_path: Path, cantons: Path) -> None:
    poster, photo = tmp_path / "p.gpkg", brought_files.picture(tmp_path / "photo.png")
    done = run("new", poster, "--blank", "--group", "Groupe 2", "--portrait", "--basemap", photo)
    assert done.returncode == 0, done.stderr
    assert "page blanche" in done.stdout
    facts = json.loads(run("info", poster, "--json").stdout)
    assert (facts["crs"], facts["echelle"]) == ("Feuille de papier (mètres)", 1)
    assert facts["orientation"] == "portrait"
    png = tmp_path / "p.png"
    assert run("export", poster, png, "--sheet", "A4", "--dpi", "72").returncode == 0
    other = tmp_path / "non.gpkg"
    done = run("new", other, "--blank", "--basemap", cantons)
    assert (done.returncode, "page blanche" in done.stderr) == (1, True)
    done = run("new", other, "--blank", "--territory", "Ambert")
    assert (done.returncode, "--territory" in done.stderr) == (2, True)
    assert not other.exists()
    done = run("add", poster, marks_file(tmp_path))
    assert (done.returncode, "page blanche" in done.stderr) == (1, True)


def marks_file(folder: Path) -> Path:
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [3.7, 45.5]},
        "properties": {"picto": "ecole"},
    }
    path = folder / "lieux.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    return path


def test_areas_alone_are_the_territory_elsewhere_too(tmp_path: Path, cantons: Path) -> None:
    for layer, crs in (("ailleurs", 32619), ("cantons", 2154)):
        poster = tmp_path / f"{layer}.gpkg"
        done = run("new", poster, "--basemap", cantons, "--layer", layer, "--name", "GAL")
        assert done.returncode == 0, done.stderr
        file = PosterFile.open(poster)
        try:
            assert file.document.poster.crs == crs
            assert file.document.poster.territoire_nom == "GAL"
            (territoire,) = file.document.all(Territoire)
            assert territoire.nom == "GAL"
        finally:
            file.close()
        png = tmp_path / f"{layer}.png"
        assert run("export", poster, png, "--sheet", "A4", "--dpi", "72").returncode == 0
        assert png.stat().st_size > 5_000


def test_what_is_not_understood_or_cannot_be_leaves_no_poster(tmp_path: Path, cantons: Path) -> None:
    poster = tmp_path / "p.gpkg"
    assert "il y a" in refused(run("new", poster, "--basemap", cantons, "--layer", "rivières"), 2)
    assert "--territory" in refused(run("new", poster), 2)
    broken = tmp_path / "a.geojson"
    broken.write_text('{"type": "FeatureCollection", "features": [', "utf-8")
    assert "a.geojson" in refused(run("new", poster, "--basemap", broken), 1)
    assert "absent.kml" in refused(run("new", poster, "--basemap", tmp_path / "absent.kml"), 1)
    assert not poster.exists()


def test_basemaps_tells_the_shipped_one_and_those_of_people(tmp_path: Path, cantons: Path) -> None:
    shipped = json.loads(run("basemaps", "--json").stdout)[0]
    assert shipped["unites"]["commune"] > 34_000
    assert shipped["annee"].isdigit()
    assert "Licence Ouverte" in shipped["credits"]
    assert "commune" in run("basemaps").stdout
    layers = json.loads(process("basemaps", cantons, "--json").stdout)
    assert [(layer["nom"], layer["nombre"], layer["epsg"]) for layer in layers] == [
        ("cantons", 9, 4326),
        ("ailleurs", 4, 4326),
    ]
    lines = run("basemaps", cantons).stdout.splitlines()
    assert lines[0].split("\t") == ["cantons", "9 objets (aires)", "WGS 84", "nom"]
    (tmp_path / "vide.gpkg").touch()
    assert "est vide" in refused(run("basemaps", tmp_path / "vide.gpkg"), 1)
