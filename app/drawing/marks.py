"""From a mark to its ink: which brush draws it, in which plane, with which badges and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.catalogue.model import GRID, Brush, Pictogram, forme_of
from app.drawing import qualifiers, theme
from app.drawing.brushes import along, fill, ink, network, stamp
from app.drawing.brushes.subject import Drawing, Look, Subject, on_page
from app.drawing.icons import EXAMPLE_MM, framed_in, sample
from app.drawing.ink import Band, Context, Ink
from app.drawing.legend_rows import CHOSEN, chosen
from app.drawing.primitives import Path, Primitive, line
from app.drawing.primitives import box as extent_of
from app.drawing.theme import Tint
from app.poster.geometry import Areas, Coord, Geometry, Lines, Point
from app.poster.records import Mark, Trace
from app.poster.values import EMPTY, Frozen

BRUSHES: dict[str, Callable[[Subject], Drawing]] = {
    "stamp": stamp.draw,
    "along": along.draw,
    "fill": fill.draw,
    "network": network.draw,
    "ink": ink.draw,
}
#: The sub-forms of each brush: the closed grammar that TOML files name.
FORMS: dict[str, frozenset[str]] = {
    "stamp": frozenset(stamp.FORMS),
    "along": frozenset(along.FORMS),
    "fill": frozenset(fill.FORMS),
    "network": frozenset(network.FORMS),
    "ink": frozenset(ink.FORMS),
}
_BANDS = {
    "stamp": Band.POINTS,
    "along": Band.LIGNES,
    "fill": Band.AIRES,
    "network": Band.RESEAUX,
    "ink": Band.TRACES,
}
#: Empty edge of an icon, as a share of its side; size of a glyph in a legend row, as a share of its height.
ICON_MARGIN, LEGEND_GLYPH = 4 / 64, 7.6 / 6.6
#: How much larger or smaller a glyph of the legend is for each force: its row sets the limit.
LEGEND_FORCE = {1: 0.86, 2: 1.0, 3: 1.12}
#: The dash of what is to come, in mm of the poster: a legend row must show several dashes of the shortest line.
LEGEND_DASH = (2.2, 1.6)
#: What a legend row changes of a brush: a rider stands within its area, and behind the head of its arrow.
LEGEND_SETTINGS: dict[str, dict[str, float | str]] = {
    "point": {},
    "ligne": {"glyphe_mm": 11.0, "glyphe_place": 0.36},
    "aire": {"glyphe_mm": 9.5, "glyphe_place": "coeur", "motif_mm": 5.5},
}
#: Smallest square that an example may stand for, mm: below it textures have no room.
LEAST_EXAMPLE_MM = 8.0
#: Smallest and largest size that a mark can be given, mm.
SIZES = (0.3, 250.0)
#: How a mark is drawn when its pictogram is not there, or does not know its geometry.
_PLAIN: dict[str, Brush] = {
    "point": Brush("stamp"),
    "ligne": Brush("along", Frozen({"forme": "trait"})),
    "aire": Brush("fill", Frozen({"forme": "aire", "teinte": 0.45, "contour": theme.S3})),
}


def draw(mark: Mark | Trace, context: Context) -> Ink:
    """Return the ink of a mark or a freehand stroke on the sheet: drawing, words and badges, in page mm.

    A pictogram that the catalogue does not know is drawn plainly by its geometry: nothing vanishes.
    """
    if isinstance(mark, Trace):
        drawing = ink.draw(_traced(mark, context))
        return Ink.of(mark.uid, Band.TRACES, (*drawing.primitives, *_struck(mark, drawing)))
    picto = context.pictograms.get(mark.picto)
    brush = brush_of(picto, mark.geometry)
    subject = subject_of(mark, picto, brush, context)
    drawing = BRUSHES[brush.name](subject)
    qualified = qualifiers.draw(mark, subject, drawing)
    return Ink.of(
        mark.uid,
        _band(brush),
        (*drawing.primitives, *qualified.words, *_struck(mark, drawing), *qualified.primitives),
        qualified.boxes,
        tuple(found for text in qualified.words if (found := extent_of((text,)))),
        drawing.signs,
    )


def icon(pictogram: Pictogram, size_mm: float, tint: Tint) -> tuple[Primitive, ...]:
    """Return the icon of a pictogram in a box of ``size_mm``, (0, 0) at its top-left: its glyph, or its brush.

    With both a glyph and an example, the brush is run on the example and the glyph takes part in it.
    """
    if pictogram.glyph is not None and pictogram.example is None:
        return _glyph(pictogram, Look.of(tint), size_mm, size_mm / 2, size_mm / 2)
    made = _example(pictogram, Look.of(tint))
    return framed_in(made, size_mm, size_mm, size_mm * ICON_MARGIN)


def legend_symbol(
    mark: Mark | Trace | Pictogram, width_mm: float, height_mm: float, context: Context
) -> tuple[Primitive, ...]:
    """Return the sign of a legend row in a box of width × height mm, (0, 0) at its top-left.

    A mark lends its colour, time, certainty, force and forme: an area that has a glyph is shown as an area.
    """
    if isinstance(mark, Trace):
        subject = Subject(sample("ligne"), _look(mark, None), taille=max(1.4, mark.taille_mm))
        return framed_in(ink.draw(_bare(subject)).primitives, width_mm, height_mm)
    picto = mark if isinstance(mark, Pictogram) else context.pictograms.get(mark.picto)
    look = Look.of(theme.domaine(mark.domaine)) if isinstance(mark, Pictogram) else _look(mark, picto)
    if look.dash == theme.DASH_FUTUR:
        look = replace(look, dash=LEGEND_DASH)
    brush = mark.brushes[0][1] if isinstance(mark, Pictogram) else brush_of(picto, mark.geometry)
    if picto is not None and picto.glyph is not None and brush.name == "stamp":
        size = height_mm * LEGEND_GLYPH * LEGEND_FORCE[look.force]
        return _glyph(picto, look, size, width_mm / 2, height_mm / 2)
    if picto is not None and picto.example is not None and brush == picto.brushes[0][1]:
        return framed_in(_example(picto, look, _chosen(mark, picto)), width_mm, height_mm)
    forme = "aire" if brush.name == "fill" else "point" if brush.name == "stamp" else "ligne"
    settings = brush.settings.having(**LEGEND_SETTINGS[forme]) if picto else brush.settings
    chosen = _chosen(mark, picto) if picto else EMPTY
    subject = Subject(sample(forme), look, settings, chosen, picto.glyph if picto else None)
    return framed_in(BRUSHES[brush.name](_bare(subject)).primitives, width_mm, height_mm)


def _chosen(mark: Mark | Pictogram, picto: Pictogram) -> Frozen:
    if isinstance(mark, Pictogram):
        return EMPTY
    # What a mark leaves as usual counts too: the example of the icon may have chosen otherwise.
    usual = {
        each.key: each.default
        for each in picto.parameters
        if each.type in CHOSEN and each.default is not None
    }
    return Frozen({**usual, **chosen(mark, picto)})


def _bare(subject: Subject) -> Subject:
    """Return a subject for a small sign: no ring around it."""
    return replace(subject, look=replace(subject.look, halo=""))


def _example(picto: Pictogram, look: Look, chosen: Frozen = EMPTY) -> tuple[Primitive, ...]:
    """Return what the usual brush of a pictogram draws on its example, at the size it has on a poster."""
    brush = picto.brushes[0][1]
    if picto.example is None:
        subject = Subject(
            sample("point" if brush.name == "stamp" else "aire" if brush.name == "fill" else "ligne"), look
        )
        return BRUSHES[brush.name](_bare(replace(subject, settings=brush.settings))).primitives
    if not fits(brush, picto.example):
        brush = _PLAIN[forme_of(picto.example, None)]
    side = max(LEAST_EXAMPLE_MM, Subject(picto.example, look, brush.settings).number("icone_mm", EXAMPLE_MM))

    def laid(x: float, y: float) -> Coord:
        return (x * side / GRID, y * side / GRID)

    values = on_page(picto.parameters, picto.example_parameters.having(**chosen), laid, GRID / side)
    subject = Subject(picto.example.map(laid), look, brush.settings, values, picto.glyph)
    return BRUSHES[brush.name](_bare(subject)).primitives


def _glyph(picto: Pictogram, look: Look, size: float, x: float, y: float) -> tuple[Primitive, ...]:
    """Return the glyph centred on (x, y), or its round plate."""
    brush = picto.brushes[0][1]
    settings = brush.settings if brush.name == "stamp" else EMPTY
    subject = Subject(Point(x, y), look, settings, glyph=picto.glyph, taille=size)
    return stamp.draw(_bare(subject)).primitives


def brush_of(picto: Pictogram | None, geometry: Geometry) -> Brush:
    """Return the brush that draws a geometry for a pictogram; a plain one where it has none."""
    forme = forme_of(geometry, picto)
    if picto is not None:
        for known, brush in picto.brushes:
            if known == forme and fits(brush, geometry):
                return brush
    return _PLAIN["ligne" if forme == "reseau" else forme]


def fits(brush: Brush, geometry: Geometry) -> bool:
    """Return whether a brush, with the forme that its settings name, can draw a geometry."""
    forme = brush.settings.get("forme")
    if brush.name in BRUSHES and forme is not None and forme not in FORMS[brush.name]:
        return False
    if brush.name == "fill":
        return isinstance(geometry, Areas) or forme in fill.ON_POINTS
    if brush.name == "stamp":
        return isinstance(geometry, Point)
    return isinstance(geometry, Lines | Areas)


def _band(brush: Brush) -> Band:
    if brush.name == "stamp" and brush.settings.get("forme") in stamp.PLACES:
        return Band.LIEUX
    return _BANDS[brush.name]


def _look(mark: Mark | Trace, picto: Pictogram | None) -> Look:
    tint = theme.domaine(mark.domaine or (picto.domaine if picto else ""))
    if isinstance(mark, Trace):
        return Look.of(tint, couleur=mark.couleur, temps=mark.temps)
    return Look.of(
        tint, couleur=mark.couleur, temps=mark.temps, certitude=mark.certitude, intensite=mark.intensite
    )


def subject_of(mark: Mark, picto: Pictogram | None, brush: Brush, context: Context) -> Subject:
    """Return a mark as its brush sees it, in mm of the page."""
    frame = context.frame
    declared = picto.parameters if picto else ()
    return Subject(
        mark.geometry.map(frame.to_page),
        _look(mark, picto),
        brush.settings,
        on_page(declared, mark.parametres, frame.to_page, frame.metres_par_mm),
        picto.glyph if picto else None,
        min(SIZES[1], max(SIZES[0], mark.taille_mm)) if mark.taille_mm else None,
        mark.angle,
        mark.etiquette,
        qualifiers.under(mark) if mark.etiquette or mark.sous_etiquette else "",
        frame.box,
        context.territory,
    )


def _traced(trace: Trace, context: Context) -> Subject:
    return Subject(
        trace.geometry.map(context.frame.to_page),
        _look(trace, None),
        parameters=trace.parametres,
        taille=trace.taille_mm,
        frame=context.frame.box,
        territory=context.territory,
    )


def _struck(mark: Mark | Trace, drawing: Drawing) -> tuple[Primitive, ...]:
    """Return the stroke that crosses out what the group has given up, without hiding it."""
    if not mark.barre:
        return ()
    hang = drawing.hang
    half = max(hang.width, hang.height, 10.0) * 0.58
    slash = (line((hang.x - half, hang.y + half * 0.7), (hang.x + half, hang.y - half * 0.7)),)
    return (
        Path(slash, stroke=theme.PAPIER, width=1.3 + 2 * theme.HALO_BADGE),
        Path(slash, stroke=theme.ENCRE, width=1.3),
    )
