"""« Fond de carte »: the layers and pictures that were brought, and the ways to bring another."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.i18n import tr
from app.poster.document import Patch
from app.ui.controls import column, emptied, label, row, scrolling, word_button
from app.ui.marge.layer_acts import Brought, kin, listed
from app.ui.marge.layer_card import LayerCard
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look

#: What was just brought is kept in sight that long (ms): people scroll afterwards.
LAID_OUT = 500


class Couches(QWidget):
    """The panel."""

    closed = Signal()
    bring_asked = Signal()
    #: The uid of a picture to be placed on the ground.
    place_asked = Signal(str)
    #: The empty sheet is to be printed.
    print_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self.cards: list[LayerCard] = []
        head = Heading(tr("Fond de carte"))
        head.closed.connect(self.closed)
        self.bring = word_button("dossier", tr("Apporter un fichier…"))
        self.bring.clicked.connect(self.bring_asked)
        self.print = word_button("exporter", tr("Imprimer la feuille vide…"))
        self.print.clicked.connect(self.print_asked)
        self.more = word_button("", tr("Ce que montre le fond…"), "quiet")
        self.more.clicked.connect(lambda: session.panel_requested.emit("poster"))
        self._list = column(spacing=8)
        #: What was just brought, to be shown once it is laid out.
        self._new = ""
        self._told = label("", "second", wrap=True)
        body = column(
            row(self.bring, 1), self._told, self._list, row(self.print, 1), row(self.more, 1), 1, spacing=10
        )
        body.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        self._scroll = scrolling(body)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._scroll_to_new)
        self.setLayout(column(head, self._scroll, spacing=0))
        session.patched.connect(self._patched)

    def show_layer(self, uid: str) -> None:
        """Bring one layer or picture into sight as it is laid out, and the sentence under it comes."""
        self._new = uid
        self._scroll_to_new()
        QTimer.singleShot(LAID_OUT, self, self._leave_new)

    def _scroll_to_new(self) -> None:
        for card in self.cards:
            if card.uid == self._new:
                self._scroll.ensureWidgetVisible(card)

    def _leave_new(self) -> None:
        self._scroll_to_new()
        self._new = ""

    def fill(self) -> None:
        """Show every layer and picture as it is."""
        rows = listed(self._session.document)
        if [card.uid for card in self.cards] != [each.uid for each in rows]:
            if any(card.name.pen.busy for card in self.cards):
                return
            self._build(rows)
        for rank, (card, record) in enumerate(zip(self.cards, rows, strict=True)):
            card.show_record(record)
            card.up.setEnabled(rank > 0 and kin(record, rows[rank - 1]))
            card.down.setEnabled(rank + 1 < len(rows) and kin(record, rows[rank + 1]))
        self._told.setText(
            tr("Le dessus de la liste est au-dessus sur la carte. Une image reste sous les couches.")
            if len(rows) > 1
            else ""
            if rows
            else tr(
                "Routes, rivières, limites, vue aérienne, photo d’une carte\u00a0: ce que vous apportez se met "
                "sous le dessin et voyage avec le poster."
            )
        )
        self._told.setVisible(bool(self._told.text()))

    def _build(self, rows: list[Brought]) -> None:
        focus = QApplication.focusWidget() or self
        at = next((rank for rank, card in enumerate(self.cards) if card.isAncestorOf(focus)), -1)
        held, said = (self.cards[at].uid, focus.accessibleName()) if at >= 0 else ("", "")
        for card in self.cards:
            card.name.pen.close()
        emptied(self._list)
        self.cards = []
        for record in rows:
            card = LayerCard(self._session, record)
            card.place_asked.connect(self.place_asked)
            self._list.addWidget(card)
            self.cards.append(card)
        if held:
            # With the next turn of the loop: what was just made is not in sight yet.
            QTimer.singleShot(0, self, lambda: self._give_back(held, said, at))

    def _give_back(self, uid: str, said: str, at: int) -> None:
        """Give the keys to the control that had them, else to what stands where its card stood."""
        for card in self.cards:
            if card.uid == uid:
                alike = (each for each in card.findChildren(QWidget) if each.accessibleName() == said)
                found = next(alike, card.eye)
                (found if found.isEnabled() else card.eye).setFocus()
                return
        if self.cards:
            self.cards[min(at, len(self.cards) - 1)].gone.setFocus()
        else:
            self.bring.setFocus()

    def _patched(self, patch: Patch) -> None:
        records = [record for pair in patch.changes.values() for record in pair]
        if self.isVisible() and any(isinstance(record, Brought) for record in records):
            self.fill()
