"""The keyboard map of the window. Letters act only while the canvas has the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget


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
