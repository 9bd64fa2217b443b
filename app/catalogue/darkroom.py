"""Pictures of strangers, decoded in the process apart: small, upright, and grey where they are to become signs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from app.apart.child import Tell
from app.catalogue.picture import sentence

if TYPE_CHECKING:
    from PIL.Image import Image

#: Longest side of what is handed over, in pixels: a sign needs no more.
SIDE = 1_100
#: Most pixels; a JPEG is decoded at a fraction of its size, other formats whole.
MOST_JPEG, MOST_OTHER = 130_000_000, 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class Refused(Exception):
    """The picture cannot be read; the text is a word that ``sentence`` knows."""


def sign(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Task ``signs.picture``: a picture in grey on white, upright, its longest side at most ``SIDE``.

    ``path``. Answers ``width`` and ``height``, and the pixels. Raises Souci.
    """
    path = Path(str(request["path"]))
    with decoding(path.name):
        picture = _developed(opened(path, FORMATS, 8))
        return {"width": picture.width, "height": picture.height}, [picture.tobytes()]


@contextmanager
def decoding(name: str) -> Iterator[None]:
    """Turn whatever decoding a picture raises into one sentence: a damaged file may raise anything."""
    try:
        yield
    except Refused as refusal:
        raise sentence(str(refusal), name) from None
    except MemoryError:
        raise sentence("large", name) from None
    except Exception as error:  # here, in the process of its own, it can do no harm
        raise sentence("damaged", name) from error


def opened(source: Path | IO[bytes], formats: tuple[str, ...], least: int) -> Image:
    """Return a picture whose header was read and whose size is sane, not yet decoded. Raises Refused.

    ``least`` is the shortest side, in pixels, that is of any use.
    """
    import warnings

    # Pillow knows only the formats that were imported.
    from PIL import Image, ImageFile, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError, WebPImagePlugin  # noqa: F401

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # the sizes are counted here, by format
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture = Image.open(source, formats=formats)
    except UnidentifiedImageError:
        raise Refused("unknown" if formats == FORMATS else "no_print") from None
    width, height = picture.size
    most = MOST_JPEG if picture.format in ("JPEG", "MPO") else MOST_OTHER
    if width * height > most or max(width, height) > 60_000:
        raise Refused("large")
    if min(width, height) < least:
        raise Refused("small")
    return picture


def _developed(picture: Image) -> Image:
    from PIL import Image, ImageChops

    from app.poster.pixels import ORIENTATION, upright

    turned = picture.getexif().get(ORIENTATION, 1)
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", (SIDE, SIDE))
    picture.seek(0)
    picture.load()
    if picture.mode.startswith("I"):
        # Sixteen bits: Pillow would cut what is above 255.
        picture = picture.point(lambda value: value / 256).convert("L")
    elif "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        picture = shrunk(picture.convert("RGBA"), SIDE)
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    picture = shrunk(picture, SIDE)
    if picture.mode not in ("1", "L"):
        # A felt pen of any colour is dark in one of them, yellow and orange too; paper is bright in all.
        red, green, blue = picture.convert("RGB").split()
        picture = ImageChops.darker(ImageChops.darker(red, green), blue)
    picture = picture.convert("L")
    return upright(picture, turned)


def shrunk(picture: Image, side: int) -> Image:
    """Return a picture at most ``side`` pixels long, each pixel the mean of those it stands for."""
    from PIL import Image

    longest = max(picture.size)
    if longest <= side:
        return picture
    if picture.mode in ("1", "P"):
        picture = picture.convert("RGB" if picture.mode == "P" else "L")
    if longest >= 2 * side:
        picture = picture.reduce(longest // side)
    scale = side / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BOX)
