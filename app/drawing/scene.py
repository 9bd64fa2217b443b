"""A whole sheet from records: each record is drawn once and kept, what depends on all of them is drawn anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from app.catalogue.model import Pictogram
from app.drawing import (
    apports,
    calques,
    foot,
    ground,
    legend,
    marks,
    name_positions,
    names,
    pale_names,
    panel,
    photos,
    postits,
    texts,
    titles,
)
from app.drawing.ground import Ground
from app.drawing.ink import Band, Context, Ink, Scene
from app.drawing.kept import Kept, bare
from app.drawing.learnt import InTheWay, Learnt
from app.drawing.panel import Panel
from app.drawing.placing import placed
from app.drawing.primitives import Primitive
from app.i18n import current
from app.poster.gathered import Records
from app.poster.geometry import Box, Coord
from app.poster.options import BLANCHE, Options
from app.poster.records import (
    ITEM_TYPES,
    Apport,
    Calque,
    Fond,
    Item,
    LigneGrille,
    LigneLegende,
    Mark,
    Nom,
    Photo,
    Poster,
    PostIt,
    Record,
    Territoire,
    Texte,
    Trace,
)
from app.poster.sheet import MapFrame, page_size

#: Legend symbols kept at most, all sizes of posters considered.
_SYMBOLS = 500
#: What the panel tells of.
PANELLED = (Mark, Trace, LigneGrille, LigneLegende)


class Composer:
    """Draws posters, and keeps the ink of what did not change from one time to the next.

    ``placements`` says where names of places stood (code → middle left of the words, in mm from the place):
    give those of the screen to an export, so that what leaves is what was seen.
    """

    def __init__(
        self, catalogue: Mapping[str, Pictogram], placements: Mapping[str, Coord] | None = None
    ) -> None:
        self.catalogue = catalogue
        self.placements: Mapping[str, Coord] = dict(placements or {})
        self._kept = Kept()
        self._symbols: dict[tuple[object, ...], tuple[Primitive, ...]] = {}
        #: The last symbol of a row, by the record that it shows.
        self._shown: dict[str, tuple[Mark | Trace, Coord, tuple[Primitive, ...]]] = {}
        self._frame: MapFrame | None = None
        self._ground: tuple[tuple[object, ...], Ground] | None = None
        #: The places that may have a name, and the base map that they are of.
        self._places: tuple[tuple[Fond, ...], tuple[Fond, ...]] | None = None
        self._learnt = Learnt(self._kept)
        self._panelled: tuple[tuple[object, ...], Panel] | None = None
        self._pale: tuple[tuple[object, ...], Ink] | None = None
        self._named: tuple[tuple[object, ...], Ground, names.Named, dict[str, InTheWay]] | None = None

    def compose(self, records: Mapping[str, Record], *, all_names: bool = False, feuille: int = 1) -> Scene:
        """Return the scene of a sheet; ``records`` hold one ``Poster``, else LookupError.

        ``all_names`` writes every commune pale: for the screen, never for what leaves. ``feuille`` 2 is the
        sheet of what found no room on the first: the AMOF, the end of the legend, its own post-its.
        """
        every = Records.of(records)
        records = every.drawn
        poster = _poster(records)
        options = Options.of(poster)
        context, land = self._context(poster, every, options)
        items = [
            item for item in records.values() if isinstance(item, ITEM_TYPES) and item.feuille == feuille
        ]
        width, height = page_size(poster.orientation)
        side = self._panel(poster, records, options, context)
        if feuille > 1:
            notes = [item for item in items if isinstance(item, PostIt)]
            inks = titles.draw(poster)
            if feuille == 2:
                inks += panel.second_sheet(poster, records, side, self._symbol(context))
            return Scene(width, height, (*inks, *self._items(notes, context, land)))

        inks = self._items(items, context, land)
        self._learnt.forget(records.keys())
        self._kept.forget(records.keys())
        named = self._names(items, inks, context, options, land, every)
        derived = [*named.inks, *land.outline, ground.margin(context.frame, width, height)]
        if all_names and options.contour != BLANCHE:
            derived.append(self._pale_names(context, named, land, every.fonds))
        sheet = (
            ground.frame_line(context.frame),
            *titles.draw(poster),
            *side.inks,
            *foot.draw(
                poster,
                context.frame,
                structures=self._structured(items),
                sources=apports.credited(records.values(), options),
            ),
        )
        box = context.frame.box
        away = {ink.uid for ink in inks if _away(ink, box)}
        stacked = _stacked([*inks, *self._kept.lasting(derived), *self._kept.lasting(sheet)], records, away)
        base = calques.under(land.base, self._underlays(records.values(), context.frame))
        return Scene(width, height, (*base, *stacked))

    def feuilles(self, records: Mapping[str, Record]) -> tuple[int, ...]:
        """Return the sheets that the poster needs: one, or two when the panel overflows."""
        every = Records.of(records)
        records = every.drawn
        poster = _poster(records)
        options = Options.of(poster)
        side = self._panel(poster, records, options, self._context(poster, every, options)[0])
        asked = {item.feuille for item in records.values() if isinstance(item, ITEM_TYPES)}
        return tuple(sorted({1} | asked | ({2} if side.amof_apart or side.suite else set())))

    def _context(self, poster: Poster, records: Records, options: Options) -> tuple[Context, Ground]:
        # The very frame of the last time where it is the same: what is kept from one time to the next goes by it.
        frame = MapFrame.of(poster)
        frame = self._frame if self._frame == frame and self._frame is not None else frame
        self._frame = frame
        territoires = tuple(record for record in records.drawn.values() if isinstance(record, Territoire))
        fonds = records.fonds
        if self._places is None or self._places[0] is not fonds:
            self._places = (fonds, names.candidates(fonds))
        layers = tuple(record for record in records.drawn.values() if isinstance(record, Apport))
        key: tuple[object, ...] = (frame, options, territoires, fonds, layers)
        if self._ground is None or self._ground[0] != key:
            self._ground = (key, ground.draw(territoires, fonds, frame, options, layers))
        land = self._ground[1]
        return Context(frame, land.territory, self.catalogue, records), land

    def _panel(
        self, poster: Poster, records: Mapping[str, Record], options: Options, context: Context
    ) -> Panel:
        """Return the panel; drawn again only when something of what it shows has changed, not for a mere move."""
        told = tuple(self._learnt.face(record) for record in records.values() if isinstance(record, PANELLED))
        key = (poster, context.frame, context.territory, self.catalogue, current(), told)
        if self._panelled is None or self._panelled[0] != key:
            side = panel.draw(poster, records, self.catalogue, options, self._symbol(context))
            self._panelled = (key, side)
        return self._panelled[1]

    def _items(self, items: Sequence[Item], context: Context, land: Ground) -> list[Ink]:
        """Return the inks of marks, traces, texts and photos, then of the post-its that speak of them."""
        found: dict[str, Ink] = {}
        for item in items:
            if isinstance(item, (Mark, Trace)):
                named = tuple(
                    context.records[uid] for uid in self._learnt.mentioned(item) if uid in context.records
                )
                key = (item, context.frame, context.territory, named)
                found[item.uid] = self._kept.ink(item.uid, key, partial(marks.draw, item, context))
            elif isinstance(item, Texte):
                around = (item, context.frame, context.territory)
                draw = partial(texts.free, item, context.frame, land.inside)
                found[item.uid] = self._kept.ink(item.uid, around, draw)
            elif isinstance(item, Photo):
                laid = partial(photos.draw, item, context.frame)
                found[item.uid] = self._kept.ink(item.uid, (item, context.frame), laid)
        for item in items:
            if isinstance(item, PostIt):
                other = context.records.get(item.cible)
                spoken = other if isinstance(other, ITEM_TYPES) else None
                symbol = self._kept.study(found[item.cible]).symbol if item.cible in found else None
                end = postits.target(item, spoken, symbol, context.frame)
                found[item.uid] = self._kept.ink(item.uid, (item, end), partial(postits.draw, item, end))
        return list(found.values())

    def _underlays(self, records: Iterable[Record], frame: MapFrame) -> list[Ink]:
        """Return the inks of the pictures under the poster, from the bottom to the top."""
        shown = [each for each in records if isinstance(each, Calque)]
        return [
            self._kept.ink(each.uid, (each, frame), partial(calques.draw, each, frame))
            for each in sorted(shown, key=lambda each: (each.rang, each.uid))
        ]

    def _structured(self, items: Iterable[Item]) -> bool:
        """Return whether one of the items is a structure of Brunet."""
        used = {item.picto for item in items if isinstance(item, Mark)}
        return any(self.catalogue[key].structure for key in used if key in self.catalogue)

    def _names(
        self,
        items: Sequence[Item],
        inks: Sequence[Ink],
        context: Context,
        options: Options,
        land: Ground,
        records: Records,
    ) -> names.Named:
        places = self._places[1] if self._places else ()
        kept = [record for record in records.drawn.values() if isinstance(record, Nom)]
        by_uid = {ink.uid: ink for ink in inks}
        found = {item.uid: self._learnt.met(item, by_uid[item.uid], context.frame) for item in items}
        around = (context.frame, options, places, tuple(kept))
        if self._named is not None:
            key, on, before, last = self._named
            # Names where nothing moved stay: those of the last time, and only those.
            if on is land and self.placements is before.placements and key == around:
                moved = [met for uid, met in found.items() if last.get(uid) is not met]
                moved += [met for uid, met in last.items() if found.get(uid) is not met]
                if not any(met.ink.extent and before.minds(met.ink.extent) for met in moved):
                    self._named = (around, land, before, found)
                    return before
        signs: list[names.Sign] = []
        forbidden: list[Box] = []
        avoided: list[Any] = [land.edge] if land.edge is not None else []
        for met in found.values():
            signs += met.signs
            forbidden += met.forbidden
            avoided += met.avoided
        named = names.draw(
            places,
            kept,
            signs,
            name_positions.Obstacles(tuple(forbidden), tuple(avoided)),
            context.frame,
            options,
            land.inside,
            self.placements,
            land.labels,
        )
        self.placements = named.placements
        self._named = (around, land, named, found)
        return named

    def _pale_names(self, context: Context, named: names.Named, land: Ground, fonds: tuple[Fond, ...]) -> Ink:
        key = (context.frame, fonds, tuple(named.placements.items()))
        if self._pale is None or self._pale[0] != key:
            self._pale = (key, pale_names.draw(fonds, context.frame, named.inks, land.edge))
        return self._pale[1]

    def _symbol(self, context: Context) -> legend.Symbol:
        def symbol(subject: Mark | Trace, x: float, y: float) -> tuple[Primitive, ...]:
            last = self._shown.get(subject.uid)
            if last is not None and last[0] is subject and last[1] == (x, y):
                return last[2]
            key = (bare(subject), x, y)
            if max(len(self._symbols), len(self._shown)) >= _SYMBOLS:
                self._symbols.clear()
                self._shown.clear()
            if key not in self._symbols:
                drawn = marks.legend_symbol(subject, *legend.SYMBOL, context)
                self._symbols[key] = placed(drawn, x, y)
            self._shown[subject.uid] = (subject, (x, y), self._symbols[key])
            return self._symbols[key]

        return symbol


def _poster(records: Mapping[str, Record]) -> Poster:
    for record in records.values():
        if isinstance(record, Poster):
            return record
    raise LookupError("the records hold no Poster")


def _away(ink: Ink, other: Box) -> bool:
    """Return whether the ink of an item of the ground lies wholly outside the map's box; of a print, any of it."""
    if ink.band == Band.POSTITS or ink.extent is None:
        return False
    one = ink.extent
    if ink.band == Band.PHOTOS:
        return one[0] < other[0] or one[1] < other[1] or one[2] > other[2] or one[3] > other[3]
    return one[2] < other[0] or one[0] > other[2] or one[3] < other[1] or one[1] > other[3]


def _stacked(inks: Iterable[Ink], records: Mapping[str, Record], away: AbstractSet[str]) -> list[Ink]:
    """Return inks from the bottom to the top: by band, then by pile; derived parts end their band.

    The margin cuts what crosses the edge of the map, prints left out: paper is not cut. What lies ``away`` from the
    map comes above it, and above the legend: whatever people put on the sheet is seen.
    """

    def rank(ink: Ink) -> tuple[int, int, str, int]:
        record = records.get(ink.uid)
        if not isinstance(record, ITEM_TYPES):
            return (ink.band, 1, "", 0)
        if ink.uid in away:
            return (Band.FEUILLE, 2, record.pile, ink.band)
        return (ink.band, 0, record.pile, record.ordre)

    return sorted(inks, key=rank)
