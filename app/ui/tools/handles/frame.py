"""The frame around a thing as a whole, or around several: where its handles stand, and the change that each asks for.

Handles stand clear of what they frame, so that vertices keep their place and small things can be seen and dragged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.drawing.brushes.course import cornered
from app.drawing.brushes.told import usable
from app.poster.boxes import around
from app.poster.geometry import Box, Coord, Lines, Point, Run, bounds
from app.poster.records import Item, Mark, PostIt, Trace
from app.ui.canvas.events import Handle
from app.ui.tools import moved
from app.ui.tools.handles import runs
from app.ui.tools.handles.symbols import held
from app.ui.tools.shapes import angle_of
from app.ui.tools.softened import soft
from app.ui.tools.tool import Context
from app.ui.tools.transformed import Change, placed

#: The uid of the handles of a frame around several things.
WHOLE = ""
#: How far outside the corners stand, how wide the frame is at least, how far the stalk goes, and the least length
#: of a side that has a handle: in reaches of the hand (5 px for a mouse).
OUTSET, LEAST, STALK, SIDE = 3.5, 9.6, 5.6, 12.0
#: A thing is never made smaller than this share of itself in one gesture, nor larger.
LEAST_SHARE, MOST_SHARE = 0.05, 20.0
#: A box thinner than this, in mm, has no breadth to stretch.
THIN = 0.8
#: Ranks of handles: corners clockwise from the top left, then sides from the top.
CORNERS: tuple[Coord, ...] = ((0, 0), (1, 0), (1, 1), (0, 1))
SIDES: tuple[Coord, ...] = ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5))


def extent(item: Item, context: Context) -> Box | None:
    """Return the box that a frame holds of an item, in mm of the page: its symbol, its paper, or its shape."""
    if isinstance(item, PostIt) or placed(item):
        symbol = context.extent(item.uid)
        laid = _places(item, context)
        return around([symbol, bounds(Lines((laid,)))]) if symbol and laid else symbol
    if not isinstance(item, Mark | Trace):
        return None
    drawn: list[Run] = [_places(item, context)]
    bent = isinstance(item, Trace) or bool(soft(item, context.catalogue))
    for run, corners in cornered(moved.runs(item), item.parametres):
        page = tuple(context.on_page(at) for at in run)
        drawn.append(page)
        if bent and len(page) <= runs.MOST_VERTICES:  # between many vertices the curve does not swing out
            drawn.append(tuple(runs.on_curve(page, corners)))
    return bounds(Lines(tuple(drawn)))


def extent_of(items: Sequence[Item], context: Context) -> Box | None:
    """Return the box of several items; None where nothing of them is on the sheet."""
    boxes = [box for item in items if (box := extent(item, context))]
    return around(boxes) if boxes else None


def heart_of(items: Sequence[Item], context: Context) -> Coord | None:
    """Return the mean place of several items, which turns with them: turned to and fro, they come back."""
    found: list[Coord] = []
    for item in items:
        box = extent(item, context) if isinstance(item, PostIt) else None
        if not isinstance(item, PostIt):
            found += [context.on_page(at) for at in set(item.geometry.coords())]
        elif box:
            found.append(_at(box, (0.5, 0.5)))
    return (sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)) if found else None


def _places(item: Item, context: Context) -> Run:
    if not isinstance(item, Mark):
        return ()
    return tuple(
        context.on_page((place[0], place[1]))
        for parameter in moved.places(item, context.catalogue)
        for place in usable(parameter, item.parametres.get(parameter.key)) or ()
    )


def framed(item: Item, context: Context) -> bool:
    """Return whether a thing alone has a frame: a shape of more than one straight line, or several places."""
    if isinstance(item, Trace):
        return True
    if not isinstance(item, Mark):
        return False
    if isinstance(item.geometry, Point):
        return len(_places(item, context)) > 1
    return len(set(item.geometry.coords())) > 2


def outset(box: Box, reach: float) -> Box:
    """Return where the frame of a box is shown: clear of it, and never so small that its handles hide it."""
    aside = max(OUTSET * reach, (LEAST * reach - (box[2] - box[0])) / 2)
    above = max(OUTSET * reach, (LEAST * reach - (box[3] - box[1])) / 2)
    return (box[0] - aside, box[1] - above, box[2] + aside, box[3] + above)


def of_frame(uid: str, items: Sequence[Item], context: Context) -> Iterator[Handle]:
    """Yield the handles of the frame around items: corners, sides where they have room, and the stalk."""
    box = extent_of(items, context)
    if box is None:
        return
    reach = context.reach
    shown = outset(box, reach)
    wide, high = box[2] - box[0] > THIN, box[3] - box[1] > THIN
    for rank, share in enumerate(CORNERS):
        yield Handle(uid, "cadre", _at(shown, share), (rank,))
    roomy = (shown[2] - shown[0] > SIDE * reach, shown[3] - shown[1] > SIDE * reach)
    stretched = (high and roomy[0], wide and roomy[1])
    for rank, share in enumerate(SIDES):
        if stretched[rank % 2]:
            yield Handle(uid, "cadre", _at(shown, share), (rank + 4,))
    yield Handle(uid, "pivot", _stalk(shown, context), turn=0.0)


def _at(box: Box, share: tuple[float, float]) -> Coord:
    return (box[0] + (box[2] - box[0]) * share[0], box[1] + (box[3] - box[1]) * share[1])


def _stalk(shown: Box, context: Context) -> Coord:
    """Return the end of the stalk: over the frame, or under it where the sheet ends."""
    middle, away = (shown[0] + shown[2]) / 2, STALK * context.reach
    return (middle, shown[1] - away if shown[1] - away > context.reach else shown[3] + away)


def proportional(items: Sequence[Item]) -> bool:
    """Return whether a corner keeps the proportion of its own: signs, words and pictures are never stretched."""
    return any(placed(item) for item in items)


def change(
    handle: Handle,
    box: Box,
    start: Coord,
    at: Coord,
    *,
    keeps: bool,
    centred: bool = False,
    steps: bool = False,
    free: bool = False,
) -> Change:
    """Return the change that a handle asks for when it is dragged from ``start`` to ``at`` (page mm).

    ``keeps`` the proportion at corners, ``centred`` about the middle instead of the opposite side; ``steps`` holds
    a turn to 15°, ``free`` lets it be anything.
    """
    middle = _at(box, (0.5, 0.5))
    if handle.role == "pivot":
        turn = (angle_of(middle, at) - angle_of(middle, start)) % 360.0
        return Change(middle, turn=turn if free and not steps else held(turn, steps=steps) % 360.0)
    rank = handle.path[0]
    corner = rank < 4
    share = CORNERS[rank] if corner else SIDES[rank - 4]
    place, opposite = ends(box, handle)
    about = middle if centred else opposite
    to = (place[0] + at[0] - start[0], place[1] + at[1] - start[1])
    wide, high = place[0] - about[0], place[1] - about[1]
    if corner and keeps:
        square = wide * wide + high * high
        by = ((to[0] - about[0]) * wide + (to[1] - about[1]) * high) / square if square > 0 else 1.0
        right = down = _kept(by)
    else:
        right = _kept((to[0] - about[0]) / wide) if abs(wide) > THIN / 2 and share[0] != 0.5 else 1.0
        down = _kept((to[1] - about[1]) / high) if abs(high) > THIN / 2 and share[1] != 0.5 else 1.0
    return Change(about, right, down, grows=corner)


def ends(box: Box, handle: Handle) -> tuple[Coord, Coord]:
    """Return the place of a box that a corner or a side of its frame holds, and the one across from it."""
    rank = handle.path[0]
    share = CORNERS[rank] if rank < 4 else SIDES[rank - 4]
    return _at(box, share), _at(box, (1 - share[0], 1 - share[1]))


def _kept(by: float) -> float:
    return min(MOST_SHARE, max(LEAST_SHARE, by))


def outline(box: Box, made: Change, reach: float) -> Run:
    """Return the frame of a box after a change, as a closed line of the page."""
    if made.turn:
        left, top, right, bottom = outset(box, reach)
        corners = [made.at(each) for each in ((left, top), (right, top), (right, bottom), (left, bottom))]
        return (*corners, corners[0])
    ends = (made.at((box[0], box[1])), made.at((box[2], box[3])))
    after = (
        min(ends[0][0], ends[1][0]),
        min(ends[0][1], ends[1][1]),
        max(ends[0][0], ends[1][0]),
        max(ends[0][1], ends[1][1]),
    )
    left, top, right, bottom = outset(after, reach)
    return ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


def step(handle: Handle, box: Box, by: int) -> Change:
    """Return the change of one step of a key: 5 % larger or smaller, or 5° round."""
    middle = _at(box, (0.5, 0.5))
    if handle.role == "pivot":
        return Change(middle, turn=5.0 * by)
    share = 1.05 if by > 0 else 1 / 1.05
    if handle.path[0] < 4:
        return Change(middle, share, share, grows=True)
    return Change(middle, *((1.0, share) if handle.path[0] % 2 == 0 else (share, 1.0)))


def stalks(handles: Sequence[Handle]) -> tuple[Run, ...]:
    """Return the lines that join a turning handle to its frame, from the frame's nearest corner or side."""
    shown = [each.at for each in handles if each.role == "cadre"]
    if not shown:
        return ()
    top, bottom = min(y for _, y in shown), max(y for _, y in shown)
    return tuple(
        ((each.at[0], top if each.at[1] < top else bottom), each.at)
        for each in handles
        if each.role == "pivot"
    )


def rectangle(handles: Sequence[Handle]) -> Run:
    """Return the frame that handles stand on, as a closed line of the page; empty where there is none."""
    shown = [each.at for each in handles if each.role == "cadre" and each.path[0] < 4]
    if not shown:
        return ()
    left, right = min(x for x, _ in shown), max(x for x, _ in shown)
    top, bottom = min(y for _, y in shown), max(y for _, y in shown)
    return ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
