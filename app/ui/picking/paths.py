"""Broken lines as painter paths, made at once from their bytes: point by point a country would take seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QDataStream, QIODevice, Qt
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from app.basemap.france.edges import Runs


def path(runs: Runs) -> QPainterPath:
    """Return lines in metres as a path whose y goes down."""
    import numpy as np

    made = QPainterPath()
    count = len(runs.xy)
    if not count:
        return made
    elements = np.empty(count, [("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
    elements["kind"] = 1
    elements["kind"][runs.starts] = 0
    elements["x"], elements["y"] = runs.xy[:, 0], -runs.xy[:, 1]
    # As Qt writes a path: how many elements, each of them, where the last figure begins, how it is filled.
    head, tail = np.array([count], ">i4"), np.array([int(runs.starts[-1]), 1], ">i4")
    data = QByteArray(head.tobytes() + elements.tobytes() + tail.tobytes())
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> made
    return made


def outline(shape: BaseGeometry, step: float = 0.0) -> QPainterPath:
    """Return the rings of a shape as a path that can be filled; holes stay empty."""
    import numpy as np

    from app.basemap.france.edges import rings

    made = path(rings(np.array([shape]), step))
    made.setFillRule(Qt.FillRule.OddEvenFill)
    return made
