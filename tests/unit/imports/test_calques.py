"""Pictures brought under a poster: asked for what its map needs, laid above the others, or in its middle."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import pytest
from PIL import Image

from app.i18n import Souci
from app.imports import calques
from app.poster.records import Calque, Poster
from app.poster.sheet import MapFrame
from app.storage.file import PosterFile
from tests.unit.basemap.raster_files import chart, geotiff

POSTER = Poster(uid="p", centre_x=700_000.0, centre_y=6_500_000.0, metres_par_mm=100.0)


@pytest.mark.parametrize("rotation", [0.0, 25.0])
@pytest.mark.parametrize("size", [(4000, 3000), (500, 3000)])
def test_a_photograph_lies_in_the_middle_of_the_map_upright_on_the_page(rotation, size):
    frame = MapFrame.of(replace(POSTER, rotation=rotation))
    corners = calques.middle(replace(POSTER, rotation=rotation), *size)
    page = [frame.to_page(*corner) for corner in corners]
    left, top, right, bottom = page[0][0], page[0][1], page[2][0], page[2][1]
    assert page[1] == pytest.approx((right, top))
    assert page[3] == pytest.approx((left, bottom))
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(frame.middle)
    assert (bottom - top) / (right - left) == pytest.approx(size[1] / size[0])
    assert right - left == pytest.approx(min(0.7 * frame.rect[2], 0.9 * frame.rect[3] * size[0] / size[1]))


def test_what_is_asked_covers_the_map_however_it_is_turned(tmp_path):
    turned = replace(POSTER, rotation=30.0)
    asked = calques.request(turned, tmp_path / "a.tif")
    west, south, east, north = asked["box"]
    frame = MapFrame.of(turned)
    x0, y0, x1, y1 = frame.box
    for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)):
        x, y = frame.to_ground(*corner)
        assert west < x < east
        assert south < y < north
    assert (asked["pixel"], asked["tolerance"]) == pytest.approx((6.0, 5.0))


def test_a_map_is_brought_by_a_process_apart_and_travels_in_the_poster(tmp_path):
    source = geotiff(tmp_path / "carte.tif", chart(800, 600), (695_000.0, 6_503_000.0, 12.5, 12.5), 2154)
    file = PosterFile.create(tmp_path / "p.gpkg", [POSTER])
    values, small = calques.look(source)
    assert values["crs"] == "EPSG:2154"
    assert small.startswith(b"\x89PNG")
    heard: list[float] = []
    brought = calques.bring(file.document.poster, source, progress=heard.append)
    assert heard
    first = calques.calque(file.document.poster, file.document.records.values(), brought, file.pictures.add)
    with file.document.transaction("Poser une image de fond") as act:
        act.put(first)
    second = calques.calque(file.document.poster, file.document.records.values(), brought, file.pictures.add)
    assert second.rang > first.rang
    assert (first.nom, first.source, first.visible, first.opacite) == ("carte", "carte.tif", True, 0.6)
    top_left, top_right = first.geometry.parts[0][0][:2]
    assert top_left == pytest.approx((695_000, 6_503_000))
    assert hypot(top_right[0] - top_left[0], top_right[1] - top_left[1]) == pytest.approx(10_000)
    source.unlink()
    file.close()
    again = PosterFile.open(tmp_path / "p.gpkg")
    found = again.document.get(first.uid)
    assert isinstance(found, Calque)
    assert again.pictures.get(found.media) == brought.data
    again.close()


def test_a_picture_without_a_place_and_one_that_is_damaged(tmp_path):
    path = tmp_path / "photo.jpg"
    Image.effect_noise((300, 200), 60).save(path)
    brought = calques.bring(POSTER, path)
    assert brought.corners is None
    record = calques.calque(POSTER, (), brought, lambda data: "key")
    assert record.geometry == calques.ring(calques.middle(POSTER, 300, 200))
    moved = calques.moved(record, ((0, 1), (1, 1), (1, 0), (0, 0)))
    assert (moved.uid, moved.geometry.parts[0][0][0]) == (record.uid, (0, 1))
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(Souci, match="abîmé"):
        calques.bring(POSTER, path)


def test_a_sheet_of_paper_has_no_places(tmp_path):
    source = geotiff(tmp_path / "carte.tif", chart(80, 60), (695_000.0, 6_503_000.0, 12.5, 12.5), 2154)
    assert calques.bring(replace(POSTER, crs=999_999), source).corners is None
    assert calques.bring(POSTER, source, free=True).corners is None
