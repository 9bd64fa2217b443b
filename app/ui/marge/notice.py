"""Calm sentences in the marge: what was done and can be undone, what could not be, what is under way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QProgressBar, QWidget

from app.i18n import tr
from app.ui.controls import close_button, column, label, row, word_button
from app.ui.style import look

#: How long a sentence with « Annuler » stays.
STAY_MS = 8000
#: How long people are given to read a letter of an answer (ms).
READ_MS = 120
#: Signs after which a sentence is set a little smaller.
LONG = 60
#: Signs that are one line beside the tray.
LINE = 30


class Notices(QWidget):
    """At most one sentence and one card of progress."""

    #: Another sentence is in sight, another card of progress, or none.
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box = column(spacing=8)
        self.setLayout(self._box)
        self.hide()
        #: Whether each lies on one line.
        self._flat = False
        self._note: QFrame | None = None
        #: What the sentence in sight says, its button and what that does.
        self._said: tuple[str, str, Callable[[], None] | None] = ("", "", None)
        #: Whether the sentence in sight is an answer: it leaves by itself, and no act makes it untrue.
        self._answer = False
        self._progress: Progress | None = None
        self._leave = QTimer(self, singleShot=True, interval=STAY_MS)
        self._leave.timeout.connect(self.clear)

    @property
    def sentence(self) -> str:
        """The sentence in sight, or ""."""
        return self._note.property("sentence") if self._note is not None else ""

    @property
    def wide(self) -> bool:
        """Whether the sentence in sight needs a wide room where it is low: it is long, or has a button under it."""
        _, _, do = self._said
        return len(self.sentence) > (LONG if do is None else LINE)

    @property
    def leaving(self) -> bool:
        """Whether the sentence in sight leaves by itself: another act makes its button untrue."""
        return self._leave.isActive() and not self._answer

    @property
    def busy(self) -> bool:
        """Whether there is something in sight."""
        return self._note is not None or self._progress is not None

    def lie(self, flat: bool) -> None:
        """Lay each on one line, where the room is wide and low, or not."""
        if flat != self._flat:
            self._flat = flat
            for one in (self._note, self._progress):
                if one is not None:
                    self._direct(one)

    def _direct(self, one: QFrame) -> None:
        box = one.layout()
        assert isinstance(box, QBoxLayout)
        way = QBoxLayout.Direction
        box.setDirection(way.RightToLeft if self._flat else way.TopToBottom)

    def say(
        self, sentence: str, word: str = "", do: Callable[[], None] | None = None, *, stay: bool = True
    ) -> None:
        """Show a sentence, perhaps with one button; without ``stay`` it leaves by itself after 8 s."""
        self.clear()
        m = look.metrics
        note = QFrame()
        note.setObjectName("note")
        note.setProperty("sentence", sentence)
        words = label(sentence, "" if len(sentence) > LONG else "strong", wrap=True)
        cross = close_button(tr("Fermer ce message"))
        cross.clicked.connect(self.clear)
        head = row(words, spacing=4)
        head.setStretch(0, 1)
        head.addWidget(cross)
        box = column(head, spacing=6)
        if do is not None:
            button = word_button("", word)
            button.clicked.connect(self.clear)
            button.clicked.connect(do)
            box.addLayout(row(button, 1))
        box.setStretch(0, 1)
        box.setContentsMargins(m.s3, m.s2, m.s2, m.s2)
        note.setLayout(box)
        note.setAccessibleName(sentence)
        self._direct(note)
        self._note, self._said = note, (sentence, word, do)
        self._box.addWidget(note)
        self.show()
        self.changed.emit()
        if not stay:
            self._leave.start(STAY_MS)

    def answer(self, sentence: str) -> None:
        """Show what a gesture or a key has come to; it leaves by itself once there was time to read it.

        No words take the last answer away: it is no longer true.
        """
        if not sentence:
            if self._answer:
                self.clear()
            return
        self.say(sentence)
        self._answer = True
        self._leave.start(max(STAY_MS, READ_MS * len(sentence)))

    def like(self, other: Notices) -> None:
        """Say what another says; what leaves by itself begins again to wait."""
        sentence, word, do = other._said
        if other.sentence and other._answer:
            self.answer(sentence)
        elif other.sentence:
            self.say(sentence, word, do, stay=not other.leaving)

    def clear(self) -> None:
        """Take the sentence away."""
        self._leave.stop()
        self._answer = False
        if self._note is not None:
            self._box.removeWidget(self._note)
            self._note.hide()
            self._note.deleteLater()
            self._note = None
            self.setVisible(self._progress is not None)
            self.changed.emit()

    def progress(self, sentence: str) -> Progress:
        """Show a card of progress; it stays until ``end``."""
        self.clear()
        self.end()
        self._progress = Progress(sentence)
        self._direct(self._progress)
        self._box.addWidget(self._progress)
        self.show()
        self.changed.emit()
        return self._progress

    def end(self) -> None:
        """Take the card of progress away."""
        if self._progress is not None:
            self._box.removeWidget(self._progress)
            self._progress.hide()
            self._progress.deleteLater()
            self._progress = None
            self.setVisible(self._note is not None)
            self.changed.emit()


class Progress(QFrame):
    """What is being written, how far, and « Annuler »."""

    given_up = Signal()

    def __init__(self, sentence: str) -> None:
        super().__init__()
        m = look.metrics
        self.setObjectName("card")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(sentence)
        stop = word_button("", tr("Annuler"))
        stop.clicked.connect(self.given_up)
        box = column(label(sentence, "strong", wrap=True), self._bar, row(stop, 1), spacing=8)
        box.setContentsMargins(m.s3, m.s3, m.s3, m.s3)
        self.setLayout(box)

    def show_share(self, share: float) -> None:
        """Show how much is done, 0-1."""
        self._bar.setValue(round(share * 1000))
