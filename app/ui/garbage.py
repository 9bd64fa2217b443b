"""Cycles of objects are collected on the thread of the window, never on another.

Python collects wherever it happens to run: on the writer's thread or a worker's too. A widget or a timer that
dies there takes Qt's locks on the wrong thread, and both threads can wait for each other for ever.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, QTimer

#: How often the counts are looked at, in ms.
EVERY = 500


def give_back() -> None:
    """Give back to the system what opening a poster or painting took for a moment, where the C library keeps it.

    It takes some tens of milliseconds: only when nothing moves.
    """
    if sys.platform != "linux":
        return
    import ctypes  # not before the first paint of the window

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone keeps so much
    if trim is not None:
        trim(0)


class Collector(QObject):
    """Stands for Python's automatic collection while the window is open."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take over from Python."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give the collection back to Python."""
        self._timer.stop()
        gc.enable()

    @staticmethod
    def collect() -> None:
        """Collect the oldest generation whose count has passed Python's own threshold."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
