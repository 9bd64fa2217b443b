"""The search of pictograms by everyday words; each answer says why it is one, the last row invents what is missing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QPushButton, QWidget

from app.basemap.names import plain
from app.catalogue.model import Pictogram
from app.catalogue.search import marked
from app.i18n import current, tr
from app.ui import icons, pictos, places
from app.ui.controls import column, label, row, ui_font, word_button
from app.ui.fields import Field
from app.ui.planche import PLANCHE
from app.ui.rows import Row, RowDelegate, Rows
from app.ui.session import Session
from app.ui.style import look
from app.ui.tile import THRESHOLD
from app.ui.told import Told

#: Communes of the map that may answer.
PLACES = 3
#: Words that ask for the table of structures, and how many letters of one are enough: fewer may mean anything.
TABLE = ("tableau", "planche", "grille", "brunet", "structures", "choremes")
ENOUGH = 5
LINES = 5


class Found(QWidget):
    """A field and its answers. Enter or a click arms the pictogram."""

    dragged = Signal(object, QPoint)
    menu_asked = Signal(object, QPoint)
    #: A commune of the map, to be shown there.
    place_asked = Signal(object)
    #: What was looked for, to be invented.
    invent_asked = Signal(str)
    planche_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self._pressed: tuple[QPoint, Pictogram] | None = None
        self.field = Field()
        self.field.setPlaceholderText(tr("train, école, votre commune…"))
        self.field.setAccessibleName(tr("Chercher un picto"))
        self.field.setClearButtonEnabled(True)
        glass = label("")
        glass.setPixmap(icons.pixmap("chercher", m.u(20), look.tokens.text, self.devicePixelRatioF()))
        inside = row(glass, 1)
        inside.setContentsMargins(m.u(10), 0, 0, 0)
        self.field.setLayout(inside)
        self.field.setTextMargins(m.u(26), 0, 0, 0)
        self.field.textChanged.connect(self._typed)
        self.told = Told(LINES, size=m.caption)
        self.rows = Rows(self)
        self.list = QListView()
        self.list.setObjectName("rows")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowDelegate(self.list, height=m.u(62), picture=m.u(38)))
        self.list.setAccessibleName(tr("Pictos et communes trouvés"))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.list.entered.connect(lambda index: self.told.point(self._picto(index.row())))
        self.list.selectionModel().currentChanged.connect(
            lambda index, _: self.told.focus(self._picto(index.row()))
        )
        self.none = label("", "second", wrap=True)
        self.none.setContentsMargins(m.s3, 0, m.s3, 0)
        self.invent = self._last("inventer")
        self.invent.clicked.connect(lambda: self.invent_asked.emit(self.field.text().strip()))
        self.table = self._last("tableau")
        self.table.setText(f" {tr('Tableau des structures')}")
        self.table.clicked.connect(self.planche_asked)
        for one in (self.field, self.invent, self.list.viewport()):
            one.installEventFilter(self)
        head = column(self.field)
        head.setContentsMargins(m.s3, m.s3, m.s3, m.s1)
        foot = QFrame()
        foot.setObjectName("footer")
        last = column(self.told, self.invent, self.table, spacing=0)
        last.setContentsMargins(m.s1, m.s1, m.s1, m.s1)
        foot.setLayout(last)
        self.setLayout(column(head, self.none, self.list, foot, spacing=4))
        self._typed("")

    @staticmethod
    def _last(icon: str) -> QPushButton:
        button = word_button(icon, "", "fold")
        button.setMinimumHeight(look.metrics.u(48))
        return button

    def refresh(self) -> None:
        """Look again: the catalogue has changed."""
        self._typed(self.field.text())

    def _typed(self, text: str) -> None:
        asked = text.strip()
        language, side = current(), look.metrics.u(38)
        found = self._session.catalogue.search(asked, language) if asked else []
        ratio = self.devicePixelRatioF()
        rows = [
            Row(
                one.pictogram,
                self._name(one.pictogram),
                one.why,
                asked,
                pictos.pixmap(one.pictogram, side, ratio),
                tuple(marked(one.why, asked)),
            )
            for one in found
        ]
        words = plain(asked).split()
        if any(len(word) >= ENOUGH and any(one.startswith(word) for one in TABLE) for word in words):
            picture = icons.pixmap("tableau", side, look.tokens.text, ratio)
            detail = tr("les 28 structures de Brunet")
            rows.insert(0, Row(PLANCHE, tr("Tableau des structures"), detail, asked, picture))
        communes = self._communes(asked)
        # A commune of that very name is meant, unless a pictogram begins so too.
        meant = any(places.answers(f"{row.name} {row.detail}", asked) for row in rows)
        rows = [*rows, *communes] if meant else [*communes, *rows]
        self.told.clear()
        self.rows.show_rows(rows)
        if rows:
            self.list.setCurrentIndex(self.rows.index(0))
        self.none.setText("" if rows or not asked else tr("Aucun picto pour «\u00a0{mot}\u00a0».", mot=asked))
        self.none.setVisible(bool(asked) and not rows)
        self.told.setVisible(bool(rows))
        self.invent.setVisible(bool(asked))
        self.table.setVisible(not asked)
        said = tr("Inventer «\u00a0{mot}\u00a0»", mot=asked)
        self.invent.setAccessibleName(said)
        room = look.metrics.search - look.metrics.u(60)
        self.invent.setText(
            " " + QFontMetrics(self.invent.font()).elidedText(said, Qt.TextElideMode.ElideMiddle, room)
        )

    def _communes(self, asked: str) -> list[Row]:
        found = places.found(self._session.document, asked, PLACES)
        side = look.metrics.u(38)
        picture = icons.pixmap("lieux", side, look.tokens.text, self.devicePixelRatioF())
        return [Row(each, each.nom, tr("sur la carte"), asked, picture) for each in found]

    @staticmethod
    def _name(pictogram: Pictogram) -> str:
        """Return the name, or the short one where the name would be cut."""
        m = look.metrics
        name = pictogram.name.said(current())
        room = m.search - 2 * m.s3 - m.u(38) - m.s3
        wide = QFontMetrics(ui_font(m.strong, QFont.Weight.Bold)).horizontalAdvance(name) > room
        return pictogram.short.said(current()) or name if wide else name

    def _picto(self, rank: int) -> Pictogram | None:
        value = self.rows.rows[rank].value if 0 <= rank < len(self.rows.rows) else None
        return value if isinstance(value, Pictogram) else None

    def _take(self, rank: int) -> None:
        pictogram = self._picto(rank)
        if pictogram is not None:
            self._session.arm(pictogram)
        elif 0 <= rank < len(self.rows.rows) and isinstance(self.rows.rows[rank].value, places.Place):
            self.place_asked.emit(self.rows.rows[rank].value)
        elif 0 <= rank < len(self.rows.rows):
            self.planche_asked.emit()
        elif self.field.text().strip():
            self.invent_asked.emit(self.field.text().strip())

    def _menu(self, at: QPoint) -> None:
        pictogram = self._picto(self.list.indexAt(at).row())
        if pictogram is not None:
            self.menu_asked.emit(pictogram, self.list.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk through the answers from the field, then to the last row; Enter arms; a drag lays."""
        if watched is self.list.viewport():
            return self._over_rows(event) or super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            at = self.list.currentIndex().row()
            down = event.key() == Qt.Key.Key_Down
            match event.key():
                case Qt.Key.Key_Up if watched is self.invent:
                    self.field.setFocus()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter if watched is self.invent:
                    self.invent.click()
                    return True
                case Qt.Key.Key_Down if watched is self.field and at + 1 >= len(self.rows.rows):
                    (self.invent if self.invent.isVisibleTo(self) else self.table).setFocus(
                        Qt.FocusReason.TabFocusReason
                    )
                    return True
                case Qt.Key.Key_Down | Qt.Key.Key_Up if watched is self.field and self.rows.rows:
                    self.list.setCurrentIndex(self.rows.index(max(0, at + (1 if down else -1))))
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter if watched is self.field:
                    self._take(at)
                    return True
        return super().eventFilter(watched, event)

    def _over_rows(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.told.point(None)
        if not isinstance(event, QMouseEvent):
            return False
        here = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            pictogram = self._picto(self.list.indexAt(here).row())
            self._pressed = (here, pictogram) if pictogram is not None else None
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            start, pictogram = self._pressed
            if max(abs(here.x() - start.x()), abs(here.y() - start.y())) > THRESHOLD:
                self._pressed = None
                self.dragged.emit(pictogram, event.globalPosition().toPoint())
                return True
        return False
