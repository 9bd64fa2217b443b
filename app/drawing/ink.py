"""What the sheet is drawn of: inks in bands, from the bottom to the top, each known by what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from app.catalogue.model import Pictogram
from app.drawing.primitives import Primitive, box
from app.poster.geometry import Areas, Box
from app.poster.records import Record
from app.poster.sheet import MapFrame


class Band(IntEnum):
    """The fixed order of the planes; inside a band, the order of ``pile``. QGIS shows the same order."""

    FOND = 0
    AIRES = 10
    RESEAUX = 20
    LIGNES = 30
    LIEUX = 40
    POINTS = 50
    PHOTOS = 55
    TEXTES = 60
    TRACES = 70
    NOMS = 80
    FEUILLE = 90
    #: Papers lie over everything: one that hides a row of the legend is seen, and moved away.
    POSTITS = 100


@dataclass(frozen=True, slots=True)
class Ink:
    """The primitives of one record, or of one derived part of the sheet.

    ``uid`` is the record's; derived parts have a name with a colon: ``nom:63003`` (a place name, by code),
    ``feuille:titre``, ``feuille:amof``, ``legende:<uid of its first mark>``, ``fond:territoire``…
    ``badges`` and ``labels`` are extents in mm used by the check of overlaps and the placement of names.
    """

    uid: str
    band: Band
    primitives: tuple[Primitive, ...]
    badges: tuple[Box, ...] = ()
    labels: tuple[Box, ...] = ()
    #: Extent of the ink in mm; None where nothing is drawn.
    extent: Box | None = field(default=None)
    #: Extents of the signs that ride on an area or a line, in mm: nothing is written over them.
    signs: tuple[Box, ...] = ()

    @classmethod
    def of(
        cls,
        uid: str,
        band: Band,
        primitives: tuple[Primitive, ...],
        badges: tuple[Box, ...] = (),
        labels: tuple[Box, ...] = (),
        signs: tuple[Box, ...] = (),
    ) -> Ink:
        """Return the ink with its extent computed."""
        return cls(uid, band, primitives, badges, labels, box(primitives), signs)


@dataclass(frozen=True, slots=True)
class Context:
    """What a brush may look at beside its record."""

    frame: MapFrame
    #: Outline of the territory in page mm; None on a blank sheet.
    territory: Areas | None
    pictograms: Mapping[str, Pictogram]
    #: Records that a mark may name in its parameters.
    records: Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole sheet: its size in mm and its inks from the bottom to the top."""

    width: float
    height: float
    inks: tuple[Ink, ...]

    def ink(self, uid: str) -> Ink | None:
        """Return the ink of a record or a derived part, or None."""
        return next((ink for ink in self.inks if ink.uid == uid), None)

    def primitives(self) -> tuple[Primitive, ...]:
        """Return everything to paint, in order."""
        return tuple(primitive for ink in self.inks for primitive in ink.primitives)
