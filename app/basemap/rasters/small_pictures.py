"""Where what is only looked at would lie: small pictures of layers, and corners of images, in a poster's coordinates.

A task of the process apart: nothing else of the window needs those who know coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from app.apart.child import Tell
from app.poster.geometry import Coord

Run = tuple[Coord, ...]


@dataclass(frozen=True, slots=True)
class Small:
    """A few vertices of a layer, in metres of the ground."""

    areas: tuple[Run, ...] = ()
    lines: tuple[Run, ...] = ()
    points: Run = ()

    @property
    def coords(self) -> list[Coord]:
        """Every vertex."""
        return [*(xy for run in (*self.areas, *self.lines) for xy in run), *self.points]


def place(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Bring things into the CRS ``target`` (EPSG code).

    ``things``: each with ``source`` (EPSG code or words) and either ``blob``, the rank of its WKB among ``blobs``, or
    ``extent``. Answers ``things`` in the same order: ``blob`` (rank of a WKB) or ``corners`` (top left, then
    clockwise); both None for what cannot lie there.
    """
    import numpy as np
    import shapely

    given: list[bytes] = request.get("blobs", [])
    found: list[dict[str, Any]] = []
    made: list[bytes] = []
    for rank, thing in enumerate(request["things"]):
        answer: dict[str, Any] = {"blob": None, "corners": None}
        found.append(answer)
        transformer = _between(thing["source"], int(request["target"]))
        tell((rank + 1) / len(request["things"]))
        if transformer is None:
            continue
        if thing.get("extent") is not None:
            west, south, east, north = map(float, thing["extent"])
            ends = ((west, north), (east, north), (east, south), (west, south))
            there = [tuple(map(float, transformer.transform(*end))) for end in ends]
            if all(isfinite(value) for end in there for value in end):
                answer["corners"] = there
            continue
        shape = shapely.from_wkb(given[int(thing["blob"])])
        xs, ys = transformer.transform(*shapely.get_coordinates(shape).T)
        if len(xs) and np.isfinite(xs).all() and np.isfinite(ys).all():
            answer["blob"] = len(made)
            made.append(bytes(shapely.to_wkb(shapely.set_coordinates(shape, np.column_stack((xs, ys))))))
    return {"things": found}, made


def small(wkb: bytes) -> Small:
    """Return the vertices of a small picture."""
    import shapely

    areas: list[Run] = []
    lines: list[Run] = []
    points: list[Coord] = []
    waiting: list[Any] = [shapely.from_wkb(wkb)]
    while waiting:
        part = waiting.pop()
        if part is None or part.is_empty:
            continue
        if part.geom_type == "Polygon":
            areas += [_run(ring) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type == "LineString":
            lines.append(_run(part))
        elif part.geom_type == "Point":
            points += _run(part)
        else:
            waiting += shapely.get_parts(part).tolist()
    return Small(tuple(areas), tuple(lines), tuple(points))


def _run(shape: Any) -> Run:
    import shapely

    return tuple((float(x), float(y)) for x, y in shapely.get_coordinates(shape))


def _between(source: int | str, target: int) -> Any:
    import pyproj

    try:
        return pyproj.Transformer.from_crs(source, target, always_xy=True)
    except pyproj.exceptions.ProjError:
        return None
