"""What was learnt of each record while a sheet was composed, for the next time: an act changes one among a thousand."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from app.drawing import names
from app.drawing.ink import Band, Ink
from app.drawing.kept import Kept, seen
from app.poster.geometry import Box, Point
from app.poster.records import Item, Mark, Record, Trace
from app.poster.sheet import MapFrame


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What the names of places find of an item where its ink lies in a frame, in mm of the page."""

    item: Item
    ink: Ink
    frame: MapFrame
    signs: tuple[names.Sign, ...]
    forbidden: tuple[Box, ...]
    #: shapely geometries.
    avoided: tuple[Any, ...]


class Learnt:
    """Answers about records, each found again only when its record is another one."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._met: dict[str, InTheWay] = {}
        self._faces: dict[str, tuple[Mark | Trace, Mark | Trace]] = {}
        self._mentions: dict[str, tuple[Mark | Trace, tuple[str, ...]]] = {}

    def forget(self, living: AbstractSet[str]) -> None:
        """Drop what belongs to no record any more; now and then is enough."""
        if max(len(self._met), len(self._faces)) > 2 * len(living):
            self._met = {uid: met for uid, met in self._met.items() if uid in living}
            self._faces = {uid: face for uid, face in self._faces.items() if uid in living}
            self._mentions = {uid: words for uid, words in self._mentions.items() if uid in living}

    def face(self, record: Record) -> Record:
        """Return what the panel sees of a record: the very same object as long as that is the same."""
        if not isinstance(record, (Mark, Trace)):
            return record
        known = self._faces.get(record.uid)
        if known is not None and known[0] is record:
            return known[1]
        face = seen(record)
        if known is not None and known[1] == face:
            face = known[1]
        self._faces[record.uid] = (record, face)
        return face

    def mentioned(self, item: Mark | Trace) -> tuple[str, ...]:
        """Return the words in the parameters of a mark: some of them may be those of records."""
        known = self._mentions.get(item.uid)
        if known is None or known[0] is not item:
            known = self._mentions[item.uid] = (item, _words(item))
        return known[1]

    def met(self, item: Item, ink: Ink, frame: MapFrame) -> InTheWay:
        """Return what names find of an item."""
        known = self._met.get(item.uid)
        if known is not None and known.item is item and known.ink is ink and known.frame is frame:
            return known
        study = self._kept.study(ink)
        place = isinstance(item, Mark) and ink.band == Band.LIEUX
        signs: list[names.Sign] = []
        if isinstance(item, Mark) and isinstance(item.geometry, Point):
            at = frame.to_page(item.geometry.x, item.geometry.y)
            for sign in study.signs:
                here = sign[0] <= at[0] <= sign[2] and sign[1] <= at[1] <= sign[3]
                middle = ((sign[0] + sign[2]) / 2, (sign[1] + sign[3]) / 2)
                signs.append(names.Sign(middle, sign, item.etiquette if here else "", place))
        # The sign of a place does not forbid the name of that place.
        forbidden = tuple(extent for extent in study.boxes if not (place and extent in study.signs))
        found = InTheWay(item, ink, frame, tuple(signs), forbidden, study.avoided)
        self._met[item.uid] = found
        return found


def _words(item: Mark | Trace) -> tuple[str, ...]:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Mapping):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, tuple):
            for inner in value:
                walk(inner)

    if isinstance(item, Mark):
        walk(item.parametres)
    return tuple(found)
