"""Pictures of strangers read with Pillow, within bounds: sizes are counted before anything is decoded.

Runs in the process apart. What comes out is a window of the picture in colours of a screen, reduced strip by strip, so
that no second copy of the whole is ever made.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.basemap.rasters.refusals import sentence
from app.i18n import Souci
from app.poster.pixels import ORIENTATION, as_screen

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
#: Most bytes that the decoded pixels of a file may take, and its longest side.
MOST_DECODED, MOST_SIDE = 640_000_000, 60_000
#: Most pages that are looked at.
MOST_PAGES = 200
#: Bytes of a decoded pixel by mode; others take four.
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "LA": 4}
#: Rows of the result that are made at once.
STRIP = 256
_CLEAR = ("RGBA", "LA", "PA", "La", "RGBa")


@contextmanager
def decoding(name: str) -> Iterator[None]:
    """Turn whatever a library makes of a damaged file into one sentence."""
    try:
        yield
    except (Souci, MemoryError):
        raise
    except Exception as error:  # a damaged file may raise anything; the process apart is ours to lose
        raise sentence("damaged", name) from error


def opened(path: Path) -> ImageFile:
    """Return a picture whose header was read, not yet decoded. Raises Souci."""
    # Pillow knows only the formats that were imported.
    from PIL import (  # noqa: F401  # noqa: F401
        BmpImagePlugin,
        GifImagePlugin,
        Image,
        ImageFile,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        UnidentifiedImageError,
        WebPImagePlugin,
    )

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # sizes are counted here, by mode
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        # Held open as long as its pixels are asked for.
        picture = Image.open(path, formats=FORMATS)
    except UnidentifiedImageError as error:
        with path.open("rb") as file:
            tiff = file.read(2) in (b"II", b"MM")
        raise sentence("bands" if tiff else "damaged", path.name) from error
    except (SyntaxError, OSError, ValueError, KeyError, TypeError, OverflowError, EOFError) as error:
        raise sentence("damaged", path.name) from error
    return picture


def measured(picture: Image, name: str) -> None:
    """Refuse a picture whose header promises too much. Raises Souci."""
    width, height = picture.size
    if width < 1 or height < 1:
        raise sentence("damaged", name)
    if width * height * _BYTES.get(picture.mode, 4) > MOST_DECODED or max(width, height) > MOST_SIDE:
        raise sentence("large", name)


def pages(picture: Image, name: str) -> list[int]:
    """Return the ranks of the pages of a TIFF; reduced copies of a page and masks are none. Raises Souci."""
    if picture.format != "TIFF":
        return [0]
    found: list[int] = []
    with decoding(name):
        for rank in range(MOST_PAGES):
            try:
                picture.seek(rank)
            except EOFError:
                break
            except Exception:
                if not found:
                    raise
                break  # pages that are read still are, whatever comes after them
            if not _tag(picture, 254) & 0b101:
                found.append(rank)
        picture.seek(found[0] if found else 0)
    return found or [0]


def nearest(picture: Image, page: int, across: float, name: str) -> int:
    """Return the rank of the smallest reduced copy of a page that is at least ``across`` pixels wide, else ``page``."""
    with decoding(name):
        picture.seek(page)
        whole, best, least = picture.size, page, picture.size[0]
        for rank in range(page + 1, page + 24):
            try:
                picture.seek(rank)
            except EOFError:
                break
            if _tag(picture, 254) & 0b101 != 1:
                if not _tag(picture, 254) & 0b101:
                    break
                continue
            width, height = picture.size
            alike = abs(height * whole[0] - width * whole[1]) <= 2 * max(whole)
            if alike and across <= width < least:
                best, least = rank, width
        picture.seek(best)
    return best


def _tag(picture: Image, code: int) -> int:
    value = getattr(picture, "tag_v2", {}).get(code, 0)
    return value if isinstance(value, int) else 0


def turned(picture: Image) -> int:
    """Return how the camera was held: the orientation of EXIF, 1-8. Screens write PNG, and no camera does."""
    if picture.format == "PNG":
        return 1  # what it says may stand behind its pixels, which would all be decoded
    found = picture.getexif().get(ORIENTATION, 1)
    return found if found in range(1, 9) else 1


def developed(
    picture: Image,
    window: tuple[float, float, float, float],
    across: int,
    down: int,
    name: str,
    *,
    nodata: float | None = None,
    cell: float = 0.0,
) -> Image:
    """Return a window of a picture, ``across`` × ``down`` pixels, as RGB or RGBA. Raises Souci.

    ``nodata`` is what stands for nothing, and becomes clear. ``cell`` is the side of a pixel in metres: altitudes are
    shaded by it.
    """
    measured(picture, name)
    whole = picture.size
    with decoding(name):
        profile = picture.info.get("icc_profile")
        if picture.format in ("JPEG", "MPO"):
            share = max(across / (window[2] - window[0]), down / (window[3] - window[1]))
            picture.draft(None, (max(1, int(whole[0] * share)), max(1, int(whole[1] * share))))
        picture.load()
        kx, ky = picture.size[0] / whole[0], picture.size[1] / whole[1]
        box = (window[0] * kx, window[1] * ky, window[2] * kx, window[3] * ky)
        found = _strips(picture, box, across, down, _plain(picture, box, nodata, cell))
        if found.mode == "RGBA" and found.getchannel("A").getextrema() == (255, 255):
            found = found.convert("RGB")
        if profile and found.mode == "RGB" and picture.mode in ("RGB", "P"):
            found = as_screen(found, profile)
    found.info.clear()
    return found


def _strips(
    picture: Image,
    box: tuple[float, float, float, float],
    across: int,
    down: int,
    plain: Callable[[Image], Image],
) -> Image:
    """Reduce ``box`` of a decoded picture strip by strip, each strip made plain with what it needs around it."""
    from PIL import Image

    left, top, right, bottom = box
    step = (bottom - top) / down
    around = int(2 * max(1.0, step)) + 2
    found: Image.Image | None = None
    for row in range(0, down, STRIP):
        rows = min(STRIP, down - row)
        high, low = top + row * step, top + (row + rows) * step
        first, last = max(0, int(high) - around), min(picture.height, int(low) + around + 1)
        edge, side = max(0, int(left) - around), min(picture.width, int(right) + around + 1)
        strip = plain(picture.crop((edge, first, side, last)))
        part = strip.resize(
            (across, rows),
            Image.Resampling.HAMMING if step >= 1 else Image.Resampling.BICUBIC,
            box=(left - edge, high - first, min(right - edge, strip.width), min(low - first, strip.height)),
        )
        if found is None:
            found = Image.new(part.mode, (across, down))
        found.paste(part, (0, row))
    assert found is not None
    return found


def _plain(
    picture: Image, box: tuple[float, float, float, float], nodata: float | None, cell: float
) -> Callable[[Image], Image]:
    """Return how a strip of a picture becomes RGB or RGBA."""
    from app.basemap.rasters import greys

    mode = picture.mode
    if mode.startswith(("I", "F")):
        return greys.levels(picture, box, nodata, cell)
    if "transparency" in picture.info or mode in _CLEAR:
        return lambda strip: strip.convert("RGBA")
    if nodata is not None and mode in ("L", "P", "RGB") and 0 <= nodata <= 255:
        return lambda strip: greys.cleared(strip, int(nodata))
    return lambda strip: strip.convert("RGB")
