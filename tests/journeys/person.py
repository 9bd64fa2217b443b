"""A person at the window: real mouse and key events on what is in sight, each gesture counted by its step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
FREE = Qt.KeyboardModifier.NoModifier


class Person:
    """Clicks, drags and keys are gestures; typing words, and the key that ends them, is none (UI.md §6)."""

    def __init__(self, window: QWidget, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        #: What was done in each step, in order.
        self.steps: dict[str, list[str]] = {}
        self._step = ""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what is done inside as one step."""
        self._step = name
        self.steps.setdefault(name, [])
        yield
        self.rest()

    def table(self) -> str:
        """Return the steps, how many gestures each took, and which."""
        lines = [f"{name:<44}{len(done):>3}   {', '.join(done)}" for name, done in self.steps.items()]
        total = sum(map(len, self.steps.values()))
        return "\n".join([*lines, f"{'en tout':<44}{total:>3}"])

    def rest(self) -> None:
        """Let the window do what it does by itself."""
        self._qtbot.wait(30)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = FREE, *, ends: bool = False) -> None:
        """Press a key where the focus is; the one that ``ends`` words belongs to typing."""
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the keys"
        if not ends:
            self.steps[self._step].append(f"touche {key.name.removeprefix('Key_')}")
        QTest.keyClick(focus, key, held)
        self.rest()

    def type(self, words: str) -> None:
        """Type words where the focus is; signs beyond ASCII come as the input method gives them."""
        for sign in words:
            focus = QApplication.focusWidget()
            assert focus is not None, "nothing has the keys"
            if sign.isascii():
                QTest.keyClick(focus, sign)
            else:
                event = QInputMethodEvent()
                event.setCommitString(sign)
                QApplication.sendEvent(focus, event)
        self.rest()

    def click(self, widget: QWidget, at: QPoint | None = None, *, what: str = "") -> None:
        """Click a control that is whole in sight, or a place of the canvas."""
        place = self._seen(widget, at)
        self.steps[self._step].append(f"clic {what or widget.accessibleName()}")
        self._send(widget, QEvent.Type.MouseMove, place, NONE, NONE)
        QTest.mouseClick(widget, LEFT, FREE, place)
        self.rest()

    def drag(self, start: QWidget, end: QWidget, *, at: QPoint | None = None, to: QPoint, what: str) -> None:
        """Drag from one widget to a place of another; the one that was pressed hears of it all, as with a mouse."""
        place = self._seen(start, at)
        goal = start.mapFromGlobal(end.mapToGlobal(self._seen(end, to)))
        self.steps[self._step].append(f"glisser {what}")
        QTest.mousePress(start, LEFT, FREE, place)
        for part in range(1, 9):
            self._send(start, QEvent.Type.MouseMove, place + (goal - place) * (part / 8), NONE, LEFT)
        self._send(start, QEvent.Type.MouseButtonRelease, goal, LEFT, NONE)
        self.rest()

    def _seen(self, widget: QWidget, at: QPoint | None) -> QPoint:
        name = widget.accessibleName()
        assert widget.isVisible(), f"{name} is not in sight"
        assert widget.isEnabled(), f"{name} cannot be used"
        if at is None:
            assert widget.visibleRegion().boundingRect() == widget.rect(), f"{name} needs a scroll"
            return widget.rect().center()
        assert widget.visibleRegion().contains(at), f"{name} is hidden at {at}"
        return at

    @staticmethod
    def _send(
        widget: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.MouseButton
    ) -> None:
        event = QMouseEvent(kind, QPointF(at), QPointF(widget.mapToGlobal(at)), button, held, FREE)
        QApplication.sendEvent(widget, event)
