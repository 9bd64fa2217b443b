"""Paper to poster: the empty sheet printed, drawn upon by hand, photographed, back on the ground and traced over."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from math import hypot
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.basemap.paper.sheet_code import PaperSheet
from app.drawing.textures import shape
from app.poster.fitting import place
from app.poster.geometry import Areas, Coord, Lines
from app.poster.records import Calque, Mark, Photo, Poster
from app.poster.sheet import MapFrame
from app.storage.file import PosterFile
from app.ui.marge.fitting_card import FittingCard
from app.ui.marge.layer_card import LayerCard
from app.ui.straightening.dialog import Straightening
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.brought_files import LONG, let_go, press, read
from tests.journeys.canvas_stage import CTRL, NONE, Stage
from tests.journeys.conftest import Draw, settled
from tests.journeys.old_map import BLUE, GREEN, RED, TOWNS, VIOLET, old_map, truly
from tests.journeys.test_first_ten_minutes import Group, near, room
from tests.synthetic_camera import Photograph, Shot, Stroke, drawn, paper, photograph

__all__ = ["room"]

SHIFT = Qt.KeyboardModifier.ShiftModifier
#: What felt pens drew, in mm of the page of the poster: a dot, the way of an arrow, and an area coloured in.
DOT = (110.0, 120.0)
WAY = [(70.0, 215.0), (95.0, 205.0), (122.0, 180.0)]
LOOP = [(165.0, 150.0), (190.0, 140.0), (212.0, 152.0), (216.0, 175.0), (196.0, 190.0), (170.0, 182.0)]
#: An arrow holds on to a limit that is this near, in mm.
SNAP = 2.5
#: A phone on its side.
TURNED = 6


def strokes(on_paper: Callable[[Coord], Coord]) -> list[Stroke]:
    """Return what the group drew, on the paper."""
    x, y = DOT
    blot = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
    return [
        Stroke([*map(on_paper, blot)], RED, 4.0),
        Stroke([*map(on_paper, WAY)], BLUE, 2.0),
        Stroke([*map(on_paper, LOOP)], GREEN, 1.6, closed=True),
    ]


def snap(pdf: Path, records: dict[str, object], made: Path, shot: Shot) -> Photograph:
    """Draw upon the sheet that was printed and photograph it; the picture is at ``made``."""
    sheet = PaperSheet.of(records, "A3")  # type: ignore[arg-type]  # records of a poster
    poster = next(each for each in records.values() if isinstance(each, Poster))
    frame = MapFrame.of(poster)

    def on_paper(at: Coord) -> Coord:
        return sheet.frame.to_page(*frame.to_ground(*at))

    size = (420.0, 297.0)
    taken = photograph(drawn(paper(pdf, 200), size, strokes(on_paper)), size, shot)
    made.write_bytes(taken.jpeg)
    return taken


def seen_at(data: bytes, colour: str) -> Coord:
    """Return the middle of what is of a colour, as parts of the width and height of a picture."""
    with Image.open(io.BytesIO(data)) as opened:
        pixels = np.asarray(opened.convert("RGB"), np.float32)
    ink = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.float32)
    # The hue alone: a felt pen lets the paper through, and light is uneven.
    hue = (255 - ink) - (255 - ink).min()
    away = 255 - pixels
    own = away - away.min(2, keepdims=True)
    strong = own @ (hue / np.linalg.norm(hue))
    alike = (strong > 70) & (strong > 0.97 * np.linalg.norm(own, axis=2))
    ys, xs = np.nonzero(alike)
    assert len(xs) > 100, f"nothing is {colour}"
    return (float((xs.mean() + 0.5) / pixels.shape[1]), float((ys.mean() + 0.5) / pixels.shape[0]))


def on_page(workspace: Workspace, calque: Calque, colour: str) -> Coord:
    """Return where the poster shows what is of a colour in its picture, in mm of the page."""
    data = workspace.session.file.pictures.get(calque.media)
    assert data is not None
    corners = calque.geometry.parts[0][0][:4]
    at = place((corners[0], corners[1], corners[2], corners[3]), *seen_at(data, colour))
    return MapFrame.of(workspace.session.document.poster).to_page(*at)


def middle_of_way() -> Coord:
    """Return the middle of the ink along the arrow."""
    sides = list(pairwise(WAY))
    whole = sum(apart(a, b) for a, b in sides)
    return (
        sum((a[0] + b[0]) / 2 * apart(a, b) for a, b in sides) / whole,
        sum((a[1] + b[1]) / 2 * apart(a, b) for a, b in sides) / whole,
    )


def middle_of_loop() -> Coord:
    """Return the middle of the ink around the area: inside it is pale."""
    import shapely

    heart = shapely.LinearRing(LOOP).centroid
    return (heart.x, heart.y)


def apart(one: Coord, other: Coord) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def calques(workspace: Workspace) -> list[Calque]:
    return list(workspace.session.document.all(Calque))


@contextmanager
def writing(workspace: Workspace, qtbot: QtBot) -> Iterator[None]:
    with qtbot.waitSignal(workspace.exporting.written, timeout=LONG):
        yield


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_from_the_empty_sheet_to_the_poster(room: Window, qtbot: QtBot, tmp_path: Path) -> None:
    group = Group(room, qtbot)
    with group.step("le territoire"):
        group.draws("amb")
    workspace = group.workspace
    pdf = prints(group, tmp_path)
    photo = tmp_path / "IMG_2041.jpg"
    shot = Shot(7, 2016, 1512, tilt=24, towards=40, turn=4, shadow=0.4, blur=0.8, noise=4, exif=TURNED)
    snap(pdf, dict(workspace.session.document.records), photo, shot)
    finds_its_place(group, photo)
    traces(group)
    fades(group)
    leaves(group, tmp_path / "avec", tiles=1)
    hides(group)
    leaves(group, tmp_path / "sans", tiles=0)


def prints(group: Group, folder: Path) -> Path:
    """Write the PDF of the empty sheet, by its name and Enter."""
    workspace = group.workspace
    with group.step("imprimer la feuille vide"):
        group.key(Qt.Key.Key_K, CTRL)
        group.type("feuille vide")
        group.key(Qt.Key.Key_Return)
        dialog = workspace.exporting.dialog
        assert dialog is not None
        dialog.choose_folder(folder)
        group.qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.go)
        with writing(workspace, group.qtbot):
            group.key(Qt.Key.Key_Return)
    (pdf,) = folder.glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    return pdf


def finds_its_place(group: Group, photo: Path) -> None:
    """Let the photograph go in the middle of the sheet: nothing is asked, and it lies where it was drawn."""
    workspace, window = group.workspace, group.window
    session = workspace.session
    with group.step("la photo de la feuille"):
        at = workspace.canvas.mapTo(window, group.pixel((143.0, 157.0)))
        assert let_go(window, at, [photo])
        group.qtbot.waitUntil(lambda: bool(calques(workspace)), timeout=LONG)
    (calque,) = calques(workspace)
    assert not list(session.document.all(Photo)), "it is no print"
    assert calque.opacite == 1.0
    assert "à sa place sur la carte" in workspace.marge.notices.sentence
    assert not workspace.marge.panel, "the whole sheet is in sight"
    group.whole("la photo à sa place")
    # A mm of the sheet of paper is a mm of the page.
    for colour, drawn_at in ((RED, DOT), (BLUE, middle_of_way()), (GREEN, middle_of_loop())):
        assert apart(on_page(workspace, calque, colour), drawn_at) < 1.0, colour
    for _ in range(2):
        group.key(Qt.Key.Key_Z, CTRL)
    assert not calques(workspace)
    assert not list(session.document.all(Photo))
    for _ in range(2):
        group.key(Qt.Key.Key_Y, CTRL)
    assert calques(workspace) == [calque]


def traces(group: Group) -> None:
    """Trace the three strokes with a sign, an arrow and an area."""
    workspace = group.workspace
    stage = Stage(workspace.session, workspace.canvas, group.qtbot)
    with group.step("un picto sur le point"):
        if workspace.drawer.key != "organisation":
            group.click(workspace.rail.buttons["organisation"])
        group.click(group.tile("sante"))
        group.click_sheet(DOT)
        group.type("Plus de médecin")
        group.key(Qt.Key.Key_Return, ends=True)
    with group.step("une flèche le long du trait"):
        group.click(group.tool("fleche"))
        group.drag(
            workspace.canvas, workspace.canvas, at=group.pixel(WAY[0]), to=group.pixel(WAY[-1]), what="trait"
        )
        group.type("On part travailler")
        group.key(Qt.Key.Key_Return, ends=True)
    with group.step("une zone autour de l’aire"):
        group.click(group.tool("zone"))
        stage.drag(*LOOP, LOOP[0])
        group.rest()
        group.type("La forêt se ferme")
        group.key(Qt.Key.Key_Return, ends=True)
        group.key(Qt.Key.Key_Escape, ends=True)
    stand(workspace.session.document.poster, group.marks(), workspace)


def stand(poster: Poster, marks: dict[str, Mark], workspace: Workspace) -> None:
    """Say that each mark is where its stroke is."""
    frame = MapFrame.of(poster)
    assert near(workspace, marks["Plus de médecin"], DOT)
    arrow, area = marks["On part travailler"].geometry, marks["La forêt se ferme"].geometry
    assert isinstance(arrow, Lines)
    assert apart(frame.to_page(*arrow.parts[0][0]), WAY[0]) < SNAP
    assert apart(frame.to_page(*arrow.parts[0][-1]), WAY[-1]) < SNAP
    assert isinstance(area, Areas)
    heart = shape(area).boundary.centroid
    assert apart(frame.to_page(heart.x, heart.y), middle_of_loop()) < 2.0


def layer(group: Group) -> LayerCard:
    """Open « Fond de carte » from the keyboard and return the card of the photograph."""
    workspace = group.workspace
    if workspace.marge.panel != "fond":
        group.key(Qt.Key.Key_K, CTRL)
        group.type("fond de carte")
        group.key(Qt.Key.Key_Return)
    (card,) = workspace.marge.fond.cards
    return card


def fades(group: Group) -> None:
    with group.step("la photo pâlie"):
        slider = layer(group).strength
        slider.setFocus()
        for _ in range(3):
            group.key(Qt.Key.Key_PageDown)
    (calque,) = calques(group.workspace)
    assert calque.opacite == pytest.approx(0.4)
    group.key(Qt.Key.Key_Escape, ends=True)
    assert not group.workspace.marge.panel


def hides(group: Group) -> None:
    with group.step("la photo masquée"):
        group.click(layer(group).eye)
    (calque,) = calques(group.workspace)
    assert not calque.visible
    group.key(Qt.Key.Key_Escape, ends=True)
    assert not group.workspace.marge.panel


def leaves(group: Group, folder: Path, tiles: int) -> None:
    """Export the picture and the GeoPackage, and read both back."""
    folder.mkdir()
    workspace = group.workspace
    workspace.canvas.setFocus()
    with group.step(f"exporter {folder.name}"):
        group.key(Qt.Key.Key_E, CTRL | SHIFT)
        dialog = workspace.exporting.dialog
        assert dialog is not None
        dialog.choose_folder(folder)
        group.qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.go)
        with writing(workspace, group.qtbot):
            group.key(Qt.Key.Key_Return)
    # Without a window manager nobody gives the keys back after a dialog.
    group.window.activateWindow()
    workspace.canvas.setFocus()
    group.qtbot.waitUntil(lambda: QApplication.focusWidget() is workspace.canvas)
    (picture,), (package,) = folder.glob("*.png"), folder.glob("*.gpkg")
    again = PosterFile.open(package)
    marks = {mark.texte: mark for mark in again.document.all(Mark)}
    stand(again.document.poster, marks, workspace)
    assert len(list(again.document.all(Calque))) == 1
    again.abandon()
    with sqlite3.connect(package) as connection:
        found = connection.execute("SELECT count(*) FROM gpkg_contents WHERE data_type = 'tiles'").fetchone()
    assert found == (tiles,)
    image = QImage(str(picture))
    scale = image.width() / 420.0
    x, y = LOOP[3]
    near_felt = [
        image.pixelColor(round((x + dx / 4) * scale), round((y + dy / 4) * scale))
        for dx in range(-12, 13)
        for dy in range(-12, 13)
    ]
    felt = any(each.green() > each.red() + 25 and each.green() > each.blue() + 8 for each in near_felt)
    assert felt == bool(tiles), "the stroke of the felt pen shows as long as its photograph does"
    sign = image.pixelColor(round((DOT[0] - 3.2) * scale), round((DOT[1] - 3.2) * scale))
    assert sign.lightness() < 90, "the sign covers the dot"


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_photograph_without_codes_is_straightened_and_placed_by_three_pins(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    taken = photograph(old_map(), (420.0, 297.0), Shot(3, 1600, 1200, tilt=28, towards=70, turn=5, exif=8))
    path = tmp_path / "carte de 1950.jpg"
    path.write_bytes(taken.jpeg)
    assert let_go(window, QPoint(500, 20), [path])
    read(workspace, qtbot)
    panel = workspace.marge.apporter
    assert panel.cards[0].told.text().endswith("sans place connue")
    press(panel.go)
    read(workspace, qtbot)
    press(next(each for each in window.findChildren(QPushButton) if each.text() == "Caler sur la carte…"))
    settled(qtbot)
    (before,) = calques(workspace)
    straightens(workspace, taken, qtbot)
    pins(workspace, qtbot)
    card = workspace.marge.tool.findChild(FittingCard)
    assert isinstance(card, FittingCard)
    assert card.mean.text().startswith("Écart moyen ")
    held = workspace.session.fitting
    assert held is not None
    # A hand aims within a pixel of the sheet: about half a mm, said in metres.
    assert held.placing.fitted.checked
    assert held.placing.fitted.rms < 1.5 * workspace.session.document.poster.metres_par_mm
    past = workspace.session.history.cursor
    press(card.done)
    (after,) = calques(workspace)
    assert workspace.session.history.cursor == past + 1
    # The town that nobody pinned is at its place too.
    assert apart(on_page(workspace, after, VIOLET), truly(*TOWNS[VIOLET])) < 2.5
    workspace.undo()
    assert calques(workspace) == [before]
    workspace.redo()
    assert calques(workspace) == [after]


def straightens(workspace: Workspace, taken: Photograph, qtbot: QtBot) -> None:
    """Lead the four corners to those of the sheet with the mouse."""
    card = workspace.marge.tool.findChild(FittingCard)
    assert isinstance(card, FittingCard)
    press(card.straighten)
    dialog = workspace.window().findChild(Straightening)
    assert isinstance(dialog, Straightening)
    view, frame = dialog.view, dialog.view.frame
    for rank, corner in enumerate(((0.0, 0.0), (420.0, 0.0), (420.0, 297.0), (0.0, 297.0))):
        x, y = taken.seen(*corner)
        to = QPoint(
            round(frame.x() + x / taken.size[0] * frame.width()),
            round(frame.y() + y / taken.size[1] * frame.height()),
        )
        QTest.mousePress(view, Qt.MouseButton.LeftButton, NONE, view.at(rank).toPoint())
        QTest.mouseMove(view, to)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, to)
    press(next(each for each in dialog.findChildren(QPushButton) if each.text() == "Feuille couchée"))
    with qtbot.waitSignal(dialog.accepted, timeout=LONG):
        press(dialog.go)
    settled(qtbot)


def pins(workspace: Workspace, qtbot: QtBot) -> None:
    """Click each town where the picture shows it, and drag it to where the map has it."""
    stage = Stage(workspace.session, workspace.canvas, qtbot)
    held = workspace.session.fitting
    assert held is not None
    data = workspace.session.file.pictures.get(held.placing.media)
    assert data is not None
    frame = MapFrame.of(workspace.session.document.poster)
    for colour in (RED, BLUE, GREEN):
        seen = frame.to_page(*place(held.placing.corners, *seen_at(data, colour)))
        stage.click(seen)
        stage.drag(seen, truly(*TOWNS[colour]), held=CTRL)
    assert len(held.placing.pins) == 3
