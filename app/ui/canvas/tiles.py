"""The sheet baked into tiles: painted once, blitted at each frame, mended where the ink changed.

A tile keeps the base map apart from the whole: an edit paints the ink again over a copy of the base, never the
base. Tiles of one scale make a level. The level of the whole page stays for ever, so that there is always
something to show; other levels come and go with the zoom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, inf
from time import perf_counter
from typing import cast

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from app.drawing.ink import Scene
from app.painting.painter import ImageSource, no_image
from app.poster.geometry import Box
from app.ui.canvas.changes import changes
from app.ui.canvas.press import BLEED, Press

SIDE = 256
PAPER = QColor("#FFFFFF")
#: Levels kept beside that of the whole page: the present one and, until the hand rests, the one it came from.
LEVELS = 2
#: Tiles kept in a level beside those in sight, so that a hand that comes back finds them: half a megabyte each.
BESIDE = 12
#: Time that mending much may take within one frame, in seconds: what is left is baked beside, and seen as it was
#: meanwhile. Pixels of a tile that are a little.
MENDING, LITTLE = 0.02, SIDE * SIDE // 2
Key = tuple[int, int]


@dataclass(slots=True)
class Tile:
    """One square of the sheet: the base alone, and all of it. ``stale`` are parts yet to be painted again."""

    base: QImage
    whole: QImage
    stale: list[QRect] = field(default_factory=list)
    base_stale: bool = False


@dataclass(slots=True)
class Level:
    """The tiles of one scale."""

    scale: float
    tiles: dict[Key, Tile] = field(default_factory=dict)


@dataclass(slots=True)
class _Oven:
    """A tile that is being baked."""

    scale: float
    key: Key
    steps: Iterator[None]


class Tiles:
    """The baked sheet. ``hidden`` are the items in hand, which the overlay shows instead."""

    def __init__(self, images: ImageSource = no_image) -> None:
        self._scene = Scene(0.0, 0.0, ())
        self._press = Press(images)
        self._levels: list[Level] = []
        self._whole: Level | None = None
        #: What is being baked; given up when the sheet changes.
        self._oven: _Oven | None = None
        #: The tiles in sight when the last ones were baked.
        self._sight: frozenset[Key] = frozenset()
        #: Parts of tiles that the last blit has painted again, in px from the corner of the sheet.
        self.mended: list[QRect] = []

    @property
    def scene(self) -> Scene:
        """What is baked."""
        return self._scene

    def show(self, scene: Scene) -> list[Box]:
        """Take a new scene; return the extents (mm) of what changed, whose tiles are to be painted again."""
        before, self._scene = self._scene, scene
        self._oven = None
        self._press.take(scene)
        if (before.width, before.height) != (scene.width, scene.height):
            self._levels.clear()
            self._whole = None
            return [(0.0, 0.0, scene.width, scene.height)]
        changed = list(changes(before, scene))
        for box, base in changed:
            self._spoil(box, base=base)
        return [box for box, _ in changed]

    def hide(self, uids: frozenset[str]) -> list[Box]:
        """Take ``uids`` out of the tiles, and put back those hidden before; return the extents (mm)."""
        touched = self._press.hidden ^ uids
        if not touched:
            return []
        self._press.hidden = uids
        self._oven = None
        found = list(self._press.covering(touched))
        for box, base in found:
            self._spoil(box, base=base)
        return [box for box, _ in found]

    def renew(self, picture: str) -> None:
        """Have painted again whatever shows a picture, by its SHA-256: it looks otherwise now."""
        self._oven = None
        for box, base in self._press.renewed(picture):
            self._spoil(box, base=base)

    def pin(self, scale: float) -> None:
        """Make ``scale`` that of the whole page, kept for ever."""
        if self._whole is not None and self._whole.scale == scale:
            return
        before = self._whole
        self._whole = next((level for level in self._levels if level.scale == scale), Level(scale))
        rest = [level for level in self._levels if level is not self._whole]
        # The level before stays for a while: it stands in for the new one until that is baked.
        self._levels = [before, *rest[: LEVELS - 1]] if before else rest

    def keys(self, scale: float, box: Box) -> list[Key]:
        """Return the tiles of a scale that show ``box`` (mm), the nearest to its middle first."""
        step = SIDE / scale
        middle = ((box[0] + box[2]) / 2 / step - 0.5, (box[1] + box[3]) / 2 / step - 0.5)
        return sorted(
            self._keys(scale, box), key=lambda key: abs(key[0] - middle[0]) + abs(key[1] - middle[1])
        )

    def _keys(self, scale: float, box: Box) -> list[Key]:
        step = SIDE / scale
        columns = ceil(self._scene.width / step)
        rows = ceil(self._scene.height / step)
        return [
            (column, row)
            for column in range(max(0, floor(box[0] / step)), min(columns, ceil(box[2] / step)))
            for row in range(max(0, floor(box[1] / step)), min(rows, ceil(box[3] / step)))
        ]

    def blit(self, painter: QPainter, origin: QPoint, scale: float, seen: Box) -> bool:
        """Paint ``seen`` (mm) in device pixels, the sheet's corner at ``origin``: tiles at their place over
        stretched ones where a tile is not baked yet. The very first ones are baked at once: nothing stands in.

        Return whether all of it is as it should be; else more is to be baked.
        """
        level = self._level(scale)
        if not any(each.tiles for each in (level, self._whole, *self._levels) if each is not None):
            for key in self.keys(scale, seen):
                self._fresh(level, key)
        keys = self._keys(scale, seen)
        ready = [(key, tile) for key in keys if (tile := level.tiles.get(key)) is not None]
        if len(ready) < len(keys):
            self._stand_in(painter, origin, scale, [key for key in keys if key not in level.tiles])
        limit = perf_counter() + MENDING
        whole = len(ready) == len(keys)
        x, y = origin.x(), origin.y()
        self.mended = []
        for key, tile in ready:
            if tile.stale:
                stale = [rect.translated(key[0] * SIDE, key[1] * SIDE) for rect in tile.stale]
                done = self._mend(level, key, tile, limit)
                self.mended += stale if done else []
                whole = done and whole
            painter.drawImage(x + key[0] * SIDE, y + key[1] * SIDE, tile.whole)
        return whole

    def missing(self, scale: float, seen: Box) -> list[Key]:
        """Return the tiles of ``seen`` that are not as they should be at ``scale``, the middle first."""
        level = self._level(scale)
        return [key for key in self.keys(scale, seen) if (tile := level.tiles.get(key)) is None or tile.stale]

    def bake(self, scale: float, seen: Box, spare: Callable[[], bool]) -> list[QRect]:
        """Bake missing tiles of ``seen`` while ``spare()`` says that there is time, going on where it stopped.

        Return the places of those that are done, in device pixels from the corner of the sheet.
        """
        done: list[QRect] = []
        self._sight = frozenset(self._keys(scale, seen))
        while True:
            if self._oven is None or self._oven.scale != scale:
                missing = self.missing(scale, seen)
                if not missing:
                    return done
                level = self._level(scale)
                self._oven = _Oven(scale, missing[0], self._baking(level, missing[0]))
            for _ in self._oven.steps:
                if not spare():
                    return done
            done.append(self._rect(self._oven.key, scale))
            self._oven = None
            if not spare():
                return done

    def warm(self, scale: float, boxes: Iterable[Box], spare: Callable[[], bool]) -> bool:
        """Have at hand what lies around ``boxes`` (mm), where a hand may act next; return whether it is done."""
        return self._press.warm(scale, boxes, spare)

    def rest(self, scale: float) -> None:
        """Keep no level but that of ``scale`` and that of the whole page: the hand has stopped zooming."""
        self._levels = [level for level in self._levels if level.scale == scale]

    def _baking(self, level: Level, key: Key) -> Iterator[None]:
        """Bake one tile step by step; it is shown when it is done. What is left of one that stands is kept."""
        size = self._rect(key, level.scale).size()
        before = level.tiles.get(key)
        if before is not None and not before.base_stale:
            base = before.base
        else:
            base = QImage(size, QImage.Format.Format_RGB32)
            base.fill(PAPER)
            yield from self._painting(base, level.scale, key, [base.rect()], base=True)
        whole = base.copy()
        yield from self._painting(whole, level.scale, key, [whole.rect()], base=False)
        level.tiles.pop(key, None)
        if level is not self._whole and len(level.tiles) >= len(self._sight) + BESIDE:
            gone = next((each for each in level.tiles if each not in self._sight), None)
            level.tiles.pop(gone or next(iter(level.tiles)))
        level.tiles[key] = Tile(base, whole)

    def _level(self, scale: float) -> Level:
        if self._whole is not None and self._whole.scale == scale:
            return self._whole
        found = next((level for level in self._levels if level.scale == scale), None)
        if found is None:
            found = Level(scale)
            self._levels = [found, *self._levels[: LEVELS - 1]]
        elif self._levels[0] is not found:
            self._levels = [found, *(level for level in self._levels if level is not found)]
        return found

    def _fresh(self, level: Level, key: Key) -> Tile:
        """Return a tile of a level, baked and up to date."""
        if key not in level.tiles:
            for _ in self._baking(level, key):
                pass
        tile = level.tiles[key]
        if tile.stale:
            self._mend(level, key, tile)
        return tile

    def _mend(self, level: Level, key: Key, tile: Tile, limit: float = inf) -> bool:
        """Paint again what is stale of a tile; a little at once, much only before ``limit`` on the clock.

        Return whether it was done.
        """
        much = tile.base_stale or sum(each.width() * each.height() for each in tile.stale) > LITTLE
        if much and perf_counter() >= limit:
            return False
        if tile.base_stale:
            tile.base_stale = False
            tile.base.fill(PAPER)
            tile.stale = [tile.base.rect()]
            self._paint(tile.base, level.scale, key, tile.stale, base=True)
        stale, tile.stale = tile.stale, []
        painter = QPainter(tile.whole)
        try:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            for rect in stale:
                painter.drawImage(rect, tile.base, rect)
        finally:
            painter.end()
        self._paint(tile.whole, level.scale, key, stale, base=False)
        return True

    def _spoil(self, box: Box, *, base: bool) -> None:
        """Mark ``box`` (mm) as to be painted again; ``base`` says that the base map is concerned."""
        for level in filter(None, (self._whole, *self._levels)):
            rect = QRect(
                QPoint(floor(box[0] * level.scale) - BLEED, floor(box[1] * level.scale) - BLEED),
                QPoint(ceil(box[2] * level.scale) + BLEED, ceil(box[3] * level.scale) + BLEED),
            )
            for key in list(level.tiles):
                tile = level.tiles[key]
                corner = QPoint(key[0] * SIDE, key[1] * SIDE)
                inside = rect.translated(-corner).intersected(tile.whole.rect())
                if inside.isEmpty():
                    continue
                tile.stale = _with(tile.stale, inside)
                tile.base_stale = tile.base_stale or base

    def _rect(self, key: Key, scale: float) -> QRect:
        """Return the place of a tile in px; the last ones end with the sheet."""
        width, height = round(self._scene.width * scale), round(self._scene.height * scale)
        x, y = key[0] * SIDE, key[1] * SIDE
        return QRect(x, y, max(1, min(SIDE, width - x)), max(1, min(SIDE, height - y)))

    def _paint(self, image: QImage, scale: float, key: Key, rects: Sequence[QRect], *, base: bool) -> None:
        for _ in self._painting(image, scale, key, rects, base=base):
            pass

    def _painting(
        self, image: QImage, scale: float, key: Key, rects: Sequence[QRect], *, base: bool
    ) -> Iterator[None]:
        """Paint parts of a tile, a few primitives at a time."""
        corner = QPoint(key[0] * SIDE, key[1] * SIDE)
        return self._press.painting(image, scale, corner, rects, base=base)

    def _stand_in(self, painter: QPainter, origin: QPoint, scale: float, keys: Sequence[Key]) -> None:
        """Paint tiles that are not baked from other levels: the nearest in scale first, the whole page at last."""
        others = sorted(
            (level for level in (*self._levels, self._whole) if level is not None and level.scale != scale),
            key=lambda level: max(level.scale / scale, scale / level.scale),
        )
        waiting = QRegion()
        for key in keys:
            waiting += self._rect(key, scale)
        painter.save()
        painter.translate(origin)
        for level in others:
            if waiting.isEmpty():
                break
            waiting = self._stretched(painter, level, scale / level.scale, waiting)
        if not waiting.isEmpty():
            painter.setClipRegion(waiting)
            painter.fillRect(waiting.boundingRect(), PAPER)
        painter.restore()

    def _stretched(self, painter: QPainter, level: Level, ratio: float, waiting: QRegion) -> QRegion:
        """Paint what a level has of a region in px of the sheet; return what is left of the region."""
        around = waiting.boundingRect()
        corners = (around.x(), around.y(), around.x() + around.width(), around.y() + around.height())
        found = []
        for key in self._keys(level.scale, tuple(side / ratio / level.scale for side in corners)):  # type: ignore[arg-type] # four sides
            tile = level.tiles.get(key)
            if tile is not None:
                place = self._rect(key, level.scale)
                left, top = floor(place.x() * ratio), floor(place.y() * ratio)
                right = ceil((place.x() + place.width()) * ratio)
                bottom = ceil((place.y() + place.height()) * ratio)
                found.append((QRect(left, top, right - left, bottom - top), key, tile))
        here = QRegion()
        for target, _, _ in found:
            here += target
        here &= waiting
        if here.isEmpty():
            return waiting
        limit = perf_counter() + MENDING
        # One clip of a single rectangle after the other: pictures are stretched several times quicker than in a region.
        for rect in cast("Iterable[QRect]", here):
            painter.setClipRect(rect)
            for target, key, tile in found:
                if rect.intersects(target):
                    if tile.stale:
                        self._mend(level, key, tile, limit)
                    painter.drawImage(target, tile.whole)
        painter.setClipping(False)
        return waiting.subtracted(here)


def _with(rects: list[QRect], other: QRect) -> list[QRect]:
    """Return rectangles with one more, those that lie in another left out."""
    if any(rect.contains(other) for rect in rects):
        return rects
    return [*(rect for rect in rects if not other.contains(rect)), other]
