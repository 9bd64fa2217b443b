"""The tray « À placer »: post-its that were written before anyone said where they go."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QSizePolicy, QWidget

from app.drawing import theme
from app.i18n import tr
from app.poster.records import PostIt
from app.ui.controls import column, emptied, focus_ring, label, row, ui_font, word_button
from app.ui.session import Session
from app.ui.style import look
from app.ui.tile import THRESHOLD
from app.ui.tools import notes


class Note(QAbstractButton):
    """One post-it that waits. A click takes it in hand, a drag carries it to the sheet.

    It is as high as its words, or as ``most`` px: then the last words that it has room for end with « … ».
    """

    let_go = Signal(str, QPoint)

    def __init__(self, note: PostIt, most: int = 0) -> None:
        super().__init__()
        self._most = most
        self.uid = note.uid
        self._paper = theme.POSTITS.get(note.couleur, theme.POSTITS["jaune"])
        self._pressed: QPoint | None = None
        self._ghost: QLabel | None = None
        self.setText(note.texte)
        self.setAccessibleName(tr("Post-it à placer\u00a0: {texte}", texte=note.texte))
        way = tr("Glissez-le sur le poster, ou cliquez\u00a0: il se pose au milieu de la vue.")
        self.setToolTip(f"{note.texte}\n\n{way}" if most else way)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the words."""
        super().resizeEvent(event)
        self.setFixedHeight(self.height_for(self.width()))

    def height_for(self, width: int) -> int:
        """Return the height that the words need."""
        m = look.metrics
        wanted = max(m.u(44), self._written(self.text(), width) + m.u(20))
        return min(wanted, self._most) if self._most else wanted

    def shown(self) -> str:
        """Return the words that it has room for."""
        room = self.height() - look.metrics.u(20)
        words = self.text()
        if not self._most or self._written(words, self.width()) <= room:
            return words
        parts = words.split(" ")
        while len(parts) > 1 and self._written(" ".join(parts) + "…", self.width()) > room:
            parts.pop()
        return " ".join(parts).rstrip(" ,;.:") + "…"

    def _written(self, words: str, width: int) -> int:
        wide = width - 2 * look.metrics.u(11)
        return QFontMetrics(self._font()).boundingRect(0, 0, wide, 1000, _WRAP, words).height()

    def sizeHint(self) -> QSize:
        """Return a size for a usual width."""
        width = self.width() or look.metrics.u(160)
        return QSize(look.metrics.u(160), self.height_for(width))

    @staticmethod
    def _font() -> QFont:
        return ui_font(look.metrics.strong, QFont.Weight.DemiBold)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper, its folded corner and the words."""
        m = look.metrics
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width, height, fold = self.width(), self.height(), m.u(11)
            paper = QPolygonF(
                [
                    QPointF(0, 0),
                    QPointF(width, 0),
                    QPointF(width, height - fold),
                    QPointF(width - fold, height),
                    QPointF(0, height),
                ]
            )
            painter.setPen(QPen(QColor(self._paper.edge if self.underMouse() else self._paper.fill), 1))
            painter.setBrush(QColor(self._paper.fill))
            painter.drawPolygon(paper)
            corner = [
                QPointF(width - fold, height),
                QPointF(width - fold, height - fold),
                QPointF(width, height - fold),
            ]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._paper.fold))
            painter.drawPolygon(QPolygonF(corner))
            painter.setPen(QColor(look.tokens.text))
            painter.setFont(self._font())
            inside = QRectF(m.u(11), m.u(9), width - 2 * m.u(11), height - m.u(14))
            painter.drawText(inside, _WRAP, self.shown())
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))
        finally:
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lay it with Enter, as with the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the press began."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn a press that moves into a drag."""
        if self._ghost is not None:
            self._ghost.move(self.window().mapFromGlobal(event.globalPosition().toPoint()) - _HELD)
            return
        if self._pressed is not None:
            away = event.position().toPoint() - self._pressed
            if max(abs(away.x()), abs(away.y())) > THRESHOLD:
                self.setDown(False)
                self._lift(event.globalPosition().toPoint())
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go what is carried."""
        self._pressed = None
        if self._ghost is None:
            super().mouseReleaseEvent(event)
            return
        self._put_down()
        self.let_go.emit(self.uid, event.globalPosition().toPoint() - _HELD)

    def hideEvent(self, event: QHideEvent) -> None:
        """Carry nothing any more."""
        self._put_down()
        super().hideEvent(event)

    def _lift(self, at: QPoint) -> None:
        ghost = QLabel(self.window())
        ghost.setPixmap(self.grab())
        ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ghost.resize(self.size())
        ghost.move(self.window().mapFromGlobal(at) - _HELD)
        ghost.show()
        self._ghost = ghost

    def _put_down(self) -> None:
        if self._ghost is not None:
            self._ghost.deleteLater()
            self._ghost = None


#: The room of a scroll bar under a row, in units.
BAR = 12
#: Where the pointer holds a note that is carried.
_HELD = QPoint(14, 14)
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class Tray(QWidget):
    """The post-its that wait, in order of writing, and « + Noter »."""

    note_asked = Signal()
    #: A note to lay in the middle of the view.
    placed = Signal(str)
    #: A note let go, and where its corner is on the screen.
    let_go = Signal(str, QPoint)
    #: All of them, in free places of the sheet.
    all_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.notes: list[Note] = []
        self._box = column(spacing=10)
        self.setLayout(self._box)
        self._strip = False
        self._key: object = None
        session.patched.connect(lambda _: self.fill(strip=self._strip))

    def fill(self, *, strip: bool) -> None:
        """Show the notes that have no place, one under another or side by side."""
        waiting = notes.waiting(self._session.document)
        key = (strip, tuple((note.uid, note.texte, note.couleur) for note in waiting))
        if key == self._key:
            return
        self._strip, self._key = strip, key
        emptied(self._box)
        m = look.metrics
        # Under the sheet they lie in one row, its scroll bar below them.
        most = m.strip - 2 * m.s1 - m.u(BAR) if strip else 0
        self.notes = [Note(note, most) for note in waiting]
        for note in self.notes:
            note.clicked.connect(lambda _=False, uid=note.uid: self.placed.emit(uid))
            note.let_go.connect(self.let_go)
        self.write = word_button("plus", tr("Noter"), tip=tr("Ctrl + Espace"))
        self.write.clicked.connect(self.note_asked)
        self.write.setMinimumHeight(m.u(42))
        asking: list[QWidget] = [self.write]
        if len(self.notes) > 1:
            every = word_button(
                "", tr("Tout placer"), tip=tr("Poser tous ces post-its près du bord de la carte")
            )
            every.clicked.connect(self.all_asked)
            every.setMinimumHeight(m.u(42))
            asking.append(every)
        inside = QWidget()
        title = [label(tr("À placer"), "label")] if self.notes else []
        if strip:
            for note in self.notes:
                note.setFixedSize(m.u(150), note.height_for(m.u(150)))
            first = column(*title, row(*asking, spacing=10), 1, spacing=4)
            line = row(first, spacing=10)
            for note in self.notes:
                line.addWidget(note, 0, Qt.AlignmentFlag.AlignTop)
            line.addStretch(1)
            inside.setLayout(line)
            self._box.setContentsMargins(m.s4, m.s1, m.s4, m.s1)
        else:
            inside.setLayout(column(*self.notes, *reversed(asking), 1, spacing=10))
            self._box.setContentsMargins(0, m.s3, m.s3, m.s2)
            for head in title:
                self._box.addWidget(head)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box.addWidget(scroll, 1)
