"""Areas of a file that is brought, on the start page: listed, seen and picked on the map like those of France."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.start.page import StartPage
from tests.journeys.map_hand import FREE, LEFT, SHIFT, at_rest, drag


def squares(folder: Path) -> Path:
    """Write six communes of the Belgian Ardenne, side by side in two rows."""
    names = ("Bastogne", "Vaux-sur-Sûre", "Bertogne", "Houffalize", "Sainte-Ode", "Fauvillers")
    features = []
    for rank, nom in enumerate(names):
        x, y = 5.5 + rank % 3 * 0.15, 49.9 + rank // 3 * 0.12
        ring = [[x, y], [x + 0.15, y], [x + 0.15, y + 0.12], [x, y + 0.12], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"nom": nom}, "geometry": geometry})
    file = folder / "ardenne.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return file


def offered(page: StartPage, file: Path, qtbot: QtBot) -> list[QPoint]:
    """Offer a file; return a pixel over each of its areas once they are on the map."""
    page.offer_file(file)
    sight = page.outline.map.sight
    qtbot.waitUntil(lambda: sight.offered is not None, timeout=20_000)
    at_rest(page.outline, qtbot)
    assert sight.offered is not None
    boxes = [one.box for one in sight.offered.areas]
    view = page.outline.map.view
    return [view.to_pixel(((w + e) / 2, (s + n) / 2)).toPoint() for w, s, e, n in boxes]


def test_the_units_of_a_file_are_among_the_answers(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "parcs.geojson"
    rings = {"Parc du Nord": (3.5, 45.4), "Parc du Sud": (3.8, 45.1)}
    features = [
        {
            "type": "Feature",
            "properties": {"nom": nom},
            "geometry": {"type": "Polygon", "coordinates": [square]},
        }
        for nom, (x, y) in rings.items()
        for square in [[[x, y], [x + 0.2, y], [x + 0.2, y + 0.15], [x, y + 0.15], [x, y]]]
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    page.offer_file(file)
    qtbot.waitUntil(
        lambda: page.picker.answers is not None and page.picker.answers.isVisible(), timeout=20_000
    )
    assert "parcs.geojson" in page.picker.told.text()
    qtbot.keyClicks(page.picker.field, "sud")
    assert page.picker.wanted[0].nom == "Parc du Sud"
    qtbot.keyClick(page.picker.field, Qt.Key.Key_Return)
    at_rest(page.outline, qtbot)
    marked = page.outline.map.sight.marked
    assert marked is not None
    assert [one.unit and one.unit.nom for one in marked.chosen] == ["Parc du Sud"]
    assert page.outline.map.view.metres < 400


def test_the_areas_of_a_file_are_picked_on_the_map(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    places = offered(page, squares(tmp_path), qtbot)
    board = page.outline
    assert board.levels.value() == "apport"
    assert all(board.map.rect().contains(place) for place in places)
    QTest.mouseClick(board.map, LEFT, FREE, places[0])
    assert [one.nom for one in page.picker.wanted] == ["Bastogne"]
    QTest.mouseClick(board.map, LEFT, FREE, places[0])
    assert page.picker.wanted == []
    QTest.mouseClick(board.map, LEFT, FREE, places[0])
    QTest.mouseClick(board.neighbours, LEFT)
    # The square of the other corner is touched by its point only.
    qtbot.waitUntil(lambda: len(page.picker.wanted) == 4, timeout=10_000)
    west, east = places[2] - QPoint(60, 60), places[5] + QPoint(60, 60)
    low, high = max(places[2].y(), places[5].y()) + 60, min(places[2].y(), places[5].y()) - 60
    ring = [QPoint(x, y) for x, y in ((west.x(), low), (east.x(), low), (east.x(), high), (west.x(), high))]
    drag(board, ring, SHIFT)
    qtbot.waitUntil(lambda: len(page.picker.wanted) == 6, timeout=10_000)
    qtbot.waitUntil(lambda: board.ground is not None, timeout=10_000)


def test_a_second_file_takes_the_place_of_the_first(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    offered(page, squares(tmp_path), qtbot)
    other = tmp_path / "un.geojson"
    ring = [[3.5, 45.4], [3.7, 45.4], [3.7, 45.6], [3.5, 45.4]]
    feature = {"type": "Feature", "properties": {"nom": "Un"}, "geometry": None}
    feature["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    other.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    page.offer_file(other)
    qtbot.waitUntil(lambda: [one.nom for one in page.picker.offered] == ["Un"], timeout=20_000)
    sight = page.outline.map.sight
    qtbot.waitUntil(lambda: sight.offered is not None and len(sight.offered.areas) == 1, timeout=10_000)


def test_a_file_that_does_not_say_its_coordinates_is_said(
    page: StartPage, tmp_path: Path, qtbot: QtBot
) -> None:
    import numpy as np
    from pyogrio.raw import write

    file = tmp_path / "cantons.shp"
    shapes = [shapely.box(740e3, 6500e3, 760e3, 6515e3), shapely.box(740e3, 6480e3, 760e3, 6500e3)]
    names = np.array(["Nord", "Sud"], object)
    with pytest.warns(UserWarning, match="crs"):
        write(file, np.array(shapely.to_wkb(shapes), object), [names], ["nom"], geometry_type="Polygon")
    places = offered(page, file, qtbot)
    assert "ne dit pas ses coordonnées" in page.sentence
    assert page.doubt.isVisible()
    assert "Lambert-93" in page.doubt.currentText()
    QTest.mouseClick(page.outline.map, LEFT, FREE, places[0])
    assert [one.nom for one in page.picker.wanted] == ["Nord"]
    before = page.picker.offered
    other = next(at for at in range(page.doubt.count()) if at != page.doubt.currentIndex())
    page.doubt.setCurrentIndex(other)
    page.doubt.activated.emit(other)
    qtbot.waitUntil(lambda: page.picker.offered != [] and page.doubt.currentIndex() == other, timeout=20_000)
    qtbot.waitUntil(lambda: page.picker.offered[0] is not before[0], timeout=20_000)
    # What was taken where it does not lie is given back.
    assert page.picker.wanted == []
    page.tell("")
    assert not page.doubt.isVisible()


def test_a_file_without_outlines_is_said(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "points.geojson"
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [3.5, 45.4]}}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [point]}), "utf-8")
    page.offer_file(file)
    qtbot.waitUntil(lambda: "pas de contours" in page.sentence, timeout=20_000)
