"""Light on the sheet: the red trail that shows and never writes, and the ring that says where a click was."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtWidgets import QStyle, QWidget

from app.poster.geometry import Coord
from app.ui.canvas.overlay import Overlay

#: How long (s) each place of the trail is seen, and how wide it begins, in px of the interface.
LIFE = 0.9
WIDTH = 7.0
#: How long (s) the ring of a click grows, and how far, in px of the interface.
RIPPLE, REACH = 0.2, 36.0
FRAME_MS = 16


class Laser:
    """A trail of places in device pixels; each fades by itself."""

    def __init__(self, canvas: QWidget) -> None:
        self._canvas = canvas
        #: One px of the interface in device pixels, and device pixels in one of the widget.
        self.unit = self.ratio = 1.0
        #: x, y and when; a new stroke begins where ``True`` is.
        self._places: list[tuple[float, float, float, bool]] = []
        self._on = False
        self._fading = QTimer(canvas, interval=FRAME_MS)
        self._fading.timeout.connect(self._fade)

    @property
    def lit(self) -> bool:
        """Whether something of the trail is still seen."""
        return bool(self._places)

    def move(self, at: Coord) -> None:
        """Lead the light to a place."""
        self._places.append((at[0], at[1], perf_counter(), not self._on))
        self._on = True
        self._update(self._places[-2:])
        if not self._fading.isActive():
            self._fading.start()

    def lift(self) -> None:
        """Take the light away; what it showed fades."""
        self._on = False

    def paint(self, overlay: Overlay) -> None:
        """Paint what is left of the trail."""
        now = perf_counter()
        for before, after in zip(self._places, self._places[1:], strict=False):
            if not after[3]:
                left = max(0.0, 1.0 - (now - after[2]) / LIFE)
                overlay.light((before[0], before[1]), (after[0], after[1]), WIDTH * left)

    def _fade(self) -> None:
        self._update(self._places)
        gone = perf_counter() - LIFE
        self._places = [place for place in self._places if place[2] > gone]
        if not self._places:
            self._fading.stop()

    def _update(self, places: list[tuple[float, float, float, bool]]) -> None:
        _update(self._canvas, [(x, y) for x, y, _, _ in places], WIDTH * self.unit, self.ratio)


class Ripple:
    """A ring that grows from a click for a moment, so that a hall sees where it was."""

    def __init__(self, canvas: QWidget) -> None:
        self._canvas = canvas
        self.unit = self.ratio = 1.0
        self._at: tuple[Coord, float] | None = None
        self._growing = QTimer(canvas, interval=FRAME_MS)
        self._growing.timeout.connect(self._grow)

    @property
    def seen(self) -> bool:
        """Whether a ring is growing."""
        return self._at is not None

    def begin(self, at: Coord) -> None:
        """Let a ring grow from a place in device pixels; not where people asked for less motion."""
        if not self._canvas.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration):
            return
        self._at = (at, perf_counter())
        self._growing.start()

    def paint(self, overlay: Overlay) -> None:
        """Paint the ring as it is now."""
        if self._at is not None:
            at, began = self._at
            share = min(1.0, (perf_counter() - began) / RIPPLE)
            overlay.ring(at, REACH * share, 1.0 - share)

    def _grow(self) -> None:
        if self._at is None:
            return
        at, began = self._at
        if perf_counter() - began >= RIPPLE:
            self._at = None
            self._growing.stop()
        _update(self._canvas, [at], (REACH + 4) * self.unit, self.ratio)


def _update(canvas: QWidget, places: list[Coord], around: float, ratio: float) -> None:
    """Have only what lies around places painted again."""
    if places:
        left, top = min(x for x, _ in places) - around, min(y for _, y in places) - around
        right, bottom = max(x for x, _ in places) + around, max(y for _, y in places) + around
        box = QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
        canvas.update(box.toAlignedRect().adjusted(-1, -1, 1, 1))
