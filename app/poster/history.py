"""Undo and redo: a list of finished acts and how many of them are in force."""

from __future__ import annotations

from collections.abc import Iterable

from app.poster.document import Commit, Document, Label, Patch


class History:
    """The acts of one document, oldest first. Listens to it, and moves it back and forth."""

    def __init__(self, document: Document, acts: Iterable[Patch] = (), cursor: int | None = None) -> None:
        self._document = document
        self._acts = list(acts)
        self._cursor = len(self._acts) if cursor is None else cursor
        if not 0 <= self._cursor <= len(self._acts):
            raise ValueError(f"cursor {self._cursor} of {len(self._acts)} acts")
        document.committed.append(self._record)

    @property
    def acts(self) -> tuple[Patch, ...]:
        """Every act kept, those undone included."""
        return tuple(self._acts)

    @property
    def cursor(self) -> int:
        """How many acts are in force."""
        return self._cursor

    @property
    def next_undo(self) -> Label | None:
        """The name of the act that ``undo`` would take back, or None."""
        return self._acts[self._cursor - 1].label if self._cursor else None

    @property
    def next_redo(self) -> Label | None:
        """The name of the act that ``redo`` would do again, or None."""
        return self._acts[self._cursor].label if self._cursor < len(self._acts) else None

    def undo(self) -> Patch | None:
        """Take back the last act; return what changed, or None at the beginning."""
        if not self._cursor:
            return None
        patch = self._acts[self._cursor - 1].inverse()
        self._document.apply(patch, "annuler")
        return patch

    def redo(self) -> Patch | None:
        """Do again the act last undone; return what changed, or None at the end."""
        if self._cursor == len(self._acts):
            return None
        patch = self._acts[self._cursor]
        self._document.apply(patch, "retablir")
        return patch

    def _record(self, commit: Commit) -> None:
        if commit.kind == "annuler":
            self._cursor -= 1
        elif commit.kind == "retablir":
            self._cursor += 1
        else:
            del self._acts[self._cursor :]
            self._acts.append(commit.patch)
            self._cursor += 1
