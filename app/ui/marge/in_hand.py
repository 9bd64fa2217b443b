"""The frame of a card: what is in hand, as a column beside the sheet or as a strip under it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from app.i18n import tr
from app.ui.controls import close_button, column, emptied, row, scrolling
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look


class InHand(QWidget):
    """Those that inherit it say what they show; it lays it out and can be closed."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._box = column(spacing=0)
        self.setLayout(self._box)

    def clear(self) -> None:
        """Show nothing any more."""
        emptied(self._box)

    def show_column(self, name: str, *things: QWidget | QLayout | int) -> None:
        """Show things under their name, from the top."""
        m = look.metrics
        head = Heading(name)
        head.closed.connect(self.closed)
        body = column(*things, 1, spacing=14)
        body.setContentsMargins(m.u(14), m.s5, m.u(14), m.s4)
        self._box.addWidget(head)
        self._box.addWidget(scrolling(body), 1)

    def show_strip(self, *things: tuple[QWidget | QLayout, int]) -> None:
        """Show things side by side, each with its share of the room."""
        m = look.metrics
        cross = close_button(tr("Fermer"))
        cross.clicked.connect(self.closed)
        box = row(*(thing for thing, _ in things), cross, spacing=14)
        for rank, (_, share) in enumerate(things):
            box.setStretch(rank, share)
        box.setContentsMargins(m.u(14), m.s2, m.s2, m.s2)
        self._box.addLayout(box)
