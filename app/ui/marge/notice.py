"""Calm sentences in the marge: what was done and can be undone, what could not be, what is under way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.i18n import tr
from app.ui.controls import close_button, column, label, row, word_button
from app.ui.style import look

#: How long a sentence with « Annuler » stays.
STAY_MS = 8000
#: Signs after which a sentence is set a little smaller.
LONG = 60


class Notices(QWidget):
    """At most one sentence and one card of progress."""

    #: Another sentence is in sight.
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box = column(spacing=8)
        self.setLayout(self._box)
        self.hide()
        self._note: QFrame | None = None
        self._progress: Progress | None = None
        self._leave = QTimer(self, singleShot=True, interval=STAY_MS)
        self._leave.timeout.connect(self.clear)

    @property
    def sentence(self) -> str:
        """The sentence in sight, or ""."""
        return self._note.property("sentence") if self._note is not None else ""

    @property
    def leaving(self) -> bool:
        """Whether the sentence in sight leaves by itself: another act makes its button untrue."""
        return self._leave.isActive()

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
        box.setContentsMargins(m.s3, m.s2, m.s2, m.s2)
        note.setLayout(box)
        note.setAccessibleName(sentence)
        self._note = note
        self._box.addWidget(note)
        self.changed.emit()
        self.show()
        if not stay:
            self._leave.start()

    def clear(self) -> None:
        """Take the sentence away."""
        self._leave.stop()
        if self._note is not None:
            self._box.removeWidget(self._note)
            self._note.hide()
            self._note.deleteLater()
            self._note = None
        self.setVisible(self._progress is not None)

    def progress(self, sentence: str) -> Progress:
        """Show a card of progress; it stays until ``end``."""
        self.clear()
        self.end()
        self._progress = Progress(sentence)
        self._box.addWidget(self._progress)
        self.show()
        return self._progress

    def end(self) -> None:
        """Take the card of progress away."""
        if self._progress is not None:
            self._box.removeWidget(self._progress)
            self._progress.hide()
            self._progress.deleteLater()
            self._progress = None
        self.setVisible(self._note is not None)


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
