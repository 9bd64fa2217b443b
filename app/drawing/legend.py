"""The legend, derived: one row for each sign in use with the group's words, in bands by domaine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue.model import Pictogram
from app.catalogue.words import domaine as domaine_name
from app.drawing import theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Primitive, rectangle
from app.drawing.texts import run
from app.i18n import current, tr
from app.poster.records import DOMAINES, LIBRES, LigneLegende, Mark, Record, Trace

#: Heights and places of VISUAL in mm: row, band, space after a band's rows, and from the left of a column.
ROW, BAND, AFTER_BAND, AFTER_ROWS = 7.65, 6.4, 1.4, 2.3
SYMBOL = (9.6, 6.6)
SYMBOL_X, TEXT_X, BAND_TEXT_X = 6.0, 14.0, 2.0
#: The words of a freehand trace stand for its sign: it has no entry in the catalogue.
TRACE = "trace"

#: Draws the symbol of a sign in a box of SYMBOL mm whose top left corner is (x, y).
Symbol = Callable[[Mark | Trace, float, float], tuple[Primitive, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """A sign in use: who stands for it, the words that know it, and the words that people read."""

    picto: str
    texte: str
    domaine: str
    words: str
    subject: Mark | Trace

    @property
    def uid(self) -> str:
        """The name of the row's ink."""
        return f"legende:{self.picto}:{self.texte}"


@dataclass(frozen=True, slots=True)
class DomaineBand:
    """The rows of one domaine; ``suite`` says that it goes on from another column or sheet."""

    domaine: str
    rows: tuple[Row, ...]
    suite: bool = False

    @property
    def height(self) -> float:
        """From the top of the band to the bottom of the last row, in mm."""
        return BAND + AFTER_BAND + len(self.rows) * ROW


def bands(
    records: Mapping[str, Record], catalogue: Mapping[str, Pictogram], feuille: int = 1
) -> list[DomaineBand]:
    """Return the legend of a sheet: bands in the order of the domaines, only those in use.

    One row for each distinct sign and words, by rank where the group gave one, else in order of appearance.
    Free marks and freehand have a row when they were given words.
    """
    overrides = {
        (item.picto, item.texte): item for item in records.values() if isinstance(item, LigneLegende)
    }
    found: dict[tuple[str, str], Row] = {}
    for item in _in_order(records.values(), feuille):
        picto = item.picto if isinstance(item, Mark) else TRACE
        key = (picto, item.texte)
        if key in found or (key in overrides and overrides[key].masque):
            continue
        entry = catalogue.get(picto)
        if not item.texte and (entry is None or picto in LIBRES):
            continue
        own = overrides[key].libelle if key in overrides else ""
        inherited = entry.name.said(current()) if entry else ""
        domaine = item.domaine or (entry.domaine if entry else "")
        words = typography.french(own or item.texte or inherited)
        found[key] = Row(picto, item.texte, domaine, " ".join(words.split("\n")), item)

    def rank(row: Row) -> tuple[bool, str]:
        known = overrides.get((row.picto, row.texte))
        return (not (known and known.rang), known.rang if known else "")

    ordered = sorted(found.values(), key=rank)
    domaines = [*DOMAINES, *dict.fromkeys(row.domaine for row in ordered if row.domaine not in DOMAINES)]
    every = [DomaineBand(key, tuple(row for row in ordered if row.domaine == key)) for key in domaines]
    return [band for band in every if band.rows]


def _in_order(records: Iterable[Record], feuille: int) -> Sequence[Mark | Trace]:
    items = [item for item in records if isinstance(item, Mark | Trace) and item.feuille == feuille]
    return sorted(items, key=lambda item: (item.ordre, item.uid))


def draw_band(band: DomaineBand, x: float, y: float, width: float, symbol: Symbol) -> list[Ink]:
    """Return the inks of a band whose top left corner is (x, y) mm: its head, then one ink for each row."""
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
    style = theme.STYLES["legende"]
    for rank, row in enumerate(band.rows):
        middle = y + BAND + AFTER_BAND + (rank + 0.5) * ROW
        wide, high = SYMBOL
        drawn = symbol(row.subject, x + SYMBOL_X - wide / 2, middle - high / 2)
        words = typography.elided(row.words, style.face, style.size, width - TEXT_X)
        text = run(words, x + TEXT_X, middle + typography.CAP_HEIGHT * style.size / 2, style)
        extent = (x, middle - ROW / 2, x + width, middle + ROW / 2)
        inks.append(Ink(row.uid, Band.FEUILLE, (*drawn, text), (), (), extent))
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
        room = int((left - BAND - AFTER_BAND) / ROW + 1e-6)
        if room >= len(band.rows):
            filled[-1].append(waiting.pop(0))
            left -= band.height + AFTER_ROWS
            continue
        if room >= 2:
            filled[-1].append(DomaineBand(band.domaine, band.rows[:room], band.suite))
            waiting[0] = DomaineBand(band.domaine, band.rows[room:], suite=True)
        if len(filled) == columns:
            break
        filled.append([])
        left = height
    return Flow(tuple(tuple(column) for column in filled), tuple(waiting), in_rows=False)


def grid_height(columns: Sequence[Sequence[DomaineBand]]) -> float:
    """Return the height in mm of columns whose bands start together."""
    ranks = max((len(column) for column in columns), default=0)
    heights = [max((c[rank].height for c in columns if rank < len(c)), default=0.0) for rank in range(ranks)]
    return sum(heights) + AFTER_ROWS * max(0, ranks - 1)
