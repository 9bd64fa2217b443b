"""The wheel over the marge scrolls it: on its way it changes nothing that the group said."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.poster.geometry import Lines
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.ui.controls import steady
from app.ui.marge.more import More
from tests.journeys.conftest import Draw, settled


def turn(field: QWidget, by: int = -120) -> bool:
    """Turn the wheel over a field; return whether it took the turn."""
    at = QPointF(field.rect().center())
    where = QPointF(field.mapToGlobal(at.toPoint()))
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, where, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, none, phase, False)
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_the_wheel_over_the_settings_of_an_arrow_writes_nothing(draw: Draw, qtbot: QtBot) -> None:
    session = draw().session
    frame = MapFrame.of(session.document.poster)
    ends = (frame.to_ground(110.0, 130.0), frame.to_ground(160.0, 130.0))
    arrow = Mark(uid="f", picto="fleche", geometry=Lines((ends,)))
    with session.document.transaction("Poser") as act:
        act.put(arrow)
    session.select(["f"])
    more = More(session, [arrow])
    qtbot.addWidget(more)
    settled(qtbot)
    before = session.document.get("f")

    fields = [*more.findChildren(QComboBox), *more.findChildren(QDoubleSpinBox)]
    assert len(fields) >= 2
    for field in fields:
        turn(field)
    assert session.document.get("f") == before


def test_the_wheel_goes_on_to_the_page(qtbot: QtBot) -> None:
    field = steady(QComboBox())
    qtbot.addWidget(field)
    field.addItems(["un", "deux", "trois"])

    # Qt offers to the parent what nobody accepted.
    assert not turn(field)
    assert field.currentIndex() == 0
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.currentIndex() == 1
