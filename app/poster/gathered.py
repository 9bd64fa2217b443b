"""The records of a poster: all of them by ``uid``, and apart from each other what people lay and the base map."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from types import MappingProxyType
from typing import Any

from app.poster.records import Fond, Record


class Records(Mapping[str, Record]):
    """The records of a document by ``uid``: always current; only the document puts.

    What people lay is a few hundred records among the tens of thousands of a base map: who looks through them
    goes through ``drawn``, and takes the base map from ``fonds``, the same tuple as long as it does not change.
    """

    __slots__ = ("_all", "_drawn", "_fonds")

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._all = dict(records)
        self._drawn = {uid: each for uid, each in records.items() if not isinstance(each, Fond)}
        self._fonds: tuple[Fond, ...] | None = None

    @property
    def drawn(self) -> Mapping[str, Record]:
        """Every record but those of the base map."""
        return MappingProxyType(self._drawn)

    @property
    def fonds(self) -> tuple[Fond, ...]:
        """The records of the base map."""
        if self._fonds is None:
            self._fonds = tuple(each for each in self._all.values() if isinstance(each, Fond))
        return self._fonds

    @classmethod
    def of(cls, records: Mapping[str, Record]) -> Records:
        """Return records of any mapping; those of a document as they are."""
        return records if isinstance(records, Records) else cls(records)

    def __getitem__(self, uid: str) -> Record:
        return self._all[uid]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def get(self, uid: str, default: Any = None) -> Any:
        """Return the record of ``uid``, else ``default``."""
        return self._all.get(uid, default)

    def __contains__(self, uid: object) -> bool:
        return uid in self._all

    def keys(self) -> KeysView[str]:
        """Return every ``uid``."""
        return self._all.keys()

    def values(self) -> ValuesView[Record]:
        """Return every record."""
        return self._all.values()

    def items(self) -> ItemsView[str, Record]:
        """Return every ``uid`` with its record."""
        return self._all.items()

    def put(self, uid: str, record: Record | None) -> None:
        """Add, replace or (None) remove a record: for the document alone."""
        before = self._all.get(uid)
        if isinstance(before, Fond) or isinstance(record, Fond):
            self._fonds = None
        if record is None:
            del self._all[uid]
        else:
            self._all[uid] = record
        if record is None or isinstance(record, Fond):
            self._drawn.pop(uid, None)
        else:
            self._drawn[uid] = record
