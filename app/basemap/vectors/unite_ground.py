"""The ground of units that come from files, alone or with units of the base map.

In France the ground is the shipped base map's: the communes of which a unit holds at least half, and what surrounds
them. Elsewhere, inside a commune, and where several areas lie mostly abroad, those of the file are the cells of the
mesh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.basemap.france import cells, store, territory
from app.basemap.france.borders import borders
from app.basemap.france.cells import DETAIL_MM, DETAIL_OF_CELL, FINEST_MM, SMALLEST_MM2, Cells
from app.basemap.france.ground import Ground, View, window_of
from app.basemap.france.packed import unpack
from app.basemap.france.places import OTHER, ranks
from app.basemap.france.runs import areas
from app.basemap.france.search import Candidate
from app.basemap.france.zones import ZONES
from app.basemap.names import listed
from app.basemap.vectors.unites import Unite
from app.i18n import Souci, tr
from app.poster.geometry import Box, Point
from app.poster.records import Fond, new_uid

#: A commune belongs from this part of its area on.
HALF = 0.5
#: A unit whose outline differs from its communes' by less than this part of its area is made of them: it takes their
#: very borders.
SAME = 0.03
#: With more cells than this around the map, those outside are not drawn as areas.
MOST_CELLS = 1500


def ground(candidates: Sequence[Candidate], view: View | None = None, detail: float | None = None) -> Ground:
    """Return the ground of units of files, perhaps together with units of the base map. See ``territory.load``.

    Raises Souci where they cannot lie on one map.
    """
    import shapely

    from app.poster.surfaces import surface

    own = [each for each in candidates if isinstance(each, Unite)]
    others = [each for each in candidates if not isinstance(each, Unite)]
    crs = own[0].family.crs
    if any(each.family.crs != crs for each in own):
        raise Souci(
            tr(
                "Ces contours ne tiennent pas sur une même carte\u00a0: ils sont trop loin l’un de l’autre. "
                "Faites un poster pour chacun."
            )
        )
    whole = shapely.union_all([surface(each.contour) for each in own])
    held = communes(whole, crs) if crs in ZONES else []
    if held and (others or len(own) == 1 or _mostly(held, whole)):
        return _of_communes(own, others, held, whole, view, detail)
    if others:
        raise Souci(
            tr(
                "«\u00a0{nom}\u00a0» ne contient aucune commune du fond de carte\u00a0: il ne se mêle pas aux "
                "territoires de France. Choisissez l’un ou l’autre.",
                nom=own[0].nom,
            )
        )
    return _of_cells(own, crs, view, detail)


@dataclass(frozen=True, slots=True)
class Held:
    """A commune that a contour holds, and its exact shape."""

    unit: Candidate
    shape: Any


def communes(whole: Any, crs: int) -> list[Held]:
    """Return the communes of a zone of which a contour (shapely, metres) holds at least half, in order."""
    import numpy as np
    import shapely

    xmin, ymin, xmax, ymax = _box(shapely.bounds(whole))
    found: list[Held] = []
    shapely.prepare(whole)
    with store.opened() as db:
        pieces = db.execute(
            "SELECT id, communes FROM piece WHERE crs = ? AND xmin <= ? AND xmax >= ? AND ymin <= ? AND ymax >= ?"
            " ORDER BY id",
            (crs, xmax, xmin, ymax, ymin),
        ).fetchall()
        for piece in pieces:
            rows = db.execute("SELECT * FROM unite WHERE piece = ? ORDER BY id", (piece["id"],)).fetchall()
            shapes = np.asarray(unpack(piece["communes"]))
            inside = shapely.contains_properly(whole, shapes)
            across = np.flatnonzero(~inside & shapely.intersects(whole, shapes))
            parts = shapely.area(shapely.intersection(whole, shapes[across]))
            inside[across] = parts >= HALF * shapely.area(shapes[across])
            for row, shape, own in zip(rows, shapes, inside, strict=True):
                if own:
                    unit = Candidate("commune", row["code"], row["nom"], "", 1, int(row["population"]), crs)
                    found.append(Held(unit, shape))
    return found


def _mostly(held: Sequence[Held], whole: Any) -> bool:
    """Return whether communes make up a contour: a canton of Switzerland may hold two across the border."""
    import shapely

    return bool(shapely.area([each.shape for each in held]).sum() >= HALF * shapely.area(whole))


def _of_communes(
    own: Sequence[Unite],
    others: Sequence[Candidate],
    held: Sequence[Held],
    whole: Any,
    view: View | None,
    detail: float | None,
) -> Ground:
    """Return the base map's ground of the communes inside, with the outline of the file where it is another one."""
    import shapely

    base = territory.load([*(each.unit for each in held), *others], view, detail)
    sources = dict.fromkeys(each.family.source for each in own)
    named = replace(base, nom=_name([*own, *others]), genre="ensemble", credits=(*base.credits, *sources))
    made_of = shapely.union_all([each.shape for each in held])
    if others or shapely.area(shapely.symmetric_difference(made_of, whole)) <= SAME * shapely.area(whole):
        return named
    metres = detail or window_of(_box(shapely.bounds(whole)), view)[1]
    outline = shapely.coverage_simplify([whole], DETAIL_MM * metres)[0]
    parts = shapely.get_parts(outline)
    seen = parts[shapely.area(parts) >= SMALLEST_MM2 * metres**2]
    return replace(
        named, genre="apport", outline=areas([shapely.multipolygons(seen)])[0] if len(seen) else base.outline
    )


def _of_cells(own: Sequence[Unite], crs: int, view: View | None, detail: float | None) -> Ground:
    """Return the ground of areas of files alone: each area is a cell."""
    import numpy as np
    import shapely

    from app.poster.surfaces import filled, surface

    families = {id(each.family): each.family for each in own}.values()
    chosen = {(id(each.family), each.rank) for each in own}
    names = [nom for family in families for nom in family.noms]
    every = np.array([surface(contour) for family in families for contour in family.contours], object)
    inside = np.array(
        [(id(family), rank) in chosen for family in families for rank in range(len(family.noms))], bool
    )
    window, metres = window_of(_box(shapely.total_bounds(every[inside])), view)
    metres = detail or metres
    boxes = shapely.bounds(every)
    near = (
        (boxes[:, 0] <= window[2])
        & (boxes[:, 2] >= window[0])
        & (boxes[:, 1] <= window[3])
        & (boxes[:, 3] >= window[1])
    ) | inside
    shapes, inside = every[near], inside[near]
    names = [name for name, keep in zip(names, near, strict=True) if keep]
    if not shapely.coverage_is_valid(shapes):
        shapes = shapely.coverage_clean(shapes, gap_width=0.0)
        kept = ~shapely.is_empty(shapes)
        shapes, inside = shapes[kept], inside[kept]
        names = [name for name, keep in zip(names, kept, strict=True) if keep]
    side = float(np.sqrt(np.median(shapely.area(shapes))))
    shapes = shapely.coverage_simplify(shapes, min(DETAIL_MM * metres, DETAIL_OF_CELL * side))
    mesh = Cells(shapes, inside, [""] * len(shapes), ())
    shown = cells.without_islets(mesh, metres)
    outline = areas([filled(shapely.coverage_union_all(shown.shapes[inside]), SMALLEST_MM2 * metres**2)])[0]
    small = side < FINEST_MM * metres
    lines = borders(mesh, window, metres)
    features = [
        *([] if small else _cell_features(shown, names)),
        *(
            Fond(uid=new_uid(), couche="limite", geometry=geometry, genre=genre, dedans=within)
            for (genre, within), geometry in lines.items()
        ),
        *_places(shown, names, metres, ranked_only=small),
    ]
    return Ground(
        nom=_name(own),
        codes=(),
        genre="apport",
        nb_communes=0,
        population=0,
        crs=crs,
        millesime="",
        credits=tuple(family.source for family in families),
        outline=outline,
        features=tuple(features),
    )


def _cell_features(mesh: Cells, names: Sequence[str]) -> list[Fond]:
    all_of_them = len(names) <= MOST_CELLS
    return [
        Fond(uid=new_uid(), couche="commune", geometry=shape, code=str(at), nom=name, dedans=bool(own))
        for at, (shape, name, own) in enumerate(
            zip(areas(mesh.shapes), names, mesh.inside.tolist(), strict=True), 1
        )
        if own or all_of_them
    ]


def _places(mesh: Cells, names: Sequence[str], metres: float, *, ranked_only: bool) -> list[Fond]:
    """Return the names of the cells of the territory, the largest first; one cell alone is named by the title."""
    import numpy as np
    import shapely

    chosen = np.flatnonzero(mesh.inside)
    if len(chosen) < 2:
        return []
    middles = shapely.get_coordinates(shapely.point_on_surface(mesh.shapes[chosen]))
    sizes = shapely.area(mesh.shapes[chosen])
    found = ranks(
        [
            (str(at + 1), int(size), float(x), float(y))
            for at, size, (x, y) in zip(chosen, sizes, middles, strict=True)
        ],
        metres,
    )
    listed = sorted(
        zip(chosen.tolist(), middles.tolist(), strict=True), key=lambda one: found[str(one[0] + 1)]
    )
    return [
        Fond(
            uid=new_uid(),
            couche="lieu",
            geometry=Point(float(x), float(y)),
            code=str(at + 1),
            nom=names[at],
            rang=found[str(at + 1)],
        )
        for at, (x, y) in listed
        if not ranked_only or found[str(at + 1)] != OTHER
    ]


def _box(bounds: Any) -> Box:
    west, south, east, north = map(float, bounds)
    return (west, south, east, north)


def _name(chosen: Sequence[Candidate]) -> str:
    """Return « A », « A et B », « A, B et C »; of many, what they come from."""
    names = [each.nom for each in chosen]
    if len(names) > 4:
        first = chosen[0]
        return Path(first.family.source).stem.replace("_", " ") if isinstance(first, Unite) else names[0]
    return listed(names)
