"""A small sheet for signs: 70 × 50 mm, one metre of ground for a millimetre, a territory with an edge."""

from __future__ import annotations

from app.catalogue.load import shipped
from app.drawing import theme
from app.drawing.ink import Context
from app.drawing.primitives import Path, Primitive, polygon, rectangle
from app.poster.geometry import Areas, Coord, Lines, Point, closed
from app.poster.sheet import MapFrame

WIDTH, HEIGHT = 70.0, 50.0
FRAME = MapFrame((0.0, 0.0, WIDTH, HEIGHT), (0.0, 0.0), 1.0)
TERRITORY = Areas((((closed(((9, 6), (35, 3), (56, 9), (61, 27), (50, 45), (24, 47), (6, 36)))),),))


def context() -> Context:
    """Return what brushes look at on the small sheet, with the shipped catalogue."""
    return Context(FRAME, TERRITORY, shipped(), {})


def ground() -> tuple[Primitive, ...]:
    """Return the grey outside, the white territory and its outline."""
    rings = tuple(polygon(ring) for part in TERRITORY.parts for ring in part)
    return (
        Path((rectangle(0, 0, WIDTH, HEIGHT),), fill=theme.HORS_TERRITOIRE),
        Path(rings, fill=theme.PAPIER, stroke=theme.DOMAINES["organisation"].ink, width=0.6),
    )


def point(x: float, y: float) -> Point:
    """Return the ground point of a place of the page."""
    return Point(*FRAME.to_ground(x, y))


def lines(*parts: tuple[Coord, ...]) -> Lines:
    """Return the ground lines of runs of the page."""
    return Lines(tuple(tuple(FRAME.to_ground(*place) for place in part) for part in parts))


def areas(*rings: tuple[Coord, ...]) -> Areas:
    """Return the ground polygons of outer rings of the page."""
    return Areas(tuple((closed(tuple(FRAME.to_ground(*place) for place in ring)),) for ring in rings))


def places(*given: tuple[float, ...]) -> list[list[float]]:
    """Return ground places, with what follows their two coordinates, of places of the page."""
    return [[*FRAME.to_ground(place[0], place[1]), *place[2:]] for place in given]
