"""A whole sheet from records: each record is drawn once and kept, what depends on all of them is drawn anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from app.catalogue.model import Pictogram
from app.drawing import foot, ground, legend, marks, names, pale_names, panel, postits, texts, titles
from app.drawing.ground import Ground
from app.drawing.ink import Band, Context, Ink, Scene
from app.drawing.kept import Kept, bare
from app.drawing.panel import Panel
from app.drawing.placing import placed
from app.drawing.primitives import Primitive
from app.poster.geometry import Coord, Point
from app.poster.options import Options
from app.poster.records import (
    ITEM_TYPES,
    Fond,
    Item,
    Mark,
    Nom,
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
        self._ground: tuple[tuple[object, ...], Ground] | None = None
        self._pale: tuple[tuple[object, ...], Ink] | None = None
        self._named: tuple[tuple[object, ...], Ground, names.Named] | None = None

    def compose(self, records: Mapping[str, Record], *, all_names: bool = False, feuille: int = 1) -> Scene:
        """Return the scene of a sheet; ``records`` hold one ``Poster``, else LookupError.

        ``all_names`` writes every commune pale: for the screen, never for what leaves. ``feuille`` 2 is the
        sheet of what found no room on the first: the AMOF, the end of the legend, its own post-its.
        """
        poster = _poster(records)
        options = Options.of(poster)
        context, land = self._context(poster, records, options)
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
        self._kept.forget(records.keys())
        named = self._names(items, inks, context, options, land)
        derived = [*named.inks, *land.outline, ground.margin(context.frame, width, height)]
        if all_names:
            derived.append(self._pale_names(context, named, land))
        sheet = (
            ground.frame_line(context.frame),
            *titles.draw(poster),
            *side.inks,
            *foot.draw(poster, context.frame, structures=self._structured(items)),
        )
        away = {ink.uid for ink in inks if _away(ink, context.frame)}
        stacked = _stacked([*inks, *self._kept.lasting(derived)], records, away)
        return Scene(width, height, (*land.base, *stacked, *self._kept.lasting(sheet)))

    def feuilles(self, records: Mapping[str, Record]) -> tuple[int, ...]:
        """Return the sheets that the poster needs: one, or two when the panel overflows."""
        poster = _poster(records)
        options = Options.of(poster)
        side = self._panel(poster, records, options, self._context(poster, records, options)[0])
        asked = {item.feuille for item in records.values() if isinstance(item, ITEM_TYPES)}
        return tuple(sorted({1} | asked | ({2} if side.amof_apart or side.suite else set())))

    def _context(
        self, poster: Poster, records: Mapping[str, Record], options: Options
    ) -> tuple[Context, Ground]:
        frame = MapFrame.of(poster)
        territoires = tuple(record for record in records.values() if isinstance(record, Territoire))
        fonds = tuple(_fonds(records))
        key: tuple[object, ...] = (frame, options, territoires, fonds)
        if self._ground is None or self._ground[0] != key:
            self._ground = (key, ground.draw(territoires, fonds, frame, options))
        land = self._ground[1]
        return Context(frame, land.territory, self.catalogue, records), land

    def _panel(
        self, poster: Poster, records: Mapping[str, Record], options: Options, context: Context
    ) -> Panel:
        return panel.draw(poster, records, self.catalogue, options, self._symbol(context))

    def _items(self, items: Sequence[Item], context: Context, land: Ground) -> list[Ink]:
        """Return the inks of marks, traces and texts, then of the post-its that speak of them."""
        found: dict[str, Ink] = {}
        for item in items:
            if isinstance(item, Mark | Trace):
                named = tuple(context.records.get(uid) for uid in _named(item, context.records))
                key = (item, context.frame, context.territory, named)
                found[item.uid] = self._kept.ink(item.uid, key, partial(marks.draw, item, context))
            elif isinstance(item, Texte):
                around = (item, context.frame, context.territory)
                draw = partial(texts.free, item, context.frame, land.inside)
                found[item.uid] = self._kept.ink(item.uid, around, draw)
        for item in items:
            if isinstance(item, PostIt):
                other = context.records.get(item.cible)
                spoken = other if isinstance(other, ITEM_TYPES) else None
                symbol = self._kept.study(found[item.cible]).symbol if item.cible in found else None
                end = postits.target(item, spoken, symbol, context.frame)
                found[item.uid] = self._kept.ink(item.uid, (item, end), partial(postits.draw, item, end))
        return list(found.values())

    def _structured(self, items: Iterable[Item]) -> bool:
        """Return whether one of the items is a structure of Brunet."""
        used = {item.picto for item in items if isinstance(item, Mark)}
        return any(self.catalogue[key].structure for key in used if key in self.catalogue)

    def _names(
        self, items: Sequence[Item], inks: Sequence[Ink], context: Context, options: Options, land: Ground
    ) -> names.Named:
        fonds = _fonds(context.records)
        kept = [record for record in context.records.values() if isinstance(record, Nom)]
        around = (context.frame, options, tuple(items), tuple(inks), tuple(fonds), tuple(kept))
        if self._named is not None:
            key, on, before = self._named
            # Names where nothing moved stay: those of the last time, and only those.
            if on is land and self.placements is before.placements and key == around:
                return before
        by_uid = {ink.uid: ink for ink in inks}
        signs: list[names.Sign] = []
        forbidden, avoided = [], [land.edge] if land.edge is not None else []
        for item in items:
            ink = by_uid[item.uid]
            study = self._kept.study(ink)
            avoided += study.avoided
            place = isinstance(item, Mark) and ink.band == Band.LIEUX
            if isinstance(item, Mark) and isinstance(item.geometry, Point):
                at = context.frame.to_page(item.geometry.x, item.geometry.y)
                for sign in study.signs:
                    here = sign[0] <= at[0] <= sign[2] and sign[1] <= at[1] <= sign[3]
                    middle = ((sign[0] + sign[2]) / 2, (sign[1] + sign[3]) / 2)
                    signs.append(names.Sign(middle, sign, item.etiquette if here else "", place))
            # The sign of a place does not forbid the name of that place.
            forbidden += [extent for extent in study.boxes if not (place and extent in study.signs)]
        named = names.draw(
            fonds,
            kept,
            signs,
            names.Obstacles(tuple(forbidden), tuple(avoided)),
            context.frame,
            options,
            land.inside,
            self.placements,
        )
        self.placements = named.placements
        self._named = (around, land, named)
        return named

    def _pale_names(self, context: Context, named: names.Named, land: Ground) -> Ink:
        fonds = _fonds(context.records)
        key = (context.frame, tuple(fonds), tuple(named.placements.items()))
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


def _fonds(records: Mapping[str, Record]) -> list[Fond]:
    return [record for record in records.values() if isinstance(record, Fond)]


def _named(item: Mark | Trace, records: Mapping[str, Record]) -> list[str]:
    """Return the records that the parameters of a mark speak of."""
    if not isinstance(item, Mark) or not item.parametres:
        return []
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str) and value in records:
            found.append(value)
        elif isinstance(value, Mapping):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, tuple):
            for inner in value:
                walk(inner)

    walk(item.parametres)
    return found


def _away(ink: Ink, frame: MapFrame) -> bool:
    """Return whether the ink of an item of the ground lies wholly outside the map."""
    if ink.band == Band.POSTITS or ink.extent is None:
        return False
    one, other = ink.extent, frame.box
    return one[2] < other[0] or one[0] > other[2] or one[3] < other[1] or one[1] > other[3]


def _stacked(inks: Iterable[Ink], records: Mapping[str, Record], away: AbstractSet[str]) -> list[Ink]:
    """Return inks from the bottom to the top: by band, then by pile; derived parts end their band.

    The margin cuts what crosses the edge of the map. What lies ``away`` from the map comes above it: whatever
    people put on the sheet is seen.
    """

    def rank(ink: Ink) -> tuple[int, int, str, int]:
        record = records.get(ink.uid)
        if not isinstance(record, ITEM_TYPES):
            return (ink.band, 1, "", 0)
        if ink.uid in away:
            return (Band.NOMS, 2, record.pile, ink.band)
        return (ink.band, 0, record.pile, record.ordre)

    return sorted(inks, key=rank)
