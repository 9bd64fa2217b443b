"""Pictures on their way to the screen: what takes long is decoded beside the window, one after another."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.painting.images import MOST_HALVES, Images, Making
from app.ui.work import Work

#: Pixels that are decoded at once: nobody feels it, and nothing flickers.
AT_ONCE = 1_000_000

Place = tuple[str, int]


class Arriving(QObject):
    """An ``ImageSource`` that never holds up the window: until a picture is there, another size of it or paper is seen.

    Whoever painted with it paints again once ``arrived`` says so.
    """

    #: The SHA-256 of a picture that is there now.
    arrived = Signal(str)

    def __init__(self, images: Images, parent: QObject) -> None:
        super().__init__(parent)
        self._images = images
        self._waiting: dict[Place, Making] = {}
        self._under_way: Making | None = None
        #: What came since the view last moved: all of it is seen together.
        self._came: set[Place] = set()
        self._paper = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        self._paper.fill(0)

    def __call__(self, key: str, across: float) -> QImage | None:
        """Return what there is of a picture, at once; None where it cannot be shown."""
        while True:
            wanted = self._images.wanted(key, across)
            if not isinstance(wanted, Making):
                return wanted
            place = (key, wanted.halves)
            if place not in self._came or wanted.halves == MOST_HALVES:
                break
            # It came and had to go for what is seen with it: there is room for all of them at a lesser size.
            across = wanted.coarser
        if wanted.pixels <= AT_ONCE:
            return self._images.keep(wanted, wanted.made())
        if self._under_way is None or (self._under_way.key, self._under_way.halves) != place:
            self._waiting[place] = wanted
            self._next()
        return self._images.nearest(wanted) or self._paper

    @property
    def busy(self) -> bool:
        """Whether a picture is on its way."""
        return self._under_way is not None

    def look(self) -> None:
        """Know that the view has moved: what had to go may come again."""
        self._came.clear()

    def _next(self) -> None:
        if self._under_way is not None or not self._waiting:
            return
        making = self._under_way = self._waiting.pop(next(iter(self._waiting)))
        work = Work(making.made, self)
        work.done.connect(self._done)
        work.failed.connect(self._failed)
        work.done.connect(work.deleteLater)
        work.failed.connect(work.deleteLater)
        work.start()

    def _done(self, image: QImage | None) -> None:
        making, self._under_way = self._under_way, None
        assert making is not None
        self._came.add((making.key, making.halves))
        self._images.keep(making, image)
        self._next()
        self.arrived.emit(making.key)

    def _failed(self, error: Exception) -> None:
        self._done(None)
        raise error
