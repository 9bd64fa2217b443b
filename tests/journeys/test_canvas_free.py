"""Free tools on the real canvas: a pen that presses, its eraser, and what each tool starts with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.poster.geometry import Coord, Point
from app.poster.records import Texte, Trace
from app.poster.sheet import MapFrame
from app.ui.marge.starting import Starting
from app.ui.segments import Segments
from tests.journeys.canvas_stage import NONE, Stage, X, Y

BUTTON = Qt.MouseButton.LeftButton


def pen(kind: QPointingDevice.PointerType) -> QPointingDevice:
    capabilities = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    device = QInputDevice.DeviceType.Stylus
    return QPointingDevice("stylet", 7, device, kind, capabilities, 1, 3, "", QPointingDeviceUniqueId())


def pen_moves(stage: Stage, device: QPointingDevice, steps: list[tuple[Coord, float]]) -> None:
    """Press, move and let go: for each step Qt tells the tablet's event, then the same as a mouse."""
    last = len(steps) - 1
    for rank, (page, pressure) in enumerate(steps):
        name = "Press" if not rank else "Release" if rank == last else "Move"
        at = QPointF(stage.pixel(page))
        where = QPointF(stage.canvas.mapToGlobal(at.toPoint()))
        held = Qt.MouseButton.NoButton if rank == last else BUTTON
        button = Qt.MouseButton.NoButton if name == "Move" else BUTTON
        tablet = QTabletEvent(
            QEvent.Type[f"Tablet{name}"], device, at, where, pressure, 0, 0, 0, 0, 0, NONE, button, held
        )
        QApplication.sendEvent(stage.canvas, tablet)
        assert not tablet.isAccepted()  # so that Qt tells it again as a mouse
        kind = QEvent.Type["MouseMove" if name == "Move" else f"MouseButton{name}"]
        QApplication.sendEvent(stage.canvas, QMouseEvent(kind, at, where, button, held, NONE, device))


def test_a_pen_that_presses_makes_the_stroke_swell(stage: Stage) -> None:
    stage.key(Qt.Key.Key_P)
    way = [((X + 2.0 * step, Y), min(1.0, 0.1 + step / 20)) for step in range(20)]
    pen_moves(stage, pen(QPointingDevice.PointerType.Pen), [*way, ((X + 40.0, Y), 0.0)])
    made = stage.last()
    assert isinstance(made, Trace)
    (pressed,) = made.parametres["pressions"]
    assert len(pressed) == len(made.geometry.parts[0])
    assert list(pressed) == sorted(pressed)
    assert pressed[0] < 30 < 70 < pressed[-1]
    # A straight way whose pressure grows evenly needs few vertices.
    assert len(pressed) < 12


def test_a_mouse_keeps_no_pressure(stage: Stage) -> None:
    stage.key(Qt.Key.Key_P)
    stage.drag((X, Y), (X + 10, Y + 20), (X + 30, Y + 10))
    made = stage.last()
    assert isinstance(made, Trace)
    assert not made.parametres


def test_the_other_end_of_the_pen_rubs_out(stage: Stage) -> None:
    stage.key(Qt.Key.Key_P)
    stage.drag((X, Y), (X + 40, Y))
    eraser = pen(QPointingDevice.PointerType.Eraser)
    pen_moves(stage, eraser, [((X + 20, Y - 10), 0.5), ((X + 20, Y + 10), 0.5), ((X + 20, Y + 12), 0.0)])
    assert not stage.items()
    assert stage.session.tool == "crayon"
    stage.session.undo()
    assert len(stage.items()) == 1


@pytest.mark.parametrize("strip", [False, True])
def test_the_pencil_starts_with_what_was_chosen(stage: Stage, qtbot: QtBot, strip: bool) -> None:
    starting = Starting(stage.session, "crayon", strip=strip)
    qtbot.addWidget(starting)
    ink, width = starting.findChildren(Segments)
    qtbot.mouseClick(ink.buttons()[1], BUTTON)
    qtbot.mouseClick(width.buttons()[2], BUTTON)
    stage.key(Qt.Key.Key_P)
    stage.drag((X, Y), (X + 40, Y))
    made = stage.last()
    assert isinstance(made, Trace)
    assert (made.domaine, made.taille_mm) == ("dynamique", 2.2)
    again = Starting(stage.session, "crayon", strip=strip)
    qtbot.addWidget(again)
    assert [each.value() for each in again.findChildren(Segments)] == ["dynamique", 2.2]


def test_free_words_start_with_what_was_chosen(stage: Stage, qtbot: QtBot) -> None:
    starting = Starting(stage.session, "texte", strip=False)
    qtbot.addWidget(starting)
    style = starting.findChild(QComboBox)
    assert style is not None
    style.setCurrentIndex(style.findData("relief"))
    style.activated.emit(style.currentIndex())
    stage.key(Qt.Key.Key_T)
    stage.click((X, Y))
    stage.type("Monts du Forez")
    made = stage.last()
    assert isinstance(made, Texte)
    assert made.style == "relief"


@pytest.mark.parametrize(("tool", "key"), [("fleche", Qt.Key.Key_A), ("zone", Qt.Key.Key_Z)])
def test_a_free_mark_starts_with_what_was_chosen(stage: Stage, qtbot: QtBot, tool: str, key: Qt.Key) -> None:
    starting = Starting(stage.session, tool, strip=True)
    qtbot.addWidget(starting)
    ink, force = starting.findChildren(Segments)
    qtbot.mouseClick(ink.buttons()[2], BUTTON)
    qtbot.mouseClick(force.buttons()[2], BUTTON)
    stage.key(key)
    stage.drag((X - 30, Y - 30), (X, Y - 40), (X, Y), (X - 28, Y))
    made = stage.mark()
    assert (made.picto, made.domaine, made.intensite) == (tool, "ressources", 3)
    qtbot.mouseClick(ink.buttons()[4], BUTTON)
    stage.key(key)
    stage.drag((X + 30, Y - 30), (X + 60, Y - 40), (X + 60, Y), (X + 32, Y))
    assert stage.mark().domaine == ""


@pytest.mark.parametrize("angle", [None, 30.0])
def test_free_words_seen_from_afar_are_resized_by_a_handle_clear_of_the_one_that_turns(
    stage: Stage, angle: float | None
) -> None:
    frame = MapFrame.of(stage.session.document.poster)
    stage.canvas.fit()
    stage.put(Texte(uid="t", texte="Ici", geometry=Point(*frame.to_ground(X, Y)), taille_mm=3.5, angle=angle))
    stage.session.select({"t"})
    roles = {each.role: each for each in stage.canvas.desk.handles()}
    assert {"taille", "rotation"} <= set(roles)

    corner = roles["taille"].at
    stage.drag(corner, (X + 2 * (corner[0] - X), Y + 2 * (corner[1] - Y)))

    words = stage.last()
    assert isinstance(words, Texte)
    assert words.angle == angle
    assert words.taille_mm == pytest.approx(7.0, abs=0.4)
