"""Wheel, touch pad, touch screen, pen and laser, by synthetic events of Qt: what each of them does to the sheet."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QNativeGestureEvent,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.poster.geometry import Coord
from app.poster.records import Trace
from app.ui.canvas.laser import LIFE
from app.ui.canvas.touch import LONG_MS
from tests.journeys.canvas_stage import CTRL, NONE, SHIFT, Stage, X, Y


@cache
def touched(kind: QInputDevice.DeviceType = QInputDevice.DeviceType.TouchScreen) -> QPointingDevice:
    """Return a device that fingers touch; it lives as long as the program, as those of a machine do."""
    return QTest.createTouchDevice(kind)


def seen(stage: Stage) -> tuple[float, Coord]:
    """Return where the sheet is and how large."""
    return stage.canvas.view.scale, stage.canvas.view.origin


def near(stage: Stage, times: float = 3.0) -> None:
    """Come nearer, so that the view can be panned."""
    stage.canvas.zoom_at(times, QPointF(stage.pixel((X, Y))))


class Fingers:
    """Fingers on the canvas, each by its number; places are in px of the widget."""

    def __init__(
        self, stage: Stage, kind: QInputDevice.DeviceType = QInputDevice.DeviceType.TouchScreen
    ) -> None:
        self.stage, self.device = stage, touched(kind)
        self.down: dict[int, QPoint] = {}

    def put(self, **fingers: QPoint) -> None:
        """Put down, move or leave (None) fingers: ``a=…, b=…``; the others stay where they are."""
        told = QTest.touchEvent(self.stage.canvas, self.device, False)
        for name, at in fingers.items():
            number = ord(name)
            if number in self.down:
                told.move(number, at, self.stage.canvas)
            else:
                told.press(number, at, self.stage.canvas)
            self.down[number] = at
        for number in self.down:
            if chr(number) not in fingers:
                told.stationary(number)
        told.commit()

    def lift(self, names: str) -> None:
        """Lift fingers."""
        told = QTest.touchEvent(self.stage.canvas, self.device, False)
        for number, at in list(self.down.items()):
            if chr(number) in names:
                told.release(number, at, self.stage.canvas)
                del self.down[number]
            else:
                told.stationary(number)
        told.commit()

    def drag(self, way: Sequence[QPoint], *, lift: bool = True) -> None:
        """Draw with one finger."""
        self.put(a=way[0])
        for start, end in itertools.pairwise(way):
            for step in range(1, 6):
                self.put(a=start + (end - start) * (step / 5))
        if lift:
            self.lift("a")

    def tap(self, at: QPoint) -> None:
        """Touch and leave."""
        self.put(a=at)
        self.lift("a")


@pytest.fixture
def fingers(stage: Stage) -> Fingers:
    return Fingers(stage)


# -- the wheel and two fingers of a touch pad


def glide(stage: Stage, x: int, y: int, held: Qt.KeyboardModifier = NONE) -> None:
    """Glide with two fingers over a touch pad, which tells px and phases."""
    at = QPointF(stage.pixel((X, Y)))
    where = QPointF(stage.canvas.mapToGlobal(at.toPoint()))
    told = (
        QPoint(x, y),
        QPoint(x * 2, y * 2),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(stage.canvas, QWheelEvent(at, where, *told))


def test_a_wheel_pans_and_with_ctrl_zooms_at_the_pointer(stage: Stage) -> None:
    near(stage)
    scale, origin = seen(stage)
    stage.wheel((X, Y), 0, -120)
    assert stage.canvas.view.scale == scale
    assert stage.canvas.view.origin == (origin[0], origin[1] - 60)
    stage.wheel((X, Y), 0, -120, SHIFT)
    assert stage.canvas.view.origin == (origin[0] - 60, origin[1] - 60)
    at = stage.canvas.view.to_pixel(X, Y)
    stage.wheel((X, Y), 0, 120, CTRL)
    assert stage.canvas.view.scale == pytest.approx(scale * 1.25)
    assert stage.canvas.view.to_pixel(X, Y) == pytest.approx(at, abs=1.5)


def test_the_zoom_follows_how_far_the_wheel_was_turned(stage: Stage) -> None:
    near(stage)
    scale = stage.canvas.view.scale
    for _ in range(8):
        stage.wheel((X, Y), 0, 15, CTRL)
    assert stage.canvas.view.scale == pytest.approx(scale * 1.25)
    stage.wheel((X, Y), 0, 12_000, CTRL)
    assert stage.canvas.view.scale == pytest.approx(scale * 1.25**4)


def test_people_of_qgis_zoom_with_the_wheel_while_two_fingers_still_pan(stage: Stage) -> None:
    stage.canvas._kept.molette_zoome = True
    near(stage)
    scale, origin = seen(stage)
    stage.wheel((X, Y), 0, 120)
    assert stage.canvas.view.scale == pytest.approx(scale * 1.25)
    stage.wheel((X, Y), 0, -120)
    scale, origin = seen(stage)
    glide(stage, 0, -30)
    assert seen(stage) == (scale, (origin[0], origin[1] - 30))
    stage.wheel((X, Y), 0, -120, CTRL)
    assert stage.canvas.view.scale == scale
    assert stage.canvas.view.origin[1] == origin[1] - 90
    glide(stage, 0, 60, CTRL)
    assert stage.canvas.view.scale == pytest.approx(scale * 1.25)


def gesture(stage: Stage, kind: Qt.NativeGestureType, value: float = 0.0) -> None:
    at = QPointF(stage.pixel((X, Y)))
    where = QPointF(stage.canvas.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(
        stage.canvas,
        QNativeGestureEvent(
            kind, touched(QInputDevice.DeviceType.TouchPad), 2, at, at, where, value, QPointF(), 1
        ),
    )


def test_a_pinch_on_a_pad_zooms_at_the_pointer(stage: Stage) -> None:
    near(stage)
    scale, at = stage.canvas.view.scale, stage.canvas.view.to_pixel(X, Y)
    for _ in range(4):
        gesture(stage, Qt.NativeGestureType.ZoomNativeGesture, 0.05)
    assert stage.canvas.view.scale == pytest.approx(scale * 1.05**4)
    assert stage.canvas.view.to_pixel(X, Y) == pytest.approx(at, abs=2)


def test_a_double_tap_on_a_pad_comes_near_and_goes_back(stage: Stage) -> None:
    whole = seen(stage)
    gesture(stage, Qt.NativeGestureType.SmartZoomNativeGesture)
    assert stage.canvas.view.scale == pytest.approx(whole[0] * 3)
    gesture(stage, Qt.NativeGestureType.SmartZoomNativeGesture)
    assert seen(stage) == whole


def test_a_pinch_leaves_a_gesture_of_several_clicks_alone(stage: Stage) -> None:
    stage.arm("reseau_urbain") if "reseau_urbain" in stage.session.catalogue else stage.session.use("zone")
    stage.session.take("coin")
    stage.click((X, Y))
    busy = stage.canvas.desk.hand.busy
    gesture(stage, Qt.NativeGestureType.ZoomNativeGesture, 0.1)
    assert stage.canvas.desk.hand.busy == busy


# -- a touch screen


def test_a_finger_draws(stage: Stage, fingers: Fingers) -> None:
    stage.session.use("crayon")
    fingers.drag([stage.pixel((X, Y)), stage.pixel((X + 30, Y + 10))])
    made = stage.last()
    assert isinstance(made, Trace)
    start = stage.canvas.desk.hand.context.on_page(made.geometry.parts[0][0])
    assert start == pytest.approx((X, Y), abs=1.0)


def test_a_finger_chooses_and_moves(stage: Stage, fingers: Fingers) -> None:
    stage.arm("hopital") if "hopital" in stage.session.catalogue else stage.arm(
        next(iter(stage.session.catalogue))
    )
    stage.click((X, Y))
    stage.canvas.close_text()
    stage.session.select(())
    made = stage.mark()
    before = made.geometry
    fingers.tap(stage.pixel((X, Y)))
    assert stage.session.selection == {made.uid}
    fingers.drag([stage.pixel((X, Y)), stage.pixel((X + 25, Y - 15))])
    assert stage.mark().geometry != before
    assert stage.acts() == 2


def test_a_second_finger_takes_back_what_the_first_began(stage: Stage, fingers: Fingers) -> None:
    stage.session.use("crayon")
    fingers.drag([stage.pixel((X, Y)), stage.pixel((X + 30, Y + 10))], lift=False)
    assert stage.canvas.desk.hand.busy
    fingers.put(b=stage.pixel((X + 60, Y + 10)))
    assert not stage.canvas.desk.hand.busy
    fingers.put(a=stage.pixel((X + 20, Y)), b=stage.pixel((X + 70, Y + 20)))
    fingers.lift("ab")
    assert not stage.items()
    assert stage.acts() == 0


def test_what_was_chosen_stays_when_a_second_finger_comes(stage: Stage, fingers: Fingers) -> None:
    stage.session.use("crayon")
    stage.drag((X, Y), (X + 40, Y))
    stage.drag((X, Y + 30), (X + 40, Y + 30))
    stage.session.use("choisir")
    first, second = (item.uid for item in stage.items())
    stage.session.select({first})
    fingers.drag([stage.pixel((X + 20, Y + 30)), stage.pixel((X + 20, Y + 45))], lift=False)
    assert stage.session.selection == {second}
    fingers.put(b=stage.pixel((X + 60, Y + 60)))
    fingers.lift("ab")
    assert stage.session.selection == {first}
    assert stage.acts() == 2


def test_two_fingers_pan_and_zoom_at_their_middle(stage: Stage, fingers: Fingers) -> None:
    near(stage)
    scale = stage.canvas.view.scale
    one, two = stage.pixel((X - 15, Y)), stage.pixel((X + 15, Y))
    fingers.put(a=one, b=two)
    held = stage.canvas.view.to_page(*((one + two) / 2).toTuple())
    for step in range(1, 11):
        fingers.put(
            a=one + QPoint(-6 * step + 4 * step, 3 * step), b=two + QPoint(6 * step + 4 * step, 3 * step)
        )
    apart = two.x() - one.x()
    assert stage.canvas.view.scale == pytest.approx(scale * (apart + 120) / apart, rel=0.01)
    middle = (one + two) / 2 + QPoint(40, 30)
    assert stage.canvas.view.to_page(*middle.toTuple()) == pytest.approx(held, abs=1.0)
    fingers.lift("a")
    left = seen(stage)
    fingers.put(b=two + QPoint(200, 100))
    assert seen(stage) == left
    fingers.lift("b")
    assert not stage.items()


def test_a_finger_that_rests_asks_for_the_menu_of_what_lies_there(stage: Stage, fingers: Fingers) -> None:
    stage.session.use("crayon")
    stage.drag((X, Y), (X + 40, Y))
    stage.session.use("choisir")
    asked: list[str] = []
    stage.canvas.menu_asked.connect(lambda uid, at: asked.append(uid))
    fingers.put(a=stage.pixel((X + 20, Y)))
    stage.qtbot.wait(LONG_MS + 100)
    fingers.lift("a")
    assert asked == [stage.last().uid]
    assert stage.session.selection == {stage.last().uid}
    assert stage.acts() == 1


def test_a_finger_that_moves_asks_for_no_menu(stage: Stage, fingers: Fingers) -> None:
    asked: list[str] = []
    stage.canvas.menu_asked.connect(lambda uid, at: asked.append(uid))
    fingers.put(a=stage.pixel((X, Y)))
    fingers.put(a=stage.pixel((X + 20, Y)))
    stage.qtbot.wait(LONG_MS + 100)
    fingers.lift("a")
    assert not asked


def test_a_double_tap_opens_the_words(stage: Stage, fingers: Fingers) -> None:
    stage.session.use("postit")
    stage.click((X, Y))
    stage.type("Gare")
    stage.session.select(())
    at = stage.pixel((stage.last().x + 8, stage.last().y + 8))
    fingers.tap(at)
    assert stage.canvas.writing.field is None
    fingers.tap(at)
    assert stage.canvas.writing.field is not None


def test_a_finger_catches_from_further_than_a_mouse(stage: Stage, fingers: Fingers) -> None:
    stage.session.use("crayon")
    stage.drag((X, Y), (X + 40, Y))
    stage.session.use("choisir")
    beside = stage.pixel((X + 20, Y)) + QPoint(0, 11)
    page = stage.canvas.view.to_page(beside.x(), beside.y())
    assert stage.canvas.desk.find(page, "mouse") is None
    stage.session.select(())
    fingers.tap(beside)
    assert stage.session.selection == {stage.last().uid}


def test_touches_of_a_pad_are_no_fingers_on_the_sheet(stage: Stage) -> None:
    stage.session.use("crayon")
    pad = Fingers(stage, QInputDevice.DeviceType.TouchPad)
    pad.drag([stage.pixel((X, Y)), stage.pixel((X + 30, Y))])
    assert not stage.items()


# -- a pen


@cache
def pen() -> QPointingDevice:
    """Return a pen."""
    kind = QPointingDevice.PointerType.Pen
    can = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    unique = QPointingDeviceUniqueId()
    return QPointingDevice("stylet", 9, QInputDevice.DeviceType.Stylus, kind, can, 1, 3, "", unique)


def tablet(
    stage: Stage,
    kind: QEvent.Type,
    at: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
    held: Qt.MouseButton = Qt.MouseButton.NoButton,
) -> QTabletEvent:
    where = QPointF(stage.canvas.mapToGlobal(at))
    event = QTabletEvent(kind, pen(), QPointF(at), where, 0.6, 0, 0, 0, 0, 0, NONE, button, held)
    QApplication.sendEvent(stage.canvas, event)
    return event


def test_once_a_pen_was_seen_fingers_only_pan_and_zoom(stage: Stage, fingers: Fingers) -> None:
    near(stage)
    stage.session.use("crayon")
    tablet(stage, QEvent.Type.TabletMove, stage.pixel((X, Y)))
    scale, origin = seen(stage)
    start = stage.pixel((X, Y))
    fingers.drag([start, start + QPoint(40, 25)])
    assert not stage.items()
    assert seen(stage) == (scale, (origin[0] + 40, origin[1] + 25))
    asked: list[str] = []
    stage.canvas.menu_asked.connect(lambda uid, at: asked.append(uid))
    fingers.put(a=start)
    stage.qtbot.wait(LONG_MS + 100)
    fingers.lift("a")
    assert not asked


def test_people_may_ask_for_the_pen_alone(stage: Stage, fingers: Fingers) -> None:
    stage.canvas._kept.stylet_seul = True
    stage.session.use("crayon")
    fingers.drag([stage.pixel((X, Y)), stage.pixel((X + 30, Y))])
    fingers.tap(stage.pixel((X, Y)))
    assert not stage.items()
    assert not stage.session.selection


def test_a_palm_beside_the_pen_does_nothing_at_all(stage: Stage, fingers: Fingers) -> None:
    near(stage)
    tablet(stage, QEvent.Type.TabletPress, stage.pixel((X, Y)), Qt.MouseButton.LeftButton)
    before = seen(stage)
    start = stage.pixel((X + 20, Y + 20))
    fingers.drag([start, start + QPoint(60, 60)], lift=False)
    assert seen(stage) == before
    tablet(stage, QEvent.Type.TabletRelease, stage.pixel((X, Y)), Qt.MouseButton.LeftButton)
    fingers.put(a=start)
    assert seen(stage) == before  # this palm has not left yet
    fingers.lift("a")
    fingers.drag([start, start + QPoint(40, 0)])
    assert seen(stage) != before


def test_the_barrel_button_pans(stage: Stage) -> None:
    near(stage)
    origin = stage.canvas.view.origin
    barrel, at = Qt.MouseButton.RightButton, stage.pixel((X, Y))
    asked: list[str] = []
    stage.canvas.menu_asked.connect(lambda uid, where: asked.append(uid))
    pressed = tablet(stage, QEvent.Type.TabletPress, at, barrel, barrel)
    assert pressed.isAccepted()  # Qt tells no mouse of it: no menu of a right button
    tablet(stage, QEvent.Type.TabletMove, at + QPoint(30, 20), held=barrel)
    tablet(stage, QEvent.Type.TabletRelease, at + QPoint(30, 20), barrel)
    assert stage.canvas.view.origin == (origin[0] + 30, origin[1] + 20)
    assert not asked


def test_the_barrel_button_asks_for_the_menu_where_it_clicks(stage: Stage) -> None:
    stage.session.use("crayon")
    stage.drag((X, Y), (X + 40, Y))
    stage.session.use("choisir")
    asked: list[str] = []
    stage.canvas.menu_asked.connect(lambda uid, where: asked.append(uid))
    barrel, at = Qt.MouseButton.RightButton, stage.pixel((X + 20, Y))
    tablet(stage, QEvent.Type.TabletPress, at, barrel, barrel)
    tablet(stage, QEvent.Type.TabletRelease, at, barrel)
    assert asked == [stage.last().uid]


# -- hand and laser


def test_the_hand_pans_and_takes_nothing(stage: Stage) -> None:
    stage.session.use("crayon")
    stage.drag((X, Y), (X + 40, Y))
    near(stage)
    stage.key(Qt.Key.Key_H)
    assert stage.session.tool == "main"
    origin, at = stage.canvas.view.origin, stage.pixel((X + 10, Y))
    stage.drag((X + 10, Y), (X + 22, Y + 8))
    assert stage.canvas.view.origin != origin
    assert stage.pixel((X + 10, Y)) != at
    assert not stage.session.selection
    assert stage.acts() == 1
    stage.key(Qt.Key.Key_Escape)
    assert stage.session.tool == "choisir"


@pytest.mark.parametrize("by", ["mouse", "touch"])
def test_the_laser_shows_fades_and_writes_nothing(stage: Stage, fingers: Fingers, by: str) -> None:
    before, acts = dict(stage.session.document.records), stage.acts()
    stage.key(Qt.Key.Key_K)
    stage.rest()
    calm = stage.canvas.grab().toImage()
    if by == "mouse":
        stage.drag((X, Y), (X + 60, Y + 20), let_go=False)
    else:
        fingers.drag([stage.pixel((X, Y)), stage.pixel((X + 60, Y + 20))], lift=False)
    assert stage.canvas.laser.lit
    assert not stage.canvas.desk.hand.busy
    lit = stage.canvas.grab().toImage()
    at = stage.pixel((X + 45, Y + 15))
    assert lit.pixelColor(at).red() > 180
    assert lit.pixelColor(at).green() < 120
    stage.release((X + 60, Y + 20)) if by == "mouse" else fingers.lift("a")
    stage.qtbot.waitUntil(lambda: not stage.canvas.laser.lit, timeout=round(LIFE * 1000) + 3000)
    stage.canvas._pixel = None
    assert stage.canvas.grab().toImage() == calm
    assert dict(stage.session.document.records) == before
    assert stage.acts() == acts


def test_a_hall_sees_the_click_in_workshop_mode_only(stage: Stage) -> None:
    stage.click((X, Y))
    assert not stage.canvas.ripple.seen
    stage.canvas._kept.atelier = True
    stage.canvas._scale_hand()
    stage.click((X, Y))
    assert stage.canvas.ripple.seen
    assert stage.canvas.cursor().pixmap().width() >= 64
    stage.qtbot.waitUntil(lambda: not stage.canvas.ripple.seen, timeout=3000)


def test_handles_are_as_wide_as_a_finger_in_workshop_mode(stage: Stage) -> None:
    stage.session.use("crayon")
    stage.drag((X, Y), (X + 40, Y + 30))
    stage.session.use("choisir")
    stage.session.select({stage.last().uid})
    (handle, *_) = stage.canvas.desk.handles()
    away = 18 / stage.canvas.view.scale
    for turn in ((away, 0), (-away, 0), (0, away), (0, -away)):
        page = (handle.at[0] + turn[0], handle.at[1] + turn[1])
        stage.canvas.desk.wide = False
        assert not (found := stage.canvas.desk.find(page)) or found.handle is None or found.handle != handle
        stage.canvas.desk.wide = True
        caught = stage.canvas.desk.find(page)
        assert caught is not None
        assert caught.handle is not None
