"""Items in hand drawn one by one, as they would become, without composing the whole sheet again."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import cast

from app.catalogue.model import Pictogram
from app.drawing.ink import Band, Context, Ink
from app.poster import outline
from app.poster.gathered import Records
from app.poster.geometry import Areas, Box, holds
from app.poster.records import ITEM_TYPES, Item, Mark, Photo, Poster, Record, Territoire, Texte, Trace
from app.poster.sheet import MapFrame

#: Where the ground lies on the page, and the outline of the territory there, in mm; None on a blank sheet.
_Land = tuple[MapFrame, Areas | None]


class Live:
    """Draws drafts. What they need of the sheet (frame, outline) is kept while it does not change."""

    def __init__(self, catalogue: Mapping[str, Pictogram]) -> None:
        self._catalogue = catalogue
        self._ground: tuple[tuple[Record, ...], MapFrame, Areas | None] | None = None
        #: Marks of the last paint with the land they stood on: a draft that stays is not drawn again.
        self._drawn: dict[str, tuple[Mark, object, Ink]] = {}

    def inks(self, drafts: Iterable[Item], records: Mapping[str, Record]) -> list[Ink]:
        """Return the ink of each draft, from the bottom of the planes to the top."""
        made = {item.uid: item for item in drafts}
        land = self._land(records)
        # Only read: the records of the document are never written through it.
        seen = ChainMap(cast("dict[str, Record]", made), cast("dict[str, Record]", records))
        inks = {uid: self._kept(item, seen, land) for uid, item in made.items()}
        self._drawn = {
            uid: (item, self._ground, inks[uid]) for uid, item in made.items() if isinstance(item, Mark)
        }
        return sorted(inks.values(), key=lambda ink: ink.band)

    def _kept(self, item: Item, records: Mapping[str, Record], land: _Land) -> Ink:
        known = self._drawn.get(item.uid)
        if known is not None and known[0] is item and known[1] is self._ground:
            return known[2]
        return self._ink(item, records, land)

    def ink(self, item: Item, records: Mapping[str, Record]) -> Ink:
        """Return the ink of one item among ``records``."""
        return self._ink(item, records, self._land(records))

    def _ink(self, item: Item, records: Mapping[str, Record], land: _Land) -> Ink:
        from app.drawing import marks, overlaps, photos, postits, texts

        frame, territory = land
        if isinstance(item, Mark | Trace):
            return marks.draw(item, Context(frame, territory, self._catalogue, records))
        if isinstance(item, Texte):
            if not item.texte.strip():
                return Ink(item.uid, Band.TEXTES, ())
            return texts.free(item, frame, lambda x, y: territory is None or holds(territory, x, y))
        if isinstance(item, Photo):
            return photos.draw(item, frame)
        target = records.get(item.cible)
        spoken = target if isinstance(target, ITEM_TYPES) else None
        symbol: Box | None = None
        if isinstance(spoken, Mark | Trace):
            symbol = overlaps.symbol(self._ink(spoken, records, land))
        return postits.draw(item, postits.target(item, spoken, symbol, frame))

    def _land(self, records: Mapping[str, Record]) -> _Land:
        drawn = Records.of(records).drawn.values()
        key = tuple(record for record in drawn if isinstance(record, Poster | Territoire))
        known = self._ground
        if (
            known is None
            or len(known[0]) != len(key)
            or any(a is not b for a, b in zip(known[0], key, strict=True))
        ):
            poster = next(record for record in key if isinstance(record, Poster))
            frame = MapFrame.of(poster)
            known = self._ground = (key, frame, outline.territory(records, poster))
        return known[1], known[2]
