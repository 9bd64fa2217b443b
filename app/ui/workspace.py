"""The window of one poster: top bar, rail, drawer, canvas, marge and tools, wired to each other."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app import settings
from app.catalogue.model import Pictogram
from app.storage.writer import SaveState
from app.ui import doing, keys, listing, menu, menus, placing, standing
from app.ui.announcing import Announcer
from app.ui.beside import Beside
from app.ui.bringing import wiring
from app.ui.canvas.canvas import Canvas
from app.ui.drawer import Drawer
from app.ui.exporting import Exporting
from app.ui.fitting import give_up
from app.ui.hand import Hand
from app.ui.inventing import ours
from app.ui.marge.marge import Marge
from app.ui.menubar import MenuBar
from app.ui.orders import Orders
from app.ui.quick import Quick
from app.ui.rail import Rail
from app.ui.regions import Regions
from app.ui.session import Session
from app.ui.shortcuts import Shortcuts
from app.ui.style import look
from app.ui.toolsrow import ToolsRow
from app.ui.topbar import TopBar


class Workspace(QWidget):
    """One open poster. ``begin`` once it is shown."""

    home_asked: ClassVar[Signal] = Signal()
    open_asked: ClassVar[Signal] = Signal()
    #: The photograph of a sheet, and that sheet, of which a poster is to be made.
    poster_asked: ClassVar[Signal] = Signal(object, object)
    #: An interface size (1.0 is 100 %), so many steps of it, workshop mode or not: the window is made again.
    size_asked: ClassVar[Signal] = Signal(float)
    size_stepped: ClassVar[Signal] = Signal(int)
    workshop_asked: ClassVar[Signal] = Signal(bool)

    # Declared here: what actions do is checked before ``__init__`` is.
    session: Session
    canvas: Canvas
    kept: settings.Settings
    marge: Marge
    exporting: Exporting
    orders: Orders
    beside: Beside

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        session.setParent(self)
        session.take_letters(kept.lettres, workshop=kept.atelier)
        self.session = session
        self.setObjectName("workbench")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.top = TopBar()
        self.rail = Rail(session.catalogue)
        self.drawer = Drawer(session, Hand(session, kept))
        self.kept = kept
        self.canvas = Canvas(session, self, unit=look.metrics.hand, kept=kept)
        self.canvas.view.bench = look.metrics.edge
        self.announcer = Announcer(self.canvas, session)
        self.marge = Marge(session, kept)
        self.quick = Quick(session)
        self.tools = ToolsRow(session)
        self.exporting = Exporting(session, self.marge.notices, kept, self)
        self.regions = Regions(self)
        self.beside = Beside(self)
        self.menus = MenuBar(self)
        self.orders = Orders(self)
        #: Made when it is first asked for.
        self.shortcuts: Shortcuts | None = None
        self._connect()
        menus.main(self, self.top.menu)
        doing.bind(self)
        listing.bind(self)
        wiring.bind(self)
        self._show_identity()
        self.regions.arrange()

    # -- life

    def begin(self) -> None:
        """Open the first domaine and give the sheet the focus."""
        if not self.regions.small:
            self.open_drawer("organisation")
        self.marge.show_page()
        self.top.show_saved(SaveState("enregistre", str(self.session.file.path)))
        self.regions.fit_later()
        self.canvas.setFocus()

    def stand_as(self, before: Workspace, focus: QWidget | None) -> None:
        """Open what was open in another workspace of the same poster, in the place of ``begin``."""
        standing.stand(self, before, focus)

    def settle(self) -> None:
        """Finish what is being typed or dragged."""
        self.canvas.setFocus()
        self.session.settle()
        self.session.put_down()

    def tell(self, sentence: str) -> None:
        """Say a calm sentence in the marge."""
        self.marge.notices.say(sentence)

    # -- wiring

    def _connect(self) -> None:
        session = self.session
        self.top.export_asked.connect(self.exporting.open)
        self.drawer.forget_asked.connect(lambda one: self.tell(ours.retire(session, one)))
        self.drawer.dragged.connect(self.canvas.begin_palette_drag)
        self.drawer.placed.connect(self._place_picto)
        self.drawer.place_asked.connect(self.canvas.spot.show)
        self.tools.used.connect(self._take_keys)
        self.tools.fit.connect(self.canvas.fit)
        self.tools.zoom_in.connect(self.canvas.zoom_in)
        self.tools.zoom_out.connect(self.canvas.zoom_out)
        self.marge.arranged.connect(self.regions.arrange)
        self.marge.left.connect(self._take_keys)
        self.marge.reglages.size_asked.connect(self.size_asked)
        self.marge.reglages.workshop_asked.connect(self.workshop_asked)
        self.marge.lisible.framed.connect(self.canvas.amber.show)
        self.canvas.amber.badges = look.workshop
        self.marge.lisible.seen_as.connect(self.canvas.eye.look)
        self.marge.lisible.revealed.connect(self.canvas.reveal)
        self.marge.tray.note_asked.connect(self.note)
        self.marge.tray.placed.connect(lambda uid: placing.in_view(self.canvas, uid))
        self.marge.tray.all_asked.connect(lambda: placing.all_around(self.canvas))
        self.marge.tray.let_go.connect(lambda uid, at: placing.where(self.canvas, uid, at))
        self.marge.settings.note_asked.connect(lambda uid: placing.note_about(self.canvas, uid))
        self.canvas.dropped_outside.connect(self.marge.amof.drop)
        self.canvas.dragged_outside.connect(self._carried)
        self.canvas.menu_asked.connect(lambda uid, at: menu.popup(self.canvas, uid, at))
        self.quick.closed.connect(self._close_quick)
        session.settling.connect(self.canvas.close_text)
        # Queued: the fields of what was laid are shown by the next turn of the loop.
        session.laid.connect(self._ask_words, Qt.ConnectionType.QueuedConnection)
        session.saved.connect(self.top.show_saved)
        session.said.connect(self.marge.notices.answer)
        session.patched.connect(lambda _: self._show_identity())

    def open_shortcuts(self) -> None:
        """Show every key and gesture, or hide them."""
        if self.shortcuts is None:
            self.shortcuts = Shortcuts(self)
        self.shortcuts.open()

    def undo(self) -> None:
        """Take back the last step of the gesture under way, else the last act."""
        if self.canvas.take_back():
            return
        fitting = self.session.fitting
        if fitting is None:
            self.session.undo()
        elif not fitting.take_back():
            give_up(self.session)

    def redo(self) -> None:
        """Do again the letters last taken back in the field in hand, else the act last undone."""
        field = keys.field_to_redo()
        if field is not None:
            field.redo()
        else:
            self.session.redo()

    def walk(self, step: int) -> None:
        """Give the focus to the next region of the window, or to the one before."""
        keys.walk(self.regions.in_order, step)

    def _take_keys(self) -> None:
        """Give the keys to the sheet, or to who writes while somebody else draws."""
        (self.canvas.keyboard or self.canvas).setFocus()

    def _show_identity(self) -> None:
        self.top.identity.show_poster(self.session.document.poster)

    # -- what is open

    def open_drawer(self, key: str) -> None:
        """Open a domaine or the search; "" closes the drawer."""
        self.beside.open_drawer(key)

    def note(self) -> None:
        """Open the line that writes post-its « à placer »."""
        self.regions.noting.show()
        # Somebody else goes on drawing: a press on the sheet leaves the keys to the line.
        self.canvas.keyboard = self.quick.field
        self.quick.field.setFocus()

    def _close_quick(self) -> None:
        self.canvas.keyboard = None
        self.regions.noting.hide()
        self.canvas.setFocus()

    def full_screen(self) -> None:
        """Take the whole screen, or give it back."""
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay again and fit the sheet: the window itself has changed."""
        super().resizeEvent(event)
        if self.regions.small and self.drawer.key:
            self.open_drawer("")
        self.regions.arrange()
        self.regions.fit_later()
        self.orders.place()
        if self.shortcuts is not None:
            self.shortcuts.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on what nothing nearer took: Escape, the signs of actions, Alt."""
        self.menus.alt(event)
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        elif not doing.sign(self, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Alt alone shows the menu bar, or hides it."""
        self.menus.alt(event)
        super().keyReleaseEvent(event)

    def _step_back(self) -> None:
        """Give up one thing: the eyes of others, the armed tool, the selection, then the panel."""
        if self.canvas.eye.vision:
            self.marge.lisible.eyes.look("")
        elif give_up(self.session):
            pass
        elif self.session.armed is not None or self.session.tool != "choisir":
            self.session.use("choisir")
        elif self.session.selection:
            self.session.select(())
        elif self.marge.panel:
            if self.marge.panel == "lectures":
                self.session.show_reading("")
            self.marge.close_panel()
        elif self.session.reading:
            self.session.show_reading("")
        self.canvas.setFocus()

    # -- what is laid

    def _ask_words(self) -> None:
        """Open the words of what was just laid: the group says what it is while it is at it."""
        if self.marge.page == "settings" and not self.regions.noting.isVisibleTo(self):
            self.marge.settings.wait_for_words(self._pass)

    def _pass(self, event: QKeyEvent) -> None:
        self.canvas.setFocus()
        # No words: what was laid stays chosen, and the next key speaks of it.
        if event.key() not in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QApplication.sendEvent(self.canvas, event)

    def _place_picto(self, pictogram: Pictogram) -> None:
        self.session.settle()
        self.canvas.place_in_view(pictogram)
        self.canvas.setFocus()

    def _carried(self, uids: frozenset[str], at: QPoint) -> None:
        if uids:
            self.marge.amof.drop_target(at)
        else:
            self.marge.amof.clear_target()
