"""Files that are no posters, posters that are hurt, and disks that refuse: one calm sentence, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from app.i18n import Souci
from app.storage.file import PosterFile
from tests.unit.storage.conftest import CATALOGUE, whole


def geopackage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE gpkg_contents (table_name TEXT)")


def test_no_such_file(tmp_path):
    with pytest.raises(Souci, match="n’existe pas"):
        PosterFile.open(tmp_path / "absent.gpkg", catalogue={})


@pytest.mark.parametrize(
    "text", [b"Bonjour, ceci est un texte.\n" * 20, b"PK\x03\x04", b"SQLite format 3\x00"]
)
def test_a_text_named_gpkg(tmp_path, text):
    path = tmp_path / "texte.gpkg"
    path.write_bytes(text)
    with pytest.raises(Souci, match="pas un poster"):
        PosterFile.open(path, catalogue={})
    assert path.read_bytes() == text


def test_an_empty_file_and_a_folder(tmp_path):
    (tmp_path / "vide.gpkg").touch()
    (tmp_path / "dossier.gpkg").mkdir()
    with pytest.raises(Souci, match="vide"):
        PosterFile.open(tmp_path / "vide.gpkg", catalogue={})
    with pytest.raises(Souci, match="ne peut pas être lu"):
        PosterFile.open(tmp_path / "dossier.gpkg", catalogue={})


def test_a_geopackage_of_somebody_else(tmp_path):
    geopackage(tmp_path / "autre.gpkg")
    before = (tmp_path / "autre.gpkg").read_bytes()
    with pytest.raises(Souci, match="pas un poster"):
        PosterFile.open(tmp_path / "autre.gpkg", catalogue={})
    assert (tmp_path / "autre.gpkg").read_bytes() == before


def test_a_view_in_the_place_of_a_table_is_not_read(poster):
    poster.close()
    with closing(sqlite3.connect(poster.path)) as connection, connection:
        connection.execute("ALTER TABLE nom RENAME TO ailleurs")
        connection.execute("CREATE VIEW nom AS SELECT * FROM ailleurs")
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert again.read_only
    assert "abîmé" in again.notice
    assert "k1" not in again.document.records
    assert "m1" in again.document.records


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_short(poster, share):
    poster.close()
    data = poster.path.read_bytes()
    cut = data[: int(len(data) * share)]
    poster.path.write_bytes(cut)
    try:
        again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    except Souci:
        assert share < 0.5
    else:
        assert again.read_only
        assert "abîmé" in again.notice
        assert again.document.poster.titre == "Ambert tient par ses bourgs"
    assert poster.path.read_bytes() == cut


def test_damaged_pages_anywhere_are_a_sentence(poster):
    poster.close()
    data = poster.path.read_bytes()
    opened = 0
    for page in range(0, len(data) // 4096, 3):
        hurt = bytearray(data)
        hurt[page * 4096 + 100 : page * 4096 + 900] = os.urandom(800)
        poster.path.write_bytes(hurt)
        try:
            again = PosterFile.open(poster.path, catalogue=CATALOGUE)
        except Souci:
            continue
        opened += 1
        again.abandon()
    assert opened


def test_a_newer_version_is_read_only(poster):
    poster.close()
    with closing(sqlite3.connect(poster.path)) as connection, connection:
        connection.execute("UPDATE choro_meta SET valeur = '99' WHERE cle = 'schema_version'")
        connection.execute("ALTER TABLE picto_point ADD COLUMN nouveaute TEXT")
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert again.read_only
    assert "plus récente" in again.notice
    assert len(again.document.records) == len(whole())


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "fichier").write_text("je suis un fichier")
    with pytest.raises(Souci, match="dossier"):
        PosterFile.create(tmp_path / "fichier" / "poster.gpkg", whole(), catalogue=CATALOGUE)
    with pytest.raises(Souci, match="dossier"):
        PosterFile.create(tmp_path / "absent" / "poster.gpkg", whole(), catalogue=CATALOGUE)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes to protected files")
def test_a_protected_file_is_read_only(poster):
    poster.close()
    poster.path.chmod(0o444)
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert again.read_only
    assert "protégé" in again.notice


def test_a_file_said_to_be_protected_is_read_only(poster, monkeypatch):
    poster.close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert again.read_only
    assert "protégé" in again.notice
    assert len(again.document.records) == len(whole())


def run(script: str, *arguments: object) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


FULL_DISK = """
    import resource, sys
    from pathlib import Path
    from app.i18n import Souci
    from app.poster.geometry import Point
    from app.poster.records import Mark
    from app.storage.file import PosterFile
    file = PosterFile.open(sys.argv[1], catalogue={})
    states = []
    file.listeners.append(lambda state: states.append(state.kind))
    def place(number):
        with file.document.transaction("Poser") as act:
            act.put(Mark(uid=f"new{number}", picto="hopital", geometry=Point(1.0, number), texte="x" * 9000))
    place(0)
    file.flush()
    limit = Path(sys.argv[1]).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    for number in range(1, 6):
        place(number)
    file.history.undo()
    try:
        file.flush()
    except Souci as souci:
        print(souci)
    try:
        file.close()
    except Souci:
        print("still open")
    print(states[-1], len([u for u in file.document.records if u.startswith("new")]))
    if sys.argv[2] == "room":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        file.close()
        print(states[-1])
    else:
        file.abandon()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
@pytest.mark.parametrize(("after", "kept"), [("room", 5), ("none", 1)])
def test_a_full_disk_loses_nothing_that_was_said(poster, after, kept):
    poster.close()
    sentence, still, state, *rest = run(FULL_DISK, poster.path, after)
    assert "disque est plein" in sentence
    assert still == "still open"
    assert state == "echec 5"
    assert rest == (["enregistre"] if after == "room" else [])
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert (again.notice, len(again.history.acts)) == ("", 6 if after == "room" else 1)
    assert len([uid for uid in again.document.records if uid.startswith("new")]) == kept
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_no_room_for_a_new_poster(tmp_path):
    script = """
        import resource, sys
        from app.i18n import Souci
        from app.storage.file import PosterFile
        from app.poster.records import Poster
        resource.setrlimit(resource.RLIMIT_FSIZE, (20000, resource.RLIM_INFINITY))
        try:
            PosterFile.create(sys.argv[1], [Poster(uid="p")], catalogue={})
        except Souci as souci:
            print(souci)
    """
    (sentence,) = run(script, tmp_path / "poster.gpkg")
    assert "disque est plein" in sentence
    assert list(tmp_path.iterdir()) == []
