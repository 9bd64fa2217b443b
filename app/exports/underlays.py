"""Pictures under the poster, for a GIS: north up, cut into tiles, at several scales."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from app.drawing.calques import ring
from app.poster.geometry import Coord
from app.poster.records import Calque, Poster, Record
from app.storage import tiles
from app.storage.pictures import Source
from app.storage.tiles import PREFIX, SIDE, Grid

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

#: Quality of JPEG; tiles that something is seen through, and drawings, are PNG.
QUALITY = 88
#: The most pixels that a picture may take once it is turned: it is made coarser beyond.
MOST_PIXELS = 40_000_000
#: Two sides are square to the grid when they leave it by less than this part of a pixel.
SQUARE = 0.01


@dataclass(frozen=True, slots=True)
class _Laid:
    """A picture on the ground: its corners, its size in pixels."""

    top_left: Coord
    top_right: Coord
    bottom_left: Coord
    width: int
    height: int


def write(
    connection: sqlite3.Connection, poster: Poster, records: Mapping[str, Record], source: Source
) -> None:
    """Write each picture that is seen as a table of tiles. The caller holds the transaction. Raises sqlite3.Error.

    Pictures that are not there, or cannot be decoded, are left out, as on the sheet.
    """
    from app.painting.images import EXPORT, Images

    shown = [each for each in records.values() if isinstance(each, Calque) and each.visible and each.media]
    if not shown:
        return
    for record in sorted(shown, key=lambda each: (each.rang, each.uid)):
        corners = ring(record)
        # One at a time: a large one is forgotten with its last tile.
        images = Images(source, EXPORT)
        picture = images(record.media, float("inf"))
        if corners is None or picture is None:
            continue
        top_left, top_right, _, bottom_left = corners
        laid = _Laid(top_left, top_right, bottom_left, picture.width(), picture.height())
        grid = gridded(laid)
        if grid is None:
            continue
        rank = (
            1
            + connection.execute("SELECT count(*) FROM gpkg_contents WHERE data_type = 'tiles'").fetchone()[0]
        )
        table = f"{PREFIX}{rank}"
        tiles.create(connection, table, record, poster.crs, grid)
        data = source(record.media) or b""
        tiles.put(
            connection, table, _cut(record.media, laid, grid, images, drawing=data.startswith(b"\x89PNG"))
        )


def gridded(laid: _Laid) -> Grid | None:
    """Return the grid of a picture: its own pixels where it lies north up, else square ones of the same size."""
    (x, y), (right, right_y), (low_x, low) = laid.top_left, laid.top_right, laid.bottom_left
    across, down = hypot(right - x, right_y - y) / laid.width, hypot(low_x - x, low - y) / laid.height
    if not across > 0 or not down > 0:
        return None
    straight = abs(right_y - y) < SQUARE * down and abs(low_x - x) < SQUARE * across and right > x and low < y
    if straight:
        return Grid(x, y, across, down, laid.width, laid.height)
    xs, ys = (x, right, low_x, right + low_x - x), (y, right_y, low, right_y + low - y)
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    pixel = max(min(across, down), ((east - west) * (north - south) / MOST_PIXELS) ** 0.5)
    width, height = round((east - west) / pixel + 0.5), round((north - south) / pixel + 0.5)
    return Grid(west, north, pixel, pixel, max(1, width), max(1, height))


def _cut(
    key: str, laid: _Laid, grid: Grid, images: object, *, drawing: bool
) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield the tiles of every level that show something: level, column, row, bytes."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter, QTransform

    from app.painting.images import Images

    assert isinstance(images, Images)
    (x, y), (right, right_y), (low_x, low) = laid.top_left, laid.top_right, laid.bottom_left
    for level in range(grid.levels):
        halved = 2 ** (grid.levels - 1 - level)
        picture = images(key, laid.width / halved)
        if picture is None:
            return
        wide, high = grid.pixel_x * halved, grid.pixel_y * halved
        columns, rows = grid.tiles(level)
        for row in range(rows):
            for column in range(columns):
                west, north = grid.west + column * SIDE * wide, grid.north - row * SIDE * high
                # From a square of one, the whole picture, to pixels of the tile.
                place = QTransform(
                    *((right - x) / wide, (y - right_y) / high, (low_x - x) / wide, (y - low) / high),
                    *((x - west) / wide, (north - y) / high),
                )
                tile = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
                tile.fill(0)
                painter = QPainter(tile)
                try:
                    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                    painter.setTransform(place)
                    painter.drawImage(QRectF(0.0, 0.0, 1.0, 1.0), picture)
                finally:
                    painter.end()
                if data := _encoded(tile, drawing=drawing):
                    yield level, column, row, data


def _encoded(tile: QImage, *, drawing: bool) -> bytes:
    """Return the bytes of a tile; nothing where it shows nothing."""
    import numpy as np
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageWriter

    alpha = np.frombuffer(tile.constBits(), np.uint8)[3::4]
    if not alpha.any():
        return b""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    clear = drawing or alpha.min() < 255
    writer = QImageWriter(held, QByteArray(b"PNG" if clear else b"JPEG"))
    if not clear:
        writer.setQuality(QUALITY)
    writer.write(tile)
    return bytes(held.data().data())
