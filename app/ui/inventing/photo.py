"""« Photo »: the sheet of the picture, where it comes from, and how much of it is ink."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSlider, QWidget

from app.catalogue.tracing import LEAST, MOST
from app.i18n import tr
from app.ui.asking import ask_file
from app.ui.controls import IconButton, column, label, row, word_button
from app.ui.inventing.picture import PictureSheet
from app.ui.style import look


class PhotoPage(QWidget):
    """« Choisir une image… », the slider of the ink, and « Cadrer »."""

    def __init__(self) -> None:
        super().__init__()
        m = look.metrics
        self.sheet = PictureSheet()
        self.choose = word_button("image", tr("Choisir une image…"))
        self.choose.setToolTip(tr("SVG, PNG, JPG ou WebP"))
        self.choose.clicked.connect(self.ask)
        self.stop = word_button("fermer", tr("Annuler la lecture"))
        self.stop.clicked.connect(self.sheet.cancel)
        self.crop = IconButton("cadrer", tr("Cadrer"), QSize(m.u(54), m.u(42)), tip=tr("Cadrer l’image"))
        self.crop.setCheckable(True)
        self.crop.clicked.connect(self._crop)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(LEAST * 100), round(MOST * 100))
        self.slider.setPageStep(5)
        self.slider.setAccessibleName(tr("Plus ou moins de noir"))
        self.slider.valueChanged.connect(lambda value: self.sheet.set_threshold(value / 100))
        self._less = label(tr("Moins de noir"), "caption")
        self._more = label(tr("Plus de noir"), "caption")
        self.sheet.told.connect(self._show)
        ends = row(self._less, 1, self._more)
        set_ = row(self.crop, column(1, ends, self.slider, 1, spacing=0), spacing=12)
        set_.setStretch(1, 1)
        box = column(self.sheet, column(self.choose, self.stop, spacing=0), set_, spacing=6)
        box.setStretch(0, 1)
        self.setLayout(box)
        self._show()

    def ask(self) -> None:
        """Ask for a file, without stopping the window."""
        kinds = tr("Images et dessins (*.svg *.png *.jpg *.jpeg *.webp)")
        ask_file(self, tr("Choisir une image"), kinds, self.sheet.open)

    def _crop(self, wanted: bool) -> None:
        self.sheet.show_cropping(wanted)
        self.sheet.setFocus()

    def _show(self) -> None:
        sheet = self.sheet
        # A first reading may be given up; the next ones, at each move of the slider, are too short for that.
        first = sheet.busy and sheet.glyph() is None and not sheet.photo
        self.stop.setVisible(first)
        self.choose.setVisible(not first)
        self.crop.setEnabled(sheet.photo)
        self.crop.setChecked(sheet.cropping)
        self.slider.setEnabled(sheet.photo)
        for words in (self._less, self._more):
            words.setEnabled(sheet.photo)
        if sheet.threshold is not None and not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(round(sheet.threshold * 100))
            self.slider.blockSignals(False)
