"""Small maps and pictures as people bring them, around the poster that is open, and the hand that lets them go."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.poster.geometry import Coord
from app.poster.records import Poster
from app.ui.workspace import Workspace

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
#: A reading takes a second or so on its own process; this is for a machine that does much else.
LONG = 60_000
Path2 = Sequence[Coord]


def runs(poster: Poster, number: int = 4, reach: float = 15_000.0) -> list[list[Coord]]:
    """Return lines across the middle of the map, in metres of the ground."""
    x, y = poster.centre_x, poster.centre_y
    steps = [reach * (each / 10 - 1) for each in range(21)]
    return [[(x + step, y + (rank - number / 2) * 2_000) for step in steps] for rank in range(number)]


def geojson(
    path: Path,
    shapes: Iterable[Path2],
    kind: str = "LineString",
    *,
    crs: int | None = 2154,
    name: str = "nom",
) -> Path:
    """Write lines, or outlines with ``kind`` « Polygon », whose numbers are in ``crs`` as the file says."""
    features = [
        {
            "type": "Feature",
            "properties": {name: f"Chose {rank}"},
            "geometry": {
                "type": kind,
                "coordinates": [list(map(list, run))] if kind == "Polygon" else list(map(list, run)),
            },
        }
        for rank, run in enumerate(shapes)
    ]
    whole: dict[str, object] = {"type": "FeatureCollection", "features": features}
    if crs is not None:
        whole["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    path.write_text(json.dumps(whole), "utf-8")
    return path


def squares(poster: Poster, number: int = 2) -> list[list[Coord]]:
    """Return outlines of 8 km beside one another, in the middle of the map."""
    x, y, side = poster.centre_x, poster.centre_y, 8_000.0
    return [
        [(x + dx * side + a * side, y + b * side) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
        for dx in range(number)
    ]


def csv_lambert(path: Path, poster: Poster) -> Path:
    """Write places without a word of their coordinates."""
    rows = [f"Lieu {n};{poster.centre_x + n * 900:.0f};{poster.centre_y - n * 700:.0f}" for n in range(6)]
    path.write_text("\n".join(["nom;x;y", *rows]) + "\n", "utf-8")
    return path


def shapefile(folder: Path, poster: Poster) -> list[Path]:
    """Write a Shapefile with all that goes with it; return its files, the drawing not first."""
    import pyogrio
    import shapely

    path = folder / "routes.shp"
    shapes = [shapely.LineString(run) for run in runs(poster)]
    names = np.array([f"D {n}" for n in range(len(shapes))], object)
    pyogrio.raw.write(
        path, np.array(shapely.to_wkb(shapes)), [names], ["nom"], geometry_type="LineString", crs="EPSG:2154"
    )
    return sorted(folder.glob("routes.*"))


def picture(path: Path, poster: Poster | None = None) -> Path:
    """Write a picture of quarters; with a poster, a world file that lays it over the middle of its map."""
    made = Image.new("RGB", (400, 300), "#C81E28")
    made.paste("#1E46B4", (200, 0, 400, 150))
    made.paste("#1E9646", (0, 150, 200, 300))
    made.save(path)
    if poster is not None:
        world = path.with_suffix(f".{path.suffix[1]}{path.suffix[-1]}w")
        west, north = poster.centre_x - 10_000, poster.centre_y + 7_500
        world.write_text(f"50\n0\n0\n-50\n{west + 25}\n{north - 25}\n", "utf-8")
    return path


def mime(paths: Iterable[Path]) -> QMimeData:
    """Return what a folder lets go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def let_go(window: QWidget, at: QPoint, paths: Iterable[Path]) -> bool:
    """Drag files over a place of the window and let them go there, as Qt does; return whether somebody took them."""
    data = mime(paths)
    target: QWidget | None = window.childAt(at) or window
    place = window.mapToGlobal(at)
    while target is not None:
        if target.isEnabled() and target.acceptDrops():
            here = target.mapFromGlobal(place)
            enter = QDragEnterEvent(here, Qt.DropAction.CopyAction, data, LEFT, NONE)
            enter.ignore()
            QApplication.sendEvent(target, enter)
            if enter.isAccepted():
                drop = QDropEvent(QPointF(here), Qt.DropAction.CopyAction, data, LEFT, NONE)
                QApplication.sendEvent(target, drop)
                return drop.isAccepted()
        if target.isWindow():
            return False
        target = target.parentWidget()
    return False


def read(workspace: Workspace, qtbot: QtBot) -> None:
    """Wait for the end of what is being read."""
    qtbot.waitUntil(lambda: not workspace.marge.apporter.busy, timeout=LONG)
    qtbot.wait(20)


def press(button: QAbstractButton | None) -> None:
    """Click a button that is in sight."""
    assert button is not None
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, LEFT)
