"""The menu bar: hidden until Alt is pressed and let go alone; it covers the top bar and moves nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

from app.ui import menus

if TYPE_CHECKING:
    from app.ui.workspace import Workspace

#: On macOS the bar is that of the system, always there.
NATIVE = sys.platform == "darwin"
#: What makes Alt a part of something else.
_OTHER = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TabletPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
    QEvent.Type.WindowDeactivate,
)


class MenuBar(QMenuBar):
    """The bar of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        #: Whether Alt is held, and nothing else has happened since.
        self._armed = False
        self._focus: QWidget | None = None
        self._filled = False
        if NATIVE:
            self._fill()
        else:
            self.hide()

    def _fill(self) -> None:
        if not self._filled:
            self._filled = True
            menus.sections(self._workspace, self.addMenu)
            for action in self.actions():
                menu = action.menu()
                if menu is not None:
                    menu.aboutToHide.connect(self._later)  # type: ignore[attr-defined]  # it is a QMenu

    # -- Alt alone

    def alt(self, event: QKeyEvent) -> None:
        """Follow a press or a release of Alt that nothing nearer wanted."""
        if NATIVE or event.key() != Qt.Key.Key_Alt or event.isAutoRepeat():
            return
        if event.type() == QEvent.Type.KeyPress:
            alone = event.modifiers() in (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier)
            if alone and not self._workspace.canvas.desk.hand.busy:
                self._arm(True)
        elif self._armed:
            self._arm(False)
            if self.isVisible():
                self.conceal()
            else:
                self.reveal()

    def _arm(self, armed: bool) -> None:
        running = QApplication.instance()
        if armed != self._armed and running is not None:
            self._armed = armed
            # Every event goes through Python while Alt is held, and only then.
            running.installEventFilter(self) if armed else running.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forget Alt when it turns out to be a part of something else."""
        if self._armed:
            key = event.key() if isinstance(event, QKeyEvent) else None
            if event.type() in _OTHER or key not in (None, Qt.Key.Key_Alt):
                self._arm(False)
        return super().eventFilter(watched, event)

    # -- coming and going

    def reveal(self) -> None:
        """Show the bar over the top bar, its first menu open."""
        self._fill()
        self._focus = QApplication.focusWidget()
        self.setGeometry(0, 0, self._workspace.width(), self._workspace.top.height())
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self.setActiveAction(self.actions()[0])

    def conceal(self) -> None:
        """Hide the bar; the focus goes back where it was, unless it has found a better place."""
        if NATIVE or self.isHidden():
            return
        mine = self.hasFocus() or QApplication.focusWidget() is None
        self.hide()
        if mine and self._focus is not None:
            self._focus.setFocus()

    def _later(self) -> None:
        QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        """Go once a menu was closed by a choice or a click elsewhere, not while walking from one to the next."""
        if QApplication.activePopupWidget() is None and self.activeAction() is None:
            self.conceal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the bar."""
        if event.key() == Qt.Key.Key_Escape:
            self.conceal()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Go with the focus, but not when one of its own menus takes it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._later()
