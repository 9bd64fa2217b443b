"""« Noter »: one line under the sheet; Enter makes a post-it that waits « à placer »."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.drawing import theme
from app.i18n import tr, trn
from app.poster.records import PostIt, new_uid
from app.ui.clipboard.lines import MOST, read
from app.ui.controls import label, row
from app.ui.fields import Field
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools import notes


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


class _Line(Field):
    """A line that takes a paste of several lines as several thoughts."""

    pasted = Signal(list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the lines of the clipboard one by one; one alone is pasted as anywhere."""
        if event.matches(QKeySequence.StandardKey.Paste):
            said = read(QApplication.clipboard().text())
            if len(said) > 1:
                self.pasted.emit(said[:MOST])
                return
        super().keyPressEvent(event)


class Quick(QFrame):
    """The line. Escape closes it and keeps what was typed for the next time."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self.setObjectName("quick")
        self.field = _Line()
        self.field.setObjectName("quick")
        self.field.setAccessibleName(tr("Noter"))
        self.field.setPlaceholderText(tr("Ce que dit le groupe…"))
        self.field.returnPressed.connect(self._entered)
        self.field.pasted.connect(self._write)
        self.hint = label("", "second")
        session.patched.connect(lambda _: self._count())
        self._count()
        box = row(_Paper(), self.field, self.hint, spacing=10)
        box.setStretch(1, 1)
        box.setContentsMargins(m.s3, m.s1, m.s4, m.s1)
        self.setLayout(box)
        self.setFixedHeight(m.u(50))

    def _entered(self) -> None:
        text = self.field.text().strip()
        if not text:
            self.closed.emit()
        elif self._write([text]):
            self.field.clear()

    def _count(self) -> None:
        """Say that what was written waits, even where something chosen hides the tray."""
        waiting = len(notes.waiting(self._session.document))
        self.hint.setText(
            trn(
                waiting,
                "{n} post-it attend «\u00a0à placer\u00a0»",
                "{n} post-its attendent «\u00a0à placer\u00a0»",
            )
            if waiting
            else tr("Entrée\u00a0: le post-it attend «\u00a0à placer\u00a0»")
        )

    def _write(self, said: list[str]) -> bool:
        """Add a post-it « à placer » for each line, as one act; a gesture that holds the poster keeps them waiting."""
        self._session.settle()
        document = self._session.document
        if document.busy:
            return False
        many = len(said)
        with (
            document.transaction("Noter {n} post-its", n=many)
            if many > 1
            else document.transaction("Noter un post-it")
        ) as act:
            for text in said:
                act.put(PostIt(uid=new_uid(), texte=text))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
