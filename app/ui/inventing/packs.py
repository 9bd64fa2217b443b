"""« ⋯ » at the foot of the panel: our pictograms go to another group, theirs come here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app import paths
from app.catalogue import personal
from app.i18n import Souci, tr
from app.ui.asking import ask_file, ask_folder, ask_target
from app.ui.controls import IconButton, column
from app.ui.inventing import ours
from app.ui.session import Session
from app.ui.style import look
from app.ui.work import Work


class PacksMenu(QWidget):
    """A button and its menu. ``said`` tells what was done, or why it could not be."""

    said = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self._work: Work | None = None
        self.button = IconButton(
            "suite", "", QSize(m.u(44), m.u(48)), tip=tr("Partager ou apporter des pictos")
        )
        self.button.clicked.connect(self._popup)
        self.menu = QMenu(self)
        self.share = self.menu.addAction(tr("Partager nos pictos…"))
        self.menu.addSeparator()
        self.bring_zip = self.menu.addAction(tr("Apporter des pictos (zip)…"))
        self.bring_folder = self.menu.addAction(tr("Apporter un dossier de pictos…"))
        self.share.triggered.connect(self._ask_target)
        self.bring_zip.triggered.connect(self._ask_pack)
        self.bring_folder.triggered.connect(self._ask_folder)
        self.setLayout(column(self.button, spacing=0))

    def _popup(self) -> None:
        self.share.setEnabled(bool(self._session.catalogue.ours()))
        above = self.button.mapToGlobal(self.button.rect().topLeft())
        above.setY(above.y() - self.menu.sizeHint().height())
        self.menu.popup(above)

    def _ask_target(self) -> None:
        ask_target(
            self,
            tr("Partager nos pictos"),
            tr("Paquet de pictos (*.zip)"),
            self.write,
            folder=str(paths.documents()),
            name=tr("nos pictos.zip"),
            suffix="zip",
        )

    def _ask_pack(self) -> None:
        kinds = tr("Paquet de pictos (*.zip)")
        ask_file(self, tr("Apporter des pictos"), kinds, self.bring, str(paths.documents()))

    def _ask_folder(self) -> None:
        ask_folder(self, tr("Apporter des pictos"), self.bring, str(paths.documents()))

    def write(self, target: Path) -> None:
        """Write our pictograms as a pack."""
        try:
            self.said.emit(ours.share(self._session, target))
        except Souci as souci:
            self.said.emit(str(souci))

    def bring(self, source: Path) -> None:
        """Read a pack beside the window, then let its pictograms join ours."""
        if self._work is not None:
            return
        catalogue = self._session.catalogue
        self._work = Work(lambda: personal.bring(source, catalogue), self)
        self._work.done.connect(self._brought)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _brought(self, brought: personal.Brought) -> None:
        self._work = None
        self.said.emit(ours.joined(self._session, brought))

    def _failed(self, error: Exception) -> None:
        self._work = None
        if not isinstance(error, Souci):
            raise error
        self.said.emit(str(error))
