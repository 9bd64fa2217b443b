"""The start page as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QLabel,
    QSizePolicy,
    QWidget,
)

from app import i18n, paths, settings
from app.i18n import Souci, count, tr, trn
from app.ui import icons
from app.ui.controls import column, label, row, rule, whole_or_scrolled, word_button
from app.ui.picking.board import Board
from app.ui.start.foot import Foot
from app.ui.start.picker import Picker
from app.ui.style import look
from app.ui.work import Work

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate
    from app.ui.start.brought import Brought
    from app.ui.start.shelf import Shelf

#: The poster to take apart.
SAMPLE = ("samples", "ambert-livradois-forez.gpkg")
#: A section title over a card, and over one that lies low.
BELOW_H, BELOW_LOW_H = 213, 100
#: In a window lower than this, in units, what can be taken up again lies low: the question and the map come first.
LOW_H = 820
#: The question is no wider than this, in units: the map takes the rest.
ASKING_W = 600
#: In a window narrower than this, in units, the territory is drawn under the question.
NARROW = 800
#: In one narrower than this, its name has a line of its own.
ROOMY = 1400


class StartPage(QWidget):
    """Asks for a territory, at once; offers what was open before, and an example."""

    #: Candidates, the name of the territory ("" keeps its own), the orientation, and the units of the reference.
    draw_asked = Signal(object, str, str, object)
    #: A poster without a territory.
    blank_asked = Signal()
    open_asked = Signal(object)
    choose_asked = Signal()
    sample_asked = Signal()
    language_asked = Signal(str)

    def __init__(self, kept: settings.Settings) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work: Work | None = None
        self._bringer: Brought | None = None
        self._kept = kept
        #: Holds what can be taken up again, from the second paint on: the question comes first.
        self._below = QWidget()
        self._shelf: Shelf | None = None
        self._low = False
        self._below.setFixedHeight(look.metrics.u(BELOW_H))
        self._offered = False
        self._said = label("", "strong", wrap=True)
        self._note = note = QFrame()
        note.setObjectName("note")
        self.offer = word_button("", "", "primary")
        self.offer.clicked.connect(self._follow)
        self.offer.hide()
        self._offered_act: Callable[[], None] | None = None
        self.doubt = QComboBox()
        self.doubt.setAccessibleName(tr("Coordonnées du fichier"))
        self.doubt.hide()
        said = row(self._said, self.doubt, self.offer, spacing=14)
        said.setStretch(0, 1)
        said.setContentsMargins(14, 10, 14, 10)
        note.setLayout(said)
        page = column(self._header(), note, self._middle(), self._below, spacing=20)
        m = look.metrics
        page.setContentsMargins(m.u(40), m.u(24), m.u(40), m.u(20))
        page.setStretch(2, 1)
        if m.scale > 1.0:
            # Larger than the window perhaps: then it scrolls.
            inside = QWidget()
            inside.setLayout(page)
            self.setLayout(column(whole_or_scrolled(inside)))
        else:
            self.setLayout(page)
        self._show_wanted()
        QTimer.singleShot(0, self.picker.field.setFocus)

    def stand_as(self, other: StartPage) -> None:
        """Show what another start page shows: what was typed and taken, and what was said."""
        self.picker.like(other.picker)
        if other.name.isModified():
            self.name.setText(other.name.text())
            self.name.setModified(True)
        self.sheet.setCurrentIndex(other.sheet.currentIndex())
        self.tell(other.sentence, other.offer.text(), other._offered_act)

    @property
    def sentence(self) -> str:
        """What is said at the head of the page, or ""."""
        return self._said.text()

    def tell(self, sentence: str, word: str = "", do: Callable[[], None] | None = None) -> None:
        """Say why something could not be done, or what can be, with one button; an empty sentence says nothing."""
        self._said.setText(sentence)
        self.doubt.hide()
        self.offer.setText(word)
        self.offer.setVisible(do is not None)
        self._offered_act = do
        self._note.setVisible(bool(sentence))

    def _follow(self) -> None:
        if self._offered_act is not None:
            self._offered_act()

    def _header(self) -> QWidget:
        m = look.metrics
        mark = QLabel()
        mark.setPixmap(icons.pixmap("organisation", m.u(34), look.tokens.text, 2.0))
        other = next(code for code in i18n.LANGUAGES if code != i18n.current())
        language = word_button("", i18n.LANGUAGES[other], "quiet")
        language.clicked.connect(lambda: self.language_asked.emit(other))
        browse = word_button("dossier", tr("Ouvrir un fichier…"), "quiet")
        browse.clicked.connect(self.choose_asked)
        self.language_button, self.open_button = language, browse
        head = QWidget()
        head.setLayout(row(mark, label("Chorographe", "heading"), 1, language, browse, spacing=10))
        return head

    def _middle(self) -> QWidget:
        m = look.metrics
        self.picker = Picker(tight=True)
        self.picker.changed.connect(self._show_wanted)
        self.picker.finished.connect(self._draw)
        self.blank = word_button("page", tr("Page blanche"))
        self.blank.setToolTip(tr("une feuille sans territoire"))
        self.blank.clicked.connect(self.blank_asked)
        self.units = word_button("dossier", tr("Un fichier de territoires…"))
        self.units.setToolTip(tr("PNR, PETR, GAL, cantons…"))
        self.units.clicked.connect(lambda: self._brought().ask(self._kept.dossier))
        self._others = QWidget()
        self._others.setLayout(row(self.blank, self.units, 1, spacing=8))
        self.picker.crowded.connect(lambda crowded: self._others.setVisible(not crowded))
        left = column(
            label(tr("Quel territoire dessinez-vous\u202f?"), "display"),
            self.picker,
            self._others,
            spacing=14,
        )
        left.setStretch(1, 1)
        left.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        self._asking = QWidget()
        self._asking.setLayout(left)
        self._asking.setMinimumWidth(m.u(400))

        self.outline = Board()
        self.outline.tie(self.picker)
        self.outline.map.sight.failed.connect(self.tell)
        self.outline.setMinimumHeight(m.u(220))
        self.outline.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._foot = Foot()
        self.name, self.figures = self._foot.name, self._foot.figures
        self.sheet, self.draw = self._foot.sheet, self._foot.draw
        self.name.returnPressed.connect(self._draw)
        self.draw.clicked.connect(self._draw)
        right = column(self.outline, rule(), self._foot, spacing=0)
        right.setStretch(0, 1)

        frame = QFrame()
        frame.setObjectName("card")
        self._both = both = row(self._asking, right, spacing=0)
        both.setContentsMargins(1, 1, 1, 1)
        both.setStretch(0, 7)
        both.setStretch(1, 8)
        frame.setLayout(both)
        frame.setMinimumHeight(m.u(340))
        return frame

    def event(self, event: QEvent) -> bool:
        """Offer posters once the question is on the screen."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._offered:
            self._offered = True
            QTimer.singleShot(0, self, self._offer)
        return handled

    def _offer(self) -> None:
        from app.ui.start.shelf import Shelf

        self._shelf = shelf = Shelf(self._kept, example=paths.resource(*SAMPLE).is_file())
        shelf.lie(low=self._low)
        shelf.open_asked.connect(self.open_asked)
        shelf.sample_asked.connect(self.sample_asked)
        self._below.setLayout(column(shelf))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the territory beside the question, or under it."""
        super().resizeEvent(event)
        m = look.metrics
        ways = QBoxLayout.Direction
        narrow = self.width() < m.u(NARROW)
        low = self.height() < m.u(LOW_H)
        if low != self._low:
            self._low = low
            self._below.setFixedHeight(m.u(BELOW_LOW_H if low else BELOW_H))
            if self._shelf is not None:
                self._shelf.lie(low=low)
        self._asking.setMaximumWidth(self.width() if narrow else m.u(ASKING_W))
        self._both.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._foot.lay(narrow=not narrow and self.width() < m.u(ROOMY))

    def _show_wanted(self) -> None:
        wanted = self.picker.wanted
        self.draw.setEnabled(bool(wanted))
        self.name.setVisible(bool(wanted))
        self._work = None
        if not wanted:
            self.figures.setText(tr("Cherchez un nom, ou cliquez sur la carte."))
            self.name.setModified(False)
            self.outline.show_ground(None)
            return
        self._call(wanted)
        self.figures.setText(wanted[0].detail)
        self._tell_figures(sum(one.nb_communes for one in wanted), sum(one.population for one in wanted))
        from app.basemap.france import territory

        self._work = Work(lambda: territory.load(wanted), self)
        self._work.done.connect(self._loaded)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _call(self, wanted: list[Candidate]) -> None:
        """Name the territory, unless people have."""
        from app.imports.reference import called

        if not self.name.isModified():
            self.name.setText(called(wanted))
            self.name.setCursorPosition(0)

    def _tell_figures(self, communes: int, people: int) -> None:
        if not communes:
            # Of an outline of a file these are not known before its ground is read, or at all.
            return
        self.figures.setText(
            tr(
                "{communes} · {habitants} habitants",
                communes=trn(communes, "{n} commune", "{n} communes"),
                habitants=count(people),
            )
        )

    def _loaded(self, ground: object) -> None:
        from app.basemap.france.ground import Ground

        if self.sender() is not self._work or not isinstance(ground, Ground):
            return
        self.outline.show_ground(ground)
        # Of units that lie in one another each commune is counted once.
        self._tell_figures(ground.nb_communes, ground.population)

    def _failed(self, error: object) -> None:
        if self.sender() is not self._work:
            return
        self.outline.show_ground(None)
        if not isinstance(error, Souci) and isinstance(error, Exception):
            raise error
        self.figures.setText(str(error))
        self.draw.setEnabled(False)

    def _brought(self) -> Brought:
        if self._bringer is None:
            from app.ui.start.brought import Brought

            self._bringer = Brought(self, self.picker, self.tell, self.doubt)
        return self._bringer

    def offer_file(self, path: Path) -> None:
        """List the units of a file among the answers, and show them on the map."""
        self._brought().offer(path)

    def _draw(self) -> None:
        wanted = self.picker.wanted
        if wanted and self.draw.isEnabled():
            nom = self.name.text().strip() if self.name.isModified() else ""
            self.draw_asked.emit(wanted, nom, self.sheet.currentData(), self.picker.reference)
