"""The keyboard map of the window. Letters act only while the canvas has the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

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

#: Keys that are one for people: of the numeric pad, or Tab with Maj.
_SAME = {Qt.Key.Key_Enter: Qt.Key.Key_Return, Qt.Key.Key_Backtab: Qt.Key.Key_Tab}
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText


def portable(keys: str) -> str:
    """Return a key sequence as it is always written: « ctrl+d » is « Ctrl+D »."""
    return QKeySequence(keys).toString(_PORTABLE)


def native(keys: str) -> str:
    """Return a key sequence in the words of this machine and of the language in use."""
    return QKeySequence(keys).toString(_NATIVE)


def pressed(event: QKeyEvent) -> str:
    """Return the portable sequence of a key press; Maj does not count for signs, which may need it."""
    key = Qt.Key(event.key())
    key = _SAME.get(key, key)
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    held &= ~Qt.KeyboardModifier.GroupSwitchModifier
    if Qt.Key.Key_Space < key <= Qt.Key.Key_ydiaeresis and not Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(held, key)).toString(_PORTABLE)


def is_sign(keys: str) -> bool:
    """Return whether a sequence writes a letter or a sign: text that is being typed needs it for itself."""
    sequence = portable(keys)
    return len(sequence.removeprefix("Shift+")) == 1


def told(sequences: Sequence[str], *, letters: bool) -> str:
    """Return the sequence to show for an action: the first that acts, or "" when none does."""
    return next((each for each in sequences if letters or not is_sign(each)), "")


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


def field_to_redo() -> QLineEdit | QTextEdit | QPlainTextEdit | None:
    """Return the field that is written in, if letters taken back there can come again; Qt knows one key for it."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        return field if field.isRedoAvailable() else None
    if isinstance(field, QTextEdit | QPlainTextEdit):
        return field if field.document().isRedoAvailable() else None
    return None


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
