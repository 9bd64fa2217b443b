"""The words of a field that all selected items have: what a line of the marge reads and writes."""

from __future__ import annotations

from app.ui.marge import writes
from app.ui.marge.typing import Words
from app.ui.session import Session


def words_of(session: Session, key: str) -> Words:
    """Return the words of ``key`` in the items that are selected now: those stay the ones it writes."""
    uids, document = frozenset(session.selection), session.document

    def read() -> str | None:
        items = writes.selected(document, uids)
        value, mixed = writes.value(items, key) if items else ("", False)
        return None if mixed else str(value or "")

    return Words(
        begin=lambda: writes.ACTS[key](document),
        write=lambda act, text: writes.write(act, uids, key, text),
        read=read,
    )
