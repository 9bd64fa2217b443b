"""What other programs put on the clipboard, and short ways to look at a poster: for the journeys of the clipboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from app.poster.geometry import Point
from app.poster.records import Item, PostIt
from app.poster.sheet import MapFrame
from app.ui.clipboard import acts, parcel
from tests.journeys.canvas_stage import Stage, X, Y

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M8 8L56 8 56 56 8 56Z"/></svg>'
)
OURS = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M8 8L56 8 32 56Z"/></svg>'


@pytest.fixture(autouse=True)
def clipboard(qapp: QApplication) -> Iterator[None]:
    """Leave the clipboard empty, before and after."""
    QGuiApplication.clipboard().clear()
    acts._style.clear()
    yield
    QGuiApplication.clipboard().clear()


def put(stage: Stage, *items: Item) -> None:
    stage.put(*items)
    stage.session.select(item.uid for item in items)


def point(x: float, y: float) -> Point:
    """Return a place of the ground by mm of the page of the stage."""
    return Point((x - X) * 200.0, (Y - y) * 200.0)


def page(stage: Stage, item: Item) -> tuple[float, float]:
    if isinstance(item, PostIt):
        assert item.x is not None
        assert item.y is not None
        return (item.x, item.y)
    frame = MapFrame.of(stage.session.document.poster)
    return frame.to_page(*next(iter(item.geometry.coords())))


def near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < 0.01 and abs(one[1] - other[1]) < 0.01


def clip(**held: object) -> QMimeData:
    data = QMimeData()
    for name, value in held.items():
        {
            "text": data.setText,
            "html": data.setHtml,
            "image": data.setImageData,
            "urls": data.setUrls,
            "own": lambda content: data.setData(parcel.MIME, content),
            "svg": lambda content: data.setData("image/svg+xml", content),
            "png": lambda content: data.setData("image/png", content),
        }[name](value)
    return data


def hold(**held: object) -> None:
    QGuiApplication.clipboard().setMimeData(clip(**held))


def held() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def said(stage: Stage) -> list[str]:
    sentences: list[str] = []
    stage.session.said.connect(sentences.append)
    return sentences


def new(stage: Stage, *known: str) -> list[Item]:
    return [item for item in stage.items() if item.uid not in known]


def picture(width: int = 40, height: int = 30) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#B01030"))
    return image
