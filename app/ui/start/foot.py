"""Under the map of the start page: the name of the territory, what is known of it, the sheet, and « Dessiner »."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QSizePolicy, QWidget

from app.i18n import tr
from app.ui.controls import label, word_button
from app.ui.fields import Field
from app.ui.style import look


class Foot(QWidget):
    """Beside one another, or in a narrow window the name over all the rest."""

    def __init__(self) -> None:
        super().__init__()
        m = look.metrics
        self.name = Field()
        self.name.setObjectName("name")
        self.name.setAccessibleName(tr("Nom du territoire sur le poster"))
        self.name.setToolTip(tr("Cliquez pour changer ce nom"))
        # A first click on the map shows it: its place is kept, so that the map does not move under the hand.
        kept = self.name.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.name.setSizePolicy(kept)
        self.figures = label("", "second", wrap=True)
        self.figures.setContentsMargins(m.u(6), 0, 0, 0)
        # What it says does not move the map.
        self.figures.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(tr("Feuille"))
        self.sheet.addItem(tr("A3 paysage"), "paysage")
        self.sheet.addItem(tr("A3 portrait"), "portrait")
        self.draw: QPushButton = word_button("", tr("Dessiner"), "primary")
        self._box = box = QGridLayout()
        box.setHorizontalSpacing(m.u(14))
        box.setVerticalSpacing(0)
        box.setColumnStretch(0, 1)
        box.setContentsMargins(m.s2, m.s3, m.s4, m.s3)
        self.setLayout(box)
        self._narrow: bool | None = None
        self.lay(narrow=False)

    def lay(self, *, narrow: bool) -> None:
        """Give the name a line of its own, or not."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._box.addWidget(self.name, 0, 0, 1, 3 if narrow else 1)
        self._box.addWidget(self.figures, 1, 0)
        for at, one in enumerate((self.sheet, self.draw), 1):
            self._box.addWidget(one, 1 if narrow else 0, at, 1 if narrow else 2, 1)
