"""Pictures that the group lays under its poster: a scanned map, an aerial view, tiles, a page, a photograph.

``look`` says what a file holds, ``bring`` reads the part that the map needs, both in a process apart; ``calque`` makes
the record, whose bytes go to the file with the act that puts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import apart
from app.basemap.rasters.tasks import SECONDS
from app.poster.geometry import Areas, Box, Coord
from app.poster.pile import between
from app.poster.records import Calque, Poster, Record, new_uid
from app.poster.sheet import MapFrame

#: How strong a picture is when it arrives: what is traced over it is read first.
OPACITY = 0.6
#: What is brought around the map, as a part of it on each side: a map that is moved a little still has its ground.
AROUND = 0.15
#: Millimetres of the nominal sheet for a pixel: 150 dots per inch on an A0. And what nobody sees, in mm.
PIXEL, UNSEEN = 0.06, 0.05
#: What a picture without a place takes of the map: of its width, and at most of its height.
WIDTH, HEIGHT = 0.7, 0.9

Corners = tuple[Coord, Coord, Coord, Coord]


@dataclass(frozen=True, slots=True)
class Brought:
    """A picture as the poster takes it."""

    data: bytes
    width: int
    height: int
    #: On the ground: top left, top right, bottom right, bottom left; None where nothing says where it lies.
    corners: Corners | None
    nom: str
    source: str
    credits: str = ""
    #: Sentences: what was reduced, what will be blurred.
    remarks: tuple[str, ...] = ()


def look(
    path: Path, page: int = 0, *, cancelled: Callable[[], bool] | None = None
) -> tuple[dict[str, Any], bytes]:
    """Return what a file holds (see ``basemap.rasters.tasks.look``) and a small PNG of a page. Blocks. Raises Souci."""
    answer = apart.ask(
        "rasters.look", {"path": str(path), "page": page}, cancelled=cancelled, seconds=SECONDS
    )
    return answer.values, answer.blobs[0]


def bring(
    poster: Poster,
    path: Path,
    page: int = 0,
    *,
    source_crs: str = "",
    free: bool = False,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Brought:
    """Read the part of a picture that the map of a poster needs. Blocks. Raises Souci.

    ``source_crs`` (``EPSG:2154``) is what people chose for a file that does not say its own; ``free`` leaves aside
    where it says that it lies.
    """
    answer = apart.ask(
        "rasters.picture",
        request(poster, path, page, source_crs, free=free),
        progress=progress,
        cancelled=cancelled,
        seconds=SECONDS,
    )
    return brought(answer.values, answer.blobs[0], path)


def request(
    poster: Poster, path: Path, page: int = 0, source_crs: str = "", *, free: bool = False
) -> dict[str, Any]:
    """Return what to ask of ``rasters.picture`` for a poster."""
    return {
        "path": str(path),
        "page": page,
        "crs": poster.crs,
        "box": _needed(MapFrame.of(poster)),
        "pixel": PIXEL * poster.metres_par_mm,
        "tolerance": UNSEEN * poster.metres_par_mm,
        "source_crs": source_crs,
        "free": free,
    }


def brought(values: dict[str, Any], data: bytes, path: Path) -> Brought:
    """Return what ``rasters.picture`` answered."""
    corners: Corners | None = None
    if values["corners"]:
        top_left, top_right, bottom_right, bottom_left = ((float(x), float(y)) for x, y in values["corners"])
        corners = (top_left, top_right, bottom_right, bottom_left)
    return Brought(
        data,
        int(values["width"]),
        int(values["height"]),
        corners,
        str(values["nom"]),
        path.name,
        str(values["credits"]),
        tuple(map(str, values["remarks"])),
    )


def calque(
    poster: Poster, records: Iterable[Record], picture: Brought, add: Callable[[bytes], str]
) -> Calque:
    """Return the record of a picture, above those that lie there; ``add`` holds its bytes (``Pictures.add``).

    A picture without a place lies in the middle of the map, upright on the page. Raises ValueError for bytes that no
    poster keeps.
    """
    corners = picture.corners or middle(poster, picture.width, picture.height)
    last = max((each.rang for each in records if isinstance(each, Calque)), default="")
    return Calque(
        uid=new_uid(),
        geometry=ring(corners),
        nom=picture.nom,
        media=add(picture.data),
        opacite=OPACITY,
        source=picture.source,
        credits=picture.credits,
        rang=between(last),
    )


def moved(record: Calque, corners: Corners) -> Calque:
    """Return a picture that lies elsewhere."""
    return replace(record, geometry=ring(corners))


def ring(corners: Corners) -> Areas:
    """Return the geometry of a picture from its corners on the ground."""
    return Areas((((*corners, corners[0]),),))


def middle(poster: Poster, width: int, height: int) -> Corners:
    """Return the corners, on the ground, of a picture of that proportion in the middle of the map."""
    frame = MapFrame.of(poster)
    x, y, across, down = frame.rect
    share = min(WIDTH * across / width, HEIGHT * down / height)
    half_x, half_y = share * width / 2, share * height / 2
    centre_x, centre_y = x + across / 2, y + down / 2
    return (
        frame.to_ground(centre_x - half_x, centre_y - half_y),
        frame.to_ground(centre_x + half_x, centre_y - half_y),
        frame.to_ground(centre_x + half_x, centre_y + half_y),
        frame.to_ground(centre_x - half_x, centre_y + half_y),
    )


def _needed(frame: MapFrame) -> Box:
    """Return the extent on the ground of the map and what is around it."""
    x, y, across, down = frame.rect
    left, right = x - AROUND * across, x + (1 + AROUND) * across
    top, bottom = y - AROUND * down, y + (1 + AROUND) * down
    corners = [
        frame.to_ground(*corner) for corner in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]
    xs, ys = zip(*corners, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))
