"""The start page as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app import i18n, paths, settings
from app.i18n import Souci, count, tr, trn
from app.ui import icons
from app.ui.controls import column, label, row, rule, whole_or_scrolled, word_button
from app.ui.metrics import CARD_W
from app.ui.start.outline import Outline
from app.ui.start.picker import Picker
from app.ui.style import look
from app.ui.work import Work

if TYPE_CHECKING:
    from app.ui.start.cards import Card

#: The poster to take apart, and its small picture.
SAMPLE = ("samples", "ambert-livradois-forez.gpkg")
SAMPLE_PICTURE = ("samples", "ambert-livradois-forez.png")


#: A section title over a card.
BELOW_H = 206
#: In a window narrower than this, in units, the territory is drawn under the question.
NARROW = 800


class StartPage(QWidget):
    """Asks for a territory, at once; offers what was open before, and an example."""

    #: Candidates, the name of the territory ("" keeps its own) and the orientation.
    draw_asked = Signal(object, str, str)
    open_asked = Signal(object)
    choose_asked = Signal()
    sample_asked = Signal()
    language_asked = Signal(str)

    def __init__(self, kept: settings.Settings) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._work: Work | None = None
        self._kept = kept
        self._cards: list[Card] = []
        #: Holds what can be taken up again, from the second paint on: the question comes first.
        self._below = QWidget()
        self._below.setMinimumHeight(look.metrics.u(BELOW_H))
        self._offered = False
        self._said = label("", "strong", wrap=True)
        note = QFrame()
        note.setObjectName("note")
        said = row(self._said)
        said.setContentsMargins(14, 10, 14, 10)
        note.setLayout(said)
        self._note = note
        page = column(self._header(), note, self._middle(), self._below, 1, spacing=20)
        m = look.metrics
        page.setContentsMargins(m.u(40), m.u(24), m.u(40), m.u(20))
        page.setStretch(2, 10)
        if look.metrics.scale > 1.0:
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
        self.tell(other.sentence)

    @property
    def sentence(self) -> str:
        """What is said at the head of the page, or ""."""
        return self._said.text()

    def tell(self, sentence: str) -> None:
        """Say why something could not be done; an empty sentence says nothing."""
        self._said.setText(sentence)
        self._note.setVisible(bool(sentence))

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
        self.picker = Picker()
        self.picker.changed.connect(self._show_wanted)
        self.picker.finished.connect(self._draw)
        left = column(
            label(tr("Quel territoire dessinez-vous\u202f?"), "display"), self.picker, 1, spacing=14
        )
        left.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        asking = QWidget()
        asking.setLayout(left)
        asking.setMinimumWidth(m.u(400))

        self.outline = Outline()
        self.outline.setMinimumHeight(m.u(180))
        self.outline.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.name = QLineEdit()
        self.name.setObjectName("name")
        self.name.setAccessibleName(tr("Nom du territoire sur le poster"))
        self.name.setToolTip(tr("Cliquez pour changer ce nom"))
        self.name.returnPressed.connect(self._draw)
        self.figures = label("", "second")
        self.figures.setContentsMargins(m.u(6), 0, 0, 0)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(tr("Feuille"))
        self.sheet.addItem(tr("A3 paysage"), "paysage")
        self.sheet.addItem(tr("A3 portrait"), "portrait")
        self.draw: QPushButton = word_button("", tr("Dessiner"), "primary")
        self.draw.clicked.connect(self._draw)
        foot = row(column(self.name, self.figures, spacing=0), self.sheet, self.draw, spacing=14)
        foot.setStretch(0, 1)
        foot.setContentsMargins(m.s2, m.s3, m.s4, m.s3)
        right = column(self.outline, rule(), foot, spacing=0)
        right.setStretch(0, 1)

        frame = QFrame()
        frame.setObjectName("card")
        self._both = both = row(asking, right, spacing=0)
        both.setContentsMargins(1, 1, 1, 1)
        both.setStretch(0, 7)
        both.setStretch(1, 8)
        frame.setLayout(both)
        frame.setMinimumHeight(m.u(372))
        frame.setMaximumHeight(m.u(900 if m.scale > 1.0 else 600))
        return frame

    def event(self, event: QEvent) -> bool:
        """Offer posters once the question is on the screen."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._offered:
            self._offered = True
            QTimer.singleShot(0, self, self._offer)
        return handled

    def _offer(self) -> None:
        from app.ui import thumbnails
        from app.ui.start.cards import Card, moment

        kept = self._kept
        below = row(spacing=44)
        if kept.recents:
            cards = row(spacing=16)
            for one in kept.recents:
                card = Card(one.nom, moment(one.vu_le), thumbnails.place(Path(one.path)))
                card.clicked.connect(lambda _=False, path=Path(one.path): self.open_asked.emit(path))
                self._cards.append(card)
                cards.addWidget(card)
            below.addLayout(column(label(tr("Reprendre"), "section"), cards, spacing=8))
        if paths.resource(*SAMPLE).is_file():
            example = Card(tr("Un exemple à démonter"), tr("contenu fictif"), paths.resource(*SAMPLE_PICTURE))
            example.clicked.connect(self.sample_asked)
            below.addLayout(column(label(tr("Découvrir"), "section"), example, spacing=8))
        below.addStretch(1)
        self._below.setLayout(below)
        self._fit_cards()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many recent posters as the width holds, the example always."""
        super().resizeEvent(event)
        narrow = self.width() < look.metrics.u(NARROW)
        self._both.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self._fit_cards()

    def _fit_cards(self) -> None:
        m = look.metrics
        room = self.width() - m.u(80 + CARD_W + 44)
        shown = max(1, (room + m.s4) // (m.u(CARD_W) + m.s4))
        for rank, card in enumerate(self._cards):
            card.setVisible(rank < shown)

    def _show_wanted(self) -> None:
        wanted = self.picker.wanted
        self.draw.setEnabled(bool(wanted))
        self.name.setVisible(bool(wanted))
        if not wanted:
            self._work = None
            self.figures.setText("")
            self.outline.show_ground(None)
            return
        communes = sum(one.nb_communes for one in wanted)
        people = sum(one.population for one in wanted)
        self.name.setText(" · ".join(one.nom for one in wanted))
        self.name.setCursorPosition(0)
        self.name.setModified(False)
        self.figures.setText(
            tr(
                "{communes} · {habitants} habitants",
                communes=trn(communes, "{n} commune", "{n} communes"),
                habitants=count(people),
            )
        )
        from app.basemap import territory

        self._work = Work(lambda: territory.load(wanted), self)
        self._work.done.connect(self._loaded)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _loaded(self, ground: object) -> None:
        from app.basemap.territory import Ground

        if self.sender() is not self._work or not isinstance(ground, Ground):
            return
        self.outline.show_ground(ground)
        if not self.name.isModified():
            self.name.setText(ground.nom)
            self.name.setCursorPosition(0)

    def _failed(self, error: object) -> None:
        if self.sender() is not self._work:
            return
        self.outline.show_ground(None)
        if not isinstance(error, Souci) and isinstance(error, Exception):
            raise error
        self.figures.setText(str(error))

    def _draw(self) -> None:
        wanted = self.picker.wanted
        if wanted:
            nom = self.name.text().strip() if self.name.isModified() else ""
            self.draw_asked.emit(wanted, nom, self.sheet.currentData())
