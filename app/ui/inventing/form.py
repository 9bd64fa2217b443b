"""What a pictogram is called, the domaine that it belongs to, and whether it is kept for other posters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app import settings
from app.catalogue import invent
from app.catalogue import words as method
from app.drawing import theme
from app.i18n import tr
from app.poster.choices import DOMAINES
from app.ui.controls import column, label
from app.ui.fields import Field
from app.ui.segments import Choice, Segments
from app.ui.style import look


class Form(QWidget):
    """The three fields under the sheet."""

    #: The key of the domaine that is shown now.
    domaine_changed = Signal(str)

    def __init__(self, kept: settings.Settings) -> None:
        super().__init__()
        m = look.metrics
        self._kept = kept
        self.name = Field()
        self.name.setStyleSheet(f"min-height: {m.u(36)}px;")
        self.name.setMaxLength(invent.LONGEST)
        self.name.setPlaceholderText(tr("La navette du marché"))
        self.name.setAccessibleName(tr("Nom du picto"))
        self._words = label("", "label")
        self.domaine = Segments(
            tr("Domaine"),
            [
                Choice(key, "", icon=key, said=method.domaine(key), colour=theme.domaine(key).ink)
                for key in DOMAINES
            ],
            emptiable=False,
        )
        self.domaine.setStyleSheet(f"QPushButton {{ min-height: {m.u(34)}px; }}")
        self.domaine.chosen.connect(lambda key: self.show_domaine(str(key)))
        self.keep = QCheckBox(tr("Garder pour mes prochains posters"))
        self.keep.setChecked(kept.garder)
        self.keep.toggled.connect(self._remember)
        self.setLayout(
            column(
                column(label(tr("Nom"), "label"), self.name, spacing=2),
                column(self._words, self.domaine, spacing=2),
                self.keep,
                spacing=6,
            )
        )

    @property
    def key(self) -> str:
        """The key of the domaine."""
        return str(self.domaine.value())

    def show_domaine(self, key: str) -> None:
        """Choose a domaine, and say its name."""
        self.domaine.show_value(key)
        self._words.setText(tr("Domaine\u00a0: {nom}", nom=method.domaine(key)))
        self.domaine_changed.emit(key)

    def _remember(self, wanted: bool) -> None:
        self._kept.garder = wanted
        settings.save(self._kept)
