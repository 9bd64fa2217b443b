"""The brush of points: a glyph, a round plate, or one of the parametric signs of places."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, radians, sin

import shapely

from app.drawing import labels, theme
from app.drawing.arrows import FINE, SATELLITE, arrow, filled
from app.drawing.brushes.course import Course
from app.drawing.brushes.glyphs import silhouette
from app.drawing.brushes.strokes import strokes
from app.drawing.brushes.subject import Drawing, Hang, Look, Subject
from app.drawing.primitives import Path, Primitive, Subpath, Text, arc, circle, line, polygon
from app.poster.geometry import Coord

#: Uneven on purpose: a territory is never regular. Shares of the width 14.4.
HEXAGON = ((-2.7, -6.4), (5.5, -5.3), (7.2, 1.5), (2.8, 6.4), (-5.1, 5.4), (-7.2, -1.6))
HEXAGON_WIDTH, HEXAGON_STROKE, HEXAGON_DISC = 14.4, theme.S4, 3.5
#: Discs of settlements by rank.
RANK_R = {1: 3.5, 2: 2.1, 3: 1.15}
HALO_DISC = 0.6
#: Where settlements lie around the first one while no place was set: mm from it, and rank.
SCATTER = (
    *((0.0, 0.0, 1.0), (-12.0, 8.0, 2.0), (11.0, -9.0, 2.0), (-9.0, -10.0, 3.0), (3.0, -16.0, 3.0)),
    *((14.0, 5.0, 3.0), (4.0, 13.0, 3.0), (-16.0, -1.0, 3.0), (-3.0, 16.0, 3.0)),
)


def draw(subject: Subject) -> Drawing:
    """Return the drawing of a point; the setting ``forme`` names the sign, a glyph by default."""
    return FORMS[subject.settings.get("forme", "glyphe")](subject)


def _named(subject: Subject, hang: Hang, style: str = "bourg") -> tuple[Text, ...]:
    if not subject.etiquette:
        return ()
    reach = max(hang.width, hang.height) / 2
    obstacle = shapely.box(hang.x - reach, hang.y - reach * 0.9, hang.x + reach, hang.y + reach * 0.9)
    return labels.beside(subject, (hang.x, hang.y), obstacle, style)


def _at(subject: Subject, primitives: tuple[Primitive, ...], size: float, style: str = "bourg") -> Drawing:
    x, y = subject.point()
    hang = Hang(x, y, size, size)
    return Drawing(primitives, hang, _named(subject, hang, style))


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
    return _at(subject, (*plate, *silhouette(subject.glyph, x, y, size * 0.62, inks, paper=ground)), size)


def seat(subject: Subject) -> Drawing:
    """A disc in an uneven hexagon: the centre that decides."""
    x, y = subject.point()
    size = subject.size()
    unit = size / HEXAGON_WIDTH
    look = subject.look
    hexagon = polygon((x + dx * unit, y + dy * unit) for dx, dy in HEXAGON)
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


def discs(
    places: list[tuple[float, float, float]], subject: Subject, halo: float = HALO_DISC
) -> tuple[Primitive, ...]:
    """Return filled discs at (x, y, radius), ringed together."""
    return filled(
        tuple(circle(*place) for place in places), subject.look, halo=halo, edge=theme.S2, dashed=False
    )


def scatter(subject: Subject) -> Drawing:
    """Places of three ranks; around the first one where none was set."""
    x, y = subject.point()
    unit = subject.number("rayon", 16.0) / 16.0
    places = subject.places("lieux") or tuple(
        (x + dx * unit, y + dy * unit, rank) for dx, dy, rank in SCATTER
    )
    grown = {1: 0.8, 2: 1.0, 3: 1.25}[subject.look.force]
    ranked = [(px, py, RANK_R[min(3, max(1, int(rank or 3)))] * grown) for px, py, rank in places]
    return Drawing(
        discs(ranked, subject),
        Hang(x, y, 2 * RANK_R[1] + 3, 2 * RANK_R[1] + 3),
        _named(subject, Hang(x, y, 9, 9)),
    )


def _fan(subject: Subject, count: int, start: float) -> list[float]:
    """Return angles (page, clockwise) spread around, not quite evenly."""
    sway = (0.0, 9.0, -7.0, 5.0, -10.0, 8.0, -4.0, 6.0)
    return [radians(start + 360 * i / count + sway[i % 8]) for i in range(count)]


def rays(subject: Subject) -> Drawing:
    """A disc from which ways leave on all sides."""
    x, y = subject.point()
    size = subject.size()
    count = min(8, subject.count("rayons", 5, 3))
    width = size * 0.075
    ends = [
        (x + cos(turn) * size * 0.56, y + sin(turn) * size * 0.56)
        for turn in _fan(subject, count, -80 - subject.turn(0.0))
    ]
    ways = tuple(line((x, y), end) for end in ends)
    return _at(
        subject,
        (*strokes(ways, width, subject.look), *discs([(x, y, size * 0.2)], subject, halo=0)),
        size,
    )


def satellites(subject: Subject) -> Drawing:
    """Small places whose arrows fall towards the pole; the pole itself is left to who names it."""
    x, y = subject.point()
    radius = subject.number("rayon", 24.0)
    places = subject.places("satellites") or tuple(
        (x + cos(turn) * radius, y + sin(turn) * radius, 0.0)
        for turn in _fan(subject, subject.count("nombre", 5, 2), -65)
    )
    stop = subject.number("arret", 10.6)
    neck = subject.taille or {1: 1.6, 2: 2.1, 3: 2.8}[subject.look.force]
    shapes: list[Subpath] = []
    for px, py, _ in places:
        run = Course(((px, py), (x, y)))
        # A satellite that stands too near keeps a short arrow rather than none.
        end = max(run.length - stop, min(run.length * 0.7, 6.0))
        shapes += [arrow(run.between(0, end), neck, SATELLITE), circle(px, py, 1.7 * max(1.0, neck / 2.1))]
    made = filled(tuple(shapes), subject.look)
    if subject.flag("pole"):
        made = (*made, *discs([(x, y, subject.number("pole_r", RANK_R[1]))], subject))
    return Drawing(made, Hang(x, y, 2 * stop, 2 * stop), _named(subject, Hang(x, y, 16, 16)))


def orbits(subject: Subject) -> Drawing:
    """Rings of equal distance around a place, the last one dashed; words may stand on them."""
    x, y = subject.point()
    look = subject.look
    count = subject.count("anneaux", 3, 1)
    outer = max(1.0, subject.number("rayon", 36.0))
    width = subject.stroke(theme.S3)
    radii = [outer * (rank + 1) / count for rank in range(count)]
    made: list[Primitive] = []
    inner = tuple(circle(x, y, radius) for radius in radii[:-1])
    if inner:
        made.append(Path(inner, stroke=look.ink, width=width, dash=look.dashed(width)))
    made.append(
        Path((circle(x, y, outer),), stroke=look.ink, width=width, dash=look.dash or theme.DASH_FUTUR)
    )
    made += discs([(x, y, RANK_R[2] * 1.2)], subject)
    words: list[Text] = []
    step = subject.number("minutes", 0.0)
    ground = theme.PAPIER
    for rank, radius in enumerate(radii if step else ()):
        block = labels.Block.of((f"{step * (rank + 1):g} min", "village"))
        words += block.texts(x - block.width / 2, y - radius - block.height / 2, "centre", look.ink, ground)
    return Drawing(tuple(made), Hang(x, y, 9, 9), (*words, *_named(subject, Hang(x, y, 8, 8))))


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
    "semis": scatter,
    "rayons": rays,
    "satellites": satellites,
    "orbites": orbits,
    "passage": crossing,
    "evolution": change,
}
#: Forms that are places: drawn under the points, over the lines.
PLACES = frozenset({"siege", "semis"})
