"""A selected structure in the marge: what it lets people set, and its commands under it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.basemap.france.places import Contour
from app.i18n import tr
from app.poster.document import Document, Transaction
from app.poster.records import Item, Mark
from app.ui.controls import column, emptied, word_button
from app.ui.marge.parameters import Parameters
from app.ui.marge.typing import LineField
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools.commands import CONTOURS, Command, commands
from app.ui.tools.remade import Case, can_be_contoured, contoured

#: A structure with no more fields than this shows them at once; the others are under « Plus de réglages ».
FEW = 3


class Structure(QWidget):
    """The parameters of one mark where they are few, then its commands as buttons."""

    def __init__(self, session: Session, items: list[Item]) -> None:
        super().__init__()
        self._session = session
        self._uid = items[0].uid if len(items) == 1 and isinstance(items[0], Mark) else ""
        #: The fields shown here; None where there are none, or too many.
        self.parameters: Parameters | None = None
        self._box = column(spacing=12)
        self._buttons = column(spacing=6)
        self._shown: tuple[object, ...] = ()
        self.setLayout(self._box)
        mark = self._mark()
        pictogram = session.drawn.get(mark.picto) if mark else None
        if mark is not None and pictogram is not None and pictogram.structure:
            parameters = Parameters(session, mark)
            if parameters.count <= FEW:
                self.parameters = parameters
                self._box.addWidget(parameters)
        self._box.addLayout(self._buttons)
        self.refresh()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return (self.parameters is None or self.parameters.empty) and not self._buttons.count()

    @property
    def lines(self) -> list[LineField]:
        """Fields with a pen, to be closed when something else is shown."""
        return self.parameters.lines if self.parameters else []

    def refresh(self) -> None:
        """Show what the document says, and the commands that suit the mark now."""
        if self.parameters:
            self.parameters.refresh()
        mark = self._mark()
        case = Case(mark, self._session.document, self._session.drawn) if mark else None
        shown = (*commands(case), can_be_contoured(case)) if case else ()
        if case is None or shown == self._shown:
            return
        self._shown = shown
        emptied(self._buttons)
        for command in commands(case):
            button = self._button(command.icon, command.word())
            button.clicked.connect(lambda _=False, told=command: self._do(told))
            self._buttons.addWidget(button)
        if can_be_contoured(case):
            self._buttons.addWidget(self._contours())

    def _mark(self) -> Mark | None:
        mark = self._session.document.get(self._uid)
        return mark if isinstance(mark, Mark) else None

    def _button(self, icon: str, word: str) -> QPushButton:
        button = word_button(icon, word)
        button.setMinimumHeight(look.metrics.field)
        return button

    def _contours(self) -> QPushButton:
        button = self._button("contour", tr("Prendre le contour réel"))
        menu = QMenu(button)
        for kind, word, act in CONTOURS:
            chosen = menu.addAction(word())
            chosen.triggered.connect(lambda _=False, told=(kind, act): self._contour(*told))
        button.setMenu(menu)
        return button

    def _contour(self, kind: Contour, act: Callable[[Document], Transaction]) -> None:
        why = tr("Il n’y a pas de contour ici\u00a0: ce lieu est hors du fond de carte. Rien n’a changé.")
        self._change(lambda case: contoured(case, kind), act, why)

    def _do(self, command: Command) -> None:
        self._change(command.make, command.act, command.why())

    def _change(
        self, make: Callable[[Case], Mark | None], act: Callable[[Document], Transaction], why: str
    ) -> None:
        """Do a command as one act, or say why it is not done."""
        self._session.settle()
        mark = self._mark()
        if mark is None or self._session.document.busy:
            return
        made = make(Case(mark, self._session.document, self._session.drawn))
        if made is None:
            self._session.said.emit(why)
            return
        if made == mark:
            self._session.said.emit(tr("C’est déjà ainsi\u00a0: rien n’a changé."))
            return
        with act(self._session.document) as open_act:
            open_act.put(made)
