"""From Qt's devices to the words of gestures, and back to cursors."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPointerEvent, QPointingDevice

from app.ui.canvas.events import Device, Hit

_MODIFIERS = {
    Qt.KeyboardModifier.ShiftModifier: "shift",
    Qt.KeyboardModifier.ControlModifier: "ctrl",
    Qt.KeyboardModifier.AltModifier: "alt",
}
_CURSORS = {
    "fleche": Qt.CursorShape.ArrowCursor,
    "croix": Qt.CursorShape.CrossCursor,
    "crayon": Qt.CursorShape.CrossCursor,
    "gomme": Qt.CursorShape.PointingHandCursor,
    "texte": Qt.CursorShape.IBeamCursor,
    "cadrer": Qt.CursorShape.SizeAllCursor,
    "caler": Qt.CursorShape.CrossCursor,
    "main": Qt.CursorShape.OpenHandCursor,
    "laser": Qt.CursorShape.ArrowCursor,
}
_DIAGONALS = (Qt.CursorShape.SizeFDiagCursor, Qt.CursorShape.SizeBDiagCursor)
#: Cursors of the sides of a frame: the top and the bottom, then the right and the left.
_SIDES = (Qt.CursorShape.SizeVerCursor, Qt.CursorShape.SizeHorCursor)


def modifiers(held: Qt.KeyboardModifier) -> frozenset[str]:
    """Return the names of the modifier keys held."""
    return frozenset(name for key, name in _MODIFIERS.items() if held & key)


def device(event: QPointerEvent) -> Device:
    """Return what moved the pointer."""
    kind = event.pointingDevice().pointerType()
    if kind in (QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser):
        return "pen"
    return "touch" if kind == QPointingDevice.PointerType.Finger else "mouse"


def rubs(event: QPointerEvent) -> bool:
    """Return whether the pointer is the eraser end of a pen."""
    return event.pointingDevice().pointerType() == QPointingDevice.PointerType.Eraser


def cursor(tool: str, hit: Hit | None, selected: frozenset[str]) -> Qt.CursorShape:
    """Return the cursor of a tool (by its cursor's name) over ``hit``."""
    if tool != "fleche" and (tool != "caler" or hit is None):
        return _CURSORS[tool]
    if hit is None:
        return Qt.CursorShape.ArrowCursor
    if hit.handle is not None:
        if hit.handle.role == "taille":
            return _DIAGONALS[hit.handle.path[0] % 2]
        if hit.handle.role == "cadre":
            return (
                _SIDES[hit.handle.path[0] % 2]
                if hit.handle.path[0] > 3
                else _DIAGONALS[hit.handle.path[0] % 2]
            )
        if hit.handle.role == "largeur":
            return Qt.CursorShape.SizeVerCursor if hit.handle.path else Qt.CursorShape.SizeHorCursor
        return Qt.CursorShape.PointingHandCursor
    if hit.locked:
        return Qt.CursorShape.ArrowCursor  # the padlock beside it says the rest
    if hit.part:
        return Qt.CursorShape.SizeAllCursor if hit.uid.startswith("nom:") else Qt.CursorShape.IBeamCursor
    return Qt.CursorShape.SizeAllCursor if hit.uid in selected else Qt.CursorShape.PointingHandCursor
