"""From the units a group chose to the ground of its poster, generalised to the scale of the sheet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.basemap import cells, store
from app.basemap.borders import borders
from app.basemap.cells import SMALLEST_MM2, Cells, ids
from app.basemap.places import OTHER, ranks
from app.basemap.search import Candidate
from app.i18n import tr
from app.poster import sheet
from app.poster.geometry import Areas, Box, Coord, Point
from app.poster.records import Fond, Territoire, new_uid

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: The ground copied around the map frame, as a part of it: room to move or rotate the map a little.
AROUND = 0.06
#: With more communes than this in the window, those outside are not copied as areas: a poster stays under 1.5 MB.
MOST_NEIGHBOURS = 1500
#: The middle of a map in ground metres, and its metres per mm.
View = tuple[Coord, float]
#: A place that generalisation leaves outside comes back this far inside the outline, in mm.
INSIDE_MM = 1.5


@dataclass(frozen=True, slots=True)
class Ground:
    """What a poster takes from the base map."""

    nom: str
    #: INSEE codes and SIREN of the chosen units.
    codes: tuple[str, ...]
    #: ``commune``, ``epci``, ``departement``, ``region``, or ``ensemble`` for several units.
    genre: str
    nb_communes: int
    population: int
    crs: int
    millesime: str
    credits: tuple[str, ...]
    #: The territory's outline in metres, generalised.
    outline: Areas
    #: Communes, borders and places of the territory and of what surrounds it.
    features: tuple[Fond, ...]

    def territoire(self) -> Territoire:
        """Return a fresh ``Territoire`` record of this ground."""
        return Territoire(
            uid=new_uid(),
            nom=self.nom,
            codes=self.codes,
            genre=self.genre,
            millesime=self.millesime,
            geometry=self.outline,
        )


def load(candidates: Sequence[Candidate], view: View | None = None, detail: float | None = None) -> Ground:
    """Return the ground of the units of ``candidates`` together. At least one is needed.

    ``view`` is the middle of the map (metres) and its metres per mm, where it is not the usual one that shows the
    whole territory: the ground is copied around that, and generalised to that scale, or to ``detail`` metres per mm.
    """
    if not candidates:
        raise ValueError("a territory needs at least one unit")
    chosen = tuple({(found.kind, found.code): found for found in candidates}.values())
    with store.opened() as db:
        rows = _communes(db, chosen)
        members = frozenset(row["id"] for row in rows)
        extent = _extent(db, rows)
        window, metres = _window(extent, view)
        metres = detail or metres
        mesh = cells.load(db, window, metres, members)
    mesh = cells.simplified(mesh, metres)
    shown = cells.without_islets(mesh, metres)
    outline = _outline(shown, metres)
    features = [
        *_commune_features(shown),
        *_border_features(mesh, window, metres),
        *_place_features(rows, shown, outline, metres),
    ]
    return Ground(
        nom=_name([found.nom for found in chosen]),
        codes=tuple(found.code for found in chosen),
        genre=chosen[0].kind if len(chosen) == 1 else "ensemble",
        nb_communes=len(rows),
        population=sum(row["population"] for row in rows),
        crs=int(store.meta("crs")),
        millesime=store.meta("millesime"),
        credits=(store.meta("credits"),),
        outline=outline,
        features=tuple(features),
    )


def _communes(db: sqlite3.Connection, chosen: Iterable[Candidate]) -> list[sqlite3.Row]:
    """Return the rows of the communes of all chosen units, each once, in the order of the file."""
    conditions = {
        "commune": "code = ?",
        "epci": "piece IN (SELECT id FROM piece WHERE epci = ?)",
        "departement": "departement = ?",
        "region": "piece IN (SELECT id FROM piece WHERE region = ?)",
    }
    found: dict[int, sqlite3.Row] = {}
    for unit in chosen:
        sql = f"SELECT * FROM unite WHERE genre = 'commune' AND {conditions[unit.kind]}"  # noqa: S608 (our own)
        found.update((row["id"], row) for row in db.execute(sql, (unit.code,)))
    return [found[key] for key in sorted(found)]


def _extent(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> Box:
    """Return the box of the territory, from the exact shapes of its communes."""
    import numpy as np
    import shapely

    from app.basemap.packed import unpack

    members = {row["id"] for row in rows}
    listed = ids({row["piece"] for row in rows})
    own: dict[int, list[bool]] = {}
    sql = f"SELECT id, piece FROM unite WHERE piece IN {listed} ORDER BY id"  # noqa: S608 (whole numbers only)
    for row in db.execute(sql):
        own.setdefault(row["piece"], []).append(row["id"] in members)
    boxes = []
    for piece in db.execute(f"SELECT * FROM piece WHERE id IN {listed}"):  # noqa: S608 (whole numbers only)
        if all(own[piece["id"]]):
            boxes.append((piece["xmin"], piece["ymin"], piece["xmax"], piece["ymax"]))
        else:
            shapes = np.asarray(unpack(piece["communes"]))
            boxes.append(tuple(shapely.total_bounds(shapes[own[piece["id"]]])))
    west, south, east, north = zip(*boxes, strict=True)
    return (float(min(west)), float(min(south)), float(max(east)), float(max(north)))


def _window(extent: Box, view: View | None) -> tuple[Box, float]:
    """Return the ground that the map shows in either orientation, a little enlarged, and metres per mm.

    Another view adds to it what it shows, at its own scale: the territory is copied whole all the same.
    """
    usual = [(orientation, *sheet.fit(extent, orientation)) for orientation in ("paysage", "portrait")]
    other = [(orientation, *view) for orientation in ("paysage", "portrait")] if view else []
    boxes = []
    for orientation, (x, y), metres in (*usual, *other):
        _, _, width, height = sheet.map_rect(orientation)
        reach_x, reach_y = width / 2 * metres * (1 + AROUND), height / 2 * metres * (1 + AROUND)
        boxes.append((x - reach_x, y - reach_y, x + reach_x, y + reach_y))
    west, south, east, north = zip(*boxes, strict=True)
    window = (min(west), min(south), max(east), max(north))
    return window, min(metres for _, _, metres in other or usual)


def _outline(mesh: Cells, metres: float) -> Areas:
    """Return the union of the cells inside, without holes too small for the paper."""
    import numpy as np
    import shapely

    whole = shapely.coverage_union_all(mesh.shapes[mesh.inside])
    smallest = SMALLEST_MM2 * metres**2
    parts = []
    for part in shapely.get_parts(whole):
        holes = [ring for ring in part.interiors if shapely.Polygon(ring).area >= smallest]
        parts.append(shapely.Polygon(part.exterior, holes))
    parts.sort(key=lambda part: -shapely.area(part))
    return _areas(shapely.multipolygons(np.array(parts)))


def _areas(shape: BaseGeometry) -> Areas:
    import shapely

    polygons = []
    for part in shapely.get_parts(shape):
        rings = [part.exterior, *part.interiors]
        polygons.append(tuple(tuple((float(x), float(y)) for x, y in ring.coords) for ring in rings))
    return Areas(tuple(polygons))


def _commune_features(mesh: Cells) -> list[Fond]:
    """Return the communes as areas; of a large mesh only those inside, the others being borders enough."""
    all_of_them = len(mesh.communes) <= MOST_NEIGHBOURS
    return [
        Fond(
            uid=new_uid(),
            couche="commune",
            geometry=_areas(shape),
            code=row["code"],
            nom=row["nom"],
            population=row["population"],
            dedans=bool(inside),
        )
        for row, shape, inside in zip(mesh.communes, mesh.shapes, mesh.inside, strict=False)
        if inside or all_of_them
    ]


def _border_features(mesh: Cells, window: Box, metres: float) -> list[Fond]:
    return [
        Fond(uid=new_uid(), couche="limite", geometry=lines, genre=genre, dedans=inside)
        for (genre, inside), lines in borders(mesh, window, metres).items()
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
    places = sorted([*rows, *districts], key=lambda row: (found[row["code"]], -row["population"]))
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

    polygons = [shapely.Polygon(part[0], part[1:]) for part in outline.parts]
    whole = shapely.multipolygons(np.array(polygons))
    core = shapely.buffer(whole, -INSIDE_MM * metres)
    core = whole if shapely.is_empty(core) else core
    points = shapely.points(np.array(places, "f8"))
    away = ~shapely.contains_xy(whole, np.array(places, "f8"))
    found = [Point(float(x), float(y)) for x, y in places]
    for at in np.flatnonzero(away):
        x, y = shapely.get_coordinates(shapely.shortest_line(core, points[at]))[0].round(1)
        found[at] = Point(float(x), float(y))
    return found


def _name(names: Sequence[str]) -> str:
    """Return « A », « A et B », « A, B et C »."""
    if len(names) == 1:
        return names[0]
    return tr("{premiers} et {dernier}", premiers=", ".join(names[:-1]), dernier=names[-1])
