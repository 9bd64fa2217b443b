"""The search of pictograms by everyday words; each answer says why it is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from app.catalogue.model import Pictogram
from app.i18n import current, tr
from app.ui import pictos
from app.ui.controls import column, label, ui_font
from app.ui.rows import Row, RowDelegate, Rows
from app.ui.session import Session
from app.ui.style import look

SHOWN = 24


class Found(QWidget):
    """A field and its answers. Enter or a click arms the pictogram."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("train, école, ferme qui ferme…"))
        self.field.setAccessibleName(tr("Chercher un picto"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.rows = Rows(self)
        self.list = QListView()
        self.list.setObjectName("rows")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowDelegate(self.list, height=m.u(62), picture=m.u(38)))
        self.list.setAccessibleName(tr("Pictos trouvés"))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._arm(index.row()))
        self.none = label("", "second", wrap=True)
        self.none.setContentsMargins(m.s3, 0, m.s3, 0)
        head = column(self.field)
        head.setContentsMargins(m.s3, m.s3, m.s3, m.s1)
        box = column(head, self.none, self.list, spacing=4)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self._typed("")

    def _typed(self, text: str) -> None:
        asked = text.strip()
        language, side = current(), look.metrics.u(38)
        found = self._session.catalogue.search(asked, language)[:SHOWN] if asked else []
        ratio = self.devicePixelRatioF()
        self.rows.show_rows(
            [
                Row(
                    one.pictogram,
                    self._name(one.pictogram),
                    one.why,
                    asked,
                    pictos.pixmap(one.pictogram, side, ratio),
                )
                for one in found
            ]
        )
        if found:
            self.list.setCurrentIndex(self.rows.index(0))
        missing = bool(asked) and not found
        self.none.setText(tr("Aucun picto pour «\u00a0{mot}\u00a0».", mot=asked) if missing else "")
        self.none.setVisible(missing)

    @staticmethod
    def _name(pictogram: Pictogram) -> str:
        """Return the name, or the short one where the name would be cut."""
        m = look.metrics
        name = pictogram.name.said(current())
        room = m.search - 2 * m.s3 - m.u(38) - m.s3
        wide = QFontMetrics(ui_font(m.strong, QFont.Weight.Bold)).horizontalAdvance(name) > room
        return pictogram.short.said(current()) or name if wide else name

    def _arm(self, rank: int) -> None:
        if 0 <= rank < len(self.rows.rows):
            self._session.arm(self.rows.rows[rank].value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the answers from the field; Enter arms."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = self.list.currentIndex().row()
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up if self.rows.rows:
                    at += 1 if event.key() == Qt.Key.Key_Down else -1
                    self.list.setCurrentIndex(self.rows.index(max(0, min(len(self.rows.rows) - 1, at))))
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._arm(at)
                    return True
        return super().eventFilter(watched, event)
