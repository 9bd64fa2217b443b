"""Under the question: posters to take up again, and the example."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import paths, settings
from app.i18n import tr
from app.ui import thumbnails
from app.ui.controls import column, label, row
from app.ui.start.cards import LOW, TALL, Card, moment
from app.ui.style import look

#: The small picture of the example.
SAMPLE_PICTURE = ("samples", "ambert-livradois-forez.png")
#: Between what can be taken up again and the example, in units.
APART = 44


class Shelf(QWidget):
    """As many recent posters as the width holds, the example always."""

    open_asked = Signal(object)
    sample_asked = Signal()

    def __init__(self, kept: settings.Settings, *, example: bool) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cards: list[Card] = []
        self._example: Card | None = None
        self._shape = TALL
        shelf = row(spacing=look.metrics.u(APART))
        if kept.recents:
            cards = row(spacing=look.metrics.s4)
            for one in kept.recents:
                card = Card(one.nom, moment(one.vu_le), thumbnails.place(Path(one.path)))
                card.clicked.connect(lambda _=False, path=Path(one.path): self.open_asked.emit(path))
                self._cards.append(card)
                cards.addWidget(card)
            shelf.addLayout(column(label(tr("Reprendre"), "section"), cards, spacing=8))
        if example:
            card = Card(tr("Un exemple à démonter"), tr("contenu fictif"), paths.resource(*SAMPLE_PICTURE))
            self._example = card
            card.clicked.connect(self.sample_asked)
            shelf.addLayout(column(label(tr("Découvrir"), "section"), card, spacing=8))
        shelf.addStretch(1)
        self.setLayout(shelf)

    def lie(self, *, low: bool) -> None:
        """Lay the words beside the pictures, which are smaller, or under them."""
        self._shape = LOW if low else TALL
        for card in (*self._cards, self._example):
            if card is not None:
                card.lie(self._shape)
        self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many recent posters as the width holds."""
        super().resizeEvent(event)
        self._count()

    def _count(self) -> None:
        m = look.metrics
        each = m.u(self._shape.width)
        room = self.width() - each - m.u(APART)
        shown = max(1, (room + m.s4) // (each + m.s4))
        for rank, card in enumerate(self._cards):
            card.setVisible(rank < shown)
