"""Decodes one picture of a stranger, in a process of its own that may be killed: nothing of the program is in it.

What is read leaves by the standard output: a line « grey WIDTH HEIGHT » and the pixels, or a line « no REASON ».
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: What an argument must be for the program to be this process: an installed program is called by its own name.
WORD = "--read-picture"
#: Longest side of what is handed over, in pixels: a sign needs no more.
SIDE = 1_100
#: Most pixels; a JPEG is decoded at a fraction of its size, other formats whole.
MOST_JPEG, MOST_OTHER = 130_000_000, 60_000_000
#: Memory in bytes and seconds of processor that decoding may take.
MEMORY, SECONDS = 1_200_000_000, 5
FORMATS = ("JPEG", "PNG", "WEBP")


class _Refused(Exception):
    """The picture cannot be read; the text is a word that the caller has a sentence for."""


def main(path: str) -> int:
    """Write the picture to the standard output, or why not."""
    _limit()
    try:
        picture = _opened(Path(path))
        said = b"grey %d %d\n" % picture.size + picture.tobytes()
    except _Refused as refusal:
        said = b"no %s\n" % str(refusal).encode()
    except MemoryError:
        said = b"no large\n"
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()
    return 0


def _limit() -> None:
    """Bound memory and time where the system can; the caller's clock does the rest."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for what, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        hard = resource.getrlimit(what)[1]
        least = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(what, (least, hard))
        except (ValueError, OSError):  # macOS knows the first and refuses to set it
            continue


def _opened(path: Path) -> Image:
    """Return the picture in grey on white, upright, its longest side at most SIDE. Raises _Refused."""
    import warnings

    # Pillow knows only the formats that were imported.
    from PIL import Image, ImageFile, JpegImagePlugin, PngImagePlugin, UnidentifiedImageError, WebPImagePlugin  # noqa: F401

    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # the sizes are counted here, by format
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture = Image.open(path, formats=FORMATS)
    except UnidentifiedImageError:
        raise _Refused("unknown") from None
    except Exception:  # noqa: BLE001 - a damaged file may raise anything; here it can do no harm
        raise _Refused("damaged") from None
    width, height = picture.size
    most = MOST_JPEG if picture.format in ("JPEG", "MPO") else MOST_OTHER
    if width * height > most or max(width, height) > 60_000:
        raise _Refused("large")
    if min(width, height) < 8:
        raise _Refused("small")
    try:
        return _developed(picture)
    except MemoryError:
        raise _Refused("large") from None
    except Exception:  # noqa: BLE001 - as above
        raise _Refused("damaged") from None


def _developed(picture: Image) -> Image:
    from PIL import Image, ImageChops, ImageOps

    turned = picture.getexif().get(0x0112, 1)
    if picture.format in ("JPEG", "MPO"):
        picture.draft("RGB", (SIDE, SIDE))
    picture.seek(0)
    picture.load()
    if picture.mode.startswith("I"):
        # Sixteen bits: Pillow would cut what is above 255.
        picture = picture.point(lambda value: value / 256).convert("L")
    elif "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        picture = _shrunk(picture.convert("RGBA"))
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    picture = _shrunk(picture)
    if picture.mode not in ("1", "L"):
        # A felt pen of any colour is dark in one of them, yellow and orange too; paper is bright in all.
        red, green, blue = picture.convert("RGB").split()
        picture = ImageChops.darker(ImageChops.darker(red, green), blue)
    picture = picture.convert("L")
    if turned != 1:
        picture.getexif()[0x0112] = turned
        picture = ImageOps.exif_transpose(picture)
    return picture


def _shrunk(picture: Image) -> Image:
    """Return a picture at most SIDE long, each pixel the mean of those it stands for."""
    from PIL import Image

    longest = max(picture.size)
    if longest <= SIDE:
        return picture
    if picture.mode in ("1", "P"):
        picture = picture.convert("RGB" if picture.mode == "P" else "L")
    if longest >= 2 * SIDE:
        picture = picture.reduce(longest // SIDE)
    scale = SIDE / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BOX)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
