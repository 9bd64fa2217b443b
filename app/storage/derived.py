"""What the file says of an item beyond its record: its table, its commune, its catalogue names, its place."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.catalogue.model import Pictogram, forme_of
from app.drawing import postits
from app.poster.choices import LIBRES
from app.poster.geometry import Areas, Box, Coord, Geometry, Lines, Point, Run, bounds, holds, length
from app.poster.records import (
    ITEM_TYPES,
    Apport,
    Calque,
    Fond,
    LigneGrille,
    LigneLegende,
    Mark,
    Nom,
    Photo,
    Poster,
    PostIt,
    Reaction,
    Record,
    Territoire,
    Texte,
    Trace,
)
from app.poster.sheet import MapFrame
from app.storage.rows import to_sql
from app.storage.schema import BY_NAME, Table

_TABLES: Mapping[type[Record], str] = {
    Poster: "poster",
    Territoire: "territoire",
    Trace: "trace",
    Texte: "texte",
    Photo: "photo",
    Apport: "apport",
    Calque: "calque",
    PostIt: "postit",
    LigneGrille: "grille",
    Nom: "nom",
    LigneLegende: "legende",
    Reaction: "reaction",
}


def table_of(record: Record, pictograms: Mapping[str, Pictogram]) -> Table:
    """Return the table of a record. A mark goes by its geometry and by what its pictogram is."""
    if isinstance(record, Fond):
        return BY_NAME[f"fond_{record.couche}"]
    if not isinstance(record, Mark):
        return BY_NAME[_TABLES[type(record)]]
    if isinstance(record.geometry, Point):
        return BY_NAME["picto_point"]
    if isinstance(record.geometry, Areas):
        return BY_NAME["zone_libre" if record.picto in LIBRES else "picto_aire"]
    if record.picto in LIBRES:
        return BY_NAME["fleche_libre"]
    return BY_NAME["reseau_lien" if is_network(record, pictograms.get(record.picto)) else "picto_ligne"]


def is_network(mark: Mark, pictogram: Pictogram | None) -> bool:
    """Return whether the lines of a mark are the links of a network."""
    if pictogram is None:
        return "noeuds" in mark.parametres
    return forme_of(mark.geometry, pictogram) == "reseau"


@dataclass(frozen=True, slots=True)
class Communes:
    """The communes of the poster, to say in which one a place lies."""

    areas: tuple[tuple[Box, Areas, str, str], ...]

    @classmethod
    def of(cls, records: Iterable[Record]) -> Communes:
        """Return the communes among ``records``."""
        return cls(
            tuple(
                (bounds(record.geometry), record.geometry, record.code, record.nom)
                for record in records
                if isinstance(record, Fond)
                and record.couche == "commune"
                and isinstance(record.geometry, Areas)
            )
        )

    def at(self, x: float, y: float) -> tuple[str, str]:
        """Return the code and name of the commune at a ground point, empty where there is none."""
        for (west, south, east, north), areas, code, name in self.areas:
            if west <= x <= east and south <= y <= north and holds(areas, x, y):
                return code, name
        return "", ""


def anchor(geometry: Geometry) -> Coord:
    """Return the one place that stands for a geometry: a point, the middle of a line, a point in an area.

    The point of an area is the middle of the longest crossing of its horizontal middle line: always inside.
    """
    if isinstance(geometry, Point):
        return (geometry.x, geometry.y)
    if isinstance(geometry, Lines):
        return _halfway(max(geometry.parts, key=length))
    return _within(geometry)


def _halfway(run: Run) -> Coord:
    left = length(run) / 2
    for (ax, ay), (bx, by) in itertools.pairwise(run):
        step = length(((ax, ay), (bx, by)))
        if step and step >= left:
            share = left / step
            return (ax + (bx - ax) * share, ay + (by - ay) * share)
        left -= step
    return run[-1]


def _within(areas: Areas) -> Coord:
    _, south, _, north = bounds(areas)
    y = (south + north) / 2
    crossings = sorted(
        ax + (y - ay) / (by - ay) * (bx - ax)
        for polygon in areas.parts
        for ring in polygon
        for (ax, ay), (bx, by) in itertools.pairwise(ring)
        if (ay > y) != (by > y)
    )
    spans = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not spans:
        return areas.parts[0][0][0]
    west, east = max(spans, key=lambda span: span[1] - span[0])
    return ((west + east) / 2, y)


def postit_point(postit: PostIt, frame: MapFrame) -> Point | None:
    """Return the ground point of a post-it's top-left corner, None while it waits to be placed."""
    if postit.x is None or postit.y is None:
        return None
    return Point(*frame.to_ground(postit.x, postit.y))


def _tip(postit: PostIt, records: Mapping[str, Record], frame: MapFrame) -> Coord | None:
    """Return the ground point where the leader of a post-it ends, None without a leader."""
    spoken = records.get(postit.cible)
    target = postit_point(spoken, frame) if isinstance(spoken, PostIt) else getattr(spoken, "geometry", None)
    if target is not None:
        return anchor(target)
    if postit.cible_x is None or postit.cible_y is None:
        return None
    return (postit.cible_x, postit.cible_y)


def derived(
    table: Table,
    record: Record,
    poster: Poster,
    communes: Communes,
    pictograms: Mapping[str, Pictogram],
    records: Mapping[str, Record],
) -> dict[str, Any]:
    """Return the derived columns of an item's row; nothing for what is not an item."""
    if not isinstance(record, ITEM_TYPES):
        return {}
    values: dict[str, Any] = {}
    place: Coord | None
    if isinstance(record, PostIt):
        place = _tip(record, records, MapFrame.of(poster))
        values["lettres_mm"] = postits.paper(record).size
        values["pointe_x"], values["pointe_y"] = place or (None, None)
    else:
        place = anchor(record.geometry)
    values |= _where(place, poster, communes)
    if isinstance(record, Mark):
        pictogram = pictograms.get(record.picto)
        values["picto_nom"] = pictogram.name.fr if pictogram else ""
        values["sous_categorie"] = pictogram.sous_categorie if pictogram else ""
        values["structure"] = pictogram.structure if pictogram else ""
    return values


def _where(place: Coord | None, poster: Poster, communes: Communes) -> dict[str, Any]:
    code, name = communes.at(*place) if place else ("", "")
    return {
        "insee_com": code,
        "nom_com": name,
        "poster_uid": poster.uid,
        "atelier": poster.atelier,
        "groupe": poster.groupe,
        "date_atelier": poster.date_atelier,
        "territoire_nom": poster.territoire_nom,
    }


def nodes(mark: Mark, poster: Poster, communes: Communes) -> list[tuple[Point, dict[str, Any]]]:
    """Return the place and the columns of each node of a network: those it declares, else its vertices."""
    places: list[tuple[float, float, int | None]] = []
    given = mark.parametres.get("noeuds")
    if isinstance(given, tuple):
        places = [
            (float(node[0]), float(node[1]), int(node[2]) if len(node) > 2 else None)
            for node in given
            if isinstance(node, tuple) and len(node) > 1 and all(isinstance(v, int | float) for v in node)
        ]
    if not places:
        places = [(x, y, None) for x, y in dict.fromkeys(mark.geometry.coords())]
    found = []
    for x, y, rank in places:
        row = {"picto": mark.picto, "rang": rank, "domaine": mark.domaine, "couleur": mark.couleur}
        row |= {"texte": mark.texte, **_where((x, y), poster, communes)}
        found.append((Point(x, y), {name: to_sql(value) for name, value in row.items()}))
    return found
