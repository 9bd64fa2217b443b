"""Files let go anywhere on the window: a poster is opened, maps and pictures come to the ground of the open one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from app.i18n import tr

if TYPE_CHECKING:
    from app.imports.papier import Retrouvee
    from app.ui.bringing.sheets import Sheets
    from app.ui.window import Window
    from app.ui.workspace import Workspace


class Drops(QObject):
    """Listens to what is dragged over a window; the sheet and « Inventer » take theirs before."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        #: Let go on the start page: they wait for a poster.
        self.waiting: tuple[Path, ...] = ()
        self._sheets: Sheets | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files; anything else is refused."""
        if not isinstance(event, QDropEvent) or watched is not self._window:
            return False
        if not any(url.isLocalFile() for url in event.mimeData().urls()):
            event.ignore()
            return True
        # Copied, never moved: what is dragged stays where it comes from.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not isinstance(event, QDragMoveEvent):
            self._window.activateWindow()
            self.receive(event.mimeData())
        return True

    def receive(self, data: QMimeData) -> None:
        """Do what files are for."""
        from app.ui.bringing.gathered import gathered, local

        found, window = gathered(local(data)), self._window
        if found.poster is not None:
            window.open(found.poster)
        elif window.workspace is None:
            self._wait(found.brought)
        elif found.brought:
            _take(window.workspace, found.brought)
        else:
            # Words and drawings are laid where the sheet is looked at.
            from app.ui.clipboard import acts

            acts.receive(window.workspace.canvas, data, None)

    def arrive(self, workspace: Workspace) -> None:
        """Bring what waited for a poster."""
        paths, self.waiting = self.waiting, ()
        if self._sheets is not None:
            self._sheets.stop()
        if paths:
            _take(workspace, paths)

    def _wait(self, paths: tuple[Path, ...]) -> None:
        if not paths:
            self._window.tell(
                tr(
                    "Ouvrez d’abord un poster\u00a0: les mots, les dessins et les images se posent sur sa feuille."
                )
            )
            return
        self.waiting = paths
        self._window.tell(
            tr(
                "«\u00a0{fichier}\u00a0» viendra sous la carte\u00a0: dites quel territoire vous dessinez, puis "
                "«\u00a0Dessiner\u00a0».",
                fichier=paths[0].name,
            )
        )
        if len(paths) == 1:
            self._look(paths[0])

    def _look(self, path: Path) -> None:
        """Look whether it is the photograph of an empty sheet: that says by itself which territory is drawn."""
        from app.ui.bringing.sheets import Sheets

        if self._sheets is None:
            self._sheets = Sheets(self)
            self._sheets.found.connect(self._offer)
        self._sheets.look(path)

    def _offer(self, path: Path, _: str, sheet: Retrouvee) -> None:
        start = self._window.start
        if start is None or self._window.workspace is not None or self.waiting != (path,):
            return
        from app.imports import papier

        nom = papier.called(sheet.sheet)
        start.tell(
            tr(
                "«\u00a0{fichier}\u00a0» montre une feuille imprimée\u00a0: {nom}.",
                fichier=path.name,
                nom=nom,
            )
            if nom
            else tr("«\u00a0{fichier}\u00a0» montre une feuille imprimée.", fichier=path.name),
            tr("Commencer le poster de ce territoire"),
            lambda: self._window.begin_sheet(path, sheet),
        )


def _take(workspace: Workspace, paths: tuple[Path, ...]) -> None:
    from app.ui.bringing import wiring

    wiring.take(workspace, paths)
