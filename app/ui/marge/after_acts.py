"""What the marge says after an act: what went, with « Annuler », and that the AMOF has left the sheet."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.i18n import tr, trn
from app.poster.document import Commit
from app.poster.options import Options
from app.poster.records import ITEM_TYPES, Apport, Calque
from app.ui.marge.notice import Notices
from app.ui.session import Session


class AfterActs(QObject):
    """Listens to the acts of a poster and speaks in the notices of its marge."""

    def __init__(self, session: Session, notices: Notices) -> None:
        super().__init__(notices)
        self._session, self._notices = session, notices
        self._amof_shown = self._has_amof()
        session.committed.connect(self._committed)

    def _has_amof(self) -> bool:
        return self._session.scene.ink("feuille:amof") is not None

    def _committed(self, commit: Commit) -> None:
        told = self._tell_of_amof()
        if commit.kind != "acte":
            self._notices.clear()
            return
        gone = [
            before
            for before, after in commit.patch.changes.values()
            if isinstance(before, ITEM_TYPES) and after is None
        ]
        layers = [
            before.nom or tr("sans nom")
            for before, after in commit.patch.changes.values()
            if isinstance(before, Apport | Calque) and after is None
        ]
        if layers and not gone and len(layers) == 1:
            self._notices.say(
                tr("«\u00a0{nom}\u00a0» n’est plus sur le fond.", nom=layers[0]),
                tr("Annuler"),
                self._session.undo,
                stay=False,
            )
        elif gone:
            self._notices.say(
                trn(len(gone), "{n} élément supprimé", "{n} éléments supprimés"),
                tr("Annuler"),
                self._session.undo,
                stay=False,
            )
        elif self._notices.leaving and not told:
            self._notices.clear()

    def _tell_of_amof(self) -> bool:
        """Say that the AMOF has left the sheet because the legend has grown; return whether it was said."""
        was, self._amof_shown = self._amof_shown, self._has_amof()
        left = was and Options.of(self._session.document.poster).amof and not self._amof_shown
        if left:
            self._notices.say(
                tr("La légende a pris la place de l’AMOF\u00a0: à l’export, il aura sa propre feuille."),
                stay=False,
            )
        return left
