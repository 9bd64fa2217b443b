"""What a file is, by its first bytes, and what is said of those that cannot be read."""

from __future__ import annotations

import os
import sqlite3
import struct
import zipfile
from pathlib import Path

import pytest

from app import paths
from app.basemap.brought.kinds import kind_of
from app.i18n import Souci
from tests.unit.basemap.vector_files import tiles_only


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def archive(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as out:
        for name in names:
            out.writestr(name, "x")
    return path


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.geojson", b' \n{"type": "Feature"}', "vecteur"),
        ("a.txt.bin", b'\xef\xbb\xbf{"type": "Topology"}', "vecteur"),
        ("a.kml", b'<?xml version="1.0"?><!-- a > b --><kml:kml xmlns:kml="x">', "vecteur"),
        ("a.gpx", b"<gpx>", "vecteur"),
        ("a.fgb", b"fgb\x03fgb\x00", "vecteur"),
        ("a.shp", b"\0\0\x27\x0a" + bytes(96), "vecteur"),
        ("a.csv", "nom;lat;lon\nAmbert;45,5;3,7".encode("utf-16"), "vecteur"),
        ("a.csv", b"nom;lat;lon\n\xe9;1;2", "vecteur"),
        ("a.png", b"\x89PNG\r\n\x1a\n....", "image"),
        ("photo", b"\xff\xd8\xff\xe0", "image"),
        ("a.tif", b"MM\0+\0\0", "image"),
        ("a.webp", b"RIFF....WEBPVP8 ", "image"),
        ("a.gif", b"GIF89a", "image"),
        ("a.bmp", b"BM\x36\0\x0c\0\0\0\0\0", "image"),
        ("a.csv", b"BMX;lat;lon\nAmbert;45.5;3.7", "vecteur"),
        ("a.pdf", b"\n%PDF-1.7", "pdf"),
    ],
)
def test_a_kind_is_told_by_the_first_bytes(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    assert kind_of(written(tmp_path, name, data)) == kind


def test_pictures_in_a_geopackage_are_tiles(tmp_path: Path) -> None:
    assert kind_of(tiles_only(tmp_path / "fond.gpkg")) == "tuiles"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.gpkg", b"", "est vide"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\x04", "archive 7z"),
        ("a.rar", b"Rar!\x1a\x07\0", "archive RAR"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        ("a.svg", b'<?xml version="1.0"?><svg xmlns="x">', "dessin SVG"),
        ("a.qgs", b"<!DOCTYPE qgis PUBLIC 'x'>\n<qgis version='3'>", "projet QGIS"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        ("a.dbf", b"\x03\x5f\x07\x1a" + bytes(60), r"apportez le\s+fichier .shp"),
        ("a.shx", b"\0\0\x27\x0a" + bytes(96), r"apportez le\s+fichier .shp"),
        ("a.dwg", b"AC1032" + bytes(60), "AutoCAD"),
        ("a.gml", b"<gml:FeatureCollection>", "GML"),
        ("a.jxl", b"\xff\x0a\xfa", "image JPEG XL"),
        ("a.ecw", b"e\0\0\0\0", "image ECW"),
        ("a.gpkg", b"SQLite format 3\0" + bytes(84), "ne se lit pas"),
        ("a.zip", b"PK\x03\x04" + bytes(60), "ne se lit pas"),
        ("a.geojson", b"\x00\x01\x02\x03", "ne se lit pas"),
        ("a.exe", b"MZ\x90\0", "n’est pas une carte"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(Souci, match=words) as caught:
        kind_of(written(tmp_path, name, data))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("[Content_Types].xml", "xl/workbook.xml"), "document Excel"),
        (("[Content_Types].xml", "word/document.xml"), "document Word"),
        (("mimetype", "content.xml"), "LibreOffice"),
        (("carte.qgs", "carte.qgd"), "projet QGIS"),
        (("photo.jpg",), "ne contient pas de carte"),
    ],
)
def test_what_a_zip_is_comes_from_what_it_holds(tmp_path: Path, names: tuple[str, ...], words: str) -> None:
    with pytest.raises(Souci, match=words):
        kind_of(archive(tmp_path / "a.zip", *names))
    assert kind_of(archive(tmp_path / "b.zip", "x/communes.shp", "x/communes.dbf")) == "vecteur"


def test_a_password_is_seen(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", "communes.geojson")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    path.write_bytes(data)
    with pytest.raises(Souci, match="mot de passe"):
        kind_of(path)


def test_an_endless_zip_is_not_listed(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", "a.geojson")
    data = bytearray(path.read_bytes())
    struct.pack_into("<HH", data, data.index(b"PK\x05\x06") + 8, 0xFFFE, 0xFFFE)
    path.write_bytes(data)
    with pytest.raises(Souci, match="trop de fichiers"):
        kind_of(path)


def test_a_folder_a_poster_and_nothing(tmp_path: Path) -> None:
    (tmp_path / "parcs.gdb").mkdir()
    for path, words in (
        (tmp_path, "est un dossier"),
        (tmp_path / "parcs.gdb", "géodatabase"),
        (tmp_path / "absent.shp", "n’existe pas"),
        (paths.resource("samples", "ambert-livradois-forez.gpkg"), "poster de Chorographe"),
    ):
        with pytest.raises(Souci, match=words):
            kind_of(path)


def test_a_geopackage_whose_contents_never_end_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT 'a' AS data_type FROM n"
    with sqlite3.connect(path) as db:
        db.execute(f"CREATE VIEW gpkg_contents AS {endless}")
    db.close()
    with pytest.raises(Souci, match="ne se lit pas"):
        kind_of(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.gpkg")
    with pytest.raises(Souci, match="ne peut pas être lu"):
        kind_of(tmp_path / "a.gpkg")
