"""The row of tools: undo and redo, what is in hand, and the view."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from app.i18n import tr
from app.ui.acts import said
from app.ui.controls import IconButton, row
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.registry import TOOLS


class ToolsRow(QFrame):
    """The row. Undo and redo say what they would take back or do again."""

    zoom_out = Signal()
    zoom_in = Signal()
    fit = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self.setObjectName("tools")
        self.setFixedHeight(m.tools)
        size = QSize(m.tool_w, m.tool_h)
        self.undo = IconButton("annuler", tr("Annuler"), size)
        self.redo = IconButton("retablir", tr("Rétablir"), size)
        self.undo.clicked.connect(session.undo)
        self.redo.clicked.connect(session.redo)
        self.tools = {}
        for tool in TOOLS.values():
            if tool.id == "picto":
                continue
            word = tool.label()
            button = IconButton(tool.icon, word, size, tip=f"{word} ({tool.shortcut})")
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, tool=tool.id: self._use(tool))
            self.tools[tool.id] = button
        small = QSize(m.u(44), m.tool_h)
        self.minus = IconButton("moins", "", small, tip=tr("Vue plus large"))
        self.plus = IconButton("plus", "", small, tip=tr("Vue plus proche"))
        self.whole = IconButton("tout", tr("Tout voir"), QSize(m.u(66), m.tool_h), tip=tr("Tout voir (F)"))
        self.minus.clicked.connect(self.zoom_out)
        self.plus.clicked.connect(self.zoom_in)
        self.whole.clicked.connect(self.fit)
        ways = (self.minus, self.plus, self.whole)
        # Beside a wide panel the row is short of room: buttons give what their words can spare.
        for button in (self.undo, self.redo, *self.tools.values(), *ways):
            button.setMinimumWidth(min(button.width(), max(m.u(40), button.needed_width() + m.s1)))
        box = row(self.undo, self.redo, 1, *self.tools.values(), 1, *ways, spacing=2)
        box.setContentsMargins(m.s2, 0, m.s2, 0)
        self.setLayout(box)
        session.tool_changed.connect(self._show_tool)
        session.committed.connect(self._show_history)
        self._show_tool()
        self._show_history()

    def _use(self, tool: str) -> None:
        self._session.use(tool)
        self._show_tool()

    def _show_tool(self) -> None:
        for tool, button in self.tools.items():
            button.setChecked(tool == self._session.tool)

    def _show_history(self) -> None:
        history = self._session.history
        undo, redo = history.next_undo, history.next_redo
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)
        self.undo.setToolTip(tr("Annuler\u00a0: {acte}", acte=said(undo)) if undo else "")
        self.redo.setToolTip(tr("Rétablir\u00a0: {acte}", acte=said(redo)) if redo else "")
        self.undo.setAccessibleName(self.undo.toolTip() or tr("Annuler"))
        self.redo.setAccessibleName(self.redo.toolTip() or tr("Rétablir"))
