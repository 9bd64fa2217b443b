"""The top bar: what is being drawn, whether it is saved, the question of the moment, AMOF and Exporter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QMenu, QSizePolicy

from app.catalogue import words as method
from app.drawing import theme
from app.i18n import tr
from app.poster.records import Poster
from app.poster.sheet import on_paper
from app.storage.writer import SaveState
from app.ui import icons, words
from app.ui.controls import close_button, column, focus_ring, label, row, ui_font, word_button
from app.ui.style import look

#: « Enregistrement… » is said only of what lasts.
PATIENCE_MS = 300


class Identity(QAbstractButton):
    """The territory, the group and the state of saving; opens « Ce poster »."""

    def __init__(self) -> None:
        super().__init__()
        self.groupe = ""
        self.state, self.failed = "", False
        #: What the bar can give, in px.
        self._most = look.metrics.u(300)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_poster(self, poster: Poster) -> None:
        """Show whose poster it is."""
        unnamed = tr("Page blanche") if on_paper(poster) else tr("Sans territoire")
        self.setText(poster.territoire_nom or poster.titre or unnamed)
        self.groupe = poster.groupe
        self._said()

    def show_state(self, state: str, tip: str, *, failed: bool = False) -> None:
        """Show whether everything is on the disk."""
        self.state, self.failed = state, failed
        self.setToolTip(tip)
        self._said()

    def give(self, most: int) -> None:
        """Take as much as both lines need, ``most`` px at most."""
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def _said(self) -> None:
        parts = [self.text(), self.groupe, self.state]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setAccessibleDescription(tr("Ouvre «\u00a0Ce poster\u00a0»"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the width of the longer line, within what the bar can give."""
        m = look.metrics
        # One px more than its letters: they are laid on fractions of pixels, and what is cut by one loses three.
        name = QFontMetrics(ui_font(m.large, QFont.Weight.Bold)).horizontalAdvance(self.text()) + 1
        state = QFontMetrics(ui_font(m.small, QFont.Weight.DemiBold)).horizontalAdvance(self.state)
        group = QFontMetrics(ui_font(m.small)).horizontalAdvance(self.groupe) + m.s3 if self.groupe else 0
        return QSize(min(max(name, group + state + m.u(22)) + m.s4, self._most), m.top_bar - 4)

    def shown(self, width: int) -> str:
        """Return the name as it is seen in ``width`` px."""
        metrics = QFontMetrics(ui_font(look.metrics.large, QFont.Weight.Bold))
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, width)

    def minimumSizeHint(self) -> QSize:
        """Return what the state of saving needs."""
        return QSize(look.metrics.u(150), look.metrics.top_bar - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two lines."""
        m, tokens = look.metrics, look.tokens
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.hover))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 3, 0, -3), m.radius, m.radius)
            font = ui_font(m.large, QFont.Weight.Bold)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            x, width = m.s2, self.width() - m.s4
            name = self.shown(width)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(x, m.u(6), width, m.u(22)), middle, name)
            line = QRectF(x, m.u(27), width, m.u(18))
            state_font = ui_font(m.small, QFont.Weight.DemiBold)
            state_w = QFontMetrics(state_font).horizontalAdvance(self.state) + (m.u(20) if self.state else 0)
            if self.groupe:
                painter.setFont(ui_font(m.small))
                painter.setPen(QColor(tokens.second))
                room = max(0, width - state_w - m.s3)
                group = QFontMetrics(painter.font()).elidedText(
                    self.groupe, Qt.TextElideMode.ElideRight, room
                )
                painter.drawText(line, middle, group)
                line.setLeft(line.x() + QFontMetrics(painter.font()).horizontalAdvance(group) + m.s3)
            if self.state:
                colour = tokens.danger if self.failed else tokens.saved
                icon = "attention" if self.failed else "coche"
                side = m.u(15)
                icons.paint(
                    painter, icon, QRectF(line.x(), line.y() + (line.height() - side) / 2, side, side), colour
                )
                painter.setFont(state_font)
                painter.setPen(QColor(colour if self.failed else tokens.second))
                painter.drawText(line.adjusted(m.u(20), 0, 0, 0), middle, self.state)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))
        finally:
            painter.end()


class TopBar(QFrame):
    """The bar. What its buttons do is said by signals."""

    poster_asked = Signal()
    readings_asked = Signal()
    amof_asked = Signal(bool)
    export_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        m = look.metrics
        self.setObjectName("topbar")
        self.setFixedHeight(m.top_bar)
        self.identity = Identity()
        self._late = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._late.timeout.connect(lambda: self.identity.show_state(tr("Enregistrement…"), ""))
        self.menu_button = close_button(tr("Menu"))
        self.menu_button.setIcon(icons.icon("menu", m.u(20), look.tokens.text, look.tokens.disabled))
        self.menu_button.setIconSize(icons.logical(m.u(20)))
        self.menu_button.setFixedSize(icons.logical(max(m.u(40), m.cross)))
        #: Filled from the actions by the workspace.
        self.menu = QMenu(self)
        self.menu_button.clicked.connect(self._open_menu)
        self.identity.clicked.connect(self.poster_asked)
        self.domaine = label("", "caption")
        self.question = label("", "question")
        self.readings = word_button("lectures", tr("Lectures"), "quiet")
        self.readings.setCheckable(True)
        self.readings.clicked.connect(self.readings_asked)
        self.amof = word_button("amof", tr("AMOF"), "quiet")
        self.amof.setCheckable(True)
        self.amof.clicked.connect(self.amof_asked)
        self.export = word_button("exporter", tr("Exporter"), "quiet")
        self.export.clicked.connect(self.export_asked)
        asking = column(1, self.domaine, self.question, 1, spacing=0)
        asking.setAlignment(Qt.AlignmentFlag.AlignLeft)
        doors = (self.readings, self.amof, self.export)
        box = row(self.menu_button, self.identity, 1, asking, 1, *doors, spacing=6)
        box.setContentsMargins(m.s2, 0, m.s4, 0)
        self.setLayout(box)

    def _open_menu(self) -> None:
        self.menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def ask(self, title: str, question: str, colour: str = "") -> None:
        """Show the question of the moment."""
        self.domaine.setText(title)
        self.domaine.setStyleSheet(f"color: {colour}; font-weight: 600;" if colour else "")
        self.question.setText(question)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what there is room for; the rest is in ☰."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hide what has no room whole: Exporter first, the question before the two panels."""
        m = look.metrics
        asking = (self.domaine, self.question)
        needed = {
            self.export: self.export.sizeHint().width(),
            self.question: max(each.sizeHint().width() for each in asking),
            self.readings: self.readings.sizeHint().width(),
            self.amof: self.amof.sizeHint().width(),
        }
        gap = m.u(6)
        fixed = self.menu_button.width() + self.identity.minimumSizeHint().width() + m.s2 + m.s4 + 2 * gap
        room = self.width() - fixed
        dense = look.workshop and self.width() < m.u(1280)
        shown = {each: not (dense and each is self.export) for each in needed}
        for each in needed:
            if sum(needed[one] + gap for one in needed if shown[one]) <= room:
                break
            shown[each] = False
        left = room - sum(needed[one] + gap for one in needed if shown[one])
        self.identity.give(self.identity.minimumSizeHint().width() + max(0, left))
        for each, seen in shown.items():
            for one in asking if each is self.question else (each,):
                one.setVisible(seen)

    def ask_domaine(self, key: str) -> None:
        """Show the question of a domaine, or nothing."""
        question = words.question(key)
        self.ask(method.domaine(key) if question else "", question, theme.domaine(key).ink)

    def show_saved(self, state: SaveState) -> None:
        """Show what the disk answered."""
        self._late.stop()
        if state.kind == "en_cours":
            self._late.start()
        elif state.kind == "echec":
            self.identity.show_state(tr("Pas encore écrit"), state.sentence, failed=True)
        else:
            self.identity.show_state(tr("Enregistré"), state.sentence)
