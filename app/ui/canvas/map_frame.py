"""« Cadrer » on the canvas: the corners that scale the map, its picture as it would be framed, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.drawing import theme
from app.poster.geometry import Box
from app.ui import sheet_acts
from app.ui.canvas.events import Handle
from app.ui.canvas.overlay import Overlay
from app.ui.canvas.tiles import Tiles
from app.ui.canvas.view import View
from app.ui.keys import ARROWS
from app.ui.tools.cadrer import corners
from app.ui.tools.tool import Framing

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: Steps of the arrows in mm: alone, with Maj, with Alt; and of + and −.
STEP, LONG, FINE = 5.0, 20.0, 1.0
NEARER = 1.1


class Framed:
    """The map as it stands in the window, painted again where it would lie; kept while the gesture lasts."""

    def __init__(self) -> None:
        self._picture: QImage | None = None

    def show(self, overlay: Overlay, tiles: Tiles, view: View, box: Box, framing: Framing | None) -> None:
        """Paint the map of ``box`` (mm) as it would be framed, and the corners by which it is scaled."""
        if framing is None:
            self._picture = None
        else:
            overlay.map(self._seen(tiles, view), box, framing, QColor(theme.HORS_TERRITOIRE))
        overlay.handles([Handle("", "taille", at, (rank,)) for rank, at in enumerate(corners(box))], None)

    def _seen(self, tiles: Tiles, view: View) -> QImage:
        if self._picture is None:
            picture = QImage(round(view.width), round(view.height), QImage.Format.Format_RGB32)
            picture.fill(QColor(theme.PAPIER))
            painter = QPainter(picture)
            try:
                corner = QPoint(round(view.origin[0]), round(view.origin[1]))
                tiles.blit(painter, corner, view.scale, view.seen)
            finally:
                painter.end()
            self._picture = picture
        return self._picture


def key(canvas: Canvas, pressed: Qt.Key, held: frozenset[str]) -> bool:
    """Move the ground with the arrows, draw it nearer with +, farther with −; Enter ends. Return whether it did."""
    session = canvas.session
    if pressed in ARROWS:
        step = LONG if "shift" in held else FINE if "alt" in held else STEP
        right, down = ARROWS[pressed]
        sheet_acts.shift(session, right * step, down * step)
    elif pressed in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
        sheet_acts.enlarge(session, 1 / NEARER if pressed == Qt.Key.Key_Minus else NEARER)
    elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        session.use("choisir")
    else:
        return False
    return True
