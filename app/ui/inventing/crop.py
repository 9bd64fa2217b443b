"""The part of a picture that is looked at: a box in shares of its sides, dragged by its edges or drawn anew."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt

from app.poster.geometry import Box

#: The whole picture, and the smallest side, as shares.
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
SMALLEST = 0.08
CURSORS = {
    "l": Qt.CursorShape.SizeHorCursor,
    "r": Qt.CursorShape.SizeHorCursor,
    "t": Qt.CursorShape.SizeVerCursor,
    "b": Qt.CursorShape.SizeVerCursor,
    "lt": Qt.CursorShape.SizeFDiagCursor,
    "rb": Qt.CursorShape.SizeFDiagCursor,
    "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor,
    "all": Qt.CursorShape.SizeAllCursor,
}


def kept(wanted: Box, before: Box) -> Box:
    """Return a crop within the picture; the one before where it would be too small."""
    left, top, right, bottom = (min(1.0, max(0.0, each)) for each in wanted)
    small = right - left < SMALLEST or bottom - top < SMALLEST
    return before if small else (left, top, right, bottom)


def laid(crop: Box, frame: QRectF) -> QRectF:
    """Return where a crop lies, in pixels, in a picture that fills ``frame``."""
    left, top, right, bottom = crop
    return QRectF(
        frame.x() + left * frame.width(),
        frame.y() + top * frame.height(),
        (right - left) * frame.width(),
        (bottom - top) * frame.height(),
    )


def grip(crop: Box, frame: QRectF, at: QPointF, reach: float) -> str:
    """Return what a press would take: edges (« lt », « r »…), the whole crop (« all »), or a new one (« new »)."""
    box = laid(crop, frame)
    if not box.adjusted(-reach, -reach, reach, reach).contains(at):
        return "new"
    near = (
        ("l", abs(at.x() - box.left()) <= reach),
        ("r", abs(at.x() - box.right()) <= reach),
        ("t", abs(at.y() - box.top()) <= reach),
        ("b", abs(at.y() - box.bottom()) <= reach),
    )
    edges = "".join(name for name, taken in near if taken)
    return edges or ("new" if crop == WHOLE else "all")


def dragged(taken: str, crop: Box, frame: QRectF, start: QPointF, at: QPointF) -> Box:
    """Return the crop when what was taken at ``start`` is dragged to ``at``."""
    dx, dy = (at.x() - start.x()) / frame.width(), (at.y() - start.y()) / frame.height()
    if taken == "new":
        x, y = (start.x() - frame.x()) / frame.width(), (start.y() - frame.y()) / frame.height()
        return kept((min(x, x + dx), min(y, y + dy), max(x, x + dx), max(y, y + dy)), crop)
    if taken == "all":
        return slid(crop, dx, dy)
    left, top, right, bottom = crop
    left, right = left + dx * ("l" in taken), right + dx * ("r" in taken)
    top, bottom = top + dy * ("t" in taken), bottom + dy * ("b" in taken)
    return kept((left, top, right, bottom), crop)


def slid(crop: Box, dx: float, dy: float) -> Box:
    """Return a crop moved as far as the picture goes."""
    left, top, right, bottom = crop
    dx, dy = min(1 - right, max(-left, dx)), min(1 - bottom, max(-top, dy))
    return (left + dx, top + dy, right + dx, bottom + dy)


def narrowed(crop: Box, by: float) -> Box:
    """Return a crop whose sides come in by a share of the picture."""
    left, top, right, bottom = crop
    return kept((left + by, top + by, right - by, bottom - by), crop)
