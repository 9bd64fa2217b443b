"""While people look at their territory, what opens its poster is loaded: « Dessiner » then answers at once."""

from __future__ import annotations

from collections import deque
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

#: In this order none is long to load: the window answers between two of them.
STEPS = (
    "app.imports.new",
    "app.storage.file",
    "app.catalogue.load",
    "app.ui.session",
    "app.drawing.scene",
    "app.ui.canvas.canvas",
    "app.ui.tools.registry",
    "app.ui.actions.registry",
    "app.ui.marge.marge",
    "app.ui.exporting",
    "app.ui.workspace",
)
#: The pause between two of them, in ms.
PAUSE = 40


class Ahead(QObject):
    """Loads once, a little at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = deque(STEPS)
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._step)

    @property
    def over(self) -> bool:
        """Whether all of it is loaded."""
        return not self._left

    def begin(self) -> None:
        """Begin, or go on."""
        if self._left:
            self._timer.start()

    def _step(self) -> None:
        import_module(self._left.popleft())
        if not self._left:
            self._timer.stop()
