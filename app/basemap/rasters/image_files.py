"""Ordinary pictures, GeoTIFF among them, and what says where they lie: their own tags, or the files beside them."""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from app.basemap.crs_guess import understood
from app.basemap.rasters import developing, geotiff, world_files
from app.basemap.rasters.refusals import sentence
from app.basemap.rasters.source import Affine, Page, Source, Window
from app.i18n import tr
from app.poster.pixels import upright

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

#: Metres of a degree, to tell slopes by.
DEGREE = 111_000.0
#: Ways to hold a camera, in EXIF: from this one on, it stood on its side.
ON_SIDE = 5


def opened(path: Path, page: int) -> Source:
    """Return a page of a picture (the first is 0), not yet decoded. Raises Souci."""
    picture = developing.opened(path)
    try:
        return _source(path, page, picture)
    except BaseException:
        picture.close()
        raise


def _source(path: Path, page: int, picture: ImageFile) -> Source:
    ranks = developing.pages(picture, path.name)
    if not 0 <= page < len(ranks):
        raise sentence("no_page", path.name)
    listed = []
    with developing.decoding(path.name):
        for rank, place in enumerate(ranks):
            if len(ranks) > 1:
                picture.seek(place)
            listed.append(Page(tr("Page {n}", n=rank + 1), *picture.size))
        if len(ranks) > 1:
            picture.seek(ranks[page])
        if picture.format != "TIFF":
            developing.measured(picture, path.name)
        tags = dict(getattr(picture, "tag_v2", {}))
        affine, crs = _placed(path, tags)
        turn = 1 if affine is not None else developing.turned(picture)
    nodata, cell = geotiff.nodata(tags), _cell(affine, crs)
    width, height = picture.size

    def read(window: Window, across: int, down: int) -> Image:
        if turn >= ON_SIDE:
            made = developing.developed(picture, (0, 0, width, height), down, across, path.name)
            return upright(made, turn)
        if picture.format == "TIFF":
            wanted = width * across / (window[2] - window[0])
            developing.nearest(picture, ranks[page], wanted, path.name)
        share_x, share_y = picture.size[0] / width, picture.size[1] / height
        part = (window[0] * share_x, window[1] * share_y, window[2] * share_x, window[3] * share_y)
        made = developing.developed(
            picture, part, across, down, path.name, nodata=nodata, cell=cell / share_x
        )
        return upright(made, turn)

    seen = (height, width) if turn >= ON_SIDE else (width, height)
    return Source("image", *seen, read, tuple(listed), affine, crs, close=picture.close)


def _placed(path: Path, tags: dict[int, object]) -> tuple[Affine | None, str]:
    affine, crs = geotiff.placed(tags)
    if affine is not None and crs:
        return affine, crs
    beside, words = world_files.placed(path)
    return affine or beside, crs or words


def _cell(affine: Affine | None, crs: str) -> float:
    """Return the side of a pixel in metres, or nearly; 0 without georeference."""
    if affine is None:
        return 0.0
    side = sqrt(abs(affine[0] * affine[4] - affine[1] * affine[3]))
    found = understood(crs)
    return side * DEGREE if found is not None and found.is_geographic else side
