"""The card of the armed pictogram: what it means, and the gesture that lays it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from app.catalogue.model import Pictogram
from app.i18n import current, tr
from app.poster.choices import LIBRES
from app.poster.records import Territoire
from app.ui import pictos, words
from app.ui.controls import column, label, row
from app.ui.marge.in_hand import InHand
from app.ui.marge.starting import Starting
from app.ui.segments import Choice, Segments
from app.ui.style import look


class WhereRoom(QLabel):
    """A sentence that is shown where it has room whole, and else only in its bubble."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.setObjectName("second")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setToolTip(sentence)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)

    def whole(self) -> bool:
        """Return whether every word has room."""
        return super().heightForWidth(self.width()) <= self.height() + 1

    def hasHeightForWidth(self) -> bool:
        """Return that it asks for no height of its own."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the whole sentence, or nothing."""
        if self.whole():
            super().paintEvent(event)


class Card(InHand):
    """Shows the pictogram that is armed."""

    def fill(self, *, strip: bool) -> None:
        """Show the pictogram that is armed now."""
        self.clear()
        pictogram = self._session.armed
        if pictogram is not None:
            (self._strip if strip else self._column)(pictogram)

    def _column(self, pictogram: Pictogram) -> None:
        self.show_column(
            pictogram.name.said(current()),
            self._picture(pictogram, look.metrics.u(104)),
            label(pictogram.meaning.said(current()), "large", wrap=True),
            *self._formes(pictogram),
            self._gesture(pictogram),
            *self._contours(),
            *self._starting(pictogram, strip=False),
            self._keys(),
        )

    def _strip(self, pictogram: Pictogram) -> None:
        if look.workshop and pictogram.key in LIBRES:
            # Its tool says its name: the low strip is for the gesture, whole, and the choices side by side.
            taken = self._contours()
            starting = Starting(self._session, pictogram.key, strip=True, brief=bool(taken))
            for each in (*taken, starting):
                # The room is for the words of the gesture.
                each.setMaximumWidth(each.minimumSizeHint().width())
            beside = [(column(1, each, 1), 0) for each in (*taken, starting)]
            self.show_strip((column(1, self._gesture(pictogram, tight=True), 1), 6), *beside)
            return
        contours = self._contours(named=False)
        choices = (
            *self._formes(pictogram),
            *contours,
            *self._starting(pictogram, strip=True, named=not contours),
        )
        name, gesture = label(pictogram.name.said(current()), "title"), self._gesture(pictogram, tight=True)
        shown: list[tuple[QWidget | QLayout, int]] = [(self._picture(pictogram, look.metrics.u(64)), 0)]
        if pictogram.key in LIBRES:
            # A free mark means what the group says: the room is for the choices.
            shown.append((column(1, name, gesture, 1, spacing=2), 6))
        else:
            meaning = WhereRoom(pictogram.meaning.said(current()))
            shown += [(_named(name, meaning), 6), (column(1, gesture, 1), 6)]
        if choices:
            shown.append((column(1, *choices, 1, spacing=6), 6))
        self.show_strip(*shown)

    def _picture(self, pictogram: Pictogram, side: int) -> QLabel:
        picture = QLabel()
        picture.setPixmap(pictos.pixmap(pictogram, side, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return picture

    def _gesture(self, pictogram: Pictogram, *, tight: bool = False) -> QFrame:
        m = look.metrics
        usual = pictogram.formes[0] == self._session.forme
        said = pictogram.gesture.said(current()) if usual else ""
        hold = pictogram.hold(self._session.forme or pictogram.formes[0])
        frame = QFrame()
        frame.setObjectName("gesture")
        box = column(label(said or words.gesture(hold), "gesture", wrap=True))
        above = m.s2 if tight else m.s3
        box.setContentsMargins(m.u(14), above, m.u(14), above)
        frame.setLayout(box)
        return frame

    def _formes(self, pictogram: Pictogram) -> list[QWidget]:
        if len(pictogram.formes) < 2:
            return []
        choices = [Choice(forme, words.forme(forme)) for forme in pictogram.formes]
        segments = Segments(tr("Comment le poser"), choices, emptiable=False)
        segments.show_value(self._session.forme)
        segments.chosen.connect(lambda forme: self._session.arm(pictogram, forme))
        return [segments]

    def _starting(self, pictogram: Pictogram, *, strip: bool, named: bool = True) -> list[QWidget]:
        """Return what a free mark starts with; the others start as the catalogue says."""
        if pictogram.key not in LIBRES:
            return []
        return [Starting(self._session, pictogram.key, strip=strip, named=named)]

    def _cells(self) -> bool:
        """Return whether cells are taken one by one: there is no corner to draw, no area to add to."""
        armed = self._session.armed
        return armed is not None and armed.hold("aire") == "cellules"

    def _contours(self, *, named: bool = True) -> list[QWidget]:
        """Return what a click takes, under its name where there is room for it."""
        session = self._session
        if not self._grounded():
            return []
        cells = self._cells()
        choices = [each for each in words.contours() if each.value != "coin" or not cells]
        segments = Segments(tr("Un clic prend"), choices, emptiable=False)
        segments.show_value("commune" if cells and session.contour == "coin" else session.contour)
        segments.chosen.connect(session.take)
        if not named:
            segments.setMinimumWidth(look.metrics.u(230))
            return [segments]
        told = QWidget()
        told.setLayout(column(label(tr("Un clic prend"), "label"), segments, spacing=4))
        return [told]

    def _keys(self) -> QWidget:
        told = [(tr("Échap"), tr("renoncer")), ("Q", tr("en poser plusieurs"))]
        if self._grounded() and not self._cells():
            told.append((tr("Maj"), tr("plusieurs communes en une")))
        keys = QWidget()
        rows = [row(label(key, "key"), label(does, "second"), 1, spacing=6) for key, does in told]
        keys.setLayout(column(*rows, spacing=8))
        return keys

    def _grounded(self) -> bool:
        """Return whether areas are laid on a ground that has communes."""
        session = self._session
        return session.forme == "aire" and next(session.document.all(Territoire), None) is not None


def _named(name: QLabel, meaning: QLabel) -> QLayout:
    box = column(name, meaning, spacing=2)
    box.setStretch(1, 1)
    meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
    return box
