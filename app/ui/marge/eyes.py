"""The choice of whose eyes look at the sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import tr
from app.ui.canvas.eye import said
from app.ui.controls import column, label
from app.ui.segments import Choice, Segments


class Eyes(QWidget):
    """Six eyes in two rows: one choice."""

    #: A vision, "" for the usual eye.
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        name = tr("Voir la feuille autrement")
        rows = (
            (("", tr("Usuel")), ("deuteranope", tr("Sans vert")), ("protanope", tr("Sans rouge"))),
            (("tritanope", tr("Sans bleu")), ("gris", tr("En gris")), ("delave", tr("Délavé"))),
        )
        self.rows = [
            Segments(
                name,
                [Choice(key, word, said=said(key) or tr("Vu par un œil usuel")) for key, word in each],
                emptiable=False,
            )
            for each in rows
        ]
        self.vision = ""
        for segments in self.rows:
            segments.chosen.connect(lambda value: self.look(str(value)))
            segments.show_value("")
        self.setLayout(column(label(name, "label"), *self.rows, spacing=6))

    def look(self, vision: str) -> None:
        """Choose a vision."""
        for segments in self.rows:
            segments.show_value(vision)
        if vision != self.vision:
            self.vision = vision
            self.chosen.emit(vision)
