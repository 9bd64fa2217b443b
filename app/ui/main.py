"""``chorographe [FILE.gpkg]``: the window, from its first paint to its end."""

from __future__ import annotations

from pathlib import Path

from app import settings
from app.ui import app, work


def run(path: Path | None) -> int:
    """Open the window, on a poster when one is given; return the exit code of the program."""
    kept = settings.load()
    application = app.made(kept)
    from app.ui.window import Window

    window = Window(kept)
    app.watch(window.tell)
    window.open_at_start(path)
    code = application.exec()
    work.finish()
    return code
