"""Where a picture lies on the ground, from pins: places of the picture and where they are. Metres throughout.

One pin moves the picture, two and three turn and enlarge it too, more may slant it; all by least squares. The
similarity is the closed form of S. Umeyama, « Least-Squares Estimation of Transformation Parameters Between Two Point
Patterns », IEEE PAMI 13 (4), 1991, in the plane and without mirror images; the affine is the linear regression of each
coordinate. Both start from how the picture lies now: pins that say too little leave the rest of it as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot, isfinite, sqrt
from typing import NamedTuple

from app.i18n import tr
from app.poster.geometry import Coord

#: The corners of a picture on the ground: top left, top right, bottom right, bottom left.
Corners = tuple[Coord, Coord, Coord, Coord]
#: Columns of an affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
Affine = tuple[float, float, float, float, float, float]

#: Pins that one picture may have.
MOST = 20
#: Pins from which a picture may be slanted.
SLANTED = 4
#: Pins nearer to each other than this part of the diagonal of the picture are at one place.
ONE_PLACE = 1e-4
#: Places whose breadth is less than this part of their length lie in line.
IN_LINE = 0.04
#: Under this part of what pins that agree would say, a scale says nothing.
NO_SCALE = 0.05


class Pin(NamedTuple):
    """A place of the picture, as parts of its width and height from its top left, and where it lies on the ground."""

    u: float
    v: float
    x: float
    y: float

    @property
    def ground(self) -> Coord:
        """Where it lies, in metres."""
        return (self.x, self.y)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture as its pins place it."""

    corners: Corners
    #: How far each pin is from its place, in metres.
    residuals: tuple[float, ...] = ()
    #: A sentence on what the pins could not say; empty where all is well.
    remark: str = ""

    @property
    def rms(self) -> float:
        """The root mean square of the residuals, in metres."""
        if not self.residuals:
            return 0.0
        return sqrt(sum(each * each for each in self.residuals) / len(self.residuals))

    @property
    def checked(self) -> bool:
        """Whether there are more pins than it takes to place the picture: residuals say something."""
        return len(self.residuals) > 2

    @property
    def worst(self) -> int | None:
        """The rank of the pin that agrees least with the others; None where residuals say nothing."""
        if not self.checked or not max(self.residuals):
            return None
        return max(range(len(self.residuals)), key=self.residuals.__getitem__)


def fit(pins: Sequence[Pin], corners: Corners) -> Fitted:
    """Return a picture that lies at ``corners`` as its pins place it."""
    if not pins:
        return Fitted(corners)
    there = [place(corners, pin.u, pin.v) for pin in pins]
    ground = [pin.ground for pin in pins]
    made, remark = _solved(there, ground, hypot(*_minus(corners[2], corners[0])))
    laid = _through(made, corners)
    found = [place(laid, pin.u, pin.v) for pin in pins]
    residuals = tuple(hypot(*_minus(one, other)) for one, other in zip(found, ground, strict=True))
    return Fitted(laid, residuals, remark)


def place(corners: Corners, u: float, v: float) -> Coord:
    """Return where a place of a picture lies on the ground."""
    (x, y), right, _, below = corners
    return (
        x + u * (right[0] - x) + v * (below[0] - x),
        y + u * (right[1] - y) + v * (below[1] - y),
    )


def within(corners: Corners, at: Coord) -> Coord:
    """Return the place (u, v) of a picture at a place of the ground: 0-1 inside. Raises ValueError for a flat one."""
    (x, y), right, _, below = corners
    across, down = _minus(right, (x, y)), _minus(below, (x, y))
    area = across[0] * down[1] - across[1] * down[0]
    if not area:
        raise ValueError("a picture without breadth")
    dx, dy = at[0] - x, at[1] - y
    return ((dx * down[1] - dy * down[0]) / area, (across[0] * dy - across[1] * dx) / area)


def pins_of(told: object) -> tuple[Pin, ...]:
    """Return the pins that a file tells, those that make no sense left out."""
    if not isinstance(told, (list, tuple)):
        return ()
    found = []
    for each in told:
        if not isinstance(each, (list, tuple)) or len(each) != 4:
            continue
        if all(isinstance(one, (int, float)) and isfinite(one) for one in each):
            found.append(Pin(*(float(one) for one in each)))
    return tuple(found[:MOST])


def _solved(there: list[Coord], ground: list[Coord], size: float) -> tuple[Affine, str]:
    """Return the map of where pins are to where they should be, and what it could not take into account."""
    if len(there) == 1:
        return _shift(there, ground), ""
    spread, wanted = _spread(there), _spread(ground)
    near = ONE_PLACE * size
    if spread[0] <= near or wanted[0] <= near:
        return _shift(there, ground), tr(
            "Ces repères sont au même endroit\u00a0: l’image est seulement déplacée. Éloignez-les l’un de l’autre."
        )
    if len(there) >= SLANTED:
        if spread[1] < IN_LINE * spread[0] or wanted[1] < IN_LINE * wanted[0]:
            return _alike(there, ground), tr(
                "Ces repères sont en ligne\u00a0: l’image est tournée et agrandie, pas redressée. "
                "Posez-en un à l’écart."
            )
        made = _slanted(there, ground)
        if _turns(made) > 0:
            return made, ""
    made = _alike(there, ground)
    if hypot(made[0], made[1]) * spread[0] < NO_SCALE * wanted[0]:
        return _shift(there, ground), _crossed()
    return made, _crossed() if len(there) >= SLANTED else ""


def _crossed() -> str:
    return tr(
        "Ces repères se contredisent\u00a0: deux d’entre eux sont sans doute intervertis. Reprenez-les un par un."
    )


def _shift(there: Sequence[Coord], ground: Sequence[Coord]) -> Affine:
    (x, y), (to_x, to_y) = _mean(there), _mean(ground)
    return (1.0, 0.0, 0.0, 1.0, to_x - x, to_y - y)


def _alike(there: Sequence[Coord], ground: Sequence[Coord]) -> Affine:
    (x, y), (to_x, to_y) = _mean(there), _mean(ground)
    a = b = total = 0.0
    for (p, q), (r, s) in zip(_about(there), _about(ground), strict=True):
        a += p * r + q * s
        b += p * s - q * r
        total += p * p + q * q
    a, b = a / total, b / total
    return (a, b, -b, a, to_x - a * x + b * y, to_y - b * x - a * y)


def _slanted(there: Sequence[Coord], ground: Sequence[Coord]) -> Affine:
    (x, y), (to_x, to_y) = _mean(there), _mean(ground)
    pp = pq = qq = pr = qr = ps = qs = 0.0
    for (p, q), (r, s) in zip(_about(there), _about(ground), strict=True):
        pp, pq, qq = pp + p * p, pq + p * q, qq + q * q
        pr, qr, ps, qs = pr + p * r, qr + q * r, ps + p * s, qs + q * s
    area = pp * qq - pq * pq  # not zero: the places are not in line
    a, c = (qq * pr - pq * qr) / area, (pp * qr - pq * pr) / area
    b, d = (qq * ps - pq * qs) / area, (pp * qs - pq * ps) / area
    return (a, b, c, d, to_x - a * x - c * y, to_y - b * x - d * y)


def _spread(places: Sequence[Coord]) -> tuple[float, float]:
    """Return how far places spread along their longest direction and across it (root mean square, metres)."""
    about = _about(places)
    xx = sum(x * x for x, _ in about) / len(about)
    yy = sum(y * y for _, y in about) / len(about)
    xy = sum(x * y for x, y in about) / len(about)
    middle, half = (xx + yy) / 2, hypot((xx - yy) / 2, xy)
    return (sqrt(middle + half), sqrt(max(0.0, middle - half)))


def _turns(made: Affine) -> float:
    """Return the area of what a square metre becomes: negative in a mirror."""
    return made[0] * made[3] - made[1] * made[2]


def _through(made: Affine, corners: Iterable[Coord]) -> Corners:
    a, b, c, d, e, f = made
    top_left, top_right, bottom_right, bottom_left = (
        (a * x + c * y + e, b * x + d * y + f) for x, y in corners
    )
    return (top_left, top_right, bottom_right, bottom_left)


def _mean(places: Sequence[Coord]) -> Coord:
    return (sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places))


def _about(places: Sequence[Coord]) -> list[Coord]:
    x, y = _mean(places)
    return [(one - x, other - y) for one, other in places]


def _minus(one: Coord, other: Coord) -> Coord:
    return (one[0] - other[0], one[1] - other[1])
