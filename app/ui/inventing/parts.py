"""« Assembler »: existing glyphs laid on the sheet; each is moved, sized, turned and put before the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import dist, hypot

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from app.catalogue.invent import Part, Plate
from app.catalogue.model import GRID, Glyph
from app.i18n import tr
from app.poster.geometry import Coord
from app.ui.inventing.composing import ROOM, Composition, composed, corners, kept, with_part, within
from app.ui.inventing.layers import paint_layers
from app.ui.inventing.paper import Paper, paint_glyph, paint_hold
from app.ui.inventing.steps import Steps, redoes, undoes
from app.ui.keys import ARROWS
from app.ui.style import look

#: Smallest and largest side of a part; one step of the keys; a turn of the button, degrees.
LEAST, MOST = 8.0, 90.0
STEP, LONG, GROWTH, TURN = 1.0, 4.0, 1.12, 15.0
#: How near the middle a part is drawn to it, in units of the grid.
SNAP = 1.4
GUIDE = "#C2185B"


class Table(Paper):
    """The sheet of the parts, with the one that is chosen."""

    def __init__(self) -> None:
        super().__init__(tr("Feuille à assembler"))
        self._steps: Steps[Composition] = Steps(Composition())
        self.chosen: int | None = None
        #: What is moved now: where the hand took it, how it was, and whether by a corner.
        self._held: tuple[Coord, Part, bool] | None = None
        self._moving: Part | None = None
        self._guides = (False, False)
        self.setMouseTracking(True)

    # -- what it holds

    @property
    def state(self) -> Composition:
        """The composition as it is seen now."""
        now = self._steps.now
        if self._moving is None or self.chosen is None:
            return now
        return replace(now, parts=with_part(now.parts, self.chosen, self._moving))

    @property
    def part(self) -> Part | None:
        """The part that is chosen."""
        return self.state.parts[self.chosen] if self.chosen is not None else None

    @property
    def can_undo(self) -> bool:
        """Whether something can be taken back."""
        return self._steps.can_undo

    def glyph(self) -> Glyph | None:
        """Return the glyph of the parts, or None for an empty sheet."""
        return composed(self.state)

    def add(self, glyph: Glyph) -> None:
        """Lay a glyph on the others: the first one fills the sheet, the others are smaller."""
        now = self._steps.now
        room = ROOM[now.plate]
        # Fresh parts step aside, so that none hides another.
        aside = 6.0 * (len(now.parts) % 3) if now.parts else 0.0
        side = room * (0.55 if now.parts else 1.0) * GRID / ROOM["aucune"]
        middle = GRID / 2 + aside
        self.chosen = len(now.parts)
        self._put(replace(now, parts=(*now.parts, Part(glyph, middle, middle, side))))

    def turn(self) -> None:
        """Turn the chosen part by one step."""
        self._change(lambda part: replace(part, turn=(part.turn + TURN) % 360))

    def flip(self) -> None:
        """Show the chosen part as in a mirror."""
        self._change(lambda part: replace(part, flipped=not part.flipped))

    def cut(self, wanted: bool) -> None:
        """Cut the chosen part out of what lies behind it, or lay it in ink."""
        self._change(lambda part: replace(part, role="paper" if wanted else "ink"))

    def grow(self, factor: float) -> None:
        """Size the chosen part."""
        self._change(lambda part: replace(part, side=min(MOST, max(LEAST, part.side * factor))))

    def shift(self, dx: float, dy: float) -> None:
        """Move the chosen part, its middle staying on the sheet."""
        self._change(lambda part: replace(part, x=kept(part.x + dx), y=kept(part.y + dy)))

    def to_front(self) -> None:
        """Bring the chosen part before the others."""
        if self.chosen is None:
            return
        parts = list(self._steps.now.parts)
        parts.append(parts.pop(self.chosen))
        self.chosen = len(parts) - 1
        self._put(replace(self._steps.now, parts=tuple(parts)))

    def remove(self) -> None:
        """Take the chosen part away; the one behind it is chosen."""
        if self.chosen is None:
            return
        parts = list(self._steps.now.parts)
        del parts[self.chosen]
        self.chosen = min(self.chosen, len(parts) - 1) if parts else None
        self._put(replace(self._steps.now, parts=tuple(parts)))

    def lay_on(self, plate: Plate) -> None:
        """Lay everything on a plate, or on none; the parts are brought to the room that it has."""
        now = self._steps.now
        scale = ROOM[plate] / ROOM[now.plate]
        half = GRID / 2
        moved = tuple(
            replace(
                part,
                x=half + (part.x - half) * scale,
                y=half + (part.y - half) * scale,
                side=part.side * scale,
            )
            for part in now.parts
        )
        self._put(Composition(moved, plate))

    def undo(self) -> None:
        """Take back the last change."""
        if self._steps.undo():
            self._tell()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._steps.redo():
            self._tell()

    def restore(self, state: Composition) -> None:
        """Go on with parts that were laid before."""
        self._put(state)

    def forget(self) -> None:
        """Begin a fresh sheet, without a past."""
        self._steps, self.chosen = Steps(Composition()), None
        self._tell()

    def _change(self, change: Callable[[Part], Part]) -> None:
        if self.chosen is not None:
            now = self._steps.now
            self._put(replace(now, parts=with_part(now.parts, self.chosen, change(now.parts[self.chosen]))))

    def _put(self, state: Composition) -> None:
        self._held = self._moving = None
        self._guides = (False, False)
        self._steps.put(state)
        self._tell()

    def _tell(self) -> None:
        if self.chosen is not None and self.chosen >= len(self._steps.now.parts):
            self.chosen = None
        part = self.part
        self.setAccessibleDescription(
            tr("Partie {rang} sur {total}", rang=(self.chosen or 0) + 1, total=len(self._steps.now.parts))
            if part is not None
            else ""
        )
        self.update()
        self.changed.emit()

    # -- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a corner of the chosen part, else the nearest part under the pointer."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.to_grid(event.position())
        part = self.part
        if part is not None and self._corner(event.position(), part):
            self._held = (at, part, True)
            return
        under = [rank for rank, one in enumerate(self._steps.now.parts) if within(at, one)]
        self.chosen = under[-1] if under else None
        self._held = (at, self._steps.now.parts[under[-1]], False) if under else None
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or size what is held; show what would be taken."""
        at = self.to_grid(event.position())
        if self._held is None:
            part = self.part
            corner = part is not None and self._corner(event.position(), part)
            over = any(within(at, one) for one in self._steps.now.parts)
            shape = Qt.CursorShape
            self.setCursor(
                shape.SizeFDiagCursor if corner else shape.SizeAllCursor if over else shape.ArrowCursor
            )
            return
        start, part, sized = self._held
        if sized:
            middle = (part.x, part.y)
            factor = dist(at, middle) / max(1.0, dist(start, middle))
            self._moving = replace(part, side=min(MOST, max(LEAST, part.side * factor)))
        else:
            x, y = kept(part.x + at[0] - start[0]), kept(part.y + at[1] - start[1])
            self._guides = (abs(x - GRID / 2) < SNAP, abs(y - GRID / 2) < SNAP)
            x, y = (GRID / 2 if near else value for near, value in zip(self._guides, (x, y), strict=True))
            self._moving = replace(part, x=x, y=y)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep what was moved."""
        if self._held is not None:
            self._put(self.state)

    def _corner(self, at: QPointF, part: Part) -> bool:
        reach = max(look.metrics.target / 2, 8.0)
        places = [self.to_pixel(corner) for corner in corners(part)]
        return any(hypot(at.x() - each.x(), at.y() - each.y()) <= reach for each in places)

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Keep undo for the parts while the sheet has the focus; Tab goes from part to part, then on."""
        if isinstance(event, QKeyEvent):
            asked = undoes(event) or redoes(event)
            if event.type() == QEvent.Type.ShortcutOverride and asked:
                event.accept()
                return True
            tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if event.type() == QEvent.Type.KeyPress and tab and self._walk(event):
                return True
        return super().event(event)

    def _walk(self, event: QKeyEvent) -> bool:
        step = -1 if event.key() == Qt.Key.Key_Backtab else 1
        total = len(self._steps.now.parts)
        following = (0 if step > 0 else total - 1) if self.chosen is None else self.chosen + step
        if not 0 <= following < total:
            return False
        self.chosen = following
        self._tell()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, size, remove; Escape lets go."""
        key = Qt.Key(event.key())
        far = LONG if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        if undoes(event):
            self.undo()
        elif redoes(event):
            self.redo()
        elif self.chosen is None:
            super().keyPressEvent(event)
        elif key in ARROWS:
            dx, dy = ARROWS[key]
            self.shift(dx * far, dy * far)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.grow(GROWTH)
        elif key == Qt.Key.Key_Minus:
            self.grow(1 / GROWTH)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key == Qt.Key.Key_Escape:
            if self._held is None:
                self.chosen = None
            self._held = self._moving = None
            self._tell()
        else:
            super().keyPressEvent(event)

    # -- paint

    def content(self, painter: QPainter) -> None:
        """Paint the glyph, then the frame and corners of the chosen part."""
        if self._moving is not None:
            paint_layers(painter, self.state, self.square, self.tint)
        elif (glyph := self.glyph()) is not None:
            paint_glyph(painter, glyph, self.square, self.tint)
        elif not self.state.parts:
            self.invite(painter, tr("Ajoutez un ou plusieurs pictos."))
        square, middle = self.square, self.square.center()
        painter.setPen(QPen(QColor(GUIDE), 1))
        if self._guides[0]:
            painter.drawLine(QPointF(middle.x(), square.top()), QPointF(middle.x(), square.bottom()))
        if self._guides[1]:
            painter.drawLine(QPointF(square.left(), middle.y()), QPointF(square.right(), middle.y()))
        part = self.part
        if part is not None:
            paint_hold(painter, [self.to_pixel(corner) for corner in corners(part)])
