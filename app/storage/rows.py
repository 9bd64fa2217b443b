"""Records to rows and back, as ``schema`` declares them. No SQL is decided elsewhere for items."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from math import isfinite
from typing import Any

from app.poster.geometry import Areas, Coord, Geometry, Lines, Point
from app.poster.records import Fond, LigneGrille, Record
from app.poster.values import EMPTY, Frozen
from app.storage import wkb
from app.storage.columns import Column
from app.storage.schema import Table, defaults


class BadRow(ValueError):
    """A row cannot become a record."""


def text(value: str) -> str:
    """Return words that a file can hold: half a character (a lone surrogate) becomes « ? »."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def to_sql(value: Any) -> Any:
    """Return the SQL value of a field: « not given » is NULL, mappings are JSON, lists are joined by « ; »."""
    if isinstance(value, str):
        return text(value) or None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Frozen):
        return text(value.text()) if value else None
    if isinstance(value, tuple):
        return ";".join(value) or None
    return value


def row_of(table: Table, record: Record, srs_id: int) -> dict[str, Any]:
    """Return the stored columns of a record: what ``record_of`` reads back, geometry included.

    The geometry of a post-it is derived and is not here. Raises ValueError for a geometry of another table.
    """
    row = {column.name: to_sql(getattr(record, column.field)) for column in table.stored}
    geometry = getattr(record, "geometry", None)
    if geometry is not None:
        row["geom"] = wkb.encode(geometry, srs_id)
    return row


def record_of(
    table: Table,
    row: Mapping[str, Any],
    liens: Sequence[str] = (),
    known: dict[Coord, Coord] | None = None,
) -> Record:
    """Return the record of a row, its vertices shared with those that are ``known``.

    Raises BadRow when what it cannot do without is missing or damaged.
    """
    kind = table.record
    assert kind is not None
    standing = defaults(kind)
    given: dict[str, Any] = {}
    for column in table.stored:
        # A column that came after this file says nothing.
        value = _from_sql(column, row.get(column.name), standing.get(column.field, _EMPTY[column.kind]))
        given[column.field] = value
    if any(field.name == "geometry" for field in fields(kind)):
        try:
            given["geometry"] = wkb.decode(row["geom"], known)
            if not isinstance(given["geometry"], _SHAPES[table.geometry]):
                raise BadRow("a geometry of another type")
        except wkb.BadGeometry as error:
            raise BadRow(str(error)) from error
    if kind is Fond:
        given["couche"] = sys.intern(table.name.removeprefix("fond_"))
    if kind is LigneGrille:
        given["liens"] = tuple(liens)
    return kind(**given)


_SHAPES: Mapping[str, type[Geometry]] = {"POINT": Point, "MULTILINESTRING": Lines, "MULTIPOLYGON": Areas}
_EMPTY = {"texte": "", "entier": 0, "reel": 0.0, "oui_non": False, "json": EMPTY, "liste": (), "octets": b""}


def _from_sql(column: Column, value: Any, standing: Any) -> Any:
    """Return the field of an SQL value of any type (SQLite types are advice); NULL gives ``standing``."""
    if value is None:
        return "" if column.kind == "texte" else standing
    try:
        if column.kind in ("texte", "json", "liste"):
            words = value if isinstance(value, str) else str(value)
            if isinstance(value, bytes):
                raise ValueError("bytes where words are expected")
            if column.kind == "texte":
                return words
            return Frozen.parse(words) if column.kind == "json" else tuple(words.split(";"))
        number = float(value)
        if not isfinite(number):
            raise ValueError("not a finite number")
        if column.kind == "entier":
            return int(value)
        return bool(number) if column.kind == "oui_non" else number
    except (ValueError, TypeError, RecursionError, json.JSONDecodeError) as error:
        raise BadRow(f"{column.name}: {error}") from error
