"""A ground as a picture of the start page: its outline, its communes, the bourgs that people look for."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from app.basemap.territory import Ground
from app.drawing import theme
from app.poster.geometry import Areas, Geometry, Lines, Point, bounds
from app.ui.controls import ui_font
from app.ui.style import look

#: The part of the picture that the territory takes.
FILLED = 0.82


class Sketch:
    """The paths of a ground in metres, y down: made once, painted at any size."""

    def __init__(self, ground: Ground) -> None:
        self._bounds = bounds(ground.outline)
        self._outline, self._inside, self._around = QPainterPath(), QPainterPath(), QPainterPath()
        self._towns: list[tuple[QPointF, str]] = []
        _add(self._outline, ground.outline)
        for feature in ground.features:
            if feature.couche == "limite":
                _add(self._inside if feature.dedans else self._around, feature.geometry)
            elif feature.couche == "lieu" and feature.rang == 1 and isinstance(feature.geometry, Point):
                self._towns.append((QPointF(feature.geometry.x, -feature.geometry.y), feature.nom))

    def paint(self, painter: QPainter, size: QSize) -> None:
        """Paint the ground in the middle of ``size`` pixels."""
        x0, y0, x1, y1 = self._bounds
        scale = min(size.width() * FILLED / max(1.0, x1 - x0), size.height() * FILLED / max(1.0, y1 - y0))
        painter.save()
        painter.translate(size.width() / 2, size.height() / 2)
        painter.scale(scale, scale)
        painter.translate(-(x0 + x1) / 2, (y0 + y1) / 2)
        painter.strokePath(self._around, _pen(theme.LIMITE_HORS, 1))
        painter.fillPath(self._outline, QColor(theme.PAPIER))
        painter.strokePath(self._inside, _pen(theme.LIMITE_COMMUNE, 1))
        painter.strokePath(self._outline, _pen(theme.DOMAINES["organisation"].ink, 2.4))
        places = [(painter.transform().map(at), name) for at, name in self._towns]
        painter.restore()
        font = ui_font(look.metrics.small, QFont.Weight.Bold)
        taken: list[QRectF] = []
        for at, name in places:
            words = QPainterPath()
            words.addText(at + QPointF(6, 4), font, name)
            box = words.boundingRect().adjusted(-6, -4, 6, 4)
            if any(box.intersects(other) for other in taken):
                continue
            taken.append(box)
            painter.strokePath(words, _pen(theme.PAPIER, 4))
            painter.fillPath(words, QColor(theme.ENCRE))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.ENCRE))
            painter.drawEllipse(at, 3.2, 3.2)


def _add(path: QPainterPath, geometry: Geometry) -> None:
    if isinstance(geometry, Lines):
        for run in geometry.parts:
            path.addPolygon(QPolygonF([QPointF(x, -y) for x, y in run]))
    elif isinstance(geometry, Areas):
        for ring in (ring for polygon in geometry.parts for ring in polygon):
            path.addPolygon(QPolygonF([QPointF(x, -y) for x, y in ring]))
            path.closeSubpath()


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour[:7]), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
