"""A map of the ground that shows what is chosen: what is in sight, and its picture, made once the view rests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.drawing import theme
from app.poster.geometry import Box
from app.ui.controls import focus_ring
from app.ui.picking.sight import COMMUNES, Sight
from app.ui.picking.view import View
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate

#: What a click takes at first.
DEFAULT = "epci"
#: The picture is made again this long (ms) after the view has changed: meanwhile the one before is moved.
SOON = 40
#: While it is dragged a picture serves as long as it covers this part of the map.
BARE = 0.7
#: The part of the map that a whole zone takes.
WHOLE = 0.96


class ShownMap(QWidget):
    """Holds no choice of its own: it shows the one it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.level = DEFAULT
        self.sight = Sight(self)
        self.sight.grown.connect(self._grown)
        self.sight.sought.connect(self._seek)
        #: What lies over the map: the ground is shown beside it, and no name is written under it.
        self.covered: list[QRectF] = []
        #: How many px above and below are left out of what is brought into sight.
        self._edges = (0.0, 0.0)
        #: Whether the whole zone is in sight, and stays so; else the box that does, until people move the map.
        self._at_rest = True
        self._sought: Box | None = None
        #: A view has come to rest before the country was read: what it lacks is to be read after it.
        self._awaited = False
        self._view = View.of(self.sight.extent, QSizeF(1, 1))
        self._baked: tuple[QPixmap, View] | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._settle)

    # -- what is asked of it

    @property
    def view(self) -> View:
        """The ground in sight."""
        return self._view

    @property
    def resting(self) -> bool:
        """Whether all that is in sight has been read, and is painted."""
        return self.sight.ready and not self._soon.isActive()

    def take_level(self, level: str) -> None:
        """Let clicks take units of a level."""
        self.level = level
        self._forget()

    def show_zone(self, zone: str) -> None:
        """Show another zone, whole."""
        if zone != self.sight.zone:
            self._at_rest = True
            self.sight.show_zone(zone)
            self.sight.look(self._view)

    def show_units(self, units: Sequence[Candidate], grey: Sequence[Candidate], *, seek: bool) -> None:
        """Show units as chosen and others in grey; ``seek`` brings them into sight once they are read."""
        near = seek or self._view.metres <= COMMUNES
        if self.sight.show_units(units, grey, seek=seek, fine=near) and seek and not units and not grey:
            self._show_zone()

    def show_all(self) -> None:
        """Show what is chosen; where it is in sight already, or there is nothing, the whole zone."""
        before, box = self._view, self.sight.box
        if box is not None:
            self._seek(box)
        if box is None or self._view == before:
            self._show_zone()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come nearer by ``factor``, the ground under ``at`` staying there."""
        self._look(self._view.zoomed(factor, QPointF(self.rect().center()) if at is None else at))

    def cover(self, edges: tuple[float, float], covered: list[QRectF]) -> None:
        """Keep what is shown between ``edges`` (px above and below), and names out of what lies over the map."""
        self.covered = covered
        if edges != self._edges:
            self._edges = edges
            self._show_again()
        self._forget()

    @property
    def _held(self) -> bool:
        """Whether the ground is in hand: its picture is then moved rather than made again."""
        return False

    # -- the view

    def _whole(self) -> View:
        return View.of(self.sight.extent, QSizeF(self.size()), *self._edges, part=WHOLE)

    def _show_zone(self) -> None:
        self._look(self._whole())
        self._at_rest = True

    def _seek(self, box: Box) -> None:
        self._look(View.of(box, QSizeF(self.size()), *self._edges))
        self._sought = box

    def _show_again(self) -> bool:
        """Show what is kept in sight as the map is now; return whether anything is."""
        if self._at_rest:
            self._show_zone()
        elif self._sought is not None:
            self._seek(self._sought)
        else:
            return False
        return True

    def _look(self, view: View) -> None:
        self._view, self._at_rest, self._sought = view, False, None
        if not self._soon.isActive():
            self._soon.start()
        self.update()

    def _settle(self) -> None:
        """Paint the picture of the view that has come to rest, and read what it lacks."""
        if self._held and self._baked is not None:
            # In the middle of a drag what is in hand moves: it is painted again once much of the map is bare.
            seen = self._view.place_of(self._baked[1]) & QRectF(self.rect())
            if seen.width() * seen.height() > BARE * self.width() * self.height():
                return
        self._forget()
        if self.sight.whole is not None:
            self.sight.look(self._view)
        else:
            self._awaited = True

    def _grown(self) -> None:
        if self._at_rest and self.sight.whole is not None:
            self._view = self._whole()
        if self._awaited and self.sight.whole is not None:
            self._awaited = False
            self.sight.look(self._view)
        self._forget()

    def _forget(self) -> None:
        """Have the picture made again."""
        self._baked = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is in sight in sight."""
        super().resizeEvent(event)
        if not self._show_again():
            self._look(self._view.resized(QSizeF(event.size())))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, what lies under the pointer, and the lasso."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(look.tokens.page))
            if self.sight.whole is not None:
                self._paint(painter)
            else:
                # Once the question is on the screen.
                QTimer.singleShot(0, self, lambda: self.sight.look(self._view))
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        if self._baked is None:
            self._baked = self._bake()
        picture, view = self._baked
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.metres != self._view.metres)
        painter.drawPixmap(self._view.place_of(view), picture, QRectF(picture.rect()))
        self._paint_over(painter)

    def _paint_over(self, painter: QPainter) -> None:
        """Paint what the hand does over the picture."""

    def _bake(self) -> tuple[QPixmap, View]:
        """Return a picture of the view without what the pointer does."""
        from app.ui.picking import drawn

        view, ratio, sight = self._view, self.devicePixelRatioF(), self.sight
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.fill(QColor(look.tokens.page))
        ground, whole = sight.ground(view), sight.whole
        assert ground is not None
        assert whole is not None
        painter = QPainter(picture)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(ratio, ratio)
            if ground is not whole:
                drawn.land(painter, whole, view)
            drawn.land(painter, ground, view)
            marked, offered = sight.marked, sight.offered
            if offered is not None:
                drawn.fill(painter, offered.areas, view, look.tokens.outside)
            drawn.fill(painter, marked.chosen if marked else (), view)
            drawn.borders(painter, ground, view, self.level)
            for one in offered.areas if offered is not None else ():
                drawn.outline(painter, one.path, view, drawn.OFFERED, drawn.OFFERED_WIDTH)
            if marked is not None and marked.around_grey is not None:
                drawn.outline(painter, marked.around_grey, view, drawn.REFERENCE, drawn.GREY_WIDTH)
            if marked is not None and marked.around is not None:
                drawn.outline(painter, marked.around, view, theme.DOMAINES["organisation"].ink, drawn.WIDTH)
            drawn.towns(painter, ground.towns, view, self.covered)
        finally:
            painter.end()
        return picture, view

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they go elsewhere."""
        super().focusOutEvent(event)
        self.update()
