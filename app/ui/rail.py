"""The rail: search and the four domaines. The open one is a filled button; a click on it closes the drawer."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from app.catalogue import words as method
from app.catalogue.load import Catalogue
from app.drawing import theme
from app.i18n import tr
from app.poster.records import DOMAINES
from app.ui.controls import IconButton, column
from app.ui.style import look

CHERCHER = "chercher"


class Rail(QFrame):
    """Buttons of which at most one is down. ``opened`` says which drawer is wanted, "" for none."""

    opened = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        m = look.metrics
        self.setObjectName("rail")
        self.setFixedWidth(m.rail)
        size = QSize(m.rail_button, m.u(76))
        self.buttons = {
            CHERCHER: IconButton(CHERCHER, tr("Chercher"), size, filled=True, tip=tr("Chercher un picto"))
        }
        for key in DOMAINES:
            # Acteurs is a domaine of some workshops only: it shows where the catalogue speaks of it.
            if key == "acteurs" and not catalogue.of(key):
                continue
            colour = theme.domaine(key).ink
            self.buttons[key] = IconButton(key, method.domaine(key), size, colour=colour, filled=True)
        for key, button in self.buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda down, key=key: self.opened.emit(key if down else ""))
        box = column(*self.buttons.values(), 1, spacing=2)
        box.setContentsMargins(m.u(2), m.s2, m.u(1), m.s2)
        self.setLayout(box)

    def show_open(self, key: str) -> None:
        """Show which drawer is open."""
        for own, button in self.buttons.items():
            button.setChecked(own == key)
