"""Mappings that can be part of a frozen record: read like a dict, compared and hashed by content."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Frozen(value)
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} cannot be part of a record")


class Frozen(Mapping[str, Any]):
    """An immutable mapping of JSON values; lists become tuples, mappings become Frozen."""

    __slots__ = ("_hash", "_items")

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._items: dict[str, Any] = {key: _frozen(value) for key, value in sorted((values or {}).items())}
        self._hash = hash(tuple(self._items.items()))

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frozen) and self._items == other._items

    def __repr__(self) -> str:
        return f"Frozen({self._items!r})"

    def having(self, **changes: Any) -> Frozen:
        """Return a copy with ``changes``; a value of None removes its key."""
        merged = {**self._items, **changes}
        return Frozen({key: value for key, value in merged.items() if value is not None})

    def text(self) -> str:
        """Return the canonical JSON text: sorted keys, no spaces, real accents."""
        return json.dumps(thawed(self), ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    @classmethod
    def parse(cls, text: str) -> Frozen:
        """Return the mapping of a JSON text; an empty text is an empty mapping. Raises ValueError."""
        values = json.loads(text) if text else {}
        if not isinstance(values, dict):
            raise ValueError("a JSON object was expected")
        return cls(values)


def thawed(value: Any) -> Any:
    """Return plain dicts and lists for ``value``, ready for ``json.dumps``."""
    if isinstance(value, Mapping):
        return {key: thawed(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [thawed(item) for item in value]
    return value


EMPTY = Frozen()
