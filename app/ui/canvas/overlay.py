"""What is painted above the sheet and never leaves with it: frames, handles, ghosts, words near the pointer.

Everything is in device pixels; ``unit`` is one px of the interface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from app.drawing.ink import Ink
from app.drawing.primitives import Primitive
from app.painting.fonts import FAMILY
from app.painting.painter import ImageSource, no_image, paint
from app.poster.boxes import covers, grown, middle
from app.poster.geometry import Box, Coord, Run
from app.ui import icons
from app.ui.canvas import guiding
from app.ui.canvas.events import Handle
from app.ui.canvas.grips import CASING, SELECTION, Grips
from app.ui.canvas.in_hand import InHand
from app.ui.canvas.posed import Posed
from app.ui.canvas.view import View
from app.ui.tools.guides.guide import Guide
from app.ui.tools.tool import Framing
from app.ui.tools.transformed import Matrix

CHIP = QColor("#16202A")
HINT = QColor("#5C6872")
BENCH = QColor("#D9DEE1")
EDGE = QColor("#C6CCCF")
LASER = QColor("#E3122B")
GHOST = 0.75
#: Width of the disc of the padlock, in px of the interface.
LOCK = 25.0
PAD = 3.0


class Overlay:
    """Paints marks of the hand on a canvas seen through ``view``."""

    def __init__(self, painter: QPainter, view: View, unit: float, images: ImageSource = no_image) -> None:
        self._painter = painter
        self._images = images
        self._view = view
        self._unit = unit

    @property
    def painter(self) -> QPainter:
        """What paints, in device pixels: for what has a module of its own."""
        return self._painter

    @property
    def view(self) -> View:
        """The view of the sheet."""
        return self._view

    @property
    def unit(self) -> float:
        """One px of the interface, in device pixels."""
        return self._unit

    def bench(self) -> None:
        """Paint the sheet's edge on the bench."""
        left, top = self._view.origin
        width, height = (side * self._view.scale for side in self._view.sheet)
        self._painter.setPen(QPen(EDGE, max(1, round(self._unit))))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(QRectF(left - 0.5, top - 0.5, round(width) + 1, round(height) + 1))

    def ink(self, primitives: Iterable[Primitive], shift: Coord = (0.0, 0.0), opacity: float = 1.0) -> None:
        """Paint content in hand, moved by ``shift`` mm."""
        painter = self._painter
        painter.save()
        painter.setOpacity(opacity)
        painter.translate(*self._view.origin)
        painter.translate(shift[0] * self._view.scale, shift[1] * self._view.scale)
        paint(painter, primitives, self._view.scale, self._images)
        painter.restore()

    def held(self, inks: Sequence[Ink], by: InHand) -> None:
        """Paint the inks of a gesture under way."""
        by.paint(self._painter, self._view, inks, self._images)

    def posed(self, inks: Sequence[Ink], by: Posed, matrices: Mapping[str, Matrix]) -> None:
        """Paint the inks of many things in hand, each laid by its matrix."""
        by.paint(self._painter, self._view, inks, matrices, self._images)

    def map(self, seen: QImage, box: Box, framing: Framing, around: QColor) -> None:
        """Paint the map that ``seen``, a picture of the window, has in ``box`` (mm) as it would be framed."""
        left, top, right, bottom = self._view.to_pixels(box)
        frame = QRectF(left, top, right - left, bottom - top)
        wide, high = frame.width() * framing.factor, frame.height() * framing.factor
        x = frame.center().x() + framing.dx * self._view.scale - wide / 2
        y = frame.center().y() + framing.dy * self._view.scale - high / 2
        self._painter.save()
        self._painter.setClipRect(frame)
        self._painter.fillRect(frame, around)
        self._painter.drawImage(QRectF(x, y, wide, high), seen, frame)
        self._painter.restore()

    def lifted(self, inks: Sequence[Ink], by: Posed, shift: Coord, opacity: float) -> None:
        """Paint the inks of things that a hand has lifted, moved by ``shift`` mm, to the next whole pixel."""
        scale = self._view.scale
        matrix = (1.0, 0.0, 0.0, 1.0, round(shift[0] * scale) / scale, round(shift[1] * scale) / scale)
        self._painter.setOpacity(opacity)
        by.paint(self._painter, self._view, inks, {ink.uid: matrix for ink in inks}, self._images)
        self._painter.setOpacity(1.0)

    def frame(self, box: Box, *, quiet: bool = False, dashed: bool = False, pad: float = PAD) -> None:
        """Paint the frame of something selected, or ``quiet``: of something that a click would take."""
        left, top, right, bottom = self._view.to_pixels(box)
        pad *= self._unit
        path = QPainterPath()
        path.addRect(
            QRectF(
                round(left - pad) + 0.5,
                round(top - pad) + 0.5,
                round(right - left + 2 * pad),
                round(bottom - top + 2 * pad),
            )
        )
        self._cased(path, 1.0 if quiet else 1.6, dashed=dashed)

    def way(self, runs: Iterable[Run], *, dashed: bool = False, quiet: bool = False) -> None:
        """Paint lines of the page (mm) over what they select, or dashed over what is being drawn."""
        path = QPainterPath()
        for run in runs:
            path.addPolygon(QPolygonF([self._at(place) for place in run]))
        self._cased(path, 1.0 if quiet else 1.6, dashed=dashed)

    def thin(self, runs: Iterable[Run]) -> None:
        """Paint the thin lines of a frame around what is changed as a whole (mm)."""
        path = QPainterPath()
        for run in runs:
            path.addPolygon(QPolygonF([self._at(place) for place in run]))
        self._cased(path, 1.0)

    def handles(self, handles: Sequence[Handle], chosen: Handle | None) -> None:
        """Paint handles, each kind with its own shape; the one in hand is full."""
        Grips(self._painter, self._unit).paint([(self._at(each.at), each) for each in handles], chosen)

    def band(self, box: Box, *, crossing: bool = False) -> None:
        """Paint the rubber band, dashed where it takes what it touches."""
        left, top, right, bottom = self._view.to_pixels(box)
        tint = QColor(SELECTION)
        tint.setAlphaF(0.08)
        pen = QPen(SELECTION, self._unit * (1.6 if crossing else 1.0))
        if crossing:
            pen.setDashPattern([4, 3])
        self._painter.setBrush(tint)
        self._painter.setPen(pen)
        self._painter.drawRect(
            QRectF(round(left) + 0.5, round(top) + 0.5, round(right - left), round(bottom - top))
        )

    def target(self, box: Box) -> None:
        """Paint the place that would take what is in hand."""
        left, top, right, bottom = self._view.to_pixels(box)
        tint = QColor(SELECTION)
        tint.setAlphaF(0.12)
        self._painter.setBrush(tint)
        self._painter.setPen(QPen(SELECTION, 2 * self._unit))
        self._painter.drawRect(QRectF(left, top, right - left, bottom - top))

    def guides(self, guides: Iterable[Guide], spot: Coord | None) -> None:
        """Paint why what is in hand stopped where it is."""
        guiding.paint(self._painter, self._view, self._unit, guides, spot)

    def chip(self, words: str, pointer: Coord, away: Box | None, free: Sequence[Coord] = ()) -> None:
        """Paint a dark chip of words near the pointer (px), on the side that leaves ``away`` (mm) free.

        Places of ``free`` (mm) stay in sight where another side leaves more of them so.
        """
        unit = self._unit
        right, under = True, True
        if away is not None:
            heart = self._view.to_pixel(*middle(away))
            right, under = heart[0] <= pointer[0], heart[1] <= pointer[1]
        seen = [self._view.to_pixel(*place) for place in free]

        def beside(width: float, height: float) -> Coord:
            def corner(side: tuple[bool, bool]) -> Coord:
                gap = 18 * unit
                return (
                    pointer[0] + gap if side[0] else pointer[0] - gap - width,
                    pointer[1] + gap if side[1] else pointer[1] - gap - height,
                )

            def hidden(side: tuple[bool, bool]) -> int:
                left, top = corner(side)
                around = grown((left, top, left + width, top + height), 8 * unit)
                return sum(covers(around, place) for place in seen)

            sides = ((right, under), (right, not under), (not right, under), (not right, not under))
            x, y = corner(min(sides, key=hidden))
            edge = 4 * unit
            return (
                max(edge, min(x, self._view.width - width - edge)),
                max(edge, min(y, self._view.height - height - edge)),
            )

        self.plate(words, beside)

    def plate(self, words: str, corner: Callable[[float, float], Coord]) -> None:
        """Paint a dark chip of words; ``corner`` is given its width and height, and says where its top left is (px)."""
        unit, painter = self._unit, self._painter
        font = font_of(13.0 * unit, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        lines = words.split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines) + 20 * unit
        height = metrics.lineSpacing() * len(lines) + 12 * unit
        x, y = corner(width, height)
        painter.setPen(QPen(CASING, unit))
        painter.setBrush(CHIP)
        painter.drawRoundedRect(QRectF(x, y, width, height), 5 * unit, 5 * unit)
        painter.setFont(font)
        painter.setPen(CASING)
        for rank, line in enumerate(lines):
            base = y + 6 * unit + metrics.ascent() + rank * metrics.lineSpacing()
            painter.drawText(QPointF(x + 10 * unit, base), line)

    def hint(self, words: str, page: Coord) -> None:
        """Paint a first-run hint centred at a place of the page, in place and out of the way."""
        unit = self._unit
        font = font_of(15.0 * unit, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(words) + 28 * unit
        height = metrics.height() + 16 * unit
        at = self._at(page)
        rect = QRectF(
            round(at.x() - width / 2) + 0.5, round(at.y() - height / 2) + 0.5, round(width), round(height)
        )
        painter = self._painter
        paper = QColor(CASING)
        paper.setAlphaF(0.86)
        pen = QPen(HINT, 1.4 * unit)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(paper)
        painter.drawRoundedRect(rect, 8 * unit, 8 * unit)
        painter.setFont(font)
        painter.setPen(HINT)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def padlock(self, at: Coord) -> None:
        """Paint a padlock on a dark disc, its middle at a place in pixels, inside the canvas."""
        unit, radius = self._unit, LOCK / 2 * self._unit
        x = max(radius, min(at[0], self._view.width - radius))
        y = max(radius, min(at[1], self._view.height - radius))
        self._painter.setPen(QPen(CASING, 1.5 * unit))
        self._painter.setBrush(CHIP)
        self._painter.drawEllipse(QPointF(x, y), radius, radius)
        side = 0.62 * LOCK * unit
        icons.paint(
            self._painter,
            "cadenas",
            QRectF(x - side / 2, y - side / 2 - 0.3 * unit, side, side),
            CASING.name(),
        )

    def focus(self) -> None:
        """Paint the ring that says that keys speak to the canvas."""
        width = 2 * self._unit
        self._painter.setPen(QPen(SELECTION, width))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(
            QRectF(width / 2, width / 2, self._view.width - width, self._view.height - width)
        )

    def light(self, start: Coord, end: Coord, width: float) -> None:
        """Paint one piece of the trail of the laser between two places of the widget, in device pixels."""
        # It fades by growing thin: pale pieces would show where they overlap.
        pen = QPen(LASER, width * self._unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._painter.setPen(pen)
        self._painter.drawLine(QPointF(*start), QPointF(*end))

    def ring(self, middle: Coord, radius: float, opacity: float) -> None:
        """Paint the ring of a click around a place of the widget, in device pixels."""
        for colour, width in ((CASING, 5.0), (SELECTION, 2.6)):
            seen = QColor(colour)
            seen.setAlphaF(opacity)
            self._painter.setPen(QPen(seen, width * self._unit))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawEllipse(QPointF(*middle), radius * self._unit, radius * self._unit)

    def _at(self, page: Coord) -> QPointF:
        return QPointF(*self._view.to_pixel(*page))

    def _cased(self, path: QPainterPath, width: float, *, dashed: bool = False) -> None:
        pen = QPen(CASING, (width + 2.0) * self._unit)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.strokePath(path, pen)
        pen.setColor(SELECTION)
        pen.setWidthF(width * self._unit)
        if dashed:
            pen.setDashPattern([4, 3])
        self._painter.strokePath(path, pen)


def font_of(pixels: float, weight: QFont.Weight) -> QFont:
    """Return the interface's font at a size in device pixels, without hinting."""
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
