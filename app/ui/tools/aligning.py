"""Things put in line, or at equal distances, by their extents on the page. A group moves as one.

What is locked stays, and the others come to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.i18n import tr
from app.poster.boxes import around
from app.poster.document import Document, Transaction
from app.poster.geometry import Box, Coord
from app.poster.records import Item
from app.poster.sheet import MapFrame
from app.ui.tools.groups import units
from app.ui.tools.moved import Catalogue, shifted

Extent = Callable[[str], Box | None]
#: Moves shorter than this are none, in mm.
LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """A way to align: ``axis`` 0 is across the page, 1 down; ``share`` is where in the extent, 0, 0.5 or 1."""

    id: str
    icon: str
    word: Callable[[], str]
    axis: int
    share: float
    act: Callable[[Document], Transaction]


LINES: tuple[Line, ...] = (
    Line(
        "aligner_gauche",
        "aligner_gauche",
        lambda: tr("Aligner à gauche"),
        0,
        0.0,
        lambda document: document.transaction("Aligner à gauche"),
    ),
    Line(
        "aligner_centre",
        "aligner_centre",
        lambda: tr("Centrer en largeur"),
        0,
        0.5,
        lambda document: document.transaction("Centrer en largeur"),
    ),
    Line(
        "aligner_droite",
        "aligner_droite",
        lambda: tr("Aligner à droite"),
        0,
        1.0,
        lambda document: document.transaction("Aligner à droite"),
    ),
    Line(
        "aligner_haut",
        "aligner_haut",
        lambda: tr("Aligner en haut"),
        1,
        0.0,
        lambda document: document.transaction("Aligner en haut"),
    ),
    Line(
        "aligner_milieu",
        "aligner_milieu",
        lambda: tr("Centrer en hauteur"),
        1,
        0.5,
        lambda document: document.transaction("Centrer en hauteur"),
    ),
    Line(
        "aligner_bas",
        "aligner_bas",
        lambda: tr("Aligner en bas"),
        1,
        1.0,
        lambda document: document.transaction("Aligner en bas"),
    ),
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """A way to share out: at equal distances across the page (0) or down (1)."""

    id: str
    icon: str
    word: Callable[[], str]
    axis: int
    act: Callable[[Document], Transaction]


SHARINGS: tuple[Sharing, ...] = (
    Sharing(
        "repartir_largeur",
        "repartir_largeur",
        lambda: tr("Répartir en largeur"),
        0,
        lambda document: document.transaction("Répartir en largeur"),
    ),
    Sharing(
        "repartir_hauteur",
        "repartir_hauteur",
        lambda: tr("Répartir en hauteur"),
        1,
        lambda document: document.transaction("Répartir en hauteur"),
    ),
)


@dataclass(frozen=True, slots=True)
class Block:
    """What moves as one: a thing or a group, with its extent."""

    items: tuple[Item, ...]
    box: Box

    @property
    def fast(self) -> bool:
        """Whether it stays: something in it is locked."""
        return any(item.verrouille for item in self.items)


def blocks(items: Sequence[Item], extent: Extent, entered: str = "") -> list[Block]:
    """Return what moves as one among items; what is not drawn is left out."""
    found: list[Block] = []
    for unit in units(items, entered):
        boxes = [box for item in unit if (box := extent(item.uid))]
        if boxes:
            found.append(Block(unit, around(boxes)))
    return found


def align(document: Document, found: Sequence[Block], line: Line, catalogue: Catalogue) -> bool:
    """Align blocks as one act, to those that are locked where some are; return whether anything moved."""
    if len(found) < 2:
        return False
    fixed = [block.box for block in found if block.fast]
    goal = _place(around(fixed or [block.box for block in found]), line)
    moves = [(block, goal - _place(block.box, line)) for block in found]
    return _move(line.act(document), moves, line.axis, catalogue)


def share_out(document: Document, found: Sequence[Block], way: Sharing, catalogue: Catalogue) -> bool:
    """Leave the same gap between blocks as one act; the first, the last and locked ones stay.

    Return whether anything moved.
    """
    if len(found) < 3:
        return False
    low, high = way.axis, way.axis + 2
    order = sorted(found, key=lambda block: block.box[low] + block.box[high])
    stays = [rank for rank, block in enumerate(order) if block.fast or rank in (0, len(order) - 1)]
    moves: list[tuple[Block, float]] = []
    for first, last in pairwise(stays):
        between = order[first + 1 : last]
        room = order[last].box[low] - order[first].box[high]
        gap = (room - sum(block.box[high] - block.box[low] for block in between)) / (len(between) + 1)
        at = order[first].box[high] + gap
        for block in between:
            moves.append((block, at - block.box[low]))
            at += block.box[high] - block.box[low] + gap
    return _move(way.act(document), moves, way.axis, catalogue)


def _place(box: Box, line: Line) -> float:
    return box[line.axis] + line.share * (box[line.axis + 2] - box[line.axis])


def _move(act: Transaction, moves: Sequence[tuple[Block, float]], axis: int, catalogue: Catalogue) -> bool:
    document = act.document
    frame = MapFrame.of(document.poster)
    with act:
        for block, by in moves:
            if block.fast or abs(by) < LEAST:
                continue
            step: Coord = (by, 0.0) if axis == 0 else (0.0, by)
            for item in block.items:
                act.put(shifted(item, *step, frame, catalogue))
    return bool(act.patch)
