"""Signs that spread around a place: ways that leave it, places that it draws, rings, discs by rank. Lengths in mm."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, pi, radians, sin
from typing import Any

import shapely

from app.drawing import labels, theme
from app.drawing.arrows import SATELLITE, arrow, filled
from app.drawing.brushes.course import Course
from app.drawing.brushes.strokes import strokes
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.brushes.ways import framed
from app.drawing.primitives import Primitive, Subpath, Text, arc, circle, line
from app.drawing.textures import lines_of, shape
from app.poster.boxes import grown, meet, within
from app.poster.geometry import Box, Coord

#: Discs of settlements by rank.
RANK_R = {1: 3.5, 2: 2.1, 3: 1.15}
HALO_DISC = 0.6
#: Where settlements lie around the first one while no place was set: mm from it, and rank.
SCATTER = (
    *((0.0, 0.0, 1.0), (-12.0, 8.0, 2.0), (11.0, -9.0, 2.0), (-9.0, -10.0, 3.0), (3.0, -16.0, 3.0)),
    *((14.0, 5.0, 3.0), (4.0, 13.0, 3.0), (-16.0, -1.0, 3.0), (-3.0, 16.0, 3.0)),
)
#: Ways out of a crossroads while none was turned, degrees from the page's right, counter-clockwise; not quite even.
DIRECTIONS = (80.0, 162.0, 219.0, 303.0, 359.0)
MOST_DIRECTIONS = 8
#: Length and width of the ways of a crossroads, radius of its disc, as shares of its size.
RAY, RAY_WIDTH, RAY_DISC = 0.56, 0.085, 0.21
#: Radii of rings while none was set, and room on each side of the words that interrupt one.
RINGS, WORD_GAP = (12.0, 24.0, 36.0), 0.9
#: Where the words of a ring stand, the best first: page angles, clockwise from the right.
WORD_TURNS = tuple(radians(turn) for turn in (-90, -60, -120, -30, -150, 90, 0, 180, 60, 120, 30, 150))
#: Half the width of a ring's words may be this share of its radius; on smaller rings they stand outside.
WORD_SHARE = 0.72


def discs(
    places: list[tuple[float, float, float]], subject: Subject, halo: float = HALO_DISC
) -> tuple[Primitive, ...]:
    """Return filled discs at (x, y, radius), ringed together."""
    return filled(
        tuple(circle(*place) for place in places), subject.look, halo=halo, edge=theme.S2, dashed=False
    )


def named(subject: Subject, hang: Hang, style: str = "bourg") -> tuple[Text, ...]:
    """Return the name of a point beside what hangs there."""
    if not subject.etiquette:
        return ()
    reach = max(hang.width, hang.height) / 2
    obstacle = shapely.box(hang.x - reach, hang.y - reach * 0.9, hang.x + reach, hang.y + reach * 0.9)
    return labels.beside(subject, (hang.x, hang.y), obstacle, style)


def _settlements(subject: Subject) -> tuple[tuple[float, float, int], ...]:
    x, y = subject.point()
    unit = subject.number("rayon", 16.0) / 16.0
    places = subject.places("lieux") or tuple(
        (x + dx * unit, y + dy * unit, rank) for dx, dy, rank in SCATTER
    )
    return tuple((px, py, min(3, max(1, int(rank or 3)))) for px, py, rank in places)


def scatter(subject: Subject) -> Drawing:
    """Places of three ranks; around the first one where none was set."""
    x, y = subject.point()
    grown = {1: 0.8, 2: 1.0, 3: 1.25}[subject.look.force]
    # The smaller in front: a village beside a town is not lost under it.
    ranked = [(px, py, RANK_R[rank] * grown) for px, py, rank in sorted(_settlements(subject), key=_rank)]
    return Drawing(
        discs(ranked, subject),
        Hang(x, y, 2 * RANK_R[1] + 3, 2 * RANK_R[1] + 3),
        named(subject, Hang(x, y, 9, 9)),
    )


def _rank(place: tuple[float, float, int]) -> int:
    return place[2]


def _directions(subject: Subject) -> tuple[float, ...]:
    """Return the directions of the ways, degrees; the usual ones turn with the mark."""
    told = subject.numbers("directions")
    usual = tuple((turn + subject.turn(0.0)) % 360.0 for turn in DIRECTIONS)
    return told[:MOST_DIRECTIONS] or usual


def rays(subject: Subject) -> Drawing:
    """A disc from which ways leave, each in its own direction."""
    x, y = subject.point()
    size = subject.size()
    width = size * RAY_WIDTH
    ways = tuple(
        line(
            (x, y),
            (x + cos(radians(turn)) * size * RAY, y - sin(radians(turn)) * size * RAY),
        )
        for turn in _directions(subject)
    )
    hang = Hang(x, y, size, size)
    made = (*strokes(ways, width, subject.look), *discs([(x, y, size * RAY_DISC)], subject, halo=0))
    return Drawing(made, hang, named(subject, hang))


def _attracted(subject: Subject) -> tuple[Coord, ...]:
    """Return the places that a pole draws to it; spread around, not quite evenly, where none was set."""
    told = subject.places("satellites")
    if told:
        return tuple((x, y) for x, y, _ in told)
    x, y = subject.point()
    radius = subject.number("rayon", 24.0)
    count = subject.count("nombre", 5, 2)
    sway = (0.0, 9.0, -7.0, 5.0, -10.0, 8.0, -4.0, 6.0)
    turns = [radians(360 * i / count + sway[i % 8] - 65) for i in range(count)]
    return tuple((x + cos(turn) * radius, y + sin(turn) * radius) for turn in turns)


def satellites(subject: Subject) -> Drawing:
    """Small places whose arrows fall towards the pole; the pole itself is left to who names it."""
    x, y = subject.point()
    stop = subject.number("arret", 10.6)
    neck = subject.taille or {1: 1.6, 2: 2.1, 3: 2.8}[subject.look.force]
    shapes: list[Subpath] = []
    for px, py in _attracted(subject):
        run = Course(((px, py), (x, y)))
        # A satellite that stands too near keeps a short arrow rather than none.
        end = max(run.length - stop, min(run.length * 0.7, 6.0))
        shapes += [arrow(run.between(0, end), neck, SATELLITE), circle(px, py, 1.7 * max(1.0, neck / 2.1))]
    made = filled(tuple(shapes), subject.look)
    if subject.flag("pole"):
        made = (*made, *discs([(x, y, subject.number("pole_r", RANK_R[1]))], subject))
    return Drawing(made, Hang(x, y, 2 * stop, 2 * stop), named(subject, Hang(x, y, 16, 16)))


def _radii(subject: Subject) -> tuple[float, ...]:
    return tuple(max(0.5, radius) for radius in subject.numbers("rayons", RINGS))


def orbits(subject: Subject) -> Drawing:
    """Rings around a place, the outermost dashed, each with its words: « 15 min »."""
    x, y = subject.point()
    look = subject.look
    width = subject.stroke(theme.S3)
    radii = _radii(subject)
    told = subject.texts("mots")
    solid: list[Subpath] = []
    outer: list[Subpath] = []
    words: list[Text] = []
    taken: list[Box] = []
    for rank, radius in enumerate(radii):
        written = told[rank] if rank < len(told) else ""
        block = labels.Block.of((written, "village"), least=labels.least(subject))
        gap: Box | None = None
        if block.lines:
            gap = _room(subject, radius, block, taken)
            taken.append(gap)
            words += _written(subject, block, gap)
        found = outer if radius == max(radii) else solid
        found += _ring(subject, radius, gap)
    # A whole number of dashes goes round: no two of them meet where the ring closes.
    dash = look.dashed(width) if look.dash else theme.DASH_FUTUR
    around = 2 * pi * max(radii)
    dash = tuple(part * around / (sum(dash) * max(1, round(around / sum(dash)))) for part in dash)
    made = (
        *strokes(tuple(solid), width, look),
        *strokes(tuple(outer), width, look, dash=dash),
        *discs([(x, y, RANK_R[2] * 1.2)], subject),
    )
    return Drawing(made, Hang(x, y, 9, 9), (*words, *named(subject, Hang(x, y, 8, 8))))


def _room(subject: Subject, radius: float, block: labels.Block, taken: list[Box]) -> Box:
    """Return where the words of a ring stand: on it, at its top where they are seen whole and alone."""
    x, y = subject.point()
    # Words that would hide most of a small ring stand on its outside.
    reach = radius if block.width / 2 <= WORD_SHARE * radius else radius + block.height / 2 + 2 * WORD_GAP
    half_x, half_y = block.width / 2 + WORD_GAP, block.height / 2 + WORD_GAP
    boxes = [
        (middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)
        for turn in WORD_TURNS
        for middle_x, middle_y in ((x + reach * cos(turn), y + reach * sin(turn)),)
    ]
    seen = [box for box in boxes if subject.frame is None or within(box, subject.frame)]
    free = [box for box in seen if not any(meet(box, other) for other in taken)]
    return next(iter((*free, *seen, *boxes)))


def _written(subject: Subject, block: labels.Block, room: Box) -> tuple[Text, ...]:
    middle = ((room[0] + room[2]) / 2, (room[1] + room[3]) / 2)
    territory = shape(subject.territory) if subject.territory else None
    on_paper = territory is None or bool(shapely.contains_xy(territory, *middle))
    return block.texts(
        room[0] + WORD_GAP,
        room[1] + WORD_GAP,
        "centre",
        subject.look.words,
        theme.PAPIER if on_paper else theme.HORS_TERRITOIRE,
    )


def _ring(subject: Subject, radius: float, gap: Box | None) -> list[Subpath]:
    """Return a ring, cut at the frame of the map and open where its words stand."""
    x, y = subject.point()
    whole = circle(x, y, radius)
    outside = subject.frame is not None and not within(grown((x, y, x, y), radius), subject.frame)
    if gap is None and not outside:
        return [whole]
    # It starts where the words are, so that what they leave is one piece.
    start = atan2((gap[1] + gap[3]) / 2 - y, (gap[0] + gap[2]) / 2 - x) if gap else 0.0
    run = arc(x, y, radius, start, start + 2 * pi, step=min(0.1, 0.6 / radius))
    pieces = (
        lines_of(shapely.difference(shapely.linestrings(run), shapely.box(*gap)))
        if gap is not None
        else (run,)
    )
    return [line(*piece) for each in pieces for piece in framed(each, subject) if len(piece) >= 2]


def implied(subject: Subject) -> dict[str, Any]:
    """Return what the sign of a point uses where the mark says nothing, in mm of the page."""
    told: dict[str, Callable[[Subject], Any]] = {
        "rayons": lambda each: {"directions": list(_directions(each))},
        "satellites": lambda each: {"satellites": [list(place) for place in _attracted(each)]},
        "orbites": lambda each: {"rayons": list(_radii(each))},
        "semis": lambda each: {"lieux": [list(place) for place in _settlements(each)]},
    }
    found = told.get(subject.settings.get("forme", ""))
    return found(subject) if found else {}
