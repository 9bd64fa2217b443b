"""Shapes of a stranger made fit for a poster: whole, valid, in its coordinates, on its map, at its scale.

Only in the process apart. What is left out or repaired is counted, never silently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.basemap.france.cells import SMALLEST_MM2
from app.poster.geometry import Box

#: Detail kept on paper, in mm: of areas as the square root of what a corner encloses, of lines as a distance.
AREA_DETAIL_MM, LINE_DETAIL_MM = 1.0, 0.25
#: What is smaller than this on paper would be a grain: areas in mm², lines in mm.
LEAST_AREA_MM2, LEAST_LINE_MM = 0.05, 0.5
#: Most things and vertices that a layer puts into a poster.
MOST_THINGS, MOST_VERTICES = 5_000, 150_000
#: How much coarser each further try is, where a layer has too many vertices.
COARSER = 1.6
#: Areas and pairs of them that are looked at first.
SAMPLED = 60
AREAS, LINES, POINTS = "aires", "lignes", "points"


@dataclass(slots=True)
class Things:
    """Shapes of one kind with their names; sequences go together."""

    shapes: Any
    names: list[str]


@dataclass(slots=True)
class Counts:
    """What was left out or repaired: a word for the reason, and how many."""

    found: dict[str, int] = field(default_factory=dict)

    def add(self, why: str, number: int) -> None:
        """Count ``number`` more for a reason."""
        if number:
            self.found[why] = self.found.get(why, 0) + int(number)


def whole(shapes: Any, given: Any, counts: Counts) -> Any:
    """Return a mask of the shapes that exist, are not empty, and whose coordinates are numbers."""
    import numpy as np
    import shapely

    shapes = np.asarray(shapes, object)
    missing = shapely.is_missing(shapes)
    counts.add("sans_forme", int((missing & ~given).sum()))
    counts.add("illisible", int((missing & given).sum()))
    empty = ~missing & shapely.is_empty(shapes)
    counts.add("sans_forme", int(empty.sum()))
    good = ~missing & ~empty
    coords, owners = shapely.get_coordinates(shapes, return_index=True)
    odd = np.zeros(len(shapes), bool)
    odd[owners[~(np.abs(coords) < 1e12).all(axis=1)]] = True
    counts.add("impossible", int((odd & good).sum()))
    return good & ~odd


def sorted_out(shapes: Any, names: list[str]) -> dict[str, Things]:
    """Return areas, lines and points apart; what a collection holds goes where it belongs."""
    import numpy as np
    import shapely

    shapes = np.asarray(shapes, object)
    owners = np.arange(len(shapes))
    for _ in range(4):
        mixed = shapely.get_type_id(shapes) == 7
        if not mixed.any():
            break
        parts, at = shapely.get_parts(shapes[mixed], return_index=True)
        owners = np.concatenate([owners[~mixed], owners[mixed][at]])
        shapes = np.concatenate([shapes[~mixed], parts])
    sizes = shapely.get_dimensions(shapes)
    # A ring that closes nothing is a line.
    found: dict[str, Things] = {}
    for genre, dimension in ((AREAS, 2), (LINES, 1), (POINTS, 0)):
        mask = sizes == dimension
        if mask.any():
            kept, who = shapes[mask], owners[mask]
            if genre == POINTS:
                kept, at = shapely.get_parts(kept, return_index=True)
                who = who[at]
            found[genre] = Things(kept, [names[one] for one in who])
    return found


def repaired(things: Things, counts: Counts) -> Things:
    """Return areas that are valid: bow ties undone, rings put in order."""
    import shapely

    shapes = things.shapes.copy()
    bad = ~shapely.is_valid(shapes)
    if not bad.any():
        return things
    shapes[bad] = [_areas_of(shape) for shape in shapely.make_valid(shapes[bad], method="structure")]
    left = ~shapely.is_empty(shapes)
    counts.add("repare", int((bad & left).sum()))
    counts.add("impossible", int((~left).sum()))
    return _kept(Things(shapes, things.names), left)


def _areas_of(shape: Any) -> Any:
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _kept(things: Things, mask: Any) -> Things:
    return Things(things.shapes[mask], [name for name, keep in zip(things.names, mask, strict=True) if keep])


def moved(shapes: Any, transform: Callable[[Any, Any], tuple[Any, Any]]) -> Any:
    """Return shapes with each vertex transformed; where that gives no number the shape is None."""
    import numpy as np
    import shapely

    def move(xy: Any) -> Any:
        x, y = transform(xy[:, 0], xy[:, 1])
        return np.column_stack([x, y])

    found = shapely.transform(shapes, move)
    coords, owners = shapely.get_coordinates(found, return_index=True)
    found[np.unique(owners[~np.isfinite(coords).all(axis=1)])] = None
    return found


def nearby(things: Things, box: Box, counts: Counts) -> Things:
    """Return the things whose own box meets a box; the others are counted."""
    import shapely

    bounds = shapely.bounds(things.shapes)
    near = (
        (bounds[:, 0] <= box[2])
        & (bounds[:, 2] >= box[0])
        & (bounds[:, 1] <= box[3])
        & (bounds[:, 3] >= box[1])
    )
    counts.add("hors", int((~near).sum()))
    return _kept(things, near)


def clipped(things: Things, box: Box, counts: Counts) -> Things:
    """Return what of the things lies in a box; those entirely outside are counted."""
    import numpy as np
    import shapely

    things = nearby(things, box, counts)
    bounds = shapely.bounds(things.shapes)
    inside = (
        (bounds[:, 0] >= box[0])
        & (bounds[:, 2] <= box[2])
        & (bounds[:, 1] >= box[1])
        & (bounds[:, 3] <= box[3])
    )
    shapes = things.shapes.copy()
    across = ~inside
    if across.any():
        dimension = shapely.get_dimensions(shapes[across])
        cut = shapely.intersection(shapes[across], shapely.box(*box))
        # A corner that touches the edge is not a thing of the map any more.
        cut[shapely.get_dimensions(cut) < dimension] = shapely.Polygon()
        shapes[across] = [
            _areas_of(shape) if shape.geom_type == "GeometryCollection" else shape
            for shape in np.atleast_1d(cut)
        ]
    kept = ~shapely.is_empty(shapes)
    counts.add("hors", int((~kept).sum()))
    return _kept(Things(shapes, things.names), kept)


def generalised(genre: str, things: Things, metres: float, detail: float, counts: Counts) -> Things:
    """Return things with the detail that ``metres`` per mm of paper bear; ``detail`` makes it finer (< 1) or coarser.

    Neighbours keep their common borders. Lines of one name become one thing.
    """
    import shapely

    if genre == POINTS:
        return _fewest(things, None, counts)
    if genre == LINES:
        things = _joined(things)
    if len(things.shapes) > MOST_THINGS:
        # What would be left aside all the same is not worth the time that its shape takes.
        things = _seen(genre, things, metres, counts)
    found, shared = things, genre == AREAS and _side_by_side(things.shapes)
    for _ in range(10):
        found = _simpler(genre, things, metres * detail, shared)
        if int(shapely.get_num_coordinates(found.shapes).sum()) <= MOST_VERTICES:
            break
        detail *= COARSER
    return _seen(genre, found, metres, counts)


def _seen(genre: str, things: Things, metres: float, counts: Counts) -> Things:
    """Return areas or lines that are large enough to be seen, the largest ones where they are too many."""
    import shapely

    sizes = shapely.area(things.shapes) if genre == AREAS else shapely.length(things.shapes)
    least = LEAST_AREA_MM2 * metres**2 if genre == AREAS else LEAST_LINE_MM * metres
    seen = ~shapely.is_empty(things.shapes) & (sizes >= least)
    counts.add("petit", int((~seen).sum()))
    return _fewest(_kept(things, seen), sizes[seen], counts)


def _side_by_side(shapes: Any) -> bool:
    """Return whether areas touch without overlapping: only then have neighbours common borders to keep."""
    import shapely

    if len(shapes) < 2:
        return False
    # Some pairs tell most layers that overlap: the exact answer takes as long as all the rest, and what overlaps all
    # the same is repaired afterwards.
    one, other = shapely.STRtree(shapes).query(shapes[:SAMPLED])
    pairs = one < other
    return not shapely.overlaps(shapes[one[pairs][:SAMPLED]], shapes[other[pairs][:SAMPLED]]).any()


def _simpler(genre: str, things: Things, metres: float, shared: bool) -> Things:
    import numpy as np
    import shapely

    if genre == LINES:
        parts, owners = shapely.get_parts(
            shapely.simplify(things.shapes, LINE_DETAIL_MM * metres), return_index=True
        )
        kept = shapely.length(parts) >= LEAST_LINE_MM * metres
        return Things(_gathered(things.shapes, parts[kept], owners[kept], LINES), things.names)
    tolerance = AREA_DETAIL_MM * metres
    if shared:
        shapes = shapely.coverage_simplify(things.shapes, tolerance)
    else:
        shapes = shapely.simplify(things.shapes, tolerance / 3)
        shapes = np.where(shapely.is_empty(shapes), things.shapes, shapes)
    bad = ~shapely.is_valid(shapes)
    if bad.any():
        shapes[bad] = [_areas_of(shape) for shape in shapely.make_valid(shapes[bad], method="structure")]
    parts, owners = shapely.get_parts(shapes, return_index=True)
    areas = shapely.area(parts)
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owners, areas)
    kept = (areas >= SMALLEST_MM2 * metres**2) | ((areas == largest[owners]) & (areas > 0))
    return Things(_gathered(shapes, parts[kept], owners[kept], AREAS), things.names)


def _gathered(shapes: Any, parts: Any, owners: Any, genre: str) -> Any:
    """Return as many shapes as there were, each of the parts that are its own, empty without any."""
    import numpy as np
    import shapely

    build, none = (
        (shapely.multipolygons, shapely.MultiPolygon())
        if genre == AREAS
        else (shapely.multilinestrings, shapely.MultiLineString())
    )
    found = np.full(len(shapes), none, object)
    if len(parts):
        who, indices = np.unique(owners, return_inverse=True)
        found[who] = build(parts, indices=indices)
    return found


def _joined(things: Things) -> Things:
    """Return one thing for each name, its pieces put end to end: a road comes in hundreds of them."""
    import numpy as np
    import shapely

    groups: dict[str, list[int]] = {}
    for at, name in enumerate(things.names):
        groups.setdefault(name, []).append(at)
    shapes = [
        shapely.line_merge(shapely.multilinestrings(shapely.get_parts(things.shapes[places])))
        for places in groups.values()
    ]
    return Things(np.array(shapes, object), list(groups))


def _fewest(things: Things, sizes: Any, counts: Counts) -> Things:
    """Return the things, the largest ones where they are too many."""
    import numpy as np

    if len(things.shapes) <= MOST_THINGS:
        return things
    counts.add("de_trop", len(things.shapes) - MOST_THINGS)
    order = np.arange(len(things.shapes)) if sizes is None else np.argsort(-sizes, kind="stable")
    mask = np.zeros(len(things.shapes), bool)
    mask[order[:MOST_THINGS]] = True
    return _kept(things, mask)
