"""The things in sight that what is moved can be aligned with, each with its box on the page."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import partial

from app.catalogue.model import Pictogram
from app.drawing.ink import Ink, Scene
from app.poster.boxes import meet
from app.poster.geometry import Box
from app.poster.records import ITEM_TYPES, Record
from app.ui.canvas.extents import extent
from app.ui.tools.guides.aligned import kind
from app.ui.tools.guides.guide import Neighbour
from app.ui.tools.guides.words import name_of


class Neighbours:
    """Everything that lies on a sheet; boxes are measured when they are first asked for, and kept with their ink."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._catalogue: Mapping[str, Pictogram] | None = None
        self._asked: tuple[Box, AbstractSet[str]] | None = None
        self._measured: dict[str, tuple[Record, Ink, Neighbour]] = {}
        self._all: tuple[Neighbour, ...] = ()

    def within(
        self,
        seen: Box,
        scene: Scene,
        records: Mapping[str, Record],
        catalogue: Mapping[str, Pictogram],
        unlit: AbstractSet[str],
    ) -> tuple[Neighbour, ...]:
        """Return the things that ``seen``, in mm of the page, shows some part of; ``unlit`` ones left out.

        As long as nothing changes, it is the same tuple.
        """
        asked = (seen, unlit)
        if scene is not self._scene or catalogue is not self._catalogue or asked != self._asked:
            self._measure(scene, records, catalogue)
            self._scene, self._catalogue, self._asked = scene, catalogue, asked
            self._all = tuple(
                each
                for _, _, each in self._measured.values()
                if meet(each.box, seen) and each.uid not in unlit
            )
        return self._all

    def _measure(
        self, scene: Scene, records: Mapping[str, Record], catalogue: Mapping[str, Pictogram]
    ) -> None:
        kept: dict[str, tuple[Record, Ink, Neighbour]] = {}
        for ink in scene.inks:
            item = records.get(ink.uid)
            if not isinstance(item, ITEM_TYPES):
                continue
            known = self._measured.get(ink.uid)
            if known is None or known[0] is not item or known[1] is not ink:
                box = extent(item, ink)
                if box is None:
                    continue
                known = (item, ink, Neighbour(item.uid, box, kind(item), partial(name_of, item, catalogue)))
            kept[ink.uid] = known
        self._measured = kept
