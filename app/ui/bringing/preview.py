"""Where what is brought would lie: the map of the poster and its territory, small, with it on top."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.drawing.theme import APPORTS, NOMS_APPORTS
from app.i18n import tr
from app.painting.images import Images
from app.poster import boxes
from app.poster.geometry import Box
from app.poster.records import Territoire
from app.poster.sheet import MapFrame
from app.ui.bringing.found import Place, Row
from app.ui.session import Session
from app.ui.style import look

#: Around what is shown, as a part of it.
MARGIN = 0.06
#: Height of the widget, in units.
HIGH = 190


class Preview(QWidget):
    """Painted in mm of the page, fitted to the map and to what is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: Sequence[Row] = ()
        self._paths: dict[int, QPainterPath] = {}
        self._images: dict[tuple[Path, int], QImage | None] = {}
        self.setMinimumHeight(look.metrics.u(HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what is chosen of rows."""
        self._rows = rows
        self._paths.clear()
        seen = [row for row in rows if row.wanted and not row.fault]
        told = ", ".join(f"{row.nom}, {row.where}" if row.where else row.nom for row in seen)
        self.setAccessibleName(tr("Aperçu\u00a0: {mots}", mots=told) if told else tr("Aperçu de la carte"))
        self.setToolTip(told)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the territory, what is brought, and the edge of the map."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            outer = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            edge = QPainterPath()
            edge.addRoundedRect(outer, look.metrics.radius, look.metrics.radius)
            painter.fillPath(edge, QColor(look.tokens.outside))
            painter.setClipPath(edge)
            self._paint(painter)
            painter.setClipping(False)
            painter.setPen(QPen(QColor(look.tokens.line), 1))
            painter.drawPath(edge)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        frame = MapFrame.of(self._session.document.poster)
        rows = [row for row in self._rows if row.wanted and not row.fault]
        transform, scale = self._fitted(frame, rows)
        painter.save()
        painter.setTransform(transform, True)
        page = QRectF(QPointF(*frame.box[:2]), QPointF(*frame.box[2:]))
        painter.fillRect(page, QColor("#FFFFFF"))
        for row in rows:
            if row.is_picture:
                self._picture(painter, frame, row, page)
        land = self._territory(frame)
        if not any(row.is_picture for row in rows):
            painter.fillPath(land, QColor("#F1F0EA"))
        painter.setPen(_pen("#9AA4A9", 1.2, scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(land)
        for row in rows:
            if not row.is_picture:
                self._layer(painter, frame, row, scale)
        painter.setPen(_pen(look.tokens.second, 1.4, scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page)
        painter.restore()

    def _fitted(self, frame: MapFrame, rows: Sequence[Row]) -> tuple[QTransform, float]:
        shown: list[Box] = [frame.box]
        for row in rows:
            place = row.place
            if place is not None and place.coords and not place.on_map:
                xs, ys = zip(*(frame.to_page(*xy) for xy in place.coords), strict=True)
                shown.append((min(xs), min(ys), max(xs), max(ys)))
        left, top, right, bottom = boxes.around(shown)
        wide, high = max(right - left, 1.0) * (1 + 2 * MARGIN), max(bottom - top, 1.0) * (1 + 2 * MARGIN)
        scale = min(self.width() / wide, self.height() / high)
        made = QTransform()
        made.translate(self.width() / 2, self.height() / 2)
        made.scale(scale, scale)
        made.translate(-(left + right) / 2, -(top + bottom) / 2)
        return made, scale

    def _territory(self, frame: MapFrame) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for record in self._session.document.all(Territoire):
            for polygon in record.geometry.parts:
                for ring in polygon:
                    path.addPolygon(QPolygonF([QPointF(*frame.to_page(*xy)) for xy in ring]))
        return path

    def _layer(self, painter: QPainter, frame: MapFrame, row: Row, scale: float) -> None:
        place = row.place
        if place is None:
            return
        # As on the sheet, and a little stronger: it is what is being looked for.
        colour = NOMS_APPORTS.get(row.role) or look.tokens.second
        path = self._path(place, frame)
        tint = QColor(APPORTS.get(row.role, APPORTS["autre"]))
        tint.setAlphaF(0.35)
        painter.setPen(_pen(colour, 1.3, scale))
        painter.setBrush(tint if place.small is not None and place.small.areas else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if place.small is not None and place.small.points:
            painter.setBrush(QColor(colour))
            painter.setPen(_pen("#FFFFFF", 1.0, scale))
            for xy in place.small.points:
                painter.drawEllipse(QPointF(*frame.to_page(*xy)), 2.6 / scale, 2.6 / scale)

    def _path(self, place: Place, frame: MapFrame) -> QPainterPath:
        known = self._paths.get(id(place))
        if known is not None:
            return known
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        small = place.small
        runs = (*small.areas, *small.lines) if small is not None else ()
        for run in runs:
            path.addPolygon(QPolygonF([QPointF(*frame.to_page(*xy)) for xy in run]))
        if place.quad is not None:
            path.addPolygon(QPolygonF([QPointF(*frame.to_page(*xy)) for xy in (*place.quad, place.quad[0])]))
        self._paths[id(place)] = path
        return path

    def _picture(self, painter: QPainter, frame: MapFrame, row: Row, page: QRectF) -> None:
        image = self._image(row)
        if image is None:
            return
        place = row.place
        if place is not None and place.quad is not None:
            target = QPolygonF([QPointF(*frame.to_page(*xy)) for xy in place.quad])
        else:
            share = min(page.width() * 0.7 / image.width(), page.height() * 0.9 / image.height())
            wide, high = image.width() * share, image.height() * share
            target = QPolygonF(QRectF(page.center().x() - wide / 2, page.center().y() - high / 2, wide, high))
            target.removeLast()
        source = QPolygonF(QRectF(0, 0, image.width(), image.height()))
        source.removeLast()
        # The stubs say that it answers; what it fills is its last argument.
        made = QTransform.quadToQuad(source, target)
        if not isinstance(made, QTransform):
            return
        painter.save()
        painter.setOpacity(0.85)
        painter.setTransform(made, True)
        painter.drawImage(0, 0, image)
        painter.restore()

    def _image(self, row: Row) -> QImage | None:
        key = (row.path, row.ident)
        if key not in self._images:
            data = row.sheet.picture.data if row.sheet is not None else row.picture
            self._images[key] = Images(lambda _: data)("", 640)
        return self._images[key]


def _pen(colour: str, pixels: float, scale: float) -> QPen:
    pen = QPen(QColor(colour), pixels / scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
