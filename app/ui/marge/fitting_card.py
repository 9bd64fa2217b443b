"""What « Caler » shows beside the sheet: how well the pins agree, how strong the picture is, and the ways out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSlider, QWidget

from app.i18n import tr, trn
from app.ui import fitting as acts
from app.ui.controls import column, label, row, steady, titled, word_button
from app.ui.fitting import Fitting
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.caler import gesture


class FittingCard(QWidget):
    """One picture in hand."""

    def __init__(self, session: Session, fitting: Fitting, *, strip: bool) -> None:
        super().__init__()
        self._session, self._fitting = session, fitting
        self._low = strip and look.workshop
        self.hint = label("", "second" if strip else "large", wrap=True)
        self.mean = label("", "strong", wrap=True)
        self.worst = label("", "strong", wrap=True)
        self.slider = self._slider()
        self.done = self._button("", tr("Poser l’image"), lambda: acts.lay(session), "primary")
        self.without = self._button("", tr("Enlever les repères"), self._clear)
        self.straighten = self._button("redresser", tr("Redresser…"), self._straighten)
        self.straighten.setToolTip(
            tr("Une photo prise de biais\u00a0: désignez les quatre coins de la feuille")
        )
        self.leave = self._button("", tr("Renoncer"), lambda: acts.give_up(session))
        self.leave.setToolTip(tr("Échap\u00a0: l’image reste comme avant"))
        if strip:
            self.setLayout(self._lying() if self._low else self._broad())
        else:
            keys = label(
                tr(
                    "Tab va d’un repère à l’autre, les flèches le déplacent, Suppr l’enlève. R en pose un sans "
                    "souris. Ctrl laisse un repère libre."
                ),
                "second",
                wrap=True,
            )
            ways = column(self.done, row(self.without, 1), row(self.straighten, 1), row(self.leave, 1))
            self.setLayout(
                column(
                    self.hint,
                    column(self.mean, self.worst, spacing=2),
                    self._opacity(),
                    ways,
                    keys,
                    spacing=14,
                )
            )
        session.fitting_changed.connect(self.refresh)
        self.refresh()

    def _broad(self) -> QBoxLayout:
        """Return the strip: what is said, how strong the picture is, the ways out."""
        told = column(1, self.hint, self.mean, self.worst, 1, spacing=2)
        ways = column(1, row(self.done, self.leave), row(self.without, self.straighten), 1, spacing=6)
        box = row(told, column(1, self._opacity(), 1), ways, spacing=14)
        for rank, share in enumerate((6, 3, 0)):
            box.setStretch(rank, share)
        return box

    def _lying(self) -> QBoxLayout:
        """Return the strip of a low window: one line says what to do, everything else lies on another."""
        told = row(self.hint, self.mean, self.worst, spacing=14)
        told.setStretch(0, 1)
        word = label(tr("Opacité"), "label")
        word.setBuddy(self.slider)
        ways = row(word, self.slider, self.done, self.without, self.straighten, self.leave, spacing=8)
        ways.setStretch(1, 1)
        return column(1, told, ways, 1, spacing=4)

    def refresh(self) -> None:
        """Show how the pins agree now."""
        if self._session.fitting is not self._fitting:
            return
        placing = self._fitting.placing
        count, fitted = len(placing.pins), placing.fitted
        self.hint.setText(_looking() if self._fitting.aim is not None else self._hint(count))
        mean = gesture.said_mean(placing)
        self.mean.setText(mean or trn(count, "{n} repère", "{n} repères") if count else "")
        self.mean.setVisible(bool(count))
        words = fitted.remark
        if not words and fitted.worst is not None:
            away = gesture.said_distance(fitted.residuals[fitted.worst])
            words = tr("Le plus loin\u00a0: repère {n}, {distance}", n=fitted.worst + 1, distance=away)
        self.worst.setText(words)
        self.worst.setStyleSheet(f"color: {look.tokens.note_line};" if words else "")
        self.worst.setVisible(bool(words))
        # Pins speak of the photograph as it is: it is straightened before.
        self.without.setVisible(bool(count))
        self.straighten.setVisible(not count)
        # The strip is low in workshop mode: figures take the place of the advice.
        self.hint.setVisible(not (self._low and fitted.checked) or self._fitting.aim is not None)
        self.slider.blockSignals(True)
        self.slider.setValue(round(placing.opacity * 100))
        self.slider.blockSignals(False)

    def _opacity(self) -> QBoxLayout:
        return titled(tr("Opacité de l’image"), self.slider)

    def _slider(self) -> QSlider:
        slider = steady(QSlider(Qt.Orientation.Horizontal))
        slider.setRange(10, 100)
        slider.setPageStep(10)
        slider.setAccessibleName(tr("Opacité de l’image"))
        slider.setMinimumHeight(look.metrics.u(30))
        slider.valueChanged.connect(lambda value: self._fitting.show(value / 100))
        return slider

    def _button(self, icon: str, word: str, do: Callable[[], object], name: str = "") -> QPushButton:
        button = word_button(icon, word, name)
        button.clicked.connect(lambda _=False: do())
        return button

    def _hint(self, pins: int) -> str:
        return _brief(pins) if self._low else _hint(pins)

    def _clear(self) -> None:
        self._fitting.put(self._fitting.placing.pinned(()))

    def _straighten(self) -> None:
        from app.ui.straightening.dialog import open_for

        open_for(self._session, self._fitting, self.window())


def _looking() -> str:
    """Return what is to be done while keys look for the place of a pin."""
    return tr("Les flèches mènent la croix à un lieu de l’image, Entrée y pose un repère.")


def _brief(pins: int) -> str:
    """Return what is to be done next, where there is little room."""
    if pins:
        return tr("Glissez le repère à sa place sur la carte.")
    return tr("Glissez l’image, puis cliquez sur un lieu connu.")


def _hint(pins: int) -> str:
    """Return what is to be done next."""
    if not pins:
        return tr(
            "Glissez l’image à peu près à sa place. Puis cliquez sur un lieu que vous reconnaissez\u00a0: un repère y "
            "naît."
        )
    if pins < 3:
        return tr(
            "Glissez le repère là où ce lieu est sur la carte. Avec trois repères ou plus, on voit s’ils s’accordent."
        )
    return tr("Corrigez le repère le plus loin, posez-en d’autres, ou posez l’image.")
