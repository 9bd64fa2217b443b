"""Items as they become when they are moved, copied, or one of their handles is dragged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from math import hypot

from app.catalogue.model import Parameter, Pictogram
from app.drawing.brushes.course import CORNERS, cornered
from app.poster.geometry import Areas, Coord, Lines, Point, Run, closed, translated
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace, new_uid
from app.poster.sheet import MapFrame
from app.poster.values import thawed

Catalogue = Mapping[str, Pictogram]


def places(mark: Mark, catalogue: Catalogue) -> tuple[Parameter, ...]:
    """Return the parameters of a mark that are lists of ground places."""
    pictogram = catalogue.get(mark.picto)
    declared = pictogram.parameters if pictogram else ()
    return tuple(each for each in declared if each.type == "lieux" and each.frame == "sol")


def nodes(mark: Mark, key: str) -> list[list[float]]:
    """Return the places of a parameter as lists: x, y, then rank or weight; empty when none was given."""
    return [list(place) for place in thawed(mark.parametres.get(key, ()))]


def shifted(item: Item, dx: float, dy: float, frame: MapFrame, catalogue: Catalogue) -> Item:
    """Return an item moved by (dx, dy) mm of page; what a post-it speaks of stays where it is."""
    if isinstance(item, PostIt):
        if item.x is None or item.y is None:
            return item
        return replace(item, x=item.x + dx, y=item.y + dy)
    east, north = _ground_move(frame, dx, dy)
    geometry = translated(item.geometry, east, north)
    if isinstance(item, Mark):
        moved = {
            each.key: [[x + east, y + north, *rest] for x, y, *rest in nodes(item, each.key)]
            for each in places(item, catalogue)
            if each.key in item.parametres
        }
        return replace(item, geometry=geometry, parametres=item.parametres.having(**moved))
    if isinstance(item, Texte | Photo) and isinstance(geometry, Point):
        return replace(item, geometry=geometry)
    assert isinstance(item, Trace)
    assert isinstance(geometry, Lines)
    return replace(item, geometry=geometry)


def copied(item: Item, dx: float, dy: float, frame: MapFrame, catalogue: Catalogue) -> Item:
    """Return a new item like ``item``, moved by (dx, dy) mm: on top of the pile, next in order."""
    fresh = replace(
        item, uid=new_uid(), ordre=0, pile="", cree_le="", modifie_le="", ensemble="", verrouille=False
    )
    return shifted(fresh, dx, dy, frame, catalogue)


def anchor(item: Item, frame: MapFrame) -> Coord | None:
    """Return the place of an item on the page: its point, its middle vertex, a post-it's corner; None if unplaced."""
    if isinstance(item, PostIt):
        return None if item.x is None or item.y is None else (item.x, item.y)
    if isinstance(item.geometry, Point):
        return frame.to_page(item.geometry.x, item.geometry.y)
    coords = list(item.geometry.coords())
    return frame.to_page(*coords[len(coords) // 2])


def vertex_moved(item: Item, path: tuple[int, ...], to: Coord, catalogue: Catalogue) -> Item:
    """Return an item with the vertex at ``path`` (part, ring, index) at ``to`` (ground).

    Vertices that lie on it follow: borders that cells share, ways that leave one origin, places of a network.
    """
    before = _vertex(item, path)
    return _each(
        item, lambda run: tuple(to if same(at, before) else at for at in run), catalogue, (before, to)
    )


def vertex_added(item: Item, path: tuple[int, ...], at: Coord, catalogue: Catalogue) -> Item:
    """Return an item with a new vertex before the one at ``path``, and on the borders that lie on that side."""
    part, ring, index = path
    side = _run(item, part, ring)[index - 1 : index + 1]

    def cut(run: Run) -> Run:
        found = list(run[:1])
        for a, b in pairwise(run):
            if (same(a, side[0]) and same(b, side[1])) or (same(a, side[1]) and same(b, side[0])):
                found.append(at)
            found.append(b)
        return tuple(found)

    return _recornered(item, _each(item, cut, catalogue))


def vertex_removed(item: Item, path: tuple[int, ...], catalogue: Catalogue) -> Item:
    """Return an item without a vertex; a line keeps two, a ring three: else the item comes back unchanged.

    Of several lines that leave one origin, the one that has no more than its end goes with it.
    """
    gone = _vertex(item, path)
    ring = isinstance(getattr(item, "geometry", None), Areas)

    def without(run: Run) -> Run:
        left = tuple(at for at in run if not same(at, gone))
        return closed(left) if ring and left else left

    kept = _recornered(item, _each(item, without, catalogue))
    if not any(len(run) < (4 if ring else 2) for run in runs(kept)):
        return kept
    ways = tuple(run for run in runs(item) if not any(same(at, gone) for at in run))
    if (
        isinstance(item, Mark)
        and isinstance(kept, Mark)
        and not ring
        and ways
        and len(ways) == len(runs(item)) - 1
    ):
        return _recornered(item, replace(kept, geometry=Lines(ways), parametres=item.parametres))
    return item


def _recornered(before: Item, after: Item) -> Item:
    """Return ``after`` with the same corners as ``before``, whose vertices had other numbers."""
    if not isinstance(before, Mark) or not isinstance(after, Mark) or CORNERS not in before.parametres:
        return after
    sharp = {
        at
        for run, ranks in cornered(runs(before), before.parametres)
        for rank, at in enumerate(run)
        if rank in ranks
    }
    found: list[int] = []
    start = 0
    for run in runs(after):
        ring = len(run) > 1 and run[0] == run[-1]
        found += [start + rank for rank, at in enumerate(run[:-1] if ring else run) if at in sharp]
        start += len(run)
    return replace(after, parametres=after.parametres.having(**{CORNERS: found or None}))


def way_added(mark: Mark, to: Coord) -> Mark:
    """Return lines that leave one origin with one more, which ends at ``to`` (ground)."""
    assert isinstance(mark.geometry, Lines)
    return replace(mark, geometry=Lines((*mark.geometry.parts, (mark.geometry.parts[0][0], to))))


def place_moved(mark: Mark, key: str, found: list[list[float]], rank: int, to: Coord) -> Mark:
    """Return a mark with one of the places ``found`` elsewhere on the ground; links that ended there follow."""
    before = (found[rank][0], found[rank][1])
    places_now = [[*to, *at[2:]] if at is found[rank] else at for at in found]
    geometry = mark.geometry
    if isinstance(geometry, Lines):
        geometry = Lines(tuple(tuple(to if same(at, before) else at for at in run) for run in geometry.parts))
    elif isinstance(geometry, Point) and same((geometry.x, geometry.y), before):
        geometry = Point(*to)
    return replace(mark, geometry=geometry, parametres=mark.parametres.having(**{key: places_now}))


def place_removed(mark: Mark, key: str, found: list[list[float]], rank: int) -> Mark:
    """Return a mark without one of the places ``found``; unchanged where it needs it.

    A network keeps two places; those that were linked through the one that goes are linked to each other: to the
    first of them, which in a tree is the greater. A pattern keeps one.
    """
    network = isinstance(mark.geometry, Lines)
    if len(found) <= (2 if network else 1):
        return mark
    gone = (found[rank][0], found[rank][1])
    left = [at for at in found if at is not found[rank]]
    geometry = mark.geometry
    if isinstance(geometry, Lines):
        geometry = _unlinked(geometry, gone)
        if not geometry.parts:
            return mark
    elif isinstance(geometry, Point) and same((geometry.x, geometry.y), gone):
        geometry = Point(left[0][0], left[0][1])
    return replace(mark, geometry=geometry, parametres=mark.parametres.having(**{key: left}))


def place_added(
    mark: Mark, key: str, found: list[list[float]], place: list[float], linked: int | None = None
) -> Mark:
    """Return a mark with one more place, linked to the one of rank ``linked`` in a network."""
    geometry = mark.geometry
    if isinstance(geometry, Lines) and linked is not None:
        start = (found[linked][0], found[linked][1])
        geometry = Lines((*geometry.parts, (start, (place[0], place[1]))))
    return replace(mark, geometry=geometry, parametres=mark.parametres.having(**{key: [*found, place]}))


def place_between(
    mark: Mark, key: str, found: list[list[float]], place: list[float], path: tuple[int, ...]
) -> Mark:
    """Return a network with one more place on a link, which it cuts before the vertex at ``path``."""
    part, _, index = path
    assert isinstance(mark.geometry, Lines)
    run, at = mark.geometry.parts[part], (place[0], place[1])
    cut = ((*run[:index], at), (at, *run[index:]))
    links = (*mark.geometry.parts[:part], *cut, *mark.geometry.parts[part + 1 :])
    return replace(mark, geometry=Lines(links), parametres=mark.parametres.having(**{key: [*found, place]}))


def _unlinked(links: Lines, gone: Coord) -> Lines:
    """Return links without a place: its neighbours are linked to the first of them."""
    kept = [run for run in links.parts if not (same(run[0], gone) or same(run[-1], gone))]
    through = [run for run in links.parts if run not in kept]
    # Links are drawn from the greater place: the one that ends here comes from it.
    through.sort(key=lambda run: not same(run[-1], gone))
    ends = [run[0] if same(run[-1], gone) else run[-1] for run in through]
    known = [{run[0], run[-1]} for run in kept]
    # A pole that goes takes its many links along; a place on the way, or a superior, leaves its own joined.
    if len(ends) == 2 or (ends and same(through[0][-1], gone)):
        kept += [(ends[0], end) for end in ends[1:] if {ends[0], end} not in known]
    return Lines(tuple(kept))


def turned(item: Mark | Texte | Photo, angle: float) -> Item:
    """Return an item at ``angle`` degrees."""
    return replace(item, angle=round(angle % 360.0, 1))


def _ground_move(frame: MapFrame, dx: float, dy: float) -> Coord:
    x, y = frame.middle
    ground = frame.to_ground(x + dx, y + dy)
    return (ground[0] - frame.centre[0], ground[1] - frame.centre[1])


def same(a: Coord, b: Coord) -> bool:
    """Return whether two places of the ground are one: to half a metre far from its origin, to 1 µm on paper."""
    apart = min(0.5, max(1e-6, 1e-7 * max(map(abs, (*a, *b)))))
    return hypot(a[0] - b[0], a[1] - b[1]) < apart


def runs(item: Item) -> tuple[Run, ...]:
    """Return the lines or rings of an item."""
    geometry = getattr(item, "geometry", None)
    if isinstance(geometry, Lines):
        return geometry.parts
    return tuple(ring for part in geometry.parts for ring in part) if isinstance(geometry, Areas) else ()


def _run(item: Item, part: int, ring: int) -> tuple[Coord, ...]:
    if not isinstance(item, Mark | Trace):
        raise TypeError(f"{type(item).__name__} has no vertices")
    geometry = item.geometry
    if isinstance(geometry, Lines):
        return geometry.parts[part]
    if isinstance(geometry, Areas):
        return geometry.parts[part][ring]
    raise TypeError("a point has no vertices")


def _vertex(item: Item, path: tuple[int, ...]) -> Coord:
    return _run(item, path[0], path[1])[path[2]]


def _each(
    item: Item,
    change: Callable[[Run], Run],
    catalogue: Catalogue,
    move: tuple[Coord, Coord] | None = None,
) -> Item:
    """Change every line or ring of an item; places of its parameters follow ``move``, from the first to the last."""
    assert isinstance(item, Mark | Trace)
    if isinstance(item.geometry, Lines):
        lines = Lines(tuple(change(run) for run in item.geometry.parts))
        if isinstance(item, Trace):
            return replace(item, geometry=lines)
        geometry: Lines | Areas = lines
    else:
        assert isinstance(item, Mark)
        assert isinstance(item.geometry, Areas)
        geometry = Areas(tuple(tuple(change(run) for run in part) for part in item.geometry.parts))
    moved: dict[str, object] = {}
    for each in places(item, catalogue) if move else ():
        assert move is not None
        (before, to), found = move, nodes(item, each.key)
        if any(same((at[0], at[1]), before) for at in found):
            moved[each.key] = [[*to, *at[2:]] if same((at[0], at[1]), before) else at for at in found]
    return replace(item, geometry=geometry, parametres=item.parametres.having(**moved))
