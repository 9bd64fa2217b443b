"""One structure on the canvas, and its handles under a real hand."""

from __future__ import annotations

from math import hypot
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.poster.geometry import Coord, Geometry, Lines, Point, closed
from app.poster.records import Mark
from app.poster.values import Frozen
from app.ui.canvas.events import Handle
from tests.journeys.canvas_stage import NONE, Stage, X, Y

#: Places of the page around the middle of the map.
NODES = ((X, Y), (X - 40, Y - 25), (X + 35, Y - 30), (X + 40, Y + 30))


class Hands:
    """One mark on the canvas, and its handles."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.frame = stage.canvas.desk.hand.context.frame

    def lay(self, picto: str, geometry: Geometry, **parameters: Any) -> Mark:
        with self.stage.session.document.transaction("Poser") as act:
            made = act.put(Mark(uid="m", picto=picto, geometry=geometry, parametres=Frozen(parameters)))
        self.stage.session.select({"m"})
        return made

    def place(self, *at: Coord, third: list[int] | None = None) -> list[list[float]]:
        return [
            [*self.frame.to_ground(*each), *([third[rank]] if third else [])] for rank, each in enumerate(at)
        ]

    def point(self) -> Point:
        return Point(*self.frame.to_ground(X, Y))

    def line(self, *at: Coord) -> Lines:
        return Lines((tuple(self.frame.to_ground(*each) for each in at),))

    def links(self, *pairs: tuple[int, int]) -> Lines:
        ground = [self.frame.to_ground(*each) for each in NODES]
        return Lines(tuple((ground[a], ground[b]) for a, b in pairs))

    def area(self, *corners: Coord) -> tuple[tuple[Coord, ...]]:
        return (closed(tuple(self.frame.to_ground(*each) for each in corners)),)

    @property
    def mark(self) -> Mark:
        found = self.stage.session.document.get("m")
        assert isinstance(found, Mark)
        return found

    def all(self, role: str, key: str = "") -> list[Handle]:
        return [
            each
            for each in self.stage.canvas.desk.handles()
            if each.role == role and (not key or each.key == key)
        ]

    def drag(self, handle: Handle, to: Coord, held: Qt.KeyboardModifier = NONE) -> None:
        half = ((handle.at[0] + to[0]) / 2, (handle.at[1] + to[1]) / 2)
        self.stage.drag(handle.at, half, to, held=held)

    def double(self, handle: Handle) -> None:
        self.stage.double_click(handle.at)

    def walk_to(self, role: str, key: str = "") -> Handle:
        """Press M until a handle of a kind is in hand."""
        for _ in range(30):
            self.stage.key(Qt.Key.Key_M)
            chosen = self.stage.canvas.desk.chosen
            assert chosen is not None
            if chosen.role == role and (not key or chosen.key == key):
                return chosen
        raise AssertionError(f"no handle {role}")

    @property
    def told(self) -> str:
        return self.stage.canvas.desk.hand.context.told


@pytest.fixture
def hands(stage: Stage) -> Hands:
    return Hands(stage)


def away(handle: Handle) -> float:
    return hypot(handle.at[0] - X, handle.at[1] - Y)
