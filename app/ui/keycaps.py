"""Keys as they are engraved: « Ctrl » « Maj » « D », in the words of the language, each in its cap."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.i18n import tr
from app.ui.controls import ui_font
from app.ui.keys import portable
from app.ui.style import look

_MAC = {"Ctrl": "⌘", "Alt": "⌥", "Shift": "⇧", "Meta": "⌃"}


def caps(sequence: str) -> list[str]:
    """Return what is engraved on each key of a sequence: « Ctrl+Shift+PgUp » is Ctrl, Maj, Page ↑."""
    plain = portable(sequence)
    # The key « + » ends a sequence by the sign that parts the others.
    keys = [*plain[:-1].split("+")[:-1], "+"] if plain.endswith("+") else plain.split("+")
    return [_engraved(each) for each in keys if each]


def said(sequence: str) -> str:
    """Return a sequence on one line: « Ctrl + D »."""
    return "\u00a0+\u00a0".join(caps(sequence))


def _engraved(key: str) -> str:
    if sys.platform == "darwin" and key in _MAC:
        return _MAC[key]
    words: dict[str, Callable[[], str]] = {
        "Shift": lambda: tr("Maj"),
        "Del": lambda: tr("Suppr"),
        "Backspace": lambda: tr("Retour"),
        "Return": lambda: tr("Entrée"),
        "Esc": lambda: tr("Échap"),
        "Space": lambda: tr("Espace"),
        "Home": lambda: tr("Début"),
        "End": lambda: tr("Fin"),
        "PgUp": lambda: tr("Page ↑"),
        "PgDown": lambda: tr("Page ↓"),
        "Up": lambda: "↑",
        "Down": lambda: "↓",
        "Left": lambda: "←",
        "Right": lambda: "→",
        "-": lambda: "−",
    }
    return words[key]() if key in words else key


def _font() -> QFont:
    return ui_font(look.metrics.small, QFont.Weight.DemiBold)


def _cap_width(word: str) -> float:
    m = look.metrics
    return max(QFontMetricsF(_font()).horizontalAdvance(word) + m.u(12), m.u(24))


def width(words: list[str]) -> float:
    """Return the width in px of keys side by side."""
    return sum(_cap_width(word) for word in words) + look.metrics.u(4) * max(0, len(words) - 1)


def paint(painter: QPainter, box: QRectF, words: list[str], *, pale: bool = False) -> None:
    """Paint keys at the right end of ``box``, in the middle of its height."""
    m, tokens = look.metrics, look.tokens
    x = box.right() - width(words)
    high = m.u(24)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_font())
    for word in words:
        cap = QRectF(x + 0.5, round(box.center().y() - high / 2) + 0.5, _cap_width(word) - 1, high - 1)
        painter.setPen(QPen(QColor(tokens.border if not pale else tokens.line), 1))
        painter.setBrush(QColor(tokens.panel))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(QColor(tokens.text if not pale else tokens.disabled))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, word)
        x += cap.width() + 1 + m.u(4)
    painter.restore()
