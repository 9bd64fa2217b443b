"""The row of tools: undo and redo, what is in hand, and the view."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame

from app.i18n import tr
from app.ui import keycaps
from app.ui.actions import registry
from app.ui.acts import said
from app.ui.controls import IconButton, column, row, scrolling
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.registry import APART, TOOLS


class ToolButton(IconButton):
    """Takes a tool; a double click keeps it in hand."""

    kept = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask that the tool stays."""
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.kept.emit()


class ToolsRow(QFrame):
    """The row. Undo and redo say what they would take back or do again."""

    #: A tool is about to be taken: the hand comes back to the sheet.
    used = Signal()
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
            if tool.id in APART:
                continue
            word = tool.label()
            button = ToolButton(tool.icon, word, size, tip=with_keys(word, tool.id))
            button.setCheckable(True)
            button.kept.connect(lambda: self._session.hold(self._session.tool != "choisir"))
            button.clicked.connect(lambda _=False, tool=tool.id: self._use(tool))
            self.tools[tool.id] = button
        small = QSize(m.u(44), m.tool_h)
        self.minus = IconButton("moins", "", small, tip=with_keys(tr("Vue plus large"), "plus_loin"))
        self.plus = IconButton("plus", "", small, tip=with_keys(tr("Vue plus proche"), "plus_pres"))
        word = tr("Tout voir")
        self.whole = IconButton("tout", word, QSize(m.u(66), m.tool_h), tip=with_keys(word, "tout_voir"))
        self.minus.clicked.connect(self.zoom_out)
        self.plus.clicked.connect(self.zoom_in)
        self.whole.clicked.connect(self.fit)
        ways = (self.minus, self.plus, self.whole)
        # Beside a wide panel the row is short of room: buttons give what their words can spare.
        for each in (self.undo, self.redo, *self.tools.values(), *ways):
            spare = 2 * m.s1 if each.isCheckable() else m.s1  # in hand, its word is bold inside a frame
            each.setMinimumWidth(min(each.width(), max(m.tool_least, each.needed_width() + spare)))
        box = row(self.undo, self.redo, 1, *self.tools.values(), 1, *ways, spacing=2)
        box.setContentsMargins(m.s2, 0, m.s2, 0)
        self._scroll = scrolling(box)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        whole = column(self._scroll)
        whole.setContentsMargins(0, 1, 0, 0)  # the line that parts it from the sheet
        self.setLayout(whole)
        session.tool_changed.connect(self._show_tool)
        session.committed.connect(self._show_history)
        self._show_tool()
        self._show_history()

    def fit_to(self, width: int) -> None:
        """Make room for the bar that scrolls, where even the least buttons are wider than ``width``."""
        inside, m = self._scroll.widget(), look.metrics
        narrow = inside is not None and inside.minimumSizeHint().width() > width
        self.setFixedHeight(m.tools + (m.bar if narrow else 0))

    def _use(self, tool: str) -> None:
        self.used.emit()
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
        undoing = tr("Annuler\u00a0: {acte}", acte=said(undo)) if undo else tr("Annuler")
        redoing = tr("Rétablir\u00a0: {acte}", acte=said(redo)) if redo else tr("Rétablir")
        self.undo.setToolTip(with_keys(undoing, "annuler"))
        self.redo.setToolTip(with_keys(redoing, "retablir"))
        self.undo.setAccessibleName(undoing)
        self.redo.setAccessibleName(redoing)


def with_keys(word: str, action: str) -> str:
    """Return a word with the keys of its action, for a bubble."""
    return f"{word} ({keycaps.said(registry.action(action).keys[0])})"
