"""What every area shares: its shape on the page, what of it is ground, its outline, its name."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import labels
from app.drawing.brushes.course import cornered
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.primitives import Path, Primitive, flattened, smooth
from app.drawing.textures import heart, shape, subpaths
from app.poster.geometry import Areas

#: An area that lies for less than this on the territory speaks of the outside, and is textured there.
MOSTLY_OUTSIDE = 0.15


def area_of(subject: Subject) -> BaseGeometry:
    """Return the mark's areas on the page, cut at the frame.

    The parameter ``forme`` « souple » bends their outline through its vertices, the setting ``arrondi`` (mm) rounds
    its corners unless they are « anguleux ».
    """
    assert isinstance(subject.geometry, Areas)
    supple = subject.parameters.get("forme") == "souple"
    whole = shape(bent(subject.geometry, subject.parameters) if supple else subject.geometry)
    radius = subject.number("arrondi", 0.0)
    if radius and subject.parameters.get("forme") != "anguleux":
        eased = shapely.buffer(shapely.buffer(whole, radius), -2 * radius)
        eased = shapely.buffer(eased, radius)
        whole = whole if eased.is_empty else eased
    return framed(whole, subject)


def bent(areas: Areas, values: Mapping[str, Any]) -> Areas:
    """Return areas of the page with their outlines bent through their vertices, but for those that are corners."""
    rings = cornered((ring for part in areas.parts for ring in part), values)
    return Areas(
        tuple(
            tuple(flattened(smooth(ring, True, corners)) for ring, corners in islice(rings, len(part)))
            for part in areas.parts
        )
    )


def framed(whole: BaseGeometry, subject: Subject) -> BaseGeometry:
    """Return what lies in the frame of the map."""
    # Wholly inside too: the cut gives rings their start and direction, from which dashes and arrows are laid.
    return whole if subject.frame is None else shapely.intersection(whole, shapely.box(*subject.frame))


def grounded(whole: BaseGeometry, subject: Subject) -> BaseGeometry:
    """Return where a texture may lie: inside the territory, or everywhere when the area is outside of it."""
    if subject.territory is None:
        return whole
    inner = shapely.intersection(whole, shape(subject.territory))
    return inner if shapely.area(inner) > MOSTLY_OUTSIDE * shapely.area(whole) else whole


def contour(whole: BaseGeometry, subject: Subject, width: float) -> list[Primitive]:
    """Return the outline, dashed as time asks, or always with the setting ``tiret`` « futur »."""
    if width <= 0:
        return []
    look = subject.look
    dash = look.dashed(width) or ((4.0, 3.0) if subject.settings.get("tiret") == "futur" else ())
    return [Path(subpaths(whole), stroke=look.ink, width=width, dash=dash)]


def named(subject: Subject, primitives: tuple[Primitive, ...], whole: BaseGeometry) -> Drawing:
    """Return the drawing of an area: badges at its heart, its name just under them."""
    if whole.is_empty:
        return Drawing((), Hang(*subject.point()))
    x, y = heart(whole)
    return Drawing(primitives, Hang(x, y), labels.within(subject, (x, y)))
