"""Tying one thing to another without a pointer: Tab goes through what can be tied to, Enter ties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import hypot

from app.catalogue.model import Pictogram
from app.poster.boxes import middle
from app.poster.document import Document
from app.poster.geometry import Box, Coord, Lines
from app.poster.records import Item, Mark, PostIt, new_uid
from app.ui.tools import acts
from app.ui.tools.shapes import distance
from app.ui.tools.tool import Context, Gesture

#: Between an arrow and what it comes from or goes to, in mm.
GAP = 1.5
#: The least length of an arrow that still leaves room around what it ties, in mm.
LEAST = 6.0
#: The free mark that ties.
ARROW = "fleche"


def aim(context: Context, targets: Sequence[str], word: str, done: Callable[[str], object]) -> Gesture:
    """Go through ``targets`` until one is taken: by keys, or by a click on it; ``word`` says what for."""
    at, feedback = 0, context.feedback
    while True:
        item = context.document.get(targets[at])
        name = acts.spoken(item, context.catalogue) if isinstance(item, Item) else ""
        feedback.aimed, feedback.marked = targets[at], frozenset({targets[at]})
        feedback.chip = f"{word} {name}".strip()
        event = yield
        if event.kind in ("next", "before"):
            at = (at + (1 if event.kind == "next" else -1)) % len(targets)
        elif event.kind == "finish":
            break
        elif event.kind in ("press", "move", "release"):
            hit = context.find(event.page, frozenset())
            under = hit.uid if hit is not None and hit.uid in targets else ""
            at = targets.index(under) if under else at
            if under and event.kind == "release":
                break
    done(targets[at])


def around(context: Context, items: Sequence[Item], wanted: Callable[[Item], bool]) -> list[str]:
    """Return the things that ``items`` can be tied to, the nearest first."""
    own = {item.uid for item in items}
    here = [middle(box) for item in items if (box := context.extent(item.uid))]
    found = [
        (min(distance(middle(box), each) for each in here), item.uid)
        for item in context.document.items()
        if here and item.uid not in own and wanted(item) and (box := context.extent(item.uid))
    ]
    return [uid for _, uid in sorted(found)]


def attach(document: Document, notes: Sequence[PostIt], target: str) -> None:
    """Lead post-its to a thing, as one act."""
    with document.transaction("Attacher") as act:
        for note in notes:
            act.put(replace(note, cible=target, cible_x=None, cible_y=None))


def link(context: Context, arrow: Pictogram, source: str, target: str) -> Mark | None:
    """Lay an arrow from one thing to another, as one act; None where one of them is not on the sheet."""
    boxes = context.extent(source), context.extent(target)
    if boxes[0] is None or boxes[1] is None:
        return None
    run = tuple(context.ground(at) for at in between(boxes[0], boxes[1]))
    made = Mark(uid=new_uid(), picto=ARROW, geometry=Lines((run,)), **context.starting(ARROW))
    with context.document.transaction("Poser «\u00a0{nom}\u00a0»", nom=arrow.name.fr) as act:
        act.put(made)
    return made


def between(source: Box, target: Box) -> tuple[Coord, Coord]:
    """Return the ends of an arrow between two boxes: on their edges, or in their middles where they are too near."""
    (ax, ay), (bx, by) = start, end = middle(source), middle(target)
    length = hypot(bx - ax, by - ay)
    if not length:
        # They lie on each other: the arrow shows which way it goes all the same.
        return start, (bx + 2 * LEAST, by)
    way = ((bx - ax) / length, (by - ay) / length)
    leaving, arriving = _out(source, way) + GAP, _out(target, way) + GAP
    if length - leaving - arriving < LEAST:
        return start, end
    return (
        (ax + way[0] * leaving, ay + way[1] * leaving),
        (bx - way[0] * arriving, by - way[1] * arriving),
    )


def _out(box: Box, way: Coord) -> float:
    """Return how far the edge of a box is from its middle in a direction of length 1."""
    across, down = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    return min(
        across / abs(way[0]) if way[0] else float("inf"), down / abs(way[1]) if way[1] else float("inf")
    )
