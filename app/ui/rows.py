"""Rows of a list of answers: perhaps a picture, a name with what matched in bold, and a word of detail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.basemap.names import plain, tokens
from app.ui.controls import ui_font
from app.ui.style import look

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One answer. ``value`` is what it stands for; ``asked`` is what was typed."""

    value: Any
    name: str
    detail: str
    asked: str
    picture: QPixmap | None = None
    #: The detail in pieces, those that matched marked; else it is looked for in the detail itself.
    pieces: tuple[tuple[str, bool], ...] = ()


def matched(name: str, asked: str) -> list[tuple[str, bool]]:
    """Return ``name`` in pieces, those that answer to ``asked`` marked: the beginnings of its words."""
    wanted = tokens(asked)
    pieces: list[tuple[str, bool]] = []
    for word in re.findall(r"\w+|\W+", name):
        hit = next((one for one in wanted if word[0].isalnum() and plain(word).startswith(one)), "")
        if hit:
            # Letters may have weighed two signs (œ): take the shortest beginning that says as much.
            length = next(
                n for n in range(1, len(word) + 1) if plain(word[:n]).startswith(hit) or n == len(word)
            )
            pieces += [(word[:length], True), (word[length:], False)]
        else:
            pieces.append((word, False))
    return [piece for piece in pieces if piece[0]]


class Rows(QAbstractListModel):
    """The answers, in order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        """Replace every answer."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many answers there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the answer itself, or its words for screen readers."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.name}, {row.detail}" if row.detail else row.name
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints an answer on one line (detail at the right) or, with a picture, on two."""

    def __init__(self, parent: QObject, *, height: int, picture: int = 0) -> None:
        super().__init__(parent)
        self._height, self._picture = height, picture

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row as wide as the list."""
        return QSize(10, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one answer; the current one has a bar, a tint and bold words."""
        row, m, tokens_ = index.data(ROW), look.metrics, look.tokens
        painter.save()
        rect = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens_.chosen))
            painter.fillRect(QRectF(rect.x(), rect.y(), 4, rect.height()), QColor(tokens_.chosen_line))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens_.hover))
        rect.adjust(m.s3, 0, -m.s3, 0)
        if self._picture:
            if row.picture is not None:
                top = rect.y() + (rect.height() - self._picture) / 2
                painter.drawPixmap(QRectF(rect.x(), top, self._picture, self._picture).topLeft(), row.picture)
            rect.setLeft(rect.x() + self._picture + m.s3)
            upper = QRectF(rect.x(), rect.y() + m.s2, rect.width(), m.u(22))
            lower = QRectF(rect.x(), upper.bottom(), rect.width(), m.u(20))
            painter.setPen(QColor(tokens_.text))
            self._pieces(painter, upper, [(row.name, True)], m.strong)
            painter.setPen(QColor(tokens_.second))
            self._pieces(painter, lower, list(row.pieces) or matched(row.detail, row.asked), m.body)
        else:
            self._line(painter, rect, row)
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, row: Row) -> None:
        """Paint the name with its detail at the end of the line, or under it where the line is too short."""
        m, tokens_ = look.metrics, look.tokens
        name = matched(row.name, row.asked)
        beside = QFontMetrics(ui_font(m.body)).horizontalAdvance(row.detail) + m.s3
        if self._width(name, m.large) + beside <= box.width():
            painter.setFont(ui_font(m.body))
            painter.setPen(QColor(tokens_.second))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, row.detail)
            painter.setPen(QColor(tokens_.text))
            self._pieces(painter, box.adjusted(0, 0, -beside, 0), name, m.large)
            return
        middle = box.y() + box.height() * 0.56
        painter.setPen(QColor(tokens_.text))
        self._pieces(painter, QRectF(box.x(), box.y(), box.width(), middle - box.y()), name, m.strong)
        painter.setPen(QColor(tokens_.second))
        under = QRectF(box.x(), middle, box.width(), box.bottom() - middle - 2)
        self._pieces(painter, under, [(row.detail, False)], m.small)

    @staticmethod
    def _width(pieces: list[tuple[str, bool]], size: int) -> int:
        weights = (QFont.Weight.Normal, QFont.Weight.Bold)
        return sum(
            QFontMetrics(ui_font(size, weights[bold])).horizontalAdvance(text) for text, bold in pieces
        )

    @staticmethod
    def _pieces(painter: QPainter, box: QRectF, pieces: list[tuple[str, bool]], size: int) -> None:
        x = box.x()
        for text, bold in pieces:
            font = ui_font(size, QFont.Weight.Bold if bold else QFont.Weight.Normal)
            painter.setFont(font)
            metrics = QFontMetrics(font)
            room = box.right() - x
            said = (
                text
                if metrics.horizontalAdvance(text) <= room
                else metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            )
            painter.drawText(QRectF(x, box.y(), room, box.height()), Qt.AlignmentFlag.AlignVCenter, said)
            x += metrics.horizontalAdvance(said)
            if said != text:
                return
