"""The padlock: beside the pointer over what does not move, and on the frame of what is chosen and locked."""

from __future__ import annotations

from app.poster.geometry import Coord
from app.ui.canvas.desk import Desk
from app.ui.canvas.events import Hit
from app.ui.canvas.overlay import PAD, Overlay

#: How far from the tip of the pointer its middle stands, in px of the interface.
BESIDE = (20.0, 22.0)


def show(overlay: Overlay, desk: Desk, hover: Hit | None, pixel: Coord | None) -> None:
    """Show what is locked: a badge on each chosen thing, and one that follows a pointer that can take nothing."""
    view = desk.view
    for item in desk.selected():
        box = desk.extent(item.uid) if item.verrouille else None
        if box:
            x, y = view.to_pixel(box[2], box[1])
            overlay.padlock((x + PAD * desk.unit, y - PAD * desk.unit))
    held = desk.feedback.fast or (hover is not None and hover.locked and not desk.hand.busy)
    if pixel is not None and held:
        overlay.padlock((pixel[0] + BESIDE[0] * desk.unit, pixel[1] + BESIDE[1] * desk.unit))
