"""The territories taken so far, each with its cross, on two lines at most: the newest are in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.i18n import tr, trn
from app.ui.controls import ui_font, word_button
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate

LINES = 2
#: Buttons made at most: more would never fit two lines.
MOST = 24
#: The widest chip, in units.
WIDEST = 230


class Chips(QWidget):
    """One button for each unit; what does not fit is counted, and all of it can be given back at once."""

    given_back = Signal(object)
    #: Those that do not fit were given back together.
    rest_given_back = Signal(object)

    def __init__(self, kind: str = "chip", lead: QPushButton | None = None) -> None:
        """``lead`` comes before the first of them."""
        super().__init__()
        self._kind, self._lead = kind, lead
        if lead is not None:
            lead.setParent(self)
        self._units: list[Candidate] = []
        self._buttons: list[QPushButton] = []
        self._rest = word_button("fermer", "", kind, tip=tr("retirer"))
        self._rest.setParent(self)
        self._rest.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._rest.clicked.connect(self._give_rest)
        self._rest.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_units(self, units: Sequence[Candidate]) -> None:
        """Show a button for each of ``units``."""
        for button in self._buttons:
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._units = list(units)
        self._buttons = [self._button(one) for one in units[-MOST:]]
        self._order()
        self.setVisible(bool(units) or self._lead is not None)
        self._place()

    def _order(self) -> None:
        """Let Tab come to the buttons where they are read: after the lead, else before what is under them."""
        before = self._lead if self._lead is not None else self._rest
        for button in self._buttons:
            QWidget.setTabOrder(before, button)
            before = button

    def _button(self, one: Candidate) -> QPushButton:
        button = word_button("fermer", one.nom, self._kind, tip=tr("retirer"))
        room = look.metrics.u(WIDEST) - look.metrics.u(56)
        font = ui_font(look.metrics.body)
        button.setText(f" {QFontMetrics(font).elidedText(one.nom, Qt.TextElideMode.ElideRight, room)}")
        button.setToolTip(f"{one.nom}, {one.detail}")
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.clicked.connect(lambda: self.given_back.emit(one))
        button.setParent(self)
        return button

    def _give_rest(self) -> None:
        shown = sum(not button.isHidden() for button in self._buttons)
        self.rest_given_back.emit(self._units[: len(self._units) - shown])

    def sizeHint(self) -> QSize:
        """Return as many lines as there are."""
        return QSize(look.metrics.u(200), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the buttons in lines again."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._place()

    def _place(self) -> None:
        """Lay the newest buttons in lines, from the last back; those that do not fit are counted in one."""
        shown = len(self._buttons)
        while not self._laid(shown) and shown > 0:
            shown -= 1
        for rank, button in enumerate(self._buttons):
            button.setVisible(rank >= len(self._buttons) - shown)
        self.setFixedHeight(self._height)

    def _laid(self, shown: int) -> bool:
        """Lay ``shown`` buttons; return whether they fit."""
        hidden = len(self._units) - shown
        self._rest.setVisible(hidden > 0)
        if hidden:
            self._rest.setText(f" {trn(hidden, '{n} autre', '{n} autres')}")
            self._rest.setAccessibleName(trn(hidden, "{n} autre, retirer", "{n} autres, retirer"))
        row = [] if self._lead is None else [self._lead]
        row += [self._rest] if hidden else []
        row += self._buttons[len(self._buttons) - shown :]
        gap, x, line = look.metrics.u(6), 0, 0
        height = max((button.sizeHint().height() for button in row), default=0)
        for button in row:
            width = max(button.sizeHint().width(), button.minimumWidth())
            if x and x + width > self.width():
                x, line = 0, line + 1
            button.setGeometry(x, line * (height + gap), min(width, self.width()), height)
            x += width + gap
        self._height = (line + 1) * height + line * gap
        return line < LINES

    _height = 0
