"""What a pictogram lets people set on one mark, as its catalogue entry declares it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QVBoxLayout, QWidget

from app.catalogue.model import Parameter
from app.i18n import current
from app.poster.records import Mark
from app.ui.controls import column, label
from app.ui.marge import writes
from app.ui.marge.typing import LineField, Words
from app.ui.session import Session
from app.ui.style import look


class Parameters(QWidget):
    """One field for each parameter; places are set on the canvas, by their handles."""

    def __init__(self, session: Session, mark: Mark) -> None:
        super().__init__()
        self._session = session
        self._refreshers: list[Callable[[], None]] = []
        self.lines: list[LineField] = []
        self._box = column(spacing=12)
        self.setLayout(self._box)
        pictogram = session.catalogue.get(mark.picto)
        for parameter in pictogram.parameters if pictogram else ():
            if parameter.type != "lieux":
                self._parameter(mark.uid, parameter)

    @property
    def count(self) -> int:
        """How many fields there are."""
        return self._box.count()

    def refresh(self) -> None:
        """Show what the document says."""
        for refresh in self._refreshers:
            refresh()

    def _parameter(self, uid: str, parameter: Parameter) -> None:
        document, name = self._session.document, parameter.name.said(current())

        def read() -> Any:
            mark = document.get(uid)
            return mark.parametres.get(parameter.key, parameter.default) if isinstance(mark, Mark) else None

        def put(value: Any) -> None:
            self._session.settle()
            writes.put_parameter(document, uid, parameter.key, value)

        if parameter.type == "oui_non":
            check = QCheckBox(name)
            check.clicked.connect(lambda on: put(bool(on)))
            self._refreshers.append(lambda: check.setChecked(bool(read())))
            self._box.addWidget(check)
        elif parameter.type == "choix":
            choice = QComboBox()
            choice.setAccessibleName(name)
            for key, said in parameter.choices:
                choice.addItem(said.said(current()), key)
            choice.activated.connect(lambda rank: put(choice.itemData(rank)))
            self._refreshers.append(lambda: choice.setCurrentIndex(choice.findData(read())))
            _titled(self._box, name, choice)
        elif parameter.type == "texte":
            field = LineField(
                self._session,
                Words(
                    begin=lambda: writes.ACTS["parametres"](document),
                    write=lambda act, text: writes.write_parameter(act, uid, parameter.key, text),
                    read=lambda: str(read() or ""),
                ),
                name,
            )
            self.lines.append(field)
            self._refreshers.append(field.refresh)
            _titled(self._box, name, field)
        else:
            self._number(parameter, name, read, put)
        self._refreshers[-1]()

    def _number(
        self, parameter: Parameter, name: str, read: Callable[[], Any], put: Callable[[Any], None]
    ) -> None:
        field = QDoubleSpinBox()
        field.setAccessibleName(name)
        field.setDecimals(0 if parameter.type == "entier" else 1)
        lowest = (
            parameter.minimum
            if parameter.minimum is not None
            else (-360.0 if parameter.type == "angle" else 0.0)
        )
        highest = parameter.maximum if parameter.maximum is not None else 1000.0
        field.setRange(lowest, highest)
        field.setKeyboardTracking(False)
        field.setMinimumWidth(look.metrics.u(90))
        field.lineEdit().setTextMargins(look.metrics.s2, 0, 0, 0)
        unit = "°" if parameter.type == "angle" else parameter.unit
        field.setSuffix(f"\u00a0{unit}" if unit else "")

        def show() -> None:
            field.blockSignals(True)
            field.setValue(float(read() or 0.0))
            field.blockSignals(False)

        field.valueChanged.connect(lambda value: put(int(value) if parameter.type == "entier" else value))
        self._refreshers.append(show)
        _titled(self._box, name, field)


def _titled(box: QVBoxLayout, name: str, field: QWidget) -> None:
    title = label(name, "label")
    title.setBuddy(field)
    box.addLayout(column(title, field, spacing=4))
