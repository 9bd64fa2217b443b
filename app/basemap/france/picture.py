"""What a map to pick on shows at a scale: borders by level, land, towns. Read beside the window, then painted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import floor, log2
from typing import Any

from app.basemap.france import picking, store
from app.basemap.france.edges import Runs, edges, rings, runs
from app.poster.geometry import Box

#: From this scale on (metres per pixel) a commune can be seen, and hit with a mouse.
COMMUNES_SEEN = 420.0
#: A vertex is kept every so many pixels.
STEP = 0.5
#: Towns known by name to a whole country, and to a window.
MOST_TOWNS, LARGE = 400, 20_000


@dataclass(frozen=True, slots=True)
class Town:
    """A place that people find their way by."""

    nom: str
    x: float
    y: float
    population: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What is seen of a zone; ``window`` is the ground it covers, ``metres`` the scale it was read for."""

    window: Box
    metres: float
    #: Borders that are of this level and of none above it; those of a région have the coast with them.
    lines: dict[str, Runs]
    land: Runs
    towns: tuple[Town, ...]


def scale_for(metres_per_px: float) -> float:
    """Return the scale that is read for ``metres_per_px``: one in each doubling."""
    return 2.0 ** floor(log2(max(1.0, metres_per_px)))


def read(zone: str, window: Box, metres_per_px: float) -> Picture:
    """Return what is seen of ``zone``: all of it from far away, with its communes around ``window`` when near."""
    metres = scale_for(metres_per_px)
    if metres_per_px > COMMUNES_SEEN:
        return whole(zone, metres)
    import numpy as np

    numbers = picking.meeting(zone, window)
    listed = [picking.piece(number) for number in numbers]
    if not listed:
        # At sea: the borders of the country are far, and there is no commune.
        return whole(zone, metres)
    shapes = np.concatenate([own.shapes for own in listed])
    sizes = [len(own.communes) for own in listed]
    codes = {
        "epci": np.repeat(
            [own.epci or str(number) for number, own in zip(numbers, listed, strict=True)], sizes
        ),
        "departement": np.repeat([own.departement for own in listed], sizes),
        "region": np.repeat([own.region for own in listed], sizes),
    }
    return Picture(
        window,
        metres,
        _lines(shapes, codes, metres, fine=True),
        rings(shapes, metres * STEP),
        _towns(numbers),
    )


@lru_cache(maxsize=16)
def whole(zone: str, metres: float) -> Picture:
    """Return the whole of a zone without its communes, at a scale that ``scale_for`` gives."""
    known = picking.pieces(zone)
    west, south = known.boxes[:, :2].min(axis=0)
    east, north = known.boxes[:, 2:].max(axis=0)
    import numpy as np

    codes: dict[str, Any] = {level: np.array(known.codes[level]) for level in picking.LEVELS[1:]}
    return Picture(
        (float(west), float(south), float(east), float(north)),
        metres,
        _lines(known.shapes, codes, metres, fine=False),
        rings(known.shapes, metres * STEP),
        _large_towns(zone),
    )


def _lines(shapes: Any, codes: dict[str, Any], metres: float, *, fine: bool) -> dict[str, Runs]:
    import numpy as np

    found = edges(shapes, metres * STEP)
    alone = found.second < 0
    other = np.where(alone, found.first, found.second)
    left = np.ones(len(found.start), bool)
    lines: dict[str, Runs] = {}
    for level in reversed(picking.LEVELS[1:]):
        named = np.unique(codes[level], return_inverse=True)[1]
        here = left & (named[found.first] != named[other])
        if level == "region":
            here |= alone
        lines[level] = runs(found, here)
        left &= ~here
    if fine:
        lines["commune"] = runs(found, left)
    return lines


@lru_cache(maxsize=8)
def _large_towns(zone: str) -> tuple[Town, ...]:
    sql = (
        "SELECT nom, x, y, population, piece FROM unite WHERE genre = 'commune' AND population >= ?"
        " ORDER BY population DESC LIMIT ?"
    )
    own = set(picking.pieces(zone).ids)
    with store.opened() as db:
        rows = db.execute(sql, (LARGE, MOST_TOWNS)).fetchall()
    return tuple(
        Town(row["nom"], row["x"], row["y"], row["population"]) for row in rows if row["piece"] in own
    )


def _towns(numbers: list[int]) -> tuple[Town, ...]:
    sql = (
        f"SELECT nom, x, y, population FROM unite WHERE piece IN {store.ids(numbers)}"  # noqa: S608 (whole numbers only)
        f" ORDER BY population DESC LIMIT {MOST_TOWNS}"
    )
    with store.opened() as db:
        return tuple(Town(row["nom"], row["x"], row["y"], row["population"]) for row in db.execute(sql))
