"""« Cadrer » on the canvas: the corners that scale the map, its picture as it would be framed, and its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.drawing import theme
from app.poster.geometry import Coord
from app.poster.sheet import MapFrame
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
    """The map as it stood in the window, painted again where it lies, from the gesture until it is painted anew."""

    def __init__(self) -> None:
        self._picture: QImage | None = None
        #: How the gesture leaves the map, the frame that it began with, and the view of its picture.
        self._framing = Framing()
        self._frame: MapFrame | None = None
        self._view: tuple[float, Coord] | None = None

    @property
    def standing_in(self) -> bool:
        """Whether the picture hides what lies under it."""
        return self._picture is not None

    def show(
        self,
        overlay: Overlay,
        tiles: Tiles,
        view: View,
        frame: MapFrame,
        framing: Framing | None,
        *,
        done: bool,
    ) -> None:
        """Paint the map as it would be framed, and the corners by which it is scaled; ``done`` once all is baked."""
        seen = (view.scale, view.origin)
        if framing is not None:
            if self._picture is None:
                self._frame, self._view = frame, seen
            self._framing = framing
        elif done or frame == self._frame or seen != self._view:
            self._picture = None
        if framing is not None or self._picture is not None:
            # A sheet of tiles of before and after would be worse than a map that is not sharp yet.
            around = QColor(theme.HORS_TERRITOIRE)
            overlay.map(self._seen(tiles, view), frame.box, self._framing, around)
        places = enumerate(corners(frame.box))
        overlay.handles([Handle("", "taille", at, (rank,)) for rank, at in places], None)

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
