"""What every line shares: its courses on the page, its side, what rides on it, its name."""

from __future__ import annotations

from dataclasses import replace

import shapely

from app.drawing import labels, theme
from app.drawing.brushes.course import Course, cornered, curve
from app.drawing.brushes.glyphs import silhouette
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.primitives import Primitive, Subpath, Text, flattened, line, polygon
from app.drawing.textures import lines_of
from app.poster.boxes import covers
from app.poster.geometry import Box, Run

#: A symbol that rides on a line is small: the line is the message.
RIDER_MM, RIDER_PLACE = 13.0, 0.45


def courses(subject: Subject, smoothed: bool | None = None) -> list[Course]:
    """Return the lines of the mark as courses, smooth unless told otherwise, cut at the frame of the map."""
    curved = subject.flag("lisse", True) if smoothed is None else smoothed
    found: list[Course] = []
    for run, corners in cornered(subject.runs(), subject.parameters):
        if len(run) >= 2:
            flat = flattened(curve(run, curved, corners))
            found += [Course(piece) for piece in framed(flat, subject) if len(piece) >= 2]
    return found


def framed(run: Run, subject: Subject) -> tuple[Run, ...]:
    """Return the pieces of a run that lie in the frame of the map; all of it where there is no frame."""
    frame = subject.frame
    if frame is None or all(covers(frame, at) for at in run):
        return (run,)
    return lines_of(shapely.intersection(shapely.linestrings(run), shapely.box(*frame)))


def longest(found: list[Course]) -> Course | None:
    """Return the course that carries the badges and the name."""
    return max(found, key=lambda course: course.length, default=None)


def side_of(subject: Subject, usual: str = "droite") -> float:
    """Return 1 for the right of the direction of travel, −1 for its left: the parameter ``cote``."""
    return -1.0 if subject.value("cote", usual) == "gauche" else 1.0


def hang_on(course: Course | None, subject: Subject) -> Hang:
    """Return the middle of a course, where badges are beads on it."""
    if course is None:
        return Hang(*subject.point())
    x, y = course.at(course.length / 2)
    tx, ty = course.tangent(course.length / 2)
    # Beads read from left to right, whichever way the line was drawn.
    return Hang(x, y, tangent=(tx, ty) if tx >= 0 else (-tx, -ty), course=course.points)


def paths(found: list[Course]) -> tuple[Subpath, ...]:
    """Return courses as subpaths; rings are closed."""
    return tuple(
        polygon(course.points)
        if len(course.points) > 3 and course.points[0] == course.points[-1]
        else line(*course.points)
        for course in found
    )


def finished(
    subject: Subject, made: tuple[Primitive, ...], found: list[Course], reach: float = 3.0
) -> Drawing:
    """Return a line with what rides on it: its glyph where the setting ``glyphe`` asks for it, and its name.

    ``reach`` is how far from the line, in mm, its ink goes.
    """
    course = longest(found)
    hang = hang_on(course, subject)
    riders: tuple[Box, ...] = ()
    if course is not None and subject.glyph is not None and subject.flag("glyphe"):
        size = subject.number("glyphe_mm", RIDER_MM)
        x, y = course.at(course.length * subject.number("glyphe_place", RIDER_PLACE))
        # A rider lies on its own ink: without a ring the two would be one blot.
        ringed = replace(subject.look, halo=subject.look.halo or theme.PAPIER)
        made = (*made, *silhouette(subject.glyph, x, y, size, ringed))
        hang = Hang(x, y, size, size, course=course.points)
        riders = ((x - size / 2, y - size / 2, x + size / 2, y + size / 2),)
    words: tuple[Text, ...] = ()
    if subject.etiquette and course is not None and course.length:
        obstacle = shapely.buffer(shapely.linestrings(course.points), reach)
        words = labels.beside(subject, (hang.x, hang.y), obstacle)
    return Drawing(made, hang, words, riders)
