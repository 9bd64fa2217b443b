"""Parts that a hand is moving, painted one over the other: what composing them will give, without its delay."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.catalogue import invent
from app.catalogue.invent import Part
from app.catalogue.model import GRID
from app.drawing import theme
from app.drawing.theme import Tint
from app.ui.inventing.composing import Composition


def paint_layers(painter: QPainter, state: Composition, square: QRectF, tint: Tint) -> None:
    """Paint each part into the square of the sheet, ringed with what it lies on."""
    plated = state.plate != "aucune"
    ground, ink = (tint.ink, theme.PAPIER) if plated else (theme.PAPIER, tint.ink)
    painter.save()
    painter.translate(square.topLeft())
    painter.scale(square.width() / GRID, square.width() / GRID)
    if plated:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        whole = QRectF(invent.LOW, invent.LOW, invent.HIGH - invent.LOW, invent.HIGH - invent.LOW)
        if state.plate == "rond":
            painter.drawEllipse(whole)
        else:
            painter.drawRoundedRect(whole, 7.0, 7.0)
    for part in state.parts:
        inks = (ground, ink) if part.role == "paper" else (ink, ground)
        _part(painter, part, *inks, ringed=part.role == "ink", accent=tint.accent)
    painter.restore()


def _part(painter: QPainter, part: Part, ink: str, paper: str, *, ringed: bool, accent: str) -> None:
    # Both bring shapely: never before the first paint of the window.
    from app.drawing.brushes.glyphs import silhouette
    from app.drawing.brushes.subject import Look
    from app.painting.painter import paint

    scale = part.side / GRID
    painter.save()
    painter.translate(QPointF(part.x, part.y))
    painter.rotate(part.turn)
    painter.scale(-scale if part.flipped else scale, scale)
    look = Look(ink, accent, halo=paper if ringed else "")
    drawn = silhouette(part.glyph, 0.0, 0.0, GRID, look, halo=invent.RING / scale, paper=paper)
    paint(painter, drawn, 1.0)
    painter.restore()
