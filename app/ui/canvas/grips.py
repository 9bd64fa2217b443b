"""How handles are painted: squares at ends, circles at bends, diamonds for what is told, discs with their value."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.ui.canvas.events import Handle, Role

SELECTION = QColor("#0A6CE0")
CASING = QColor("#FFFFFF")
#: Widths in px of the interface.
SQUARE, ROUND, DIAMOND, DISC, MORE, SMALL, FRAME = 11.0, 11.0, 13.0, 17.0, 13.0, 8.0, 9.0
LINE, THIN = 2.0, 1.2
SQUARES: tuple[Role, ...] = ("bout", "taille", "largeur")
DIAMONDS: tuple[Role, ...] = ("valeur", "epaisseur", "rupture")


class Grips:
    """Paints handles in device pixels; ``unit`` is one px of the interface."""

    def __init__(self, painter: QPainter, unit: float) -> None:
        self._painter = painter
        self._unit = unit

    def paint(self, placed: Sequence[tuple[QPointF, Handle]], chosen: Handle | None) -> None:
        """Paint handles at their places, those that only offer something under the others."""
        offers = ("milieu", "ajout")
        for at, handle in sorted(placed, key=lambda each: each[1].role not in offers):
            self._grip(at, handle, full=handle.like(chosen))

    def _grip(self, at: QPointF, handle: Handle, *, full: bool) -> None:
        if handle.role == "ajout":
            self._disc(at, MORE, THIN, full=full)
            self._cross(at, full=full)
        elif handle.role == "milieu":
            self._disc(at, SMALL, THIN, full=full)
        elif handle.role == "cote":
            self._disc(at, DISC, LINE, full=full)
            self._swap(at, handle.turn, full=full)
        elif handle.text or handle.role == "cycle":
            self._disc(at, DISC, LINE, full=full)
            self._sign(at, handle.text, full=full)
        elif handle.role in DIAMONDS:
            self._diamond(at, full=full)
        elif handle.role == "cadre":
            self._square(at, FRAME, THIN, full=full)
        elif handle.role in SQUARES:
            self._square(at, SQUARE, LINE, full=full)
        else:
            self._disc(at, ROUND, LINE, full=full)

    def _pens(self, thin: float, *, full: bool) -> None:
        self._painter.setPen(QPen(SELECTION, thin * self._unit))
        self._painter.setBrush(SELECTION if full else CASING)

    def _bare(self) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(CASING)

    def _disc(self, at: QPointF, width: float, thin: float, *, full: bool) -> None:
        radius = width * self._unit / 2
        self._bare()
        self._painter.drawEllipse(at, radius + self._unit, radius + self._unit)
        self._pens(thin, full=full)
        inner = radius - thin * self._unit / 2
        self._painter.drawEllipse(at, inner, inner)

    def _square(self, at: QPointF, width: float, thin: float, *, full: bool) -> None:
        half, unit = width * self._unit / 2, self._unit
        box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
        self._bare()
        self._painter.drawRoundedRect(box.adjusted(-unit, -unit, unit, unit), unit, unit)
        self._pens(thin, full=full)
        inset = thin * unit / 2
        self._painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), unit, unit)

    def _diamond(self, at: QPointF, *, full: bool) -> None:
        for half, bare in ((DIAMOND / 2 + 1.2, True), (DIAMOND / 2 - LINE / 2, False)):
            reach = half * self._unit
            self._bare() if bare else self._pens(LINE, full=full)
            self._painter.drawPolygon(
                QPolygonF([at + QPointF(x * reach, y * reach) for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))])
            )

    def _ink(self, *, full: bool) -> QColor:
        return CASING if full else SELECTION

    def _cross(self, at: QPointF, *, full: bool) -> None:
        reach = 3.2 * self._unit
        pen = QPen(self._ink(full=full), 1.6 * self._unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._painter.setPen(pen)
        self._painter.drawLine(at - QPointF(reach, 0), at + QPointF(reach, 0))
        self._painter.drawLine(at - QPointF(0, reach), at + QPointF(0, reach))

    def _swap(self, at: QPointF, turn: float, *, full: bool) -> None:
        """Paint two heads that point to both sides of a line."""
        ahead = QPointF(cos(radians(turn)), -sin(radians(turn)))
        aside = QPointF(-ahead.y(), ahead.x())
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._ink(full=full))
        unit = self._unit
        for way in (1.0, -1.0):
            base = at + ahead * (way * 1.1 * unit)
            tip = at + ahead * (way * 5.4 * unit)
            self._painter.drawPolygon(
                QPolygonF([tip, base + aside * (3.4 * unit), base - aside * (3.4 * unit)])
            )

    def _sign(self, at: QPointF, text: str, *, full: bool) -> None:
        unit, painter = self._unit, self._painter
        colour = self._ink(full=full)
        bars = {"+": ((1, 0), (0, 1)), "−": ((1, 0),), "=": ((1, 0),)}.get(text)
        if bars:
            pen = QPen(colour, 2.0 * unit)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            for way in bars:
                reach = QPointF(way[0], way[1]) * (4.0 * unit)
                for lift in (-2.0, 2.0) if text == "=" else (0.0,):
                    painter.drawLine(
                        at - reach + QPointF(0, lift * unit), at + reach + QPointF(0, lift * unit)
                    )
            return
        if not text:
            # What has no sign of its own goes round.
            pen = QPen(colour, 1.6 * unit)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = QRectF(at.x() - 3.6 * unit, at.y() - 3.6 * unit, 7.2 * unit, 7.2 * unit)
            painter.drawArc(box, 60 * 16, 270 * 16)
            end = at + QPointF(cos(radians(60)), -sin(radians(60))) * (3.6 * unit)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(end, 1.7 * unit, 1.7 * unit)
            return
        from app.ui.canvas.overlay import font_of

        font = font_of(11.5 * unit, QFont.Weight.Bold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(colour)
        box = metrics.tightBoundingRect(text)
        painter.drawText(QPointF(at.x() - box.center().x(), at.y() - box.center().y()), text)
