"""Pictures under the poster in the file: their bytes as those of photos, their tiles in the copy that leaves."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from app.basemap.rasters import tasks
from app.catalogue.load import shipped
from app.exports.registry import Snapshot, export
from app.imports.calques import ring
from app.poster.records import Calque, Poster, Record
from app.storage import tiles
from app.storage.file import PosterFile
from app.storage.lock import Lock
from app.storage.tiles import SIDE, Grid
from tests.unit.basemap.raster_files import chart
from tests.unit.storage.test_older import older
from tests.unit.storage.test_pictures import kept
from tests.unit.storage.test_standard import SYSTEM_PYTHON, VALIDATOR, has_validator

WEST, SOUTH, EAST, NORTH = 700_000.0, 6_500_000.0, 706_000.0, 6_504_000.0
POSTER = Poster(uid="p", centre_x=703_000.0, centre_y=6_502_000.0, metres_par_mm=40.0)
SQUARE = ((WEST, NORTH), (EAST, NORTH), (EAST, SOUTH), (WEST, SOUTH))
SLANTED = ((WEST, NORTH), (EAST, NORTH + 900), (EAST + 600, SOUTH + 900), (WEST + 600, SOUTH))
RED, GREEN, BLUE, YELLOW = (200, 30, 40), (30, 150, 70), (30, 70, 180), (250, 220, 40)


def picture(width: int = 900, height: int = 600, form: str = "JPEG") -> bytes:
    held = io.BytesIO()
    chart(width, height).save(held, form, quality=95)
    return held.getvalue()


def calque(uid: str, media: str, **more: object) -> Calque:
    fields: dict[str, object] = {
        "geometry": ring(SQUARE),
        "nom": f"Plan {uid}",
        "opacite": 0.6,
        "rang": uid,
    } | more
    return replace(Calque(uid=uid, geometry=ring(SQUARE), media=media), **fields)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> PosterFile:
    return PosterFile.create(tmp_path / "poster.gpkg", [POSTER])


def put(file: PosterFile, *records: Record) -> None:
    with file.document.transaction("Poser une image de fond") as act:
        for record in records:
            act.put(record)


def left(file: PosterFile, path: Path) -> Path:
    """Return the copy that leaves."""
    (out,) = export(Snapshot(dict(file.document.records), file.pictograms, pictures=file.pictures.get), path)
    return out


def tables(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'tiles' ORDER BY 1")
        return [row[0] for row in rows]


def project(path: Path) -> ET.Element:
    with closing(sqlite3.connect(path)) as connection:
        (content,) = connection.execute("SELECT content FROM qgis_projects").fetchone()
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
        text = archive.read("Chorographe.qgs").decode()
    return ET.fromstring(text[text.index("<qgis") :])


def layers(path: Path) -> dict[str, tuple[str, str]]:
    """Return the data source and the opacity of each raster layer, by name."""
    found = {}
    for layer in project(path).findall("projectlayers/maplayer[@type='raster']"):
        renderer = layer.find("pipe/rasterrenderer")
        assert renderer is not None
        found[layer.findtext("layername") or ""] = (
            layer.findtext("datasource") or "",
            renderer.get("opacity", ""),
        )
    return found


def test_undo_redo_copies_and_exports_carry_the_bytes(file: PosterFile, tmp_path: Path) -> None:
    key, other = file.pictures.add(picture()), file.pictures.add(picture(300, 200))
    put(file, calque("a", key))
    put(file, calque("b", other))
    file.history.undo()
    copy = file.copy_to(tmp_path / "copie.gpkg")
    assert set(kept(copy.path)) == {key, other}, "what was undone may come back"
    copy.close()
    assert kept(left(file, tmp_path / "sortie.gpkg")) == [key]
    file.close()
    again = PosterFile.open(file.path)
    assert again.pictures.get(other) == picture(300, 200)
    again.history.redo()
    assert again.document.get("b") == calque("b", other)
    again.close()


def test_a_picture_that_nothing_shows_any_more_leaves(file: PosterFile) -> None:
    key, other = file.pictures.add(picture()), file.pictures.add(picture(300, 200))
    put(file, calque("a", key))
    put(file, calque("b", other))
    file.history.undo()
    put(file, calque("c", key))  # what was undone cannot come back
    file.close()
    assert set(kept(file.path)) == {key, other}
    PosterFile.open(file.path).close()
    assert kept(file.path) == [key]


@pytest.mark.parametrize("version", [1, 3])
def test_an_older_poster_receives_pictures(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ancien.gpkg"
    older(path, [POSTER], version)
    lock = Lock.take(path)
    assert lock is not None
    reader = PosterFile.open(path)
    assert reader.read_only
    assert not [record for record in reader.document.records.values() if isinstance(record, Calque)]
    reader.close()
    lock.release()
    file = PosterFile.open(path)
    assert not file.read_only
    put(file, calque("a", file.pictures.add(picture())))
    file.close()
    again = PosterFile.open(path)
    found = again.document.get("a")
    assert isinstance(found, Calque)
    assert again.pictures.get(found.media) == picture()
    again.close()


@pytest.mark.parametrize("corners", [SQUARE, SLANTED])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_copy_that_leaves_has_the_picture_as_tiles(
    file: PosterFile, tmp_path: Path, corners: tuple[tuple[float, float], ...], form: str
) -> None:
    put(file, calque("a", file.pictures.add(picture(form=form)), geometry=ring(corners)))  # type: ignore[arg-type]
    out = left(file, tmp_path / "sortie.gpkg")
    file.close()
    assert tables(out) == ["calque_image_1"]
    request = {"path": str(out), "crs": 2154}
    values, blobs = tasks.picture(request, lambda part: None)
    seen = np.asarray(Image.open(io.BytesIO(blobs[0])).convert("RGBA"))
    (west, north), _, (east, south), _ = values["corners"]
    top_left, top_right, _, bottom_left = (np.array(corner) for corner in corners)

    def at(u: float, v: float) -> np.ndarray:
        x, y = top_left + u * (top_right - top_left) + v * (bottom_left - top_left)
        column, row = (
            (x - west) / (east - west) * values["width"],
            (north - y) / (north - south) * values["height"],
        )
        return seen[int(row), int(column)]

    # Just beside the seams of the quarters: a pixel of the picture is 6.7 m.
    for u, v, colour in (
        (0.25, 0.25, RED), (0.75, 0.25, GREEN), (0.75, 0.75, BLUE), (0.25, 0.75, YELLOW),
        (0.495, 0.495, RED), (0.505, 0.495, GREEN), (0.505, 0.505, BLUE), (0.495, 0.505, YELLOW),
        (0.01, 0.01, RED), (0.99, 0.01, GREEN), (0.99, 0.99, BLUE), (0.01, 0.99, YELLOW),
    ):  # fmt: skip
        assert np.abs(at(u, v)[:3].astype(int) - colour).max() < 40, (u, v)
        assert at(u, v)[3] > 250


def test_levels_halve_and_cover_the_same_ground() -> None:
    grid = Grid(WEST, NORTH, 5.0, 4.0, 1100, 300)
    assert grid.levels == 4
    assert [grid.tiles(level) for level in range(4)] == [(1, 1), (2, 1), (3, 1), (5, 2)]
    assert grid.extent == (WEST, NORTH - 1200, WEST + 5500, NORTH)
    assert [Grid(0, 0, 1, 1, side, 1).levels for side in (1, SIDE, SIDE + 1, 2 * SIDE)] == [1, 1, 2, 2]


def test_the_project_shows_them_under_the_poster(file: PosterFile, tmp_path: Path) -> None:
    key = file.pictures.add(picture())
    put(file, calque("a", key))
    out = left(file, tmp_path / "un.gpkg")
    assert layers(out) == {"Plan a": ("./un.gpkg", "0.6")}
    put(file, calque("b", key, opacite=1.0), calque("c", key, visible=False), calque("d", "no such picture"))
    out = left(file, tmp_path / "deux.gpkg")
    file.close()
    assert layers(out) == {
        "Plan a": ("./deux.gpkg|option:TABLE=calque_image_1", "0.6"),
        "Plan b": ("./deux.gpkg|option:TABLE=calque_image_2", "1.0"),
    }
    root = project(out)
    fond = root.find("layer-tree-group/layer-tree-group[@name='Fond']")
    assert fond is not None
    assert {"Plan a", "Plan b"} <= {leaf.get("name") for leaf in fond.findall("layer-tree-layer")}
    order = [item.text for item in root.findall("layer-tree-group/custom-order/item")]
    ranks = [
        order.index(f"chorographe_{name}")
        for name in ("fond_commune", "calque_image_2", "calque_image_1", "territoire")
    ]
    assert ranks == sorted(ranks)


def test_tiles_of_a_picture_that_changed_leave_with_the_next_act(file: PosterFile, tmp_path: Path) -> None:
    key = file.pictures.add(picture())
    put(file, calque("a", key), calque("b", key))
    out = left(file, tmp_path / "sortie.gpkg")
    file.close()
    copy = PosterFile.open(out, catalogue=shipped())
    assert not copy.notice
    put(copy, calque("a", key, opacite=0.3))
    copy.flush()
    assert tables(out) == ["calque_image_1", "calque_image_2"]
    assert layers(out)["Plan a"][1] == "0.3"
    put(copy, calque("a", key, geometry=ring(SLANTED)))  # type: ignore[arg-type]
    copy.flush()
    assert tables(out) == ["calque_image_2"]
    assert layers(out) == {"Plan b": ("./sortie.gpkg", "0.6")}
    with copy.document.transaction("Supprimer") as act:
        act.drop("b")
    copy.close()
    assert tables(out) == []
    with closing(sqlite3.connect(out)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        assert not [name for name in names if name.startswith(tiles.PREFIX)]
        assert connection.execute("SELECT count(*) FROM gpkg_tile_matrix").fetchone()[0] == 0


def test_tables_of_others_are_left_alone(file: PosterFile, tmp_path: Path) -> None:
    put(file, calque("a", file.pictures.add(picture())))
    out = left(file, tmp_path / "sortie.gpkg")
    file.close()
    with closing(sqlite3.connect(out)) as connection, connection:
        connection.execute('CREATE TABLE "calque_image_x" (id INTEGER)')
        connection.execute("CREATE VIEW calque_image_9 AS SELECT 1")
        for name in ("calque_image_x", "calque_image_9", "calque_image_7"):
            connection.execute(
                "INSERT INTO gpkg_contents (table_name, data_type) VALUES (?, 'tiles')", (name,)
            )
    copy = PosterFile.open(out, catalogue=shipped())
    with copy.document.transaction("Supprimer") as act:
        act.drop("a")
    copy.close()
    assert tables(out) == ["calque_image_7", "calque_image_9", "calque_image_x"]


@pytest.mark.skipif(
    not has_validator(), reason="GDAL's validate_gpkg (Debian: python3-gdal) is not installed"
)
def test_gdal_finds_the_tiles_valid(file: PosterFile, tmp_path: Path) -> None:
    key = file.pictures.add(picture())
    put(file, calque("a", key), calque("b", key, geometry=ring(SLANTED)))  # type: ignore[arg-type]
    out = left(file, tmp_path / "sortie.gpkg")
    file.close()
    said = subprocess.run(
        [SYSTEM_PYTHON, "-m", VALIDATOR, "-k", "--warning-as-error", str(out)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stdout.strip(), said.stderr.strip()) == (0, "", "")
    lines = (
        "from osgeo import gdal; import sys; gdal.UseExceptions();"
        "d = gdal.OpenEx(sys.argv[1], gdal.OF_RASTER, open_options=['TABLE=calque_image_1']);"
        "print(d.RasterXSize, d.RasterYSize, d.RasterCount, *d.GetGeoTransform())"
    )
    told = subprocess.run(
        [SYSTEM_PYTHON, "-c", lines, str(out)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert told[:3] == ["900", "600", "4"]
    assert [float(each) for each in told[3:]] == pytest.approx([WEST, 6000 / 900, 0, NORTH, 0, -4000 / 600])
