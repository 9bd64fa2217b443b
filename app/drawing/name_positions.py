"""Where the name of a place may stand: the positions around its dot, and what each of them costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any

from app.drawing import theme, typography
from app.drawing.primitives import Text, TextLine
from app.drawing.texts import tight
from app.poster.geometry import Box, Coord
from app.poster.records import Nom
from app.poster.sheet import MapFrame

#: Style and radius of the dot by rank.
STYLES = {1: "lieu_majeur", 2: "bourg", 3: "village"}
DOT_R = {1: 3.5, 2: 2.1, 3: 1.15}
#: The rank of names that yield to all places.
LAST = 4
DOT_HALO = 0.6
#: Between the dot and its name, and around a name, in mm.
AWAY, CLEAR = 1.6, 0.7
#: What crossing a line costs, and how much a lower rank bears before it vanishes.
CROSSING = 10.0
#: Half the width that a line is taken to have, in mm, and what touching it costs.
STROKE, TOUCHING = 0.6, 2.5
BEARS = {1: 1000.0, 2: 1000.0, 3: 9.0, 4: 9.0}
#: A sign laid on a town pushes its name aside up to this extent in mm; past it, it says more than the town.
PUSHES = 45.0


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
class Place:
    """Something that has a name on the map."""

    #: The code of a place, or the record that something else is named for.
    key: str
    at: Coord
    rank: int
    #: Radius of what stands on the place, in mm.
    radius: float
    dotted: bool
    words: str
    style: theme.Style
    spots: tuple[Coord, ...] = ()

    @property
    def wide(self) -> float:
        """The width of its words, in mm."""
        return typography.width(self.words, self.style.face, self.style.size)

    def text(self, offset: Coord, halo: str) -> Text:
        """Return its words, their middle left at ``offset`` mm from the place."""
        style = self.style
        x = self.at[0] + offset[0]
        y = self.at[1] + offset[1] + typography.CAP_HEIGHT * style.size / 2
        return Text((TextLine(x, y, self.words),), style.face, style.size, style.colour, halo, style.halo)


#: A place, a position of its name (middle left in mm from the place), what it costs, and its extent in page mm.
Try = tuple[Place, Coord, float, Box]


def tries_of(
    places: Iterable[Place], own: Mapping[str, Nom], obstacles: Obstacles, before: Mapping[str, Coord]
) -> list[Try]:
    """Return every position of every name that people did not place themselves, with its cost and its extent."""
    tries: list[Try] = []
    for place in places:
        if fixed(place, own) is not None:
            continue
        around = positions(place, _standing(place, obstacles) if place.rank < 3 else ())
        stood = before.get(place.key)
        if stood is not None and not place.spots and not _covered(place, stood):
            around = [(stood, -0.4), *around]
        low_x, low_y, high_x, high_y = extent_of(place, (0.0, 0.0))
        tries += [
            (place, (dx, dy), cost, (low_x + dx, low_y + dy, high_x + dx, high_y + dy))
            for (dx, dy), cost in around
        ]
    return tries


def _covered(place: Place, offset: Coord) -> bool:
    """Return whether a name would lie on what stands on its place: a sign larger than the dot it stood beside."""
    left, top, right, bottom = tight(place.text(offset, ""))
    x, y = place.at
    return hypot(max(left - x, x - right, 0.0), max(top - y, y - bottom, 0.0)) < place.radius


def fixed(place: Place, own: Mapping[str, Nom]) -> Coord | None:
    """Return where people put the name of a place, None where they did not."""
    nom = own.get(place.key)
    return (nom.dx, nom.dy) if nom is not None and nom.dx is not None and nom.dy is not None else None


def costs_of(tries: Sequence[Try], obstacles: Obstacles, frame: MapFrame) -> list[float]:
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
        near = np.unique(tree.query(shapes, predicate="dwithin", distance=STROKE)[0])
        costs[still[near]] += TOUCHING
        crossing, what = tree.query(shapes, predicate="intersects")
        if len(crossing):
            common = shapely.intersection(shapes[crossing], np.asarray(obstacles.avoided, object)[what])
            # A long crossing is worse than a short one: mm of line, or of the side of an area.
            reach = np.minimum(shapely.length(common), 30.0) / 6.0
            np.add.at(costs, still[crossing], CROSSING + reach)
    return [float(cost) if np.isfinite(cost) else 9e9 for cost in costs]


def extent_of(place: Place, offset: Coord) -> Box:
    """Return what a name covers with the room around it, in page mm."""
    low_x, low_y, high_x, high_y = tight(place.text(offset, ""))
    return (low_x - CLEAR, low_y - CLEAR, high_x + CLEAR, high_y + CLEAR)


def _standing(place: Place, obstacles: Obstacles) -> list[Box]:
    """Return the signs that cover the dot of a place."""
    x, y = place.at
    over = obstacles.met((x, y, x, y)).tolist()
    return [tuple(box) for box in over if max(box[2] - box[0], box[3] - box[1]) <= PUSHES]


def dot_of(place: Place) -> Box:
    """Return what the dot of a place covers, in page mm."""
    x, y = place.at
    reach = place.radius + DOT_HALO
    return (x - reach, y - reach, x + reach, y + reach)


def positions(place: Place, signs: Sequence[Box] = ()) -> list[tuple[Coord, float]]:
    """Return positions of the middle left of the words, from the place, with what each costs.

    ``signs`` are those that stand on the place: its name is sought beside them too.
    """
    wide, size = place.wide, place.style.size
    if place.spots:
        return [((x - wide / 2, y), 0.4 * rank) for rank, (x, y) in enumerate(place.spots)]
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
