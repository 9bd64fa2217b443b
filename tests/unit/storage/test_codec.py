"""The history's JSON: exact both ways, and wary of what a stranger may have written."""

from __future__ import annotations

import json
import zlib

import pytest

from app.storage.codec import BadHistory, pack, record_json, record_of, unpack
from tests.unit.storage.conftest import whole


@pytest.mark.parametrize("record", whole(), ids=lambda record: record.uid)
def test_every_record_comes_back(record):
    assert record_of(json.loads(json.dumps(record_json(record)))) == record
    changes = {"a": (None, record), "b": (record, None)}
    assert unpack(pack(changes)) == changes


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"_": "Inconnu", "uid": "x"},
        {"_": "Mark", "uid": "x", "picto": "p"},
        {"_": "Mark", "uid": "x", "picto": 3, "geometry": {"point": [1, 2]}},
        {"_": "Mark", "uid": "x", "picto": "p", "geometry": {"point": [1]}},
        {"_": "Mark", "uid": "x", "picto": "p", "geometry": {"cercle": [1, 2]}},
        {"_": "Mark", "uid": "x", "picto": "p", "geometry": "POINT (1 2)"},
        {"_": "Mark", "uid": "x", "picto": "p", "geometry": {"point": [1, 2]}, "taille_mm": "gros"},
        {"_": "Mark", "uid": "x", "picto": "p", "geometry": {"point": [1, 2]}, "parametres": ["a"]},
        {"_": "Trace", "uid": "x", "geometry": {"point": [1, 2]}},
        {"_": "LigneGrille", "uid": "x", "grille": "amof", "case": "A", "liens": [1]},
        {"_": "PostIt", "uid": "x", "x": True},
    ],
)
def test_strange_records_are_refused(values):
    with pytest.raises(BadHistory):
        record_of(values)


def test_a_field_of_tomorrow_is_left_aside():
    values = {"_": "PostIt", "uid": "x", "texte": "oui", "parfum": "citron"}
    assert record_of(values).texte == "oui"


@pytest.mark.parametrize(
    "blob",
    [
        None,
        b"",
        b"words",
        zlib.compress(b"[]"),
        zlib.compress(b'{"a": 1}'),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b'{"a": [null, null]}')[:-4],
        zlib.compress(b'{"a": [null, {"_": "Texte", "uid": "x", "geometry": {"point": [NaN, 1]}}]}'),
    ],
)
def test_strange_histories_are_refused(blob):
    with pytest.raises(BadHistory):
        unpack(blob)
