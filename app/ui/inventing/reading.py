"""A picture as the sheet shows it, read beside the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QImage

from app.catalogue import tracing
from app.catalogue.model import Glyph
from app.catalogue.tracing import Preview, Tracing
from app.i18n import Souci

SVG = ".svg"
#: Paper is colour 0, nothing; ink is colour 1.
_INKED = bytes(1 if value < 128 else 0 for value in range(256))


def read(path: Path, options: Tracing) -> tuple[Preview | None, Glyph | Souci]:
    """Return what a picture looks like and its ink; a sentence in its place when it can be set otherwise."""
    if path.suffix.lower() == SVG:
        return None, tracing.drawing_of(path)
    seen = tracing.preview(path, options)
    try:
        return seen, tracing.traced(path, options)
    except Souci as souci:
        return seen, souci


def images(seen: Preview) -> tuple[QImage, QImage]:
    """Return the grey of a picture, and its ink alone: one colour on nothing."""
    shape = (seen.width, seen.height, seen.width)
    # Copied: Qt only borrows the bytes.
    grey = QImage(seen.grey, *shape, QImage.Format.Format_Grayscale8).copy()
    ink = QImage(seen.ink.translate(_INKED), *shape, QImage.Format.Format_Indexed8).copy()
    ink.setColorTable([0, QColor("#000000").rgba()])
    return grey, ink
