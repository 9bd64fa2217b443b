"""Ground shared out in cells: half-way between centres, or drawn one by one; what two cells share is one border."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import theme
from app.drawing.brushes.grounds import framed, named
from app.drawing.brushes.spread import discs
from app.drawing.brushes.strokes import strokes
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.primitives import Primitive, Subpath
from app.drawing.textures import heart, lines_of, shape
from app.poster.geometry import Areas, Coord

#: How far apart, in mm, two areas drawn by hand may lie and still be neighbours.
LOOSE = 1.0
#: Two centres nearer than this, in mm, are one.
SAME = 0.01
#: Disc of a centre by its rank: plain, or greater than its neighbours.
CENTRE_R = {0: 1.7, 1: 3.0}


def shared_out(centres: Sequence[Coord], ground: BaseGeometry) -> list[BaseGeometry]:
    """Return the cell of each centre, in order: all that is nearer to it than to the others, cut at the ground.

    The cells cover the ground and do not overlap. A centre that lies on another has an empty one.
    """
    places = [(round(x / SAME) * SAME, round(y / SAME) * SAME) for x, y in centres]
    distinct = list(dict.fromkeys(places))
    if len(distinct) < 2:
        cells = [ground] * len(distinct)
    else:
        halfway = shapely.voronoi_polygons(shapely.multipoints(distinct), extend_to=ground, ordered=True)
        cells = list(shapely.intersection(shapely.get_parts(halfway), ground))
    found = dict(zip(distinct, cells, strict=True))
    return [found.pop(place, shapely.Polygon()) for place in places]


def parts_of(subject: Subject) -> list[BaseGeometry]:
    """Return the areas of the mark one by one, cut at the frame; what lies out of it is empty."""
    assert isinstance(subject.geometry, Areas)
    return [framed(shape(Areas((part,))), subject) for part in subject.geometry.parts]


def neighbours(parts: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return areas that share their borders: what nearly touches is brought together, what overlaps is cut.

    An area gives way to those before it; their order is kept.
    """
    tree = shapely.STRtree(list(parts))
    made: list[BaseGeometry] = []
    for rank, part in enumerate(parts):
        near = [made[other] for other in sorted(tree.query(part, "dwithin", LOOSE)) if other < rank]
        made.append(_beside(part, shapely.union_all(near)) if near and not part.is_empty else part)
    return made


def _beside(part: BaseGeometry, taken: BaseGeometry) -> BaseGeometry:
    """Return an area with the gap between it and its neighbours filled, and what it covered of them cut."""
    clear = shapely.difference(part, taken)
    along = shapely.length(shapely.intersection(shapely.boundary(clear), shapely.boundary(taken)))
    if along < LOOSE:
        both = shapely.union(clear, taken)
        joined = _grown(_grown(both, LOOSE / 2), -LOOSE / 2)
        gap = shapely.intersection(shapely.difference(joined, both), _grown(taken, LOOSE))
        clear = shapely.difference(
            shapely.union(clear, shapely.intersection(gap, _grown(clear, LOOSE))), taken
        )
    return clear


def _grown(area: BaseGeometry, reach: float) -> BaseGeometry:
    return shapely.buffer(area, reach, join_style="mitre")


def borders(parts: Sequence[BaseGeometry]) -> tuple[Subpath, ...]:
    """Return the outlines of areas that share their borders, each stretch once."""
    noded = shapely.union_all(shapely.boundary(list(parts)))
    return tuple(Subpath(run) for run in lines_of(shapely.line_merge(noded)))


def free(subject: Subject) -> Drawing:
    """Cells drawn one by one, their borders drawn once, a disc in each: at a node that lies in it, or its heart."""
    parts = neighbours(parts_of(subject))
    made: list[Primitive] = [*strokes(borders(parts), subject.stroke(theme.S3), subject.look, halo=0)]
    made += discs(
        [(x, y, CENTRE_R[1] if rank == 1 else CENTRE_R[0]) for x, y, rank in centres_of(parts, subject)],
        subject,
    )
    return named(subject, tuple(made), shapely.union_all(parts))


def centres_of(parts: Sequence[BaseGeometry], subject: Subject) -> list[tuple[float, float, float]]:
    """Return the centre of each cell that has some ground: the first of the nodes in it, else its heart."""
    given = subject.places("noeuds")
    return [
        next((node for node in given if shapely.contains_xy(part, *node[:2])), (*heart(part), 0.0))
        for part in parts
        if not part.is_empty
    ]


def implied(subject: Subject) -> dict[str, Any]:
    """Return the centres of cells that nobody set: their hearts."""
    return {"noeuds": [list(node) for node in centres_of(neighbours(parts_of(subject)), subject)]}
