"""One row of what was found: whether it is wanted, what it shows, its names, its page, and where it lies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QSizePolicy, QWidget

from app.i18n import tr
from app.ui.bringing.found import Row
from app.ui.controls import column, label, steady, titled
from app.ui.style import look


def roles() -> dict[str, str]:
    """Return what a layer may show, in words."""
    return {
        "routes": tr("Routes"),
        "rivieres": tr("Rivières"),
        "relief": tr("Relief"),
        "limites": tr("Limites"),
        "autre": tr("Autre"),
    }


def combo(name: str, choices: Sequence[tuple[object, str]]) -> QComboBox:
    """Return a choice among words that never makes its panel wider."""
    made = steady(QComboBox())
    made.setAccessibleName(name)
    # On Linux Qt gives what is chosen for its name.
    made.setAccessibleDescription(name)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for value, word in choices:
        made.addItem(word, value)
    return made


class RowCard(QFrame):
    """Writes what people choose into its row."""

    changed = Signal()
    #: Another page of the file is to be looked at.
    page_asked = Signal(int)

    def __init__(self, row: Row) -> None:
        super().__init__()
        m = look.metrics
        self.row = row
        self.setObjectName("card")
        self.wanted = QCheckBox(row.nom)
        self.wanted.setAccessibleName(f"{row.nom}, {row.detail}" if row.detail else row.nom)
        self.wanted.setStyleSheet("font-weight: 600;")
        self.wanted.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.wanted.setToolTip(row.path.name)
        self.wanted.setChecked(row.wanted)
        self.wanted.setEnabled(not row.fault)
        self.wanted.toggled.connect(self._toggled)
        self.told = label(row.fault, "second", wrap=True)
        self._more = QWidget()
        fields = column(spacing=6)
        self.places = self._place_choice() if row.asked else None
        if self.places is not None:
            question = label(
                tr(
                    "Le fichier ne dit pas comment lire ses coordonnées. L’aperçu montre le plus probable\u00a0:"
                ),
                "label",
                wrap=True,
            )
            question.setBuddy(self.places)
            fields.addLayout(column(question, self.places, spacing=4))
        self.role: QComboBox | None = None
        self.names: QComboBox | None = None
        self.pages: QComboBox | None = None
        if row.is_picture:
            if row.pages:
                self.pages = combo(tr("Page de {nom}", nom=row.nom), list(enumerate(row.pages)))
                self.pages.setCurrentIndex(row.ident)
                self.pages.currentIndexChanged.connect(self.page_asked)
                fields.addLayout(titled(tr("Page"), self.pages))
        else:
            self.role = combo(tr("Ce que montre {nom}", nom=row.nom), list(roles().items()))
            self.role.setCurrentIndex(max(0, self.role.findData(row.role)))
            self.role.currentIndexChanged.connect(lambda _: self._choose_role())
            fields.addLayout(titled(tr("Ce qu’elle montre"), self.role))
            if row.champs:
                choices = [("", tr("sans noms")), *((name, name) for name in row.champs)]
                self.names = combo(tr("Noms de {nom}", nom=row.nom), choices)
                self.names.setCurrentIndex(max(0, self.names.findData(row.champ)))
                self.names.currentIndexChanged.connect(lambda _: self._choose_names())
                fields.addLayout(titled(tr("Ses noms"), self.names))
        self._more.setLayout(fields)
        box = column(self.wanted, self.told, self._more, spacing=4)
        box.setContentsMargins(m.s3, m.s2, m.s3, m.s3)
        self.setLayout(box)
        self._show()

    def _place_choice(self) -> QComboBox:
        words = [(rank, _called(place.phrase)) for rank, place in enumerate(self.row.places)]
        made = combo(tr("Coordonnées de {nom}", nom=self.row.nom), words)
        made.setCurrentIndex(self.row.chosen)
        for rank, place in enumerate(self.row.places):
            made.setItemData(rank, place.phrase, Qt.ItemDataRole.ToolTipRole)
        made.currentIndexChanged.connect(self._choose_place)
        return made

    def _toggled(self, on: bool) -> None:
        self.row.wanted = on
        self._show()
        self.changed.emit()

    def _choose_place(self, rank: int) -> None:
        self.row.chosen = rank
        self._show()
        self.changed.emit()

    def _choose_role(self) -> None:
        assert self.role is not None
        self.row.role = str(self.role.currentData())
        self.changed.emit()

    def _choose_names(self) -> None:
        assert self.names is not None
        self.row.champ, self.row.champ_chosen = str(self.names.currentData()), True

    def _show(self) -> None:
        row = self.row
        if not row.fault:
            self.told.setText(" · ".join(filter(None, (row.detail, row.where))))
        box = self._more.layout()
        self._more.setVisible(row.wanted and not row.fault and box is not None and box.count() > 0)


def _called(phrase: str) -> str:
    """Return the name of coordinates: where they put the map is said below, and seen above."""
    name = re.split(r"[\s\u00a0]*:", phrase)[0]
    return name[:1].upper() + name[1:]
