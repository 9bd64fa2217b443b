"""The field of a pole: two rings, dense then loose, textured on the territory only."""

from __future__ import annotations

import shapely
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from app.drawing import labels, textures, theme
from app.drawing.brushes.grounds import area_of
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.primitives import Path, Primitive, Subpath, circle, flattened
from app.drawing.textures import lines_of, shape, stipple, subpaths
from app.poster.geometry import Areas, Coord

#: Radii of the two rings around a point, mm; share of an outline where its inner limit lies.
INNER_MM, OUTER_MM, INNER_SHARE = 22.0, 40.0, 0.55


def halos(subject: Subject) -> Drawing:
    """The rings of a pole, on a point (parameters ``rayon_1``, ``rayon_2``, mm) or an outline (``pole``)."""
    look = subject.look
    pole, inner, outer = _rings(subject)
    land = _land(subject, outer)
    closer = {1: 1.25, 2: 1.0, 3: 0.85}[look.force]
    near, far = (
        shapely.intersection(inner, land),
        shapely.intersection(shapely.difference(outer, inner), land),
    )
    made: list[Primitive] = []
    for ground, tint, step, radius in (
        (far, textures.LOOSE_TINT, textures.LOOSE_STEP, textures.LOOSE_R),
        (near, textures.DENSE_TINT, textures.DENSE_STEP, textures.DENSE_R),
    ):
        if not ground.is_empty:
            made.append(Path(subpaths(ground), fill=theme.alpha(look.accent, tint)))
            made.append(stipple(ground, step * closer, radius, look.ink))
    made.append(_limit(inner, subject, theme.S3, look.dash))
    made.append(_limit(outer, subject, theme.S2, look.dash or theme.DASH_FUTUR))
    if subject.flag("disque"):
        made.append(
            Path((circle(*pole, 2.6),), fill=look.ink, stroke=look.halo, width=1.0 if look.halo else 0.0)
        )
    hang = _hang(subject, pole, near, far)
    return Drawing(tuple(made), hang, labels.within(subject, (hang.x, hang.y)) if subject.etiquette else ())


def _rings(subject: Subject) -> tuple[Coord, BaseGeometry, BaseGeometry]:
    if not isinstance(subject.geometry, Areas):
        x, y = subject.point()
        inner, outer = subject.number("rayon_1", INNER_MM), subject.number("rayon_2", OUTER_MM)
        inner, outer = sorted((max(1.0, inner), max(1.0, outer)))
        return (x, y), _disc(x, y, inner), _disc(x, y, outer)
    whole = area_of(subject)
    given = subject.places("pole")
    if given:
        x, y = given[0][:2]
    else:
        x, y = textures.heart(whole)
    share = min(0.95, max(0.1, subject.number("part", INNER_SHARE)))
    return (x, y), shapely.intersection(scale(whole, share, share, origin=(x, y)), whole), whole


def _disc(x: float, y: float, radius: float) -> BaseGeometry:
    # Flattened finely: a great circle seen on a whole sheet must not show its sides.
    return shapely.polygons(flattened(circle(x, y, radius), 0.02))


def _land(subject: Subject, outer: BaseGeometry) -> BaseGeometry:
    land = shape(subject.territory) if subject.territory is not None else outer
    return land if subject.frame is None else shapely.intersection(land, shapely.box(*subject.frame))


def _limit(ring: BaseGeometry, subject: Subject, width: float, dash: tuple[float, ...]) -> Path:
    edge = shapely.boundary(ring)
    if subject.frame is not None:
        edge = shapely.line_merge(shapely.intersection(edge, shapely.box(*subject.frame)))
    return Path(
        tuple(Subpath(run) for run in lines_of(edge)), stroke=subject.look.ink, width=width, dash=dash
    )


def _hang(subject: Subject, pole: Coord, near: BaseGeometry, far: BaseGeometry) -> Hang:
    frame = subject.frame
    visible = frame is None or (frame[0] <= pole[0] <= frame[2] and frame[1] <= pole[1] <= frame[3])
    if visible and not near.is_empty:
        return Hang(*pole, 12.0, 12.0)
    ground = near if not near.is_empty else far
    return Hang(*(pole if ground.is_empty else textures.heart(ground)))
