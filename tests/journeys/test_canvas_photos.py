"""Photos under the hand: laid, seen as they leave, moved, turned, undone, reopened, and never a danger."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog

from app.catalogue.brought import bring
from app.catalogue.load import shipped
from app.exports.png import PngOptions
from app.exports.registry import export
from app.poster.geometry import Coord, Point
from app.poster.records import Photo, PostIt
from app.poster.sheet import MapFrame
from app.storage.file import PosterFile
from app.ui.actions.carrying import ACTIONS
from app.ui.canvas.canvas import Canvas
from app.ui.session import Session
from app.ui.tools import acts, pictures
from app.ui.work import finish
from tests.journeys.canvas_stage import CTRL, SHIFT, Stage, X, Y

RED, GREEN = "#c81e28", "#147840"


def png(width: int = 900, height: int = 600) -> bytes:
    """Return a picture that is red above and green below."""
    made = Pillow.new("RGB", (width, height), RED)
    ImageDraw.Draw(made).rectangle((0, height // 2, width, height), fill=GREEN)
    held = io.BytesIO()
    made.save(held, "PNG")
    return held.getvalue()


def laid(stage: Stage, page: Coord = (X, Y), data: bytes | None = None) -> Photo:
    uid = pictures.lay(stage.canvas, bring(png() if data is None else data, ""), page)
    return photo(stage, uid)


def photo(stage: Stage, uid: str) -> Photo:
    found = stage.session.document.get(uid)
    assert isinstance(found, Photo)
    return found


def middle(stage: Stage, record: Photo) -> Coord:
    frame = MapFrame.of(stage.session.document.poster)
    return frame.to_page(record.geometry.x, record.geometry.y)


def seen(stage: Stage, page: Coord) -> QColor:
    """Return the colour of the screen at a place of the page."""
    stage.canvas.grab()  # takes the sheet as it is now; what asks for time is baked after it
    stage.rest()
    image = stage.canvas.grab().toImage()
    at = stage.pixel(page)
    ratio = image.devicePixelRatio()
    return QColor(image.pixel(round(at.x() * ratio), round(at.y() * ratio)))


def alike(one: QColor, other: str, slack: int = 6) -> bool:
    wanted = QColor(other)
    return all(
        abs(getattr(one, part)() - getattr(wanted, part)()) <= slack for part in ("red", "green", "blue")
    )


def test_a_picture_is_laid_selected_and_seen(stage: Stage) -> None:
    found = laid(stage)
    assert (found.taille_mm, found.rapport) == (60.0, pytest.approx(2 / 3, abs=1e-4))
    assert middle(stage, found) == pytest.approx((X, Y))
    assert stage.session.selection == {found.uid}
    assert stage.session.tool == "choisir"
    assert stage.acts() == 1
    assert stage.session.history.acts[-1].label.key == "Poser une image"
    stage.session.select(())
    assert alike(seen(stage, (X + 10, Y - 12)), RED)
    assert alike(seen(stage, (X + 10, Y + 12)), GREEN)
    stage.session.undo()
    assert not alike(seen(stage, (X + 10, Y - 12)), RED)
    assert stage.items() == []


@pytest.mark.parametrize("page", [(-50.0, -50.0), (1_000.0, 1_000.0), (0.0, 150.0)])
def test_a_picture_lies_whole_on_the_sheet(stage: Stage, page: Coord) -> None:
    found = laid(stage, page)
    box = stage.canvas.desk.extent(found.uid)
    assert box is not None
    assert box[0] >= 0
    assert box[1] >= 0
    assert box[2] <= 420
    assert box[3] <= 297


def test_a_tall_picture_and_a_small_one_have_a_modest_size(stage: Stage) -> None:
    tall = laid(stage, data=png(300, 1_200))
    assert tall.taille_mm * tall.rapport == pytest.approx(80.0, abs=0.5)
    small = laid(stage, data=png(48, 48))
    assert small.taille_mm == pytest.approx(20.2, abs=0.1)


def test_it_is_moved_nudged_copied_locked_and_deleted_each_in_one_act(stage: Stage) -> None:
    found = laid(stage)
    session = stage.session
    stage.drag((X, Y), (X + 40, Y + 20))
    assert middle(stage, photo(stage, found.uid)) == pytest.approx((X + 40, Y + 20), abs=1.0)
    assert stage.acts() == 2
    (copy,) = acts.duplicate(session.document, [found.uid], session.drawn)
    assert photo(stage, copy).media == found.media
    assert session.file.pictures.get(found.media) is not None
    acts.delete(session.document, [copy])
    assert session.document.get(copy) is None
    acts.nudge(session.document, [found.uid], session.drawn, 1.0, 0.0)
    assert middle(stage, photo(stage, found.uid))[0] == pytest.approx(X + 41, abs=1.0)
    before = stage.acts()
    with session.document.transaction("Verrouiller ou déverrouiller") as act:
        act.put(replace(photo(stage, found.uid), verrouille=True))
    place = photo(stage, found.uid).geometry
    stage.drag((X + 41, Y + 20), (X, Y))
    assert photo(stage, found.uid).geometry == place
    assert stage.acts() == before + 1


def test_escape_leaves_no_trace_of_a_move(stage: Stage) -> None:
    found = laid(stage)
    stage.drag((X, Y), (X + 40, Y), let_go=False)
    stage.key(Qt.Key.Key_Escape)
    stage.release((X + 40, Y))
    assert photo(stage, found.uid) == found
    assert stage.acts() == 1


def test_a_corner_keeps_the_proportion_and_the_stalk_turns_by_fifteen_degrees(stage: Stage) -> None:
    found = laid(stage)
    corner = next(each for each in stage.canvas.desk.handles() if each.role == "taille" and each.path == (2,))
    stage.drag(corner.at, (corner.at[0] + 15, corner.at[1] + 10))
    larger = photo(stage, found.uid)
    assert larger.taille_mm > found.taille_mm + 20
    assert larger.rapport == found.rapport
    turn = next(each for each in stage.canvas.desk.handles() if each.role == "rotation")
    stage.drag(turn.at, (X + 60, Y - 2), held=SHIFT)
    turned = photo(stage, found.uid)
    assert turned.angle is not None
    assert turned.angle % 15 == 0
    assert turned.angle != 0
    stage.session.undo()
    stage.session.undo()
    assert photo(stage, found.uid) == found


def test_a_turned_picture_is_taken_by_its_paper_only(stage: Stage) -> None:
    found = laid(stage)
    with stage.session.document.transaction("Tourner") as act:
        act.put(replace(found, angle=45.0))
    stage.session.select(())
    box = stage.canvas.desk.extent(found.uid)
    assert box is not None
    stage.click((box[0] + 3, box[1] + 3))
    assert stage.session.selection == set()
    stage.click((X, Y))
    assert stage.session.selection == {found.uid}


def test_its_caption_is_written_in_place(stage: Stage) -> None:
    found = laid(stage)
    stage.double_click((X, Y))
    stage.type("Vu du col")
    assert photo(stage, found.uid).texte == "Vu du col"
    assert stage.acts() == 2
    stage.session.undo()
    assert photo(stage, found.uid) == found


def test_a_leader_leads_to_a_photo_and_follows_it(stage: Stage) -> None:
    found = laid(stage)
    with stage.session.document.transaction("Attacher") as act:
        act.put(PostIt(uid="note", texte="Qui ?", x=X + 60, y=Y - 60, cible=found.uid))

    def leader() -> tuple[float, float, float, float]:
        ink = stage.session.scene.ink("note")
        assert ink is not None
        assert ink.extent is not None
        return ink.extent

    before = leader()
    acts.nudge(stage.session.document, [found.uid], stage.session.drawn, -30.0, 20.0)
    after = leader()
    assert after[0] < before[0] - 15
    acts.delete(stage.session.document, [found.uid])
    note = stage.session.document.get("note")
    assert isinstance(note, PostIt)
    assert note.cible == ""
    assert note.cible_x is not None


def test_what_leaves_is_what_was_seen(stage: Stage, tmp_path: Path) -> None:
    found = laid(stage)
    with stage.session.document.transaction("Tourner") as act:
        act.put(replace(found, angle=30.0, texte="Vu du col"))
    stage.session.select(())
    (out,) = export(stage.session.snapshot(), tmp_path / "poster.png", PngOptions("A3", 100))
    image = QImage(str(out))
    scale = 100 / 25.4
    for dx, dy in ((0, -14), (0, 14), (18, -14), (-20, 16), (24, 0), (-24, 4)):
        place = (X + dx, Y + dy)
        left = QColor(image.pixel(round(place[0] * scale), round(place[1] * scale)))
        assert alike(left, seen(stage, place).name(), 12), place


def test_it_is_there_again_when_the_poster_is_opened_again(stage: Stage, tmp_path: Path) -> None:
    found = laid(stage)
    file = stage.session.file
    file.flush()
    again = file.copy_to(tmp_path / "copie.gpkg")
    assert again.document.get(found.uid) == found
    session = Session(again, shipped())
    image = session.images(found.media, 300)
    assert image is not None
    assert alike(QColor(image.pixel(10, 10)), RED)
    assert alike(QColor(image.pixel(10, image.height() - 10)), GREEN)
    again.close()


@pytest.mark.parametrize("spoil", ["donnees = X'89504E470D0A1A0A'", "sha256 = 'none'"])
def test_a_damaged_picture_is_a_grey_frame_with_its_caption(
    stage: Stage, tmp_path: Path, spoil: str, qtbot
) -> None:
    found = laid(stage)
    with stage.session.document.transaction("Changer le texte") as act:
        act.put(replace(found, texte="Vu du col"))
    stage.session.file.copy_to(tmp_path / "copie.gpkg").close()
    with closing(sqlite3.connect(tmp_path / "copie.gpkg")) as connection, connection:
        connection.execute(f"UPDATE media SET {spoil} WHERE genre = 'image'")
    session = Session(PosterFile.open(tmp_path / "copie.gpkg", catalogue=shipped()), shipped())
    canvas = Canvas(session)
    qtbot.addWidget(canvas)
    canvas.resize(917, 656)
    canvas.show()
    other = Stage(session, canvas, qtbot)
    assert alike(seen(other, (X + 15, Y)), "#D5D8DA")
    ink = session.scene.ink(found.uid)
    assert ink is not None
    words = [line.text for each in ink.primitives for line in getattr(each, "lines", ())]
    assert words == ["Vu du col"]
    session.file.close()


def test_a_picture_comes_beside_the_window(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "vue.png"
    path.write_bytes(png())
    pictures.bring_picture(stage.canvas, path, (X, Y))
    assert stage.items() == [], "nothing waits for it"
    stage.qtbot.waitUntil(lambda: len(stage.items()) == 1, timeout=15_000)
    finish()


def test_a_hand_at_work_is_not_disturbed(stage: Stage) -> None:
    found = laid(stage)
    stage.drag((X, Y), (X + 20, Y), let_go=False)
    pictures.bring_picture(stage.canvas, png(), (X - 60, Y))
    finish()
    stage.qtbot.wait(3 * pictures.AGAIN)
    assert len(stage.items()) == 1
    assert stage.canvas.desk.hand.busy
    stage.release((X + 20, Y))
    stage.qtbot.waitUntil(lambda: len(stage.items()) == 2, timeout=5_000)
    assert middle(stage, photo(stage, found.uid)) == pytest.approx((X + 20, Y), abs=1.0)


@pytest.mark.parametrize("data", [b"", b"no picture", png()[:200]])
def test_what_is_no_picture_is_said_and_changes_nothing(stage: Stage, data: bytes) -> None:
    said: list[str] = []
    stage.session.said.connect(said.append)
    pictures.bring_picture(stage.canvas, data, (X, Y))
    stage.qtbot.waitUntil(lambda: bool(said) and said[-1] != "L’image arrive…", timeout=15_000)
    assert len([each for each in said if each != "L’image arrive…"]) == 1
    assert (stage.items(), stage.acts()) == ([], 0)


def test_the_action_asks_for_a_file_and_lays_it_in_the_middle(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QFileDialog] = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: opened.append(dialog))
    path = tmp_path / "vue.png"
    path.write_bytes(png())
    action = next(each for each in ACTIONS if each.id == "image")
    assert action.keys == ("Ctrl+I",)
    action.run(stage.canvas)
    (dialog,) = opened
    dialog.fileSelected.emit(str(path))
    stage.qtbot.waitUntil(lambda: len(stage.items()) == 1, timeout=15_000)
    found = stage.items()[0]
    assert isinstance(found, Photo)
    assert middle(stage, found) == pytest.approx(stage.canvas.view.middle(), abs=0.5)


def test_fifty_large_pictures_do_not_fill_the_memory(stage: Stage) -> None:
    key = stage.session.file.pictures.add(png(2_400, 1_600))
    frame = MapFrame.of(stage.session.document.poster)
    with stage.session.document.transaction("Poser une image") as act:
        for rank in range(50):
            place = Point(*frame.to_ground(40 + 22 * (rank % 10), 70 + 40 * (rank // 10)))
            act.put(Photo(uid=f"f{rank}", geometry=place, media=key, taille_mm=20.0, rapport=2 / 3))
    stage.rest()
    stage.canvas.grab()
    assert stage.session.images.held < 1_000_000, "they are held as small as they are seen"
    for _ in range(12):
        stage.wheel((X, Y), 0, 120, CTRL)
        stage.rest()
        stage.canvas.grab()
    assert stage.session.images.held <= 40 * 2**20
