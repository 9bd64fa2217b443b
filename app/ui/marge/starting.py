"""What a free tool starts with: its domaine, its width, its form. Kept while the poster is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLayout, QWidget

from app.i18n import tr
from app.ui import words
from app.ui.controls import column, row, steady, titled
from app.ui.marge.swatches import domaine, inks
from app.ui.segments import Choice, Segments
from app.ui.session import Session

#: Tools that ask how they start.
TOOLS = ("crayon", "texte", "fleche", "zone")
#: Widths of the pencil in mm of the nominal sheet: the middle one is that of a new stroke.
PENCIL = (0.7, 1.1, 2.2)


class Starting(QWidget):
    """The fields of one free tool. What is chosen holds for everything laid next.

    Where there is little room they are not ``named``: their icons are those of the rail and of the settings; where
    there is less still, ``brief`` leaves the width to the settings of what was laid.
    """

    def __init__(
        self, session: Session, tool: str, *, strip: bool, named: bool = True, brief: bool = False
    ) -> None:
        super().__init__()
        self._session, self._tool, self._named = session, tool, named
        fields = [self._ink()]
        if tool == "crayon":
            icon = ("force1", "force2", "force3")
            said = (tr("fin"), tr("moyen"), tr("gros"))
            choices = [
                Choice(width, "", icon=name, said=word)
                for width, name, word in zip(PENCIL, icon, said, strict=True)
            ]
            fields.append(self._segments(tr("Épaisseur"), "taille_mm", choices, PENCIL[1]))
        elif tool == "texte":
            fields.append(self._style())
        elif not brief:
            fields.append(self._segments(tr("Force"), "intensite", words.forces(), 2))
        self.setLayout((row if strip else column)(*fields, spacing=14))

    def _value(self, field: str, usual: object) -> object:
        return self._session.starting.get(self._tool, {}).get(field, usual)

    def _keep(self, field: str) -> Callable[[object], None]:
        def keep(value: object) -> None:
            self._session.starting.setdefault(self._tool, {})[field] = value

        return keep

    def _ink(self) -> QLayout:
        segments = inks(tr("Domaine"), domaine, emptiable=False)
        segments.show_value(self._value("domaine", ""))
        segments.chosen.connect(self._keep("domaine"))
        return self._under(tr("Domaine"), segments)

    def _segments(self, name: str, field: str, choices: Sequence[Choice], usual: object) -> QLayout:
        segments = Segments(name, choices, emptiable=False)
        segments.show_value(self._value(field, usual))
        segments.chosen.connect(self._keep(field))
        return self._under(name, segments)

    def _under(self, name: str, segments: Segments) -> QLayout:
        return titled(name, segments) if self._named else row(segments)

    def _style(self) -> QLayout:
        choice = steady(QComboBox())
        choice.setAccessibleName(tr("Style"))
        for each in words.styles():
            choice.addItem(each.word, each.value)
        choice.setCurrentIndex(choice.findData(self._value("style", "libre")))
        keep = self._keep("style")
        choice.activated.connect(lambda rank: keep(choice.itemData(rank)))
        return titled(tr("Style"), choice)
