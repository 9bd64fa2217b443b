"""The rows of « Ce qu’il y a sur la feuille »: what they tell, and how they are painted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.drawing import theme
from app.poster.choices import DOMAINES
from app.poster.records import ITEM_TYPES, Mark, Photo, PostIt, Texte, Trace
from app.ui import icons, pictos
from app.ui.contents import TITLE, Contents, Entry, Told
from app.ui.controls import focus_ring, ui_font
from app.ui.rows import ROW, Index
from app.ui.session import Session
from app.ui.style import look

_ROOT = QModelIndex()
#: The icons of what is not drawn from the catalogue.
ICONS = {PostIt: "postit", Texte: "texte", Trace: "crayon", Photo: "image"}
#: Of parts of the sheet, by section.
PARTS = {"feuille": "acteurs", "message": "lectures", "legende": "semis", "amof": "amof"}
MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Things(QAbstractListModel):
    """The rows, in order. Words are made for the rows that somebody sees or hears."""

    def __init__(self, parent: QObject, session: Session, contents: Contents) -> None:
        super().__init__(parent)
        self._session = session
        self.contents = contents
        self.rows: list[Entry] = []
        #: Sections of which only the head is shown.
        self.folded: frozenset[str] = frozenset()
        self._ranks: dict[tuple[str, str], int] = {}

    def show_rows(self, rows: list[Entry]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.rows = rows
        self._ranks = {(entry.section, entry.uid): rank for rank, entry in enumerate(rows)}
        self.endResetModel()

    def told_again(self) -> None:
        """Tell that the words of the same rows may have changed."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def at(self, section: str, uid: str) -> int:
        """Return the rank of a row, -1 when it is not there."""
        return self._ranks.get((section, uid), -1)

    def is_item(self, uid: str) -> bool:
        """Return whether a row is a thing that can be chosen on the sheet, not a part of it."""
        return isinstance(self._session.document.get(uid), ITEM_TYPES)

    def opened(self, section: str) -> bool:
        """Return whether the rows of a section are shown."""
        rank = self.at(section, "") + 1
        return 0 < rank < len(self.rows) and bool(self.rows[rank].uid)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row itself, its name to be typed at, or its sentence for screen readers."""
        if not 0 <= index.row() < len(self.rows):
            return None
        entry = self.rows[index.row()]
        if role == ROW:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self.contents.told(entry.uid).name if entry.uid else self.contents.title(entry.section)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if entry.uid:
                return self.contents.sentence(entry.uid)
            return self.contents.head(entry, opened=self.opened(entry.section))
        return None


class Painted(QStyledItemDelegate):
    """A thing on two lines beside its sign; the head of a section on one, with how many things it has."""

    def __init__(self, parent: QWidget, session: Session, things: Things) -> None:
        super().__init__(parent)
        self._session, self._things, self._list = session, things, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row as wide as the list; heads are lower."""
        m = look.metrics
        return QSize(10, m.u(48) if self._things.rows[index.row()].uid else max(m.target, m.u(34)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; what is chosen has a bar and a tint, where the keys are there is a ring."""
        entry, rect = self._things.rows[index.row()], QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.uid:
            self._ground(painter, rect, option)
            self._thing(painter, rect, entry)
        else:
            self._head(painter, rect, entry, hovered=bool(option.state & QStyle.StateFlag.State_MouseOver))
        if self._list.hasFocus() and option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, rect.adjusted(1, 0, -1, 0))
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        tokens = look.tokens
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.chosen))
            painter.fillRect(QRectF(rect.x(), rect.y(), 4, rect.height()), QColor(tokens.chosen_line))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.hover))

    def _head(self, painter: QPainter, rect: QRectF, entry: Entry, *, hovered: bool) -> None:
        m, tokens = look.metrics, look.tokens
        painter.fillRect(rect, QColor(tokens.hover if hovered else tokens.page))
        side = m.u(14)
        arrow = "bas" if self._things.opened(entry.section) else "droite"
        box = QRectF(rect.x() + m.s3, rect.center().y() - side / 2, side, side)
        icons.paint(painter, arrow, box, tokens.second)
        x = box.right() + m.s2
        if entry.section in DOMAINES:
            dot = m.u(12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.domaine(entry.section).ink))
            painter.drawRoundedRect(QRectF(x, rect.center().y() - dot / 2, dot, dot), 3, 3)
            x += dot + m.s2
        painter.setFont(ui_font(m.body, QFont.Weight.Bold))
        painter.setPen(QColor(tokens.text))
        painter.drawText(
            QRectF(x, rect.y(), rect.right() - x - m.u(48), rect.height()),
            MIDDLE,
            self._things.contents.title(entry.section),
        )
        painter.setFont(ui_font(m.body))
        painter.setPen(QColor(tokens.second))
        painter.drawText(
            rect.adjusted(0, 0, -m.u(14), 0), MIDDLE | Qt.AlignmentFlag.AlignRight, str(entry.count)
        )

    def _thing(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        m, tokens = look.metrics, look.tokens
        told = self._things.contents.told(entry.uid)
        side = m.u(30)
        self._sign(painter, QRectF(rect.x() + m.u(14), rect.center().y() - side / 2, side, side), entry)
        left, right = rect.x() + m.u(14) + side + m.s3, rect.right() - m.u(14)
        upper = QRectF(left, rect.y() + m.u(5), right - left, m.u(20))
        lower = QRectF(left, upper.bottom(), right - left, m.u(18))
        upper.setRight(self._states(painter, upper, told))
        font = ui_font(m.strong, QFont.Weight.DemiBold)
        font.setStrikeOut(told.struck)
        self._elided(painter, upper, told.name, font, tokens.second if told.struck else tokens.text)
        self._elided(painter, lower, told.detail, ui_font(m.small), tokens.second)

    @staticmethod
    def _states(painter: QPainter, box: QRectF, told: Told) -> float:
        """Paint the padlock and the sign of groups at the right; return where the words must end."""
        side, right = look.metrics.u(15), box.right()
        for on, name in ((told.locked, "cadenas"), (told.grouped, "grouper")):
            if on:
                right -= side
                icons.paint(
                    painter,
                    name,
                    QRectF(right, box.center().y() - side / 2, side, side),
                    look.tokens.second,
                )
                right -= look.metrics.s1
        return right

    @staticmethod
    def _elided(painter: QPainter, box: QRectF, words: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        said = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, MIDDLE, said)

    def _sign(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        """Paint what stands for a row: the drawing of the catalogue, the paper of a post-it, else an icon."""
        record = self._session.document.get(entry.uid)
        row = self._things.contents.row(entry.uid)
        subject = row.subject if row is not None else record
        pictogram = self._session.drawn.get(subject.picto) if isinstance(subject, Mark) else None
        if pictogram is not None and isinstance(subject, Mark):
            ratio = self._list.devicePixelRatioF()
            domaine = subject.domaine or pictogram.domaine
            painter.drawPixmap(box.topLeft(), pictos.pixmap(pictogram, round(box.width()), ratio, domaine))
            return
        if isinstance(record, PostIt):
            paper = theme.POSTITS.get(record.couleur, theme.POSTITS["jaune"])
            painter.setPen(QPen(QColor(paper.edge), 1))
            painter.setBrush(QColor(paper.fill))
            inset = box.width() * 0.12
            painter.drawRect(box.adjusted(inset, inset, -inset, -inset))
            return
        name = "texte" if entry.uid == TITLE else PARTS.get(entry.section, "")
        name = next((icon for kind, icon in ICONS.items() if isinstance(subject, kind)), name or "zone")
        colour = getattr(subject, "couleur", "") or look.tokens.second
        inset = box.width() * 0.15
        icons.paint(painter, name, box.adjusted(inset, inset, -inset, -inset), colour)
