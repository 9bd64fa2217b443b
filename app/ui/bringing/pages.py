"""What « Apporter un fichier » shows in turn: how a file comes, how far its reading is, what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.i18n import tr
from app.ui.bringing.found import Row
from app.ui.controls import column, label, row, word_button
from app.ui.style import look


class Waiting(QWidget):
    """How a file comes, and why the last one did not."""

    asked = Signal()

    def __init__(self, souci: str = "") -> None:
        super().__init__()
        box = column(spacing=10)
        if souci:
            box.addWidget(note(souci))
        box.addWidget(
            label(tr("Glissez un fichier n’importe où dans la fenêtre, ou choisissez-le."), wrap=True)
        )
        box.addWidget(
            label(
                tr(
                    "Couches\u00a0: GeoPackage, Shapefile, GeoJSON, TopoJSON, KML, GPX, FlatGeobuf, CSV. "
                    "Images\u00a0: GeoTIFF, PNG, JPEG, MBTiles. Pages\u00a0: PDF."
                ),
                "second",
                wrap=True,
            )
        )
        self.choose = word_button("dossier", tr("Choisir un fichier…"))
        self.choose.clicked.connect(self.asked)
        box.addLayout(row(self.choose, 1))
        self.setLayout(box)


class Underway(QWidget):
    """How far a reading is, and the way out of it."""

    given_up = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words)
        self.stopper = word_button("", tr("Annuler"), by_enter=False)
        self.stopper.setAccessibleName(tr("Annuler la lecture"))
        self.stopper.clicked.connect(self.given_up)
        self.setLayout(
            column(
                label(words, "strong", wrap=True),
                self.bar,
                label(tr("Vous pouvez continuer à dessiner pendant ce temps."), "second", wrap=True),
                row(self.stopper, 1),
                spacing=10,
            )
        )


class Ways(QWidget):
    """What may be done with what was found."""

    add_asked = Signal()
    territory_asked = Signal()
    #: Another poster is to be made, of the sheet that was found in a photograph.
    poster_asked = Signal()
    print_asked = Signal()

    def __init__(self, rows: Sequence[Row], *, printable: bool) -> None:
        """``printable`` says whether a picture may be laid on the sheet as well."""
        super().__init__()
        self._rows = rows
        self.go = word_button("", "", "primary")
        self.go.clicked.connect(self.add_asked)
        self.territory = word_button("contour", tr("En faire le territoire…"))
        self.territory.clicked.connect(self.territory_asked)
        box = column(self.go, self.territory, spacing=8)
        if len(rows) == 1 and rows[0].sheet is not None and not rows[0].wanted:
            self.begin = word_button("page", tr("En commencer le poster"))
            self.begin.setToolTip(tr("un nouveau poster du territoire de cette feuille"))
            self.begin.clicked.connect(self.poster_asked)
            box.addWidget(self.begin)
        pictures = [each for each in rows if each.is_picture and not each.fault and each.place is None]
        if printable and len(rows) == 1 and pictures and not pictures[0].pages:
            self.print = word_button("image", tr("Poser comme photo"))
            self.print.setToolTip(tr("une petite image sur la carte, que l’on déplace"))
            self.print.clicked.connect(self.print_asked)
            box.addWidget(self.print)
        self.setLayout(box)
        self.refresh()

    @property
    def areas(self) -> Row | None:
        """The layer of which a territory may be made: the only one that is wanted and has areas."""
        wanted = [each for each in self._rows if each.wanted and not each.fault] or list(self._rows)
        return wanted[0] if len(wanted) == 1 and wanted[0].areas and not wanted[0].fault else None

    def refresh(self) -> None:
        """Offer what the rows that are wanted now allow."""
        wanted = [each for each in self._rows if each.wanted and not each.fault]
        self.go.setEnabled(bool(wanted))
        self.territory.setVisible(self.areas is not None)
        only_pictures = bool(wanted) and all(each.is_picture for each in wanted)
        self.go.setText(tr("Mettre sous la carte") if only_pictures else tr("Ajouter au fond"))
        self.go.setAccessibleName(self.go.text())


def note(sentence: str) -> QFrame:
    """Return a sentence that stands out."""
    m = look.metrics
    made = QFrame()
    made.setObjectName("note")
    box = column(label(sentence, wrap=True))
    box.setContentsMargins(m.s3, m.s2, m.s3, m.s2)
    made.setLayout(box)
    made.setAccessibleName(sentence)
    return made
