"""Every qualifier of the method is a column of its own in every table of marks, and an empty one is NULL."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from app.poster.records import Mark
from app.storage.schema import MARK_TABLES

SAID = {
    "temps": "futur",
    "tendance": "hausse",
    "rupture": "previsible",
    "signal_faible": True,
    "intensite": 3,
    "valence": "mixte",
    "origine": "externe",
    "certitude": "hypothese",
    "accord": "minoritaire",
    "horizon": "2_5_ans",
    "commentaire": "Dit par deux personnes",
}


def column(path, table: str, name: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(f"SELECT {name} FROM {table}")]


@pytest.mark.parametrize("table", MARK_TABLES)
def test_qualifiers_are_columns(poster, table) -> None:
    with poster.document.transaction("Qualifier") as act:
        for mark in tuple(poster.document.all(Mark)):
            act.put(replace(mark, **SAID))
    poster.close()

    for name, value in SAID.items():
        assert set(column(poster.path, table, name)) == {value}, name


@pytest.mark.parametrize("table", MARK_TABLES)
def test_what_was_not_said_is_null(poster, table) -> None:
    with poster.document.transaction("Qualifier") as act:
        for mark in tuple(poster.document.all(Mark)):
            act.put(replace(mark, **{name: Mark.__dataclass_fields__[name].default for name in SAID}))
    poster.close()

    for name in SAID:
        assert set(column(poster.path, table, name)) == {0 if name == "signal_faible" else None}, name
