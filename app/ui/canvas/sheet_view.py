"""A widget that shows the sheet: tiles, view, and an overlay that who inherits paints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QTouchEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.poster.geometry import Box, Coord
from app.poster.sheet import page_size
from app.ui.canvas import wheel
from app.ui.canvas.above import Above, Part
from app.ui.canvas.eye import Eye
from app.ui.canvas.overlay import BENCH, Overlay
from app.ui.canvas.press import BLEED
from app.ui.canvas.tiles import Tiles
from app.ui.canvas.view import STEP, View
from app.ui.garbage import give_back

if TYPE_CHECKING:
    from app.ui.session import Session

#: After the last turn of the wheel, tiles wait this long (ms) before they are baked at the new scale.
CALM = 100
#: Time that one slice of baking may take, in seconds.
SLICE = 0.003
#: Nothing has been baked for so long (ms): nobody feels it when memory is given back.
IDLE = 3000


class SheetView(QWidget):
    """The sheet, panned and zoomed. ``unit`` is the size of the interface (1.0 is 100 %)."""

    #: The view moved or changed its scale.
    view_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None, unit: float) -> None:
        super().__init__(parent)
        self.session = session
        self.unit = unit
        self.bench = QColor(BENCH)
        self.view = View(page_size(session.document.poster.orientation))
        self._tiles = Tiles(session.arriving)
        self._over = Above()
        #: Whose eyes look at the sheet.
        self.eye = Eye(self.update)
        self._stale = True
        self._fitted = False
        #: The pointer in device pixels; None when it is elsewhere.
        self._pixel: Coord | None = None
        self._baking = QTimer(self, singleShot=True)
        self._baking.timeout.connect(self._bake)
        #: Once nothing has moved for a while, what opening and baking took for a moment is given back.
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._rest)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        session.picture_arrived.connect(self._arrived)

    @property
    def resting(self) -> bool:
        """Whether every tile in sight is baked, pictures and all, and what lies around the thing in hand is at hand."""
        return not self._baking.isActive() and not self.session.arriving.busy

    def fit(self, *, hidden: float = 0.0) -> None:
        """Show the whole sheet, as far as a panel does not hide ``hidden`` px of its place."""
        self._measure()
        self.view.width += hidden * self.view.ratio
        self.view.fit()
        self.view.width -= hidden * self.view.ratio
        self._fitted = True
        self._sync()
        self._tiles.pin(self.view.scale)
        self._moved()

    def zoom_in(self) -> None:
        """Come nearer, around the pointer when it is on the sheet, else around the middle."""
        self._zoom(STEP)

    def zoom_out(self) -> None:
        """Step back."""
        self._zoom(1 / STEP)

    def zoom_paper(self) -> None:
        """Show the sheet at the size of its paper on a 96 dpi screen."""
        self._zoom(96 / 25.4 * self.view.ratio / self.view.scale)

    @property
    def pointed(self) -> Coord | None:
        """The place of the page under the pointer, in mm; None when the pointer is elsewhere."""
        return self.view.to_page(*self._pixel) if self._pixel is not None else None

    def page_at(self, at: QPoint) -> Coord:
        """Return the place of the page under a place of the screen, in mm."""
        return self.view.to_page(*self._device(QPointF(self.mapFromGlobal(at))))

    def pan(self, way: QPointF) -> None:
        """Move the sheet by px of the widget."""
        self.view.pan(*self._device(way))
        self._moved()

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom around a place of the widget."""
        self._zoom(factor, at)

    def look_at(self, scale: float, origin: Coord) -> None:
        """Show the sheet at a scale and an origin in device pixels, as far as the view goes."""
        self._measure()
        self.view.scale, self.view.origin = scale, origin
        self.view.pan(0.0, 0.0)
        self._fitted = True
        self._moved(CALM)

    def look_into(self, box: Box) -> None:
        """Pan by the least that brings a box of the page (mm) into sight."""
        self.view.reveal(box)
        self._moved()

    def _zoom(self, factor: float, at: QPointF | None = None) -> None:
        middle = (self.view.width / 2, self.view.height / 2)
        x, y = self._device(at) if at is not None else self._pixel or middle
        self.view.zoom(factor, x, y)
        self._moved(CALM)

    def _moved(self, calm: int = 0) -> None:
        """Follow a view that has moved; tiles are baked ``calm`` ms later."""
        self._baking.start(calm)
        self._idle.stop()
        self.session.arriving.look()
        self.view_changed.emit()
        self.update()

    def _measure(self) -> None:
        ratio = self.devicePixelRatioF()
        self.view.ratio = ratio
        # At 150 % a widget may end in the middle of a pixel that no painter of ours reaches: the ground behind does.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, ratio.is_integer())
        self.view.resize(round(self.width() * ratio), round(self.height() * ratio))

    def _device(self, at: QPointF) -> Coord:
        return (at.x() * self.view.ratio, at.y() * self.view.ratio)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the view where it is: a panel that opens only hides a part of the sheet."""
        super().resizeEvent(event)
        self._measure()
        if not self._fitted and self.width() > 0 and self.height() > 0:
            self.fit()
        self._moved()

    def give_up(self) -> bool:
        """Give up the gesture under way, leaving no trace; return whether there was one: none here."""
        return False

    def touched(self, event: QTouchEvent) -> bool:
        """Act on fingers; return whether they are the sheet's: none here."""
        return False

    @property
    def wheel_zooms(self) -> bool:
        """Whether a wheel alone zooms; else it pans, and zooms with Ctrl."""
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pan or zoom at the pointer."""
        turn = wheel.turned(event, zooms=self.wheel_zooms)
        if turn.zoom != 1.0:
            self.zoom_at(turn.zoom, event.position())
        else:
            self.pan(turn.pan)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take the gestures of touch pads and the fingers of touch screens."""
        if isinstance(event, QTouchEvent) and self.touched(event):
            return True
        if isinstance(event, QNativeGestureEvent):
            factor = wheel.pinched(event, self.view)
            if factor == 0.0:
                self.fit()
            elif factor is not None:
                self.zoom_at(factor, event.position())
            if factor is not None:
                return True
        return super().event(event)

    # -- painting

    def _hidden(self) -> frozenset[str]:
        """Return the inks that tiles must not show now."""
        return frozenset()

    def _soon(self) -> Sequence[Box]:
        """Return the extents (mm) of things that a hand may act upon next."""
        return ()

    def _above(self) -> Sequence[Part]:
        """Return what paints above the sheet, from the bottom to the top."""
        return ()

    def update(self, *where: Any) -> None:
        """Have a part painted again; without one all of the window, whatever has changed."""
        if not where:
            self._over.forget()
        super().update(*where)

    def retouch(self) -> None:
        """Have painted again what a hand has changed, where it was and where it is: nothing else has."""
        if self._stale or self.eye.vision:
            self.update()
            return
        hidden = self._tiles.hide(self._hidden())
        region = self._over.changed(self._above(), self.view, self.unit * self.view.ratio)
        if region is None:
            super().update()
            return
        for left, top, right, bottom in hidden:
            (x, y), (far, low) = self.view.to_pixel(left, top), self.view.to_pixel(right, bottom)
            region += QRectF(x, y, far - x, low - y).toAlignedRect().adjusted(-BLEED, -BLEED, BLEED, BLEED)
        for rect in cast("Iterable[QRect]", region):
            # One more around: at 150 % a side may lie in the middle of a pixel.
            super().update(self._logical(rect).adjusted(-1, -1, 1, 1))

    def _arrived(self, picture: str) -> None:
        """Paint again whatever shows a picture that is there now."""
        self._tiles.renew(picture)
        self._baking.start(0)
        self.update()

    def _sync(self) -> None:
        """Bring the tiles up to the scene and to what is in hand."""
        if self._stale:
            self._stale = False
            sheet = page_size(self.session.document.poster.orientation)
            turned = sheet != self.view.sheet
            self.view.sheet = sheet
            self._tiles.show(self.session.shown)
            self._ready()
            if turned:
                self.fit()
        self._tiles.hide(self._hidden())

    def _bake(self) -> None:
        limit = perf_counter() + SLICE
        for rect in self._tiles.bake(self.view.scale, self.view.seen, lambda: perf_counter() < limit):
            self.update(self._logical(rect.translated(self._corner())))
        missing = self._tiles.missing(self.view.scale, self.view.seen)
        # A sheet that has changed is painted first: what was made ready for that is needed.
        done = self._stale or (
            not missing and self._tiles.warm(self.view.scale, self._soon(), lambda: perf_counter() < limit)
        )
        if missing or not done:
            self._baking.start(0)
        else:
            self._idle.start()

    def _ready(self) -> None:
        """Have what a hand may act upon next at hand, once there is time."""
        if not self._baking.isActive():
            self._baking.start(0)

    def _rest(self) -> None:
        self._tiles.rest(self.view.scale)
        give_back()

    def _corner(self) -> QPoint:
        return QPoint(round(self.view.origin[0]), round(self.view.origin[1]))

    def _logical(self, rect: QRect) -> QRect:
        ratio = self.view.ratio
        return QRectF(
            rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio
        ).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit the tiles, then paint what is in hand."""
        if self.devicePixelRatioF() != self.view.ratio:
            self.fit()
        self._sync()
        view = self.view
        painter = QPainter(self)
        try:
            # Whole device pixels everywhere: tiles are never resampled, whatever the scaling of the screen.
            painter.setWorldTransform(QTransform.fromScale(1 / view.ratio, 1 / view.ratio))
            corner = self._corner()
            sheet = QRect(
                corner.x(), corner.y(), round(view.sheet[0] * view.scale), round(view.sheet[1] * view.scale)
            )
            # A fraction of a pixel at the edge is ours too: the widget is opaque.
            room = QRect(0, 0, ceil(view.width), ceil(view.height))
            if not sheet.contains(room):
                painter.setClipRegion(QRegion(room).subtracted(QRegion(sheet)))
                painter.fillRect(room, self.bench)
                painter.setClipping(False)
            seen = view.seen if self.eye.vision else self._seen(event.rect())
            whole = self.eye.through(
                painter,
                sheet.intersected(room),
                lambda on: self._tiles.blit(on, corner, view.scale, seen),
            )
            if not whole and not self._baking.isActive():
                self._baking.start(0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            overlay = Overlay(painter, view, self.unit * view.ratio, self.session.arriving)
            for part in self._above():
                part(overlay)
        finally:
            painter.end()
        for rect in self._tiles.mended:
            place = self._logical(rect.translated(corner)).intersected(self.rect())
            # What was stale outside of what is painted now has changed too.
            if not event.rect().contains(place) or not QRegion(place).subtracted(event.region()).isEmpty():
                super().update(place)

    def _seen(self, part: QRect) -> Box:
        """Return what of the page (mm) is in sight within a part of the widget."""
        seen = self.view.seen
        if part.contains(self.rect()):
            return seen
        left, top = self.view.to_page(*self._device(QPointF(part.topLeft() - QPoint(1, 1))))
        right, bottom = self.view.to_page(*self._device(QPointF(part.bottomRight() + QPoint(2, 2))))
        return (max(seen[0], left), max(seen[1], top), min(seen[2], right), min(seen[3], bottom))
