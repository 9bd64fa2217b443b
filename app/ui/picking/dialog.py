"""« Choisir sur la carte… »: the search and the map side by side, as large as the window bears."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QLineEdit, QWidget

from app.i18n import tr
from app.ui.controls import column, label, row, titled, whole_or_scrolled, word_button
from app.ui.fields import Field
from app.ui.picking.board import Board
from app.ui.start.picker import Picker
from app.ui.style import look

#: The column of the search, and under which width of the dialog it lies over the map, in units.
COLUMN, NARROW = 380, 700


class PickDialog(QDialog):
    """Opened, never executed: ``accepted``, then ``picker`` and ``name`` say what was chosen."""

    def __init__(self, parent: QWidget, picker: Picker, name: QLineEdit) -> None:
        """``picker`` and ``name`` are those that it begins with."""
        super().__init__(parent)
        m = look.metrics
        self.setWindowTitle(tr("Choisir sur la carte"))
        self.setModal(True)
        self.picker = Picker(refers=True)
        self.board = Board()
        self.board.tie(self.picker)
        self.board.map.sight.failed.connect(self._tell)
        self.name = Field(name.text())
        self.name.setModified(name.isModified())
        self.name.setAccessibleName(tr("Nom du territoire"))
        self.told = label("", "second", wrap=True)
        self.told.hide()
        self.go = word_button("", tr("Dessiner ce territoire"), "primary")
        self.go.clicked.connect(self.accept)
        self.picker.finished.connect(self.accept)
        leave = word_button("", tr("Renoncer"))
        leave.clicked.connect(self.reject)
        side = column(label(tr("Quel territoire\u202f?"), "heading"), self.picker, self.told, 1, spacing=12)
        side.addLayout(titled(tr("Nom du territoire"), self.name))
        side.addLayout(row(self.go, leave, 1, spacing=10))
        side.setContentsMargins(m.s4, m.s4, m.s4, m.s4)
        column_ = QWidget()
        column_.setLayout(side)
        column_.setMinimumWidth(m.u(300))
        self._side = column_
        self._both = row(column_, self.board, spacing=0)
        self._both.setStretch(1, 1)
        inside = QWidget()
        inside.setLayout(self._both)
        self.setLayout(column(whole_or_scrolled(inside)))
        self.picker.changed.connect(self._changed)
        self.picker.like(picker)
        self.resize((parent.window().size() - QSize(48, 48)).boundedTo(QSize(m.u(1500), m.u(940))))
        self.picker.field.setFocus()

    def _changed(self) -> None:
        from app.imports.reference import called

        self.go.setEnabled(bool(self.picker.wanted))
        self.told.hide()
        if not self.name.isModified():
            self.name.setText(called(self.picker.wanted))
            self.name.setCursorPosition(0)

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the search over the map where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < look.metrics.u(NARROW)
        self._both.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        wide = 16_777_215 if narrow else look.metrics.u(COLUMN)
        self._side.setMaximumWidth(wide)

    def keyPressEvent(self, event: object) -> None:
        """Escape closes; Enter belongs to the field."""
        from PySide6.QtGui import QKeyEvent

        assert isinstance(event, QKeyEvent)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)
