"""Pictograms as pixels of the window: painted once from the very ink of the sheet, then kept."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QPixmap

from app.catalogue.model import Pictogram
from app.drawing import theme
from app.ui import icons

#: The icon is composed at this size in mm: the size of a mark on the sheet, so that strokes keep their weight.
ICON_MM = 14.0


def pixmap(pictogram: Pictogram, side: int, ratio: float, domaine: str | None = None) -> QPixmap:
    """Return a pictogram in the inks of its domaine, ``side`` logical pixels wide."""
    return _painted(pictogram, side, ratio, pictogram.domaine if domaine is None else domaine)


@lru_cache(maxsize=512)
def _painted(pictogram: Pictogram, side: int, ratio: float, domaine: str) -> QPixmap:
    # Both bring shapely: never before the first paint of the window.
    from app.drawing import marks
    from app.painting.painter import paint

    drawn = marks.icon(pictogram, ICON_MM, theme.domaine(domaine))
    return icons.painted(side, side, ratio, lambda painter: paint(painter, drawn, side / ICON_MM))
