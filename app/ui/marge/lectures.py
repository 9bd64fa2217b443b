"""« Lectures »: the poster told in turn. One reading stands out on screen, the rest is pale; nothing is changed."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.catalogue import words as method
from app.drawing import theme
from app.i18n import tr, trn
from app.poster.choices import DOMAINES, TEMPS
from app.ui.controls import column, emptied, focus_ring, label, row, scrolling, ui_font, word_button
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look

#: Arrows, and where they go in the list.
STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ReadingButton(QAbstractButton):
    """One reading: the colour of its domaine, its name, how many things it tells."""

    #: An arrow was pressed: the next reading (1) or the one before (-1).
    stepped = Signal(int)

    def __init__(self, key: str, name: str, count: int) -> None:
        super().__init__()
        self.key, self.count = key, count
        self.setText(name)
        self.setAccessibleName(trn(count, "{nom}, {n} élément", "{nom}, {n} éléments", nom=name))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumHeight(look.metrics.button)

    def sizeHint(self) -> QSize:
        """Return a row as wide as the panel."""
        return QSize(look.metrics.u(120), look.metrics.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from reading to reading with the arrows."""
        step = STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row; the chosen one has a bar, a tint and bold words."""
        m, tokens, on = look.metrics, look.tokens, self.isChecked()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect())
            if on or self.underMouse():
                painter.fillRect(box, QColor(tokens.chosen if on else tokens.hover))
            if on:
                painter.fillRect(QRectF(0, 0, 4, box.height()), QColor(tokens.chosen_line))
            x = float(m.s3)
            if self.key in DOMAINES:
                side = m.u(12)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.domaine(self.key).ink))
                painter.drawRoundedRect(QRectF(x, (box.height() - side) / 2, side, side), 3, 3)
                x += side + m.s2
            painter.setFont(ui_font(m.large, QFont.Weight.Bold if on else QFont.Weight.Normal))
            painter.setPen(QColor(tokens.chosen_text if on else tokens.text))
            painter.drawText(box.adjusted(x, 0, -m.u(44), 0), Qt.AlignmentFlag.AlignVCenter, self.text())
            painter.setFont(ui_font(m.body))
            painter.setPen(QColor(tokens.second))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box.adjusted(0, 0, -m.s3, 0), right, str(self.count))
            if self.hasFocus():
                focus_ring(painter, box)
        finally:
            painter.end()


class Lectures(QWidget):
    """The panel. Arrows go from one reading to the next, which is shown at once."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self.buttons: list[ReadingButton] = []
        head = Heading(tr("Lectures"))
        head.closed.connect(self.closed)
        self._list = column(spacing=2)
        body = column(self._list, 1)
        body.setContentsMargins(m.s2, m.s2, m.s2, m.s2)
        scroll = scrolling(body)
        self.told = label("", "second", wrap=True)
        self.back = word_button("gauche", "", tip=tr("Lecture précédente"))
        self.forth = word_button("droite", "", tip=tr("Lecture suivante"))
        self.everything = word_button("", tr("Tout montrer"))
        for button, name in ((self.back, tr("Lecture précédente")), (self.forth, tr("Lecture suivante"))):
            button.setAccessibleName(name)
        self.back.clicked.connect(lambda: self.step(-1))
        self.forth.clicked.connect(lambda: self.step(1))
        self.everything.clicked.connect(lambda: session.show_reading(""))
        foot = column(self.told, row(self.back, self.forth, self.everything, spacing=6), spacing=8)
        foot.setContentsMargins(m.u(14), m.s2, m.u(14), m.s3)
        whole = column(head, scroll, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        session.patched.connect(lambda _: self.fill() if self.isVisible() else None)

    def fill(self) -> None:
        """Show the readings that tell something, and which one stands out."""
        from app.drawing import readings

        session = self._session
        records, drawn = session.document.records, session.drawn
        counts = {key: readings.counted(key, records, drawn) for key in ("", *readings.READINGS)}
        groups = _groups(timed=len({counts[key][0] for key in TEMPS} | {0}) > 2)
        listed = [(one, counts[one][0]) for _, group in groups for one, _ in group]
        key = tuple((one, count) for one, count in listed if count or one == session.reading)
        if key != tuple((button.key, button.count) for button in self.buttons):
            held = next((button.key for button in self.buttons if button.hasFocus()), None)
            emptied(self._list)
            self.buttons = []
            for title, group in groups:
                made = [
                    ReadingButton(one, name, counts[one][0])
                    for one, name in group
                    if counts[one][0] or one == session.reading
                ]
                if title and made:
                    caption = label(title, "label")
                    caption.setContentsMargins(look.metrics.s3, look.metrics.s3, 0, 0)
                    self._list.addWidget(caption)
                for button in made:
                    button.clicked.connect(lambda _=False, key=button.key: self._choose(key))
                    button.stepped.connect(self.step)
                    self._list.addWidget(button)
                self.buttons += made
            # What is made anew would come last for Tab: it is read before the foot.
            for one, following in pairwise([*self.buttons, self.back, self.forth, self.everything]):
                self.setTabOrder(one, following)
            for button in self.buttons:
                if button.key == held:
                    button.setFocus()
        for button in self.buttons:
            button.setChecked(button.key == session.reading)
        shown, total = counts[session.reading]
        self.told.setText(
            trn(
                shown,
                "{n} élément sur {total} est montré.",
                "{n} éléments sur {total} sont montrés.",
                total=total,
            )
        )
        self.everything.setEnabled(bool(session.reading))

    def step(self, by: int) -> None:
        """Show the next reading, or the one before; the last is followed by the first."""
        keys = [button.key for button in self.buttons]
        at = keys.index(self._session.reading) if self._session.reading in keys else 0
        self._choose(keys[(at + by) % len(keys)])

    def _choose(self, key: str) -> None:
        walked = any(button.hasFocus() for button in self.buttons)
        self._session.show_reading(key)
        self.fill()
        for button in self.buttons:
            if walked and button.key == key:
                button.setFocus(Qt.FocusReason.TabFocusReason)


def _groups(*, timed: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the readings under their titles; times say something only where not everything is there now."""
    times = [("passe", tr("Le passé")), ("present", tr("… et le présent")), ("futur", tr("… et le futur"))]
    at_play = [("ruptures", tr("Ruptures, signaux faibles")), ("amof", tr("Ce qui est dans l’AMOF"))]
    return [
        ("", [("", tr("Tout le poster"))]),
        (tr("Par domaine"), [(key, method.domaine(key)) for key in DOMAINES]),
        (tr("Dans le temps"), times if timed else []),
        (tr("Ce qui se joue"), at_play),
    ]
