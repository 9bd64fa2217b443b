"""What the map reads beside the window: pictures of the ground, shapes of units, units in a lasso or next door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainterPath

from app.basemap.crs_guess import Guess
from app.basemap.france import picking, picture
from app.basemap.vectors.unites import Unite
from app.poster.geometry import Box, bounds
from app.poster.surfaces import surface
from app.ui.picking import paths
from app.ui.picking.drawn import Chosen, Ground, Marked

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from app.basemap.france.search import Candidate

#: The zones of files that lie where the base map has nothing, each before the code of its coordinates.
ELSEWHERE = "ailleurs-"
#: How much more ground than is in sight is read, each side, as a part of it.
AROUND = 0.4


def ground(zone: str, window: Box, metres: float) -> Ground:
    """Return the paths of what is seen around ``window`` at ``metres`` per pixel."""
    west, south, east, north = window
    if zone.startswith(ELSEWHERE):
        return Ground(window, 1.0, {}, QPainterPath(), ())
    dx, dy = (east - west) * AROUND, (north - south) * AROUND
    found = picture.read(zone, (west - dx, south - dy, east + dx, north + dy), metres)
    return Ground(
        found.window,
        found.metres,
        {level: paths.path(lines) for level, lines in found.lines.items()},
        paths.path(found.land),
        found.towns,
    )


def chosen(units: Sequence[Candidate], zone: str, *, fine: bool) -> list[Chosen]:
    """Return the paths of the units that lie in a zone."""
    found = []
    for one in units:
        ground = shape(one, zone, fine=fine)
        if ground is not None:
            west, south, east, north = ground.bounds
            found.append(Chosen(one, paths.outline(ground), (west, south, east, north)))
    return found


def marked(
    units: Sequence[Candidate], grey: Sequence[Candidate], before: str, *, seek: bool, fine: bool
) -> Marked:
    """Return what is marked on the map of the zone ``before``; ``seek``: of another one where the units lie there."""
    zones = [zone for zone in (zone_of(one) for one in (*units, *grey)) if zone] if seek else []
    zone = before if before in zones or not zones else zones[0]
    return Marked(
        zone,
        chosen(units, zone, fine=fine),
        chosen(grey, zone, fine=fine),
        _around(units, zone, fine=fine),
        _around(grey, zone, fine=fine),
    )


def _around(units: Sequence[Candidate], zone: str, *, fine: bool) -> QPainterPath | None:
    """Return the outline of units as a whole."""
    import numpy as np
    import shapely

    shapes = [found for one in units if (found := shape(one, zone, fine=fine)) is not None]
    if not shapes:
        return None
    return paths.outline(shapes[0] if len(shapes) == 1 else shapely.union_all(np.array(shapes)))


def shape(one: Candidate, zone: str, *, fine: bool) -> BaseGeometry | None:
    """Return the ground of a unit in the metres of a zone; None where it lies in another one."""
    if not isinstance(one, Unite):
        return picking.shape(zone, one, fine=fine)
    return surface(one.contour) if zone_of(one) == zone or _crs_of(zone) == one.family.crs else None


def zone_of(one: Candidate) -> str:
    """Return the zone in which a unit is seen: one of the base map's, else that of its own file."""
    if not isinstance(one, Unite):
        return picking.zone_of(one)
    known = [zone.code for zone in picking.zones() if zone.crs == one.family.crs]
    if len(known) > 1:
        # Two islands have the same coordinates: it is the one that has something where the unit lies.
        box = bounds(one.contour)
        known = [zone for zone in known if picking.meeting(zone, box)]
    return known[0] if known else f"{ELSEWHERE}{one.family.crs}"


def _crs_of(zone: str) -> int:
    if zone.startswith(ELSEWHERE):
        return int(zone.removeprefix(ELSEWHERE))
    return next(known.crs for known in picking.zones() if known.code == zone)


@dataclass(frozen=True, slots=True)
class FileUnits:
    """The areas of a file; ``guesses`` are the coordinates that it may be in where it does not say."""

    path: Path
    units: list[Candidate]
    guesses: tuple[Guess, ...]
    #: Of the guess that was followed.
    crs: int | None


def of_file(path: Path, crs: int | None = None) -> FileUnits:
    """Return the units of the first layer of areas of a file. Blocks. Raises Souci where it has none.

    Where the file does not say its coordinates, they are those of ``crs``, else the likeliest.
    """
    from app import apart
    from app.basemap.vectors import unites
    from app.basemap.vectors.tasks import patience

    layers = apart.ask("vectors.look", {"path": str(path)}, seconds=patience(path)).values["layers"]
    wanted = next((one for one in layers if one.get("genres", {}).get("aires")), layers[0])
    guesses = tuple(Guess(int(one["epsg"]), one["phrase"]) for one in wanted.get("candidats", ()))
    if wanted["epsg"]:
        crs = None
    elif crs is None and guesses:
        crs = guesses[0].epsg
    return FileUnits(path, list(unites.units(path, wanted["id"], crs)), guesses, crs)
