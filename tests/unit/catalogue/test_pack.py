"""A pack is read from a folder or a zip; a hostile one is refused at once, in one sentence, with nothing unpacked."""

import os
import stat
import struct
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalogue import pack, svg
from app.i18n import Souci

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def zipped(path: Path, files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that comes twice
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_folder_and_its_zip_hold_the_same(tmp_path: Path) -> None:
    files = {"four.svg": SVG, "four.toml": b"a", "enjeux/puits.svg": SVG}
    folder = tmp_path / "pack"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    assert pack.read(folder).files == files
    assert pack.read(zipped(tmp_path / "pack.zip", files)).files == files


def test_the_folder_that_zips_put_around_everything_is_passed_over(tmp_path: Path) -> None:
    files = {
        "mon pack/four.svg": SVG,
        "mon pack/enjeux/puits.svg": SVG,
        "__MACOSX/mon pack/._four.svg": b"\0",
    }
    assert set(pack.read(zipped(tmp_path / "a.zip", files)).files) == {"four.svg", "enjeux/puits.svg"}
    only = {"enjeux/puits.svg": SVG}
    assert set(pack.read(zipped(tmp_path / "b.zip", only)).files) == {"enjeux/puits.svg"}


def test_what_is_astray_is_told_and_notes_are_passed_over(tmp_path: Path) -> None:
    names = ["four.svg", "README.md", "LICENSE", ".DS_Store", "photo.png", "Puits.SVG", "a/b/c.svg"]
    read = pack.read(zipped(tmp_path / "a.zip", dict.fromkeys(names, b"x")))
    assert set(read.files) == {"four.svg"}
    assert [name for name, _ in read.astray] == ["photo.png", "Puits.SVG", "a/b/c.svg"]


def test_links_and_pipes_of_a_folder_are_told_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "lien.svg").symlink_to(tmp_path / "secret")
    (folder / "dossier").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(folder / "tuyau.svg")
    read = pack.read(folder)
    assert not read.files
    assert {name for name, _ in read.astray} == {"lien.svg", "dossier", "tuyau.svg"}


def bomb(path: Path) -> None:
    zipped(path, {"a.svg": b"0" * (pack.MOST_BYTES + 1)})


def many_small_bombs(path: Path) -> None:
    zipped(path, {f"a{i}.svg": b"0" * (pack.MOST_BYTES // 40) for i in range(50)})


def many_files(path: Path) -> None:
    zipped(path, {f"a{i}.svg": b"" for i in range(pack.MOST_FILES + 1)})


def crowd(path: Path) -> None:
    with path.open("wb") as out:
        out.write(b"\0" * (pack.MOST_ZIPPED + 1))


def linked(path: Path) -> None:
    entry = zipfile.ZipInfo("lien.svg")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "/etc/passwd")


def locked(path: Path) -> None:
    zipped(path, {"a.svg": SVG})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(content)


def lying(path: Path) -> None:
    """The table says one byte; what is stored opens to much more."""
    zipped(path, {"a.svg": b"0" * 5_000_000})
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = content.index(mark) + place
        content[at : at + 4] = struct.pack("<I", 1)
    path.write_bytes(content)


def broken(path: Path) -> None:
    zipped(path, {"a.svg": SVG * 100})
    path.write_bytes(path.read_bytes()[:60])


def damaged(path: Path) -> None:
    zipped(path, {"a.svg": os.urandom(2_000)}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[500] ^= 0xFF
    path.write_bytes(content)


def named(name: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        zipped(path, {name: SVG})

    return make


HOSTILE: dict[str, Callable[[Path], None]] = {
    "bomb": bomb,
    "many small bombs": many_small_bombs,
    "many files": many_files,
    "huge": crowd,
    "link": linked,
    "password": locked,
    "lying table": lying,
    "cut": broken,
    "damaged": damaged,
    "not a zip": lambda path: path.write_text("un toit et quatre murs") and None,
    "empty file": lambda path: path.touch(),
    "up": named("../four.svg"),
    "up from within": named("enjeux/../../four.svg"),
    "absolute": named("/etc/four.svg"),
    "drive": named("C:/four.svg"),
    "back strokes": named("..\\four.svg"),
    "bzip2": lambda path: zipped(path, {"a.svg": SVG}, zipfile.ZIP_BZIP2) and None,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_with_one_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    HOSTILE[name](path)
    before = sorted(tmp_path.rglob("*"))
    start = time.process_time()
    with pytest.raises(Souci) as refused:
        pack.read(path)
    # A bomb that goes off takes much longer; this is not a measure of speed.
    assert time.process_time() - start < 1
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 150
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_full_of_names_is_refused_before_they_take_time(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    one = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, *[0] * 7, 1, *[0] * 6) + b"a"
    count = (pack.MOST_ZIPPED - 1_000) // len(one)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count % 65536, count % 65536, count * len(one), 0, 0)
    path.write_bytes(one * count + end)
    with zipfile.ZipFile(path) as archive:
        assert len(archive.infolist()) == count
    start = time.process_time()
    with pytest.raises(Souci):
        pack.read(path)
    assert time.process_time() - start < 1


def test_a_file_that_is_too_heavy_is_not_read_to_its_end(tmp_path: Path) -> None:
    read = pack.read(zipped(tmp_path / "a.zip", {"a.svg": b"0" * (svg.MOST_BYTES * 3)}))
    assert len(read.files["a.svg"]) == svg.MOST_BYTES + 1


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    for i in range(pack.MOST_FILES + 1):
        (tmp_path / f"a{i}.svg").touch()
    with pytest.raises(Souci):
        pack.read(tmp_path)
    with pytest.raises(Souci):
        pack.read(tmp_path / "nowhere")
