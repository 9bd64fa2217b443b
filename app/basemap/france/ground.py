"""What a poster takes from a map, whoever made it: the values, and how much of the ground a sheet shows."""

from __future__ import annotations

from dataclasses import dataclass

from app.poster import sheet
from app.poster.geometry import Areas, Box, Coord
from app.poster.records import Fond, Territoire, new_uid

#: The ground copied around the map frame, as a part of it: room to move or rotate the map a little.
AROUND = 0.06
#: The middle of a map in ground metres, and its metres per mm.
View = tuple[Coord, float]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a poster takes from the base map."""

    nom: str
    #: INSEE codes and SIREN of the chosen units.
    codes: tuple[str, ...]
    #: ``commune``, ``epci``, ``departement``, ``region``, ``ensemble`` for several units, ``apport`` for an outline
    #: of a file that is brought.
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


def window_of(extent: Box, view: View | None) -> tuple[Box, float]:
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
