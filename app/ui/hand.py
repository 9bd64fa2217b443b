"""What a person keeps at hand: favourite pictograms, and those laid last. Kept on their machine, not in posters."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app import settings
from app.poster.document import Commit
from app.poster.records import Mark
from app.ui.session import Session


class Hand(QObject):
    """The favourites and the recent ones of the settings, by key, as long as a poster is open."""

    #: A favourite came or went.
    favourites_changed = Signal()
    #: A pictogram was laid.
    recents_changed = Signal()

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__(session)
        self._session, self._kept = session, kept
        session.committed.connect(self._committed)

    @property
    def favourites(self) -> tuple[str, ...]:
        """The favourites, in the order in which they were chosen."""
        return tuple(self._kept.favoris)

    @property
    def recents(self) -> tuple[str, ...]:
        """What was laid last, the newest first."""
        return tuple(self._kept.derniers)

    def favour(self, key: str, wanted: bool) -> None:
        """Keep a pictogram among the favourites, or no longer."""
        if wanted != (key in self._kept.favoris):
            self._kept.favoris = [one for one in self._kept.favoris if one != key] + [key] * wanted
            settings.save(self._kept)
            self.favourites_changed.emit()

    def _committed(self, commit: Commit) -> None:
        """Note what was laid, however it was; the settings are written when the poster is left."""
        if commit.kind != "acte":
            return
        laid = [
            after.picto
            for before, after in commit.patch.changes.values()
            if before is None and isinstance(after, Mark)
        ]
        known = [key for key in laid if key in self._session.catalogue and self._shown(key)]
        if known and self._kept.derniers[:1] != known[-1:]:
            for key in known:
                self._kept.laid(key)
            self.recents_changed.emit()

    def _shown(self, key: str) -> bool:
        """Return whether the palette holds it: free marks are tools."""
        pictogram = self._session.catalogue[key]
        return bool(pictogram.domaine) or pictogram.ours
