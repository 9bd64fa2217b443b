"""The bytes of pictures in the file: once each, with the act that brings them, for as long as something shows them."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.exports.registry import Snapshot, export
from app.poster.geometry import Point
from app.poster.records import Photo, Poster
from app.storage import pictures
from app.storage.file import PosterFile

PICTURE = b"\x89PNG\r\n\x1a\n" + b"a small picture" * 2_000
OTHER = b"\xff\xd8\xff\xe0" + b"another one" * 2_000


def photo(uid: str, media: str = "", **fields: object) -> Photo:
    return replace(Photo(uid=uid, geometry=Point(7e5, 6.5e6), media=media, rapport=0.75), **fields)  # type: ignore[arg-type]


def laid(file: PosterFile, data: bytes, *uids: str) -> str:
    """Lay photos of one picture, each as an act of its own."""
    for uid in uids:
        with file.document.transaction("Poser une image") as act:
            act.put(photo(uid, file.pictures.add(data)))
    return file.pictures.add(data)


def kept(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT sha256 FROM media WHERE genre = 'image'")]


@pytest.fixture
def file(tmp_path: Path) -> PosterFile:
    return PosterFile.create(tmp_path / "poster.gpkg", [Poster(uid="p")])


def test_fifty_uses_of_one_picture_are_stored_once(file: PosterFile) -> None:
    key = laid(file, PICTURE, *(f"u{rank}" for rank in range(50)))
    file.close()
    assert key == hashlib.sha256(PICTURE).hexdigest()
    assert kept(file.path) == [key]
    assert file.path.read_bytes().count(b"a small picture" * 200) <= len(PICTURE) // 3_000
    again = PosterFile.open(file.path)
    found = list(again.document.all(Photo))
    assert (len(found), {each.media for each in found}) == (50, {key})
    assert again.pictures.get(key) == PICTURE
    again.close()


def test_the_bytes_are_there_with_their_act_and_before_it_is_written(file: PosterFile) -> None:
    key = file.pictures.add(PICTURE)
    assert file.pictures.get(key) == PICTURE
    file.flush()
    assert kept(file.path) == []
    with file.document.transaction("Poser une image") as act:
        act.put(photo("a", key))
    assert file.pictures.get(key) == PICTURE
    file.flush()
    assert kept(file.path) == [key]
    file.pictures.add(OTHER)
    assert key not in file.pictures._waiting, "what the file has is not held in memory"
    assert file.pictures.get(key) == PICTURE
    file.close()


def test_an_act_that_cannot_be_written_keeps_its_picture_out_too(
    file: PosterFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.storage.tables import Tables

    tried = []

    def refused(self: Tables, changes: object) -> None:
        tried.append(changes)
        raise sqlite3.OperationalError("no")

    with monkeypatch.context() as patched:
        patched.setattr(Tables, "apply", refused)
        laid(file, PICTURE, "a")
        while not tried:
            pass
        assert kept(file.path) == []
    file.flush()
    assert len(kept(file.path)) == 1
    file.close()


def test_undo_and_redo_find_the_picture_in_another_session(file: PosterFile) -> None:
    key = laid(file, PICTURE, "a")
    file.history.undo()
    file.close()
    again = PosterFile.open(file.path)
    assert again.document.get("a") is None
    assert again.pictures.get(key) == PICTURE
    again.history.redo()
    found = again.document.get("a")
    assert isinstance(found, Photo)
    assert again.pictures.get(found.media) == PICTURE
    again.close()


def test_a_picture_that_nothing_shows_any_more_leaves_at_the_next_opening(file: PosterFile) -> None:
    key, other = laid(file, PICTURE, "a"), laid(file, OTHER, "b")
    file.history.undo()
    with file.document.transaction("Poser") as act:  # what was undone cannot come back
        act.put(photo("c", key))
    file.close()
    assert set(kept(file.path)) == {key, other}
    again = PosterFile.open(file.path)
    assert kept(file.path) == [key]
    again.close()


def test_a_copy_and_an_export_carry_what_is_shown(file: PosterFile, tmp_path: Path) -> None:
    key, other = laid(file, PICTURE, "a"), laid(file, OTHER, "b")
    with file.document.transaction("Supprimer") as act:
        act.drop("b")
    copy = file.copy_to(tmp_path / "copie.gpkg")
    # The history of the copy still knows the other one.
    assert set(kept(copy.path)) == {key, other}
    copy.history.undo()
    assert copy.pictures.get(other) == OTHER
    copy.close()
    snapshot = Snapshot(dict(file.document.records), file.pictograms, pictures=file.pictures.get)
    (out,) = export(snapshot, tmp_path / "sortie.gpkg")
    assert kept(out) == [key]
    file.close()


def test_a_poster_that_is_read_only_shows_its_pictures_and_holds_new_ones(file: PosterFile) -> None:
    key = laid(file, PICTURE, "a")
    file.flush()
    reader = PosterFile.open(file.path)
    assert reader.read_only
    assert reader.pictures.get(key) == PICTURE
    new = laid(reader, OTHER, "b")
    assert reader.pictures.get(new) == OTHER
    reader.close()
    file.close()


@pytest.mark.parametrize(
    "spoil", ["donnees = X'00'", "donnees = NULL", "donnees = 'text'", "genre = 'picto'"]
)
def test_a_damaged_picture_is_not_there(file: PosterFile, spoil: str) -> None:
    key = laid(file, PICTURE, "a")
    file.close()
    with closing(sqlite3.connect(file.path)) as connection, connection:
        connection.execute(f"UPDATE media SET {spoil} WHERE sha256 = ?", (key,))
    again = PosterFile.open(file.path)
    assert isinstance(again.document.get("a"), Photo)
    assert again.pictures.get(key) is None
    again.close()


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a", b"\x89PNG" + bytes(pictures.MOST_BYTES)])
def test_only_a_png_or_a_jpeg_of_a_sane_weight_is_held(file: PosterFile, data: bytes) -> None:
    with pytest.raises(ValueError):
        file.pictures.add(data)
    file.close()
