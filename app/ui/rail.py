"""The rail: search, the domaines, what is at hand, and at its foot « Inventer ». A click on the open one closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from app.catalogue import words as method
from app.catalogue.load import Catalogue
from app.drawing import theme
from app.i18n import tr
from app.poster.choices import DOMAINES
from app.ui.controls import IconButton, column, scrolling
from app.ui.shelves import FAVORIS
from app.ui.style import look

CHERCHER = "chercher"
INVENTER = "inventer"
#: How high a button is, in units: as it wishes, for Acteurs, of which many workshops do not speak, and at least.
HIGH, LOW, LEAST = 76, 60, 44


class RailButton(IconButton):
    """A button of the rail: it gives height when the window is low. Arrows walk to its neighbours."""

    stepped = Signal(int)

    def __init__(self, icon: str, word: str, *, wished: int = HIGH, colour: str = "", tip: str = "") -> None:
        m = look.metrics
        super().__init__(icon, word, QSize(m.rail_button, m.u(wished)), colour=colour, filled=True, tip=tip)
        self._wished = QSize(m.rail_button, m.u(wished))
        self.setMinimumHeight(m.u(LEAST))

    def sizeHint(self) -> QSize:
        """Return the height that it has where there is room."""
        return self._wished

    def minimumSizeHint(self) -> QSize:
        """Return the least height that can still be hit."""
        return QSize(self._wished.width(), look.metrics.u(LEAST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk up and down the rail."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class Rail(QFrame):
    """Buttons of which at most one is down. ``opened`` says which drawer is wanted, "" for none."""

    opened = Signal(str)
    invent_asked = Signal()

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        m = look.metrics
        self.setObjectName("rail")
        self.setFixedWidth(m.rail)
        self.buttons = {CHERCHER: RailButton(CHERCHER, tr("Chercher"), tip=tr("Chercher un picto"))}
        for key in DOMAINES:
            # Acteurs is a domaine of some workshops only: it shows where the catalogue speaks of it.
            if key == "acteurs" and not catalogue.of(key):
                continue
            wished = LOW if key == "acteurs" else HIGH
            ink = theme.domaine(key).ink
            self.buttons[key] = RailButton(key, method.domaine(key), wished=wished, colour=ink)
        self.buttons[FAVORIS] = RailButton(
            FAVORIS,
            tr("Favoris"),
            wished=LOW,
            tip=tr("Sous la main\u00a0: favoris, derniers posés, les nôtres"),
        )
        self.invent = RailButton(INVENTER, tr("Inventer"), tip=tr("Inventer un picto"))
        for button in self._all:
            button.setCheckable(True)
            button.stepped.connect(lambda step, button=button: self._walk(button, step))
        for key, button in self.buttons.items():
            button.clicked.connect(lambda down, key=key: self.opened.emit(key if down else ""))
        self.invent.clicked.connect(self.invent_asked)
        box = column(*self.buttons.values(), 1, self.invent, spacing=2)
        box.setContentsMargins(m.u(3), m.s2, m.u(2), m.s2)
        self._scroll = scrolling(box)
        whole = column(self._scroll)
        whole.setContentsMargins(0, 0, 1, 0)  # the line that parts it from the drawer
        self.setLayout(whole)

    def fit_to(self, height: int) -> None:
        """Make room for the bar that scrolls, where even the least buttons are higher than ``height``."""
        inside, m = self._scroll.widget(), look.metrics
        low = inside is not None and inside.minimumSizeHint().height() > height
        self.setFixedWidth(m.rail + (m.bar if low else 0))

    @property
    def _all(self) -> list[RailButton]:
        return [*self.buttons.values(), self.invent]

    def _walk(self, button: RailButton, step: int) -> None:
        every = self._all
        every[(every.index(button) + step) % len(every)].setFocus(Qt.FocusReason.TabFocusReason)

    def show_open(self, key: str) -> None:
        """Show which drawer is open."""
        for own, button in self.buttons.items():
            button.setChecked(own == key)
        self.invent.setChecked(key == INVENTER)
