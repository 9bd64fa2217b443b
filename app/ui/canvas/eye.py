"""The sheet seen by other eyes: its picture is converted on its way to the screen, and a chip says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from app.i18n import tr
from app.ui.canvas.overlay import Overlay


def said(vision: str) -> str:
    """Return the name of a vision, as the chip says it; "" for the usual eye."""
    names: dict[str, Callable[[], str]] = {
        "deuteranope": lambda: tr("Vu par un œil qui ne distingue pas le vert (deutéranope)"),
        "protanope": lambda: tr("Vu par un œil qui ne distingue pas le rouge (protanope)"),
        "tritanope": lambda: tr("Vu par un œil qui ne distingue pas le bleu (tritanope)"),
        "gris": lambda: tr("Vu en gris, comme une photocopie"),
        "delave": lambda: tr("Vu sur un vidéoprojecteur en plein jour"),
    }
    return names[vision]() if vision else ""


class Eye:
    """The vision that a sheet is shown through. Nothing of the poster changes, and nothing that leaves."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self.vision = ""
        #: The last picture of the window, its pixels, and what they became: most paints change nothing of it.
        self._picture = QImage()
        self._known: tuple[str, Any, QImage] | None = None

    def look(self, vision: str) -> None:
        """Look through one of ``vision.VISIONS``; "" is the usual eye again."""
        if vision != self.vision:
            self.vision, self._known = vision, None
            if not vision:
                self._picture = QImage()
            self._changed()

    def through(self, painter: QPainter, room: QRect, draw: Callable[[QPainter], bool]) -> bool:
        """Paint what ``draw`` draws within ``room``, in device pixels, as it is seen; return what ``draw`` returned."""
        if not self.vision:
            return draw(painter)
        if self._picture.size() != room.size():
            self._picture = QImage(room.size(), QImage.Format.Format_RGB32)
        self._picture.fill(0xFFFFFFFF)
        inner = QPainter(self._picture)
        try:
            inner.translate(-room.x(), -room.y())
            done = draw(inner)
        finally:
            inner.end()
        painter.drawImage(room.topLeft(), self._converted())
        return done

    def _converted(self) -> QImage:
        import numpy as np

        from app.drawing import vision

        wide, high = self._picture.width(), self._picture.height()
        pixels = np.frombuffer(self._picture.constBits(), np.uint32).reshape(high, wide)
        known = self._known
        if known is not None and known[0] == self.vision and np.array_equal(known[1], pixels):
            return known[2]
        seen = vision.converted(pixels, self.vision)
        # Qt keeps no copy of the numbers: the picture takes them in.
        picture = QImage(seen.tobytes(), wide, high, 4 * wide, QImage.Format.Format_RGB32).copy()
        self._known = (self.vision, pixels.copy(), picture)
        return picture

    def show(self, overlay: Overlay) -> None:
        """Say at the foot of the window which eye looks."""
        if not self.vision:
            return
        view, gap = overlay.view, 8 * overlay.unit
        # At the foot of the window: the title is what a room reads first.
        overlay.plate(
            tr("{oeil} · Échap pour revenir", oeil=said(self.vision)),
            lambda width, height: (round((view.width - width) / 2), view.height - height - gap),
        )
