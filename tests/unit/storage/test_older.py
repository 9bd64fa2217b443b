"""Posters written by an earlier version: read as they are, given the newer columns when they are written to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from app.poster.geometry import Lines, Point
from app.poster.records import Photo, Poster, Record, Trace
from app.poster.values import Frozen
from app.storage.file import PosterFile
from app.storage.lock import Lock
from app.storage.schema import TABLES, VERSION

STROKE = Trace(uid="t", geometry=Lines((((700_000.0, 6_500_000.0), (701_000.0, 6_500_500.0)),)), texte="Ici")


def older(path: Path, records: Iterable[Record], version: int = 1) -> None:
    """Write a poster as an earlier version did."""
    PosterFile.create(path, records).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in TABLES:
            if table.since > version:
                connection.execute(f'DROP TABLE "{table.name}"')
                for name in ("gpkg_contents", "gpkg_geometry_columns"):
                    connection.execute(f"DELETE FROM {name} WHERE table_name = ?", (table.name,))
                connection.execute("DELETE FROM layer_styles WHERE f_table_name = ?", (table.name,))
                continue
            for column in table.columns:
                if column.since > version:
                    connection.execute(f'ALTER TABLE "{table.name}" DROP COLUMN "{column.name}"')
        connection.execute("UPDATE choro_meta SET valeur = ? WHERE cle = 'schema_version'", (str(version),))
        connection.execute("DELETE FROM choro_meta WHERE cle IN ('styles', 'projet')")


def columns(path: Path) -> tuple[set[str], str]:
    with closing(sqlite3.connect(path)) as connection:
        names = {row[1] for row in connection.execute('PRAGMA table_info("trace")')}
        (version,) = connection.execute(
            "SELECT valeur FROM choro_meta WHERE cle = 'schema_version'"
        ).fetchone()
    return names, version


def test_an_older_poster_opens_whole_and_grows(tmp_path: Path) -> None:
    path = tmp_path / "ancien.gpkg"
    older(path, [Poster(uid="p", titre="Avant"), STROKE])
    assert columns(path) == (columns(path)[0] - {"parametres"}, "1")
    file = PosterFile.open(path)
    assert not file.read_only
    assert not file.notice
    stroke = file.document.get("t")
    assert isinstance(stroke, Trace)
    assert stroke.texte == "Ici"
    pressed = Trace(uid="u", geometry=STROKE.geometry, parametres=Frozen({"pressions": [[20, 80]]}))
    with file.document.transaction("Dessiner au crayon") as act:
        act.put(pressed)
    file.close()
    names, version = columns(path)
    assert "parametres" in names
    assert version == str(VERSION)
    again = PosterFile.open(path)
    found = again.document.get("u")
    assert isinstance(found, Trace)
    assert found.parametres == pressed.parametres
    assert again.history.cursor == 1
    again.close()


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_poster_takes_photos(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ancien.gpkg"
    older(path, [Poster(uid="p"), STROKE], version)
    file = PosterFile.open(path)
    assert (file.read_only, file.notice) == (False, "")
    photo = Photo(uid="f", geometry=Point(7e5, 6.5e6), media=file.pictures.add(b"\x89PNG and so on"))
    with file.document.transaction("Poser une image") as act:
        act.put(photo)
    file.close()
    assert columns(path)[1] == str(VERSION)
    with closing(sqlite3.connect(path)) as connection:
        for asked in (
            "SELECT data_type FROM gpkg_contents WHERE table_name = 'photo'",
            "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = 'photo'",
            "SELECT styleName FROM layer_styles WHERE f_table_name = 'photo'",
        ):
            assert connection.execute(asked).fetchone(), asked
    again = PosterFile.open(path)
    found = again.document.get("f")
    assert isinstance(found, Photo)
    assert again.pictures.get(found.media) == b"\x89PNG and so on"
    again.close()


def test_an_older_poster_that_is_open_elsewhere_is_read_and_gains_no_table(tmp_path: Path) -> None:
    path = tmp_path / "ancien.gpkg"
    older(path, [Poster(uid="p"), STROKE], 2)
    lock = Lock.take(path)
    assert lock
    before = path.read_bytes()
    file = PosterFile.open(path)
    assert file.read_only
    assert "abîmé" not in file.notice
    assert isinstance(file.document.get("t"), Trace)
    file.abandon()
    lock.release()
    assert path.read_bytes() == before


def test_a_poster_of_this_version_without_a_table_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "poster.gpkg"
    PosterFile.create(path, [Poster(uid="p")]).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE photo")
    file = PosterFile.open(path)
    assert file.read_only
    assert "abîmé" in file.notice
    file.abandon()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes to protected files")
def test_an_older_poster_that_is_protected_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ancien.gpkg"
    older(path, [Poster(uid="p"), STROKE])
    before = path.read_bytes()
    path.chmod(0o444)
    file = PosterFile.open(path)
    assert file.read_only
    assert isinstance(file.document.get("t"), Trace)
    file.abandon()
    assert path.read_bytes() == before
