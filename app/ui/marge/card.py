"""The card of the armed pictogram: what it means, and the gesture that lays it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.catalogue.model import Pictogram
from app.i18n import current, tr
from app.ui import pictos, words
from app.ui.controls import close_button, column, emptied, label, row
from app.ui.panels import Heading
from app.ui.segments import Choice, Segments
from app.ui.session import Session
from app.ui.style import look


class Card(QWidget):
    """Shows what is armed, as a column beside the sheet or as a strip under it."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._box = column(spacing=0)
        self.setLayout(self._box)

    def fill(self, *, strip: bool) -> None:
        """Show the pictogram that is armed now."""
        emptied(self._box)
        pictogram = self._session.armed
        if pictogram is not None:
            (self._strip if strip else self._column)(pictogram)

    def _column(self, pictogram: Pictogram) -> None:
        m = look.metrics
        head = Heading(pictogram.name.said(current()))
        head.closed.connect(self.closed)
        body = column(
            self._picture(pictogram, m.u(104)),
            label(pictogram.meaning.said(current()), "large", wrap=True),
            *self._formes(pictogram),
            self._gesture(pictogram),
            self._keys(),
            1,
            spacing=14,
        )
        body.setContentsMargins(m.u(14), m.s5, m.u(14), m.s4)
        self._box.addWidget(head)
        self._box.addLayout(body, 1)

    def _strip(self, pictogram: Pictogram) -> None:
        m = look.metrics
        told = column(
            1,
            label(pictogram.name.said(current()), "title"),
            label(pictogram.meaning.said(current()), "second", wrap=True),
            1,
            spacing=2,
        )
        cross = close_button(tr("Fermer"))
        cross.clicked.connect(self.closed)
        gesture = column(1, self._gesture(pictogram), *self._formes(pictogram), 1, spacing=6)
        box = row(self._picture(pictogram, m.u(64)), told, gesture, cross, spacing=14)
        box.setStretch(1, 5)
        box.setStretch(2, 6)
        box.setContentsMargins(m.u(14), m.s2, m.s2, m.s2)
        self._box.addLayout(box)

    def _picture(self, pictogram: Pictogram, side: int) -> QLabel:
        picture = QLabel()
        picture.setPixmap(pictos.pixmap(pictogram, side, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return picture

    def _gesture(self, pictogram: Pictogram) -> QFrame:
        m = look.metrics
        usual = pictogram.formes[0] == self._session.forme
        said = pictogram.gesture.said(current()) if usual else ""
        frame = QFrame()
        frame.setObjectName("gesture")
        box = column(
            label(said or words.gesture(self._session.forme or pictogram.formes[0]), "gesture", wrap=True)
        )
        box.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        frame.setLayout(box)
        return frame

    def _formes(self, pictogram: Pictogram) -> list[QWidget]:
        if len(pictogram.formes) < 2:
            return []
        choices = [Choice(forme, words.forme(forme)) for forme in pictogram.formes]
        segments = Segments(tr("Comment le poser"), choices, emptiable=False)
        segments.show_value(self._session.forme)
        segments.chosen.connect(lambda forme: self._session.arm(pictogram, forme))
        return [segments]

    def _keys(self) -> QWidget:
        keys = QWidget()
        keys.setLayout(
            column(
                row(label(tr("Échap"), "key"), label(tr("renoncer"), "second"), 1, spacing=6),
                row(label("Q", "key"), label(tr("en poser plusieurs"), "second"), 1, spacing=6),
                spacing=8,
            )
        )
        return keys
