"""Whether a pictogram will be read from afar: one calm sentence, or none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.catalogue import legible, silhouette
from app.catalogue.model import Glyph
from app.i18n import Souci, tr
from app.ui.work import Work


def hint(glyph: Glyph) -> str:
    """Return what will make a glyph hard to read at its smallest size on the sheet; nothing when it reads well."""
    points = sum(len(run) for shape in glyph.shapes for run, _, _ in shape.runs)
    if points > legible.MOST_POINTS or silhouette.crossings(glyph.shapes) > legible.MOST_CROSSINGS:
        return tr("Trop de détails pour être lus de loin.")
    ink = silhouette.inked(glyph.shapes)
    if ink.is_empty:
        return tr("Il n’y a plus d’encre à voir.")
    if silhouette.hairs(ink, legible.THINNEST):
        return tr("Trait trop fin pour être lu de loin.")
    if silhouette.slits(ink, legible.THINNEST):
        return tr("Un blanc trop étroit se bouchera de loin.")
    if ink.area / legible.LIVE_SIDE**2 > legible.SHARE[1]:
        return tr("Presque tout est plein\u00a0: de loin, une tache.")
    return ""


class Reader(QObject):
    """Looks at drawings beside the window, the last one asked for only, and tells what it thinks."""

    told = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Work | None = None
        self._next: Callable[[], str] | None = None
        #: Grows with each drawing: what is thought of one that is no longer there is not told.
        self._asked = 0

    def look(self, made: Callable[[], Glyph | None]) -> None:
        """Look at the drawing that ``made`` gives; a Souci that it raises is told as it is."""
        self._asked += 1
        self._next = lambda: _thought(made)
        self._go_on()

    def hush(self) -> None:
        """Tell nothing of what was asked so far."""
        self._asked += 1
        self._next = None

    def _go_on(self) -> None:
        if self._work is None and self._next is not None:
            task, self._next, asked = self._next, None, self._asked
            self._work = Work(task, self)
            self._work.done.connect(lambda said: self._done(asked, said))
            self._work.failed.connect(self._failed)
            self._work.start()

    def _done(self, asked: int, said: str) -> None:
        self._work = None
        if asked == self._asked:
            self.told.emit(said)
        self._go_on()

    def _failed(self, error: Exception) -> None:
        self._work = None
        raise error


def _thought(made: Callable[[], Glyph | None]) -> str:
    try:
        glyph = made()
        return hint(glyph) if glyph is not None else ""
    except Souci as souci:
        return str(souci)
