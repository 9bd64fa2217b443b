"""Fields whose words show on the sheet at each letter, and are one act when the person has finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.poster.document import Transaction
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


class LineField(QLineEdit):
    """One line of words."""

    def __init__(self, session: Session, words: Words, name: str, hint: str = "", mixed: str = "—") -> None:
        super().__init__()
        self._words, self._hint, self._mixed = words, hint, mixed
        self.pen = Pen(session, words, self.text)
        self.setAccessibleName(name)
        self.textEdited.connect(lambda _: self.pen.letter())
        self.returnPressed.connect(self.pen.settle)
        self.refresh()

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
