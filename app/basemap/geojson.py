"""GeoJSON as people bring it: read by ``json`` alone, checked vertex by vertex, in the poster's CRS.

RFC 7946 says longitude and latitude of WGS 84; a file may declare another CRS by the older ``crs`` member
(``urn:ogc:def:crs:EPSG::2154``, ``EPSG:2154``…). Nothing of the file is trusted: its size, depth, numbers and
types are looked at before any library sees them.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from app.basemap.faults import Faults
from app.i18n import Souci, tr
from app.poster.geometry import Areas, Coord, Geometry, Lines, Move, Point, Polygon, Run, closed

#: A poster holds some hundred marks; a larger file is not a poster's.
MOST_BYTES = 32 * 1024 * 1024
MOST_FEATURES = 5_000
MOST_VERTICES = 200_000
#: Levels of brackets: a MultiPolygon in a collection has eight.
DEEPEST = 40
#: Metres beyond which a place is on no sheet: further than the Earth is round.
FARTHEST = 4.1e7
WGS84 = 4326


@dataclass(frozen=True, slots=True)
class RawFeature:
    """A feature as the file says it, its geometry already in the CRS that was asked for."""

    #: Counted from 1 as people count, in the order of the file.
    row: int
    properties: Mapping[str, Any]
    geometry: Geometry


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds, and how its places become places of the poster."""

    features: tuple[RawFeature, ...]
    #: EPSG code that the file declares, 4326 when it declares none.
    crs: int
    #: From the file's coordinates to those of the poster: for places inside properties.
    project: Move


class _Refused(ValueError):
    """A sentence about one feature."""


def read_marks(path: Path, epsg: int = 2154) -> Source:
    """Return the features of a GeoJSON file in the CRS ``epsg``.

    Raises ``Souci`` with one sentence, naming the rows at fault, when anything in the file cannot be read.
    """
    document = _parsed(path)
    rows = _features(document, path)
    crs = _declared(document, path)
    project = _projection(crs, epsg, path)
    vertices = [0]
    found: list[RawFeature] = []
    faults = Faults()
    for row, feature in enumerate(rows, 1):
        try:
            found.append(_feature(row, feature, project, vertices))
        except _Refused as fault:
            faults.at(row, str(fault))
    faults.refuse(path.name)
    return Source(tuple(found), crs, project)


def _unreadable(path: Path, why: str) -> Souci:
    return Souci(
        tr("Rien n’a été ajouté, {fichier} ne se lit pas\u00a0: {raison}.", fichier=path.name, raison=why)
    )


def _parsed(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, tr("le fichier est absent ou ne s’ouvre pas")) from error
    if len(raw) > MOST_BYTES:
        raise _unreadable(path, tr("il dépasse {n} Mo", n=MOST_BYTES // 2**20))
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path, tr("il n’est pas écrit en UTF-8")) from error
    try:
        document = json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise _unreadable(path, tr("il est trop profondément emboîté")) from error
    except json.JSONDecodeError as error:
        raise _unreadable(path, tr("ce n’est pas du GeoJSON (ligne {n} du texte)", n=error.lineno)) from error
    except ValueError as error:
        raise _unreadable(path, tr("il contient un nombre impossible")) from error
    if not isinstance(document, dict):
        raise _unreadable(path, tr("ce n’est pas du GeoJSON"))
    _look_over(document, path)
    return document


def _look_over(document: dict[str, Any], path: Path) -> None:
    """Refuse what later steps could trip over: endless nesting, halves of characters that no file can hold."""
    level: list[Any] = [document]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value)
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
            elif isinstance(value, str) and any("\ud800" <= sign <= "\udfff" for sign in value):
                raise _unreadable(path, tr("il n’est pas écrit en UTF-8"))
        if not below:
            return
        level = below
    raise _unreadable(path, tr("il est trop profondément emboîté"))


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _features(document: dict[str, Any], path: Path) -> list[Any]:
    kind = document.get("type")
    if isinstance(kind, str) and kind in ("Feature", "GeometryCollection", *_SHAPES):
        return [document]
    rows = document.get("features")
    if kind != "FeatureCollection" or not isinstance(rows, list):
        raise _unreadable(path, tr("ce n’est pas une collection GeoJSON"))
    if len(rows) > MOST_FEATURES:
        raise _unreadable(path, tr("il a plus de {n} lignes", n=MOST_FEATURES))
    return rows


def _declared(document: dict[str, Any], path: Path) -> int:
    """Return the EPSG code of the ``crs`` member; WGS 84 without one."""
    member = document.get("crs")
    if member is None:
        return WGS84
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(properties, dict) and name is None and isinstance(properties.get("code"), int):
        name = f"EPSG:{properties['code']}"
    if isinstance(name, str):
        text = name.strip()
        if re.search(r"\bCRS:?:?(84|83)$", text) or re.search(r"OGC:[\d.]*:CRS84$", text, re.IGNORECASE):
            return WGS84
        if code := re.fullmatch(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:[\d.]*:?(\d{4,6})", text, re.IGNORECASE):
            return int(code[1])
        if code := re.fullmatch(r"https?://www\.opengis\.net/def/crs/EPSG/[\d.]+/(\d{4,6})", text):
            return int(code[1])
    raise _unreadable(path, tr("son système de coordonnées n’est pas reconnu"))


def _projection(crs: int, epsg: int, path: Path) -> Move:
    if crs == epsg:
        return lambda x, y: (x, y)
    import pyproj

    try:
        transformer = pyproj.Transformer.from_crs(crs, epsg, always_xy=True)
    except pyproj.exceptions.CRSError as error:
        raise _unreadable(path, tr("le système de coordonnées EPSG:{code} est inconnu", code=crs)) from error

    def move(x: float, y: float) -> Coord:
        east, north = transformer.transform(x, y)
        return (float(east), float(north))

    return move


def _feature(row: int, feature: Any, project: Move, vertices: list[int]) -> RawFeature:
    if not isinstance(feature, dict):
        raise _Refused(tr("ce n’est pas un objet GeoJSON"))
    if feature.get("type") == "Feature":
        shape, properties = feature.get("geometry"), feature.get("properties")
    else:
        shape, properties = feature, None
    if properties is None:
        properties = {}
    if not isinstance(properties, dict):
        raise _Refused(tr("ses propriétés ne sont pas un objet"))
    if not isinstance(shape, dict):
        raise _Refused(tr("elle n’a pas de géométrie"))
    kind = shape.get("type")
    if kind == "GeometryCollection":
        raise _Refused(tr("une collection de géométries ne se dessine pas, séparez-la en plusieurs lignes"))
    build = _SHAPES.get(kind) if isinstance(kind, str) else None
    if build is None:
        raise _Refused(tr("sa géométrie n’est ni un point, ni une ligne, ni une aire"))
    geometry = build(shape.get("coordinates"), vertices).map(_checked(project))
    return RawFeature(row, properties, geometry)


def _checked(project: Move) -> Move:
    """Return ``project``, refusing what falls outside the world: the CRS is not the one that is declared."""

    def move(x: float, y: float) -> Coord:
        east, north = project(x, y)
        if not (abs(east) <= FARTHEST and abs(north) <= FARTHEST):
            raise _Refused(
                tr("un point tombe hors du monde, son système de coordonnées n’est sans doute pas le bon")
            )
        return (east, north)

    return move


def _coord(value: Any, vertices: list[int]) -> Coord:
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        raise _Refused(tr("un point n’a pas deux coordonnées"))
    vertices[0] += 1
    if vertices[0] > MOST_VERTICES:
        raise _Refused(tr("le fichier dépasse {n} points", n=MOST_VERTICES))
    for number in value:
        if isinstance(number, bool) or not isinstance(number, int | float) or not abs(number) < 1e12:
            raise _Refused(tr("une coordonnée n’est pas un nombre"))
    return (float(value[0]), float(value[1]))


def _run(value: Any, vertices: list[int], least: int = 2) -> Run:
    if not isinstance(value, list):
        raise _Refused(tr("ses coordonnées ne sont pas une liste"))
    found: list[Coord] = []
    for item in value:
        coord = _coord(item, vertices)
        if not found or coord != found[-1]:
            found.append(coord)
    if len(found) < least:
        raise _Refused(tr("une ligne a moins de deux points distincts"))
    return tuple(found)


def _polygon(value: Any, vertices: list[int]) -> Polygon:
    if not isinstance(value, list) or not value:
        raise _Refused(tr("une aire n’a pas de contour"))
    rings = []
    for item in value:
        ring = closed(_run(item, vertices))
        if len(set(ring)) < 3 or math.isclose(_twice_area(ring), 0.0, abs_tol=1e-12):
            raise _Refused(tr("une aire a moins de trois points distincts"))
        rings.append(ring)
    return tuple(rings)


def _twice_area(ring: Run) -> float:
    x0, y0 = ring[0]
    return sum((ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairwise(ring))


def _several(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _Refused(tr("sa géométrie est vide"))
    return value


def _multipoint(value: Any, vertices: list[int]) -> Point:
    if len(_several(value)) != 1:
        raise _Refused(tr("plusieurs points en une ligne ne se dessinent pas, séparez-les"))
    return Point(*_coord(value[0], vertices))


_SHAPES: dict[str, Callable[[Any, list[int]], Geometry]] = {
    "Point": lambda value, vertices: Point(*_coord(value, vertices)),
    "MultiPoint": _multipoint,
    "LineString": lambda value, vertices: Lines((_run(value, vertices),)),
    "MultiLineString": lambda value, vertices: Lines(tuple(_run(part, vertices) for part in _several(value))),
    "Polygon": lambda value, vertices: Areas((_polygon(value, vertices),)),
    "MultiPolygon": lambda value, vertices: Areas(
        tuple(_polygon(part, vertices) for part in _several(value))
    ),
}
