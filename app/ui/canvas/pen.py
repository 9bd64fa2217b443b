"""A pen on the canvas: how hard it presses, and its barrel button, which pans, or asks for the menu where it clicks.

The tip and the eraser are told again by Qt as a mouse, which gestures understand: hovering, double clicks and the
windows beside the canvas come with it. Only what the barrel button does is the pen's own.
"""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QTabletEvent

from app.ui.canvas.devices import modifiers
from app.ui.canvas.pointer import Step

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

BARREL = Qt.MouseButton.RightButton | Qt.MouseButton.MiddleButton
#: A barrel button let go so near, in px of the interface, is a click.
STILL = 6.0


class Pen:
    """The pen of one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        #: 0-1; told before each event of the tip.
        self.pressure = 0.5
        #: Whether one has been seen: from then on fingers only pan and zoom.
        self.seen = False
        #: Whether its tip is on the sheet: a palm may lie beside it.
        self.down = False
        self._barrel: QPointF | None = None
        self._moved = False

    def feel(self, event: QTabletEvent) -> bool:
        """Act on the pen; return whether Qt need not tell it again as a mouse."""
        self.seen = True
        self.pressure = event.pressure()
        kind, button = event.type(), event.button()
        if kind == QEvent.Type.TabletPress and button == Qt.MouseButton.LeftButton:
            self.down = True
        elif kind == QEvent.Type.TabletRelease and button == Qt.MouseButton.LeftButton:
            self.down = False
        elif kind == QEvent.Type.TabletPress and button & BARREL and not self.down:
            self._barrel, self._moved = event.position(), False
            return True
        elif self._barrel is not None:
            self._turn(event, over=kind == QEvent.Type.TabletRelease)
            return True
        return False

    def _turn(self, event: QTabletEvent, *, over: bool) -> None:
        pointer, began = self._canvas.pointer, self._barrel
        assert began is not None
        away = event.position() - began
        if not self._moved and hypot(away.x(), away.y()) > STILL * self._canvas.unit:
            self._moved = True
            pointer.grip(began)
        at, screen = event.position(), event.globalPosition().toPoint()
        step = Step(at, screen, modifiers(event.modifiers()), "pen")
        if self._moved:
            (pointer.release if over else pointer.move)(step)
        elif over:
            self._canvas.ask_menu(at, screen, "pen")
        if over:
            self._barrel = None
