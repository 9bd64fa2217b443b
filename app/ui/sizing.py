"""The size of the interface and workshop mode: live, remembered, apart from the zoom of the sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import settings
from app.ui import app
from app.ui.style import look

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

#: Least and largest interface size, and one step of Ctrl+Alt+wheel.
LEAST, MOST, STEP = 1.0, 2.0, 0.1
#: A whole notch of a wheel, as Qt counts it.
NOTCH = 120
#: How long (ms) a change waits for what must not be interrupted: files being written, a window in front.
PATIENCE_MS = 300


class Sizing(QObject):
    """Gives the window another look when it is asked for, or when the window has come to another screen.

    ``again`` makes everything that is shown again; it is given what dresses the application. ``busy`` says whether
    that must wait.
    """

    def __init__(
        self,
        window: QWidget,
        kept: settings.Settings,
        *,
        again: Callable[[Callable[[], None]], None],
        busy: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._kept, self._again, self._busy = window, kept, again, busy
        self._turned = 0
        self._handle: QWindow | None = None
        #: Never from within the control that asked for it: it is about to go.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._apply)

    @property
    def size(self) -> float:
        """The interface size: 1.0 is 100 %."""
        return self._kept.taille

    def take(self, size: float) -> None:
        """Take another interface size, kept between 100 and 200 %."""
        self._kept.taille = min(MOST, max(LEAST, round(size, 2)))
        self._keep()

    def step(self, by: int) -> None:
        """Take the next larger or smaller interface size."""
        self.take(round(self.size / STEP) * STEP + by * STEP)

    def hold_workshop(self, wanted: bool) -> None:
        """Enter workshop mode and the whole screen, or leave both."""
        self._kept.atelier = wanted
        state = self._window.windowState()
        full = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | full if wanted else state & ~full)
        self._keep()

    def follow(self) -> None:
        """Look whether another look is due: the window has another size, perhaps on another screen."""
        if self._handle is None and (handle := self._window.windowHandle()) is not None:
            self._handle = handle
            handle.installEventFilter(self)
        if self._kept.atelier and not self._later.isActive():
            self._later.start(0)

    def _keep(self) -> None:
        settings.save(self._kept)
        self._later.start(0)

    @property
    def _room(self) -> tuple[int, int]:
        """The window as it may become: workshop mode fills its screen."""
        screen = self._window.screen().size()
        return (max(screen.width(), self._window.width()), max(screen.height(), self._window.height()))

    def _apply(self) -> None:
        running = QApplication.instance()
        assert isinstance(running, QApplication)
        room, size, workshop = self._room, self.size, self._kept.atelier
        if look.is_for(size, workshop=workshop, room=room):
            return
        if self._busy() or QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self._later.start(PATIENCE_MS)
            return
        self._again(lambda: app.dress(running, size, workshop=workshop, room=room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+Alt+wheel wherever the pointer is, before any region scrolls."""
        if event.type() != QEvent.Type.Wheel or not isinstance(event, QWheelEvent):
            return False
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & both != both:
            return False
        # With Alt, some systems tell a turn as one to the side.
        self._turned += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._turned / NOTCH)
        self._turned -= notches * NOTCH
        if notches:
            self.step(notches)
        return True
