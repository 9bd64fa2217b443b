"""Ctrl+K: a line and a list under the top bar; anything that can be done, found by its words and done by Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.basemap.names import tokens
from app.catalogue import words as method
from app.catalogue.model import Pictogram
from app.i18n import current, tr
from app.ui import doing, icons, keycaps, pictos, places
from app.ui.actions import registry, search
from app.ui.actions.action import Action, Section, section_word
from app.ui.controls import column, label, row, rule, ui_font
from app.ui.fields import Field
from app.ui.keys import told
from app.ui.rows import ROW, Index, Row, Rows, matched
from app.ui.style import look

if TYPE_CHECKING:
    from app.ui.workspace import Workspace

#: Rows in sight at once, pictograms that may answer, and communes.
SEEN, PICTOS, PLACES = 6, 4, 3
#: Sections whose actions are done to what is chosen.
OF_CHOICE: tuple[Section, ...] = ("choisir", "objets", "disposer", "sens")


def _opens(name: str, asked: str) -> bool:
    """Return whether a name begins with the words of ``asked``, the last of them perhaps not finished."""
    words, typed = tokens(name), tokens(asked)
    return bool(typed) and len(words) >= len(typed) and all(map(str.startswith, words, typed))


class Orders(QFrame):
    """The line and its answers. It lies over the sheet and leaves with Escape, a choice or a click elsewhere."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        m = look.metrics
        self._workspace = workspace
        self._focus: QWidget | None = None
        self.setObjectName("orders")
        self.field = Field()
        self.field.setObjectName("quick")
        self.field.setPlaceholderText(tr("Que voulez-vous faire\u202f?"))
        self.field.setAccessibleName(tr("Toutes les commandes"))
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        glass = label("")
        glass.setPixmap(icons.pixmap("chercher", m.u(22), look.tokens.second, self.devicePixelRatioF()))
        head = row(glass, self.field, spacing=6)
        head.setContentsMargins(m.s3, m.s1, m.s3, m.s1)
        self.rows = Rows(self)
        self.list = QListView()
        self.list.setObjectName("rows")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Delegate(self.list, workspace))
        self.list.setAccessibleName(tr("Commandes trouvées"))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.none = label(tr("Rien de ce nom. Essayez un autre mot."), "second", wrap=True)
        self.none.setContentsMargins(m.s4, m.s2, m.s4, m.s3)
        box = column(head, rule(), self.none, self.list, spacing=0)
        box.setContentsMargins(2, 2, 2, 2)  # the border
        self.setLayout(box)
        self.hide()

    def open(self) -> None:
        """Show the line, empty, with what was done last; close it when it is open already."""
        if self.isVisible():
            self.close_line()
            return
        self._focus = QApplication.focusWidget()
        self.field.clear()
        self._typed("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_line(self) -> None:
        """Leave, and give the focus back to where it was."""
        self.hide()
        (self._focus or self._workspace.canvas).setFocus()

    def place(self) -> None:
        """Lie under the top bar, in the middle of the sheet's room."""
        m, workspace = look.metrics, self._workspace
        width = min(m.u(560), workspace.width() - 2 * m.bench)
        room = workspace.canvas.geometry()
        left = min(max(room.center().x() - width // 2, m.bench), workspace.width() - m.bench - width)
        seen = min(SEEN, len(self.rows.rows))
        self.list.setFixedHeight(seen * _height() + (m.s1 if seen else 0))
        self.list.setVisible(bool(seen))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(left, workspace.top.height() + m.s2)

    # -- answers

    def _typed(self, text: str) -> None:
        asked = text.strip()
        found = search.found(asked)
        if not asked:
            recent = [registry.action(name) for name in self._workspace.kept.ordres if registry.known(name)]
            found = [*recent, *(each for each in found if each not in recent)]
        # What means nothing now comes after what does, as it would in a menu: there, but pale.
        found.sort(key=lambda each: not doing.able(self._workspace, each.id))
        rows, signs = [*map(self._row, found)], self._pictos(asked, slips=not found)
        # A pictogram of that very name comes before actions that only have to do with it.
        named = not any(_opens(each.label(), asked) for each in found)
        first = [each for each in signs if named and _opens(each.name, asked)]
        rows = [*first, *rows, *(each for each in signs if not any(each is one for one in first))]
        communes = self._communes(asked)
        # What answers only with a slip of the keyboard comes after a commune of that very name.
        meant = any(places.answers(f"{each.label()} {each.said()}", asked) for each in found)
        self.rows.show_rows([*rows, *communes] if meant else [*communes, *rows])
        self.none.setHidden(bool(self.rows.rows))
        if self.rows.rows:
            self.list.setCurrentIndex(self.rows.index(0))
            self.list.scrollToTop()
        self.place()

    def _row(self, action: Action[Any]) -> Row:
        picture = self._picture(action.icon, doing.able(self._workspace, action.id)) if action.icon else None
        detail = section_word(action.section)
        if action.section in OF_CHOICE and not self._workspace.session.selection:
            detail = tr("rien n’est choisi") if not doing.able(self._workspace, action.id) else detail
        return Row(action, action.label(), detail, self.field.text(), picture)

    def _picture(self, icon: str, able: bool) -> QPixmap:
        colour = look.tokens.text if able else look.tokens.disabled
        return icons.pixmap(icon, look.metrics.u(20), colour, self.devicePixelRatioF())

    def _pictos(self, asked: str, *, slips: bool) -> list[Row]:
        """Return pictograms that answer; slips are forgiven where no action answers."""
        if not asked:
            return []
        found = self._workspace.session.catalogue.search(asked, current())
        if not slips:
            found = [
                each
                for each in found
                if places.answers(f"{each.pictogram.name.said(current())} {each.why}", asked)
            ]
        side, ratio = look.metrics.u(26), self.devicePixelRatioF()
        return [
            Row(
                each.pictogram,
                each.pictogram.name.said(current()),
                method.domaine(each.pictogram.domaine) if each.pictogram.domaine else tr("Picto"),
                asked,
                pictos.pixmap(each.pictogram, side, ratio),
            )
            for each in found[:PICTOS]
        ]

    def _communes(self, asked: str) -> list[Row]:
        found = places.found(self._workspace.session.document, asked, PLACES)
        picture = icons.pixmap("lieux", look.metrics.u(20), look.tokens.text, self.devicePixelRatioF())
        return [Row(each, each.nom, tr("sur la carte"), asked, picture) for each in found]

    def _take(self, rank: int) -> None:
        if not 0 <= rank < len(self.rows.rows):
            return
        value = self.rows.rows[rank].value
        if isinstance(value, Pictogram):
            self.close_line()
            self._workspace.session.arm(value)
            self._workspace.canvas.setFocus()
        elif isinstance(value, places.Place):
            self.close_line()
            self._workspace.canvas.spot.show(value)
        elif doing.able(self._workspace, value.id):
            self.close_line()
            self._workspace.kept.done(value.id)
            doing.act(self._workspace, value.id)

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk, Enter does, Escape leaves; the focus that goes elsewhere closes the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at, last = self.list.currentIndex().row(), len(self.rows.rows) - 1
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}
            key = Qt.Key(event.key())
            if key in steps and last >= 0:
                self.list.setCurrentIndex(self.rows.index(min(last, max(0, at + steps[key]))))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(at)
                return True
            if key == Qt.Key.Key_Escape:
                self.close_line()
                return True
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            kept = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in kept:
                self.hide()
        return super().eventFilter(watched, event)


def _height() -> int:
    return look.metrics.u(42)


class _Delegate(QStyledItemDelegate):
    """An icon, the words, the section, and the keys at the right."""

    def __init__(self, parent: QObject, workspace: Workspace) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, _height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found, m, inks = index.data(ROW), look.metrics, look.tokens
        action = found.value if isinstance(found.value, Action) else None
        pale = action is not None and not doing.able(self._workspace, action.id)
        painter.save()
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(inks.chosen))
            painter.fillRect(QRectF(rect.x(), rect.y(), 4, rect.height()), QColor(inks.chosen_line))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(inks.hover))
        rect.adjust(m.s3, 0, -m.s3, 0)
        slot = m.u(28)
        if found.picture is not None:
            size = found.picture.deviceIndependentSize()
            painter.drawPixmap(
                QRectF(
                    rect.x() + (slot - size.width()) / 2,
                    rect.center().y() - size.height() / 2,
                    size.width(),
                    size.height(),
                ).topLeft(),
                found.picture,
            )
        rect.setLeft(rect.x() + slot + m.s2)
        session = self._workspace.session
        shown = told(action.keys, letters=session.hears(action.id)) if action is not None else ""
        if shown:
            keys = keycaps.caps(shown)
            keycaps.paint(painter, rect, keys, pale=pale)
            rect.setRight(rect.right() - keycaps.width(keys) - m.s3)
        small = ui_font(m.body)
        painter.setFont(small)
        painter.setPen(QColor(inks.disabled if pale else inks.second))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | middle, found.detail)
        rect.setRight(rect.right() - QFontMetricsF(small).horizontalAdvance(found.detail) - m.s3)
        painter.setPen(QColor(inks.disabled if pale else inks.text))
        x = rect.x()
        for text, bold in matched(found.name, found.asked):
            font = ui_font(m.large, QFont.Weight.Bold if bold else QFont.Weight.Normal)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.right() - x)
            painter.drawText(QRectF(x, rect.y(), rect.right() - x, rect.height()), middle, said)
            x += metrics.horizontalAdvance(said)
        painter.restore()
