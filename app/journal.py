"""The log: what people are not told in their sentence is written here, for whoever helps them."""

from __future__ import annotations

import logging

from app import paths

NAME, BEFORE = "chorographe.log", "chorographe-avant.log"
LIMIT_BYTES = 500_000


def keep() -> None:
    """Write the log to the person's folder from now on; where that cannot be, nowhere: never to the terminal."""
    root = logging.getLogger()
    handler: logging.Handler
    try:
        folder = paths.personal()
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / NAME
        if file.is_file() and file.stat().st_size > LIMIT_BYTES:
            file.replace(folder / BEFORE)
        handler = logging.FileHandler(file, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    except OSError:
        handler = logging.NullHandler()
    # A disk that is full must not turn a log line into words on the terminal.
    logging.raiseExceptions = False
    root.addHandler(handler)
    root.setLevel(logging.INFO)
