"""Looks beside the window whether a picture that was let go is the photograph of an empty sheet of ours."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.i18n import Souci
from app.imports import papier
from app.ui.bringing.gathered import PICTURES
from app.ui.bringing.reading import Reading

log = logging.getLogger(__name__)
#: What a telephone or a scanner writes.
ENDS = PICTURES | {".pdf", ".tif", ".tiff"}


class Sheets(QObject):
    """One picture at a time; what shows no sheet is never heard of."""

    #: The picture, the uid it has in the poster or "", and its sheet: a ``Retrouvee``.
    found = Signal(object, str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reading = Reading(self)
        self._reading.done.connect(self._done)
        self._reading.failed.connect(self._failed)

    def look(self, path: Path, uid: str = "", crs: int = 0) -> None:
        """Look at a picture; ``uid`` is told again, ``crs`` is that of the poster to lay it on."""
        if path.suffix.lower() in ENDS:
            self._reading.start(lambda _, stopped: (path, uid, papier.find(path, crs=crs, cancelled=stopped)))

    def stop(self) -> None:
        """Look no further."""
        self._reading.stop()

    def _done(self, answer: tuple[Path, str, papier.Retrouvee]) -> None:
        self.found.emit(*answer)

    def _failed(self, error: Exception) -> None:
        # Most pictures show none; and whoever reads one for what it is says what is wrong with it.
        if not isinstance(error, Souci):
            log.error("looking for a sheet", exc_info=error)
