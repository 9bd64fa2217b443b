"""Post-its: a sheet of paper cut to its words, a folded corner, and a leader to what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot

from app.drawing import theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Primitive, circle, line, polygon
from app.drawing.texts import block, strikes
from app.poster.geometry import Areas, Box, Coord, Geometry, Lines, Run
from app.poster.records import Mark, PostIt, Texte, Trace
from app.poster.sheet import MapFrame

PAD, FOLD, EDGE = 3.4, 5.0, 0.35
SHADOW = (0.9, 1.0)
NARROW, WIDE = 38.0, 60.0
#: As many lines as people read at once; a longer note grows, it is never cut.
LINES = 4
LEADER, LEADER_HALO, LEADER_DOT = 0.7, 0.6, 1.3
#: A leader leaves its paper at least this far from a corner.
CORNER = 5.5


@dataclass(frozen=True, slots=True)
class Sized:
    """The paper that a text asks for: its lines, its width and its height in mm."""

    lines: tuple[str, ...]
    width: float
    height: float


@lru_cache(maxsize=512)
def sized(text: str, largeur: float | None = None) -> Sized:
    """Return the paper of a text: at least 38 mm wide, at most 60, three lines rather than four.

    ``largeur`` (mm) fixes the width instead. Beyond four lines at the widest, the paper grows downwards.
    """
    style = theme.STYLES["postit"]
    words = typography.french(text.strip())

    def lines_at(width: float) -> tuple[str, ...]:
        return typography.broken(words, style.face, style.size, width - 2 * PAD)

    if largeur is not None:
        width = max(NARROW / 2, largeur)
        lines = lines_at(width)
    else:
        tries = [lines_at(NARROW + 2.0 * step) for step in range(int((WIDE - NARROW) / 2) + 1)]
        lines = next((found for found in tries if len(found) <= LINES - 1), tries[-1])
        longest = max(typography.width(item, style.face, style.size) for item in lines)
        width = max(NARROW, longest + 2 * PAD)
    return Sized(lines, width, 2 * PAD + len(lines) * style.size * style.leading)


def box(record: PostIt) -> Box | None:
    """Return the paper's extent on the page in mm, without its shadow; None while it waits to be placed."""
    if record.x is None or record.y is None:
        return None
    paper = sized(record.texte, record.largeur)
    return (record.x, record.y, record.x + paper.width, record.y + paper.height)


def draw(record: PostIt, target: Coord | None) -> Ink:
    """Return the ink of a post-it; ``target`` is the place that its leader touches, in page mm.

    A post-it that waits to be placed has no ink. The paper's box is the one label of the ink.
    """
    paper = box(record)
    if paper is None:
        return Ink(record.uid, Band.POSTITS, ())
    x, y, right, bottom = paper
    colours = theme.POSTITS.get(record.couleur, theme.POSTITS["jaune"])
    cut = (
        (x, y),
        (right, y),
        (right, bottom - FOLD),
        (right - FOLD, bottom),
        (x, bottom),
    )
    drawn: list[Primitive] = [*(_leader(paper, target) if target else ())]
    shadow = polygon((px + SHADOW[0], py + SHADOW[1]) for px, py in cut)
    drawn += [
        Path((shadow,), fill=theme.POSTIT_OMBRE),
        Path((polygon(cut),), fill=colours.fill, stroke=colours.edge, width=EDGE),
        Path((polygon(((right, bottom - FOLD), (right - FOLD, bottom - FOLD), (right - FOLD, bottom))),),
             fill=colours.fold, stroke=colours.edge, width=EDGE),
    ]  # fmt: skip
    style = theme.STYLES["postit"]
    lines = sized(record.texte, record.largeur).lines
    if any(lines):
        colour = theme.mixed(theme.ENCRE, 0.45, colours.fill) if record.barre else theme.ENCRE
        words = block(lines, x + PAD, y + PAD + 0.78 * style.size, style, colour=colour)
        drawn.append(words)
        if record.barre:
            drawn += strikes(words, theme.ENCRE)
    ink = Ink.of(record.uid, Band.POSTITS, tuple(drawn))
    return Ink(ink.uid, ink.band, ink.primitives, (), (paper,), ink.extent)


def target(
    record: PostIt, item: Mark | Trace | Texte | PostIt | None, symbol: Box | None, frame: MapFrame
) -> Coord | None:
    """Return the page place that the leader of ``record`` touches, or None where it has nothing to touch.

    ``item`` is the record that the post-it speaks of and ``symbol`` the extent of its sign on the page: the
    dot of the leader stands against its edge. Along a line or an outline it stands on the nearest place.
    """
    paper = box(record)
    if paper is None:
        return None
    middle = ((paper[0] + paper[2]) / 2, (paper[1] + paper[3]) / 2)
    if isinstance(item, PostIt):
        other = box(item)
        return _against(other, middle) if other else None
    if item is not None:
        moved = item.geometry.map(frame.to_page)
        if isinstance(moved, Lines | Areas):
            return _nearest(moved, middle)
        return _against(symbol, middle) if symbol else (moved.x, moved.y)
    if record.cible_x is None or record.cible_y is None:
        return None
    return frame.to_page(record.cible_x, record.cible_y)


def _leader(paper: Box, end: Coord) -> list[Primitive]:
    x, y, right, bottom = paper
    if x <= end[0] <= right and y <= end[1] <= bottom:
        return []  # the paper lies on what it speaks of
    inset_x, inset_y = min(CORNER, (right - x) / 2), min(CORNER, (bottom - y) / 2)
    start = (
        right if end[0] > right else x if end[0] < x else end[0],
        bottom if end[1] > bottom else y if end[1] < y else end[1],
    )
    if y < start[1] < bottom:
        start = (start[0], min(max(start[1], y + inset_y), bottom - inset_y))
    elif x < start[0] < right:
        start = (min(max(start[0], x + inset_x), right - inset_x), start[1])
    else:  # from a corner: slip along the side that faces the target most
        across, down = abs(end[0] - start[0]), abs(end[1] - start[1])
        if across > down:
            start = (start[0], y + inset_y if start[1] == y else bottom - inset_y)
        else:
            start = (x + inset_x if start[0] == x else right - inset_x, start[1])
    halo = LEADER + 2 * LEADER_HALO
    way = line(start, end)
    return [
        Path((way,), stroke=theme.PAPIER, width=halo),
        Path((circle(*end, LEADER_DOT + LEADER_HALO),), fill=theme.PAPIER),
        Path((way,), stroke=theme.ENCRE, width=LEADER),
        Path((circle(*end, LEADER_DOT),), fill=theme.ENCRE),
    ]


def leader(record: PostIt, end: Coord | None) -> Run:
    """Return the line of the leader on the page, empty where there is none."""
    paper = box(record)
    parts = _leader(paper, end) if paper and end else []
    return parts[0].subpaths[0].points if parts and isinstance(parts[0], Path) else ()


def _against(symbol: Box, place: Coord) -> Coord:
    """Return where a line from ``place`` to the middle of ``symbol`` meets its edge, one dot before it."""
    x, y = (symbol[0] + symbol[2]) / 2, (symbol[1] + symbol[3]) / 2
    dx, dy = place[0] - x, place[1] - y
    far = hypot(dx, dy)
    if far < 1e-6:
        return (x, y)
    half_width, half_height = (symbol[2] - symbol[0]) / 2, (symbol[3] - symbol[1]) / 2
    share = min(half_width / abs(dx) if dx else 9e9, half_height / abs(dy) if dy else 9e9)
    reach = min(share + LEADER_DOT / far, 1.0)
    return (x + dx * reach, y + dy * reach)


def _nearest(geometry: Geometry, place: Coord) -> Coord:
    runs: list[Run] = []
    if isinstance(geometry, Lines):
        runs += geometry.parts
    elif isinstance(geometry, Areas):
        runs += [ring for part in geometry.parts for ring in part]
    best = (9e18, place)
    for run in runs:
        for (ax, ay), (bx, by) in pairwise(run):
            dx, dy = bx - ax, by - ay
            long = dx * dx + dy * dy
            t = min(1.0, max(0.0, ((place[0] - ax) * dx + (place[1] - ay) * dy) / long)) if long else 0.0
            x, y = ax + t * dx, ay + t * dy
            best = min(best, ((x - place[0]) ** 2 + (y - place[1]) ** 2, (x, y)))
    return best[1]
