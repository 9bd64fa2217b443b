"""Signs that people made travel in the poster: at once, for good, and wherever it is opened."""

import sqlite3

import pytest

from app.catalogue import invent, personal
from app.catalogue.load import available, shipped
from app.exports import gpkg
from app.exports.registry import Snapshot
from app.i18n import Souci
from app.poster.geometry import Point
from app.poster.records import Mark
from app.storage import embedded
from app.storage.file import PosterFile
from tests.unit.storage.conftest import whole

STROKES = (((10.0, 50.0), (32.0, 12.0), (54.0, 50.0), (10.0, 50.0)), ((32.0, 30.0),))


def sign(name="Navette du marché", domaine="ressources", taken=()):
    return invent.invented(name, domaine, invent.from_strokes(STROKES), taken=taken)


@pytest.fixture
def poster(tmp_path):
    file = PosterFile.create(tmp_path / "poster.gpkg", whole())
    yield file
    file.abandon()


def stored(path):
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        found = embedded.read(connection)
    connection.close()
    return found


def test_an_invented_sign_is_in_the_file_before_it_is_used(poster):
    ours = sign()
    poster.add_pictogram(ours)
    assert poster.pictograms[ours.key] == ours
    poster.flush()
    assert stored(poster.path)[ours.key] == ours
    # On a machine where nobody keeps it.
    poster.close()
    again = PosterFile.open(poster.path)
    assert again.carried[ours.key] == again.pictograms[ours.key] == ours
    assert available(embedded=again.carried).ours() == [ours]
    again.close()


def test_it_is_laid_again_where_the_pack_is_absent(poster):
    ours = sign()
    poster.add_pictogram(ours)
    with poster.document.transaction("Poser") as act:
        act.put(Mark(uid="a", picto=ours.key, geometry=Point(7.5e5, 6.5e6)))
    poster.close()
    again = PosterFile.open(poster.path)
    assert "nous_navette_du_marche" in _style(again.path)
    with again.document.transaction("Poser") as act:
        act.put(Mark(uid="b", picto=ours.key, geometry=Point(7.5e5 + 50, 6.5e6)))
    again.close()
    last = PosterFile.open(poster.path)
    assert [mark.uid for mark in last.document.all(Mark) if mark.picto == ours.key] == ["a", "b"]
    last.close()


def _style(path):
    connection = sqlite3.connect(path)
    (style,) = connection.execute(
        "SELECT styleQML FROM layer_styles WHERE f_table_name = 'picto_point' AND styleName = 'Chorographe'"
    ).fetchone()
    connection.close()
    return style


def test_copies_carry_what_is_not_used_yet(poster, tmp_path):
    poster.add_pictogram(sign())
    copy = poster.copy_to(tmp_path / "copie.gpkg")
    assert copy.carried["nous_navette_du_marche"] == sign()
    copy.close()


def test_the_export_for_a_gis_carries_the_signs_it_shows(poster, tmp_path):
    ours, other = sign(), sign("Jamais posé")
    poster.add_pictogram(ours)
    poster.add_pictogram(other)
    with poster.document.transaction("Poser") as act:
        act.put(Mark(uid="a", picto=ours.key, geometry=Point(7.5e5, 6.5e6)))
    target = tmp_path / "sig.gpkg"
    snapshot = Snapshot(dict(poster.document.records), poster.pictograms)
    gpkg.run(snapshot, target, gpkg.GpkgOptions(), lambda share: None)
    assert ours.key in stored(target)
    assert other.key not in stored(target)
    assert ours.key in _style(target)


def test_a_sign_that_the_person_keeps_is_carried_once_it_is_laid(tmp_path):
    personal.keep(sign())
    file = PosterFile.create(tmp_path / "p.gpkg", whole())
    with file.document.transaction("Poser") as act:
        act.put(Mark(uid="a", picto="nous_navette_du_marche", geometry=Point(7.5e5, 6.5e6)))
    file.close()
    personal.forget("nous_navette_du_marche")
    again = PosterFile.open(tmp_path / "p.gpkg")
    assert again.pictograms["nous_navette_du_marche"] == sign()
    again.close()


def test_a_key_that_is_taken_by_another_sign_is_refused(poster):
    poster.add_pictogram(sign())
    poster.add_pictogram(sign())
    with pytest.raises(ValueError, match="taken"):
        poster.add_pictogram(sign(domaine="enjeux"))
    other = sign(domaine="enjeux", taken=poster.pictograms)
    assert other.key == "nous_navette_du_marche_2"
    poster.add_pictogram(other)
    poster.flush()


def test_the_sign_of_the_poster_has_the_key_and_that_of_the_person_stands_beside():
    mine, theirs = sign(), sign(domaine="enjeux")
    personal.keep(mine)
    known = available(embedded={theirs.key: theirs})
    assert known["nous_navette_du_marche"] == theirs
    assert known["nous_navette_du_marche_2"].domaine == "ressources"
    assert len(available(embedded={mine.key: mine}).ours()) == 1


def test_a_shipped_key_is_the_shipped_sign():
    stranger = {"ecole": sign()}
    assert available(embedded=stranger)["ecole"] == shipped()["ecole"]


def test_a_full_disk_keeps_the_sign_for_later(poster, monkeypatch):
    refusals = []

    def refuse(connection, pictograms):
        if len(refusals) < 2:
            refusals.append(1)
            raise sqlite3.OperationalError("database or disk is full")
        return real(connection, pictograms)

    real = embedded.put
    monkeypatch.setattr(embedded, "put", refuse)
    poster.add_pictogram(sign())
    with pytest.raises(Souci, match="Rien n’est perdu"):
        poster.flush()
    while len(refusals) < 2:
        with pytest.raises(Souci):
            poster.flush()
    poster.flush()
    assert "nous_navette_du_marche" in stored(poster.path)


def test_a_poster_that_is_open_elsewhere_keeps_it_in_memory(poster):
    second = PosterFile.open(poster.path)
    assert second.read_only
    second.add_pictogram(sign())
    assert "nous_navette_du_marche" in second.pictograms
    with pytest.raises(Souci, match="copie"):
        second.flush()
    second.abandon()
    assert "nous_navette_du_marche" not in stored(poster.path)


@pytest.mark.parametrize("key", ["../../x", "a/b", "", "A", "nous é"])
def test_a_key_that_would_name_another_file_is_not_read(poster, key):
    data = embedded.packed(sign()).replace(b'"nous_navette_du_marche"', b'"' + key.encode() + b'"')
    with pytest.raises(ValueError, match="key"):
        embedded.unpacked(data)
