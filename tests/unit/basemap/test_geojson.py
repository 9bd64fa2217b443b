"""GeoJSON that people bring is read, or refused in one sentence that names the rows at fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.basemap.geojson import MOST_FEATURES, read_marks
from app.i18n import Souci
from app.poster.geometry import Areas, Lines, Point

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
SQUARE = [[3, 45], [4, 45], [4, 46], [3, 46], [3, 45]]


def written(folder: Path, content: Any) -> Path:
    file = folder / "marques.geojson"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return file


def collection(*geometries: Any, **members: Any) -> dict[str, Any]:
    rows = [
        {"type": "Feature", "properties": {"picto": "train", "n": n}, "geometry": geometry}
        for n, geometry in enumerate(geometries, 1)
    ]
    return {"type": "FeatureCollection", "features": rows, **members}


def refusal(file: Path) -> str:
    with pytest.raises(Souci) as caught:
        read_marks(file)
    sentence = str(caught.value)
    assert sentence.startswith("Rien n’a été ajouté")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert file.name in sentence
    return sentence


def test_longitude_and_latitude_become_lambert_93(tmp_path: Path) -> None:
    file = written(tmp_path, collection({"type": "Point", "coordinates": [3.0, 46.5, 812.0]}))
    source = read_marks(file, 2154)
    (feature,) = source.features
    assert source.crs == 4326
    assert feature.row == 1
    assert feature.properties == {"picto": "train", "n": 1}
    assert feature.geometry == Point(pytest.approx(700_000.0, abs=0.01), pytest.approx(6_600_000.0, abs=0.01))
    assert source.project(3.0, 46.5) == pytest.approx((700_000.0, 6_600_000.0), abs=0.01)


@pytest.mark.parametrize(
    "name",
    [
        "urn:ogc:def:crs:EPSG::2154",
        "urn:ogc:def:crs:EPSG:6.9:2154",
        "EPSG:2154",
        "epsg:2154",
        "urn:x-ogc:def:crs:EPSG:2154",
        "http://www.opengis.net/def/crs/EPSG/0/2154",
    ],
)
def test_the_file_s_own_declaration_is_followed(tmp_path: Path, name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    file = written(tmp_path, collection({"type": "Point", "coordinates": [765000, 6495000]}, crs=crs))
    assert read_marks(file, 2154).features[0].geometry == Point(765000.0, 6495000.0)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "OGC:CRS84"])
def test_crs84_is_longitude_and_latitude(tmp_path: Path, name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    assert read_marks(written(tmp_path, collection(crs=crs))).crs == 4326


def test_another_crs_than_the_poster_s_is_brought_into_it(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    file = written(tmp_path, collection({"type": "Point", "coordinates": [333958.47, 5860000.0]}, crs=crs))
    point = read_marks(file, 2154).features[0].geometry
    assert point.x == pytest.approx(700_000, abs=5)
    assert 6_500_000 < point.y < 6_700_000


def test_every_kind_of_geometry_is_read(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        collection(
            {"type": "MultiPoint", "coordinates": [[3, 45]]},
            {"type": "LineString", "coordinates": [[3, 45], [3, 45], [4, 46]]},
            {"type": "MultiLineString", "coordinates": [[[3, 45], [4, 46]], [[3, 46], [4, 45]]]},
            {"type": "Polygon", "coordinates": [SQUARE]},
            {"type": "MultiPolygon", "coordinates": [[SQUARE[:-1]], [SQUARE]]},
        ),
    )
    point, line, lines, area, areas = (feature.geometry for feature in read_marks(file).features)
    assert isinstance(point, Point)
    assert isinstance(line, Lines)
    assert [len(part) for part in line.parts] == [2]
    assert isinstance(lines, Lines)
    assert len(lines.parts) == 2
    assert isinstance(area, Areas)
    assert isinstance(areas, Areas)
    assert all(ring[0] == ring[-1] and len(ring) == 5 for part in areas.parts for ring in part)


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_does_no_harm(tmp_path: Path, start: bytes) -> None:
    text = json.dumps(collection({"type": "Point", "coordinates": [3, 45]})).encode()
    assert len(read_marks(written(tmp_path, start + text)).features) == 1


def test_utf_16_is_read(tmp_path: Path) -> None:
    text = json.dumps(collection({"type": "Point", "coordinates": [3, 45]})).encode("utf-16")
    assert len(read_marks(written(tmp_path, text)).features) == 1


def test_of_two_equal_keys_the_last_one_counts(tmp_path: Path) -> None:
    file = written(tmp_path, '{"type":"Polygon","type":"Point","coordinates":[3,45]}')
    assert isinstance(read_marks(file).features[0].geometry, Point)


def test_a_lone_feature_and_a_lone_geometry_are_one_row(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [3, 45]}
    assert read_marks(written(tmp_path, point)).features[0].properties == {}
    lone = {"type": "Feature", "properties": None, "geometry": point}
    assert len(read_marks(written(tmp_path, lone)).features) == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "bonjour",
        "[1, 2]",
        "3",
        "null",
        "[" * 200_000,
        '{"a":' * 200_000,
        '{"type":"Point","coordinates":' + "[" * 900 + "]" * 900 + "}",
        '{"type":"Point","coordinates":[3,45],"a":' + "[" * 100 + "]" * 100 + "}",
        '{"type":"Point","coordinates":[NaN,45]}',
        '{"type":"Point","coordinates":[-Infinity,45]}',
        '{"type":"Point","coordinates":[' + "9" * 5000 + ",45]}",
        '{"type":"Feature","properties":{"texte":"\\ud800"},"geometry":{"type":"Point","coordinates":[3,45]}}',
        '{"type":"FeatureCollection"}',
        '{"type":"FeatureCollection","features":{}}',
        '{"type":["FeatureCollection"],"features":[]}',
        '{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"lambert"}}}',
        '{"type":"FeatureCollection","features":[],"crs":3}',
        '{"type":"FeatureCollection","features":[],"crs":{"properties":{"name":"EPSG:99999"}}}',
        "\xe9t\xe9".encode("latin-1"),
        b"\xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n",
        b"\x00" * 64,
    ],
)
def test_what_is_no_geojson_is_refused_in_one_sentence(tmp_path: Path, content: Any) -> None:
    refusal(written(tmp_path, content))


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        "Point",
        {},
        {"type": "Point"},
        {"type": ["Point"], "coordinates": [3, 45]},
        {"type": "Circle", "coordinates": [3, 45]},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [3]},
        {"type": "Point", "coordinates": ["3", "45"]},
        {"type": "Point", "coordinates": [True, 45]},
        {"type": "Point", "coordinates": [3, 45, "f"]},
        {"type": "Point", "coordinates": [1e300, 45]},
        {"type": "Point", "coordinates": [765000, 6495000]},
        {"type": "Point", "coordinates": {"x": 3}},
        {"type": "MultiPoint", "coordinates": [[3, 45], [4, 45]]},
        {"type": "MultiPoint", "coordinates": []},
        {"type": "LineString", "coordinates": [[3, 45]]},
        {"type": "LineString", "coordinates": [[3, 45], [3, 45]]},
        {"type": "MultiLineString", "coordinates": []},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[3, 45], [4, 46], [3, 45]]]},
        {"type": "Polygon", "coordinates": [[[3, 45], [4, 45], [5, 45], [3, 45]]]},
        {"type": "MultiPolygon", "coordinates": [[[1]]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [3, 45]}]},
    ],
)
def test_the_row_at_fault_is_named(tmp_path: Path, geometry: Any) -> None:
    good = {"type": "Point", "coordinates": [3, 45]}
    said = refusal(written(tmp_path, collection(good, geometry, good)))
    assert "ligne 2\u00a0:" in said
    assert "ligne 1" not in said
    assert "ligne 3" not in said


def test_many_faults_are_counted(tmp_path: Path) -> None:
    said = refusal(written(tmp_path, collection(*[None] * 10)))
    assert "ligne 3\u00a0:" in said
    assert "et 7 autres" in said


def test_properties_that_are_no_object_are_refused(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [3, 45]}
    refusal(written(tmp_path, {"type": "Feature", "properties": [1], "geometry": point}))


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    refusal(written(tmp_path, collection(*[None] * (MOST_FEATURES + 1))))


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    refusal(tmp_path / "absent.geojson")
    refusal(tmp_path)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of found files is not here")
@pytest.mark.parametrize(
    "name",
    [
        "geojson_bad/badcoord.geojson",
        "geojson_bad/badcoordtype.geojson",
        "geojson_bad/false.geojson",
        "geojson_gdal/geometrycollection.geojson",
        "geojson_gdal/srs_name.geojson",
        "geojson_gdal/stac_item.json",
        "france_raw/departements-version-simplifiee.geojson",
        "topojson",
    ],
)
def test_found_files_are_read_or_refused(name: str) -> None:
    found = CORPUS / name
    for file in sorted(found.iterdir()) if found.is_dir() else [found]:
        try:
            features = read_marks(file).features
        except Souci as souci:
            said = str(souci)
        else:
            assert features
            continue
        assert file.name in said
