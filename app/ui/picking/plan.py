"""The map to pick on: it pans, zooms, names what lies under the pointer, and says what was clicked or surrounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

from app.i18n import tr
from app.poster.geometry import Coord
from app.ui.picking.shown import ShownMap
from app.ui.picking.sight import COMMUNES
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate
    from app.ui.picking.drawn import Chosen

#: A press that moves less than this, in px of the interface, is a click.
STILL = 5
#: What a key moves (px) and zooms by, and what a notch of a wheel zooms by.
KEY_PAN, KEY_ZOOM, NOTCH_ZOOM = 60, 1.5, 1.3


class PickMap(ShownMap):
    """The map under the hand: it says what people do."""

    #: A unit was clicked.
    toggled = Signal(object)
    #: The lasso is over.
    lassoed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lassoing = False
        self._hover: Chosen | None = None
        self._pointer: QPointF | None = None
        self._press: QPointF | None = None
        self._dragged: QPointF | None = None
        self._lasso: list[Coord] = []
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(tr("Carte pour choisir le territoire"))
        self.setAccessibleDescription(
            tr("Flèches pour déplacer, + et − pour zoomer. Au clavier, choisissez par la recherche.")
        )

    @property
    def hovered(self) -> Candidate | None:
        """The unit under the pointer."""
        return self._hover.unit if self._hover is not None else None

    @property
    def _held(self) -> bool:
        return self._press is not None

    def take_level(self, level: str) -> None:
        """Let clicks take units of a level."""
        self._hover = None
        super().take_level(level)

    def show_zone(self, zone: str) -> None:
        """Show another zone, whole."""
        if zone != self.sight.zone:
            self._hover = None
        super().show_zone(zone)

    # -- painting

    def _paint_over(self, painter: QPainter) -> None:
        from app.ui.picking import drawn

        if self._hover is not None and self._press is None:
            drawn.hovered(painter, self._hover, self._view)
        if len(self._lasso) > 1:
            drawn.lasso(painter, [self._view.to_pixel(place) for place in self._lasso])
        elif self._press is None and self._pointer is not None and self._hover is not None:
            self._paint_name(painter, self._pointer, self._hover)

    def _paint_name(self, painter: QPainter, at: QPointF, over: Chosen) -> None:
        from app.ui.picking import drawn

        room = QRectF(self.rect())
        if self._too_far:
            near, then = tr("Cliquez pour vous approcher"), tr("puis choisissez une commune")
            drawn.chip(painter, at, near, then, room, self.covered)
        elif over.unit is not None:
            drawn.chip(painter, at, over.unit.nom, over.unit.detail, room, self.covered)

    @property
    def _too_far(self) -> bool:
        return self.level == "commune" and self._view.metres > COMMUNES

    # -- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a pan or a lasso."""
        if event.button() != Qt.MouseButton.LeftButton or self.sight.whole is None:
            return
        self._press = self._dragged = event.position()
        self._lasso = []
        if self.lassoing or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._lasso = [self._view.to_ground(event.position())]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what lies there; pan; draw the lasso."""
        at = event.position()
        self._pointer = at
        if self._press is None or self._dragged is None:
            self._point(at)
            return
        if self._lasso:
            self._lasso.append(self._view.to_ground(at))
            self.update()
            return
        if self._dragged == self._press and (at - self._press).manhattanLength() < look.metrics.u(STILL):
            return
        step = at - self._dragged
        self._dragged = at
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._look(self._view.panned(step.x(), step.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what was clicked or surrounded."""
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        still = self._dragged == self._press
        press, lasso = self._press, self._lasso
        self.cancel()
        if len(lasso) > 2:
            self.sight.surround(self.level, lasso)
            self.lassoed.emit()
        elif still and not lasso:
            self._click(press)

    def cancel(self) -> None:
        """Give up what the hand was doing."""
        self._press = self._dragged = None
        self._lasso = []
        self._dress()
        if self._baked is not None and self._baked[1] != self._view:
            self._soon.start()
        self.update()

    def _dress(self) -> None:
        lasso = self.lassoing
        self.setCursor(Qt.CursorShape.CrossCursor if lasso else Qt.CursorShape.PointingHandCursor)

    def arm_lasso(self, armed: bool) -> None:
        """Let the next drag surround units, or pan again."""
        self.lassoing = armed
        self._dress()

    def _click(self, at: QPointF) -> None:
        if self._too_far:
            self.zoom(self._view.metres / (COMMUNES * 0.8), at)
            return
        self._point(at)
        if self._hover is not None and self._hover.unit is not None:
            self.toggled.emit(self._hover.unit)

    def _point(self, at: QPointF) -> None:
        """Find what lies under the pointer."""
        if self.sight.whole is None:
            return
        level = "epci" if self._too_far else self.level
        fine = self._view.metres <= COMMUNES
        self._hover = self.sight.at(level, self._view.to_ground(at), self._hover, fine=fine)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._pointer = self._hover = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; two fingers of a pad pan."""
        glides = not event.pixelDelta().isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase
        if glides and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._look(self._view.panned(event.pixelDelta().x(), event.pixelDelta().y()))
        else:
            self.zoom(NOTCH_ZOOM ** max(-3.0, min(3.0, event.angleDelta().y() / 120)), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take the pinches of touch pads and touch screens."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom(max(0.2, 1.0 + event.value()), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.cancel()
                self.zoom(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint())))
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan with the arrows, zoom with + and −; Escape gives up a lasso."""
        step = look.metrics.u(KEY_PAN)
        moves = {
            Qt.Key.Key_Left: (step, 0),
            Qt.Key.Key_Right: (-step, 0),
            Qt.Key.Key_Up: (0, step),
            Qt.Key.Key_Down: (0, -step),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._look(self._view.panned(*moves[key]))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(KEY_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / KEY_ZOOM)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key == Qt.Key.Key_Escape and (self._lasso or self.lassoing):
            self.cancel()
            self.lassoed.emit()
        else:
            super().keyPressEvent(event)
