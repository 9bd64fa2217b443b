"""A river: two banks that part downstream and sway, water between them, and a head that says which way it flows."""

from __future__ import annotations

from math import pi, sin

from app.drawing import theme
from app.drawing.arrows import filled
from app.drawing.brushes.course import Course
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.brushes.ways import courses, finished, longest
from app.drawing.primitives import Path, Subpath, polygon
from app.poster.geometry import Coord

#: Width at the mouth, and what of it there is at the spring.
MOUTH, SPRING = 3.4, 0.28
#: A bank; below this width there is no water to see between two.
BANK, OPEN = 0.62, 1.7
#: How far a river sways, from one bend to the next but one; a short one does not.
SWAY, SWAY_MM = 0.75, 11.0
#: The head in the middle, in widths of the river there: its length and half its width.
HEAD, HEAD_HALF = 2.0, 1.0


def river(subject: Subject) -> Drawing:
    """Two wavy banks from the spring, where the line begins, to the mouth; a head half-way points downstream."""
    found = courses(subject)
    look = subject.look
    mouth = subject.stroke(subject.number("largeur", MOUTH))
    bodies = tuple(_band(course, mouth, 0.0) for course in found if course.length)
    water = tuple(each for course in found if course.length for each in _water(course, mouth))
    made = (
        *filled(bodies, look, halo=theme.HALO_LIGNE),
        Path(water, fill=theme.PAPIER if look.open else look.accent, rule="nonzero"),
    )
    main = longest(found)
    if main is not None and main.length > 4 * mouth:
        made = (*made, *filled((_head(main, mouth),), look, halo=0.5, edge=0.5, dashed=False))
    return finished(subject, made, found, mouth)


def _width(share: float, mouth: float) -> float:
    return mouth * (SPRING + (1 - SPRING) * share)


def _middle(course: Course, distance: float, mouth: float) -> tuple[Coord, Coord]:
    """Return where the river is at a distance along its line, and the direction of the line there."""
    (x, y), (tx, ty) = course.at(distance), course.tangent(distance)
    # It leaves its spring and reaches its mouth where the line was drawn.
    ends = min(1.0, distance / SWAY_MM, (course.length - distance) / SWAY_MM)
    aside = SWAY * mouth / MOUTH * max(0.0, ends) * sin(2 * pi * distance / SWAY_MM)
    return (x - ty * aside, y + tx * aside), (tx, ty)


def _band(course: Course, mouth: float, inset: float, start: float = 0.0) -> Subpath:
    """Return the ground of a river from ``start`` to its mouth, ``inset`` mm inside its banks."""
    steps = min(2000, max(2, int((course.length - start) / 0.6)))
    left: list[Coord] = []
    right: list[Coord] = []
    for step in range(steps + 1):
        distance = start + (course.length - start) * step / steps
        (x, y), (tx, ty) = _middle(course, distance, mouth)
        half = max(0.0, _width(distance / course.length, mouth) / 2 - inset)
        left.append((x + ty * half, y - tx * half))
        right.append((x - ty * half, y + tx * half))
    return polygon((*left, *reversed(right)))


def _water(course: Course, mouth: float) -> list[Subpath]:
    opens = (OPEN / mouth - SPRING) / (1 - SPRING) * course.length
    return [_band(course, mouth, BANK, max(0.0, opens))] if opens < course.length else []


def _head(course: Course, mouth: float) -> Subpath:
    """Return the head half-way, as long as the river there asks."""
    width = max(2.2, _width(0.5, mouth))
    length, half = HEAD * width, HEAD_HALF * width
    (bx, by), _ = _middle(course, course.length / 2 - length / 2, mouth)
    (tx, ty), _ = _middle(course, course.length / 2 + length / 2, mouth)
    reach = ((tx - bx) ** 2 + (ty - by) ** 2) ** 0.5 or 1.0
    nx, ny = -(ty - by) / reach * half, (tx - bx) / reach * half
    return polygon(((bx + nx, by + ny), (tx, ty), (bx - nx, by - ny)))
