"""The brush of points: a glyph, a round plate, or one of the parametric signs of places."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, radians, sin
from typing import Any

from app.drawing import theme
from app.drawing.arrows import FINE, arrow, filled
from app.drawing.brushes import spread
from app.drawing.brushes.glyphs import silhouette
from app.drawing.brushes.spread import named
from app.drawing.brushes.strokes import strokes
from app.drawing.brushes.subject import Drawing, Hang, Look, Subject
from app.drawing.primitives import Path, Primitive, arc, circle, line, polygon
from app.poster.geometry import Coord

#: Uneven on purpose: a territory is never regular. Shares of the width 14.4.
HEXAGON = ((-2.7, -6.4), (5.5, -5.3), (7.2, 1.5), (2.8, 6.4), (-5.1, 5.4), (-7.2, -1.6))
HEXAGON_WIDTH, HEXAGON_STROKE, HEXAGON_DISC = 14.4, theme.S4, 3.5


def draw(subject: Subject) -> Drawing:
    """Return the drawing of a point; the setting ``forme`` names the sign, a glyph by default."""
    return FORMS[subject.settings.get("forme", "glyphe")](subject)


def _at(subject: Subject, primitives: tuple[Primitive, ...], size: float, style: str = "bourg") -> Drawing:
    x, y = subject.point()
    hang = Hang(x, y, size, size)
    return Drawing(primitives, hang, named(subject, hang, style))


def glyph(subject: Subject) -> Drawing:
    """The pictogram's drawing; a plain disc where it has none."""
    x, y = subject.point()
    size = subject.size()
    if subject.glyph is None:
        return _at(subject, filled((circle(x, y, size * 0.3),), subject.look), size)
    return _at(subject, silhouette(subject.glyph, x, y, size, subject.look, angle=subject.turn(0.0)), size)


def token(subject: Subject) -> Drawing:
    """A round plate with the drawing in white: who acts, whatever the colour printed."""
    x, y = subject.point()
    size = subject.size()
    look = subject.look
    plate = filled((circle(x, y, size * 0.47),), look, edge=theme.S3)
    if subject.glyph is None:
        return _at(subject, plate, size)
    ground, ink = (theme.PAPIER, look.ink) if look.open else (look.ink, theme.PAPIER)
    inks = Look(ink, look.accent, halo="")
    drawn = silhouette(subject.glyph, x, y, size * 0.62, inks, paper=ground, angle=subject.turn(0.0))
    return _at(subject, (*plate, *drawn), size)


def seat(subject: Subject) -> Drawing:
    """A disc in an uneven hexagon: the centre that decides."""
    x, y = subject.point()
    size = subject.size()
    unit = size / HEXAGON_WIDTH
    look = subject.look
    turn = radians(subject.turn(0.0))
    across, up = unit * cos(turn), unit * sin(turn)
    hexagon = polygon((x + dx * across + dy * up, y + dy * across - dx * up) for dx, dy in HEXAGON)
    width = HEXAGON_STROKE * unit
    made: list[Primitive] = []
    if look.halo:
        made.append(Path((hexagon,), fill=look.halo, stroke=look.halo, width=width + 2 * theme.HALO_PICTO))
    under = look.accent if look.dash else look.ink
    made.append(Path((hexagon,), fill=theme.PAPIER, stroke=under, width=width))
    if look.dash:
        made.append(Path((hexagon,), stroke=look.ink, width=width * 0.8, dash=look.dashed(width * 0.8)))
    made += filled((circle(x, y, HEXAGON_DISC * unit),), look, halo=0, edge=theme.S3 * unit, dashed=False)
    return _at(subject, tuple(made), size, "lieu_majeur")


def crossing(subject: Subject) -> Drawing:
    """A barrier interrupted by a ring through which one passes."""
    x, y = subject.point()
    size = subject.size()
    look = subject.look
    turn = radians(-subject.turn(90.0))
    dx, dy = cos(turn), sin(turn)

    def at(ahead: float, aside: float) -> Coord:
        return (x + (dx * ahead - dy * aside) * size, y + (dy * ahead + dx * aside) * size)

    bars = (line(at(-0.52, 0), at(-0.3, 0)), line(at(0.3, 0), at(0.52, 0)))
    ways = (
        arrow((at(0, 0.17), at(0, 0.56)), size * 0.075, FINE),
        arrow((at(0, -0.17), at(0, -0.56)), size * 0.075, FINE),
    )
    ring = Path((circle(x, y, size * 0.16),), fill=theme.PAPIER, stroke=look.ink, width=size * 0.075)
    made = (*strokes(bars, size * 0.13, look), *filled(ways, look), ring)
    return _at(subject, made, size)


def change(subject: Subject) -> Drawing:
    """A disc that gains, a ring that loses, a half disc that holds; its sign above right."""
    x, y = subject.point()
    size = subject.size()
    look = subject.look
    sign = subject.value("signe", "plus")
    radius = size * 0.24
    cx, cy = x - size * 0.12, y + size * 0.12
    width = max(theme.S3, size * 0.085)
    made: list[Primitive] = []
    if look.halo:
        made.append(Path((circle(cx, cy, radius + theme.HALO_PICTO),), fill=look.halo))
    ring = Path(
        (circle(cx, cy, radius - width / 2),), fill=theme.PAPIER, stroke=look.ink, width=width, dash=look.dash
    )
    if sign == "plus":
        made += filled((circle(cx, cy, radius),), look, halo=0)
    elif sign == "moins":
        made.append(ring)
    else:
        made += [ring, Path((polygon(arc(cx, cy, radius, pi / 2, 1.5 * pi)),), fill=look.ink)]
    sx, sy, half = x + size * 0.27, y - size * 0.25, size * 0.17
    bars = {
        "plus": (line((sx - half, sy), (sx + half, sy)), line((sx, sy - half), (sx, sy + half))),
        "moins": (line((sx - half, sy), (sx + half, sy)),),
    }.get(
        sign,
        (
            line((sx - half, sy - half / 2), (sx + half, sy - half / 2)),
            line((sx - half, sy + half / 2), (sx + half, sy + half / 2)),
        ),
    )
    return _at(subject, (*made, *strokes(bars, width, look, dash=())), size)


FORMS: dict[str, Callable[[Subject], Drawing]] = {
    "glyphe": glyph,
    "jeton": token,
    "siege": seat,
    "semis": spread.scatter,
    "rayons": spread.rays,
    "satellites": spread.satellites,
    "orbites": spread.orbits,
    "passage": crossing,
    "evolution": change,
}
#: Forms that are places: drawn under the points, over the lines.
PLACES = frozenset({"siege", "semis"})


def implied(subject: Subject) -> dict[str, Any]:
    """Return what a sign uses where the mark says nothing, in mm of the page."""
    return spread.implied(subject)
