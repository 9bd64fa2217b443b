"""States of a sheet one after another, to go back and forth: the poster's own history knows nothing of them."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

T = TypeVar("T")
#: Steps kept at most.
MOST = 200


def undoes(event: QKeyEvent) -> bool:
    """Return whether a key asks for a step back."""
    return event.matches(QKeySequence.StandardKey.Undo)


def redoes(event: QKeyEvent) -> bool:
    """Return whether a key asks for a step forth again: both ways that systems have."""
    held = Qt.KeyboardModifier.ControlModifier
    return event.matches(QKeySequence.StandardKey.Redo) or (
        event.key() == Qt.Key.Key_Y and bool(event.modifiers() & held)
    )


class Steps(Generic[T]):
    """The state now, those before and those taken back."""

    def __init__(self, start: T) -> None:
        self.now = start
        self._past: list[T] = []
        self._future: list[T] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    def put(self, state: T) -> bool:
        """Make ``state`` the one of now; return whether anything changed."""
        if state == self.now:
            return False
        self._past = [*self._past[-MOST:], self.now]
        self._future = []
        self.now = state
        return True

    def undo(self) -> bool:
        """Go one step back; return whether there was one."""
        return self._turn(self._past, self._future)

    def redo(self) -> bool:
        """Go one step forth again; return whether there was one."""
        return self._turn(self._future, self._past)

    def _turn(self, taken: list[T], kept: list[T]) -> bool:
        if not taken:
            return False
        kept.append(self.now)
        self.now = taken.pop()
        return True
