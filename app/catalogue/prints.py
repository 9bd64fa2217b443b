"""The same process, asked for a picture to lie on a poster: upright, of a sane size, in colours of a screen.

What is kept is a PNG or a JPEG written here, pixel by pixel: nothing else of the file that was brought stays, neither
where nor by whom it was taken.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from app.catalogue import darkroom

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
#: Longest side in pixels: 300 dots per inch on the half of an A3, and sharp on the quarter of an A0.
SIDE = 2_400
#: The most that a picture may weigh in the poster; one of very many details is made smaller.
MOST_BYTES = 4_000_000
QUALITY = 85
#: Colours up to which a picture is a drawing: a logo, a diagram, the capture of a window.
FEW = 1_024
#: Side in pixels of what is looked at to count them.
SAMPLE = 600


def developed(data: bytes) -> tuple[int, int, bytes]:
    """Return the width, the height and the bytes of the picture to keep. Raises Refused."""
    # Pillow knows only the formats that were imported.
    from PIL import BmpImagePlugin, GifImagePlugin, TiffImagePlugin  # noqa: F401

    picture = darkroom.opened(io.BytesIO(data), FORMATS, 1)
    with darkroom.decoding():
        return _kept(picture)


def _kept(picture: Image) -> tuple[int, int, bytes]:
    from PIL import ImageOps

    turned = picture.getexif().get(0x0112, 1)
    profile = picture.info.get("icc_profile")
    if picture.format in ("JPEG", "MPO"):
        picture.draft(None, (SIDE, SIDE))
    picture.seek(0)
    picture.load()
    drawing = picture.format not in ("JPEG", "MPO") and _few(picture)
    picture = darkroom.shrunk(_plain(picture), SIDE)
    if profile and picture.mode == "RGB":
        picture = _as_screen(picture, profile)
    picture.info.clear()
    if turned != 1:
        picture.getexif()[0x0112] = turned
        picture = ImageOps.exif_transpose(picture)
        picture.info.clear()
    while True:
        found = io.BytesIO()
        if drawing or picture.mode == "RGBA":
            picture.save(found, "PNG", compress_level=6)
        else:
            picture.save(found, "JPEG", quality=QUALITY, optimize=True)
        if found.tell() <= MOST_BYTES:
            return picture.width, picture.height, found.getvalue()
        picture = darkroom.shrunk(picture, max(picture.size) * 3 // 4)


def _plain(picture: Image) -> Image:
    """Return a picture in RGB, or in RGBA where something of it is really seen through."""
    if picture.mode.startswith("I"):
        # Sixteen bits: Pillow would cut what is above 255.
        picture = picture.point(lambda value: value / 256).convert("L")
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        clear = picture.convert("RGBA")
        if clear.getchannel("A").getextrema() != (255, 255):
            return clear
        picture = clear
    return picture.convert("RGB")


def _few(picture: Image) -> bool:
    """Return whether a picture is drawn with few colours: a JPEG would smear them."""
    from PIL import Image

    if picture.mode in ("1", "P"):
        return True
    share = SAMPLE / max(picture.size)
    if share < 1:
        size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
        picture = picture.resize(size, Image.Resampling.NEAREST)
    return picture.convert("RGB").getcolors(FEW) is not None


def _as_screen(picture: Image, profile: bytes) -> Image:
    """Return a picture whose colours had a profile of their own (a telephone's) in those of a screen."""
    from PIL import ImageCms

    try:
        made = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError):  # a profile that cannot be read changes nothing
        return picture
    return made or picture
