"""Fingers on the canvas: one draws as the hand does, two pan and zoom, one that rests asks for the menu.

A finger presses only once it has moved or left: a second finger that comes meanwhile finds nothing begun. Once a pen
has been seen, fingers only pan and zoom: they are a palm more often than not.
"""

from __future__ import annotations

from math import hypot
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QInputDevice, QTouchEvent
from PySide6.QtWidgets import QApplication

from app.ui.canvas.devices import modifiers
from app.ui.canvas.pointer import Step

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: A finger that rests this long (ms) asks for the menu.
LONG_MS = 500
#: A finger that moves less than this, in px of the interface, has not moved; two taps so near are a double one.
STILL, SAME = 8.0, 24.0
#: ``waits``: down, not moved yet; ``draws``: its gesture is under way; ``pans``: it holds the view; ``two``: two
#: fingers do; ``spent``: nothing more until every finger has left.
State = Literal["", "waits", "draws", "pans", "two", "spent"]


class Touch:
    """The fingers on one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.state: State = ""
        self._finger = -1
        self._first: Step | None = None
        self._tapped: tuple[QPointF, float] | None = None
        #: What was chosen before the finger came, and whether a gesture of several taps was under way.
        self._chosen: frozenset[str] = frozenset()
        self._amid = False
        #: The middle of two fingers and how far apart they are.
        self._held: tuple[QPointF, float] = (QPointF(), 0.0)
        self._long = QTimer(canvas, singleShot=True, interval=LONG_MS)
        self._long.timeout.connect(self._rested)

    def feel(self, event: QTouchEvent) -> bool:
        """Act on fingers; return whether they are the canvas's."""
        kind, canvas = event.type(), self._canvas
        points = event.points()
        if kind == QEvent.Type.TouchBegin and canvas.childAt(points[0].position().toPoint()) is not None:
            # The words being written take their own touches, as a mouse.
            return False
        event.accept()
        if event.device().type() != QInputDevice.DeviceType.TouchScreen:
            # Fingers on a pad are a wheel and native gestures by now.
            return True
        if kind == QEvent.Type.TouchCancel:
            self._give_up()
            self.state = "spent"
        elif canvas.pen.down:
            # A palm beside the pen.
            self._long.stop()
            self.state = "spent"
        else:
            self._fingers(event, points)
        left = all(point.state() == QEventPoint.State.Released for point in points)
        if left or kind in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._long.stop()
            self.state = ""
        return True

    def _fingers(self, event: QTouchEvent, points: list[QEventPoint]) -> None:
        down = [point for point in points if point.state() != QEventPoint.State.Released]
        if self.state == "" and len(down) == 1:
            self._come(self._step(event, down[0]), down[0])
        elif len(down) >= 2 and self.state in ("", "waits", "draws", "pans"):
            self._second(down)
        elif self.state == "two":
            if len(down) >= 2:
                self._both(down)
            else:
                self.state = "spent"
        else:
            mine = next((point for point in points if point.id() == self._finger), None)
            if mine is not None:
                self._one(self._step(event, mine), mine)

    # -- one finger

    def _come(self, step: Step, point: QEventPoint) -> None:
        canvas = self._canvas
        self._finger, self._first, self.state = point.id(), step, "waits"
        self._chosen, self._amid = canvas.session.selection, canvas.desk.hand.busy
        canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self._amid and not canvas.fingers_pan:
            self._long.start()

    def _one(self, step: Step, point: QEventPoint) -> None:
        pointer, first = self._canvas.pointer, self._first
        assert first is not None
        released = point.state() == QEventPoint.State.Released
        if self.state == "waits" and not released and self._far(step, first, STILL):
            self._long.stop()
            if self._canvas.fingers_pan:
                self.state = "pans"
                pointer.grip(first.at)
            else:
                self.state = "draws"
                pointer.press(first)
        if self.state in ("draws", "pans"):
            (pointer.release if released else pointer.move)(step)
        elif self.state == "waits" and released and not self._canvas.fingers_pan:
            self._tap(step, first)

    def _tap(self, step: Step, first: Step) -> None:
        pointer, now = self._canvas.pointer, perf_counter()
        near = self._tapped is not None and self._far(step, first, SAME, self._tapped[0]) is False
        soon = self._tapped is not None and now - self._tapped[1] < QApplication.doubleClickInterval() / 1000
        if near and soon:
            self._tapped = None
            pointer.double(first)
        else:
            self._tapped = (step.at, now)
            pointer.press(first)
        pointer.release(step)

    def _far(self, step: Step, first: Step, reach: float, place: QPointF | None = None) -> bool:
        away = step.at - (place if place is not None else first.at)
        return hypot(away.x(), away.y()) > reach * self._canvas.unit

    def _rested(self) -> None:
        if self.state == "waits" and self._first is not None:
            self.state = "spent"
            self._canvas.ask_menu(self._first.at, self._first.screen, "touch")

    # -- two fingers

    def _second(self, down: list[QEventPoint]) -> None:
        self._long.stop()
        self._give_up()
        self.state = "two"
        self._held = _middle(down)

    def _give_up(self) -> None:
        """Take back what the finger has begun: no trace of it stays, nor in what is chosen."""
        canvas = self._canvas
        if self.state == "pans":
            canvas.pointer.let_go()
        elif self.state == "draws":
            canvas.pointer.let_go()
            if self._amid:
                # Of a gesture of several taps only this one is taken back.
                assert self._first is not None
                canvas.pointer.release(self._first)
                canvas.take_back()
            else:
                canvas.give_up()
                canvas.session.select(self._chosen)

    def _both(self, down: list[QEventPoint]) -> None:
        canvas = self._canvas
        (before, apart), now = self._held, _middle(down)
        self._held = now
        canvas.pan(now[0] - before)
        if apart > 1 and now[1] > 1:
            canvas.zoom_at(now[1] / apart, now[0])

    def _step(self, event: QTouchEvent, point: QEventPoint) -> Step:
        held = modifiers(event.modifiers())
        return Step(point.position(), point.globalPosition().toPoint(), held, "touch")


def _middle(down: list[QEventPoint]) -> tuple[QPointF, float]:
    """Return the middle of two fingers, and how far apart they are."""
    one, two = down[0].position(), down[1].position()
    return (one + two) / 2, hypot(one.x() - two.x(), one.y() - two.y())
