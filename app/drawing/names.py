"""Names of places: one pass over the whole sheet, in the order of importance, that never covers anything.

Each place tries some positions around its dot. What is forbidden (symbols, badges, words, post-its, the edge of
the map, other names) is never covered; lines are avoided, and a name of a low rank vanishes rather than cross
one. A name that stood somewhere stays there while the position is free; a person's own choice always wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any

from app.drawing import theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Text, TextLine, circle
from app.drawing.texts import tight
from app.poster.boxes import around, meet
from app.poster.geometry import Box, Coord, Point
from app.poster.options import Options
from app.poster.records import Fond, Nom
from app.poster.sheet import MapFrame

#: Style and radius of the dot by rank.
STYLES = {1: "lieu_majeur", 2: "bourg", 3: "village"}
DOT_R = {1: 3.5, 2: 2.1, 3: 1.15}
DOT_HALO = 0.6
#: Between the dot and its name, and around a name, in mm.
AWAY, CLEAR = 1.6, 0.7
#: What crossing a line costs, and how much a lower rank bears before it vanishes.
CROSSING = 10.0
BEARS = {1: 1000.0, 2: 1000.0, 3: 9.0}
#: A sign laid on a town pushes its name aside up to this extent in mm; past it, it says more than the town.
PUSHES = 45.0
#: A sign within this of a place, in mm, may stand for it, or write its name.
NEAR = 15.0


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the group that stands on a place: how far it reaches, and what it is called on the map."""

    at: Coord
    box: Box
    label: str
    #: Whether it is a place itself (chef-lieu, bourg), so that it replaces the dot.
    place: bool


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What names find on the page, in mm: extents never to be covered, and geometries better not crossed."""

    forbidden: tuple[Box, ...]
    #: shapely lines and areas.
    avoided: tuple[Any, ...]
    #: ``forbidden`` again, as an array of its four columns.
    _array: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        import numpy as np

        object.__setattr__(self, "_array", np.array(self.forbidden, "f8").reshape(-1, 4).T.copy())

    def met(self, box: Box) -> Any:
        """Return the extents never to be covered that share something with ``box``, as an array."""
        lefts, tops, rights, bottoms = self._array
        left, top, right, bottom = box
        found = (lefts < right) & (rights > left) & (tops < bottom) & (bottoms > top)
        return self._array[:, found].T


@dataclass(frozen=True, slots=True)
class Named:
    """The inks of the names and dots, and where each name stands: middle left in mm from its place."""

    inks: tuple[Ink, ...]
    placements: Mapping[str, Coord]
    #: What stands outside these extents of the page, in mm, had and will have no say in it.
    around: tuple[Box, ...] = ()

    def minds(self, box: Box) -> bool:
        """Return whether something that covers ``box`` (page mm) may have a say in where names stand."""
        return any(meet(box, each) for each in self.around)


@dataclass(frozen=True, slots=True)
class _Place:
    fond: Fond
    at: Coord
    rank: int
    #: Radius of what stands on the place, in mm.
    radius: float
    dotted: bool
    words: str

    @property
    def style(self) -> theme.Style:
        return theme.STYLES[STYLES[self.rank]]

    @property
    def wide(self) -> float:
        return typography.width(self.words, self.style.face, self.style.size)

    def text(self, offset: Coord, halo: str) -> Text:
        style = self.style
        x = self.at[0] + offset[0]
        y = self.at[1] + offset[1] + typography.CAP_HEIGHT * style.size / 2
        return Text((TextLine(x, y, self.words),), style.face, style.size, style.colour, halo, style.halo)


#: A place, a position of its name (middle left in mm from the place), what it costs, and its extent in page mm.
_Try = tuple[_Place, Coord, float, Box]


def draw(
    fonds: Sequence[Fond],
    noms: Iterable[Nom],
    signs: Sequence[Sign],
    obstacles: Obstacles,
    frame: MapFrame,
    options: Options,
    inside: Callable[[float, float], bool],
    before: Mapping[str, Coord],
) -> Named:
    """Return the names and dots of the places; ``before`` holds where names stood (code → offset in mm)."""
    places = _places(fonds, signs, frame, options)
    own = {nom.code: nom for nom in noms}
    shown = [place for place in places if not (place.fond.code in own and own[place.fond.code].masque)]
    tries = _tries(shown, own, obstacles, before)
    chosen = _chosen(shown, own, tries, obstacles, frame)
    inks: list[Ink] = []
    for place in shown:
        offset = chosen.get(place.fond.code)
        if offset is None:
            continue  # an unnamed dot is noise
        x, y = place.at
        if place.dotted:
            dot = (
                Path((circle(x, y, place.radius + DOT_HALO),), fill=theme.PAPIER),
                Path((circle(x, y, place.radius),), fill=theme.domaine("organisation").ink),
            )
            inks.append(Ink.of(f"lieu:{place.fond.code}", Band.LIEUX, dot))
        halo = theme.PAPIER if inside(x, y) else theme.HORS_TERRITOIRE
        inks.append(Ink.of(f"nom:{place.fond.code}", Band.NOMS, (place.text(offset, halo),)))
    return Named(tuple(inks), chosen, _around(fonds, tries, frame))


def _around(fonds: Iterable[Fond], tries: Iterable[_Try], frame: MapFrame) -> tuple[Box, ...]:
    """Return the extents where a sign has a say: near each place, and wherever its name was tried."""
    found: dict[str, Box] = {}
    for fond in fonds:
        if isinstance(fond.geometry, Point):
            x, y = frame.to_page(fond.geometry.x, fond.geometry.y)
            found[fond.code] = (x - NEAR, y - NEAR, x + NEAR, y + NEAR)
    for place, _, _, extent in tries:
        found[place.fond.code] = around((found[place.fond.code], extent))
    return tuple(found.values())


def _tries(
    places: Iterable[_Place], own: Mapping[str, Nom], obstacles: Obstacles, before: Mapping[str, Coord]
) -> list[_Try]:
    """Return every position of every name that people did not place themselves, with its cost and its extent."""
    tries: list[_Try] = []
    for place in places:
        if _fixed(place, own) is not None:
            continue
        positions = _candidates(place, _standing(place, obstacles) if place.rank < 3 else ())
        if place.fond.code in before:
            positions = [(before[place.fond.code], -0.4), *positions]
        tries += [(place, offset, cost, _extent(place, offset)) for offset, cost in positions]
    return tries


def _fixed(place: _Place, own: Mapping[str, Nom]) -> Coord | None:
    nom = own.get(place.fond.code)
    return (nom.dx, nom.dy) if nom is not None and nom.dx is not None and nom.dy is not None else None


def candidates(fonds: Iterable[Fond]) -> tuple[Fond, ...]:
    """Return the places of a base map that may have a name: a few among all its features."""
    return tuple(fond for fond in fonds if fond.couche == "lieu" and fond.rang in STYLES)


def _places(fonds: Iterable[Fond], signs: Sequence[Sign], frame: MapFrame, options: Options) -> list[_Place]:
    import numpy as np

    low_x, low_y, high_x, high_y = frame.box
    standing = np.array([sign.at for sign in signs], "f8").reshape(-1, 2)
    found = []
    for fond in fonds:
        if fond.couche != "lieu" or fond.rang not in STYLES or not isinstance(fond.geometry, Point):
            continue
        if not (options.villages if fond.rang == 3 else options.bourgs):
            continue
        x, y = frame.to_page(fond.geometry.x, fond.geometry.y)
        if not (low_x < x < high_x and low_y < y < high_y):
            continue
        away = np.hypot(standing[:, 0] - x, standing[:, 1] - y)
        near = [signs[rank] for rank in np.flatnonzero(away < NEAR).tolist()]
        if any(_same(sign.label, fond.nom) for sign in near):
            continue  # the group has written it
        here = [sign for sign in near if sign.place and hypot(sign.at[0] - x, sign.at[1] - y) < 3.5]
        radius = DOT_R[fond.rang]
        if here:
            radius = max((sign.box[2] - sign.box[0]) / 2 for sign in here)
        found.append(_Place(fond, (x, y), fond.rang, radius, not here, typography.french(fond.nom)))
    return sorted(found, key=lambda place: (place.rank, -place.fond.population, place.fond.code))


def _same(label: str, name: str) -> bool:
    return bool(label) and " ".join(label.split()).casefold() == " ".join(name.split()).casefold()


def _candidates(place: _Place, signs: Sequence[Box] = ()) -> list[tuple[Coord, float]]:
    """Return positions of the middle left of the words, from the place, with what each costs.

    ``signs`` are those that stand on the place: its name is sought beside them too.
    """
    wide, size = place.wide, place.style.size
    gap = place.radius + AWAY
    lift = size * 0.42
    # Above and below, the ring of the letters stops at the dot: descenders count, accents of capitals too.
    ring = place.radius + 0.8 * place.style.halo
    hangs = typography.DESCENT if set(place.words) & set("gjpqyçQ") else 0.03
    over = ring + size * (typography.CAP_HEIGHT / 2 + hangs)
    under = ring + size * (typography.CAP_HEIGHT / 2 + (0.17 if set(place.words) & set("ÉÈÊÔÎ") else 0.09))
    slip = place.radius * 0.7 + 0.6
    beside: list[tuple[Coord, float]] = []
    for box in signs:
        left, top, right, bottom = (side - place.at[axis % 2] for axis, side in enumerate(box))
        off = CLEAR + 0.4
        beside += [
            ((right + off, 0.0), 3.8),
            ((left - off - wide, 0.0), 4.0),
            ((-wide / 2, top - off - size * (typography.CAP_HEIGHT / 2 + hangs)), 4.2),
            ((-wide / 2, bottom + off + size * (typography.CAP_HEIGHT / 2 + 0.17)), 4.4),
        ]
    return [
        ((gap, 0.0), 0.0),
        ((-gap - wide, 0.0), 0.5),
        ((gap, -lift), 0.8),
        ((gap, lift), 1.0),
        ((-gap - wide, -lift), 1.3),
        ((-gap - wide, lift), 1.4),
        ((-wide / 2, -over), 1.6),
        ((-wide / 2, under), 1.8),
        ((slip, -over), 2.0),
        ((slip, under), 2.2),
        ((-slip - wide, -over), 2.4),
        ((-slip - wide, under), 2.6),
        ((-wide * 0.25, -over), 2.7),
        ((-wide * 0.25, under), 2.8),
        ((-wide * 0.75, -over), 2.9),
        ((-wide * 0.75, under), 3.0),
        ((gap + 3.0, -lift * 0.5), 3.4),
        ((-gap - 3.0 - wide, -lift * 0.5), 3.6),
        *beside,
    ]


def _chosen(
    places: Sequence[_Place],
    own: Mapping[str, Nom],
    tries: Sequence[_Try],
    obstacles: Obstacles,
    frame: MapFrame,
) -> dict[str, Coord]:
    """Return the offset of each name that finds room."""
    fixed = {place.fond.code: offset for place in places if (offset := _fixed(place, own)) is not None}
    taken: list[Box] = [
        _extent(place, fixed[place.fond.code]) for place in places if place.fond.code in fixed
    ]
    taken += [_dot(place) for place in places if place.rank < 3 or place.fond.code in fixed]
    costs = _costs(tries, obstacles, frame)
    chosen = dict(fixed)
    at = 0
    while at < len(tries):
        place = tries[at][0]
        best: tuple[float, Coord, Box] | None = None
        dot = _dot(place)
        blocked = place.rank == 3 and (
            any(meet(dot, other) for other in taken) or len(obstacles.met(dot)) > 0
        )
        while at < len(tries) and tries[at][0] is place:
            _, offset, _, extent = tries[at]
            cost = costs[at]
            at += 1
            if blocked or cost > BEARS[place.rank] or (best and cost >= best[0]):
                continue
            if any(meet(extent, other) for other in taken if other != dot):
                continue
            best = (cost, offset, extent)
        if best:
            chosen[place.fond.code] = best[1]
            taken += [best[2], dot] if place.rank == 3 else [best[2]]
    return chosen


def _costs(tries: Sequence[_Try], obstacles: Obstacles, frame: MapFrame) -> list[float]:
    """Return what each try costs: its own place in the order, lines crossed, infinity where it is forbidden."""
    import numpy as np
    import shapely

    if not tries:
        return []
    boxes = np.array([extent for _, _, _, extent in tries])
    low_x, low_y, high_x, high_y = frame.box
    costs = np.array([cost for _, _, cost, _ in tries])
    edge = 1.5
    out = (
        (boxes[:, 0] < low_x + edge)
        | (boxes[:, 1] < low_y + edge)
        | (boxes[:, 2] > high_x - edge)
        | (boxes[:, 3] > high_y - edge)
    )
    costs[out] = np.inf
    starts = [at for at, one in enumerate(tries) if not at or one[0] is not tries[at - 1][0]]
    for first, end in zip(starts, [*starts[1:], len(tries)], strict=True):
        mine = boxes[first:end]
        # Only what is near all the tries of a place is looked at, try by try.
        other = obstacles.met((*mine[:, :2].min(axis=0), *mine[:, 2:].max(axis=0)))
        meets = (
            (mine[:, None, 0] < other[None, :, 2])
            & (mine[:, None, 2] > other[None, :, 0])
            & (mine[:, None, 1] < other[None, :, 3])
            & (mine[:, None, 3] > other[None, :, 1])
        )
        costs[first:end][meets.any(axis=1)] = np.inf
    still = np.flatnonzero(np.isfinite(costs))
    if obstacles.avoided and len(still):
        shapes = shapely.box(*boxes[still].T)
        tree = shapely.STRtree(list(obstacles.avoided))
        crossing, what = tree.query(shapes, predicate="intersects")
        if len(crossing):
            common = shapely.intersection(shapes[crossing], np.asarray(obstacles.avoided, object)[what])
            # A long crossing is worse than a short one: mm of line, or of the side of an area.
            reach = np.minimum(shapely.length(common), 30.0) / 6.0
            np.add.at(costs, still[crossing], CROSSING + reach)
    return [float(cost) if np.isfinite(cost) else 9e9 for cost in costs]


def _extent(place: _Place, offset: Coord) -> Box:
    low_x, low_y, high_x, high_y = tight(place.text(offset, ""))
    return (low_x - CLEAR, low_y - CLEAR, high_x + CLEAR, high_y + CLEAR)


def _standing(place: _Place, obstacles: Obstacles) -> list[Box]:
    """Return the signs that cover the dot of a place."""
    x, y = place.at
    over = obstacles.met((x, y, x, y)).tolist()
    return [tuple(box) for box in over if max(box[2] - box[0], box[3] - box[1]) <= PUSHES]


def _dot(place: _Place) -> Box:
    x, y = place.at
    reach = place.radius + DOT_HALO
    return (x - reach, y - reach, x + reach, y + reach)
