"""What several chosen things have in the marge: put in line, shared out, one group or apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from app.i18n import tr
from app.ui import arranging
from app.ui.controls import IconButton, column, label, row, word_button
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.aligning import LINES, SHARINGS

#: Columns that align; the last one shares out.
COLUMNS = 3


class Several(QWidget):
    """Buttons for what is chosen: two rows, across the page and down. As a ``strip`` they have no title."""

    def __init__(self, session: Session, *, strip: bool = False) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(tr("Aligner et répartir"))
        box = column(spacing=8)
        if arranging.units(session) > 1:
            box.addLayout(self._lines(strip=strip))
        if not strip or not box.count():
            box.addLayout(self._groups())
        self.setLayout(box)

    def _lines(self, *, strip: bool) -> QGridLayout:
        """Return two rows of buttons: those that align, that share out, and in a strip those of groups."""
        session, m = self._session, look.metrics
        size = QSize(m.u(46 if strip else 56), m.field)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.s1)
        grid.setVerticalSpacing(0 if strip else m.s1)
        if not strip:
            grid.addWidget(label(tr("Aligner"), "label"), 0, 0, 1, COLUMNS)
            grid.addWidget(label(tr("Répartir"), "label"), 0, COLUMNS)
        for rank, line in enumerate(LINES):
            button = self._button(line.icon, line.word(), size, partial(arranging.align, session, line))
            grid.addWidget(button, 1 + rank // COLUMNS, rank % COLUMNS)
        for rank, way in enumerate(SHARINGS):
            button = self._button(way.icon, way.word(), size, partial(arranging.share_out, session, way))
            button.setEnabled(arranging.units(session) > 2)
            grid.addWidget(button, 1 + rank, COLUMNS)
        for rank, (icon, word, able, do) in enumerate(self._ways() if strip else ()):
            button = self._button(icon, word, size, do)
            button.setEnabled(able)
            grid.addWidget(button, 1 + rank, COLUMNS + 1)
        grid.setColumnStretch(COLUMNS + 2, 1)
        return grid

    def _ways(self) -> tuple[tuple[str, str, bool, Callable[[], None]], ...]:
        session = self._session
        return (
            ("grouper", tr("Grouper"), arranging.groupable(session), partial(arranging.group, session)),
            ("degrouper", tr("Dégrouper"), arranging.grouped(session), partial(arranging.ungroup, session)),
        )

    def _button(self, icon: str, word: str, size: QSize, do: Callable[[], None]) -> IconButton:
        button = IconButton(icon, "", size, tip=word)
        button.clicked.connect(do)
        return button

    def _groups(self) -> QLayout:
        made = row(spacing=8)
        for icon, word, able, do in self._ways():
            if able:
                button = word_button(icon, word)
                button.clicked.connect(do)
                made.addWidget(button)
        made.addStretch(1)
        return made
