"""What a group brings to the pictures of the README: roads, a river, and the scan of a map on paper.

Sketches, drawn through the bourgs of the base map: nothing is taken from anybody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from math import cos, sin
from pathlib import Path
from typing import TYPE_CHECKING

from app.poster.fitting import Corners
from app.poster.geometry import Coord, Point
from app.poster.records import Fond, Mark, PostIt, Record, new_uid
from app.poster.sheet import MapFrame

if TYPE_CHECKING:
    from PIL.Image import Image

#: Roads and a river by the bourgs that they pass.
VALLEY = ("Dore-l’Église", "Arlanc", "Marsac-en-Livradois", "Ambert", "Vertolaye", "Olliergues")
ROADS: dict[str, Sequence[str]] = {
    "D 906": VALLEY,
    "D 996": ("Saint-Anthème", "Ambert", "Saint-Amant-Roche-Savine", "Échandelys", "Condat-lès-Montboissier"),
    "D 999": ("Arlanc", "Saint-Bonnet-le-Bourg", "Saint-Germain-l’Herm", "Fayet-Ronaye"),
}
RIVERS: dict[str, Sequence[str]] = {"La Dore": VALLEY}
#: How far a course swings to each side, in metres, and after how many of its points it does so again.
SWING, PERIOD = 260.0, 7.0
#: Strokes of felt pens on that map, in parts of it.
FELT: tuple[tuple[str, Sequence[Coord]], ...] = (
    (
        "#B3202C",
        [(0.68, 0.3), (0.73, 0.3), (0.84, 0.48), (0.8, 0.66), (0.72, 0.6), (0.67, 0.34), (0.71, 0.28)],
    ),
    ("#1F5FA8", [(0.5, 0.93), (0.51, 0.76), (0.53, 0.6), (0.54, 0.48), (0.5, 0.33), (0.41, 0.2)]),
)
#: The towns that are pinned on the scan, and how far the hand misses each, in parts of it.
PINNED = ("Ambert", "Arlanc", "Saint-Anthème", "Olliergues")
MISSED = ((0.001, -0.001), (-0.001, 0.0015), (0.0015, 0.0), (0.0, -0.001))
#: The paper of the scanned map, what it lies on, and how far it is askew, in degrees.
PAPER, GLASS, ASKEW = "#F0E4C6", "#E9EAEC", 3.0


def lines(records: Iterable[Record], through: dict[str, Sequence[str]], aside: float, made: Path) -> Path:
    """Write a GeoJSON in Lambert-93 of lines through bourgs, ``aside`` metres west of them."""
    places = {
        each.nom: next(iter(each.geometry.coords()))
        for each in records
        if isinstance(each, Fond) and each.couche == "lieu"
    }
    features = []
    for name, bourgs in through.items():
        stops = [places[bourg] for bourg in bourgs]
        course = [(x - aside, y) for x, y in _course(stops, SWING)]
        shape = {"type": "LineString", "coordinates": course}
        features.append({"type": "Feature", "properties": {"nom": name}, "geometry": shape})
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    told = {"type": "FeatureCollection", "crs": crs, "features": features}
    made.write_text(json.dumps(told), "utf-8")
    return made


def _course(stops: Sequence[Coord], swing: float) -> list[Coord]:
    """Return a bending way through places: corners are cut, and it swings a little to each side."""
    way = list(stops)
    for _ in range(4):
        cut = [way[0]]
        for (x, y), (onward, on) in pairwise(way):
            cut += [
                (0.75 * x + 0.25 * onward, 0.75 * y + 0.25 * on),
                (0.25 * x + 0.75 * onward, 0.25 * y + 0.75 * on),
            ]
        way = [*cut, way[-1]]
    return [
        (round(x + swing * sin(rank / PERIOD)), round(y + swing * cos(rank / (0.6 * PERIOD))))
        for rank, (x, y) in enumerate(way)
    ]


def noted(records: Iterable[Record]) -> list[Record]:
    """Return a sign and a post-it: a sheet that a group has begun."""
    town = next(
        each for each in records if isinstance(each, Fond) and each.nom == "Ambert" and each.couche == "lieu"
    )
    x, y = next(iter(town.geometry.coords()))
    return [
        Mark(uid=new_uid(), picto="chef_lieu", geometry=Point(x, y), texte="Tout s’y décide"),
        PostIt(
            uid=new_uid(),
            texte="La vallée, c’est la route et la rivière",
            x=40.0,
            y=72.0,
            cible_x=x - 2_500,
            cible_y=y + 8_000,
        ),
    ]


def scan(sheet: Image, box: tuple[float, float, float, float]) -> Image:
    """Return the map of a printed sheet as a scan of an old one: ``box`` in parts of the sheet, askew on the glass."""
    from PIL import Image as Pillow
    from PIL import ImageChops, ImageDraw

    left, top, right, bottom = box
    wide, high = sheet.size
    cut = sheet.crop((round(left * wide), round(top * high), round(right * wide), round(bottom * high)))
    aged = ImageChops.multiply(cut, Pillow.new("RGB", cut.size, PAPER))
    pen = ImageDraw.Draw(aged)
    for colour, run in FELT:
        way = _course([(u * cut.width, v * cut.height) for u, v in run], 0.0)
        pen.line(way, fill=colour, width=round(cut.width / 160), joint="curve")
    return aged.rotate(ASKEW, Pillow.Resampling.BICUBIC, expand=True, fillcolor=GLASS)


def lies(size: tuple[int, int], across: float, frame: MapFrame) -> Corners:
    """Return where a scan of ``size`` truly lies on the ground; its map is ``across`` pixels wide."""
    _, _, wide, _ = frame.rect
    x, y = frame.middle
    half, low = (pixels / 2 * wide / across for pixels in size)
    turned = replace(frame, rotation=ASKEW)
    return (
        turned.to_ground(x - half, y - low),
        turned.to_ground(x + half, y - low),
        turned.to_ground(x + half, y + low),
        turned.to_ground(x - half, y + low),
    )
