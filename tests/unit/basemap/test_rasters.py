"""Pictures that people bring: what each kind holds, where it lies, and one sentence for what cannot be read."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.basemap.rasters import tasks
from app.i18n import Souci
from tests.unit.basemap.raster_files import HALF, chart, geotiff, mbtiles, pdf, png, quarters, tiled

CORPUS = Path(os.environ.get("CHOROGRAPHE_CORPUS", Path(__file__).resolve().parents[4] / "shared" / "corpus"))
RED, GREEN, BLUE, YELLOW = (200, 30, 40), (30, 150, 70), (30, 70, 180), (250, 220, 40)


def look(path: Path, **more):
    values, blobs = tasks.look({"path": str(path), **more}, lambda part: None)
    return values, Image.open(io.BytesIO(blobs[0]))


def taken(path: Path, **more):
    values, blobs = tasks.picture({"path": str(path), **more}, lambda part: None)
    made = Image.open(io.BytesIO(blobs[0]))
    made.load()
    assert made.size == (values["width"], values["height"])
    assert made.format in ("PNG", "JPEG")
    return values, made


def near(picture: Image.Image, at: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    """Return whether a place of a picture, as parts of its sides, has nearly a colour."""
    found = picture.convert("RGB").getpixel((int(at[0] * picture.width), int(at[1] * picture.height)))
    return max(abs(one - other) for one, other in zip(found, colour, strict=True)) < 30


def quartered(picture: Image.Image) -> bool:
    places = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
    return all(near(picture, *each) for each in zip(places, (RED, GREEN, BLUE, YELLOW), strict=True))


def expectations() -> list[tuple[str, bool]]:
    index = CORPUS / "INDEX.csv"
    if not index.exists():
        return []
    with index.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "raster"]
    return [(row["file"], row["expected"].startswith("opens")) for row in rows]


@pytest.mark.skipif(not expectations(), reason="the folder of files that people really have is not here")
def test_files_that_people_have_open_or_are_refused_in_one_sentence():
    wrong = []
    for name, opens in expectations():
        try:
            values, small = look(CORPUS / name)
            fine = opens and max(small.size) <= tasks.THUMBNAIL and values["pages"]
        except Souci as souci:
            fine = not opens and Path(name).name in str(souci) and "\n" not in str(souci)
        if not fine:
            wrong.append(name)
    assert not wrong


@pytest.mark.skipif(not expectations(), reason="the folder of files that people really have is not here")
@pytest.mark.parametrize("turn", [1, 3, 4, 5, 8])
def test_photographs_stand_upright(turn):
    first = taken(CORPUS / "raster/exif_photos/Landscape_1.jpg")[1].resize((90, 60)).convert("L")
    other = taken(CORPUS / f"raster/exif_photos/Landscape_{turn}.jpg")[1].resize((90, 60)).convert("L")
    assert np.abs(np.asarray(first, int) - np.asarray(other, int)).mean() < 5


def test_a_geotiff_lies_where_it_says(tmp_path):
    place = (700_000.0, 6_600_000.0, 10.0, 10.0)
    for point in (False, True):
        path = geotiff(tmp_path / f"{point}.tif", chart(400, 300), place, 2154, point=point)
        values, small = look(path)
        assert (values["crs"], values["placed"], values["guesses"]) == ("EPSG:2154", True, [])
        assert values["extent"] == pytest.approx((700_000, 6_597_000, 704_000, 6_600_000))
        assert quartered(small)
        values, made = taken(path, crs=2154)
        assert np.allclose(
            values["corners"],
            [(700_000, 6_600_000), (704_000, 6_600_000), (704_000, 6_597_000), (700_000, 6_597_000)],
            atol=1e-6,
        )
        assert quartered(made)


def test_only_what_the_map_needs_is_taken(tmp_path):
    path = geotiff(tmp_path / "a.tif", chart(1000, 1000), (700_000.0, 6_600_000.0, 10.0, 10.0), 2154)
    values, made = taken(path, crs=2154, box=[700_500, 6_598_000, 701_500, 6_599_000], pixel=20.0)
    west, north = values["corners"][0]
    east, south = values["corners"][2]
    assert west <= 700_500
    assert east >= 701_500
    assert south <= 6_598_000
    assert north >= 6_599_000
    assert (east - west, north - south) < (1_200, 1_200)
    assert made.width == pytest.approx((east - west) / 20, abs=1)
    with pytest.raises(Souci, match="ailleurs"):
        taken(path, crs=2154, box=[900_000, 6_598_000, 901_000, 6_599_000])


@pytest.mark.parametrize(
    ("suffix", "world"),
    [("png", ".pgw"), ("png", ".PNGW"), ("jpg", ".jgw"), ("tif", ".tfw"), ("png", ".wld")],
)
def test_a_world_file_tells_the_middle_of_the_first_pixel(tmp_path, suffix, world):
    path = tmp_path / f"plan.{suffix}"
    chart(200, 100).save(path)
    # As a program that speaks French writes it.
    path.with_suffix(world).write_text("5,0\n0\n0\n-5,0\n700002,5\n6599997,5\n", encoding="utf-8")
    values, _ = look(path)
    assert values["extent"] == pytest.approx((700_000, 6_599_500, 701_000, 6_600_000))
    assert values["crs"] == ""
    assert values["guesses"][0]["epsg"] == 2154
    with pytest.raises(Souci, match="système de coordonnées"):
        taken(path, crs=2154)
    values, made = taken(path, crs=2154, source_crs="EPSG:2154")
    assert values["corners"][0] == pytest.approx((700_000, 6_600_000))
    assert quartered(made)
    assert taken(path, crs=2154, free=True)[0]["corners"] is None


def test_what_lies_beside_says_the_crs(tmp_path):
    import pyproj

    path = tmp_path / "plan.png"
    chart(200, 100).save(path)
    path.with_suffix(".pgw").write_text("5\n0\n0\n-5\n700002.5\n6599997.5\n")
    path.with_suffix(".prj").write_text(pyproj.CRS.from_epsg(2154).to_wkt("WKT1_ESRI"))
    assert look(path)[0]["crs"] == "EPSG:2154"
    path.with_suffix(".prj").write_text("no CRS at all")
    assert look(path)[0]["crs"] == ""
    path.with_suffix(".prj").unlink()
    path.with_suffix(".pgw").unlink()
    (tmp_path / "plan.png.aux.xml").write_text(
        "<PAMDataset><SRS>EPSG:2154</SRS><GeoTransform>700000, 5, 0, 6600000, 0, -5</GeoTransform></PAMDataset>"
    )
    values, _ = look(path)
    assert (values["crs"], values["extent"][0]) == ("EPSG:2154", 700_000)
    (tmp_path / "plan.png.aux.xml").write_text('<!DOCTYPE a [<!ENTITY b "c">]><PAMDataset>&b;</PAMDataset>')
    assert look(path)[0]["placed"] is False


def test_tiles_of_mbtiles(tmp_path):
    tiles = [(zoom, column, 2**zoom - 1 - row, data) for zoom, column, row, data in quarters(chart(512, 512))]
    values, small = look(mbtiles(tmp_path / "a.mbtiles", tiles, name="Le monde", attribution="Nous"))
    assert (values["kind"], values["crs"], values["credits"]) == ("mbtiles", "EPSG:3857", "Nous")
    assert values["extent"] == pytest.approx((-HALF, -HALF, HALF, HALF))
    assert quartered(small)
    box = [650_000, 6_400_000, 750_000, 6_500_000]
    values, made = taken(tmp_path / "a.mbtiles", crs=2154, box=box, pixel=100.0)
    assert near(made, (0.5, 0.5), GREEN)  # north of the equator, east of Greenwich
    assert values["remarks"], "two pixels for a département are blurred"


def test_tiles_without_their_neighbours_are_clear(tmp_path):
    tiles = [(6, 32, 40, png(Image.new("RGB", (256, 256), "#C81E28")))]
    path = mbtiles(tmp_path / "a.mbtiles", tiles)
    values, _ = look(path)
    assert (values["width"], values["height"]) == (256, 256)
    made = taken(path, crs=2154, box=[100_000, 6_000_000, 1_200_000, 7_100_000])[1]
    assert made.mode == "RGBA"
    assert made.getchannel("A").getextrema() == (0, 255)


def test_tiles_of_a_geopackage(tmp_path):
    path = tiled(tmp_path / "a.gpkg", quarters(chart(512, 512)), 700_000.0, 6_600_000.0, 10.0)
    values, small = look(path)
    assert (values["kind"], values["crs"], values["pages"][0]["nom"]) == ("gpkg", "EPSG:2154", "Le plan")
    assert values["extent"] == pytest.approx((700_000, 6_594_880, 705_120, 6_600_000))
    assert quartered(small)
    values, made = taken(path, crs=2154, box=[701_000, 6_596_000, 704_000, 6_599_000], pixel=5.0)
    assert values["corners"][0][0] <= 701_000
    assert near(made, (0.1, 0.1), RED)
    assert near(made, (0.9, 0.9), BLUE)


def test_pages_of_a_pdf(tmp_path):
    path = pdf(tmp_path / "a.pdf", [(595, 842, "1 0 0"), (420, 297, "0 0 1")])
    values, small = look(path)
    assert [each["nom"] for each in values["pages"]] == ["Page 1", "Page 2"]
    assert (values["width"], values["height"]) == (2479, 3508)
    assert near(small, (0.5, 0.5), (255, 0, 0))
    values, made = taken(path, page=1, crs=2154)
    assert values["nom"] == "a, Page 2"
    assert values["corners"] is None
    assert made.size == (1750, 1238)
    assert near(made, (0.5, 0.5), (0, 0, 255))
    with pytest.raises(Souci, match="page"):
        look(path, page=2)
    with pytest.raises(Souci, match="mot de passe"):
        look(pdf(tmp_path / "b.pdf", [(595, 842, "1 0 0")], locked=True))


def test_pages_of_a_tiff_and_its_reduced_copies(tmp_path):
    path = tmp_path / "a.tif"
    chart(800, 600).save(
        path,
        save_all=True,
        append_images=[Image.new("L", (300, 200), 90), Image.new("RGB", (50, 40), "white")],
    )
    values, _ = look(path)
    assert [(each["width"], each["height"]) for each in values["pages"]] == [(800, 600), (300, 200), (50, 40)]
    assert near(taken(path, page=1)[1], (0.5, 0.5), (90, 90, 90))
    assert quartered(taken(path)[1])


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_way_to_write_colours(tmp_path, mode):
    picture = chart(300, 200)
    made = picture.convert("L").convert(mode) if mode == "I;16" else picture.convert(mode)
    path = tmp_path / "a.tif"
    made.save(path)
    assert taken(path)[1].size == (300, 200)


def test_altitudes_are_shaded_and_nothing_is_clear(tmp_path):
    y, x = np.mgrid[0:200, 0:200]
    heights = (400 * np.exp(-((x - 100) ** 2 + (y - 100) ** 2) / 2500)).astype(np.float32)
    heights[:20] = -9999
    path = geotiff(
        tmp_path / "mnt.tif",
        Image.fromarray(heights),
        (7e5, 6.6e6, 25.0, 25.0),
        2154,
        nodata="-9999",
        compression=None,
    )
    made = taken(path, crs=2154)[1]
    assert made.mode == "RGBA"
    alpha = np.asarray(made.getchannel("A"))
    assert alpha[:18].max() == 0
    assert alpha[25:].min() == 255
    grey = np.asarray(made.convert("L"), float)
    assert grey[70, 70] > grey[130, 130] + 30, "the light comes from the north-west"
    assert grey[190, 190] > 215, "flat ground is pale"


def test_nothing_of_eight_bits_is_clear(tmp_path):
    picture = chart(200, 200)
    picture.paste("white", (0, 0, 200, 50))
    path = geotiff(tmp_path / "a.tif", picture, (7e5, 6.6e6, 10.0, 10.0), 2154, nodata="255")
    alpha = np.asarray(taken(path, crs=2154)[1].getchannel("A"))
    assert alpha[:48].max() == 0
    assert alpha[52:].min() == 255


def test_what_is_kept_carries_nothing_of_who_made_it(tmp_path):
    from PIL.ExifTags import Base

    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[Base.Artist], exif[Base.Orientation] = "Zoé Martin", 6
    rng = np.random.default_rng(1)
    Image.fromarray(rng.integers(0, 255, (100, 200, 3), np.uint8)).save(path, exif=exif)
    _, blobs = tasks.picture({"path": str(path)}, lambda part: None)
    assert b"Zo" in path.read_bytes()
    assert b"Martin" not in blobs[0]
    made = Image.open(io.BytesIO(blobs[0]))
    assert (made.size, dict(made.getexif())) == ((100, 200), {})


def test_sources_are_never_touched(tmp_path):
    files = [
        geotiff(tmp_path / "a.tif", chart(50, 40), (7e5, 6.6e6, 10.0, 10.0), 2154),
        mbtiles(tmp_path / "b.mbtiles", [(0, 0, 0, png(chart(256, 256)))]),
        tiled(tmp_path / "c.gpkg", quarters(chart(512, 512)), 7e5, 6.6e6, 10.0),
        pdf(tmp_path / "d.pdf", [(595, 842, "1 0 0")]),
    ]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    for path in files:
        path.chmod(0o444)
        look(path)
        taken(path)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before
