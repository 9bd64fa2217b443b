"""The AMOF: four cells that are written in, that take post-its and pictograms, and what the marks propose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.i18n import tr, trn
from app.poster import grids
from app.poster.document import Patch, Transaction
from app.poster.records import ITEM_TYPES, LigneGrille, Mark, Poster, PostIt
from app.ui import icons, pictos, words
from app.ui.controls import close_button, column, emptied, label, row, scrolling, word_button
from app.ui.fields import Field
from app.ui.marge import grid
from app.ui.marge.typing import AreaField, Words
from app.ui.panels import Heading
from app.ui.segments import paint_badge
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools import acts

#: Lines that the sheet shows in a case.
SHOWN = 4
#: Propositions in sight at once.
PROPOSED = 3


class Cell(QFrame):
    """One case: its bar (solid d'ici, dashed du dehors), its lines, and a field for one more."""

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        m = look.metrics
        self._session, self.case = session, case
        self._over = False
        self.fields: list[AreaField] = []
        title = label(words.cases()[case], "title")
        title.setContentsMargins(m.u(30), 0, 0, 0)
        self._lines = column(spacing=0)
        self.writing = Field()
        self.writing.setObjectName("line")
        self.writing.setPlaceholderText(tr("Écrire…"))
        self.writing.setAccessibleName(tr("Nouvelle ligne, {case}", case=words.cases()[case]))
        self.writing.returnPressed.connect(self._add)
        self.many = label("", "caption", wrap=True)
        scroll = scrolling(column(self._lines, self.writing, self.many, 1, spacing=0))
        box = column(title, scroll, spacing=4)
        box.setStretch(1, 1)
        box.setContentsMargins(m.u(10), m.s2, m.s1, m.s1)
        self.setLayout(box)
        self.setMinimumHeight(m.u(168))
        self.setAccessibleName(words.cases()[case])

    def fill(self) -> None:
        """Show the lines as they are; the one being written in stays as it is."""
        document = self._session.document
        present = grid.lines(document, self.case)
        if [field.property("uid") for field in self.fields] != [line.uid for line in present]:
            for field in self.fields:
                field.pen.close()
            emptied(self._lines)
            self.fields = []
            for line in present:
                self._lines.addWidget(self._row(line))
        for field in self.fields:
            field.refresh()
        extra = len(present) > SHOWN
        self.many.setText(
            trn(len(present), "{n} ligne", "{n} lignes. Lesquelles garder\u202f?") if extra else ""
        )
        self.many.setVisible(extra)

    def show_over(self, over: bool) -> None:
        """Show whether what is dragged would land here."""
        if over != self._over:
            self._over = over
            self.update()

    def _row(self, line: LigneGrille) -> QWidget:
        document, uid = self._session.document, line.uid

        def write(act: Transaction, text: str) -> None:
            known = document.get(uid)
            if isinstance(known, LigneGrille):
                act.put(replace(known, texte=text))

        def read() -> str:
            known = document.get(uid)
            return known.texte if isinstance(known, LigneGrille) else ""

        field = AreaField(
            self._session,
            Words(lambda: document.transaction("Changer une ligne"), write, read),
            tr("{case}, ligne {rang}", case=words.cases()[self.case], rang=len(self.fields) + 1),
        )
        field.setObjectName("line")
        field.setProperty("uid", uid)
        field.finished.connect(lambda: self._drop_empty(uid))
        field.grow()
        self.fields.append(field)
        cross = close_button(tr("Supprimer la ligne «\u00a0{texte}\u00a0»", texte=line.texte))
        cross.setFixedSize(look.metrics.target, look.metrics.target)
        cross.setIconSize(icons.logical(look.metrics.u(12)))
        cross.clicked.connect(lambda: self._drop(uid))
        whole = QWidget()
        box = row(field, cross, spacing=0)
        whole.setLayout(box)
        return whole

    def _add(self) -> None:
        text = self.writing.text().strip()
        if text:
            self._session.settle()
            grid.add_line(self._session.document, grids.AMOF, self.case, text)
            self.writing.clear()

    def _drop(self, uid: str) -> None:
        self._session.settle()
        if self._session.document.get(uid) is not None:
            grid.drop_line(self._session.document, uid)

    def _drop_empty(self, uid: str) -> None:
        line = self._session.document.get(uid)
        if isinstance(line, LigneGrille) and not line.texte.strip() and not self._session.document.busy:
            grid.drop_line(self._session.document, uid)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cell, its bar and its sign."""
        m, tokens = look.metrics, look.tokens
        plus, outside = self.case in ("A", "O"), self.case in ("O", "M")
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(
                QPen(QColor(tokens.chosen_line if self._over else tokens.line), 2 if self._over else 1)
            )
            painter.setBrush(QColor(tokens.chosen if self._over else tokens.panel))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), m.radius, m.radius)
            bar = QPen(QColor("#1F6FB2" if plus else "#CC6606"), m.u(5))
            bar.setCapStyle(Qt.PenCapStyle.FlatCap)
            if outside:
                bar.setDashPattern([1.6, 1.0])
            painter.setPen(bar)
            painter.drawLine(m.u(4), m.s2, m.u(4), m.u(38))
            side = m.u(19)
            paint_badge(painter, "plus" if plus else "moins", QRectF(m.u(14), m.u(9), side, side))
        finally:
            painter.end()


class Amof(QWidget):
    """The panel. Drops come from the canvas through ``drop_target`` and ``drop``."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        head = Heading(tr("AMOF"), aside=tr("glissez un post-it ou un picto"))
        head.closed.connect(self.closed)
        cells = QGridLayout()
        cells.setSpacing(m.s2)
        self.cells = {case: Cell(session, case) for case in words.cases()}
        for rank, cell in enumerate(self.cells.values()):
            cells.addWidget(cell, rank // 2, rank % 2)
            cells.setColumnStretch(rank % 2, 1)
            cells.setRowStretch(rank // 2, 1)
        self._selection = column(spacing=6)
        self._proposed = column(spacing=2)
        lower = column(cells, self._selection, self._proposed, spacing=10)
        lower.setStretch(0, 1)
        lower.setContentsMargins(m.s3, m.s2, m.s3, m.s3)
        scroll = scrolling(lower)
        self.setLayout(column(head, scroll, spacing=0))
        session.patched.connect(self._patched)
        session.selection_changed.connect(self._show_selection)

    def fill(self) -> None:
        """Show everything as it is."""
        for cell in self.cells.values():
            cell.fill()
        self._show_selection()
        self._show_proposed()

    def drop_target(self, at: QPoint) -> str:
        """Return the case under a place of the screen ("" for none) and light it."""
        found = ""
        for case, cell in self.cells.items():
            over = self.isVisible() and QRect(cell.mapToGlobal(QPoint(0, 0)), cell.size()).contains(at)
            cell.show_over(over)
            found = case if over else found
        return found

    def drop(self, uids: Iterable[str], at: QPoint) -> bool:
        """Write a line for each thing let go over a case; return whether there was a case."""
        case = self.drop_target(at)
        self.clear_target()
        if case:
            self._note(list(uids), case)
        return bool(case)

    def clear_target(self) -> None:
        """Light nothing."""
        for cell in self.cells.values():
            cell.show_over(False)

    def _note(self, uids: list[str], case: str) -> None:
        self._session.settle()
        acts.note_in_grid(self._session.document, uids, grids.AMOF, case, self._session.drawn)

    def _set_aside(self, mark: Mark, case: str) -> None:
        self._session.settle()
        grid.set_aside(self._session.document, mark, case)

    def _patched(self, patch: Patch) -> None:
        if not self.isVisible():
            return
        kinds = {type(record) for pair in patch.changes.values() for record in pair if record is not None}
        if LigneGrille in kinds:
            for cell in self.cells.values():
                cell.fill()
        if kinds & {LigneGrille, Poster, *ITEM_TYPES}:
            self._show_selection()
            self._show_proposed()

    def _show_selection(self) -> None:
        emptied(self._selection)
        chosen = [
            item
            for uid in self._session.selection
            if isinstance(item := self._session.document.get(uid), Mark | PostIt)
        ]
        if not chosen or not self.isVisible():
            return
        uids = [item.uid for item in chosen]
        said = acts.spoken(chosen[0], self._session.drawn)
        title = (
            tr("Mettre «\u00a0{texte}\u00a0» dans", texte=said)
            if len(chosen) == 1
            else trn(len(chosen), "Mettre {n} élément dans", "Mettre {n} éléments dans")
        )
        buttons = row(spacing=6)
        for case, name in words.cases().items():
            button = word_button("", name)
            button.setStyleSheet("padding: 0 4px;")
            button.clicked.connect(lambda _=False, case=case: self._note(uids, case))
            buttons.addWidget(button, 1)
        self._selection.addWidget(label(title, "label", wrap=True))
        self._selection.addLayout(buttons)

    def _show_proposed(self) -> None:
        emptied(self._proposed)
        proposed = grid.propositions(self._session.document)
        if not proposed:
            return
        self._proposed.addWidget(label(tr("Propositions d’après vos pictos"), "label"))
        for mark, case in proposed[:PROPOSED]:
            picture = QLabel()
            pictogram = self._session.drawn.get(mark.picto)
            if pictogram is not None:
                picture.setPixmap(
                    pictos.pixmap(pictogram, look.metrics.u(30), self.devicePixelRatioF(), mark.domaine)
                )
            said = label(acts.spoken(mark, self._session.drawn), "large", wrap=True)
            take = word_button("", f"→ {words.cases()[case]}")
            noted = tr("Noter «\u00a0{texte}\u00a0» dans {case}", texte=said.text(), case=words.cases()[case])
            take.setAccessibleName(noted)
            take.clicked.connect(lambda _=False, uid=mark.uid, case=case: self._note([uid], case))
            no = close_button(tr("Écarter «\u00a0{texte}\u00a0»", texte=said.text()))
            no.clicked.connect(lambda _=False, mark=mark, case=case: self._set_aside(mark, case))
            line = row(picture, said, take, no, spacing=8)
            line.setStretch(1, 1)
            self._proposed.addLayout(line)
        if (waiting := len(proposed) - PROPOSED) > 0:
            self._proposed.addWidget(label(trn(waiting, "puis {n} autre", "puis {n} autres"), "caption"))
