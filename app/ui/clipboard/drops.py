"""What is dragged from other programs and let go on the sheet: taken as if it were pasted there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from app.ui.clipboard import acts, arriving

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


class Drops(QObject):
    """Listens to what is dragged over a canvas."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        canvas.setAcceptDrops(True)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what can be laid; the rest goes on to the window."""
        if isinstance(event, QDropEvent) and watched is self._canvas:
            if not arriving.takes(event.mimeData()):
                event.ignore()
                return True
            # Copied, never moved: what is dragged stays where it comes from.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            if not isinstance(event, QDragMoveEvent):
                self._let_go(event)
            return True
        return False

    def _let_go(self, event: QDropEvent) -> None:
        canvas = self._canvas
        at: QPointF = event.position()
        page = canvas.view.to_page(at.x() * canvas.view.ratio, at.y() * canvas.view.ratio)
        width, height = canvas.view.sheet
        inside = 0 <= page[0] <= width and 0 <= page[1] <= height
        canvas.window().activateWindow()
        canvas.setFocus()
        acts.receive(canvas, event.mimeData(), page if inside else None)
