"""The person's own pack: kept, shared, brought, and never at the cost of what was there."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.catalogue import check, invent, personal
from app.catalogue.load import available, shipped
from app.catalogue.model import Pictogram
from app.catalogue.pack import read
from app.i18n import Souci

HOUSE = ((10.0, 54.0), (10.0, 30.0), (32.0, 10.0), (54.0, 30.0), (54.0, 54.0), (10.0, 54.0))


def sign(name: str = "Four à pain", domaine: str = "ressources", width: float = 9) -> Pictogram:
    glyph = invent.from_strokes([HOUSE, ((32.0, 36.0),)], width)
    return invent.invented(name, domaine, glyph, taken=())


def test_what_is_kept_is_there_the_next_day() -> None:
    assert not personal.kept()
    ours = sign()
    personal.keep(ours)
    assert dict(personal.kept()) == {ours.key: ours}
    assert available().ours() == [ours]
    assert available()["ecole"] == shipped()["ecole"]
    personal.forget(ours.key)
    personal.forget(ours.key)
    personal.forget("../reglages")
    assert not personal.kept()
    assert not list(personal.folder().iterdir())


def test_keeping_again_replaces_whole() -> None:
    personal.keep(sign())
    other = sign(domaine="enjeux", width=5)
    personal.keep(other)
    assert dict(personal.kept()) == {other.key: other}
    assert sorted(file.suffix for file in personal.folder().iterdir()) == [".svg", ".toml"]


def test_a_key_that_would_write_elsewhere_is_refused() -> None:
    with pytest.raises(ValueError, match="names no file"):
        personal.keep(replace(sign(), key="../../evil"))


def test_a_disk_that_refuses_is_said_and_keeps_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    personal.keep(sign())

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", refuse)
        with pytest.raises(Souci, match="gardé"):
            personal.keep(sign(domaine="enjeux"))
    assert personal.kept()["nous_four_a_pain"].domaine == "ressources"
    assert not list(personal.folder().glob(".*"))


def test_a_file_that_was_spoilt_hides_no_other() -> None:
    personal.keep(sign())
    (personal.folder() / "abime.svg").write_text("<svg", "utf-8")
    kept = personal.kept()
    assert list(kept) == ["nous_four_a_pain"]
    assert len(kept.soucis) == 1
    assert "abime" in kept.soucis[0]


@pytest.mark.parametrize("name", ["paquet.zip", "paquet"])
def test_a_pack_that_is_shared_is_one_that_its_check_accepts(name: str, tmp_path: Path) -> None:
    from app.drawing.marks import FORMS, fits

    signs = [sign(), sign("Notre marché du jeudi matin", "organisation", 7), sign("Un libre", "", 8)]
    target = personal.share(signs, tmp_path / name)
    problems, found = check.checked(read(target), shipped(), FORMS, fits)
    assert [problem.said() for problem in problems] == []
    assert {each.key for each in found.values()} == {each.key for each in signs}
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_sharing_replaces_a_zip_at_the_end_and_never_a_folder(tmp_path: Path) -> None:
    zipped = tmp_path / "a.zip"
    zipped.write_bytes(b"before")
    with pytest.raises(Souci, match="aucun picto"):
        personal.share([], zipped)
    assert zipped.read_bytes() == b"before"
    personal.share([sign()], zipped)
    assert zipfile.is_zipfile(zipped)
    full = tmp_path / "dossier"
    full.mkdir()
    (full / "mien.txt").write_text("x")
    with pytest.raises(Souci, match="existe déjà"):
        personal.share([sign()], full)
    assert [file.name for file in full.iterdir()] == ["mien.txt"]
    (tmp_path / "fichier").write_text("x")
    with pytest.raises(Souci, match="n’a pas pu être écrit"):
        personal.share([sign()], tmp_path / "fichier" / "a.zip")


def test_a_pack_comes_back_as_it_left(tmp_path: Path) -> None:
    signs = [sign(), sign("Marché", "organisation")]
    zipped = personal.share(signs, tmp_path / "a.zip")
    brought = personal.bring(zipped)
    assert sorted(each.key for each in brought.added) == ["nous_four_a_pain", "nous_marche"]
    assert brought.left == []
    assert set(personal.kept().values()) == set(signs)
    again = personal.bring(zipped)
    assert again.added == []
    assert len(again.left) == len(again.there) == 2
    assert "déjà là" in again.left[0]


def test_a_key_of_another_sign_is_kept_beside(tmp_path: Path) -> None:
    personal.keep(sign())
    zipped = personal.share([sign(width=5)], tmp_path / "a.zip")
    brought = personal.bring(zipped)
    assert [each.key for each in brought.added] == ["nous_four_a_pain_2"]
    assert "gardé à côté" in brought.left[0]
    assert len(personal.kept()) == 2
    # Brought again, neither comes a second time.
    assert personal.bring(zipped).added == []


def test_a_shipped_key_in_a_pack_does_not_hide_the_shipped_sign(tmp_path: Path) -> None:
    zipped = personal.share([replace(sign(), key="ecole")], tmp_path / "a.zip")
    assert [each.key for each in personal.bring(zipped).added] == ["nous_ecole"]
    assert available()["ecole"] == shipped()["ecole"]


def test_what_cannot_be_read_is_told_and_the_rest_comes(tmp_path: Path) -> None:
    folder = personal.share([sign()], tmp_path / "paquet")
    (folder / "ressources" / "mauvais.svg").write_text("<svg><script/></svg>", "utf-8")
    (folder / "ressources" / "lourd.svg").write_bytes(b"a" * 300_000)
    (folder / "photo.jpg").write_bytes(b"x")
    brought = personal.bring(folder)
    assert [each.key for each in brought.added] == ["nous_four_a_pain"]
    assert len(brought.left) == 3


def test_hostile_zips_are_refused_whole(tmp_path: Path) -> None:
    for number, (name, content) in enumerate(
        [("../a.svg", "x"), ("/a.svg", "x"), ("a.svg", "0" * 5_000_000), ("C:\\a.svg", "x")]
    ):
        target = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        with pytest.raises(Souci):
            personal.bring(target)
    (tmp_path / "vide").mkdir()
    with pytest.raises(Souci, match="aucun picto"):
        personal.bring(tmp_path / "vide")
    assert not personal.folder().exists()
