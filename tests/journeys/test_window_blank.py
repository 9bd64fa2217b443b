"""« Page blanche »: a poster without a territory, from the start page to its files, and to a territory after all."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.basemap.france.search import search
from app.catalogue.load import shipped
from app.i18n import Souci
from app.imports.marks import add_geojson
from app.poster.records import Calque, Mark, Poster, Record, Territoire
from app.poster.sheet import MapFrame, on_paper
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys import brought_files
from tests.journeys.blank_stage import composed, differs
from tests.journeys.conftest import posters, settled
from tests.journeys.test_window_export import dialog_of
from tests.journeys.test_window_hand import lay

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def blank(window: Window, qtbot: QtBot) -> Workspace:
    """Return the window of a blank sheet, asked for on the start page."""
    assert window.start is not None
    qtbot.mouseClick(window.start.blank, LEFT)
    assert window.workspace is not None
    settled(qtbot)
    return window.workspace


def pixel(workspace: Workspace, page: tuple[float, float]) -> QPoint:
    view = workspace.canvas.view
    x, y = view.to_pixel(*page)
    return QPoint(round(x / view.ratio), round(y / view.ratio))


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_from_the_start_page_to_a_picture_and_a_geopackage(
    blank: Workspace, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    session = blank.session
    assert posters()[0].stem.startswith("Page blanche 20")
    assert blank.top.identity.text() == "Page blanche"
    assert on_paper(session.document.poster)
    assert session.scene.ink("feuille:nord") is None
    assert session.scene.ink("feuille:echelle") is None
    session.arm(shipped()["ecole"])
    QTest.mouseClick(blank.canvas, LEFT, Qt.KeyboardModifier.NoModifier, pixel(blank, (100.0, 120.0)))
    (mark,) = session.document.all(Mark)
    x, y = MapFrame.of(session.document.poster).to_page(*next(mark.geometry.coords()))
    assert (x, y) == pytest.approx((100.0, 120.0), abs=0.5)
    dialog = dialog_of(blank, qtbot, tmp_path)
    assert dialog.targets()[0][0].name.startswith("poster_20")
    dialog.sheet.buttons()[0].click()
    with qtbot.waitSignal(blank.exporting.written, timeout=60_000) as told:
        qtbot.mouseClick(dialog.go, LEFT)
    files: list[Path] = told.args[0]
    png, gpkg = (next(each for each in files if each.suffix == kind) for kind in (".png", ".gpkg"))
    picture = QImage(str(png))
    assert (picture.width(), picture.height()) == (1754, 1240)
    # Bare paper in the map, the mark where it was laid.
    share = picture.width() / 420.0
    assert picture.pixelColor(round(220 * share), round(200 * share)) == QColor("white")
    assert picture.pixelColor(round(x * share), round(y * share)) != QColor("white")
    points = geopandas.read_file(gpkg, layer="picto_point")
    assert points.crs is not None
    assert points.crs.name == "Feuille de papier (mètres)"
    at = points.geometry.iloc[0]
    # Metres of paper, one to one, from the middle of the map.
    assert (at.x, at.y) == pytest.approx(((x - 143.0) / 1000, (157.5 - y) / 1000), abs=1e-9)


def after(workspace: Workspace) -> dict[str, Record]:
    return {
        uid: record
        for uid, record in workspace.session.document.records.items()
        if not isinstance(record, Territoire) and type(record).__name__ != "Fond"
    }


def test_a_territory_comes_under_what_was_drawn(blank: Workspace, qtbot: QtBot) -> None:
    session = blank.session
    mark = lay(blank, texte="reste")
    session.arm(shipped()["reseau_maille"])
    blank.canvas.setFocus()
    QTest.keyClick(blank.canvas, Qt.Key.Key_Return)
    before = dict(session.document.records)
    panel = blank.marge.territoire
    blank.marge.open_panel("territoire")
    assert "page blanche" in panel.kept.text()
    for one in search("Ambert Livradois Forez")[:1]:
        panel.picker.take(one)
    acts = session.history.cursor
    qtbot.mouseClick(panel.go, LEFT)
    qtbot.waitUntil(lambda: any(True for _ in session.document.all(Territoire)), timeout=20_000)
    assert session.document.poster.crs == 2154
    assert session.history.cursor == acts + 1
    # Everything is where it was on the page, to 0.01 mm.
    was = {ink.uid: ink for ink in composed(before)}
    now = after(blank)
    assert now[mark.uid] != mark
    there = {ink.uid: ink for ink in composed(now)}
    for uid in (each.uid for each in session.document.all(Mark)):
        assert not differs(was[uid], there[uid]), uid
    session.undo()
    assert dict(session.document.records) == before


def test_another_poster_gives_its_things_at_their_place_on_the_page(blank: Workspace, qtbot: QtBot) -> None:
    from app.ui.clipboard.landing import Spot, _placed
    from app.ui.clipboard.parcel import Parcel

    poster = blank.session.document.poster
    frame = MapFrame.of(poster)
    there = MapFrame(frame.rect, (650_000.0, 6_500_000.0), 400.0)
    from app.poster.geometry import Point

    mark = Mark(uid="m", picto="ecole", geometry=Point(*there.to_ground(90.0, 110.0)), taille_mm=13.0)
    parcel = Parcel((mark,), "autre", 2154, there, frozenset(), {}, {})
    (made,) = _placed((mark,), parcel, Spot(None, (0.0, 0.0, 420.0, 297.0)), poster.uid, frame, shipped())
    assert isinstance(made, Mark)
    assert made.taille_mm == 13.0
    assert isinstance(made.geometry, Point)
    # One place in sight: it comes to its middle, as from any other ground.
    assert abs(made.geometry.x) < 0.3
    assert abs(made.geometry.y) < 0.3


def test_what_was_copied_before_the_territory_came_is_pasted_as_large(blank: Workspace, qtbot: QtBot) -> None:
    from app.imports import framing
    from app.ui import sheet_acts
    from app.ui.clipboard.acts import copy, paste

    session = blank.session
    session.arm(shipped()["reseau_maille"])
    blank.canvas.setFocus()
    QTest.keyClick(blank.canvas, Qt.Key.Key_Return)
    (mark,) = session.document.all(Mark)
    session.select({mark.uid})
    copy(blank.canvas)
    changes = framing.moved_to(
        session.document.records, search("Ambert Livradois Forez")[:1], catalogue=session.drawn
    )
    assert sheet_acts.take_territory(session, changes, moved=True)
    paste(blank.canvas)
    first, second = (session.scene.ink(each.uid) for each in session.document.all(Mark))
    assert first is not None
    assert second is not None
    assert first.extent is not None
    assert second.extent is not None
    wide, other = (box[2] - box[0] for box in (first.extent, second.extent))
    assert other == pytest.approx(wide, abs=0.5)


def test_places_of_the_earth_are_refused_in_words(blank: Workspace, tmp_path: Path) -> None:
    document = blank.session.document
    path = tmp_path / "lieux.geojson"
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [3.7, 45.5]},
        "properties": {"picto": "ecole"},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with pytest.raises(Souci, match="page blanche"):
        add_geojson(document, shipped(), path)
    assert not list(document.all(Mark))


def test_a_layer_waits_for_a_territory_and_a_photo_lies_on_the_paper(
    blank: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    from app.imports import apports, calques
    from app.ui.bringing import found

    poster = blank.session.document.poster
    path = tmp_path / "contours.geojson"
    ring = [[3.7, 45.5], [3.8, 45.5], [3.8, 45.6], [3.7, 45.5]]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    (row,) = found.read(poster, [path], lambda part: None, lambda: False).rows
    assert row.where == "attend un territoire"
    assert row.areas
    with pytest.raises(Souci, match="choisissez d’abord un territoire"):
        apports.brought(poster, path)
    picture = calques.bring(poster, brought_files.picture(tmp_path / "photo.png"))
    assert picture.corners is None
    made = calques.calque(poster, [], picture, blank.session.file.pictures.add)
    with blank.session.document.transaction("Apporter") as act:
        act.put(made)
    (laid,) = blank.session.document.all(Calque)
    frame = MapFrame.of(poster)
    xs, ys = zip(*(frame.to_page(*at) for at in laid.geometry.coords()), strict=True)
    assert (min(xs) + max(xs)) / 2 == pytest.approx(143.0)
    assert max(xs) - min(xs) > 100 or max(ys) - min(ys) > 100


def test_the_map_of_a_blank_sheet_moves_and_comes_back(blank: Workspace, qtbot: QtBot) -> None:
    from app.ui import sheet_acts

    session = blank.session
    first = session.document.poster
    assert sheet_acts.enlarge(session, 2.0)
    assert session.document.poster.metres_par_mm == pytest.approx(0.0005)
    assert sheet_acts.shift(session, 20.0, -10.0)
    assert sheet_acts.whole(session)
    now = session.document.poster
    assert (now.centre_x, now.centre_y, now.metres_par_mm) == (0.0, 0.0, 0.001)
    for _ in range(3):
        session.undo()
    assert session.document.poster == first
    assert isinstance(first, Poster)
