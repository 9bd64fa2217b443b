"""F1: every key and gesture in one place of the window, by section, large enough for the back of the hall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui import doing, keycaps, keys
from app.ui.actions import registry, search
from app.ui.actions.action import SECTIONS, Action, Section, section_word
from app.ui.actions.gestures import gestures
from app.ui.controls import close_button, column, emptied, label, row, scrolling, ui_font, word_button
from app.ui.fields import Field
from app.ui.style import look

if TYPE_CHECKING:
    from app.ui.workspace import Workspace

#: The narrowest column, and the height of a line and of a heading, in units.
COLUMN, LINE, HEADING = 284, 28, 42
#: The room between two columns.
GAP = 32


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the sheet: what is done, and the keys or movements that do it."""

    section: Section
    label: str
    said: str
    keys: tuple[str, ...]
    #: Whether its keys do nothing now: letters are switched off.
    off: bool = False


def _every(_: str) -> bool:
    return True


def lines(hears: Callable[[str], bool] = _every, *, wheel_zooms: bool = False) -> list[Told]:
    """Return every line of the sheet, section after section: actions with keys, gestures, the other actions."""
    found: list[Told] = []
    hands = gestures(wheel_zooms=wheel_zooms)
    for section in SECTIONS:
        actions = [_told(each, letters=hears(each.id)) for each in registry.of(section)]
        by_hand = [
            Told(section, each.label(), "", tuple(each.how())) for each in hands if each.section == section
        ]
        found += [each for each in actions if each.keys]
        found += by_hand
        found += [each for each in actions if not each.keys]
    return found


def _told(action: Action[Any], *, letters: bool) -> Told:
    """Return the line of an action; keys that do nothing now are still told."""
    acting = keys.told(action.keys, letters=letters)
    shown = acting or (action.keys[0] if action.keys else "")
    caps = tuple(keycaps.caps(shown)) if shown else ()
    return Told(action.section, action.label(), action.said(), caps, off=bool(shown) and not acting)


class Line(QWidget):
    """What is done at the left, its keys at the right."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told
        self.setAccessibleName(", ".join((told.label, " + ".join(told.keys))) if told.keys else told.label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a line of the sheet."""
        return QSize(look.metrics.u(COLUMN), look.metrics.u(LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words and the keys."""
        m, tokens = look.metrics, look.tokens
        painter = QPainter(self)
        try:
            box = QRectF(self.rect())
            caps = list(self.told.keys)
            if caps:
                keycaps.paint(painter, box, caps, pale=self.told.off)
                box.setRight(box.right() - keycaps.width(caps) - m.s3)
            font = ui_font(m.large)
            painter.setFont(font)
            painter.setPen(QColor(tokens.disabled if self.told.off else tokens.text))
            said = QFontMetrics(font).elidedText(
                self.told.label, Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, said)
        finally:
            painter.end()


class Shortcuts(QFrame):
    """The sheet. It lies over the window under the top bar; Escape closes it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        m = look.metrics
        self._workspace = workspace
        self._focus: QWidget | None = None
        self._columns = 0
        self.setObjectName("sheet")
        self.setAccessibleName(tr("Raccourcis et gestes"))
        self.field = Field()
        self.field.setPlaceholderText(tr("Chercher\u00a0: copier, zoom, ordre…"))
        self.field.setAccessibleName(tr("Chercher un raccourci"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(m.u(340))
        self.field.textChanged.connect(lambda _: self._fill())
        self.field.installEventFilter(self)
        self.print = word_button("exporter", tr("Imprimer l’aide-mémoire"))
        self.print.clicked.connect(self._print)
        cross = close_button(tr("Fermer les raccourcis"))
        cross.clicked.connect(self.close_sheet)
        #: Where Tab stops, in the order of reading.
        self._stops: tuple[QWidget, ...] = (self.field, self.print, cross)
        head = row(label(tr("Raccourcis et gestes"), "heading"), self.field, 1, self.print, cross, spacing=16)
        head.setContentsMargins(m.s5, m.s3, m.s3, m.s2)
        self.off = label(
            tr("Les lettres seules sont éteintes\u00a0: en gris, ce qu’elles feraient sur la feuille."),
            "second",
        )
        self.off.setContentsMargins(m.s5, 0, m.s5, m.s1)
        self.none = label(tr("Rien de ce nom. Essayez un autre mot."), "large")
        self.none.setContentsMargins(m.s5, m.s4, m.s5, m.s4)
        self._body = QHBoxLayout()
        self._body.setContentsMargins(m.s5, 0, m.s5, m.s4)
        self._body.setSpacing(m.u(GAP))
        self.area = scrolling(self._body)
        box = column(head, self.off, self.none, self.area, spacing=0)
        box.setStretch(3, 1)
        self.setLayout(box)
        self.hide()

    def open(self) -> None:
        """Show the sheet; close it when it is open already."""
        if self.isVisible():
            self.close_sheet()
            return
        self._focus = QApplication.focusWidget()
        self.field.clear()
        self.off.setVisible(not self._workspace.session.letters)
        self._columns = 0
        self.show()
        self.place()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_sheet(self) -> None:
        """Leave, and give the focus back to where it was."""
        self.hide()
        (self._focus or self._workspace.canvas).setFocus()

    def _print(self) -> None:
        # The marge, which says where the card is, lies under the sheet.
        self.close_sheet()
        doing.act(self._workspace, "aide_memoire")

    def place(self) -> None:
        """Take the window under the top bar, in as many columns as it has room for."""
        workspace, m = self._workspace, look.metrics
        top = workspace.top.height()
        self.setGeometry(0, top, workspace.width(), workspace.height() - top)
        columns = max(1, (workspace.width() - 2 * m.s5) // m.u(COLUMN + GAP))
        if self.isVisible() and columns != self._columns:
            self._columns = columns
            self._fill()

    def _fill(self) -> None:
        """Show the lines that answer to what is typed, headings included, in columns of about one height."""
        asked, kept = self.field.text().strip(), self._workspace.kept
        found = lines(self._workspace.session.hears, wheel_zooms=kept.molette_zoome)
        if asked:
            found = [each for each in found if search.score(asked, each.label, _words(each), each.section)]
        self.none.setVisible(not found)
        emptied(self._body)
        units = {section: [each for each in found if each.section == section] for section in SECTIONS}
        shown = [(section, units[section]) for section in SECTIONS if units[section]]
        total = sum(len(each) * LINE + HEADING for _, each in shown)
        high, done = 0, 0
        box = self._column()
        for section, told in shown:
            tall = len(told) * LINE + HEADING
            # A section goes where most of it falls.
            if high and done < self._columns - 1 and high + tall / 2 > total / self._columns:
                box, high, done = self._column(), 0, done + 1
            heading = label(section_word(section), "section")
            heading.setFixedHeight(look.metrics.u(HEADING))
            box.insertWidget(box.count() - 1, heading)
            for each in told:
                box.insertWidget(box.count() - 1, Line(each))
            high += tall
        for _ in range(self._columns - 1 - done):
            self._column()
        self.area.verticalScrollBar().setValue(0)

    def _column(self) -> QVBoxLayout:
        box = column(1, spacing=0)
        self._body.addLayout(box, 1)
        return box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and pages scroll from the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            bar, page = self.area.verticalScrollBar(), self.area.viewport().height()
            steps = {
                Qt.Key.Key_Down: LINE,
                Qt.Key.Key_Up: -LINE,
                Qt.Key.Key_PageDown: page - LINE,
                Qt.Key.Key_PageUp: LINE - page,
            }
            if (step := steps.get(Qt.Key(event.key()))) is not None:
                bar.setValue(bar.value() + step)
                return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab on the sheet: nobody sees what lies under it."""
        stops, now = self._stops, self.focusWidget()
        at = stops.index(now) if now in stops else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
            return
        super().keyPressEvent(event)


def _words(told: Told) -> str:
    """Return the words that find a line besides its label: its keys too."""
    return " ".join((told.said, *told.keys))
