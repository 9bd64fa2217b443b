"""A base map that is missing or damaged is said, calmly; the shipped one is read where nothing can be written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app import paths
from app.basemap.france import store
from app.basemap.france.search import resolve, search
from app.i18n import Souci


def point_to(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(paths, "resource", lambda *parts: file)


def test_a_missing_base_map_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    point_to(monkeypatch, tmp_path / "france.sqlite")
    with pytest.raises(Souci, match="fond de carte"):
        search("amb")
    assert not (tmp_path / "france.sqlite").exists()


@pytest.mark.parametrize("content", [b"", b"du texte", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_base_map_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "france.sqlite"
    file.write_bytes(content)
    point_to(monkeypatch, file)
    with pytest.raises(Souci, match="fond de carte"):
        resolve("63003")


def test_it_is_read_from_a_folder_that_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "lecture seule é #1"
    folder.mkdir()
    file = folder / "france.sqlite"
    file.write_bytes(paths.resource("basemaps", "france.sqlite").read_bytes())
    file.chmod(stat.S_IREAD)
    folder.chmod(stat.S_IREAD | stat.S_IEXEC)
    point_to(monkeypatch, file)
    try:
        assert resolve("63003").nom == "Ambert"
        assert [one.name for one in folder.iterdir()] == ["france.sqlite"]
    finally:
        folder.chmod(stat.S_IRWXU)
        file.chmod(stat.S_IRWXU)


def test_what_the_file_says_of_itself() -> None:
    assert (store.meta("crs"), store.meta("millesime"), store.meta("population_annee")) == (
        "2154",
        "2026",
        "2023",
    )
    with pytest.raises(KeyError):
        store.meta("absent")


def test_the_file_stays_small_enough_for_the_repository() -> None:
    assert paths.resource("basemaps", "france.sqlite").stat().st_size < 12_000_000
