"""What is laid without a gesture: carried from the palette and let go on the sheet, or put down where the keys say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.poster.geometry import Coord
from app.ui.tools import laying, notes

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


class Carrying(QObject):
    """A drag that began on another widget: listens to the pointer of the whole window until the button is let go.

    A grab of the pointer would be simpler, but not every platform has one.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.busy = False

    def begin(self, at: QPointF) -> None:
        """Carry what is armed from a place of the screen, and listen from now on."""
        app = QApplication.instance()
        if app is not None and not self.busy:
            self.busy = True
            app.installEventFilter(self)
        self._over(at)

    def end(self) -> None:
        """Listen no more."""
        app = QApplication.instance()
        if app is not None and self.busy:
            self.busy = False
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer; the widget that was pressed still hears of it."""
        if self.busy and isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            if event.type() == QEvent.Type.MouseButtonRelease:
                self.end()
                self._let_go(event.globalPosition())
            else:
                self._over(event.globalPosition())
        return False

    def _over(self, at: QPointF) -> None:
        self._canvas.point(self._canvas.mapFromGlobal(at))
        self._canvas.update()

    def _let_go(self, at: QPointF) -> None:
        canvas = self._canvas
        page = canvas.page_at(at.toPoint())
        width, height = canvas.view.sheet
        here = canvas.mapFromGlobal(at).toPoint()
        if canvas.rect().contains(here) and 0 <= page[0] <= width and 0 <= page[1] <= height:
            lay(canvas, page)
        else:
            canvas.session.use("choisir")


def lay(canvas: Canvas, page: Coord) -> bool:
    """Lay what is in hand at a place of the page; return whether it is something that can be laid."""
    session, context = canvas.session, canvas.desk.hand.context
    session.settle()
    canvas.desk.refresh()
    if session.tool == "postit":
        notes.write_note(context, notes.note_at(context, page))
    elif session.tool == "texte":
        notes.write_words(context, page)
    elif session.armed is not None:
        if not canvas.desk.lays_at(page):
            return True
        laying.lay(context, laying.laid_at(session.armed, session.forme or "", page, context))
    else:
        return False
    canvas.after()
    return True
