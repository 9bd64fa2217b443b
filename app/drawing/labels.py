"""Words that belong to a mark: the destination at the end of a flow, the name along a ridge. Lengths in mm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import theme, typography
from app.drawing.brushes.subject import Subject
from app.drawing.primitives import Text, TextLine
from app.drawing.textures import shape
from app.poster.geometry import Box, Coord

#: Room between words and the mark they belong to, and between words and the frame.
GAP, FRAME_GAP = 1.6, 3.0
#: How far words may slide away from their mark before another side is better.
REACH = 26.0
#: What a mm away from the mark costs, and what a name that covers the territory costs.
SLIDING, COVERING = 0.6, 40.0
#: Widest line of words on the map.
MEASURE = 62.0
SIDES = ("dessus", "dessous", "droite", "gauche")
#: The parameter of a mark that says how large its words are at least, in mm; and the largest that is listened to.
LEAST, MOST_LEAST = "mots_mm", 60.0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of words with their styles and size; no letter is smaller than ``least`` mm (the em)."""

    lines: tuple[tuple[str, str], ...]
    width: float
    height: float
    least: float = 0.0

    @classmethod
    def of(cls, *lines: tuple[str, str], least: float = 0.0) -> Block:
        """Measure (words, style) pairs, broken where they are too long; empty words are left out."""
        kept = tuple(
            (part, name)
            for words, name in lines
            if words.strip()
            for part in typography.broken(
                typography.french(words), _style(name).face, max(least, _style(name).size), MEASURE
            )
        )
        widths = [
            typography.width(words, _style(name).face, max(least, _style(name).size)) for words, name in kept
        ]
        height = 0.0
        for rank, (_, name) in enumerate(kept):
            size = max(least, _style(name).size)
            height += size * (typography.CAP_HEIGHT if rank == 0 else _style(name).leading)
        return cls(kept, max(widths, default=0.0), height, least)

    def texts(self, x: float, y: float, align: str, colour: str, halo: str) -> tuple[Text, ...]:
        """Return the words in a box whose top-left is (x, y), set left, right or centred."""
        made = []
        baseline = y
        for rank, (words, name) in enumerate(self.lines):
            style = _style(name)
            size = max(self.least, style.size)
            baseline += size * (typography.CAP_HEIGHT if rank == 0 else style.leading)
            spare = self.width - typography.width(words, style.face, size)
            left = x + {"left": 0.0, "right": spare, "centre": spare / 2}[align]
            made.append(Text((TextLine(left, baseline, words),), style.face, size, colour, halo, style.halo))
        return tuple(made)


def _style(name: str) -> theme.Style:
    return theme.STYLES[name]


def least(subject: Subject) -> float:
    """Return the smallest size of the words of a mark, in mm: what the group asked for, else 0."""
    return min(MOST_LEAST, max(0.0, subject.number(LEAST, 0.0)))


def destination(subject: Subject, end: Coord, heading: Coord, obstacle: BaseGeometry) -> tuple[Text, ...]:
    """Return the words of a flow beside its ``end``, in its colour; empty without words.

    Sides are tried in turn, sliding away from the arrow until nothing is covered; the place that stays in the
    frame, off the territory and near the end wins. The parameter ``cote_etiquette`` imposes a side.
    """
    block = Block.of(
        (subject.etiquette, "destination"),
        (subject.sous_etiquette, "destination_temps"),
        least=least(subject),
    )
    outward = -1.0 if heading[0] < 0 else 1.0
    order = (
        ("dessus", "dessous", "droite", "gauche")
        if abs(heading[0]) > 0.5
        else ("droite", "gauche", "dessus", "dessous")
    )
    return _placed(subject, block, end, obstacle, order, outward, subject.look.words)


def beside(subject: Subject, place: Coord, obstacle: BaseGeometry, style: str = "relief") -> tuple[Text, ...]:
    """Return the name of a mark near ``place``, in the colour of the mark; empty without words."""
    block = Block.of((subject.etiquette, style), (subject.sous_etiquette, "village"), least=least(subject))
    return _placed(
        subject, block, place, obstacle, ("droite", "gauche", "dessus", "dessous"), 0.0, subject.look.words
    )


def beneath(subject: Subject, place: Coord, obstacle: BaseGeometry) -> tuple[Text, ...]:
    """Return the second words of a mark under ``place``, else beside it; empty without words."""
    block = Block.of((subject.sous_etiquette, "village"), least=least(subject))
    sides = ("dessous", "droite", "gauche", "dessus")
    return _placed(subject, block, place, obstacle, sides, 0.0, subject.look.words)


def within(subject: Subject, place: Coord) -> tuple[Text, ...]:
    """Return the name of an area, centred on ``place``."""
    block = Block.of((subject.etiquette, "relief"), (subject.sous_etiquette, "village"), least=least(subject))
    if not block.lines:
        return ()
    x, y = place[0] - block.width / 2, place[1] - block.height / 2
    return block.texts(x, y, "centre", subject.look.words, theme.PAPIER)


def _placed(
    subject: Subject,
    block: Block,
    at: Coord,
    obstacle: BaseGeometry,
    order: tuple[str, ...],
    outward: float,
    colour: str,
) -> tuple[Text, ...]:
    if not block.lines:
        return ()
    asked = subject.value("cote_etiquette", "")
    sides = (asked,) if asked in SIDES else order
    territory = shape(subject.territory) if subject.territory else None
    guarded = shapely.buffer(obstacle, GAP)
    best: tuple[float, float, float] | None = None
    for rank, side in enumerate(sides):
        for x, y, slid in _slides(block, at, side, outward, subject.frame):
            box = shapely.box(x, y, x + block.width, y + block.height)
            covers = bool(shapely.intersects(guarded, box))
            if covers and slid < REACH:
                continue
            cost = SLIDING * slid + 3.0 * rank + 400.0 * _outside(box, subject.frame) + 100.0 * covers
            if territory is not None and outward:  # what lies elsewhere is written outside
                cost += COVERING * _share(box, territory)
            if best is None or cost < best[0]:
                best = (cost, x, y)
            break
    assert best is not None  # the last slide of a side is always kept
    _, x, y = best
    middle = (x + block.width / 2, y + block.height / 2)
    on_paper = territory is None or bool(shapely.contains_xy(territory, *middle))
    align = "left" if outward < 0 or (outward == 0 and middle[0] >= at[0]) else "right"
    if outward == 0 and abs(middle[0] - at[0]) < block.width / 3:
        align = "centre"
    return block.texts(x, y, align, colour, theme.PAPIER if on_paper else theme.HORS_TERRITOIRE)


def _slides(
    block: Block, at: Coord, side: str, outward: float, frame: Box | None
) -> Iterator[tuple[float, float, float]]:
    left = {-1.0: at[0], 0.0: at[0] - block.width / 2, 1.0: at[0] - block.width}[outward]
    slid = 0.0
    while slid <= REACH:
        x, y = {
            "dessus": (left, at[1] - block.height - slid),
            "dessous": (left, at[1] + slid),
            "droite": (at[0] + slid, at[1] - block.height / 2),
            "gauche": (at[0] - block.width - slid, at[1] - block.height / 2),
        }[side]
        if frame is not None:
            x = min(
                max(x, frame[0] + FRAME_GAP), max(frame[0] + FRAME_GAP, frame[2] - FRAME_GAP - block.width)
            )
            y = min(
                max(y, frame[1] + FRAME_GAP), max(frame[1] + FRAME_GAP, frame[3] - FRAME_GAP - block.height)
            )
        yield x, y, slid
        slid += 1.0


def _outside(box: BaseGeometry, frame: Box | None) -> float:
    return 0.0 if frame is None else 1.0 - _share(box, shapely.box(*frame))


def _share(box: BaseGeometry, area: BaseGeometry) -> float:
    return float(shapely.area(shapely.intersection(box, area)) / max(shapely.area(box), 1e-9))
