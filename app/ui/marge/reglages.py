"""« Réglages »: the size of the interface, workshop mode, the wheel, the pen, and how far the last row sits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLayout, QSlider, QWidget

from app import settings
from app.i18n import tr
from app.ui.controls import column, label, row, rule, scrolling, steady, titled
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.sizing import LEAST, MOST, STEP
from app.ui.style import look


class Reglages(QWidget):
    """The panel of what belongs to the room and to the hand, not to the poster. Each change holds at once."""

    closed = Signal()
    #: An interface size: 1.0 is 100 %.
    size_asked = Signal(float)
    workshop_asked = Signal(bool)

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        m = look.metrics
        self._session, self._kept = session, kept
        self._refreshers: list[Callable[[], None]] = []
        head = Heading(tr("Réglages"))
        head.closed.connect(self.closed)
        body = column(spacing=10)
        body.addLayout(self._sizes())
        body.addWidget(self._workshop())
        body.addWidget(
            label(tr("Plein écran, cibles et lettres plus grandes, grand pointeur."), "hint", wrap=True)
        )
        body.addWidget(rule())
        body.addWidget(label(tr("Souris, clavier, stylet"), "strong"))
        self.checks: dict[str, QCheckBox] = {}
        for key, name, told in (
            (
                "molette_zoome",
                tr("La molette zoome"),
                tr("Sinon elle déplace la vue, et Ctrl + molette zoome."),
            ),
            (
                "lettres",
                tr("Touches d’une lettre"),
                tr("V, N, T, P… prennent un outil quand le poster a le clavier."),
            ),
            (
                "stylet_seul",
                tr("Stylet seul"),
                tr("Les doigts ne font que déplacer et zoomer. Dès qu’un stylet est vu, c’est le cas."),
            ),
            (
                "reperes_points",
                tr("Repères pour les pictos"),
                tr(
                    "Un picto seul s’aligne et s’accroche au fond aussi. Ctrl maintenu\u00a0: jamais de repère."
                ),
            ),
        ):
            body.addWidget(self._check(key, name, told))
        body.addWidget(rule())
        body.addWidget(label(tr("La salle"), "strong"))
        self.lengths: dict[str, QDoubleSpinBox] = {}
        for key, name, least, most, step in (
            ("distance_m", tr("Distance du dernier rang"), 1.0, 40.0, 0.5),
            ("image_m", tr("Hauteur de l’image"), 0.2, 10.0, 0.1),
        ):
            body.addLayout(titled(name, self._length(key, name, least, most, step)))
        body.addStretch(1)
        body.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        self.setLayout(column(head, scrolling(body), spacing=0))

    def fill(self) -> None:
        """Show everything as it is."""
        for refresh in self._refreshers:
            refresh()

    def _sizes(self) -> QLayout:
        """Return the slider of the interface size; it holds when it is let go, for it is about to grow itself."""
        name = tr("Taille de l’interface")
        slider = steady(QSlider(Qt.Orientation.Horizontal))
        slider.setRange(round(LEAST * 100), round(MOST * 100))
        slider.setSingleStep(round(STEP * 100))
        slider.setPageStep(25)
        slider.setMinimumHeight(look.metrics.check)
        slider.setAccessibleName(name)
        slider.setToolTip(tr("Ctrl + Alt + molette, ou Alt + Page précédente et Page suivante"))
        said = label("", "strong")
        self.slider = slider

        def told(percent: int) -> None:
            said.setText(tr("{n}\u202f%", n=percent))
            if not slider.isSliderDown():
                self.size_asked.emit(percent / 100)

        def show() -> None:
            slider.blockSignals(True)
            slider.setValue(round(self._kept.taille * 100))
            slider.blockSignals(False)
            said.setText(tr("{n}\u202f%", n=slider.value()))

        slider.valueChanged.connect(told)
        slider.sliderReleased.connect(lambda: self.size_asked.emit(slider.value() / 100))
        self._refreshers.append(show)
        line = row(slider, said, spacing=10)
        line.setStretch(0, 1)
        said.setMinimumWidth(look.metrics.u(52))
        title = label(name, "label")
        title.setBuddy(slider)
        return column(title, line, spacing=4)

    def _workshop(self) -> QCheckBox:
        box = QCheckBox(tr("Mode atelier"))
        box.setToolTip(tr("Pour un vidéoprojecteur et plusieurs personnes"))
        box.clicked.connect(lambda on: self.workshop_asked.emit(bool(on)))
        self._refreshers.append(lambda: box.setChecked(self._kept.atelier))
        self.workshop = box
        return box

    def _check(self, key: str, name: str, told: str) -> QCheckBox:
        box = QCheckBox(name)
        box.setToolTip(told)
        box.setAccessibleDescription(told)
        box.clicked.connect(lambda on: self._put(key, bool(on)))
        self.checks[key] = box
        self._refreshers.append(lambda: box.setChecked(bool(getattr(self._kept, key))))
        return box

    def _length(self, key: str, name: str, least: float, most: float, step: float) -> QDoubleSpinBox:
        field = steady(QDoubleSpinBox())
        field.setDecimals(1)
        field.setRange(least, most)
        field.setSingleStep(step)
        field.setSuffix("\u00a0m")
        field.setAccessibleName(tr("{nom}, en mètres", nom=name))
        field.setKeyboardTracking(False)
        field.lineEdit().setTextMargins(look.metrics.s2, 0, 0, 0)

        def show() -> None:
            field.blockSignals(True)
            field.setValue(float(getattr(self._kept, key)))
            field.blockSignals(False)

        field.valueChanged.connect(lambda value: self._put(key, value))
        self.lengths[key] = field
        self._refreshers.append(show)
        return field

    def _put(self, key: str, value: object) -> None:
        setattr(self._kept, key, value)
        if key == "lettres":
            self._session.take_letters(self._kept.lettres, workshop=self._kept.atelier)
        settings.save(self._kept)
