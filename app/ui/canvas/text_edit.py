"""A field over the sheet: words are written where they will stand, and the poster follows each key."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from app.painting.fonts import FAMILY
from app.poster.document import Document, Transaction
from app.ui.canvas.view import View
from app.ui.canvas.written import LEAST, Words

WEIGHTS = {"Regular": 400, "It": 400, "Semibold": 600, "SemiboldIt": 600, "Bold": 700, "Black": 900}
#: A little air beside the words, in px of the interface.
AIR = 3


class WordsEdit(QTextEdit):
    """Edits ``words`` in one act: Esc, Ctrl+Enter or a click elsewhere keep them."""

    #: The field is closed; the act is finished.
    closed = Signal()

    def __init__(self, words: Words, document: Document, act: Transaction | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = words
        self._document = document
        self._act = act
        self._new = act is not None
        self._over = False
        self._seen: tuple[View, float, float] | None = None
        self._opened = QElapsedTimer()
        self.setAccessibleName(words.text)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        wrap = (
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if words.width else QTextOption.WrapMode.NoWrap
        )
        self.setWordWrapMode(wrap)
        self.document().setDocumentMargin(0)
        self.setPlainText(words.text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        if words.text:
            self.selectAll()
        self.textChanged.connect(self._typed)

    def open(self, view: View, ratio: float, unit: float) -> None:
        """Show the field at its place and give it the keys."""
        self._opened.start()
        self.place(view, ratio, unit)
        self.document().clearUndoRedoStacks()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def place(self, view: View, ratio: float, unit: float) -> None:
        """Stand where the words stand on the sheet as it is seen now; ``unit`` is one px of the interface."""
        self._seen = (view, ratio, unit)
        words, scale = self.words, view.scale / ratio
        pixels = words.size * scale
        air = round(AIR * unit)
        italic = "italic" if words.style.face.endswith("It") else "normal"
        self.setStyleSheet(
            f"QTextEdit {{ background: {_veil(words.veil)}; color: {words.colour[:7]};"
            " border: none; padding: 0; margin: 0;"
            f" font-family: '{FAMILY}'; font-size: {pixels * 72 / self.logicalDpiY():.2f}pt;"
            f" font-weight: {WEIGHTS[words.style.face]}; font-style: {italic};"
            " selection-background-color: #0A6CE0; selection-color: #FFFFFF; }"
        )
        self.ensurePolished()
        self.setViewportMargins(air, 0, air, 0)
        self._lead(pixels * words.style.leading)
        width = words.width * scale if words.width else max(self.document().idealWidth() + 4, LEAST * scale)
        self.document().setTextWidth(width if words.width else -1)
        height = self.document().size().height()
        self.verticalScrollBar().setValue(0)
        line = self.document().firstBlock().layout().lineAt(0)
        baseline = self.document().firstBlock().layout().position().y() + line.y() + line.ascent()
        x, y = view.to_pixel(*words.at)
        # Two px beside the words: the caret stands there, and rounding must not break a line.
        self.setGeometry(
            QRect(
                round(x / ratio) - air,
                round(y / ratio - baseline),
                round(width) + 2 * air + 2,
                round(height),
            )
        )

    def finish(self) -> None:
        """Keep what is written and close."""
        if self._over:
            return
        self._over = True
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
        self.words.write(self._act, self.toPlainText())
        if self._seen is not None:
            self.place(*self._seen)

    def _lead(self, pixels: float) -> None:
        """Set the distance of lines as on the sheet, without counting as an edit."""
        block = QTextBlockFormat()
        block.setLineHeight(pixels, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        blocked = self.blockSignals(True)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, Ctrl+Enter and Tab keep and close; Enter too where one line is written."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab) or (enter and (held or self.words.single)):
            event.accept()
            self.finish()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Choose a word; the second press of the double click that opened the field leaves all of them chosen."""
        if self._opened.elapsed() < QApplication.doubleClickInterval():
            self.selectAll()
        else:
            super().mouseDoubleClickEvent(event)

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


def _veil(colour: str) -> str:
    if not colour:
        return "transparent"
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 215)"
