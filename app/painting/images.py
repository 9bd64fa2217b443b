"""Pictures for painters: decoded with care, near the size at which they are seen, and kept within a bound.

A poster may come from anybody: only PNG and JPEG are decoded, and only after their header says a sane size.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

#: Bytes of pixels kept for a screen: two pictures under the poster of the largest size that is brought, or many prints.
#: One that is larger still is painted all the same, and forgotten.
SCREEN = 128 * 2**20
#: For an export, whose strips ask for the same pictures again and again at full size.
EXPORT = 160 * 2**20
#: The largest picture that is decoded, in pixels; what is laid here has 2,400 on its long side.
MOST_SIDE, MOST_PIXELS = 8_000, 24_000_000
_FORMATS = (b"png", b"jpeg")


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
        if key in self._sizes and self._sizes[key] is None:
            return None
        size = self._sizes.get(key)
        data = None
        if size is None:
            data = self._source(key)
            size = self._sizes[key] = _size(data) if data else None
            if size is None:
                return None
        halves = 0
        while size.width() / 2 ** (halves + 1) >= across and halves < 8:
            halves += 1
        found = self._kept.get((key, halves))
        if found is not None:
            self._kept.move_to_end((key, halves))
            return found
        larger = next(
            (kept for half in range(halves) if (kept := self._kept.get((key, half))) is not None), None
        )
        if larger is not None:
            image: QImage | None = _scaled(larger, _halved(size, halves))
        else:
            data = data or self._source(key)
            image = _decoded(data, size, halves) if data else None
        if image is None:
            self._sizes[key] = None
            return None
        self._keep((key, halves), image)
        return image

    @property
    def held(self) -> int:
        """Bytes of the pixels that are kept."""
        return sum(image.sizeInBytes() for image in self._kept.values())

    def _keep(self, place: tuple[str, int], image: QImage) -> None:
        self._kept[place] = image
        while len(self._kept) > 1 and self.held > self._room:
            self._kept.popitem(last=False)


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
    wanted = _halved(size, halves)
    if halves and data.startswith(b"\xff\xd8\xff"):
        # A JPEG is decoded at a fraction of its size, in a fraction of the time.
        reader.setScaledSize(wanted)
    image = reader.read()
    if image.isNull():
        return None
    if image.size() != wanted:
        image = _scaled(image, wanted)
    clear = image.hasAlphaChannel()
    return image.convertToFormat(
        QImage.Format.Format_ARGB32_Premultiplied if clear else QImage.Format.Format_RGB32
    )


def _halved(size: QSize, halves: int) -> QSize:
    return QSize(max(1, ceil(size.width() / 2**halves)), max(1, ceil(size.height() / 2**halves)))


def _scaled(image: QImage, wanted: QSize) -> QImage:
    return image.scaled(
        wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
