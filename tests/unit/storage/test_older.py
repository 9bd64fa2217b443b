"""Posters written by an earlier version: read as they are, given the newer columns when they are written to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from app.poster.geometry import Lines
from app.poster.records import Poster, Record, Trace
from app.poster.values import Frozen
from app.storage.file import PosterFile
from app.storage.schema import TABLES, VERSION

STROKE = Trace(uid="t", geometry=Lines((((700_000.0, 6_500_000.0), (701_000.0, 6_500_500.0)),)), texte="Ici")


def older(path: Path, records: Iterable[Record]) -> None:
    """Write a poster as the first version did."""
    PosterFile.create(path, records).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in TABLES:
            for column in table.columns:
                if column.since > 1:
                    connection.execute(f'ALTER TABLE "{table.name}" DROP COLUMN "{column.name}"')
        connection.execute("UPDATE choro_meta SET valeur = '1' WHERE cle = 'schema_version'")


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
