"""A drag that began on another widget of the window: followed there, since Qt gives it the moves and the release."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

#: Told where the pointer is on the screen.
Told = Callable[[QPointF], None]


class Carrying(QObject):
    """Listens to the pointer of the whole window until the button is let go.

    A grab of the pointer would be simpler, but not every platform has one.
    """

    def __init__(self, owner: QWidget, moved: Told, let_go: Told) -> None:
        super().__init__(owner)
        self._moved, self._let_go = moved, let_go
        self.busy = False

    def begin(self) -> None:
        """Listen from now on."""
        app = QApplication.instance()
        if app is not None and not self.busy:
            self.busy = True
            app.installEventFilter(self)

    def end(self) -> None:
        """Listen no more."""
        app = QApplication.instance()
        if app is not None and self.busy:
            self.busy = False
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell where the pointer goes; the widget that was pressed still hears of it."""
        if self.busy and isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            if event.type() == QEvent.Type.MouseButtonRelease:
                self.end()
                self._let_go(event.globalPosition())
            else:
                self._moved(event.globalPosition())
        return False
