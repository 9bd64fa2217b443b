"""What the marge shows: a panel that was asked for, else what is in hand, else the tray."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QSizePolicy, QStackedWidget, QWidget

from app import settings
from app.ui.bringing.panel import Apporter
from app.ui.controls import column
from app.ui.marge.after_acts import AfterActs
from app.ui.marge.amof import Amof
from app.ui.marge.card import Card
from app.ui.marge.contenu import Contenu
from app.ui.marge.couches import Couches
from app.ui.marge.lectures import Lectures
from app.ui.marge.legende import Legende
from app.ui.marge.lisible import Lisible
from app.ui.marge.notice import Notices
from app.ui.marge.poster import PosterPanel
from app.ui.marge.reglages import Reglages
from app.ui.marge.settings import Settings
from app.ui.marge.territoire import Territoire
from app.ui.marge.tool_card import CARDS, ToolCard
from app.ui.marge.tray import Tray
from app.ui.session import Session
from app.ui.style import look

Page = Literal[
    "tray",
    "card",
    "tool",
    "settings",
    "amof",
    "poster",
    "fond",
    "apporter",
    "territoire",
    "legende",
    "lectures",
    "lisible",
    "reglages",
    "contenu",
]
#: Panels that people open and close by themselves; they stand beside the sheet, never under it.
PANELS: tuple[Page, ...] = (
    "amof",
    "poster",
    "fond",
    "apporter",
    "territoire",
    "legende",
    "lectures",
    "lisible",
    "reglages",
    "contenu",
)
#: Those that give way to what is taken in hand on the sheet.
GIVING_WAY = ("poster", "fond", "territoire", "legende", "lectures", "reglages")


class Marge(QWidget):
    """One place, one meaning. ``arranged`` asks the window to lay it again (its side or its size changed).

    ``left`` says that the fields where the keys were have given way to another page.
    """

    arranged = Signal()
    left = Signal()
    panel_changed = Signal(str)

    # Declared here: what actions do is checked before ``__init__`` is.
    apporter: Apporter

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        self.setObjectName("workbench")
        self._session = session
        self.panel: str = ""
        #: Whether the window has its free band under the sheet.
        self.below = False
        self._expanded = False
        self.tray, self.card, self.settings = Tray(session), Card(session), Settings(session)
        self.tool = ToolCard(session)
        self.amof, self.poster = Amof(session), PosterPanel(session, kept)
        self.fond, self.apporter = Couches(session), Apporter(session, kept)
        self.territoire = Territoire(session)
        self.legende, self.lectures = Legende(session), Lectures(session)
        self.reglages = Reglages(session, kept)
        self.lisible = Lisible(session, kept)
        self.contenu = Contenu(session)
        self._pages: dict[Page, QWidget] = {
            "tray": self.tray,
            "card": self.card,
            "tool": self.tool,
            "settings": self.settings,
            "amof": self.amof,
            "poster": self.poster,
            "fond": self.fond,
            "apporter": self.apporter,
            "territoire": self.territoire,
            "legende": self.legende,
            "lectures": self.lectures,
            "lisible": self.lisible,
            "reglages": self.reglages,
            "contenu": self.contenu,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self._stack.addWidget(page)
        self._frame = QFrame()
        self._frame.setLayout(column(self._stack))
        self.notices = Notices()
        self.notices.changed.connect(self._fit_notices)
        self._after_acts = AfterActs(session, self.notices)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self._frame, 1)
        self._box.addWidget(self.notices)
        self.setLayout(self._box)
        self.card.closed.connect(lambda: session.use("choisir"))
        self.tool.closed.connect(lambda: session.use("choisir"))
        self.settings.closed.connect(lambda: session.select(()))
        self.settings.more_asked.connect(self._expand)
        self.fond.more.clicked.connect(self.poster.show_ground)
        for panel in PANELS:
            self._pages[panel].closed.connect(self.close_panel)  # type: ignore[attr-defined]  # panels have it
        session.panel_requested.connect(self.open_panel)
        session.selection_changed.connect(self._in_hand)
        session.tool_changed.connect(self._in_hand)

    @property
    def page(self) -> Page:
        """What is to be shown now."""
        for panel in PANELS:
            if panel == self.panel:
                return panel
        if self._session.armed is not None:
            return "card"
        if self._session.tool in CARDS:
            return "tool"
        return "settings" if self._session.selection else "tray"

    @property
    def strip(self) -> bool:
        """Whether it lies under the sheet now."""
        return self.below and self.page not in PANELS and not (self.page == "settings" and self._expanded)

    def width_beside(self, free: int) -> int:
        """Return the width that the page takes beside the sheet, ``free`` being what the sheet leaves."""
        m = look.metrics
        match self.page:
            case "amof":
                return m.amof
            case (
                "poster" | "fond" | "apporter" | "territoire" | "legende" | "lisible" | "reglages" | "contenu"
            ):
                return m.poster
            case "tray":
                return min(m.marge, max(m.tray, free))
            case _:
                return m.marge

    def height_below(self) -> int:
        """Return the height of the strip, and of the sentence that lies over it."""
        strip = look.metrics.strip
        return strip + self._over if self._over else strip

    @property
    def _over(self) -> int:
        """The height of sentences over a strip whose fields need its whole width; 0 where they lie elsewhere."""
        if not self.notices.busy or not self.strip or self.page == "tray":
            return 0
        box = self.notices.layout()
        assert box is not None
        wanted = box.heightForWidth(self.width()) if box.hasHeightForWidth() else -1
        return wanted if wanted > 0 else box.sizeHint().height()

    def open_panel(self, name: str) -> None:
        """Open a panel, or close it with ""."""
        if name != self.panel:
            self._session.settle()
            self.panel = name
            self.show_page()
            self.panel_changed.emit(name)

    def close_panel(self) -> None:
        """Close the panel that is open."""
        self.open_panel("")

    def like(self, other: Marge) -> None:
        """Show what another marge of the same poster shows."""
        self.settings.keep_open(other.settings.opened)
        self._expanded = other._expanded
        self.contenu.like(other.contenu)
        self.apporter.like(other.apporter)
        self.notices.like(other.notices)
        self.show_page()
        self.open_panel(other.panel)

    def _expand(self) -> None:
        self._expanded = True
        self.show_page()

    def _in_hand(self) -> None:
        self._expanded = False
        if self.panel in GIVING_WAY and (self._session.armed or self._session.selection):
            # Something was taken in hand on the sheet: it is what people want to see.
            self.panel = ""
            self.panel_changed.emit("")
        self.show_page()

    def show_page(self) -> None:
        """Fill the page and ask to be laid where it belongs."""
        page, strip = self.page, self.strip
        name = "workbench" if page == "tray" else "strip" if strip else "side"
        if self._frame.objectName() != name:
            self._frame.setObjectName(name)
            self._frame.style().unpolish(self._frame)
            self._frame.style().polish(self._frame)
        widget, before, focus = self._pages[page], self._stack.currentWidget(), QApplication.focusWidget()
        keys = before is not None and focus is not None and before.isAncestorOf(focus)
        leaving = keys and widget is not before and page not in PANELS
        self._stack.setCurrentWidget(widget)
        if page in ("card", "tool", "settings", "tray"):
            widget.fill(strip=strip)  # type: ignore[attr-defined]  # the four share this shape
        else:
            widget.fill()  # type: ignore[attr-defined]  # panels share this one
        self._lay_notices()
        self.arranged.emit()
        if leaving:
            self.left.emit()

    def _fit_notices(self) -> None:
        """Lay sentences that came or went; a strip grows for them."""
        self._lay_notices()
        if self.strip and self.page != "tray":
            self.arranged.emit()

    def _lay_notices(self) -> None:
        """Give sentences the room they need: beside the tray, over the fields of a strip, under a column."""
        m, way, tray = look.metrics, QBoxLayout.Direction, self.page == "tray"
        over = self.strip and not tray
        self._box.setDirection(
            way.BottomToTop if over else way.LeftToRight if self.strip else way.TopToBottom
        )
        self.notices.lie(over)
        edge = m.s1 if over else m.s2
        self.notices.setContentsMargins(0 if tray else m.s3, edge, m.s3, edge)
        width = m.u(480 if self.notices.wide else 280) if self.strip and tray else 0
        self.notices.setMinimumWidth(width)
        self.notices.setMaximumWidth(16777215 if over else width or m.u(420))

    def minimumSizeHint(self) -> QSize:
        """Return nothing: the window decides."""
        return QSize(0, 0)
