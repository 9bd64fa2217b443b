"""A verdict in one sentence: a green tick or a dark triangle; and the quiet line that leads to the whole of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from app import settings
from app.i18n import tr
from app.ui import icons, readable_acts
from app.ui.controls import column, label, row, word_button
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.spoken import number


class Verdict(QWidget):
    """The sign and the sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = QLabel()
        self.words = label("", "title", wrap=True)
        line = row(self._sign, self.words, spacing=10)
        line.setStretch(1, 1)
        self.setLayout(line)

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]  # one of its forms
        """Keep room around it."""
        box = self.layout()
        assert box is not None  # it was just given
        box.setContentsMargins(left, top, right, bottom)

    def say(self, words: str, *, good: bool) -> None:
        """Say it."""
        self.words.setText(words)
        self.words.setStyleSheet(f"color: {look.tokens.saved};" if good else "")
        colour = look.tokens.saved if good else look.tokens.text
        name = "coche" if good else "attention"
        self._sign.setPixmap(icons.pixmap(name, look.metrics.u(22), colour, self.devicePixelRatioF()))


class QuietVerdict(QWidget):
    """What is too small, in the corner of another panel, and the way to it. It never opens anything by itself."""

    asked = Signal()

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        self._session, self._kept = session, kept
        self.button = word_button("oeil", "", "row")
        self.button.clicked.connect(self.asked)
        self.setLayout(column(self.button, spacing=0))
        # A method, not a function of its own: it is let go with the panel or the dialog that shows this.
        session.committed.connect(self._committed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the sheet when it is shown."""
        self.fill()
        super().showEvent(event)

    def _committed(self, _: object) -> None:
        if self.isVisible():
            self.fill()

    def fill(self) -> None:
        """Say how the sheet stands in the room."""
        words = readable_acts.said(self._session, self._kept)
        if words:
            words = tr("{combien} à {n}\u00a0m", combien=words, n=number(self._kept.distance_m))
        else:
            words = tr("Tout se lit du fond de la salle")
        self.button.setText(f" {words}")
        self.button.setAccessibleName(
            tr("{etat}. Ouvrir «\u00a0Lisible du fond de la salle\u202f?\u00a0»", etat=words)
        )
