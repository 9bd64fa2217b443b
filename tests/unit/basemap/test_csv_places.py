"""Tables with places, as spreadsheets and open data portals write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.basemap.vectors import csv_places
from app.i18n import Souci


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> csv_places.Places:
    path = tmp_path / "lieux.csv"
    path.write_bytes(text.encode(encoding))
    return csv_places.read(path)


@pytest.mark.parametrize(
    ("text", "epsg"),
    [
        ("nom,longitude,latitude\nAmbert,3.74,45.55\n", 4326),
        ("nom;lat;lon\nAmbert;45,55;3,74\n", 4326),
        ("nom\tLAT\tLONG\nAmbert\t45.55\t3.74\n", 4326),
        ('nom;"Coordonnées GPS"\nAmbert;"45.55, 3.74"\n', 4326),
        ("nom;geo_point_2d\nAmbert;45.55,3.74\n", 4326),
        ("nom;wkt\nAmbert;POINT (3.74 45.55)\n", None),
        ('nom;geom\nAmbert;"SRID=4326;POINT (3.74 45.55)"\n', 4326),
        ('nom;geo_shape\nAmbert;"{""type"": ""Point"", ""coordinates"": [3.74, 45.55]}"\n', 4326),
    ],
)
def test_places_are_found(tmp_path: Path, text: str, epsg: int | None) -> None:
    found = read(tmp_path, text)
    assert found.epsg == epsg
    assert [(round(shape.x, 2), round(shape.y, 2)) for shape in found.shapes] == [(3.74, 45.55)]
    assert found.columns[found.fields.index("nom")] == ["Ambert"]


def test_metres_say_no_system_and_thousands_are_spaced(tmp_path: Path) -> None:
    found = read(tmp_path, "nom;X;Y\nA;757\u202f500,5;6 494 000\n")
    assert found.epsg is None
    assert (found.shapes[0].x, found.shapes[0].y) == (757500.5, 6494000.0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets_are_read(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "Libellé;lat;lon\nCunlhat – Église;45,6;3,5\n", encoding)
    assert found.columns[0] == ["Cunlhat – Église"]


def test_a_row_without_a_place_is_kept_without_one(tmp_path: Path) -> None:
    found = read(tmp_path, "nom,lat,lon\nA,45.5,3.7\nB,,\nC,nord,3\nD\n")
    assert [shape is None for shape in found.shapes] == [False, True, True, True]


@pytest.mark.parametrize("text", ["nom,population\nAmbert,6500\n", "\n\n", "nom\n"])
def test_a_table_without_places_is_refused_in_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(Souci, match="coordonnées"):
        read(tmp_path, text)


def test_a_table_is_parsed_once_and_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nom;lon;lat\nAmbert;3,74;45,55\n", "utf-8")
    first = csv_places.read(path)
    assert csv_places.read(path) is first
    path.write_text("nom;lon;lat\nAmbert;3,74;45,55\nArlanc;3,72;45,41\n", "utf-8")
    assert len(csv_places.read(path).shapes) == 2
