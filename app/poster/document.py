"""The document: records by ``uid``, and the one way to change them.

Everything that happens to a poster is a ``Patch``. A transaction gathers writes, shows each of them at once to
``changed`` listeners (views repaint) and, when the act is finished, gives the whole to ``committed`` listeners
(history, storage). Leaving it by an exception, or rolling it back, leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal, TypeVar, cast

from app.poster.gathered import Records
from app.poster.pile import between
from app.poster.records import (
    ITEM_TYPES,
    Apport,
    Calque,
    Fond,
    Item,
    LigneLegende,
    Nom,
    Poster,
    Record,
    Territoire,
)
from app.poster.values import EMPTY, Frozen

R = TypeVar("R", bound=Record)
Kind = Literal["acte", "annuler", "retablir"]


class OutsideTransaction(RuntimeError):
    """A record was written, or a second act begun, where it may not be: a mistake of the program."""


@dataclass(frozen=True, slots=True)
class Label:
    """What an act is called: a French sentence of the translation system and the values of its ``{names}``."""

    key: str
    values: Frozen = EMPTY


@dataclass(frozen=True, slots=True)
class Patch:
    """A change: for each ``uid`` the record before and after, None where there is none."""

    label: Label
    changes: Mapping[str, tuple[Record | None, Record | None]]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverse(self) -> Patch:
        """Return the change that undoes this one."""
        return Patch(self.label, {uid: (after, before) for uid, (before, after) in self.changes.items()})

    def then(self, other: Patch) -> Patch:
        """Return this change followed by ``other`` as one; what comes back to its start disappears."""
        merged = dict(self.changes)
        for uid, (before, after) in other.changes.items():
            first = merged[uid][0] if uid in merged else before
            if first == after:
                merged.pop(uid, None)
            else:
                merged[uid] = (first, after)
        return Patch(self.label, merged)


@dataclass(frozen=True, slots=True)
class Commit:
    """A finished act, as history and storage receive it."""

    patch: Patch
    kind: Kind


def now() -> str:
    """Return the time as the file writes it: UTC, ISO 8601, milliseconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


@dataclass(slots=True)
class Document:
    """The records of one poster and their listeners."""

    _records: Records = field(default_factory=lambda: Records({}))
    clock: Callable[[], str] = now
    changed: list[Callable[[Patch], None]] = field(default_factory=list)
    committed: list[Callable[[Commit], None]] = field(default_factory=list)
    _open: Transaction | None = None
    #: The highest ``pile`` and ``ordre``; None until they are asked for, and again when their item leaves.
    _highest: tuple[str, int] | None = None

    @classmethod
    def of(cls, records: Iterable[Record]) -> Document:
        """Return a document that holds ``records``, without any act."""
        return cls(Records({record.uid: record for record in records}))

    @property
    def records(self) -> Records:
        """Every record by ``uid``; read only, always current."""
        return self._records

    @property
    def poster(self) -> Poster:
        """The one ``Poster`` record. Raises LookupError in a document that has none."""
        for record in self._records.drawn.values():
            if isinstance(record, Poster):
                return record
        raise LookupError("the document has no Poster record")

    @property
    def busy(self) -> bool:
        """Whether a transaction is open that another one may not finish."""
        return self._open is not None and not self._open.waits

    def get(self, uid: str) -> Record | None:
        """Return the record of ``uid``, or None."""
        found: Record | None = self._records.get(uid)
        return found

    def all(self, kind: type[R]) -> Iterator[R]:
        """Yield the records of one type, in the order in which they came."""
        # A tuple: who walks through them may change them.
        every = self._records.fonds if kind is Fond else tuple(self._records.drawn.values())
        for record in every:
            if isinstance(record, kind):
                yield record

    def items(self) -> list[Item]:
        """Return what lies on the sheet, from the bottom of the pile to its top."""
        found = [record for record in self._records.drawn.values() if isinstance(record, ITEM_TYPES)]
        return sorted(found, key=lambda item: (item.pile, item.ordre, item.uid))

    def top(self) -> str:
        """Return a ``pile`` key above every item."""
        return between(self._top()[0])

    def next_ordre(self) -> int:
        """Return the next order of appearance, from 1."""
        return 1 + self._top()[1]

    def _top(self) -> tuple[str, int]:
        if self._highest is None:
            items = [record for record in self._records.drawn.values() if isinstance(record, ITEM_TYPES)]
            self._highest = (
                max((item.pile for item in items), default=""),
                max((item.ordre for item in items), default=0),
            )
        return self._highest

    def transaction(self, sentence: str, /, **values: Any) -> Transaction:
        """Begin an act named by a French sentence of the translation system.

        Use it as a context manager, or keep it through a gesture and end it with ``commit`` or ``rollback``.
        Raises OutsideTransaction while another act is open.
        """
        self._finish_waiting()
        if self._open is not None:
            raise OutsideTransaction(f"« {self._open.label.key} » is still open")
        self._open = Transaction(self, Label(sentence, Frozen(values)))
        return self._open

    def apply(self, patch: Patch, kind: Kind) -> None:
        """Do ``patch`` as one finished act of ``kind``: undo and redo, and a reopened history."""
        self._finish_waiting()
        if self._open is not None:
            raise OutsideTransaction(f"« {self._open.label.key} » is still open")
        if not patch:
            return
        self._write(patch)
        self._tell(self.committed, Commit(patch, kind))

    def _finish_waiting(self) -> None:
        if self._open is not None and self._open.waits:
            self._open.commit()

    def _write(self, patch: Patch) -> None:
        for uid, (before, after) in patch.changes.items():
            if self._records.get(uid) != before:
                raise ValueError(f"the patch does not start from the present state of {uid}")
            self._records.put(uid, after)
            self._measure(before, after)
        self._tell(self.changed, patch)

    def _measure(self, before: Record | None, after: Record | None) -> None:
        if self._highest is None:
            return
        pile, ordre = self._highest
        if isinstance(before, ITEM_TYPES) and (before.pile == pile or before.ordre == ordre):
            self._highest = None
        elif isinstance(after, ITEM_TYPES):
            self._highest = (max(pile, after.pile), max(ordre, after.ordre))

    @staticmethod
    def _tell(listeners: list[Callable[[Any], None]], news: Any) -> None:
        for listener in tuple(listeners):
            listener(news)


class Transaction:
    """An act that is being done. Writes are seen at once; only ``commit`` makes them last."""

    def __init__(self, document: Document, label: Label) -> None:
        self.document = document
        self.label = label
        #: Whether it only waits for more of the same: another act that begins finishes it first.
        self.waits = False
        self._patch = Patch(label, {})

    @property
    def patch(self) -> Patch:
        """What the act has changed so far."""
        return self._patch

    @property
    def active(self) -> bool:
        """Whether the act can still be written to."""
        return self.document._open is self

    def put(self, record: R) -> R:
        """Add or replace ``record`` and return it as stored.

        A new item receives its order of appearance, its place on the pile and its times.
        """
        before = self.document.get(record.uid)
        stamped = self._stamped(record, new=before is None)
        if before is not None and _same(stamped, before):
            return stamped
        start = self._patch.changes[record.uid][0] if record.uid in self._patch.changes else None
        if start is not None and _same(stamped, start):
            stamped = cast(R, start)  # back where the act found it: not even its time has changed
        self._step({record.uid: (before, stamped)})
        return stamped

    def drop(self, uid: str) -> None:
        """Remove the record of ``uid``. Raises KeyError where there is none."""
        self._step({uid: (self.document.records[uid], None)})

    def restart(self) -> None:
        """Put back everything written so far and stay open: for gestures that redo the whole at each move."""
        self._require_active()
        if self._patch:
            self.document._write(self._patch.inverse())
            self._patch = Patch(self.label, {})

    def commit(self) -> Patch:
        """Finish the act; an act that changed nothing leaves no trace. Return what it changed."""
        self._require_active()
        self.document._open = None
        if self._patch:
            self.document._tell(self.document.committed, Commit(self._patch, "acte"))
        return self._patch

    def rollback(self) -> None:
        """Give up the act: everything is as it was before it."""
        self.restart()
        self.document._open = None

    def __enter__(self) -> Transaction:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.active:
            return
        if kind is None:
            self.commit()
        else:
            self.rollback()

    def _step(self, changes: dict[str, tuple[Record | None, Record | None]]) -> None:
        self._require_active()
        step = Patch(self.label, changes)
        self.document._write(step)
        self._patch = self._patch.then(step)

    def _require_active(self) -> None:
        if not self.active:
            raise OutsideTransaction(f"« {self.label.key} » is finished")

    def _stamped(self, record: R, *, new: bool) -> R:
        if not hasattr(record, "cree_le"):
            return record
        moment = self.document.clock()
        stamps: dict[str, Any] = {"modifie_le": moment}
        if new and not record.cree_le:
            stamps["cree_le"] = moment
        if isinstance(record, ITEM_TYPES) and new:
            stamps["ordre"] = record.ordre or self.document.next_ordre()
            stamps["pile"] = record.pile or self.document.top()
        return replace(record, **stamps)


def _same(record: Record, like: Record) -> bool:
    """Return whether two versions of a record differ by nothing but their time of change."""
    if isinstance(record, Territoire | Fond | Apport | Calque | Nom | LigneLegende) or type(
        record
    ) is not type(like):
        return record == like
    return replace(record, modifie_le="") == replace(like, modifie_le="")
