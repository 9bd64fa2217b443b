"""The brush of areas: tint, texture, outline, ticks and a symbol inside; gradients; what extends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import cos, hypot, pi, radians, sin

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import labels, textures, theme
from app.drawing.arrows import FINE, arrow, filled
from app.drawing.brushes import mosaic
from app.drawing.brushes.glyphs import repeated, silhouette
from app.drawing.brushes.grounds import area_of, contour, framed, grounded, named
from app.drawing.brushes.halos import halos
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.primitives import Path, Primitive, Subpath
from app.drawing.textures import hatch, heart, lattice, shape, stipple, subpaths, ticks
from app.poster.geometry import Areas, length
from app.poster.values import Frozen

#: A symbol that names an area is a little smaller than one that is a place.
SYMBOL_MM = 14.0
#: Length of a wave; crumbs of less than half of it are left out.
WAVE_MM = 5.2
#: Distance between the two outlines of a double one.
DOUBLE_GAP = 2.4
#: The future edge of what extends stays this far inside the outline of the territory.
INSIDE_OUTLINE = 1.6


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
    made: list[Primitive] = []
    tint = subject.number("teinte", 0.45)
    if tint > 0:
        made.append(Path(subpaths(whole), fill=look.accent if tint >= 1 else theme.alpha(look.accent, tint)))
    made += _textured(subject, grounded(whole, subject))
    crans = subject.number("crans", 0.0)
    if crans > 0:
        made.append(ticks(whole, look.ink, step=textures.TICK_STEP, length=crans))
    made += contour(whole, subject, subject.number("contour", theme.S2))
    made += contour(shapely.buffer(whole, -DOUBLE_GAP), subject, subject.number("contour_interieur", 0.0))
    if subject.glyph is None or not subject.flag("glyphe"):
        return named(subject, tuple(made), whole)
    x, y = heart(whole)
    size = subject.taille or subject.number("glyphe_mm", SYMBOL_MM)
    made += silhouette(subject.glyph, x, y, size, look)
    hang = Hang(x, y, size, size)
    box = shapely.box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)
    return Drawing(tuple(made), hang, labels.beside(subject, (x, y), box))


def _textured(subject: Subject, ground: BaseGeometry) -> list[Primitive]:
    look = subject.look
    closer = {1: 1.25, 2: 1.0, 3: 0.8}[look.force]
    texture = subject.value("texture", "")
    if texture == "points":
        return [stipple(ground, textures.DENSE_STEP * closer, textures.DENSE_R, look.ink)]
    if texture == "points_laches":
        return [stipple(ground, textures.LOOSE_STEP * closer, textures.LOOSE_R, look.ink)]
    if texture == "hachures":
        angle = subject.number("hachures_angle", textures.HATCH_ANGLE)
        return [hatch(ground, look.ink, angle=angle, step=textures.HATCH_STEP * closer)]
    if texture == "vagues":
        return [_waves(ground, look.ink, subject.number("pas", 4.2) * closer)]
    if texture == "motif" and subject.glyph is not None:
        size = subject.number("motif_mm", 7.0)
        step = subject.number("pas", 1.45 * size) * closer
        return list(repeated(subject.glyph, lattice(ground, step, size * 0.5), size, look))
    return []


def _waves(ground: BaseGeometry, colour: str, step: float) -> Path:
    """Return rows of waves, page-anchored, clipped to the ground."""
    low_x, low_y, high_x, high_y = ground.bounds if not ground.is_empty else (0.0, 0.0, 0.0, 0.0)
    rows = []
    for row in range(int(low_y // step), int(high_y // step) + 2):
        xs = [low_x - 1 + i * 0.65 for i in range(int((high_x - low_x + 2) / 0.65) + 1)]
        rows.append([(x, row * step + 0.55 * sin(2 * pi * (x + row * 1.6) / WAVE_MM)) for x in xs])
    kept = textures.lines_of(
        shapely.intersection(shapely.multilinestrings(rows), shapely.buffer(ground, -0.6))
    )
    return Path(tuple(Subpath(run) for run in kept if length(run) > WAVE_MM / 2), stroke=colour, width=0.55)


def trend(subject: Subject) -> Drawing:
    """Lines that come closer towards where it grows; no outline: a gradient has no edge."""
    whole = area_of(subject)
    look = subject.look
    closer = {1: 1.25, 2: 1.0, 3: 0.85}[look.force]
    lines = textures.gradient(
        grounded(whole, subject),
        look.ink,
        subject.turn(-90.0),
        first=textures.GRADIENT_FIRST * closer,
        width=subject.number("trait", textures.GRADIENT_WIDTH),
    )
    lines = Path(lines.subpaths, stroke=lines.stroke, width=lines.width, dash=look.dash)
    made: list[Primitive] = [lines]
    if subject.number("contour", 0.0):
        made += contour(whole, subject, subject.number("contour", 0.0))
    return named(subject, tuple(made), whole)


def extension(subject: Subject) -> Drawing:
    """A hatched core, its future edge dashed on a pale tint, arrows between the two.

    The second polygon is the edge; without one it lies ``marge`` mm around the core. ``sens`` « retrait »
    turns the arrows inwards.
    """
    assert isinstance(subject.geometry, Areas)
    look = subject.look
    parts = sorted(
        (shape(Areas((part,))) for part in subject.geometry.parts), key=lambda part: float(part.area)
    )
    core = framed(parts[0], subject)
    edge = _edge(core, parts[-1] if len(parts) > 1 else None, subject)
    ring = shapely.difference(edge, core)
    made: list[Primitive] = [
        Path(subpaths(ring), fill=theme.alpha(look.accent, 0.45)),
        Path(subpaths(edge), stroke=look.ink, width=0.9, dash=theme.DASH_FUTUR),
        Path(subpaths(core), fill=theme.PAPIER),
        hatch(core, look.ink),
        *contour(core, subject, theme.S3),
    ]
    arrows = _rays(core, edge, subject.value("sens", "extension") == "retrait")
    if arrows:
        made += filled(arrows, look, halo=0, edge=0.5)
    return named(subject, tuple(made), core)


def _edge(core: BaseGeometry, given: BaseGeometry | None, subject: Subject) -> BaseGeometry:
    """Return how far the core may go: what was drawn, else a margin, kept inside the outline of its territory."""
    edge = given
    if edge is None:
        margin = max(0.0, subject.number("marge", 14.0))
        edge = shapely.buffer(core, margin, join_style="mitre", mitre_limit=1.6)
    if subject.territory is not None:
        land = shape(subject.territory)
        if shapely.area(shapely.intersection(core, land)) > 0.5 * shapely.area(core):
            edge = shapely.union(shapely.intersection(edge, shapely.buffer(land, -INSIDE_OUTLINE)), core)
    return framed(edge, subject)


def _rays(core: BaseGeometry, edge: BaseGeometry, inwards: bool) -> tuple[Subpath, ...]:
    """Return fine arrows from the core to its edge wherever there is room for one."""
    x, y = heart(core)
    reach = hypot(*(edge.bounds[2] - edge.bounds[0], edge.bounds[3] - edge.bounds[1]))
    arrows = []
    for turn in (radians(-105 + 60 * i) for i in range(6)):
        ray = shapely.linestrings([(x, y), (x + cos(turn) * reach, y + sin(turn) * reach)])
        start = _farthest(shapely.intersection(ray, core), x, y)
        end = _farthest(shapely.intersection(ray, edge), x, y)
        if end - start < 6.5:
            continue
        run = tuple((x + cos(turn) * d, y + sin(turn) * d) for d in (start + 1.6, end - 1.0))
        arrows.append(arrow(tuple(reversed(run)) if inwards else run, 1.3, FINE))
    return tuple(arrows)


def _farthest(piece: BaseGeometry, x: float, y: float) -> float:
    return max((hypot(px - x, py - y) for px, py in shapely.get_coordinates(piece)), default=0.0)


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
    "tendance": trend,
    "extension": extension,
    "aureoles": halos,
    "contact": mosaic.contact,
    "desserte": mosaic.service,
    "emboitement": mosaic.nested,
    "mosaique": mosaic.fabric,
}
#: Forms that can be laid on a point: their size is in their parameters.
ON_POINTS = frozenset({"aureoles"})
