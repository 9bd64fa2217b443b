"""Maps of people: what they hold, and their things made fit for a poster, read in the process apart."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
import pytest
import shapely

from app import apart
from app.apart.process import FENCE
from app.i18n import Souci
from tests.unit.basemap.vector_files import LAT, LON, contents, districts, geojson, zipped

#: The ground around the districts, in Lambert-93.
BOX = [740_000.0, 6_480_000.0, 800_000.0, 6_540_000.0]


@pytest.fixture(scope="module")
def reader() -> Iterator[apart.Reader]:
    with apart.Reader() as one:
        # It starts here: what a test starts, the test must end.
        with pytest.raises(Souci):
            one.ask("nothing", {})
        yield one


@pytest.fixture(autouse=True)
def _untouched(tmp_path: Path) -> Iterator[None]:
    """Fail a test whose files were not left as they were, or that have company."""
    yield
    before = tmp_path / ".before"
    if before.is_dir():
        kept = contents(before)
        assert {
            name: data for name, data in contents(tmp_path).items() if not name.startswith(".before")
        } == kept


def settled(folder: Path) -> None:
    """Remember the files of a folder: the test must leave them so."""
    shutil.copytree(folder, folder / ".before")


def look(reader: apart.Reader, path: Path) -> list[dict]:
    return reader.ask("vectors.look", {"path": str(path)}).values["layers"]


def read(reader: apart.Reader, path: Path, **more: object) -> tuple[dict, list[shapely.Geometry]]:
    request = {"path": str(path), "crs": 2154, "box": BOX, "metres_par_mm": 100.0, **more}
    answer = reader.ask("vectors.read", request)
    return answer.values, [shapely.from_wkb(blob) for blob in answer.blobs]


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("a.gpkg", "GPKG"),
        ("a.geojson", "GeoJSON"),
        ("a.shp", "ESRI Shapefile"),
        ("a.fgb", "FlatGeobuf"),
        ("a.kml", "LIBKML"),
    ],
)
def test_each_format_opens_and_comes_into_the_poster(
    reader: apart.Reader, tmp_path: Path, name: str, driver: str
) -> None:
    path = tmp_path / name
    districts().to_file(path, driver=driver)
    settled(tmp_path)
    (layer,) = look(reader, path)
    assert layer["genres"] == {"aires": 9}
    assert layer["epsg"] == 4326
    assert layer["champ_nom"].lower() in ("nom", "name")
    assert layer["etendue"] == pytest.approx([LON, LAT, LON + 0.3, LAT + 0.3], abs=0.01)
    values, shapes = read(reader, path)
    (told,) = values["layers"]
    assert sorted(told["noms"])[:2] == ["District 1", "District 2"] or driver == "LIBKML"
    assert len(shapes) == 9
    assert all(shape.is_valid for shape in shapes)
    assert shapely.coverage_is_valid(shapes)
    # 0.1° of longitude there.
    assert shapes[0].bounds[2] - shapes[0].bounds[0] == pytest.approx(7_800, rel=0.03)


def test_a_shapefile_needs_neither_its_index_nor_its_system(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "parcs.shp"
    districts().to_crs(2154).to_file(path)
    for suffix in (".shx", ".prj"):
        path.with_suffix(suffix).unlink()
    settled(tmp_path)
    (layer,) = look(reader, path)
    assert layer["epsg"] is None
    assert layer["candidats"][0]["epsg"] == 2154
    values, shapes = read(reader, path)
    assert values["layers"][0]["devine"] == 2154
    assert len(shapes) == 9
    assert read(reader, path, layers=[{"id": 0, "crs": 2154}])[0]["layers"][0]["devine"] is None


@pytest.mark.parametrize(
    ("encoding", "cpg"), [("UTF-8", True), ("UTF-8", False), ("CP1252", False), ("CP1252", True)]
)
def test_accents_of_a_shapefile_are_read(
    reader: apart.Reader, tmp_path: Path, encoding: str, cpg: bool
) -> None:
    path = tmp_path / "a.shp"
    frame = districts(1)
    frame["nom"] = ["Forêt d’Égliseneuve œ"] if encoding == "UTF-8" else ["Forêt d'Égliseneuve"]
    frame.to_file(path, encoding=encoding)
    if not cpg:
        path.with_suffix(".cpg").unlink(missing_ok=True)
    assert read(reader, path)[0]["layers"][0]["noms"] == list(frame["nom"])


def test_a_zip_gives_every_map_that_it_holds(reader: apart.Reader, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    districts(2).to_file(inside / "cantons.shp")
    districts(1).to_file(inside / "parc.geojson", driver="GeoJSON")
    (inside / "lisez-moi.txt").write_text("merci", "utf-8")
    path = zipped(tmp_path / "a.zip", inside, *[each.name for each in inside.iterdir()])
    settled(tmp_path)
    assert {layer["nom"]: layer["nombre"] for layer in look(reader, path)} == {"cantons": 4, "parc": 1}


def test_a_kmz_is_a_zip_of_kml(reader: apart.Reader, tmp_path: Path) -> None:
    districts(2).to_file(tmp_path / "doc.kml", driver="LIBKML")
    with zipfile.ZipFile(tmp_path / "balade.kmz", "w") as archive:
        archive.write(tmp_path / "doc.kml", "doc.kml")
    assert look(reader, tmp_path / "balade.kmz")[0]["nombre"] == 4


def test_a_zip_that_would_fill_the_disk_is_refused_unopened(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "bombe.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.geojson", "w") as out:
        for _ in range(60):
            out.write(bytes(1_000_000))
    with pytest.raises(Souci, match="60 Mo"):
        look(reader, path)


def test_several_kinds_and_layers_of_a_file_are_told(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    districts().to_file(path, layer="cantons")
    roads = geopandas.GeoDataFrame(
        {"nom": ["D 996", "D 996", ""]},
        geometry=[
            shapely.LineString([(LON, LAT), (LON + 0.1, LAT)]),
            shapely.LineString([(LON + 0.1, LAT), (LON + 0.2, LAT)]),
            shapely.LineString([(LON, LAT), (LON, LAT + 0.1)]),
        ],
        crs=4326,
    )
    roads.to_file(path, layer="routes")
    geopandas.GeoDataFrame({"n": [1]}, geometry=[shapely.Point()], crs=4326).to_file(path, layer="vide")
    settled(tmp_path)
    assert [layer["nom"] for layer in look(reader, path)] == ["cantons", "routes"]
    values, shapes = read(reader, path, layers=[{"id": 1}])
    # The pieces of one road are one thing, end to end.
    assert values["layers"][0]["noms"] == ["D 996", ""]
    assert len(shapely.get_parts(shapes[0])) == 1
    assert shapes[0].length == pytest.approx(15_600, rel=0.03)


def test_one_bad_layer_does_not_hide_the_others(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    districts().to_file(path, layer="bonne")
    districts().to_file(path, layer="mauvaise")
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = 'mauvaise'")
    db.close()
    layers = look(reader, path)
    assert [layer["nom"] for layer in layers if "erreur" not in layer] == ["bonne"]
    assert len(read(reader, path)[1]) == 9


def test_what_is_left_out_or_repaired_is_counted(reader: apart.Reader, tmp_path: Path) -> None:
    bow = [[[LON, LAT], [LON + 0.1, LAT + 0.1], [LON + 0.1, LAT], [LON, LAT + 0.1], [LON, LAT]]]
    far = [[[20, 45], [21, 45], [21, 46], [20, 45]]]
    tiny = [[[LON, LAT], [LON + 1e-6, LAT], [LON, LAT + 1e-6], [LON, LAT]]]
    path = geojson(
        tmp_path / "a.geojson",
        ({"type": "Polygon", "coordinates": bow}, {"name": "nœud"}),
        ({"type": "Polygon", "coordinates": far}, {"name": "loin"}),
        ({"type": "Polygon", "coordinates": tiny}, {"name": "grain"}),
        (None, {"name": "rien"}),
        ({"type": "Point", "coordinates": [LON, LAT, 300]}, {"name": "mairie"}),
        ({"type": "MultiPoint", "coordinates": [[LON, LAT], [LON + 0.1, LAT]]}, {"name": "arrêts"}),
    )
    values, shapes = read(reader, path)
    told = {layer["genre"]: layer["noms"] for layer in values["layers"]}
    assert told == {"aires": ["nœud"], "points": ["mairie", "arrêts", "arrêts"]}
    assert all(shape.is_valid for shape in shapes)
    assert values["layers"][0]["laisses"] == {"sans_forme": 1, "repare": 1, "hors": 1, "petit": 1}


def test_things_are_cut_at_the_ground_that_is_kept(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "monde.geojson"
    world = geopandas.GeoDataFrame({"nom": ["terres"]}, geometry=[shapely.box(-179, -80, 179, 80)], crs=4326)
    world.to_file(path, driver="GeoJSON")
    _, shapes = read(reader, path)
    assert shapes[0].area == pytest.approx(60_000**2, rel=0.001)


def test_detail_follows_the_scale_and_a_heavy_layer_still_fits(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.fgb"
    round_ = shapely.Point(770_000, 6_510_000).buffer(20_000, quad_segs=20_000)
    rows = [
        round_,
        *(shapely.Point(770_000 + at, 6_510_000).buffer(15_000, quad_segs=5_000) for at in range(9)),
    ]
    geopandas.GeoDataFrame({"nom": [str(at) for at in range(10)]}, geometry=rows, crs=2154).to_file(path)
    fine, coarse = (read(reader, path, metres_par_mm=metres)[1] for metres in (5.0, 400.0))
    assert shapely.get_num_coordinates(coarse).sum() < shapely.get_num_coordinates(fine).sum() / 4
    assert shapely.get_num_coordinates(read(reader, path, metres_par_mm=0.001)[1]).sum() <= 150_000


def test_many_rows_are_read_by_batches_and_told(reader: apart.Reader, tmp_path: Path) -> None:
    number = 61_000
    points = geopandas.GeoDataFrame(
        {"nom": [f"n{at}" for at in range(number)]},
        geometry=shapely.points([(LON + at * 1e-6, LAT) for at in range(number)]),
        crs=4326,
    )
    for name in ("a.gpkg", "a.shp"):
        points.to_file(tmp_path / name)
        told: list[float] = []
        request = {"path": str(tmp_path / name), "crs": 2154, "metres_par_mm": 100.0}
        values = reader.ask("vectors.read", request, progress=told.append).values
        assert len(values["layers"][0]["noms"]) == 5_000
        assert values["layers"][0]["laisses"] == {"de_trop": number - 5_000}
        assert told == sorted(told)
        # With a box, only its rows are read; the others are counted.
        box = [757_000.0, 6_400_000.0, 758_000.0, 6_600_000.0]
        values = reader.ask("vectors.read", {**request, "box": box}).values
        layer = values["layers"][0]
        assert len(layer["noms"]) + sum(layer["laisses"].values()) == number


def test_a_map_of_elsewhere_chooses_its_own_system(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    districts(lon=-71.3, lat=46.8).to_file(path, driver="GeoJSON")
    values, _ = read(reader, path, crs=None, box=None, metres_par_mm=None)
    assert values["crs"] == 32619
    assert values["metres_par_mm"] == pytest.approx(150, rel=0.5)


def test_degrees_that_cannot_be_are_guessed_again(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    districts().to_crs(2154).set_crs(4326, allow_override=True).to_file(path, driver="GeoJSON")
    (layer,) = look(reader, path)
    assert (layer["epsg"], layer["candidats"][0]["epsg"]) == (None, 2154)


def test_a_geopackage_that_is_written_to_is_read_and_left_alone(reader: apart.Reader, tmp_path: Path) -> None:
    """QGIS has it open: in WAL, with a transaction, locked."""
    path = tmp_path / "a.gpkg"
    districts(2).to_file(path)
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL").fetchall()
        db.execute("CREATE TABLE autre (a)")
        before = contents(tmp_path)
        assert look(reader, path)[0]["nombre"] == 4
        assert contents(tmp_path) == before
    finally:
        db.close()
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = DELETE").fetchall()
        db.execute("BEGIN EXCLUSIVE")
        assert look(reader, path)[0]["nombre"] == 4
    finally:
        db.close()


def test_nothing_of_a_file_reaches_out_of_it(reader: apart.Reader, tmp_path: Path) -> None:
    """Neither another file, nor the network: XML entities, virtual formats, paths that are addresses."""
    secret = tmp_path / "secret.geojson"
    districts(1).to_file(secret, driver="GeoJSON")
    evil = tmp_path / "a.kml"
    evil.write_text(
        f'<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file://{secret}">]>'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>a&x;b</name>'
        f"<Point><coordinates>{LON},{LAT}</coordinates></Point></Placemark></Document></kml>",
        "utf-8",
    )
    try:
        values, _ = read(reader, evil)
        assert "District" not in str(values)
    except Souci:
        pass
    vrt = tmp_path / "a.json"
    vrt.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
    )
    with pytest.raises(Souci):
        look(reader, vrt)
    for address in (
        "/vsicurl/http://127.0.0.1:9/a.geojson",
        "http://127.0.0.1:9/a.geojson",
        "/vsizip/a.zip/b.shp",
    ):
        with pytest.raises(Souci):
            look(reader, Path(address))


def test_entities_that_grow_without_end_are_refused(reader: apart.Reader, tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{at + 1} "{f"&l{at};" * 10}">' for at in range(9))
    path = tmp_path / "a.gpx"
    path.write_text(
        f'<!DOCTYPE gpx [<!ENTITY l0 "ha">{laughs}]>'
        '<gpx version="1.1"><wpt lat="45" lon="3"><name>&l9;</name></wpt></gpx>'
    )
    with pytest.raises(Souci):
        look(reader, path)


def test_a_damaged_index_is_made_again_elsewhere(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.shp"
    districts().to_file(path)
    index = path.with_suffix(".shx")
    index.write_bytes(index.read_bytes()[:100] + b"\x7f" * 72)
    settled(tmp_path)
    assert look(reader, path)[0]["genres"] == {"aires": 9}


def test_one_damaged_record_is_counted_and_the_others_come(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.shp"
    districts().to_file(path)
    data = bytearray(path.read_bytes())
    data[100 + 8 + 36 : 100 + 8 + 40] = b"\xff\xff\xff\x7f"
    path.write_bytes(data)
    values, shapes = read(reader, path)
    assert len(shapes) == 8
    assert values["layers"][0]["laisses"] == {"illisible": 1}


def test_gpx_tracks_come_without_their_points_twice(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "rando.gpx"
    points = "".join(f'<trkpt lat="{LAT + at / 100}" lon="{LON}"/>' for at in range(5))
    path.write_text(
        '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
        f'<wpt lat="{LAT}" lon="{LON}"><name>Gîte</name></wpt>'
        f"<trk><name>Tour</name><trkseg>{points}</trkseg></trk></gpx>",
        "utf-8",
    )
    settled(tmp_path)
    assert {layer["nom"]: layer["genres"] for layer in look(reader, path)} == {
        "waypoints": {"points": 1},
        "tracks": {"lignes": 1},
    }


def test_topojson_without_a_system_is_guessed(reader: apart.Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.topojson"
    path.write_text(
        '{"type":"Topology","objects":{"parcs":{"type":"GeometryCollection","geometries":[{"type":"Polygon",'
        f'"arcs":[[0]],"properties":{{"nom":"PNR"}}}}]}}}},"arcs":[[[{LON},{LAT}],[{LON + 0.1},{LAT}],'
        f"[{LON},{LAT + 0.1}],[{LON},{LAT}]]]}}",
        "utf-8",
    )
    layer = look(reader, path)[0]
    assert layer["genres"] == {"aires": 1}
    assert layer["epsg"] == 4326 or layer["candidats"][0]["epsg"] == 4326


def test_no_other_driver_is_left_in_the_process_apart() -> None:
    from app.basemap.vectors.sources import DRIVERS

    fenced = set(FENCE["GDAL_SKIP"].split(","))
    assert not set(pyogrio.list_drivers()) - fenced - DRIVERS - {"MEM", "Memory"}


def test_what_is_left_aside_all_the_same_is_not_simplified(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    from app.basemap.vectors import shapes

    monkeypatch.setattr(shapes, "MOST_THINGS", 20)
    simplified: list[int] = []
    simplify = shapely.simplify

    def counted(some: Any, *words: Any, **more: Any) -> Any:
        simplified.append(len(some))
        return simplify(some, *words, **more)

    monkeypatch.setattr(shapely, "simplify", counted)
    # Overlapping discs: each larger than the one before.
    discs = [shapely.Point(at * 300, 0).buffer(2_000 + at) for at in range(100)]
    things = shapes.Things(np.array(discs, object), [str(at) for at in range(100)])
    counts = shapes.Counts()
    made = shapes.generalised(shapes.AREAS, things, 300.0, 1.0, counts)
    assert set(made.names) == {str(at) for at in range(80, 100)}
    assert counts.found == {"de_trop": 80}
    assert simplified
    assert max(simplified) == 20
