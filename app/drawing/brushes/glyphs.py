"""Glyphs of the catalogue laid on the page: their shapes in the mark's inks, ringed with paper."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from app.catalogue.model import GRID, Glyph
from app.drawing.brushes.subject import Look
from app.drawing.primitives import Path, Primitive, Subpath
from app.drawing.theme import HALO_PICTO, PAPIER
from app.poster.geometry import Run

#: Edge and dash of a symbol that is to come: the dash of time at half length, a symbol being small.
EDGE_MM, SHORT = 0.6, 0.5


def silhouette(
    glyph: Glyph,
    x: float,
    y: float,
    size: float,
    look: Look,
    *,
    halo: float = HALO_PICTO,
    paper: str = PAPIER,
    angle: float = 0.0,
) -> tuple[Primitive, ...]:
    """Return a glyph centred on (x, y) in a box of ``size`` mm, ringed with the halo of its look.

    ``paper`` is the colour of its knock-outs: that of the ground it lies on. ``angle`` turns it about its
    middle, in degrees, counter-clockwise.
    """
    unit = size / GRID
    across, up = unit * cos(radians(angle)), unit * sin(radians(angle))

    left, top = x - (across + up) * GRID / 2, y - (across - up) * GRID / 2

    def laid(run: Run) -> Run:
        return tuple([(left + px * across + py * up, top - px * up + py * across) for px, py in run])

    subpaths = [
        tuple([Subpath(laid(run), closed, cubic) for run, closed, cubic in shape.runs])
        for shape in glyph.shapes
    ]
    made: list[Primitive] = []
    if look.halo and halo:
        made += _ring(glyph, subpaths, unit, look.halo, halo)
    colours = {"ink": look.ink, "paper": paper, "accent": look.accent}
    if look.open or look.dash:
        colours = {"ink": look.accent, "paper": PAPIER, "accent": PAPIER}
    for shape, drawn in zip(glyph.shapes, subpaths, strict=True):
        colour = colours[shape.role]
        if shape.width is not None:
            stroke = look.ink if look.dash and shape.role == "ink" else colour
            made.append(Path(drawn, stroke=stroke, width=shape.width * unit))
        elif look.dash and shape.role == "ink":
            dash = tuple(part * SHORT for part in look.dashed(EDGE_MM))
            made.append(Path(drawn, fill=colour, stroke=look.ink, width=EDGE_MM, dash=dash))
        else:
            made.append(Path(drawn, fill=colour))
    return tuple(made)


def _ring(
    glyph: Glyph, subpaths: Sequence[tuple[Subpath, ...]], unit: float, colour: str, halo: float
) -> list[Primitive]:
    pairs = list(zip(glyph.shapes, subpaths, strict=True))
    filled = tuple(sub for shape, drawn in pairs if shape.width is None for sub in drawn)
    made: list[Primitive] = []
    if filled:
        made.append(Path(filled, fill=colour, stroke=colour, width=2 * halo, rule="nonzero"))
    made += [
        Path(drawn, stroke=colour, width=shape.width * unit + 2 * halo)
        for shape, drawn in pairs
        if shape.width is not None
    ]
    return made


def repeated(
    glyph: Glyph, places: list[tuple[float, float]], size: float, look: Look
) -> tuple[Primitive, ...]:
    """Return a glyph drawn at many places as few paths: one for each shape of the glyph."""
    made: list[Primitive] = []
    unit = size / GRID
    colours = {"ink": look.ink, "paper": PAPIER, "accent": look.accent}
    for shape in glyph.shapes:
        runs = tuple(
            Subpath(
                tuple((x + (px - GRID / 2) * unit, y + (py - GRID / 2) * unit) for px, py in run),
                closed,
                cubic,
            )
            for x, y in places
            for run, closed, cubic in shape.runs
        )
        if shape.width is None:
            made.append(Path(runs, fill=colours[shape.role]))
        else:
            made.append(Path(runs, stroke=colours[shape.role], width=shape.width * unit))
    return tuple(made)
