"""The field that is open on the sheet, if any: opening, following what it writes, closing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.drawing.primitives import Text
from app.poster.document import Transaction
from app.ui.canvas.desk import Desk
from app.ui.canvas.overlay import Overlay
from app.ui.canvas.text_edit import WordsEdit
from app.ui.canvas.words import words_of


class Writing:
    """At most one field over the sheet of ``owner``."""

    def __init__(self, owner: QWidget, desk: Desk, closed: Callable[[], None]) -> None:
        self._owner = owner
        self._desk = desk
        self._closed = closed
        self.field: WordsEdit | None = None
        self.unit = 1.0

    def open(self, uid: str, act: Transaction | None) -> bool:
        """Open the words of an item or a part of the sheet; return whether there are any."""
        session = self._desk.session
        words = words_of(uid, session.document, self._desk.ink(uid), session.drawn)
        if words is None:
            if act is not None:
                act.commit()
            return False
        self.field = WordsEdit(words, session.document, act, self._owner)
        self.field.closed.connect(self._over)
        self.field.open(self._desk.view, self._desk.view.ratio, self.unit)
        return True

    def close(self) -> None:
        """Keep what is written and close the field."""
        if self.field is not None:
            self.field.finish()

    def place(self) -> None:
        """Stand where the words stand now: the view has moved."""
        if self.field is not None:
            self.field.place(self._desk.view, self._desk.view.ratio, self.unit)

    def follow(self) -> None:
        """Follow what the field has written: a post-it grows with its words."""
        field = self.field
        if field is None or not field.words.grows:
            return
        session, uid = self._desk.session, field.words.uid
        words = words_of(uid, session.document, None, session.drawn)
        if words is not None:
            field.words = words

    def hidden(self) -> frozenset[str]:
        """Return the inks that the field takes the place of."""
        return frozenset({self.field.words.uid, *self.field.words.hides}) if self.field else frozenset()

    def writes(self, uid: str) -> bool:
        """Return whether the field writes the words of ``uid``."""
        return self.field is not None and self.field.words.uid == uid

    def show(self, overlay: Overlay) -> None:
        """Paint what stays visible under the words, and the frame of the field."""
        field = self.field
        if field is None:
            return
        item, view = field.words.under, self._desk.view
        if field.words.beside:
            overlay.ink(field.words.beside)
        if item is not None:
            for ink in self._desk.live.inks((item,), self._desk.session.document.records):
                overlay.ink(each for each in ink.primitives if not isinstance(each, Text))
        box = self._desk.paper(item) if item is not None else None
        if box is None:
            ratio, place = view.ratio, field.geometry()
            left, top = view.to_page(place.x() * ratio, place.y() * ratio)
            right, bottom = view.to_page(
                (place.x() + place.width()) * ratio, (place.y() + place.height()) * ratio
            )
            overlay.frame((left, top, right, bottom), pad=1.0)
        else:
            overlay.frame(box)

    def _over(self) -> None:
        self.field = None
        self._closed()
