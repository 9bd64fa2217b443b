"""The frame of what is selected, under its handles: a thin line that joins them, and the stalk that turns."""

from __future__ import annotations

from collections.abc import Sequence

from app.poster.boxes import middle
from app.poster.geometry import Box, Coord, Run
from app.poster.records import Mark, Photo
from app.ui.canvas.desk import Desk
from app.ui.canvas.events import Handle
from app.ui.canvas.overlay import Overlay
from app.ui.tools.handles import frame
from app.ui.tools.shapes import distance


def show(overlay: Overlay, desk: Desk) -> None:
    """Paint the frame that the handles stand on, and the stalks of those that turn."""
    found = desk.handles()
    around = frame.rectangle(found)
    runs: list[Run] = [around] if around else []
    runs += frame.stalks(found)
    for each in found:
        item = desk.item(each.uid) if each.role == "rotation" else None
        box = desk.extent(each.uid) if isinstance(item, Mark | Photo) else None
        if box:
            runs.append((_foot(box, each, found), each.at))
    if runs:
        overlay.thin(runs)


def _foot(box: Box, stalk: Handle, found: Sequence[Handle]) -> Coord:
    """Return where a stalk begins: at the corners' distance from the middle, so that it does not cross the sign."""
    heart = middle(box)
    corners = [each.at for each in found if each.role == "taille"]
    apart = min((max(abs(x - heart[0]), abs(y - heart[1])) for x, y in corners), default=0.0)
    share = min(1.0, apart / max(1e-6, distance(heart, stalk.at)))
    return (heart[0] + (stalk.at[0] - heart[0]) * share, heart[1] + (stalk.at[1] - heart[1]) * share)
