"""The strip that tells in a line or two what a pictogram means and when to use it. Its height never changes."""

from __future__ import annotations

import html

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel

from app.catalogue.model import Pictogram
from app.i18n import current
from app.ui.controls import column, ui_font
from app.ui.style import look


class Told(QFrame):
    """Tells what is pointed at, else what has the focus; ``usual`` is what it says of nothing."""

    def __init__(self, lines: int, *, size: int, named: bool = False, usual: str = "") -> None:
        super().__init__()
        self.setObjectName("panel")
        self._lines, self._named, self._usual = lines, named, usual
        self._pointed: Pictogram | None = None
        self._focused: Pictogram | None = None
        self._font = ui_font(size)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setFont(self._font)
        self.words.setStyleSheet(f"font-size: {size}px;")
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        m = look.metrics
        box = column(self.words)
        box.setContentsMargins(m.s2, m.s2, m.s2 - 2, m.s1)
        self.setLayout(box)
        self.setFixedHeight(lines * QFontMetrics(self._font).lineSpacing() + m.s3)
        self._show()

    @property
    def shown(self) -> Pictogram | None:
        """The pictogram that it tells of."""
        return self._pointed or self._focused

    def point(self, pictogram: Pictogram | None) -> None:
        """Tell of what the pointer came to."""
        self._pointed = pictogram
        self._show()

    def focus(self, pictogram: Pictogram | None) -> None:
        """Tell of what the focus came to, when nothing is pointed at."""
        self._focused = pictogram
        self._show()

    def clear(self) -> None:
        """Tell of nothing."""
        self._pointed = self._focused = None
        self._show()

    def _show(self) -> None:
        one = self.shown
        if one is None:
            self.words.setText(f'<span style="color:{look.tokens.second}">{html.escape(self._usual)}</span>')
            return
        name = one.name.said(current()) if self._named else ""
        meaning, when = one.meaning.said(current()), one.when.said(current())
        meaning, when = self._fitting(name, meaning, when)
        parts = [f"<b>{html.escape(name)}</b><br>" if name else "", html.escape(meaning)]
        if when:
            parts.append(f' <span style="color:{look.tokens.second}">{html.escape(when)}</span>')
        self.words.setText("".join(parts))

    def _fitting(self, name: str, meaning: str, when: str) -> tuple[str, str]:
        """Leave out the end of what people wrote at length themselves; shipped words are shorter than the strip."""
        if self._fits(name, f"{meaning} {when}"):
            return meaning, when
        words = meaning.split()
        while words and not self._fits(name, " ".join(words) + "…"):
            words.pop()
        return (" ".join(words) + "…" if len(words) < len(meaning.split()) else meaning), ""

    def _fits(self, name: str, text: str) -> bool:
        width = self.contentsRect().width() - look.metrics.s4
        wrap = Qt.TextFlag.TextWordWrap
        metrics = QFontMetrics(self._font)
        taken = metrics.boundingRect(QRect(0, 0, width, 10_000), wrap, text).height()
        if name:
            bold = QFont(self._font)
            bold.setWeight(QFont.Weight.Bold)
            taken += QFontMetrics(bold).boundingRect(QRect(0, 0, width, 10_000), wrap, name).height()
        return taken <= self._lines * metrics.lineSpacing() + 1
