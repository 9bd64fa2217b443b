"""What the map paints: the land and its borders, what is chosen, the towns. Paths are made beside the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from app.drawing import theme
from app.poster.geometry import Box
from app.ui.controls import ui_font
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.france.picture import Town
    from app.basemap.france.search import Candidate
    from app.ui.picking.view import View

#: The grey of a zone de référence.
REFERENCE = "#6B757D"
#: Outlines of what is chosen and of the reference, in px.
WIDTH, GREY_WIDTH = 2.2, 2.6
#: Areas of a file to pick among.
OFFERED, OFFERED_WIDTH = "#7F8A91", 1.4
#: Borders from the faintest to the strongest; the level that a click takes is one step stronger.
GREYS = ("#DCE0E2", "#CFD5D8", "#B9C1C5", "#98A2A8", "#7F8A91")
WIDTHS = {"commune": 1.0, "epci": 1.0, "departement": 1.0, "region": 1.4}
#: From farther than this, in metres per pixel, EPCI are not drawn unless a click takes them.
EPCI_SEEN = 1200.0
#: Towns that are named at once.
NAMED = 16


@dataclass(frozen=True, slots=True)
class Ground:
    """Paths of a ``Picture``."""

    window: Box
    metres: float
    lines: Mapping[str, QPainterPath]
    land: QPainterPath
    towns: Sequence[Town]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A unit as a path, and the ground it takes."""

    unit: Candidate | None
    path: QPainterPath
    box: Box


@dataclass(frozen=True, slots=True)
class Marked:
    """What is chosen in a zone, what is in grey, and the outline of each as a whole."""

    zone: str
    chosen: Sequence[Chosen]
    grey: Sequence[Chosen]
    around: QPainterPath | None
    around_grey: QPainterPath | None


def land(painter: QPainter, ground: Ground, view: View) -> None:
    """Paint the land."""
    painter.save()
    painter.setTransform(view.transform, True)
    # Thousands of pieces side by side: smoothed edges would show as seams, and take ten times as long.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillPath(ground.land, QColor(look.tokens.outside))
    painter.restore()


def borders(painter: QPainter, ground: Ground, view: View, level: str) -> None:
    """Paint the borders of the land, those that a click takes a little stronger."""
    painter.save()
    painter.setTransform(view.transform, True)
    for kind, path in reversed(list(ground.lines.items())):
        if kind == "epci" and level not in (kind, "commune") and view.metres > EPCI_SEEN:
            continue
        taken = kind == level
        pen = QPen(QColor(GREYS[list(WIDTHS).index(kind) + taken]), WIDTHS[kind])
        pen.setCosmetic(True)
        painter.strokePath(path, pen)
    painter.restore()


def fill(painter: QPainter, chosen: Sequence[Chosen], view: View, colour: str = theme.PAPIER) -> None:
    """Paint the ground of what is chosen; its borders come over it."""
    painter.save()
    painter.setTransform(view.transform, True)
    for one in chosen:
        painter.fillPath(one.path, QColor(colour))
    painter.restore()


def outline(painter: QPainter, path: QPainterPath, view: View, colour: str, width: float) -> None:
    """Paint an outline, ``width`` px wide at every scale."""
    pen = QPen(QColor(colour[:7]), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setTransform(view.transform, True)
    painter.strokePath(path, pen)
    painter.restore()


def hovered(painter: QPainter, one: Chosen, view: View) -> None:
    """Paint what lies under the pointer: a click takes it."""
    painter.save()
    painter.setTransform(view.transform, True)
    painter.fillPath(one.path, _tint(46))
    painter.restore()
    outline(painter, one.path, view, look.tokens.selection, WIDTH)


def lasso(painter: QPainter, ring: Sequence[QPointF]) -> None:
    """Paint the lasso as it is drawn."""
    painter.setBrush(_tint(30))
    painter.setPen(QPen(QColor(look.tokens.selection), WIDTH, Qt.PenStyle.DashLine))
    painter.drawPolygon(QPolygonF(list(ring)))


def _tint(alpha: int) -> QColor:
    made = QColor(look.tokens.selection)
    made.setAlpha(alpha)
    return made


def towns(painter: QPainter, found: Sequence[Town], view: View, free: Sequence[QRectF]) -> None:
    """Write the names of the largest towns in sight, none over another nor over ``free``."""
    font = ui_font(look.metrics.small, QFont.Weight.DemiBold)
    taken = list(free)
    room = QRectF(0, 0, view.size.width(), view.size.height())
    named = 0
    pen = QPen(QColor(theme.PAPIER), 3)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for town in found:
        at = view.to_pixel((town.x, town.y))
        if not room.contains(at):
            continue
        words = QPainterPath()
        words.addText(at + QPointF(6, 4), font, town.nom)
        box = words.boundingRect().adjusted(-14, -6, 8, 6)
        if not room.contains(box) or any(box.intersects(other) for other in taken):
            continue
        taken.append(box)
        painter.strokePath(words, pen)
        painter.fillPath(words, QColor(look.tokens.second))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.tokens.second))
        painter.drawEllipse(at, 2.4, 2.4)
        named += 1
        if named == NAMED:
            return


def chip(
    painter: QPainter, at: QPointF, name: str, detail: str, room: QRectF, covered: Sequence[QRectF]
) -> None:
    """Paint the name of what lies under the pointer, away from it, inside ``room`` and off what is ``covered``."""
    m = look.metrics
    strong, small = ui_font(m.body, QFont.Weight.DemiBold), ui_font(m.caption)
    first, second = QFontMetricsF(strong), QFontMetricsF(small)
    width = max(first.horizontalAdvance(name), second.horizontalAdvance(detail)) + 2 * m.s3
    height = first.height() + second.height() + m.s2
    right, left = at.x() + m.u(14), at.x() - m.u(8) - width
    below, above = at.y() + m.u(18), at.y() - m.u(10) - height
    places = [QRectF(x, y, width, height) for y in (below, above) for x in (right, left)]
    free = [one for one in places if room.contains(one) and not any(one.intersects(over) for over in covered)]
    box = next(iter(free), places[0])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.ENCRE))
    painter.drawRoundedRect(box, m.radius, m.radius)
    painter.setPen(QColor(theme.PAPIER))
    painter.setFont(strong)
    inside = box.adjusted(m.s3, m.s1, -m.s3, -m.s1)
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
    painter.setFont(small)
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, detail)
