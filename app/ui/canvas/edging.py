"""Near the border of the canvas, the view follows a drag that stays there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QTimer

from app.poster.geometry import Coord
from app.ui.canvas.view import View

#: How near the border counts, and how far the view goes at each tick at most, in px of the interface.
NEAR, FAR = 24.0, 14.0
#: The hand stays this long there before the view moves, and then one tick after the other (ms): passing is free.
STAY, TICK = 250, 16


class Edging(QObject):
    """Pans while a drag stays near a border: ``pan`` takes a way in px of the widget, ``moved`` is told after it."""

    def __init__(
        self, view: View, pan: Callable[[QPointF], None], moved: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view, self._pan, self._moved = view, pan, moved
        self._pixel: Coord = (0.0, 0.0)
        self._unit = 1.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)

    @property
    def busy(self) -> bool:
        """Whether the pointer is near a border in a drag."""
        return self._timer.isActive()

    def follow(self, pixel: Coord, unit: float) -> None:
        """Take the place of the pointer of a drag, in device pixels; ``unit`` is one px of the interface."""
        self._pixel, self._unit = pixel, unit
        if self.step() == (0.0, 0.0):
            self.stop()
        elif not self._timer.isActive():
            self._timer.start(STAY)

    def stop(self) -> None:
        """Stay where the view is: the drag has ended, or left the border."""
        self._timer.stop()

    def step(self) -> Coord:
        """Return how far the view would go now, in device pixels: farther nearer to the border."""
        return (
            self._along(self._pixel[0], self._view.width),
            self._along(self._pixel[1], self._view.height),
        )

    def tick(self) -> None:
        """Go one step, as long as there is more of the sheet to be seen there."""
        self._timer.setInterval(TICK)
        before = self._view.origin
        across, down = self.step()
        self._pan(QPointF(across / self._view.ratio, down / self._view.ratio))
        if self._view.origin == before:
            self.stop()
        else:
            self._moved()

    def _along(self, at: float, room: float) -> float:
        near = NEAR * self._unit
        if at < near:
            return FAR * self._unit * min(1.0, (near - at) / near)
        if at > room - near:
            return -FAR * self._unit * min(1.0, (at - room + near) / near)
        return 0.0
