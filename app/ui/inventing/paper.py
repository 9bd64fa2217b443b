"""The square sheet on which a pictogram is made: the grid of 64, its live area, and the glyph as it will be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.catalogue.model import GRID, Glyph
from app.drawing import theme
from app.drawing.theme import Tint
from app.poster.geometry import Coord
from app.ui import icons
from app.ui.style import look

#: The live area, in units of the grid.
LIVE = (4.0, 60.0)
#: Smallest and largest side of the sheet, in units of the window.
LEAST, MOST = 208, 270


def paint_glyph(painter: QPainter, glyph: Glyph, box: QRectF, tint: Tint, *, ringed: bool = False) -> None:
    """Paint a glyph into a square, with the ink of the sheet; ``ringed`` as on the map, on what lies under it."""
    # Both bring shapely: never before the first paint of the window.
    from app.drawing.brushes.glyphs import silhouette
    from app.drawing.brushes.subject import Look
    from app.painting.painter import paint

    inks = Look(tint.ink, tint.accent, halo=theme.PAPIER if ringed else "")
    halo = theme.HALO_PICTO * GRID / theme.PICTO_MM[2]
    painter.save()
    painter.translate(box.topLeft())
    paint(painter, silhouette(glyph, GRID / 2, GRID / 2, GRID, inks, halo=halo), box.width() / GRID)
    painter.restore()


def paint_hold(painter: QPainter, corners: Sequence[QPointF]) -> None:
    """Paint the frame of what a hand can take, and the corners by which it is sized."""
    blue, white = QColor(look.tokens.selection), QColor("#FFFFFF")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(white, 4), QPen(blue, 2)):
        painter.setPen(pen)
        painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(white)
    half = look.metrics.u(9) / 2
    for corner in corners:
        painter.drawRect(QRectF(corner.x() - half, corner.y() - half, 2 * half, 2 * half))


@lru_cache(maxsize=512)
def glyph_pixmap(glyph: Glyph, side: int, ratio: float, domaine: str) -> QPixmap:
    """Return a glyph alone in the inks of a domaine, ``side`` logical pixels wide."""
    room, inks = QRectF(0, 0, side, side), theme.domaine(domaine)
    return icons.painted(side, side, ratio, lambda painter: paint_glyph(painter, glyph, room, inks))


class Paper(QWidget):
    """A framed sheet. Those that inherit it paint what they hold on it, and say when it changed."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.metrics.u(LEAST))
        self.setMaximumHeight(look.metrics.u(MOST))
        self.domaine = ""

    def sizeHint(self) -> QSize:
        """Return the largest square."""
        side = look.metrics.u(MOST)
        return QSize(side, side)

    @property
    def tint(self) -> Tint:
        """The inks of the domaine."""
        return theme.domaine(self.domaine)

    def show_domaine(self, key: str) -> None:
        """Draw with the inks of a domaine."""
        self.domaine = key
        self.update()

    @property
    def square(self) -> QRectF:
        """Where the grid of 64 lies, in pixels."""
        side = float(min(self.width(), self.height()) - 2)
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def to_grid(self, at: QPointF) -> Coord:
        """Return a place of the sheet in units of the grid."""
        square = self.square
        unit = GRID / square.width()
        return ((at.x() - square.x()) * unit, (at.y() - square.y()) * unit)

    def to_pixel(self, at: Coord) -> QPointF:
        """Return a place of the grid in pixels."""
        square = self.square
        unit = square.width() / GRID
        return QPointF(square.x() + at[0] * unit, square.y() + at[1] * unit)

    def pixels(self, units: float) -> float:
        """Return a length of the grid in pixels."""
        return units * self.square.width() / GRID

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet, its guides, what it holds and its frame."""
        m, tokens = look.metrics, look.tokens
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.PAPIER))
            painter.drawRoundedRect(frame, m.radius, m.radius)
            self.guides(painter)
            painter.save()
            painter.setClipRect(frame.adjusted(1, 1, -1, -1))
            self.content(painter)
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            focused = self.hasFocus()
            painter.setPen(QPen(QColor(tokens.selection if focused else tokens.border), 3 if focused else 1))
            inset = 1.0 if focused else 0.0
            painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), m.radius, m.radius)
        finally:
            painter.end()

    def guides(self, painter: QPainter) -> None:
        """Paint the live area and the middle lines, very pale."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("#E4E8EA"), 1))
        low, high = self.to_pixel((LIVE[0], LIVE[0])), self.to_pixel((LIVE[1], LIVE[1]))
        painter.drawRect(QRectF(low, high))
        middle, square = self.to_pixel((GRID / 2, GRID / 2)), self.square
        painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))
        painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))

    def content(self, painter: QPainter) -> None:
        """Paint what the sheet holds."""
        raise NotImplementedError

    def invite(self, painter: QPainter, words: str) -> None:
        """Write what to do on an empty sheet."""
        painter.setPen(QColor(theme.ENCRE_2))
        font = self.font()
        font.setPixelSize(look.metrics.strong)
        painter.setFont(font)
        room = self.square.adjusted(look.metrics.s5, 0, -look.metrics.s5, 0)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        # On the paper, not on the lines that cross it.
        box = painter.boundingRect(room, flags, words).adjusted(-8, -4, 8, 4)
        painter.fillRect(box, QColor(theme.PAPIER))
        painter.drawText(room, flags, words)
