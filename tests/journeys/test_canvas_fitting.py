"""« Caler »: a scan is put on the ground with real clicks and keys; marks stay, one undo takes all of it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.imports import calques
from app.poster.fitting import place
from app.poster.geometry import Coord, Point
from app.poster.records import Calque, Mark, new_uid
from app.poster.sheet import MapFrame
from app.storage.file import PosterFile
from app.ui import fitting
from tests.journeys.canvas_stage import ALT, CTRL, SHIFT, Stage

#: The scan of 600 × 400 lies over these mm of the page at first.
LEFT, TOP, WIDE, HIGH = 80.0, 95.0, 120.0, 80.0


def scan() -> bytes:
    """Return a drawing of a map with a frame and a cross, as a PNG."""
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFF3C4"))
    painter = QPainter(image)
    painter.setPen(QColor("#A03020"))
    for inset in range(4):
        painter.drawRect(20 + inset, 20 + inset, 560 - 2 * inset, 360 - 2 * inset)
    painter.drawLine(0, 200, 600, 200)
    painter.drawLine(300, 0, 300, 400)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(held.data())


def lay(stage: Stage) -> Calque:
    frame = MapFrame.of(stage.session.document.poster)
    corners = tuple(
        frame.to_ground(*at)
        for at in ((LEFT, TOP), (LEFT + WIDE, TOP), (LEFT + WIDE, TOP + HIGH), (LEFT, TOP + HIGH))
    )
    record = Calque(
        uid=new_uid(),
        geometry=calques.ring(corners),  # type: ignore[arg-type]  # four of them
        media=stage.session.file.pictures.add(scan()),
        nom="Carte de 1950",
        opacite=0.6,
    )
    stage.put(record)
    return record


def begin(stage: Stage) -> Calque:
    record = lay(stage)
    assert fitting.begin(stage.session, record.uid)
    return record


def calque(stage: Stage, uid: str) -> Calque:
    found = stage.session.document.get(uid)
    assert isinstance(found, Calque)
    return found


def corners(stage: Stage) -> list[Coord]:
    held = stage.session.fitting
    assert held is not None
    frame = MapFrame.of(stage.session.document.poster)
    return [frame.to_page(*at) for at in held.placing.corners]


def test_three_pins_place_the_picture_and_say_how_they_agree(stage: Stage) -> None:
    mark = Mark(uid=new_uid(), picto="gare", geometry=Point(1000.0, 2000.0))
    stage.put(mark)
    before = stage.session.document.get(mark.uid)
    record = begin(stage)
    acts = stage.acts()
    stage.drag((100, 110), (90, 120), held=CTRL)  # the picture itself: it has no pin
    assert corners(stage)[0] == pytest.approx((LEFT - 10, TOP + 10), abs=0.5)
    stage.click((100, 130))
    stage.drag((150, 130), (155, 131), held=CTRL)
    stage.drag((120, 170), (120, 182), held=CTRL)
    held = stage.session.fitting
    assert held is not None
    placing = held.placing
    assert len(placing.pins) == 3
    assert placing.fitted.checked
    assert 100 < placing.fitted.rms < 2000
    for pin, residual in zip(placing.pins, placing.fitted.residuals, strict=True):
        x, y = place(placing.corners, pin.u, pin.v)
        assert ((x - pin.x) ** 2 + (y - pin.y) ** 2) ** 0.5 == pytest.approx(residual)
    assert stage.acts() == acts, "nothing is written while the picture is in hand"
    stage.key(Qt.Key.Key_Return)
    assert stage.session.tool == "choisir"
    after = calque(stage, record.uid)
    assert len(after.parametres["reperes"]) == 3
    assert after.geometry != record.geometry
    assert stage.session.document.get(mark.uid) == before
    assert stage.acts() == acts + 1
    stage.session.undo()
    assert calque(stage, record.uid).geometry == record.geometry
    assert "reperes" not in calque(stage, record.uid).parametres


def test_pins_are_taken_up_again_from_the_file(stage: Stage) -> None:
    record = begin(stage)
    for at in ((100, 110), (180, 115), (170, 160), (95, 165)):
        stage.click(at)
    stage.drag((180, 115), (186, 112), held=CTRL)
    stage.key(Qt.Key.Key_Return)
    laid = calque(stage, record.uid)
    path = Path(stage.session.file.path)
    stage.session.file.flush()
    again = PosterFile.open(path)
    found = next(each for each in again.document.records.drawn.values() if isinstance(each, Calque))
    assert found.parametres == laid.parametres
    again.abandon()
    assert fitting.begin(stage.session, record.uid)
    held = stage.session.fitting
    assert held is not None
    assert len(held.placing.pins) == 4
    frame = MapFrame.of(stage.session.document.poster)
    for now, then in zip(held.placing.corners, laid.geometry.parts[0][0], strict=False):
        assert frame.to_page(*now) == pytest.approx(frame.to_page(*then), abs=0.01)
    stage.key(Qt.Key.Key_Escape)


def test_escape_leaves_no_trace(stage: Stage) -> None:
    record = begin(stage)
    acts = stage.acts()
    stage.drag((100, 110), (130, 140))
    stage.click((140, 150))
    stage.key(Qt.Key.Key_Escape)
    assert stage.session.fitting is None
    assert stage.session.tool == "choisir"
    assert calque(stage, record.uid) == replace(record)
    assert stage.acts() == acts


def test_escape_during_a_drag_only_gives_the_drag_up(stage: Stage) -> None:
    begin(stage)
    before = corners(stage)
    stage.drag((100, 110), (130, 140), let_go=False)
    stage.key(Qt.Key.Key_Escape)
    assert stage.session.fitting is not None
    assert corners(stage) == before


def test_the_frame_enlarges_stretches_and_turns(stage: Stage) -> None:
    begin(stage)
    stage.drag((LEFT + WIDE, TOP + HIGH), (LEFT + 1.5 * WIDE, TOP + 1.5 * HIGH))
    found = corners(stage)
    assert found[0] == pytest.approx((LEFT, TOP), abs=0.1)
    assert found[2] == pytest.approx((LEFT + 1.5 * WIDE, TOP + 1.5 * HIGH), abs=1)
    stage.session.fitting.take_back()  # type: ignore[union-attr]
    stage.drag((LEFT + WIDE, TOP + HIGH / 2), (LEFT + WIDE + 30, TOP + HIGH / 2))
    found = corners(stage)
    assert found[1] == pytest.approx((LEFT + WIDE + 30, TOP), abs=1)
    assert found[3] == pytest.approx((LEFT, TOP + HIGH), abs=0.1)
    stage.session.fitting.take_back()  # type: ignore[union-attr]
    pivot = next(each for each in stage.canvas.desk.handles() if each.role == "pivot")
    stage.drag(pivot.at, (LEFT + WIDE + 60, TOP + HIGH / 2), held=SHIFT)
    found = corners(stage)
    assert found[0][0] > LEFT + WIDE / 2 + HIGH / 2 - 2, "turned to the right by a quarter"
    assert found[1][1] > TOP + HIGH


def test_a_pin_holds_on_to_a_bourg(stage: Stage) -> None:
    begin(stage)
    frame = MapFrame.of(stage.session.document.poster)
    bourg = frame.to_page(8_000.0, 8_000.0)  # Cunlhat
    stage.drag((120, 130), (bourg[0] + 0.8, bourg[1] + 0.5), let_go=False)
    stage.key(Qt.Key.Key_Escape)
    stage.click((120, 130))
    stage.drag((120, 130), (bourg[0] + 0.8, bourg[1] + 0.5), let_go=False)
    assert "Cunlhat" in stage.canvas.desk.feedback.spoken
    stage.release((bourg[0] + 0.8, bourg[1] + 0.5))
    held = stage.session.fitting
    assert held is not None
    assert held.placing.pins[0].ground == (8_000.0, 8_000.0)


def test_undo_takes_back_step_by_step_then_leaves(stage: Stage) -> None:
    record = begin(stage)
    stage.click((120, 130))
    stage.click((150, 150))
    held = stage.session.fitting
    assert held is not None
    assert held.take_back()
    assert len(held.placing.pins) == 1
    assert held.take_back()
    assert not held.take_back()
    assert fitting.give_up(stage.session)
    assert calque(stage, record.uid).geometry == record.geometry


def test_everything_is_done_by_keys(stage: Stage) -> None:
    begin(stage)
    stage.key(Qt.Key.Key_Right)
    stage.key(Qt.Key.Key_Down, SHIFT)
    assert corners(stage)[0] == pytest.approx((LEFT + 1, TOP + 10))
    stage.key(Qt.Key.Key_Plus)
    assert corners(stage)[1][0] - corners(stage)[0][0] == pytest.approx(WIDE * 1.02)
    stage.key(Qt.Key.Key_R)
    stage.key(Qt.Key.Key_Left, SHIFT)
    stage.key(Qt.Key.Key_Return)
    held = stage.session.fitting
    assert held is not None
    assert len(held.placing.pins) == 1
    first = held.placing.pins[0]
    stage.key(Qt.Key.Key_Up, ALT)
    assert held.placing.pins[0].y - first.y == pytest.approx(20.0), "0.1 mm at 200 m to the mm"
    assert held.placing.pins[0].u == first.u
    stage.key(Qt.Key.Key_R)
    stage.key(Qt.Key.Key_Right, SHIFT)
    stage.key(Qt.Key.Key_Right, SHIFT)
    stage.key(Qt.Key.Key_Return)
    assert len(held.placing.pins) == 2
    stage.key(Qt.Key.Key_Tab, SHIFT)
    assert "Repère 1 sur 2" in stage.canvas.accessibleDescription()
    stage.key(Qt.Key.Key_Delete)
    assert len(held.placing.pins) == 1
    stage.key(Qt.Key.Key_Return)
    assert stage.session.tool == "choisir"


def test_another_tool_lays_the_picture(stage: Stage) -> None:
    record = begin(stage)
    stage.drag((100, 110), (130, 140))
    stage.session.use("postit")
    assert stage.session.fitting is None
    assert calque(stage, record.uid).geometry != record.geometry


def test_a_picture_that_leaves_the_poster_leaves_the_hand(stage: Stage) -> None:
    record = begin(stage)
    with stage.session.document.transaction("Supprimer") as act:
        act.drop(record.uid)
    assert stage.session.fitting is None
    assert stage.session.tool == "choisir"


def test_what_is_in_hand_is_seen_where_the_hand_leads_it(stage: Stage) -> None:
    begin(stage)
    stage.rest()
    here, there = (LEFT + 25, TOP + 30), (LEFT + WIDE + 25, TOP + 30)
    before = stage.canvas.grab().toImage()
    stage.drag((LEFT + 10, TOP + 10), (LEFT + 60, TOP + 10), let_go=False)
    stage.rest()
    after = stage.canvas.grab().toImage()
    assert before.pixelColor(stage.pixel(here)) != after.pixelColor(stage.pixel(here))
    assert before.pixelColor(stage.pixel(there)) != after.pixelColor(stage.pixel(there))
    stage.release((LEFT + 60, TOP + 10))


def test_pins_stay_under_a_finger_wide_target_in_workshop_mode(stage: Stage) -> None:
    begin(stage)
    stage.click((120, 130))
    stage.canvas.desk.wide = True
    at = stage.pixel((120, 130))
    page = stage.canvas.view.to_page(at.x() + 20, at.y())
    hit = stage.canvas.desk.find(page)
    assert hit is not None
    assert hit.handle is not None
    assert hit.handle.role == "repere"
