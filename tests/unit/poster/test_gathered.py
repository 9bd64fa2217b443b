"""The records of a poster, all together and apart: the base map does not slow down who looks for what people laid."""

from __future__ import annotations

from dataclasses import replace

from app.poster.document import Document
from app.poster.gathered import Records
from app.poster.geometry import Point
from app.poster.records import Fond, Mark, Poster

TOWN = Fond(uid="f", couche="lieu", geometry=Point(0.0, 0.0), nom="Ville")
MARK = Mark(uid="m", picto="ecole", geometry=Point(0.0, 0.0))
HEAD = Poster(uid="p", centre_x=0.0, centre_y=0.0, metres_par_mm=100.0)


def test_the_base_map_stands_apart_and_stays_the_very_same() -> None:
    document = Document.of([HEAD, TOWN])
    fonds = document.records.fonds
    with document.transaction("Poser") as act:
        act.put(MARK)
    assert document.records.fonds is fonds == (TOWN,)
    assert set(document.records.drawn) == {"p", "m"}
    assert set(document.records) == {"p", "f", "m"}
    with document.transaction("Fond") as act:
        act.put(replace(TOWN, nom="Bourg"))
    assert [each.nom for each in document.records.fonds] == ["Bourg"]
    assert [each.nom for each in document.all(Fond)] == ["Bourg"]


def test_what_leaves_is_nowhere_any_more() -> None:
    document = Document.of([HEAD, TOWN, MARK])
    with document.transaction("Effacer") as act:
        act.drop("m")
        act.drop("f")
    assert set(document.records) == set(document.records.drawn) == {"p"}
    assert document.records.fonds == ()
    assert "m" not in document.records


def test_records_of_any_mapping_are_read_alike() -> None:
    plain = {"p": HEAD, "f": TOWN, "m": MARK}
    records = Records.of(plain)
    assert dict(records) == plain
    assert Records.of(records) is records
    assert records.get("x") is None
