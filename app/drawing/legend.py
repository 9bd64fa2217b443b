"""The legend, derived: one row for each sign in use with the group's words, in bands by domaine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.catalogue.model import Pictogram
from app.catalogue.words import domaine as domaine_name
from app.drawing import theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.legend_rows import Row, rows
from app.drawing.primitives import Path, Primitive, Text, rectangle
from app.drawing.texts import block, run
from app.i18n import tr
from app.poster.choices import DOMAINES
from app.poster.records import Mark, Record, Trace

#: Heights and places of VISUAL in mm: row, band, space after a band's rows, and from the left of a column.
ROW, BAND, AFTER_BAND, AFTER_ROWS = 7.65, 6.4, 1.4, 2.3
SYMBOL = (9.6, 6.6)
SYMBOL_X, TEXT_X, BAND_TEXT_X = 6.0, 14.0, 2.0
#: Words go on on other lines of a taller row, up to this many: shortening them is the group's affair.
LINES = 4
STYLE = theme.STYLES["legende"]

#: Draws the symbol of a sign in a box of SYMBOL mm whose top left corner is (x, y).
Symbol = Callable[[Mark | Trace, float, float], tuple[Primitive, ...]]


@dataclass(frozen=True, slots=True)
class DomaineBand:
    """The rows of one domaine in a column of ``width`` mm; ``suite`` says that it goes on from elsewhere."""

    domaine: str
    rows: tuple[Row, ...]
    width: float
    suite: bool = False

    @property
    def height(self) -> float:
        """From the top of the band to the bottom of the last row, in mm."""
        return BAND + AFTER_BAND + sum(row_height(row, self.width) for row in self.rows)


def bands(
    records: Mapping[str, Record], catalogue: Mapping[str, Pictogram], width: float, feuille: int = 1
) -> list[DomaineBand]:
    """Return the legend of a sheet in columns of ``width`` mm: bands in the order of the domaines in use."""
    found: dict[str, list[Row]] = {}
    for row in rows(records, catalogue, feuille):
        if not row.hidden:
            found.setdefault(row.domaine, []).append(row)
    return [DomaineBand(domaine, tuple(kept), width) for domaine, kept in found.items()]


@lru_cache(maxsize=1024)
def lines(words: str, width: float) -> tuple[str, ...]:
    """Return the words of a row as they are broken in a column of ``width`` mm."""
    limit = width - TEXT_X
    broken = typography.broken(words, STYLE.face, STYLE.size, limit)
    if len(broken) <= LINES:
        return broken
    rest = typography.elided(" ".join(broken[LINES - 1 :]), STYLE.face, STYLE.size, limit)
    return (*broken[: LINES - 1], rest)


def row_height(row: Row, width: float) -> float:
    """Return the height of a row in mm."""
    return height(row.words, width)


def height(words: str, width: float) -> float:
    """Return the height of a row of words in mm; each line beyond the first makes it taller by its leading."""
    return ROW + (len(lines(words, width)) - 1) * STYLE.size * STYLE.leading


def words_drawn(words: str, x: float, top: float, width: float) -> Text:
    """Return the words of a row whose top left corner is (x, top) mm."""
    # The first line stands where that of a lower row stands: lines are added under it.
    first = top + ROW / 2 + typography.CAP_HEIGHT * STYLE.size / 2
    return block(lines(words, width), x + TEXT_X, first, STYLE)


def draw_band(band: DomaineBand, x: float, y: float, symbol: Symbol) -> list[Ink]:
    """Return the inks of a band whose top left corner is (x, y) mm: its head, then one ink for each row."""
    width = band.width
    tint = theme.domaine(band.domaine)
    name = domaine_name(band.domaine) if band.domaine in DOMAINES else tr("Autres signes")
    head: tuple[Primitive, ...] = (
        Path((rectangle(x, y, width, BAND),), fill=tint.ink),
        run(
            tr("{domaine} (suite)", domaine=name) if band.suite else name,
            x + BAND_TEXT_X,
            y + 4.9,
            theme.STYLES["domaine"],
        ),
    )
    inks = [Ink.of(f"feuille:bande:{band.domaine}", Band.FEUILLE, head)]
    top = y + BAND + AFTER_BAND
    wide, high = SYMBOL
    for row in band.rows:
        tall = row_height(row, width)
        drawn = symbol(row.subject, x + SYMBOL_X - wide / 2, top + (tall - high) / 2)
        text = words_drawn(row.words, x, top, width)
        inks.append(Ink(row.uid, Band.FEUILLE, (*drawn, text), (), (), (x, top, x + width, top + tall)))
        top += tall
    return inks


@dataclass(frozen=True, slots=True)
class Flow:
    """Bands laid in columns, and those that wait for another sheet."""

    columns: tuple[tuple[DomaineBand, ...], ...]
    suite: tuple[DomaineBand, ...] = ()
    #: Whether bands side by side start together; else each column runs on its own.
    in_rows: bool = True

    @property
    def whole(self) -> bool:
        """Whether every band is there in one piece."""
        return not self.suite and not any(band.suite for column in self.columns for band in column)


def flow(found: Sequence[DomaineBand], columns: int, height: float) -> Flow:
    """Return the bands laid in ``columns`` of ``height`` mm.

    Bands of a row of the panel start together, as long as that fits; else they fill the columns one after the
    other, and a band may go on in the next column or on the next sheet: no sign in use loses its row.
    """
    aligned = tuple(tuple(found[start::columns]) for start in range(columns))
    if grid_height(aligned) <= height:
        return Flow(aligned)
    filled: list[list[DomaineBand]] = [[]]
    left, waiting = height, list(found)
    while waiting:
        band = waiting[0]
        kept = _fitting(band, left)
        if kept == len(band.rows):
            filled[-1].append(waiting.pop(0))
            left -= band.height + AFTER_ROWS
            continue
        if kept >= 2:
            filled[-1].append(replace(band, rows=band.rows[:kept]))
            waiting[0] = replace(band, rows=band.rows[kept:], suite=True)
        if len(filled) == columns:
            break
        filled.append([])
        left = height
    return Flow(tuple(tuple(column) for column in filled), tuple(waiting), in_rows=False)


def _fitting(band: DomaineBand, room: float) -> int:
    """Return how many rows of a band fit in ``room`` mm under its head."""
    room -= BAND + AFTER_BAND
    for rank, row in enumerate(band.rows):
        room -= row_height(row, band.width)
        if room < -1e-6:
            return rank
    return len(band.rows)


def grid_height(columns: Sequence[Sequence[DomaineBand]]) -> float:
    """Return the height in mm of columns whose bands start together."""
    ranks = max((len(column) for column in columns), default=0)
    heights = [max((c[rank].height for c in columns if rank < len(c)), default=0.0) for rank in range(ranks)]
    return sum(heights) + AFTER_ROWS * max(0, ranks - 1)
