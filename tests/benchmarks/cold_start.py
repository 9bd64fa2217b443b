"""From nothing to the first paint of the start page, against a bare PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from tests.benchmarks.measure import Figure, alternated, compared

GOAL = 1.5
#: Ends the process at the first paint of a window, the flush of its backing store included. It listens to the
#: window alone: a filter in Python on every event of every widget would be most of what is measured.
WATCH = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: (print("painted", flush=True), os._exit(0)))
        return False
watch = Watch()
"""
BARE = (
    WATCH
    + """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.installEventFilter(watch)
window.resize(1366, 768)
window.show()
app.exec()
"""
)
OURS = (
    WATCH
    + """
from app.cli import main
from app.ui.window import Window
opened = Window.open_at_start
def watched(self, path):
    self.installEventFilter(watch)
    opened(self, path)
Window.open_at_start = watched
main([])
"""
)


def run() -> Iterator[Figure]:
    """Yield the time of the first paint, in seconds."""
    with tempfile.TemporaryDirectory() as home:
        _first_paint(OURS, home)
        ours, bare = alternated(lambda: _first_paint(OURS, home), lambda: _first_paint(BARE, home))
    yield compared("cold_start", "s", ours, bare, GOAL)


def _first_paint(program: str, home: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CHOROGRAPHE_HOME": home}
    # People's machines keep compiled modules: without them every start would measure the compiler.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    took = time.perf_counter() - start
    if "painted" not in done.stdout:
        raise RuntimeError(f"no first paint: {done.stderr}")
    return took
