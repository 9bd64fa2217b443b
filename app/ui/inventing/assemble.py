"""« Assembler »: the sheet of the parts, its buttons, and the glyphs to choose from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.catalogue.invent import PLATES, Plate
from app.catalogue.load import Catalogue
from app.catalogue.model import Glyph
from app.i18n import tr
from app.ui.controls import IconButton, column, row
from app.ui.inventing.chooser import Chooser
from app.ui.inventing.parts import Table
from app.ui.segments import Choice, Segments
from app.ui.style import look


class AssemblePage(QWidget):
    """While there is no part the glyphs are shown; then they come back with « Ajouter »."""

    def __init__(self, catalogue: Callable[[], Catalogue]) -> None:
        super().__init__()
        m = look.metrics
        self.sheet = Table()
        self.chooser = Chooser(catalogue)
        self.chooser.chosen.connect(self._add)
        self.chooser.left.connect(self._back)
        self._top = QStackedWidget()
        self._top.addWidget(self.sheet)
        self._top.addWidget(self.chooser)
        self._top.setMaximumHeight(self.sheet.maximumHeight())
        size = QSize(m.u(54), m.u(42))
        self.add = IconButton("plus", tr("Ajouter"), size, tip=tr("Ajouter un picto"))
        self.turn = IconButton("tourner", tr("Tourner"), size, tip=tr("Tourner de 15 degrés"))
        self.flip = IconButton("miroir", tr("Miroir"), size, tip=tr("Retourner comme dans un miroir"))
        self.front = IconButton("devant", tr("Devant"), size, tip=tr("Mettre devant les autres"))
        self.remove = IconButton("supprimer", tr("Retirer"), size, tip=tr("Retirer de la feuille"))
        self.cut = IconButton(
            "evider", tr("Évider"), size, tip=tr("Évider\u00a0: découper dans ce qui est derrière")
        )
        self.undo = IconButton("annuler", tr("Annuler"), size, tip=tr("Annuler le dernier changement"))
        self.add.setCheckable(True)
        self.cut.setCheckable(True)
        self.add.clicked.connect(lambda on: self._choose() if on else self._back())
        self.turn.clicked.connect(self.sheet.turn)
        self.flip.clicked.connect(self.sheet.flip)
        self.front.clicked.connect(self.sheet.to_front)
        self.remove.clicked.connect(self.sheet.remove)
        self.cut.clicked.connect(self.sheet.cut)
        self.undo.clicked.connect(self.sheet.undo)
        said: dict[Plate, tuple[str, str]] = {
            "aucune": (tr("Sans fond"), "sans_fond"),
            "rond": (tr("Sur un rond"), "rond"),
            "carre": (tr("Sur un carré"), "carre"),
        }
        self.plate = Segments(
            tr("Fond"),
            [Choice(key, "", icon=said[key][1], said=said[key][0]) for key in PLATES],
            emptiable=False,
        )
        self.plate.setStyleSheet(f"QPushButton {{ min-height: {m.u(36)}px; min-width: {m.u(44)}px; }}")
        self.plate.chosen.connect(self.sheet.lay_on)
        self.sheet.changed.connect(self._show)
        hands = row(self.add, self.turn, self.flip, self.front, self.remove, spacing=0)
        ground = row(self.plate, 1, self.cut, self.undo, spacing=0)
        box = column(self._top, hands, ground, spacing=6)
        box.setStretch(0, 1)
        self.setLayout(box)
        self._show()

    @property
    def choosing(self) -> bool:
        """Whether the glyphs are shown in place of the sheet."""
        return self._top.currentWidget() is self.chooser

    def begin(self) -> None:
        """Show the glyphs when the sheet is empty; give what is shown the focus."""
        if self.sheet.state.parts:
            self._back()
        else:
            self._choose()

    def start_from(self, glyph: Glyph) -> None:
        """Begin with a glyph that exists."""
        self.sheet.forget()
        self._add(glyph)

    def _choose(self) -> None:
        self._top.setCurrentWidget(self.chooser)
        self._show()
        self.chooser.open()

    def _back(self) -> None:
        self._top.setCurrentWidget(self.sheet)
        self._show()
        self.sheet.setFocus()

    def _add(self, glyph: Glyph) -> None:
        self.sheet.add(glyph)
        self._back()

    def _show(self) -> None:
        part = self.sheet.part
        here = part is not None and not self.choosing
        for button in (self.turn, self.flip, self.front, self.remove, self.cut):
            button.setEnabled(here)
        self.cut.setChecked(part is not None and part.role == "paper")
        self.undo.setEnabled(self.sheet.can_undo)
        self.add.setChecked(self.choosing)
        self.plate.show_value(self.sheet.state.plate)
