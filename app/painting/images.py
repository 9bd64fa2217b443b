"""Pictures for painters: decoded with care, near the size at which they are seen, and kept within a bound.

A poster may come from anybody: only PNG and JPEG are decoded, and only after their header says a sane size.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

#: Bytes of pixels kept for a screen: two pictures under the poster of the largest size that is brought, or many prints.
#: One that is larger still is painted all the same, and forgotten.
SCREEN = 128 * 2**20
#: For an export, whose strips ask for the same pictures again and again at full size.
EXPORT = 160 * 2**20
#: The largest picture that is decoded, in pixels; what is laid here has 2,400 on its long side.
MOST_SIDE, MOST_PIXELS = 8_000, 24_000_000
#: How often a picture is halved at most.
MOST_HALVES = 8
#: Rows that are converted at once: other threads wait no longer than for these.
ROWS = 128
_FORMATS = (b"png", b"jpeg")
#: Pixels that Qt paints as they are.
_PAINTED = (QImage.Format.Format_RGB32, QImage.Format.Format_ARGB32_Premultiplied)


@dataclass(frozen=True, slots=True, eq=False)
class Making:
    """A picture at one of its halves, not decoded yet."""

    key: str
    halves: int
    #: Of the whole picture.
    size: QSize
    data: Callable[[], bytes | None]

    @property
    def pixels(self) -> int:
        """How many pixels are decoded: what it takes."""
        return self.size.width() * self.size.height()

    @property
    def coarser(self) -> float:
        """How many pixels across are asked for to have the next half."""
        return self.size.width() / (2 << self.halves)

    def made(self) -> QImage | None:
        """Decode it, on any thread, without holding up the others; None for what cannot be read."""
        data = self.data()
        return _decoded(data, self.size, self.halves) if data else None


class Images:
    """An ``ImageSource``: the pictures of one poster. Use it from one thread.

    Each is kept at halves of its size: the smallest that is not smaller than asked, so that painting it shrinks it
    by less than two, and looks the same on a screen and on a page.
    """

    def __init__(self, source: Callable[[str], bytes | None], room: int = SCREEN) -> None:
        self._source = source
        self._room = room
        self._kept: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        #: Size of each picture that was asked for; None where it cannot be shown.
        self._sizes: dict[str, QSize | None] = {}

    def __call__(self, key: str, across: float) -> QImage | None:
        """Return the picture of a SHA-256, at least ``across`` pixels wide where it has so many; None without it."""
        wanted = self.wanted(key, across)
        if not isinstance(wanted, Making):
            return wanted
        larger = next(
            (found for half in range(wanted.halves) if (found := self._kept.get((key, half))) is not None),
            None,
        )
        image = _scaled(larger, _halved(wanted.size, wanted.halves)) if larger is not None else wanted.made()
        return self.keep(wanted, image)

    def wanted(self, key: str, across: float) -> QImage | Making | None:
        """Return the picture where it is kept, else how it is made; None where it cannot be shown."""
        data = None
        if key not in self._sizes:
            data = self._source(key)
            self._sizes[key] = _size(data) if data else None
        size = self._sizes[key]
        if size is None:
            return None
        halves = 0
        while size.width() / 2 ** (halves + 1) >= across and halves < MOST_HALVES:
            halves += 1
        found = self._kept.get((key, halves))
        if found is not None:
            self._kept.move_to_end((key, halves))
            return found
        return Making(key, halves, size, (lambda: data) if data else (lambda: self._source(key)))

    def keep(self, making: Making, image: QImage | None) -> QImage | None:
        """Keep a picture that was made, and return it; one that could not be made is not tried again.

        Where another size of it is kept, that stands for it: the disk it came from may have been taken away.
        """
        if image is None:
            image = self.nearest(making)
        if image is None:
            self._sizes[making.key] = None
            return None
        self._kept[making.key, making.halves] = image
        while len(self._kept) > 1 and self.held > self._room:
            self._kept.popitem(last=False)
        return image

    def nearest(self, making: Making) -> QImage | None:
        """Return the same picture at another size, the nearest that is kept."""
        there = [half for key, half in self._kept if key == making.key]
        half = min(there, key=lambda half: abs(half - making.halves), default=None)
        return None if half is None else self._kept[making.key, half]

    @property
    def held(self) -> int:
        """Bytes of the pixels that are kept."""
        return sum(image.sizeInBytes() for image in self._kept.values())


def _reader(data: bytes) -> tuple[QImageReader, QBuffer] | None:
    """Return a reader that decodes nothing but what the bytes say they are; None for other formats."""
    form = next(
        (
            each
            for each, head in zip(_FORMATS, (b"\x89PNG", b"\xff\xd8\xff"), strict=True)
            if data.startswith(head)
        ),
        None,
    )
    if form is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(False)
    return reader, buffer


def _size(data: bytes) -> QSize | None:
    """Return the size that the header says; None where it is not sane."""
    made = _reader(data)
    if made is None:
        return None
    size = made[0].size()
    if not size.isValid() or size.isEmpty() or max(size.width(), size.height()) > MOST_SIDE:
        return None
    return size if size.width() * size.height() <= MOST_PIXELS else None


def _decoded(data: bytes, size: QSize, halves: int) -> QImage | None:
    made = _reader(data)
    if made is None:
        return None
    reader, _buffer = made
    if halves:
        # A JPEG is decoded at a fraction of its size, in a fraction of the time. And while it is read and made smaller
        # other threads go on: Python's own lock is let go.
        reader.setScaledSize(_halved(size, halves))
    image = reader.read()
    return None if image.isNull() else _painted(image)


def _painted(image: QImage) -> QImage:
    """Return a picture in the pixels that Qt paints as they are, converted a few rows at a time."""
    if image.format() in _PAINTED:
        return image
    made = QImage(image.size(), _PAINTED[image.hasAlphaChannel()])
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for row in range(0, image.height(), ROWS):
        painter.drawImage(0, row, image, 0, row, image.width(), ROWS)
    painter.end()
    return made


def _halved(size: QSize, halves: int) -> QSize:
    return QSize(max(1, ceil(size.width() / 2**halves)), max(1, ceil(size.height() / 2**halves)))


def _scaled(image: QImage, wanted: QSize) -> QImage:
    return image.scaled(
        wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
