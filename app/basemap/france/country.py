"""Borders prepared at the scale of a country: lines between two pieces, chosen by what lies on their sides.

No polygon is made of them but the outline of a territory: a map of the whole country takes milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.basemap.france.borders import KINDS, kinds
from app.basemap.france.packed import folded, unfolded
from app.basemap.france.runs import cut, runs
from app.poster.geometry import Box, Lines

#: Stands for the area of a part that is never left out, in hectares.
ENDLESS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Country:
    """Lines between two pieces, or between one and the sea; all sequences go together but ``xy``."""

    #: The places of all lines one after the other, in metres, and how many each has.
    xy: Any
    sizes: Any
    #: Ids of the pieces on both sides; ``other`` is 0 where the country ends.
    one: Any
    other: Any
    #: Hectares of the part of the piece that the line bounds on each side; ENDLESS for the largest part of a piece.
    area: Any
    other_area: Any


def pack(country: Country) -> bytes:
    """Return the bytes of lines whose places are whole metres."""
    import numpy as np

    steps = np.diff(country.xy.astype("<i4"), axis=0, prepend=np.zeros((1, 2), "<i4")).T.ravel()
    sides = (country.sizes, country.one, country.other, country.area, country.other_area)
    return folded(np.concatenate([[len(country.sizes)], *sides, steps]).astype("<i4"))


def unpack(data: bytes) -> Country:
    """Return the lines of ``data``."""
    numbers = unfolded(data)
    count = int(numbers[0])
    xy = numbers[1 + 5 * count :].reshape(2, -1).cumsum(axis=1).T.astype("f8")
    return Country(xy, *numbers[1 : 1 + 5 * count].reshape(5, count))


def load(db: sqlite3.Connection, crs: int, detail: float) -> Country | None:
    """Return the borders of a zone prepared with ``detail`` metres or finer, the coarsest; None without any."""
    row = db.execute(
        "SELECT arcs FROM niveau WHERE crs = ? AND tolerance <= ? ORDER BY tolerance DESC LIMIT 1",
        (crs, detail),
    ).fetchone()
    return unpack(row["arcs"]) if row else None


def outline(country: Country, inside: Any, least: float) -> Any:
    """Return the territory as a shapely area; ``inside`` says of each id of a piece whether it is of it.

    Parts of less than ``least`` square metres are left out.
    """
    import numpy as np
    import shapely

    hectares = least / 10_000
    one = inside[country.one] & (country.area >= hectares)
    edge = one != (inside[country.other] & (country.other_area >= hectares))
    sizes = country.sizes[edge]
    ranks = np.repeat(np.arange(len(sizes)), sizes)
    lines = shapely.linestrings(country.xy[np.repeat(edge, country.sizes)], indices=ranks)
    return shapely.build_area(shapely.multilinestrings(lines))


def borders(
    country: Country, inside: Any, departements: Any, window: Box, least: float
) -> Mapping[tuple[str, bool], Lines]:
    """Return the lines by (genre, inside the territory), as ``borders.borders`` does, but of parts under ``least`` m².

    ``inside`` and ``departements`` are known by the id of a piece; 0 is none.
    """
    import numpy as np

    alone = country.other == 0
    both = np.where(alone, country.one, country.other)
    differ = departements[country.one] != departements[both]
    every = kinds(inside[country.one], inside[both], alone, differ)
    seen = (country.area >= least / 10_000) & (country.other_area >= least / 10_000)
    found = {}
    for kind in KINDS:
        own = every[kind] & seen
        xy, ends = cut(country.xy[np.repeat(own, country.sizes)], np.cumsum(country.sizes[own]), window)
        if len(ends):
            found[kind] = Lines(runs(xy, ends))
    return found
