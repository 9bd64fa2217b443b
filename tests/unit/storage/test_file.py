"""A poster's file: what goes in comes out, act by act, and what others did to it is understood."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.i18n import Souci
from app.poster.geometry import Point
from app.poster.records import Fond, LigneGrille, Mark, PostIt
from app.storage.file import PosterFile
from app.storage.schema import BY_NAME, MARK_TABLES, TABLES
from tests.unit.storage.conftest import CATALOGUE, X, Y, reopened, whole


def rows(path: Path, sql: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_one_of_everything_comes_back(poster):
    before = dict(poster.document.records)
    assert before == {record.uid: record for record in whole()}
    again = reopened(poster)
    assert dict(again.document.records) == before
    assert (again.notice, again.read_only, again.history.acts) == ("", False, ())
    again.close()


def test_opening_and_closing_changes_no_byte(poster):
    poster.close()
    before = poster.path.read_bytes()
    PosterFile.open(poster.path, catalogue=CATALOGUE).close()
    assert poster.path.read_bytes() == before
    assert [entry.name for entry in poster.path.parent.iterdir()] == ["poster.gpkg"]


def test_each_mark_is_in_the_table_of_its_kind(poster):
    poster.close()
    found = {name: [uid for (uid,) in rows(poster.path, f"SELECT uid FROM {name}")] for name in MARK_TABLES}
    assert found == {
        "picto_aire": ["m3"], "zone_libre": ["m6"], "reseau_lien": ["m4"], "picto_ligne": ["m2"],
        "fleche_libre": ["m5"], "picto_point": ["m1"],
    }  # fmt: skip
    assert rows(poster.path, "SELECT uid, rang, nom_com FROM reseau_noeud ORDER BY rang") == [
        ("m4", 1, "Arlanc"),
        ("m4", 2, "Arlanc"),
    ]


def test_derived_columns_tell_where_and_whose(poster):
    poster.close()
    sql = "SELECT insee_com, nom_com, poster_uid, groupe, territoire_nom, picto_nom, structure FROM "
    assert rows(poster.path, sql + "picto_point") == [
        ("63003", "Ambert", "poster", "Groupe 3", "Livradois", "Hopital", None)
    ]
    assert rows(poster.path, sql + "reseau_lien")[0][-1] == "Maillage"
    # The post-it speaks of the hospital: its commune and its tip are those of its target.
    assert rows(poster.path, "SELECT insee_com, pointe_x, pointe_y FROM postit WHERE uid='n1'") == [
        ("63003", X - 1000, Y - 1000)
    ]


def test_derived_columns_follow_what_they_come_from(poster):
    with poster.document.transaction("Nommer") as act:
        act.put(replace(poster.document.poster, groupe="Groupe 4", metres_par_mm=50.0))
    with poster.document.transaction("Déplacer") as act:
        mark = poster.document.get("m1")
        act.put(replace(mark, geometry=Point(X + 1000, Y + 1000)))
    again = reopened(poster)
    again.close()
    assert rows(poster.path, "SELECT groupe, nom_com FROM picto_point") == [("Groupe 4", "Arlanc")]
    assert rows(poster.path, "SELECT groupe, pointe_x FROM postit WHERE uid='n1'") == [("Groupe 4", X + 1000)]
    assert again.document.get("n1").x == 30.0


def test_extents_are_those_of_the_rows(poster):
    with poster.document.transaction("Poser") as act:
        act.put(Mark(uid="far", picto="hopital", geometry=Point(X + 7, Y + 9)))
    with poster.document.transaction("Retirer") as act:
        act.drop("m1")
    poster.close()
    box = rows(
        poster.path, "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name='picto_point'"
    )
    assert box == [(X + 7, Y + 9, X + 7, Y + 9)]


def test_a_mark_that_changes_kind_changes_table(poster):
    with poster.document.transaction("Changer de picto") as act:
        act.put(replace(poster.document.get("m2"), picto="fleche"))
    again = reopened(poster)
    assert again.document.get("m2").picto == "fleche"
    again.close()
    assert rows(poster.path, "SELECT uid FROM picto_ligne") == []


def test_acts_undo_and_redo_survive(poster):
    document, history = poster.document, poster.history
    with document.transaction("Poser {nom}", nom="l’hôpital") as act:
        act.put(Mark(uid="x", picto="hopital", geometry=Point(X, Y)))
    with document.transaction("Écrire") as act:
        act.put(LigneGrille(uid="y", grille="amof", case="O", liens=("x",)))
    history.undo()
    again = reopened(poster)
    assert again.document.get("y") is None
    assert [act.label for act in again.history.acts] == [act.label for act in history.acts]
    again.history.redo()
    assert again.document.get("y").liens == ("x",)
    again.history.undo()
    again.history.undo()
    assert dict(again.document.records) == {record.uid: record for record in whole()}
    with again.document.transaction("Autre chose") as act:
        act.drop("m1")
    third = reopened(again)
    assert [act.label.key for act in third.history.acts] == ["Autre chose"]
    third.close()


def test_words_of_every_kind(poster):
    words = "L’été « à 1 h » \U0001f33b \x00 \n\t'\";--"
    with poster.document.transaction("Écrire") as act:
        act.put(PostIt(uid="w", texte=words, x=1 / 3, y=1e-9))
    again = reopened(poster)
    assert again.document.get("w") == poster.document.get("w")
    again.close()


def test_half_a_character_does_not_stop_the_file(poster):
    with poster.document.transaction("Écrire") as act:
        act.put(PostIt(uid="w", texte="a\ud83cb"))
    again = reopened(poster)
    assert again.document.get("w").texte == "a?b"
    again.close()


def test_a_second_window_reads_only(poster):
    second = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert second.read_only
    assert "déjà ouvert" in second.notice
    with second.document.transaction("Retirer") as act:
        act.drop("m1")
    with pytest.raises(Souci, match="copie"):
        second.flush()
    copy = second.copy_to(poster.path.with_name("copie.gpkg"))
    assert copy.document.get("m1") is None
    assert [act.label.key for act in copy.history.acts] == ["Retirer"]
    copy.close()
    assert poster.document.get("m1")


def test_another_process_reads_only(poster):
    code = (
        "import sys; from app.storage.file import PosterFile\n"
        "file = PosterFile.open(sys.argv[1], catalogue={}); print(file.read_only)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(poster.path)], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "True"


def test_no_poster_is_ever_overwritten(poster):
    with pytest.raises(Souci, match="existe déjà"):
        PosterFile.create(poster.path, whole(), catalogue=CATALOGUE)


def test_another_program_edits_become_one_act(poster):
    poster.close()
    change(
        poster.path,
        "UPDATE picto_point SET texte = 'vu dans QGIS'",
        "DELETE FROM trace",
        "INSERT INTO picto_point (geom, picto) SELECT geom, picto FROM picto_point",
    )
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert again.document.get("m1").texte == "vu dans QGIS"
    (act,) = again.history.acts
    assert len(act.changes) == 3
    added = next(uid for uid, (before, _) in act.changes.items() if before is None)
    again.history.undo()
    assert dict(again.document.records) == {record.uid: record for record in whole()}
    again.history.redo()
    third = reopened(again)
    assert third.document.get(added).picto == "hopital"
    third.close()
    assert rows(poster.path, "SELECT nom_com FROM picto_point WHERE uid = ?", added) == [("Ambert",)]


def test_a_postit_moved_by_its_point_moves(poster):
    poster.close()
    change(poster.path, "UPDATE postit SET geom = (SELECT geom FROM texte) WHERE uid = 'n1'")
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    moved = again.document.get("n1")
    assert (moved.x, moved.y) == (143.0, 157.5)  # the middle of the map, where the text stands
    again.close()


def test_spatial_indexes_and_triggers_of_others_are_removed(poster):
    poster.close()
    change(
        poster.path,
        "CREATE TABLE gpkg_extensions (table_name, column_name, extension_name, definition, scope)",
        "INSERT INTO gpkg_extensions VALUES ('picto_point', 'geom', 'gpkg_rtree_index', '', 'write-only')",
        "CREATE VIRTUAL TABLE rtree_picto_point_geom USING rtree(id, minx, maxx, miny, maxy)",
        "CREATE TRIGGER rtree_picto_point_geom_insert AFTER INSERT ON picto_point "
        "BEGIN SELECT ST_IsEmpty(NEW.geom); END",
        "CREATE TRIGGER evil AFTER UPDATE ON picto_point BEGIN DELETE FROM postit; END",
    )
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    with again.document.transaction("Poser") as act:
        act.put(Mark(uid="x", picto="hopital", geometry=Point(X, Y)))
        act.put(replace(again.document.get("m1"), texte="autre"))
    third = reopened(again)
    assert {"x", "n1"} <= third.document.records.keys()
    third.close()
    assert rows(poster.path, "SELECT count(*) FROM gpkg_extensions") == [(0,)]
    assert rows(
        poster.path, "SELECT count(*) FROM sqlite_master WHERE name LIKE 'rtree%' OR type='trigger'"
    ) == [(0,)]


def test_what_cannot_be_read_is_left_in_the_file(poster):
    poster.close()
    change(poster.path, "UPDATE picto_aire SET geom = X'47500001'", "UPDATE trace SET taille_mm = 'gros'")
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert not again.read_only
    assert "(2)" in again.notice
    assert "m3" not in again.document.records
    assert "m1" in again.document.records
    again.close()
    assert rows(poster.path, "SELECT taille_mm FROM trace") == [("gros",)]


def test_a_history_that_cannot_be_read_spares_the_poster(poster):
    with poster.document.transaction("Retirer") as act:
        act.drop("m1")
    poster.close()
    change(poster.path, "UPDATE choro_history SET patch = X'00' WHERE id = 1")
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert "historique" in again.notice
    assert again.history.acts == ()
    assert dict(again.document.records) == dict(poster.document.records)
    third = reopened(again)
    assert third.notice == ""
    third.close()


def test_wal_left_by_another_program_is_undone(poster):
    poster.close()
    with closing(sqlite3.connect(poster.path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    again.close()
    assert rows(poster.path, "PRAGMA journal_mode") == [("delete",)]


def test_a_file_turned_to_wal_while_open_comes_back(poster):
    with closing(sqlite3.connect(poster.path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT * FROM poster").fetchall()
    with poster.document.transaction("Retirer") as act:
        act.drop("m1")
    poster.flush()
    shutil.copy(poster.path, poster.path.with_name("copie.gpkg"))
    assert rows(poster.path.with_name("copie.gpkg"), "SELECT count(*) FROM picto_point") == [(0,)]


def test_every_column_is_written_as_declared(poster):
    poster.close()
    for table in TABLES:
        columns = {
            name: kind
            for _, name, kind, notnull, *_ in rows(poster.path, f"PRAGMA table_info({table.name})")
            if not notnull or name in ("id",)
        }
        assert set(columns) - {"fid", "geom"} == {column.name for column in BY_NAME[table.name].columns}


def test_a_poster_and_its_past_hold_the_base_map_once(poster):
    path = poster.path
    poster.close()
    with closing(PosterFile.open(path)) as file:
        fonds = [uid for uid, record in file.start.items() if isinstance(record, Fond)]
        assert fonds
        assert all(file.start[uid] is file.document.records[uid] for uid in fonds)


def test_rows_hold_their_common_words_once(poster):
    again = reopened(poster)
    commune, place, other = (again.document.get(uid) for uid in ("c1", "l1", "c2"))
    assert commune.code is place.code
    assert commune.nom is place.nom
    assert commune.couche is other.couche
    again.abandon()


def test_extents_count_what_stood_there_before(poster):
    again = reopened(poster)
    with again.document.transaction("Poser") as act:
        act.put(Mark(uid="far", picto="hopital", geometry=Point(X + 7, Y + 9)))
    again.close()
    box = rows(
        again.path, "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name='picto_point'"
    )
    assert box == [(X - 1000, Y - 1000, X + 7, Y + 9)]
