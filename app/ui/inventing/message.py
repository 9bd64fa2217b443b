"""One calm sentence under the sheet; its room is kept while there is none, so that nothing moves under the hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.ui import icons
from app.ui.controls import label, row
from app.ui.style import look

#: Room of the sentence, in units of the window.
WIDTH = 248


class Message(QWidget):
    """A sign and a sentence."""

    def __init__(self) -> None:
        super().__init__()
        m = look.metrics
        self._sign = QLabel()
        self._sign.setPixmap(icons.pixmap("attention", m.u(16), look.tokens.note_line, 2.0))
        self._sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words = label("", "caption", wrap=True)
        box = row(self._sign, self._words, spacing=6)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.setMinimumHeight(m.u(20))
        self.say("")

    def hasHeightForWidth(self) -> bool:
        """Say no: the height is told, and the panel would scroll sooner than shrink its sheet."""
        return False

    @property
    def sentence(self) -> str:
        """The sentence in sight, or ""."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one leaves its room."""
        self._words.setText(sentence)
        # Told by hand: a label that wraps asks for the height of its narrowest self.
        needed = self._words.heightForWidth(look.metrics.u(WIDTH)) if sentence else 0
        self.setFixedHeight(max(look.metrics.u(18), needed))
        self._sign.setVisible(bool(sentence))
        self.setAccessibleName(sentence)
