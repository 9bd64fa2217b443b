"""The brush of the hand: a smooth round stroke, as it was drawn."""

from __future__ import annotations

from collections.abc import Callable

import shapely

from app.drawing.brushes.course import Course, curve
from app.drawing.brushes.strokes import strokes
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.brushes.ways import courses, framed, hang_on, longest
from app.drawing.primitives import Path, Subpath, circle, flattened
from app.poster.geometry import Run

#: The tremor of a hand, in mm: what is smaller is not meant.
TREMOR = 0.35
HALO = 0.6


def draw(subject: Subject) -> Drawing:
    """Return the drawing of a stroke; the setting ``forme`` names it, the hand's own by default."""
    return FORMS[subject.settings.get("forme", "trace")](subject)


def trace(subject: Subject) -> Drawing:
    """Round strokes through what the hand drew, its tremor taken off; a tap is a dot."""
    look = subject.look
    width = subject.taille or subject.number("largeur", 1.1)
    dots: list[Subpath] = []
    lines: list[Subpath] = []
    for run in subject.runs():
        if len(set(run)) < 2:
            dots.append(circle(*run[0], width * 0.75))
            continue
        lines += [Subpath(piece) for piece in framed(flattened(curve(steadied(run))), subject)]
    made = [*strokes(tuple(lines), width, look, halo=HALO)]
    if dots:
        made.append(Path(tuple(dots), fill=look.ink))
    found = [Course(way.points) for way in lines] or courses(subject)
    return Drawing(tuple(made), hang_on(longest(found), subject))


def steadied(run: Run) -> Run:
    """Return the run without its tremor; a closed one stays closed."""
    kept = shapely.get_coordinates(shapely.simplify(shapely.linestrings(run), TREMOR))
    steady = tuple((float(x), float(y)) for x, y in kept)
    return steady if len(steady) > 1 else run


FORMS: dict[str, Callable[[Subject], Drawing]] = {"trace": trace}
