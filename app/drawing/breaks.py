"""Where along a line it breaks: a share of its length, told by the place that was clicked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import shapely

from app.catalogue.model import Pictogram
from app.drawing import marks
from app.drawing.badges import BREAK, broken_at
from app.drawing.brushes.ways import courses, longest
from app.drawing.ink import Context
from app.poster.geometry import Coord, Lines
from app.poster.records import Mark

#: Shares are kept to this many decimals: a millimetre on a line that crosses the sheet.
DECIMALS = 3
MIDDLE = 0.5


def can_break(mark: Mark, pictograms: Mapping[str, Pictogram]) -> bool:
    """Return whether a mark is a line, on which a break has a place."""
    picto = pictograms.get(mark.picto)
    return isinstance(mark.geometry, Lines) and marks.brush_of(picto, mark.geometry).name == "along"


def share_at(mark: Mark, place: Coord, context: Context) -> float | None:
    """Return the share of the length of a line nearest to a ``place`` of the page (mm); None without a line."""
    picto = context.pictograms.get(mark.picto)
    subject = marks.subject_of(mark, picto, marks.brush_of(picto, mark.geometry), context)
    course = longest(courses(subject))
    if course is None or not course.length:
        return None
    run = shapely.linestrings(course.points)
    return round(float(shapely.line_locate_point(run, shapely.Point(place), normalized=True)), DECIMALS)


def share(mark: Mark) -> float:
    """Return where a line breaks now: in its middle unless told otherwise."""
    told = broken_at(mark)
    return MIDDLE if told is None else told


def put(mark: Mark, at: float) -> Mark:
    """Return a mark that breaks at a share of its length."""
    return replace(mark, rupture=mark.rupture or "reperee", parametres=mark.parametres.having(**{BREAK: at}))
