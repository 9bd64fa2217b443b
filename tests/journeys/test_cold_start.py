"""The start page is painted before anything heavy is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("shapely", "numpy", "geopandas", "pandas", "pyproj", "pyogrio")
#: What only an open poster needs.
LATER = (
    "app.drawing.marks",
    "app.drawing.scene",
    "app.drawing.brushes",
    "app.catalogue.load",
    "app.ui.workspace",
)
PROGRAM = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from app import settings
from app.ui import app
kept = settings.load()
application = app.made(kept)
class Watch(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint and thing.isWidgetType() and thing.isWindow():
            print("painted", *(name for name in {names!r} if name in sys.modules))
            QTimer.singleShot(0, application.quit)
        return False
watch = Watch()
application.installEventFilter(watch)
from app.ui.window import Window
window = Window(kept)
window.open_at_start(None)
application.exec()
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{names!r}", repr(HEAVY + LATER))],
        env={**os.environ, "CHOROGRAPHE_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "painted", done.stdout


PREPARED = """
import gc
import sys
from PySide6.QtCore import QEventLoop, QObject, QTimer
from app import settings
from app.ui import app, work
kept = settings.load()
application = app.made(kept)
from app.ui.window import Window
window = Window(kept)
window.open_at_start(None)
loop = QEventLoop()
looking = QTimer(interval=20)
looking.timeout.connect(lambda: loop.quit() if hasattr(window, "_warming") else None)
looking.start()
loop.exec()
work.finish()
print(*(name for name in {names!r} if name not in sys.modules))
print(*(type(each) for each in gc.get_objects() if isinstance(each, QObject) and each.thread() != application.thread()))
"""


def test_what_the_first_poster_needs_is_loaded_beside_the_start_page(tmp_path: Path) -> None:
    """On a thread of its own, and nothing of Qt is made there: it would belong to that thread."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            PREPARED.replace("{names!r}", repr((*LATER, "app.storage.file", "app.imports.new"))),
        ],
        env={**os.environ, "CHOROGRAPHE_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["", ""]
