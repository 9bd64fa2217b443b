"""From the units a group chose to the ground of its poster, generalised to the scale of the sheet."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from app.basemap.france import cells, country, store
from app.basemap.france.borders import borders
from app.basemap.france.cells import SMALLEST_MM2, Cells
from app.basemap.france.ground import Ground, View, window_of
from app.basemap.france.members import Members, extent, of
from app.basemap.france.places import BOURG, BOURGS, OTHER, VILLAGE, VILLAGES, ranks
from app.basemap.france.runs import areas
from app.basemap.france.search import Candidate
from app.basemap.names import listed
from app.poster.geometry import Areas, Box, Lines, Point
from app.poster.records import Fond, new_uid

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: With more communes than this in the window, those outside are not copied as areas: a poster stays under 1.5 MB.
MOST_NEIGHBOURS = 1500
#: A place that generalisation leaves outside comes back this far inside the outline, in mm.
INSIDE_MM = 1.5


def load(candidates: Sequence[Candidate], view: View | None = None, detail: float | None = None) -> Ground:
    """Return the ground of the units of ``candidates`` together. At least one is needed.

    ``view`` is the middle of the map (metres) and its metres per mm, where it is not the usual one that shows the
    whole territory: the ground is copied around that, and generalised to that scale, or to ``detail`` metres per mm.
    Raises Souci where the units lie in two zones, whose coordinates differ.
    """
    if not candidates:
        raise ValueError("a territory needs at least one unit")
    if any(found.kind == "apport" for found in candidates):
        from app.basemap.vectors import unite_ground

        return unite_ground.ground(candidates, view, detail)
    chosen = tuple({(found.kind, found.code): found for found in candidates}.values())
    with store.opened() as db:
        members = of(db, chosen)
        window, metres = window_of(extent(db, members), view)
        metres = detail or metres
        outline, features = _country(db, members, window, metres) or _mesh(db, members, window, metres)
    return Ground(
        nom=listed([found.nom for found in chosen]),
        codes=tuple(found.code for found in chosen),
        genre=chosen[0].kind if len(chosen) == 1 else "ensemble",
        nb_communes=members.count,
        population=members.population,
        crs=members.crs,
        millesime=store.meta("millesime"),
        credits=(store.meta("credits"),),
        outline=outline,
        features=tuple(features),
    )


def _country(
    db: sqlite3.Connection, members: Members, window: Box, metres: float
) -> tuple[Areas, list[Fond]] | None:
    """Return the outline and the features of a territory as large as a région from the borders prepared for it.

    None where its communes are shown, where it cuts a piece, or where the scale bears more detail than is prepared.
    """
    if members.count <= cells.MOST_COMMUNES or members.alone:
        return None
    prepared = country.load(db, members.crs, cells.DETAIL_MM * metres)
    if prepared is None:
        return None
    import numpy as np

    rows = db.execute("SELECT id, departement FROM piece").fetchall()
    last = max(row["id"] for row in rows)
    inside, departements = np.zeros(last + 1, bool), np.zeros(last + 1, "U3")
    inside[list(members.pieces)] = True
    departements[[row["id"] for row in rows]] = [row["departement"] for row in rows]
    least = SMALLEST_MM2 * metres**2
    outline = _areas(country.outline(prepared, inside, least), metres)
    lines = country.borders(prepared, inside, departements, window, least)
    return outline, [*_limits(lines), *_town_features(db, members, outline, metres)]


def _mesh(db: sqlite3.Connection, members: Members, window: Box, metres: float) -> tuple[Areas, list[Fond]]:
    """Return the outline and the features of a territory from the cells of its window."""
    import shapely

    rows = members.communes(db)
    mesh = cells.load(db, members.crs, window, metres, frozenset(row["id"] for row in rows))
    shown = cells.without_islets(mesh, metres)
    outline = _areas(shapely.coverage_union_all(shown.shapes[shown.inside]), metres)
    lines = borders(mesh, window, metres)
    places = _place_features(rows, shown, outline, metres)
    return outline, [*_commune_features(shown), *_limits(lines), *places]


def _areas(whole: BaseGeometry, metres: float) -> Areas:
    """Return an area without the holes too small for the paper, its largest parts first."""
    from app.poster.surfaces import filled

    return areas([filled(whole, SMALLEST_MM2 * metres**2)])[0]


def _commune_features(mesh: Cells) -> list[Fond]:
    """Return the communes as areas; of a large mesh only those inside, the others being borders enough."""
    import numpy as np

    if not mesh.communes:
        return []
    all_of_them = len(mesh.communes) <= MOST_NEIGHBOURS
    chosen = np.flatnonzero(mesh.inside | all_of_them).tolist()
    rows = [mesh.communes[at] for at in chosen]
    return [
        Fond(
            uid=new_uid(),
            couche="commune",
            geometry=shape,
            code=row["code"],
            nom=row["nom"],
            population=row["population"],
            dedans=inside,
        )
        for row, shape, inside in zip(
            rows, areas(mesh.shapes[chosen]), mesh.inside[chosen].tolist(), strict=True
        )
    ]


def _limits(lines: Mapping[tuple[str, bool], Lines]) -> list[Fond]:
    return [
        Fond(uid=new_uid(), couche="limite", geometry=geometry, genre=genre, dedans=inside)
        for (genre, inside), geometry in lines.items()
    ]


def _place_features(rows: Sequence[sqlite3.Row], mesh: Cells, outline: Areas, metres: float) -> list[Fond]:
    """Return the places of the territory; where communes are too many to be shown, only those with a rank."""
    found = ranks([(row["code"], row["population"], row["x"], row["y"]) for row in rows], metres)
    if not mesh.communes:
        rows = [row for row in rows if found[row["code"]] != OTHER]
    districts = [
        row for row, own in zip(mesh.communes, mesh.inside, strict=False) if own and row["code"] not in found
    ]
    found.update((row["code"], OTHER) for row in districts)
    return _places([*rows, *districts], found, outline, metres)


def _town_features(db: sqlite3.Connection, members: Members, outline: Areas, metres: float) -> list[Fond]:
    """Return the places of a large territory that have a rank: looked for among its towns, where these are enough."""
    rows = members.towns(db)
    for each in (rows, None):
        rows = members.communes(db) if each is None else each
        found = ranks([(row["code"], row["population"], row["x"], row["y"]) for row in rows], metres)
        counts = Counter(found.values())
        if counts[BOURG] == BOURGS and counts[VILLAGE] == VILLAGES:
            break
    return _places([row for row in rows if found[row["code"]] != OTHER], found, outline, metres)


def _places(
    rows: Sequence[sqlite3.Row], found: Mapping[str, int], outline: Areas, metres: float
) -> list[Fond]:
    places = sorted(rows, key=lambda row: (found[row["code"]], -row["population"]))
    points = _drawn_in(outline, [(row["x"], row["y"]) for row in places], metres)
    return [
        Fond(
            uid=new_uid(),
            couche="lieu",
            geometry=point,
            code=row["code"],
            nom=row["nom"],
            population=row["population"],
            rang=found[row["code"]],
        )
        for row, point in zip(places, points, strict=True)
    ]


def _drawn_in(outline: Areas, places: Sequence[tuple[int, int]], metres: float) -> list[Point]:
    """Return the places, those that the generalised outline leaves outside brought back inside it."""
    import numpy as np
    import shapely

    from app.poster.surfaces import surface

    whole = surface(outline)
    core = shapely.buffer(whole, -INSIDE_MM * metres)
    core = whole if shapely.is_empty(core) else core
    points = shapely.points(np.array(places, "f8"))
    away = ~shapely.contains_xy(whole, np.array(places, "f8"))
    found = [Point(float(x), float(y)) for x, y in places]
    for at in np.flatnonzero(away):
        x, y = shapely.get_coordinates(shapely.shortest_line(core, points[at]))[0].round(1)
        found[at] = Point(float(x), float(y))
    return found
