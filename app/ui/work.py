"""Work done beside the window: a function on Qt's own threads, its answer on the thread of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal


class Work(QObject):
    """Something under way. ``done`` brings the answer, ``failed`` the exception."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, task: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = _Runner(task, _Relay(self))

    def start(self) -> Work:
        """Begin; return itself."""
        QThreadPool.globalInstance().start(self._runner)
        return self


class _Relay(QObject):
    """Carries the answer across threads: its signals are queued, and die with the work."""

    answered = Signal(object)
    fell = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.answered.connect(work.done, Qt.ConnectionType.QueuedConnection)
        self.fell.connect(work.failed, Qt.ConnectionType.QueuedConnection)


class _Runner(QRunnable):
    def __init__(self, task: Callable[[], Any], relay: _Relay) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._task, self._relay = task, relay

    def run(self) -> None:
        try:
            answer = self._task()
        except Exception as error:  # noqa: BLE001 - it is handed over to whoever asked, whatever it is
            self._relay.fell.emit(error)
        else:
            self._relay.answered.emit(answer)


def finish() -> None:
    """Wait for everything under way: at the end of the program and of tests."""
    QThreadPool.globalInstance().waitForDone()
