"""What the pictogram will look like: small as in the palette, and on the map at the size of the poster."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.catalogue.model import Glyph
from app.drawing import theme
from app.i18n import tr
from app.ui.inventing.paper import paint_glyph
from app.ui.style import look

#: The sizes of the palette, in pixels of the screen at 100 %.
SIZES = (24, 32, 48)
#: Pixels for a millimetre of the sheet as it is usually seen whole.
SEEN = 2.1
HEIGHT = 50


class Preview(QWidget):
    """A row: three sizes, then a piece of map."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Aperçu\u00a0: en petit, puis sur la carte"))
        self.setToolTip(tr("En petit, puis sur la carte"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(look.metrics.u(HEIGHT))
        self._glyph: Glyph | None = None
        self._domaine = ""

    def sizeHint(self) -> QSize:
        """Return the height of the row."""
        return QSize(look.metrics.u(200), look.metrics.u(HEIGHT))

    def show_glyph(self, glyph: Glyph | None, domaine: str) -> None:
        """Show a glyph in the inks of a domaine."""
        self._glyph, self._domaine = glyph, domaine
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sizes side by side on one line, then the map."""
        m, tint = look.metrics, theme.domaine(self._domaine)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = 0.0
            for units in SIZES:
                side = m.u(units)
                box = QRectF(x, (self.height() - side) / 2, side, side)
                if self._glyph is not None:
                    paint_glyph(painter, self._glyph, box, tint)
                else:
                    painter.setPen(QPen(QColor(look.tokens.line), 1))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
                x += side + m.u(10)
            ground = QRectF(x, 0.5, self.width() - x - 0.5, self.height() - 1)
            self._map(painter, ground)
            if self._glyph is not None:
                seen = theme.PICTO_MM[2] * SEEN * m.scale
                middle = QPointF(ground.x() + ground.width() * 0.42, ground.center().y())
                box = QRectF(middle.x() - seen / 2, middle.y() - seen / 2, seen, seen)
                paint_glyph(painter, self._glyph, box, tint, ringed=True)
        finally:
            painter.end()

    def _map(self, painter: QPainter, ground: QRectF) -> None:
        """Paint communes and a piece of the outside, in the colours of the sheet."""
        frame = QPainterPath()
        frame.addRoundedRect(ground, look.metrics.radius, look.metrics.radius)
        painter.save()
        painter.setClipPath(frame)
        painter.fillPath(frame, QColor(theme.PAPIER))

        def at(across: float, down: float) -> QPointF:
            return QPointF(ground.x() + across * ground.width(), ground.y() + down * ground.height())

        edge = [at(0.80, -0.1), at(0.84, 0.2), at(0.78, 0.45), at(0.86, 0.7), at(0.82, 1.1)]
        outside = QPainterPath(edge[0])
        for point in (*edge[1:], at(1.1, 1.1), at(1.1, -0.1)):
            outside.lineTo(point)
        painter.fillPath(outside, QColor(theme.HORS_TERRITOIRE))
        painter.setPen(QPen(QColor(theme.LIMITE_COMMUNE), 1))
        for line in (
            (at(-0.1, 0.3), at(0.16, 0.38), at(0.3, 0.2), at(0.27, -0.1)),
            (at(0.16, 0.38), at(0.24, 0.72), at(0.18, 1.1)),
            (at(0.24, 0.72), at(0.48, 0.62), at(0.62, 0.8), at(0.58, 1.1)),
            (at(0.62, 0.8), at(0.86, 0.7)),
            (at(0.3, 0.2), at(0.56, 0.3), at(0.48, 0.62)),
            (at(0.56, 0.3), at(0.84, 0.2)),
        ):
            painter.drawPolyline(list(line))
        painter.setPen(QPen(QColor(theme.LIMITE_DEPARTEMENT), 1.5))
        painter.drawPolyline(edge)
        painter.restore()
        painter.setPen(QPen(QColor(look.tokens.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(frame)
