"""The sheet baked into tiles: painted once, blitted at each frame, mended where the ink changed.

A tile keeps the base map apart from the whole: an edit paints the ink again over a copy of the base, never the
base. Tiles of one scale make a level. The level of the whole page stays for ever, so that there is always
something to show; other levels come and go with the zoom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from math import ceil, floor

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.drawing import primitives
from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Image, Path, Primitive, Text
from app.painting.painter import ImageSource, paint
from app.poster.geometry import Box

SIDE = 256
PAPER = QColor("#FFFFFF")
#: Levels kept beside that of the whole page: the present one and the one it came from.
LEVELS = 2
#: Tiles kept in a level that is larger than the window: about 50 MB with their base.
MOST_TILES = 96
#: Primitives painted between two looks at the clock.
STEP = 8
#: Ink reaches this far beyond its extent at most: antialiasing, in px.
BLEED = 2
Key = tuple[int, int]


@dataclass(slots=True)
class Tile:
    """One square of the sheet: the base alone, and all of it. ``stale`` is what is yet to be painted again."""

    base: QImage
    whole: QImage
    stale: QRect | None = None
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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A primitive and its extent in mm."""

    primitive: Primitive
    box: Box


class Tiles:
    """The baked sheet. ``hidden`` are the items in hand, which the overlay shows instead."""

    def __init__(self, images: ImageSource = lambda _: None) -> None:
        self._images = images
        self._scene = Scene(0.0, 0.0, ())
        self._pieces: dict[int, tuple[Ink, tuple[_Piece, ...]]] = {}
        self._levels: list[Level] = []
        self._whole: Level | None = None
        #: What is being baked; given up when the sheet changes.
        self._oven: _Oven | None = None
        self.hidden: frozenset[str] = frozenset()

    @property
    def scene(self) -> Scene:
        """What is baked."""
        return self._scene

    def show(self, scene: Scene) -> list[Box]:
        """Take a new scene; return the extents (mm) of what changed, whose tiles are to be painted again."""
        before, self._scene = self._scene, scene
        self._oven = None
        if (before.width, before.height) != (scene.width, scene.height):
            self._levels.clear()
            self._whole = None
            self._pieces.clear()
            return [(0.0, 0.0, scene.width, scene.height)]
        kept = {id(ink) for ink in scene.inks}
        self._pieces = {key: value for key, value in self._pieces.items() if key in kept}
        changed = list(changes(before, scene))
        for box, base in changed:
            self._spoil(box, base=base)
        return [box for box, _ in changed]

    def hide(self, uids: frozenset[str]) -> list[Box]:
        """Take ``uids`` out of the tiles, and put back those hidden before; return the extents (mm)."""
        touched = self.hidden ^ uids
        if not touched:
            return []
        self.hidden = uids
        self._oven = None
        boxes = (
            [ink.extent for ink in self._scene.inks if ink.uid in touched and ink.extent] if touched else []
        )
        for box in boxes:
            self._spoil(box, base=False)
        return boxes

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
        columns = ceil(self._scene.width / step)
        rows = ceil(self._scene.height / step)
        middle = ((box[0] + box[2]) / 2 / step - 0.5, (box[1] + box[3]) / 2 / step - 0.5)
        found = [
            (column, row)
            for column in range(max(0, floor(box[0] / step)), min(columns, ceil(box[2] / step)))
            for row in range(max(0, floor(box[1] / step)), min(rows, ceil(box[3] / step)))
        ]
        return sorted(found, key=lambda key: abs(key[0] - middle[0]) + abs(key[1] - middle[1]))

    def blit(self, painter: QPainter, origin: QPoint, scale: float, seen: Box) -> None:
        """Paint ``seen`` (mm) in device pixels, the sheet's corner at ``origin``: tiles at their place, and
        stretched ones where a tile is not baked yet. The very first ones are baked at once: nothing stands in."""
        level = self._level(scale)
        if not any(each.tiles for each in (level, self._whole, *self._levels) if each is not None):
            for key in self.keys(scale, seen):
                self._fresh(level, key)
        missing = []
        for key in self.keys(scale, seen):
            tile = level.tiles.get(key)
            if tile is None:
                missing.append(key)
                continue
            if tile.stale is not None:
                self._mend(level, key, tile)
            painter.drawImage(origin.x() + key[0] * SIDE, origin.y() + key[1] * SIDE, tile.whole)
        for key in missing:
            self._stretch(painter, origin, scale, key)

    def missing(self, scale: float, seen: Box) -> list[Key]:
        """Return the tiles of ``seen`` that are not baked at ``scale``, the middle first."""
        level = self._level(scale)
        return [key for key in self.keys(scale, seen) if key not in level.tiles]

    def bake(self, scale: float, seen: Box, spare: Callable[[], bool]) -> list[QRect]:
        """Bake missing tiles of ``seen`` while ``spare()`` says that there is time, going on where it stopped.

        Return the places of those that are done, in device pixels from the corner of the sheet.
        """
        done: list[QRect] = []
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

    def _baking(self, level: Level, key: Key) -> Iterator[None]:
        """Bake one tile step by step; it is shown when it is done."""
        rect = QRect(QPoint(0, 0), self._rect(key, level.scale).size())
        base = QImage(rect.size(), QImage.Format.Format_RGB32)
        base.fill(PAPER)
        yield from self._painting(base, level.scale, key, rect, base=True)
        whole = base.copy()
        yield from self._painting(whole, level.scale, key, rect, base=False)
        if level is not self._whole and len(level.tiles) >= MOST_TILES:
            del level.tiles[next(iter(level.tiles))]
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
        if tile.stale is not None:
            self._mend(level, key, tile)
        return tile

    def _mend(self, level: Level, key: Key, tile: Tile) -> None:
        rect, tile.stale = tile.stale, None
        if rect is None:
            return
        if tile.base_stale:
            tile.base_stale = False
            tile.base.fill(PAPER)
            rect = tile.base.rect()
            self._paint(tile.base, level.scale, key, rect, base=True)
        painter = QPainter(tile.whole)
        try:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(rect, tile.base, rect)
        finally:
            painter.end()
        self._paint(tile.whole, level.scale, key, rect, base=False)

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
                tile.stale = inside if tile.stale is None else tile.stale.united(inside)
                tile.base_stale = tile.base_stale or base

    def _rect(self, key: Key, scale: float) -> QRect:
        """Return the place of a tile in px; the last ones end with the sheet."""
        width, height = round(self._scene.width * scale), round(self._scene.height * scale)
        x, y = key[0] * SIDE, key[1] * SIDE
        return QRect(x, y, max(1, min(SIDE, width - x)), max(1, min(SIDE, height - y)))

    def _paint(self, image: QImage, scale: float, key: Key, rect: QRect, *, base: bool) -> None:
        for _ in self._painting(image, scale, key, rect, base=base):
            pass

    def _painting(self, image: QImage, scale: float, key: Key, rect: QRect, *, base: bool) -> Iterator[None]:
        """Paint a part of a tile, a few primitives at a time."""
        left, top = (key[0] * SIDE + rect.x()) / scale, (key[1] * SIDE + rect.y()) / scale
        bleed = BLEED / scale
        box = (
            left - bleed,
            top - bleed,
            left + rect.width() / scale + bleed,
            top + rect.height() / scale + bleed,
        )
        waiting = list(self._within(box, base=base))
        for first in range(0, len(waiting), STEP):
            painter = QPainter(image)
            try:
                painter.setClipRect(rect)
                painter.translate(-key[0] * SIDE, -key[1] * SIDE)
                paint(painter, waiting[first : first + STEP], scale, self._images)
            finally:
                painter.end()
            yield

    def _within(self, box: Box, *, base: bool) -> Iterator[Primitive]:
        for ink in self._scene.inks:
            if (ink.band == Band.FOND) is not base or ink.uid in self.hidden:
                continue
            if ink.extent is None or not _meet(ink.extent, box):
                continue
            for piece in self._of(ink):
                if _meet(piece.box, box):
                    yield piece.primitive

    def _of(self, ink: Ink) -> tuple[_Piece, ...]:
        known = self._pieces.get(id(ink))
        if known is None:
            boxes = ((primitive, primitives.box((primitive,))) for primitive in ink.primitives)
            known = (ink, tuple(_Piece(primitive, box) for primitive, box in boxes if box))
            self._pieces[id(ink)] = known
        return known[1]

    def _stretch(self, painter: QPainter, origin: QPoint, scale: float, key: Key) -> None:
        """Paint a tile that is not baked from another level: the nearest in scale that has it all."""
        where = self._rect(key, scale)
        target = QRectF(where.translated(origin))
        others = sorted(
            (level for level in (*self._levels, self._whole) if level is not None and level.scale != scale),
            key=lambda level: max(level.scale / scale, scale / level.scale),
        )
        box = (
            where.x() / scale,
            where.y() / scale,
            (where.x() + where.width()) / scale,
            (where.y() + where.height()) / scale,
        )
        for level in others:
            keys = self.keys(level.scale, box)
            if keys and all(each in level.tiles for each in keys):
                painter.save()
                painter.setClipRect(target)
                ratio = scale / level.scale
                for each in keys:
                    tile = self._fresh(level, each)
                    part = QRectF(self._rect(each, level.scale))
                    painter.drawImage(
                        QRectF(
                            origin.x() + part.x() * ratio,
                            origin.y() + part.y() * ratio,
                            part.width() * ratio,
                            part.height() * ratio,
                        ),
                        tile.whole,
                    )
                painter.restore()
                return
        painter.fillRect(target, PAPER)


def changes(before: Scene, after: Scene) -> Iterator[tuple[Box, bool]]:
    """Yield the extents in mm that differ between two scenes, and whether the base is concerned.

    Inks are compared by what they are made of: an unchanged record keeps its very primitives. Inks that
    changed their place in the pile count as changed.
    """
    old, new = _by_uid(before.inks), _by_uid(after.inks)
    for uid, ink in old.items():
        other = new.get(uid)
        if other is None or not _same(ink, other):
            yield from _extents((ink, other))
    for uid, ink in new.items():
        if uid not in old:
            yield from _extents((ink,))
    stayed = [uid for uid, ink in old.items() if (other := new.get(uid)) is not None and _same(ink, other)]
    kept = set(stayed)
    order = [uid for uid in new if uid in kept]
    for was, uid in zip(stayed, order, strict=True):
        if was != uid:
            yield from _extents((new[uid], new[was]))


def _by_uid(inks: Iterable[Ink]) -> dict[str, Ink]:
    return {ink.uid: ink for ink in inks}


def _same(a: Ink, b: Ink) -> bool:
    if a is b:
        return True
    return (
        a.band == b.band
        and a.extent == b.extent
        and len(a.primitives) == len(b.primitives)
        and all(_alike(x, y) for x, y in zip(a.primitives, b.primitives, strict=True))
    )


def _alike(x: Primitive, y: Primitive) -> bool:
    """Return whether two primitives paint the same; primitives themselves are compared by identity."""
    if x is y:
        return True
    return type(x) is type(y) and all(getattr(x, each) == getattr(y, each) for each in _FIELDS[type(x)])


_FIELDS = {kind: tuple(each.name for each in fields(kind)) for kind in (Path, Text, Image)}


def _extents(inks: Iterable[Ink | None]) -> Iterator[tuple[Box, bool]]:
    for ink in inks:
        if ink is not None and ink.extent is not None:
            yield ink.extent, ink.band == Band.FOND


def _meet(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
