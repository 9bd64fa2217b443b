"""What is chosen, or the whole sheet, as other programs take it: an image on white paper, an SVG of its true size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage, QPainter

from app.drawing import postits
from app.drawing.primitives import Primitive
from app.drawing.primitives import box as extent_of
from app.painting.painter import paint
from app.poster.geometry import Box
from app.poster.records import PostIt

if TYPE_CHECKING:
    from app.ui.session import Session

#: Paper around what is shown, in mm.
AROUND = 2.0
#: Finest grain, and the most pixels of what is copied beside the things themselves, and of an image that was asked for.
DPI, MOST_PIXELS, MOST_ASKED = 300, 1_500_000, 9_000_000
_INCH = 25.4

Shown = tuple[tuple[Primitive, ...], Box]


def chosen(session: Session, uids: Iterable[str]) -> Shown | None:
    """Return the ink of some things and the part of the sheet that it takes, in mm; None where nothing is drawn.

    A post-it that speaks of something that is not there has no leader: it would point at nothing.
    """
    wanted = frozenset(uids)
    found: list[Primitive] = []
    for ink in session.scene.inks:
        if ink.uid not in wanted:
            continue
        record = session.document.get(ink.uid)
        if isinstance(record, PostIt) and record.cible not in wanted:
            ink = postits.draw(record, None)
        found += ink.primitives
    around = extent_of(found)
    if around is None:
        return None
    # What leaves the sheet is not seen there either.
    left, top = max(-AROUND, around[0] - AROUND), max(-AROUND, around[1] - AROUND)
    right = min(session.scene.width + AROUND, around[2] + AROUND)
    bottom = min(session.scene.height + AROUND, around[3] + AROUND)
    return (tuple(found), (left, top, right, bottom)) if left < right and top < bottom else None


def sheet(session: Session) -> Shown:
    """Return the whole sheet as it is seen."""
    scene = session.shown
    return scene.primitives(), (0.0, 0.0, scene.width, scene.height)


def image(session: Session, shown: Shown, most: int = MOST_PIXELS) -> QImage:
    """Return ink on white paper, at 300 dpi or as fine as ``most`` pixels allow; it knows its size.

    White and not clear: many programs of offices show what is clear in black.
    """
    primitives, (left, top, right, bottom) = shown
    width, height = right - left, bottom - top
    scale = min(DPI / _INCH, (most / (width * height)) ** 0.5)
    made = QImage(max(1, round(width * scale)), max(1, round(height * scale)), QImage.Format.Format_RGB32)
    made.setDotsPerMeterX(round(scale * 1000))
    made.setDotsPerMeterY(round(scale * 1000))
    made.fill(QColor("#FFFFFF"))
    painter = QPainter(made)
    try:
        painter.translate(-left * scale, -top * scale)
        paint(painter, primitives, scale, session.images)
    finally:
        painter.end()
    return made


def svg(session: Session, shown: Shown, title: str = "") -> bytes:
    """Return ink as an SVG of its true size, in UTF-8."""
    from app.exports import svg as writer

    primitives, box = shown
    return writer.drawn(primitives, box, title=title, images=session.file.pictures.get).encode("utf-8")
