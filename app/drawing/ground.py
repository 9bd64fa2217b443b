"""The ground on the page: pale outside, white territory, thin limits, one dark outline, all cut at the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.drawing import theme
from app.drawing.colour import mixed
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Subpath, polygon, rectangle
from app.poster.geometry import Areas, Coord, Lines
from app.poster.options import Options
from app.poster.records import Fond, Territoire
from app.poster.sheet import MapFrame

#: Limits by ``genre``: colour, width, dash; in the order they are drawn.
_LIMITS = {
    "hors": (theme.LIMITE_HORS, 0.25, ()),
    "commune": (theme.LIMITE_COMMUNE, 0.3, ()),
    "departement": (theme.LIMITE_DEPARTEMENT, 0.5, theme.DASH_DEPARTEMENT),
    "cote": (theme.LIMITE_DEPARTEMENT, 0.5, ()),
}
LISERE_MM = 2.2


@dataclass(frozen=True, slots=True)
class Ground:
    """The drawn ground and what others ask of it."""

    #: Below everything.
    base: tuple[Ink, ...]
    #: The outline, above the areas so that no tint dulls it.
    outline: tuple[Ink, ...]
    #: Territory in page mm, as it is stored; None on a blank sheet.
    territory: Areas | None
    #: Whether a place of the page (x, y in mm) lies in the territory; everywhere does on a blank sheet.
    inside: Callable[[float, float], bool]
    #: Outline inside the frame as a shapely geometry in page mm, for the placement of names.
    edge: Any


def draw(
    territoires: Sequence[Territoire], fonds: Iterable[Fond], frame: MapFrame, options: Options
) -> Ground:
    """Return the ground of a poster; without a territory the frame is a blank sheet."""
    import shapely

    window = shapely.box(*frame.box)
    paper = Path((rectangle(*frame.rect),), fill=theme.HORS_TERRITOIRE if territoires else theme.PAPIER)
    if not territoires:
        return Ground((Ink.of("fond:cadre", Band.FOND, (paper,)),), (), None, lambda x, y: True, None)

    areas = Areas(tuple(part for record in territoires for part in record.geometry.parts)).map(frame.to_page)
    whole = shapely.union_all(
        [shapely.make_valid(shapely.Polygon(part[0], part[1:])) for part in areas.parts]
    )
    shape = whole.intersection(window)
    inks = [
        Ink.of("fond:cadre", Band.FOND, (paper,)),
        Ink.of("fond:territoire", Band.FOND, (Path(_rings(shape), fill=theme.PAPIER),)),
        *_limits(fonds, frame, options, window),
        Ink.of(
            "fond:lisere",
            Band.FOND,
            (Path(_rings(shape.difference(whole.buffer(-LISERE_MM))), fill=theme.LISERE),),
        ),
    ]
    edge = shapely.line_merge(whole.boundary.intersection(window))
    line = Path(_runs(edge), stroke=theme.domaine("organisation").ink, width=theme.S3)
    shapely.prepare(whole)
    return Ground(
        tuple(inks),
        (Ink.of("fond:contour", Band.AIRES, (line,)),),
        areas,
        lambda x, y: bool(shapely.contains_xy(whole, x, y)),
        edge,
    )


def frame_line(frame: MapFrame) -> Ink:
    """Return the line around the map, drawn over what reaches it."""
    edge = Path((rectangle(*frame.rect),), stroke=theme.ENCRE, width=theme.S1, join="miter")
    return Ink.of("feuille:cadre", Band.FEUILLE, (edge,))


def margin(frame: MapFrame, width: float, height: float) -> Ink:
    """Return the paper around the map, which cuts what crosses its edge; the sheet is ``width`` × ``height`` mm."""
    paper = Path((rectangle(0.0, 0.0, width, height), rectangle(*frame.rect)), fill=theme.PAPIER)
    return Ink.of("fond:marge", Band.NOMS, (paper,))


def _limits(fonds: Iterable[Fond], frame: MapFrame, options: Options, window: Any) -> list[Ink]:
    import shapely

    runs: dict[str, list[Any]] = {genre: [] for genre in _LIMITS}
    for fond in fonds:
        if fond.couche == "limite" and isinstance(fond.geometry, Lines) and fond.genre in runs:
            moved = fond.geometry.map(frame.to_page)
            runs[fond.genre] += [shapely.LineString(part) for part in moved.parts]
    inks = []
    for genre, (colour, width, dash) in _LIMITS.items():
        shown = options.communes if genre in ("hors", "commune") else options.departements
        if not runs[genre] or not shown or options.estompe >= 1:
            continue
        cut = shapely.line_merge(shapely.intersection(shapely.MultiLineString(runs[genre]), window))
        ground = theme.PAPIER if genre == "commune" else theme.HORS_TERRITOIRE
        faded = mixed(colour, options.estompe, ground)
        path = Path(_runs(cut), stroke=faded, width=width, dash=dash, cap="flat" if dash else "round")
        inks.append(Ink.of(f"fond:{genre}", Band.FOND, (path,)))
    return inks


def _rings(shape: Any) -> tuple[Subpath, ...]:
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return tuple(
        polygon(map(tuple, ring.coords)) for part in parts for ring in (part.exterior, *part.interiors)
    )


def _runs(shape: Any) -> tuple[Subpath, ...]:
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "LineString"]
    # Where borders meet, the place is the same object for all of them: there are tens of thousands of borders.
    known: dict[Coord, Coord] = {}
    runs = (tuple(known.setdefault(at, at) for at in map(tuple, part.coords)) for part in parts)
    return tuple(
        polygon(run) if part.is_ring else Subpath(run) for part, run in zip(parts, runs, strict=True)
    )
