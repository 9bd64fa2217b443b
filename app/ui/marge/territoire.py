"""« Changer de territoire »: another outline under the same marks, and the zone de référence around it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import Souci, tr
from app.imports.framing import units
from app.imports.reference import called, referred
from app.poster.sheet import on_paper
from app.ui import sheet_acts
from app.ui.controls import column, label, row, scrolling, titled, word_button
from app.ui.fields import Field
from app.ui.panels import Heading
from app.ui.picking.dialog import PickDialog
from app.ui.session import Session
from app.ui.start.picker import Picker
from app.ui.style import look
from app.ui.work import Work


class Territoire(QWidget):
    """The panel. Marks stay where they are on the ground."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self._work: Work | None = None
        #: Whether it reads another territory, not only what is around it.
        self._moved = False
        #: The map in large, while it is open.
        self.dialog: PickDialog | None = None
        head = Heading(tr("Changer de territoire"))
        head.closed.connect(self.closed)
        self.picker = Picker(refers=True)
        self.picker.changed.connect(self._changed)
        self.picker.finished.connect(self.draw)
        self.on_map = word_button("emprise", tr("Choisir sur la carte…"))
        self.on_map.clicked.connect(self.open_map)
        self.name = Field()
        self.name.setAccessibleName(tr("Nom du territoire"))
        self.go = word_button("", tr("Dessiner ce territoire"), "primary")
        self.go.clicked.connect(self.draw)
        self.kept = label("", "second", wrap=True)
        body = column(self.kept, self.picker, row(self.on_map, 1), spacing=10)
        body.addLayout(titled(tr("Nom du territoire"), self.name))
        body.addLayout(row(self.go, 1))
        body.addStretch(1)
        body.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        self.setLayout(column(head, scrolling(body), spacing=0))

    def fill(self) -> None:
        """Ask which territory."""
        self.kept.setText(
            tr("Ce qui est posé reste à sa place sur la feuille. «\u00a0Annuler\u00a0» rend la page blanche.")
            if on_paper(self._session.document.poster)
            else tr(
                "Ce qui est posé reste à sa place sur le terrain. «\u00a0Annuler\u00a0» rend l’ancien contour."
            )
        )
        self.name.setModified(False)
        self.picker.begin((), referred(self._session.document.records))
        self.picker.field.setFocus()

    def open_map(self) -> None:
        """Choose on a large map, from the territory of the poster on where none was taken here."""
        dialog = PickDialog(self.window(), self.picker, self.name)
        if not self.picker.wanted:
            dialog.name.setModified(False)
            dialog.picker.begin(units(self._session.document.records), self.picker.reference)
        dialog.accepted.connect(self._picked)
        dialog.finished.connect(self._left)
        self.dialog = dialog
        dialog.open()

    def _picked(self) -> None:
        if self.dialog is None:
            return
        self.picker.like(self.dialog.picker)
        self.name.setText(self.dialog.name.text())
        self.name.setModified(self.dialog.name.isModified())
        self.draw()

    def _left(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def draw(self) -> None:
        """Read the territories taken, then draw the poster upon them; or change the zone de référence alone."""
        if not self._able:
            return
        self.go.setEnabled(False)
        named = self.name.text().strip() if self.name.isModified() else ""
        wanted, around = self.picker.wanted, self.picker.referred
        self._moved = bool(wanted)
        self._work = sheet_acts.read_territory(self._session, wanted, named, around)
        self._work.done.connect(self._read)
        self._work.failed.connect(self._failed)
        self._work.start()

    @property
    def _able(self) -> bool:
        """Whether there is something to draw, and nothing is being read."""
        same = self.picker.referred == referred(self._session.document.records)
        return self._work is None and (bool(self.picker.wanted) or not same)

    def _changed(self) -> None:
        wanted = self.picker.wanted
        self.go.setEnabled(self._able)
        if not self.name.isModified():
            self.name.setText(called(wanted))
            self.name.setCursorPosition(0)

    def _read(self, changes: object) -> None:
        self._work = None
        if isinstance(changes, dict) and sheet_acts.take_territory(self._session, changes, moved=self._moved):
            self.closed.emit()
        self._changed()

    def _failed(self, error: object) -> None:
        self._work = None
        self._changed()
        if not isinstance(error, Souci):
            raise error if isinstance(error, BaseException) else RuntimeError(error)
        self._session.said.emit(str(error))
