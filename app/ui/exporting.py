"""Exports from the window: the dialog, the work beside the window, and what the marge says of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app import settings
from app.exports.registry import Annule, Snapshot, export
from app.i18n import Souci, tr, trn
from app.ui.export_dialog import ExportDialog
from app.ui.marge.notice import Notices
from app.ui.session import Session
from app.ui.work import Work

log = logging.getLogger(__name__)


class Exporting(QObject):
    """One export at a time; drawing goes on meanwhile."""

    #: The files that were written.
    written = Signal(object)
    _share = Signal(float)

    def __init__(self, session: Session, notices: Notices, kept: settings.Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._notices, self._kept, self._window = session, notices, kept, window
        self.dialog: ExportDialog | None = None
        self._work: Work | None = None
        self._given_up = Event()

    @property
    def busy(self) -> bool:
        """Whether files are being written."""
        return self._work is not None

    def open(self, only: str = "") -> None:
        """Open « Exporter », with only one format ticked where its key is given."""
        if self.dialog is not None or self.busy:
            return
        dialog = ExportDialog(self._session, self._kept, self._window, only)
        dialog.readable_asked.connect(lambda: self._session.panel_requested.emit("lisible"))
        dialog.accepted.connect(self._begin)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _begin(self) -> None:
        if self.dialog is not None:
            self.write(self.dialog.targets())

    def write(self, targets: Sequence[tuple[Path, Any]]) -> None:
        """Write (path, options) one after another, on a snapshot of the poster."""
        snapshot = self._session.snapshot()
        self._given_up.clear()
        card = self._notices.progress(
            trn(len(targets), "Écriture de {n} fichier…", "Écriture de {n} fichiers…")
        )
        card.given_up.connect(self._given_up.set)
        self._share.connect(card.show_share)
        self._work = Work(lambda: self._run(snapshot, targets), self)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _run(self, snapshot: Snapshot, targets: Sequence[tuple[Path, Any]]) -> tuple[Path, ...]:
        files: list[Path] = []
        for rank, (path, options) in enumerate(targets):

            def told(share: float, rank: int = rank) -> bool:
                self._share.emit((rank + share) / len(targets))
                return not self._given_up.is_set()

            path.parent.mkdir(parents=True, exist_ok=True)
            files += export(snapshot, path, options, told)
        return tuple(files)

    def _done(self, files: tuple[Path, ...]) -> None:
        self._end()
        # A sheet to draw upon is printed at once: it is a program of the machine that does it.
        alone = len(files) == 1 and files[0].suffix == ".pdf"
        shown = files[0] if alone else files[0].parent
        self._notices.say(
            trn(len(files), "{n} fichier écrit et vérifié", "{n} fichiers écrits et vérifiés"),
            tr("Ouvrir pour imprimer") if alone else tr("Ouvrir le dossier"),
            lambda: show_file(shown),
        )
        self.written.emit(files)

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Annule | Souci):
            self._notices.say(str(error))
            return
        log.error("export", exc_info=error)
        self._notices.say(
            tr("L’export n’a pas pu se faire. Votre poster est enregistré\u202f; essayez un autre dossier."),
            tr("Choisir un autre dossier"),
            self.open,
        )

    def _end(self) -> None:
        self._share.disconnect()
        self._notices.end()
        self._work = None


def show_file(path: Path) -> None:
    """Open a file or a folder with the program of the machine that does it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
