"""The glyphs that can be laid on the sheet: searched by everyday words, one click or Enter adds one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from app.catalogue.load import Catalogue
from app.catalogue.model import Glyph, Pictogram
from app.i18n import current, tr
from app.ui.controls import column, label
from app.ui.fields import Field
from app.ui.inventing.paper import glyph_pixmap
from app.ui.style import look

GLYPH = Qt.ItemDataRole.UserRole


class Chooser(QWidget):
    """A field and the glyphs under it."""

    chosen = Signal(object)
    #: Escape: go back to the sheet.
    left = Signal()

    def __init__(self, catalogue: Callable[[], Catalogue]) -> None:
        super().__init__()
        m = look.metrics
        self._catalogue = catalogue
        self.field = Field()
        self.field.setPlaceholderText(tr("train, école, arbre…"))
        self.field.setAccessibleName(tr("Chercher un picto à ajouter"))
        self.field.setClearButtonEnabled(True)
        self.field.setStyleSheet(f"min-height: {m.u(34)}px;")
        self.field.textChanged.connect(self.fill)
        self.field.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(m.u(34), m.u(34)))
        self.list.setGridSize(QSize(m.u(50), m.u(48)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Pictos à ajouter"))
        self.list.setStyleSheet(
            f"QListView::item {{ border: 2px solid transparent; border-radius: {m.radius}px; }}"
            f"QListView::item:hover {{ background: {look.tokens.hover}; }}"
            f"QListView::item:selected {{ background: {look.tokens.chosen};"
            f" border-color: {look.tokens.chosen_line}; }}"
        )
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.list.installEventFilter(self)
        self.none = label("", "second", wrap=True)
        self.none.hide()
        box = column(self.field, self.none, self.list, spacing=6)
        box.setStretch(2, 1)
        self.setLayout(box)

    def hasHeightForWidth(self) -> bool:
        """Say no, although a sentence wraps in it: the panel would scroll sooner than shrink."""
        return False

    def open(self) -> None:
        """Show every glyph and wait for words."""
        self.field.clear()
        self.fill()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self) -> None:
        """Show what the words find; everything while there are none."""
        asked = self.field.text().strip()
        catalogue = self._catalogue()
        found = (
            [one.pictogram for one in catalogue.search(asked, current())]
            if asked
            else list(catalogue.values())
        )
        self._model.clear()
        side, ratio = look.metrics.u(34), self.devicePixelRatioF()
        seen: set[Glyph] = set()
        for pictogram in found:
            if pictogram.glyph is None or pictogram.glyph in seen:
                continue
            seen.add(pictogram.glyph)
            self._model.appendRow(_item(pictogram, pictogram.glyph, side, ratio))
        missing = not self._model.rowCount()
        self.none.setText(tr("Aucun picto pour «\u00a0{mot}\u00a0».", mot=asked) if missing else "")
        self.none.setVisible(missing)

    def _choose(self, row: int) -> None:
        item = self._model.item(row)
        if item is not None:
            self.chosen.emit(item.data(GLYPH))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the words to the glyphs with the arrows; Enter adds, Escape goes back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(max(0, self.list.currentIndex().row() if watched is self.list else 0))
                return True
            if watched is self.field and key == Qt.Key.Key_Down and self._model.rowCount():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                self.list.setCurrentIndex(self._model.index(0, 0))
                return True
        return super().eventFilter(watched, event)


def _item(pictogram: Pictogram, glyph: Glyph, side: int, ratio: float) -> QStandardItem:
    # A chosen item keeps the colours of its drawing: Qt would tint them.
    picture = glyph_pixmap(glyph, side, ratio, pictogram.domaine)
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    item = QStandardItem(icon, "")
    name = pictogram.name.said(current())
    item.setToolTip(name)
    item.setAccessibleText(name)
    item.setData(glyph, GLYPH)
    item.setEditable(False)
    return item
