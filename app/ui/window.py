"""The one window: the start page, and the poster that is open."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from app import paths, settings
from app.i18n import Souci, tr
from app.ui import app, thumbnails, work
from app.ui.bringing.drops import Drops
from app.ui.garbage import Collector
from app.ui.sizing import Sizing
from app.ui.start.page import SAMPLE, StartPage
from app.ui.work import Work

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate
    from app.imports.papier import Retrouvee
    from app.poster.records import Record
    from app.storage.file import PosterFile
    from app.ui.session import Session
    from app.ui.workspace import Workspace

log = logging.getLogger(__name__)


class Window(QWidget):
    """Holds the start page or one open poster; opens, makes and leaves posters."""

    def __init__(self, kept: settings.Settings) -> None:
        super().__init__()
        self.setWindowTitle("Chorographe")
        self.setMinimumSize(QSize(800, 560))
        self.kept = kept
        self.workspace: Workspace | None = None
        self.start: StartPage | None = None
        self._warmed = False
        self._warned = False
        self._collector = Collector(self)
        self.drops = Drops(self)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        # Regions scroll where they are short of room: the window never grows beyond the screen for them.
        self._pages.setSizeConstraint(QStackedLayout.SizeConstraint.SetNoConstraint)
        self.sizing = Sizing(self, kept, again=self._again, busy=lambda: self._writing)
        if not (kept.fenetre and self.restoreGeometry(QByteArray.fromHex(kept.fenetre.encode()))):
            self._fit_screen()
        self.show_start()

    def _fit_screen(self) -> None:
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(1366, room.width()), min(768, room.height()))
        self.setWindowState(Qt.WindowState.WindowMaximized)

    # -- the start page

    def open_at_start(self, path: Path | None) -> None:
        """Show the window; open ``path`` when it is given, and say on the start page why when it cannot be."""
        if self.kept.atelier:
            self.showFullScreen()
        else:
            self.show()
        if path is not None:
            QTimer.singleShot(0, lambda: self.open(path))

    def show_start(self, sentence: str = "") -> None:
        """Show a fresh start page, with a sentence when something could not be done."""
        self.kept.forget_lost()
        self._lay_start().tell(sentence)

    def _lay_start(self) -> StartPage:
        page, before = StartPage(self.kept), self.start
        page.draw_asked.connect(self.begin)
        page.blank_asked.connect(self.begin_blank)
        page.open_asked.connect(self.open)
        page.choose_asked.connect(self.choose)
        page.sample_asked.connect(self.open_sample)
        page.language_asked.connect(self.speak)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        self.start = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.picker.field.setFocus()
        return page

    # -- another look

    @property
    def _writing(self) -> bool:
        """Whether files are being written, or read, and said so in the marge."""
        space = self.workspace
        return space is not None and (space.exporting.busy or space.marge.apporter.busy)

    def _again(self, dress: Callable[[], None]) -> None:
        """Make all that is shown again in another look; people see neither an empty window nor another page."""
        self.setUpdatesEnabled(False)
        try:
            before, start, focus = self.workspace, self.start, QApplication.focusWidget()
            if before is None:
                dress()
                if start is not None:
                    self._lay_start().stand_as(start)
                return
            before.settle()
            before.session.hush()
            dress()
            self._lay(before.session).stand_as(before, focus)
            self._pages.removeWidget(before)
            before.hide()
            before.deleteLater()
            if start is not None:
                # Behind the poster: it is made afresh when people come back to it.
                self._pages.removeWidget(start)
                start.deleteLater()
                self.start = None
        finally:
            self.setUpdatesEnabled(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the size of the screen in workshop mode."""
        super().resizeEvent(event)
        self.sizing.follow()

    def speak(self, language: str) -> None:
        """Change the language at once, and remember it."""
        self.kept.langue = language
        settings.save(self.kept)
        app.speak(language)
        app.speak_qt()
        self.show_start()

    # -- posters

    def begin(
        self, candidates: Sequence[Candidate], nom: str, orientation: Any, reference: Sequence[Candidate] = ()
    ) -> None:
        """Make the poster of a territory in the person's documents and open it."""
        from app.imports.new import new_poster

        self._make(
            nom or next(one.nom for one in candidates),
            lambda: new_poster(candidates, nom=nom, orientation=orientation, reference=reference),
        )

    def begin_blank(self) -> None:
        """Make a poster without a territory in the person's documents and open it."""
        from app.imports.new import blank_poster

        orientation: Any = self.start.sheet.currentData() if self.start is not None else "paysage"
        self._make(tr("Page blanche"), lambda: blank_poster(orientation=orientation))

    def begin_sheet(self, photo: Path, found: Retrouvee) -> None:
        """Make the poster that a sheet was printed from, with its photograph under the map."""
        from app.imports import papier

        if not self.leave():
            return
        self.drops.waiting, sheet = (), found.sheet
        self._make(papier.called(sheet) or tr("Feuille dessinée"), lambda: papier.records(sheet))
        if self.workspace is not None:
            self.workspace.marge.apporter.take_sheet(photo, papier.at_home(found))

    def _make(self, name: str, records: Callable[[], list[Record]]) -> None:
        from datetime import datetime

        from app.storage.file import PosterFile

        try:
            made = records()
            path = free_path(paths.documents(), f"{name} {datetime.now().astimezone().date().isoformat()}")
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._coming():
                self._show(PosterFile.create(path, made))
        except OSError as error:
            log.warning("no new poster: %s", error)
            self.tell(
                tr(
                    "Le dossier {dossier} ne peut pas être écrit. Libérez de la place ou changez ses droits, "
                    "puis recommencez.",
                    dossier=paths.documents(),
                )
            )
        except Souci as souci:
            self.tell(str(souci))

    def open(self, path: Path) -> None:
        """Open a poster in the place of the one that is open."""
        from app.storage.file import PosterFile

        if self.workspace is not None and self.workspace.session.file.path == path:
            return
        try:
            with self._coming():
                if self.leave():
                    self._show(PosterFile.open(path))
        except Souci as souci:
            log.warning("%s not opened: %s", path, souci)
            self.tell(str(souci))

    def open_sample(self) -> None:
        """Open a copy of the example: people take it apart, the next ones find it whole."""
        import shutil

        path = free_path(paths.documents(), tr("Un exemple à démonter"))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(paths.resource(*SAMPLE), path)
        except OSError as error:
            log.warning("no copy of the example: %s", error)
            self.tell(tr("L’exemple n’a pas pu être copié dans {dossier}.", dossier=path.parent))
            return
        self.open(path)

    def choose(self) -> None:
        """Ask for a file and open it, without stopping the window."""
        from app.ui.asking import ask_file

        folder = self.kept.dossier or str(paths.documents())
        ask_file(self, tr("Ouvrir un poster"), tr("Posters (*.gpkg)"), self.open, folder)

    def leave(self) -> bool:
        """Close the open poster; return whether it could be, everything being on the disk.

        When the disk does not take the last acts, the first attempt says so and stays; the second leaves them.
        """
        workspace = self.workspace
        if workspace is None:
            return True
        session = workspace.session
        workspace.settle()
        try:
            if not session.file.read_only:
                session.file.flush()
        except Souci as souci:
            if not self._warned:
                self._warned = True
                workspace.tell(f"{souci} {tr('Fermer encore une fois quitte sans les derniers gestes.')}")
                return False
        workspace.marge.apporter.stop()
        self._remember(workspace)
        thumbnails.keep(session.file.path, session.scene, session.images)
        session.close()
        self._pages.removeWidget(workspace)
        workspace.deleteLater()
        self.workspace = None
        self.setWindowTitle("Chorographe")
        return True

    def save_copy(self) -> None:
        """Go on with a copy of the open poster, in the person's documents."""
        workspace = self.workspace
        if workspace is None:
            return
        workspace.settle()
        file = workspace.session.file
        path = free_path(paths.documents(), tr("{nom} (copie)", nom=file.path.stem))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            copy = file.copy_to(path)
        except OSError as error:
            log.warning("no copy: %s", error)
            workspace.tell(tr("La copie n’a pas pu être écrite dans {dossier}.", dossier=path.parent))
        except Souci as souci:
            workspace.tell(str(souci))
        else:
            self.leave()
            self._show(copy)

    def _remember(self, workspace: Workspace) -> None:
        path, poster = workspace.session.file.path, workspace.session.document.poster
        self.kept.remember(path, _called(poster.territoire_nom, poster.groupe) or path.stem)
        self.kept.dossier = str(path.parent)
        settings.save(self.kept)

    def go_home(self) -> None:
        """Leave the poster and come back to the start page."""
        if self.leave():
            self.show_start()

    @contextmanager
    def _coming(self) -> Iterator[None]:
        """Say that the poster is coming: the first one of a day takes a second or two."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        if self.start is not None and self.workspace is None:
            self.start.tell(tr("La feuille arrive…"))
            self.start.repaint()
        try:
            yield
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _show(self, file: PosterFile) -> None:
        from app.catalogue import load
        from app.ui.session import Session

        catalogue = load.available(embedded=file.carried)
        workspace = self._lay(Session(file, catalogue))
        workspace.begin()
        self.setWindowTitle(f"{file.document.poster.territoire_nom or file.path.stem} — Chorographe")
        self._warned = False
        # Already now: after a power cut the poster is still one click away.
        self._remember(workspace)
        if file.read_only:
            workspace.marge.notices.say(file.notice, tr("Enregistrer une copie"), self.save_copy)
        elif file.notice:
            workspace.tell(file.notice)
        elif catalogue.soucis:
            told = tr(
                "Un de vos pictos n’a pas pu être lu ({raison}) Les autres sont là.",
                raison=catalogue.soucis[0],
            )
            workspace.tell(told)
        self.drops.arrive(workspace)

    def _lay(self, session: Session) -> Workspace:
        from app.ui.workspace import Workspace

        workspace = Workspace(session, self.kept)
        workspace.home_asked.connect(self.go_home)
        workspace.open_asked.connect(self.choose)
        workspace.poster_asked.connect(self.begin_sheet)
        workspace.size_asked.connect(self.sizing.take)
        workspace.size_stepped.connect(self.sizing.step)
        workspace.workshop_asked.connect(self.sizing.hold_workshop)
        self.workspace = workspace
        self._pages.addWidget(workspace)
        self._pages.setCurrentWidget(workspace)
        return workspace

    def tell(self, sentence: str) -> None:
        """Say a calm sentence where people look: in the marge, or at the head of the start page."""
        if self.workspace is not None:
            self.workspace.tell(sentence)
        elif self.start is not None:
            self.start.tell(sentence)

    # -- Qt

    def event(self, event: QEvent) -> bool:
        """Prepare what drawing needs once the first picture of the window is on the screen."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._warmed:
            self._warmed = True
            self._collector.start()
            QTimer.singleShot(300, self._warm)
        return handled

    def _warm(self) -> None:
        app.speak_qt()
        self._warming = Work(_prepare, self).start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place of the window; leave the poster, or stay when it is not on the disk."""
        self.kept.fenetre = bytes(self.saveGeometry().toHex().data()).decode()
        settings.save(self.kept)
        if self.leave():
            work.finish()
            self._collector.stop()
            event.accept()
        else:
            event.ignore()


def _prepare() -> None:
    """Import and read what the first poster will need: half of what it takes to open one."""
    # Importing them is the work.
    import uharfbuzz  # noqa: F401

    import app.drawing.scene
    import app.imports.new
    import app.storage.file
    import app.ui.workspace  # noqa: F401
    from app.catalogue import load

    load.shipped()


def _called(territory: str, group: str) -> str:
    """Return the name of a poster in a list: the group first, it is what tells posters of one workshop apart."""
    return ", ".join(part for part in (group, territory) if part)


def free_path(folder: Path, name: str) -> Path:
    """Return a path of ``folder`` that nothing has yet: ``name.gpkg``, else ``name 2.gpkg``…"""
    clean = "".join(sign if sign.isalnum() or sign in " -_’'," else "-" for sign in name).strip()[:100]
    path, rank = folder / f"{clean}.gpkg", 2
    while path.exists():
        path = folder / f"{clean} {rank}.gpkg"
        rank += 1
    return path
