"""One layer or picture of « Fond de carte »: seen or not, named, pale, in order, or gone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QSlider

from app.i18n import tr
from app.poster.document import Transaction
from app.poster.records import Apport, Fond
from app.ui import icons
from app.ui.bringing.row_card import combo, roles
from app.ui.controls import column, label, row, steady, word_button
from app.ui.marge.layer_acts import ACTS, Brought, delete, move, put, role_of
from app.ui.marge.typing import LineField, Words
from app.ui.session import Session
from app.ui.style import look


class LayerCard(QFrame):
    """One layer or picture, and what can be done with it."""

    #: A picture is to be placed on the ground.
    place_asked = Signal(str)

    def __init__(self, session: Session, record: Brought) -> None:
        super().__init__()
        m = look.metrics
        self._session, self.uid, self.record = session, record.uid, record
        #: The opacity while a hand is at it: the sheet follows, and letting go ends the act.
        self._fading: Transaction | None = None
        self.setObjectName("card")
        nom = record.nom or tr("sans nom")
        self.eye = word_button("oeil", "", "quiet")
        self.eye.setCheckable(True)
        self.eye.clicked.connect(lambda on: put(session, self.uid, "visible", bool(on)))
        self.name = LineField(session, self._words(), tr("Nom de la couche {nom}", nom=nom))
        self.name.setObjectName("line")
        self.name.setStyleSheet(f"min-height: {max(m.u(32), m.target) - 2}px;")
        self.up = word_button("haut", "", "quiet")
        self.down = word_button("bas", "", "quiet")
        self.gone = word_button("supprimer", "", "quiet")
        for button, said, do in (
            (self.up, tr("Monter {nom}", nom=nom), lambda: move(session, self.uid, up=True)),
            (self.down, tr("Descendre {nom}", nom=nom), lambda: move(session, self.uid, up=False)),
            (self.gone, tr("Supprimer {nom}", nom=nom), lambda: delete(session, self.uid)),
        ):
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.clicked.connect(lambda _=False, do=do: do())
        for each in (self.eye, self.up, self.down, self.gone):
            _square(each)
        head = row(self.eye, self.name, self.gone, spacing=2)
        head.setStretch(1, 1)
        self.strength = steady(QSlider(Qt.Orientation.Horizontal))
        self.strength.setRange(0, 100)
        self.strength.setSingleStep(5)
        self.strength.setPageStep(20)
        self.strength.setAccessibleName(tr("Opacité de {nom}", nom=nom))
        self.strength.setToolTip(tr("Opacité de {nom}", nom=nom))
        self.strength.sliderReleased.connect(self._settle)
        session.settling.connect(self._settle)
        self.strength.valueChanged.connect(lambda _: self._stepped())
        opacity = label(tr("Opacité"), "label")
        opacity.setBuddy(self.strength)
        opacity.setContentsMargins(m.s2, 0, m.s1, 0)
        order = row(opacity, self.strength, self.up, self.down, spacing=2)
        order.setStretch(1, 1)
        box = column(head, order, spacing=2)
        self.role = self.names = None
        if isinstance(record, Apport):
            self.role = combo(tr("Ce que montre {nom}", nom=nom), list(roles().items()))
            self.role.activated.connect(lambda _: self._choose_role())
            self.names = QCheckBox(tr("Noms"))
            self.names.setAccessibleName(tr("Noms de {nom}", nom=nom))
            self.names.clicked.connect(lambda on: put(session, self.uid, "noms", bool(on)))
            last = row(self.role, self.names, spacing=8)
            last.setStretch(0, 1)
            box.addLayout(last)
        else:
            self.place = word_button("repere", tr("Caler sur la carte…"), "quiet")
            self.place.setAccessibleName(tr("Caler {nom}", nom=nom))
            self.place.clicked.connect(lambda: self.place_asked.emit(self.uid))
            box.addLayout(row(self.place, 1))
        box.setContentsMargins(m.s1, m.s1, m.s1, m.s2)
        self.setLayout(box)
        self.show_record(record)

    def show_record(self, record: Brought) -> None:
        """Show everything as it is now."""
        self.record = record
        nom = record.nom or tr("sans nom")
        self.eye.setChecked(record.visible)
        said = tr("Masquer {nom}", nom=nom) if record.visible else tr("Montrer {nom}", nom=nom)
        self.eye.setAccessibleName(said)
        self.eye.setToolTip(said)
        self.name.refresh()
        self.name.setToolTip(record.source or nom)
        if not self.strength.isSliderDown():
            self.strength.blockSignals(True)
            self.strength.setValue(round(record.opacite * 100))
            self.strength.blockSignals(False)
        if isinstance(record, Apport) and self.role is not None and self.names is not None:
            self.role.setCurrentIndex(self.role.findData(role_of(record)))
            self.names.setChecked(record.noms)
            has = any(each.nom for each in self._session.document.all(Fond) if each.apport == self.uid)
            self.names.setEnabled(has)

    def _words(self) -> Words:
        document = self._session.document

        def write(act: Transaction, text: str) -> None:
            record = act.document.get(self.uid)
            if isinstance(record, Brought):
                act.put(replace(record, nom=text))

        def read() -> str:
            record = document.get(self.uid)
            return record.nom if isinstance(record, Brought) else ""

        return Words(lambda: ACTS["nom"](document), write, read)

    def _stepped(self) -> None:
        value = self.strength.value() / 100
        if not self.strength.isSliderDown():
            put(self._session, self.uid, "opacite", value)
            return
        document = self._session.document
        if self._fading is None or not self._fading.active:
            self._session.settle()
            if document.busy:
                return  # a gesture holds the poster: letting go says it again
            self._fading = ACTS["opacite"](document)
        record = document.get(self.uid)
        if isinstance(record, Brought):
            self._fading.put(replace(record, opacite=value))

    def _settle(self) -> None:
        """End the act of the slider; what could not be shown while it moved is written now."""
        act, self._fading = self._fading, None
        if act is not None and act.active:
            act.commit()
        elif self.sender() is self.strength:
            put(self._session, self.uid, "opacite", self.strength.value() / 100)

    def _choose_role(self) -> None:
        assert self.role is not None
        put(self._session, self.uid, "role", str(self.role.currentData()))


def _square(button: QPushButton) -> None:
    """Make a button that is only an icon as wide as a finger needs."""
    button.setFixedSize(icons.logical(look.metrics.cross))
    # Its own style, or a column that is short of room would flatten it: the border is outside of it.
    button.setStyleSheet(f"padding: 0; min-height: {look.metrics.cross - 4}px;")
