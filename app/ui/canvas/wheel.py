"""What turns of a wheel and gestures of a touch pad ask of the view: to pan, or to zoom at the pointer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QWheelEvent

from app.ui.canvas.view import STEP, View

#: A whole notch of a wheel, as Qt counts it, and how far it pans, in px of the interface.
NOTCH = 120.0
PANNED = 60.0
#: However hard it was turned, one event zooms by so many notches at most: nobody loses the sheet.
MOST_NOTCHES = 3.0
#: How much nearer than the whole sheet a double tap with two fingers comes.
NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A pan in px of the widget, or the factor of a zoom where it is not 1."""

    pan: QPointF
    zoom: float = 1.0


def turned(event: QWheelEvent, *, zooms: bool) -> Turn:
    """Return what a turn asks for; ``zooms``: a wheel alone zooms, and pans with Ctrl."""
    held = event.modifiers()
    ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
    if ctrl != (zooms and is_wheel(event)):
        notches = (event.angleDelta().y() or event.pixelDelta().y()) / NOTCH
        return Turn(QPointF(), STEP ** min(MOST_NOTCHES, max(-MOST_NOTCHES, notches)))
    step = QPointF(event.pixelDelta())
    if step.isNull():
        step = QPointF(event.angleDelta()) * (PANNED / NOTCH)
    if held & Qt.KeyboardModifier.ShiftModifier and not step.x():
        step = QPointF(step.y(), 0.0)
    return Turn(step)


def is_wheel(event: QWheelEvent) -> bool:
    """Return whether a real wheel was turned, by notches; two fingers of a pad glide, and have phases."""
    return (
        event.pixelDelta().isNull()
        and event.phase() == Qt.ScrollPhase.NoScrollPhase
        and event.device().type() != QInputDevice.DeviceType.TouchPad
        and not event.angleDelta().x()
    )


def pinched(event: QNativeGestureEvent, view: View) -> float | None:
    """Return the factor by which a gesture of a touch pad zooms, 0 to show the whole sheet; None for others."""
    match event.gestureType():
        case Qt.NativeGestureType.ZoomNativeGesture:
            return max(0.2, 1.0 + event.value())
        case Qt.NativeGestureType.SmartZoomNativeGesture:
            return NEAR if view.scale <= view.fit_scale * 1.001 else 0.0
    return None
