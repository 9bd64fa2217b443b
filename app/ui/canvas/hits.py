"""What lies under the pointer, by geometry in page mm: a tree of the shapes of all inks.

Imported at the first hit only: it brings shapely.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import shapely

from app.drawing import photos, theme
from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Path, Text, box, flattened
from app.poster.geometry import Areas, Box, Coord, Point
from app.poster.records import ITEM_TYPES, Mark, Photo, Poster, PostIt, Record, Texte
from app.poster.sheet import MapFrame
from app.ui.canvas.events import Hit
from app.ui.canvas.extents import extent

#: Derived parts that answer to the pointer where they are drawn, and those that do even when they are empty.
PARTS = ("nom:", "legende:", "feuille:messages", "feuille:territoire")
INVITING = ("feuille:amof:", "feuille:titre", "feuille:groupe")
#: Strokes of these colours are rings of paper around the ink: nobody aims at them.
_PAPER = (theme.PAPIER, theme.HORS_TERRITOIRE)


#: A sign wider than this, in mm, is rings or rays around a place: what lies between them can be taken.
WIDE = 48.0


class Hits:
    """The shapes of a scene, kept from one act to the next while their ink is the same."""

    def __init__(self) -> None:
        self._shapes: dict[str, tuple[Ink, Any]] = {}
        self._scene: Scene | None = None
        self._records: Mapping[str, Record] = {}
        self._unlit: AbstractSet[str] = frozenset()
        self._inks: list[Ink] = []
        self._tree: Any = None

    def update(
        self, scene: Scene, records: Mapping[str, Record], unlit: AbstractSet[str] = frozenset()
    ) -> None:
        """Take the scene as it is now, the records it was composed from, and the inks that hands go through."""
        self._records = records
        if scene is self._scene and unlit == self._unlit:
            return
        self._unlit = unlit
        self._scene = scene
        self._tree = None

    def find(self, page: Coord, reach: float, skip: frozenset[str] = frozenset()) -> Hit | None:
        """Return what a hand means at a place of the page, ``reach`` mm around it; None on bare paper.

        What is exactly there goes before what is near, the top of the pile before the bottom, what is locked after
        what is not, and a thing, locked or not, before the area it stands in.
        """
        best = min(self._near(page, reach, skip), default=None, key=lambda one: one[0])
        return best[1] if best else None

    def stack(self, page: Coord, reach: float) -> list[str]:
        """Return the items at a place of the page, from the one that a press takes to the lowest."""
        found = sorted(self._near(page, reach, frozenset()), key=lambda one: one[0])
        return [hit.uid for _, hit in found if not hit.part]

    def _near(
        self, page: Coord, reach: float, skip: frozenset[str]
    ) -> Iterator[tuple[tuple[bool, bool, bool, int], Hit]]:
        """Yield what is near a place of the page, each with its rank: the least is what a hand means."""
        tree = self._built()
        at = shapely.Point(page)
        near = shapely.box(page[0] - reach, page[1] - reach, page[0] + reach, page[1] + reach)
        for index in tree.query(near):
            ink = self._inks[index]
            if ink.uid in skip:
                continue
            away = shapely.distance(tree.geometries[index], at)
            record = self._records.get(ink.uid)
            item = isinstance(record, ITEM_TYPES)
            if away > (reach if item else 0.0):
                continue
            locked = isinstance(record, ITEM_TYPES) and record.verrouille
            yield (
                (_is_area(record), locked, away > 0.0, -int(index)),
                Hit(ink.uid, locked=locked, part=not item),
            )

    def inside(self, within: Box) -> frozenset[str]:
        """Return the items wholly inside a box, locked ones left out."""
        return self._loose(self._built().query(shapely.box(*within), predicate="contains"))

    def touching(self, within: Box) -> frozenset[str]:
        """Return the items that a box touches, locked ones left out."""
        return self._loose(self._built().query(shapely.box(*within), predicate="intersects"))

    def over(self, uid: str) -> frozenset[str]:
        """Return the other items that share some place of the page with an item."""
        tree = self._built()
        mine = next((tree.geometries[rank] for rank, ink in enumerate(self._inks) if ink.uid == uid), None)
        if mine is None:
            return frozenset()
        found = {self._inks[index].uid for index in tree.query(mine, predicate="intersects")}
        return frozenset(each for each in found - {uid} if isinstance(self._records.get(each), ITEM_TYPES))

    def _loose(self, found: Iterable[int]) -> frozenset[str]:
        records = (self._records.get(self._inks[index].uid) for index in found)
        return frozenset(each.uid for each in records if isinstance(each, ITEM_TYPES) and not each.verrouille)

    def _built(self) -> Any:
        if self._tree is None:
            assert self._scene is not None
            frame = MapFrame.of(next(each for each in self._records.values() if isinstance(each, Poster)))
            kept: dict[str, tuple[Ink, Any]] = {}
            for ink in self._scene.inks:
                if ink.band == Band.FOND or ink.extent is None or ink.uid in self._unlit:
                    continue
                known = self._shapes.get(ink.uid)
                if known is None or known[0] is not ink:
                    shape = self._shape(ink, frame)
                    if shape is None:
                        continue
                    known = (ink, shape)
                kept[ink.uid] = known
            self._shapes = kept
            self._inks = [ink for ink, _ in kept.values()]
            self._tree = shapely.STRtree([shape for _, shape in kept.values()])
        return self._tree

    def _shape(self, ink: Ink, frame: MapFrame) -> Any:
        record = self._records.get(ink.uid)
        if not isinstance(record, ITEM_TYPES):
            drawn = bool(ink.primitives) and (ink.uid.startswith(PARTS) or record is not None)
            part = drawn or ink.uid.startswith(INVITING)
            return shapely.box(*ink.extent) if part and ink.extent else None
        if isinstance(record, PostIt | Texte):
            found = extent(record, ink)
            return shapely.box(*found) if found else None
        if isinstance(record, Photo):
            return shapely.Polygon(photos.corners(record, frame))
        parts = [shapely.box(*each) for each in (*ink.badges, *ink.labels)]
        if isinstance(record.geometry, Areas):
            parts.append(_polygons(record.geometry, frame))
        symbol = extent(record, ink) if isinstance(record.geometry, Point) and not _spread(record) else None
        if symbol and max(symbol[2] - symbol[0], symbol[3] - symbol[1]) > WIDE:
            symbol = None
        if symbol and ink.band in (Band.POINTS, Band.LIEUX):
            # A symbol is caught by all it covers, the white between its strokes included.
            parts.append(shapely.box(*symbol))
        else:
            parts += _drawn(ink)
        return shapely.GeometryCollection(parts) if parts else None


def _spread(record: Record) -> bool:
    """Return whether a mark spreads over places of its own: its symbol is then caught by its strokes."""
    if not isinstance(record, Mark):
        return False
    lists = [value for value in record.parametres.values() if isinstance(value, tuple)]
    return any(isinstance(place, tuple) for listed in lists for place in listed)


def _is_area(record: Record | None) -> bool:
    return isinstance(record, Mark) and isinstance(record.geometry, Areas)


def _polygons(areas: Areas, frame: MapFrame) -> Any:
    page = areas.map(frame.to_page)
    assert isinstance(page, Areas)
    return shapely.make_valid(
        shapely.MultiPolygon([shapely.Polygon(part[0], part[1:]) for part in page.parts])
    )


def _drawn(ink: Ink) -> list[Any]:
    found: list[Any] = []
    for primitive in ink.primitives:
        if isinstance(primitive, Text):
            around = box((primitive,))
            if around:
                found.append(shapely.box(*around))
        elif isinstance(primitive, Path):
            for subpath in primitive.subpaths:
                run = flattened(subpath, 0.3)
                if primitive.fill and len(run) > 3:
                    found.append(shapely.make_valid(shapely.Polygon(run)))
                elif len(run) > 1 and primitive.stroke and primitive.stroke[:7] not in _PAPER:
                    found.append(shapely.buffer(shapely.LineString(run), primitive.width / 2, quad_segs=1))
    return found
