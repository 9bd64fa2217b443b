"""The keyboard map of the window. Letters act only while the canvas has the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

#: The way that each arrow goes: right, down.
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
#: The same in lines and columns.
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


def everywhere(owner: QWidget, keys: Sequence[str], do: Callable[[], None]) -> None:
    """Do something for each of ``keys`` wherever the focus is in the window."""
    for key in keys:
        shortcut = QShortcut(QKeySequence(key), owner)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(do)
        shortcut.activatedAmbiguously.connect(do)


def on(widget: QWidget, key: str, do: Callable[[], None]) -> None:
    """Do something for ``key`` while ``widget`` itself has the focus."""
    shortcut = QShortcut(QKeySequence(key), widget)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(do)


def walk(regions: Sequence[QWidget], step: int) -> None:
    """Move the focus to the next region that is shown; inside one, to its first control."""
    shown = [region for region in regions if region.isVisible()]
    focus = QApplication.focusWidget()
    at = next(
        (
            rank
            for rank, region in enumerate(shown)
            if focus and (region is focus or region.isAncestorOf(focus))
        ),
        -1,
    )
    for turn in range(1, len(shown) + 1):
        region = shown[(at + step * turn) % len(shown)] if at >= 0 or step > 0 else shown[-turn]
        control = _first(region)
        if control is not None:
            control.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _first(region: QWidget) -> QWidget | None:
    if region.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return region
    for child in region.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return child
    return None
