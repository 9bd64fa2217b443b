"""The window of one poster: top bar, rail, drawer, canvas, marge and tools on one grid."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from app import settings
from app.catalogue.model import Pictogram
from app.i18n import tr, trn
from app.poster.document import Commit
from app.poster.options import Options
from app.poster.records import DOMAINES, ITEM_TYPES
from app.poster.sheet import page_size
from app.storage.writer import SaveState
from app.ui import keys, menu, placing
from app.ui.canvas.canvas import Canvas
from app.ui.controls import row
from app.ui.drawer import Drawer
from app.ui.exporting import Exporting
from app.ui.hand import Hand
from app.ui.inventing import ours
from app.ui.inventing.panel import Inventing
from app.ui.marge.marge import Marge
from app.ui.planche import PLANCHE
from app.ui.quick import Quick
from app.ui.rail import CHERCHER, INVENTER, Rail
from app.ui.session import Session
from app.ui.style import look
from app.ui.toolsrow import ToolsRow
from app.ui.topbar import TopBar

#: Panels beside which the whole sheet is looked at: the drawer gives its place.
WHOLE = ("amof", "legende", "lectures")
#: Under this size of window the drawer closes by itself.
SMALL = (1000, 600)


class Workspace(QWidget):
    """One open poster. ``begin`` once it is shown."""

    home_asked = Signal()
    open_asked = Signal()

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        session.setParent(self)
        self.session = session
        self.setObjectName("workbench")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.top = TopBar()
        self.rail = Rail(session.catalogue)
        self.drawer = Drawer(session, Hand(session, kept))
        self._kept = kept
        #: Made when it is first asked for; it keeps its draft until the poster is closed.
        self.inventing: Inventing | None = None
        #: The drawer that it hides.
        self._behind = ""
        self.canvas = Canvas(session, self, unit=look.metrics.scale)
        self.canvas.setAccessibleName(tr("Le poster"))
        self.marge = Marge(session)
        self.quick = Quick(session)
        self.tools = ToolsRow(session)
        self.exporting = Exporting(session, self.marge.notices, kept, self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addWidget(self.top, 0, 0, 1, 4)
        self._grid.addWidget(self.rail, 1, 0, 4, 1)
        self._grid.addWidget(self.drawer, 1, 1, 4, 1)
        self._grid.addWidget(self.canvas, 1, 2)
        self._quick = QWidget()
        line = row(self.quick)
        line.setContentsMargins(look.metrics.bench, look.metrics.s1, look.metrics.bench, look.metrics.s2)
        self._quick.setLayout(line)
        self._quick.hide()
        self._grid.addWidget(self._quick, 3, 2, 1, 2)
        self._grid.addWidget(self.tools, 4, 2, 1, 2)
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowStretch(1, 1)
        self._fit_later = QTimer(self, singleShot=True, interval=0)
        self._fit_later.timeout.connect(self._fit)
        self._amof_shown = session.scene.ink("feuille:amof") is not None
        self._connect()
        self._bind()
        self._show_identity()
        self._arrange()

    # -- life

    def begin(self) -> None:
        """Open the first domaine and give the sheet the focus."""
        if self.width() >= SMALL[0] and self.height() >= SMALL[1]:
            self.open_drawer("organisation")
        self.marge.show_page()
        self.top.show_saved(SaveState("enregistre", str(self.session.file.path)))
        self._fit_later.start()
        self.canvas.setFocus()

    def settle(self) -> None:
        """Finish what is being typed or dragged."""
        self.canvas.setFocus()
        self.session.settle()

    def tell(self, sentence: str) -> None:
        """Say a calm sentence in the marge."""
        self.marge.notices.say(sentence)

    # -- wiring

    def _connect(self) -> None:
        session = self.session
        self.top.home_asked.connect(self.home_asked)
        self.top.open_asked.connect(self.open_asked)
        self.top.poster_asked.connect(lambda: self._toggle("poster"))
        self.top.amof_asked.connect(lambda _: self._toggle("amof"))
        self.top.legend_asked.connect(lambda: self._toggle("legende"))
        self.top.readings_asked.connect(self._read)
        session.reading_changed.connect(self._show_panel)
        self.top.export_asked.connect(self.exporting.open)
        self.top.names_asked.connect(session.show_all_names)
        self.top.screen_asked.connect(self._full_screen)
        self.rail.opened.connect(self.open_drawer)
        self.rail.invent_asked.connect(self._toggle_inventing)
        self.drawer.opening.connect(self.open_drawer)
        self.drawer.invent_asked.connect(self.open_inventing)
        self.drawer.edit_asked.connect(lambda one: self.open_inventing(pictogram=one))
        self.drawer.forget_asked.connect(lambda one: self.tell(ours.retire(session, one)))
        self.drawer.dragged.connect(self._drag_picto)
        self.drawer.placed.connect(self._place_picto)
        self.tools.fit.connect(self.canvas.fit)
        self.tools.zoom_in.connect(self.canvas.zoom_in)
        self.tools.zoom_out.connect(self.canvas.zoom_out)
        self.marge.arranged.connect(self._arrange)
        self.marge.panel_changed.connect(self._panel_changed)
        self.marge.tray.note_asked.connect(self._open_quick)
        self.marge.tray.placed.connect(lambda uid: placing.in_view(self.canvas, uid))
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
        session.said.connect(self.tell)
        session.committed.connect(self._committed)
        session.patched.connect(lambda _: self._show_identity())

    def _undo(self) -> None:
        """Take back the last step of the gesture under way, else the last act."""
        if not self.canvas.take_back():
            self.session.undo()

    def _bind(self) -> None:
        session = self.session
        for names, do in (
            (("Ctrl+Z",), self._undo),
            (("Ctrl+Shift+Z", "Ctrl+Y"), session.redo),
            (("Ctrl+Shift+E",), self.exporting.open),
            (("Ctrl+Space",), self._open_quick),
            (("Ctrl+F",), lambda: self.open_drawer(CHERCHER)),
            (("Ctrl+O",), self.open_asked.emit),
            (("F11",), self._full_screen),
            (("F6",), lambda: keys.walk(self._regions, 1)),
            (("Shift+F6",), lambda: keys.walk(self._regions, -1)),
        ):
            keys.everywhere(self, names, do)

    @property
    def _regions(self) -> tuple[QWidget, ...]:
        inventing = (self.inventing,) if self.inventing is not None else ()
        return (self.top, self.rail, self.drawer, *inventing, self.canvas, self.marge, self.tools)

    def _show_identity(self) -> None:
        self.top.identity.show_poster(self.session.document.poster)

    # -- regions

    def open_drawer(self, key: str) -> None:
        """Open a domaine or the search; "" closes the drawer, and only then is the sheet fitted again."""
        was = self.drawer.isVisibleTo(self) or self._inventing
        if self.inventing is not None:
            self.inventing.hide()
        if key and self.marge.panel in WHOLE:
            self.marge.close_panel()
        self.drawer.open(key)
        self.rail.show_open(key)
        self._arrange()
        self._ask(key)
        if was and not key:
            self._fit_later.start()

    def open_inventing(
        self, name: str = "", domaine: str = "", sous_categorie: str = "", pictogram: Pictogram | None = None
    ) -> None:
        """Show « Inventer le nôtre » in the place of the drawer, or ``pictogram``, one of ours, to be changed."""
        if self.marge.panel in WHOLE:
            self.marge.close_panel()
        if not self._inventing:
            self._behind = self.drawer.key
        if self.inventing is None:
            self.inventing = Inventing(self.session, self._kept)
            self.inventing.closed.connect(self._close_inventing)
            self.inventing.added.connect(self._invented)
            self.inventing.said.connect(self.tell)
            self._grid.addWidget(self.inventing, 1, 1, 4, 1)
        self.drawer.open("")
        self.rail.show_open(INVENTER)
        if pictogram is not None:
            self.inventing.edit(pictogram)
        else:
            behind = self._behind if self._behind in DOMAINES else ""
            self.inventing.open(name, domaine or behind, sous_categorie)
        self._arrange()

    @property
    def _inventing(self) -> bool:
        return self.inventing is not None and self.inventing.isVisibleTo(self)

    def _toggle_inventing(self) -> None:
        if self._inventing:
            self._close_inventing()
        else:
            self.open_inventing("", self.drawer.domaine)

    def _close_inventing(self) -> None:
        self.open_drawer(self._behind)
        self.canvas.setFocus()

    def _invented(self, pictogram: Pictogram) -> None:
        """Show the new one in its drawer; it is in hand, the next click lays it."""
        self.open_drawer(pictogram.domaine)
        self.canvas.setFocus()

    def _ask(self, key: str) -> None:
        if self.marge.panel == "amof":
            self.top.ask(tr("Post-its et AMOF"), tr("Qu’est-ce qui aide\u202f? Qu’est-ce qui freine\u202f?"))
        else:
            # The table of structures is read within the question of the moment.
            self.top.ask_domaine(self.drawer.before if key == PLANCHE else key)

    def _toggle(self, panel: str) -> None:
        self.marge.open_panel("" if self.marge.panel == panel else panel)

    def _read(self) -> None:
        self._toggle("lectures")
        self._show_panel()

    def _show_panel(self) -> None:
        """Show which panel is open; a reading stays said while its panel has given way."""
        self.top.amof.setChecked(self.marge.panel == "amof")
        self.top.readings.setChecked(self.marge.panel == "lectures" or bool(self.session.reading))

    def _panel_changed(self, panel: str) -> None:
        self._show_panel()
        if panel in WHOLE and (self.drawer.key or self._inventing):
            self.open_drawer("")
        else:
            self._ask(self.drawer.key)

    def _open_quick(self) -> None:
        self._quick.show()
        self.quick.field.setFocus()

    def _close_quick(self) -> None:
        self._quick.hide()
        self.canvas.setFocus()

    def _full_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _fit(self) -> None:
        """Fit the sheet to what the marge leaves, once everything stands in its place."""
        self._grid.activate()
        self.canvas.fit()

    def _arrange(self) -> None:
        """Lay the marge right of the sheet or under it: right where the free room is wider than the sheet."""
        m = look.metrics
        sheet_w, sheet_h = page_size(self.session.document.poster.orientation)
        drawer = self.drawer.width() if self.drawer.isVisibleTo(self) else 0
        if self.inventing is not None and self._inventing:
            drawer = self.inventing.width()
        width = self.width() - m.rail - drawer
        height = self.height() - m.top_bar - m.tools
        below = width * sheet_h < height * sheet_w
        if below != self.marge.below:
            self.marge.below = below
            self.marge.show_page()
            return
        self._grid.removeWidget(self.marge)
        if self.marge.strip:
            self._grid.addWidget(self.marge, 2, 2, 1, 2)
            self.marge.setFixedHeight(self.marge.height_below())
            self.marge.setMinimumWidth(0)
            self.marge.setMaximumWidth(16777215)
        else:
            free = width - round((height - 2 * m.bench) * sheet_w / sheet_h) - 2 * m.bench
            self._grid.addWidget(self.marge, 1, 3)
            self.marge.setFixedWidth(self.marge.width_beside(free))
            self.marge.setMinimumHeight(0)
            self.marge.setMaximumHeight(16777215)
        self.marge.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay again and fit the sheet: the window itself has changed."""
        super().resizeEvent(event)
        if (event.size().width() < SMALL[0] or event.size().height() < SMALL[1]) and self.drawer.key:
            self.open_drawer("")
        self._arrange()
        self._fit_later.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, when nothing nearer took it: the selection, then the panel."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.session.armed is not None or self.session.tool != "choisir":
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

    # -- acts

    def _ask_words(self) -> None:
        """Open the words of what was just laid: the group says what it is while it is at it."""
        if self.marge.page == "settings":
            self.marge.settings.wait_for_words(self._pass)

    def _pass(self, event: QKeyEvent) -> None:
        self.canvas.setFocus()
        # No words: what was laid stays chosen, and the next key speaks of it.
        if event.key() not in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QApplication.sendEvent(self.canvas, event)

    def _drag_picto(self, pictogram: Pictogram, at: QPoint) -> None:
        self.canvas.begin_palette_drag(pictogram, at)

    def _place_picto(self, pictogram: Pictogram) -> None:
        self.session.settle()
        self.canvas.place_in_view(pictogram)
        self.canvas.setFocus()

    def _carried(self, uids: frozenset[str], at: QPoint) -> None:
        if uids:
            self.marge.amof.drop_target(at)
        else:
            self.marge.amof.clear_target()

    def _tell_of_amof(self) -> bool:
        """Say that the AMOF has left the sheet because the legend has grown; return whether it was said."""
        was = self._amof_shown
        self._amof_shown = self.session.scene.ink("feuille:amof") is not None
        wanted = Options.of(self.session.document.poster).amof
        left = was and wanted and not self._amof_shown
        if left:
            self.marge.notices.say(
                tr("La légende a pris la place de l’AMOF\u00a0: à l’export, il aura sa propre feuille."),
                stay=False,
            )
        return left

    def _committed(self, commit: Commit) -> None:
        notices = self.marge.notices
        told = self._tell_of_amof()
        if commit.kind != "acte":
            notices.clear()
            return
        gone = [
            before
            for before, after in commit.patch.changes.values()
            if isinstance(before, ITEM_TYPES) and after is None
        ]
        if gone:
            notices.say(
                trn(len(gone), "{n} élément supprimé", "{n} éléments supprimés"),
                tr("Annuler"),
                self.session.undo,
                stay=False,
            )
        elif notices.leaving and not told:
            notices.clear()
