"""What a pointer does on the canvas, whatever moves it: pans, begins gestures, goes on with them, ends them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from app.poster.geometry import Coord
from app.ui.canvas import cursors, devices, holding
from app.ui.canvas.desk import HANDLED
from app.ui.canvas.edging import Edging
from app.ui.canvas.events import Device, Hit, Kind, PointerEvent
from app.ui.tools.registry import TOOLS
from app.ui.tools.shapes import distance

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Step:
    """Where a pointer is on the canvas and on the screen, with which keys, moved by what, how hard it presses."""

    at: QPointF
    screen: QPoint
    held: frozenset[str] = frozenset()
    device: Device = "mouse"
    pressure: float = 0.5
    #: Whether it is the eraser end of a pen.
    rubs: bool = False


def step_of(event: QMouseEvent, pressure: float) -> Step:
    """Return what a mouse tells, or a pen by way of a mouse."""
    device = devices.device(event)
    return Step(
        event.position(),
        event.globalPosition().toPoint(),
        devices.modifiers(event.modifiers()),
        device,
        pressure if device == "pen" else 0.5,
        devices.rubs(event),
    )


class Pointer:
    """The pointer of one canvas. A pan, the laser and the gestures of tools are its three ways to be down."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        #: What a click would take.
        self.hover: Hit | None = None
        #: Whether the space bar turns it into a hand.
        self.space = False
        #: Where the view is held while it is panned.
        self._grip: QPointF | None = None
        self._lit = False
        #: The second press of a double click, until it is known to be one and not the beginning of a drag.
        self._second: Step | None = None
        self._outside = False
        #: The last step of a drag, gone over again where the view moves under it.
        self._last: Step | None = None
        self._edging = Edging(canvas.view, canvas.pan, self._slid, canvas)

    @property
    def panning(self) -> bool:
        """Whether it holds the view."""
        return self._grip is not None

    # -- down, along, up

    def press(self, step: Step) -> None:
        """Begin what the tool in hand does: pan, show, or a gesture."""
        canvas, tool = self._canvas, self._canvas.session.tool
        canvas.point(step.at)
        canvas.show_click()
        if self.space or (tool == "main" and not step.rubs):
            self.grip(step.at)
        elif tool == "laser" and not step.rubs:
            self._lit = True
            canvas.laser.move(self._device(step.at))
        else:
            canvas.session.settle()
            canvas.desk.press(self._event("press", step), "gomme" if step.rubs else "")
            self.hover = None
            canvas.after()

    def grip(self, at: QPointF) -> None:
        """Hold the view."""
        self._canvas.point(at)
        self._grip = at
        self.show_cursor()

    def move(self, step: Step) -> None:
        """Pan, show, go on with the gesture, or say what a click would take."""
        canvas = self._canvas
        canvas.point(step.at)
        if self._second is not None:
            if not self._left_place(self._second, step):
                return
            # Click, then drag at once: the thing is to be moved, not opened.
            second, self._second = self._second, None
            self.press(second)
        if self._grip is not None:
            way, self._grip = step.at - self._grip, step.at
            canvas.pan(way)
        elif self._lit:
            canvas.laser.move(self._device(step.at))
        elif canvas.desk.hand.busy:
            canvas.desk.hand.feed(self._event("move", step))
            self._left(step)
            self._near_border(step)
            canvas.after()
        else:
            self._look(step)

    def release(self, step: Step) -> None:
        """End the pan, the light, or this part of the gesture."""
        canvas, desk = self._canvas, self._canvas.desk
        canvas.point(step.at)
        self._edging.stop()
        if self._second is not None:
            second, self._second = self._second, None
            self._open(second)
        elif self._grip is not None or self._lit:
            self.let_go()
        elif desk.hand.busy:
            carried = self._carried()
            if desk.feedback.movable and not self._inside(step):
                canvas.give_up()
                canvas.dropped_outside.emit(carried & canvas.session.selection, step.screen)
            else:
                desk.hand.feed(self._event("release", step))
            canvas.after()

    def let_go(self) -> None:
        """Hold the view no more, and show no more."""
        self._grip, self._lit = None, False
        self._canvas.laser.lift()
        self.show_cursor()

    def double(self, step: Step) -> None:
        """End a gesture of several clicks, or wait for the release that opens what lies under the pointer."""
        canvas, session = self._canvas, self._canvas.session
        if self.space or TOOLS[session.tool].gesture is None:
            self.press(step)
            return
        canvas.point(step.at)
        if canvas.desk.hand.busy:
            canvas.desk.hand.feed(self._event("double", step))
            canvas.after()
        elif step.held or not self._opens(self._hit(step)):
            self.press(step)  # with a key, two quick clicks are two clicks
        else:
            self._second = step

    def forget(self) -> None:
        """Take the second press of a double click for nothing."""
        self._second = None

    def _hit(self, step: Step) -> Hit | None:
        return self._canvas.desk.find(self._page(step), step.device)

    def _opens(self, hit: Hit | None) -> bool:
        if hit is None:
            return False
        return hit.handle is not None or (self._canvas.session.tool == "choisir" and not hit.locked)

    def _open(self, step: Step) -> None:
        """Do what a double click does: act on a handle, enter a group, open words."""
        canvas, session = self._canvas, self._canvas.session
        hit = self._hit(step)
        if hit is not None and hit.handle is not None and holding.double(canvas, hit.handle):
            canvas.after()
        elif session.tool == "choisir" and hit is not None and not hit.locked:
            if not session.enter(hit.uid):
                canvas.edit_text(hit.uid, at=self._page(step))
        else:
            self.press(step)
            self.release(step)

    def _left_place(self, first: Step, step: Step) -> bool:
        return distance(self._page(first), self._page(step)) > self._canvas.desk.reach(first.device)

    # -- over

    def _look(self, step: Step) -> None:
        before, session = self.hover, self._canvas.session
        looking = session.tool in HANDLED and not self.space
        self.hover = self._canvas.desk.find(self._page(step), step.device) if looking else None
        self.show_cursor()
        locked = self.hover is not None and self.hover.locked  # its badge follows the pointer
        if self.hover != before or locked or session.tool != "choisir":
            self._canvas.show_hand()

    def show_cursor(self) -> None:
        """Show what the pointer would do where it is."""
        canvas = self._canvas
        if self._grip is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self.space:
            shape = Qt.CursorShape.OpenHandCursor
        else:
            tool = TOOLS[canvas.session.tool].cursor
            shape = devices.cursor(tool, self.hover, canvas.session.selection)
        canvas.setCursor(
            cursors.cursor(shape, canvas.session.tool, large=canvas.large, ratio=canvas.view.ratio)
        )

    def back_inside(self) -> None:
        """Tell the window that nothing is carried over it any more."""
        if self._outside:
            self._outside = False
            self._canvas.dragged_outside.emit(frozenset(), QPoint())

    def _left(self, step: Step) -> None:
        if self._canvas.desk.feedback.movable and not self._inside(step):
            self._outside = True
            self._canvas.desk.feedback.unguide()  # beside the sheet, nothing is aligned on it
            self._canvas.dragged_outside.emit(self._carried() & self._canvas.session.selection, step.screen)
        else:
            self.back_inside()

    def _near_border(self, step: Step) -> None:
        """Let the view follow what « Choisir » drags along the border; carried out of the canvas, it stays."""
        self._last = step
        if self._canvas.session.tool == "choisir" and not self._outside:
            self._edging.follow(self._device(step.at), self._canvas.unit * self._canvas.view.ratio)
        else:
            self._edging.stop()

    def _slid(self) -> None:
        """Go on with the gesture at the same place of the canvas, now another of the sheet."""
        canvas = self._canvas
        if self._last is None or not canvas.desk.hand.busy:
            self._edging.stop()
            return
        canvas.desk.hand.feed(self._event("move", self._last))
        canvas.after()

    def _carried(self) -> frozenset[str]:
        feedback = self._canvas.desk.feedback
        return feedback.lifted | {draft.uid for draft in feedback.drafts}

    def _inside(self, step: Step) -> bool:
        return self._canvas.rect().contains(step.at.toPoint())

    def _event(self, kind: Kind, step: Step) -> PointerEvent:
        return self._canvas.desk.event(kind, self._page(step), step.held, step.device, step.pressure)

    def _page(self, step: Step) -> Coord:
        return self._canvas.view.to_page(*self._device(step.at))

    def _device(self, at: QPointF) -> Coord:
        ratio = self._canvas.view.ratio
        return (at.x() * ratio, at.y() * ratio)
