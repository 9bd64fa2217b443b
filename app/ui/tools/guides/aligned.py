"""Smart guides of one gesture: what is moved or resized holds on to its neighbours and to the sheet.

Neighbours are made ready once, when the gesture begins; a move then looks up a few places in sorted lists.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf

from app.drawing import postits
from app.i18n import tr
from app.poster.boxes import shifted
from app.poster.geometry import Box, Coord, Point
from app.poster.records import Item, Mark, Photo, PostIt, Texte
from app.ui.canvas.events import PointerEvent
from app.ui.tools import moved
from app.ui.tools.guides import gaps, words
from app.ui.tools.guides.guide import Guide, Kind, Neighbour
from app.ui.tools.guides.holding import held_at
from app.ui.tools.guides.lines import SAME, Lines, apart
from app.ui.tools.shapes import box_of
from app.ui.tools.tool import Context

#: From how far a guide catches, in reaches of the hand: 6 px for a mouse.
CATCH = 1.2
#: Among more things than this, equal gaps and equal sizes are chance.
MANY = 80
ANYWHERE: Box = (-inf, -inf, inf, inf)


class Aligned:
    """The guides of things that were in ``box`` (mm of the page) when the hand took them."""

    def __init__(
        self, context: Context, box: Box, kind: Kind, without: frozenset[str], room: Box = ANYWHERE
    ) -> None:
        self._context, self._box, self._kind, self._room = context, box, kind, room
        self._within = CATCH * context.reach
        around = [each for each in context.neighbours() if each.uid not in without]
        like = ("papier",) if kind != "signe" else ("signe",)
        self._like = [each.box for each in around if each.kind in like] if kind != "forme" else []
        if len(self._like) > MANY:
            self._like = []
        self._sizes = tuple(sorted({each[axis + 2] - each[axis] for each in self._like}) for axis in (0, 1))
        sheet = _sheet(context)
        self._lines = tuple(Lines([*around, *sheet], axis, kind, context.reach) for axis in (0, 1))

    def moved(self, dx: float, dy: float, *, free: tuple[bool, bool] = (True, True)) -> Coord:
        """Return the move of a hand (mm) as guides make it, and show them; an axis that is not free stays."""
        box = shifted(self._box, dx, dy)
        edges = tuple((0, 1) if free[axis] else () for axis in (0, 1))
        move = [self._step(box, 0) if free[0] else 0.0, 0.0]
        move[1] = self._step(shifted(box, move[0], 0.0), 1) if free[1] else 0.0
        while True:
            there = shifted(box, move[0], move[1])
            shown = self._show(there, edges)
            # One axis may undo the reason of the other: nothing stops where nothing says why.
            lost = [axis for axis in (0, 1) if move[axis] and not shown[axis]]
            if not lost:
                return (dx + move[0], dy + move[1])
            for axis in lost:
                move[axis] = 0.0

    def stretched(
        self, about: Coord, corner: Coord, to: Coord, *, keeps: bool = False, axes: tuple[int, ...] = (0, 1)
    ) -> Coord:
        """Return where a corner (mm) goes that a hand leads ``to`` a place, ``about`` staying where it is.

        It is aligned on ``axes``: one for a side. With ``keeps``, it stays on its diagonal.
        """
        reach = (corner[0] - about[0], corner[1] - about[1])
        free = [axis for axis in axes if abs(reach[axis]) > SAME]
        if keeps and len(free) == 2:
            square = reach[0] ** 2 + reach[1] ** 2
            by = ((to[0] - about[0]) * reach[0] + (to[1] - about[1]) * reach[1]) / square
            to = (about[0] + by * reach[0], about[1] + by * reach[1])
            steps = [
                (step / reach[axis], axis)
                for axis in free
                if (step := self._edge(about, to, axis)) is not None
            ]
            share = min(steps, key=lambda one: abs(one[0] * reach[one[1]]), default=(0.0, 0))[0]
            there = (to[0] + share * reach[0], to[1] + share * reach[1])
        else:
            steps_ = [(self._edge(about, to, axis) or 0.0) if axis in free else 0.0 for axis in (0, 1)]
            there = (to[0] + steps_[0], to[1] + steps_[1])
        self._show(
            box_of(about, there),
            tuple(((1,) if there[axis] > about[axis] else (0,)) if axis in free else () for axis in (0, 1)),
            spaced=False,
        )
        return there

    def _edge(self, about: Coord, to: Coord, axis: int) -> float | None:
        """Return the step that brings an edge to that of a neighbour, or makes the box as large as another."""
        found = [self._lines[axis].edge(to[axis], box_of(about, to), self._within)]
        side = to[axis] - about[axis]
        sizes = _about(self._sizes[axis], abs(side), self._within)
        found += [size - side if side > 0 else -size - side for size in sizes]
        return min((each for each in found if each is not None), key=abs, default=None)

    def _as_large(self, box: Box, axis: int) -> tuple[tuple[Guide, ...], float]:
        """Return the size of a box and of the nearest neighbour that is as large on an axis, measured."""
        size = box[axis + 2] - box[axis]
        like = [each for each in self._like if abs(each[axis + 2] - each[axis] - size) <= SAME]
        if not like:
            return (), 0.0
        nearest = min(like, key=lambda each: apart(each, box, 0) + apart(each, box, 1))
        return (_measured(box, axis), _measured(nearest, axis)), size

    def _step(self, box: Box, axis: int) -> float:
        found = (
            self._lines[axis].best(box, self._within),
            gaps.best(box, self._like, axis, self._within),
        )
        step = min((each for each in found if each is not None), key=abs, default=0.0)
        low, high = box[axis] + step, box[axis + 2] + step
        return step if self._room[axis] <= low and high <= self._room[axis + 2] else 0.0

    def _show(
        self, box: Box, edges: Sequence[tuple[int, ...]], *, spaced: bool = True
    ) -> tuple[list[Guide], list[Guide]]:
        """Show and say why a box stands where it does; return the guides of each axis."""
        shown: tuple[list[Guide], list[Guide]] = ([], [])
        names: list[str] = []
        said: list[str] = []
        for axis in (0, 1):
            if not edges[axis]:
                continue
            for guide, thing, middle in self._lines[axis].through(box, edges[axis]):
                shown[axis].append(guide)
                if thing.kind == "feuille":
                    said.append(thing.middle() if middle and thing.middle else thing.name())
                else:
                    names.append(thing.name())
            measured, wide = gaps.shown(box, self._like, axis) if spaced else self._as_large(box, axis)
            shown[axis].extend(measured)
            said += [words.equal(wide) if spaced else words.as_large(axis)] if measured else []
        self._context.feedback.guides = (*shown[0], *shown[1])
        self._context.feedback.spoken = " · ".join(dict.fromkeys([*words.aligned_with(names), *said]))
        return shown


class Guides:
    """The guides of things being moved or copied; of one sign, only where people want them."""

    def __init__(self, context: Context, items: Sequence[Item]) -> None:
        self._context, self._items = context, items
        self._wanted = wanted(context, items)
        #: Copies are aligned with what they are copied from too.
        self._made: dict[bool, Aligned | None] = {}

    def moved(self, event: PointerEvent, dx: float, dy: float, *, copying: bool) -> Coord:
        """Return the move of a hand (mm) as guides make it; with Ctrl it is left as it is."""
        if not self._wanted or event.ctrl:
            return (dx, dy)
        if len(self._items) == 1 and kind(self._items[0]) == "signe" and not event.shift:
            at = moved.anchor(self._items[0], self._context.frame)
            there = held_at(self._context, (at[0] + dx, at[1] + dy)) if at else None
            if at and there and self._context.feedback.spot:
                return (there[0] - at[0], there[1] - at[1])
        if copying not in self._made:
            self._made[copying] = _aligned(self._context, self._items, copying=copying)
        guides = self._made[copying]
        if guides is None:
            return (dx, dy)
        # With Maj it only goes along one axis.
        free = (dy == 0.0, dx == 0.0) if event.shift else (True, True)
        return guides.moved(dx, dy, free=free)


def _aligned(context: Context, items: Sequence[Item], *, copying: bool) -> Aligned | None:
    boxes = [box for item in items if (box := context.extent(item.uid))]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    without = frozenset() if copying else frozenset(item.uid for item in items)
    return Aligned(context, box, kind_of(items), without, _room(context, items))


def wanted(context: Context, items: Sequence[Item]) -> bool:
    """Return whether guides act on things: not on one sign alone, unless people want them there."""
    return len(items) > 1 or any(kind(item) != "signe" for item in items) or context.guided()


def kind(item: Item) -> Kind:
    """Return what a thing is for guides."""
    if isinstance(item, PostIt | Texte | Photo):
        return "papier"
    return "signe" if isinstance(item, Mark) and isinstance(item.geometry, Point) else "forme"


def kind_of(items: Sequence[Item]) -> Kind:
    """Return what things are together: papers, where they are of several kinds."""
    kinds = {kind(item) for item in items}
    return next(iter(kinds)) if len(kinds) == 1 else "papier"


def _room(context: Context, items: Sequence[Item]) -> Box:
    """Return where guides may bring a box: post-its stay on the sheet, as they would without guides."""
    if not any(isinstance(item, PostIt) for item in items):
        return ANYWHERE
    width, height = context.page
    return (postits.APART, postits.APART, width - postits.APART, height - postits.APART)


def _sheet(context: Context) -> list[Neighbour]:
    """Return the frames of the sheet: the map, and the sheet itself, which is known by its middle."""
    left, top, right, bottom = context.frame.box
    return [
        Neighbour(
            "carte",
            (left, top, right, bottom),
            "feuille",
            lambda: tr("bord de la carte"),
            lambda: tr("milieu de la carte"),
        ),
        Neighbour(
            "feuille", (0.0, 0.0, *context.page), "feuille", lambda: tr("milieu de la feuille"), edged=False
        ),
    ]


def _about(sizes: Sequence[float], size: float, within: float) -> Sequence[float]:
    return sizes[bisect_left(sizes, size - within) : bisect_right(sizes, size + within)]


def _measured(box: Box, axis: int) -> Guide:
    """Return the size of a box on an axis, measured through its middle."""
    along = (box[1 - axis] + box[3 - axis]) / 2
    if axis == 0:
        return Guide((((box[0], along), (box[2], along)),), measured=True)
    return Guide((((along, box[1]), (along, box[3])),), measured=True)
