"""What the file says beyond the records: places that stand for a geometry, communes, CRS, renamed projects."""

from __future__ import annotations

import io
import sqlite3
import threading
import time
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from app.i18n import Souci
from app.poster.geometry import Areas, Lines, Point, holds
from app.poster.records import Mark, Poster
from app.storage import crs, derived, writer
from app.storage.file import PosterFile
from app.storage.qgis_expressions import case, quoted
from tests.unit.storage.conftest import CATALOGUE, X, Y, square, whole

U_SHAPE = Areas(((((0, 0), (9, 0), (9, 9), (6, 9), (6, 2), (3, 2), (3, 9), (0, 9), (0, 0)),),))
RING = Areas(((square(0, 0, 9).parts[0][0], square(1, 1, 7).parts[0][0]),))


def test_the_place_of_an_area_is_inside_it():
    for areas in (U_SHAPE, RING, square(3, 4, 5)):
        assert derived.Communes.of([]).at(0, 0) == ("", "")
        x, y = derived.anchor(areas)
        assert holds(areas, x, y)


def test_the_place_of_a_line_is_its_middle():
    lines = Lines((((0.0, 0.0), (1.0, 0.0)), ((0.0, 0.0), (10.0, 0.0), (10.0, 0.0), (10.0, 4.0))))
    assert derived.anchor(lines) == (7.0, 0.0)
    assert derived.anchor(Lines((((2.0, 2.0), (2.0, 2.0)),))) == (2.0, 2.0)
    assert derived.anchor(Point(1.0, 2.0)) == (1.0, 2.0)


def test_holes_and_arms_are_outside():
    assert not holds(U_SHAPE, 4.5, 8)
    assert not holds(RING, 4, 4)
    assert holds(RING, 0.5, 4)


@pytest.mark.parametrize("code", [2154, 2972, 2975, 4471, 4467, 5490, 4326, 32631, 32740])
def test_definitions_of_crs_are_those_of_epsg(code):
    import pyproj

    name, wkt = crs.definition(code)
    assert name
    assert pyproj.CRS.from_wkt(wkt).to_epsg() == code


@pytest.mark.parametrize("code", [0, 3857, 32600, 32661, 32700, 32761, 999999])
def test_other_crs_are_a_sentence(code, tmp_path):
    with pytest.raises(Souci, match="EPSG"):
        crs.definition(code)
    with pytest.raises(Souci, match="EPSG"):
        PosterFile.create(tmp_path / "poster.gpkg", [Poster(uid="p", crs=code)], catalogue={})
    assert list(tmp_path.iterdir()) == []


def test_another_crs_is_that_of_every_layer(poster):
    with poster.document.transaction("Changer de fond") as act:
        act.put(replace(poster.document.poster, crs=32631))
    poster.close()
    with closing(sqlite3.connect(poster.path)) as connection:
        assert connection.execute("SELECT DISTINCT srs_id FROM gpkg_geometry_columns").fetchall() == [
            (32631,)
        ]
        for name in ("picto_point", "fond_commune", "reseau_noeud", "postit"):
            blobs = connection.execute(f"SELECT geom FROM {name} WHERE geom IS NOT NULL").fetchall()
            assert {int.from_bytes(blob[4:8], "little") for (blob,) in blobs} == {32631}
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    again.history.undo()
    again.close()
    with closing(sqlite3.connect(poster.path)) as connection:
        assert connection.execute("SELECT DISTINCT srs_id FROM gpkg_geometry_columns").fetchall() == [(2154,)]


def project(path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        (content,) = connection.execute("SELECT content FROM qgis_projects").fetchone()
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
        return archive.read("Chorographe.qgs").decode()


def test_a_renamed_file_renames_its_project(poster):
    poster.close()
    assert "./poster.gpkg|layername=picto_point" in project(poster.path)
    renamed = poster.path.rename(poster.path.with_name("été à Ambert.gpkg"))
    PosterFile.open(renamed, catalogue=CATALOGUE).close()
    text = project(renamed)
    assert "./été à Ambert.gpkg|layername=picto_point" in text
    assert "poster.gpkg" not in text


def styles(path) -> dict[str, tuple[str, int]]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT f_table_name, styleName, styleQML, useAsDefault FROM layer_styles")
        return {f"{table}/{name}": (text, default) for table, name, text, default in found}


def test_what_qgis_needs_comes_once_people_have_their_sheet(tmp_path, monkeypatch):
    """Of a new file and of a copy, whether anything is done there or not; the window waits for none of it."""
    monkeypatch.setattr(writer, "CALM", 60.0)
    made = PosterFile.create(tmp_path / "neuf.gpkg", whole(), catalogue=CATALOGUE)
    assert styles(made.path) == {}
    made.abandon()
    assert "./neuf.gpkg|layername=picto_point" in project(made.path)
    copy = made.path.rename(tmp_path / "copie.gpkg")
    again = PosterFile.open(copy, catalogue=CATALOGUE)
    assert "./neuf.gpkg|" in project(copy)
    again.flush()
    assert "./copie.gpkg|layername=picto_point" in project(copy)
    again.close()


def test_a_moment_of_calm_makes_a_new_file_ready_for_qgis(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "CALM", 0.01)
    made = PosterFile.create(tmp_path / "neuf.gpkg", whole(), catalogue=CATALOGUE)
    told = []
    made.listeners.append(told.append)
    until = time.monotonic() + 30
    while not styles(made.path) and time.monotonic() < until:
        time.sleep(0.01)
    assert 'value="hopital"' in styles(made.path)["picto_point/Chorographe"][0]
    made.close()
    assert told == [], "nobody saved anything"


def test_an_act_brings_what_is_due(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "CALM", 60.0)
    made = PosterFile.create(tmp_path / "neuf.gpkg", whole(), catalogue=CATALOGUE)
    done = threading.Event()
    made.listeners.append(lambda state: done.set() if state.kind == "enregistre" else None)
    with made.document.transaction("Poser") as act:
        act.put(Mark(uid="x", picto="route", geometry=Point(X, Y)))
    assert done.wait(30)
    assert 'value="route"' in styles(made.path)["picto_point/Chorographe"][0]
    made.close()


def test_styles_come_with_the_act_that_needs_them(poster):
    poster.flush()
    assert 'value="bois"' not in styles(poster.path)["zone_libre/Chorographe"][0]
    assert 'value="hopital"' in styles(poster.path)["picto_point/Chorographe"][0]
    with poster.document.transaction("Poser") as act:
        act.put(Mark(uid="x", picto="route", geometry=Point(X, Y)))
    poster.flush()
    assert 'value="route"' in styles(poster.path)["picto_point/Chorographe"][0]
    poster.history.undo()
    poster.flush()
    assert 'value="route"' in styles(poster.path)["picto_point/Chorographe"][0]


def test_the_style_of_a_person_stays_the_default(poster):
    poster.close()
    with closing(sqlite3.connect(poster.path)) as connection, connection:
        connection.execute("UPDATE layer_styles SET useAsDefault = 0 WHERE f_table_name = 'picto_point'")
        connection.execute(
            "INSERT INTO layer_styles (f_table_name, styleName, styleQML, useAsDefault) "
            "VALUES ('picto_point', 'à moi', '<qgis/>', 1)"
        )
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    with again.document.transaction("Poser") as act:
        act.put(Mark(uid="x", picto="route", geometry=Point(X, Y)))
    again.close()
    found = styles(poster.path)
    assert found["picto_point/à moi"] == ("<qgis/>", 1)
    assert found["picto_point/Chorographe"][1] == 0


def test_a_style_that_cannot_be_made_keeps_no_act_from_the_disk(poster, monkeypatch, caplog):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("app.storage.qgis_layers.style", broken)
    with poster.document.transaction("Poser") as act:
        act.put(Mark(uid="x", picto="route", geometry=Point(X, Y)))
    poster.flush()
    assert "styles of QGIS" in caplog.text
    poster.close()
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert "x" in again.document.records
    again.close()


def test_saved_is_said_after_the_disk_has_answered(poster):
    seen = []
    idle = threading.Event()

    def listen(state):
        if state.kind == "enregistre":
            with closing(sqlite3.connect(poster.path)) as other:
                seen.append(other.execute("SELECT count(*) FROM picto_point").fetchone()[0])
            idle.set()

    poster.listeners.append(listen)
    for number in range(3):
        idle.clear()
        with poster.document.transaction("Poser") as act:
            act.put(Mark(uid=f"s{number}", picto="hopital", geometry=Point(X, Y)))
        assert idle.wait(10)
    assert seen == [2, 3, 4]


def test_a_busy_file_waits_and_says_so(poster):
    states = []
    poster.listeners.append(lambda state: states.append((state.kind, state.sentence)))
    with closing(sqlite3.connect(poster.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with poster.document.transaction("Poser") as act:
            act.put(Mark(uid="x", picto="hopital", geometry=Point(X, Y)))
        with pytest.raises(Souci, match="autre logiciel"):
            poster.flush()
        other.execute("ROLLBACK")
    poster.flush()
    kinds = [kind for kind, _ in states]
    assert kinds[:2] == ["en_cours", "echec"]
    assert PosterFile.open(poster.path, catalogue=CATALOGUE).document.get("x") is not None


def test_expressions_say_what_is_asked():
    assert quoted("l'été") == "'l''été'"
    assert case("rang", {1: "7"}, "4") == 'CASE WHEN "rang" = 1 THEN 7 ELSE 4 END'
    assert case("rang", {}, "4") == "4"
