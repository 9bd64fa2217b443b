"""« Exporter »: a picture and a GeoPackage, written beside the drawing, given up without harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.exports.papier import PapierOptions
from app.exports.png import PngOptions
from app.poster.records import Mark
from app.storage.file import PosterFile
from app.ui.actions.registry import action
from app.ui.export_dialog import ExportDialog
from app.ui.marge.notice import Progress
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw
from tests.journeys.test_window_hand import lay


def dialog_of(workspace: Workspace, qtbot: QtBot, folder: Path) -> ExportDialog:
    """Open the dialog by its button, on a folder."""
    qtbot.mouseClick(workspace.top.export, Qt.MouseButton.LeftButton)
    dialog = workspace.exporting.dialog
    assert dialog is not None
    dialog.choose_folder(folder)
    return dialog


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_two_files_leave_and_read_back(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    lay(workspace, texte="Le collège")
    dialog = dialog_of(workspace, qtbot, tmp_path)
    assert dialog.windowTitle() == "Exporter"
    assert dialog.go.text() == "Écrire 2 fichiers"
    dialog.sheet.buttons()[0].click()
    with qtbot.waitSignal(workspace.exporting.written, timeout=60_000) as told:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        assert workspace.marge.notices.findChildren(Progress)
    files: tuple[Path, ...] = told.args[0]
    assert sorted(file.suffix for file in files) == [".gpkg", ".png"]
    assert workspace.marge.notices.sentence == "2 fichiers écrits et vérifiés"
    picture = QImage(str(next(file for file in files if file.suffix == ".png")))
    assert (picture.width(), picture.height()) == (1754, 1240)
    copy = PosterFile.open(next(file for file in files if file.suffix == ".gpkg"))
    assert [mark.texte for mark in copy.document.all(Mark)] == ["Le collège"]
    copy.close()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_finesse_is_asked_where_a_picture_is_ticked(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = dialog_of(draw(), qtbot, tmp_path)
    assert dialog.dpi.isVisibleTo(dialog)
    place = dialog.sheet.y()
    for exporter, box in dialog.boxes:
        box.setChecked(exporter.key == "vide")
    assert not dialog.dpi.isVisibleTo(dialog)
    assert dialog.sheet.y() == place
    dialog.boxes[0][1].click()
    assert dialog.dpi.isVisibleTo(dialog)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_dialog_says_size_and_pixels_and_counts_files(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    dialog = dialog_of(workspace, qtbot, tmp_path)
    dialog.sheet.buttons()[4].click()
    dialog.dpi.buttons()[1].click()
    words = " ".join(label.text() for label in dialog.findChildren(type(dialog.size_words)))
    assert "A0 paysage · 119 × 84 cm" in words
    assert "14\u202f031 × 9\u202f922 pixels" in words
    for _, box in dialog.boxes:
        box.setChecked(False)
    assert not dialog.go.isEnabled()
    dialog.boxes[0][1].click()
    assert dialog.go.text() == "Écrire 1 fichier"
    ((path, options),) = dialog.targets()
    assert path.parent == tmp_path
    assert path.name.startswith("ambert-livradois-forez_")
    assert options == PngOptions(sheet="A0", dpi=300)
    dialog.reject()
    assert workspace.exporting.dialog is None


def test_an_export_that_is_given_up_writes_nothing(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    target = tmp_path / "poster.png"
    workspace.exporting.write([(target, PngOptions(sheet="A1", dpi=300))])
    (card,) = workspace.marge.notices.findChildren(Progress)
    stop = card.findChildren(QPushButton)[0]
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not workspace.exporting.busy, timeout=60_000)
    assert not list(tmp_path.iterdir())
    assert "abandonné" in workspace.marge.notices.sentence


def test_a_folder_that_cannot_be_written_is_said(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    barrier = tmp_path / "fichier"
    barrier.write_text("")
    workspace.exporting.write([(barrier / "poster.png", PngOptions())])
    qtbot.waitUntil(lambda: not workspace.exporting.busy, timeout=60_000)
    assert workspace.marge.notices.sentence
    assert not workspace.session.document.busy


def test_drawing_goes_on_while_files_are_written(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    with qtbot.waitSignal(workspace.exporting.written, timeout=60_000):
        workspace.exporting.write([(tmp_path / "poster.png", PngOptions(dpi=100))])
        lay(workspace, texte="pendant ce temps")
    assert [mark.texte for mark in workspace.session.document.all(Mark)] == ["pendant ce temps"]


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_empty_sheet_is_printed_from_its_own_action(draw: Draw, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = draw()
    action("feuille_vide").run(workspace)
    dialog = workspace.exporting.dialog
    assert dialog is not None
    dialog.choose_folder(tmp_path)
    assert [exporter.key for exporter, box in dialog.boxes if box.isChecked()] == ["vide"]
    paper = dialog._shown.pixmap().toImage()
    dialog.boxes[0][1].click()
    assert dialog._shown.pixmap().toImage() != paper, "the poster is shown once it is ticked too"
    dialog.boxes[0][1].click()
    assert dialog._shown.pixmap().toImage() == paper
    ((path, options),) = dialog.targets()
    assert path.name.endswith("_feuille-vide.pdf")
    assert options == PapierOptions(sheet="A3")
    with qtbot.waitSignal(workspace.exporting.written, timeout=60_000) as told:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    (written,) = told.args[0]
    assert written.read_bytes().startswith(b"%PDF")
