"""« Apporter un fichier »: files let go anywhere, read beside the window, chosen, and under the poster in one act."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QFrame, QPushButton
from pytestqt.qtbot import QtBot

from app import apart
from app.exports.gpkg import GpkgOptions
from app.exports.registry import export
from app.i18n import Souci
from app.poster.records import Apport, Calque, Fond, Photo, PostIt
from app.ui.bringing import found as founding
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.brought_files import (
    LONG,
    csv_lambert,
    geojson,
    let_go,
    picture,
    press,
    read,
    runs,
    shapefile,
    squares,
)
from tests.journeys.conftest import SIZES, Draw, posters, settled
from tests.synthetic_camera import photograph, printed, varied

TOP = QPoint(500, 20)


def middle(workspace: Workspace) -> QPoint:
    """Return the place of the window in the middle of the map."""
    canvas = workspace.canvas
    x, y = canvas.view.to_pixel(143, 157)
    return canvas.mapTo(
        workspace.window(), QPoint(round(x / canvas.view.ratio), round(y / canvas.view.ratio))
    )


def layers(workspace: Workspace) -> list[Apport]:
    return list(workspace.session.document.all(Apport))


def pictures(workspace: Workspace) -> list[Calque]:
    return list(workspace.session.document.all(Calque))


def test_a_layer_let_go_on_the_window_is_read_chosen_and_one_undo(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    poster = workspace.session.document.poster
    path = geojson(tmp_path / "rivieres.geojson", runs(poster))
    assert let_go(window, TOP, [path])
    panel = workspace.marge.apporter
    assert panel.busy
    assert workspace.marge.panel == "apporter"
    assert panel.bar is not None
    read(workspace, qtbot)
    (card,) = panel.cards
    assert (card.row.nom, card.row.role) == ("rivieres", "rivieres")
    assert card.told.text() == "4 tracés · sur votre carte"
    assert panel.preview is not None
    assert "rivieres, sur votre carte" in panel.preview.accessibleName()
    assert not layers(workspace)
    assert panel.go is not None
    assert panel.go.hasFocus()
    past = workspace.session.history.cursor
    press(panel.go)
    read(workspace, qtbot)
    (layer,) = layers(workspace)
    assert (layer.nom, layer.role, layer.genre) == ("rivieres", "rivieres", "lignes")
    things = [each for each in workspace.session.document.all(Fond) if each.apport == layer.uid]
    assert len(things) == 4
    assert workspace.session.history.cursor == past + 1
    assert workspace.marge.panel == "fond"
    assert "«\u00a0rivieres\u00a0» est sur le fond\u00a0: 4 objets." in workspace.marge.notices.sentence
    workspace.session.undo()
    assert not layers(workspace)
    assert not any(each.apport for each in workspace.session.document.all(Fond))
    workspace.session.redo()
    assert len(layers(workspace)) == 1


def test_the_files_of_a_shapefile_are_one(draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    files = shapefile(tmp_path, workspace.session.document.poster)
    assert len(files) >= 4
    assert let_go(window, middle(workspace), files)
    read(workspace, qtbot)
    panel = workspace.marge.apporter
    assert [(card.row.nom, card.row.role) for card in panel.cards] == [("routes", "routes")]


def test_several_files_are_chosen_apart(draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw(SIZES[1])
    poster = workspace.session.document.poster
    one = geojson(tmp_path / "routes.geojson", runs(poster))
    two = geojson(tmp_path / "zonage.geojson", squares(poster), "Polygon")
    assert let_go(window, TOP, [one, two])
    read(workspace, qtbot)
    panel = workspace.marge.apporter
    first, second = panel.cards
    assert second.row.role == "limites"
    QTest.mouseClick(first.wanted, Qt.MouseButton.LeftButton, pos=QPoint(12, first.wanted.height() // 2))
    assert not first.row.wanted
    assert second.role is not None
    second.role.setCurrentIndex(second.role.findData("relief"))
    press(panel.go)
    read(workspace, qtbot)
    (layer,) = layers(workspace)
    assert (layer.nom, layer.role, layer.genre) == ("zonage", "relief", "aires")


def test_coordinates_that_are_not_said_are_asked_with_the_likeliest_first(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    assert let_go(window, TOP, [csv_lambert(tmp_path / "lieux.csv", workspace.session.document.poster)])
    read(workspace, qtbot)
    panel = workspace.marge.apporter
    (card,) = panel.cards
    assert isinstance(card.places, QComboBox)
    assert card.places.currentText() == "Lambert-93"
    assert card.told.text() == "6 lieux · sur votre carte"
    if card.places.count() > 1:
        card.places.setCurrentIndex(card.places.count() - 1)
        assert card.told.text() == "6 lieux · ailleurs que votre carte"
        card.places.setCurrentIndex(0)
    press(panel.go)
    read(workspace, qtbot)
    (layer,) = layers(workspace)
    assert layer.noms
    names = {each.nom for each in workspace.session.document.all(Fond) if each.apport == layer.uid}
    assert "Lieu 3" in names


def test_what_lies_elsewhere_is_said_before_it_is_added(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    far = [[(x + 300_000, y) for x, y in run] for run in runs(workspace.session.document.poster)]
    assert let_go(window, TOP, [geojson(tmp_path / "loin.geojson", far)])
    read(workspace, qtbot)
    panel = workspace.marge.apporter
    (card,) = panel.cards
    assert card.told.text().endswith("ailleurs que votre carte")
    assert not card.wanted.isChecked()
    assert panel.go is not None
    assert not panel.go.isEnabled()
    card.wanted.click()
    press(panel.go)
    read(workspace, qtbot)
    assert not layers(workspace)
    assert panel.cards, "what was chosen is still there"
    assert "ne tombe sur la carte" in _notes(workspace)


def _notes(workspace: Workspace) -> str:
    frames = workspace.marge.apporter.findChildren(QFrame, "note")
    return " ".join(frame.accessibleName() for frame in frames if frame.isVisible())


def test_a_bad_file_is_one_sentence_and_nothing_changes(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    bad = tmp_path / "abime.geojson"
    bad.write_text('{"type": "FeatureCollection", "features": [{', "utf-8")
    past = workspace.session.history.cursor
    assert let_go(window, TOP, [bad])
    read(workspace, qtbot)
    assert "abime.geojson" in _notes(workspace)
    assert workspace.session.history.cursor == past
    assert workspace.marge.apporter.choose.isVisible()
    archive = tmp_path / "cartes.7z"
    archive.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(50))
    assert let_go(window, TOP, [archive])
    read(workspace, qtbot)
    assert "archive 7z" in _notes(workspace)


class Hanging:
    """A reader that never ends, until it is told that people gave up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stopped = 0
        monkeypatch.setattr(founding, "read", self.read)

    def read(self, poster: object, paths: object, share: Any, stopped: Any) -> None:
        import time

        share(0.4)
        while not stopped():
            time.sleep(0.01)
        self.stopped += 1
        raise apart.Abandon("")


@pytest.mark.parametrize("way", ["button", "escape", "escape on the sheet", "cross"])
def test_a_long_reading_is_given_up(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    workspace = draw()
    hanging = Hanging(monkeypatch)
    path = geojson(tmp_path / "long.geojson", runs(workspace.session.document.poster))
    let_go(window, TOP, [path])
    settled(qtbot)
    panel = workspace.marge.apporter
    assert panel.bar is not None
    qtbot.waitUntil(lambda: panel.bar is not None and panel.bar.value() == 400, timeout=5_000)
    # The sheet can be drawn on meanwhile.
    QTest.keyClick(workspace.canvas, Qt.Key.Key_N)
    assert workspace.session.tool == "postit"
    workspace.session.use("choisir")
    if way == "button":
        press(panel.stopper)
    elif way == "escape":
        panel.stopper.setFocus()
        QTest.keyClick(panel.stopper, Qt.Key.Key_Escape)
    elif way == "cross":
        panel.give_up()
    else:
        workspace.canvas.setFocus()
        QTest.keyClick(workspace.canvas, Qt.Key.Key_Escape)
    assert not panel.busy
    qtbot.waitUntil(lambda: hanging.stopped == 1, timeout=5_000)
    assert workspace.marge.panel == ""
    settled(qtbot)
    assert not layers(workspace)


def test_giving_up_kills_the_process_that_reads(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = draw()
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def watched(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*given, **named))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)
    let_go(window, TOP, [geojson(tmp_path / "a.geojson", runs(workspace.session.document.poster))])
    qtbot.waitUntil(lambda: bool(started), timeout=5_000)
    workspace.marge.apporter.give_up()
    qtbot.waitUntil(lambda: started[0].poll() is not None, timeout=5_000)
    assert not layers(workspace)


def test_closing_the_window_ends_the_reading(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = draw()
    hanging = Hanging(monkeypatch)
    let_go(window, TOP, [geojson(tmp_path / "a.geojson", runs(workspace.session.document.poster))])
    settled(qtbot)
    assert window.close()
    assert hanging.stopped == 1


def test_a_picture_that_says_where_it_lies_goes_under_the_map(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    poster = workspace.session.document.poster
    path = picture(tmp_path / "aerienne.jpg", poster)
    # On the sheet itself, with its world file or without: what says where it lies is no print.
    assert let_go(window, middle(workspace), [path, path.with_suffix(".jgw")])
    read(workspace, qtbot)
    panel = workspace.marge.apporter
    (card,) = panel.cards
    assert card.row.place is not None
    assert card.row.place.on_map
    assert panel.go is not None
    assert panel.go.text() == "Mettre sous la carte"
    press(panel.go)
    read(workspace, qtbot)
    (found,) = pictures(workspace)
    assert not list(workspace.session.document.all(Photo))
    xs, ys = zip(*found.geometry.coords(), strict=True)
    assert min(xs) == pytest.approx(poster.centre_x - 10_000, abs=100)
    assert max(ys) == pytest.approx(poster.centre_y + 7_500, abs=100)
    assert workspace.session.file.pictures.get(found.media)


def test_a_picture_on_the_sheet_is_a_photo_and_may_go_under_the_map(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    document = workspace.session.document
    assert let_go(window, middle(workspace), [picture(tmp_path / "plan.png")])
    qtbot.waitUntil(lambda: bool(list(document.all(Photo))), timeout=LONG)
    settled(qtbot)
    notices = workspace.marge.notices
    assert notices.sentence == "Posée comme photo."
    press(next(each for each in notices.findChildren(QPushButton) if each.text() == "Mettre sous la carte"))
    read(workspace, qtbot)
    panel = workspace.marge.apporter
    assert panel.cards[0].told.text().endswith("sans place connue")
    past = workspace.session.history.cursor
    press(panel.go)
    read(workspace, qtbot)
    assert len(pictures(workspace)) == 1
    assert not list(document.all(Photo)), "the print gave its place"
    assert workspace.session.history.cursor == past + 1
    press(next(each for each in notices.findChildren(QPushButton) if each.text() == "Caler sur la carte…"))
    assert workspace.session.tool == "caler"
    workspace.session.use("choisir")
    assert workspace.session.history.cursor == past + 1, "nothing was placed"
    workspace.session.undo()
    assert len(list(document.all(Photo))) == 1
    assert not pictures(workspace)


def test_a_picture_beside_the_sheet_is_asked_about(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    assert let_go(window, TOP, [picture(tmp_path / "logo.png")])
    read(workspace, qtbot)
    press(workspace.marge.apporter.ways.print)
    document = workspace.session.document
    qtbot.waitUntil(lambda: bool(list(document.all(Photo))), timeout=LONG)
    assert not pictures(workspace)
    assert workspace.marge.panel == ""


def test_a_table_of_words_is_still_post_its(draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    path = tmp_path / "idees.csv"
    path.write_text("La fourme\nLe train\n", "utf-8")
    assert let_go(window, middle(workspace), [path])
    settled(qtbot)
    assert {note.texte for note in workspace.session.document.all(PostIt)} >= {"La fourme", "Le train"}


def test_a_poster_let_go_is_opened(draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    other = tmp_path / "autre.gpkg"
    export(workspace.session.snapshot(), other, GpkgOptions())
    assert let_go(window, middle(workspace), [other])
    settled(qtbot)
    assert window.workspace is not None
    assert window.workspace is not workspace
    assert window.workspace.session.file.path == other


def test_files_let_go_on_the_start_page(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    from app.basemap.france.search import search

    path = tmp_path / "rivieres.geojson"
    path.write_text("{}", "utf-8")
    assert let_go(window, QPoint(400, 700), [path])
    assert window.start is not None
    assert "rivieres.geojson" in window.start.sentence
    window.begin(search("Ambert Livradois Forez")[:1], "", "paysage")
    assert window.workspace is not None
    geojson(path, runs(window.workspace.session.document.poster))
    qtbot.waitUntil(lambda: window.workspace is not None and bool(window.workspace.marge.apporter._paths))
    read(window.workspace, qtbot)
    window.go_home()
    assert let_go(window, QPoint(400, 700), posters()[:1])
    settled(qtbot)
    assert window.workspace is not None


def test_files_are_asked_for_by_key_and_menu(
    draw: Draw, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = draw()
    path = geojson(tmp_path / "rivieres.geojson", runs(workspace.session.document.poster))

    def opened(dialog: QFileDialog) -> None:
        assert dialog.fileMode() == QFileDialog.FileMode.ExistingFiles
        dialog.filesSelected.emit([str(path)])
        dialog.deleteLater()

    monkeypatch.setattr(QFileDialog, "open", opened)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(workspace.canvas, Qt.Key.Key_O, held)
    QApplication.processEvents()
    assert workspace.marge.panel == "apporter"
    read(workspace, qtbot)
    assert workspace.marge.apporter.cards


def test_outlines_can_become_the_territory(draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    poster = workspace.session.document.poster
    let_go(window, TOP, [geojson(tmp_path / "gal.geojson", squares(poster, 3), "Polygon")])
    read(workspace, qtbot)
    press(workspace.marge.apporter.ways.territory)
    read(workspace, qtbot)
    assert workspace.marge.panel == "territoire"
    offered: Sequence[Any] = workspace.marge.territoire.picker._offered
    assert {each.nom for each in offered} == {"Chose 0", "Chose 1", "Chose 2"}


def test_another_size_of_the_interface_keeps_what_was_found(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, usual_look: None
) -> None:
    workspace = draw()
    let_go(window, TOP, [geojson(tmp_path / "a.geojson", runs(workspace.session.document.poster))])
    read(workspace, qtbot)
    window.sizing.take(1.25)
    settled(qtbot)
    again = window.workspace
    assert again is not None
    assert again is not workspace
    assert again.marge.panel == "apporter"
    assert [card.row.nom for card in again.marge.apporter.cards] == ["a"]
    press(again.marge.apporter.go)
    read(again, qtbot)
    assert len(layers(again)) == 1


def test_nothing_comes_into_a_poster_that_cannot_be_changed(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = draw()
    monkeypatch.setattr(type(workspace.session.file), "read_only", property(lambda _: True))
    let_go(window, TOP, [geojson(tmp_path / "a.geojson", runs(workspace.session.document.poster))])
    assert not workspace.marge.apporter.busy
    assert "ne peut pas être changé" in workspace.marge.notices.sentence
    monkeypatch.undo()


def test_one_bad_file_among_several_does_not_stop_the_others(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    bad = tmp_path / "abime.geojson"
    bad.write_text("{oops", "utf-8")
    good = geojson(tmp_path / "bon.geojson", runs(workspace.session.document.poster))
    let_go(window, TOP, [bad, good])
    read(workspace, qtbot)
    assert [card.row.nom for card in workspace.marge.apporter.cards] == ["bon"]
    assert "abime.geojson" in workspace.marge.notices.sentence


def test_a_reading_that_fails_oddly_is_said_calmly(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = draw()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(founding, "read", broken)
    let_go(window, TOP, [geojson(tmp_path / "a.geojson", runs(workspace.session.document.poster))])
    read(workspace, qtbot)
    assert "n’a pas pu être lu" in _notes(workspace)
    assert not isinstance(ZeroDivisionError(), Souci)


def test_a_photograph_of_the_printed_sheet_finds_its_place(
    draw: Draw, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = draw()
    sheet, page = printed(workspace.session.snapshot(), tmp_path, "A4", 200)
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(photograph(sheet, page, varied(3, width=2016, height=1512)).jpeg)
    past = workspace.session.history.cursor
    assert let_go(window, TOP, [path])
    read(workspace, qtbot)
    (found,) = pictures(workspace)
    assert found.opacite == 1.0
    assert workspace.session.history.cursor == past + 1
    assert "à sa place sur la carte" in workspace.marge.notices.sentence
    assert workspace.marge.panel == "", "it is traced over next"
    x, y = workspace.session.document.poster.centre_x, workspace.session.document.poster.centre_y
    xs, ys = zip(*found.geometry.coords(), strict=True)
    assert min(xs) < x < max(xs)
    assert min(ys) < y < max(ys)
