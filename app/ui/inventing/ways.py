"""The three ways to a drawing: with the pencil, from pictograms that exist, from a photo. One is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.catalogue.load import Catalogue
from app.catalogue.model import Glyph
from app.i18n import tr
from app.ui.controls import column
from app.ui.inventing.assemble import AssemblePage
from app.ui.inventing.draw import DrawPage
from app.ui.inventing.photo import PhotoPage
from app.ui.segments import Choice, Segments
from app.ui.style import look

DESSINER, ASSEMBLER, PHOTO = "dessiner", "assembler", "photo"


class Ways(QWidget):
    """The choice of a way over its page; each page keeps its own draft."""

    #: Another way is shown.
    turned = Signal()
    #: What is drawn has changed.
    drawn = Signal()

    def __init__(self, catalogue: Callable[[], Catalogue]) -> None:
        super().__init__()
        self.mode = Segments(
            tr("Comment"),
            [
                Choice(DESSINER, tr("Dessiner")),
                Choice(ASSEMBLER, tr("Assembler")),
                Choice(PHOTO, tr("Photo"), said=tr("Photo ou image")),
            ],
            emptiable=False,
        )
        self.mode.setStyleSheet(f"QPushButton {{ min-height: {look.metrics.u(34)}px; }}")
        self.mode.chosen.connect(lambda key: self.turn(str(key)))
        self.draw, self.assemble, self.photo = DrawPage(), AssemblePage(catalogue), PhotoPage()
        self._pages = QStackedWidget()
        for page in (self.draw, self.assemble, self.photo):
            self._pages.addWidget(page)
            page.sheet.changed.connect(self.drawn)
        self.mode.show_value(DESSINER)
        box = column(self.mode, self._pages, spacing=6)
        box.setStretch(1, 1)
        self.setLayout(box)

    @property
    def page(self) -> DrawPage | AssemblePage | PhotoPage:
        """The way that is shown."""
        pages: dict[object, DrawPage | AssemblePage | PhotoPage] = {
            DESSINER: self.draw,
            ASSEMBLER: self.assemble,
            PHOTO: self.photo,
        }
        return pages[self.mode.value()]

    def glyph(self) -> Glyph | None:
        """Return the drawing as it stands."""
        return self.page.sheet.glyph()

    def turn(self, key: str) -> None:
        """Show another way."""
        self.mode.show_value(key)
        self._pages.setCurrentWidget(self.page)
        if key == ASSEMBLER:
            self.assemble.begin()
        self.turned.emit()

    def like(self, other: Ways) -> None:
        """Go on with the drafts of every page of another."""
        self.draw.sheet.restore(other.draw.sheet.strokes)
        self.assemble.sheet.restore(other.assemble.sheet.state)
        if other.photo.sheet.path is not None:
            self.photo.sheet.open(other.photo.sheet.path)
        self.turn(str(other.mode.value()))

    def take_focus(self) -> None:
        """Give the choice of a way the focus."""
        chosen = next(button for button in self.mode.buttons() if button.isChecked())
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_domaine(self, key: str) -> None:
        """Draw with the inks of a domaine, on every page."""
        for page in (self.draw, self.assemble, self.photo):
            page.sheet.show_domaine(key)

    def forget(self) -> None:
        """Begin another draft on every page."""
        for page in (self.draw, self.assemble, self.photo):
            page.sheet.forget()
