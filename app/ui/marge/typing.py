"""Fields whose words show on the sheet at each letter, and are one act when the person has finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from app.poster.document import Transaction
from app.ui.fields import Field, files_in
from app.ui.session import Session

#: After this rest the words typed so far are an act: they are on the disk even if nobody leaves the field.
REST_MS = 1500


@dataclass(frozen=True, slots=True)
class Words:
    """What a field writes: ``begin`` opens the act, ``write`` puts the words into it, ``read`` gives them."""

    begin: Callable[[], Transaction]
    write: Callable[[Transaction, str], None]
    #: The words as they are in the document; None when several records differ.
    read: Callable[[], str | None]


class Pen:
    """The act of one field: opened by the first letter, closed by rest, leaving, or anything else."""

    def __init__(self, session: Session, words: Words, said: Callable[[], str]) -> None:
        self._session, self._words, self._said = session, words, said
        self._act: Transaction | None = None
        self._rest = QTimer(singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)
        session.settling.connect(self.settle)

    @property
    def busy(self) -> bool:
        """Whether letters wait for the end of their act."""
        return self._act is not None

    def letter(self) -> None:
        """Write what the field says now."""
        if self._act is None or not self._act.active:
            if self._session.document.busy:
                self._session.settle()
            if self._session.document.busy:
                return  # a gesture holds the document: the next letter, or leaving the field, writes it all
            self._act = self._words.begin()
        self._words.write(self._act, self._said())
        self._rest.start()

    def settle(self) -> None:
        """Finish the act."""
        self._rest.stop()
        act, self._act = self._act, None
        if act is not None and act.active:
            act.commit()

    def close(self) -> None:
        """Finish, and listen no more."""
        self.settle()
        self._session.settling.disconnect(self.settle)


#: Keys that neither write nor leave: what is held, and what walks from field to field.
_STAYING = (
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
)


def _writes(event: QKeyEvent) -> bool:
    """Return whether a key writes a sign: dead keys and AltGr included, pasting too."""
    if event.matches(QKeySequence.StandardKey.Paste):
        return True
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    dead = Qt.Key.Key_Dead_Grave <= event.key() <= Qt.Key.Key_Dead_Longsolidusoverlay
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return dead or (
        event.text().isprintable() and bool(event.text()) and held in (Qt.KeyboardModifier.NoModifier, both)
    )


class LineField(Field):
    """One line of words."""

    #: A key that writes nothing, pressed while the field waits for words: an arrow, Del, Esc, Enter…
    passed = Signal(QKeyEvent)

    def __init__(self, session: Session, words: Words, name: str, hint: str = "", mixed: str = "—") -> None:
        super().__init__()
        self._words, self._hint, self._mixed = words, hint, mixed
        self.pen = Pen(session, words, self.text)
        self.setAccessibleName(name)
        self.textEdited.connect(lambda _: self.pen.letter())
        self.returnPressed.connect(self.pen.settle)
        #: Whether the field was opened for words that may come, and until the first one: keys that write none pass on.
        self._asked = self._waiting = False
        self.refresh()

    def wait(self) -> None:
        """Take the words that may come now; what is no word goes to whoever listens to ``passed``."""
        self._asked = self._waiting = True
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """While no word has come, leave the shortcuts of editing to the window: Ctrl+Z takes back the mark."""
        if self._waiting and isinstance(event, QKeyEvent) and not _writes(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.ignore()
                return False
            if event.type() == QEvent.Type.KeyPress and event.key() not in _STAYING:
                self._waiting = False
                self.passed.emit(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write; the first letter ends the waiting."""
        self._waiting = self._waiting and not _writes(event)
        super().keyPressEvent(event)
        if self._asked and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The words have come: the hand goes on where it was.
            self.passed.emit(event)

    def refresh(self) -> None:
        """Show what the document says, unless the person is writing."""
        if self.pen.busy:
            return
        said = self._words.read()
        self.setPlaceholderText(self._mixed if said is None else self._hint)
        if self.text() != (said or ""):
            self.setText(said or "")
            self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field finishes the act."""
        self._asked = self._waiting = False
        self.pen.settle()
        super().focusOutEvent(event)


class AreaField(QPlainTextEdit):
    """Several lines of words."""

    #: The person has left the field, or said that this is all.
    finished = Signal()

    def __init__(self, session: Session, words: Words, name: str, hint: str = "", mixed: str = "—") -> None:
        super().__init__()
        self._words, self._hint, self._mixed = words, hint, mixed
        self.pen = Pen(session, words, self.toPlainText)
        self._growing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.refresh()
        self.textChanged.connect(self._typed)

    def refresh(self) -> None:
        """Show what the document says, unless the person is writing."""
        if self.pen.busy:
            return
        said = self._words.read()
        self.setPlaceholderText(self._mixed if said is None else self._hint)
        if self.toPlainText() != (said or ""):
            self.blockSignals(True)
            self.setPlainText(said or "")
            self.blockSignals(False)
            if self._growing:
                self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words; files are for the window around it."""
        return not files_in(source) and super().canInsertFromMimeData(source)

    def grow(self) -> None:
        """Be as high as the words, and take Enter for the end of them."""
        self._growing = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()

    def _fit(self) -> None:
        rows = max(1, round(self.document().size().height()))
        self.setFixedHeight(rows * self.fontMetrics().lineSpacing() + 14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again."""
        super().resizeEvent(event)
        if self._growing:
            self._fit()

    def _typed(self) -> None:
        if self._growing:
            self._fit()
        if self.toPlainText() != (self._words.read() or ""):
            self.pen.letter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter finishes; Enter too where a line is one thought."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (ctrl or self._growing):
            self.pen.settle()
            self.finished.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field finishes the act."""
        self.pen.settle()
        super().focusOutEvent(event)
        self.finished.emit()
