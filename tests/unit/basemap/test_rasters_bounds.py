"""Whatever a file promises, memory and time stay bounded; whatever is wrong with it, one sentence says so."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app import apart
from app.basemap.rasters import developing, refusals, tasks, warping
from app.i18n import Souci
from app.painting import images
from app.storage import pictures
from tests.unit.basemap.raster_files import chart, geotiff, mbtiles, pdf, png, quarters, tiled

#: Megabytes that reading a photograph of 50 million pixels may take, Python and libraries included.
MEMORY = 420


def look(path: Path) -> None:
    tasks.look({"path": str(path)}, lambda part: None)


def take(path: Path, **more: object) -> tuple[dict, list[bytes]]:
    return tasks.picture({"path": str(path), **more}, lambda part: None)


def bomb(path: Path, width: int, height: int) -> Path:
    """Write a PNG whose header promises more than it holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(200_000), 9)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize("size", [(50_000, 50_000), (70_000, 2), (13_000, 13_000)])
def test_bombs_are_refused_by_their_header(tmp_path, monkeypatch, size):
    path = bomb(tmp_path / "a.png", *size)
    monkeypatch.setattr(developing, "_strips", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(Souci, match="trop grand"):
        look(path)


def test_a_tile_that_is_a_bomb_is_refused(tmp_path):
    data = bomb(tmp_path / "a.png", 40_000, 40_000).read_bytes()
    with pytest.raises(Souci, match="trop grand"):
        look(mbtiles(tmp_path / "a.mbtiles", [(0, 0, 0, data)]))


def test_a_hole_of_zooms_is_not_filled_with_millions_of_tiles(tmp_path):
    tile = png(chart(256, 256))
    path = mbtiles(
        tmp_path / "a.mbtiles", [(0, 0, 0, tile), (18, 0, 0, tile), (18, 2**18 - 1, 2**18 - 1, tile)]
    )
    look(path)


@pytest.mark.parametrize(
    ("name", "head", "word"),
    [
        ("a.heic", b"\0\0\0\x18ftypheic", "HEIC"),
        ("a.avif", b"\0\0\0\x18ftypavif", "AVIF"),
        ("a.jp2", b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
        ("a.ecw", b"e\0\0\0\0", "ECW"),
        ("a.sid", b"msid\4", "MrSID"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "archive"),
        ("a.svg", b"<svg xmlns='a'/>", "SVG"),
        ("a.xyz", b"anything", "une image"),
        ("a.png", b"", "vide"),
        ("a.tif", b"II*\0\x08\0\0\0\0\0", "abîmé"),
        ("a.mbtiles", b"SQLite format 3\0" + bytes(200), "abîmé"),
        ("a.gpkg", b"SQLite format 3\0" + bytes(200), "abîmé"),
        ("a.pdf", b"%PDF-1.4\nnothing", "abîmé"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "abîmé"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "abîmé"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(tmp_path, name, head, word):
    path = tmp_path / name
    path.write_bytes(head)
    with pytest.raises(Souci, match=word) as said:
        look(path)
    assert name in str(said.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(Souci, match="n’existe pas"):
        look(tmp_path / "a.png")
    with pytest.raises(Souci, match="est un dossier"):
        look(tmp_path)


def test_vector_tiles_are_said(tmp_path):
    data = b"\x1f\x8b" + bytes(50)
    for said in ({"format": "pbf"}, {}):
        path = tmp_path / f"{len(said)}.mbtiles"
        with pytest.raises(Souci, match="vectorielles"):
            look(mbtiles(path, [(0, 0, 0, data)], **said))


def test_a_geopackage_without_tiles_is_said(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "a.gpkg") as connection:
        connection.execute("CREATE TABLE gpkg_contents (table_name TEXT)")
    connection.close()
    with pytest.raises(Souci, match="ne contient pas d’images"):
        look(tmp_path / "a.gpkg")


def made(folder: Path) -> list[Path]:
    noise = np.random.default_rng(4).integers(0, 255, (90, 120, 3), np.uint8)
    photo = folder / "a.jpg"
    Image.fromarray(noise).save(photo)
    webp = folder / "b.webp"
    Image.fromarray(noise).save(webp)
    return [
        photo,
        webp,
        geotiff(folder / "c.tif", Image.fromarray(noise), (7e5, 6.6e6, 10.0, 10.0), 2154),
        mbtiles(folder / "d.mbtiles", [(0, 0, 0, png(Image.fromarray(noise)))]),
        tiled(folder / "e.gpkg", quarters(chart(512, 512)), 7e5, 6.6e6, 10.0),
        pdf(folder / "f.pdf", [(595, 842, "1 0 0")]),
    ]


def said(read: Callable[[], object], path: Path) -> str:
    """Return the sentence of a refusal, the name of the file where it was read."""
    try:
        read()
    except Souci as souci:
        return str(souci)
    return path.name


def test_half_a_file_is_refused_or_read(tmp_path):
    for path in made(tmp_path):
        whole = path.read_bytes()
        for share in (0.2, 0.5, 0.9):
            cut = tmp_path / f"cut{path.suffix}"
            cut.write_bytes(whole[: int(share * len(whole))])
            assert cut.name in said(lambda cut=cut: look(cut), cut)


def test_a_hundred_spoilt_files_are_refused_or_read(tmp_path):
    """In the process apart, as people's files are: whatever it does, there is an answer or one sentence."""
    dice = random.Random(5)
    files = made(tmp_path)
    with apart.Reader() as reader:
        for rank in range(100):
            path = files[rank % len(files)]
            data = bytearray(path.read_bytes())
            for _ in range(dice.choice((1, 4, 40))):
                data[dice.randrange(len(data))] = dice.randrange(256)
            spoilt = tmp_path / f"spoilt{path.suffix}"
            spoilt.write_bytes(data)
            for task in ("rasters.look", "rasters.picture"):
                asked = {"path": str(spoilt), "crs": 2154}
                sentence = said(lambda task=task, asked=asked: reader.ask(task, asked, seconds=20), spoilt)
                assert spoilt.name in sentence
                assert "\n" not in sentence


MEASURE = """
import sys
from app.basemap.rasters import tasks
values, blobs = tasks.picture({"path": sys.argv[1], "crs": 2154}, lambda part: None)
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(values["width"], values["height"], len(blobs[0]), peak // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says what a process took at most")
def test_a_photograph_of_fifty_million_pixels_takes_bounded_memory(tmp_path):
    path = tmp_path / "a.jpg"
    chart(8160, 6144).save(path)
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    ).stdout.split()
    width, height, size, memory = map(int, said)
    assert width * height <= warping.PIXELS
    assert width * height > 0.98 * warping.PIXELS
    assert size <= tasks.MOST_BYTES
    assert memory < MEMORY, f"{memory} MB"


def test_a_heavy_picture_is_made_smaller(monkeypatch):
    noise = Image.fromarray(np.random.default_rng(2).integers(0, 255, (600, 800, 3), np.uint8))
    monkeypatch.setattr(tasks, "MOST_BYTES", 200_000)
    made, data = tasks.encoded(noise)
    assert len(data) <= 200_000
    assert made.width < 800
    assert data.startswith(b"\xff\xd8\xff")


def test_what_is_taken_is_what_a_poster_keeps_and_paints():
    assert tasks.MOST_BYTES == pictures.MOST_BYTES
    assert warping.PIXELS <= images.MOST_PIXELS
    assert warping.SIDE <= images.MOST_SIDE
    assert 4 * warping.PIXELS * 2 <= images.SCREEN, "two of them are kept: no tile decodes them again"
    assert 4 * warping.PIXELS * 2 <= images.EXPORT


def test_every_kind_has_its_sentence():
    other = str(refusals.sentence("nothing of the kind", "a"))
    for word in ("large", "damaged", "bands", "elevation", "crs", "elsewhere", "no_page"):
        assert str(refusals.sentence(word, "a")) != other
