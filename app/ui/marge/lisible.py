"""« Lisible du fond de la salle ? »: what the last row cannot read, and the sheet as other eyes see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QSlider, QVBoxLayout, QWidget

from app import settings
from app.i18n import tr, trn
from app.poster.options import accepted
from app.ui import readable_acts
from app.ui.controls import column, emptied, label, row, rule, scrolling, steady, titled, word_button
from app.ui.marge import hard_to_read
from app.ui.marge.eyes import Eyes
from app.ui.marge.finding import FindingLine
from app.ui.marge.verdict import Verdict
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look

if TYPE_CHECKING:
    from app.ui.marge.hard_to_read import Told

#: Lengths of the room, in m: (setting, least, most, step). Sliders reach farther when people have set more.
ROOM = (("distance_m", 2.0, 20.0, 0.5), ("image_m", 0.5, 4.0, 0.1))
#: The sheet is looked at again after this long (ms) without a change.
CALM = 150


class Lisible(QWidget):
    """The panel. While it is open the canvas frames what it tells; closed, everything is as usual again."""

    closed = Signal()
    #: Frames for the canvas: (extent in mm, whether it is of the line in hand).
    framed = Signal(object)
    #: A vision for the canvas; "" is the usual eye.
    seen_as = Signal(str)
    #: A thing of the line in hand, to be brought into sight.
    revealed = Signal(str)

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        m = look.metrics
        self._session, self._kept = session, kept
        self.lines: list[FindingLine] = []
        self._sizes: list[Told] = []
        self._colours: list[Told] = []
        self._words: object = None
        #: The line in hand, and which of its things is chosen.
        self._held, self._at = "", 0
        self._later = QTimer(self, singleShot=True, interval=CALM)
        self._later.timeout.connect(self.fill)
        self._refreshers: list[Callable[[], None]] = []
        head = Heading(tr("Lisible du fond de la salle\u202f?"))
        head.closed.connect(self.closed)
        self.sliders: dict[str, QSlider] = {}
        room = column(spacing=8)
        for (key, *bounds), name in zip(ROOM, (tr("Dernier rang"), tr("Hauteur de l’image")), strict=True):
            room.addLayout(self._length(key, name, *bounds))
        room.setContentsMargins(m.u(14), m.s3, m.u(14), m.s2)
        self.verdict = Verdict()
        self.verdict.setContentsMargins(m.u(14), m.s2, m.u(14), m.s2)
        self._list = column(spacing=0)
        self._quiet = column(spacing=0)
        self._aside = label(tr("Pas vos mots\u00a0: peut rester petit"), "label")
        self._aside.setContentsMargins(m.u(14), 0, 0, m.s1)
        self.all = word_button("", tr("Tout agrandir"), "primary")
        self.all.clicked.connect(self._enlarge_all)
        self.overlaps = label("", "second", wrap=True)
        self._accepted = label("", "second")
        self.again = word_button("", tr("Revoir"))
        self.again.setAccessibleName(tr("Revoir ce qui a été accepté"))
        self.again.clicked.connect(self._reconsider)
        self._review = QWidget()
        review = row(self._accepted, 1, self.again)
        review.setContentsMargins(0, 0, 0, 0)
        self._review.setLayout(review)
        acts = column(self.all, self.overlaps, self._review, spacing=8)
        acts.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        self.contrast = Verdict()
        self._advice = label("", "caption", wrap=True)
        told = column(self.contrast, self._advice, spacing=6)
        told.setContentsMargins(m.u(14), m.s3, m.u(14), m.s2)
        self._faults = column(spacing=0)
        self.eyes = Eyes()
        self.eyes.setContentsMargins(m.u(14), m.s3, m.u(14), m.s3)
        self.eyes.chosen.connect(self.seen_as)
        body = column(
            room,
            self.verdict,
            self._list,
            acts,
            self._aside,
            self._quiet,
            rule(),
            told,
            self._faults,
            self.eyes,
            1,
            spacing=0,
        )
        self.setLayout(column(head, scrolling(body), spacing=0))
        session.patched.connect(lambda _: self._follow())

    # -- the room

    def _length(self, key: str, name: str, least: float, most: float, step: float) -> QLayout:
        slider = steady(QSlider(Qt.Orientation.Horizontal))
        slider.setMinimumHeight(look.metrics.check)
        slider.setAccessibleName(tr("{nom}, en mètres", nom=name))
        value = label("", "title")
        value.setMinimumWidth(look.metrics.u(46))
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sliders[key] = slider

        def show() -> None:
            metres = float(getattr(self._kept, key))
            slider.blockSignals(True)
            slider.setRange(round(min(least, metres) / step), round(max(most, metres) / step))
            slider.setPageStep(max(1, round(1.0 / step)))
            slider.setValue(round(metres / step))
            slider.blockSignals(False)
            value.setText(hard_to_read.row_metres(metres))

        def moved(steps: int) -> None:
            setattr(self._kept, key, round(steps * step, 1))
            value.setText(hard_to_read.row_metres(steps * step))
            self._later.start()
            if not slider.isSliderDown():
                settings.save(self._kept)

        slider.valueChanged.connect(moved)
        slider.sliderReleased.connect(lambda: settings.save(self._kept))
        self._refreshers.append(show)
        line = row(slider, value, spacing=8)
        line.setStretch(0, 1)
        return titled(name, line)

    # -- what is told

    def showEvent(self, event: QShowEvent) -> None:
        """Frame what is told."""
        super().showEvent(event)
        self._frame()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the sheet as it was; a window put away for a moment keeps its frames."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._later.stop()
            self.overlaps.setText("")
            self.framed.emit(())
            self.eyes.look("")

    def _follow(self) -> None:
        if self.isVisible():
            self._later.start()

    def fill(self) -> None:
        """Look at the sheet as it is now."""
        for refresh in self._refreshers:
            refresh()
        self._sizes = hard_to_read.sizes(self._session, self._kept)
        self._colours, washed = hard_to_read.colours(self._session)
        told = (*self._sizes, *self._colours)
        words = tuple(each.words for each in told)
        if words != self._words:
            self._words = words
            self._build()
        self._say(washed)
        self._frame()

    def _build(self) -> None:
        focused = next((line.key for line in self.lines if line.has_keys), "")
        emptied(self._list)
        emptied(self._quiet)
        emptied(self._faults)
        self.lines = []
        for each in self._sizes:
            self._add(self._quiet if each.quiet else self._list, each)
        for each in self._colours:
            self._add(self._faults, each)
        keys = [line.key for line in self.lines]
        if self._held not in keys:
            self._held = keys[0] if keys else ""
        for line in self.lines:
            line.hold(line.key == self._held)
            if line.key == focused:
                line.setFocus()

    def _add(self, box: QVBoxLayout, told: Told) -> None:
        line = FindingLine(told.key, told.name, told.detail, mend=told.mend, why=told.why)
        line.taken.connect(lambda key=told.key: self._take(key))
        line.stepped.connect(self._step)
        line.mend_asked.connect(lambda key=told.key: self._mend(key))
        line.accept_asked.connect(lambda key=told.key: self._accept(key))
        if box.count():
            box.addWidget(rule())
        box.addWidget(line)
        self.lines.append(line)

    def _say(self, washed: int) -> None:
        own = [each for each in self._sizes if not each.quiet]
        metres = hard_to_read.row_metres(self._kept.distance_m)
        if own:
            self.verdict.say(tr("Trop petit à {metres}", metres=metres), good=False)
        else:
            self.verdict.say(tr("Vos mots se lisent à {metres}", metres=metres), good=True)
        self._aside.setVisible(len(own) < len(self._sizes))
        able = any(each.mending for each in self._sizes)
        self.all.setVisible(able)
        self.overlaps.setVisible(bool(self.overlaps.text()))
        kept = len(accepted(self._session.document.poster))
        self._review.setVisible(kept > 0)
        self._accepted.setText(trn(kept, "{n} chose acceptée", "{n} choses acceptées"))
        faults = len(self._colours)
        if faults:
            self.contrast.say(trn(faults, "{n} couleur à revoir", "{n} couleurs à revoir"), good=False)
        else:
            self.contrast.say(tr("Contraste suffisant"), good=True)
        self._advice.setVisible(bool(washed))
        self._advice.setText(
            trn(
                washed,
                "Conseil\u00a0: un vidéoprojecteur pâlira {n} texte, son contraste est sous 7.",
                "Conseil\u00a0: un vidéoprojecteur pâlira {n} textes, leur contraste est sous 7.",
            )
        )

    def _frame(self) -> None:
        """Frame what is the group's, and whatever the line in hand speaks of."""
        walked = any(line.has_keys for line in self.lines)
        frames = [
            (box, each.key == self._held and walked)
            for each in (*self._sizes, *self._colours)
            if not each.quiet or each.key == self._held
            for box in each.boxes
        ]
        if self.isVisible():
            self.framed.emit(tuple(frames))

    # -- acts

    def _told(self, key: str) -> Told | None:
        return next((each for each in (*self._sizes, *self._colours) if each.key == key), None)

    def _take(self, key: str) -> None:
        """Take a line in hand: the first thing that it speaks of is chosen on the sheet, and brought into sight."""
        self._held, self._at = key, 0
        for line in self.lines:
            line.hold(line.key == key)
        self._step(0)
        self._frame()

    def _step(self, by: int) -> None:
        """Choose another thing of the line in hand; after the last one comes the first."""
        told = self._told(self._held)
        if told is not None and told.uids:
            self._at = (self._at + by) % len(told.uids)
            self._session.select((told.uids[self._at],))
            self.revealed.emit(told.uids[self._at])

    def _mend(self, key: str) -> None:
        told = self._told(key)
        if told is not None and told.mending is not None:
            told.mending()
            self._done()

    def _accept(self, key: str) -> None:
        told = self._told(key)
        if told is not None:
            readable_acts.accept(self._session, told.accepting)
            self._done()

    def _reconsider(self) -> None:
        readable_acts.reconsider(self._session)
        self._done()

    def _enlarge_all(self) -> None:
        floor = readable_acts.floor_of(self._session, self._kept)
        readable_acts.enlarge(self._session, readable_acts.found(self._session, self._kept), floor)
        self._done()

    def _done(self) -> None:
        self.overlaps.setText(hard_to_read.overlapping(self._session))
        self.fill()
