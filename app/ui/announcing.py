"""What happens on the sheet is said to those who do not see it: what is chosen, each act, each sentence."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.i18n import tr, trn
from app.poster.document import Commit
from app.poster.records import ITEM_TYPES, Item, Poster
from app.ui.acts import said
from app.ui.contents import Contents
from app.ui.session import Session
from app.ui.tools.registry import TOOLS


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say a sentence once it has said what it was saying; nothing where none listens."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


class Announcer(QObject):
    """Speaks for one sheet. The description of ``widget`` is what is chosen, else what the tool does.

    Where no screen reader listens no sentence is made: the first one looks through the whole base map.
    """

    def __init__(self, widget: QWidget, session: Session) -> None:
        super().__init__(widget)
        self._widget, self._session = widget, session
        self._contents = Contents(session)
        #: What was last said of as laid: choosing it at once says nothing more.
        self._laid: frozenset[str] = frozenset()
        #: The last sentence.
        self.sentence = ""
        session.committed.connect(self._committed)
        session.selection_changed.connect(self._chosen)
        session.said.connect(self.say)
        session.heard.connect(self.say)
        self._name()

    def say(self, sentence: str) -> None:
        """Say a sentence, if there is one."""
        if sentence:
            self.sentence = sentence
            announce(self._widget, sentence)

    def _name(self) -> None:
        poster = self._session.document.poster
        name = ", ".join(part for part in (poster.titre, poster.territoire_nom) if part)
        self._widget.setAccessibleName(tr("Le poster\u00a0: {nom}", nom=name) if name else tr("Le poster"))

    def _chosen(self) -> None:
        if not QAccessible.isActive():
            return
        chosen = self._session.selection
        told = self.chosen()
        self._widget.setAccessibleDescription(told or TOOLS[self._session.tool].hint())
        if told and chosen != self._laid:
            self.say(told)
        self._laid = frozenset()

    def chosen(self) -> str:
        """Return what is chosen in one sentence, "" for nothing."""
        chosen = self._session.selection
        if len(chosen) == 1:
            return self._contents.sentence(next(iter(chosen)))
        return trn(len(chosen), "{n} élément choisi", "{n} éléments choisis") if chosen else ""

    def _committed(self, commit: Commit) -> None:
        changes = commit.patch.changes
        if any(isinstance(after, Poster) for _, after in changes.values()):
            self._name()
        if not QAccessible.isActive():
            return
        act = said(commit.patch.label)
        if commit.kind == "annuler":
            self.say(tr("Annulé\u00a0: {acte}", acte=act))
        elif commit.kind == "retablir":
            self.say(tr("Rétabli\u00a0: {acte}", acte=act))
        else:
            self.say(self._act(act, commit))
        if self._session.selection & changes.keys():
            self._widget.setAccessibleDescription(self.chosen())

    def _act(self, act: str, commit: Commit) -> str:
        made: list[Item] = []
        changed: list[Item] = []
        gone = 0
        for before, after in commit.patch.changes.values():
            if isinstance(after, ITEM_TYPES):
                (made if before is None else changed).append(after)
            elif isinstance(before, ITEM_TYPES):
                gone += 1
        if gone and not made:
            return trn(gone, "{n} élément supprimé", "{n} éléments supprimés")
        if made and not gone:
            self._laid = frozenset(item.uid for item in made)
            if len(made) > 1:
                return trn(len(made), "{n} élément posé", "{n} éléments posés")
            return tr("Posé\u00a0: {quoi}", quoi=self._contents.sentence(made[0].uid))
        if len(changed) == 1:
            return tr("{acte}\u00a0: {quoi}", acte=act, quoi=self._contents.sentence(changed[0].uid))
        return act
