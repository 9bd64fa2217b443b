"""The process apart, asked for a picture to lie on a poster: upright, of a sane size, in colours of a screen.

What is kept is a PNG or a JPEG written here, pixel by pixel: nothing else of the file that was brought stays, neither
where nor by whom it was taken.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from app.apart.child import Tell
from app.catalogue import darkroom
from app.poster.pixels import ORIENTATION, as_screen, few, upright

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


def developed(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Task ``prints.develop``: the picture to keep of the bytes that come with the request.

    ``path`` is what sentences call it. Answers ``width`` and ``height``, and the bytes. Raises Souci.
    """
    with darkroom.decoding(str(request["path"])):
        # Pillow knows only the formats that were imported.
        from PIL import BmpImagePlugin, GifImagePlugin, TiffImagePlugin  # noqa: F401

        (data,) = request["blobs"]
        width, height, kept = _kept(darkroom.opened(io.BytesIO(data), FORMATS, 1))
        return {"width": width, "height": height}, [kept]


def _kept(picture: Image) -> tuple[int, int, bytes]:
    turned = picture.getexif().get(ORIENTATION, 1)
    profile = picture.info.get("icc_profile")
    if picture.format in ("JPEG", "MPO"):
        picture.draft(None, (SIDE, SIDE))
    picture.seek(0)
    picture.load()
    drawing = picture.format not in ("JPEG", "MPO") and few(picture, FEW)
    picture = darkroom.shrunk(_plain(picture), SIDE)
    if profile and picture.mode == "RGB":
        picture = as_screen(picture, profile)
    picture.info.clear()
    picture = upright(picture, turned)
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
