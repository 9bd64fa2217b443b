"""Keys on the canvas: what a hand does without a pointer, then what the actions of the sheet are asked by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from app.poster.geometry import Coord
from app.ui import fitting
from app.ui.actions import registry
from app.ui.canvas import aiming, fitted_keys, holding, map_frame
from app.ui.canvas.devices import modifiers
from app.ui.keys import ARROWS, is_sign, pressed
from app.ui.tools.groups import units

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: Steps of the arrows in mm: alone, with Maj, with Alt.
STEP, LONG, FINE = 1.0, 10.0, 0.1
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
#: Keys that take the value of the handle in hand one step up or down.
STEPS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


def press(canvas: Canvas, event: QKeyEvent) -> bool:
    """Act on a key; return whether it meant something here."""
    key = Qt.Key(event.key())
    held = modifiers(event.modifiers())
    if key == Qt.Key.Key_Escape:
        return step_back(canvas)
    if canvas.desk.hand.busy:
        return _in_gesture(canvas, key, held)
    return (
        ("ctrl" not in held and _by_hand(canvas, key, held))
        or _action(canvas, pressed(event))
        or _typed(canvas, event, held)
    )


def _action(canvas: Canvas, sequence: str) -> bool:
    """Do what the sequence asks of the sheet, if it means something now."""
    action = registry.on_sheet().get(sequence)
    if action is None or not action.able(canvas):
        return False
    if is_sign(sequence) and not canvas.session.hears(action.id):
        return False
    action.run(canvas)
    return True


def _typed(canvas: Canvas, event: QKeyEvent, held: frozenset[str]) -> bool:
    """Let what is typed on the chosen thing be added to its words, where letters take no tool."""
    session, text = canvas.session, event.text()
    if session.letters or held - {"shift"} or not text.strip() or not text.isprintable():
        return False
    if session.tool != "choisir" or len(session.selection) != 1:
        return False
    canvas.edit_text(next(iter(session.selection)))
    field = canvas.writing.field
    if field is None:
        return False
    # A key that slipped must not take the place of what the group wrote.
    field.moveCursor(QTextCursor.MoveOperation.End)
    if field.toPlainText().strip():
        field.insertPlainText(" ")
    QApplication.sendEvent(field, event)
    return True


def _by_hand(canvas: Canvas, key: Qt.Key, held: frozenset[str]) -> bool:
    """Do what keys do as a hand would: move, walk, lay, change what the handle in hand stands for."""
    session = canvas.session
    if session.tool == "cadrer" and map_frame.key(canvas, key, held):
        return True
    if session.fitting is not None:
        return fitted_keys.key(canvas, session.fitting, key, held)
    if key in ARROWS:
        return _arrow(canvas, ARROWS[key], held)
    if key in TABS:
        return walk(canvas, -1 if key == Qt.Key.Key_Backtab or "shift" in held else 1)
    if key in ENTER and session.tool != "choisir":
        return canvas.lay_in_view()
    if key in ENTER:
        return holding.add(canvas)
    return key in STEPS and holding.step(canvas, STEPS[key])


def step_back(canvas: Canvas) -> bool:
    """Give up one thing: the gesture, else the armed tool, else the selection. Return whether there was one."""
    session = canvas.session
    if canvas.give_up():
        return True
    if session.fitting is not None and session.fitting.aim is not None:
        session.fitting.look_for(None)
        return True
    if fitting.give_up(session):
        return True
    if session.tool != "choisir":
        session.use("choisir")
        return True
    if session.leave():
        return True
    if session.selection:
        session.select(())
        return True
    return False


def _in_gesture(canvas: Canvas, key: Qt.Key, held: frozenset[str]) -> bool:
    if key in ENTER:
        canvas.feed("finish")
    elif key in DELETE:
        canvas.feed("back")
    elif key in TABS:
        return aiming.walk(canvas, -1 if key == Qt.Key.Key_Backtab or "shift" in held else 1)
    else:
        return False
    return True


def _arrow(canvas: Canvas, way: Coord, held: frozenset[str]) -> bool:
    session = canvas.session
    if not session.selection:
        return False
    step = LONG if "shift" in held else FINE if "alt" in held else STEP
    dx, dy = way[0] * step, way[1] * step
    if not holding.move(canvas, dx, dy):
        canvas.nudging.step(dx, dy)
    return True


def walk(canvas: Canvas, step: int) -> bool:
    """Select the next thing or group of the sheet, from the bottom of the pile, and bring it into sight.

    In the group that was entered, the next of its members.
    """
    session = canvas.session
    unlit = session.unlit
    within = session.groups.members(session.entered)
    seen = [
        item
        for item in session.document.items()
        if item.uid not in unlit and (not within or item.uid in within) and canvas.desk.extent(item.uid)
    ]
    found = [unit[0].uid for unit in units(seen, session.entered)]
    if not found:
        return False
    at = next((rank for rank, uid in enumerate(found) if uid in session.selection), None)
    following = (0 if step > 0 else len(found) - 1) if at is None else (at + step) % len(found)
    session.use("choisir")
    session.select({found[following]})
    canvas.reveal(found[following])
    return True
