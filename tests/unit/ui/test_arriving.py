"""Pictures for the screen: who asks is answered at once, and told when the picture is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from pytestqt.qtbot import QtBot

from app.painting.images import Images
from app.ui.arriving import Arriving
from app.ui.work import finish

#: A picture that is not decoded at once, and one that is.
LARGE, SMALL = (2_000, 1_200), (400, 240)


@lru_cache
def encoded(size: tuple[int, int], form: str, kind: QImage.Format = QImage.Format.Format_RGB32) -> bytes:
    image = QImage(*size, QImage.Format.Format_ARGB32)
    image.fill(0)
    shades = QLinearGradient(0, 0, size[0], size[1])
    for at, colour in ((0.0, "#C81E28"), (0.5, "#80F0B400"), (1.0, "#0046AA")):
        shades.setColorAt(at, QColor(colour))
    painter = QPainter(image)
    painter.fillRect(image.rect(), shades)
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(kind).save(held, form)
    return held.data().data()


class Slow:
    """Bytes that are given when the test says so, and the threads that asked for them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.free = Event()
        self.asked: list[int] = []

    def __call__(self, _: str) -> bytes:
        here = get_ident()
        self.asked.append(here)
        if here != self.asked[0]:
            assert self.free.wait(30)
        return self.data


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    made = QObject()
    yield made
    finish()


def settle(shown: Arriving, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not shown.busy, timeout=30_000)


def test_who_asks_for_a_large_picture_does_not_wait(qtbot: QtBot, owner: QObject) -> None:
    slow = Slow(encoded(LARGE, "PNG"))
    images = Images(slow)
    images.wanted("k", 1)  # its size is known: all that is left is the work
    shown = Arriving(images, owner)
    told: list[str] = []
    shown.arrived.connect(told.append)
    first = shown("k", LARGE[0])
    # The bytes have not even been given yet.
    assert not slow.free.is_set()
    assert first is not None
    assert first.pixelColor(0, 0).alpha() == 0, "paper is seen meanwhile"
    assert shown("k", LARGE[0]) is not None, "it may be asked for at each paint"
    assert told == []
    slow.free.set()
    qtbot.waitUntil(lambda: told == ["k"], timeout=30_000)
    found = shown("k", LARGE[0])
    assert found is not None
    assert (found.width(), found.height()) == LARGE
    assert len(slow.asked) == 2, "it is decoded once"
    assert slow.asked[1] != slow.asked[0], "on another thread"


def test_a_small_picture_is_there_at_once(owner: QObject) -> None:
    shown = Arriving(Images(lambda _: encoded(SMALL, "PNG")), owner)
    found = shown("k", SMALL[0])
    assert found is not None
    assert (found.width(), found.height()) == SMALL
    assert not shown.busy


@pytest.mark.parametrize("halves", [0, 1, 2])
@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("PNG", QImage.Format.Format_RGB32),
        ("PNG", QImage.Format.Format_ARGB32),
        ("PNG", QImage.Format.Format_Indexed8),
        ("JPEG", QImage.Format.Format_RGB32),
        ("JPEG", QImage.Format.Format_Grayscale8),
    ],
)
def test_its_pixels_are_those_of_an_export(
    form: str, kind: QImage.Format, halves: int, qtbot: QtBot, owner: QObject
) -> None:
    data = encoded(LARGE, form, kind)
    shown = Arriving(Images(lambda _: data), owner)
    across = LARGE[0] / 2**halves
    shown("k", across)
    settle(shown, qtbot)
    found = shown("k", across)
    assert found is not None
    assert found.width() == across
    assert found == Images(lambda _: data)("k", across)


def test_another_size_stands_in_for_the_one_that_comes(qtbot: QtBot, owner: QObject) -> None:
    shown = Arriving(Images(lambda _: encoded(LARGE, "JPEG")), owner)
    shown("k", 500)
    settle(shown, qtbot)
    meanwhile = shown("k", LARGE[0])
    assert meanwhile is not None
    assert meanwhile.width() == 500
    settle(shown, qtbot)
    found = shown("k", LARGE[0])
    assert found is not None
    assert found.width() == LARGE[0]


def test_a_picture_that_cannot_be_read_is_told_too(qtbot: QtBot, owner: QObject) -> None:
    shown = Arriving(Images(lambda _: encoded(LARGE, "PNG")[:400]), owner)
    with qtbot.waitSignal(shown.arrived, timeout=30_000):
        assert shown("k", 500) is not None
    assert shown("k", 500) is None
    assert not shown.busy


def asking(shown: Arriving, keys: str) -> Callable[[], bool]:
    """Return whether all of the pictures are there, asking for them again as a paint does."""

    def there() -> bool:
        found = [shown(key, LARGE[0]) for key in keys]
        return not shown.busy and all(each is not None and each.width() > 1 for each in found)

    return there


def test_more_than_there_is_room_for_comes_to_rest_at_a_lesser_size(qtbot: QtBot, owner: QObject) -> None:
    """What is seen together never drives itself out in turns; memory stays bounded."""
    whole = 4 * LARGE[0] * LARGE[1]
    images = Images(lambda _: encoded(LARGE, "JPEG"), room=2 * whole)
    shown = Arriving(images, owner)
    came: list[str] = []
    held: list[int] = []
    shown.arrived.connect(came.append)
    shown.arrived.connect(lambda _: held.append(images.held))
    for _ in range(3):
        # Each arrival has all of them painted again.
        qtbot.waitUntil(asking(shown, "abcd"), timeout=30_000)
    settle(shown, qtbot)
    assert asking(shown, "abcd")()
    before = len(came)
    assert asking(shown, "abcd")()
    settle(shown, qtbot)
    assert len(came) == before, "nothing is decoded any more"
    assert max(held) <= 2 * whole
    # Elsewhere the same picture is as fine as it can be.
    shown.look()
    shown("a", LARGE[0])
    settle(shown, qtbot)
    found = shown("a", LARGE[0])
    assert found is not None
    assert found.width() == LARGE[0]
