"""The brush of areas: tint, texture, outline, ticks and a symbol inside; the other forms are told elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import labels, textures, theme
from app.drawing.arrows import filled
from app.drawing.brushes import cells, growth, halos, mosaic, patterns, served
from app.drawing.brushes.glyphs import silhouette
from app.drawing.brushes.grounds import area_of, contour, framed, grounded, named
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.colour import alpha
from app.drawing.primitives import Path, Primitive, rectangle
from app.drawing.textures import heart, lines_of, shape, subpaths, ticks
from app.poster.geometry import Areas, Coord
from app.poster.values import Frozen

#: A symbol that names an area is a little smaller than one that is a place.
SYMBOL_MM = 14.0
#: Radius around a symbol that is kept free of texture, in sides of it.
CLEARING = 0.52
#: Distance between the two outlines of a double one.
DOUBLE_GAP = 2.4
#: What people call an outline: how much of its usual width.
OUTLINES = {"plein": 1.0, "fin": 0.45, "sans": 0.0}


def draw(subject: Subject) -> Drawing:
    """Return the drawing of an area; the setting ``forme`` names it, a plain area by default.

    Nothing is drawn of an area that lies wholly out of the frame of the map.
    """
    if isinstance(subject.geometry, Areas) and framed(shape(subject.geometry), subject).is_empty:
        return Drawing((), Hang(*subject.point()))
    return FORMS[subject.settings.get("forme", "aire")](subject)


def area(subject: Subject) -> Drawing:
    """A tint, a texture, an outline, ticks inwards and the symbol at the heart, each asked for by a setting."""
    whole = area_of(subject)
    look = subject.look
    size = subject.taille or subject.number("glyphe_mm", SYMBOL_MM)
    place = _glyph_place(whole, subject) if subject.glyph is not None and subject.flag("glyphe") else None
    made: list[Primitive] = []
    tint = subject.number("teinte", 0.45)
    if tint > 0 and subject.value("texture") != "aucune":
        made.append(Path(subpaths(whole), fill=look.accent if tint >= 1 else alpha(look.accent, tint)))
    made += patterns.textured(_cleared(grounded(whole, subject), place, size), subject)
    crans = subject.number("crans", 0.0)
    if crans > 0:
        made.append(ticks(whole, look.ink, step=textures.TICK_STEP, length=crans))
    outline = OUTLINES.get(str(subject.value("trait", "")), 1.0)
    edge = subject.number("contour", theme.S2) * outline
    # What is to come or supposed is said by the outline: an area that has none gets one.
    made += contour(whole, subject, max(edge, theme.S2) if look.dash else edge)
    within = subject.number("contour_interieur", 0.0)
    if within > 0:
        made += contour(shapely.buffer(whole, -DOUBLE_GAP), subject, within)
    stakes = subject.number("bornes", 0.0)
    if stakes > 0:
        made += _stakes(whole, stakes, subject)
    if subject.glyph is None or place is None:
        return named(subject, tuple(made), whole)
    x, y = place
    made += silhouette(subject.glyph, x, y, size, look)
    hang = Hang(x, y, size, size)
    extent = (x - size / 2, y - size / 2, x + size / 2, y + size / 2)
    return Drawing(tuple(made), hang, labels.beside(subject, (x, y), shapely.box(*extent)), (extent,))


def _cleared(ground: BaseGeometry, place: Coord | None, size: float) -> BaseGeometry:
    """Return where a texture lies: not right under the symbol, whose outline it would blur."""
    return (
        ground if place is None else shapely.difference(ground, shapely.Point(place).buffer(CLEARING * size))
    )


def _glyph_place(whole: BaseGeometry, subject: Subject) -> Coord:
    """Return where the symbol stands: at the heart, or on the outline above it with ``glyphe_place`` « haut »."""
    x, y = heart(whole)
    if subject.settings.get("glyphe_place") != "haut":
        return x, y
    ray = shapely.linestrings([(x, y), (x, float(whole.bounds[1]) - 1)])
    met = shapely.get_coordinates(shapely.intersection(ray, shapely.boundary(whole)))
    return (x, min((float(py) for _, py in met), default=y))


def _stakes(whole: BaseGeometry, side: float, subject: Subject) -> tuple[Primitive, ...]:
    """Return square stakes at the corners of an outline."""
    eased = shapely.simplify(whole, 1.0)
    squares = tuple(
        rectangle(x - side / 2, y - side / 2, side, side)
        for run in lines_of(shapely.boundary(eased))
        for x, y in run[:-1]
    )
    return filled(squares, subject.look, halo=0.5, edge=0.5, dashed=False)


def _with(**settings: object) -> Callable[[Subject], Drawing]:
    """Return the plain area with other settings than its own when the pictogram does not tell them."""

    def drawn(subject: Subject) -> Drawing:
        return area(replace(subject, settings=Frozen({**settings, **subject.settings})))

    return drawn


FORMS: dict[str, Callable[[Subject], Drawing]] = {
    "aire": area,
    "hachure": _with(teinte=0.25, texture="hachures", contour=theme.S3),
    "pointille": _with(teinte=textures.DENSE_TINT, texture="points", contour=theme.S2),
    "repetition": _with(teinte=0.35, texture="motif", contour=0.0),
    "protege": _with(teinte=1.0, contour=theme.S2, crans=textures.TICK_LENGTH),
    "double": _with(teinte=0.25, contour=theme.S4, contour_interieur=theme.S2),
    "enjeu": _with(teinte=0.3, contour=theme.S4),
    "siege": mosaic.seat,
    "cellules": cells.free,
    "tendance": growth.trend,
    "extension": growth.extension,
    "aureoles": halos.halos,
    "contact": mosaic.contact,
    "desserte": served.service,
    "emboitement": mosaic.nested,
    "mosaique": mosaic.fabric,
}
#: Forms that can be laid on a point: their size is in their parameters.
ON_POINTS = frozenset({"aureoles"})
#: What each form finds by itself where the mark says nothing.
_IMPLIED: dict[str, Callable[[Subject], dict[str, Any]]] = {
    "siege": mosaic.implied_seat,
    "cellules": cells.implied,
    "tendance": growth.implied,
    "aureoles": halos.implied,
    "desserte": served.implied,
    "mosaique": mosaic.implied_signs,
}


def implied(subject: Subject) -> dict[str, Any]:
    """Return what an area uses where its mark says nothing, in mm of the page."""
    told = _IMPLIED.get(subject.settings.get("forme", "aire"))
    return {} if told is None else told(subject)
