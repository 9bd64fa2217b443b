"""The file is a GeoPackage that others read: the validator of GDAL, geopandas, and the page that describes it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from app.catalogue.load import shipped
from app.exports import gpkg
from app.exports.registry import Illisible, Snapshot, default_stem, export
from app.poster.geometry import Point
from app.poster.records import Mark
from app.storage import embedded, words
from app.storage.columns import SQL_TYPES
from app.storage.file import PosterFile
from app.storage.schema import FEATURE_TABLES, TABLES
from tests.unit.storage.conftest import CATALOGUE, whole

SYSTEM_PYTHON = "/usr/bin/python3"
VALIDATOR = "osgeo_utils.samples.validate_gpkg"
FORMAT = Path(__file__).resolve().parents[3] / "docs" / "format.md"


def has_validator() -> bool:
    try:
        asked = subprocess.run(
            [SYSTEM_PYTHON, "-c", f"import osgeo.ogr, {VALIDATOR}"], capture_output=True, check=False
        )
    except OSError:
        return False
    return asked.returncode == 0


@pytest.fixture
def copy(poster, tmp_path):
    """Give the path of the clean copy of a poster with one of everything."""
    path = tmp_path / f"{default_stem(poster.document.poster)}.gpkg"
    export(Snapshot(dict(poster.document.records), CATALOGUE), path)
    return path


@pytest.mark.skipif(
    not has_validator(), reason="GDAL's validate_gpkg (Debian: python3-gdal) is not installed"
)
def test_gdal_finds_it_valid(poster, copy):
    with poster.document.transaction("Poser") as act:
        act.put(Mark(uid="x", picto="hopital", geometry=Point(7e5, 6.5e6)))
    poster.close()
    for path in (poster.path, copy):
        said = subprocess.run(
            [SYSTEM_PYTHON, "-m", VALIDATOR, "-k", "--warning-as-error", str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (said.returncode, said.stdout.strip(), said.stderr.strip()) == (0, "", "")


def test_geopandas_reads_every_layer(poster, copy):
    import geopandas
    import pyogrio

    poster.close()
    for path in (poster.path, copy):
        listed = dict(pyogrio.list_layers(path))
        public = {table.name for table in TABLES if not table.private}
        assert set(listed) == public | {"layer_styles"}
        for table in FEATURE_TABLES:
            frame = geopandas.read_file(path, layer=table.name)
            assert len(frame) > 0, table.name
            assert frame.crs.to_epsg() == 2154
            assert frame.geometry.dropna().is_valid.all()
            assert set(frame.columns) == {column.name for column in table.columns} | {"geometry"}


def test_the_copy_names_nobody_and_remembers_nothing(poster, copy):
    data = copy.read_bytes()
    for word in ("Zoé", "Aliénor"):
        assert word.encode() in poster.path.read_bytes()
        assert word.encode() not in data
    opened = PosterFile.open(copy, catalogue=CATALOGUE)
    assert (opened.notice, opened.history.acts) == ("", ())
    assert dict(opened.document.records) == gpkg.cleaned(dict(poster.document.records))
    opened.close()


def test_the_copy_says_what_it_is(poster, copy):
    assert copy.name == "livradois_groupe-3_2026-03-12.gpkg"
    text = gpkg.metadata(poster.document.poster, "2026-03-13")
    for said in (gpkg.LINEAGE, gpkg.LICENCE, "Ambert tient par ses bourgs", "Groupe 3", "2026-03-12"):
        assert said in text
    assert text.encode() in copy.read_bytes() or text[:200].encode() in copy.read_bytes()


@pytest.mark.parametrize(
    "spoil", ["DELETE FROM picto_point", "UPDATE postit SET voix = 'Zoé'", "DROP TABLE nom"]
)
def test_a_spoilt_copy_is_noticed(copy, spoil):
    import sqlite3
    from contextlib import closing

    gpkg.check(copy, gpkg.GpkgOptions())
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute(spoil if not spoil.startswith("DELETE") else "UPDATE picto_point SET geom = X'00'")
    with pytest.raises(Illisible):
        gpkg.check(copy, gpkg.GpkgOptions())


def test_a_poster_carries_its_pictograms(tmp_path):
    start = [record for record in whole() if not isinstance(record, Mark)]
    marks = [
        Mark(uid=f"p{rank}", picto=key, geometry=Point(7e5 + rank, 6.5e6))
        for rank, key in enumerate(sorted(shipped()))
    ]
    file = PosterFile.create(tmp_path / "tout.gpkg", [*start, *marks])
    file.close()
    alone = PosterFile.open(tmp_path / "tout.gpkg", catalogue={})
    assert set(alone.pictograms) == set(shipped())
    for key, picto in shipped().items():
        carried = alone.pictograms[key]
        assert (carried.name, carried.brushes, carried.example) == (picto.name, picto.brushes, picto.example)
        assert (carried.glyph is None) == (picto.glyph is None)
        assert embedded.packed(carried) == embedded.packed(picto)
        assert carried.parameters == picto.parameters
    alone.close()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"key": 1}', b"\xff", b'{"brushes": [["point", "magie", {}]]}']
)
def test_a_strange_pictogram_is_refused(data):
    with pytest.raises(ValueError):
        embedded.unpacked(data)


def described() -> dict[str, dict[str, str]]:
    """Return the tables of ``docs/format.md``: name → column → type."""
    found: dict[str, dict[str, str]] = {}
    for section in re.split(r"^### ", FORMAT.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        names = re.findall(r"`(\w+)`", section.splitlines()[0])
        columns = dict(re.findall(r"^\| `(\w+)` \| (\w+) \|", section, flags=re.MULTILINE))
        for name in names:
            found[name] = columns
    return found


def test_the_page_describes_every_table_and_column():
    expected = {
        table.name: {column.name: SQL_TYPES[column.kind] for column in table.columns} for table in TABLES
    }
    assert described() == expected


def test_the_page_lists_every_value():
    page = FORMAT.read_text("utf-8")
    for name, values in vars(words).items():
        if name.isupper():
            for value, label in values:
                assert f"`{value}` {label}" in page, (name, value)
