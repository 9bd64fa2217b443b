"""The card of « Crayon » and « Texte »: what the hand does with it, and what it starts with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import tr
from app.ui.controls import close_button, column, emptied, label, row
from app.ui.marge.starting import Starting
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.registry import TOOLS

#: Tools that have this card; those that lay a free mark of the catalogue have that of pictograms.
CARDS = ("crayon", "texte")


class ToolCard(QWidget):
    """Shows the tool in hand, as a column beside the sheet or as a strip under it."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._box = column(spacing=0)
        self.setLayout(self._box)

    def fill(self, *, strip: bool) -> None:
        """Show the tool that is in hand now."""
        emptied(self._box)
        if self._session.tool not in CARDS:
            return
        tool, m = TOOLS[self._session.tool], look.metrics
        starting = Starting(self._session, tool.id, strip=strip)
        if strip:
            cross = close_button(tr("Fermer"))
            cross.clicked.connect(self.closed)
            told = column(
                1, label(tool.label(), "title"), label(tool.hint(), "second", wrap=True), 1, spacing=2
            )
            box = row(told, starting, cross, spacing=14)
            box.setStretch(0, 5)
            box.setStretch(1, 6)
            box.setContentsMargins(m.u(14), m.s2, m.s2, m.s2)
            self._box.addLayout(box)
            return
        head = Heading(tool.label())
        head.closed.connect(self.closed)
        body = column(label(tool.hint(), "large", wrap=True), starting, 1, spacing=14)
        body.setContentsMargins(m.u(14), m.s5, m.u(14), m.s4)
        self._box.addWidget(head)
        self._box.addLayout(body, 1)
