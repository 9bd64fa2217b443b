"""« Caler » and « Redresser » in the window: the card, the ways out, a photograph straightened by its corners."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image as Pillow
from PIL import ImageDraw
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.imports import calques
from app.imports.calques import Brought
from app.poster.records import Calque
from app.poster.sheet import MapFrame
from app.ui import fitting
from app.ui.actions.registry import ON_SHEET
from app.ui.marge.fitting_card import FittingCard
from app.ui.straightening.dialog import Straightening
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.canvas_stage import CTRL, NONE, Stage
from tests.journeys.conftest import SIZES, press, settled

#: The sheet in the photograph, in pixels of 800 × 600: seen at an angle.
SHEET = ((150, 100), (660, 60), (740, 520), (90, 470))


def photograph() -> bytes:
    """Return a photograph of a red sheet on a dark table, as a JPEG."""
    with Pillow.new("RGB", (800, 600), "#303030") as image:
        ImageDraw.Draw(image).polygon(SHEET, fill="#D04030")
        held = io.BytesIO()
        image.save(held, "JPEG", quality=92)
    return held.getvalue()


Begin = Callable[[], Calque]


@pytest.fixture
def begin(bench: Workspace) -> Begin:
    """Return what brings the photograph without a place, and takes it in hand."""

    def brought() -> Calque:
        session = bench.session
        picture = Brought(photograph(), 800, 600, None, "Photo", "photo.jpg")
        records = session.document.records.drawn.values()
        record = calques.calque(session.document.poster, records, picture, session.file.pictures.add)
        with session.document.transaction("Poser une image") as act:
            act.put(record)
        assert fitting.begin(session, record.uid)
        return record

    return brought


def card(workspace: Workspace) -> FittingCard:
    found = workspace.marge.tool.findChild(FittingCard)
    assert isinstance(found, FittingCard)
    return found


def calque(workspace: Workspace, uid: str) -> Calque:
    found = workspace.session.document.get(uid)
    assert isinstance(found, Calque)
    return found


def test_the_action_takes_the_uppermost_picture(bench: Workspace, begin: Begin) -> None:
    action = ON_SHEET["caler"]
    assert not action.able(bench.canvas)
    record = begin()
    fitting.give_up(bench.session)
    assert action.able(bench.canvas)
    action.run(bench.canvas)
    assert bench.session.fitting is not None
    assert bench.session.fitting.uid == record.uid
    assert bench.marge.page == "tool"


@pytest.mark.parametrize("size", SIZES)
def test_the_card_says_how_the_pins_agree(
    bench: Workspace, begin: Begin, window: Window, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    settled(qtbot)
    begin()
    settled(qtbot)
    stage = Stage(bench.session, bench.canvas, qtbot)
    assert not card(bench).mean.isVisible()
    for at in ((100.0, 120.0), (180.0, 130.0), (170.0, 190.0)):
        stage.click(at)
    stage.drag((170.0, 190.0), (160.0, 192.0), held=CTRL)
    assert card(bench).mean.text().startswith("Écart moyen ")
    assert "repère" in card(bench).worst.text()
    assert card(bench).worst.isVisible()
    assert not card(bench).straighten.isVisible(), "pins speak of the photograph as it is"
    for button in (card(bench).done, card(bench).leave, card(bench).without):
        assert button.isVisible()
        assert button.width() >= button.sizeHint().width()
        corner = button.mapTo(window, QPoint(button.width(), button.height()))
        assert corner.x() <= window.width()
        assert corner.y() <= window.height()
    card(bench).without.click()
    assert bench.session.fitting is not None
    assert not bench.session.fitting.placing.pins
    fitting.give_up(bench.session)


def test_the_slider_shows_the_picture_paler_and_escape_forgets_it(bench: Workspace, begin: Begin) -> None:
    record = begin()
    slider = card(bench).slider
    slider.setValue(30)
    assert bench.session.fitting is not None
    assert bench.session.fitting.placing.opacity == pytest.approx(0.3)
    slider.setFocus()
    press(Qt.Key.Key_Escape)
    assert bench.session.fitting is None
    assert calque(bench, record.uid).opacite == record.opacite


def test_the_button_lays_it_and_undo_takes_it_back(bench: Workspace, begin: Begin) -> None:
    record = begin()
    card(bench).slider.setValue(40)
    card(bench).done.click()
    assert calque(bench, record.uid).opacite == pytest.approx(0.4)
    bench.undo()
    assert calque(bench, record.uid) == record


def test_undo_while_it_is_in_hand_takes_back_pins_then_lets_it_go(
    bench: Workspace, begin: Begin, qtbot: QtBot
) -> None:
    record = begin()
    stage = Stage(bench.session, bench.canvas, qtbot)
    stage.click((140.0, 150.0))
    bench.undo()
    assert bench.session.fitting is not None
    assert not bench.session.fitting.placing.pins
    bench.undo()
    assert bench.session.fitting is None
    assert calque(bench, record.uid) == record, "the act that brought it still stands"


def test_leaving_the_poster_keeps_what_was_placed(bench: Workspace, begin: Begin, qtbot: QtBot) -> None:
    record = begin()
    stage = Stage(bench.session, bench.canvas, qtbot)
    stage.drag((140.0, 150.0), (150.0, 150.0))
    bench.settle()
    assert calque(bench, record.uid).geometry != record.geometry


def opened(workspace: Workspace) -> Straightening:
    card(workspace).straighten.click()
    found = workspace.window().findChild(Straightening)
    assert isinstance(found, Straightening)
    return found


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_photograph_is_straightened_by_its_four_corners(
    bench: Workspace, begin: Begin, qtbot: QtBot
) -> None:
    record = begin()
    dialog = opened(bench)
    view = dialog.view
    for rank, (x, y) in enumerate(SHEET):
        frame = view.frame
        to = QPoint(round(frame.x() + x / 800 * frame.width()), round(frame.y() + y / 600 * frame.height()))
        QTest.mousePress(view, Qt.MouseButton.LeftButton, NONE, view.at(rank).toPoint())
        QTest.mouseMove(view, to)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, to)
    view.setFocus()
    for (u, v), (x, y) in zip(view.corners, SHEET, strict=True):
        assert (u * 800, v * 600) == pytest.approx((x, y), abs=3)
    held = bench.session.fitting
    assert held is not None
    with qtbot.waitSignal(dialog.accepted, timeout=40_000):
        dialog.go.click()
    assert held.placing.media != record.media
    data = bench.session.file.pictures.get(held.placing.media)
    assert data is not None
    with Pillow.open(io.BytesIO(data)) as flat:
        red = [
            flat.getpixel((x * flat.width // 10, y * flat.height // 10)) for x in (1, 5, 9) for y in (1, 5, 9)
        ]
    assert all(isinstance(each, tuple) and each[0] > 150 and each[1] < 110 for each in red), (
        "all of it is sheet"
    )
    # It lies where the sheet was, upright.
    frame = MapFrame.of(bench.session.document.poster)
    corners = [frame.to_page(*at) for at in held.placing.corners]
    assert corners[1][0] > corners[0][0]
    assert corners[3][1] > corners[0][1]
    bench.undo()
    assert held.placing.media == record.media
    fitting.give_up(bench.session)
    assert calque(bench, record.uid) == record


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_corners_that_make_no_sheet_are_said_and_nothing_changes(
    bench: Workspace, begin: Begin, qtbot: QtBot
) -> None:
    record = begin()
    dialog = opened(bench)
    view = dialog.view
    view.put(0, view.at(2))
    dialog.go.click()
    qtbot.waitUntil(lambda: "ne font pas une feuille" in dialog.said.text(), timeout=40_000)
    assert dialog.go.isEnabled()
    dialog.reject()
    assert bench.session.fitting is not None
    assert bench.session.fitting.placing.media == record.media
    fitting.give_up(bench.session)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_corners_are_led_by_keys(bench: Workspace, begin: Begin) -> None:
    begin()
    dialog = opened(bench)
    view = dialog.view
    view.setFocus()
    before = view.at(1)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.accessibleDescription() == "Coin en haut à droite"
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.at(1).x() == pytest.approx(before.x() - 20, abs=0.1)
    dialog.reject()
    fitting.give_up(bench.session)
