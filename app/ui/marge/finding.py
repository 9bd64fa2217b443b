"""One line of « Lisible du fond de la salle ? »: what is hard to read, what can be done with it, and why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.i18n import tr
from app.ui.controls import column, focus_ring, label, row, word_button
from app.ui.style import look

#: Arrows, and where they go among the things of a line.
STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FindingLine(QFrame):
    """A name, a detail, a button. The line in hand says more and offers to accept; Tab goes from one to the next."""

    #: It is in hand now: a press or the focus took it.
    taken = Signal()
    #: An arrow asks for the next thing that it speaks of (1), or the one before (-1).
    stepped = Signal(int)
    mend_asked = Signal()
    accept_asked = Signal()

    def __init__(self, key: str, name: str, detail: str, *, mend: str = "", why: str = "") -> None:
        super().__init__()
        m = look.metrics
        self.key = key
        self.setObjectName("finding")
        self.setProperty("held", False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{name}, {detail}")
        self.setAccessibleDescription(why)
        self.mend: QPushButton | None = None
        self.accept = word_button("", tr("Accepter"))
        self.accept.setAccessibleName(tr("Accepter\u00a0: {quoi}", quoi=name))
        self.accept.clicked.connect(self.accept_asked)
        words = column(label(name, "strong", wrap=True), label(detail, "second", wrap=True), spacing=0)
        main = self.accept
        if mend:
            main = self.mend = word_button("", mend)
            main.setAccessibleName(f"{mend}, {name}")
            main.clicked.connect(self.mend_asked)
        head = row(words, main, spacing=8)
        head.setStretch(0, 1)
        self._more = QWidget()
        more = column(spacing=6)
        if why:
            more.addWidget(label(why, "caption", wrap=True))
        if mend:
            keep = row(label(tr("Ou le garder ainsi\u00a0:"), "caption"), 1, self.accept)
            more.addLayout(keep)
        self._more.setLayout(more)
        box = column(head, self._more, spacing=6)
        box.setContentsMargins(m.u(14), m.s2, m.s2, m.s2)
        self.setLayout(box)
        self._more.hide()
        self._says = bool(why or mend)

    def hold(self, held: bool) -> None:
        """Be the line in hand, or not."""
        if bool(self.property("held")) != held:
            self.setProperty("held", held)
            self.style().unpolish(self)
            self.style().polish(self)
            self._more.setVisible(held and self._says)

    @property
    def has_keys(self) -> bool:
        """Whether the keys are on it, or on one of its buttons."""
        return self.hasFocus() or any(one is not None and one.hasFocus() for one in (self.mend, self.accept))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into hand with the focus."""
        super().focusInEvent(event)
        self.update()
        self.taken.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lose the ring."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from thing to thing with the arrows."""
        step = STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Come into hand."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring of the focus over the style."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            try:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                focus_ring(painter, self.rect().toRectF())
            finally:
                painter.end()
