"""The canvas: hands on the sheet. Pointers and keys become gestures; words are written in place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from app.poster.boxes import around, meet, shifted
from app.poster.document import Patch, Transaction
from app.poster.geometry import Box, Coord
from app.poster.sheet import MapFrame
from app.settings import Settings
from app.ui.canvas import carrying, fitted, keys, map_frame, padlock, showing
from app.ui.canvas.above import Part
from app.ui.canvas.amber import Amber
from app.ui.canvas.desk import Desk
from app.ui.canvas.events import Device, Kind
from app.ui.canvas.laser import Laser, Ripple
from app.ui.canvas.nudging import Nudging
from app.ui.canvas.overlay import Overlay
from app.ui.canvas.pen import Pen
from app.ui.canvas.pointer import Pointer, step_of
from app.ui.canvas.sheet_view import CALM, SheetView
from app.ui.canvas.spot import Spot
from app.ui.canvas.touch import Touch
from app.ui.canvas.writing import Writing
from app.ui.clipboard.drops import Drops
from app.ui.tools.registry import TOOLS

if TYPE_CHECKING:
    from app.catalogue.model import Pictogram
    from app.ui.actions.action import Action
    from app.ui.session import Session

#: When keys rest for so long (ms), the rest of the sheet follows words that are typed; the words do at once.
TYPING = 150
#: A pointer that rests so long (ms) may be about to act there, on a few things at most.
DWELL, FEW = 60, 12


class Canvas(SheetView):
    """Shows one poster and lets hands at it."""

    #: Items let go outside the canvas, and where on the screen: the AMOF panel takes them.
    dropped_outside = Signal(object, QPoint)
    #: Items carried over the rest of the window, and where on the screen; an empty set when they come back.
    dragged_outside = Signal(object, QPoint)

    #: A right click or the Menu key: the uid under it (or empty), and where on the screen.
    menu_asked = Signal(str, QPoint)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        unit: float = 1.0,
        kept: Settings | None = None,
    ) -> None:
        super().__init__(session, parent, unit)
        self._kept = kept or Settings()
        #: Whether the hints of a first poster are shown.
        self.first_hints = True
        self.desk = Desk(session, self.view, self._kept)
        self.writing = Writing(self, self.desk, self.retouch, self._text_closed)
        self._ghost = showing.Ghost()
        self._framed = map_frame.Framed()
        self._baking.timeout.connect(self._unveil)
        self.pointer, self.touch, self.pen = Pointer(self), Touch(self), Pen(self)
        self.laser, self.ripple, self.spot = Laser(self), Ripple(self), Spot(self)
        self.amber = Amber(self.update)
        self.nudging = Nudging(session, self)
        self._carrying = carrying.Carrying(self)
        #: Whether a panel has opened, and may hide what is selected.
        self._narrowed = False
        #: Whether keys brought the focus: the ring is shown.
        self._keyed = False
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._follow)
        self._dwell = QTimer(self, singleShot=True, interval=DWELL)
        self._dwell.timeout.connect(self._ready)
        self._keyboard: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._drops = Drops(self)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._scale_hand()
        session.patched.connect(self._patched)
        session.selection_changed.connect(self._selection_changed)
        session.tool_changed.connect(self._tool_changed)
        session.edit_requested.connect(self.edit_text)
        session.settling.connect(self.close_text)
        session.fitting_changed.connect(self.update)
        self._tool_changed()

    # -- the view

    def fit_selection(self) -> None:
        """Bring what is selected as near as the window allows; the whole sheet when nothing is."""
        boxes = [box for uid in self.session.selection if (box := self.desk.extent(uid))]
        if not boxes:
            self.fit()
            return
        left, top, right, bottom = around(boxes)
        room = 0.6 * min(self.view.width / max(1.0, right - left), self.view.height / max(1.0, bottom - top))
        self.view.zoom(min(room, 3 * self.view.fit_scale) / self.view.scale, 0.0, 0.0)
        middle = self.view.to_pixel((left + right) / 2, (top + bottom) / 2)
        self.view.pan(self.view.width / 2 - middle[0], self.view.height / 2 - middle[1])
        self._moved(CALM)

    def reveal(self, uid: str) -> None:
        """Pan by the least that brings an item into sight."""
        box = self.desk.extent(uid)
        if box:
            self.look_into(box)

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
        self.desk.wide = self.large
        for light in (self.laser, self.ripple):
            light.unit, light.ratio = self.desk.unit, self.view.ratio
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
            self.update()
        else:
            self._typing.start()
        self.writing.follow()

    def _arrived(self, picture: str) -> None:
        self.desk.forget_pictures()
        super()._arrived(picture)

    def _follow(self) -> None:
        self._stale = True
        self.writing.follow(composed=True)
        self.update()

    def _hidden(self) -> frozenset[str]:
        placed = self.session.fitting
        in_hand = self.desk.feedback.hidden | self.writing.hidden()
        return in_hand | {placed.uid} if placed is not None else in_hand

    def _soon(self) -> Sequence[Box]:
        if self.writing.field is not None:
            return ()
        feedback, hover, seen = self.desk.feedback, self.pointer.hover, self.view.seen
        dx, dy = feedback.offset if feedback.lifted else (0.0, 0.0)
        uids = set(islice(feedback.lifted or self.session.selection, FEW)) | ({hover.uid} if hover else set())
        return [
            moved
            for ink in self.desk.scene.inks
            if ink.uid in uids and ink.extent and meet(moved := shifted(ink.extent, dx, dy), seen)
        ]

    def _unveil(self) -> None:
        if self.resting and self._framed.standing_in:
            self.update()

    def _above(self) -> Sequence[Part]:
        return (
            Overlay.bench,
            self.amber.paint,
            self.spot.paint,
            self._paint_hints,
            self._paint_chosen,
            self._paint_gesture,
            self._paint_pointer,
            self.eye.show,
            self.laser.paint,
            self.ripple.paint,
        )

    @property
    def _quiet(self) -> bool:
        return not self.desk.hand.busy and self.writing.field is None

    def _paint_hints(self, overlay: Overlay) -> None:
        if not self.writing.writes("feuille:titre"):
            showing.title_hint(overlay, self.desk)
        if self.first_hints and self._quiet and not self.spot.name and self.session.fitting is None:
            showing.first_hints(overlay, self.desk)

    def _paint_chosen(self, overlay: Overlay) -> None:
        if self.session.fitting is not None:
            fitted.show(overlay, self.desk, self.session.fitting, self.session.arriving)
        elif self.writing.field is None:
            showing.selection(overlay, self.desk, self.pointer.hover)
        else:
            self.writing.show(overlay)
        if self.session.tool == "cadrer":
            frame, framing = MapFrame.of(self.session.document.poster), self.desk.feedback.framing
            self._framed.show(overlay, self._tiles, self.view, frame, framing, done=self.resting)

    def _paint_gesture(self, overlay: Overlay) -> None:
        showing.gesture(overlay, self.desk)

    def _paint_pointer(self, overlay: Overlay) -> None:
        desk = self.desk
        if self._pixel is not None:
            if self._quiet and (self.underMouse() or self._carrying.busy):
                self._ghost.show(overlay, desk, self.view.to_page(*self._pixel))
            showing.chip(overlay, desk, self._pixel)
        padlock.show(overlay, desk, self.pointer.hover, self._pixel)
        if self._keyed and self.hasFocus():
            overlay.focus()

    # -- words

    def edit_text(self, uid: str, act: Transaction | None = None, at: Coord | None = None) -> None:
        """Open the words of an item or a part of the sheet, those that lie ``at`` a place where it has several."""
        self.close_text()
        self.writing.open(uid, act, at)
        self.update()

    def close_text(self) -> None:
        """Keep the words being written, if any, and close their field: before anything else writes."""
        self.writing.close()

    def _text_closed(self) -> None:
        self._typing.stop()
        self._stale = True
        asker, self.writing.asker = self.writing.asker, None
        (asker or self.keyboard or self).setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    @property
    def keyboard(self) -> QWidget | None:
        """The field that keeps the keys while a hand works here: a press on the sheet does not take them."""
        return self._keyboard

    @keyboard.setter
    def keyboard(self, field: QWidget | None) -> None:
        self._keyboard = field
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if field else Qt.FocusPolicy.StrongFocus)

    # -- the hand

    def act(self, action: Action[Canvas]) -> None:
        """Do an action of the sheet that menus and lists asked for; whether it means something is theirs to ask."""
        action.run(self)
        self.after()

    def feed(self, kind: Kind) -> None:
        """Give the gesture under way an event at the place of the pointer."""
        page = self.view.to_page(*(self._pixel or (0.0, 0.0)))
        self.desk.hand.feed(self.desk.event(kind, page))
        self.after()

    def take_back(self) -> bool:
        """Take back one step of the gesture under way; return whether there was one."""
        busy = self.desk.hand.busy
        if busy:
            self.feed("back")
        return busy

    def give_up(self) -> bool:
        """Give up the gesture under way, leaving no trace; return whether there was one."""
        self._carrying.end()
        self.pointer.forget()
        had = self.desk.hand.cancel()
        self.pointer.back_inside()
        self.update()
        return had

    def place_in_view(self, pictogram: Pictogram) -> None:
        """Lay a pictogram in the middle of what is seen: for the keyboard."""
        self.session.arm(pictogram)
        self.lay_in_view()

    def lay_in_view(self) -> bool:
        """Lay what is in hand in the middle of what is seen, of the map if it is; return whether it can be."""
        self.desk.refresh()
        box = self.desk.hand.context.frame.box if self.session.armed else None
        return carrying.lay(self, self.view.middle(box))

    def begin_palette_drag(self, pictogram: Pictogram, global_pos: QPoint) -> None:
        """Take a pictogram from the palette, the button held: it is laid where it is let go."""
        self.session.arm(pictogram)
        self._carrying.begin(QPointF(global_pos))

    def after(self) -> None:
        """Do what the gesture asked for, and show the sheet as it left it."""
        opened = self.desk.settle()
        self._reveal_selection()
        if opened is not None:
            self.edit_text(*opened)
        self.show_hand()

    def show_hand(self) -> None:
        """Show what a movement has changed: little above the sheet while « Choisir » is in hand."""
        if self.session.tool == "choisir":
            self.retouch()
        else:
            self.update()

    def _selection_changed(self) -> None:
        if self.desk.chosen and self.desk.chosen.uid not in self.session.selection:
            self.desk.choose(None)
        self._ready()
        self.update()

    def _conclude(self) -> None:
        """Lay what the gesture under way has made when it can stand as it is, else give it up."""
        self.desk.conclude()
        self.give_up()

    def _tool_changed(self) -> None:
        if not self._carrying.busy:
            self._conclude()
        self.pointer.hover = None
        self.setAccessibleDescription(TOOLS[self.session.tool].hint())
        self.pointer.show_cursor()
        self.update()

    # -- devices

    @property
    def large(self) -> bool:
        """Whether pointer and handles are those of workshop mode."""
        return self._kept.atelier

    @property
    def wheel_zooms(self) -> bool:
        """Whether a wheel alone zooms."""
        return self._kept.molette_zoome

    @property
    def fingers_pan(self) -> bool:
        """Whether fingers only pan and zoom: people asked for it, or there is a pen."""
        return self._kept.stylet_seul or self.pen.seen

    def point(self, at: QPointF) -> None:
        """Have the pointer at a place of the widget."""
        self._pixel = self._device(at)
        self._dwell.start()

    def show_click(self) -> None:
        """Show a hall where the click was."""
        if self.large and self._pixel is not None:
            self.ripple.begin(self._pixel)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to pan, or what the tool does."""
        self._keyed = False
        if event.button() == Qt.MouseButton.MiddleButton:
            self.pointer.grip(event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            self.pointer.press(step_of(event, self.pen.pressure))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on, or say what a click would take."""
        self.pointer.move(step_of(event, self.pen.pressure))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the press began."""
        if self.pointer.panning or event.button() == Qt.MouseButton.LeftButton:
            self.pointer.release(step_of(event, self.pen.pressure))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """End a gesture of several clicks, or open the words under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pointer.double(step_of(event, self.pen.pressure))

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Feel the pen; what Qt tells again as a mouse is left to it."""
        event.setAccepted(self.pen.feel(event))

    def touched(self, event: QTouchEvent) -> bool:
        """Feel the fingers of touch screens."""
        return self.touch.feel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self.pointer.hover = None
        if not self.desk.hand.busy and not self._carrying.busy:
            self._pixel = None
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies there; the Menu key asks for the selection's."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.give_up()
            self.session.settle()
            self.menu_asked.emit(next(iter(self.session.selection), ""), event.globalPos())
        else:
            self.ask_menu(QPointF(event.pos()), event.globalPos())

    def ask_menu(self, at: QPointF, screen: QPoint, device: Device = "mouse") -> None:
        """Ask for the menu of what lies at a place of the widget, which is selected first."""
        self.give_up()
        self.session.settle()
        hit = self.desk.find(self.view.to_page(*self._device(at)), device)
        uid = self.desk.asked(hit)
        if uid not in self.session.selection:
            self.session.select({uid})
        self.menu_asked.emit(uid, screen)

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on keys; what means nothing here goes on to the window."""
        if event.key() == Qt.Key.Key_Space and not self.desk.hand.busy:
            self.pointer.space = True
            self.pointer.show_cursor()
        elif not keys.press(self, event):
            event.ignore()
            return
        event.accept()
        self.after()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Stop panning when the space bar is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pointer.space = False
            self.pointer.show_cursor()
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
        self.pointer.space = False
        if not self._carrying.busy and (self._keyboard is None or not self._keyboard.hasFocus()):
            self._conclude()
