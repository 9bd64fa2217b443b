"""Items as they become when they are moved, copied, or one of their handles is dragged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import hypot

from app.catalogue.model import Parameter, Pictogram
from app.poster.geometry import Areas, Coord, Lines, Point, translated
from app.poster.records import Item, Mark, PostIt, Texte, Trace, new_uid
from app.poster.sheet import MapFrame
from app.poster.values import thawed

Catalogue = Mapping[str, Pictogram]
#: A post-it keeps this distance from the edge of the sheet, in mm.
EDGE = 2.0


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
    if isinstance(item, Texte) and isinstance(geometry, Point):
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


def on_sheet(note: PostIt, width: float, height: float, page: Coord) -> PostIt:
    """Return a post-it of ``width`` × ``height`` mm brought back inside the sheet."""
    if note.x is None or note.y is None:
        return note
    x = max(EDGE, min(note.x, page[0] - EDGE - width))
    y = max(EDGE, min(note.y, page[1] - EDGE - height))
    return note if (x, y) == (note.x, note.y) else replace(note, x=x, y=y)


def vertex_moved(item: Item, path: tuple[int, ...], to: Coord, catalogue: Catalogue) -> Item:
    """Return an item with the vertex at ``path`` (part, ring, index) at ``to`` (ground)."""
    return _edited(item, path, (to,), catalogue)


def vertex_added(item: Item, path: tuple[int, ...], at: Coord, catalogue: Catalogue) -> Item:
    """Return an item with a new vertex before the one at ``path``."""
    part, ring, index = path
    return _edited(item, path, (at, _run(item, part, ring)[index]), catalogue)


def vertex_removed(item: Item, path: tuple[int, ...], catalogue: Catalogue) -> Item:
    """Return an item without a vertex; a line keeps two, a ring three: else the item comes back unchanged."""
    least = 4 if isinstance(getattr(item, "geometry", None), Areas) else 2
    if len(_run(item, path[0], path[1])) <= least:
        return item
    return _edited(item, path, (), catalogue)


def place_moved(mark: Mark, key: str, rank: int, to: Coord) -> Mark:
    """Return a mark with one of its places elsewhere on the ground; links that ended there follow."""
    found = nodes(mark, key)
    before = (found[rank][0], found[rank][1])
    found[rank][:2] = to
    geometry = mark.geometry
    if isinstance(geometry, Lines):
        geometry = Lines(
            tuple(tuple(to if _same(at, before) else at for at in run) for run in geometry.parts)
        )
    elif isinstance(geometry, Point) and _same((geometry.x, geometry.y), before):
        geometry = Point(*to)
    return replace(mark, geometry=geometry, parametres=mark.parametres.having(**{key: found}))


def place_removed(mark: Mark, key: str, rank: int) -> Mark:
    """Return a mark without one of its places and the links that ended there; two places always stay."""
    found = nodes(mark, key)
    if len(found) <= 2:
        return mark
    gone = (found[rank][0], found[rank][1])
    del found[rank]
    geometry = mark.geometry
    if isinstance(geometry, Lines):
        kept = tuple(run for run in geometry.parts if not (_same(run[0], gone) or _same(run[-1], gone)))
        if not kept:
            return mark
        geometry = Lines(kept)
    return replace(mark, geometry=geometry, parametres=mark.parametres.having(**{key: found}))


def resized(item: Mark | Texte, size: float) -> Item:
    """Return an item of ``size`` mm."""
    return replace(item, taille_mm=round(size, 1))


def turned(item: Mark | Texte, angle: float) -> Item:
    """Return an item at ``angle`` degrees."""
    return replace(item, angle=round(angle % 360.0, 1))


def _ground_move(frame: MapFrame, dx: float, dy: float) -> Coord:
    x, y = frame.middle
    ground = frame.to_ground(x + dx, y + dy)
    return (ground[0] - frame.centre[0], ground[1] - frame.centre[1])


def _same(a: Coord, b: Coord) -> bool:
    return hypot(a[0] - b[0], a[1] - b[1]) < 0.5


def _run(item: Item, part: int, ring: int) -> tuple[Coord, ...]:
    if not isinstance(item, Mark | Trace):
        raise TypeError(f"{type(item).__name__} has no vertices")
    geometry = item.geometry
    if isinstance(geometry, Lines):
        return geometry.parts[part]
    if isinstance(geometry, Areas):
        return geometry.parts[part][ring]
    raise TypeError("a point has no vertices")


def _edited(item: Item, path: tuple[int, ...], by: tuple[Coord, ...], catalogue: Catalogue) -> Item:
    """Replace one vertex by none, one or two; rings stay closed, places that were there follow the vertex."""
    part, ring, index = path
    run = list(_run(item, part, ring))
    before = run[index]
    is_ring = isinstance(item, Mark) and isinstance(item.geometry, Areas)
    if is_ring:
        run.pop()
    run[index : index + 1] = by
    changed = tuple(run) + ((run[0],) if is_ring else ())
    assert isinstance(item, Mark | Trace)
    geometry = item.geometry
    if isinstance(geometry, Areas):
        rings = list(geometry.parts[part])
        rings[ring] = changed
        parts = list(geometry.parts)
        parts[part] = tuple(rings)
        return replace(item, geometry=Areas(tuple(parts))) if isinstance(item, Mark) else item
    assert isinstance(geometry, Lines)
    lines = Lines(tuple(changed if rank == part else line for rank, line in enumerate(geometry.parts)))
    if isinstance(item, Trace):
        return replace(item, geometry=lines)
    moved: dict[str, object] = {}
    if len(by) == 1:
        for each in places(item, catalogue):
            found = nodes(item, each.key)
            if any(_same((at[0], at[1]), before) for at in found):
                moved[each.key] = [[*by[0], *at[2:]] if _same((at[0], at[1]), before) else at for at in found]
    return replace(item, geometry=lines, parametres=item.parametres.having(**moved))
