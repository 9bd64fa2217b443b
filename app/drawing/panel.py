"""The panel beside or under the map: messages, legend, AMOF, and the key of the badges in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.catalogue.model import Pictogram
from app.drawing import amof, badges, legend, notch, theme, typography
from app.drawing.brushes.subject import Hang
from app.drawing.ink import Band, Ink
from app.drawing.legend import DomaineBand, Flow, Symbol
from app.drawing.placing import placed
from app.drawing.primitives import Primitive, box
from app.drawing.texts import block, run
from app.i18n import tr
from app.poster.geometry import Box, Point
from app.poster.grids import MESSAGES
from app.poster.options import Options
from app.poster.records import LigneGrille, Mark, Poster, Record
from app.poster.sheet import map_rect, page_size

#: Left and width of the panel beside the map; between two of its columns, and between the four under the map.
SIDE = (281.0, 127.0)
GUTTER, NARROW = 6.0, 5.0
#: From the top of the section of messages to the first line, and from the last baseline to what follows.
MESSAGE_FIRST, MESSAGE_TEXT_X, MESSAGE_APART, AFTER_MESSAGES = 15.5, 8.5, 2.05, 5.3
UNDER_MESSAGES = 3.0
#: Largest side of a badge in its key, its paper ring included.
KEY_MM = 4.8
#: From the left of an entry of the key to its words; least and most room between two columns.
KEY_WORDS, KEY_APART = 5.9, (3.0, 7.0)
#: Messages start at the top of the map: their head stands a little lower than that of the AMOF.
HEAD_SHIFT = 0.85
#: White kept above the AMOF, and between two rows of the key.
ABOVE_AMOF, KEY_STEP = 2.6, 6.4


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel draws, and whether the sheet needs another one."""

    inks: tuple[Ink, ...]
    #: The AMOF found no room: it has its own sheet.
    amof_apart: bool
    #: Bands of the legend that go on there.
    suite: tuple[DomaineBand, ...]


def draw(
    poster: Poster,
    records: Mapping[str, Record],
    catalogue: Mapping[str, Pictogram],
    options: Options,
    symbol: Symbol,
) -> Panel:
    """Return the panel of a sheet, laid out for its orientation."""
    found = legend.bands(records, catalogue, column_width(poster))
    cells = amof.cells(records)
    key = [item for item in records.values() if isinstance(item, Mark) and item.feuille == 1]
    if poster.orientation == "portrait":
        return _portrait(records, found, cells, key, options, symbol)
    return _landscape(records, found, cells, key, options, symbol)


def column_width(poster: Poster) -> float:
    """Return the width in mm of a column of the legend."""
    if poster.orientation == "portrait":
        return (map_rect("portrait")[2] - 3 * NARROW) / 4
    return (SIDE[1] - GUTTER) / 2


def messages(records: Mapping[str, Record]) -> list[LigneGrille]:
    """Return the messages that have words, in their order."""
    lines = [
        item
        for item in records.values()
        if isinstance(item, LigneGrille) and item.grille == MESSAGES and item.texte.strip()
    ]
    return sorted(lines, key=lambda item: (item.rang, item.uid))


def _landscape(
    records: Mapping[str, Record],
    found: Sequence[DomaineBand],
    cells: amof.Cells,
    marks: Sequence[Mark],
    options: Options,
    symbol: Symbol,
) -> Panel:
    x, width = SIDE
    _, top, _, high = map_rect("paysage")
    # Two rows of the key stand under the map; a third one stands beside it.
    bottom = top + high - max(0, _key_rows(marks, width) - 2) * KEY_STEP
    inks, end = messages_drawn(records, x, top, width)
    y = end + AFTER_MESSAGES if end > top else top
    tall = amof.height(cells, width) + ABOVE_AMOF if options.amof else 0.0
    flow = legend.flow(found, 2, bottom - y - tall)
    # The AMOF gives way first, rather than cut a domaine in two: it has its own sheet.
    apart = options.amof and (not flow.whole or y > bottom - tall)
    if apart:
        flow = legend.flow(found, 2, bottom - y)
    inks += _legend(flow, x, y, GUTTER, symbol)
    if options.amof and not apart:
        inks += amof.draw(cells, x, bottom - tall + ABOVE_AMOF, width, GUTTER)
    inks += _key(marks, x, bottom + 6.4, width)
    return Panel(tuple(inks), apart, flow.suite)


def _portrait(
    records: Mapping[str, Record],
    found: Sequence[DomaineBand],
    cells: amof.Cells,
    marks: Sequence[Mark],
    options: Options,
    symbol: Symbol,
) -> Panel:
    x, top, width, high = map_rect("portrait")
    y = top + high + 4.9
    half = (width - GUTTER) / 2
    bottom = page_size("portrait")[1] - 26.3
    tall = amof.height(cells, half) + HEAD_SHIFT if options.amof else 0.0
    wide = half
    key, below = _key_on(marks, x, bottom, wide)
    below += _written(records, wide)
    flow = legend.flow(found, 4, bottom - y - ABOVE_AMOF - max(tall, below))
    apart = options.amof and not flow.whole
    if apart:
        # Without the AMOF beside them the messages have the whole width, and the legend what they leave.
        wide, tall = width, 0.0
        key, below = _key_on(marks, x, bottom, wide)
        below += _written(records, wide)
        flow = legend.flow(found, 4, bottom - y - ABOVE_AMOF - below)
    inks = _legend(flow, x, y, NARROW, symbol)
    # Messages and AMOF start together and stand on the foot: the legend grows into the white above them.
    start = bottom - max(tall, below)
    inks += messages_drawn(records, x, start, wide)[0]
    if options.amof and not apart:
        top = start + HEAD_SHIFT
        inks += amof.draw(cells, x + half + GUTTER, top, half, GUTTER, tall=bottom - top)
    return Panel((*inks, *key), apart, flow.suite)


def _written(records: Mapping[str, Record], width: float) -> float:
    """Return the height of the messages with the white under them, in mm; 0 where there is none."""
    last = messages_drawn(records, 0.0, 0.0, width)[1]
    return last + UNDER_MESSAGES if last else 0.0


def _key_on(marks: Sequence[Mark], x: float, bottom: float, width: float) -> tuple[list[Ink], float]:
    """Return the key whose last row stands on ``bottom`` (mm), and its height."""
    rows = _key_rows(marks, width)
    return _key(marks, x, bottom - 2.2 - (rows - 1) * KEY_STEP, width), rows * KEY_STEP


def _key_rows(marks: Sequence[Mark], width: float) -> int:
    tried = _key(marks, 0.0, 0.0, width)
    extent = tried[0].extent if tried else None
    return 1 + round((extent[3] - 2.3) / KEY_STEP) if extent else 0


def second_sheet(poster: Poster, records: Mapping[str, Record], side: Panel, symbol: Symbol) -> list[Ink]:
    """Return what found no room on the first sheet: the AMOF in large, then the end of the legend."""
    x, top = map_rect(poster.orientation)[0], map_rect(poster.orientation)[1] + 3.5
    width = page_size(poster.orientation)[0] - 2 * x
    bottom = page_size(poster.orientation)[1] - x
    inks: list[Ink] = []
    if side.suite:
        count = 4 if poster.orientation == "portrait" else 6
        gutter = GUTTER if count == 6 else NARROW
        wide = (width - (count - 1) * gutter) / count
        flow = legend.flow([replace(band, width=wide) for band in side.suite], count, 9e9)
        tall = legend.grid_height(flow.columns)
        inks += _legend(flow, x, bottom - tall, gutter, symbol)
        bottom -= tall + 8.0
    if side.amof_apart:
        factor = 2.0 if poster.orientation == "paysage" else 1.6
        factor = min(factor, (bottom - top) / amof.height(amof.cells(records), width))
        inks += amof.draw(amof.cells(records), x, top, width, GUTTER * factor, factor, bottom - top)
    return inks


def _legend(flow: Flow, x: float, y: float, gutter: float, symbol: Symbol) -> list[Ink]:
    """Return the inks of laid bands whose first column starts at (x, y) mm."""
    columns = flow.columns
    inks: list[Ink] = []
    tops = [y] * len(columns)
    for rank in range(max((len(column) for column in columns), default=0)):
        for at, column in enumerate(columns):
            if rank < len(column):
                band = column[rank]
                inks += legend.draw_band(band, x + at * (band.width + gutter), tops[at], symbol)
        ends = [top + c[rank].height if rank < len(c) else top for top, c in zip(tops, columns, strict=True)]
        together = max(ends) + legend.AFTER_ROWS
        tops = [together if flow.in_rows else end + legend.AFTER_ROWS for end in ends]
    return inks


def messages_drawn(
    records: Mapping[str, Record], x: float, y: float, width: float
) -> tuple[list[Ink], float]:
    """Return the inks of the messages and their last baseline; ``y`` itself where there is none yet."""
    lines = messages(records)
    style, number = theme.STYLES["message"], theme.STYLES["numero"]
    if not lines:
        return [Ink("feuille:messages", Band.FEUILLE, (), (), (), (x, y, x + width, y + 40.0))], y
    heads = {1: tr("Notre message"), 2: tr("Nos deux messages"), 3: tr("Nos trois messages")}
    inks = [
        amof.section("feuille:messages", heads.get(len(lines), tr("Nos messages")), x, y + HEAD_SHIFT, width)
    ]
    baseline = y + MESSAGE_FIRST
    step = style.size * style.leading
    for rank, item in enumerate(lines):
        words = typography.french(" ".join(item.texte.split()))
        broken = typography.broken(words, style.face, style.size, width - MESSAGE_TEXT_X)
        drawn: tuple[Primitive, ...] = (
            run(str(rank + 1), x, baseline + 0.2, number),
            block(broken, x + MESSAGE_TEXT_X, baseline, style),
        )
        inks.append(Ink.of(item.uid, Band.FEUILLE, drawn))
        baseline += step * len(broken) + MESSAGE_APART
    return inks, baseline - step - MESSAGE_APART


@lru_cache(maxsize=64)
def _signed(key: str, sample: Mark) -> tuple[tuple[Primitive, ...], Box]:
    """Return the sign of a qualifier about (0, 0), and its extent."""
    if key == "origine":
        drawn = notch.sign((0.0, 0.0), (1.0, 0.0))
    else:
        drawn = badges.draw(sample, Hang(0.0, 0.0, 0.0, 0.0)).primitives
    return drawn, box(drawn) or (0.0, 0.0, 1.0, 1.0)


def _key(marks: Sequence[Mark], x: float, y: float, width: float) -> list[Ink]:
    """Return the key of the badges in use, in rows of aligned columns; the middle of the first is at ``y`` mm."""
    used = {(key, _said(mark, key)) for mark in marks for key in badges.shown(mark)}
    used |= {("origine", mark.origine) for mark in marks if notch.shown(mark)}
    style = theme.STYLES["cle"]
    parts: list[Primitive] = []
    shown = [each for each in _samples() if each[:2] in used]
    wide = [KEY_WORDS + typography.width(words, style.face, style.size) for _, _, words, _ in shown]
    columns = _columns(wide, width)
    for rank, (key, _, words, sample) in enumerate(shown):
        at, middle = x + columns[rank % len(columns)], y + rank // len(columns) * KEY_STEP
        drawn, (low_x, low_y, high_x, high_y) = _signed(key, sample)
        factor = min(0.84, KEY_MM / max(high_x - low_x, high_y - low_y))
        middle_x, middle_y = (low_x + high_x) / 2 * factor, (low_y + high_y) / 2 * factor
        parts += placed(drawn, at + 2.1 - middle_x, middle - middle_y, factor)
        parts.append(run(words, at + KEY_WORDS, middle + typography.CAP_HEIGHT * style.size / 2, style))
    return [Ink.of("feuille:cle", Band.FEUILLE, tuple(parts))] if parts else []


def _columns(wide: Sequence[float], width: float) -> list[float]:
    """Return where the columns of the key begin, in mm from its left: as many as its entries leave room for."""
    for count in range(len(wide), 0, -1):
        widest = [max(wide[column::count]) for column in range(count)]
        apart = (width - sum(widest)) / max(1, count - 1)
        if apart >= KEY_APART[0] or count == 1:
            apart = min(apart, KEY_APART[1])
            return [sum(widest[:column]) + column * apart for column in range(count)]
    return []


def _said(mark: Mark, key: str) -> str:
    return str(getattr(mark, key)).lower()


def _samples() -> list[tuple[str, str, str, Mark]]:
    """Return each badge as (qualifier, value, words, a mark that has only it), in the order of the key."""
    bare = {"uid": "", "picto": "", "geometry": Point(0.0, 0.0)}
    found: list[tuple[str, str, str]] = [
        ("valence", "plus", tr("aide")),
        ("valence", "moins", tr("gêne")),
        ("valence", "mixte", tr("les deux")),
        ("tendance", "hausse", tr("en hausse")),
        ("tendance", "stable", tr("stable")),
        ("tendance", "baisse", tr("en baisse")),
        ("rupture", "reperee", tr("rupture")),
        ("rupture", "previsible", tr("rupture à venir")),
        ("signal_faible", "true", tr("signal faible")),
        ("origine", "externe", tr("vient d’ailleurs")),
        ("certitude", "hypothese", tr("hypothèse")),
        ("accord", "discute", tr("discuté")),
        ("accord", "minoritaire", tr("minoritaire")),
    ]
    return [
        (key, value, words, Mark(**bare, **{key: True if value == "true" else value}))  # type: ignore[arg-type]  # the keys and values are those of Mark, listed above
        for key, value, words in found
    ]
