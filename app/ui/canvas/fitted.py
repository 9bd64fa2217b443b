"""The picture that is being placed, above the sheet: seen through, with its frame, or its pins and how far they are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTransform

from app.painting.painter import ImageSource
from app.poster.fitting import place
from app.poster.geometry import Coord, Run
from app.ui.canvas.amber import AMBER
from app.ui.canvas.desk import Desk
from app.ui.canvas.grips import CASING, SELECTION
from app.ui.canvas.overlay import Overlay, font_of
from app.ui.fitting import Fitting
from app.ui.tools.caler import gesture, shaping
from app.ui.tools.caler.placing import Placing
from app.ui.tools.shapes import distance
from app.ui.tools.tool import Context

#: Radius of the disc of a pin, of the ring around the one in hand, and half of the cross on the picture, in px of the
#: interface.
DISC, RING, CROSS = 10.0, 14.0, 6.0
#: Length of the arms of the cross that keys lead, and of the hole in its middle.
AIM, HOLE = 20.0, 5.0


def show(overlay: Overlay, desk: Desk, fitting: Fitting, images: ImageSource) -> None:
    """Paint the picture as the hand leads it, then what it is held by."""
    placing = desk.feedback.placing or fitting.placing
    desk.refresh()
    context = desk.hand.context
    _picture(overlay, context, placing, images)
    corners = gesture.on_page(context, placing)
    runs: list[Run] = [(*corners, corners[0])]
    if not placing.pins:
        runs.append(shaping.stalk(corners, context.reach))
    overlay.thin(runs)
    if placing.pins:
        _pins(overlay, desk, placing)
    elif not desk.hand.busy:
        overlay.handles(desk.handles(), desk.chosen)
    if fitting.aim is not None:
        _aim(overlay, context.on_page(fitting.aim))


def _picture(overlay: Overlay, context: Context, placing: Placing, images: ImageSource) -> None:
    view, painter = overlay.view, overlay.painter
    top_left, top_right, _, bottom_left = (view.to_pixel(*at) for at in gesture.on_page(context, placing))
    pixels = images(placing.media, distance(top_left, top_right))
    if pixels is None or pixels.isNull():
        return
    wide, high = pixels.width(), pixels.height()
    laid = QTransform(
        (top_right[0] - top_left[0]) / wide,
        (top_right[1] - top_left[1]) / wide,
        (bottom_left[0] - top_left[0]) / high,
        (bottom_left[1] - top_left[1]) / high,
        *top_left,
    )
    left, top, right, bottom = view.to_pixels(context.frame.box)
    painter.save()
    painter.setClipRect(QRectF(left, top, right - left, bottom - top))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(placing.opacity)
    painter.setTransform(laid, True)
    painter.drawImage(QPointF(0, 0), pixels)
    painter.restore()


def _pins(overlay: Overlay, desk: Desk, placing: Placing) -> None:
    context, fitted, unit = desk.hand.context, placing.fitted, overlay.unit
    chosen = desk.chosen.path[0] if desk.chosen and desk.chosen.role == "repere" else None
    for rank, pin in enumerate(placing.pins):
        at = QPointF(*overlay.view.to_pixel(*context.on_page(pin.ground)))
        seen = QPointF(*overlay.view.to_pixel(*context.on_page(place(placing.corners, pin.u, pin.v))))
        colour = AMBER if rank == fitted.worst else SELECTION
        _apart(overlay, at, seen, colour)
        _disc(overlay, at, str(rank + 1), colour, full=rank == chosen)
    if not fitted.checked:
        return
    for rank, pin in enumerate(placing.pins):
        x, y = overlay.view.to_pixel(*context.on_page(pin.ground))
        words = gesture.said_distance(fitted.residuals[rank])
        _residual(overlay, words, QPointF(x + (DISC + 5) * unit, y), amber=rank == fitted.worst)


def _apart(overlay: Overlay, at: QPointF, seen: QPointF, colour: QColor) -> None:
    """Paint where the place is on the picture, and the line to where it should be."""
    painter, half = overlay.painter, CROSS * overlay.unit
    for ink, width in ((CASING, 4.0), (colour, 1.8)):
        painter.setPen(QPen(ink, width * overlay.unit))
        painter.drawLine(at, seen)
        painter.drawLine(seen + QPointF(-half, -half), seen + QPointF(half, half))
        painter.drawLine(seen + QPointF(-half, half), seen + QPointF(half, -half))


def _disc(overlay: Overlay, at: QPointF, words: str, colour: QColor, *, full: bool) -> None:
    painter, unit = overlay.painter, overlay.unit
    if full:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, width in ((CASING, 5.0), (colour, 2.4)):
            painter.setPen(QPen(ink, width * unit))
            painter.drawEllipse(at, RING * unit, RING * unit)
    painter.setPen(QPen(CASING, 1.6 * unit))
    painter.setBrush(colour)
    painter.drawEllipse(at, DISC * unit, DISC * unit)
    painter.setFont(font_of(13.0 * unit, QFont.Weight.Bold))
    radius = DISC * unit
    painter.drawText(
        QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), Qt.AlignmentFlag.AlignCenter, words
    )


def _residual(overlay: Overlay, words: str, at: QPointF, *, amber: bool) -> None:
    """Paint how far a pin is from its place, to the right of it."""
    painter, unit = overlay.painter, overlay.unit
    painter.setFont(font_of(12.5 * unit, QFont.Weight.DemiBold))
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(words) + 10 * unit, metrics.height() + 2 * unit
    box = QRectF(at.x(), at.y() - height / 2, width, height)
    paper = QColor(CASING)
    paper.setAlphaF(0.92)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    painter.drawRoundedRect(box, 4 * unit, 4 * unit)
    painter.setPen(AMBER if amber else QColor("#16202A"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def _aim(overlay: Overlay, page: Coord) -> None:
    """Paint the cross that keys lead over the picture."""
    painter, unit = overlay.painter, overlay.unit
    at = QPointF(*overlay.view.to_pixel(*page))
    for ink, width in ((CASING, 5.0), (SELECTION, 2.4)):
        painter.setPen(QPen(ink, width * unit))
        for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
            painter.drawLine(at + way * HOLE * unit, at + way * AIM * unit)
