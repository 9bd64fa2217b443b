"""What panels are made of: a head with its cross, and a part that folds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.i18n import tr
from app.ui import icons
from app.ui.controls import close_button, column, label, row, word_button
from app.ui.style import look


class Heading(QFrame):
    """The head of a panel: perhaps an icon, its name, and the cross that closes it."""

    closed = Signal()

    def __init__(
        self, title: str, *, aside: str = "", before: QWidget | None = None, closable: bool = True
    ) -> None:
        super().__init__()
        self.setObjectName("header")
        self.title = label(title, "title", wrap=not aside)
        box = row(spacing=8)
        box.setContentsMargins(look.metrics.u(14), 0, look.metrics.s2, 0)
        if before is not None:
            box.addWidget(before)
        box.addWidget(self.title, 0 if aside else 1)
        if aside:
            box.addWidget(label(aside, "caption"), 1)
        if closable:
            cross = close_button(tr("Fermer"))
            # Several panels may be open: the name says which one it closes.
            cross.setAccessibleName(tr("Fermer\u00a0: {nom}", nom=title))
            cross.clicked.connect(self.closed)
            box.addWidget(cross)
        self.setLayout(box)
        self.setMinimumHeight(look.metrics.u(58))


class Fold(QWidget):
    """A row « Plus de réglages » that opens what is under it."""

    def __init__(
        self, word: str, inside: QWidget, *, opened: bool = False, told: Callable[[bool], None]
    ) -> None:
        super().__init__()
        self._button = word_button("haut" if opened else "bas", word, "fold")
        self._button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._button.setCheckable(True)
        self._button.setChecked(opened)
        self._inside, self._told = inside, told
        self._button.toggled.connect(self._toggled)
        self.setLayout(column(self._button, inside, spacing=4))
        inside.setVisible(opened)  # only now that it has a parent: it would be a window of its own

    def _toggled(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        name = "haut" if opened else "bas"
        self._button.setIcon(icons.icon(name, look.metrics.u(18), look.tokens.text, look.tokens.disabled))
        self._told(opened)
