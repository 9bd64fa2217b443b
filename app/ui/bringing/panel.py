"""« Apporter un fichier »: files are read beside the window, what they hold is chosen, and comes under the poster."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QPushButton, QWidget

from app import paths as folders
from app import settings
from app.i18n import Souci, tr, trn
from app.imports.papier import Retrouvee
from app.ui.asking import ask_files
from app.ui.bringing import adding, found
from app.ui.bringing.found import Found, Row
from app.ui.bringing.pages import Underway, Waiting, Ways, note
from app.ui.bringing.preview import Preview
from app.ui.bringing.reading import Reading
from app.ui.bringing.row_card import RowCard
from app.ui.bringing.sheets import Sheets
from app.ui.controls import column, emptied, scrolling
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look

log = logging.getLogger(__name__)
#: A hand that is at work is asked again after this (ms).
AGAIN = 150
#: What the dialog offers first; everything else can be asked for too, and a sentence says what it is.
SUFFIXES = "gpkg geojson json topojson shp zip kml kmz gpx fgb csv tsv tif tiff png jpg jpeg webp mbtiles pdf"


class Apporter(QWidget):
    """The panel. It waits, reads, asks what is wanted, reads again, and the poster has it: one undo."""

    closed = Signal()
    #: A file was read while another panel was open, or is to be chosen now.
    shown_asked = Signal()
    #: A picture is to be laid on the sheet as a print.
    photo_asked = Signal(object)
    #: Areas of a file, of which the territory is to be made, and what they are listed under.
    territory_asked = Signal(object, str)
    #: What is said of a picture that has no place on the ground yet, and its uid.
    loose = Signal(str, str)
    #: The uid of what came last, when it is listed in sight.
    brought = Signal(str)
    #: What is said of a photographed sheet that is at its place.
    placed = Signal(str)
    #: The photograph of a sheet, and that sheet, of which another poster is to be made.
    poster_asked = Signal(object, object)
    #: A sentence that asks for a look at this panel.
    waiting = Signal(str)

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        m = look.metrics
        self._session, self._kept = session, kept
        self._paths: tuple[Path, ...] = ()
        self._replaces = ""
        self._found: Found | None = None
        self._souci = ""
        #: Whether the keys were here before what is shown changed.
        self._keys = False
        #: Looks at pictures that were laid as prints.
        self.sheets = Sheets(self)
        self.reading = Reading(self)
        self.reading.share.connect(self._share)
        self.reading.done.connect(self._read)
        self.reading.failed.connect(self._failed)
        head = Heading(tr("Apporter un fichier"))
        head.closed.connect(self.give_up)
        self._body = column(spacing=10)
        self._body.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        self._foot = column(spacing=8)
        self._foot.setContentsMargins(m.u(14), m.s2, m.u(14), m.s3)
        foot = QFrame()
        foot.setObjectName("footer")
        foot.setLayout(self._foot)
        self._footer = foot
        self.cards: list[RowCard] = []
        self.preview: Preview | None = None
        self.bar: QProgressBar | None = None
        self.go: QPushButton | None = None
        self.ways: Ways | None = None
        self.setLayout(column(head, scrolling(self._body), foot, spacing=0))
        self._show_waiting()

    # -- what others ask

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self.reading.busy

    def ask(self) -> None:
        """Ask for files."""
        if self._refuses():
            return
        kinds = " ".join(f"*.{each}" for each in SUFFIXES.split())
        ask_files(
            self.window(),
            tr("Apporter un fichier"),
            f"{tr('Cartes, images et pages')} ({kinds});;{tr('Tous les fichiers')} (*)",
            self.take,
            self._kept.dossier or str(folders.documents()),
        )

    def take(self, paths: Sequence[Path], replaces: str = "") -> None:
        """Read files; ``replaces`` is the photo of which the picture takes the place."""
        if not paths or self._refuses():
            return
        if replaces:
            self.sheets.stop()  # it is looked for here too
        self._paths, self._replaces, self._found, self._souci = tuple(paths), replaces, None, ""
        poster = self._session.document.poster
        wanted = self._paths
        self.reading.start(lambda share, stopped: found.read(poster, wanted, share, stopped))
        self._show_reading(
            tr("Lecture de «\u00a0{fichier}\u00a0»…", fichier=paths[0].name)
            if len(paths) == 1
            else trn(len(paths), "Lecture de {n} fichier…", "Lecture de {n} fichiers…")
        )
        self.shown_asked.emit()

    def take_sheet(self, path: Path, sheet: Retrouvee, replaces: str = "") -> None:
        """Put the sheet that a photograph was found to show under the poster; one of elsewhere is asked about."""
        self.reading.stop()
        self._paths, self._replaces, self._souci = (path,), replaces, ""
        row = found.sheet_row(self._session.document.poster, path, sheet)
        if not row.wanted:
            self.shown_asked.emit()
        self._read(Found((row,)))

    def _refuses(self) -> bool:
        """Say at once that a poster which cannot be changed takes nothing; return whether it is one."""
        locked = self._session.file.read_only
        if locked:
            self._session.said.emit(
                tr("Ce poster ne peut pas être changé\u00a0: enregistrez-en une copie d’abord.")
            )
        return locked

    def stop(self) -> None:
        """Give up what is being read, without a word."""
        self.sheets.stop()
        if self.reading.busy:
            self.reading.stop()
            self._back()

    def give_up(self) -> None:
        """Give up what is being read, else close the panel."""
        if self.reading.busy:
            self.reading.stop()
            self._session.said.emit(tr("Lecture abandonnée\u00a0: rien n’a changé."))
            if self._back():
                return
        self._found = None
        self.closed.emit()
        self._show_waiting()

    def fill(self) -> None:
        """Give the keys to what is next; called when the panel is shown."""
        self._keys = True
        self._focus()

    def like(self, other: Apporter) -> None:
        """Show what another panel of the same poster shows."""
        self._paths, self._replaces, self._souci = other._paths, other._replaces, other._souci
        if other._found is not None and not other.busy:
            self._found = other._found
            self._show_found()
        elif self._souci:
            self._show_waiting()

    # -- reading

    def _share(self, part: float) -> None:
        if self.bar is not None:
            self.bar.setValue(round(part * 1000))

    def _read(self, answer: object) -> None:
        if isinstance(answer, Found):
            self._found = answer
            sheets = [each for each in answer.rows if each.sheet is not None and each.wanted]
            if sheets and len(answer.rows) == 1:
                # Its own codes say where it lies: there is nothing to ask.
                self.add()
                return
            if answer.soucis:
                self._session.said.emit(answer.soucis[0])
            self._show_found()
            self._tell_waiting()
        elif isinstance(answer, Row):
            self._replace(answer)
        elif isinstance(answer, adding.Units):
            self._back()
            self.territory_asked.emit(answer.units, answer.title)
        elif isinstance(answer, adding.Ready):
            self._write(answer)

    def _tell_waiting(self) -> None:
        if not self.isVisible():
            self.waiting.emit(tr("«\u00a0{fichier}\u00a0» est lu.", fichier=self._paths[0].name))

    def _failed(self, error: object) -> None:
        if not isinstance(error, Souci):
            log.error("bringing %s", [path.name for path in self._paths], exc_info=error)  # type: ignore[arg-type]
            error = Souci(
                tr("Ce fichier n’a pas pu être lu. Rien n’a changé\u202f; essayez-en une autre version.")
            )
        self._souci = str(error)
        if not self.isVisible():
            self._session.said.emit(self._souci)
        self._back()

    def _back(self) -> bool:
        """Show what was chosen before a reading that came to nothing; return whether there is any."""
        if self._found is not None:
            self._show_found()
            return True
        self._show_waiting()
        return False

    def _replace(self, page: Row) -> None:
        assert self._found is not None
        rows = tuple(
            page if each.path == page.path and each.is_picture else each for each in self._found.rows
        )
        self._found = Found(rows, self._found.soucis)
        self._show_found()

    def _look_at(self, old: Row, page: int) -> None:
        poster = self._session.document.poster
        self.reading.start(lambda share, stopped: found.look_at_page(poster, old.path, page, share, stopped))
        self._show_reading(tr("Lecture de la page {n}…", n=page + 1))

    # -- adding

    def add(self) -> None:
        """Read what is wanted, then put it under the poster."""
        if self._found is None:
            return
        rows, poster = self._found.rows, self._session.document.poster
        records = list(self._session.document.records.values())
        self.reading.start(lambda share, stopped: adding.prepare(poster, records, rows, share, stopped))
        self._show_reading(tr("Préparation du fond…"))

    def _write(self, ready: adding.Ready) -> None:
        self._session.settle()
        if self._session.document.busy:
            # What the hand is doing comes first.
            QTimer.singleShot(AGAIN, self, lambda: self._write(ready))
            return
        try:
            told, loose, last = adding.write(self._session, ready, self._replaces)
        except Souci as souci:
            self._failed(souci)
            return
        self._found, self._souci = None, ""
        shown = self.isVisible()
        self._show_waiting()
        sheets = bool(ready.pictures) and all(isinstance(each, Retrouvee) for each in ready.pictures)
        if shown:
            # A sheet that was drawn upon is traced over next: the whole of it is to be seen.
            self._session.panel_requested.emit("" if sheets and not ready.records else "fond")
            self.brought.emit(last)
        if loose:
            self.loose.emit(told, loose)
        elif sheets:
            self.placed.emit(told)
        else:
            self._session.said.emit(told)

    # -- what is shown

    def _empty(self) -> None:
        focus = QApplication.focusWidget()
        self._keys = self._keys or (focus is not None and self.isAncestorOf(focus))
        emptied(self._body)
        emptied(self._foot)
        self.cards, self.preview, self.bar, self.go, self.ways = [], None, None, None, None
        self._footer.hide()

    def _show_waiting(self) -> None:
        """Show how a file comes, and why the last one did not."""
        self._empty()
        page = Waiting(self._souci)
        page.asked.connect(self.ask)
        self.choose = page.choose
        self._body.addWidget(page)
        self._body.addStretch(1)
        self._focus()

    def _show_reading(self, words: str) -> None:
        self._empty()
        page = Underway(words)
        page.given_up.connect(self.give_up)
        self.bar, self.stopper = page.bar, page.stopper
        self._body.addWidget(page)
        self._body.addStretch(1)
        self._focus()

    def _show_found(self) -> None:
        assert self._found is not None
        self._empty()
        rows = self._found.rows
        if self._souci:
            self._body.addWidget(note(self._souci))
            self._souci = ""
        self.preview = Preview(self._session)
        self._body.addWidget(self.preview)
        for each in rows:
            card = RowCard(each)
            card.changed.connect(self._changed)
            card.page_asked.connect(lambda page, each=each: self._look_at(each, page))
            self._body.addWidget(card)
            self.cards.append(card)
        self._body.addStretch(1)
        ways = self.ways = Ways(rows, printable=not self._replaces)
        ways.add_asked.connect(self.add)
        ways.territory_asked.connect(self._make_territory)
        ways.poster_asked.connect(self._make_poster)
        ways.print_asked.connect(self._lay_print)
        self.go = ways.go
        self._foot.addWidget(ways)
        self._footer.show()
        self._changed()
        self._focus()

    def _make_territory(self) -> None:
        row = self.ways.areas if self.ways is not None else None
        if row is not None:
            self.reading.start(lambda share, stopped: adding.territories(row, share, stopped))
            self._show_reading(tr("Lecture de «\u00a0{fichier}\u00a0»…", fichier=row.path.name))

    def _make_poster(self) -> None:
        row = self._found.rows[0] if self._found is not None else None
        if row is not None and row.sheet is not None:
            self.poster_asked.emit(row.path, row.sheet)

    def _lay_print(self) -> None:
        path = self._paths[0]
        self._found = None
        self.closed.emit()
        self._show_waiting()
        self.photo_asked.emit(path)

    def _changed(self) -> None:
        if self._found is not None and self.preview is not None and self.ways is not None:
            self.preview.show_rows(self._found.rows)
            self.ways.refresh()

    def _focus(self) -> None:
        """Give the keys to what is next with the next turn of the loop, unless people are elsewhere."""
        QTimer.singleShot(0, self, self._give_keys)

    def _give_keys(self) -> None:
        if not self._keys or not self.isVisible():
            return
        self._keys = False
        if self.go is not None:
            (self.go if self.go.isEnabled() else self.cards[0].wanted).setFocus()
        elif self.bar is not None:
            self.stopper.setFocus()
        else:
            self.choose.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up the reading, then closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)
