"""Pictures of a poster that may come from anybody: decoded within bounds, near the size at which they are seen."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from time import process_time

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.drawing.primitives import Image
from app.painting import images
from app.painting.images import Images
from app.painting.painter import paint
from app.poster.geometry import Coord


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> QApplication:
    return qapp


def encoded(
    width: int, height: int, form: str = "PNG", colour: str = "#C81E28", *, clear: bool = False
) -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32 if clear else QImage.Format.Format_RGB32)
    image.fill(QColor(colour) if not clear else 0)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, form)
    return held.data().data()


def bomb(width: int, height: int) -> bytes:
    """Return a PNG whose header promises more than it holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(200_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def source(data: bytes | None) -> tuple[Callable[[str], bytes | None], list[str]]:
    asked: list[str] = []

    def get(key: str) -> bytes | None:
        asked.append(key)
        return data

    return get, asked


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_is_given_at_the_half_that_is_just_large_enough(form: str) -> None:
    shown = Images(source(encoded(800, 400, form))[0])
    for across, wide in ((2_000, 800), (800, 800), (500, 800), (400, 400), (150, 200), (90, 100)):
        found = shown("k", across)
        assert found is not None
        assert (found.width(), found.height()) == (wide, wide // 2)
        assert QColor(found.pixel(5, 5)).red() > 190


def test_bytes_are_read_and_decoded_once_for_a_size() -> None:
    get, asked = source(encoded(800, 400))
    shown = Images(get)
    first = shown("k", 300)
    assert shown("k", 290) is first
    assert asked == ["k"]


def test_what_is_kept_stays_within_its_room() -> None:
    shown = Images(source(encoded(500, 500))[0], room=2_500_000)
    for rank in range(10):
        assert shown(f"k{rank}", 500) is not None
        assert shown.held <= 2_500_000
    whole = Images(source(encoded(500, 500))[0], room=10)
    assert whole("k", 500) is not None, "a picture larger than the room is painted all the same"


def test_a_clear_picture_stays_clear() -> None:
    found = Images(source(encoded(80, 80, clear=True))[0])("k", 80)
    assert found is not None
    assert found.hasAlphaChannel()


@pytest.mark.parametrize(
    "data",
    [
        bomb(60_000, 60_000),
        bomb(20_000, 20_000),
        bomb(8_001, 10),
        bomb(0, 10),
        encoded(30, 30)[:60],
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        encoded(30, 30, "BMP"),
        b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
        b"",
        None,
    ],
)
# Qt says what it makes of a damaged JPEG: nothing else must happen.
@pytest.mark.qt_log_level_fail("CRITICAL")
def test_a_bomb_or_a_damaged_picture_is_refused_at_once(data: bytes | None) -> None:
    get, asked = source(data)
    shown = Images(get)
    begun = process_time()
    assert shown("k", 500) is None
    assert process_time() - begun < 2.0, "it was decoded"
    assert shown("k", 500) is None
    assert len(asked) <= 2, "it is not tried at each paint"


def test_a_bomb_is_refused_by_its_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "_decoded", lambda *_: pytest.fail("it was decoded"))
    assert Images(source(bomb(60_000, 60_000))[0])("k", 500) is None


def painted(shown: Images, alpha: float = 1.0, angle: float = 0.0, opacity: float = 1.0) -> QImage:
    sheet = QImage(200, 200, QImage.Format.Format_RGB32)
    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    painter.setOpacity(opacity)
    paint(painter, [Image("k", (5.0, 7.5, 10.0, 5.0), angle, alpha)], 10.0, shown)
    painter.end()
    return sheet


def test_a_picture_lies_where_it_is_told_and_turns_about_its_middle() -> None:
    shown = Images(source(encoded(100, 50))[0])
    straight, upright = painted(shown), painted(shown, angle=90.0)
    assert QColor(straight.pixel(55, 100)) == QColor("#C81E28")
    assert QColor(straight.pixel(100, 60)) == QColor("white")
    assert QColor(upright.pixel(55, 100)) == QColor("white")
    assert QColor(upright.pixel(100, 60)) == QColor("#C81E28")


def test_pale_pictures_in_a_pale_hand_are_paler_still() -> None:
    shown = Images(source(encoded(100, 50))[0])
    seen = [
        QColor(painted(shown, *each).pixel(100, 100)).green() for each in ((1.0,), (0.5,), (0.5, 0.0, 0.5))
    ]
    assert seen[0] < seen[1] < seen[2] < 255


def test_a_grey_frame_stands_for_what_is_not_there() -> None:
    seen = painted(Images(source(None)[0]))
    assert QColor(seen.pixel(60, 100)) == QColor("#D5D8DA")
    assert QColor(seen.pixel(100, 60)) == QColor("white")


def quartered(width: int, height: int) -> bytes:
    """Return a PNG whose quarters are red, green, blue and yellow, clockwise from the top left."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for rank, colour in enumerate(("#FF0000", "#00FF00", "#FFFF00", "#0000FF")):
        painter.fillRect(
            rank % 2 * width // 2, rank // 2 * height // 2, width // 2, height // 2, QColor(colour)
        )
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")
    return held.data().data()


def laid(corners: tuple[Coord, Coord, Coord], shown: Images, alpha: float = 1.0) -> QImage:
    sheet = QImage(200, 200, QImage.Format.Format_RGB32)
    sheet.fill(0xFFFFFFFF)
    painter = QPainter(sheet)
    paint(painter, [Image("k", (0.0, 0.0, 20.0, 20.0), alpha=alpha, corners=corners)], 10.0, shown)
    painter.end()
    return sheet


@pytest.mark.parametrize(
    "corners",
    [
        ((4.0, 4.0), (16.0, 4.0), (4.0, 16.0)),
        ((4.0, 3.0), (16.0, 6.0), (6.0, 14.0)),
        ((10.0, 2.0), (18.0, 10.0), (2.0, 10.0)),
        ((16.0, 4.0), (4.0, 4.0), (16.0, 16.0)),
        ((4.0, 16.0), (4.0, 4.0), (16.0, 16.0)),
    ],
)
def test_a_picture_is_stretched_over_a_parallelogram(corners: tuple[Coord, Coord, Coord]) -> None:
    """Each of its quarters is where it should be, and nothing is painted outside."""
    sheet = laid(corners, Images(source(quartered(400, 200))[0]))
    (x, y), (right, right_y), (low_x, low) = corners

    def at(u: float, v: float) -> QColor:
        place_x = x + u * (right - x) + v * (low_x - x)
        place_y = y + u * (right_y - y) + v * (low - y)
        return QColor(sheet.pixel(int(place_x * 10), int(place_y * 10)))

    for u, v, colour in (
        (0.25, 0.25, "#FF0000"), (0.75, 0.25, "#00FF00"), (0.75, 0.75, "#0000FF"), (0.25, 0.75, "#FFFF00"),
        (0.46, 0.46, "#FF0000"), (0.54, 0.54, "#0000FF"), (0.04, 0.04, "#FF0000"), (0.96, 0.96, "#0000FF"),
        (-0.04, 0.5, "#FFFFFF"), (1.04, 0.5, "#FFFFFF"), (0.5, -0.04, "#FFFFFF"), (0.5, 1.04, "#FFFFFF"),
    ):  # fmt: skip
        assert at(u, v) == QColor(colour), (u, v)


def test_a_pale_parallelogram_lets_the_paper_through() -> None:
    corners = ((4.0, 4.0), (16.0, 4.0), (4.0, 16.0))
    sheet = laid(corners, Images(source(encoded(100, 100))[0]), alpha=0.5)
    seen = QColor(sheet.pixel(100, 100))
    assert abs(seen.green() - (0x1E + 255) / 2) < 3


def test_a_smaller_half_is_made_of_a_larger_one_that_is_kept() -> None:
    get, asked = source(encoded(800, 400))
    shown = Images(get)
    shown("k", 800)
    found = shown("k", 150)
    assert found is not None
    assert (found.width(), found.height()) == (200, 100)
    assert asked == ["k"], "it is neither read nor decoded again"


def test_a_picture_whose_disk_was_taken_away_is_seen_as_it_was() -> None:
    held: list[bytes] = [encoded(800, 400)]
    shown = Images(lambda _: held[0] if held else None)
    seen = shown("k", 150)
    held.clear()
    larger = shown("k", 800)
    assert seen is not None
    assert larger is not None, "no grey frame takes the place of what was there"
    assert larger.size() == seen.size()
    assert shown("other", 100) is None
