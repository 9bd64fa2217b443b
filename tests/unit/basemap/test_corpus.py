"""Files that people really have: each opens, or is refused in one sentence; 100 of them damaged as well."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import apart
from app.basemap.brought.kinds import kind_of
from app.basemap.vectors.tasks import patience
from app.i18n import Souci
from tests.soak.run import CORPUS, soak

INDEX = CORPUS / "INDEX.csv"
ROWS = list(csv.DictReader(INDEX.read_text("utf-8").splitlines())) if INDEX.is_file() else []
VECTORS = [row for row in ROWS if row["kind"] == "vector"]
#: Said to open, and rightly refused: a table without a drawing, and drawings without anything in them.
NOTHING_TO_DRAW = {
    "shp_gdal/chinese.dbf": "accompagne un Shapefile",
    "shp_gdal/emptymultipoly.shp": "rien à dessiner",
    "gpkg_pdok/test_geometry_empty.gpkg": "rien à dessiner",
    "gpkg_pdok/test_geometry_null.gpkg": "rien à dessiner",
    "geojson_bad/false.geojson": "rien à dessiner",
    "gpx/empty_trk.gpx": "rien à dessiner",
    "mapnik/csv/fails/no_geometry.csv": "coordonnées",
}
#: Said to be refused, of which all layers but one open.
OPENS_IN_PART = {"gpkg_ogc/gdal_sample.gpkg"}

pytestmark = pytest.mark.skipif(not ROWS, reason="the files of people are not here")


@pytest.fixture(scope="module")
def reader() -> Iterator[apart.Reader]:
    with apart.Reader() as one:
        with pytest.raises(Souci):
            one.ask("nothing", {})
        yield one


def read(reader: apart.Reader, path: Path) -> tuple[str, list[dict], list[dict]]:
    """Return the sentence that refuses a file, or its layers as they are told and as they are read."""
    request = {"path": str(path)}
    try:
        assert kind_of(path) == "vecteur"
        told = reader.ask("vectors.look", request, seconds=patience(path)).values["layers"]
        return "", told, reader.ask("vectors.read", request, seconds=patience(path)).values["layers"]
    except Souci as souci:
        return str(souci), [], []


@pytest.mark.parametrize("row", VECTORS, ids=[row["file"] for row in VECTORS])
def test_a_map_of_people_does_what_is_expected_of_it(reader: apart.Reader, row: dict[str, str]) -> None:
    path = CORPUS / row["file"]
    before = {each: each.stat().st_mtime_ns for each in path.parent.iterdir()}
    expected = row["expected"]
    refused = NOTHING_TO_DRAW.get(row["file"])
    if row["file"] not in OPENS_IN_PART:
        refused = refused or ("ne se lit pas" if expected.startswith("clear error") else None)
        refused = refused or ("rien à dessiner" if "nothing to draw" in expected else None)
    said, layers, values = read(reader, path)
    if refused:
        assert refused in said
        assert path.name in said
    else:
        assert not said
        assert any(layer.get("nombre") for layer in layers)
        assert any(layer["noms"] for layer in values)
        left = {why for layer in values for why in layer["laisses"]}
        if "empty_geom" in expected:
            assert "sans_forme" in left
        if "invalid_geom" in expected:
            assert "repare" in left
        if "crs=none" in expected:
            assert any(layer["devine"] for layer in values)
    assert {each: each.stat().st_mtime_ns for each in path.parent.iterdir()} == before


def test_damaged_files_open_or_are_refused_in_one_sentence(tmp_path: Path) -> None:
    outcome = soak(100, 20, tmp_path)
    assert not outcome.faults
    assert sum(outcome.counts.values()) == 100
    # As many ways in as out: a soak where nothing opens would prove nothing.
    assert outcome.counts["opened"] > 5
    assert outcome.counts["sentence"] > 20
