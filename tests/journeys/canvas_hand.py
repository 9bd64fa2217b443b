"""Gestures of several steps on the canvas: what a hand does beside clicks and drags, and what it then looks at."""

from __future__ import annotations

from math import hypot

import shapely
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.poster.geometry import Areas, Coord, Lines
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from tests.journeys.canvas_stage import NONE, Stage, X, Y

RING = ((X - 40, Y - 30), (X + 10, Y - 40), (X + 20, Y + 10), (X - 30, Y + 20), (X - 40, Y - 28))
#: A pixel of the canvas is about half a millimetre.
PIXEL = 0.6


def page(stage: Stage, ground: Coord) -> Coord:
    return MapFrame.of(stage.session.document.poster).to_page(*ground)


def near(stage: Stage, ground: Coord, place: Coord) -> bool:
    x, y = page(stage, ground)
    return hypot(x - place[0], y - place[1]) < PIXEL


def enter(stage: Stage) -> None:
    stage.key(Qt.Key.Key_Return)


def back(stage: Stage) -> None:
    stage.key(Qt.Key.Key_Backspace)


def hover(stage: Stage, place: Coord, held: Qt.KeyboardModifier = NONE) -> None:
    stage.move(place, held, Qt.MouseButton.NoButton)


def second_click(stage: Stage, place: Coord) -> None:
    """The second click of a double one, as Qt tells it after the first."""
    at = QPointF(stage.pixel(place))
    where = QPointF(stage.canvas.mapToGlobal(at.toPoint()))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in ((QEvent.Type.MouseButtonDblClick, left), (QEvent.Type.MouseButtonRelease, none)):
        QApplication.sendEvent(stage.canvas, QMouseEvent(kind, at, where, left, held, NONE))


def double(stage: Stage, place: Coord) -> None:
    stage.click(place)
    second_click(stage, place)


def areas(mark: Mark) -> Areas:
    assert isinstance(mark.geometry, Areas)
    return mark.geometry


def lines(mark: Mark) -> Lines:
    assert isinstance(mark.geometry, Lines)
    return mark.geometry


def chip(stage: Stage) -> str:
    return stage.canvas.desk.feedback.chip


def drafts(stage: Stage) -> list[Mark]:
    return [draft for draft in stage.canvas.desk.feedback.drafts if isinstance(draft, Mark)]


def polygons(mark: Mark) -> list[shapely.Polygon]:
    return [shapely.Polygon(part[0]) for part in areas(mark).parts]
