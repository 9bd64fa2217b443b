"""Small discs that qualify a mark: aid or hindrance, trend, break, weak signal, agreement. Lengths in mm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, pi, sin

from app.drawing import theme, typography
from app.drawing.brushes.course import Course
from app.drawing.brushes.subject import Hang
from app.drawing.primitives import Path, Primitive, Subpath, Text, TextLine, arc, circle, line, polygon
from app.poster.geometry import Box, Coord
from app.poster.records import Mark

R = theme.BADGE_R
SIGN_WIDTH, SIGN_HALF = 0.85, 1.45
#: Distance of a badge from the middle of its symbol, as a share of the symbol's size.
OFFSET = (0.47, 0.43)
#: Distance between the middles of two badges laid side by side.
SPACING = 2 * R + 2 * theme.HALO_BADGE + 0.1
AT_MOST = 3
#: How far along a line badges step aside for the zig-zag of a break.
BREAK_ROOM = 8.0
#: Least size, in mm, around which badges hang when a zig-zag crosses it.
BREAK_LEAST = 15.0
#: The parameter that says where along a line it breaks: a share of its length, 0-1.
BREAK = "rupture_place"


@dataclass(frozen=True, slots=True)
class Badges:
    """The badges of a mark and the boxes they take."""

    primitives: tuple[Primitive, ...] = ()
    boxes: tuple[Box, ...] = ()


def shown(mark: Mark) -> tuple[str, ...]:
    """Return what is drawn of a mark's qualifiers, at most three, the most telling first."""
    found = (
        ("valence", mark.valence in {"plus", "moins", "mixte"}),
        ("tendance", mark.tendance in {"hausse", "stable", "baisse"}),
        ("rupture", bool(mark.rupture)),
        ("signal_faible", mark.signal_faible),
        ("certitude", mark.certitude == "hypothese"),
        ("accord", mark.accord in {"discute", "minoritaire"}),
    )
    kept = [key for key, there in found if there]
    if "certitude" in kept and "accord" in kept:
        kept.remove("accord")  # both live south-west
    return tuple(kept[:AT_MOST])


def draw(mark: Mark, hang: Hang) -> Badges:
    """Return the badges of ``mark`` around its symbol, or as beads at the middle of its line."""
    keys = shown(mark)
    primitives: list[Primitive] = []
    boxes: list[Box] = []
    for key, (x, y, tangent) in zip(keys, _places(keys, hang, broken_at(mark)), strict=True):
        primitives += _DRAWN[key](mark, x, y, replace(hang, tangent=tangent))
        reach = R + theme.HALO_BADGE
        boxes.append((x - reach, y - reach, x + reach, y + reach))
    return Badges(tuple(primitives), tuple(boxes))


def broken_at(mark: Mark) -> float | None:
    """Return where along a line it breaks, as a share of its length; None where the mark does not say."""
    told = mark.parametres.get(BREAK)
    if not isinstance(told, int | float) or isinstance(told, bool):
        return None
    return min(1.0, max(0.0, float(told)))


def _places(
    keys: tuple[str, ...], hang: Hang, broken: float | None
) -> list[tuple[float, float, Coord | None]]:
    """Return the middle of each badge, with the direction of the line under it."""
    if hang.width <= 0 or hang.tangent is not None:
        if hang.course:
            course = Course(hang.course)
            # Beads read from left to right, whichever way the line was drawn.
            way = 1.0 if course.tangent(course.length / 2)[0] >= 0 else -1.0
            middle = course.length / 2
            offset = 0.0 if broken is None else way * (broken - 0.5) * course.length
            found = [middle + way * bead for bead in _beads(keys, offset)]
            return [(*course.at(place), course.tangent(place)) for place in found]
        tx, ty = hang.tangent or (1.0, 0.0)
        return [(hang.x + tx * bead, hang.y + ty * bead, hang.tangent) for bead in _beads(keys, 0.0)]
    sides = {
        "valence": (1, 1), "tendance": (1, -1), "rupture": (0, 0),
        "signal_faible": (-1, -1), "certitude": (-1, 1), "accord": (-1, 1),
    }  # fmt: skip
    least = BREAK_LEAST if "rupture" in keys else 0.0
    wide, high = OFFSET[0] * max(hang.width, least), OFFSET[1] * max(hang.height, least)
    around = {
        key: (hang.x + right * wide, hang.y + down * high, None) for key, (right, down) in sides.items()
    }
    if hang.course and broken is not None:
        course = Course(hang.course)
        place = broken * course.length
        return [
            (*course.at(place), course.tangent(place)) if key == "rupture" else around[key] for key in keys
        ]
    return [around[key] for key in keys]


def _beads(keys: tuple[str, ...], broken: float) -> list[float]:
    """Return places along a line, in mm from its middle; badges step aside from a break, for it crosses the line."""
    rest = [key for key in keys if key != "rupture"]
    places = [(rank - (len(rest) - 1) / 2) * SPACING for rank in range(len(rest))]
    if len(rest) < len(keys) and places and abs(broken) < BREAK_ROOM + places[-1]:
        places = [broken - BREAK_ROOM, broken + BREAK_ROOM][: len(rest)]
    free = iter(places)
    return [broken if key == "rupture" else next(free) for key in keys]


def disc(x: float, y: float, colour: str) -> list[Primitive]:
    """Return a disc in its paper ring."""
    return [
        Path((circle(x, y, R + theme.HALO_BADGE),), fill=theme.PAPIER),
        Path((circle(x, y, R),), fill=colour),
    ]


def valence(key: str, x: float, y: float) -> list[Primitive]:
    """Return the disc of « aide » (plus), « gêne » (moins) or « les deux » (mixte)."""
    if key == "mixte":
        turn = 3 * pi / 4
        blue = arc(x, y, R, turn, turn + pi)
        orange = arc(x, y, R, turn + pi, turn + 2 * pi)
        s, half = 0.95, 0.85
        return [
            *disc(x, y, theme.VALENCE_PLUS),
            Path((polygon(blue),), fill=theme.VALENCE_PLUS),
            Path((polygon(orange),), fill=theme.VALENCE_MOINS),
            Path((*_plus(x - s, y - s, half),), stroke=theme.PAPIER, width=0.62),
            Path((line((x + s - half, y + s), (x + s + half, y + s)),), stroke=theme.ENCRE, width=0.62),
        ]
    if key == "plus":
        return [
            *disc(x, y, theme.VALENCE_PLUS),
            Path(_plus(x, y, SIGN_HALF), stroke=theme.PAPIER, width=SIGN_WIDTH),
        ]
    sign = line((x - SIGN_HALF, y), (x + SIGN_HALF, y))
    return [*disc(x, y, theme.VALENCE_MOINS), Path((sign,), stroke=theme.ENCRE, width=SIGN_WIDTH)]


def tendance(key: str, x: float, y: float) -> list[Primitive]:
    """Return the dark disc with a white arrow: up, level or down."""
    turn = {"hausse": -pi / 4, "stable": 0.0, "baisse": pi / 4}[key]
    dx, dy = cos(turn), sin(turn)

    def at(ahead: float, aside: float) -> tuple[float, float]:
        return (x + dx * ahead - dy * aside, y + dy * ahead + dx * aside)

    return [
        *disc(x, y, theme.ENCRE),
        Path((line(at(-1.45, 0), at(0.5, 0)),), stroke=theme.PAPIER, width=SIGN_WIDTH),
        Path((polygon((at(1.75, 0), at(-0.15, 1.3), at(-0.15, -1.3))),), fill=theme.PAPIER),
    ]


def _plus(x: float, y: float, half: float) -> tuple[Subpath, ...]:
    return (line((x - half, y), (x + half, y)), line((x, y - half), (x, y + half)))


def _rupture(mark: Mark, x: float, y: float, hang: Hang) -> list[Primitive]:
    """Return the zig-zag that crosses a symbol, or a line from side to side; hollow when it is only foreseen."""
    tall = max(hang.height, BREAK_LEAST) * 0.6
    unit = tall / 10
    tx, ty = hang.tangent or (1.0, 0.0)
    if tx < 0:
        tx, ty = -tx, -ty
    bolt = polygon(
        (x + (dx * tx - dy * ty) * unit, y + (dx * ty + dy * tx) * unit)
        for dx, dy in ((1.5, -10), (-2.6, 1.2), (-0.3, 1.2), (-1.5, 10), (2.6, -1.8), (0.3, -1.8))
    )
    ring = Path((bolt,), fill=theme.PAPIER, stroke=theme.PAPIER, width=2 * theme.HALO_BADGE + 0.5)
    if mark.rupture == "previsible":
        return [ring, Path((bolt,), fill=theme.PAPIER, stroke=theme.ENCRE, width=0.6)]
    return [ring, Path((bolt,), fill=theme.ENCRE, stroke=theme.ENCRE, width=0.5)]


def _signal(mark: Mark, x: float, y: float, hang: Hang) -> list[Primitive]:
    """Return three quarter arcs that die away, like a radar that looks north-west."""
    cx, cy = x + R * 0.8, y + R * 0.8
    near, far = ([Subpath(arc(cx, cy, r, pi, 1.5 * pi)) for r in radii] for radii in ((1.8, 3.2), (4.65,)))
    return [
        Path(
            (polygon(((cx, cy), *arc(cx, cy, 4.65, pi, 1.5 * pi))),),
            fill=theme.PAPIER,
            stroke=theme.PAPIER,
            width=2 * theme.HALO_BADGE + 0.9,
        ),
        Path(tuple(near), stroke=theme.ENCRE, width=0.75),
        Path(tuple(far), stroke=theme.ENCRE, width=0.75, dash=(0.76, 0.7)),
        Path((circle(cx, cy, 0.8),), fill=theme.ENCRE),
    ]


def _certitude(mark: Mark, x: float, y: float, hang: Hang) -> list[Primitive]:
    size = 4.6
    wide = typography.width("?", "Black", size)
    return [
        Path((circle(x, y, R + theme.HALO_BADGE),), fill=theme.PAPIER),
        Path((circle(x, y, R - 0.25),), fill=theme.PAPIER, stroke=theme.ENCRE, width=0.5),
        Text((TextLine(x - wide / 2, y + 0.33 * size, "?"),), "Black", size, theme.ENCRE),
    ]


def _accord(mark: Mark, x: float, y: float, hang: Hang) -> list[Primitive]:
    """Return two half discs that do not meet (discussed), or a small part of a disc (a few only)."""
    if mark.accord == "discute":
        halves = tuple(
            polygon(arc(x + side * 0.28, y, R - 0.35, side_turn - pi / 2, side_turn + pi / 2))
            for side, side_turn in ((1, 0.0), (-1, pi))
        )
    else:
        halves = (polygon(((x, y), *arc(x, y, R - 0.2, -pi / 2, 0.0))),)
    ring = Path((circle(x, y, R - 0.2),), stroke=theme.ENCRE, width=0.4)
    return [
        Path((circle(x, y, R + theme.HALO_BADGE),), fill=theme.PAPIER),
        *(() if mark.accord == "discute" else (ring,)),
        Path(halves, fill=theme.ENCRE),
    ]


_DRAWN = {
    "valence": lambda mark, x, y, hang: valence(mark.valence, x, y),
    "tendance": lambda mark, x, y, hang: tendance(mark.tendance, x, y),
    "rupture": _rupture,
    "signal_faible": _signal,
    "certitude": _certitude,
    "accord": _accord,
}
