"""« Changer de territoire »: another outline under the same marks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import Souci, tr
from app.ui import sheet_acts
from app.ui.controls import column, label, row, scrolling, titled, word_button
from app.ui.panels import Heading
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
        head = Heading(tr("Changer de territoire"))
        head.closed.connect(self.closed)
        self.picker = Picker()
        self.picker.changed.connect(self._changed)
        self.picker.finished.connect(self.draw)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Nom du territoire"))
        self.go = word_button("", tr("Dessiner ce territoire"), "primary")
        self.go.clicked.connect(self.draw)
        kept = label(
            tr(
                "Ce qui est posé reste à sa place sur le terrain. «\u00a0Annuler\u00a0» rend l’ancien contour."
            ),
            "second",
            wrap=True,
        )
        body = column(kept, self.picker, spacing=10)
        body.addLayout(titled(tr("Nom du territoire"), self.name))
        body.addLayout(row(self.go, 1))
        body.addStretch(1)
        body.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        self.setLayout(column(head, scrolling(body), spacing=0))

    def fill(self) -> None:
        """Ask which territory."""
        self._changed()
        self.picker.field.setFocus()

    def draw(self) -> None:
        """Read the territories taken, then draw the poster upon them."""
        wanted = self.picker.wanted
        if not wanted or self._work is not None:
            return
        self.go.setEnabled(False)
        named = self.name.text().strip() if self.name.isModified() else ""
        self._work = sheet_acts.read_territory(self._session, wanted, named)
        self._work.done.connect(self._read)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _changed(self) -> None:
        wanted = self.picker.wanted
        self.go.setEnabled(bool(wanted) and self._work is None)
        if not self.name.isModified():
            self.name.setText(" · ".join(one.nom for one in wanted))
            self.name.setCursorPosition(0)

    def _read(self, changes: object) -> None:
        self._work = None
        if isinstance(changes, dict) and sheet_acts.take_territory(self._session, changes):
            self.closed.emit()
        self._changed()

    def _failed(self, error: object) -> None:
        self._work = None
        self._changed()
        if not isinstance(error, Souci):
            raise error if isinstance(error, BaseException) else RuntimeError(error)
        self._session.said.emit(str(error))
