"""The canvas: hands on the sheet. Pointers and keys become gestures; words are written in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QWidget

from app.poster.document import Patch, Transaction
from app.poster.geometry import Coord
from app.ui.canvas import devices, holding, keys, showing
from app.ui.canvas.carrying import Carrying
from app.ui.canvas.desk import Desk
from app.ui.canvas.events import Hit, Kind, PointerEvent
from app.ui.canvas.overlay import Overlay
from app.ui.canvas.sheet_view import CALM, SheetView
from app.ui.canvas.writing import Writing
from app.ui.tools import laying, notes
from app.ui.tools.registry import TOOLS

if TYPE_CHECKING:
    from app.catalogue.model import Pictogram
    from app.ui.session import Session

#: While words are typed, the rest of the sheet follows after this long (ms); the field itself follows at once.
TYPING = 150


class Canvas(SheetView):
    """Shows one poster and lets hands at it."""

    #: Items let go outside the canvas, and where on the screen: the AMOF panel takes them.
    dropped_outside = Signal(object, QPoint)
    #: Items carried over the rest of the window, and where on the screen; an empty set when they come back.
    dragged_outside = Signal(object, QPoint)

    #: A right click or the Menu key: the uid under it (or empty), and where on the screen.
    menu_asked = Signal(str, QPoint)

    def __init__(self, session: Session, parent: QWidget | None = None, *, unit: float = 1.0) -> None:
        super().__init__(session, parent, unit)
        #: Whether the hints of a first poster are shown.
        self.first_hints = True
        self.desk = Desk(session, self.view)
        self.writing = Writing(self, self.desk, self._text_closed)
        self._ghost = showing.Ghost()
        self._hover: Hit | None = None
        #: Where the view is held while it is panned.
        self._grip: QPointF | None = None
        self._space = False
        #: How hard the pen presses, 0-1; told before each event of the pen.
        self._pressure = 0.5
        self._carrying = Carrying(self, self._carry_over, self._let_go)
        self._outside = False
        #: Whether a panel has opened, and may hide what is selected.
        self._narrowed = False
        #: Whether keys brought the focus: the ring is shown.
        self._keyed = False
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._follow)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._scale_hand()
        session.patched.connect(self._patched)
        session.selection_changed.connect(self._selection_changed)
        session.tool_changed.connect(self._tool_changed)
        session.edit_requested.connect(self.edit_text)
        session.settling.connect(self.close_text)
        self._tool_changed()

    # -- the view

    def fit_selection(self) -> None:
        """Bring what is selected as near as the window allows; the whole sheet when nothing is."""
        boxes = [box for uid in self.session.selection if (box := self.desk.extent(uid))]
        if not boxes:
            self.fit()
            return
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
        room = 0.6 * min(self.view.width / max(1.0, right - left), self.view.height / max(1.0, bottom - top))
        self.view.zoom(min(room, 3 * self.view.fit_scale) / self.view.scale, 0.0, 0.0)
        middle = self.view.to_pixel((left + right) / 2, (top + bottom) / 2)
        self.view.pan(self.view.width / 2 - middle[0], self.view.height / 2 - middle[1])
        self._moved(CALM)

    def reveal(self, uid: str) -> None:
        """Pan by the least that brings an item into sight."""
        box = self.desk.extent(uid)
        if box:
            self.view.reveal(box)
            self._moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the view where it is; only a selected thing that a panel would hide is brought into sight."""
        narrower = event.oldSize().isValid() and event.size().width() < event.oldSize().width()
        super().resizeEvent(event)
        self._narrowed = self._narrowed or narrower
        self._reveal_selection()

    def _reveal_selection(self) -> None:
        """Bring what is selected out from under a panel; never while a gesture holds the sheet."""
        if self._narrowed and not self.desk.hand.busy:
            self._narrowed = False
            if len(self.session.selection) == 1:
                self.reveal(next(iter(self.session.selection)))

    def _measure(self) -> None:
        super()._measure()
        self._scale_hand()

    def _scale_hand(self) -> None:
        self.desk.unit = self.unit * self.view.ratio
        self.writing.unit = self.unit

    def _moved(self, calm: int = 0) -> None:
        super()._moved(calm)
        self.writing.place()

    # -- the sheet

    def _patched(self, patch: Patch) -> None:
        if self.desk.hand.busy and not self.desk.hand.working and self.desk.concerns(patch):
            self.give_up()
        if self.writing.field is None:
            self._stale = True
        else:
            if not self._typing.isActive():
                self._typing.start()
            self.writing.follow()
        self.update()

    def _follow(self) -> None:
        self._stale = True
        self.update()

    def _hidden(self) -> frozenset[str]:
        return self.desk.feedback.hidden | self.writing.hidden()

    def _paint_overlay(self, overlay: Overlay) -> None:
        desk, writing = self.desk, self.writing
        idle = not desk.hand.busy and writing.field is None
        overlay.bench()
        if not writing.writes("feuille:titre"):
            showing.title_hint(overlay, desk)
        if self.first_hints and idle:
            showing.first_hints(overlay, desk)
        if writing.field is None:
            showing.selection(overlay, desk, self._hover)
        else:
            writing.show(overlay)
        showing.gesture(overlay, desk)
        if self._pixel is not None:
            if idle and (self.underMouse() or self._carrying.busy):
                self._ghost.show(overlay, desk, self.view.to_page(*self._pixel))
            showing.chip(overlay, desk, self._pixel)
        if self._keyed and self.hasFocus():
            overlay.focus()

    # -- words

    def edit_text(self, uid: str, act: Transaction | None = None) -> None:
        """Open the words of an item or a part of the sheet; nothing happens where there are none."""
        self.close_text()
        self.writing.open(uid, act)
        self.update()

    def close_text(self) -> None:
        """Keep the words being written, if any, and close their field: before anything else writes."""
        self.writing.close()

    def _text_closed(self) -> None:
        self._typing.stop()
        self._stale = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    # -- the hand

    def feed(self, kind: Kind) -> None:
        """Give the gesture under way an event at the place of the pointer."""
        page = self.view.to_page(*(self._pixel or (0.0, 0.0)))
        self.desk.hand.feed(self.desk.event(kind, page))
        self._after()

    def take_back(self) -> bool:
        """Take back one step of the gesture under way; return whether there was one."""
        busy = self.desk.hand.busy
        if busy:
            self.feed("back")
        return busy

    def give_up(self) -> bool:
        """Give up the gesture under way, leaving no trace; return whether there was one."""
        self._carrying.end()
        had = self.desk.hand.cancel()
        self._left_canvas(QPoint(), inside=True)
        self.update()
        return had

    def place_in_view(self, pictogram: Pictogram) -> None:
        """Lay a pictogram in the middle of what is seen: for the keyboard."""
        self.session.arm(pictogram)
        self.lay_in_view()

    def lay_in_view(self) -> bool:
        """Lay what is in hand in the middle of what is seen, of the map if it is; return whether it can be."""
        self.desk.refresh()
        return self._lay(self.view.middle(self.desk.hand.context.frame.box if self.session.armed else None))

    def begin_palette_drag(self, pictogram: Pictogram, global_pos: QPoint) -> None:
        """Take a pictogram from the palette, the button held: it is laid where it is let go."""
        self.session.arm(pictogram)
        self._carrying.begin()
        self._carry_over(QPointF(global_pos))

    def _carry_over(self, at: QPointF) -> None:
        self._pixel = self._device(self.mapFromGlobal(at))
        self.update()

    def _let_go(self, at: QPointF) -> None:
        here = self.mapFromGlobal(at)
        page = self.view.to_page(*self._device(here))
        width, height = self.view.sheet
        if self.rect().contains(here.toPoint()) and 0 <= page[0] <= width and 0 <= page[1] <= height:
            self._lay(page)
        else:
            self.session.use("choisir")

    def _lay(self, page: Coord) -> bool:
        session, context = self.session, self.desk.hand.context
        session.settle()
        self.desk.refresh()
        if session.tool == "postit":
            notes.write_note(context, notes.note_at(context, page))
        elif session.tool == "texte":
            notes.write_words(context, page)
        elif session.armed is not None:
            if not self.desk.lays_at(page):
                return True
            made = laying.laid_at(session.armed, session.forme or "", page, context)
            laying.lay(context, made)
        else:
            return False
        self._after()
        return True

    def _after(self) -> None:
        opened = self.desk.settle()
        self._reveal_selection()
        if opened is not None:
            self.edit_text(*opened)
        self.update()

    def _selection_changed(self) -> None:
        if self.desk.chosen and self.desk.chosen.uid not in self.session.selection:
            self.desk.choose(None)
        self.update()

    def _conclude(self) -> None:
        """Lay what the gesture under way has made when it can stand as it is, else give it up."""
        self.desk.conclude()
        self.give_up()

    def _tool_changed(self) -> None:
        if not self._carrying.busy:
            self._conclude()
        self._hover = None
        self.setAccessibleDescription(TOOLS[self.session.tool].hint())
        self._cursor()
        self.update()

    def _cursor(self) -> None:
        if self._grip is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(
                devices.cursor(TOOLS[self.session.tool].cursor, self._hover, self.session.selection)
            )

    # -- devices

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to pan, or a gesture."""
        self._keyed = False
        self._pixel = self._device(event.position())
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        ):
            self._grip = event.position()
            self._cursor()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.session.settle()
            self.desk.press(self._pointer("press", event), "gomme" if devices.rubs(event) else "")
            self._hover = None
            self._after()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Remember how hard the pen presses; Qt tells the rest again as a mouse, which gestures understand."""
        self._pressure = event.pressure()
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, go on with the gesture, or say what a click would take."""
        self._pixel = self._device(event.position())
        if self._grip is not None:
            step = event.position() - self._grip
            self._grip = event.position()
            self.view.pan(*self._device(step))
            self._moved()
        elif self.desk.hand.busy:
            self.desk.hand.feed(self._pointer("move", event))
            self._left_canvas(event.globalPosition().toPoint(), inside=self._inside(event))
            self._after()
        else:
            self._look(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the pan, or this part of the gesture."""
        self._pixel = self._device(event.position())
        if self._grip is not None:
            self._grip = None
            self._cursor()
        elif event.button() == Qt.MouseButton.LeftButton and self.desk.hand.busy:
            carried = self.desk.feedback.lifted | {draft.uid for draft in self.desk.feedback.drafts}
            if self.desk.feedback.movable and not self._inside(event):
                self.give_up()
                moving = carried & self.session.selection
                self.dropped_outside.emit(moving, event.globalPosition().toPoint())
            else:
                self.desk.hand.feed(self._pointer("release", event))
            self._after()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """End a gesture of several clicks, or open the words under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton or self._space:
            return
        self._pixel = self._device(event.position())
        if self.desk.hand.busy:
            self.desk.hand.feed(self._pointer("double", event))
            self._after()
            return
        hit = self.desk.find(self.view.to_page(*self._pixel), devices.device(event))
        if hit is not None and hit.handle is not None and holding.double(self, hit.handle):
            self._after()
        elif self.session.tool == "choisir" and hit is not None and not hit.locked:
            self.edit_text(hit.uid)
        else:
            self.mousePressEvent(event)

    def _pointer(self, kind: Kind, event: QMouseEvent) -> PointerEvent:
        page = self.view.to_page(*self._device(event.position()))
        held = devices.modifiers(event.modifiers())
        device = devices.device(event)
        return self.desk.event(kind, page, held, device, self._pressure if device == "pen" else 0.5)

    def _inside(self, event: QMouseEvent) -> bool:
        return self.rect().contains(event.position().toPoint())

    def _left_canvas(self, where: QPoint, *, inside: bool) -> None:
        feedback = self.desk.feedback
        outside = feedback.movable and not inside
        if outside:
            carried = feedback.lifted | {draft.uid for draft in feedback.drafts}
            self.dragged_outside.emit(carried & self.session.selection, where)
        elif self._outside:
            self.dragged_outside.emit(frozenset(), where)
        self._outside = outside

    def _look(self, event: QMouseEvent) -> None:
        before = self._hover
        if self.session.tool == "choisir" and not self._space:
            page = self.view.to_page(*self._device(event.position()))
            self._hover = self.desk.find(page, devices.device(event))
        else:
            self._hover = None
        self._cursor()
        if self._hover != before or self.session.tool != "choisir":
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._hover = None
        if not self.desk.hand.busy and not self._carrying.busy:
            self._pixel = None
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies there, which is selected first; the Menu key asks for the selection's."""
        self.give_up()
        self.session.settle()
        uid = next(iter(self.session.selection), "")
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            hit = self.desk.find(self.view.to_page(*self._device(QPointF(event.pos()))))
            uid = hit.uid if hit else ""
            if uid not in self.session.selection:
                self.session.select({uid})
        self.menu_asked.emit(uid, event.globalPos())

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on keys; what means nothing here goes on to the window."""
        if event.key() == Qt.Key.Key_Space and not self.desk.hand.busy:
            self._space = True
            self._cursor()
        elif not keys.press(self, event):
            event.ignore()
            return
        event.accept()
        self._after()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Stop panning when the space bar is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._cursor()
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab for the things of the sheet; F6 leaves the canvas."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when keys brought the focus."""
        super().focusInEvent(event)
        self._keyed = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the gesture under way: it has lost its hand."""
        super().focusOutEvent(event)
        self._space = False
        if not self._carrying.busy:
            self._conclude()
