"""« Ce poster »: title, group, messages, and what the sheet shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app import settings
from app.i18n import tr
from app.poster import grids
from app.poster.document import Document, Patch, Transaction
from app.poster.options import COMPLETE, COURTE, USUELLE, Options
from app.poster.pile import between
from app.poster.records import Apport, LigneGrille, Poster, Territoire, new_uid
from app.ui import sheet_acts
from app.ui.controls import column, label, row, rule, scrolling, titled, word_button
from app.ui.marge import grid
from app.ui.marge.fond import FondSection
from app.ui.marge.typing import AreaField, LineField, Words
from app.ui.marge.verdict import QuietVerdict
from app.ui.panels import Heading
from app.ui.segments import Choice, Segments
from app.ui.session import Session
from app.ui.style import look

MESSAGES = 3
(MESSAGE,) = grids.CASES[grids.MESSAGES]
ACTS: dict[str, Callable[[Document], Transaction]] = {
    "titre": lambda document: document.transaction("Changer le titre"),
    "territoire_nom": lambda document: document.transaction("Changer le nom du territoire"),
    "groupe": lambda document: document.transaction("Changer le groupe"),
    "participants": lambda document: document.transaction("Changer les participants"),
    "options": lambda document: document.transaction("Changer ce que montre la feuille"),
    "palette": lambda document: document.transaction("Changer la palette"),
    "message": lambda document: document.transaction("Changer un message"),
}


class PosterPanel(QWidget):
    """The panel of the sheet itself."""

    closed = Signal()

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self._refreshers: list[Callable[[], None]] = []
        head = Heading(tr("Ce poster"))
        head.closed.connect(self.closed)
        self.title = AreaField(session, self._about("titre"), tr("Titre"), tr("Une phrase, vos mots"))
        self.title.setFixedHeight(m.u(68))
        self.group = LineField(session, self._about("groupe"), tr("Groupe"), tr("Groupe 3"))
        self.people = LineField(session, self._about("participants"), tr("Participants"), tr("Prénoms"))
        self.territory = LineField(session, self._about("territoire_nom"), tr("Territoire"))
        self.messages = [
            LineField(
                session, self._message(rank), tr("Message {n}", n=rank + 1), tr("Message {n}", n=rank + 1)
            )
            for rank in range(MESSAGES)
        ]
        body = column(spacing=10)
        for name, field in (
            (tr("Titre"), self.title),
            (tr("Groupe"), self.group),
            (tr("Participants"), self.people),
            (tr("Territoire"), self.territory),
        ):
            body.addLayout(titled(name, field))
            self._refreshers.append(field.refresh)
        body.addLayout(column(label(tr("Nos trois messages"), "label"), *self.messages, spacing=6))
        self._refreshers += [field.refresh for field in self.messages]
        body.addWidget(rule())
        body.addLayout(titled(tr("La feuille"), self._orientation()))
        for word, do in (
            (tr("Cadrer la carte"), lambda: session.use("cadrer")),
            (tr("Changer de territoire…"), lambda: session.panel_requested.emit("territoire")),
        ):
            button = word_button("", word)
            button.clicked.connect(lambda _=False, do=do: do())
            body.addLayout(row(button, 1))
        body.addWidget(rule())
        self.fond = FondSection(session, self._set)
        self._refreshers.append(self.fond.refresh)
        body.addWidget(self.fond)
        self.layers = word_button("", tr("Fond de carte…"))
        self.layers.clicked.connect(lambda: session.panel_requested.emit("fond"))
        body.addLayout(row(self.layers, 1))
        body.addWidget(rule())
        body.addWidget(label(tr("La feuille montre"), "label"))
        self.toggles: dict[str, QCheckBox] = dict(self.fond.toggles)
        body.addWidget(self._toggle("amof", tr("Matrice AMOF")))
        legend = word_button("", tr("Légende…"))
        legend.clicked.connect(lambda: session.panel_requested.emit("legende"))
        body.addLayout(row(legend, 1))
        self.readable = QuietVerdict(session, kept)
        self.readable.asked.connect(lambda: session.panel_requested.emit("lisible"))
        body.addWidget(self.readable)
        body.addWidget(rule())
        body.addLayout(titled(tr("Palette"), self._palette()))
        body.addStretch(1)
        body.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        self._scroll = scrolling(body)
        self.setLayout(column(head, self._scroll, spacing=0))
        session.patched.connect(self._patched)

    def fill(self) -> None:
        """Show everything as it is."""
        for refresh in self._refreshers:
            refresh()

    def show_ground(self) -> None:
        """Bring what the ground shows to the top of the panel, once it is laid out, and give it the keys."""
        QTimer.singleShot(0, self, self._to_ground)

    def _to_ground(self) -> None:
        self._scroll.verticalScrollBar().setValue(self.fond.y() - look.metrics.s2)
        outline = self.fond.outline
        (outline.slider if outline.isVisible() else self.fond.fading).setFocus()

    def _patched(self, patch: Patch) -> None:
        records = [record for pair in patch.changes.values() for record in pair]
        if any(isinstance(record, Poster | LigneGrille | Apport | Territoire) for record in records):
            self.fill()

    def _about(self, key: str) -> Words:
        document = self._session.document

        def write(act: Transaction, text: str) -> None:
            changes: dict[str, Any] = {key: text}
            act.put(replace(document.poster, **changes))

        return Words(lambda: ACTS[key](document), write, lambda: str(getattr(document.poster, key)))

    def _message(self, rank: int) -> Words:
        document = self._session.document

        def known() -> list[LigneGrille]:
            return grid.lines(document, MESSAGE, grids.MESSAGES)

        def write(act: Transaction, text: str) -> None:
            present = known()
            if rank < len(present):
                act.put(replace(present[rank], texte=text))
                return
            last = present[-1].rang if present else ""
            # The second message may be written before the first: the places before it are kept empty.
            for step in range(len(present), rank + 1):
                last = between(last)
                words = text if step == rank else ""
                act.put(
                    LigneGrille(uid=new_uid(), grille=grids.MESSAGES, case=MESSAGE, texte=words, rang=last)
                )

        return Words(
            begin=lambda: ACTS["message"](document),
            write=write,
            read=lambda: known()[rank].texte if rank < len(known()) else "",
        )

    def _set(self, key: str, value: Any) -> None:
        self._session.settle()
        poster = self._session.document.poster
        with ACTS["palette" if key == "palette" else "options"](self._session.document) as act:
            act.put(replace(poster, options=poster.options.having(**{key: value})))

    def _toggle(self, key: str, name: str) -> QCheckBox:
        box = QCheckBox(name)
        box.clicked.connect(lambda on: self._set(key, bool(on)))
        self.toggles[key] = box
        self._refreshers.append(lambda: box.setChecked(bool(getattr(self._options(), key))))
        return box

    def _palette(self) -> Segments:
        choices = [
            Choice(COURTE, tr("Courte"), said=tr("Courte : vingt-quatre pictos pour une séance brève")),
            Choice(USUELLE, tr("Usuelle"), said=tr("Usuelle : dix pictos par domaine au plus")),
            Choice(COMPLETE, tr("Complète"), said=tr("Complète : tous les pictos")),
        ]
        self.palette_choice = Segments(tr("Palette"), choices, emptiable=False)
        self.palette_choice.chosen.connect(lambda value: self._set("palette", value))
        self._refreshers.append(lambda: self.palette_choice.show_value(self._options().palette))
        return self.palette_choice

    def _orientation(self) -> Segments:
        choices = [Choice("paysage", tr("Paysage")), Choice("portrait", tr("Portrait"))]
        self.orientation = Segments(tr("La feuille"), choices, emptiable=False)
        self.orientation.chosen.connect(lambda value: sheet_acts.turn(self._session, value))
        self._refreshers.append(
            lambda: self.orientation.show_value(self._session.document.poster.orientation)
        )
        return self.orientation

    def _options(self) -> Options:
        return Options.of(self._session.document.poster)
