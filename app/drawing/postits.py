"""Post-its: a sheet of paper cut to its words, a folded corner, and a leader to what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import ceil, hypot, inf

from app.drawing import photos, theme, typography
from app.drawing.colour import mixed
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Primitive, Text, circle, line, polygon
from app.drawing.texts import block, strikes
from app.poster.geometry import Areas, Box, Coord, Geometry, Lines, Run
from app.poster.records import Item, Photo, PostIt
from app.poster.sheet import MapFrame

PAD, FOLD, EDGE = 3.4, 5.0, 0.35
SHADOW = (0.9, 1.0)
NARROW, WIDE = 38.0, 60.0
#: As many lines as people read at once; a longer note grows, it is never cut.
LINES = 4
#: A line of no more letters than this is not left alone, where a wider paper takes it in.
ALONE = 2
LEADER, LEADER_HALO, LEADER_DOT = 0.7, 0.6, 1.3
#: A post-it keeps this distance from the edge of the sheet, in mm.
APART = 2.0
#: A leader leaves its paper at least this far from a corner.
CORNER = 5.5


#: A room as they are: people at the back sit this far (m) from a picture that is so high (m).
BACK_M, PICTURE_M = 6.0, 1.5
#: Letters shrink by this much (mm) at a time to stay on their paper.
STEP = 0.25


def floor(high: float = 297.0, back: float = BACK_M, picture: float = PICTURE_M) -> float:
    """Return the smallest size in mm (the em) that people read from the back, on a sheet ``high`` mm high.

    high / 50 × back / (8 × picture): words of a fiftieth of a picture are read from eight times its height. ``back``
    and ``picture`` are the distance of the last row and the height of the picture, in m; the picture shows the whole
    sheet. On A3 in the usual room, 2.97 mm.
    """
    return high / 50 * back / (8 * picture)


CEILING, FLOOR = theme.STYLES["postit"].size, round(floor(), 1)


@dataclass(frozen=True, slots=True)
class Sized:
    """A paper and its words, in mm: the lines, the size of the letters, the margins, the width and the height."""

    lines: tuple[str, ...]
    width: float
    height: float
    size: float = CEILING
    pad: float = PAD


def paper(record: PostIt) -> Sized:
    """Return the paper of a post-it and its words as they stand on it."""
    return sized(record.texte, record.largeur, record.hauteur, record.taille_mm)


@lru_cache(maxsize=512)
def sized(
    text: str, largeur: float | None = None, hauteur: float | None = None, taille: float | None = None
) -> Sized:
    """Return the paper of a text: at least 38 mm wide, at most 60, three lines rather than four.

    ``largeur`` and ``hauteur`` (mm) fix its sides instead: letters are then as large as they fit, ``taille`` at
    most (that of the theme when None, the margins go with it) and ``FLOOR`` at least. What does not fit even so,
    or has no height of its own, grows the paper downwards: no word is cut off.
    """
    style = theme.STYLES["postit"]
    words = typography.french(text.strip())
    most = max(FLOOR, taille or CEILING)
    share = most / CEILING
    pad = PAD * share
    if largeur is None:
        limits = [(NARROW + 2.0 * step) * share - 2 * pad for step in range(int((WIDE - NARROW) / 2) + 1)]
        # Wide enough for its longest word, if any paper is.
        whole = [
            each for each in limits if typography.wanted(words, style.face, most, each) is not None
        ] or limits[-1:]
        tries = [typography.broken(words, style.face, most, each) for each in whole]
        few = [found for found in tries if len(found) <= LINES - 1] or tries[-1:]
        # « à » alone on its line looks forgotten.
        lines = next((found for found in few if min(map(len, found)) > ALONE), few[0])
        longest = max(typography.width(item, style.face, most) for item in lines)
        width = max(NARROW * share, longest + 2 * pad)
        size = most
    else:
        width = max(NARROW / 2, largeur)
        room = inf if hauteur is None else hauteur - 2 * pad
        size = _fitted(words, most, width - 2 * pad, room)
        lines = typography.broken(words, style.face, size, width - 2 * pad)
    return Sized(lines, width, max(hauteur or 0.0, 2 * pad + len(lines) * size * style.leading), size, pad)


def _fitted(words: str, most: float, wide: float, high: float) -> float:
    """Return the largest size, by steps from ``most`` down to the floor, at which words fit without a word cut."""
    style = theme.STYLES["postit"]
    # A smaller size never asks for more lines: the steps are halved until one is left.
    fits, least = 0, ceil((most - FLOOR) / STEP)
    while fits < least:
        middle = (fits + least) // 2
        size = max(FLOOR, most - middle * STEP)
        lines = typography.wanted(words, style.face, size, wide)
        if lines is not None and lines * size * style.leading <= high + 1e-6:
            least = middle
        else:
            fits = middle + 1
    return max(FLOOR, most - least * STEP)


def box(record: PostIt) -> Box | None:
    """Return the paper's extent on the page in mm, without its shadow; None while it waits to be placed."""
    if record.x is None or record.y is None:
        return None
    cut = paper(record)
    return (record.x, record.y, record.x + cut.width, record.y + cut.height)


def on_sheet(note: PostIt, page: Coord) -> PostIt:
    """Return a post-it brought back inside the sheet, whose width and height are ``page`` (mm)."""
    if note.x is None or note.y is None:
        return note
    cut = paper(note)
    x = max(APART, min(note.x, page[0] - APART - cut.width))
    y = max(APART, min(note.y, page[1] - APART - cut.height))
    return note if (x, y) == (note.x, note.y) else replace(note, x=x, y=y)


def draw(record: PostIt, target: Coord | None) -> Ink:
    """Return the ink of a post-it; ``target`` is the place that its leader touches, in page mm.

    A post-it that waits to be placed has no ink. The paper's box is the one label of the ink.
    """
    around = box(record)
    if around is None:
        return Ink(record.uid, Band.POSTITS, ())
    x, y, right, bottom = around
    words_of = paper(record)
    fold = FOLD * words_of.pad / PAD
    colours = theme.POSTITS.get(record.couleur, theme.POSTITS["jaune"])
    cut = (
        (x, y),
        (right, y),
        (right, bottom - fold),
        (right - fold, bottom),
        (x, bottom),
    )
    drawn: list[Primitive] = [*(_leader(around, target) if target else ())]
    shadow = polygon((px + SHADOW[0], py + SHADOW[1]) for px, py in cut)
    drawn += [
        Path((shadow,), fill=theme.POSTIT_OMBRE),
        Path((polygon(cut),), fill=colours.fill, stroke=colours.edge, width=EDGE),
        Path((polygon(((right, bottom - fold), (right - fold, bottom - fold), (right - fold, bottom))),),
             fill=colours.fold, stroke=colours.edge, width=EDGE),
    ]  # fmt: skip
    if any(words_of.lines):
        colour = mixed(theme.ENCRE, 0.45, colours.fill) if record.barre else theme.ENCRE
        words = _words(words_of, x, y, colour)
        drawn.append(words)
        if record.barre:
            drawn += strikes(words, theme.ENCRE)
    ink = Ink.of(record.uid, Band.POSTITS, tuple(drawn))
    return Ink(ink.uid, ink.band, ink.primitives, (), (around,), ink.extent)


def _words(cut: Sized, x: float, y: float, colour: str) -> Text:
    style = theme.STYLES["postit"]
    return block(cut.lines, x + cut.pad, y + cut.pad + 0.78 * cut.size, style, colour=colour, size=cut.size)


def target(record: PostIt, item: Item | None, symbol: Box | None, frame: MapFrame) -> Coord | None:
    """Return the page place that the leader of ``record`` touches, or None where it has nothing to touch.

    ``item`` is the record that the post-it speaks of and ``symbol`` the extent of its sign on the page: the
    dot of the leader stands against its edge. Along a line or an outline it stands on the nearest place.
    """
    around = box(record)
    if around is None:
        return None
    middle = ((around[0] + around[2]) / 2, (around[1] + around[3]) / 2)
    if isinstance(item, PostIt):
        other = box(item)
        return _against(other, middle) if other else None
    if isinstance(item, Photo):
        return _against(photos.box(item, frame), middle)
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
    around = box(record)
    parts = _leader(around, end) if around and end else []
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
