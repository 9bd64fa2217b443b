"""What fills the areas of a theme: trees, tufts, vines, furrows, waves, cracks. Page-anchored, lengths in mm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import pi, radians, sin

import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from app.drawing import textures, theme
from app.drawing.brushes.glyphs import repeated
from app.drawing.brushes.subject import Look, Subject
from app.drawing.primitives import Path, Primitive, Subpath, arc, circle, dots, line, polygon
from app.drawing.textures import hatch, lattice, stipple
from app.poster.geometry import Coord, Run, length

#: A furrow: thinner turns grey on a projector. Lines stay this far from the edge of their area.
FINE, EDGE = 0.5, 0.6
#: Waves: from crest to crest, and their height. Crumbs of less than one are left out.
WAVE_MM, WAVE_HEIGHT, WAVE_STEP = 5.2, 0.55, 4.2
#: Furrows: their slope (degrees), how far apart, how many together before a gap, and how they sway.
FURROW_TURN, FURROW_STEP, FURROWS, SWAY_MM, SWAY = -18.0, 2.3, 3, 22.0, 0.5
#: Cracks: side of a block, and how uneven the ground breaks.
CRACK_STEP, UNEVEN = 7.0, 0.34
#: Share of a piece of land that is still worked when it is given up, from its left.
STILL_WORKED = 0.45


@dataclass(frozen=True, slots=True)
class Motif:
    """A small drawing about (0, 0), repeated every ``step``: a disc (x, y, radius), filled shapes, strokes.

    ``reach`` is how far from the edge of the area its middle stays, ``width`` that of its strokes.
    """

    step: float
    reach: float
    disc: tuple[float, float, float] | None = None
    filled: tuple[Subpath, ...] = ()
    stroked: tuple[Subpath, ...] = ()
    width: float = 0.55


CONIFER = Motif(
    *(6.2, 2.45, None),
    filled=(polygon(((0, -2.4), (1.45, 1.1), (-1.45, 1.1))),),
    stroked=(line((0, 1.1), (0, 2.0)),),
    width=0.6,
)
ROUND_TREE = Motif(6.2, 2.45, (0, -0.75, 1.4), stroked=(line((0, 0.5), (0, 2.0)),), width=0.6)
BUSH = Motif(6.4, 1.85, filled=(circle(-0.95, 0.3, 0.85), circle(0.95, 0.3, 0.85), circle(0, -0.45, 1.05)))
TUFT = Motif(
    5.2,
    1.5,
    stroked=(
        line((-0.35, 0.8), (-0.6, 0.1), (-1.35, -0.45)),
        line((0, 0.8), (0, -1.0)),
        line((0.35, 0.8), (0.6, 0.1), (1.35, -0.45)),
    ),
)
#: Vines stand in rows: closer along a row than from row to row.
VINE = Motif(3.0, 1.4, (0, -0.15, 0.72), stroked=(line((0, -1.25), (0, 1.35)),))
VINE_ROW = 4.6
SIGNAL = Motif(
    *(7.6, 1.9, (0, 1.2, 0.55)),
    stroked=tuple(Subpath(arc(0, 1.2, radius, radians(-135), radians(-45), 0.3)) for radius in (1.6, 2.7)),
)
#: By force, from minor to major: textures loosen or close up.
CLOSER = {1: 1.25, 2: 1.0, 3: 0.8}


def textured(ground: BaseGeometry, subject: Subject) -> list[Primitive]:
    """Return what fills an area; nothing for a name that is not known. Force brings it closer."""
    made = FILLS.get(str(subject.value("texture", "")))
    return [] if made is None or ground.is_empty else made(ground, subject, CLOSER[subject.look.force])


def repeat(motif: Motif, places: list[Coord], look: Look) -> list[Primitive]:
    """Return a motif at many places, as one path for each of the three things it is made of."""
    made: list[Primitive] = []
    if motif.disc and places:
        dx, dy, radius = motif.disc
        made.append(dots(((x + dx, y + dy) for x, y in places), radius, look.ink))
    if motif.filled and places:
        made.append(Path(_laid(motif.filled, places), fill=look.ink, rule="nonzero"))
    if motif.stroked and places:
        made.append(Path(_laid(motif.stroked, places), stroke=look.ink, width=motif.width))
    return made


def _laid(shapes: tuple[Subpath, ...], places: list[Coord]) -> tuple[Subpath, ...]:
    return tuple(
        Subpath(tuple([(x + px, y + py) for px, py in each.points]), each.closed, each.cubic)
        for x, y in places
        for each in shapes
    )


def _trees(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    """Conifers and round trees, row by row."""
    step = CONIFER.step * closer
    places = lattice(ground, step, CONIFER.reach)
    rows = [round(y / (step * textures.ROW)) for _, y in places]
    made: list[Primitive] = []
    for motif, odd in ((CONIFER, 0), (ROUND_TREE, 1)):
        kept = [place for place, row in zip(places, rows, strict=True) if row % 2 == odd]
        made += repeat(motif, kept, subject.look)
    return made


def _motif(motif: Motif) -> Callable[[BaseGeometry, Subject, float], list[Primitive]]:
    def laid(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
        return repeat(motif, lattice(ground, motif.step * closer, motif.reach), subject.look)

    return laid


def _vines(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    return repeat(
        VINE, textures.rows(ground, VINE.step * closer, VINE_ROW * closer, VINE.reach), subject.look
    )


def _signs(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    """The drawing of the pictogram itself, repeated."""
    if subject.glyph is None:
        return []
    size = max(2.0, subject.number("motif_mm", 7.0))
    step = subject.number("pas", 1.45 * size) * closer
    return list(repeated(subject.glyph, lattice(ground, step, size * 0.5), size, subject.look))


def _dense(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    return [stipple(ground, textures.DENSE_STEP * closer, textures.DENSE_R, subject.look.ink)]


def _loose(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    return [stipple(ground, textures.LOOSE_STEP * closer, textures.LOOSE_R, subject.look.ink)]


def _hatched(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    angle = subject.number("hachures_angle", textures.HATCH_ANGLE)
    return [hatch(ground, subject.look.ink, angle=angle, step=textures.HATCH_STEP * closer)]


def _crossed(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    step, ink = 1.5 * textures.HATCH_STEP * closer, subject.look.ink
    return [hatch(ground, ink, angle=angle, step=step, width=0.4) for angle in (45.0, -45.0)]


def _waves(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    """Rows of waves, each a little aside from the one before."""
    step = max(1.0, subject.number("pas", WAVE_STEP)) * closer
    low_x, low_y, high_x, high_y = ground.bounds
    count = int((high_x - low_x + 2) / 0.65) + 1
    first = (low_x - 1) // 0.65 * 0.65
    rows = [
        [
            (x, row * step + WAVE_HEIGHT * sin(2 * pi * (x + row * 1.6) / WAVE_MM))
            for x in (first + i * 0.65 for i in range(count + 1))
        ]
        for row in range(int(low_y // step), int(high_y // step) + 2)
    ]
    kept = _cut([shapely.linestrings(row) for row in rows], ground)
    waves = tuple(Subpath(run) for run in kept if length(run) > WAVE_MM)
    return [Path(waves, stroke=subject.look.ink, width=0.55)]


def _furrows(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    """Furrows by threes, that sway a little as a plough does."""
    return [Path(_ploughed(ground, closer), stroke=subject.look.ink, width=FINE)]


def _abandoned(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    """Furrows that break up on the right, where bushes come."""
    low_x, low_y, high_x, high_y = ground.bounds
    middle = low_x + STILL_WORKED * (high_x - low_x)
    worked = shapely.intersection(ground, shapely.box(low_x, low_y, middle, high_y))
    wild = shapely.intersection(ground, shapely.box(middle, low_y, high_x, high_y))
    look = subject.look
    places = lattice(wild, BUSH.step * closer, BUSH.reach)
    made: list[Primitive] = [
        Path(_ploughed(worked, closer), stroke=look.ink, width=FINE),
        Path(_ploughed(wild, closer), stroke=look.ink, width=FINE, dash=(1.6, 1.7)),
    ]
    if places:
        made.append(Path(_laid(BUSH.filled, places), fill=theme.PAPIER, stroke=theme.PAPIER, width=1.2))
    return [*made, *repeat(BUSH, places, look)]


def _ploughed(ground: BaseGeometry, closer: float) -> tuple[Subpath, ...]:
    if ground.is_empty:
        return ()
    along, across = textures.axes(FURROW_TURN)
    step = FURROW_STEP * closer
    (near, far), (low, high) = textures.span(ground, along), textures.span(ground, across)
    rows = []
    for rank in range(int(low // step) - 1, int(high // step) + 2):
        if rank % (FURROWS + 1) == 0:
            continue
        stations = [near - 1 + 1.6 * i for i in range(int((far - near + 2) / 1.6) + 2)]
        offsets = [rank * step + SWAY * sin(2 * pi * station / SWAY_MM) for station in stations]
        rows.append(
            [
                (along[0] * s + across[0] * o, along[1] * s + across[1] * o)
                for s, o in zip(stations, offsets, strict=True)
            ]
        )
    kept = _cut([shapely.linestrings(row) for row in rows], ground)
    return tuple(Subpath(run) for run in kept if length(run) > 2.0)


def _cracks(ground: BaseGeometry, subject: Subject, closer: float) -> list[Primitive]:
    """Ground that broke into uneven blocks."""
    step = CRACK_STEP * closer
    low_x, low_y, high_x, high_y = ground.bounds
    seeds = [
        (
            column * step + UNEVEN * step * _chance(column, row),
            row * step + UNEVEN * step * _chance(row, -column),
        )
        for row in range(int(low_y // step) - 2, int(high_y // step) + 3)
        for column in range(int(low_x // step) - 2, int(high_x // step) + 3)
    ]
    edges = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), only_edges=True))
    # Blocks do not quite close: a net would be a border.
    runs = [(_at(run, 0.07), _at(run, 0.93)) for run in _cut(edges, ground) if length(run) > 0.8]
    return [Path(tuple(line(*run) for run in runs), stroke=subject.look.ink, width=0.55)]


def _at(run: Run, share: float) -> Coord:
    (ax, ay), (bx, by) = run[0], run[-1]
    return (ax + (bx - ax) * share, ay + (by - ay) * share)


@lru_cache(maxsize=4096)
def _chance(one: int, other: int) -> float:
    """Return a number from −1 to 1 that is always the same for the same place of the page."""
    mixed = (one * 73_856_093 ^ other * 19_349_663) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 15)) * 2_246_822_519) & 0xFFFFFFFF
    mixed = ((mixed ^ (mixed >> 13)) * 3_266_489_917) & 0xFFFFFFFF
    return ((mixed ^ (mixed >> 16)) & 0xFFFF) / 0x7FFF - 1.0


def _cut(lines: Sequence[LineString], ground: BaseGeometry) -> tuple[Run, ...]:
    """Return what of the lines lies on the ground and off its edge; each is cut alone, which is quicker."""
    inner = shapely.buffer(ground, -EDGE)
    shapely.prepare(inner)
    pieces = shapely.get_parts(shapely.intersection(lines, inner))
    pieces = pieces[shapely.get_type_id(pieces) == shapely.GeometryType.LINESTRING]
    coords, ranks = shapely.get_coordinates(pieces, return_index=True)
    runs: list[list[Coord]] = [[] for _ in pieces]
    for (x, y), rank in zip(coords.tolist(), ranks.tolist(), strict=True):
        runs[rank].append((x, y))
    return tuple(tuple(run) for run in runs if len(run) > 1)


FILLS: dict[str, Callable[[BaseGeometry, Subject, float], list[Primitive]]] = {
    "points": _dense,
    "points_laches": _loose,
    "hachures": _hatched,
    "quadrille": _crossed,
    "vagues": _waves,
    "arbres": _trees,
    "touffes": _motif(TUFT),
    "buissons": _motif(BUSH),
    "rangs": _vines,
    "sillons": _furrows,
    "deprise": _abandoned,
    "craquelures": _cracks,
    "ondes": _motif(SIGNAL),
    "motif": _signs,
}
