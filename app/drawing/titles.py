"""The head of the sheet: the title in large, then whose territory it is and whose poster."""

from __future__ import annotations

from dataclasses import dataclass

from app.drawing import theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Primitive, Text, TextLine
from app.drawing.texts import run
from app.i18n import trn
from app.poster.records import Poster
from app.poster.sheet import map_rect, page_size

TRACKING = -0.008
#: Capitals of the first line start here, in mm from the top of the sheet.
CAP_TOP = 12.0
MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class _Room:
    """What the head has of an orientation, in mm: sizes of type and baselines."""

    one: float  # largest size on one line
    least: float  # below this size, two lines
    two: float  # largest size on two lines
    detail: float  # baseline of the line under the title
    detail_two: float  # the same under two lines


_ROOMS = {
    "paysage": _Room(one=16.0, least=11.0, two=9.8, detail=32.8, detail_two=36.7),
    "portrait": _Room(one=17.0, least=15.0, two=17.0, detail=49.8, detail_two=49.8),
}
#: Smallest size of a title: still of the tier read in the room.
SMALLEST = 7.0


def draw(poster: Poster) -> list[Ink]:
    """Return the inks of the head: ``feuille:titre``, ``feuille:territoire`` and ``feuille:groupe``.

    Each has an extent even where nothing is written, so that a screen can invite to write there.
    """
    room = _ROOMS[poster.orientation]
    width = page_size(poster.orientation)[0] - 2 * MARGIN
    title, lines = _title(poster, room, width)
    baseline = room.detail_two if lines > 1 else room.detail
    bottom = baseline - 5.2
    head = Ink("feuille:titre", Band.FEUILLE, title, (), (), (MARGIN, 10.0, MARGIN + width, bottom))
    return [head, *_detail(poster, baseline, width)]


def fitted(text: str, orientation: str) -> tuple[tuple[str, ...], float]:
    """Return the lines of a title and their size in mm: one line while it stays large, else two that balance.

    A title too long even for two lines at the smallest size is cut with « … ».
    """
    room = _ROOMS[orientation]
    limit = page_size(orientation)[0] - 2 * MARGIN
    words = typography.french(" ".join(text.split()))
    if "\n" not in text.strip():
        alone = limit / max(1e-6, typography.width(words, "Black", 1.0, TRACKING))
        if alone >= room.least:
            return (words,), min(room.one, alone)
    lines = (
        _halves(words, limit, room.two)
        if "\n" not in text.strip()
        else tuple(typography.french(text).split("\n")[:2])
    )
    widest = max(typography.width(line, "Black", 1.0, TRACKING) for line in lines)
    size = min(room.two, limit / max(1e-6, widest))
    if size < SMALLEST:
        size = SMALLEST
        lines = tuple(typography.elided(line, "Black", size, limit) for line in lines)
    return lines, size


def _halves(words: str, limit: float, most: float) -> tuple[str, ...]:
    """Return a title in two lines that balance, parted after a sign and not after a small word if it stays as large."""
    cuts = [rank for rank, sign in enumerate(words) if sign == " "]
    if not cuts:
        return (words,)

    def cost(cut: int) -> float:
        parts = (words[:cut], words[cut + 1 :])
        wide = max(typography.width(part, "Black", 1.0, TRACKING) for part in parts)
        size = min(most, limit / wide)
        last = parts[0].rpartition(" ")[2]
        sense = 0.85 if last[-1:] in ",;:.!?…" else 1.1 if typography.leads(last) else 1.0
        # What reads well is worth some width, and a little of the size.
        return wide * sense * (most / size) ** 2

    best = min(cuts, key=cost)
    return words[:best], words[best + 1 :]


def _title(poster: Poster, room: _Room, width: float) -> tuple[tuple[Primitive, ...], int]:
    if not poster.titre.strip():
        return (), 1
    lines, size = fitted(poster.titre, poster.orientation)
    step = size * theme.STYLES["titre"].leading
    first = CAP_TOP + typography.CAP_HEIGHT * size
    if poster.orientation == "portrait" and len(lines) == 1:
        first += room.two * theme.STYLES["titre"].leading  # near the map, the blank above
    placed = tuple(
        # The ink of the first letter stands on the margin, not the blank that it has at its left.
        TextLine(MARGIN - size * typography.bearing(words, "Black"), first + rank * step, words)
        for rank, words in enumerate(lines)
    )
    return (Text(placed, "Black", size, theme.ENCRE, tracking=TRACKING),), len(lines)


def _detail(poster: Poster, baseline: float, width: float) -> list[Ink]:
    style, named = theme.STYLES["territoire"], typography.french(poster.territoire_nom)
    name = run(named, MARGIN - style.size * typography.bearing(named, style.face), baseline, style)
    end = name.lines[0].x + typography.width(named, name.face, name.size)
    facts = _facts(poster)
    parts: tuple[Primitive, ...] = (name,)
    if facts:
        detail = run(
            facts, end + 3.2 if poster.territoire_nom else MARGIN, baseline, theme.STYLES["territoire_detail"]
        )
        parts = (name, detail)
        end = detail.lines[0].x + typography.width(facts, detail.face, detail.size)
    top, bottom, right = baseline - 5.2, min(baseline + 2.0, map_rect(poster.orientation)[1]), MARGIN + width
    style = theme.STYLES["groupe"]
    group = typography.elided(typography.french(poster.groupe), style.face, style.size, right - end - 8.0)
    written = (run(group, right, baseline, style, anchor="right"),) if poster.groupe else ()
    left = right - max(60.0, typography.width(group, style.face, style.size))
    return [
        Ink("feuille:territoire", Band.FEUILLE, parts, (), (), (MARGIN, top, max(end, MARGIN + 40), bottom)),
        Ink("feuille:groupe", Band.FEUILLE, written, (), (), (left, top, right, bottom)),
    ]


def _facts(poster: Poster) -> str:
    facts = []
    if poster.nb_communes:
        facts.append(trn(poster.nb_communes, "{n} commune", "{n} communes"))
    if poster.population:
        facts.append(trn(poster.population, "{n} habitant", "{n} habitants"))
    return ", ".join(facts)
