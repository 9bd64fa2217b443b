"""The foot of the settings: what is done to the selected thing as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from app.i18n import tr
from app.poster.records import Item, PostIt
from app.ui import arranging
from app.ui.controls import IconButton, row
from app.ui.session import Session
from app.ui.style import look


class Foot(QFrame):
    """Buttons in a row: a post-it about it, copy, strike out, delete."""

    #: A post-it about the one thing that is selected.
    note_asked = Signal()

    def __init__(self, session: Session, items: Sequence[Item]) -> None:
        super().__init__()
        m = look.metrics
        self.setObjectName("footer")
        buttons: list[IconButton] = []
        size = QSize(m.foot_w, m.tool_h)
        if len(items) == 1 and not isinstance(items[0], PostIt):
            note = IconButton("postit", tr("Post-it"), size, tip=tr("Un post-it sur cet élément"))
            note.clicked.connect(self.note_asked)
            buttons.append(note)
        copy = IconButton("dupliquer", tr("Dupliquer"), size)
        copy.clicked.connect(lambda: arranging.duplicate(session))
        strike = IconButton(
            "barrer", tr("Barrer"), size, tip=tr("Barrer\u00a0: ce n’est plus d’accord, mais cela reste lu")
        )
        strike.setCheckable(True)
        strike.setChecked(all(item.barre for item in items))
        strike.clicked.connect(lambda: arranging.strike(session))
        gone = IconButton("supprimer", tr("Supprimer"), QSize(max(m.u(70), m.foot_w), m.tool_h))
        gone.clicked.connect(lambda: arranging.delete(session))
        box = row(*buttons, copy, strike, gone, spacing=0)
        box.setContentsMargins(m.s1, m.s1, m.s1, m.s1)
        self.setLayout(box)
