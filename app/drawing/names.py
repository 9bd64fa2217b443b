"""Names of places: one pass over the whole sheet, in the order of importance, that never covers anything.

Each place tries some positions around its dot. What is forbidden (symbols, badges, words, post-its, the edge of
the map, other names) is never covered; lines are avoided, and a name of a low rank vanishes rather than cross
one. A name that stood somewhere stays there while the position is free; a person's own choice always wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot

from app.drawing import theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.name_positions import (
    BEARS,
    DOT_HALO,
    DOT_R,
    LAST,
    STYLES,
    Obstacles,
    Place,
    Try,
    costs_of,
    dot_of,
    extent_of,
    fixed,
    tries_of,
)
from app.drawing.primitives import Path, circle
from app.drawing.texts import tight
from app.poster.boxes import around, meet
from app.poster.geometry import Box, Coord, Point
from app.poster.options import BLANCHE, Options
from app.poster.records import Fond, Nom
from app.poster.sheet import MapFrame

#: Room that a name likes to have besides, at its sides and over and under it, in mm, and what it costs to have less: of
#: two names that nearly touch, one reads as the end of the other.
SIDE_AIR, AIR, TIGHT = 4.0, 1.6, 2.0
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
class Label:
    """The name of something that is no place of the base map: a river, a wood, a zone. It yields to all of those."""

    #: The record that it names.
    key: str
    words: str
    at: Coord
    style: theme.Style
    #: Where its middle may stand, from ``at`` in mm, the best first; none around a dot of ``radius`` mm.
    spots: tuple[Coord, ...] = ()
    radius: float = 0.0


def draw(
    fonds: Sequence[Fond],
    noms: Iterable[Nom],
    signs: Sequence[Sign],
    obstacles: Obstacles,
    frame: MapFrame,
    options: Options,
    inside: Callable[[float, float], bool],
    before: Mapping[str, Coord],
    labels: Iterable[Label] = (),
) -> Named:
    """Return the names and dots of the places, and ``labels``; ``before`` holds where names stood (key → mm)."""
    places = [*_places(fonds, signs, frame, options), *map(_labelled, labels)]
    own = {nom.code: nom for nom in noms}
    shown = [place for place in places if not (place.key in own and own[place.key].masque)]
    tries = tries_of(shown, own, obstacles, before)
    chosen = _chosen(shown, own, tries, obstacles, frame)
    inks: list[Ink] = []
    for place in shown:
        offset = chosen.get(place.key)
        if offset is None:
            continue  # an unnamed dot is noise
        x, y = place.at
        text = place.text(offset, "")
        if place.dotted:
            dot = (
                Path((circle(x, y, place.radius + DOT_HALO),), fill=theme.PAPIER),
                Path((circle(x, y, place.radius),), fill=theme.domaine("organisation").ink),
            )
            inks.append(Ink.of(f"lieu:{place.key}", Band.LIEUX, dot))
        halo = theme.PAPIER if _mostly(tight(text), inside) else theme.HORS_TERRITOIRE
        inks.append(Ink.of(f"nom:{place.key}", Band.NOMS, (replace(text, halo=halo),)))
    return Named(tuple(inks), chosen, _around(fonds, tries, frame))


def _mostly(box: Box, inside: Callable[[float, float], bool]) -> bool:
    """Return whether most of a name lies in the territory: its ring takes the colour of the ground under it."""
    left, top, right, bottom = box
    places = [left + (right - left) * share for share in (0.1, 0.3, 0.5, 0.7, 0.9)]
    return sum(inside(x, (top + bottom) / 2) for x in places) > len(places) / 2


def _around(fonds: Iterable[Fond], tries: Iterable[Try], frame: MapFrame) -> tuple[Box, ...]:
    """Return the extents where a sign has a say: near each place, and wherever its name was tried."""
    found: dict[str, Box] = {}
    for fond in fonds:
        if isinstance(fond.geometry, Point):
            x, y = frame.to_page(fond.geometry.x, fond.geometry.y)
            found[fond.code] = (x - NEAR, y - NEAR, x + NEAR, y + NEAR)
    for place, _, _, extent in tries:
        found[place.key] = around((found.get(place.key, extent), extent))
    return tuple(found.values())


def candidates(fonds: Iterable[Fond]) -> tuple[Fond, ...]:
    """Return the places of a base map that may have a name: a few among all its features."""
    return tuple(fond for fond in fonds if fond.couche == "lieu" and fond.rang in STYLES)


def _places(fonds: Iterable[Fond], signs: Sequence[Sign], frame: MapFrame, options: Options) -> list[Place]:
    import numpy as np

    if options.contour == BLANCHE:
        return []
    low_x, low_y, high_x, high_y = frame.box
    standing = np.array([sign.at for sign in signs], "f8").reshape(-1, 2)
    found: list[tuple[int, Place]] = []
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
        style = theme.STYLES[STYLES[fond.rang]]
        words = typography.french(fond.nom)
        place = Place(fond.code, (x, y), fond.rang, radius, not here, words, style)
        found.append((fond.population, place))
    return [place for _, place in sorted(found, key=lambda each: (each[1].rank, -each[0], each[1].key))]


def _labelled(label: Label) -> Place:
    words = typography.french(label.words)
    return Place(label.key, label.at, LAST, label.radius, False, words, label.style, label.spots)


def _same(label: str, name: str) -> bool:
    return bool(label) and " ".join(label.split()).casefold() == " ".join(name.split()).casefold()


def _wider(box: Box) -> Box:
    left, top, right, bottom = box
    return (left - SIDE_AIR, top - AIR, right + SIDE_AIR, bottom + AIR)


def _chosen(
    places: Sequence[Place],
    own: Mapping[str, Nom],
    tries: Sequence[Try],
    obstacles: Obstacles,
    frame: MapFrame,
) -> dict[str, Coord]:
    """Return the offset of each name that finds room."""
    set_by_hand = {place.key: offset for place in places if (offset := fixed(place, own)) is not None}
    taken: list[Box] = [
        extent_of(place, set_by_hand[place.key]) for place in places if place.key in set_by_hand
    ]
    taken += [dot_of(place) for place in places if place.rank < 3 or place.key in set_by_hand]
    costs = costs_of(tries, obstacles, frame)
    chosen = dict(set_by_hand)
    at = 0
    while at < len(tries):
        place = tries[at][0]
        best: tuple[float, Coord, Box] | None = None
        dot = dot_of(place)
        blocked = (place.rank == 3 or (place.rank == LAST and place.radius > 0)) and (
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
            if any(meet(_wider(extent), other) for other in taken if other != dot):
                cost += TIGHT
                if best and cost >= best[0]:
                    continue
            best = (cost, offset, extent)
        if best:
            chosen[place.key] = best[1]
            taken += [best[2], dot] if place.radius and place.rank > 2 else [best[2]]
    return chosen
