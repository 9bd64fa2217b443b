"""The field of a pole: one to three rings, denser near it, textured on the territory only."""

from __future__ import annotations

from itertools import pairwise, product
from math import cos, hypot, radians, sin
from typing import Any

import shapely
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from app.drawing import labels, textures, theme
from app.drawing.brushes.grounds import area_of
from app.drawing.brushes.spread import discs
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.colour import alpha
from app.drawing.primitives import Path, Primitive, Subpath, Text, circle, flattened
from app.drawing.textures import lines_of, shape, stipple, subpaths
from app.poster.boxes import covers
from app.poster.geometry import Areas, Box, Coord

#: Radii of the rings around a point, mm; around an outline they are shares of the last one.
RINGS_MM = (22.0, 40.0)
MOST_RINGS = 3
#: From the pole outwards: tint, step and radius of the dots of a ring.
FIELDS = (
    (textures.DENSE_TINT, textures.DENSE_STEP, textures.DENSE_R),
    (textures.LOOSE_TINT, textures.LOOSE_STEP, textures.LOOSE_R),
    (0.18, 5.6, 0.34),
)
DISC_R = 2.6
#: Room around words, that of their halo and a little more.
WORD_ROOM = 1.4
#: Words keep this far from the frame where their ring lets them, else they come as near as ``WORD_ROOM``.
FRAME_ROOM = 7.0
#: Words stand at the top of their ring, else as near to it as the frame lets them.
TURNS = tuple(side * turn for turn in range(0, 181, 5) for side in ((1,) if turn in (0, 180) else (1, -1)))


def halos(subject: Subject) -> Drawing:
    """The rings of a pole, on a point (parameter ``rayons``, mm) or an outline (``pole``), ``mots`` on them."""
    look = subject.look
    pole, rings = _rings(subject)
    land = _land(subject, rings[-1])
    deeper = max(0.0, subject.number("teinte", 1.0))
    closer = {1: 1.25, 2: 1.0, 3: 0.85}[look.force]
    grounds = [shapely.intersection(ring, land) for ring in _bands(rings)]
    # No dot touches the disc of the pole.
    around = shapely.Point(pole).buffer(DISC_R + 0.8) if subject.flag("disque") else None
    made: list[Primitive] = []
    for ground, (tint, step, radius) in reversed(list(zip(grounds, FIELDS, strict=False))):
        if not ground.is_empty:
            made.append(Path(subpaths(ground), fill=alpha(look.accent, min(1.0, tint * deeper))))
            dotted = shapely.difference(ground, around) if around is not None else ground
            made.append(stipple(dotted, step * closer, radius, look.ink))
    for rank, ring in enumerate(rings):
        last = rank == len(rings) - 1 and rank > 0
        dash = look.dash or (theme.DASH_FUTUR if last else ())
        made.append(_limit(ring, subject, theme.S3 if rank == 0 else theme.S2, dash))
    if subject.flag("disque"):
        made += discs([(*pole, DISC_R)], subject)
    hang = _hang(subject, pole, grounds)
    words = labels.within(subject, (hang.x, hang.y)) if subject.etiquette else ()
    return Drawing(tuple(made), hang, (*_words(subject, pole, rings), *words))


def implied(subject: Subject) -> dict[str, Any]:
    """Return the pole of an outline, the one thing that is found and not told."""
    return {"pole": [_rings(subject)[0]]} if isinstance(subject.geometry, Areas) else {}


def _rings(subject: Subject) -> tuple[Coord, list[BaseGeometry]]:
    """Return the pole and its rings, from the nearest to the last."""
    radii = sorted(max(1.0, radius) for radius in subject.numbers("rayons", RINGS_MM)[:MOST_RINGS])
    if not isinstance(subject.geometry, Areas):
        x, y = subject.point()
        return (x, y), [_disc(x, y, radius) for radius in radii]
    whole = area_of(subject)
    given = subject.places("pole")
    x, y = given[0][:2] if given else textures.heart(whole)
    shares = [radius / radii[-1] for radius in radii[:-1]]
    inner = [shapely.intersection(scale(whole, share, share, origin=(x, y)), whole) for share in shares]
    return (x, y), [*inner, whole]


def _bands(rings: list[BaseGeometry]) -> list[BaseGeometry]:
    """Return the innermost ring whole, and of the others what lies beyond the one before."""
    return [rings[0], *(shapely.difference(far, near) for near, far in pairwise(rings))]


def _disc(x: float, y: float, radius: float) -> BaseGeometry:
    # Flattened finely: a great circle seen on a whole sheet must not show its sides.
    return shapely.polygons(flattened(circle(x, y, radius), 0.02))


def _land(subject: Subject, outer: BaseGeometry) -> BaseGeometry:
    land = shape(subject.territory) if subject.territory is not None else outer
    return land if subject.frame is None else shapely.intersection(land, shapely.box(*subject.frame))


def _limit(ring: BaseGeometry, subject: Subject, width: float, dash: tuple[float, ...]) -> Path:
    edge = shapely.boundary(ring)
    if subject.frame is not None:
        edge = shapely.line_merge(shapely.intersection(edge, shapely.box(*subject.frame)))
    return Path(
        tuple(Subpath(run) for run in lines_of(edge)), stroke=subject.look.ink, width=width, dash=dash
    )


def _words(subject: Subject, pole: Coord, rings: list[BaseGeometry]) -> tuple[Text, ...]:
    """Return the words of each ring, astride its line, ringed with the ground they lie on.

    They stand clear of the frame, of the outline of the territory and of each other while their ring lets them.
    """
    made: list[Text] = []
    taken: list[BaseGeometry] = []
    land = None if subject.territory is None else shape(subject.territory)
    if land is not None:
        taken.append(shapely.boundary(land))
    for words, ring in zip(subject.texts("mots"), rings, strict=False):
        block = labels.Block.of((words, "village"), least=labels.least(subject))
        for room, turn in product((FRAME_ROOM, WORD_ROOM, 0.0), TURNS) if block.lines else ():
            x, y = _on_ring(ring, pole, turn)
            left, top = x - block.width / 2, y - block.height / 2
            right, bottom = left + block.width, top + block.height
            if subject.frame is not None and not _clear(
                (left, top, right, bottom), subject.frame, room or WORD_ROOM
            ):
                continue
            box = shapely.box(left, top, right, bottom)
            if room and any(shapely.dwithin(other, box, WORD_ROOM) for other in taken):
                continue
            taken.append(box)
            inside = land is None or shapely.contains_xy(land, x, y)
            ground = theme.PAPIER if inside else theme.HORS_TERRITOIRE
            made += block.texts(left, top, "centre", subject.look.words, ground)
            break
    return tuple(made)


def _clear(box: Box, frame: Box, room: float) -> bool:
    """Return whether a box stands inside the frame, more than ``room`` mm from it."""
    return (
        box[0] - room > frame[0]
        and box[1] - room > frame[1]
        and box[2] + room < frame[2]
        and box[3] + room < frame[3]
    )


def _on_ring(ring: BaseGeometry, pole: Coord, turn: float) -> Coord:
    """Return where a ring lies from its pole, ``turn`` degrees clockwise from the top; the farthest place there."""
    x, y = pole
    far = hypot(ring.bounds[2] - ring.bounds[0], ring.bounds[3] - ring.bounds[1]) if not ring.is_empty else 0
    way = (sin(radians(turn)), -cos(radians(turn)))
    ray = shapely.linestrings([(x, y), (x + way[0] * far, y + way[1] * far)])
    met = shapely.get_coordinates(shapely.intersection(ray, shapely.boundary(ring)))
    return max(
        ((float(px), float(py)) for px, py in met), key=lambda p: hypot(p[0] - x, p[1] - y), default=pole
    )


def _hang(subject: Subject, pole: Coord, grounds: list[BaseGeometry]) -> Hang:
    frame = subject.frame
    visible = frame is None or covers(frame, pole)
    if visible and not grounds[0].is_empty:
        return Hang(*pole, 12.0, 12.0)
    ground = next((ground for ground in grounds if not ground.is_empty), None)
    return Hang(*(pole if ground is None else textures.heart(ground)))
