"""Decodes one picture of a stranger, in a process of its own that may be killed: nothing of the program is in it.

What is read leaves by the standard output: a line « grey WIDTH HEIGHT » and the pixels, for a sign; a line
« kept WIDTH HEIGHT » and a file, for a picture that came by the standard input to be laid; or a line « no REASON ».
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

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


#: In place of a path: the picture comes by the standard input, and is to lie on a poster.
GIVEN = "-"


class Refused(Exception):
    """The picture cannot be read; the text is a word that the caller has a sentence for."""


def main(path: str) -> int:
    """Write the picture to the standard output, or why not."""
    _limit()
    try:
        if path == GIVEN:
            from app.catalogue import prints

            said = b"kept %d %d\n%b" % prints.developed(sys.stdin.buffer.read())
        else:
            picture = _sign(Path(path))
            said = b"grey %d %d\n" % picture.size + picture.tobytes()
    except Refused as refusal:
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


def _sign(path: Path) -> Image:
    """Return the picture in grey on white, upright, its longest side at most SIDE. Raises Refused."""
    picture = opened(path, FORMATS, 8)
    with decoding():
        return _developed(picture)


@contextmanager
def decoding() -> Iterator[None]:
    """Turn whatever decoding a picture raises into a refusal: a damaged file may raise anything."""
    try:
        yield
    except Refused:
        raise
    except MemoryError:
        raise Refused("large") from None
    except Exception:  # noqa: BLE001 - here, in the process of its own, it can do no harm
        raise Refused("damaged") from None


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
        raise Refused("unknown") from None
    except Exception:  # noqa: BLE001 - a damaged file may raise anything; here it can do no harm
        raise Refused("damaged") from None
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
