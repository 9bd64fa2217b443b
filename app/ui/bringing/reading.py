"""Something long done beside the window that people may give up: the process that does it is killed at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.ui.work import Work

#: Is told how far it is (0-1), and asked whether people gave up.
Task = Callable[[Callable[[float], None], Callable[[], bool]], Any]


class Reading(QObject):
    """One task at a time; one that was given up is never heard of again."""

    #: How much is done, 0-1.
    share = Signal(float)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Work | None = None
        self._given_up = Event()

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._work is not None

    def start(self, task: Task) -> None:
        """Begin; what was under way is given up."""
        self.stop()
        given_up = self._given_up = Event()

        def told(part: float) -> None:
            if not given_up.is_set():
                self.share.emit(part)

        work = Work(lambda: task(told, given_up.is_set), self)
        work.done.connect(self._done)
        work.failed.connect(self._failed)
        self._work = work
        work.start()

    def stop(self) -> None:
        """Give up what is under way: nothing comes of it."""
        self._given_up.set()
        if self._work is not None:
            # It is heard of no more; its parent keeps it until its thread has ended.
            self._work.done.disconnect(self._done)
            self._work.failed.disconnect(self._failed)
            self._work = None

    def _done(self, answer: object) -> None:
        self._work = None
        self.done.emit(answer)

    def _failed(self, error: object) -> None:
        self._work = None
        self.failed.emit(error)
