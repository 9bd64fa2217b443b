"""What is done to a picture before a poster keeps it, on the map or under it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: The EXIF tag of how a camera was held, 1-8.
ORIENTATION = 0x0112
#: Side in pixels of what is looked at to count colours.
SAMPLE = 600


def upright(picture: Image, orientation: int) -> Image:
    """Return a picture as it was seen, from the orientation that EXIF says."""
    from PIL import ImageOps

    if orientation == 1:
        return picture
    picture.getexif()[ORIENTATION] = orientation
    made = ImageOps.exif_transpose(picture)
    made.info.clear()
    return made


def few(picture: Image, most: int) -> bool:
    """Return whether a picture is drawn with ``most`` colours or fewer: a JPEG would smear them."""
    from PIL import Image

    if picture.mode in ("1", "P"):
        return True
    share = SAMPLE / max(picture.size)
    if share < 1:
        # As it is, not smoothed: a mean of two colours is a third.
        size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
        picture = picture.resize(size, Image.Resampling.NEAREST)
    return picture.convert("RGB").getcolors(most) is not None


def as_screen(picture: Image, profile: bytes) -> Image:
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
