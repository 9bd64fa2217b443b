"""Pictograms that travel inside a poster: as JSON, read back with the care due to any stranger's file."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Iterable
from typing import Any

from app.catalogue import svg
from app.catalogue.load import KEY
from app.catalogue.model import BRUSHES, FORMES, Brush, Parameter, Pictogram, Words
from app.i18n import Souci
from app.poster.values import Frozen, thawed
from app.storage.codec import BadHistory, geometry_json, geometry_of

log = logging.getLogger(__name__)

_WORDS = ("name", "short", "meaning", "when", "gesture")
_PLAIN = ("key", "domaine", "sous_categorie", "structure", "valence")
#: Most signs that a file is asked for, and the most that one may weigh: a drawing and its words.
MOST, MOST_BYTES = 2_000, 2 * svg.MOST_BYTES


def packed(picto: Pictogram) -> bytes:
    """Return a pictogram as UTF-8 JSON."""
    values: dict[str, Any] = {name: getattr(picto, name) for name in _PLAIN}
    values |= {name: (getattr(picto, name).fr, getattr(picto, name).en) for name in _WORDS}
    values["brushes"] = [
        (forme, brush.name, thawed(brush.settings), brush.hold) for forme, brush in picto.brushes
    ]
    values["parameters"] = [_parameter(one) for one in picto.parameters]
    values["example_parameters"] = thawed(picto.example_parameters)
    values |= {"words": picto.words, "also": picto.also, "usual": picto.usual, "rank": picto.rank}
    values |= {"essential": picto.essential, "ours": picto.ours}
    if picto.glyph:
        values["svg"] = picto.glyph.svg
    if picto.example:
        values["example"] = geometry_json(picto.example)
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _parameter(one: Parameter) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(one, name)
        for name in ("key", "type", "unit", "frame", "handle", "minimum", "maximum", "third")
    }
    values["name"] = (one.name.fr, one.name.en)
    values["default"] = thawed(one.default)
    values["choices"] = [(key, words.fr, words.en) for key, words in one.choices]
    return values


def unpacked(data: bytes) -> Pictogram:
    """Return the pictogram of ``packed``. Raises ValueError for anything else."""
    try:
        values = json.loads(data)
        # The hold came later than the first posters: theirs is the usual one.
        brushes = tuple(
            (forme, Brush(str(name), Frozen(kept), *map(str, hold)))
            for forme, name, kept, *hold in values["brushes"]
        )
        if not brushes or any(forme not in FORMES or brush.name not in BRUSHES for forme, brush in brushes):
            raise ValueError("unknown brush")
        plain = {name: str(values[name]) for name in _PLAIN}
        if not KEY.fullmatch(plain["key"]):
            raise ValueError("a key that names no file")
        words = {name: Words(*map(str, values[name])) for name in _WORDS}
        return Pictogram(
            key=plain["key"],
            domaine=plain["domaine"],
            sous_categorie=plain["sous_categorie"],
            name=words["name"],
            short=words["short"],
            meaning=words["meaning"],
            when=words["when"],
            # These came later than the first posters.
            words=tuple(map(str, values.get("words", ()))),
            also=tuple(map(str, values.get("also", ()))),
            usual=bool(values.get("usual", True)),
            rank=int(values.get("rank", 100)),
            essential=bool(values.get("essential", False)),
            ours=bool(values.get("ours", False)),
            structure=plain["structure"],
            valence=plain["valence"],
            gesture=words["gesture"],
            brushes=brushes,
            parameters=tuple(_read_parameter(one) for one in values["parameters"]),
            glyph=svg.parse(values["svg"]) if "svg" in values else None,
            example=geometry_of(values["example"]) if "example" in values else None,
            example_parameters=Frozen(values["example_parameters"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError, Souci, BadHistory) as error:
        raise ValueError(str(error)) from error


def _read_parameter(values: dict[str, Any]) -> Parameter:
    known = dict(values)
    known["name"] = Words(*map(str, known["name"]))
    known["choices"] = tuple((str(key), Words(str(fr), str(en))) for key, fr, en in known["choices"])
    if isinstance(known["default"], dict | list):
        known["default"] = Frozen({"_": known["default"]})["_"]
    return Parameter(**known)


def read(connection: sqlite3.Connection) -> dict[str, Pictogram]:
    """Return the pictograms that a file carries; those that cannot be read are left out."""
    found: dict[str, Pictogram] = {}
    asked = "SELECT cle, donnees FROM media WHERE genre = 'picto' AND length(donnees) <= ? LIMIT ?"
    for row in connection.execute(asked, (MOST_BYTES, MOST)):
        try:
            picto = unpacked(row["donnees"])
        except ValueError as error:
            log.warning("the pictogram %s of the file cannot be read: %s", row["cle"], error)
        else:
            found[picto.key] = picto
    return found


def put(connection: sqlite3.Connection, pictograms: Iterable[Pictogram]) -> None:
    """Keep a copy of each pictogram, so that the poster draws where its pack is absent. Raises sqlite3.Error."""
    for picto in pictograms:
        data = packed(picto)
        connection.execute("DELETE FROM media WHERE genre = 'picto' AND cle = ?", (picto.key,))
        connection.execute(
            "INSERT OR REPLACE INTO media (sha256, genre, cle, type, donnees) VALUES (?, 'picto', ?, ?, ?)",
            (hashlib.sha256(data).hexdigest(), picto.key, "application/json", data),
        )


def drop(connection: sqlite3.Connection, key: str) -> None:
    """Forget the copy of a pictogram; one that is used again is kept again. Raises sqlite3.Error."""
    connection.execute("DELETE FROM media WHERE genre = 'picto' AND cle = ?", (key,))
