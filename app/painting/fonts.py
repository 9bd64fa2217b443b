"""The shipped fonts for what Qt writes itself, and the one application that painting needs."""

from __future__ import annotations

import os

from PySide6.QtGui import QFontDatabase, QGuiApplication

from app.drawing import typography

FAMILY = "Source Sans 3"
_headless: list[QGuiApplication] = []


def load() -> str:
    """Register the shipped faces with Qt and return their family. Raises FileNotFoundError without them.

    Qt's own packages have no font at all: without this, words of widgets can be empty boxes.
    """
    for face in typography.FACES:
        if QFontDatabase.addApplicationFont(str(typography.font_path(face))) < 0:
            raise FileNotFoundError(f"the font {face} cannot be read")
    return FAMILY


def ensure_application() -> None:
    """Make sure that Qt can paint: where no application runs, start one that needs no display."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _headless.append(QGuiApplication(["chorographe"]))
