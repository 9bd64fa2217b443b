"""Pictograms that travel inside a poster: as JSON, read back with the care due to any stranger's file."""

from __future__ import annotations

import json
import logging
import sqlite3
from typing import Any

from app.catalogue import svg
from app.catalogue.model import BRUSHES, FORMES, Brush, Parameter, Pictogram, Words
from app.i18n import Souci
from app.poster.values import Frozen, thawed
from app.storage.codec import BadHistory, geometry_json, geometry_of

log = logging.getLogger(__name__)

_WORDS = ("name", "short", "meaning", "when", "gesture")
_PLAIN = ("key", "domaine", "sous_categorie", "structure", "valence")


def packed(picto: Pictogram) -> bytes:
    """Return a pictogram as UTF-8 JSON."""
    values: dict[str, Any] = {name: getattr(picto, name) for name in _PLAIN}
    values |= {name: (getattr(picto, name).fr, getattr(picto, name).en) for name in _WORDS}
    values["brushes"] = [
        (forme, brush.name, thawed(brush.settings), brush.hold) for forme, brush in picto.brushes
    ]
    values["parameters"] = [_parameter(one) for one in picto.parameters]
    values["example_parameters"] = thawed(picto.example_parameters)
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
        words = {name: Words(*map(str, values[name])) for name in _WORDS}
        return Pictogram(
            key=plain["key"],
            domaine=plain["domaine"],
            sous_categorie=plain["sous_categorie"],
            name=words["name"],
            short=words["short"],
            meaning=words["meaning"],
            when=words["when"],
            words=(),
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
    for row in connection.execute("SELECT cle, donnees FROM media WHERE genre = 'picto'"):
        try:
            picto = unpacked(row["donnees"])
        except ValueError as error:
            log.warning("the pictogram %s of the file cannot be read: %s", row["cle"], error)
        else:
            found[picto.key] = picto
    return found
