"""What several files that arrive together are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from app.ui.bringing.gathered import MOST_FILES, Gathered, gathered, has_places, is_poster


def made(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_bytes(b"x")
    return [folder / name for name in names]


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_a_shapefile_is_one_whatever_its_order(tmp_path: Path) -> None:
    paths = made(tmp_path, "a.dbf", "a.prj", "a.shx", "a.shp", "a.cpg", "a.shp.xml", "b.dbf")
    found = gathered(paths)
    # What goes with a drawing that did not come is read, and said to be without it.
    assert names(found.grounds) == ["a.shp", "b.dbf"]


def test_a_picture_and_its_world_file_are_one(tmp_path: Path) -> None:
    made(tmp_path, "c.tfw")
    paths = made(tmp_path, "vue.jpg", "vue.jgw", "vue.jpg.aux.xml", "photo.jpg", "c.tif")
    found = gathered(paths)
    assert names(found.grounds) == ["vue.jpg", "c.tif"]
    assert names(found.others) == ["photo.jpg"]
    assert names(found.brought) == ["vue.jpg", "c.tif", "photo.jpg"]


def test_a_world_file_that_stayed_in_the_folder_counts(tmp_path: Path) -> None:
    made(tmp_path, "vue.PNG", "vue.pgw")
    assert names(gathered([tmp_path / "vue.PNG"]).grounds) == ["vue.PNG"]


@pytest.mark.parametrize(
    ("head", "places"),
    [
        ("nom;x;y\n", True),
        ("id,latitude,longitude\n", True),
        ("Nom\tCoord X\tCoord Y\n", True),
        ("nom;wkt\n", True),
        ("\ufeffnom;lon;lat\n", True),
        ("La fourme, le train\nLe lac\n", False),
        ("Idée;Qui\n", False),
        ("x\n", False),
        ("", False),
    ],
)
def test_tables_of_places_are_told_from_words(tmp_path: Path, head: str, places: bool) -> None:
    path = tmp_path / "a.csv"
    path.write_text(head, "utf-8")
    assert has_places(path) is places
    found = gathered([path])
    assert bool(found.grounds) is places


def test_words_and_drawings_are_for_the_sheet(tmp_path: Path) -> None:
    found = gathered(made(tmp_path, "signe.svg", "idees.txt", "photo.heic", "anime.gif"))
    assert not found.grounds
    assert names(found.brought) == []
    assert len(found.others) == 4


def test_what_nobody_knows_is_asked_where_a_sentence_answers(tmp_path: Path) -> None:
    assert names(gathered(made(tmp_path, "carte.7z", "rapport.docx")).grounds) == ["carte.7z", "rapport.docx"]
    assert gathered([tmp_path]).grounds == (tmp_path,)


def test_too_many_files_are_not_all_read(tmp_path: Path) -> None:
    paths = made(tmp_path, *(f"{n}.geojson" for n in range(30)))
    assert len(gathered([*paths, *paths]).grounds) == MOST_FILES


def test_only_a_poster_is_a_poster(tmp_path: Path, checkout: Path) -> None:
    sample = checkout / "resources" / "samples" / "ambert-livradois-forez.gpkg"
    assert is_poster(sample)
    (other,) = made(tmp_path, "autre.gpkg")
    assert not is_poster(other)
    damaged = tmp_path / "abime.gpkg"
    damaged.write_bytes(b"SQLite format 3\0" + bytes(3000))
    assert not is_poster(damaged)
    assert not is_poster(tmp_path / "absent.gpkg")
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    assert gathered([tmp_path / "a.png", sample]) == Gathered(poster=sample)
