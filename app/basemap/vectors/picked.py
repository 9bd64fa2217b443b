"""One layer on its way from a stranger's file to a poster. Only in the process apart."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from app.apart.child import Tell
from app.basemap import crs_guess
from app.basemap.vectors.naming import name_field
from app.basemap.vectors.rows import MOST_COUNTED, info, off_the_globe, rows
from app.basemap.vectors.shapes import (
    AREAS,
    LINES,
    POINTS,
    Counts,
    Things,
    clipped,
    generalised,
    moved,
    nearby,
    repaired,
    sorted_out,
    whole,
)
from app.basemap.vectors.sources import Source
from app.i18n import Souci, tr
from app.poster import sheet
from app.poster.geometry import Box

#: The map around the box that is asked for, as a part of it, before it is brought into the poster's coordinates.
AROUND = 0.25


class Picked:
    """A layer on its way to a poster."""

    def __init__(self, source: Source, at: int, crs: object, champ: str | None) -> None:
        self.source, self.at, self.champ = source, at, champ
        self.counts = Counts()
        self.devine: int | None = None
        self.things: dict[str, Things] = {}
        self._asked_crs = crs

    @classmethod
    def of(cls, sources: list[Source], asked: Mapping[str, Any]) -> Picked:
        at = int(asked["id"])
        if not 0 <= at < len(sources):
            raise Souci(tr("Cette couche n’est plus dans le fichier\u00a0: rouvrez-le."))
        return cls(sources[at], at, asked.get("crs"), asked.get("champ"))

    def load(self, target: int | None, box: Box | None, tell: Tell) -> None:
        """Read the rows of the map, sorted by kind. Raises Souci where nobody knows where they are."""
        import shapely

        self.told = info(self.source)
        if self._asked_crs:
            given = f"EPSG:{self._asked_crs}" if isinstance(self._asked_crs, int) else str(self._asked_crs)
            self.told.crs = crs_guess.understood(given)
        champ = self.champ
        if champ is None:
            champ = name_field(rows(self.source, self.told, self.told.champs, most=200).columns)
        fields = [champ] if champ in self.told.champs else []
        near = None
        if self.told.nombre > MOST_COUNTED and self.told.crs is not None and target and box is not None:
            near = _around(self.told.crs, target, box)
        found = rows(self.source, self.told, fields, box=near, tell=tell)
        if near is not None:
            self.counts.add("hors", self.told.nombre - len(found.shapes))
        good = whole(found.shapes, found.given, self.counts)
        shapes = found.shapes[good]
        if len(shapes) and off_the_globe(self.told.crs, shapely.total_bounds(shapes)):
            self.told.crs = None
        if self.told.crs is None and len(shapes):
            self._guess(tuple(map(float, shapely.total_bounds(shapes))))
        words = found.columns[champ] if fields else [""] * len(found.shapes)
        self.things = sorted_out(shapes, [word for word, keep in zip(words, good, strict=True) if keep])
        self.counts.add("hauteurs", len(shapes) if self.told.hauteurs else 0)
        self.counts.add("courbes", len(shapes) if self.told.courbes else 0)

    def _guess(self, box: tuple[float, ...]) -> None:
        import pyproj

        guesses = crs_guess.guess((box[0], box[1], box[2], box[3]))
        if not guesses:
            raise Souci(
                tr(
                    "La couche «\u00a0{nom}\u00a0» ne dit pas où elle se trouve (aucun système de coordonnées)\u00a0: "
                    "enregistrez-la depuis QGIS avec le sien.",
                    nom=self.source.nom,
                )
            )
        self.devine = guesses[0].epsg
        self.told.crs = pyproj.CRS.from_epsg(self.devine)

    def poster_crs(self) -> int | None:
        """Return the EPSG code of a poster of this layer, None where it has no shape.

        The middle thing decides: what lies overseas does not bring a map of France into the ocean.
        """
        import numpy as np
        import pyproj
        import shapely

        if not self.things:
            return None
        boxes = np.concatenate([shapely.bounds(each.shapes) for each in self.things.values()])
        x, y = np.median((boxes[:, :2] + boxes[:, 2:]) / 2, axis=0)
        transformer = pyproj.Transformer.from_crs(self.told.crs, "EPSG:4326", always_xy=True)
        longitude, latitude = transformer.transform(x, y)
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):
            return None
        return crs_guess.poster_crs(longitude, latitude)

    def bring(self, target: int, box: Box | None) -> None:
        """Repair the things, bring them into the poster's coordinates, keep those of the map."""
        import numpy as np
        import pyproj
        import shapely

        near = _around(self.told.crs, target, box) if box is not None and self.things else None
        same = self.told.crs is not None and self.told.crs.to_epsg() == target
        for genre, things in list(self.things.items()):
            if near is not None:
                things = nearby(things, near, self.counts)
            if genre == AREAS:
                things = repaired(things, self.counts)
            if near is not None:
                things = clipped(things, near, self.counts)
            if not same and len(things.shapes):
                transformer = pyproj.Transformer.from_crs(self.told.crs, target, always_xy=True)
                shapes = moved(things.shapes, transformer.transform)
                there = ~shapely.is_missing(shapes)
                self.counts.add("hors", int((~there).sum()))
                names = [name for name, keep in zip(things.names, there, strict=True) if keep]
                things = Things(np.asarray(shapes[there]), names)
                if genre == AREAS and len(things.shapes):
                    things = repaired(things, Counts())
            if box is not None and len(things.shapes):
                things = clipped(things, (box[0], box[1], box[2], box[3]), self.counts)
            self.things[genre] = things

    def said(self, metres: float, detail: float) -> list[tuple[dict[str, Any], list[bytes]]]:
        """Return what is told of each kind of thing that is left, with the shapes."""
        import shapely

        found: list[tuple[dict[str, Any], list[bytes]]] = []
        layer = {"id": self.at, "nom": self.source.nom, "champs": self.told.champs, "devine": self.devine}
        for genre in (AREAS, LINES, POINTS):
            things = self.things.get(genre)
            if things is None or not len(things.shapes):
                continue
            things = generalised(genre, things, metres, detail, self.counts)
            if len(things.shapes):
                wkb = [bytes(one) for one in shapely.to_wkb(shapely.force_2d(things.shapes))]
                found.append(({**layer, "genre": genre, "noms": things.names, "laisses": {}}, wkb))
        if not found:
            found.append(({**layer, "genre": "", "noms": []}, []))
        found[0][0]["laisses"] = self.counts.found
        return found


def _around(crs: Any, target: int, box: Box) -> Box | None:
    """Return the box in the coordinates of a layer, a little larger; None where it makes no sense there."""
    import pyproj

    wide, high = (box[2] - box[0]) * AROUND, (box[3] - box[1]) * AROUND
    transformer = pyproj.Transformer.from_crs(target, crs, always_xy=True)
    try:
        found = transformer.transform_bounds(box[0] - wide, box[1] - high, box[2] + wide, box[3] + high)
    except pyproj.exceptions.ProjError:
        return None
    west, south, east, north = map(float, found)
    if not all(map(isfinite, (west, south, east, north))) or west >= east or south >= north:
        return None
    return (west, south, east, north)


def usual_scale(loaded: list[Picked]) -> float:
    """Return the metres per mm at which all the things fit a sheet."""
    import numpy as np
    import shapely

    boxes = [
        shapely.total_bounds(things.shapes)
        for each in loaded
        for things in each.things.values()
        if len(things.shapes)
    ]
    if not boxes:
        return 1000.0
    every = np.array(boxes)
    extent = (*map(float, every[:, :2].min(0)), *map(float, every[:, 2:].max(0)))
    wide = max(extent[2] - extent[0], extent[3] - extent[1], 10.0)
    middle = ((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2)
    if extent[2] - extent[0] < 1 or extent[3] - extent[1] < 1:
        extent = (middle[0] - wide / 2, middle[1] - wide / 2, middle[0] + wide / 2, middle[1] + wide / 2)
    return min(
        sheet.fit((extent[0], extent[1], extent[2], extent[3]), one)[1] for one in ("paysage", "portrait")
    )
