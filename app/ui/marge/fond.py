"""The ground under the poster, in « Ce poster »: how true its outline is, what it shows, how far it fades."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QSlider, QWidget

from app.i18n import tr
from app.imports import contours
from app.poster.document import Document, Transaction
from app.poster.options import BLANCHE, CONTOURS, REEL, SCHEMATIQUE, SIMPLE, SIMPLIFIE, Options
from app.poster.records import Apport, Fond, Territoire
from app.ui import sheet_acts
from app.ui.controls import column, label, row, steady, titled
from app.ui.session import Session
from app.ui.style import look

#: After this rest of the slider the sheet shows the outline that it says.
REST_MS = 180
#: What an outline has none of, whatever the toggles say.
_LIMITS = ("communes", "voisins", "departements")
_SILENT = {
    SCHEMATIQUE: _LIMITS,
    SIMPLE: _LIMITS,
    BLANCHE: (*_LIMITS, "trait", "bourgs", "villages"),
}


def levels() -> dict[str, str]:
    """Return what each outline is called."""
    return {
        REEL: tr("réel"),
        SIMPLIFIE: tr("simplifié"),
        SCHEMATIQUE: tr("schématique"),
        SIMPLE: tr("forme simple"),
        BLANCHE: tr("page blanche"),
    }


class FondSection(QWidget):
    """The slider of the outline, the toggles and the slider that fades; ``write`` sets an option as one act."""

    def __init__(self, session: Session, write: Callable[[str, Any], None]) -> None:
        super().__init__()
        self._session, self._write = session, write
        self.toggles: dict[str, QCheckBox] = {}
        self.outline = OutlineSlider(session)
        box = column(self.outline, label(tr("Le fond montre"), "label"), spacing=8)
        for key, name in (
            ("trait", tr("Trait du contour")),
            ("communes", tr("Limites des communes")),
            ("voisins", tr("Limites voisines")),
            ("departements", tr("Limites des départements")),
            ("bourgs", tr("Noms des bourgs")),
            ("villages", tr("Noms des villages")),
            ("reference", tr("Zone de référence")),
            ("routes", tr("Routes")),
            ("rivieres", tr("Rivières")),
            ("relief", tr("Relief")),
            ("limites", tr("Limites apportées")),
            ("autre", tr("Autres couches apportées")),
        ):
            toggle = QCheckBox(name)
            toggle.clicked.connect(lambda on, key=key: write(key, bool(on)))
            self.toggles[key] = toggle
            box.addWidget(toggle)
        self.fading = self._fading()
        box.addLayout(titled(tr("Atténuer le fond"), self.fading))
        self.setLayout(box)

    def refresh(self) -> None:
        """Show everything as it is; what the poster has not is not offered."""
        document = self._session.document
        options = Options.of(document.poster)
        self.outline.refresh()
        there = _there(document)
        for key, toggle in self.toggles.items():
            toggle.setChecked(bool(getattr(options, key)))
            toggle.setVisible(there.get(key, True))
            toggle.setEnabled(key not in _SILENT.get(options.contour, ()))
        self.fading.blockSignals(True)
        self.fading.setValue(round(options.estompe * 100))
        self.fading.blockSignals(False)

    def _fading(self) -> QSlider:
        slider = steady(QSlider(Qt.Orientation.Horizontal))
        slider.setRange(0, 100)
        slider.setPageStep(20)
        slider.setAccessibleName(tr("Atténuer le fond"))
        slider.setMinimumHeight(look.metrics.u(30))

        def released() -> None:
            self._write("estompe", slider.value() / 100)

        def moved(_: int) -> None:
            if not slider.isSliderDown():
                released()

        slider.sliderReleased.connect(released)
        slider.valueChanged.connect(moved)
        return slider


class OutlineSlider(QWidget):
    """Five stops from the real outline to a blank page.

    The sheet follows after a short rest; letting the slider go ends the act.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._act: Transaction | None = None
        self._said = label("", "strong")
        self.slider = steady(QSlider(Qt.Orientation.Horizontal))
        self.slider.setRange(0, len(CONTOURS) - 1)
        self.slider.setSingleStep(1)
        self.slider.setPageStep(1)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setTickInterval(1)
        self.slider.setMinimumHeight(look.metrics.u(30))
        title = label(tr("Contour"), "label")
        title.setBuddy(self.slider)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show)
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderReleased.connect(self._finish)
        session.settling.connect(self._finish)
        ends = row(label(tr("réel"), "hint"), 1, label(tr("page blanche"), "hint"))
        self.setLayout(column(row(title, 1, self._said), self.slider, ends, spacing=4))

    def refresh(self) -> None:
        """Show the outline that the poster has; on a sheet without a territory there is none to show."""
        document = self._session.document
        self.setVisible(any(True for _ in document.all(Territoire)))
        if self._act is not None or self.slider.isSliderDown() or self._rest.isActive():
            return
        self.slider.blockSignals(True)
        self.slider.setValue(CONTOURS.index(Options.of(document.poster).contour))
        self.slider.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        name = levels()[CONTOURS[self.slider.value()]]
        self._said.setText(name)
        self.slider.setAccessibleName(tr("Contour\u00a0: {nom}", nom=name))

    def _moved(self, _: int) -> None:
        self._tell()
        self._rest.start()

    def _show(self) -> None:
        """Let the sheet show the outline that the slider says."""
        document = self._session.document
        if self._act is None or not self._act.active:
            if document.busy:
                self._session.settle()
            if document.busy:
                self._rest.start()  # a gesture holds the document: once it is over
                return
            self._act = document.transaction("Changer le contour")
        act = self._act
        act.restart()
        sheet_acts.write(act, contours.drawn(document.records, CONTOURS[self.slider.value()]))
        if not self.slider.isSliderDown():
            self._end()

    def _finish(self) -> None:
        if self._rest.isActive():
            self._rest.stop()
            self._show()
        self._end()

    def _end(self) -> None:
        act, self._act = self._act, None
        if act is not None and act.active:
            act.commit()


def _there(document: Document) -> dict[str, bool]:
    """Return whether the poster has what a toggle shows, for those that it may lack."""
    roles = {apport.role for apport in document.all(Apport)}
    found = {key: key in roles for key in ("routes", "rivieres", "relief", "limites", "autre")}
    found["reference"] = any(fond.couche == "reference" for fond in document.all(Fond))
    return found
