"""Pictures that people bring: every usual format, upright, of a sane size, with nothing of where it was taken."""

from __future__ import annotations

import io
import struct
import zlib
from time import monotonic

import pytest
from PIL import Image, ImageDraw

from app.catalogue import picture
from app.catalogue.brought import bring
from app.i18n import Souci


def landscape(width: int, height: int) -> Image.Image:
    """Return a picture of many colours, its top left quarter red."""
    made = Image.linear_gradient("L").resize((width, height))
    across = made.transpose(Image.Transpose.ROTATE_90).resize((width, height))
    made = Image.merge("RGB", (made, made.rotate(180), across))
    ImageDraw.Draw(made).rectangle((0, 0, width // 2, height // 2), fill=(200, 30, 40))
    return made


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    held = io.BytesIO()
    image.save(held, form, **options)
    return held.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_usual_format_is_read(form: str) -> None:
    image = landscape(120, 80)
    found = bring(encoded(image.convert("P") if form == "GIF" else image, form))
    assert (found.width, found.height) == (120, 80)
    kept = opened(found.data)
    assert kept.format in ("PNG", "JPEG")
    red, green, _ = kept.convert("RGB").getpixel((20, 20))
    assert red > 150 > 90 > green


def test_a_photo_becomes_a_jpeg_and_a_drawing_a_png() -> None:
    assert opened(bring(encoded(landscape(900, 600), "PNG")).data).format == "JPEG"
    logo = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(logo).ellipse((40, 40, 200, 160), fill="navy")
    assert opened(bring(encoded(logo, "PNG")).data).format == "PNG"


def test_what_is_clear_stays_clear_and_an_opaque_alpha_goes() -> None:
    clear = landscape(300, 200).convert("RGBA")
    ImageDraw.Draw(clear).rectangle((200, 100, 300, 200), fill=(0, 0, 0, 0))
    kept = opened(bring(encoded(clear, "PNG")).data)
    assert (kept.format, kept.mode, kept.getpixel((250, 150))[3]) == ("PNG", "RGBA", 0)
    assert opened(bring(encoded(landscape(300, 200).convert("RGBA"), "PNG")).data).mode == "RGB"


def test_a_photo_of_a_telephone_stands_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise
    exif[0x010F] = "Maker of telephones"
    exif.get_ifd(0x8825)[1] = "N"
    data = encoded(landscape(400, 200), "JPEG", exif=exif, quality=95)
    assert b"Maker" in data
    found = bring(data)
    assert (found.width, found.height, found.rapport) == (200, 400, 2.0)
    kept = opened(found.data)
    assert not kept.getexif()
    assert b"Maker" not in found.data
    red, green, _ = kept.convert("RGB").getpixel((180, 20))
    assert red > 150 > 90 > green, "the red quarter is at the top right now"


def test_a_large_picture_is_made_smaller_and_weighs_little() -> None:
    found = bring(encoded(landscape(8_660, 5_774), "JPEG", quality=80))
    assert max(found.width, found.height) == 2_400
    assert len(found.data) < 4_000_000


def header(width: int, height: int) -> bytes:
    body = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    head = struct.pack(">I", 13) + b"IHDR" + body + struct.pack(">I", zlib.crc32(b"IHDR" + body))
    data = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + head + struct.pack(">I", len(data)) + b"IDAT" + data + bytes(4)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "vide"),
        (header(60_000, 60_000), "trop grande"),
        (b"%PDF-1.7", "PDF"),
        (b"<svg/>", "SVG"),
        (bytes(4) + b"ftypheic" + bytes(40), "HEIC"),
        (b"just words, no picture at all", "n’est pas une image"),
        (encoded(landscape(300, 200), "PNG")[:-300], "abîmée"),
        (encoded(landscape(300, 200), "JPEG")[:700], "abîmée"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: bytes, said: str) -> None:
    begun = monotonic()
    with pytest.raises(Souci, match=said) as told:
        bring(data, "vue.png")
    assert "vue.png" in str(told.value)
    assert monotonic() - begun < picture.PATIENCE + 2


def test_a_picture_without_a_name_is_spoken_of_all_the_same() -> None:
    with pytest.raises(Souci, match="L’image"):
        bring(b"words")
