"""A blank sheet in a GeoPackage: metres of paper that GDAL, geopandas and QGIS take one to one."""

from __future__ import annotations

import sqlite3
import subprocess
from pathlib import Path
from shutil import which

import pytest

from app.catalogue.load import shipped
from app.exports.registry import Snapshot, default_stem, export
from app.imports.new import blank_poster
from app.poster.geometry import Lines, Point
from app.poster.records import Mark, Poster, PostIt, Record, Texte, Trace
from app.poster.sheet import PAPER_CRS, MapFrame
from app.storage import crs, qgis_project
from app.storage.file import PosterFile
from app.storage.schema import FEATURE_TABLES
from tests.unit.storage.test_standard import SYSTEM_PYTHON, VALIDATOR, has_validator


def drawn() -> list[Record]:
    made = blank_poster(titre="Nos mots", groupe="Groupe 2")
    return [
        *made,
        Mark(uid="m", picto="ecole", geometry=Point(-0.05, 0.02), taille_mm=14.0, ordre=1),
        Mark(uid="f", picto="fleche", geometry=Lines((((-0.1, 0.05), (0.1, -0.05)),)), ordre=2),
        Trace(uid="t", geometry=Lines((((0.0, 0.0), (0.0123456789, 0.01)),)), ordre=3),
        Texte(uid="w", geometry=Point(0.03, -0.04), texte="là-haut", ordre=4),
        PostIt(uid="n", texte="Qui paie ?", x=30.0, y=60.0, cible="m", ordre=5),
    ]


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    PosterFile.create(tmp_path / "blanche.gpkg", drawn()).close()
    return tmp_path / "blanche.gpkg"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    records = {record.uid: record for record in drawn()}
    poster = next(record for record in drawn() if isinstance(record, Poster))
    path = tmp_path / f"{default_stem(poster)}.gpkg"
    export(Snapshot(records, shipped()), path)
    return path


def test_the_poster_comes_back_as_it_was(blank: Path) -> None:
    file = PosterFile.open(blank)
    try:
        kept = {
            uid: record for uid, record in file.document.records.items() if not isinstance(record, Poster)
        }
        assert kept == {record.uid: record for record in drawn() if not isinstance(record, Poster)}
        assert file.document.poster.crs == PAPER_CRS
        assert MapFrame.of(file.document.poster).scale == 1.0
        assert not file.notice
    finally:
        file.close()


def test_geopandas_reads_every_layer_in_metres_of_paper(blank: Path, copy: Path) -> None:
    import geopandas

    for path in (blank, copy):
        for table in FEATURE_TABLES:
            frame = geopandas.read_file(path, layer=table.name)
            assert frame.crs is not None
            assert frame.crs.name == "Feuille de papier (mètres)"
            assert {axis.unit_name for axis in frame.crs.axis_info} == {"metre"}
        points = geopandas.read_file(path, layer="picto_point")
        assert points.geometry.to_list()[0].coords[0] == (-0.05, 0.02)


@pytest.mark.skipif(which("ogrinfo") is None, reason="GDAL's ogrinfo (Debian: gdal-bin) is not installed")
def test_gdal_reads_the_paper_one_to_one(blank: Path) -> None:
    said = subprocess.run(
        ["ogrinfo", "-ro", "-al", "-so", str(blank), "picto_point"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not said.stderr
    assert "Extent: (-0.050000, 0.020000) - (-0.050000, 0.020000)" in said.stdout
    assert 'CS["Feuille de papier' in said.stdout.replace("ENGCRS", "CS").replace("LOCAL_CS", "CS")
    assert 'UNIT["metre",1' in said.stdout


@pytest.mark.skipif(
    not has_validator(), reason="GDAL's validate_gpkg (Debian: python3-gdal) is not installed"
)
def test_gdal_finds_it_valid(blank: Path, copy: Path) -> None:
    for path in (blank, copy):
        said = subprocess.run(
            [SYSTEM_PYTHON, "-m", VALIDATOR, "-k", "--warning-as-error", str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (said.returncode, said.stdout.strip(), said.stderr.strip()) == (0, "", "")


def test_every_layer_is_in_the_crs_of_the_paper(blank: Path) -> None:
    connection = sqlite3.connect(blank)
    try:
        row = connection.execute(
            "SELECT srs_name, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
            "WHERE srs_id = ?",
            (PAPER_CRS,),
        ).fetchone()
        assert row[:3] == ("Feuille de papier (mètres)", "NONE", PAPER_CRS)
        assert row[3].startswith("LOCAL_CS[")
        assert connection.execute("SELECT DISTINCT srs_id FROM gpkg_geometry_columns").fetchall() == [
            (PAPER_CRS,)
        ]
    finally:
        connection.close()


def test_the_project_of_qgis_shows_the_sheet_at_its_size(blank: Path) -> None:
    poster = next(record for record in drawn() if isinstance(record, Poster))
    west, south, east, north = qgis_project.extent_of(poster)
    assert (east - west, north - south) == pytest.approx((0.262, 0.236))
    assert (west + east, south + north) == pytest.approx((0.0, 0.0))
    srs = qgis_project._srs(PAPER_CRS)
    assert srs.findtext("authid") == ""
    assert srs.findtext("wkt") == crs.definition(PAPER_CRS)[1]


def test_an_unnamed_sheet_still_has_a_name_for_its_files() -> None:
    (poster,) = blank_poster(groupe="Groupe 2")
    assert isinstance(poster, Poster)
    assert default_stem(poster, "2026-03-12") == "poster_groupe-2_2026-03-12"
