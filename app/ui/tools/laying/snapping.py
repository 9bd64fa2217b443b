"""Passages hold on to the lines of the poster: they stand on the line, and take its direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from app.catalogue.model import Pictogram
from app.drawing.brushes.course import cornered, curve
from app.drawing.primitives import flattened
from app.poster.geometry import Coord, Lines
from app.poster.records import Item, Mark, Trace
from app.ui.tools import acts
from app.ui.tools.shapes import angle_of, to_segment
from app.ui.tools.softened import soft
from app.ui.tools.tool import Context

#: How near to a line a passage catches it, in reaches of the hand.
CATCH = 3.0


@dataclass(frozen=True, slots=True)
class Caught:
    """A place on a line of the poster (page mm), the direction of the line there (degrees), and its name."""

    at: Coord
    angle: float
    name: str


def snaps(pictogram: Pictogram) -> bool:
    """Return whether a pictogram stands on lines: the passage through an obstacle."""
    return "point" in pictogram.formes and pictogram.brush("point").settings.get("forme") == "passage"


def nearest(context: Context, page: Coord) -> Caught | None:
    """Return the nearest place of a line of the poster, as it is drawn; None where none is within reach."""
    best: tuple[float, Coord, Coord, Mark] | None = None
    for mark in context.document.all(Mark):
        if not isinstance(mark.geometry, Lines):
            continue
        bent = smooth(mark, context.catalogue)
        for run, corners in cornered(mark.geometry.parts, mark.parametres):
            flat = flattened(curve(tuple(context.on_page(at) for at in run), bent, corners))
            for a, b in pairwise(flat):
                away = to_segment(page, a, b)
                if away < (best[0] if best else CATCH * context.reach):
                    best = (away, a, b, mark)
    if best is None:
        return None
    _, a, b, mark = best
    # A direction has no sense: a barrier is the same seen from both of its ends.
    return Caught(_foot(page, a, b), round(angle_of(a, b) % 180.0, 1), acts.spoken(mark, context.catalogue))


def smooth(item: Item, catalogue: Mapping[str, Pictogram]) -> bool:
    """Return whether the lines of an item are drawn as curves through their vertices."""
    return isinstance(item, Trace) or bool(soft(item, catalogue))


def _foot(at: Coord, a: Coord, b: Coord) -> Coord:
    dx, dy = b[0] - a[0], b[1] - a[1]
    span = hypot(dx, dy) ** 2
    share = 0.0 if not span else max(0.0, min(1.0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / span))
    return (a[0] + share * dx, a[1] + share * dy)
