"""The empty sheet: what a group prints, draws upon with felt pens, and photographs.

The map is as large as on the poster and shows the same ground, paler; the usual signs stand beside it with their
names; a code in each corner of the page says which sheet it is, so that its photograph finds its place again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.basemap.paper import sheet_code
from app.basemap.paper.sheet_code import CORNERS, MARGIN_X, SIDE, Corner, PaperSheet
from app.catalogue.model import Pictogram
from app.catalogue.words import PLACES
from app.catalogue.words import domaine as domaine_name
from app.drawing import amof, foot, legend, marks, theme, typography
from app.drawing.colour import mixed
from app.drawing.ink import Band, Context, Ink, Scene
from app.drawing.panel import GUTTER, HEAD_SHIFT, NARROW
from app.drawing.panel import SIDE as PANEL
from app.drawing.placing import placed
from app.drawing.primitives import Path, Primitive, Subpath, Text, line, polygon, rectangle
from app.drawing.scene import Composer
from app.drawing.texts import run
from app.i18n import current, tr, trn
from app.poster.geometry import Coord
from app.poster.records import Apport, Calque, Fond, Nom, Poster, Record, Territoire
from app.poster.sheet import MapFrame, map_rect, page_size

#: The domaines of the palette: those of the method, actors left out as its posters do.
DOMAINES = ("organisation", "dynamique", "ressources", "enjeux")
#: What a sheet to draw upon keeps of the poster: its ground.
GROUND = (Poster, Territoire, Fond, Apport, Calque, Nom)
#: How far the inks of the ground and the names of places fade towards the paper.
PALE, PALE_NAMES = 0.45, 0.55
#: Rows of the palette in mm: as high as there is room for, between these; the box of a sign, and its words.
ROWS = (6.4, 9.2)
SYMBOL, WORDS = (12.5, 7.6), 16.5
#: The section of the group at the foot of the panel, and its lines to write on, in mm.
GROUP, LINE = 35.0, 10.5
#: From the codes to what stands between them: their own blank, then air.
APART = 6.0
#: Baseline of the line for the title, of the line under it, and the largest printed title, in mm.
TITLE, UNDER, TITLE_SIZE = 19.4, 27.0, 11.0
#: Smallest letters of what is printed in the place of handwriting, in mm.
SMALLEST = 3.6
_INK = theme.ENCRE_2


def draw(
    records: Mapping[str, Record],
    catalogue: Mapping[str, Pictogram],
    size: str,
    placements: Mapping[str, Coord] | None = None,
) -> Scene:
    """Return the empty sheet of a poster, in mm of the nominal A3; ``size`` is the sheet to print, A4 to A0.

    ``records`` hold one ``Poster``, else LookupError. ``placements`` say where names of places stand on its screen.
    """
    sheet = PaperSheet.of(records, size)
    poster = next(each for each in records.values() if isinstance(each, Poster))
    width, height = page_size(poster.orientation)
    inks = [
        *_ground(records, catalogue, sheet, placements),
        *_head(poster, width),
        *_panel(poster, catalogue, sheet),
        *_foot(poster, sheet, height),
        *(_code(sheet, corner) for corner in CORNERS),
    ]
    return Scene(width, height, tuple(inks))


def _ground(
    records: Mapping[str, Record],
    catalogue: Mapping[str, Pictogram],
    sheet: PaperSheet,
    placements: Mapping[str, Coord] | None,
) -> Iterator[Ink]:
    """Yield the ground of the poster, paler, where the sheet has its map."""
    kept = {uid: each for uid, each in records.items() if isinstance(each, GROUND)}
    scene = Composer(catalogue, placements).compose(kept)
    down = sheet.frame.rect[1] - map_rect(sheet.orientation)[1]
    for ink in scene.inks:
        if ink.uid.startswith("feuille:") and ink.uid != "feuille:cadre":
            continue
        names = ink.uid.startswith("nom:")
        share = 0.0 if ink.uid == "feuille:cadre" else PALE_NAMES if names else PALE
        drawn = placed((_pale(each, share) for each in ink.primitives), dy=down)
        yield Ink.of(ink.uid, ink.band, drawn)


def _pale(primitive: Primitive, share: float) -> Primitive:
    if isinstance(primitive, Path):
        return replace(primitive, fill=_mixed(primitive.fill, share), stroke=_mixed(primitive.stroke, share))
    if isinstance(primitive, Text):
        return replace(primitive, colour=_mixed(primitive.colour, share))
    return replace(primitive, alpha=primitive.alpha * (1 - share))


def _mixed(colour: str, share: float) -> str:
    return mixed(colour[:7], share) + colour[7:] if colour else ""


def _head(poster: Poster, width: float) -> Iterator[Ink]:
    """Yield the line for the title, the territory under it, between the codes of the top."""
    left, right = MARGIN_X + SIDE + APART, width - MARGIN_X - SIDE - APART
    parts: list[Primitive] = [_rule(left, right, TITLE + 1.6)]
    if title := typography.french(" ".join(poster.titre.split())):
        size = min(TITLE_SIZE, (right - left) / max(1e-6, typography.width(title, "Black", 1.0)))
        parts.append(run(title, left, TITLE - 1.2, theme.Style("Black", size)))
    else:
        parts.append(run(tr("Titre"), left, TITLE - 9.0, theme.Style("Regular", 3.6, _INK)))
    yield Ink.of("feuille:titre", Band.FEUILLE, tuple(parts))
    name = run(typography.french(poster.territoire_nom), left, UNDER, theme.Style("Bold", 5.0))
    end = left + typography.width(name.lines[0].text, name.face, name.size)
    facts = trn(poster.nb_communes, "{n} commune", "{n} communes") if poster.nb_communes else ""
    detail = run(facts, end + 2.6, UNDER, theme.Style("Regular", 5.0, _INK))
    told = run(
        tr(
            "Dessinez au feutre, puis photographiez la feuille entière\u00a0: "
            "ses quatre codes la remettent à sa place."
        ),
        right,
        UNDER,
        theme.Style("Regular", 3.6, _INK),
        anchor="right",
    )
    room = told.lines[0].x - 4.0
    if poster.territoire_nom:
        yield Ink.of("feuille:territoire", Band.FEUILLE, (name, detail) if end + 30 < room else (name,))
    if end < room:
        yield Ink.of("feuille:consigne", Band.FEUILLE, (told,))


def _panel(poster: Poster, catalogue: Mapping[str, Pictogram], sheet: PaperSheet) -> Iterator[Ink]:
    """Yield the palette and the box of the group: beside the map in landscape, under it in portrait."""
    x, top, width, high = sheet.frame.rect
    if sheet.orientation == "portrait":
        y, bottom = top + high + 4.9, page_size("portrait")[1] - sheet_code.MARGIN_Y - SIDE - 3.0
        columns, gutter = 4, NARROW
    else:
        (x, width), y, bottom = PANEL, top, top + high
        columns, gutter = 2, GUTTER
    yield amof.section("feuille:palette", tr("Nos signes"), x, y + HEAD_SHIFT, width)
    y += amof.SECTION + HEAD_SHIFT
    wide = (width - (columns - 1) * gutter) / columns
    ranks = len(DOMAINES) // columns
    room = (bottom - GROUP - y - (ranks - 1) * legend.AFTER_ROWS) / ranks - legend.BAND - legend.AFTER_BAND
    signs = {domaine: _usual(catalogue, domaine)[: int(room / ROWS[0])] for domaine in DOMAINES}
    row = min(ROWS[1], room / max(1, *map(len, signs.values())))
    context = Context(sheet.frame, None, catalogue, {})
    tall = legend.BAND + legend.AFTER_BAND + row * max(map(len, signs.values())) + legend.AFTER_ROWS
    for rank, domaine in enumerate(DOMAINES):
        at = (x + rank % columns * (wide + gutter), y + rank // columns * tall)
        yield from _band(domaine, signs[domaine], at, wide, row, context)
    yield _group(poster, x, bottom - GROUP + 4.0, width)


def _usual(catalogue: Mapping[str, Pictogram], domaine: str) -> Sequence[Pictogram]:
    """Return the signs that groups use most of a domaine, in the order of the method; the group's own come last."""
    order = {name: rank for rank, name in enumerate(PLACES[domaine])}
    found = [each for each in catalogue.values() if each.domaine == domaine and (each.usual or each.ours)]
    return sorted(
        found, key=lambda each: (each.ours, order.get(each.sous_categorie, len(order)), each.rank, each.key)
    )


def _band(
    domaine: str, signs: Iterable[Pictogram], at: Coord, width: float, row: float, context: Context
) -> Iterator[Ink]:
    x, y = at
    head: tuple[Primitive, ...] = (
        Path((rectangle(x, y, width, legend.BAND),), fill=theme.domaine(domaine).ink),
        run(domaine_name(domaine), x + legend.BAND_TEXT_X, y + 4.9, theme.STYLES["domaine"]),
    )
    yield Ink.of(f"feuille:bande:{domaine}", Band.FEUILLE, head)
    top = y + legend.BAND + legend.AFTER_BAND
    wide, high = SYMBOL
    style = theme.STYLES["legende"]
    for sign in signs:
        tall = min(high, row - 0.8)
        symbol = marks.legend_symbol(sign, wide, tall, context)
        words = typography.elided(sign.short.said(current()), style.face, style.size, width - WORDS)
        middle = top + row / 2
        yield Ink.of(
            f"palette:{sign.key}",
            Band.FEUILLE,
            (
                *placed(symbol, x + 0.5, middle - tall / 2),
                run(words, x + WORDS, middle + typography.CAP_HEIGHT * style.size / 2, style),
            ),
        )
        top += row


def _group(poster: Poster, x: float, y: float, width: float) -> Ink:
    """Return the box where a group writes who it is; what the poster knows already is there."""
    style, known = theme.Style("Regular", 4.2, _INK), theme.Style("Semibold", 5.0)
    parts: list[Primitive] = [*amof.section("feuille:groupe", tr("Notre groupe"), x, y, width).primitives]
    rows = (
        ((tr("Nom"), poster.groupe, 0.62), (tr("Date"), foot.spoken_date(poster.date_atelier), 0.38)),
        ((tr("Avec"), poster.participants, 1.0),),
    )
    baseline = y + amof.RULE + LINE
    for cells in rows:
        left = x
        for label, words, share in cells:
            right = left + width * share - (0.0 if share == 1.0 or left > x else 4.0)
            begin = left + typography.width(label, style.face, style.size) + 2.0
            parts += [run(label, left, baseline, style), _rule(begin, right, baseline + 1.2)]
            if said := " ".join(words.split()):
                parts.append(_fitted(said, begin + 1.5, baseline, right - begin - 2.0, known))
            left += width * share
        baseline += LINE
    return Ink.of("feuille:groupe", Band.FEUILLE, tuple(parts))


def _foot(poster: Poster, sheet: PaperSheet, height: float) -> list[Ink]:
    """Return north, scale and sources between the codes of the foot."""
    _, _, width, _ = sheet.frame.rect
    left = MARGIN_X + SIDE + APART
    right = width + MARGIN_X if sheet.orientation == "paysage" else width + MARGIN_X - SIDE - APART
    # The foot asks the frame for its edges, its scale and its rotation.
    frame = MapFrame((left, 0.0, right - left, 1.0), sheet.centre, sheet.metres_par_mm, sheet.rotation)
    drawn = foot.draw(replace(poster, participants="", date_atelier=""), frame, structures=False)
    down = height - sheet_code.MARGIN_Y - SIDE - foot.top(sheet.orientation) + 1.0
    return [Ink.of(ink.uid, ink.band, placed(ink.primitives, dy=down)) for ink in drawn]


def _code(sheet: PaperSheet, corner: Corner) -> Ink:
    """Return the code of a corner: one outline of its dark modules, that no printer parts."""
    import shapely

    left, top = sheet_code.code_at(sheet.orientation, corner)
    step = SIDE / sheet_code.MODULES
    rows = sheet_code.modules(sheet.text(corner))
    dark = [shapely.box(x, y, x + 1, y + 1) for y, row in enumerate(rows) for x, one in enumerate(row) if one]
    shape = shapely.union_all(dark)
    rings = (ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors))
    runs: tuple[Subpath, ...] = tuple(
        polygon((left + x * step, top + y * step) for x, y in ring.coords) for ring in rings
    )
    return Ink.of(f"feuille:code:{corner}", Band.FEUILLE, (Path(runs, fill="#000000"),))


def _fitted(words: str, x: float, y: float, room: float, style: theme.Style) -> Text:
    """Return words in ``room`` mm: a little smaller where they are long, then cut."""
    said = typography.french(words)
    size = min(style.size, max(SMALLEST, style.size * room / typography.width(said, style.face, style.size)))
    return run(typography.elided(said, style.face, size, room), x, y, style, size=size)


def _rule(left: float, right: float, y: float) -> Path:
    """Return a line to write on."""
    return Path((line((left, y), (right, y)),), stroke=theme.LIMITE_DEPARTEMENT, width=theme.S1, cap="flat")
