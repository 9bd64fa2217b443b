"""The words that are written on the sheet now, if any: opening, showing them as they will be, closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import dist

from PySide6.QtWidgets import QWidget

from app.drawing import theme
from app.drawing.ink import Scene
from app.drawing.primitives import Path, Primitive, line, polygon
from app.poster.document import Transaction
from app.poster.geometry import Coord
from app.ui.canvas.desk import Desk
from app.ui.canvas.overlay import Overlay
from app.ui.canvas.text_edit import Typed, WordsEdit
from app.ui.canvas.words import words_of
from app.ui.canvas.written import Sight, seen

#: Behind the words that are chosen.
CHOSEN = "#0A6CE04D"
#: Width of the caret, and of the stroke under what an input method composes, in px of the interface.
CARET, COMPOSED = 2.0, 1.0
#: A caret is so many times higher than it is wide.
THIN = 10.0


class Writing:
    """At most one field over the sheet of ``owner``."""

    def __init__(
        self, owner: QWidget, desk: Desk, changed: Callable[[], None], closed: Callable[[], None]
    ) -> None:
        self._owner = owner
        self._desk = desk
        self._shown = changed
        self._closed = closed
        self.field: WordsEdit | None = None
        self.unit = 1.0
        #: What gets the keys back when the words are closed; the sheet when None.
        self.asker: QWidget | None = None
        #: The last scene that was composed: not at each key.
        self._scene: Scene | None = None
        self._sight: tuple[tuple[str, Scene, int], Sight] | None = None
        #: Changes of the poster that were told.
        self._changes = 0

    def open(self, uid: str, act: Transaction | None, at: Coord | None = None) -> bool:
        """Open the words of an item or a part of the sheet; return whether there are any.

        Of a thing that has several, those that lie ``at`` a place of the page.
        """
        session, desk = self._desk.session, self._desk
        self._scene, self._sight = session.scene, None
        words = words_of(uid, session.document, self._scene, desk.live, session.drawn, at)
        if words is None:
            if act is not None:
                act.commit()
            return False
        self.field = WordsEdit(words, session.document, act, self._owner)
        self.field.closed.connect(self._over)
        self.field.changed.connect(self._changed)
        self.place()
        self.field.open()
        return True

    def close(self) -> None:
        """Keep what is written and close the field."""
        if self.field is not None:
            self.field.finish()

    def place(self) -> None:
        """Stand where the words stand now: they, the sheet or the view have changed."""
        if self.field is not None:
            self.field.place(self._seen(self.field).laid, self._desk.view, self.unit)

    def follow(self, *, composed: bool = False) -> None:
        """Follow a change of the poster; ``composed`` says that the whole sheet is anew."""
        self._changes += 1
        if composed and self.field is not None:
            self._scene = self._desk.session.scene
            self.place()

    def hidden(self) -> frozenset[str]:
        """Return the inks that the field takes the place of."""
        return frozenset(self.field.words.hides) if self.field else frozenset()

    def writes(self, uid: str) -> bool:
        """Return whether the field writes the words of ``uid``."""
        return self.field is not None and self.field.words.uid == uid

    def show(self, overlay: Overlay) -> None:
        """Paint the words as the sheet will show them, what is chosen of them, the caret and their frame."""
        field = self.field
        if field is None:
            return
        sight, typed = self._seen(field), field.typed
        overlay.ink(sight.under)
        overlay.ink(self._chosen(sight, typed))
        overlay.ink(sight.over)
        overlay.ink(self._caret(sight, typed, lit=field.lit))
        overlay.frame(sight.box)

    def _seen(self, field: WordsEdit) -> Sight:
        assert self._scene is not None
        text = field.typed.text
        key = (text, self._scene, self._changes)
        if self._sight is None or self._sight[0] != key:
            self._sight = (key, seen(field.words, text, self._scene))
        return self._sight[1]

    def _chosen(self, sight: Sight, typed: Typed) -> Iterator[Primitive]:
        for corners in sight.laid.chosen(*typed.chosen):
            yield Path((polygon(corners),), fill=CHOSEN)

    def _caret(self, sight: Sight, typed: Typed, *, lit: bool) -> Iterator[Primitive]:
        view = self._desk.view
        px = self._desk.unit / view.scale
        for corners in sight.laid.chosen(*typed.composed):
            under = line(corners[3], corners[2])
            yield Path((under,), stroke=theme.ENCRE, width=COMPOSED * px, cap="flat")
        if lit:
            top, bottom = sight.laid.caret(typed.caret)
            # Thinner beside letters that are seen from far.
            high = dist(top, bottom) * view.scale
            width = max(1, round(min(CARET * self._desk.unit, high / THIN)))
            if top[0] == bottom[0]:  # upright: on whole pixels
                x = view.to_page(round(view.to_pixel(*top)[0]) + width % 2 / 2, 0)[0]
                top, bottom = (x, top[1]), (x, bottom[1])
            yield Path((line(top, bottom),), stroke=theme.ENCRE, width=width / view.scale, cap="flat")

    def _changed(self) -> None:
        self.place()
        self._shown()

    def _over(self) -> None:
        self.field, self._sight = None, None
        self._closed()
