"""« Noter »: one line under the sheet; Enter makes a post-it that waits « à placer »."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from app.drawing import theme
from app.i18n import tr
from app.poster.records import PostIt, new_uid
from app.ui.controls import label, row
from app.ui.session import Session
from app.ui.style import look


class _Paper(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(look.metrics.u(26), look.metrics.u(26)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            paper = theme.POSTITS["jaune"]
            painter.fillRect(self.rect(), QColor(paper.fill))
            painter.fillRect(
                QRectF(self.width() * 0.7, 0, self.width() * 0.3, self.height()), QColor(paper.fold)
            )
        finally:
            painter.end()


class Quick(QFrame):
    """The line. Escape closes it and keeps what was typed for the next time."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self.setObjectName("quick")
        self.field = QLineEdit()
        self.field.setObjectName("quick")
        self.field.setAccessibleName(tr("Noter"))
        self.field.setPlaceholderText(tr("Ce que dit le groupe…"))
        self.field.returnPressed.connect(self._write)
        hint = label(tr("Entrée\u00a0: le post-it attend «\u00a0à placer\u00a0»"), "second")
        box = row(_Paper(), self.field, hint, spacing=10)
        box.setStretch(1, 1)
        box.setContentsMargins(m.s3, m.s1, m.s4, m.s1)
        self.setLayout(box)
        self.setFixedHeight(m.u(50))

    def _write(self) -> None:
        text = self.field.text().strip()
        if not text:
            self.closed.emit()
            return
        self._session.settle()
        with self._session.document.transaction("Noter un post-it") as act:
            act.put(PostIt(uid=new_uid(), texte=text))
        self.field.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
