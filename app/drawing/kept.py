"""What is kept from one scene to the next: inks of records, what was learnt of them, and derived inks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from app.drawing import overlaps
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Primitive, flattened
from app.poster.geometry import Areas, Box, Geometry, Lines, Point
from app.poster.records import Mark, Trace

_NOWHERE: dict[type[Geometry], Geometry] = {Point: Point(0.0, 0.0), Lines: Lines(()), Areas: Areas(())}


@dataclass(frozen=True, slots=True)
class Study:
    """What the placement of names asks of the ink of an item, in page mm."""

    #: Extents that nothing may cover.
    boxes: tuple[Box, ...]
    #: shapely geometries better not crossed.
    avoided: tuple[Any, ...]
    #: Extent of the sign without its badges and labels.
    symbol: Box | None
    #: Extents of its parts: the places of a semis, one by one.
    signs: tuple[Box, ...]


@dataclass(slots=True)
class _Item:
    key: tuple[object, ...]
    ink: Ink
    study: Study | None = None


@dataclass(slots=True)
class Kept:
    """The inks of the last scene, by ``uid``."""

    _items: dict[str, _Item] = field(default_factory=dict)
    _derived: dict[str, Ink] = field(default_factory=dict)

    def ink(self, uid: str, key: tuple[object, ...], draw: Callable[[], Ink]) -> Ink:
        """Return the ink of an item, drawn anew only when ``key``, all that it is drawn from, has changed."""
        kept = self._items.get(uid)
        if kept is None or kept.key != key:
            kept = self._items[uid] = _Item(key, draw())
        return kept.ink

    def forget(self, living: AbstractSet[str]) -> None:
        """Drop what belongs to no record any more."""
        if len(self._items) <= len(living) and self._items.keys() <= living:
            return
        for uid in self._items.keys() - living:
            del self._items[uid]

    def study(self, ink: Ink) -> Study:
        """Return what is known of the ink of an item, studied once for each ink."""
        kept = self._items[ink.uid]
        if kept.study is None:
            # Lines are better not crossed; areas may be written on.
            lined = ink.band in (Band.RESEAUX, Band.LIGNES, Band.TRACES, Band.POSTITS)
            boxes = tuple(piece.box for piece in overlaps.pieces((ink,)))
            kept.study = Study(
                boxes,
                () if ink.band == Band.AIRES else _shapes(ink.primitives if lined else overlaps.lines(ink)),
                overlaps.symbol(ink),
                tuple(overlaps.signs(ink)),
            )
        return kept.study

    def lasting(self, inks: Iterable[Ink]) -> list[Ink]:
        """Return derived inks, each the very one of the last time where nothing of it changed.

        Those who watch a scene (tiles of a canvas, painters that keep paths) go by identity.
        """
        found = []
        for ink in inks:
            before = self._derived.get(ink.uid)
            if before is None or not _same(before, ink):
                before = self._derived[ink.uid] = ink
            found.append(before)
        return found


def seen(subject: Mark | Trace) -> Mark | Trace:
    """Return what the panel of the sheet depends on: a mark without its place, its names there and its last change."""
    if isinstance(subject, Trace):
        return replace(subject, geometry=Lines(()), pile="", commentaire="", modifie_le="")
    still = replace(subject, pile="", commentaire="", modifie_le="", etiquette="", sous_etiquette="")
    return replace(still, geometry=_NOWHERE[type(still.geometry)])


def bare(subject: Mark | Trace) -> Mark | Trace:
    """Return what a legend symbol depends on: a sign without its place, its words and its history."""
    still = replace(
        subject,
        uid="",
        texte="",
        commentaire="",
        feuille=1,
        ordre=0,
        pile="",
        ensemble="",
        cree_le="",
        modifie_le="",
    )
    if isinstance(still, Trace):
        return replace(still, geometry=Lines(()))
    return replace(
        still,
        geometry=_NOWHERE[type(still.geometry)],
        etiquette="",
        sous_etiquette="",
        valence="",
        tendance="",
    )


def _same(one: Ink, other: Ink) -> bool:
    if one.extent != other.extent or len(one.primitives) != len(other.primitives):
        return False
    return all(
        a is b or (type(a) is type(b) and all(getattr(a, key) == getattr(b, key) for key in a.__match_args__))
        for a, b in zip(one.primitives, other.primitives, strict=True)
    )


def _shapes(primitives: Iterable[Primitive]) -> tuple[Any, ...]:
    import shapely

    found: list[Any] = []
    for item in primitives:
        if not isinstance(item, Path):
            continue
        for subpath in item.subpaths:
            run = flattened(subpath, 0.3)
            if len(run) >= 4 and item.fill:
                found.append(shapely.Polygon(run).buffer(0))
            elif len(run) >= 2 and item.stroke:
                found.append(shapely.LineString(run).buffer(item.width / 2, quad_segs=1))
    return (shapely.union_all(found),) if found else ()
