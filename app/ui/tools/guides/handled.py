"""One handle in hand: ends, corners and places hold on to the base map, sides and sizes to
neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from app.poster.boxes import middle
from app.poster.geometry import Box, Coord
from app.poster.records import Item, Photo, PostIt
from app.ui.canvas.events import Handle, PointerEvent
from app.ui.tools.guides.aligned import Aligned, kind_of, wanted
from app.ui.tools.guides.holding import held_at, holds_on
from app.ui.tools.handles import frame
from app.ui.tools.tool import Context


class Handled:
    """What guides make of the places to which a hand leads one handle of a thing."""

    def __init__(self, context: Context, item: Item, handle: Handle) -> None:
        self._context, self._handle = context, handle
        self._grounded = holds_on(item, handle)
        self._note = isinstance(item, PostIt)
        box = context.extent(item.uid) if _sized(item, handle) else None
        self._box = box
        self._aligned = Aligned(context, box, "papier", frozenset({item.uid})) if box else None

    def at(self, event: PointerEvent, page: Coord) -> Coord:
        """Return where the handle goes, in mm of the page; with Ctrl or Maj, where the hand is."""
        if event.ctrl or event.shift:
            return page
        if self._grounded:
            return held_at(self._context, page)
        if self._aligned is None or self._box is None:
            return page
        left, top, right, bottom = self._box
        if not self._note:
            return self._aligned.stretched(middle(self._box), self._handle.at, page, keeps=True)
        if self._handle.role == "taille":
            return self._aligned.stretched((left, top), (right, bottom), page, keeps=True)
        axis = 1 if self._handle.path else 0
        to = (right, page[1]) if axis else (page[0], bottom)
        there = self._aligned.stretched((left, top), (right, bottom), to, axes=(axis,))
        return (page[0], there[1]) if axis else (there[0], page[1])


class Framed:
    """What guides make of the places to which a hand leads a handle of the frame around things."""

    def __init__(self, context: Context, things: Sequence[Item], box: Box, handle: Handle) -> None:
        self._box, self._handle = box, handle
        self._aligned: Aligned | None = None
        if handle.role == "cadre" and wanted(context, things):
            without = frozenset(item.uid for item in things)
            self._aligned = Aligned(context, box, kind_of(things), without)

    def at(self, event: PointerEvent, page: Coord, start: Coord, *, keeps: bool) -> Coord:
        """Return where a hand that took the handle at ``start`` leads it, in mm of the page; with Ctrl, ``page``."""
        if self._aligned is None or event.ctrl:
            return page
        corner, opposite = frame.ends(self._box, self._handle)
        left, top, right, bottom = self._box
        about = middle(self._box) if event.alt else opposite
        to = (corner[0] + page[0] - start[0], corner[1] + page[1] - start[1])
        rank = self._handle.path[0]
        axes = (0, 1) if rank < 4 else (1 - rank % 2,)
        if rank >= 4:
            # A side only moves across: along itself, the box is as long as before.
            low, high = (left, right) if axes == (1,) else (top, bottom)
            about, corner, to = (
                _along(at, axes[0], end) for at, end in ((about, low), (corner, high), (to, high))
            )
        there = self._aligned.stretched(about, corner, to, keeps=keeps and rank < 4, axes=axes)
        return (page[0] + there[0] - to[0], page[1] + there[1] - to[1])


def _along(at: Coord, axis: int, other: float) -> Coord:
    return (at[0], other) if axis == 0 else (other, at[1])


def _sized(item: Item, handle: Handle) -> bool:
    """Return whether a handle moves edges that can be aligned: those of a paper, not those of a sign."""
    if isinstance(item, PostIt):
        return handle.role in ("largeur", "taille")
    return isinstance(item, Photo) and handle.role == "taille" and not item.angle
