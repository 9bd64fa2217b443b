"""Changing all that is selected by its frame: scale, stretch, turn, mirror, one step larger. Each is one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.drawing import postits
from app.i18n import tr
from app.poster.boxes import middle
from app.poster.document import Document, Transaction
from app.poster.geometry import Box, Coord
from app.poster.records import ITEM_TYPES, Item, Mark, PostIt, Trace
from app.ui.canvas.events import Handle, PointerEvent
from app.ui.tools import acts
from app.ui.tools.guides.handled import Framed
from app.ui.tools.handles import frame
from app.ui.tools.handles.spelt import spelt
from app.ui.tools.spoken import number
from app.ui.tools.tool import Context, Gesture
from app.ui.tools.transformed import Change, Matrix, kept, placed, transformed

#: One step larger or smaller: a tenth, and at least this many mm.
STEP, STEP_MM = 1.1, 0.5
#: More things than this are shown by their pictures while the hand moves: drawing them would take too long.
FEW = 8


class Grasp:
    """Things taken by their frame, measured once; ``after`` says what they become."""

    def __init__(self, context: Context, things: Iterable[Item]) -> None:
        self.context = context
        self.things = list(things)
        self.box: Box | None = frame.extent_of(self.things, context)
        self.keeps = frame.proportional(self.things)
        self._sizes = [context.size(each) if placed(each) else None for each in self.things]
        self._extents = [context.extent(each.uid) for each in self.things]
        self._papers = [_paper(each, box) for each, box in zip(self.things, self._extents, strict=True)]
        self._ends: dict[str, Coord | None] = {}
        self._spelt: dict[bool, list[Item]] = {}
        uids = {each.uid for each in self.things}
        #: Post-its that stay while what they speak of changes: their leader follows.
        self.followers = [
            note
            for note in context.document.all(PostIt)
            if note.cible in uids and note.uid not in uids and note.x is not None
        ]

    def after(self, change: Change) -> list[Item]:
        """Return the things after a change of the page; post-its stay on the sheet."""
        return [
            self._after(item, change, size, paper)
            for item, size, paper in zip(self._said(change), self._sizes, self._papers, strict=True)
        ]

    def _after(self, item: Item, change: Change, size: float | None, paper: Coord) -> Item:
        context = self.context
        there = transformed(item, change, context.frame, context.catalogue, size, paper)
        return postits.on_sheet(there, context.page) if isinstance(there, PostIt) else there

    def posed(self, change: Change) -> dict[str, Matrix]:
        """Return where each thing is laid while the hand moves: shapes are changed, signs keep their own form."""
        found: dict[str, Matrix] = {}
        for item, size, extent in zip(self._said(change), self._sizes, self._extents, strict=True):
            if extent is None or isinstance(item, PostIt):
                continue
            if size is None:
                found[item.uid] = change.matrix()
                continue
            here = middle(extent)
            there = change.at(here)
            grown = kept(size * change.size, item) / size if size and change.size != 1.0 else 1.0
            turned = not isinstance(item, PostIt | Trace) and (
                not isinstance(item, Mark) or item.angle is not None
            )
            own = Change(here, grown, grown, change.turn if turned else 0.0).matrix()
            found[item.uid] = (*own[:4], own[4] + there[0] - here[0], own[5] + there[1] - here[1])
        return found

    def notes(self, change: Change, laid: Mapping[str, Matrix]) -> list[PostIt]:
        """Return post-its and their leaders, led to where things are ``laid`` while the hand moves."""
        moving = [
            self._after(each, change, None, paper)
            for each, paper in zip(self.things, self._papers, strict=True)
            if isinstance(each, PostIt)
        ]
        found: list[PostIt] = []
        for note in [*moving, *self.followers]:
            if not isinstance(note, PostIt):
                continue
            end = self._end(note)
            if end is not None:
                a, b, c, d, e, f = laid.get(note.cible, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
                x, y = self.context.ground((a * end[0] + c * end[1] + e, b * end[0] + d * end[1] + f))
                note = replace(note, cible="", cible_x=x, cible_y=y)
            found.append(note)
        return found

    def _end(self, note: PostIt) -> Coord | None:
        """Return where the leader of a post-it ends when it is taken."""
        if note.uid not in self._ends:
            item = self.context.document.get(note.cible)
            spoken = item if isinstance(item, ITEM_TYPES) else None
            symbol = self.context.extent(note.cible) if spoken else None
            self._ends[note.uid] = postits.target(note, spoken, symbol, self.context.frame)
        return self._ends[note.uid]

    def _said(self, change: Change) -> list[Item]:
        turning = bool(change.turn)
        if not turning and not change.flips:
            return self.things
        if turning not in self._spelt:
            self._spelt[turning] = [spelt(each, self.context, turning=turning) for each in self.things]
        return self._spelt[turning]

    def put(self, change: Change, act: Transaction) -> None:
        """Write the change in an act, which it ends."""
        with act:
            for before, after in zip(self.things, self.after(change), strict=True):
                if after != before:
                    act.put(after)


def _paper(item: Item, box: Box | None) -> Coord:
    return (box[2] - box[0], box[3] - box[1]) if box and isinstance(item, PostIt) else (0.0, 0.0)


def grasped(context: Context) -> Grasp:
    """Return what is selected, ready to be changed; locked things stay as they are."""
    return Grasp(context, acts.items(context.document, context.selection()))


def reshape(context: Context, press: PointerEvent, event: PointerEvent, handle: Handle) -> Gesture:
    """Follow the hand that drags a frame by one of its handles, from ``event`` until it is let go."""
    grasp = grasped(context)
    box = grasp.box
    if box is None:
        return
    guides = Framed(context, grasp.things, box, handle)
    while True:
        keeps = grasp.keeps or event.shift
        made = frame.change(
            handle,
            box,
            press.page,
            guides.at(event, context.kept(event.page), press.page, keeps=keeps),
            keeps=keeps,
            centred=event.alt,
            steps=event.shift,
        )
        if event.over():
            break
        feedback = context.feedback
        if len(grasp.things) > FEW:
            feedback.posed = grasp.posed(made)
            feedback.drafts = tuple(grasp.notes(made, feedback.posed))
        else:
            feedback.drafts = (*grasp.after(made), *grasp.followers)
        feedback.frame = frame.outline(box, made, context.reach)
        feedback.chip = said(made)
        event = yield
    if made != Change(made.about, grows=made.grows):
        grasp.put(made, framing(context.document, handle))


def nudged(grasp: Grasp, handle: Handle, dx: float, dy: float) -> Change | None:
    """Return the change of a handle moved by (dx, dy) mm by keys: to the left and up turn counter-clockwise, by 1°."""
    if grasp.box is None:
        return None
    if handle.role == "pivot":
        return Change(middle(grasp.box), turn=-(dx + dy) % 360.0)
    to = (handle.at[0] + dx, handle.at[1] + dy)
    return frame.change(handle, grasp.box, handle.at, to, keeps=grasp.keeps)


def framing(document: Document, handle: Handle) -> Transaction:
    """Begin the act of changing things by their frame."""
    return document.transaction("Tourner" if handle.role == "pivot" else "Redimensionner")


def said(change: Change) -> str:
    """Return the words of a change: « 45° » to the left, « −45° » to the right, « 120 % », « 120 × 80 % »."""
    if change.turn:
        turn = change.turn if change.turn <= 180.0 else change.turn - 360.0
        return tr("{n}°", n=f"{'−' if turn < 0 else ''}{number(abs(turn))}")
    right, down = round(100 * change.right), round(100 * change.down)
    if right == down or (not change.grows and 100 in (right, down)):
        return tr("{n}\u202f%", n=right if right != 100 else down)
    return tr("{n} × {autre}\u202f%", n=right, autre=down)


def flip(context: Context, *, across: bool) -> bool:
    """Mirror what is selected about its middle, left to right when ``across``; return whether something changed.

    The drawing of a sign is never mirrored: its lean is.
    """
    grasp = grasped(context)
    if grasp.box is None:
        return False
    about = middle(grasp.box)
    made = Change(about, -1.0, 1.0) if across else Change(about, 1.0, -1.0)
    grasp.put(made, context.document.transaction("Retourner"))
    return True


def turn(context: Context, degrees: float) -> bool:
    """Turn what is selected about its heart, counter-clockwise; return whether something was there to turn."""
    grasp = grasped(context)
    heart = frame.heart_of(grasp.things, context)
    if heart is None:
        return False
    grasp.put(Change(heart, turn=degrees % 360.0), context.document.transaction("Tourner"))
    return True


def enlarge(context: Context, by: int) -> bool:
    """Make what is selected one step larger (1) or smaller (−1), each thing about its own middle."""
    things = acts.items(context.document, context.selection())
    changed = [(each, _stepped(each, by, context)) for each in things]
    changed = [(before, after) for before, after in changed if before != after]
    if changed:
        with context.document.transaction("Agrandir" if by > 0 else "Réduire") as act:
            for _, after in changed:
                act.put(after)
    return bool(changed)


def _stepped(item: Item, by: int, context: Context) -> Item:
    if isinstance(item, PostIt):
        return item
    if placed(item):
        size = context.size(item)
        if not size:
            return item
        after = max(size * STEP, size + STEP_MM) if by > 0 else min(size / STEP, size - STEP_MM)
        return replace(item, taille_mm=kept(after, item))
    grasp = Grasp(context, [item])
    if grasp.box is None:
        return item
    share = STEP if by > 0 else 1 / STEP
    return grasp.after(Change(middle(grasp.box), share, share, grows=True))[0]
