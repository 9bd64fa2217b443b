"""The keys, the caret and the clipboard of words written on the sheet. The field shows nothing: the canvas paints.

The letters of a field would stand a little beside those of the sheet. Qt keeps the text, its undo and its input
methods; where a line breaks and where the caret stands is read from what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from app.poster.document import Document, Transaction
from app.poster.geometry import Coord
from app.ui.canvas.laid import Laid
from app.ui.canvas.view import View
from app.ui.canvas.written import Words

#: A little air around the words where a press still speaks to them, in px of the interface.
AIR = 4
_MOVE, _KEEP = QTextCursor.MoveMode.MoveAnchor, QTextCursor.MoveMode.KeepAnchor
#: What goes to another place of the same line, or to another line: Qt does not know the lines of the sheet.
_ROWS = {
    QKeySequence.StandardKey.MoveToPreviousLine: (-1, _MOVE),
    QKeySequence.StandardKey.SelectPreviousLine: (-1, _KEEP),
    QKeySequence.StandardKey.MoveToNextLine: (1, _MOVE),
    QKeySequence.StandardKey.SelectNextLine: (1, _KEEP),
}
_ENDS = {
    QKeySequence.StandardKey.MoveToStartOfLine: (0, _MOVE),
    QKeySequence.StandardKey.SelectStartOfLine: (0, _KEEP),
    QKeySequence.StandardKey.MoveToEndOfLine: (1, _MOVE),
    QKeySequence.StandardKey.SelectEndOfLine: (1, _KEEP),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What the field holds now: its text, what an input method is composing in it, and the places of the caret."""

    text: str
    caret: int
    #: The ends of what is chosen; equal where nothing is.
    chosen: tuple[int, int]
    #: The ends of what is being composed.
    composed: tuple[int, int]


class WordsEdit(QTextEdit):
    """Edits ``words`` in one act: Esc, Ctrl+Enter or a click elsewhere keep them."""

    #: The field is closed; the act is finished.
    closed = Signal()
    #: The words, the caret or the choice have changed: the canvas is to show them.
    changed = Signal()

    def __init__(self, words: Words, document: Document, act: Transaction | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = words
        self._document = document
        self._act = act
        self._new = act is not None
        self._over = False
        self._written = words.text
        self._laid: Laid | None = None
        self._view: View | None = None
        self._composing = ""
        #: Where the caret was on its line when it began to go up or down, in mm.
        self._column: float | None = None
        self._pressed = False
        #: Whether the caret is shown: it blinks.
        self.lit = True
        self._opened = QElapsedTimer()
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._blinked)
        self.setAccessibleName(words.text)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.viewport().setAutoFillBackground(False)
        self.setPlainText(words.text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        if words.text:
            self.selectAll()
        self.textChanged.connect(self._typed)
        self.cursorPositionChanged.connect(self._moved)
        self.selectionChanged.connect(self._moved)

    def open(self) -> None:
        """Take the keys."""
        self._opened.start()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._moved()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    @property
    def typed(self) -> Typed:
        """What the field holds now."""
        cursor, text, draft = self.textCursor(), self.toPlainText(), self._composing
        at = cursor.position()
        return Typed(
            text[:at] + draft + text[at:],
            at + len(draft),
            (at, at) if draft else (cursor.selectionStart(), cursor.selectionEnd()),
            (at, at + len(draft)),
        )

    def place(self, laid: Laid, view: View, unit: float) -> None:
        """Stand over the words as they lie on the sheet seen through ``view``; ``unit`` is a px of the interface."""
        self._laid, self._view = laid, view
        left, top, right, bottom = view.to_pixels(laid.box)
        air, ratio = AIR * unit, view.ratio
        box = QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
        rect = box.adjusted(-air, -air, air, air).toAlignedRect()
        if rect != self.geometry():
            self.setGeometry(rect)

    def finish(self) -> None:
        """Keep what is written and close."""
        if self._over:
            return
        self._over = True
        self._blink.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        text = self.toPlainText().strip()
        if self._act is not None and self._act.active:
            self._settle(self._act, text)
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _settle(self, act: Transaction, text: str) -> None:
        if text or not self.words.mortal:
            self.words.write(act, text)
            act.commit()
        elif self._new:
            act.rollback()
        else:
            if act.document.get(self.words.uid) is not None:
                act.drop(self.words.uid)
            act.commit()

    def _typed(self) -> None:
        if self._over:
            return
        if self._act is None:
            if self._document.busy:
                return
            self._act = self.words.begin(self._document)
        self._written = self.toPlainText()
        self.words.write(self._act, self._written)
        self._moved()

    def _moved(self) -> None:
        """Show the caret at its new place, and let it blink from now on."""
        if self._over or self._written != self.toPlainText():
            return  # what was typed is about to be written
        self.lit = True
        flash = QApplication.cursorFlashTime()
        if flash > 1 and self.hasFocus():
            self._blink.start(flash // 2)
        self.changed.emit()

    def _blinked(self) -> None:
        self.lit = not self.lit
        self.changed.emit()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, Ctrl+Enter and Tab keep and close; Enter too where one line is written."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab) or (enter and (held or self.words.single)):
            event.accept()
            self.finish()
        elif self._walks(event):
            event.accept()
        else:
            self._column = None
            super().keyPressEvent(event)

    def _walks(self, event: QKeyEvent) -> bool:
        """Go to another line of the sheet, or to an end of this one."""
        if self._laid is None:
            return False
        at = self.textCursor().position()
        for keys, (step, mode) in _ROWS.items():
            if event.matches(keys):
                column = self._laid.carets[at][1] if self._column is None else self._column
                there = self._laid.beside(at, step, column)
                self._go(there if there != at else (0 if step < 0 else len(self._laid.carets) - 1), mode)
                self._column = column
                return True
        for keys, (end, mode) in _ENDS.items():
            if event.matches(keys):
                self._column = None
                self._go(self._laid.ends(at)[end], mode)
                return True
        return False

    def _go(self, place: int, mode: QTextCursor.MoveMode) -> None:
        cursor = self.textCursor()
        cursor.setPosition(place, mode)
        self.setTextCursor(cursor)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take accents and words that are composed; what is not yet certain is shown too."""
        self._composing = event.preeditString()
        super().inputMethodEvent(event)
        self._moved()

    # Qt asks through the form with one argument; the other is no virtual function.
    def inputMethodQuery(  # type: ignore[override]
        self, query: Qt.InputMethodQuery
    ) -> object:
        """Tell input methods where the caret stands."""
        if (
            query == Qt.InputMethodQuery.ImCursorRectangle
            and self._laid is not None
            and self._view is not None
        ):
            (_, top), (x, bottom) = self._laid.caret(self.typed.caret)
            view, ratio = self._view, self._view.ratio
            left, above = view.to_pixel(x, top)
            under = view.to_pixel(x, bottom)[1]
            return QRect(
                round(left / ratio) - self.x(),
                round(above / ratio) - self.y(),
                1,
                max(1, round((under - above) / ratio)),
            )
        return super().inputMethodQuery(query)

    # -- pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret where the press is; with Shift, choose up to there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = True
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._go(self._under(event.position()), _KEEP if held else _MOVE)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose words."""
        if self._pressed:
            self._go(self._under(event.position()), _KEEP)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave chosen what is."""
        self._pressed = False
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose a word; the second press of the double click that opened the field leaves all of them chosen."""
        if self._opened.elapsed() < QApplication.doubleClickInterval():
            self.selectAll()
            return
        self._go(self._under(event.position()), _MOVE)
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        self.setTextCursor(cursor)

    def _under(self, at: QPointF) -> int:
        if self._laid is None or self._view is None:
            return 0
        ratio = self._view.ratio
        page: Coord = self._view.to_page((self.x() + at.x()) * ratio, (self.y() + at.y()) * ratio)
        return min(self._laid.place(page), len(self.toPlainText()))

    # -- the rest of the window

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the canvas does."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the caret blink."""
        super().focusInEvent(event)
        self._moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep the words when another thing takes the keys; a menu of the field is no other thing."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the words at the first press elsewhere, before that press does anything."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            mine = watched is self or self.isAncestorOf(watched)
            popup = QApplication.activePopupWidget()
            if not mine and popup is None:
                self.finish()
        return False
