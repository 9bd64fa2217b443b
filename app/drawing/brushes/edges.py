"""Lines that have two sides: divides, crests, fronts, corridors."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import shapely

from app.drawing import theme
from app.drawing.arrows import FINE, arrow, filled
from app.drawing.brushes.course import Course
from app.drawing.brushes.glyphs import repeated
from app.drawing.brushes.strokes import ring, strokes
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.brushes.ways import courses, finished, paths, side_of
from app.drawing.primitives import Path, Primitive, Subpath, line, polygon
from app.drawing.textures import lines_of
from app.poster.geometry import Coord, Run

#: Teeth nearer to one another than this share of their step are crowded; room of the head of an arrow, mm.
CROWDED, FORWARD_ROOM = 0.8, 6.0

#: A dash of a divide is twice this share of the distance between two pairs of arrows.
DASH_SHARE = 0.23
#: What leaves a line keeps at least this share of its length between its end and the line.
ROOM = 0.75


def divide(subject: Subject) -> Drawing:
    """A dash-dot line from whose dashes arrows leave in pairs, on both sides."""
    found = courses(subject)
    look = subject.look
    width = subject.stroke(theme.S4)
    pitch = max(4 * width, subject.number("pas", 14.0))
    tail, reach = width / 2 + 0.9, subject.number("fleche_mm", 7.5) + width
    shapes: list[Subpath] = []
    dashes: list[Subpath] = []
    for course in found:
        middles = course.every(pitch)
        dashes += _dash_dot(course, middles, pitch)
        whole = shapely.linestrings(course.points) if course.length else None
        for distance in middles:
            (x, y), (tx, ty) = course.at(distance), course.tangent(distance)
            for nx, ny in ((-ty, tx), (ty, -tx)):
                end = (x + nx * reach, y + ny * reach)
                # Inside a tight bend there is no room for what leaves.
                if whole is None or shapely.distance(whole, shapely.points(*end)) > ROOM * reach:
                    shapes.append(arrow(((x + nx * tail, y + ny * tail), end), width * 0.8, FINE))
    made = (
        *filled(tuple(shapes), look, halo=theme.HALO_LIGNE, edge=0.5, dashed=False),
        *strokes(paths(found) if look.dash else tuple(dashes), width, look),
    )
    return finished(subject, made, found, reach)


def _dash_dot(course: Course, middles: list[float], pitch: float) -> list[Subpath]:
    """Return the dashes of a divide, one in the middle of each pair of arrows, and a dot between two."""
    half = pitch * DASH_SHARE
    pieces = [line(*course.between(middle - half, middle + half)) for middle in middles]
    dots = [(a + b) / 2 for a, b in pairwise(middles)]
    if middles:
        dots += [
            each for each in (middles[0] - pitch / 2, middles[-1] + pitch / 2) if 0 <= each <= course.length
        ]
    return pieces + [line(*course.between(each - 0.01, each + 0.01)) for each in dots]


def ridge(subject: Subject) -> Drawing:
    """A line of triangles, large and small in turn: a crest; with ``maisons``, houses all alike."""
    found = courses(subject)
    look = subject.look
    width = subject.stroke(theme.S3)
    side = side_of(subject, "gauche")
    houses = subject.flag("maisons")
    step, tall = subject.number("pas", 6.0), subject.number("hauteur", 4.2)
    shapes: list[Subpath] = []
    for course in found:
        tips: list[Coord] = []
        for rank, distance in enumerate(course.every(step)):
            high = tall if houses or rank % 2 == 0 else tall * 0.58
            tooth = _tooth(course, distance, high, min(step * 0.46, high * 0.62), side, houses)
            # In the hollow of a bend the tips come together: what would bite its neighbour is left out.
            tip = tooth.points[len(tooth.points) // 2]
            if _clear(tip, tips, step * (CROWDED if houses else CROWDED / 2)):
                tips.append(tip)
                shapes.append(tooth)
    ways = paths(found)
    # Rings first, ink after: the ring of the line must not cut the foot of its triangles.
    made: list[Primitive] = [ring(ways, width, look.halo, theme.HALO_LIGNE)] if look.halo else []
    made += filled(tuple(shapes), look, halo=theme.HALO_LIGNE, edge=0.5)
    made += strokes(ways, width, look, halo=0)
    return finished(subject, tuple(made), found, tall)


def _tooth(course: Course, distance: float, high: float, half: float, side: float, house: bool) -> Subpath:
    x, y = course.at(distance)
    tx, ty = course.tangent(distance)
    nx, ny = -ty * side, tx * side

    def at(ahead: float, up: float) -> Coord:
        return (x + tx * ahead + nx * up, y + ty * ahead + ny * up)

    if house:
        wall = half * 0.8
        return polygon((at(-wall, 0), at(-wall, high * 0.5), at(0, high), at(wall, high * 0.5), at(wall, 0)))
    return polygon((at(-half, 0), at(0, high), at(half, 0)))


def _clear(place: Coord, taken: list[Coord], room: float) -> bool:
    return all(hypot(place[0] - x, place[1] - y) >= room for x, y in taken)


def front(subject: Subject) -> Drawing:
    """A line that advances: teeth or houses on one side, and arrows forward."""
    found = courses(subject)
    side = side_of(subject, "gauche")
    near = subject.number("hauteur", 4.2) + 1.6
    shapes: list[Subpath] = []
    heads: list[Coord] = []
    for course in found:
        for distance in course.every(subject.number("pas_fleches", 12.0)):
            (x, y), (tx, ty) = course.at(distance), course.tangent(distance)
            nx, ny = -ty * side, tx * side
            run = ((x + nx * near, y + ny * near), (x + nx * (near + 7), y + ny * (near + 7)))
            if _clear(run[1], heads, FORWARD_ROOM):
                heads.append(run[1])
                shapes.append(arrow(run, 1.6, FINE))
    drawing = ridge(subject)
    arrows = filled(tuple(shapes), subject.look, halo=theme.HALO_LIGNE, edge=0.5)
    return Drawing((*arrows, *drawing.primitives), drawing.hang, drawing.labels)


def corridor(subject: Subject) -> Drawing:
    """Two rows of dots with the glyph repeated between them: what lives passes here."""
    found = courses(subject)
    look = subject.look
    gap = subject.number("ecart", 4.6)
    rows = paths([Course(_shifted(course, side * gap / 2)) for course in found for side in (1.0, -1.0)])
    made: list[Primitive] = []
    if look.halo:
        made.append(ring(paths(found), gap + 1.1, look.halo, theme.HALO_LIGNE))
    made.append(Path(paths(found), stroke=look.accent, width=gap))
    made.append(Path(rows, stroke=look.ink, width=theme.S3, dash=(0.01, 1.4)))
    if subject.glyph is not None:
        size = subject.number("glyphe_mm", gap * 1.5)
        places = [course.at(d) for course in found for d in course.every(subject.number("pas", 14.0))]
        made += repeated(subject.glyph, places, size, look)
    return finished(subject, tuple(made), found, gap)


def _shifted(course: Course, aside: float) -> Run:
    """Return the course moved sideways, without the knots that tight bends would make."""
    if not course.length:
        return course.points
    moved = shapely.offset_curve(shapely.linestrings(course.points), aside, join_style="round")
    return max(lines_of(moved), key=len, default=course.points)
