"""Records as JSON, for the history: only what differs from the defaults, every float exact."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any

from app.poster.document import Patch
from app.poster.geometry import Areas, Geometry, Lines, Point
from app.poster.records import RECORD_TYPES, Record
from app.poster.values import Frozen, thawed

TYPES: Mapping[str, type[Record]] = {kind.__name__: kind for kind in RECORD_TYPES}
Changes = Mapping[str, tuple[Record | None, Record | None]]


class BadHistory(ValueError):
    """A stored change cannot be read."""


def geometry_json(geometry: Geometry) -> dict[str, Any]:
    """Return a geometry as JSON values: ``{"point": [x, y]}``, ``{"lines": …}`` or ``{"areas": …}``."""
    if isinstance(geometry, Point):
        return {"point": (geometry.x, geometry.y)}
    return {"lines" if isinstance(geometry, Lines) else "areas": geometry.parts}


def geometry_of(values: Mapping[str, Any]) -> Geometry:
    """Return the geometry of ``geometry_json``. Raises ValueError, TypeError or IndexError."""
    ((kind, parts),) = values.items()
    if kind == "point":
        return Point(float(parts[0]), float(parts[1]))
    if kind == "lines":
        return Lines(tuple(_run(run) for run in parts))
    if kind == "areas":
        return Areas(tuple(tuple(_run(ring) for ring in polygon) for polygon in parts))
    raise ValueError(kind)


def _run(run: list[list[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in run)


def record_json(record: Record) -> dict[str, Any]:
    """Return a record as JSON values: its type under ``_`` and the fields that differ from their default."""
    values: dict[str, Any] = {"_": type(record).__name__}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.default is not MISSING and value == field.default:
            continue
        if isinstance(value, Point | Lines | Areas):
            value = geometry_json(value)
        values[field.name] = thawed(value)
    return values


def record_of(values: Mapping[str, Any]) -> Record:
    """Return the record of JSON values. Raises BadHistory."""
    try:
        kind = TYPES[values["_"]]
        known = {field.name: field for field in fields(kind)}
        given: dict[str, Any] = {}
        for name, value in values.items():
            if name not in known:
                continue
            if name == "geometry":
                value = geometry_of(value)
            elif isinstance(value, dict):
                value = Frozen(value)
            elif isinstance(value, list):
                value = tuple(value)
            _check(str(known[name].type), value)
            given[name] = value
        return kind(**given)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise BadHistory(str(error)) from error


def _check(declared: str, value: Any) -> None:
    """Raise TypeError where a value is not of the type that its field declares."""
    wanted, _, optional = declared.partition(" | ")
    if value is None and optional == "None":
        return
    kinds = _KINDS.get(wanted, str)
    if not isinstance(value, kinds) or (isinstance(value, bool) and wanted != "bool"):
        raise TypeError(f"{type(value).__name__} where {declared} is expected")
    if wanted.startswith("tuple") and not all(isinstance(one, str) for one in value):
        raise TypeError("a list of words is expected")


#: Python types by the annotation of a field; any other is a word of a closed list.
_KINDS: Mapping[str, Any] = {
    "int": int,
    "float": int | float,
    "bool": bool,
    "Frozen": Frozen,
    "tuple[str, ...]": tuple,
    "Geometry": Geometry,
    "Point": Point,
    "Lines": Lines,
    "Areas": Areas,
}


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def pack(changes: Changes) -> bytes:
    """Return changes as compressed JSON: ``{uid: [before, after]}``."""
    values = {
        uid: [None if one is None else record_json(one) for one in pair] for uid, pair in changes.items()
    }
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode("utf-8", "replace"), 1)


def unpack(
    blob: object, kept: Callable[[Record], Record] = lambda record: record
) -> dict[str, tuple[Record | None, Record | None]]:
    """Return the changes of ``pack``, each record as ``kept`` returns it. Raises BadHistory; 256 MB are the most.

    Changes are read one by one: a whole base map as JSON values would take several times the memory of its records.
    """

    def record(values: Any) -> Record | None:
        return None if values is None else kept(record_of(values))

    try:
        if not isinstance(blob, bytes):
            raise BadHistory("not a blob")
        inflate = zlib.decompressobj()
        text = inflate.decompress(blob, 256 * 2**20)
        if inflate.unconsumed_tail or not inflate.eof:
            raise BadHistory("truncated or too long")
        found: dict[str, tuple[Record | None, Record | None]] = {}
        for uid, (before, after) in _members(text.decode("utf-8")):
            one, other = record(before), record(after)
            known = other or one
            found[known.uid if known is not None and known.uid == uid else uid] = (one, other)
        return found
    except (zlib.error, ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise BadHistory(str(error)) from error


def _members(text: str) -> Iterator[tuple[str, Any]]:
    """Yield the members of a JSON object in turn. Raises ValueError or IndexError where it is none."""
    decoder = json.JSONDecoder(parse_constant=_no_constant)

    def past(at: int) -> int:
        """Return the place of the next sign that is no space."""
        while text[at] in " \t\r\n":
            at += 1
        return at

    def sign(at: int, among: str) -> int:
        """Return the place of the next sign, which is one of ``among``."""
        at = past(at)
        if text[at] not in among:
            raise ValueError(f"{text[at]!r} where one of {among!r} is expected")
        return at

    at = sign(0, "{") + 1
    first = past(at)
    end = first if text[first] == "}" else -1
    while end < 0:
        name, at = decoder.raw_decode(text, sign(at, '"'))
        at = sign(at, ":") + 1
        value, at = decoder.raw_decode(text, past(at))
        yield name, value
        at = sign(at, ",}")
        end = at if text[at] == "}" else -1
        at += 1
    if text[end + 1 :].strip():
        raise ValueError("something follows the object")


def replayed(start: Mapping[str, Record], acts: Iterable[Patch]) -> dict[str, Record]:
    """Return the records of ``start`` after ``acts``. Raises BadHistory where an act does not fit."""
    state = dict(start)
    for act in acts:
        for uid, (before, after) in act.changes.items():
            if state.get(uid) != before:
                raise BadHistory(f"{uid} is not what the act starts from")
            if after is None:
                state.pop(uid, None)
            else:
                state[uid] = after
    return state
