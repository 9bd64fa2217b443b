"""« Légende »: its rows by domaine: their words, their order, and whether the sheet shows them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.catalogue import words as method
from app.drawing import theme
from app.drawing.legend_rows import Row, rows
from app.i18n import tr
from app.poster.choices import DOMAINES, LIBRES
from app.poster.document import Transaction
from app.poster.records import Trace
from app.poster.sheet import MapFrame
from app.ui import icons, legend_acts
from app.ui.controls import column, emptied, label, row, scrolling, word_button
from app.ui.marge.typing import LineField, Words
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look

#: The box of a symbol on the sheet, in mm, and in the panel, in units.
SYMBOL_MM, SYMBOL = (9.6, 6.6), 46
#: A press that moves further than this is a drag.
THRESHOLD = 6


class Handle(QLabel):
    """The symbol of a row, by which it is dragged."""

    dragged = Signal(QPoint)
    let_go = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._from: QPoint | None = None
        self._moving = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(tr("Glissez pour ranger"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the press began."""
        self._from, self._moving = event.globalPosition().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the row is carried."""
        at = event.globalPosition().toPoint()
        if self._from is not None and abs((at - self._from).y()) > THRESHOLD:
            self._moving = True
        if self._moving:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the row go."""
        self._from = None
        if self._moving:
            self._moving = False
            self.let_go.emit(event.globalPosition().toPoint())


class RowLine(QFrame):
    """One row: its symbol, its words, and what can be done with it while it is in hand."""

    #: One place up (-1) or down (1).
    moved = Signal(int)

    def __init__(self, session: Session, shown: Row, picture: QPixmap) -> None:
        super().__init__()
        self._session, self.row = session, shown
        self.uid = shown.uid
        self.symbol = Handle()
        self.symbol.setPixmap(picture)
        self.symbol.setEnabled(not shown.hidden)
        self._renamed: legend_acts.Renamed | None = None
        name = tr("Mots de la légende\u00a0: {texte}", texte=shown.words)
        self.field = LineField(session, Words(self._begin, self._write, lambda: self.row.words), name)
        self.seen = word_button("oeil", tr("Montrer") if shown.hidden else tr("Masquer"), "quiet")
        self.seen.clicked.connect(self._hide)
        self.again = word_button(
            "annuler", tr("Catalogue"), "quiet", tip=tr("Reprendre les mots du catalogue")
        )
        self.again.clicked.connect(self._reset)
        self.up = word_button("haut", "", "quiet", tip=tr("Monter (Alt + ↑)"))
        self.down = word_button("bas", "", "quiet", tip=tr("Descendre (Alt + ↓)"))
        for button, step in ((self.up, -1), (self.down, 1)):
            button.setFixedWidth(max(look.metrics.u(34), look.metrics.target))
            button.clicked.connect(lambda _=False, step=step: self.moved.emit(step))
        first = row(self.symbol, self.field, spacing=8)
        first.setStretch(1, 1)
        self.acts = QWidget()
        self.acts.setLayout(row(self.up, self.down, self.seen, self.again, 1, spacing=2))
        box = column(first, spacing=2)
        box.setContentsMargins(look.metrics.s2, look.metrics.u(3), look.metrics.s2, look.metrics.u(3))
        if shown.hidden:
            first.addWidget(self.seen)
        box.addWidget(self.acts)
        self.setLayout(box)
        self.in_hand(False)

    def in_hand(self, held: bool) -> None:
        """Show what can be done with the row, or not."""
        own = bool(self.row.texte) and not (self.row.picto in LIBRES or isinstance(self.row.subject, Trace))
        self.again.setVisible(own)
        self.acts.setVisible(held and not self.row.hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up or down with Alt and the arrows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def refresh(self, shown: Row) -> None:
        """Take the row as it is now."""
        self.row = shown
        self.field.refresh()

    def _begin(self) -> Transaction:
        self._renamed = legend_acts.Renamed(self._session.document, self.row)
        return legend_acts.renaming(self._session.document)

    def _write(self, act: Transaction, text: str) -> None:
        assert self._renamed is not None
        self._renamed.write(act, text.strip())

    def _hide(self) -> None:
        self._session.settle()
        legend_acts.hide(self._session.document, self.row, not self.row.hidden)

    def _reset(self) -> None:
        self._session.settle()
        legend_acts.reset(self._session.document, self.row)


class Legende(QWidget):
    """The panel."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self.lines: list[RowLine] = []
        self._key: object = None
        self._held = ""
        head = Heading(tr("Légende"))
        head.closed.connect(self.closed)
        self._list = column(spacing=0)
        self._told = label("", "second", wrap=True)
        self._told.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        body = column(self._list, self._told, 1, spacing=0)
        self._scroll = scrolling(body)
        self._mark = QFrame(self._scroll.widget())
        self._mark.setStyleSheet(f"background: {look.tokens.chosen_line};")
        self._mark.hide()
        self.setLayout(column(head, self._scroll, spacing=0))
        session.patched.connect(lambda _: self._follow())
        session.committed.connect(lambda _: self._follow())

    def _follow(self) -> None:
        if self.isVisible():
            self.fill()

    def fill(self) -> None:
        """Show the rows as they are; while words are being written, only the others follow."""
        found = rows(self._session.document.records, self._session.drawn)
        key = tuple((each.uid, each.domaine, each.hidden, bool(each.texte), _bare(each)) for each in found)
        if key != self._key and not any(line.field.pen.busy for line in self.lines):
            self._key = key
            self._build(found)
            return
        known = {each.uid: each for each in found}
        for line in self.lines:
            if line.uid in known:
                line.refresh(known[line.uid])

    def _build(self, found: list[Row]) -> None:
        m = look.metrics
        for line in self.lines:
            line.field.pen.close()
        held = next((line.uid for line in self.lines if line.field.hasFocus()), "")
        emptied(self._list)
        self.lines = []
        domaine: str | None = None
        for each in found:
            if each.domaine != domaine:
                domaine = each.domaine
                title = label(
                    method.domaine(domaine) if domaine in DOMAINES else tr("Autres signes"), "strong"
                )
                title.setStyleSheet(f"color: {theme.domaine(domaine).ink};")
                title.setContentsMargins(m.u(14), m.s3, 0, 2)
                self._list.addWidget(title)
            line = RowLine(self._session, each, _picture(self._session, each, self.devicePixelRatioF()))
            line.moved.connect(lambda by, uid=each.uid: self.move_row(uid, by))
            line.symbol.dragged.connect(lambda at, uid=each.uid: self._carry(uid, at))
            line.symbol.let_go.connect(lambda at, uid=each.uid: self._let_go(uid, at))
            line.field.installEventFilter(self)
            self._list.addWidget(line)
            self.lines.append(line)
        self._told.setText(
            tr(
                "La légende se fait toute seule. Le crayon, les flèches et les zones y entrent "
                "quand on leur donne des mots."
            )
        )
        self._take(held or self._held)
        for line in self.lines:
            if line.uid == held:
                line.field.setFocus()

    def _take(self, uid: str) -> None:
        self._held = uid
        for line in self.lines:
            line.in_hand(line.uid == uid)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the row whose field has the focus in hand."""
        if event.type() == QEvent.Type.FocusIn:
            for line in self.lines:
                if line.field is watched:
                    self._take(line.uid)
        return False

    # -- order

    def _siblings(self, uid: str) -> list[RowLine]:
        domaine = next(line.row.domaine for line in self.lines if line.uid == uid)
        return [line for line in self.lines if line.row.domaine == domaine]

    def move_row(self, uid: str, by: int) -> bool:
        """Move a row among those of its domaine; return whether it moved."""
        siblings = self._siblings(uid)
        at = next(rank for rank, line in enumerate(siblings) if line.uid == uid)
        return self._put(uid, at + by)

    def _put(self, uid: str, to: int) -> bool:
        self._session.settle()
        held = [line.row for line in self._siblings(uid)]
        return legend_acts.move(self._session.document, held, uid, to)

    def _rank(self, uid: str, at: QPoint) -> int:
        """Return the rank at which a row carried to a place of the screen would stand."""
        others = [line for line in self._siblings(uid) if line.uid != uid]
        y = at.y()
        return sum(line.mapToGlobal(QPoint(0, line.height() // 2)).y() < y for line in others)

    def _carry(self, uid: str, at: QPoint) -> None:
        others = [line for line in self._siblings(uid) if line.uid != uid]
        rank = self._rank(uid, at)
        if not others:
            return
        near = others[min(rank, len(others) - 1)]
        y = near.y() if rank < len(others) else near.y() + near.height()
        self._mark.setGeometry(
            look.metrics.s2, y - 1, self._scroll.viewport().width() - 2 * look.metrics.s2, 3
        )
        self._mark.show()
        self._mark.raise_()

    def _let_go(self, uid: str, at: QPoint) -> None:
        self._mark.hide()
        self._put(uid, self._rank(uid, at))


def _bare(shown: Row) -> object:
    from app.drawing.kept import bare

    return bare(shown.subject)


def _picture(session: Session, shown: Row, ratio: float) -> QPixmap:
    """Return the symbol of a row as the sheet draws it."""
    from app.drawing import marks
    from app.drawing.ink import Context
    from app.painting.painter import paint

    records = session.document.records
    context = Context(MapFrame.of(session.document.poster), None, session.drawn, records)
    scale = look.metrics.u(SYMBOL) / SYMBOL_MM[0]
    drawn = marks.legend_symbol(shown.subject, *SYMBOL_MM, context)

    def symbol(painter: QPainter) -> None:
        painter.setOpacity(0.4 if shown.hidden else 1.0)
        paint(painter, drawn, scale)

    return icons.painted(SYMBOL_MM[0] * scale, SYMBOL_MM[1] * scale, ratio, symbol)
