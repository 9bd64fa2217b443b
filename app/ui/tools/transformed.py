"""Things as they become when they are scaled, stretched, turned or flipped about a place of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, radians, sin, sqrt
from typing import Any, TypeGuard

from app.catalogue.model import Parameter
from app.drawing.brushes.told import usable
from app.poster.geometry import Areas, Coord, Lines, Move, Point
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace
from app.poster.sheet import MapFrame
from app.poster.values import thawed
from app.ui.tools.moved import Catalogue

#: Sizes that a hand can give to a sign, to words and to a picture, in mm.
LEAST_SIZE, MOST_SIZE = 4.0, 120.0
MOST_PICTURE = 250.0
#: The other side of a line.
OTHER_SIDE = {"gauche": "droite", "droite": "gauche"}
#: What has a size and a direction of its own, at one place of the ground.
Placed = Mark | Texte | Photo
#: What a place of the page becomes: x' = a x + c y + e, y' = b x + d y + f, in mm.
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the page about a place: scaled along its right and down its side, then turned."""

    #: What stays where it is, in mm of the page.
    about: Coord
    right: float = 1.0
    down: float = 1.0
    #: Degrees, counter-clockwise.
    turn: float = 0.0
    #: Whether sizes in mm follow: a thing is made larger, not only stretched.
    grows: bool = False

    @property
    def size(self) -> float:
        """By how much sizes in mm are multiplied."""
        return sqrt(abs(self.right * self.down)) if self.grows else 1.0

    @property
    def flips(self) -> bool:
        """Whether left becomes right."""
        return self.right * self.down < 0

    def at(self, page: Coord) -> Coord:
        """Return where a place of the page goes."""
        x, y = self._way(page[0] - self.about[0], page[1] - self.about[1])
        return (self.about[0] + x, self.about[1] + y)

    def on_ground(self, frame: MapFrame) -> Move:
        """Return the same change for metres of the ground."""
        if frame.rotation:
            return lambda x, y: frame.to_ground(*self.at(frame.to_page(x, y)))
        # Without a rotation of the map both axes are the page's own, north being up.
        gx, gy = frame.to_ground(*self.about)
        (a, c), (b, d) = self._way(1.0, 0.0), self._way(0.0, -1.0)

        def moved(x: float, y: float) -> Coord:
            east, north = x - gx, y - gy
            return (gx + a * east + b * north, gy - c * east - d * north)

        return moved

    def matrix(self) -> Matrix:
        """Return a, b, c, d, e, f: x' = a x + c y + e, y' = b x + d y + f, in mm of the page."""
        (a, b), (c, d) = self._way(1.0, 0.0), self._way(0.0, 1.0)
        x, y = self.about
        return (a, b, c, d, x - a * x - c * y, y - b * x - d * y)

    def angle(self, angle: float) -> float:
        """Return the direction that a direction of the page becomes, in degrees; stretching leaves it as it is."""
        if self.right < 0:
            angle = 180.0 - angle
        if self.down < 0:
            angle = -angle
        return round((angle + self.turn) % 360.0, 1) % 360.0

    def leaning(self, angle: float) -> float:
        """Return how a drawing that is never mirrored leans, in degrees."""
        return round(((-angle if self.flips else angle) + self.turn) % 360.0, 1) % 360.0

    def _way(self, x: float, y: float) -> Coord:
        x, y = x * self.right, y * self.down
        if not self.turn:
            return (x, y)
        across, up = cos(radians(self.turn)), sin(radians(self.turn))
        return (x * across + y * up, y * across - x * up)


def placed(item: Item) -> TypeGuard[Placed]:
    """Return whether a thing stands at one place, with a size in mm: a sign, words, a picture."""
    return not isinstance(item, PostIt | Trace) and isinstance(item.geometry, Point)


def transformed(
    item: Item,
    change: Change,
    frame: MapFrame,
    catalogue: Catalogue,
    size: float | None = None,
    paper: Coord = (0.0, 0.0),
) -> Item:
    """Return an item after a change of the page; ``size`` is its size in mm, ``paper`` that of a post-it.

    A post-it goes along and stays as large; what it speaks of stays where it is.
    """
    if isinstance(item, PostIt):
        if item.x is None or item.y is None:
            return item
        x, y = change.at((item.x + paper[0] / 2, item.y + paper[1] / 2))
        return replace(item, x=x - paper[0] / 2, y=y - paper[1] / 2)
    geometry = item.geometry.map(change.on_ground(frame))
    if isinstance(item, Trace):
        assert isinstance(geometry, Lines)
        return replace(item, geometry=geometry)
    if isinstance(item, Mark):
        told = replace(item, geometry=geometry, parametres=_told(item, change, frame, catalogue))
        if placed(told):
            return _grown(told, change, size)
        area = isinstance(item.geometry, Areas) and item.angle is not None
        return replace(told, angle=change.angle(item.angle or 0.0)) if area else told
    assert isinstance(geometry, Point)
    return _grown(replace(item, geometry=geometry), change, size)


def _grown(item: Placed, change: Change, size: float | None) -> Item:
    """Return a thing with its size and its angle after a change."""
    if change.size != 1.0 and size:
        item = replace(item, taille_mm=kept(size * change.size, item))
    if item.angle is not None or (change.turn and not isinstance(item, Mark)):
        item = replace(item, angle=change.leaning(item.angle or 0.0))
    return item


def kept(size: float, item: Item) -> float:
    """Return a size in mm kept where a thing can be read and leaves room to others."""
    most = MOST_PICTURE if isinstance(item, Photo) else MOST_SIZE
    return round(min(most, max(LEAST_SIZE, size)), 1)


def _told(mark: Mark, change: Change, frame: MapFrame, catalogue: Catalogue) -> Any:
    """Return the parameters of a mark after a change: places, directions, radii and sides follow."""
    pictogram = catalogue.get(mark.picto)
    found: dict[str, Any] = {}
    for parameter in pictogram.parameters if pictogram else ():
        value = usable(parameter, mark.parametres.get(parameter.key))
        if value is not None:
            after = _value(parameter, thawed(value), mark, change, frame)
            if after is not None:
                found[parameter.key] = after
    return mark.parametres.having(**found) if found else mark.parametres


def _value(parameter: Parameter, value: Any, mark: Mark, change: Change, frame: MapFrame) -> Any:
    """Return the value of a parameter after a change; None where it stays as it is."""
    line = isinstance(mark.geometry, Lines)
    match parameter.type:
        case "lieux" if parameter.frame == "sol":
            move = change.on_ground(frame)
            return [[*move(place[0], place[1]), *place[2:]] for place in value]
        case "angle" if not line:
            return change.angle(value)
        case "angles" if isinstance(value, list):
            return [change.angle(each) for each in value]
        case "nombre" if parameter.handle == "rayon" and change.size != 1.0:
            return _radius(parameter, value, change.size)
        case "nombres" if parameter.handle == "rayon" and change.size != 1.0:
            return [_radius(parameter, each, change.size) for each in value]
    if parameter.handle == "cote" and change.flips:
        return OTHER_SIDE.get(value)
    return None


def _radius(parameter: Parameter, value: float, by: float) -> float:
    grown = value * by
    if parameter.maximum is not None and parameter.type == "nombre":
        grown = min(parameter.maximum, grown)
    return round(max(parameter.minimum or 0.0, grown), 1)
