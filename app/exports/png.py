"""The poster as a picture: painted in strips, so that A0 needs no more memory than A4.

The PNG is put together here: 8-bit RGB without row filters (flat colours compress better so), one deflate
stream, one IDAT chunk a strip. The last strip starts anew in the stream: it can be read back alone.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import IO

from app.drawing.ink import Scene
from app.drawing.primitives import Image, Primitive, Subpath, Text, box
from app.drawing.primitives import Path as Drawn
from app.drawing.readings import READINGS, faded
from app.drawing.scene import Composer
from app.exports import feuilles
from app.exports.registry import Exporter, Illisible, Progress, Snapshot
from app.i18n import tr
from app.poster.records import Poster
from app.poster.sheet import SHEETS
from app.storage.pictures import Source

deflate: ModuleType
try:
    from isal import isal_zlib as deflate
except ImportError:  # not built for this machine: the same stream, slower
    deflate = zlib

#: Rows painted at a time.
STRIP = 512
SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MM = 25.4


@dataclass(frozen=True, slots=True)
class PngOptions:
    """Size of the sheet (A4 to A0), dots per inch, which sheet of the poster, and the reading that stands out."""

    sheet: str = "A3"
    dpi: int = 150
    feuille: int = 1
    #: One of ``readings.READINGS``; "" for the whole poster.
    lecture: str = ""

    def __post_init__(self) -> None:
        if self.lecture and self.lecture not in READINGS:
            raise ValueError(f"no reading {self.lecture!r}")
        if self.sheet not in SHEETS:
            raise ValueError(f"no sheet {self.sheet!r}")
        if not 20 <= self.dpi <= 1200:
            raise ValueError(f"{self.dpi} dpi")


def size(scene: Scene, options: PngOptions) -> tuple[int, int, float]:
    """Return the width and height of the picture in pixels, and its pixels for a mm of the nominal sheet."""
    scale = SHEETS[options.sheet] * options.dpi / _MM
    return round(scene.width * scale), round(scene.height * scale), scale


def run(snapshot: Snapshot, path: Path, options: PngOptions, progress: Progress) -> None:
    """Paint a sheet of the poster into ``path``. Raises OSError where it cannot be written."""
    scene = Composer(snapshot.catalogue, snapshot.placements).compose(
        snapshot.records, feuille=options.feuille
    )
    scene = faded(scene, options.lecture, snapshot.records, snapshot.catalogue)
    poster = next(record for record in snapshot.records.values() if isinstance(record, Poster))
    write(scene, path, options, poster.titre or poster.territoire_nom, progress, snapshot.pictures)


def write(
    scene: Scene,
    path: Path,
    options: PngOptions,
    title: str,
    progress: Progress,
    pictures: Source = lambda _: None,
) -> None:
    """Write ``scene`` as a PNG, strip after strip, from the top; ``pictures`` gives the bytes of what lies on it."""
    import numpy as np
    from PySide6.QtGui import QImage, QPainter

    from app.painting.fonts import ensure_application
    from app.painting.images import EXPORT, Images
    from app.painting.painter import paint

    ensure_application()
    width, height, scale = size(scene, options)
    rows = min(STRIP, height)
    strip = QImage(width, rows, QImage.Format.Format_RGB32)
    filtered = np.zeros((rows, 1 + 3 * width), np.uint8)  # the first byte of each row says « no filter »
    packer = deflate.compressobj(1)
    images = Images(pictures, EXPORT)
    waiting = _Waiting(scene.primitives())
    with path.open("xb") as out:
        out.write(SIGNATURE)
        _chunk(out, b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
        _chunk(out, b"sRGB", b"\0")
        metre = round(options.dpi * 1000 / _MM)
        _chunk(out, b"pHYs", struct.pack(">2IB", metre, metre, 1))
        _chunk(out, b"iTXt", b"Title\0\0\0fr\0\0" + title.encode())
        _chunk(out, b"iTXt", b"Software\0\0\0\0\0Chorographe")
        for top in range(0, height, rows):
            progress(top / height)
            strip.fill(0xFFFFFFFF)
            painter = QPainter(strip)
            try:
                painter.translate(0, -top)
                paint(painter, waiting.between(top / scale, (top + rows) / scale), scale, images)
            finally:
                painter.end()
            count = min(rows, height - top)
            # Qt paints faster on four bytes a pixel than on the three that leave.
            plain = strip.convertToFormat(QImage.Format.Format_RGB888)
            lines = np.frombuffer(plain.constBits(), np.uint8).reshape(rows, -1)
            filtered[:count, 1:] = lines[:count, : 3 * width]
            packed = packer.compress(filtered[:count].data)
            last = top + rows >= height
            before_last = not last and top + 2 * rows >= height
            packed += packer.flush(
                deflate.Z_FINISH if last else deflate.Z_FULL_FLUSH if before_last else deflate.Z_SYNC_FLUSH
            )
            _chunk(out, b"IDAT", packed)
        _chunk(out, b"IEND", b"")
    progress(1.0)


def check(path: Path, options: PngOptions) -> None:
    """Read the file back: every chunk by its checksum, then the rows of the last strip. Raises Illisible."""
    with path.open("rb") as file:
        if file.read(8) != SIGNATURE:
            raise Illisible("not a PNG")
        size_read, last, end = (0, 0), b"", False
        for kind, body in _chunks(file):
            if kind == b"IHDR":
                size_read = struct.unpack(">2I", body[:8])
            elif kind == b"IDAT":
                last = body
            end = kind == b"IEND"
    width, height = size_read
    if not end or not width or not height:
        raise Illisible("the end is missing")
    row = 1 + 3 * width
    rows = height - (height - 1) // STRIP * STRIP if height > STRIP else height
    # A single strip opens the stream: its two bytes of header are not deflate yet.
    try:
        got = zlib.decompressobj(-15).decompress(last[2:] if height <= STRIP else last)
    except zlib.error as error:
        raise Illisible(str(error)) from error
    if len(got) != rows * row or any(got[start] for start in range(0, len(got), row)):
        raise Illisible("the last rows are not whole")


class _Waiting:
    """Primitives by what they cover from top to bottom, so that a strip paints only what touches it."""

    def __init__(self, primitives: Sequence[Primitive]) -> None:
        self._kept = [(found[1], found[3], item) for item in primitives if (found := box((item,)))]
        self._parts: dict[int, list[tuple[float, float, Subpath]]] = {}

    def between(self, top: float, bottom: float) -> Iterator[Primitive]:
        """Yield what touches the rows from ``top`` to ``bottom`` (mm), in order."""
        slack = 0.5
        for low, high, item in self._kept:
            if high < top - slack or low > bottom + slack:
                continue
            if isinstance(item, Text | Image) or len(item.subpaths) < 12:
                yield item
            elif parts := self._touching(item, top - slack, bottom + slack):
                yield replace(item, subpaths=parts)

    def _touching(self, item: Drawn, top: float, bottom: float) -> tuple[Subpath, ...]:
        # A subpath wholly above or below a row changes nothing on it, whatever the rule of filling.
        spans = self._parts.get(id(item))
        if spans is None:
            reach = item.width / 2
            spans = []
            for subpath in item.subpaths:
                ys = [y for _, y in subpath.points]
                spans.append((min(ys) - reach, max(ys) + reach, subpath))
            self._parts[id(item)] = spans
        return tuple(subpath for low, high, subpath in spans if high >= top and low <= bottom)


def _chunk(out: IO[bytes], kind: bytes, body: bytes) -> None:
    out.write(struct.pack(">I", len(body)))
    out.write(kind)
    out.write(body)
    out.write(struct.pack(">I", zlib.crc32(body, zlib.crc32(kind))))


def _chunks(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    while head := file.read(8):
        if len(head) < 8:
            raise Illisible("cut in a chunk")
        length, kind = struct.unpack(">I4s", head)
        body, tail = file.read(length), file.read(4)
        if len(body) < length or tail != struct.pack(">I", zlib.crc32(body, zlib.crc32(kind))):
            raise Illisible(f"chunk {kind!r} is damaged")
        yield kind, body


def exporter() -> Exporter:
    """Return the format as the registry proposes it, in the language in use."""
    return Exporter(
        key="png",
        label=tr("Image PNG"),
        purpose=tr("Pour imprimer, projeter ou envoyer le poster."),
        suffixes=(".png",),
        options=PngOptions,
        run=run,
        check=check,
        parts=feuilles.parts,
    )
