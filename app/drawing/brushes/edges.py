"""Lines that have two sides: divides, crests, fronts, corridors, lopsided axes, bridgeheads."""

from __future__ import annotations

from math import cos, hypot, pi, sin

import shapely

from app.drawing import theme
from app.drawing.arrows import FINE, arrow, filled
from app.drawing.brushes.course import Course
from app.drawing.brushes.glyphs import repeated
from app.drawing.brushes.strokes import ring, strokes
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.brushes.ways import courses, finished, longest, paths, side_of
from app.drawing.primitives import Path, Primitive, Subpath, circle, line, polygon
from app.drawing.textures import lines_of
from app.poster.geometry import Coord, Run


def divide(subject: Subject) -> Drawing:
    """A dash-dot line from which arrows leave in pairs, on both sides."""
    found = courses(subject)
    look = subject.look
    width = subject.stroke(theme.S4)
    tail, reach = width / 2 + 0.9, subject.number("fleche_mm", 7.5) + width
    shapes: list[Subpath] = []
    for course in found:
        for distance in course.every(subject.number("pas", 14.0)):
            (x, y), (tx, ty) = course.at(distance), course.tangent(distance)
            for nx, ny in ((-ty, tx), (ty, -tx)):
                run = ((x + nx * tail, y + ny * tail), (x + nx * reach, y + ny * reach))
                shapes.append(arrow(run, width * 0.6, FINE))
    dash = look.dashed(width) or theme.DASH_ADMINISTRATIF
    made = (
        *filled(tuple(shapes), look, halo=theme.HALO_LIGNE, edge=0.5),
        *strokes(paths(found), width, look, dash=dash),
    )
    return finished(subject, made, found, reach)


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
        for rank, distance in enumerate(course.every(step)):
            high = tall if houses or rank % 2 == 0 else tall * 0.58
            shapes.append(_tooth(course, distance, high, min(step * 0.46, high * 0.62), side, houses))
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


def front(subject: Subject) -> Drawing:
    """A line that advances: teeth or houses on one side, and arrows forward."""
    found = courses(subject)
    side = side_of(subject, "gauche")
    near = subject.number("hauteur", 4.2) + 1.6
    shapes: list[Subpath] = []
    for course in found:
        for distance in course.every(subject.number("pas_fleches", 12.0)):
            (x, y), (tx, ty) = course.at(distance), course.tangent(distance)
            nx, ny = -ty * side, tx * side
            run = ((x + nx * near, y + ny * near), (x + nx * (near + 7), y + ny * (near + 7)))
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


def asymmetry(subject: Subject) -> Drawing:
    """An axis with long branches on one side and short ones on the other."""
    found = courses(subject)
    look = subject.look
    width = subject.stroke(theme.S4)
    side = side_of(subject)
    long, short = subject.number("longue", 15.0), subject.number("courte", 4.5)
    many, few = subject.count("branches", 4, 1), subject.count("branches_courtes", 2)
    twigs: list[Subpath] = []
    ends: list[Subpath] = []
    for course in found:
        for way_side, count, reach, radius in ((side, many, long, 1.5), (-side, few, short, 1.1)):
            for rank in range(count):
                distance = course.length * (rank + 0.5) / count
                (x, y), (tx, ty) = course.at(distance), course.tangent(distance)
                # Branches lean back a little: they come from the places to the axis.
                nx, ny = -ty * way_side - tx * 0.18, tx * way_side - ty * 0.18
                norm = hypot(nx, ny)
                end = (x + nx / norm * reach, y + ny / norm * reach)
                twigs.append(line((x, y), end))
                ends.append(circle(*end, radius))
    roots = tuple(line(*Course(twig.points).between(0, 2.5)) for twig in twigs)
    made = (
        *strokes(tuple(twigs), theme.S3, look),
        *filled(tuple(ends), look, halo=0.6),
        *strokes(paths(found), width, look),
        *strokes(roots, theme.S3, look, dash=(), halo=0),
    )
    return finished(subject, made, found, long)


def bridgehead(subject: Subject) -> Drawing:
    """A base, a barrier crossed, and the fan that spreads beyond: from the first point to the last."""
    course = longest(courses(subject, smoothed=False))
    if course is None:
        return Drawing((), Hang(*subject.point()))
    look = subject.look
    (bx, by), (hx, hy) = course.points[0], course.points[-1]
    tx, ty = course.tangent(course.length)
    unit = (subject.taille or subject.number("taille", 20.0)) / 20.0

    def at(ahead: float, aside: float) -> Coord:
        return (hx + (tx * ahead - ty * aside) * unit, hy + (ty * ahead + tx * aside) * unit)

    bars = tuple(line(at(-3.2, side * 3.6), at(-3.2, side * 9.5)) for side in (1, -1))
    turns = [-pi / 2 + pi * i / 16 for i in range(17)]
    head = polygon(at(4.2 * cos(turn), 4.2 * sin(turn)) for turn in turns)
    fan = tuple(
        arrow((at(5.6, aside * 0.45), at(14.5 - abs(aside) * 0.28, aside)), 1.3 * unit, FINE)
        for aside in (-8.5, 0.0, 8.5)
    )
    width = theme.S4 * unit
    made = (
        *strokes(bars, width * 1.3, look, dash=()),
        *strokes((line((bx, by), (hx, hy)),), width, look),
        *filled((circle(bx, by, 3.5 * unit), head, *fan), look, halo=0.8, edge=theme.S2),
    )
    return finished(subject, made, [course], 10 * unit)
