"""The AMOF frame: strengths and weaknesses from here over chances and threats from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.drawing import badges, theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.placing import placed
from app.drawing.primitives import Path, Primitive, line, rectangle
from app.drawing.texts import run
from app.i18n import count, tr
from app.poster.grids import AMOF, CASES
from app.poster.records import LigneGrille, Record

#: The frame as it is read: strengths and weaknesses above, chances and threats under them.
LAID = (("A", "F"), ("O", "M"))
GAP, BAR, LEAST = 3.0, 1.2, 24.0
#: Lines of a cell on the poster, and on a sheet of its own.
LINES, LINES_APART = 4, 9
#: From the top of a cell, in mm: its head, the first line, and what is left under the last one.
HEAD, FIRST, BELOW = 6.2, 11.9, 2.75
#: From the top of the section to its cells: a head in black over a rule.
SECTION = 8.5
#: From the top of a section to its rule.
RULE = 6.45

Cells = Mapping[str, Sequence[LigneGrille]]


def cells(records: Mapping[str, Record]) -> dict[str, list[LigneGrille]]:
    """Return the lines of each case of the AMOF, in their order; empty cases are there."""
    found: dict[str, list[LigneGrille]] = {case: [] for case in CASES[AMOF]}
    for record in records.values():
        if isinstance(record, LigneGrille) and record.grille == AMOF and record.case in found:
            found[record.case].append(record)
    for lines in found.values():
        lines.sort(key=lambda item: (item.rang, item.uid))
    return found


def height(found: Cells, width: float, factor: float = 1.0) -> float:
    """Return the height in mm of the whole section for a ``width``; ``factor`` enlarges it for its own sheet."""
    rows = _heights(found, _cell_width(width, factor), factor)
    return SECTION * factor + sum(rows) + GAP * factor


def draw(
    found: Cells, x: float, y: float, width: float, gap: float, factor: float = 1.0, tall: float = 0.0
) -> list[Ink]:
    """Return the inks of the section whose top left corner is (x, y) mm, ``gap`` mm between its columns.

    ``feuille:amof`` is its head, ``feuille:amof:A`` a cell, and each line is known by its record.
    With ``tall`` (mm) the cells share that height.
    """
    inks = [section("feuille:amof", tr("AMOF"), x, y, width, factor)]
    wide = (width - gap) / 2
    heights = _heights(found, wide, factor)
    if tall:
        each = (tall - (SECTION + GAP) * factor) / 2
        heights = [max(each, own) for own in heights]
    top = y + SECTION * factor
    for row, own in zip(LAID, heights, strict=True):
        for column, case in enumerate(row):
            inks += cell(case, found[case], x + column * (wide + gap), top, wide, own, factor)
        top += own + GAP * factor
    return inks


def section(uid: str, words: str, x: float, y: float, width: float, factor: float = 1.0) -> Ink:
    """Return a section head in black over its rule, the top of its capitals near ``y`` mm."""
    style = theme.STYLES["intertitre"]
    size = style.size * factor
    # Its first letter stands on the rule, not the blank that it has at its left.
    head = run(words, x - size * typography.bearing(words, style.face), y + 4.2 * factor, style, size=size)
    rule = Path(
        (line((x, y + RULE * factor), (x + width, y + RULE * factor)),),
        stroke=theme.ENCRE,
        width=theme.S2 * factor,
        cap="flat",
    )
    return Ink.of(uid, Band.FEUILLE, (head, rule))


def case_name(case: str) -> str:
    """Return the name of a case of the AMOF."""
    names = {"A": tr("Atouts"), "M": tr("Menaces"), "O": tr("Opportunités"), "F": tr("Faiblesses")}
    return names[case]


def _cell_width(width: float, factor: float) -> float:
    return (width - 6.0 * factor) / 2


def _heights(found: Cells, wide: float, factor: float) -> list[float]:
    counts = [max(len(_lines(found[case], wide, factor)) for case in row) for row in LAID]
    step = theme.STYLES["amof"].size * theme.STYLES["amof"].leading
    return [max(LEAST, FIRST + max(0, n - 1) * step + BELOW) * factor for n in counts]


def _lines(lines: Sequence[LigneGrille], wide: float, factor: float) -> list[tuple[str, str]]:
    """Return what a cell shows as (uid, words): broken while there is room, else one line for each."""
    style = theme.STYLES["amof"]
    limit = wide - (3.4 + 2.0) * factor
    size = style.size * factor
    texts = [
        (item.uid, typography.french(" ".join(item.texte.split()))) for item in lines if item.texte.strip()
    ]
    whole = [(uid, part) for uid, text in texts for part in typography.broken(text, style.face, size, limit)]
    most = LINES if factor == 1 else LINES_APART
    if len(whole) <= most:
        return whole
    short = [(uid, typography.elided(text, style.face, size, limit)) for uid, text in texts]
    if len(short) > most:
        rest = tr("… et {n} autres", n=count(len(short) - most + 1))
        short = [*short[: most - 1], (short[most - 1][0], rest)]
    return short


def cell(
    case: str, lines: Sequence[LigneGrille], x: float, y: float, wide: float, high: float, factor: float
) -> list[Ink]:
    """Return the inks of a cell of ``wide`` × ``high`` mm whose corner is (x, y): its ground, then its lines."""
    helps = case in "AO"
    tint = theme.VALENCE_PLUS if helps else theme.VALENCE_MOINS
    head, words = theme.STYLES["amof_titre"], theme.STYLES["amof"]
    name = run(case_name(case), x + 8.6 * factor, y + HEAD * factor, head, size=head.size * factor)
    side = tr("d’ici") if case in "AF" else tr("du dehors")
    sign = placed(
        badges.valence("plus" if helps else "moins", 0.0, 0.0),
        x + 5.2 * factor,
        y + 4.55 * factor,
        0.84 * factor,
    )
    parts: list[Primitive] = [
        Path((rectangle(x, y, wide, high),), fill=theme.CELLULE_AMOF),
        Path((rectangle(x, y, BAR * factor, high),), fill=tint),
        *sign,
        name,
        run(
            side,
            x + wide - 1.6 * factor,
            y + HEAD * factor,
            theme.Style("It", theme.TIER_MUR, theme.ENCRE_2),
            anchor="right",
            size=theme.TIER_MUR * factor,
        ),
    ]
    inks = [Ink.of(f"feuille:amof:{case}", Band.FEUILLE, tuple(parts))]
    step = words.size * words.leading * factor
    drawn: dict[str, list[Primitive]] = {}
    for rank, (uid, text) in enumerate(_lines(lines, wide, factor)):
        at = run(text, x + 3.4 * factor, y + FIRST * factor + rank * step, words, size=words.size * factor)
        drawn.setdefault(uid, []).append(at)
    inks += [Ink.of(uid, Band.FEUILLE, tuple(parts)) for uid, parts in drawn.items()]
    return inks
