"""The frame of a picture that is being placed: its handles, and how each of them moves the corners. Millimetres."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from app.poster.fitting import Corners
from app.poster.geometry import Coord
from app.ui.canvas.events import Handle
from app.ui.tools.shapes import angle_of, distance

#: How far the stalk goes, and the least length of a side that has a handle, in reaches of the hand.
STALK, SIDE = 5.6, 12.0
#: A picture is never made smaller than this share of itself in one gesture, nor larger.
LEAST, MOST = 0.05, 20.0
#: Degrees of the steps of a turn, with Maj.
STEP = 15.0


def handles(uid: str, corners: Corners, reach: float) -> list[Handle]:
    """Return the handles of a picture: corners, sides that have room, and the stalk that turns it."""
    found = [Handle(uid, "cadre", at, (rank,)) for rank, at in enumerate(corners)]
    for rank in range(4):
        one, other = side(corners, rank)
        if distance(one, other) > SIDE * reach:
            found.append(Handle(uid, "cadre", _middle(one, other), (rank + 4,)))
    foot, end = stalk(corners, reach)
    return [*found, Handle(uid, "pivot", end)] if foot != end else found


def stalk(corners: Corners, reach: float) -> tuple[Coord, Coord]:
    """Return where the stalk begins, on the upper side, and where it ends."""
    foot, below = _middle(*side(corners, 0)), _middle(*side(corners, 2))
    long = distance(foot, below)
    if not long:
        return foot, foot
    share = STALK * reach / long
    return foot, (foot[0] + (foot[0] - below[0]) * share, foot[1] + (foot[1] - below[1]) * share)


def side(corners: Corners, rank: int) -> tuple[Coord, Coord]:
    """Return the ends of a side: the upper one, then clockwise."""
    return corners[rank], corners[(rank + 1) % 4]


def centre(corners: Corners) -> Coord:
    """Return the middle of a picture."""
    return _middle(corners[0], corners[2])


def angle(corners: Corners) -> float:
    """Return how far a picture is turned: degrees to the left."""
    return angle_of(corners[0], corners[1])


def shaped(
    corners: Corners, handle: Handle, start: Coord, to: Coord, *, centred: bool = False, steps: bool = False
) -> Corners:
    """Return the corners when a hand that took a handle at ``start`` leads it to ``to``.

    A corner enlarges, a side stretches; both from what is opposite, or ``centred`` from the middle. The stalk turns,
    by ``steps`` of 15°.
    """
    if handle.role == "pivot":
        about = centre(corners)
        turn = angle_of(about, start) - angle_of(about, to)
        return turned(corners, round(turn / STEP) * STEP if steps else turn)
    rank = handle.path[0]
    if rank < 4:
        corner, opposite = corners[rank], centre(corners) if centred else corners[(rank + 2) % 4]
        share = _share(opposite, corner, _led(corner, start, to))
        return scaled(corners, share, opposite)
    return _stretched(corners, rank - 4, start, to, centred=centred)


def scaled(corners: Corners, share: float, about: Coord) -> Corners:
    """Return a picture ``share`` times as large, ``about`` staying where it is."""
    return _each(
        corners, lambda at: (about[0] + share * (at[0] - about[0]), about[1] + share * (at[1] - about[1]))
    )


def turned(corners: Corners, turn: float) -> Corners:
    """Return a picture turned about its middle, in degrees from the page's right to its bottom."""
    x, y = centre(corners)
    c, s = cos(radians(turn)), sin(radians(turn))
    return _each(
        corners,
        lambda at: (x + c * (at[0] - x) - s * (at[1] - y), y + s * (at[0] - x) + c * (at[1] - y)),
    )


def moved(corners: Corners, dx: float, dy: float) -> Corners:
    """Return a picture moved."""
    return _each(corners, lambda at: (at[0] + dx, at[1] + dy))


def _stretched(corners: Corners, rank: int, start: Coord, to: Coord, *, centred: bool) -> Corners:
    middle, opposite = _middle(*side(corners, rank)), _middle(*side(corners, (rank + 2) % 4))
    about = centre(corners) if centred else opposite
    share = _share(about, middle, _led(middle, start, to))
    # A picture that is slanted stays so: its side moves along the two others.
    shift = ((share - 1) * (middle[0] - about[0]), (share - 1) * (middle[1] - about[1]))
    made = list(corners)
    for one in (rank, (rank + 1) % 4):
        made[one] = (corners[one][0] + shift[0], corners[one][1] + shift[1])
    if centred:
        for one in ((rank + 2) % 4, (rank + 3) % 4):
            made[one] = (corners[one][0] - shift[0], corners[one][1] - shift[1])
    return (made[0], made[1], made[2], made[3])


def _share(about: Coord, before: Coord, after: Coord) -> float:
    """Return how many times as far from a place another one is, seen along the way there."""
    x, y = before[0] - about[0], before[1] - about[1]
    span = x * x + y * y
    if not span:
        return 1.0
    return min(MOST, max(LEAST, ((after[0] - about[0]) * x + (after[1] - about[1]) * y) / span))


def _led(at: Coord, start: Coord, to: Coord) -> Coord:
    return (at[0] + to[0] - start[0], at[1] + to[1] - start[1])


def _middle(one: Coord, other: Coord) -> Coord:
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def _each(corners: Corners, of: Callable[[Coord], Coord]) -> Corners:
    a, b, c, d = (of(at) for at in corners)
    return (a, b, c, d)
