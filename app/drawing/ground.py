"""The ground on the page: pale outside, white territory, thin limits, one dark outline, all cut at the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from app.drawing import apports, theme
from app.drawing.colour import mixed
from app.drawing.ink import Band, Ink
from app.drawing.names import Label
from app.drawing.primitives import Path, rectangle
from app.drawing.runs import runs_of
from app.poster import outline
from app.poster.geometry import Areas, Coord, Lines
from app.poster.options import SIMPLIFIE, Options
from app.poster.records import Apport, Fond, Territoire
from app.poster.sheet import MapFrame

#: Limits by ``genre``: colour, width, dash; in the order they are drawn. Those of the départements inside the territory
#: are ``interne``: among many communes dashes would not be followed.
LIMITS: Mapping[str, tuple[str, float, tuple[float, ...]]] = {
    "hors": (theme.LIMITE_HORS, 0.25, ()),
    "commune": (theme.LIMITE_COMMUNE, 0.3, ()),
    "departement": (theme.LIMITE_DEPARTEMENT, 0.5, theme.DASH_DEPARTEMENT),
    "interne": (theme.LIMITE_DEPARTEMENT, 0.6, ()),
    "cote": (theme.LIMITE_DEPARTEMENT, 0.5, ()),
}
LISERE_MM = 2.2
#: Limits of communes are pale by this share at most where their cells are ``MESH_MM[0]`` mm wide, and by none from
#: ``MESH_MM[1]`` on: thousands of thin lines would make a grey of the territory.
MESH_PALE, MESH_MM = 0.6, (7.5, 13.0)
#: Inlets and straits narrower than this, in mm, are closed: two outlines would run together there. What is smaller
#: than the second number, in mm², is but a corner; an enclave smaller than the third would be a blot.
INLET_MM, CORNER_MM2, BLOT_MM2 = 1.9, 0.8, 5.0
HAIR_MM = 0.05


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
    #: Names of what was brought.
    labels: tuple[Label, ...] = ()


def draw(
    territoires: Sequence[Territoire],
    fonds: Sequence[Fond],
    frame: MapFrame,
    options: Options,
    layers: Sequence[Apport] = (),
) -> Ground:
    """Return the ground of a poster, with the ``layers`` brought to it; without a territory it is a blank sheet."""
    import shapely

    from app.drawing.textures import subpaths

    window = shapely.box(*frame.box)
    lands = outline.drawn(territoires, fonds, options)
    paper = Path((rectangle(*frame.rect),), fill=theme.HORS_TERRITOIRE if lands else theme.PAPIER)
    base = [Ink.of("fond:cadre", Band.FOND, (paper,))]
    if not lands:
        brought = apports.draw(layers, fonds, frame, options, None)
        inks = (*base, *brought.under, *brought.over)
        return Ground(inks, (), None, lambda x, y: True, None, brought.labels)

    areas = outline.areas(lands).map(frame.to_page)
    whole = shapely.union_all(
        [shapely.make_valid(shapely.Polygon(part[0], part[1:])) for part in areas.parts]
    )
    if not any(isinstance(land, Fond) for land in lands):
        whole = _without_inlets(whole)
    shape = whole.intersection(window)
    brought = apports.draw(layers, fonds, frame, options, shape)
    base.append(Ink.of("fond:territoire", Band.FOND, (Path(subpaths(shape), fill=theme.PAPIER),)))
    inks = (*base, *brought.under, *_limits(lands, fonds, frame, options, shape, window))
    edge = shapely.line_merge(whole.boundary.intersection(window))
    contour: tuple[Ink, ...] = ()
    if options.trait:
        band = Path(subpaths(_band(whole).intersection(window)), fill=theme.LISERE)
        inks = (*inks, Ink.of("fond:lisere", Band.FOND, (band,)))
        line = Path(runs_of(edge), stroke=theme.domaine("organisation").ink, width=theme.S3)
        contour = (Ink.of("fond:contour", Band.AIRES, (line,)),)
    shapely.prepare(whole)
    return Ground(
        (*inks, *brought.over),
        contour,
        areas,
        lambda x, y: bool(shapely.contains_xy(whole, x, y)),
        edge,
        brought.labels,
    )


def frame_line(frame: MapFrame) -> Ink:
    """Return the line around the map, drawn over what reaches it."""
    edge = Path((rectangle(*frame.rect),), stroke=theme.ENCRE, width=theme.S1, join="miter")
    return Ink.of("feuille:cadre", Band.FEUILLE, (edge,))


def margin(frame: MapFrame, width: float, height: float) -> Ink:
    """Return the paper around the map, which cuts what crosses its edge; the sheet is ``width`` × ``height`` mm."""
    paper = Path((rectangle(0.0, 0.0, width, height), rectangle(*frame.rect)), fill=theme.PAPIER)
    return Ink.of("fond:marge", Band.NOMS, (paper,))


def _limits(
    lands: Sequence[Territoire | Fond],
    fonds: Iterable[Fond],
    frame: MapFrame,
    options: Options,
    shape: Any,
    window: Any,
) -> list[Ink]:
    """Return the limits of the base map; those of an outline that is not the real one are cut, or drawn by itself.

    A schematic outline has none: limits that do not meet it say that it is wrong.
    """
    import shapely

    if options.estompe >= 1:
        return []
    drawn = any(isinstance(land, Fond) for land in lands)
    if drawn and options.contour != SIMPLIFIE:
        return []
    runs: dict[str, list[Any]] = {genre: [] for genre in LIMITS}
    for fond in fonds:
        if fond.couche == "limite" and isinstance(fond.geometry, Lines) and fond.genre in runs:
            parts = _on_page(fond.geometry, frame)
            runs["interne" if fond.genre == "departement" and fond.dedans else fond.genre] += (
                [_outside(parts, shape)] if drawn and not fond.dedans else [] if drawn else parts
            )
    if drawn:
        for genre, borders in _shared(outline.cells(fonds, options), frame).items():
            runs[genre] += borders
    shown = {
        "hors": options.voisins,
        "commune": options.communes,
        "departement": options.departements,
        "interne": options.departements,
        "cote": options.departements,
    }
    inks = []
    for genre, (colour, width, dash) in LIMITS.items():
        if not runs[genre] or not shown[genre]:
            continue
        lines = _gathered(runs[genre]) if drawn else shapely.multilinestrings(runs[genre])
        cut = shapely.line_merge(shapely.clip_by_rect(lines, *window.bounds))
        ground = theme.PAPIER if genre in ("commune", "interne") else theme.HORS_TERRITOIRE
        pale = _pale(lines) if genre == "commune" else 0.0
        faded = mixed(colour, 1 - (1 - options.estompe) * (1 - pale), ground)
        path = Path(runs_of(cut), stroke=faded, width=width, dash=dash, cap="flat" if dash else "round")
        inks.append(Ink.of(f"fond:{genre}", Band.FOND, (path,)))
    return inks


def _without_inlets(whole: Any) -> Any:
    """Return a territory in page mm whose narrow inlets and straits are closed, and small enclaves filled."""
    import shapely

    from app.poster.surfaces import filled

    # A hair less than it was, so that outlines that are the same nearly everywhere are not told apart place by place.
    closed = shapely.buffer(whole, INLET_MM / 2, quad_segs=2)
    closed = shapely.buffer(closed, -INLET_MM / 2 - HAIR_MM, quad_segs=2)
    added = shapely.get_parts(shapely.difference(closed, whole))
    added = shapely.buffer(added[shapely.area(added) > CORNER_MM2], 1.4 * HAIR_MM, quad_segs=2)
    if not len(added):
        return filled(whole, BLOT_MM2)
    made = filled(shapely.union(whole, shapely.union_all(added)), BLOT_MM2)
    # A bay whose mouth alone is narrow stays a bay: it does not become a lake.
    lakes = shapely.difference(_holes(made), _holes(whole))
    if not shapely.is_empty(lakes):
        mouths = shapely.intersects(added, shapely.buffer(lakes, 0.1))
        made = filled(shapely.union(whole, shapely.union_all(added[~mouths])), BLOT_MM2)
    return made


def _holes(whole: Any) -> Any:
    import shapely

    inner = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    return shapely.union_all(inner)


def _band(whole: Any) -> Any:
    """Return the pale band inside the outline of a territory; an island that it would fill has none."""
    import shapely

    parts = shapely.get_parts(whole)
    parts = parts[shapely.get_type_id(parts) == 3]  # what is no polygon is but a crease of the outline
    room = 1.6 * LISERE_MM
    # A part has a place farther from its edge than its area over the length of that: most are known without a buffer.
    large = shapely.area(parts) > room * shapely.length(parts)
    large[~large] = ~shapely.is_empty(shapely.buffer(parts[~large], -room, quad_segs=2))
    wide = parts[large]
    white = shapely.get_parts(shapely.buffer(wide, -LISERE_MM))
    # What is left white between two bands is seen where it is no mere hair.
    return shapely.difference(
        shapely.MultiPolygon(list(wide)), shapely.union_all(white[shapely.area(white) > 2.0])
    )


def _pale(lines: Any) -> float:
    """Return how far limits in page mm fade because they are many: by the side of a usual cell."""
    import shapely

    low_x, low_y, high_x, high_y = shapely.bounds(lines)
    # A square of cells has two sides of a cell for each of them: its diagonal says how large it is, and a lone border.
    side = float(((high_x - low_x) ** 2 + (high_y - low_y) ** 2) / max(1e-9, shapely.length(lines)))
    fine, wide = MESH_MM
    return MESH_PALE * min(1.0, max(0.0, (wide - side) / (wide - fine)))


def _on_page(lines: Lines, frame: MapFrame) -> list[Any]:
    """Return the lines as shapely lines in page mm: all places at a time, there may be a hundred thousand."""
    import numpy as np
    import shapely

    flat = chain.from_iterable(chain.from_iterable(lines.parts))
    ground: Any = np.fromiter(flat, "f8").reshape(-1, 2)
    ranks = np.repeat(np.arange(len(lines.parts)), [len(part) for part in lines.parts])
    x, y = frame.to_page(ground[:, 0], ground[:, 1])
    return list(shapely.linestrings(x, y, indices=ranks))


def _gathered(lines: Sequence[Any]) -> Any:
    import shapely

    return shapely.multilinestrings(
        [part for part in shapely.get_parts(lines) if part.geom_type == "LineString" and not part.is_empty]
    )


def _outside(lines: Sequence[Any], shape: Any) -> Any:
    import shapely

    return shapely.difference(shapely.MultiLineString(list(lines)), shape)


def _shared(communes: Iterable[Fond], frame: MapFrame) -> dict[str, list[Any]]:
    """Return the borders between communes by genre: those of one whose code begins otherwise part départements."""
    import shapely

    sides: dict[frozenset[Coord], str] = {}
    found: dict[str, list[Any]] = {"commune": [], "interne": []}
    for commune in communes:
        if not isinstance(commune.geometry, Areas):
            continue
        code = commune.code[: 3 if commune.code.startswith("97") else 2]
        for part in commune.geometry.map(frame.to_page).parts:
            for ring in part:
                for one, other in pairwise(ring):
                    key = frozenset((one, other))
                    if key not in sides:
                        sides[key] = code
                    elif one != other:
                        genre = "commune" if sides[key] == code else "interne"
                        found[genre].append(shapely.LineString((one, other)))
    return found
